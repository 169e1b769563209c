"""The arrays of an index: postings put in a row, what is kept of them, segments in memory built and merged."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.index.analysis import entry
from archive.index.arrays.coded import Coded, in_a_row, ranks
from archive.index.arrays.columns import CodedColumn
from archive.index.arrays.engine import ArrayEngine
from archive.index.arrays.holders import Holders
from archive.index.arrays.postings import NO_PLACES, NOTHING, Kept, Places, Postings
from archive.index.arrays.segment import built, merged
from archive.index.arrays.snapshot import Snapshot
from archive.index.arrays.streams import Scored, best_by_streams, scored_by_streams
from archive.index.fields import STREAM, STREAMS
from archive.index.plan import Clause
from archive.index.scoring import gained
from archive.query import parse
from archive.works.document import Document
from tests.archive.index.holdings import HOLDINGS, work

# Documents of a segment with the places of a term in each.
SEGMENTS = st.lists(st.dictionaries(st.integers(0, 5), st.lists(st.integers(0, 90), max_size=4)), max_size=4)


def posted(held: dict[int, list[int]]) -> Postings:
    docs = sorted(held)
    ends = np.cumsum([len(held[doc]) for doc in docs], dtype=np.int64)
    starts = ends - np.array([len(held[doc]) for doc in docs], np.int64)
    flat = np.array([place for doc in docs for place in held[doc]], np.uint32)
    return Postings(np.array(docs, np.int64), np.ones(len(docs)), Places(flat, starts, ends))


@given(SEGMENTS, st.sets(st.integers(0, 23)), st.booleans(), st.sets(st.integers(0, 23)))
def test_a_term_over_segments_in_a_row(
    segments: list[dict[int, list[int]]], gone: set[int], narrow: bool, asked: set[int]
) -> None:
    offsets = [6 * n for n in range(len(segments))]
    parts = [counted(one) if narrow else posted(one) for one in segments]
    found = Holders.of(parts, offsets, gone=np.array(sorted(gone), np.int64), rows=(1, 72))
    expected = {6 * n + doc: places for n, one in enumerate(segments) for doc, places in sorted(one.items())}
    assert found.docs.tolist() == list(expected)
    assert (found.size, found.frequency) == (len(expected), len(expected.keys() - gone))
    assert found.weights.tolist() == [1] * len(expected)
    assert found.row(24).tolist() == [int(doc in expected) for doc in range(24)]
    docs = np.array(sorted(asked), np.int64)
    which, places = found.places_in(docs)
    assert list(zip(docs[which].tolist(), places.tolist(), strict=True)) == [
        (doc, place) for doc in sorted(asked & expected.keys()) for place in expected[doc]
    ]


def test_what_a_term_adds_is_kept_for_one_worth() -> None:
    """A term asked for with a greater share adds more: that is worked out anew, and the former row stays as it was."""
    stream, spread = STREAM["words"], np.array([0.5, 1.0, 2.0])
    held = Holders.of([posted({0: [1], 2: [4]})], [0], gone=np.zeros(0, np.int64), rows=(0, 0))
    first = held.points(2.0, stream, spread)
    assert first.tolist() == [2.0 * gained(stream, 1.0, 0.5), 2.0 * gained(stream, 1.0, 2.0)]
    assert held.points(2.0, stream, spread) is first
    assert held.points(3.0, stream, spread).tolist() == [3.0 * gained(stream, 1.0, 0.5), 3.0 * gained(stream, 1.0, 2.0)]
    assert first.tolist() == [2.0 * gained(stream, 1.0, 0.5), 2.0 * gained(stream, 1.0, 2.0)]
    assert held.nbytes >= first.nbytes, "it counts among what is kept of terms"


def counted(held: dict[int, list[int]]) -> Postings:
    """As they lie in a file: narrow, with a count of places a posting."""
    docs = sorted(held)
    flat = np.array([place for doc in docs for place in held[doc]], np.uint8)
    counts = np.array([len(held[doc]) for doc in docs], np.uint8)
    return Postings(np.array(docs, np.uint32), np.ones(len(docs), np.uint8), Places.counted(flat, counts))


def test_places_are_found_by_bounds_and_by_counts() -> None:
    flat = np.array([3, 9, 4], np.uint16)
    starts, counts = np.array([0, 2, 2], np.int64), np.array([2, 0, 1], np.uint8)
    for places in (Places(flat, starts, np.array([2, 2, 3])), Places.counted(flat, counts)):
        assert len(places) == 3
        assert [places[row].tolist() for row in range(3)] == [[3, 9], [], [4]]
        assert [one.tolist() for one in places.of(np.array([2, 0]))] == [[0, 1, 1], [4, 3, 9]]
    assert len(NO_PLACES) == 0


# --- columns of words ------------------------------------------------------------------------------------------------

COLUMNS = st.lists(st.lists(st.sampled_from(["a", "á", "b", "đ", "ê", "z", ""]), max_size=5), max_size=4)


@given(COLUMNS, st.booleans())
def test_columns_in_a_row_keep_their_words_and_their_order(columns: list[list[str]], mapped: bool) -> None:
    held = [
        Coded.of_column(CodedColumn.of([word.encode() for word in one])) if mapped else Coded.of(one) for one in columns
    ]
    assert [list(one) for one in held] == columns
    words, codes = in_a_row(held)
    every = [word for one in columns for word in one]
    assert [words[code] for code in codes] == every
    assert words == sorted(set(every))
    assert ranks(held).tolist() == [sorted(set(every)).index(word) for word in every]


# --- what is kept ----------------------------------------------------------------------------------------------------


def test_what_was_not_asked_for_the_longest_is_dropped_first() -> None:
    kept: Kept[Postings] = Kept(room=2 * 1_000 + 100)
    for term in ("một", "hai"):
        kept.put("words", term, NOTHING)
    assert kept.get("words", "một") is NOTHING
    kept.put("words", "ba", NOTHING)
    assert kept.get("words", "hai") is None
    assert kept.get("words", "một") is NOTHING


def test_what_two_threads_looked_up_at_once_takes_its_room_once() -> None:
    kept: Kept[Postings] = Kept(room=2 * 1_000 + 100)
    for _ in range(5):
        kept.put("words", "một", NOTHING)
    kept.put("words", "hai", NOTHING)
    assert kept.get("words", "một") is NOTHING
    assert kept.get("words", "hai") is NOTHING


@pytest.mark.parametrize("left_out", [set[int](), {0}, {2, 4}], ids=["all", "without the first", "without two"])
def test_entries_come_out_as_they_went_in(left_out: set[int]) -> None:
    entries = [entry(document) for document in HOLDINGS]
    assert list(built(entries).entries(left_out)) == [one for n, one in enumerate(entries) if n not in left_out]


def test_a_merged_segment_is_the_one_built_at_once() -> None:
    entries = [entry(document) for document in HOLDINGS]
    one, other = merged([built(entries[:3]), built(entries[3:])], [{1}, set()]), built([entries[0], *entries[2:]])
    assert one.ids == other.ids
    for stream in STREAMS:
        assert one.holding(stream.name) == other.holding(stream.name)
        for term in one.holding(stream.name):
            left, right = one.postings(stream.name, term), other.postings(stream.name, term)
            assert left.docs.tolist() == right.docs.tolist()
            assert left.weights.tolist() == right.weights.tolist()
            assert [left.places[n].tolist() for n in range(len(left.places))] == [
                right.places[n].tolist() for n in range(len(right.places))
            ]


def _collection() -> Snapshot:
    made = [work(f"w/{n:02d}", "kế hoạch" if n % 7 else "chi bộ", "họp đều " * (n % 5) + "cấp ủy") for n in range(30)]
    made[4] = replace(made[4], genre="article")
    return Snapshot([built(entry(one) for one in made[:20]), built(entry(one) for one in made[20:])], [[3], []])


CLAUSES = tuple(Clause(name, term, 0.7) for name in STREAM for term in ("kế", "họp", "kế hoạch", "chi", "không có"))


@cache
def _scores_of_all() -> Scored:
    """The scores of the whole collection, reckoned by a snapshot that nothing else was asked of."""
    snapshot = _collection()
    return scored_by_streams(snapshot, CLAUSES, np.flatnonzero(snapshot.live))


@given(st.sets(st.integers(0, 29)))
def test_scores_of_some_documents_are_those_of_all(wanted: set[int]) -> None:
    snapshot, whole = _collection(), _scores_of_all()
    some = np.array([doc for doc in sorted(wanted) if snapshot.live[doc]], np.int64)
    found = scored_by_streams(snapshot, CLAUSES, some)
    assert found.total.tolist() == whole.total[whole.rows(some)].tolist()
    for name, points in found.streams.items():
        assert points.tolist() == whole.streams[name][whole.rows(some)].tolist()


@given(st.integers(1, 40), st.lists(st.sampled_from(CLAUSES), unique=True), st.integers(1, 30))
def test_the_best_are_among_those_that_are_scored(best: int, clauses: list[Clause], common: int) -> None:
    with patch("archive.index.arrays.streams._FEW", 1), patch("archive.index.arrays.snapshot._MANY", 1 / common):
        snapshot = _collection()
        every = np.flatnonzero(snapshot.live)
        whole = scored_by_streams(snapshot, tuple(clauses), every)
        found = best_by_streams(snapshot, tuple(clauses), every, wanted=best)
    last = np.sort(whole.total)[-min(best, len(every))]
    # All that are as good as the last one wanted, in six decimals: who of them comes first is told by other things.
    assert set(every[whole.total >= last - 1e-6].tolist()) <= set(found.docs.tolist())
    assert found.total.tolist() == whole.total[whole.rows(found.docs)].tolist()


def test_an_empty_index_has_nothing() -> None:
    engine = ArrayEngine()
    assert (engine.count(), engine.search(parse("chi bộ")).total, engine.frequency("words", "chi bộ")) == (0, 0, 0)
    assert Snapshot((), ()).holders("words", "chi bộ").size == 0


def test_a_rebuild_takes_documents_one_at_a_time() -> None:
    engine, given_out = ArrayEngine(), 0

    def documents() -> Iterator[Document]:
        nonlocal given_out
        for n in range(5):
            given_out += 1
            yield work(f"w/{n % 4}", "kế hoạch", f"lần {n}")

    assert engine.rebuild(documents()) == 4, "of two with one id the last counts"
    assert given_out == 5
    assert [match.id for match in engine.search(parse('"lần 4"')).matches] == ["w/0"]
    assert engine.search(parse('"lần 0"')).total == 0


def test_many_small_batches_are_merged() -> None:
    engine = ArrayEngine()
    order = [(7 * n) % 40 for n in range(40)]
    engine.rebuild(work(f"w/{n}", "kế hoạch") for n in range(12))
    for n in order:
        with engine.batch() as batch:
            batch.replace(work(f"w/{n}", f"báo cáo {n}", "nội dung"))
    assert engine.count() == 40
    assert engine.search(parse("kế hoạch")).total == 0
    assert _ids(engine, "báo cáo 17") == ["w/17"]
    assert _segments(engine) < 10


def _ids(engine: ArrayEngine, typed: str) -> Sequence[str]:
    return [match.id for match in engine.search(parse(typed)).matches]


def _segments(engine: ArrayEngine) -> int:
    return len(engine._segments)
