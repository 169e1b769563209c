"""The map of a work as a page, as a file, and what its address chooses."""

import re
from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient

from tests.search_web.conftest import CITING_ARTICLES, DIRECTIVE, GUIDE
from tests.search_web.htmlcheck import read

MAP = f"/vb/{DIRECTIVE}/luoc-do"
STUB = "ban-to-chuc-trung-uong/huong-dan/2012/09-hd-btctw"
SVG = "{http://www.w3.org/2000/svg}"


def text(client: FlaskClient, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return str(answer.get_data(as_text=True))


def table_of(page: str) -> str:
    return page.partition('id="bang"')[2]


def boxes(page: str) -> list[str]:
    return re.findall(r'<a class="box[^"]*" href="([^"]*)"', page)


def test_every_neighbour_is_drawn_and_in_the_table(client: FlaskClient) -> None:
    page = text(client, MAP)
    for address in (GUIDE, STUB):
        assert f"/vb/{address}" in boxes(page)
        assert f"/vb/{address}" in table_of(page)
    assert page.count("dẫn văn bản này</td>") == CITING_ARTICLES + 3  # the guide, two articles, the short ones
    assert set(re.findall(r'class="year"[^>]*>([^<]*)', page)) >= {"2014", "2016"}


@pytest.mark.parametrize(
    "address",
    [
        pytest.param(MAP, id="one step"),
        pytest.param(f"{MAP}?buoc=2", id="two steps"),
        pytest.param(f"{MAP}?quan-he=nhac-den&hang=tin-bai", id="one relation and lane"),
        pytest.param(f"{MAP}?ngay=lung-tung&quan-he=x&hang=y&trang=99", id="written wrongly"),
        pytest.param(f"/vb/{STUB}/luoc-do", id="a stub"),
        pytest.param("/vb/chinh-phu/nghi-dinh/2020/30-2020-ndd-cp/luoc-do", id="no neighbours"),
    ],
)
def test_the_page_is_sound(client: FlaskClient, address: str) -> None:
    page = text(client, address)
    assert read(page).faults == []
    assert "style=" not in page


def test_a_filter_leaves_one_relation(client: FlaskClient) -> None:
    page = text(client, f"{MAP}?quan-he=huong-dan")
    assert f"/vb/{GUIDE}" in table_of(page)
    assert f"/vb/{STUB}" not in table_of(page)
    assert "noindex" in page
    none = text(client, f"{MAP}?quan-he=hop-nhat")
    assert "Không có mối dẫn nào như đã chọn" in none


def test_the_second_step_shows_what_neighbours_cite(client: FlaskClient) -> None:
    one, two = text(client, f"/vb/{STUB}/luoc-do"), text(client, f"/vb/{STUB}/luoc-do?buoc=2")
    assert f"/vb/{GUIDE}" not in boxes(one)
    assert f"/vb/{GUIDE}" in boxes(two)
    assert "Bước hai" in two


def test_it_says_where_there_is_nothing(client: FlaskClient) -> None:
    page = text(client, "/vb/chinh-phu/nghi-dinh/2020/30-2020-ndd-cp/luoc-do")
    assert "chưa thấy văn bản này dẫn văn bản nào" in page
    assert '<svg class="map"' not in page


def test_the_file_is_a_drawing_of_its_own(client: FlaskClient) -> None:
    answer = client.get(f"{MAP}.svg")
    assert answer.mimetype == "image/svg+xml"
    tree = ElementTree.fromstring(answer.get_data(as_text=True))  # noqa: S314  # it is our own
    assert tree.tag == f"{SVG}svg"
    hrefs = [one.get("href", "") for one in tree.iter(f"{SVG}a")]
    assert f"http://localhost/vb/{GUIDE}" in hrefs
    assert all(href.startswith("http://localhost/") for href in hrefs)
    assert all(one.get("stroke") for one in tree.iter(f"{SVG}path") if "line" in (one.get("class") or "").split())
    assert not list(tree.iter(f"{SVG}style"))
    assert "<script>" not in answer.get_data(as_text=True)  # an article's title has one


def test_the_same_map_twice_is_the_same(client: FlaskClient) -> None:
    assert text(client, f"{MAP}.svg?buoc=2") == text(client, f"{MAP}.svg?buoc=2")


def test_an_address_that_nobody_has_is_not_there(client: FlaskClient) -> None:
    assert client.get("/vb/khong/co/luoc-do").status_code == 404
    assert client.get("/vb/khong/co/luoc-do.svg").status_code == 404
