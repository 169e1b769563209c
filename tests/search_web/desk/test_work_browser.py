"""The desk in a real browser and behind the real server: from a file to its page, and what the server will not take."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from search_web.desk.large_bodies import MOST_BODY, Channel
from tests.search_web.desk.conftest import PASSWORD
from tests.search_web.desk.test_work import (  # noqa: F401  # its fixtures: a store that may be changed
    DESK,
    PAPER,
    SECRET,
    database,
    desk_app,
    engine,
    filled,
    indexed,
    peopled,
    settings,
)
from tests.search_web.serving import served


@pytest.fixture
def site(desk_app: Flask) -> Iterator[str]:  # noqa: F811
    """The address of the site, served as `vankien serve` does."""
    with served(desk_app, Channel, max_request_body_size=MOST_BODY) as address:
        yield address


@pytest.fixture
def page(browser: Browser, site: str) -> Iterator[Page]:
    """A clerk's window, signed in."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(90_000)  # sixty megabytes are sent, also by a machine with other work
    window = context.new_page()
    window.goto(f"{site}{DESK}/vao")
    window.fill("#ten", "can.bo")
    window.fill("#mat-khau", PASSWORD)
    window.press("#mat-khau", "Enter")
    window.wait_for_url("**/hang-doi")
    yield window
    context.close()


@pytest.mark.browser
def test_from_a_file_to_its_page_with_what_was_corrected(page: Page, site: str, tmp_path: Path) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    paper, secret, large = (tmp_path / name for name in ("87.txt", "mat.txt", "lon.txt"))
    paper.write_text(PAPER, "utf-8")
    secret.write_text(SECRET, "utf-8")
    large.write_bytes(b"0" * 60_000_000)
    page.goto(f"{site}{DESK}/tai-len")
    page.set_input_files("#tep", [paper, secret])
    page.click("main form.part button")
    page.wait_for_selector("#luu")
    shown = page.inner_text("main")
    assert "Tối mật" in shown
    assert "Kim-tước" not in page.content()
    assert page.inner_text("mark >> nth=0") == "87-CT/TU"
    page.fill('input[name$=":number"]', "88-CT/TU")
    page.click("#luu button:not(.plain)")
    page.wait_for_selector("table")
    page.click("table a:has-text('Văn bản')")
    page.wait_for_url("**/vb/tinh-uy-lao-cai/chi-thi/2016/88-ct-tu")
    assert "88-CT/TU" in page.inner_text("main")
    assert "can.bo" not in page.inner_text("main").lower()
    page.goto(f"{site}{DESK}/tai-len")
    page.set_input_files("#tep", large)
    page.click("main form.part button")
    page.wait_for_selector("#luu")
    assert "quá giới hạn 52,4 MB" in page.inner_text("main")
    assert said == []


@pytest.mark.browser
def test_the_queue_by_keys(page: Page, site: str) -> None:
    page.goto(f"{site}{DESK}/hang-doi?loai=unsure")
    before = page.locator(".doubt").count()
    page.keyboard.press("s")
    page.keyboard.press("Enter")
    page.wait_for_url("**#hang-doi")
    expect(page.locator(".doubt")).to_have_count(before - 1)
    page.keyboard.press("s") if page.evaluate("document.activeElement.className") != "doubt" else None
    page.keyboard.press("e")
    page.wait_for_url("**/sua/**")
    expect(page.locator(":focus")).to_have_attribute("name", "gia-tri")


@pytest.mark.parametrize(
    ("address", "cookie", "size", "taken"),
    [
        pytest.param("/kiem-tra", "", 600_000, False, id="a draft that is too long"),
        pytest.param("/kiem-tra", "phien=x", 600_000, False, id="the same with a session"),
        pytest.param(f"{DESK}/tai-len", "", 600_000, False, id="an upload of nobody"),
        pytest.param(f"{DESK}/tai-len", "phien=x", 600_000, True, id="an upload with a session"),
        pytest.param(f"{DESK}/tai-len", "phien=x", 65_000_000, False, id="an upload that is too large"),
    ],
)
def test_the_server_reads_no_more_than_an_address_is_for(
    site: str, address: str, cookie: str, size: int, taken: bool
) -> None:
    host, port = site.removeprefix("http://").split(":")
    head = f"POST {address} HTTP/1.1\r\nHost: {host}\r\nCookie: {cookie}\r\nContent-Length: {size}\r\n"
    with socket.create_connection((host, int(port)), timeout=20) as line:
        line.sendall(f"{head}Connection: close\r\n\r\n".encode() + (b"0" * size if taken else b""))
        answer = line.recv(200)
    assert (b" 413 " in answer) is not taken
