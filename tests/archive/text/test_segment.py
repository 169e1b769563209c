"""Words as spans: whatever pyvi does to a text, what is reported stands there, and it is what pyvi itself gives."""

import threading
import time
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.text import pyvi_model
from archive.text import segment as segment_room
from archive.text.segment import JOINER, joined, recipe, segment, segment_all, segmented, syllable_spans, tokenize
from archive.text.span import Span
from archive.text.span_row import SpanRow
from tests.archive.text.pyvi_oracle import pyvi, words_by_pyvi

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
# What pyvi, Python's letters or the arrays might see differently: case that changes the length, letters that compose,
# blanks and breaks of all kinds, "_" where pyvi puts its own, runs and lines about as long as may be, addresses, NUL.
ODD_SIGNS = """
_ __ “_a A._B_c x_y \x00 http://x\x00y https://a.vn/b?c=d a@b.vn a.b@c.d.e 12.500,75 1_000 05-CT/TW ==> -> ... >> …
“ ” ’ () ( ) - – Tp. ThS. UBND. Mr. Đ. Ð q oà QUÀ quà hoà HOÀ thuỷ UỶ khoẻ h\u0331 H\u0331 oà\u0323 \u0301 \u0323
Σ ΑΣ ς İ ı ß ẞ ǅ ǆ Ǆ ŉ ΐ ﬁ Å K Ⅷ ⅷ Ⓐ ² ٣ ३ 한 ᄒ \u1161 \u1160 漢 𝐀 😀 \u200b \ufeff \ue000 ộ Ộ đ Đ a A : , . \u0345
"""
ODD_BLANKS = (" ", "  ", *"\n\r\t\u00a0\u2000\u3000\x1f\x1c\x85\u2028\x0b", "\r\n", " \n ")
ODD_WORDS = """
Ban Chấp hành|chi bộ|hợp tác xã|uỷ ban|UỶ BAN NHÂN DÂN|Nghị quyết|quyết định số 5|bất đẳng thức
"""
LONG = ("x" * 79, "ạ" * 80, "-" * 85, "chi bộ cơ sở, " * 300)
ODD = (*ODD_SIGNS.split(), *ODD_BLANKS, *ODD_WORDS.strip().split("|"), *LONG)
# Parts are drawn as bytes, a byte to a part: one drawing for a string, where a list of parts would be one for each.
PARTS = st.binary(max_size=12).map(lambda drawn: [ODD[byte % len(ODD)] for byte in drawn])
STRINGS = st.one_of(st.text(max_size=40), PARTS.map("".join), PARTS.map(" ".join))
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
    started = time.process_time()  # of this process: what else the machine does counts for nothing
    segment(text)
    assert time.process_time() - started < 20


def documents(project: Path) -> list[str]:
    """The demonstration corpus as it lies in its files, whatever is in them; a part of each also in capitals."""
    texts = []
    for path in sorted((project / "corpus/documents").rglob("*.*")):
        readable = path.suffix in (".html", ".txt")
        text = unicodedata.normalize("NFC", path.read_bytes().decode("utf-8", "replace")[: 6_000 if readable else 500])
        texts += [text, text.upper()[-500:], text.replace("\n", " ")[-1_000:]]
    return texts


def test_the_demonstration_corpus_has_the_words_of_pyvi(project: Path) -> None:
    texts = documents(project)
    assert len(texts) > 30
    for text, words in zip(texts, segment_all(texts), strict=True):
        assert words == words_by_pyvi(text) == segment(text)
        assert tokenize(text) == pyvi()(text)


# Ten thousand odd strings in all, forty to an example: drawing a list of them costs little more than drawing one. No
# two of a list are the same: else, of five thousand, six in seven would be repetitions.
FORTY = st.lists(STRINGS, min_size=40, max_size=40, unique=True)


