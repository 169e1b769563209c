"""Every type of page for everybody: axe-core without a finding in light and dark, little to load, the keyboard alone.

The three core tasks (find by number, find what governs a topic in a place, follow a chain of citations) are walked with
keys only and without JavaScript.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import axe_playwright_python  # type: ignore[import-untyped]  # only its file axe.min.js is used
import pytest
from flask import Flask
from playwright.sync_api import Browser, CDPSession, Page, expect

from tests.search_web.conftest import DIRECTIVE, GUIDE
from tests.search_web.page_types import PAGE_TYPES
from tests.search_web.serving import served

pytestmark = pytest.mark.browser

AXE = Path(axe_playwright_python.__file__).parent / "axe.min.js"
MOST_BYTES = 100_000  # a page with all it loads, as it goes over the line


@pytest.fixture(scope="module")
def site(app: Flask) -> Iterator[str]:
    """The address of the test site, served as `vankien serve` does."""
    with served(app) as address:
        yield address


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh reader with a wide window."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    yield context.new_page()
    context.close()


# --- axe and weight: every page is loaded once, and everything asked about it there ----------------------------------

# Rules beyond the levels A and AA that are only advice are left out by axe itself (`best-practice` is asked for too).
# Of what passes nothing is gathered: that takes as long as the judgement.
RUN = """(only) => axe.run(document, {runOnly: only, resultTypes: ["violations"]})
  .then((found) => found.violations.map((one) => [one.id, one.nodes.map((node) => node.html.slice(0, 160))]))"""
Scheme = Literal["light", "dark"]
EVERY_RULE = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# The dark scheme gives other values to the same names of colours and changes nothing else (test_style holds it to
# that): what axe says of structure, names and order in the light it would only say again in the dark.
RULES: dict[Scheme, list[str]] = {"light": EVERY_RULE, "dark": ["color-contrast", "link-in-text-block"]}


@dataclass
class Line:
    """What went over the line for one page."""

    received: list[float] = field(default_factory=list)
    headers: list[dict[str, Any]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def begin(self) -> None:
        """The next page."""
        for heard in (self.received, self.headers, self.asked):
            heard.clear()


@pytest.fixture(scope="module")
def judge(browser: Browser) -> Iterator[Page]:
    """A reader into whose pages axe is put before they load."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, bypass_csp=True, reduced_motion="reduce")
    context.add_init_script(path=AXE)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def listened(judge: Page) -> tuple[CDPSession, Line]:
    """The reader's line, on which nothing comes out of a cache."""
    line, heard = judge.context.new_cdp_session(judge), Line()
    line.on("Network.loadingFinished", lambda event: heard.received.append(event["encodedDataLength"]))
    line.on("Network.responseReceivedExtraInfo", lambda event: heard.headers.append(event["headers"]))
    judge.on("request", lambda request: heard.asked.append(request.url))
    line.send("Network.enable")
    line.send("Network.setCacheDisabled", {"cacheDisabled": True})
    return line, heard


@pytest.fixture(scope="module", params=PAGE_TYPES.values(), ids=list(PAGE_TYPES))
def visited(
    request: pytest.FixtureRequest, judge: Page, listened: tuple[CDPSession, Line], site: str
) -> tuple[Page, Line]:
    """A reader on a page, everything on it unfolded, and what went over the line for it."""
    line, heard = listened
    line.send("Network.clearBrowserCache")
    heard.begin()
    judge.goto(site + request.param)
    judge.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    return judge, heard


@pytest.mark.parametrize("scheme", RULES)
def test_axe_finds_nothing(visited: tuple[Page, Line], scheme: Scheme) -> None:
    reader, _ = visited
    reader.emulate_media(color_scheme=scheme)
    assert reader.evaluate(RUN, RULES[scheme]) == []


