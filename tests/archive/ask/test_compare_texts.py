"""Two texts compared by parts: laws for any texts, parts that moved, came and went, and texts that are too long."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.ask.compare_texts import Comparison, Pair, Written, compare, parts_of
from archive.text.difference import mirrored
from archive.works.document import Block

ONE = "Điều 1. Phạm vi\nQuy định này nói về việc họp chi bộ ở xã, phường và cơ sở."
TWO = "Điều 2. Thời gian\nChi bộ họp mỗi tháng một kỳ vào ngày đã định từ đầu năm."
THREE = "Điều 3. Thi hành\nCác cấp ủy làm theo, báo cáo cấp trên trực tiếp vào cuối năm."


def written(*parts: str) -> Written:
    """A text of these lines, each a block; those that begin with "Điều" or a Roman number are headings."""
    lines = [line for part in parts for line in part.split("\n")]
    blocks, at = [], 0
    for line in lines:
        blocks.append(Block(at, at + len(line), "heading" if line[:4] in ("Điều", "I. T") else "paragraph", 1))
        at += len(line) + 1
    return "\n".join(lines), blocks


LINES = st.lists(
    st.sampled_from([*ONE.split("\n"), *TWO.split("\n"), *THREE.split("\n"), "Lời kết.", "", "I. Tình hình chung"]),
    max_size=14,
)


def whole(text: str, pairs: Sequence[Pair], *, second: bool) -> str:
    """A text put together again from the spans of the pieces, in their own order."""
    spans = [piece.second if second else piece.first for pair in pairs for piece in pair.pieces]
    return "".join(text[start:end] for start, end in sorted(span for span in spans if span))


def said(found: Comparison) -> set[tuple[object, ...]]:
    return {(one.first, one.second, frozenset(one.pieces), one.words) for one in found.pairs}


@settings(deadline=None)
@given(LINES, LINES)
def test_the_pieces_together_are_both_texts(first: list[str], second: list[str]) -> None:
    one, other = written(*first), written(*second)
    found = compare(one, other)
    assert whole(one[0], found.pairs, second=False) == one[0]
    assert whole(other[0], found.pairs, second=True) == other[0]


@settings(deadline=None)
@given(LINES)
def test_a_text_compared_with_itself_has_no_change(lines: list[str]) -> None:
    assert compare(written(*lines), written(*lines)).same


@settings(deadline=None)
@given(LINES, LINES)
def test_turned_round_it_is_the_same_turned_round(first: list[str], second: list[str]) -> None:
    there, back = compare(written(*first), written(*second)), compare(written(*second), written(*first))
    turned = {(one.second, one.first, frozenset(map(mirrored, one.pieces)), one.words) for one in back.pairs}
    assert said(there) == turned


@settings(deadline=None)
@given(LINES)
def test_parts_are_the_whole_text(lines: list[str]) -> None:
    text, blocks = written(*lines)
    parts = parts_of(text, blocks)
    assert "".join(text[part.span.start : part.span.end] for part in parts) == text


def headings(found: Comparison) -> list[tuple[str, str, bool, bool]]:
    return [
        (one.first.heading if one.first else "", one.second.heading if one.second else "", one.moved, one.same)
        for one in found.pairs
    ]


def test_a_changed_part_is_found_by_its_words() -> None:
    found = compare(written(ONE, TWO, THREE), written(ONE, TWO.replace("một kỳ", "hai kỳ"), THREE))
    assert headings(found) == [
        ("Điều 1. Phạm vi", "Điều 1. Phạm vi", False, True),
        ("Điều 2. Thời gian", "Điều 2. Thời gian", False, False),
        ("Điều 3. Thi hành", "Điều 3. Thi hành", False, True),
    ]


def test_a_part_that_stands_elsewhere_was_moved() -> None:
    found = compare(
        written(ONE, TWO, THREE), written(TWO.replace("Điều 2", "Điều 1"), ONE.replace("Điều 1", "Điều 2"), THREE)
    )
    assert [moved for *_, moved, _ in headings(found)].count(True) == 1
    assert headings(found)[0][:2] == ("Điều 2. Thời gian", "Điều 1. Thời gian")
    assert not found.same


def test_parts_that_came_and_went_stand_where_they_stood() -> None:
    new = "Điều 2. Kinh phí\nNgân sách bảo đảm kinh phí theo phân cấp hiện hành, không đặt khoản thu nào."
    found = compare(written(ONE, TWO, THREE), written(ONE, new, THREE))
    assert [pair[:2] for pair in headings(found)] == [
        ("Điều 1. Phạm vi", "Điều 1. Phạm vi"),
        ("Điều 2. Thời gian", ""),
        ("", "Điều 2. Kinh phí"),
        ("Điều 3. Thi hành", "Điều 3. Thi hành"),
    ]


def test_a_part_rewritten_under_its_heading_belongs_to_it() -> None:
    other = "Điều 2. Thời gian\nNgày giờ do bí thư báo trước."
    found = compare(written(ONE, TWO, THREE), written(ONE, other, THREE))
    assert headings(found)[1][:2] == ("Điều 2. Thời gian", "Điều 2. Thời gian")


def test_texts_without_parts_are_compared_whole() -> None:
    (pair,) = compare(written("Chi bộ họp mỗi tháng."), written("Chi bộ họp mỗi quý.")).pairs
    assert [piece.change for piece in pair.pieces] == ["kept", "deleted", "inserted", "kept"]


@pytest.mark.parametrize("much", [pytest.param(3000, id="more words than are looked at")])
def test_what_is_too_long_says_so(much: int) -> None:
    first = " ".join(f"chữ{n}" for n in range(much))
    second = " ".join(f"từ{n}" for n in range(much))
    (pair,) = compare(written(f"mở {first} kết"), written(f"mở {second} kết")).pairs
    assert not pair.words
    assert [piece.change for piece in pair.pieces] == ["kept", "deleted", "inserted", "kept"]
