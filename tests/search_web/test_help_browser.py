"""The pages of help in a real browser: type-ahead by keyboard and mouse, nothing blocked, no sideways scrolling."""

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from archive.config import Settings
from archive.index.engine import Engine
from archive.store.database import Database
from search_web import create_app, headers
from search_web.pages import more_like, numbers, places, suggest
from tests.search_web.conftest import DIRECTIVE
from tests.search_web.serving import served

pytestmark = pytest.mark.browser
PAGES = {
    "like": f"/vb/{DIRECTIVE}/tuong-tu",
    "places": "/so-sanh-noi",
    "compared": "/so-sanh-noi?q=sinh+ho%E1%BA%A1t+chi+b%E1%BB%99&a=L%C3%A0o+Cai&b=Tuy%C3%AAn+Quang",
    "numbers": "/danh-sach-so",
}


@pytest.fixture(scope="module")
def site(settings: Settings, database: Database, engine: Engine) -> Iterator[str]:
    """The address of the site with the pages on it; scripts may ask the site itself."""
    app: Flask = create_app(settings, database=database, engine=engine)
    for room in (suggest, more_like, places, numbers):
        if room.pages.name not in app.blueprints:
            app.register_blueprint(room.pages)
    with pytest.MonkeyPatch.context() as patched, served(app) as address:
        if "connect-src" not in headers.POLICY:
            patched.setattr(headers, "POLICY", f"{headers.POLICY}; connect-src 'self'")
        yield address


@pytest.fixture
def page(browser: Browser, site: str) -> Iterator[Page]:
    """The first page with the script of type-ahead on it."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    opened = context.new_page()
    opened.goto(site)
    if not opened.locator("[role=combobox]").count():
        opened.add_script_tag(url=f"{site}/static/suggest.js")
    yield opened
    context.close()


def typed(page: Page, text: str) -> None:
    """Words put in at once: of slow keys each would be answered, and a late answer would undo what was chosen."""
    page.focus("#tim")
    page.keyboard.insert_text(text)
    page.wait_for_selector("[role=listbox]:not([hidden]) [role=option]")


def test_arrows_choose_and_enter_opens(page: Page) -> None:
    typed(page, "47-c")
    assert page.get_attribute("#tim", "aria-expanded") == "true"
    page.keyboard.press("ArrowDown")
    chosen = page.get_attribute("#tim", "aria-activedescendant")
    assert page.locator(f"#{chosen}").get_attribute("aria-selected") == "true"
    page.keyboard.press("ArrowUp")
    assert page.get_attribute("#tim", "aria-activedescendant") is None  # back in the box
    page.keyboard.press("ArrowUp")
    assert page.get_attribute("#tim", "aria-activedescendant") is not None  # from the box to the last
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/vb/{DIRECTIVE}")


def test_enter_without_a_choice_searches_and_escape_closes(page: Page) -> None:
    typed(page, "sinh ho")
    page.keyboard.press("Escape")
    expect(page.locator("[role=listbox]:visible")).to_have_count(0)
    assert page.input_value("#tim") == "sinh ho"
    page.keyboard.press("Enter")
    page.wait_for_url("**/?q=sinh+ho")


def test_a_click_opens(page: Page) -> None:
    typed(page, "47-ct")
    page.locator("[role=option]").first.click()
    page.wait_for_url("**/vb/**/47-ct-tu*")


def test_a_hostile_title_is_shown_as_text(page: Page) -> None:
    typed(page, "script alert")
    assert "<script>" in page.locator("[role=option]").first.inner_text()


@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES)
@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_is_blocked_and_nothing_scrolls_sideways(browser: Browser, site: str, address: str, width: int) -> None:
    said: list[str] = []
    context = browser.new_context(viewport={"width": width, "height": 800})
    reader = context.new_page()
    reader.on("console", lambda message: said.append(message.text))
    reader.on("pageerror", lambda error: said.append(str(error)))
    reader.goto(site + address)
    found = reader.evaluate("document.documentElement.scrollWidth")
    context.close()
    assert (said, found) == ([], width)


@pytest.mark.parametrize("width", [360, 1280])
def test_a_long_word_in_a_list_does_not_widen_the_page(browser: Browser, site: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800})
    reader = context.new_page()
    reader.goto(f"{site}/danh-sach-so")
    reader.fill("#so", "47-CT/TU\n" + "khôngngắt" * 30)
    reader.get_by_role("button", name="Tra", exact=True).click()
    expect(reader.locator("tbody tr")).to_have_count(2)
    reader.wait_for_load_state()
    assert reader.evaluate("document.documentElement.scrollWidth") == width
    context.close()


def test_a_list_is_answered_without_javascript(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    reader = context.new_page()
    reader.goto(f"{site}/danh-sach-so")
    reader.fill("#so", "47-CT/TU\n30/2020/NĐ-CP")
    reader.get_by_role("button", name="Tra", exact=True).click()
    expect(reader.locator("tbody tr")).to_have_count(2)
    context.close()