def test_a_page_is_light_and_asks_nobody_else(visited: tuple[Page, Line], site: str) -> None:
    reader, heard = visited
    reader.wait_for_load_state("networkidle")
    assert len(heard.received) >= 2, "at least the page and its style sheet"
    assert sum(heard.received) <= MOST_BYTES, heard.received
    assert [url for url in heard.asked if not url.startswith(site)] == []
    assert [one for one in heard.headers if "set-cookie" in {name.lower() for name in one}] == []
    assert reader.context.cookies() == []


# Every rule that is asked about in a scheme must be able to fail there.
WRONG = {
    "light": ("label", "document.querySelector('label[for=tim]').remove()"),
    "dark": ("color-contrast", "document.querySelector('main').style.color = '#333338'"),
}


@pytest.mark.parametrize(("scheme", "name", "spoil"), [(scheme, *what) for scheme, what in WRONG.items()], ids=WRONG)
def test_axe_finds_what_is_wrong(browser: Browser, site: str, scheme: Scheme, name: str, spoil: str) -> None:
    context = browser.new_context(bypass_csp=True, reduced_motion="reduce")
    reader = context.new_page()
    reader.goto(site)
    reader.emulate_media(color_scheme=scheme)
    reader.evaluate(spoil)
    reader.add_script_tag(path=AXE)
    assert [one for one, _ in reader.evaluate(RUN, RULES[scheme])] == [name]
    context.close()


# --- the three core tasks --------------------------------------------------------------------------------------------


def press_until(page: Page, key: str, condition: str, most: int = 120) -> None:
    """Press a key until an expression over the focused element (`it`) holds."""
    for _ in range(most):
        if page.evaluate(f"((it) => Boolean({condition}))(document.activeElement)"):
            return
        page.keyboard.press(key)
    pytest.fail(f"{key} never led to {condition}")


def test_a_number_is_found_with_keys(page: Page, site: str) -> None:
    page.goto(f"{site}/nam")
    page.keyboard.press("/")
    page.keyboard.type("47-CT/TU")
    page.keyboard.press("Enter")
    page.wait_for_url("**/?q=47-CT*")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.textContent") == "Chỉ thị 47-CT/TU"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/vb/{DIRECTIVE}")
    assert page.locator("h1").inner_text() == "Chỉ thị 47-CT/TU"


def test_keys_lead_from_the_box_to_the_hits_and_back(page: Page, site: str) -> None:
    page.goto(site + PAGE_TYPES["results"])
    page.keyboard.press("k")
    last = page.evaluate("document.activeElement.textContent")
    page.keyboard.press("/")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.closest('.work-name') !== null")
    assert page.evaluate("document.activeElement.textContent") != last
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.id") == "tim"
    page.keyboard.type("jk")
    assert page.input_value("#tim").endswith("jk") or page.input_value("#tim") == "jk"


def test_what_governs_a_topic_in_a_place_is_found_with_keys(page: Page, site: str) -> None:
    page.goto(site)
    press_until(page, "Tab", "it.matches('a[href=\"/dieu-chinh\"]')")
    page.keyboard.press("Enter")
    page.wait_for_url("**/dieu-chinh")
    press_until(page, "Tab", "it.name === 'q' && it.closest('main')")
    page.keyboard.type("sinh hoạt chi bộ")
    page.keyboard.press("Tab")
    page.keyboard.type("Lào Cai")
    page.keyboard.press("Enter")
    page.wait_for_url("**/dieu-chinh?*")
    press_until(page, "Tab", "it.textContent.includes('47-CT/TU') && it.closest('main')")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/vb/{DIRECTIVE}*")


def test_a_chain_of_citations_is_followed_with_keys(page: Page, site: str) -> None:
    page.goto(f"{site}/vb/{GUIDE}")
    press_until(page, "Tab", "it.closest('.text') && it.matches('a.ref')")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/vb/{DIRECTIVE}*")
    press_until(page, "Tab", "it.closest('.text') && it.matches('a.ref') && it.textContent.includes('09-HD')")
    page.keyboard.press("Enter")
    page.wait_for_url("**/09-hd-btctw*")
    assert "09-HD/BTCTW" in page.locator("h1").inner_text()


