"""Headers of every answer, and refusals: a page that says what to do, never a traceback, nothing kept from readers."""

import logging
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from archive.config import Settings
from archive.errors import IndexStale
from archive.index.engine import Found
from archive.index.memory import MemoryEngine
from archive.index.plan import AS_ASKED, Manner
from archive.query import Query
from archive.store.database import Database
from search_web import create_app
from tests.search_web.htmlcheck import read


class NoIndex(MemoryEngine):
    """An engine whose index is gone."""

    def search(self, query: Query, manner: Manner = AS_ASKED) -> Found:
        raise IndexStale("Chỉ mục chưa có.", remedy="Chạy: vankien reindex.")

    def count(self) -> int:
        raise IndexStale("Chỉ mục chưa có.", remedy="Chạy: vankien reindex.")


@pytest.fixture
def without_index(settings: Settings, database: Database) -> FlaskClient:
    """The site while its index is gone."""
    return create_app(settings, database=database, engine=NoIndex()).test_client()


@pytest.mark.parametrize("address", ["/", "/gioi-thieu", "/khong-co", "/api/v1/about", "/static/site.css", "/healthz"])
def test_every_answer_holds_the_page_to_its_promises(client: FlaskClient, address: str) -> None:
    answer = client.get(address)
    answer.close()  # own files are streamed
    headers = answer.headers
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; style-src 'self'; img-src 'self' data:; script-src 'self'")
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "Set-Cookie" not in headers


def test_own_files_are_kept_by_browsers_under_the_address_of_their_digest(client: FlaskClient) -> None:
    page = client.get("/").get_data(as_text=True)
    address = page[page.index("/static/site.css?v=") :].split('"')[0]
    answer = client.get(address)
    answer.close()
    assert "immutable" in answer.headers["Cache-Control"]


def test_without_an_index_numbers_and_browsing_go_on(without_index: FlaskClient) -> None:
    page = without_index.get("/?q=47-CT%2FTU").get_data(as_text=True)
    assert "Chỉ mục chưa có. Chạy: vankien reindex." in page
    assert 'class="exact"' in page
    words = without_index.get("/?q=sinh+hoat").get_data(as_text=True)
    assert "Chưa tìm được theo từ lúc này" in words
    assert read(words).faults == []
    assert without_index.get("/").status_code == 200
    assert without_index.get("/lich").status_code == 200
    assert b"no index" in without_index.get("/readyz").data


@pytest.fixture
def broken(settings: Settings, database: Database) -> FlaskClient:
    """A site with a page that fails in a way nobody foresaw."""
    app: Flask = create_app(settings, database=database, engine=MemoryEngine())
    app.add_url_rule("/hong", "broken", lambda: str(1 // 0))
    app.add_url_rule("/api/hong", "broken_api", lambda: str(1 // 0))
    return app.test_client()


def test_an_unforeseen_error_is_a_page_and_a_line_in_the_log(
    broken: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        answer = broken.get("/hong")
    assert answer.status_code == 500
    page = answer.get_data(as_text=True)
    assert "Máy chủ gặp lỗi" in page
    assert "ZeroDivisionError" not in page
    assert "Traceback" not in page
    assert "ZeroDivisionError" in caplog.text
    assert broken.get("/api/hong").mimetype == "application/problem+json"


def test_only_reading_is_allowed(client: FlaskClient) -> None:
    answer = client.post("/", data={"q": "x"})
    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]


def test_an_archive_that_is_not_there_yet_is_an_empty_site(settings: Settings, tmp_path: Path) -> None:
    client = create_app(replace(settings, archive_dir=tmp_path / "chua-co")).test_client()
    assert "Kho chưa có văn bản nào" in client.get("/").get_data(as_text=True)
    for address in ("/co-quan", "/lich", "/loai", "/gioi-thieu", "/?q=47-CT%2FTU", "/api/v1/nam", "/readyz"):
        assert client.get(address).status_code == 200
