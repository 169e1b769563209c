"""The page of the ladder and the panel above results: what they show, what they refuse, and that they need no more."""

from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from archive.config import Settings
from archive.index.engine import Engine
from archive.query import Query
from archive.store.database import Database
from search_web import create_app
from search_web.found import governing
from search_web.pages import ladder
from search_web.pages.ladder import panel

IN_LAO_CAI = ("sinh", "hoạt", "chi", "bộ", "Lào", "Cai")


@pytest.fixture(scope="module")
def site(settings: Settings, database: Database, engine: Engine) -> Flask:
    """The site with the room of the ladder."""
    app = create_app(settings, database=database, engine=engine)
    if "ladder" not in app.blueprints:
        app.register_blueprint(ladder.pages)
    app.config["TESTING"] = True
    return app


@pytest.fixture
def reader(site: Flask) -> FlaskClient:
    """A reader without cookies."""
    return site.test_client(use_cookies=False)


def text(reader: FlaskClient, **asked: str) -> str:
    answer = reader.get("/dieu-chinh", query_string=asked)
    assert answer.status_code == 200
    return " ".join(answer.text.split())


def test_the_form_alone(reader: FlaskClient) -> None:
    page = text(reader)
    assert 'name="q"' in page
    assert 'name="noi"' in page
    assert "Trung ương Đảng" not in page


def test_a_row_for_each_level_with_reason_and_document(reader: FlaskClient) -> None:
    page = text(reader, q="sinh hoạt chi bộ", noi="Lào Cai", ngay="2019-06-01")
    assert page.index("Đảng – Trung ương") < page.index("Nhà nước – Trung ương") < page.index("Đảng – Tỉnh, thành phố")
    assert "/vb/tinh-uy-lao-cai/chi-thi/2014/47-ct-tu" in page
    assert "vì sao: trích yếu có đủ các từ của chủ đề" in page
    assert "Kho chưa có văn bản cấp này về chủ đề này." in page
    assert "noindex" in page
    assert "duy nhất" not in page


def test_what_carries_it_out_stands_with_its_sentence(reader: FlaskClient) -> None:
    page = text(reader, q="nâng cao chất lượng sinh hoạt chi bộ", noi="Lào Cai", ngay="2019-06-01", he="dang")
    assert "Ban hành để triển khai, theo thời gian" in page
    assert "1.476 ngày sau" in page  # 11/11/2014 to 26/11/2018
    assert "Hướng dẫn thực hiện Chỉ thị số 47-CT/TU" in page
    assert "Nhà nước – Trung ương" not in page


def test_a_place_behind_the_topic_is_taken_for_the_place(reader: FlaskClient) -> None:
    page = text(reader, q="sinh hoạt chi bộ tỉnh Lào Cai", ngay="2019-06-01")
    assert 'value="sinh hoạt chi bộ"' in page
    assert 'value="tỉnh Lào Cai"' in page


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        pytest.param({"ngay": "hôm qua"}, "Không đọc được ngày", id="a day that is none"),
        pytest.param({"noi": "không nơi nào"}, "Không có đơn vị hành chính nào", id="a place that is none"),
        pytest.param({"noi": "Châu Thành", "ngay": "2020-01-01"}, "huyện Châu Thành, tỉnh Long An</a>", id="several"),
        pytest.param({"noi": "Yên Bái", "ngay": "2026-01-01"}, "Yên Bái từ 01/7/2025 thuộc tỉnh Lào Cai", id="merged"),
        pytest.param({"noi": '"><script>x</script>'}, "&lt;script&gt;x", id="markup is text"),
        pytest.param({"he": "khác"}, "Nhà nước – Trung ương", id="a system that is none is both"),
    ],
)
def test_what_is_not_clear_is_said(reader: FlaskClient, asked: dict[str, str], told: str) -> None:
    page = text(reader, q="sinh hoạt chi bộ", **asked)
    assert told in page
    assert "<script>x" not in page


def shown(site: Flask, query: Query) -> list[str | None] | None:
    with site.test_request_context("/"):
        view = panel(query)
        return [one.first.card.number for one in view.rows if one.first] if view else None


@pytest.mark.parametrize(
    ("query", "least"),
    [
        pytest.param(Query(words=("sinh", "hoạt", "chi", "bộ"), place=("lao-cai",)), "47-CT/TU", id="by the filter"),
        pytest.param(Query(words=IN_LAO_CAI), "47-CT/TU", id="by the words"),
        pytest.param(Query(words=("công", "tác", "văn", "thư")), "30/2020/NĐ-CP", id="no place"),
        pytest.param(Query(words=("47-CT/TU",)), None, id="a number"),
        pytest.param(Query(words=("công",)), None, id="one word"),
        pytest.param(Query(words=("công", "tác", "văn", "thư"), page=2), None, id="the second page"),
        pytest.param(Query(words=("văn", "thư"), phrases=("lưu trữ",)), None, id="a phrase"),
        pytest.param(Query(words=("văn", "thư"), place=("khong-co",)), None, id="a place that is none"),
        pytest.param(Query(words=("nuôi", "trồng", "thủy", "sản")), None, id="nothing on the topic"),
        pytest.param(Query(words=("công", "tác", "văn", "thư"), at=date(2019, 1, 1)), None, id="before it was issued"),
    ],
)
def test_when_a_search_has_a_panel(site: Flask, query: Query, least: str | None) -> None:
    found = shown(site, query)
    assert found is None if least is None else found is not None and least in found


def test_the_panel_leads_to_its_page(site: Flask, reader: FlaskClient) -> None:
    with site.test_request_context("/"):
        view = panel(Query(words=IN_LAO_CAI, at=date(2019, 6, 1)))
        assert view
        assert view.where == "tỉnh Lào Cai"
        html = governing(view)
    assert "Văn bản nào điều chỉnh việc này?" in html
    assert "47-CT/TU" in html
    assert reader.get(view.href).status_code == 200
