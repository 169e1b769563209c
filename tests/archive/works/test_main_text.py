"""The body of a text by the shape of its lines: letterhead and trích yếu before it, recipients after it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.works.main_text import body_of, rules

PARTY = "VĂN BẢN MINH HỌA – không phải bản chính thức\nTỈNH ỦY LÀO CAI\n*\nSố 47-CT/TU\nĐẢNG CỘNG SẢN VIỆT NAM\n"
DATED = "Lào Cai, ngày 11 tháng 11 năm 2014\nCHỈ THỊ\nvề nâng cao chất lượng sinh hoạt chi bộ\n"


@pytest.mark.parametrize(
    ("text", "first"),
    [
        pytest.param(f"{PARTY}{DATED}-----\nThực hiện chỉ thị, các chi bộ họp.", "Thực hiện", id="a Party letterhead"),
        pytest.param(f"{PARTY}{DATED}I- MỤC TIÊU\nHọp đều.", "I- MỤC", id="a numbered heading in capitals is body"),
        pytest.param(
            "CHÍNH PHỦ\n----\nSố: 30 Hà Nội, ngày 05 tháng 03 năm 2020\nNGHỊ ĐỊNH\nVỀ VĂN THƯ\nĐiều 1. Phạm vi",
            "Điều 1.",
            id="a State letterhead in plain lines",
        ),
        pytest.param(
            "Sa Pa: chi bộ họp đều\nBÀI MINH HỌA – không phải tin chính thức\nSau 6 năm, chi bộ họp đều.",
            "Sau 6 năm",
            id="an article: its headline and the notice",
        ),
        pytest.param("Căn cứ tình hình, Tỉnh ủy yêu cầu:\nQUYẾT NGHỊ\nHọp.", "Căn cứ", id="no letterhead"),
        pytest.param("Số đảng viên dự họp tăng.\nHết.", "Số đảng viên", id="a sentence that begins with “Số”"),
        pytest.param("CHỈ THỊ\nVỀ SINH HOẠT CHI BỘ", "CHỈ THỊ", id="nothing but a head: the whole text"),
    ],
)
def test_the_body_begins_below_the_trich_yeu(text: str, first: str) -> None:
    assert text[body_of(text).start :].startswith(first)


def test_the_body_ends_above_the_recipients() -> None:
    text = "Chi bộ họp mỗi tháng.\nNơi nhận:\n- Các chi bộ"
    assert text[slice(*body_of(text))] == "Chi bộ họp mỗi tháng.\n"


def test_only_drawn_lines_are_rules() -> None:
    text = "một\n-----\n- Căn cứ\n*\n* * *\nhai - ba\n…"
    assert [text[start:end] for start, end in rules(text)] == ["-----", "*", "* * *", "…"]


@given(st.lists(st.sampled_from(["CHỈ THỊ", "-----", "", "Số 1", "chi bộ họp.", "Nơi nhận:"]), max_size=30))
def test_the_body_lies_in_the_text_and_says_something_if_the_text_does(lines: list[str]) -> None:
    text = "\n".join(lines)
    start, end = body_of(text)
    assert 0 <= start <= end <= len(text)
    assert bool(text[start:end].strip()) == bool(text.strip())


def test_the_dotted_lines_of_a_form_are_looked_through_at_once() -> None:
    # 4,000 dots and blanks before a word: a pattern that may part them in many ways would not come back.
    text = "Họ và tên: " + ". … " * 2_000 + "\n" + "… . " * 2_000 + "x\n-----\n"
    assert [text[start:end] for start, end in rules(text)] == ["-----"]


@given(st.lists(st.sampled_from(["-----", " * * *", "- Căn cứ", "", " ", "...\t", "a", "–\x0b—", "___ x"]), max_size=6))
def test_drawn_lines_are_those_of_signs_alone(lines: list[str]) -> None:
    text = "\n".join(lines)
    found = [text[start:end] for start, end in rules(text)]
    assert found == [line for line in lines if line.strip() and not any(sign.isalnum() for sign in line)]
