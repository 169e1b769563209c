"""A question beside its words: place and day kept, zero pages that help, misses counted, words compressed."""

import gzip
import logging
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from archive.config import Settings
from archive.desk import misses
from archive.errors import StoreError
from archive.index.engine import Engine
from archive.store.database import Database
from search_web import create_app
from search_web.choices import asking, fields
from search_web.reading import house
from search_web.where import readable, where
from tests.search_web.conftest import DIRECTIVE
from tests.search_web.htmlcheck import read


def html(client: FlaskClient, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return answer.get_data(as_text=True)


def words(client: FlaskClient, address: str) -> str:
    page = read(html(client, address))
    assert page.faults == []
    return page.words()


# --- the place and the day -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("args", "said", "written"),
    [
        pytest.param({}, ("", ""), "", id="neither: any place, today"),
        pytest.param({"noi": "lao-cai"}, ("Lào Cai", ""), "", id="a place by its slug"),
        pytest.param({"noi": "Sa Pa"}, ("Sa Pa", ""), "", id="a place that is no province"),
        pytest.param({"ngay": "2016-11-11"}, ("", "11/11/2016"), "2016-11-11", id="a day"),
        pytest.param({"ngay": "2016-11"}, ("", "11/2016"), "2016-11-30", id="a month is judged on its last day"),
        pytest.param({"ngay": "hôm qua"}, ("", "hôm qua"), "", id="what is no day"),
    ],
)
def test_place_and_day_as_people_and_fields_write_them(
    args: dict[str, str], said: tuple[str, str], written: str
) -> None:
    found = where(args)
    assert ((found.place, found.day), found.written_day) == (said, written)
    assert dict(found.carried) == args


def test_other_choices_go_along_with_a_change_of_place() -> None:
    found = where({"q": "x", "loai": "chi-thi", "noi": "lao-cai", "ngay": "2016-11-11", "trang": "3"})
    assert found.hidden == (("q", "x"), ("loai", "chi-thi"))
    assert list(fields({"q": "a\x00b"})) == [("q", "a b")]


def test_what_is_wrong_is_not_carried_on() -> None:
    assert readable({"noi": "Lào Cai", "ngay": "hôm qua", "q": "x"}) == (("noi", "Lào Cai"),)


def test_the_box_of_the_results_keeps_them(client: FlaskClient) -> None:
    page = html(client, "/?q=chi+b%E1%BB%99&noi=L%C3%A0o+Cai&ngay=2016-11-11&loai=chi-thi")
    masthead = page[: page.index("</form>")]
    assert '<input type="hidden" name="noi" value="Lào Cai">' in masthead
    assert '<input type="hidden" name="ngay" value="2016-11-11">' in masthead
    assert 'name="loai"' not in masthead, "a new question begins without the filters of the old one"


def test_a_day_alone_is_the_first_page_with_that_day(client: FlaskClient) -> None:
    page = html(client, "/?ngay=2016-11-11")
    assert "Mới cập nhật" in page
    assert 'type="date" value="2016-11-11"' in page


def test_what_was_issued_after_the_day_is_marked(client: FlaskClient) -> None:
    page = html(client, "/?q=sinh+ho%E1%BA%A1t+chi+b%E1%BB%99&the-loai=directive&ngay=2016-11-11")
    later = "ban hành sau ngày đã chọn"
    entries = page[page.index('<ol class="works"') : page.index("</ol>")].split('class="work-name"')[1:]
    assert {later in entry for entry in entries} == {True, False}
    assert all((later in entry) == ("05-HD/TU" in entry or "30/2020" in entry) for entry in entries)
    assert later not in html(client, "/?q=sinh+ho%E1%BA%A1t+chi+b%E1%BB%99&the-loai=directive")


# --- nothing found ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "said"),
    [
        pytest.param("/?q=s%E1%BB%91:48-CT/TU", "Số liền trước trong kho", id="a number asked for by the filter alone"),
        pytest.param("/?q=s%E1%BB%91:48-CT/TU", "không có văn bản nào mang đúng số 48-CT/TU", id="and that is told"),
        pytest.param(
            "/?q=zzzz&loai=chi-thi&co-quan=tinh-uy-cao-bang&nam=2014",
            "Kho chưa có chỉ thị nào của Tỉnh ủy Cao Bằng năm 2014.",
            id="nothing of the body, the type and the year",
        ),
        pytest.param(
            "/?q=zzzz&loai=chi-thi,bao-cao&noi=cao-bang",
            "Kho chưa có chỉ thị hoặc báo cáo nào ban hành ở Cao Bằng.",
            id="types and a place",
        ),
        pytest.param(
            "/?q=zzzz&loai=chi-thi&co-quan=tinh-uy-lao-cai",
            "Kho có 1 chỉ thị của Tỉnh ủy Lào Cai; không văn bản nào khớp đủ các từ đã hỏi.",
            id="something, but not with the words",
        ),
        pytest.param("/?q=sinh+ho%E1%BA%A1t+chi+b%E1%BB%99&nam=1999", "Bỏ lọc năm “1999”", id="a year is freed as one"),
        pytest.param(
            "/?q=sinh+ho%E1%BA%A1t+chi+b%E1%BB%99&tu=1998&den=1999",
            "Bỏ lọc năm “1998–1999”",
            id="both ends of a stretch are freed together",
        ),
    ],
)
def test_nothing_found_says_what_there_is(client: FlaskClient, address: str, said: str) -> None:
    assert said in words(client, address)


