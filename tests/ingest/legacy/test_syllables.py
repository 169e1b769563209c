import pytest

from ingest.legacy.syllables import Tally, is_syllable, marked_words, syllable_share, tally


@pytest.mark.parametrize(
    ("word", "good"),
    [
        pytest.param("nghiêng", True, id="long onset and end"),
        pytest.param("Quyết", True, id="a capital first"),
        pytest.param("ĐẢNG", True, id="all capitals"),
        pytest.param("khuya", True, id="no tone"),
        pytest.param("uỷ", True, id="the older place of the tone"),
        pytest.param("CHíNH", False, id="case within a word: capitals not read"),
        pytest.param("gỏt", False, id="t ends a syllable with sắc or nặng only"),
        pytest.param("một", True, id="and so it does"),
        pytest.param("§¶ng", False, id="signs"),
        pytest.param("Köln", False, id="German"),
        pytest.param("très", False, id="French"),
        pytest.param("toòông", False, id="two tones"),
    ],
)
def test_form_of_a_syllable(word: str, good: bool) -> None:
    assert is_syllable(word) is good


def test_words_with_marks_only_and_no_abbreviations() -> None:
    assert marked_words("Quyết định 12/QĐ-TTg, NĐ, số 5 ®") == ["Quyết", "định", "số"]


def test_shares() -> None:
    assert syllable_share("47-CT/TU 2014") == 0.0
    assert syllable_share("Nghị quyết ủy Đảng khóa nghiêng ướt uyên khuya") == 1.0
    assert tally("Đảng Köln") == Tally(2, 1)
    assert Tally(2, 1) + Tally(1, 1) == Tally(3, 2)
    assert Tally(3, 2).bad == 1
