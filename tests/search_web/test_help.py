"""Help over HTTP: type-ahead, works like one, two places, a list of numbers, and what stands beside “nothing found”."""

import csv
import io
import time

import pytest
from flask import Flask, render_template_string, request
from flask.testing import FlaskClient

from archive.config import Settings
from archive.index.engine import Engine
from archive.query import parse
from archive.store.database import Database
from search_web import create_app
from search_web.pages import more_like, numbers, places, suggest
from search_web.paging import Paging
from search_web.zero_help import address_of
from tests.search_web.conftest import CITED, DIRECTIVE, GUIDE
from tests.search_web.htmlcheck import Page, read


@pytest.fixture(scope="module")
def site(settings: Settings, database: Database, engine: Engine) -> Flask:
    """The site with the pages on it."""
    made = create_app(settings, database=database, engine=engine)
    for room in (suggest, more_like, places, numbers):
        if room.pages.name not in made.blueprints:
            made.register_blueprint(room.pages)
    made.config["PROPAGATE_EXCEPTIONS"] = False
    return made


@pytest.fixture
def reader(site: Flask) -> FlaskClient:
    """A reader of it."""
    return site.test_client(use_cookies=False)


def page_of(reader: FlaskClient, address: str, status: int = 200) -> Page:
    answer = reader.get(address)
    page = read(answer.get_data(as_text=True))
    assert (answer.status_code, page.faults) == (status, []), address
    return page


# --- type-ahead ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "group", "href"),
    [
        pytest.param("47-c", "Số, ký hiệu", f"/vb/{DIRECTIVE}", id="a number opens its work"),
        pytest.param("sinh hoat", "Trích yếu", f"/vb/{GUIDE}", id="a title opens its work, no marks"),
        pytest.param("tinh uy lao", "Cơ quan", "/?co-quan=tinh-uy-lao-cai", id="a body is searched"),
        pytest.param("nghị đ", "Loại văn bản", "/?loai=nghi-dinh", id="a type is searched"),
    ],
)
def test_what_was_typed_so_far_is_answered(reader: FlaskClient, typed: str, group: str, href: str) -> None:
    answer = reader.get("/goi-y", query_string={"q": typed})
    offers = answer.get_json()["offers"]
    assert answer.status_code == 200
    assert href in [one["href"] for one in offers if one["group"] == group]
    assert len(offers) <= 8
    assert answer.headers["Cache-Control"].startswith("private, max-age=")
    assert all(reader.get(one["href"]).status_code == 200 for one in offers)


@pytest.mark.parametrize("address", ["/goi-y", "/goi-y?q=", "/goi-y?q=%00%ff", "/goi-y?q=" + "x" * 3000])
def test_nothing_and_nonsense_get_an_empty_list(reader: FlaskClient, address: str) -> None:
    answer = reader.get(address)
    assert (answer.status_code, answer.get_json()) == (200, {"offers": []})


