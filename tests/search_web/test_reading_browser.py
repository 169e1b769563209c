"""The reading view in a real browser: the card, find in the text, copying, tabs, contents on a phone, paper, axe."""

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.search_web.conftest import DIRECTIVE, GUIDE
from tests.search_web.page_types import PAGE_TYPES
from tests.search_web.serving import served
from tests.search_web.test_axe import AXE, RULES, RUN

pytestmark = pytest.mark.browser

LAW = "chinh-phu/nghi-dinh/2020/30-2020-ndd-cp"
STUB = "ban-to-chuc-trung-uong/huong-dan/2012/09-hd-btctw"
PAGES = {
    "text": f"/vb/{DIRECTIVE}",
    "found": f"/vb/{DIRECTIVE}?tim=chi+bo",
    "cites": f"/vb/{DIRECTIVE}/vien-dan",
    "cited": f"/vb/{DIRECTIVE}/duoc-vien-dan",
    "one relation": f"/vb/{DIRECTIVE}/duoc-vien-dan?quan-he=nhac-den&trang=1",
    "history": f"/vb/{DIRECTIVE}/lich-su",
    "originals": f"/vb/{DIRECTIVE}/ban-goc",
    "facts": f"/vb/{DIRECTIVE}/thong-tin",
    "former": f"/vb/{DIRECTIVE}/ban/1",
    "stub": f"/vb/{STUB}",
    "law": f"/vb/{LAW}",
    "report": f"/bao-loi?vb={DIRECTIVE}",
    "thanks": f"/bao-loi/da-nhan?vb={DIRECTIVE}",
}


