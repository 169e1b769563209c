"""Where a name leads is checked before anything is asked there."""

import pytest
from twisted.internet.error import DNSLookupError

from ingest.crawl.resolver import PublicResolver, led_inside


def resolver(*allowed: str) -> PublicResolver:
    made = PublicResolver.__new__(PublicResolver)
    made.allowed = frozenset(allowed)
    return made


def test_a_public_address_is_given() -> None:
    assert resolver()._checked("8.8.8.8", "cong.vn") == "8.8.8.8"


@pytest.mark.parametrize("address", ["127.0.0.1", "10.1.2.3", "169.254.169.254"])
def test_a_name_that_leads_inside_is_refused(address: str) -> None:
    with pytest.raises(DNSLookupError):
        resolver()._checked(address, "doi-huong.vn")
    assert led_inside("doi-huong.vn:8080")
    assert not led_inside("cong.vn")


def test_a_listed_private_address_is_given() -> None:
    assert resolver("10.1.2.3")._checked("10.1.2.3", "noi-bo.vn") == "10.1.2.3"