def test_what_is_kept_is_made_anew_only_when_the_store_has_changed(
    site: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    now, mark = time.monotonic(), (1, 1, 1, 1)
    monkeypatch.setattr(suggest, "state", lambda _connection: mark)
    with site.test_request_context():
        first = suggest.arranged(site, now + 100)
        mark = (2, 2, 2, 2)
        assert suggest.arranged(site, now + 101) is first  # asked again too soon to look
        changed = suggest.arranged(site, now + 200)
        assert changed is not first
        assert suggest.arranged(site, now + 300) is changed  # looked at, and nothing has changed
    del site.extensions["vankien.type-ahead"]


# --- works like one --------------------------------------------------------------------------------------------------


def test_works_like_one_are_shown_with_reasons(reader: FlaskClient) -> None:
    page = page_of(reader, f"/vb/{DIRECTIVE}/tuong-tu")
    assert f"/vb/{GUIDE}" in page.hrefs
    assert "vì sao: cùng" in page.words()
    shape = reader.get(f"/api/v1/vb/{DIRECTIVE}/tuong-tu").get_json()
    assert shape["id"] == DIRECTIVE
    assert GUIDE in [work["id"] for group in shape["groups"] for work in group["works"]]


@pytest.mark.parametrize("prefix", ["", "/api/v1"])
def test_an_address_of_nobody_is_not_there(reader: FlaskClient, prefix: str) -> None:
    assert reader.get(f"{prefix}/vb/khong/co/tuong-tu").status_code == 404


# --- two places ------------------------------------------------------------------------------------------------------


def test_the_form_stands_alone_until_something_is_asked(reader: FlaskClient) -> None:
    page = page_of(reader, "/so-sanh-noi")
    assert "Chọn chủ đề và hai nơi" in page.words()
    assert "Lào Cai" in reader.get("/so-sanh-noi").get_data(as_text=True)


def test_two_places_stand_beside_each_other(reader: FlaskClient) -> None:
    said = page_of(reader, "/so-sanh-noi?q=sinh+ho%E1%BA%A1t+chi+b%E1%BB%99&a=L%C3%A0o+Cai&b=cao+bang").words()
    assert "Chỉ thị 47-CT/TU" in said
    assert "Kho chưa có văn bản nào của Cao Bằng về chủ đề này. Điều đó không có nghĩa là không có." in said


def test_a_document_carried_out_has_days(reader: FlaskClient) -> None:
    said = page_of(reader, f"/so-sanh-noi?q={DIRECTIVE}&a=Lào Cai&b=Tuyên Quang").words()
    assert "Thực hiện Chỉ thị 47-CT/TU" in said
    assert "ngày" in said


def test_a_number_of_two_works_offers_both(reader: FlaskClient) -> None:
    page = page_of(reader, "/so-sanh-noi?q=47-CT/TU&a=Lào Cai&b=Tuyên Quang")
    assert "Số này là của 2 văn bản" in page.words()
    chosen = [href for href in page.hrefs if href.startswith("/so-sanh-noi?") and "tieng=" not in href]
    assert len(chosen) == 2
    for href in chosen:
        assert "Thực hiện Chỉ thị 47-CT/TU" in page_of(reader, href).words()


@pytest.mark.parametrize(
    ("query", "said", "told"),
    [
        pytest.param("q=x&a=L%C3%A0o+Cai&b=Paris", "Không có tỉnh, thành phố “Paris”.", 400, id="no province"),
        pytest.param("q=x&a=L%C3%A0o+Cai&b=lao+cai", "Hai nơi là một.", 409, id="the same twice: each is well written"),
        pytest.param("q=&a=L%C3%A0o+Cai&b=H%C3%A0+N%E1%BB%99i", "Chưa có chủ đề", 400, id="no topic"),
        pytest.param("q=x&a=%3Cscript%3E&b=%00", "“<script>”", 400, id="hostile"),
    ],
)
def test_what_cannot_be_compared_is_told_and_the_form_kept(
    reader: FlaskClient, query: str, said: str, told: int
) -> None:
    page = page_of(reader, f"/so-sanh-noi?{query}", 400)
    assert said in page.words()
    assert reader.get(f"/api/v1/so-sanh-noi?{query}").status_code == told


def test_the_comparison_is_there_for_programs(reader: FlaskClient) -> None:
    shape = reader.get("/api/v1/so-sanh-noi?q=sinh hoạt chi bộ&a=Lào Cai&b=Tuyên Quang").get_json()
    assert [one["name"] for one in shape["places"]] == ["Lào Cai", "Tuyên Quang"]
    assert DIRECTIVE in [work["id"] for work in shape["places"][0]["works"]]


# --- a list of numbers -----------------------------------------------------------------------------------------------

LIST = f"47-CT/TU\n30/2020/NĐ-CP\n{CITED}\n31/2020/NĐ-CP\nbiên bản\n=1+1"


def test_a_list_is_answered_line_by_line(reader: FlaskClient) -> None:
    answer = reader.post("/danh-sach-so", data={"so": LIST})
    page = read(answer.get_data(as_text=True))
    assert page.faults == []
    assert "2 tìm thấy, 1 có nhiều văn bản cùng số, 1 chưa có trong kho, 2 dòng không thấy số, ký hiệu." in page.words()
    assert f"/vb/{DIRECTIVE}" in page.hrefs
    assert answer.headers["Cache-Control"] == "no-store"


def test_the_list_as_a_table_file(reader: FlaskClient) -> None:
    answer = reader.post("/danh-sach-so", data={"so": LIST, "dang": "csv"})
    rows = list(csv.reader(io.StringIO(answer.get_data(as_text=True).removeprefix("\ufeff"))))
    assert answer.mimetype == "text/csv"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert [row[0] for row in rows[1:]] == ["1", "1", "2", "3", "4", "5", "6"]
    assert rows[3][8].endswith("/vb/chinh-phu/nghi-dinh/2020/30-2020-ndd-cp")
    assert rows[-1][1] == "'=1+1"


def test_the_list_for_programs(reader: FlaskClient) -> None:
    by_json = reader.post("/api/v1/danh-sach-so", json={"text": LIST}).get_json()
    by_text = reader.post("/api/v1/danh-sach-so", data=LIST.encode(), content_type="text/plain").get_json()
    assert by_json == by_text
    assert [one["state"] for one in by_json["numbers"]] == ["several", "found", "found", "absent", "unread", "unread"]


@pytest.mark.parametrize(
    ("text", "status", "said"),
    [
        pytest.param("", 400, "Danh sách trống.", id="nothing"),
        pytest.param("47-CT/TU\n" * 501, 400, "Danh sách quá dài", id="too many lines"),
        pytest.param("x" * 200_001, 413, "Danh sách quá dài", id="too many bytes"),
        pytest.param("TỈNH ỦY LÀO CAI\nMẬT\nSố 12-BC/TU\n47-CT/TU", 400, "Mang dấu “Mật”", id="a mark of secrecy"),
    ],
)
def test_what_cannot_be_answered_is_refused_in_a_sentence(
    reader: FlaskClient, text: str, status: int, said: str
) -> None:
    answer = reader.post("/danh-sach-so", data={"so": text})
    page = read(answer.get_data(as_text=True))
    assert (answer.status_code, page.faults) == (status, [])
    assert said in page.words()
    assert "12-BC/TU" not in page.words()
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("given", [{}, {"text": 1}, [], "x"])
def test_a_request_of_another_shape_is_refused(reader: FlaskClient, given: object) -> None:
    assert reader.post("/api/v1/danh-sach-so", json=given).status_code in (200, 400)
    assert reader.get("/danh-sach-so").status_code == 200


# --- nothing found ---------------------------------------------------------------------------------------------------

ZERO = '{% include "help/did_you_mean.html" %}{% include "help/zero.html" %}'


@pytest.mark.parametrize(
    ("address", "said"),
    [
        pytest.param("/?q=48-CT/TU", "Số liền trước trong kho", id="a number"),
        pytest.param("/?q=sinh+hoatj+chi+b%E1%BB%99", "Có phải ý bạn là: sinh hoạt chi bộ", id="a slip"),
        pytest.param("/?q=sinh+ho%E1%BA%A1t&noi=Cao+B%E1%BA%B1ng", "Bỏ lọc nơi", id="a filter"),
        pytest.param("/?q=sinh+ho%E1%BA%A1t&noi=Cao+B%E1%BA%B1ng&nam=2014", "Bỏ mọi bộ lọc", id="two filters"),
    ],
)
def test_what_stands_beside_nothing_found(site: Flask, address: str, said: str) -> None:
    with site.test_request_context(address):
        html = render_template_string(ZERO, paging=Paging(1, 10, 0))
    page = read(html)
    assert said in " ".join(page.words().split())
    client = site.test_client()
    assert all(client.get(href).status_code == 200 for href in page.hrefs)


@pytest.mark.parametrize(
    "address", ["/?q=sinh+ho%E1%BA%A1t&noi=Cao+B%E1%BA%B1ng", "/?q=48-CT/TU", "/?q=zzzz", "/?q=hoatj"]
)
def test_the_results_page_with_it_is_sound(reader: FlaskClient, address: str) -> None:
    page_of(reader, address)


def test_a_slip_is_told_above_the_works_that_have_some_of_the_words(reader: FlaskClient) -> None:
    page = reader.get("/?q=sinh+hoatj+chi+b%E1%BB%99").text
    assert "dưới đây là kết quả khớp một phần" in page  # more works than the words meant have
    assert "Có phải ý bạn là: <a" in page


def test_only_the_way_to_help_stands_there_where_nothing_is_near(site: Flask) -> None:
    with site.test_request_context("/?q=zzzz"):
        shown = render_template_string(ZERO, paging=Paging(1, 10, 0)).strip()
    assert shown.count("<p") == shown.count("<a") == 1
    assert '<a href="/tro-giup/tim-kiem">' in shown


def test_the_address_of_a_query_asks_the_same(site: Flask) -> None:
    query = parse('sinh hoạt "chi bộ" -dự', {"loai": "chi-thi", "nam": "2014"})
    with site.test_request_context():
        address = address_of(query)
    with site.test_request_context(address):
        args = request.args.to_dict()
    assert parse(args.pop("q"), args) == query
