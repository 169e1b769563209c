"""Places in many texts at once: the same as in each text by itself, and no text runs into the next one."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.text.occurrences import Looked, Occurrences, occurrences

CODES = {"chi": 0, "bộ": 1, "5": 2}
LOOKED = Looked(
    written=((" chi", 0), (" bộ", 1), (" 5", 2), (" 05", 2)),
    pairs=((0, 1),),
    worths=(2.0, 3.0, 1.0),
    beginning=lambda _even: (),
    one_by_one=lambda text: [
        (at, at + len(one), CODES[unicodedata.normalize("NFC", one)])
        for one in text.split(" ")
        for at in [text.index(one)]
        if unicodedata.normalize("NFC", one) in CODES
    ],
)


def found_in(texts: list[str], most: int = 100) -> Occurrences:
    return occurrences(texts, LOOKED, marks=True, most=most)


def of_text(found: Occurrences, number: int) -> list[tuple[int, int, int, bool, int, bool]]:
    """What is told of one text: spans of its own."""
    here, base = slice(*found.bounds[number : number + 2]), found.bases[number]
    columns = (found.starts - base, found.ends - base, found.codes, found.follows, found.pairs, found.tied)
    return list(zip(*(column[here].tolist() for column in columns), strict=True))


@pytest.mark.parametrize(
    ("text", "places"),
    [
        pytest.param("Chi bộ", [(0, 3, 0, False, -1, True), (4, 6, 1, True, 0, True)], id="a pair, both tied"),
        pytest.param("bộ chi", [(0, 2, 1, False, -1, False), (3, 6, 0, True, -1, False)], id="neighbours, but no pair"),
        pytest.param("chi – bộ", [(0, 3, 0, False, -1, True), (6, 8, 1, True, 0, True)], id="three signs between"),
        pytest.param("chi a bộ", [(0, 3, 0, False, -1, False), (6, 8, 1, False, -1, False)], id="a letter between"),
        pytest.param("chi ... bộ", [(0, 3, 0, False, -1, False), (8, 10, 1, False, -1, False)], id="too many signs"),
        pytest.param("05", [(0, 2, 2, False, -1, False)], id="written otherwise"),
        pytest.param("chinh bộ5", [], id="no whole syllable"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_places(text: str, places: list[tuple[int, int, int, bool, int, bool]]) -> None:
    assert of_text(found_in([text]), 0) == places


def test_marks_that_stand_apart_are_read_one_by_one_beside_other_texts() -> None:
    apart = unicodedata.normalize("NFD", "bộ a")
    found = found_in(["chi", apart, "chi bộ"])
    assert of_text(found, 1) == [(0, 4, 1, False, -1, False)]
    assert of_text(found, 2) == [(0, 3, 0, False, -1, True), (4, 6, 1, True, 0, True)]


def test_what_a_text_holds_and_in_which_order() -> None:
    found = found_in(["chi bộ 5", "bộ, chi", ""])
    assert found.held.tolist() == [[True, True, True], [True, True, False], [False, False, False]]
    assert [found.in_row(number, [0, 1]) for number in range(3)] == [True, False, False]
    assert found.in_row(0, [0, 1, 2])
    assert not found.in_row(0, [1, 0])


def test_of_a_long_text_the_rarest_are_kept_and_all_is_told_of_what_it_holds() -> None:
    found = found_in(["chi " * 9 + "bộ", "chi chi"], most=4)
    assert [place[2] for place in of_text(found, 0)] == [1]
    assert [place[2] for place in of_text(found, 1)] == [0, 0]
    assert found.held[0].tolist() == [True, True, False]


PIECES = st.lists(st.sampled_from(["chi", "bộ", "05", "5", " ", ", ", "\n", "-", "x", "Ấ", "\U0001f4dc"]), max_size=20)


@given(st.lists(PIECES.map("".join), min_size=1, max_size=4))
def test_many_texts_at_once_tell_what_each_tells_by_itself(texts: list[str]) -> None:
    together = found_in(texts)
    assert [of_text(together, number) for number in range(len(texts))] == [of_text(found_in([one]), 0) for one in texts]
