"""From a query to terms: marks or no marks, what must be there, what a number adds."""

from dataclasses import replace

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
        pytest.param("sinh hoat chi bo", "marked", id="all unmarked, put back"),
        pytest.param("sinh hoạt chi bo", "marked", id="half marked, put back"),
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
    ("typed", "said", "restored"),
    [
        pytest.param("sinh hoat chi bo", "sinh hoạt chi bộ", True, id="marks put back"),
        pytest.param("sinh hoạt chi bộ", "sinh hoạt chi bộ", False, id="as typed"),
        pytest.param("hoa\u0323t chi bộ", "hoạt chi bộ", False, id="NFD is no other text"),
        pytest.param('"sinh hoat chi bo"', '"sinh hoạt chi bộ"', True, id="in a phrase"),
        pytest.param("chi thi 47-ct/tu sinh hoat", "chỉ thị 47-CT/TU sinh hoạt", True, id="beside a number"),
        pytest.param("duong", "duong", False, id="unsure: as typed"),
    ],
)
def test_what_the_words_are_taken_for(engine: MemoryEngine, typed: str, said: str, restored: bool) -> None:
    taken = plan(parse(typed), engine).taken
    assert (taken.said, taken.restored) == (said, restored)


def test_other_readings_are_told_when_unsure(engine: MemoryEngine) -> None:
    taken = plan(parse("duong"), engine).taken
    assert {"đường", "dương"} <= set(taken.others)


def test_words_taken_exactly_are_left_as_typed(engine: MemoryEngine) -> None:
    made = plan(replace(parse("sinh hoat chi bo"), exact=True), engine)
    assert (made.reading, made.gate) == ("marked", ("sinh", "hoat", "chi", "bo"))
    assert (made.taken.said, made.taken.restored) == ("sinh hoat chi bo", False)


def test_the_manner_overrules_how_words_are_read(engine: MemoryEngine) -> None:
    for query in (parse("sinh hoạt chi bộ"), replace(parse("sinh hoạt chi bộ"), exact=True)):
        made = plan(query, engine, Manner(reading="folded"))
        assert (made.reading, made.gate) == ("folded", ("sinh", "hoat", "chi", "bo"))
    assert plan(parse("duong"), engine, Manner(reading="marked")).reading == "marked"


@pytest.mark.parametrize(
    ("typed", "manner", "required"),
    [
        pytest.param("thôn duong", Manner(), (("syllables", "thôn"),), id="one of two was typed with its mark"),
        pytest.param("thon duong", Manner(), (), id="none was"),
        pytest.param("thôn duong", Manner(loose=True), (), id="fewer words are asked for"),
        pytest.param("thôn duong", Manner(reading="folded"), (), id="the reader wants no marks"),
        pytest.param("thôn duong nong mo rong", Manner(), (), id="of many words not all must be there"),
        pytest.param("đường bộ", Manner(), (), id="read with marks: they stand in the gate"),
    ],
)
def test_a_mark_typed_among_words_read_without_marks_must_stand(
    engine: MemoryEngine, typed: str, manner: Manner, required: tuple[tuple[str, str], ...]
) -> None:
    assert plan(parse(typed), engine, manner).required == required


def test_near_words_and_choices_have_their_marks_too(engine: MemoryEngine) -> None:
    made = plan(parse('"chi bo sinh hoat"~6 (dang vien HOẶC giao thong)'), engine)
    assert made.near[0].stream == "syllables"
    assert set(made.near[0].terms) == {"chi", "bộ", "sinh", "hoạt"}
    assert [side.gate for side in made.choices[0]] == [("đảng", "viên"), ("giao", "thông")]


def test_an_abbreviation_need_not_stand_and_what_it_stands_for_counts(engine: MemoryEngine) -> None:
    made = plan(parse("UBKT sinh hoạt"), engine)
    assert made.gate == ("sinh", "hoạt")
    assert [one.typed for one in made.taken.opened] == ["UBKT"]
    assert any(clause.stream == "pairs" and clause.term == "kiểm tra" for clause in made.clauses)
    alone = plan(parse("UBKT"), engine)
    assert alone.gate == ()
    assert {("ubkt",), ("ủy", "ban", "kiểm", "tra")} <= {side.gate for side in alone.choices[0]}
    assert plan(replace(parse("UBKT sinh hoạt"), expanded=False), engine).gate == ("ubkt", "sinh", "hoạt")


@pytest.mark.parametrize(
    ("typed", "first", "absent"),
    [
        pytest.param("đường", {"tuyen-quang/16", "tin/khong-ngay"}, "tw/19", id="marked: only what is spelt so"),
        pytest.param("duong", {"tuyen-quang/16", "tin/khong-ngay", "tw/19"}, None, id="unmarked: both"),
    ],
)
def test_a_typed_mark_counts(engine: MemoryEngine, typed: str, first: set[str], absent: str | None) -> None:
    found = {match.id for match in engine.search(parse(typed)).matches}
    assert first <= found
    assert absent not in found


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
