"""Keys of Telex and VNI left in a word: what they make, and words that are none of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.ask.keyboard import decoded
from archive.text.vietnamese import canonical_tones, fold, nfc


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        pytest.param("hoatj", "hoạt", id="Telex, the tone at the end"),
        pytest.param("hoajt", "hoạt", id="Telex, the tone behind its vowel"),
        pytest.param("quyeets", "quyết", id="a roof and a tone"),
        pytest.param("nghij", "nghị", id="a tone alone"),
        pytest.param("dduowngf", "đường", id="đ, two horns, a tone"),
        pytest.param("dduwowngf", "đường", id="each horn typed"),
        pytest.param("chuwcs", "chức", id="a horn alone"),
        pytest.param("uyr", "ủy", id="the new style: the first vowel"),
        pytest.param("hoaf", "hòa", id="the new style: oa"),
        pytest.param("hoanf", "hoàn", id="before a last consonant the second vowel"),
        pytest.param("quys", "quý", id="u belongs to q"),
        pytest.param("giaf", "già", id="i belongs to g"),
        pytest.param("gif", "gì", id="i is the vowel"),
        pytest.param("nguwowif", "người", id="three vowels with horns"),
        pytest.param("trawm", "trăm", id="the bowl"),
        pytest.param("Chij", "chị", id="capitals are keys too"),
        pytest.param("nghi5", "nghị", id="VNI, a tone"),
        pytest.param("quye6t1", "quyết", id="VNI, a roof and a tone"),
        pytest.param("quyet61", "quyết", id="VNI, keys at the end"),
        pytest.param("d9u7o7ng2", "đường", id="VNI, each horn typed"),
        pytest.param("d9uong72", "đường", id="VNI, đ"),
        pytest.param("hoat", None, id="no keys left in"),
        pytest.param("hoạtj", None, id="marks already: another slip"),
        pytest.param("47", None, id="a figure"),
        pytest.param("5ct", None, id="begins with a figure"),
        pytest.param("ct5", None, id="no vowel"),
        pytest.param("tw", None, id="w with nothing to bear it"),
        pytest.param("nghisj", None, id="two tones"),
        pytest.param("dx" * 20, None, id="too long"),
        pytest.param("", None, id="nothing"),
    ],
)
def test_what_the_keys_of_a_word_make(typed: str, meant: str | None) -> None:
    assert decoded(typed) == meant


@given(st.text(alphabet="abcdeghiklmnopqrstuvxyfjwz0123456789", max_size=14))
def test_a_syllable_made_of_keys_is_composed_and_keeps_its_letters(typed: str) -> None:
    made = decoded(typed)
    if made is not None:
        assert made == nfc(made) == made.lower() == canonical_tones(made)
        assert fold(made) != made
        assert set(fold(made)) <= set(typed)
