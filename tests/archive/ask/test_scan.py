"""Where words stand in a text: one pass of a pattern finds what reading syllable by syllable finds."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.ask.scan import MOST, scan
from archive.ask.sought import in_form, sought
from archive.index.plan import Reading
from archive.query import parse
from archive.text.segment import syllable_spans


@pytest.mark.parametrize(
    ("typed", "reading", "text", "found"),
    [
        pytest.param("chi bộ", "marked", "Chi bộ, CHI BỘ; chỉ bò", ["Chi", "bộ", "CHI", "BỘ"], id="marks count"),
        pytest.param("chi bo", "folded", "Chi bộ, chỉ bò", ["Chi", "bộ", "chỉ", "bò"], id="without marks"),
        pytest.param("hòa thủy", "marked", "HOÀ, hoàn; thuỷ quỷ", ["HOÀ", "thuỷ"], id="old tone placement"),
        pytest.param("5", "marked", "05-CT/TW, 15, 2005, 5", ["05", "5"], id="figures with leading zeros"),
        pytest.param("chi", "folded", "chinh chi_chi (chi) xchi", ["chi", "chi", "chi"], id="whole syllables"),
        pytest.param("đường", "marked", "Ðường, dương", ["Ðường"], id="the other Đ of old fonts"),
        pytest.param("bộ", "marked", "bộ" + "\u3042" * 2 + " bộ", ["bộ"], id="letters of another script join"),
    ],
)
def test_what_is_found(typed: str, reading: Reading, text: str, found: list[str]) -> None:
    looked = scan(text, sought(parse(typed), reading))
    assert [text[hit.start : hit.end] for hit in looked.hits] == found


def test_neighbours_of_the_query_are_told_from_neighbours_of_the_text() -> None:
    looked = scan("sinh hoạt chi bộ; bộ chi", sought(parse("sinh hoạt chi bộ"), "marked"))
    assert [hit.pair for hit in looked.hits] == ["", "sinh hoạt", "hoạt chi", "chi bộ", "", ""]
    assert [hit.tied for hit in looked.hits] == [True, True, True, True, False, False]


@pytest.mark.parametrize(
    ("phrase", "held"),
    [
        pytest.param("sinh hoạt chi", True, id="in a row"),
        pytest.param("sinh chi", False, id="one between"),
        pytest.param("bộ đảng", False, id="across a sentence with words between"),
    ],
)
def test_a_phrase_is_held_where_it_stands(phrase: str, held: bool) -> None:
    looked = scan("Sinh hoạt chi bộ. Mọi đảng viên", sought(parse("sinh hoạt chi bộ đảng"), "marked"))
    assert looked.holds(phrase.split()) is held


def test_of_a_very_long_text_the_rare_words_are_kept() -> None:
    text = "chi bộ " * MOST + "sinh hoạt"
    looked = scan(text, sought(parse("sinh hoạt chi bộ"), "marked"))
    assert len(looked.hits) <= MOST
    assert looked.terms == {"sinh", "hoạt", "chi", "bộ"}
    assert [text[hit.start : hit.end] for hit in looked.hits][-2:] == ["sinh", "hoạt"]


PIECES = st.sampled_from(
    ["chi bộ", "Sinh", "hoạt", "hoà", "ĐƯỜNG", "05", "5", "0", "\n", " ", "-", "_", "ẤM", "x", "İ"]
)


@given(
    st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=40).map("".join)),
    st.sampled_from(["sinh hoạt chi bộ", "đường hòa", "5 0", "ấm x i"]),
    st.sampled_from(["marked", "folded"]),
)
def test_the_pattern_finds_what_reading_each_syllable_finds(text: str, typed: str, reading: Reading) -> None:
    composed = unicodedata.normalize("NFC", text)
    wanted = sought(parse(typed), reading)
    each = [span for span in syllable_spans(composed) if in_form(composed[span.start : span.end], wanted)]
    read = [
        (*span, term)
        for span in each
        if (term := " ".join(in_form(composed[span.start : span.end], wanted))) in wanted.syllables
    ]
    found = [(hit.start, hit.end, hit.term) for hit in scan(composed, wanted).hits]
    assert [hit for hit in found if hit[2] in wanted.syllables] == found
    assert set(read) >= {one for one in found if "İ" not in composed} or set(found) == set(read)