@settings(max_examples=125)
@given(FORTY)
def test_odd_texts_have_the_words_of_pyvi(texts: list[str]) -> None:
    for text, words in zip(texts, segment_all(texts), strict=True):
        assert words == words_by_pyvi(text)


@settings(max_examples=125)
@given(FORTY)
def test_odd_texts_are_spoken_as_by_pyvi(texts: list[str]) -> None:
    for text in texts:
        assert tokenize(text) == pyvi()(text)


@settings(max_examples=100)
@given(st.lists(st.one_of(STRINGS, TEXTS), max_size=8))
def test_one_by_one_and_together_are_the_same(texts: list[str]) -> None:
    assert [segment(text) for text in texts] == segment_all(texts)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("chi bộ " * 3_000, id="one line of 21,000 letters is cut at blanks"),
        pytest.param("x" * 3_990 + " chi bộ" * 2_000, id="a run before the cut"),
        pytest.param("ạ" * 9_001, id="cut where there is no blank"),
        pytest.param("a" * 3_999 + "oà b" + "hoà" * 40, id="cut inside a rhyme"),
        pytest.param("chi bộ cơ sở\n" * 16_000, id="more than a batch takes"),
        pytest.param("\r\n\r\nchi bộ\r\n", id="lines that end in two letters"),
        pytest.param(("một " * 999 + "hai\u2028") * 3, id="lines of just under 4,000 letters"),
        pytest.param("VỀ CHI BỘ “_A._B İSTANBUL H\u0331\nVỀ CHI BỘ", id="capitals that grow in small letters"),
        pytest.param("họp 😀 chi bộ 漢字 " * 200, id="letters beyond 16 bits"),
    ],
)
def test_pieces_are_cut_where_they_were(text: str) -> None:
    assert segment(text) == words_by_pyvi(text) == segment_all(["đảng viên", text])[1]


def test_half_a_surrogate_pair_is_a_sign() -> None:
    assert said("chi bộ \ud800 cơ sở") == ["chi bộ", "cơ sở"]
    assert tokenize("chi bộ \ud800") == "chi_bộ \ud800"


def test_arrays_say_the_same_as_spans() -> None:
    texts = ["họp chi bộ", "", "05", "\n", "đảng viên\nchi bộ"]
    words = segmented(texts)
    assert len(words) == 5
    assert words.bounds.tolist() == [0, 2, 2, 3, 3, 5]
    assert words.starts.tolist() == [0, 4, 0, 0, 10]
    assert words.ends.tolist() == [3, 10, 2, 9, 16]
    assert [words.spans(place) for place in range(5)] == segment_all(texts)


def test_no_text_has_no_words() -> None:
    assert segment_all([]) == []
    assert segmented([]).bounds.tolist() == [0]


def test_threads_find_the_same_words() -> None:
    texts = [f"chi bộ {place} họp bàn về hợp tác xã số {place * 7}-NQ/{place}" for place in range(2_000)]
    found: list[list[SpanRow]] = []
    threads = [threading.Thread(target=lambda: found.append(segment_all(texts))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [[segment(text) for text in texts]] * 4


@pytest.fixture
def another_pyvi(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """A pyvi installed whose model is not the known one."""
    monkeypatch.setattr(pyvi_model, "installed", lambda: tmp_path)
    segment_room._segmenter.cache_clear()
    yield
    segment_room._segmenter.cache_clear()


@pytest.mark.usefixtures("another_pyvi")
def test_another_model_is_left_to_pyvi_with_a_warning() -> None:
    texts = ["nâng cao chất lượng sinh hoạt chi bộ", "VỀ CHI BỘ\nBan Chấp hành", ""]
    with pytest.warns(RuntimeWarning, match="pyvi"):
        segment_room.load()
    assert segment_all(texts) == [words_by_pyvi(text) for text in texts] == [segment(text) for text in texts]
    assert tokenize(texts[0]) == pyvi()(texts[0])


def test_the_recipe_names_the_model() -> None:
    assert recipe().startswith("pyvi ")
