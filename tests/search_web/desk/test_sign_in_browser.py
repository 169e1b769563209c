"""Signing in with a real browser: by keyboard and without scripts; a password can be pasted, shown and hidden."""

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from tests.search_web.desk.conftest import PASSWORD
from tests.search_web.serving import served

pytestmark = pytest.mark.browser


@pytest.fixture
def site(desk_app: Flask) -> Iterator[str]:
    """The address of the site with accounts."""
    with served(desk_app) as address:
        yield address


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.id || document.activeElement.textContent.trim()"))


def tab_to(page: Page, wanted: str) -> None:
    for _ in range(40):
        page.keyboard.press("Tab")
        if focused(page) == wanted:
            return
    raise AssertionError(f"no key leads to {wanted}")


def test_signing_in_and_out_by_keyboard_without_scripts(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=True)
    page = context.new_page()
    page.route("**/*.js*", lambda route: route.abort())  # no script of the site; focus can still be asked for
    page.goto(f"{site}/ban-lam-viec/tai-khoan-cua-toi")
    assert page.url.endswith("/ban-lam-viec/vao?tiep=/ban-lam-viec/tai-khoan-cua-toi")
    tab_to(page, "ten")
    page.keyboard.type("can.bo")
    page.keyboard.press("Tab")
    assert focused(page) == "mat-khau"
    page.keyboard.insert_text(PASSWORD)
    page.keyboard.press("Tab")
    assert focused(page) == "Đăng nhập"
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site}/ban-lam-viec/tai-khoan-cua-toi")  # the door's own address ends in the same words
    assert page.locator("h1").inner_text() == "Tài khoản của tôi"
    tab_to(page, "Đăng xuất")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site}/")
    assert [one["name"] for one in context.cookies()] == []
    context.close()


def test_with_scripts_switched_off_altogether(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/ban-lam-viec/vao")
    assert not page.locator(".show-password").is_visible()
    page.fill("#ten", "can.bo")
    page.fill("#mat-khau", PASSWORD)
    page.locator("main form.draft button[type=submit]").click()
    expect(page.locator("nav.desk-sections")).to_have_count(1)
    context.close()


def test_a_password_is_shown_by_a_button_and_hidden_when_it_is_sent(browser: Browser, site: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(f"{site}/ban-lam-viec/vao")
    page.fill("#mat-khau", "abc")
    page.click(".show-password")
    assert page.get_attribute("#mat-khau", "type") == "text"
    assert page.get_attribute(".show-password", "aria-pressed") == "true"
    page.click(".show-password")
    assert page.get_attribute("#mat-khau", "type") == "password"
    assert said == []
    context.close()