@pytest.fixture(scope="module")
def site(app: Flask) -> Iterator[str]:
    """The address of the test site."""
    with served(app) as address:
        yield address


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A fresh reader with a wide window who may use the clipboard."""
    made = browser.new_context(viewport={"width": 1280, "height": 800})
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """Its one page."""
    return context.new_page()


@pytest.fixture(scope="module")
def reader(browser: Browser) -> Iterator[Page]:
    """One page for questions that leave nothing behind."""
    made = browser.new_context(viewport={"width": 1280, "height": 800})
    yield made.new_page()
    made.close()


def test_axe_finds_nothing(browser: Browser, site: str) -> None:
    context = browser.new_context(bypass_csp=True)
    context.add_init_script(path=AXE)
    reader = context.new_page()
    found = {}
    for name, address in PAGES.items():
        if address in PAGE_TYPES.values():
            continue  # test_axe asks about it, with everything on it unfolded
        reader.goto(site + address)
        for scheme, rules in RULES.items():
            reader.emulate_media(color_scheme=scheme)
            if wrong := reader.evaluate(RUN, rules):
                found[name, scheme] = wrong
    context.close()
    assert found == {}


def test_no_page_scrolls_sideways(page: Page, site: str) -> None:
    wide = []
    for name, address in PAGES.items():
        page.goto(site + address)
        for width in (1280, 720, 360):
            page.set_viewport_size({"width": width, "height": 700})
            if page.evaluate("document.documentElement.scrollWidth") > width:
                wide.append((name, width))
    assert wide == []


def test_a_card_opens_on_rest_beside_its_link_and_the_pointer_may_enter_it(page: Page, site: str) -> None:
    page.goto(f"{site}/vb/{GUIDE}")
    link, card = page.locator(".text a.ref").first, page.locator("#the-xem-truoc")
    before = link.bounding_box()
    link.hover()
    expect(card).to_be_visible()
    expect(card).to_contain_text("Chỉ thị 47-CT/TU")
    expect(card).to_contain_text("có trong kho")
    assert link.get_attribute("aria-describedby") == "the-xem-truoc"
    box = card.bounding_box()
    assert box is not None
    assert before is not None
    assert link.bounding_box() == before  # nothing moved
    assert box["y"] >= before["y"] + before["height"] or box["y"] + box["height"] <= before["y"]
    page.mouse.move(box["x"] + 20, box["y"] + 20, steps=4)
    page.wait_for_timeout(400)
    expect(card).to_be_visible()
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    assert link.get_attribute("aria-describedby") is None


def test_a_card_opens_on_focus_and_names_what_a_reference_may_mean(page: Page, site: str) -> None:
    page.goto(f"{site}/vb/{DIRECTIVE}")
    page.locator(".text a.anchor").last.focus()
    page.locator(".text a.ref-maybe").first.evaluate("link => link.focus({focusVisible: true})")
    card = page.locator("#the-xem-truoc")
    expect(card).to_contain_text("Có thể là")
    expect(card.locator("li a").first).to_be_visible()


def test_a_first_tap_opens_the_card_and_a_second_follows(browser: Browser, site: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 700}, has_touch=True, is_mobile=True)
    reader = context.new_page()
    reader.goto(f"{site}/vb/{GUIDE}")
    link = reader.locator(".text a.ref").first
    link.tap()
    expect(reader.locator("#the-xem-truoc")).to_be_visible()
    assert reader.url.endswith(GUIDE)
    link.tap()
    reader.wait_for_url(f"**/vb/{DIRECTIVE}*")
    context.close()


def test_finding_marks_counts_and_walks(page: Page, site: str) -> None:
    page.goto(f"{site}/vb/{DIRECTIVE}")
    page.fill("#tim-trong-trang", "chi bo")
    page.keyboard.press("Enter")
    told = page.locator("form.find output")
    expect(told).to_have_text(re.compile(r"1/\d+ chỗ"))
    count = page.locator(".text mark.hit").count()
    assert count > 2
    expect(told).to_have_text(f"1/{count} chỗ")
    page.keyboard.press("Enter")
    expect(told).to_have_text(f"2/{count} chỗ")
    page.keyboard.press("Shift+Enter")
    page.keyboard.press("Shift+Enter")
    expect(told).to_have_text(f"{count}/{count} chỗ")
    assert "tim=chi+bo" in page.url
    page.fill("#tim-trong-trang", "zzz")
    expect(told).to_have_text("không thấy")
    expect(page.locator(".text mark")).to_have_count(0)


@pytest.mark.parametrize("typed", ["chi bo", "chi bộ", "chi bố", "thi so 47", "hop moi thang", "ĐẢNG"])
def test_the_browser_finds_what_the_server_finds(client: FlaskClient, reader: Page, site: str, typed: str) -> None:
    for address in (DIRECTIVE, GUIDE):
        sent = client.get(f"/vb/{address}", query_string={"tim": typed}).get_data(as_text=True)
        reader.goto(f"{site}/vb/{address}?tim={typed}")
        assert reader.locator(".text mark.hit").count() == sent.count('<mark class="hit"')


def test_the_citation_is_copied(context: BrowserContext, page: Page, site: str) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{site}/vb/{DIRECTIVE}")
    page.get_by_role("button", name="Sao chép").click()
    expect(page.locator(".copy [role=status]")).to_have_text("Đã sao chép")
    assert page.evaluate("navigator.clipboard.readText()").startswith("Chỉ thị số 47-CT/TU, ngày 11/11/2014")
    page.locator("#muc-ii .anchor").click()
    page.wait_for_url("**#muc-ii")
    expect(page.locator("#muc-ii .anchor.done")).to_have_count(1)  # the address is copied a moment later
    assert page.evaluate("navigator.clipboard.readText()") == page.url


def test_an_anchor_as_people_write_it_leads_to_its_part(page: Page, site: str) -> None:
    page.goto(f"{site}/vb/{DIRECTIVE}#muc-II.1")
    assert page.locator("p:has(> span:target)").inner_text().startswith("1- Cấp ủy")
    page.goto(f"{site}/vb/{LAW}")
    page.evaluate("location.hash = 'Dieu-2'")
    page.wait_for_url("**#dieu-2")


def test_tabs_are_reached_by_keys_and_say_where_one_is(page: Page, site: str) -> None:
    page.goto(f"{site}/vb/{DIRECTIVE}")
    tabs = page.get_by_role("navigation", name="Các trang của văn bản này")
    tabs.get_by_role("link", name="Nội dung").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/vien-dan")
    expect(tabs.locator("[aria-current=page]")).to_have_text(re.compile(r"^\s*Viện dẫn"))


def test_contents_are_in_details_on_a_phone_and_beside_the_text_on_a_wide_window(browser: Browser, site: str) -> None:
    for width, folded in ((360, True), (1280, False)):
        context = browser.new_context(viewport={"width": width, "height": 700})
        reader = context.new_page()
        reader.goto(f"{site}/vb/{LAW}")
        assert reader.locator("details.toc-top").is_visible() is folded
        assert reader.locator(".side .toc").is_visible() is not folded
        if folded:
            reader.locator("details.toc-top summary").click()
            reader.locator("details.toc-top a", has_text="Điều 2").click()
        else:
            reader.locator(".side .toc a", has_text="Điều 2").click()
        reader.wait_for_url("**#dieu-2")
        context.close()


def test_paper_has_the_text_and_nothing_to_click(page: Page, site: str) -> None:
    page.goto(f"{site}/vb/{DIRECTIVE}")
    page.emulate_media(media="print")
    assert not page.locator(".tabs, .tools, .copy, .margin, form, .anchor").filter(visible=True).count()
    assert page.locator(".letterhead").first.is_visible()
    assert "in ngày" in page.locator(".print-only").filter(visible=True).inner_text()
