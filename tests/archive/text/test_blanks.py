"""Single blanks are what cutting into words and joining them gives, for every blank there is."""

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.text.blanks import single_blanks

BLANKS = "".join(chr(code) for code in range(sys.maxunicode + 1) if chr(code).isspace())


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param(" \n\t", id="blanks only"),
        pytest.param("  chi  bộ\n\nhọp ", id="runs, and at both ends"),
        pytest.param("x".join(BLANKS), id="every blank"),
        pytest.param("\u3001chữ\uffff 𝕏 \ud800 cuối", id="letters beyond the table, half of a pair"),
    ],
)
def test_single_blanks(text: str) -> None:
    assert single_blanks(text) == " ".join(text.split())


@given(st.text(st.sampled_from("ab" + BLANKS), max_size=30))
def test_single_blanks_of_any_run(text: str) -> None:
    assert single_blanks(text) == " ".join(text.split())
