"""A number for each different word: the same number means the same word, whatever texts they stand in."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.index.whoosh.bulk import numbering
from archive.index.whoosh.bulk.numbering import Numbering

LETTERS = st.text(st.sampled_from("aAbộBỘ İΣςſ𝔸\ud800"), max_size=40)


def numbered(texts: Sequence[str], words: Sequence[Sequence[tuple[int, int]]], made: Numbering) -> list[int]:
    flat = np.array([place for one in words for place in one], np.int64).reshape(-1, 2)
    bounds = np.cumsum([0, *map(len, words)])
    found: list[int] = made.of(texts, flat[:, 0], flat[:, 1], bounds).tolist()
    return found


def cut(text: str, at: list[int]) -> list[tuple[int, int]]:
    """Places in a text as words that do not overlap and are not empty."""
    places = sorted({place % (len(text) + 1) for place in at})
    return list(zip(places[::2], places[1::2], strict=False))


@given(st.lists(st.tuples(LETTERS, st.lists(st.integers(0, 40), max_size=12)), max_size=8), st.integers(1, 60))
def test_words_of_one_number_are_one_word(drawn: list[tuple[str, list[int]]], stretch: int) -> None:
    texts = [text for text, _ in drawn]
    words = [cut(text, at) for text, at in drawn]
    made = Numbering()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(numbering, "_STRETCH", stretch)
        patch.setattr(numbering, "_SLOTS", 4)
        numbers = numbered(texts, words, made)
        again = numbered(texts, words, made)
    raw = [text[start:end] for text, places in zip(texts, words, strict=True) for start, end in places]
    assert [made.words[one].lower() for one in numbers] == [one.lower() for one in raw]
    assert again == numbers
    assert sorted(set(numbers)) == list(range(len(made.words))), "no number without a word"


@pytest.mark.parametrize(
    ("text", "words", "numbers"),
    [
        pytest.param("chi bộ Chi bộ", [(0, 6), (7, 13)], [0, 0], id="a capital makes no other word"),
        pytest.param("ab ba", [(0, 2), (3, 5)], [0, 1], id="the same letters in another order do"),
        pytest.param("chi bộ chi bộ", [(0, 3), (0, 6), (7, 10), (7, 13)], [0, 1, 0, 1], id="wherever they stand"),
        pytest.param("a" * 90, [(0, 40), (40, 80), (0, 41)], [0, 0, 1], id="long words by their letters"),
        pytest.param("", [], [], id="no word"),
    ],
)
def test_numbers(text: str, words: list[tuple[int, int]], numbers: list[int]) -> None:
    assert numbered([text], [words], Numbering()) == numbers


def test_words_of_which_sums_of_powers_are_alike_are_told_apart() -> None:
    """Two long words of a kind (Thue and Morse) whose sums modulo 2^64 are alike whatever their letters count for."""
    one, other = "a", "b"
    for _ in range(11):
        one, other = one + other, other + one
    text = f"{one} {other}"
    assert numbered([text], [[(0, len(one)), (len(one) + 1, len(text))]], Numbering()) == [0, 1]


def test_more_words_than_there_was_room_for() -> None:
    words = [f"từ{n}" for n in range(30_000)]
    ends = np.cumsum([len(one) for one in words])
    made = Numbering()
    places = list(zip([0, *ends[:-1].tolist()], ends.tolist(), strict=True))
    assert numbered(["".join(words)], [places], made) == list(range(30_000))
    assert made.words == words
