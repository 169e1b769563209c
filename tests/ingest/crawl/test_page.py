"""The bytes of an answer read by a profile: what is kept, where it leads, why it is left."""

import re
from datetime import date

import pytest

from ingest.crawl.addresses import key_of
from ingest.crawl.frontier import Address
from ingest.crawl.page import Body, Read, read_body
from ingest.sources.profile import Caps, DetailPage, Kind, ListPage, Profile, Selector
from tests.ingest.samples import pdf

PROFILE = Profile(
    name="thu",
    title="Thử",
    hosts=("a.vn",),
    start=("http://a.vn/ds",),
    session_parameters=("phien",),
    caps=Caps(depth=2),
    lists=(
        ListPage(
            re.compile("/ds"),
            "li",
            (Selector("a", "href"),),
            {"number": (Selector(".so"),), "date": (Selector(".ngay"),), "title": (Selector("a"),)},
            next=Selector("a.sau", "href"),
        ),
        ListPage(
            re.compile("/nam"),
            follow=Selector("option", pattern=re.compile(r"^\d{4}$"), template="http://a.vn/ds?nam={value}"),
        ),
    ),
    details=(
        DetailPage(re.compile("/mota/"), "#mo-ta", keep=False, attachments=(Selector("a.tep", "href"),)),
        DetailPage(
            re.compile("/vb/"), "#vb", hints={"number": (Selector(".so"),)}, attachments=(Selector("a.tep", "href"),)
        ),
    ),
    login_marks=("Vui lòng đăng nhập",),
)


def address(path: str, kind: Kind, depth: int = 0, **hints: str) -> Address:
    return Address(key_of("http://a.vn" + path), "http://a.vn" + path, "a.vn", kind, depth=depth, hints=hints)


def read(
    path: str, kind: Kind, markup: str | bytes, *, depth: int = 0, since: date | None = None, **hints: str
) -> Read:
    payload = markup if isinstance(markup, bytes) else f"<!DOCTYPE html><html><body>{markup}</body></html>".encode()
    headers = (("Content-Type", "text/html"), ("Content-Encoding", "gzip"), ("ETag", '"1"'))
    return read_body(address(path, kind, depth, **hints), Body(200, headers, payload), PROFILE, since=since)


ROW = "<li><a href='{0}'>Chỉ thị về {0}</a><span class='so'>{1}</span><span class='ngay'>{2}</span></li>"


def test_a_table_of_contents_leads_on() -> None:
    got = read("/nam", "list", "<select><option>2026</option><option>2025\n</option><option>Khác</option></select>")
    assert [(one.url, one.kind, one.depth) for one in got.found] == [
        ("http://a.vn/ds?nam=2026", "list", 1),
        ("http://a.vn/ds?nam=2025", "list", 1),
    ]
    assert (got.reason, got.silent, got.rows) == ("", (), "")


def test_a_piece_of_a_page_is_a_list_where_its_header_says_so() -> None:
    payload = f"<tr><th>Văn bản</th></tr>{ROW.format('/vb/1', '12-CT/TU', '01/02/2020')}".encode()
    said, silent = (
        Body(200, ((("Content-Type", kind),)), payload) for kind in ("text/html; charset=UTF-8", "text/plain")
    )
    assert [one.url for one in read_body(address("/ds", "list"), said, PROFILE).found] == ["http://a.vn/vb/1"]
    assert read_body(address("/ds", "list"), silent, PROFILE).reason == "listing"


def test_rows_come_with_what_the_list_says_of_them() -> None:
    found = read("/ds", "list", ROW.format("/vb/1?phien=9", "12-CT/TU", "01/02/2020")).found
    assert [(one.url, one.kind) for one in found] == [("http://a.vn/vb/1", "detail")]
    assert found[0].hints == {"number": "12-CT/TU", "date": "01/02/2020", "title": "Chỉ thị về /vb/1?phien=9"}


def test_other_hosts_are_told_and_not_asked() -> None:
    (found,) = read("/ds", "list", ROW.format("http://b.vn/1", "1-CT/TU", "")).found
    assert (found.url, found.refused) == ("http://b.vn/1", "outside")


def test_a_row_with_a_secret_number_is_kept_as_a_key_only() -> None:
    (found,) = read("/ds", "list", ROW.format("/vb/7", "12-CT/TU/MẬT", "")).found
    assert (found.url, dict(found.hints), found.refused) == ("", {}, "secret")
    assert found.key == key_of("http://a.vn/vb/7")


