"""robots.txt by RFC 9309."""

import pytest

from ingest.crawl.robots import Rules, robots_url

RULES = """User-agent: *
Disallow: /kin/
Allow: /kin/mo/
Disallow: /*.xls$
Crawl-delay: 4
Sitemap: https://a.vn/so-do.xml

User-agent: xau
Disallow: /
"""


def rules(body: str, status: int = 200) -> Rules:
    return Rules(status, body, 1000.0)


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        pytest.param("/vb/1", True, id="nothing said"),
        pytest.param("/kin/1", False, id="forbidden"),
        pytest.param("/kin/mo/1", True, id="the longest rule wins"),
        pytest.param("/a/b.xls", False, id="a pattern with its end"),
        pytest.param("/a/b.xlsx", True, id="the end is the end"),
    ],
)
def test_the_longest_rule_wins(path: str, allowed: bool) -> None:
    assert rules(RULES).allows("https://a.vn" + path) is allowed


def test_a_group_for_us_is_ours_alone() -> None:
    ours = rules("User-agent: *\nDisallow: /\n\nUser-agent: VanKien\nDisallow: /kin/\n")
    assert ours.allows("https://a.vn/vb/1")
    assert not ours.allows("https://a.vn/kin/1")


@pytest.mark.parametrize(
    ("status", "stops", "allows"),
    [
        pytest.param(404, False, True, id="no rules: everything is allowed"),
        pytest.param(403, False, True, id="unavailable: everything is allowed"),
        pytest.param(429, True, False, id="patience is asked for"),
        pytest.param(500, True, False, id="a sick host is left alone"),
        pytest.param(503, True, False, id="a busy host is left alone"),
        pytest.param(0, True, False, id="no answer"),
    ],
)
def test_what_a_status_means(status: int, stops: bool, allows: bool) -> None:
    found = rules("User-agent: *\nDisallow: /", status)
    assert (found.stops, found.allows("https://a.vn/x")) == (stops, allows)


def test_pauses_and_sitemaps_are_read() -> None:
    assert (rules(RULES).delay, rules(RULES).sitemaps) == (4.0, ("https://a.vn/so-do.xml",))
    assert rules("").delay == 0.0


def test_rules_are_good_for_a_day() -> None:
    assert rules("").is_fresh(1000.0 + 86_399)
    assert not rules("").is_fresh(1000.0 + 86_400)


def test_rubbish_allows_everything() -> None:
    assert rules("<html>\x00 đây không phải luật : : Disallow").allows("https://a.vn/x")


def test_where_the_rules_are() -> None:
    assert robots_url("http", "a.vn:8080") == "http://a.vn:8080/robots.txt"
