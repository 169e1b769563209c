"""Web addresses: one spelling for each page, patterns, public IP addresses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.crawl.addresses import canonical, host_of, is_literal, is_public, key_of, pattern_of


@pytest.mark.parametrize(
    ("given_url", "asked_for"),
    [
        pytest.param("http://a.vn/x#muc", "http://a.vn/x", id="a fragment is a place in the page"),
        pytest.param("HTTP://A.VN:80/x", "http://a.vn/x", id="case and default port"),
        pytest.param("https://a.vn:443", "https://a.vn/", id="no path is the root"),
        pytest.param("http://a.vn:8080/x", "http://a.vn:8080/x", id="another port stays"),
        pytest.param("http://a.vn./x", "http://a.vn/x", id="the dot of the root zone"),
        pytest.param(
            "http://a.vn/x?b=1&PHPSESSID=9&a=2", "http://a.vn/x?b=1&a=2", id="a session goes, the order stays"
        ),
        pytest.param("http://a.vn/x?phien=7&a=2", "http://a.vn/x?a=2", id="a session the profile names"),
        pytest.param("http://a.vn/x?utm_source=z&fbclid=1", "http://a.vn/x", id="campaigns"),
        pytest.param("http://a.vn/x;jsessionid=1A?a=1", "http://a.vn/x?a=1", id="a session in the path"),
        pytest.param("http://a.vn/(S(abcdefgh12))/x.aspx", "http://a.vn/x.aspx", id="a session of ASP.NET"),
        pytest.param("http://a.vn/nq-(so-5)/", "http://a.vn/nq-(so-5)/", id="other brackets stay"),
        pytest.param("http://a.vn/b/../x/./y", "http://a.vn/x/y", id="dots are walked"),
        pytest.param("http://a.vn/nghị quyết", "http://a.vn/ngh%E1%BB%8B%20quy%E1%BA%BFt", id="letters are escaped"),
        pytest.param("http://a.vn/x?keyword=", "http://a.vn/x?keyword=", id="an empty value may mean something"),
        pytest.param("http://ai:ma@a.vn/x", "", id="a name and a password are not ours to send"),
        pytest.param("javascript:mo(1)", "", id="a script"),
        pytest.param("mailto:a@b.vn", "", id="a mail address"),
        pytest.param("http://a.vn:99999/x", "", id="no such port"),
        pytest.param("http:///x", "", id="no host"),
    ],
)
def test_one_spelling(given_url: str, asked_for: str) -> None:
    assert canonical(given_url, ["phien"]) == asked_for


@given(
    st.from_regex(
        r"https?://[a-z]{1,8}\.vn(:\d{1,4})?(/[a-z0-9%./;()-]{0,20})?(\?[a-z0-9=&_]{0,20})?(#[a-z]*)?", fullmatch=True
    )
)
def test_the_one_spelling_is_its_own(url: str) -> None:
    once = canonical(url)
    assert canonical(once) == once if once else True


def test_the_key_does_not_hang_on_the_order_of_parameters() -> None:
    assert key_of("http://a.vn/x?a=1&b=2") == key_of("http://a.vn/x?b=2&a=1") != key_of("http://a.vn/x?a=1&b=3")


def test_pages_that_differ_in_figures_share_a_pattern() -> None:
    assert pattern_of("http://a.vn/lich?thang=12&nam=2026") == pattern_of("http://a.vn/lich?thang=1&nam=1999")


@pytest.mark.parametrize(
    ("address", "public"),
    [
        pytest.param("8.8.8.8", True, id="of the open network"),
        pytest.param("2606:4700::1111", True, id="of the open network, version 6"),
        pytest.param("127.0.0.1", False, id="this machine"),
        pytest.param("10.0.0.1", False, id="private"),
        pytest.param("192.168.1.1", False, id="private, at home"),
        pytest.param("172.20.0.1", False, id="private, in offices"),
        pytest.param("169.254.169.254", False, id="link-local: where clouds keep their secrets"),
        pytest.param("100.64.0.1", False, id="shared by a provider's customers"),
        pytest.param("0.0.0.0", False, id="any"),  # noqa: S104  # looked at, not bound
        pytest.param("224.0.0.1", False, id="multicast"),
        pytest.param("::1", False, id="this machine, version 6"),
        pytest.param("fe80::1", False, id="link-local, version 6"),
        pytest.param("::ffff:10.0.0.1", False, id="private behind a mapped address"),
    ],
)
def test_what_is_public(address: str, public: bool) -> None:
    assert is_public(address) is public


@pytest.mark.parametrize(
    ("host", "literal"),
    [("127.0.0.1:80", True), ("10.0.0.1", True), ("[::1]", True), ("localhost:80", False), ("a.vn", False)],
)
def test_hosts_written_as_addresses(host: str, literal: bool) -> None:
    assert is_literal(host) is literal


def test_the_host_is_named_as_in_a_profile() -> None:
    assert host_of("http://A.vn:8080/x") == "a.vn:8080"
