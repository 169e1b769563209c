"""Two texts on one page: versions, works, what is offered to compare with, what cannot be compared."""

import pytest
from flask.testing import FlaskClient

from tests.search_web.conftest import DIRECTIVE, GUIDE
from tests.search_web.htmlcheck import read

STUB = "ban-to-chuc-trung-uong/huong-dan/2012/09-hd-btctw"


def text(client: FlaskClient, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    page = str(answer.get_data(as_text=True))
    assert read(page).faults == []
    assert "style=" not in page
    return page


def test_two_versions_differ_in_their_last_line_only(client: FlaskClient) -> None:
    page = text(client, f"/so-sanh?a={DIRECTIVE}@1&b={DIRECTIVE}@2")
    assert '<ins><span class="unseen">[thêm: </span>từng ' in page
    assert "đảng viên" in page
    assert "Phần có thay đổi: 1;" in page
    assert "bản 2 (bản hiện nay)" in page
    assert "đoạn không đổi" in page


def test_the_present_version_needs_no_ordinal(client: FlaskClient) -> None:
    page = text(client, f"/so-sanh?a={DIRECTIVE}@1&b={DIRECTIVE}")
    assert "[thêm: </span>" in page


def test_two_works_are_compared(client: FlaskClient) -> None:
    page = text(client, f"/so-sanh?a={DIRECTIVE}&b={GUIDE}")
    assert "[bỏ: </span>" in page
    assert f"/so-sanh?a={GUIDE}&amp;b={DIRECTIVE}" in page.replace("%2F", "/")  # to turn the sides round


@pytest.mark.parametrize(
    ("address", "said"),
    [
        pytest.param("/so-sanh", "Chọn văn bản thứ nhất", id="nothing asked"),
        pytest.param("/so-sanh?a=05-HD/TU", "Gõ số, ký hiệu", id="a number that one work has"),
        pytest.param("/so-sanh?a=47-CT/TU", "Chọn một trong các văn bản này", id="a number of two works"),
        pytest.param("/so-sanh?a=khong-co-gi", "Không tìm thấy văn bản có toàn văn", id="nothing by that name"),
        pytest.param(f"/so-sanh?a={STUB}", "Kho chưa có toàn văn", id="a stub"),
        pytest.param(f"/so-sanh?a={DIRECTIVE}&b={STUB}", "Kho chưa có toàn văn", id="with a stub"),
        pytest.param(f"/so-sanh?a={DIRECTIVE}&b={DIRECTIVE}", "Hai bên là cùng một bản", id="with itself"),
        pytest.param(f"/so-sanh?a={DIRECTIVE}", "Các bản của văn bản này", id="its versions are offered"),
        pytest.param(f"/so-sanh?a={DIRECTIVE}", "cùng số, ký hiệu ở nơi khác", id="its namesake is offered"),
        pytest.param(f"/so-sanh?a={DIRECTIVE}&b=%3Cscript%3E", "&lt;script&gt;", id="hostile"),
    ],
)
def test_what_there_is_to_compare_with_is_said(client: FlaskClient, address: str, said: str) -> None:
    assert said in text(client, address)


def test_the_older_version_is_offered_as_the_first(client: FlaskClient) -> None:
    page = text(client, f"/so-sanh?a={DIRECTIVE}").replace("%2F", "/").replace("%40", "@")
    assert f"/so-sanh?a={DIRECTIVE}@1&amp;b={DIRECTIVE}" in page


def test_a_version_that_there_is_none_of_is_not_there(client: FlaskClient) -> None:
    assert client.get(f"/so-sanh?a={DIRECTIVE}@9&b={GUIDE}").status_code == 404
