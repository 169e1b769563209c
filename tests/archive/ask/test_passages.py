"""The best part of a document: the article or section that answers, its anchor as on the page, its name."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.ask.passages import best_passage, parts_of
from archive.ask.scan import scan
from archive.ask.snippet import Snippet
from archive.ask.sought import sought
from archive.query import parse
from archive.text.span import Span
from archive.works.document import Block, BlockKind
from archive.works.outline import outlined, places

Line = tuple[BlockKind, str]
FILLER = "Công tác văn thư được làm đều đặn ở mỗi cơ quan trong tỉnh. " * 6

LAW: tuple[Line, ...] = (
    ("heading", "NGHỊ ĐỊNH"),
    ("heading", "về công tác lưu trữ"),
    ("heading", "Điều 1. Phạm vi điều chỉnh"),
    ("item", "1. Nghị định này nói về hồ sơ, tài liệu. " + FILLER),
    ("heading", "Điều 2. Thu hồi con dấu"),
    ("item", "1. Cơ quan giải thể nộp lại. " + FILLER),
    ("item", "2. Người giữ phải bàn giao đủ. " + FILLER),
    ("heading", "Điều 3. Hiệu lực"),
    ("paragraph", "Nghị định có hiệu lực từ ngày ký; con dấu cũ được dùng đến hết năm. " + FILLER),
)
DIRECTIVE: tuple[Line, ...] = (
    ("heading", "CHỈ THỊ"),
    ("heading", "về sinh hoạt chi bộ"),
    ("paragraph", "Thực trạng còn nhiều mặt yếu. " + FILLER),
    ("heading", "I- Mục tiêu"),
    ("item", "1- Mỗi chi bộ họp đúng kỳ. " + FILLER),
    ("heading", "II- Nhiệm vụ"),
    ("item", "1- Bồi dưỡng bí thư. " + FILLER),
    ("item", "2- Cấp ủy phân công đảng viên dự họp với chi bộ yếu. " + FILLER),
    ("item", "a) Mỗi quý một lần, có biên bản. " + FILLER),
    ("heading", "III- Tổ chức thực hiện"),
    ("paragraph", "Văn phòng theo dõi, đôn đốc. " + FILLER),
)


def document(lines: tuple[Line, ...]) -> tuple[str, tuple[Block, ...]]:
    """The lines as a text with its blocks."""
    blocks, at = [], 0
    for kind, line in lines:
        blocks.append(Block(at, at + len(line), kind))
        at += len(line) + 1
    return "\n".join(line for _, line in lines), tuple(blocks)


def asked(lines: tuple[Line, ...], typed: str) -> Snippet | None:
    text, blocks = document(lines)
    wanted = sought(parse(typed), "marked")
    found = best_passage(scan(text, wanted), outlined(text, blocks), wanted)
    assert found is None or text[found.start : found.start + len(found.text)] == found.text
    return found


@pytest.mark.parametrize(
    ("lines", "typed", "anchor", "part"),
    [
        pytest.param(LAW, "thu hồi con dấu", "dieu-2", "Điều 2", id="a heading alone: it is not said twice"),
        pytest.param(LAW, "hồ sơ tài liệu", "dieu-1", "Điều 1. Phạm vi điều chỉnh", id="the text of an article"),
        pytest.param(LAW, "con dấu cũ hết năm", "dieu-3", "Điều 3. Hiệu lực", id="more words against a heading"),
        pytest.param(DIRECTIVE, "phân công đảng viên dự họp", "muc-ii-2", "mục II.2", id="a number below a section"),
        pytest.param(DIRECTIVE, "mỗi quý biên bản", "muc-ii-2", "mục II.2", id="a letter belongs to its number"),
        pytest.param(DIRECTIVE, "văn phòng đôn đốc", "muc-iii", "III- Tổ chức thực hiện", id="a section"),
        pytest.param(DIRECTIVE, "nhiệm vụ bồi dưỡng bí thư", "muc-ii-1", "mục II.1", id="the heading above counts"),
        pytest.param(DIRECTIVE, "thực trạng yếu", "", "", id="before the first part there is nothing to name"),
    ],
)
def test_the_part_that_answers(lines: tuple[Line, ...], typed: str, anchor: str, part: str) -> None:
    found = asked(lines, typed)
    assert found is not None
    assert (found.anchor, found.part) == (anchor, part)
    assert found.marks


def test_far_down_in_an_article_its_clause_is_linked_to() -> None:
    lines: tuple[Line, ...] = (
        ("heading", "Điều 7. Trách nhiệm"),
        *(("item", f"{n}. {FILLER}") for n in range(1, 6)),
        ("item", "6. Nộp lại con dấu khi giải thể."),
    )
    found = asked(lines, "nộp lại con dấu")
    assert found is not None
    assert (found.anchor, found.part) == ("dieu-7-khoan-6", "Điều 7, khoản 6")


@pytest.mark.parametrize(
    ("typed", "begins"),
    [
        pytest.param("vũ trụ", None, id="nothing of it is in the text"),
        pytest.param("loai:chi-thi", "Thực trạng", id="no words asked: the beginning of the body"),
    ],
)
def test_without_words_in_the_text(typed: str, begins: str | None) -> None:
    found = asked(DIRECTIVE, typed)
    assert (found.text[: len(begins)] if found and begins else found) == begins


def test_a_text_without_parts_has_a_passage_and_no_anchor() -> None:
    found = asked((("paragraph", FILLER + "Con dấu cũ được thu lại."),), "con dấu")
    assert found is not None
    assert (found.anchor, found.part) == ("", "")


def test_a_heading_without_number_is_a_part_of_an_article_on_the_site() -> None:
    lines: tuple[Line, ...] = (
        ("heading", "Nếp họp ở vùng cao"),
        ("paragraph", FILLER),
        ("heading", "Chuyện con dấu"),
        ("paragraph", "Con dấu cũ được thu lại."),
    )
    found = asked(lines, "con dấu cũ thu lại")
    assert found is not None
    assert (found.anchor, found.part) == ("doan-3", "Chuyện con dấu")


STARTS = st.sampled_from(["Điều 1. ", "Điều 2. ", "I- ", "II. ", "1. ", "2- ", "a) ", "Chương I ", "", "con dấu "])
KINDS: st.SearchStrategy[BlockKind] = st.sampled_from(["heading", "paragraph", "item"])


@given(st.lists(st.tuples(KINDS, STARTS.map(lambda start: start + "con dấu và hồ sơ")), min_size=1, max_size=12))
def test_parts_cover_the_text_and_their_anchors_are_on_the_page(lines: list[Line]) -> None:
    text, blocks = document(tuple(lines))
    found = parts_of(replace(outlined(text, blocks), body=Span(0, len(text))), len(text))
    parts = [found.section(place) for place in range(len(found))]
    assert [one.start for one in parts] == [0, *(one.end for one in parts)][:-1]
    assert parts[-1].end == len(text)
    known = {place.anchor for place in places(text, blocks)} | {""}
    assert {one.anchor for one in parts} <= known
    assert {anchor for _, anchor in found.clauses()} <= known
