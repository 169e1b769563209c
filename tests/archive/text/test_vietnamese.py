"""Vietnamese as characters: the laws that spans and comparing stand on."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.text.vietnamese import canonical_tones, comparable, fold, nfc, plain, slugify

LETTERS = "aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệghiìíỉĩịklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvxyỳýỷỹỵ "
VIETNAMESE = st.text(st.sampled_from(LETTERS + LETTERS.upper() + "-/.0123456789\n"), max_size=60)
ANYTHING = st.one_of(VIETNAMESE, st.text(max_size=60))


@given(ANYTHING)
def test_nfc_twice_is_once(text: str) -> None:
    assert nfc(nfc(text)) == nfc(text)


@given(ANYTHING)
def test_plain_keeps_the_length_and_is_idempotent(text: str) -> None:
    assert len(plain(text)) == len(text)
    assert plain(plain(text)) == plain(text)


@given(ANYTHING)
def test_fold_is_idempotent(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(VIETNAMESE)
def test_fold_keeps_the_length_of_composed_text_and_leaves_no_mark(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(text).isascii()


@given(VIETNAMESE)
def test_decomposed_in_is_composed_in(text: str) -> None:
    assert comparable(unicodedata.normalize("NFD", text)) == comparable(text)
    assert fold(unicodedata.normalize("NFD", text)) == fold(text)


@given(ANYTHING)
def test_tone_placement_is_idempotent_and_keeps_the_length(text: str) -> None:
    composed = nfc(text)
    placed = canonical_tones(composed)
    assert canonical_tones(placed) == placed
    assert len(placed) == len(composed)


@given(VIETNAMESE)
def test_tone_placement_changes_no_letter_but_its_tone(text: str) -> None:
    assert fold(canonical_tones(text)) == fold(text)


@given(ANYTHING)
def test_a_slug_is_its_own_slug(text: str) -> None:
    assert slugify(slugify(text)) == slugify(text)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("hoà", "hòa", id="oa"),
        pytest.param("khoẻ", "khỏe", id="oe"),
        pytest.param("Uỷ ban", "Ủy ban", id="a capital that carries the tone"),
        pytest.param("THUỶ", "THỦY", id="all capitals"),
        pytest.param("quý", "quý", id="after q the u is no vowel"),
        pytest.param("hoàn thuyền", "hoàn thuyền", id="with a final consonant there is one style"),
        pytest.param("hoà bình, thuỷ lợi", "hòa bình, thủy lợi", id="in running text"),
    ],
)
def test_the_new_style_of_tones(old: str, new: str) -> None:
    assert canonical_tones(old) == new
