"""The site in a real browser: nothing asked of others, nothing blocked, no sideways scrolling, keys, paper, dark."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Dialog, Page, Route, expect

from tests.search_web.conftest import DIRECTIVE, GUIDE
from tests.search_web.serving import served

pytestmark = pytest.mark.browser

PAGES = {
    "home": "/",
    "results": "/?q=sinh+ho%E1%BA%A1t+chi+b%E1%BB%99",
    "nothing found": "/?q=zzzz",
    "one long word": "/?q=" + "zq" * 200,
    "governing": "/dieu-chinh",
    "governed": "/dieu-chinh?q=sinh+ho%E1%BA%A1t+chi+b%E1%BB%99&noi=L%C3%A0o+Cai&ngay=2019-06-01",
    "refused": "/?q=x&xep=lung-tung",
    "document": f"/vb/{DIRECTIVE}",
    "map": f"/vb/{DIRECTIVE}/luoc-do",
    "map of two steps": f"/vb/{DIRECTIVE}/luoc-do?buoc=2",
    "compare": f"/so-sanh?a={DIRECTIVE}@1&b={DIRECTIVE}",
    "compare with": f"/so-sanh?a={DIRECTIVE}",
    "law": "/vb/chinh-phu/nghi-dinh/2020/30-2020-ndd-cp",
    "stub": "/vb/ban-to-chuc-trung-uong/huong-dan/2012/09-hd-btctw",
    "draft": "/kiem-tra",
    "missing": "/con-thieu",
    "bodies": "/co-quan",
    "body": "/co-quan/tinh-uy-lao-cai",
    "years": "/nam",
    "year": "/nam/2014",
    "types": "/loai",
    "about": "/gioi-thieu",
    "not there": "/vb/khong/co/o/day",
}


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


@dataclass(frozen=True, slots=True)
class Visited:
    """A page as a reader has it before them, with what the browser said of it and asked for it."""

    page: Page
    said: list[str]
    asked: list[str]


@pytest.fixture(scope="module")
def walker(browser: Browser) -> Iterator[Visited]:
    """A reader who goes from page to page and touches nothing."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    walking = Visited(context.new_page(), [], [])
    walking.page.on("console", lambda message: walking.said.append(message.text))
    walking.page.on("pageerror", lambda error: walking.said.append(str(error)))
    walking.page.on("request", lambda request: walking.asked.append(request.url))
    yield walking
    context.close()


@pytest.fixture(scope="module", params=PAGES.values(), ids=list(PAGES))
def visited(request: pytest.FixtureRequest, walker: Visited, site: str) -> Visited:
    """The reader on a page; it is loaded once for all that is asked about it."""
    walker.said.clear()
    walker.asked.clear()
    walker.page.goto(site + request.param)
    return walker


def test_nothing_is_blocked_and_nothing_is_asked_of_others(visited: Visited, site: str) -> None:
    said = [text for text in visited.said if "status of 40" not in text]
    assert said == []  # a page that is an error is told there too
    assert site in visited.asked[0]
    assert [url for url in visited.asked if not url.startswith(site)] == []
    assert visited.page.context.cookies() == []


WIDE = "document.documentElement.scrollWidth"


def test_no_page_scrolls_sideways_in_a_wide_window(visited: Visited) -> None:
    assert visited.page.evaluate(WIDE) == 1280


# Loaded in a window of that width: some notes unfold themselves while a wide page loads.
@pytest.mark.parametrize("width", [360, 720])
def test_no_page_scrolls_sideways(browser: Browser, site: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 700})
    reader = context.new_page()
    wide = {}
    for name, address in PAGES.items():
        reader.goto(site + address)
        if (found := reader.evaluate(WIDE)) > width:
            wide[name] = found
    context.close()
    assert wide == {}


SMALL = """() => [...document.querySelectorAll('a, button, input, summary')]
  .filter((one) => !one.closest('p, blockquote, td, .skip, .text, .facts, .prose') && one.offsetParent)
  .map((one) => [one.textContent.trim().slice(0, 40), one.getBoundingClientRect()])
  .filter(([, box]) => box.height && box.height < 24)
  .map(([text, box]) => `${text}: ${box.height}`)"""


def test_targets_outside_running_text_are_high_enough(visited: Visited) -> None:
    assert visited.page.evaluate(SMALL) == []


HEADINGS = "[...document.querySelectorAll('main :is(h1, h2, h3, h4, h5, h6)')].map((one) => Number(one.tagName[1]))"


def test_headings_begin_with_the_one_of_the_page_and_leave_out_no_level(visited: Visited) -> None:
    levels = visited.page.evaluate(HEADINGS)
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(lower - upper <= 1 for upper, lower in pairwise(levels)), levels