def test_filters_of_other_kinds_are_not_claimed_about(client: FlaskClient) -> None:
    assert "Kho chưa có chỉ thị" not in words(client, "/?q=zzzz&loai=chi-thi&hieu-luc=ended")


@pytest.fixture
def own(settings: Settings, database: Database, engine: Engine, tmp_path: Path) -> Flask:
    """A site with a desk of its own."""
    return create_app(replace(settings, archive_dir=tmp_path), database=database, engine=engine)


def missed(site: Flask) -> list[tuple[str, int]]:
    with site.app_context(), house().desk.reading() as connection:
        return [(one.words, one.asked) for one in misses.listed(connection, 1)]


def test_a_question_that_found_nothing_is_counted(own: Flask) -> None:
    reader = own.test_client()
    for address in ("/?q=Zzzz+Qq%E1%BA%BFq", "/?q=zzzz+qqeq", "/?q=zzzz+qqeq&trang=2", "/?q=chi+b%E1%BB%99", "/"):
        reader.get(address)
    assert missed(own) == [("zzzz qqeq", 2)]


def test_a_desk_that_cannot_be_written_costs_the_reader_nothing(
    own: Flask, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(_connection: object, _words: str, _day: date) -> None:
        raise StoreError("đĩa đầy")

    monkeypatch.setattr(misses, "count", broken)
    with caplog.at_level(logging.WARNING):
        assert "Không có kết quả" in html(own.test_client(), "/?q=zzzz")
    assert "was not counted" in caplog.text


# --- refusals --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "said"),
    [
        pytest.param("/?cap=x", "Có thể dùng: Trung ương, tỉnh, huyện, xã.", id="a level"),
        pytest.param("/?q=a&xep=x", "Có thể dùng: phù hợp, mới nhất, cũ nhất.", id="an order"),
        pytest.param("/?q=a&dung=x", "Có thể dùng: có, không.", id="yes or no"),
    ],
)
def test_a_refusal_names_what_may_be_used_in_words(client: FlaskClient, address: str, said: str) -> None:
    assert said in html(client, address, 400)


@pytest.mark.parametrize("value", ["Trung ương", "tỉnh", "huyện", "xã"])
def test_what_a_refusal_names_can_be_used(client: FlaskClient, value: str) -> None:
    assert client.get("/", query_string={"cap": value}).status_code == 200


# --- the other language ----------------------------------------------------------------------------------------------


def test_the_foot_leads_to_the_same_page_in_the_other_language(client: FlaskClient) -> None:
    there = html(client, "/?q=chi+b%E1%BB%99&loai=chi-thi")
    assert 'href="/?q=chi+b%E1%BB%99&amp;loai=chi-thi&amp;tieng=en" hreflang="en" lang="en"' in there
    back = html(client, "/?q=chi+b%E1%BB%99&loai=chi-thi&tieng=en")
    assert 'href="/?q=chi+b%E1%BB%99&amp;loai=chi-thi" hreflang="vi" lang="vi"' in back
    assert '<html lang="en">' in back
    assert 'class="work-name" lang="vi"' in back, "words of the archive are told apart"
    assert '<input type="hidden" name="tieng" value="en">' in back[: back.index("</form>")]
    assert "lang=" not in there[there.index("<main") : there.index("</main>")]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        pytest.param("/", "/?q=x+y", id="the first choice"),
        pytest.param("/?tieng=en", "/?tieng=en&q=x+y", id="behind the language"),
    ],
)
def test_an_address_made_by_hand_goes_on_behind_the_language(path: str, expected: str) -> None:
    assert asking(path, {"q": "x y"}) == expected


# --- over the line ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address", ["/", "/?q=chi+b%E1%BB%99", f"/vb/{DIRECTIVE}", "/static/site.css", "/static/keys.js", "/static/swap.js"]
)
def test_words_go_over_the_line_compressed(client: FlaskClient, address: str) -> None:
    plain = client.get(address, buffered=True)
    packed = client.get(address, headers={"Accept-Encoding": "gzip"}, buffered=True)
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert len(packed.data) < len(plain.data)
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert client.get(address, headers={"Accept-Encoding": "br"}, buffered=True).content_encoding == "br"
    known = {"Accept-Encoding": "gzip", "If-None-Match": packed.headers["ETag"]}
    kept = client.get(address, headers=known, buffered=True)
    assert (kept.status_code, kept.data) == (304, b"")


@pytest.mark.parametrize("address", ["/ban-lam-viec", "/ban-lam-viec/vao", "/theo-doi"])
def test_pages_with_tokens_are_never_compressed(client: FlaskClient, address: str) -> None:
    answer = client.get(address, headers={"Accept-Encoding": "gzip, br"})
    assert "Content-Encoding" not in answer.headers