def test_lists_too_deep_are_left() -> None:
    markup = ROW.format("/vb/1", "1-CT/TU", "") + "<a class='sau' href='/ds?p=2'>Sau</a>"
    assert [one.refused for one in read("/ds", "list", markup, depth=1).found] == ["", ""]
    assert [one.refused for one in read("/ds", "list", markup, depth=2).found] == ["", "deep"]


def test_since_ends_where_a_whole_page_is_older() -> None:
    markup = (
        ROW.format("/vb/1", "", "05/01/2026")
        + ROW.format("/vb/2", "", "31/12/2025")
        + ROW.format("/vb/3", "", "")
        + "<a class='sau' href='/ds?p=2'>Sau</a>"
    )
    urls = [one.url for one in read("/ds", "list", markup, since=date(2026, 1, 1)).found]
    assert urls == ["http://a.vn/vb/1", "http://a.vn/vb/3", "http://a.vn/ds?p=2"], "what has no date is taken"
    old = ROW.format("/vb/2", "", "31/12/2025") + "<a class='sau' href='/ds?p=3'>Sau</a>"
    assert read("/ds", "list", old, since=date(2026, 1, 1)).found == ()


def test_a_document_brings_its_hints_and_its_headers_free_of_the_journey() -> None:
    got = read("/vb/1", "detail", "<div id='vb'>Nội dung <b class='so'>9-CT/TU</b></div>", date="01/02/2020").fetched
    assert got is not None
    assert (got.request.origin, dict(got.request.hints)) == (
        "http://a.vn/vb/1",
        {"number": "9-CT/TU", "date": "01/02/2020"},
    )
    assert (got.status, got.headers) == (200, (("Content-Type", "text/html"), ("ETag", '"1"')))


def test_a_page_that_only_describes_gives_its_files_its_hints() -> None:
    got = read("/mota/1", "detail", "<p id='mo-ta'>Tóm tắt</p><a class='tep' href='/t.pdf'>Tệp</a>", number="9-CT/TU")
    assert got.fetched is None
    assert [(one.url, one.kind, dict(one.hints)) for one in got.found] == [
        ("http://a.vn/t.pdf", "attachment", {"number": "9-CT/TU"})
    ]


@pytest.mark.parametrize(
    ("markup", "reason"),
    [
        pytest.param("<form><input type=password></form>", "login", id="a form instead of the text"),
        pytest.param("<div id='vb'>Vui lòng  ĐĂNG NHẬP để xem</div>", "login", id="a mark of the profile"),
        pytest.param("<p>Khác hẳn</p>", "no page", id="the text is not where it should be"),
        pytest.param("<title>404 - Không tìm thấy trang</title><div id='vb'>x</div>", "no page", id="a soft 404"),
        pytest.param("<div id='vb'>Văn bản</div><form><input type=password></form>", "", id="a form in the margin"),
        pytest.param("<title>Không tìm thấy lối thoát hiểm</title><div id='vb'>x</div>", "", id="a title of the news"),
    ],
)
def test_pages_that_are_no_page(markup: str, reason: str) -> None:
    assert read("/vb/1", "detail", markup).reason == reason


def test_a_file_at_the_address_of_a_page_is_taken_as_it_is() -> None:
    got = read("/vb/1", "detail", pdf([[(72, 700, "Bao cao")]]), number="9-CT/TU").fetched
    assert got is not None
    assert (got.media_type, dict(got.request.hints)) == ("application/pdf", {"number": "9-CT/TU"})


@pytest.mark.parametrize(
    ("payload", "kind", "reason"),
    [
        pytest.param(b"", "detail", "no page", id="empty"),
        pytest.param(b"%PDF-1.4", "list", "listing", id="a list that is no page"),
        pytest.param(b"<html><body><p>Tin</p></body></html>", "list", "listing", id="a list without rows"),
        pytest.param(b"<html><body>x</body></html>", "sitemap", "listing", id="a sitemap that is a page"),
        pytest.param(b"\x1f\x8brong", "sitemap", "listing", id="a broken gzip"),
    ],
)
def test_what_cannot_be_read_is_refused(payload: bytes, kind: Kind, reason: str) -> None:
    assert read("/ds", kind, payload).reason == reason
