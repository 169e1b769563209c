"""Walking without a query: bodies, the calendar, types; their counts agree with their lists."""

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
    assert page.index(">Đảng</h2>") < page.index(">Trung ương</h3>") < page.index(">Tỉnh, thành phố</h3>")
    assert page.index(">Tỉnh, thành phố</h3>") < page.index(">Nhà nước</h2>")
    assert 'href="/co-quan/tinh-uy-lao-cai">Tỉnh ủy Lào Cai</a>' in page


def test_bodies_are_sought_by_words_of_their_names_marked_or_not(client: FlaskClient) -> None:
    page = html(client, "/co-quan?tim=tinh+uy+tuyen")
    assert "Tỉnh ủy Tuyên Quang</a>" in page
    assert "Tỉnh ủy Lào Cai</a>" not in page
    assert read(page).faults == []
    nothing = read(html(client, "/co-quan?tim=%22%3E%3Cscript%3Ex"))
    assert nothing.faults == []
    assert "Không có cơ quan nào" in nothing.words()


def test_a_body_has_its_names_by_date_and_what_it_came_from(client: FlaskClient) -> None:
    words = read(html(client, "/co-quan/tinh-uy-lao-cai")).words()
    assert "đến 30/06/2025 Tỉnh ủy Lào Cai" in words
    assert "từ 01/07/2025 Tỉnh ủy Lào Cai" in words
    assert "Tỉnh ủy Lào Cai (từ 01/07/2025, gồm Lào Cai và Yên Bái)" in words
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
    drawn = page.partition('class="chart"')[2].partition("</svg>")[0]
    assert drawn.count("<rect ") == 2
    assert "<title>2014: 1 văn bản</title>" in drawn
    assert "<caption>Số văn bản theo năm ban hành</caption>" in page


def test_a_line_in_time_stands_beside_its_table(client: FlaskClient) -> None:
    page = html(client, "/co-quan/tinh-uy-lao-cai")
    drawn = page.partition('class="lifeline"')[2].partition("</svg>")[0]
    assert drawn.count("<rect ") == 3, "Yên Bái, Lào Cai before and after"
    assert "01/07/2025" in drawn


def test_a_list_may_be_narrowed_and_ordered_by_its_address(client: FlaskClient) -> None:
    words = read(html(client, "/co-quan/tinh-uy-lao-cai?loai=huong-dan&xep=so")).words()
    assert "Hướng dẫn 05-HD/TU" in words
    assert "Hướng dẫn ×" in words
    listed = html(client, "/co-quan/tinh-uy-lao-cai?loai=chi-thi").partition('id="danh-sach"')[2]
    assert "47-CT/TU" in listed
    assert "05-HD/TU" not in listed
    assert "0 văn bản" in read(html(client, "/co-quan/tinh-uy-lao-cai?loai=khong-co")).words(), (
        "never more than it says"
    )


def test_a_dated_identity_leads_to_its_family(client: FlaskClient) -> None:
    answer = client.get("/co-quan/tinh-uy-lao-cai-den-2025")
    assert answer.status_code == 301
    assert answer.headers["Location"] == "/co-quan/tinh-uy-lao-cai"


def test_the_matrix_adds_up(client: FlaskClient) -> None:
    page = html(client, "/lich")
    rows = re.findall(r'<tr><th scope="row"><a href="/lich/\d{4}">.*?</tr>', page, re.DOTALL)
    assert rows
    for row in rows:
        total, *cells = (int(one) if one.isdigit() else 0 for one in re.findall(r">(\d+|–)<(?:/a>|/span>)?", row)[1:])
        assert total == sum(cells[:-1]), "the last column counts what is only cited"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("/nam", "/lich", id="the table"),
        pytest.param("/nam/2014", "/lich/2014", id="a year"),
        pytest.param("/nam/2014?trang=2", "/lich/2014?trang=2", id="a page of a year"),
        pytest.param("/nam/2014/11", "/lich/2014/11", id="a month"),
    ],
)
def test_former_addresses_of_years_lead_to_the_calendar(client: FlaskClient, old: str, new: str) -> None:
    answer = client.get(old)
    assert (answer.status_code, answer.headers["Location"]) == (301, new)


def test_a_year_lists_its_works_and_months(client: FlaskClient) -> None:
    page = html(client, "/lich/2014")
    assert "Chỉ thị 47-CT/TU" in page
    assert 'href="/lich/2014/11">Tháng 11</a>' in page
    november = html(client, "/lich/2014/11")
    assert "Tỉnh ủy Lào Cai" in november
    assert "tăng cường công tác dân vận" not in november
    assert 'href="/lich/2014/11/11">11</a>' in november
    assert "47-CT/TU" in html(client, "/lich/2014/11/11")


def test_types_lead_to_their_works(client: FlaskClient) -> None:
    assert 'href="/loai/nghi-dinh">Nghị định</a>' in html(client, "/loai")
    assert "30/2020/NĐ-CP" in html(client, "/loai/nghi-dinh")


@pytest.mark.parametrize(
    "address",
    [
        pytest.param("/lich/1066", id="before the Party"),
        pytest.param("/lich/2014/13", id="a month that does not exist"),
        pytest.param("/lich/x", id="no year"),
        pytest.param("/khoa/xl", id="no term"),
        pytest.param("/chu-de/khong-co", id="no such topic"),
        pytest.param("/day-so/trung-uong/ct/xii", id="a series of too few"),
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
