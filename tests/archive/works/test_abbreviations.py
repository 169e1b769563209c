"""Abbreviations and nicknames: which words are one, what they stand for, and that the tables can be read."""

import re

import pytest

from archive.text.vietnamese import comparable, fold, nfc
from archive.works.abbreviations import Abbreviation, Meaning, abbreviated, abbreviations
from archive.works.catalogue import authority
from archive.works.nicknames import nicknamed, nicknames
from archive.works.number import parse_typed

# What a syllable without its marks looks like: an initial, a vowel, a final. Matches: "tu", "cu", "hoc". Not: "ubkt".
SYLLABLE = re.compile(r"(?:[bcdghklmnpqrstvx]|ch|gh|gi|kh|ng|ngh|nh|ph|qu|th|tr)?[aeiouy]{1,3}(?:[cmnpt]|ch|ng|nh)?")


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        pytest.param("UBKT", "Ủy ban Kiểm tra", id="as the table has it"),
        pytest.param("ubkt", "Ủy ban Kiểm tra", id="in lower case, for no syllable looks so"),
        pytest.param("Btv", "Ban Thường vụ", id="at the head of a question on a phone"),
        pytest.param("SHCB", "sinh hoạt chi bộ", id="what a cell does"),
        pytest.param("ĐU", "Đảng ủy", id="short, in capitals"),
        pytest.param("DU", "Đảng ủy", id="short, in capitals without marks: no other row is written so"),
        pytest.param("TU", "Tỉnh ủy", id="not TƯ, though that looks the same without marks"),
        pytest.param("TƯ", "Trung ương", id="with its mark"),
        pytest.param("TTg", "Thủ tướng Chính phủ", id="small letters within"),
        pytest.param("hđnd", "Hội đồng nhân dân", id="marks in lower case"),
        pytest.param("tư", None, id="an ordinary word: thứ tư, tư tưởng"),
        pytest.param("Tư", None, id="an ordinary word at the head of a question"),
        pytest.param("tu", None, id="an ordinary syllable: tu dưỡng"),
        pytest.param("cb", None, id="too short in lower case"),
        pytest.param("bộ", None, id="a word"),
        pytest.param("hdnđ", None, id="marks at other places than the table has"),
        pytest.param("", None, id="what is left of a word of punctuation"),
    ],
)
def test_a_word_is_an_abbreviation_or_a_word(word: str, meant: str | None) -> None:
    found = abbreviated(word)
    assert (found.meanings[0].words if found else None) == meant


def test_in_a_question_all_in_capitals_the_case_says_nothing() -> None:
    assert abbreviated("TU", capitals_tell=False) is None
    assert abbreviated("UBKT", capitals_tell=False) is not None


@pytest.mark.parametrize(
    ("around", "first"),
    [
        pytest.param("thong tu xang dau", "Bộ Công Thương", id="a circular is of a ministry"),
        pytest.param("nghi quyet khoa xiii", "Bộ Chính trị", id="a term is of the Party"),
        pytest.param("", "Bộ Chính trị", id="nothing round it: as the table has it"),
        pytest.param("dien luc nghi quyet khoa xiii", "Bộ Chính trị", id="more words speak for it"),
    ],
)
def test_the_words_round_it_tell_which_meaning_is_likelier(around: str, first: str) -> None:
    known = abbreviated("BCT")
    assert known is not None
    assert known.likelier(around)[0] == first
    assert set(known.likelier(around)) == {"Bộ Chính trị", "Bộ Công Thương"}


def test_a_word_speaks_for_a_meaning_only_as_a_whole() -> None:
    made = Abbreviation(
        "X", (Meaning("một"), Meaning("hai", near=("an",))), capitals=True, group="", grade="C", evidence=""
    )
    assert made.likelier("ban quan an")[0] == "hai"
    assert made.likelier("ban quan")[0] == "một"


def test_every_abbreviation_can_be_read_and_is_reviewed() -> None:
    shorts = [one.short for one in abbreviations()]
    assert len(shorts) == len(set(shorts)) >= 143
    for one in abbreviations():
        assert one.evidence, one
        assert one.group, one
        assert len({comparable(meaning.words) for meaning in one.meanings}) == len(one.meanings) >= 1, one
        for meaning in one.meanings:
            assert nfc(meaning.words) == meaning.words != one.short, one
            assert len(meaning.words.split()) > 1, "a meaning is in full"


def test_nothing_that_a_syllable_looks_like_is_opened_in_lower_case() -> None:
    for one in abbreviations():
        bare = fold(one.short)
        if not one.capitals:
            assert not SYLLABLE.fullmatch(bare), one.short
            assert len(bare) > 1, one.short


# --- nicknames -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        pytest.param("khoán 10", "10-NQ/TW", id="with marks"),
        pytest.param("khoan 10", "10-NQ/TW", id="without"),
        pytest.param("Khoán 100", "100-CT/TW", id="capital"),
        pytest.param("19 dieu", "207-QĐ/TW", id="the one in force first"),
        pytest.param("dang vien 213", "213-QĐ/TW", id="as readers were seen to type it"),
        pytest.param("217 218", "217-QĐ/TW", id="the comma between is none of the words"),
        pytest.param("khoản 10", None, id="another word: khoản 10 of an article"),
        pytest.param("khoán", None, id="a part of it"),
        pytest.param("khoán 10 ha", None, id="more than it"),
    ],
)
def test_a_nickname_is_its_words_and_the_marks_that_were_typed(typed: str, number: str | None) -> None:
    found = nicknamed(typed.split())
    assert (str(found.numbers[0]) if found else None) == number


def test_every_nickname_can_be_read_and_names_what_the_catalogue_has() -> None:
    catalogued = {row.number.key for row in authority()} | {
        one.number.key for row in authority() for one in row.supersedes
    }
    names = [name for one in nicknames() for name in one.names]
    assert len(names) == len(set(names))
    for one in nicknames():
        assert one.names, one
        assert one.stands_for, one
        assert one.evidence, one
        for number in one.numbers:
            assert number.key in catalogued or number.system == "state", f"{number} of {one.names[0]}"
        for meaning in one.meanings:
            told = parse_typed(meaning) if any(sign.isdigit() for sign in meaning) else None
            assert (told is not None) == (meaning not in one.stands_for), meaning
