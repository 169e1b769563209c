"""Values come back from their columns as they went in."""

from hypothesis import given
from hypothesis import strategies as st

from archive.store.packing import (
    filled,
    pack_blocks,
    pack_description,
    pack_evidence,
    pack_outline,
    pack_provision,
    pack_words,
    unpack_blocks,
    unpack_description,
    unpack_evidence,
    unpack_outline,
    unpack_provision,
    unpack_words,
)
from archive.text.span import Span
from archive.works.dates import PartialDate
from archive.works.document import Block, Document, Evidence, Issuer, Provision
from archive.works.number import parse
from archive.works.outline import OUTLINE_RECIPE, Outline
from tests.archive.making import LAO_CAI, directive

steps = st.tuples(st.integers(0, 5000), st.integers(1, 300))
lines = st.text(max_size=30)


@given(st.lists(steps))
def test_words(gaps: list[tuple[int, int]]) -> None:
    spans, at = [], 0
    for gap, length in gaps:
        spans.append(Span(at + gap, at + gap + length))
        at += gap + length
    assert unpack_words(pack_words(spans)) == tuple(spans)


def test_words_take_two_bytes_each_in_running_text() -> None:
    words = [Span(start, start + 4) for start in range(0, 5000, 5)]
    assert len(pack_words(words)) == 2 * len(words)


@given(st.lists(st.builds(Block, st.integers(0), st.integers(0), st.just("item"), st.integers(0, 6))))
def test_blocks(blocks: list[Block]) -> None:
    assert unpack_blocks(pack_blocks(blocks)) == tuple(blocks)


offsets = st.integers(0, 2**32 - 1)
blocks_told = st.tuples(offsets, offsets, st.sampled_from(["", "dieu-3", "muc-ii-1_2"]), st.integers(0, 63))


@given(st.lists(blocks_told, max_size=9), st.builds(Span, offsets, offsets), offsets, st.binary(max_size=9))
def test_an_outline(told: list[tuple[int, int, str, int]], body: Span, size: int, counts: bytes) -> None:
    starts, ends, names, marks = zip(*told, strict=True) if told else ((), (), (), ())
    outline = Outline(starts, ends, names, bytes(marks), body, size, counts)
    assert unpack_outline(pack_outline(outline)) == outline


def test_an_outline_of_another_recipe_is_as_good_as_none() -> None:
    packed = pack_outline(Outline((), (), (), b"", Span(0, 0)))
    assert unpack_outline(bytes([OUTLINE_RECIPE + 1]) + packed[1:]) is None
    assert unpack_outline(None) is None


@given(st.lists(st.builds(Evidence, lines, st.none() | st.just(Span(1, 3)), st.just("words"), st.floats(0, 1), lines)))
def test_evidence(evidence: list[Evidence]) -> None:
    assert unpack_evidence(pack_evidence(evidence)) == tuple(evidence)


def test_provision() -> None:
    part = Provision("khoản 2 Điều 3", 4, 18)
    assert unpack_provision(pack_provision(part)) == part
    assert unpack_provision(pack_provision(None)) is None


descriptions = st.builds(
    Document,
    genre=st.sampled_from(["directive", "article"]),
    number=st.sampled_from(
        [None, parse("47-CT/TU"), parse("08-QĐi/TW"), parse("30/2020/NĐ-CP"), parse("59/2020/QH14")]
    ),
    type=st.none() | lines,
    issuer=st.none() | st.builds(Issuer, lines, st.none() | lines, st.sampled_from(["words", "context"])),
    date=st.sampled_from([None, PartialDate(2014), PartialDate(2014, 11), PartialDate(2014, 11, 11)]),
    title=st.none() | lines,
    signatory=st.none() | lines,
    place=st.none() | lines,
    term=st.sampled_from([None, "XII"]),
    system=st.sampled_from([None, "party", "state"]),
    demonstration=st.booleans(),
)


@given(descriptions)
def test_description(document: Document) -> None:
    assert unpack_description(pack_description(document)) == document


def test_gaps_are_filled_and_nothing_is_overwritten() -> None:
    press = Document(genre="directive", number=parse("47-CT/TU"), title="nâng cao chất lượng")
    official = directive("47-CT/TU", body=LAO_CAI, date="2014-11-11", title="về việc khác")
    assert filled(press, [official]).title == "nâng cao chất lượng"
    assert filled(press, [official]).date == official.date
    assert filled(press, [official]).issuer == official.issuer
