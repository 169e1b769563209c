"""Names to IP addresses with the check that a name leads to the open network: the address checked is the one used.

A portal's name that suddenly leads to 10.0.0.5 or 127.0.0.1 (DNS rebinding) is refused when the connection is made.
Private addresses that a profile lists are allowed.
"""

from collections.abc import Sequence
from typing import ClassVar, Self

from scrapy.crawler import Crawler
from scrapy.resolver import CachingThreadedResolver
from twisted.internet.base import ReactorBase
from twisted.internet.defer import Deferred
from twisted.internet.error import DNSLookupError

from ingest.crawl.addresses import is_literal, is_public

ALLOWED = "VANKIEN_PRIVATE_ADDRESSES"  # the Scrapy setting that carries the profile's list


class PublicResolver(CachingThreadedResolver):
    """Scrapy's resolver (IPv4, cached) that gives public and listed addresses only.

    `found_private` names what led elsewhere: Twisted forgets why a name had no address. One crawl a process.
    """

    allowed: frozenset[str] = frozenset()
    found_private: ClassVar[set[str]] = set()

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: ReactorBase) -> Self:
        """The resolver of a crawl, with the private addresses its profile lists."""
        made = super().from_crawler(crawler, reactor)
        made.allowed = frozenset(crawler.settings.getlist(ALLOWED))
        return made

    def getHostByName(self, name: str, timeout: Sequence[int] = ()) -> "Deferred[str]":  # noqa: N802  # Twisted's name
        """The address of a name; fails with `DNSLookupError` for one that may not be asked."""
        found: Deferred[str] = super().getHostByName(name, timeout)
        return found if is_literal(name) else found.addCallback(self._checked, name)

    def _checked(self, address: str, name: str) -> str:
        if is_public(address) or address in self.allowed:
            return address
        self.found_private.add(name)
        raise DNSLookupError("private address")


def led_inside(host: str) -> bool:
    """Whether the name of a host (with or without a port) was refused for where it leads."""
    return host.rsplit(":", 1)[0] in PublicResolver.found_private
