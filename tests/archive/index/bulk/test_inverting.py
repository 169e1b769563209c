"""Batches inverted as arrays say exactly what `analysis.entry` says of each document by itself."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.index import analysis
from archive.index.analysis import Entry, Posting, entry
from archive.index.arrays.field import FieldArrays
from archive.index.arrays.snapshot import LABELLED
from archive.index.fields import COLUMNS, STREAMS
from archive.index.whoosh.bulk import parts
from archive.index.whoosh.bulk.inverting import inverted
from archive.index.whoosh.bulk.parcel import Parcel
from archive.index.whoosh.codec.parts import SegmentParts
from archive.index.whoosh.schema import label_of, length_of
from archive.text.segment import segment
from archive.text.span import Span
from archive.text.vietnamese import fold
from archive.works.document import Container, Document
from tests.archive.index.holdings import HOLDINGS, work


def told(made: SegmentParts) -> list[Entry]:
    """The arrays as entries."""
    terms = {stream.name: postings(made.inverted.get(stream.name), made.size) for stream in STREAMS}
    ids = made.words["id"]
    found = []
    for doc in range(made.size):
        columns: dict[str, str | int] = {
            one.name: int(made.numbers[one.name][doc]) if one.kind == "number" else word(made, one.name, doc)
            for one in COLUMNS
        }
        lengths = {stream.name: int(made.numbers[length_of(stream.name)][doc]) for stream in STREAMS}
        labels = {name: word(made, label_of(name), doc) for name in LABELLED}
        doc_id = ids.words[int(ids.codes[doc])].decode()
        found.append(Entry(doc_id, {name: held[doc] for name, held in terms.items()}, lengths, columns, labels))
    return found


def word(made: SegmentParts, name: str, doc: int) -> str:
    column = made.words[name]
    return column.words[int(column.codes[doc])].decode()


def postings(field: FieldArrays | None, size: int) -> list[dict[str, Posting]]:
    """A field document by document, its form checked by the way."""
    found: list[dict[str, Posting]] = [{} for _ in range(size)]
    if field is None:
        return found
    assert list(field.terms) == sorted(set(field.terms)), "terms ascend, each once"
    weights = np.ones(len(field.docs), int) if field.weights is None else field.weights
    counts = weights if field.counts is None else field.counts
    for place, term in enumerate(field.terms):
        first, last = field.rows(place)
        assert (np.diff(field.docs[first:last].astype(int)) > 0).all(), "documents ascend within a term"
        at = 0 if field.place_bounds is None else int(field.place_bounds[place])
        for row in range(first, last):
            held = [] if field.places is None else field.places[at : at + int(counts[row])].tolist()
            found[int(field.docs[row])][term.decode()] = Posting(int(weights[row]), held)
            at += int(counts[row])
        assert field.place_bounds is None or at == int(field.place_bounds[place + 1])
        assert field.heaviest is None or field.heaviest[place] == weights[first:last].max()
    return found


def same(documents: list[Document]) -> None:
    assert told(inverted(documents)) == [entry(one) for one in documents]


@pytest.mark.parametrize(
    "documents",
    [
        pytest.param([], id="nothing"),
        pytest.param([Document("stub", id="a")], id="a document that says nothing"),
        pytest.param(list(HOLDINGS), id="directives, an article, a stub"),
        pytest.param(
            [work("a", "Chỉ thị số 05\nvề chi bộ\ntên thứ ba"), work("b", "hoà bình hòa bình")],
            id="a stub's three titles; a tone in both styles; a figure with a zero in front",
        ),
        pytest.param(
            [replace(work("a", "t", "Điều 1. Chi bộ họp."), container=Container("c", "Luật Đất đai"), cited=3)],
            id="an article of a work",
        ),
        pytest.param(
            [replace(HOLDINGS[0], cited_as=("theo Chỉ thị 47", "sinh hoạt chi bộ")), HOLDINGS[1]],
            id="what others say counts, and makes it no longer",
        ),
        pytest.param(
            [work("a", "chi bộ"), work("b", "chi b"), work("c", "ch i bộ")],
            id="pairs whose letters are the same but for the blank",
        ),
        pytest.param([work("x", "", "𝔸 chi bộ 𝔹 ộ Σας İ ﬁ ½ ²")], id="letters beyond four hex figures, and odd ones"),
    ],
)
def test_what_is_said_of_each(documents: list[Document]) -> None:
    same(documents)


def test_the_demonstration_corpus(project: Path) -> None:
    paths = sorted((project / "corpus" / "documents").rglob("*.*"))[::4]
    texts = [path.read_text("utf-8", errors="replace")[:6_000] for path in paths]
    documents = [
        replace(work(f"c/{n}", text[:90], text, number="47-CT/TU"), words=segment(text)) for n, text in enumerate(texts)
    ]
    assert len(documents) > 10
    same(documents)


# Syllables that go together wrongly in many ways: composed or not, capitals, letters that are two in lower case, marks
# alone, digits of several scripts, signs that stand for plain ones, halves of pairs.
ODD = st.text(
    st.sampled_from("aAăâđĐÐoòóuỵ̀̀́ 0509٣\n\t_-/\u2010\u00a0\u200bİßΣςﬁǅ½𝔸\ud800\x00.,"),
    max_size=40,
)
SPANS = st.lists(st.tuples(st.integers(0, 45), st.integers(0, 12)), max_size=8)


@st.composite
def documents(draw: st.DrawFn) -> list[Document]:
    made = []
    for n in range(draw(st.integers(0, 5))):
        text = draw(ODD)
        one = work(f"w/{n}", draw(ODD), text, number=draw(st.sampled_from([None, "47-CT/TU", "30/2020/NĐ-CP"])))
        spans = tuple(Span(start, start + size) for start, size in draw(SPANS))
        # A column holds what the store can hold: no half of a pair.
        place = draw(ODD).replace("\ud800", "") or None
        made.append(replace(one, words=spans, place=place, cited_as=tuple(draw(st.lists(ODD, max_size=2))), cited=n))
    return made


@settings(max_examples=120)
@given(documents())
def test_any_documents(held: list[Document]) -> None:
    same(held)


@given(documents())
def test_a_parcel_loses_nothing_that_the_index_looks_at(held: list[Document]) -> None:
    assert [entry(one) for one in Parcel.of(held).documents()] == [entry(one) for one in held]


def test_a_folded_syllable_is_never_empty_and_has_no_blank() -> None:
    """What the order of pairs rests on: "left right" orders as its two syllables do."""
    letters = "".join(map(chr, range(0x110000)))
    for syllable in {one for run in parts.RUNS.findall(letters) for one in map(fold, run)}:
        assert syllable
        assert min(syllable) > " "


@given(ODD)
def test_a_syllable_has_nothing_below_the_blank(text: str) -> None:
    assert all(one and min(one) > " " for one in analysis.syllables(text))
