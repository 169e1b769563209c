"""Walking without a query: bodies, years, types; their counts agree with their lists."""

import re

import pytest
from flask.testing import FlaskClient

from tests.search_web.htmlcheck import read


def html(client: FlaskClient, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return answer.get_data(as_text=True)


def test_bodies_stand_by_level_from_the_top(client: FlaskClient) -> None:
    page = html(client, "/co-quan")
    assert page.index("Trung ương</h2>") < page.index("Tỉnh, thành phố</h2>")
    assert 'href="/co-quan/tinh-uy-lao-cai">Tỉnh ủy Lào Cai</a>' in page


def test_a_body_has_its_names_by_date_and_what_it_came_from(client: FlaskClient) -> None:
    words = read(html(client, "/co-quan/tinh-uy-lao-cai")).words()
    assert "đến 30/06/2025 Tỉnh ủy Lào Cai" in words
    assert "từ 01/07/2025 Tỉnh ủy Lào Cai" in words
    assert "Trước đó Tỉnh ủy Yên Bái" in words
    assert "Sau đó Tỉnh ủy Lào Cai" in read(html(client, "/co-quan/tinh-uy-yen-bai")).words()


def test_a_step_stands_with_its_day_and_basis(client: FlaskClient) -> None:
    words = read(html(client, "/co-quan/tinh-uy-yen-bai")).words()
    assert "hợp nhất, 01/07/2025" in words
    assert "Căn cứ: Nghị quyết 60-NQ/TW, Nghị quyết 202/2025/QH15" in words
    unchecked = read(html(client, "/co-quan/bo-giao-thong-van-tai")).words()
    assert "Bộ Xây dựng" in unchecked
    assert "chưa đối chiếu" in unchecked


def test_a_district_leads_to_all_its_communes(client: FlaskClient) -> None:
    page = html(client, "/co-quan/sa-pa")
    assert 'href="/co-quan/dang-uy-xa-ban-ho">Đảng ủy xã Bản Hồ</a>' in page
    assert page.count('<th scope="row">Sau đó</th>') <= 2
    assert "Thị ủy Sa Pa" in read(html(client, "/co-quan/dang-uy-xa-ban-ho")).words()


def test_a_body_shows_its_years_as_bars_and_as_a_table(client: FlaskClient) -> None:
    page = html(client, "/co-quan/tinh-uy-lao-cai")
    assert page.count("<rect ") == 2
    assert "<title>2014: 1 văn bản</title>" in page
    assert "<caption>Số văn bản có toàn văn, theo năm ban hành</caption>" in page


def test_a_dated_identity_leads_to_its_family(client: FlaskClient) -> None:
    answer = client.get("/co-quan/tinh-uy-lao-cai-den-2025")
    assert answer.status_code == 301
    assert answer.headers["Location"] == "/co-quan/tinh-uy-lao-cai"


def test_the_matrix_adds_up(client: FlaskClient) -> None:
    page = html(client, "/nam")
    for row in re.findall(r'<tr><th scope="row"><a href="/nam/\d{4}">.*?</tr>', page, re.DOTALL):
        total, *cells = (
            int(one)
            for one in re.findall(r">(\d+)</a></td>|>(\d+)</td>", row) and re.findall(r">(\d+)<(?:/a></td>|/td>)", row)
        )
        assert total == sum(cells)


def test_a_year_lists_its_works_and_months(client: FlaskClient) -> None:
    page = html(client, "/nam/2014")
    assert "Chỉ thị 47-CT/TU" in page
    assert 'href="/nam/2014/11">Tháng 11</a>' in page
    november = html(client, "/nam/2014/11")
    assert "Tỉnh ủy Lào Cai" in november
    assert "tăng cường công tác dân vận" not in november


def test_types_lead_to_their_works(client: FlaskClient) -> None:
    assert 'href="/loai/nghi-dinh">Nghị định</a>' in html(client, "/loai")
    assert "30/2020/NĐ-CP" in html(client, "/loai/nghi-dinh")


@pytest.mark.parametrize(
    "address",
    [
        pytest.param("/nam/1066", id="before the Party"),
        pytest.param("/nam/2014/13", id="a month that does not exist"),
        pytest.param("/nam/x", id="no year"),
        pytest.param("/loai/khong-co", id="no such type"),
        pytest.param("/co-quan/khong-co", id="no such body"),
        pytest.param("/co-quan/%3Cscript%3E", id="markup"),
    ],
)
def test_what_is_not_there_is_refused_kindly(client: FlaskClient, address: str) -> None:
    assert read(html(client, address, status=404)).faults == []


def test_the_about_page_counts_and_disclaims(client: FlaskClient) -> None:
    words = read(html(client, "/gioi-thieu")).words()
    assert "Văn bản có toàn văn 4" in words
    assert "Không tự xác nhận hiệu lực" in words
    assert "hạng A" in words
