"""Words as spans: whatever pyvi does to a text, what is reported stands there."""

import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.text.segment import JOINER, joined, recipe, segment, syllable_spans
from archive.text.span import Span

PIECES = st.sampled_from(
    [
        "Ban Chấp hành",
        "chi bộ",
        "thuỷ lợi",
        "05-CT/TW",
        "_",
        "__",
        " ",
        "\n",
        "\u2028",
        "\x00",
        "...",
        "==>",
        "@",
        "a_b",
        "Tp.",
        "ộ",
    ]
)
TEXTS = st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=12).map("".join))


def said(text: str) -> list[str]:
    return [text[start:end] for start, end in segment(text)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param(
            "nâng cao chất lượng sinh hoạt chi bộ", ["nâng", "cao", "chất lượng", "sinh hoạt", "chi bộ"], id="compounds"
        ),
        pytest.param("Ban Chấp hành Trung ương", ["Ban Chấp hành", "Trung ương"], id="capitals join"),
        pytest.param(
            "VỀ SINH HOẠT CHI BỘ", ["VỀ", "SINH HOẠT", "CHI BỘ"], id="a heading in capitals reads as its words"
        ),
        pytest.param("Số 05-CT/TW", ["Số", "05", "CT", "TW"], id="a number falls apart and joins nothing"),
        pytest.param("sinh  hoạt\tchi\u00a0bộ", ["sinh  hoạt", "chi\u00a0bộ"], id="blanks of any kind stay inside"),
        pytest.param("chi\nbộ", ["chi", "bộ"], id="no word over a line's end"),
        pytest.param("", [], id="nothing"),
        pytest.param(" \n …—!", [], id="signs are no words"),
    ],
)
def test_words_of(text: str, words: list[str]) -> None:
    assert said(text) == words


def test_old_tone_placement_gives_the_same_words() -> None:
    assert segment("công trình thuỷ lợi và hoà giải") == segment("công trình thủy lợi và hòa giải")


def test_text_that_is_not_composed_is_read_as_syllables() -> None:
    text = unicodedata.normalize("NFD", "chi bộ cơ sở")
    assert [unicodedata.normalize("NFC", word) for word in said(text)] == ["chi", "bộ", "cơ", "sở"]


@settings(max_examples=150)
@given(TEXTS)
def test_spans_are_ordered_disjoint_and_say_something(text: str) -> None:
    end = 0
    for span in segment(text):
        assert end <= span.start < span.end <= len(text)
        assert any(sign.isalnum() for sign in text[span.start : span.end])
        assert not text[span.start].isspace()
        assert not text[span.end - 1].isspace()
        end = span.end


@settings(max_examples=150)
@given(TEXTS)
def test_no_letter_is_left_out(text: str) -> None:
    words = segment(text)
    for syllable in syllable_spans(text):
        assert any(word.start <= syllable.start and syllable.end <= word.end for word in words), text[slice(*syllable)]


@given(TEXTS)
def test_joined_keeps_the_length(text: str) -> None:
    words = segment(text)
    made = joined(text, words)
    assert len(made) == len(text)
    assert [place for place in range(len(text)) if made[place] != text[place]] == [
        place for word in words for place in range(*word) if text[place].isspace()
    ]


def test_joined_ties_the_blank_of_a_word() -> None:
    assert joined("họp chi bộ", (Span(0, 3), Span(4, 10))) == f"họp chi{JOINER}bộ"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("-." * 50_000, id="a rule of signs without a blank"),
        pytest.param("chi bộ cơ sở; " * 7_000, id="one line of 100 kB"),
        pytest.param("a@" * 50_000, id="what looks like addresses"),
    ],
)
def test_a_hundred_kilobytes_take_seconds_not_minutes(text: str) -> None:
    started = time.perf_counter()
    segment(text)
    assert time.perf_counter() - started < 20


def test_the_recipe_names_the_model() -> None:
    assert recipe().startswith("pyvi ")
