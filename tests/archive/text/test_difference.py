"""The difference of two stretches: laws for any two texts, and what single changes look like."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.text.difference import Change, difference, kept_lines, longest_rising, mirrored

WORDS = st.sampled_from(["chi", "bộ", "họp", "mỗi", "tháng", "một", "kỳ", ",", ".", "\n", "  ", "Điều", "1."])
TEXTS = st.one_of(st.lists(WORDS, max_size=60).map(" ".join), st.text(max_size=40))


def changes(first: str, second: str) -> list[tuple[Change, str]]:
    found = difference(first, second)
    return [
        (one.change, first[slice(*one.first)] if one.first else second[slice(*one.second)])  # type: ignore[misc]  # one is
        for one in found.pieces
    ]


@given(TEXTS, TEXTS, st.integers(0, 50), st.integers(0, 50))
def test_the_pieces_are_both_texts_in_order(first: str, second: str, at: int, other: int) -> None:
    found = difference(first, second, at=(at, other))
    mine = [piece.first for piece in found.pieces if piece.first]
    theirs = [piece.second for piece in found.pieces if piece.second]
    assert "".join(first[start - at : end - at] for start, end in mine) == first
    assert "".join(second[start - other : end - other] for start, end in theirs) == second
    for piece in found.pieces:
        assert (piece.first is None) == (piece.change == "inserted")
        assert (piece.second is None) == (piece.change == "deleted")
        if piece.first and piece.second:
            one = first[piece.first.start - at : piece.first.end - at]
            same = second[piece.second.start - other : piece.second.end - other]
            assert "".join(one.split()) == "".join(same.split())


@given(TEXTS)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert difference(text, text).same


@given(TEXTS, TEXTS)
def test_turned_round_it_says_the_same_turned_round(first: str, second: str) -> None:
    there, back = difference(first, second), difference(second, first)
    assert set(there.pieces) == {mirrored(piece) for piece in back.pieces}
    assert there.words == back.words


@given(TEXTS, TEXTS)
def test_what_is_too_much_is_not_compared_by_word(first: str, second: str) -> None:
    found = difference(first, second, most=0)
    assert "".join(first[slice(*piece.first)] for piece in found.pieces if piece.first) == first
    assert found.pairs == 0


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        pytest.param(
            "Chi bộ họp mỗi tháng một kỳ.",
            "Chi bộ họp mỗi tháng hai kỳ.",
            [("kept", "Chi bộ họp mỗi tháng "), ("deleted", "một "), ("inserted", "hai "), ("kept", "kỳ.")],
            id="one word",
        ),
        pytest.param("a b\nc d", "a  b c\nd", [("kept", "a b\nc d")], id="blanks and breaks count for nothing"),
        pytest.param("a b", "a b c", [("kept", "a b"), ("inserted", "c")], id="added"),
        pytest.param("", "a", [("inserted", "a")], id="from nothing"),
        pytest.param("", "", [], id="nothing"),
        pytest.param(
            "Hòa bình của muôn nhà hôm nay.",
            "Kế hoạch dài của tỉnh ta năm sau.",
            [
                ("deleted", "Hòa bình của muôn nhà hôm nay"),
                ("inserted", "Kế hoạch dài của tỉnh ta năm sau"),
                ("kept", "."),
            ],
            id="a word in common by chance is no anchor",
        ),
    ],
)
def test_what_a_change_looks_like(first: str, second: str, said: list[tuple[Change, str]]) -> None:
    assert changes(first, second) == said


def test_lines_that_stand_once_anchor_what_is_long() -> None:
    lines = [f"dòng {n} của văn bản" for n in range(400)]
    other = [*lines[:200], "dòng mới", *lines[200:]]
    found = difference("\n".join(lines), "\n".join(other), most=100)
    assert found.words
    assert [piece.change for piece in found.pieces] == ["kept", "inserted", "kept"]


@pytest.mark.parametrize(
    ("figures", "places"),
    [
        pytest.param([], [], id="none"),
        pytest.param([3, 1, 2], [1, 2], id="the first goes back"),
        pytest.param([0, 4, 1, 2, 3], [0, 2, 3, 4], id="one jumps ahead"),
    ],
)
def test_the_longest_rising_row(figures: list[int], places: list[int]) -> None:
    assert longest_rising(figures) == places


def test_kept_lines_are_parted_where_both_break() -> None:
    assert kept_lines("a b\nc\nd", "a\nb\nc d") == [("a b\n", "a\nb\n"), ("c\nd", "c d")]
