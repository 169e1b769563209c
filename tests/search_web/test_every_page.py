"""Every page that can be reached from the first one: it answers, is sound HTML, leads only where there is something."""

from collections import deque
from urllib.parse import urldefrag

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.search_web.htmlcheck import Page, read
from tests.search_web.page_types import PAGE_TYPES

MOST = 250  # pages visited: all works, bodies, years and types of the test archive, and some hundred choices of filters


def walk(client: FlaskClient) -> dict[str, Page]:
    """Address → page, breadth first from "/"."""
    seen: dict[str, Page] = {}
    waiting = deque(["/"])
    while waiting and len(seen) < MOST:
        address = waiting.popleft()
        if address in seen or address.startswith("/api/") or "tieng=" in address:  # the other language: below
            continue
        answer = client.get(address, follow_redirects=True)
        assert answer.status_code == 200, address
        if answer.mimetype != "text/html":  # a form of a work, a feed, a table: their own tests read them
            continue
        seen[address] = read(answer.get_data(as_text=True))
        waiting.extend(urldefrag(href).url for href in seen[address].hrefs if href.startswith("/"))
    return seen


@pytest.fixture(scope="module")
def pages(app: Flask) -> dict[str, Page]:
    """The walk, done once."""
    return walk(app.test_client(use_cookies=False))


def test_every_page_reached_from_the_first_is_sound(pages: dict[str, Page]) -> None:
    assert len(pages) > 100
    assert {address: page.faults for address, page in pages.items() if page.faults} == {}


def test_every_place_a_link_names_is_on_the_page_it_leads_to(pages: dict[str, Page]) -> None:
    lost = []
    for address, page in pages.items():
        for href in page.hrefs:
            target, place = urldefrag(href)
            if place and target in pages and place not in pages[target].ids:
                lost.append(f"{address} → {href}")
    assert lost == []


@pytest.mark.parametrize("address", PAGE_TYPES.values(), ids=PAGE_TYPES)
def test_every_type_of_page_is_sound_in_english_and_keeps_it(app: Flask, address: str) -> None:
    client = app.test_client(use_cookies=False)
    path, _, asked = address.partition("?")
    answer = client.get(f"{path}?{asked}&tieng=en" if asked else f"{path}?tieng=en", follow_redirects=True)
    page = read(answer.get_data(as_text=True))
    assert page.faults == []
    inward = [href for href in page.hrefs if href.startswith("/") and not href.startswith(("/api/", "/static/"))]
    back = [href for href in inward if "tieng=en" not in href]
    assert len(back) <= 1, f"only the way back to Vietnamese leaves the language: {back}"