PAINTED = "performance.getEntriesByName('first-contentful-paint').length > 0"


def test_the_mark_is_painted_before_the_style_sheet_is_there(page: Page, site: str) -> None:
    held: list[Route] = []
    page.route("**/site.css*", lambda route: held.append(route))  # noqa: PLW0108 - the browser marks what it calls
    page.goto(f"{site}/nam", wait_until="commit")
    page.locator(".mark text").wait_for()  # the new page is there: what is asked of it is asked of no page before it
    page.wait_for_function(PAINTED)
    assert len(held) == 1
    assert page.locator("h1").count() == 0  # nothing unstyled is shown
    held[0].continue_()
    page.wait_for_load_state()
    assert page.locator(".mark").is_visible()
    assert not page.locator(".mark text").is_visible()  # the name beside it says it


def test_a_key_leads_from_the_results_to_the_filters_beside_them(page: Page, site: str) -> None:
    page.goto(site + PAGES["results"])
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.resource_type))
    link = page.locator(".to-filters")
    box = link.bounding_box()
    assert box is not None
    assert box["width"] <= 1  # on a wide window the filters are in sight
    link.focus()
    box = link.bounding_box()
    assert box is not None
    assert box["width"] > 24
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.id === 'loc'")  # the jump is made some time after the key
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('#loc') !== null")
    assert not {"document", "fetch"} & set(asked)  # the results stay as they are: a jump asks for nothing


def test_the_keyboard_reaches_the_content_and_the_box(page: Page, site: str) -> None:
    page.goto(f"{site}/nam")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Đến nội dung chính"
    assert page.locator(".skip").bounding_box()["y"] >= 0  # type: ignore[index]  # it is on the page
    page.keyboard.press("Enter")
    expect(page.locator("#noi-dung")).to_be_focused()
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "tim"
    page.keyboard.type("47/2")
    assert page.input_value("#tim") == "47/2"  # in the box the key is a letter again
    page.keyboard.press("Control+A")
    page.keyboard.type("chi thi 47")
    page.keyboard.press("Enter")
    page.wait_for_url("**/?q=chi+thi+47")


def test_focus_can_be_seen(page: Page, site: str) -> None:
    page.goto(f"{site}/loai")
    for _ in range(3):
        page.keyboard.press("Tab")
    style = page.evaluate(
        "(({outlineStyle, outlineWidth}) => outlineStyle + outlineWidth)(getComputedStyle(document.activeElement))"
    )
    assert style == "solid2px"


def test_a_reader_goes_from_a_reference_to_its_work_and_back(page: Page, site: str) -> None:
    page.goto(f"{site}/vb/{GUIDE}")
    page.locator(".text a.ref").first.click()
    page.wait_for_url(f"**/vb/{DIRECTIVE}*")
    assert page.locator("h1").inner_text() == "Chỉ thị 47-CT/TU"
    page.locator(".tabs a", has_text="Được viện dẫn").click()
    page.wait_for_url("**/duoc-vien-dan")
    page.locator("#duoc-vien-dan a", has_text="Hướng dẫn 05-HD/TU").first.click()
    page.wait_for_url(f"**/vb/{GUIDE}")


def test_it_works_without_javascript(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    reader = context.new_page()
    reader.goto(site)
    reader.fill("#tim", "47-CT/TU")
    reader.locator("main button[type=submit]").click()
    reader.wait_for_url("**/?q=47-CT*")
    expect(reader.locator("section.exact")).to_have_count(1)
    context.close()


def test_paper_has_the_text_and_no_navigation(page: Page, site: str, tmp_path: Path) -> None:
    page.goto(f"{site}/vb/{DIRECTIVE}")
    page.emulate_media(media="print")
    assert not page.locator(".masthead, .foot, .jumps").filter(visible=True).count()
    assert page.locator(".letterhead").first.is_visible()
    assert page.locator(".print-only").filter(visible=True).count() == 1
    made = page.pdf(path=tmp_path / "van-ban.pdf", prefer_css_page_size=True)
    assert made.startswith(b"%PDF")


def test_the_dark_page_is_dark(browser: Browser, site: str) -> None:
    context = browser.new_context(color_scheme="dark")
    reader = context.new_page()
    reader.goto(site)
    assert reader.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(23, 23, 26)"
    context.close()


def test_a_hostile_title_runs_nothing(page: Page, site: str) -> None:
    dialogs: list[str] = []

    def note(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", note)
    page.goto(f"{site}/?q=ti%C3%AAu+%C4%91%E1%BB%81")
    page.locator(".works a", has_text="alert").first.click()
    page.wait_for_url("**/vb/**")
    assert "<script>" in page.locator("h1").inner_text()
    assert dialogs == []