@pytest.fixture
def plain(browser: Browser) -> Iterator[Page]:
    """A reader whose browser runs no scripts."""
    context = browser.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


def test_a_number_is_found_without_scripts(plain: Page, site: str) -> None:
    plain.goto(site)
    plain.fill("#tim", "47-CT/TU")
    plain.locator("main form.search button").click()
    plain.wait_for_url("**/?q=47-CT*")
    plain.locator("section.exact a", has_text="47-CT/TU").first.click()
    plain.wait_for_url("**/47-ct-tu*")
    assert plain.locator("h1").inner_text() == "Chỉ thị 47-CT/TU"


def test_what_governs_is_found_without_scripts(plain: Page, site: str) -> None:
    plain.goto(f"{site}/dieu-chinh")
    plain.fill("#chu-de", "sinh hoạt chi bộ")
    plain.fill("main [name=noi]", "Lào Cai")
    plain.locator("main form.draft button").click()
    expect(plain.locator("main a", has_text="47-CT/TU").first).to_be_visible()


def test_a_chain_is_followed_without_scripts(plain: Page, site: str) -> None:
    plain.goto(f"{site}/vb/{GUIDE}")
    plain.locator(".text a.ref").first.click()
    plain.wait_for_url(f"**/vb/{DIRECTIVE}*")
    plain.locator(".text a.ref", has_text="09-HD/BTCTW").first.click()
    plain.wait_for_url("**/09-hd-btctw*")


# --- choices ---------------------------------------------------------------------------------------------------------


def test_a_facet_keeps_scroll_focus_and_what_is_open(page: Page, site: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 500})
    page.goto(site + PAGE_TYPES["results"])
    level = "#loc details[data-keep='co-quan-tinh-party']"
    page.locator(level).evaluate("(one) => { one.open = true; }")
    choice = page.locator("#loc a[data-keep='the-loai-directive']")
    choice.scroll_into_view_if_needed()
    before = choice.bounding_box()
    page.evaluate("window.stays = true")
    choice.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**the-loai=directive*")
    page.wait_for_selector(".chips a")
    after = page.locator("#loc a[data-keep='the-loai-directive']").bounding_box()
    assert page.evaluate("window.stays") is True, "the page was not loaded anew"
    assert page.evaluate("document.activeElement.dataset.keep") == "the-loai-directive"
    assert page.get_attribute("#loc a[data-keep='the-loai-directive']", "aria-current") == "true"
    assert before is not None
    assert after is not None
    assert abs(before["y"] - after["y"]) <= 2
    assert page.locator(level).evaluate("(one) => one.open")
    expect(page.locator("body > [role=status]")).to_contain_text("kết quả")
    page.go_back()
    page.wait_for_selector(".chips a", state="detached")
    expect(page.locator("#loc a[aria-current]")).to_have_count(0)


def test_a_facet_is_a_plain_link_without_scripts(plain: Page, site: str) -> None:
    plain.goto(site + PAGE_TYPES["results"])
    plain.locator("#loc a[data-keep='the-loai-directive']").click()
    plain.wait_for_url("**the-loai=directive*")
    expect(plain.locator(".chips a")).to_have_count(1)


def test_the_place_and_the_day_are_kept_by_the_next_question(page: Page, site: str) -> None:
    page.goto(site)
    page.locator(".where summary").click()
    page.fill("#noi", "Lào Cai")
    page.fill("#tim", "chi bộ")
    page.keyboard.press("Enter")
    page.wait_for_url("**noi=L*")
    assert "ngay=" not in page.url, "a field left empty stays out of the address"
    page.fill("#tim", "sinh hoạt")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=sinh*")
    assert "noi=L" in page.url
    expect(page.locator(".chips a", has_text="Lào Cai")).to_have_count(1)
