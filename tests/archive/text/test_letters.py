"""Long texts made comparable: the same as letter by letter, and every letter stays in its place."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.text.letters import even_composed, even_letters
from archive.text.vietnamese import fold, plain


@pytest.mark.parametrize(
    ("text", "marked", "bare"),
    [
        pytest.param("Đường SẮT", "đường sắt", "duong sat", id="capitals and marks"),
        pytest.param("47‑CT∕TU", "47 ct tu", "47 ct tu", id="signs, look-alike ones too"),
        pytest.param("Ðảng", "đảng", "dang", id="the Đ of old fonts"),
        pytest.param("İ𝔄\u3042😀", "İ𝔄\u3042 ", "i𝔄\u3042 ", id="letters that are two in lower case, other scripts"),
        pytest.param("", "", "", id="nothing"),
    ],
)
def test_even_letters(text: str, marked: str, bare: str) -> None:
    assert even_letters(text, marks=True) == marked
    assert even_letters(text, marks=False) == bare


@given(st.text(alphabet=st.sampled_from("aăâbcdđeêhioôơuưyÀẢÃÁẠẤỔỚỨỲĐ -–—/.1\n"), max_size=60))
def test_it_is_what_the_slow_way_makes(text: str) -> None:
    composed = unicodedata.normalize("NFC", text)
    for marks, slow in ((True, plain(composed).lower()), (False, fold(composed))):
        assert even_letters(composed, marks=marks) == "".join(one if one.isalnum() else " " for one in slow)


@given(st.text(max_size=60))
def test_every_letter_stays_in_its_place(text: str) -> None:
    assert len(even_letters(text, marks=True)) == len(even_letters(text, marks=False)) == len(text)


@given(st.text(max_size=60) | st.text(alphabet="aêơ\u0301\u0323ớ가\u1100\u1161\u11a8 ", max_size=12))
def test_a_text_composed_beyond_doubt_is_composed(text: str) -> None:
    for marks in (True, False):
        found = even_composed(text, marks=marks)
        assert found is None or unicodedata.is_normalized("NFC", text)
        assert found in (None, even_letters(text, marks=marks))


def test_vietnamese_is_composed_beyond_doubt() -> None:
    assert even_composed("Đường SẮT, kỳ hạn 5 năm; ỷ lại", marks=True) == "đường sắt  kỳ hạn 5 năm  ỷ lại"
    assert even_composed(unicodedata.normalize("NFD", "đường"), marks=True) is None
