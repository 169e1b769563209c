"""The first page and the results: exact numbers first, true counts, choices kept, bad questions answered kindly."""

import re
from html import unescape
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from tests.search_web.htmlcheck import read


def html(client: FlaskClient, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return answer.get_data(as_text=True)


def test_the_first_page_has_the_box_examples_that_work_and_three_lists(client: FlaskClient) -> None:
    page = html(client, "/")
    assert '<label for="tim">Tìm số, ký hiệu, chủ đề</label>' in page
    assert all(heading in page for heading in ("Mới cập nhật", "Được dẫn nhiều", "Được dẫn, chưa có toàn văn"))
    examples = re.findall(r'href="(/\?q=[^"]+)"', page)
    assert len(examples) == 3
    for example in examples:
        assert "Không có kết quả" not in html(client, unescape(example))


def test_demonstration_texts_are_marked_in_the_lists_of_the_first_page(client: FlaskClient) -> None:
    page = html(client, "/")
    newest = page[page.index("Mới cập nhật") : page.index("Được dẫn nhiều")]
    assert newest.count('<span class="tag">minh họa</span>') == newest.count('class="work-name"') > 0


@pytest.mark.parametrize(
    "asked",
    [
        pytest.param("47-CT/TU", id="canonical"),
        pytest.param("47 ct tu", id="blanks and lower case"),
        pytest.param("chi thi 47", id="type and serial without marks"),
        pytest.param("Số: 47-CT-TU", id="as on a letterhead, separators wrong"),
    ],
)
def test_a_number_is_answered_first_with_every_work_that_bears_it(client: FlaskClient, asked: str) -> None:
    page = html(client, f"/?q={quote(asked)}")
    pinned = page[page.index('class="exact"') : page.index("</section>")]
    assert "3 văn bản có thể là văn bản đã hỏi" in pinned
    assert pinned.count("chưa đối chiếu") == 1, "one row of the tables that nobody checked, said to be that"
    assert "<h3>Tỉnh ủy Lào Cai</h3>" in pinned
    assert "<h3>Tỉnh ủy Tuyên Quang</h3>" in pinned


def test_hits_say_what_they_are_and_why(client: FlaskClient) -> None:
    page = html(client, "/?q=" + quote("nâng cao chất lượng sinh hoạt chi bộ"))
    assert "<mark>" in page
    assert "vì sao: khớp trích yếu" in page
    listed = page[page.index('<ol class="works"') : page.index("</ol>")]
    works = listed.count('class="work-name"') - listed.count("<span>Tin bài</span>")  # an article has no validity
    assert listed.count("chưa rõ hiệu lực") == works > 0, "unknown is said where known would be"


def test_counts_of_facets_are_what_choosing_them_gives(client: FlaskClient) -> None:
    page = html(client, "/?q=" + quote("sinh hoạt chi bộ"))
    facets = re.findall(
        r'<li><a href="(/\?[^"]+)" data-keep="[^"]+"><span>[^<]+</span> <span class="count">([\d.]+)</span>', page
    )
    assert len(facets) > 8
    for href, count in facets:
        found = html(client, unescape(href))
        assert f'<span class="figures">{count}</span> kết quả' in found


def test_choices_are_kept_and_can_be_taken_back(client: FlaskClient) -> None:
    page = html(client, "/?q=chi+b%E1%BB%99&the-loai=article&xep=date&trang=2")
    assert "Bỏ lọc </span>thể loại: Tin bài" in page
    assert 'href="/?q=chi+b%E1%BB%99&amp;xep=date"' in page  # the chip's way back begins at page 1
    assert '<input type="search" id="tim" name="q" value="chi bộ"' in page


def test_pages_of_results_follow_each_other_without_loss(client: FlaskClient) -> None:
    seen: list[str] = []
    for number in (1, 2, 3, 4):
        page = html(client, f"/?q=b%E1%BA%A3n+tin&the-loai=article&xep=date&trang={number}")
        listed = page[page.index('<ol class="works"') : page.index("</ol>")] if '<ol class="works"' in page else ""
        seen += re.findall(r'class="work-name"><a href="([^"]+)"', listed)
    assert len(seen) == len(set(seen)) >= 24


def test_a_page_beyond_the_last_says_so(client: FlaskClient) -> None:
    assert "Trang này vượt quá số kết quả" in html(client, "/?q=chi+b%E1%BB%99&trang=900")


def test_nothing_found_is_a_helpful_page(client: FlaskClient) -> None:
    page = html(client, "/?q=zzzz+qqqq&loai=chi-thi")
    assert "Không có kết quả" in page
    assert '<span class="unseen">Bỏ lọc </span>loại: Chỉ thị' in page
    narrow = html(client, "/?q=sinh+hoat+chi+bo&loai=quyet-dinh")
    assert "Bỏ bớt bộ lọc" in narrow, "a filter is taken back where that finds something"


def test_a_number_nobody_bears_is_answered_with_near_ones(client: FlaskClient) -> None:
    page = html(client, "/?q=47-NQ%2FTU")
    assert "Số, ký hiệu gần nhất:" in page
    assert "Chỉ thị 47-CT/TU" in page


@pytest.mark.parametrize(
    ("address", "said"),
    [
        pytest.param("/?q=" + "a" * 10_000, "Câu tìm dài 10000 ký tự", id="ten thousand letters"),
        pytest.param("/?q=x&xep=lung-tung", "Cách xếp", id="an order that does not exist"),
        pytest.param("/?q=x&trang=-1", "Trang", id="a page below the first"),
        pytest.param("/?q=x&loai=%3Cscript%3E", "Loại văn bản", id="a type that is markup"),
        pytest.param("/?nam=hai+ngan", "Năm", id="a year in letters"),
    ],
)
def test_a_question_that_cannot_be_read_keeps_the_form(client: FlaskClient, address: str, said: str) -> None:
    page = html(client, address, status=400)
    assert said in page
    assert 'type="search"' in page
    assert read(page).faults == []


@pytest.mark.parametrize(
    "asked",
    [
        pytest.param('"sinh hoạt', id="a quote without its end"),
        pytest.param("\x00\x1b[31mchi bộ\x00", id="null bytes and control signs"),
        pytest.param('<script>alert(1)</script>"><img src=x onerror=alert(1)>', id="markup"),
        pytest.param("((([[[{{{ AND OR NOT * ? ~ ^", id="operators of other languages"),
        pytest.param("%%% \\ ' ; DROP TABLE works; --", id="another language still"),
        pytest.param("\u202eưđ\u200d\ufeff😀", id="signs that turn or join"),
        pytest.param("sinh hoa\u0323t chi bo\u0323\u0302", id="marks apart from their letters (NFD)"),
        pytest.param("{{ 7*7 }} {% raw %}", id="a template"),
    ],
)
def test_a_strange_question_is_a_page_and_never_markup(client: FlaskClient, asked: str) -> None:
    page = html(client, f"/?q={quote(asked)}")
    assert read(page).faults == []
    assert "\x00" not in page
    assert "<img" not in page
    assert "49" not in re.findall(r'value="([^"]*)"', page)


def test_bytes_that_are_no_text_are_a_page(client: FlaskClient) -> None:
    assert client.get("/?q=%ff%fe%c3").status_code == 200


def test_an_unknown_parameter_is_passed_over(client: FlaskClient) -> None:
    assert "Mới cập nhật" in html(client, "/?utm=x&q=")
