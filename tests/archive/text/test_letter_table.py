"""Letters by a table: what it gives is what the function gives, and what it cannot give it leaves."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.text.letter_table import translated
from archive.text.vietnamese import fold

SHORT = 80  # `fold` asks no table for so few letters


def doubled(letter: str) -> str:
    return letter * 2 if letter == "x" else "" if letter == "y" else letter.upper()


@pytest.mark.parametrize(
    ("text", "made"),
    [
        pytest.param("chi bộ", "CHI BỘ", id="a letter for a letter"),
        pytest.param("ayb", "AB", id="a letter taken out"),
        pytest.param("axb", None, id="two letters for one"),
        pytest.param("a中", None, id="a letter beyond the table"),
        pytest.param("Σ", None, id="a letter that its neighbours change"),
        pytest.param("", None, id="nothing"),
    ],
)
def test_letters_are_looked_up(text: str, made: str | None) -> None:
    assert translated(text, doubled) == made


@settings(max_examples=200)
@given(
    st.text(max_size=40), st.text(st.sampled_from("aĂđộỦ Σς\u0300\u0301\u034f\u1100\u1161각ﬁİıẞ–“½\ud800"), max_size=40)
)
def test_a_long_text_is_folded_as_its_short_one(one: str, other: str) -> None:
    """Padded with a word that no letter melts with, the same text goes through the table."""
    short = f"{one} {other}"
    padding = " chi bộ" * SHORT
    assert fold(short + padding) == fold(short) + fold(padding)
