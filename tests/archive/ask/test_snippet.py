"""Passages: cut where the query is answered best, marked where its words stand, never within a syllable."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.ask.snippet import WIDTH, Snippet, cut, marks_in
from archive.ask.sought import sought
from archive.index.plan import Reading
from archive.query import parse

LONG = (
    "Căn cứ Điều lệ Đảng và tình hình thực tế của địa phương.\n"
    + "Công tác xây dựng đường giao thông nông thôn được quan tâm. " * 12
    + "\nCác chi bộ phải đổi mới nội dung, nâng cao chất lượng sinh hoạt chi bộ hằng tháng; khoá học mở ra.\n"
    + "Tổ chức thực hiện và báo cáo kết quả theo quy định. " * 12
)


def marked(snippet: Snippet) -> list[str]:
    return [snippet.text[start:end] for start, end in snippet.marks]


@pytest.mark.parametrize(
    ("typed", "reading", "marks"),
    [
        pytest.param("sinh hoạt chi bộ", "marked", ["chi bộ", "sinh hoạt chi bộ"], id="neighbours are one mark"),
        pytest.param("sinh hoat chi bo", "folded", ["chi bộ", "sinh hoạt chi bộ"], id="typed without marks"),
        pytest.param("khóa học", "marked", ["khoá học"], id="old tone placement in the text"),
        pytest.param("sinh hoa\u0323t", "marked", ["sinh hoạt"], id="decomposed query"),
        pytest.param('"chất lượng sinh hoạt"', "marked", ["chất lượng sinh hoạt"], id="a phrase"),
        pytest.param("vũ trụ", "marked", [], id="nothing of it is there"),
    ],
)
def test_the_passage_and_its_marks(typed: str, reading: Reading, marks: list[str]) -> None:
    passage = cut(LONG, sought(parse(typed), reading))
    assert marked(passage) == marks
    assert LONG[passage.start : passage.start + len(passage.text)] == passage.text


def test_marks_count_when_they_were_typed() -> None:
    passage = cut("dương sĩ và đường sắt", sought(parse("đường"), "marked"))
    assert marked(passage) == ["đường"]


def test_a_number_is_marked_however_it_was_typed() -> None:
    passage = cut("Thực hiện Chỉ thị số 05-CT/TW của Bộ Chính trị.", sought(parse("5 ct tw"), "marked"))
    assert marked(passage) == ["05-CT/TW"]


def test_text_that_is_not_composed_is_marked_too() -> None:
    text = unicodedata.normalize("NFD", "họp chi bộ cơ sở")
    passage = cut(text, sought(parse("chi bộ"), "marked"))
    assert [unicodedata.normalize("NFC", mark) for mark in marked(passage)] == ["chi bộ"]


def test_a_syllable_inside_another_is_not_marked() -> None:
    assert marks_in("chinh phục chính sách", sought(parse("chi"), "folded")) == ()


def test_a_title_is_marked_whole() -> None:
    title = "nâng cao chất lượng sinh hoạt chi bộ"
    assert [title[start:end] for start, end in marks_in(title, sought(parse("chất lượng chi bộ"), "marked"))] == [
        "chất lượng",
        "chi bộ",
    ]


def test_without_a_hit_the_passage_is_the_beginning() -> None:
    passage = cut(LONG, sought(parse("vũ trụ"), "marked"))
    assert passage.start == 0
    assert passage.marks == ()


PIECES = st.sampled_from(["chi bộ", "sinh hoạt", "đường", "\n", " ", "x" * 400, "05-CT/TW", "…", "\u0323", "İ", "và "])
TEXTS = st.one_of(
    st.text(max_size=200), st.lists(PIECES, max_size=60).map("".join), st.lists(PIECES, max_size=60).map(" ".join)
)


@given(
    TEXTS,
    st.sampled_from(["sinh hoạt chi bộ", "đường", "5 ct tw", '"chi bộ"', "i"]),
    st.sampled_from(["marked", "folded"]),
)
def test_a_passage_stands_in_its_text(text: str, typed: str, reading: Reading) -> None:
    passage = cut(text, sought(parse(typed), reading))
    assert text[passage.start : passage.start + len(passage.text)] == passage.text
    assert len(passage.text) <= WIDTH + 20
    end = 0
    for mark in passage.marks:
        assert end <= mark.start < mark.end <= len(passage.text)
        end = mark.end


@given(
    st.lists(st.sampled_from(["chi", "bộ", "sinh", "hoạt", "nghiêng", "\n"]), min_size=1, max_size=300).map(" ".join)
)
def test_no_syllable_is_cut(text: str) -> None:
    passage = cut(text, sought(parse("chi bộ"), "marked"))
    before, after = text[: passage.start][-1:], text[passage.start + len(passage.text) :][:1]
    assert not (before.isalnum() and passage.text[:1].isalnum())
    assert not (after.isalnum() and passage.text[-1:].isalnum())


DIRECTIVE = (
    "VĂN BẢN MINH HỌA – không phải bản chính thức\nTỈNH ỦY LÀO CAI\n*\nSố 47-CT/TU\nCHỈ THỊ\n"
    "về nâng cao chất lượng sinh hoạt chi bộ\n-----\n"
    + "Đường giao thông được quan tâm. " * 12
    + "\nMọi đảng viên dự họp; từng chi bộ sinh hoạt đúng kỳ, đúng nội dung. Bí thư báo cáo.\nNơi nhận:\n- Các chi bộ"
)


@pytest.mark.parametrize(
    ("typed", "begins", "holds"),
    [
        pytest.param("chi bộ", "Mọi đảng viên", "chi bộ sinh hoạt", id="the body before the trích yếu and recipients"),
        pytest.param("bí thư báo cáo", "Mọi đảng viên", "Bí thư báo cáo.", id="from the beginning of the line"),
        pytest.param("minh họa", "VĂN BẢN", "MINH HỌA", id="the letterhead when nothing else matches"),
        pytest.param("vũ trụ", "Đường giao", "quan tâm.", id="no hit: the beginning of the body"),
    ],
)
def test_a_passage_is_of_the_body(typed: str, begins: str, holds: str) -> None:
    passage = cut(DIRECTIVE, sought(parse(typed), "marked"))
    assert passage.text.startswith(begins)
    assert holds in passage.text
    assert "-----" not in passage.text


def test_a_passage_begins_and_ends_with_a_sentence_when_one_is_near() -> None:
    text = "Đường xá được sửa chữa thường xuyên. " * 20 + "Chi bộ họp đều. " + "Mùa màng tốt tươi quanh năm. " * 20
    passage = cut(text, sought(parse("chi bộ"), "marked"))
    assert passage.text.startswith("Chi bộ họp đều.")
    assert passage.text.endswith("quanh năm.")


@pytest.mark.parametrize(
    ("before", "begins"),
    [
        pytest.param("Thực hiện", "Thực hiện", id="the line begins a few letters before the width allows"),
        pytest.param("Thực hiện và tiếp tục quán triệt sâu rộng " * 2, "", id="it begins far before: no further back"),
    ],
)
def test_a_passage_reaches_back_to_a_line_that_begins_just_before(before: str, begins: str) -> None:
    # The hit ends so far behind the line that a third of the width does not reach the line's beginning.
    text = f"Mở đầu.\n{before} " + "việc " * 15 + "sinh hoạt chi bộ " + "được giao " * 60
    passage = cut(text, sought(parse("sinh hoạt chi bộ"), "marked"))
    line = text.index("\n") + 1
    assert (passage.start == line) is bool(begins)
    assert passage.text.startswith(begins)
    assert len(passage.text) <= WIDTH
