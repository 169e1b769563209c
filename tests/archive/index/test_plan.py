"""From a query to terms: marks or no marks, what must be there, what a number adds."""

import pytest

from archive.index.fields import STREAM
from archive.index.memory import MemoryEngine
from archive.index.plan import Manner, Phrase, plan
from archive.index.scoring import gain, rarity
from archive.query import parse
from tests.archive.index.holdings import HOLDINGS


@pytest.fixture(scope="module")
def engine() -> MemoryEngine:
    made = MemoryEngine()
    made.rebuild(HOLDINGS)
    return made


@pytest.mark.parametrize(
    ("typed", "reading"),
    [
        pytest.param("sinh hoạt chi bộ", "marked", id="all marked"),
        pytest.param("sinh hoat chi bo", "folded", id="all unmarked"),
        pytest.param("sinh hoạt chi bo", "folded", id="half marked"),
        pytest.param("duong", "folded", id="one syllable that nobody writes so"),
        pytest.param("đường", "marked", id="one syllable with marks"),
        pytest.param("sinh", "marked", id="one syllable that is written so"),
        pytest.param("xyz abc", "marked", id="unknown with and without marks"),
        pytest.param("47-CT/TU", "marked", id="a number"),
        pytest.param("", "marked", id="nothing"),
    ],
)
def test_reading(engine: MemoryEngine, typed: str, reading: str) -> None:
    assert plan(parse(typed), engine).reading == reading


@pytest.mark.parametrize(
    ("typed", "needed"),
    [
        pytest.param("chi bộ", 2, id="both of two"),
        pytest.param("sinh hoạt chi bộ", 4, id="all of four"),
        pytest.param("nâng cao chất lượng sinh hoạt chi bộ", 4, id="four of eight"),
        pytest.param("bộ bộ bộ", 1, id="different ones only"),
        pytest.param("một hai ba bốn năm sáu bảy tám chín mười trăm nghìn vạn triệu tỷ", 6, id="two fifths of fifteen"),
        pytest.param("", 0, id="none of none"),
    ],
)
def test_how_many_syllables_are_needed(engine: MemoryEngine, typed: str, needed: int) -> None:
    strict = plan(parse(typed), engine)
    assert strict.needed == needed
    assert plan(parse(typed), engine, Manner(loose=True)).needed <= needed


def test_a_number_alone_is_a_phrase_and_with_words_is_not(engine: MemoryEngine) -> None:
    alone = plan(parse("296-QĐ/TƯ"), engine)
    assert alone.phrases == (Phrase("syllables", ("296", "qđ", "tw")),)
    assert any(clause.term == "key:296-QĐ/TW" for clause in alone.clauses)
    assert plan(parse("40-NQ/HU Sa Pa"), engine).phrases == ()


def test_a_type_and_serial_add_their_term(engine: MemoryEngine) -> None:
    terms = {clause.term for clause in plan(parse("nq 71 giáo dục"), engine).clauses if clause.stream == "number"}
    assert terms == {"nq:71"}


def test_an_exclusion_with_marks_stays_marked(engine: MemoryEngine) -> None:
    made = plan(parse("sinh hoat chi bo -thôn -nong"), engine)
    assert made.without == (Phrase("syllables", ("thôn",)), Phrase("folded", ("nong",)))


def test_a_family_is_asked_for_whichever_identity_is_named(engine: MemoryEngine) -> None:
    one = plan(parse("", {"co-quan": "tinh-uy-lao-cai"}), engine)
    other = plan(parse("", {"co-quan": "tinh-uy-lao-cai-den-2025"}), engine)
    assert one.columns == other.columns == (("issuer", ("tinh-uy-lao-cai",)),)


def test_scores_grow_with_weight_and_rarity_and_fall_with_length() -> None:
    words = STREAM["words"]
    assert gain(words, 8.0, 100.0, 100.0) > gain(words, 1.0, 100.0, 100.0) > gain(words, 1.0, 200.0, 100.0)
    assert rarity(100, 1) > rarity(100, 50) > 0
    assert rarity(100, 0) == 0
