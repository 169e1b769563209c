"""The arrays of an index: postings put in a row, what is kept of them, segments in memory built and merged."""

from collections.abc import Iterator, Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.index.analysis import entry
from archive.index.arrays.engine import ArrayEngine
from archive.index.arrays.postings import NO_PLACES, NOTHING, Kept, Places, Postings, joined
from archive.index.arrays.ranking import scored_by_streams
from archive.index.arrays.segment import built, merged
from archive.index.arrays.snapshot import Snapshot
from archive.index.fields import STREAM, STREAMS
from archive.index.plan import Clause
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


@given(SEGMENTS, st.sets(st.integers(0, 23)))
def test_postings_of_segments_in_a_row(segments: list[dict[int, list[int]]], gone: set[int]) -> None:
    live = np.array([doc not in gone for doc in range(6 * len(segments))], np.bool_)
    offsets = np.arange(len(segments), dtype=np.int64) * 6
    found = joined([posted(one) for one in segments], offsets, live)
    expected = {6 * n + doc: places for n, one in enumerate(segments) for doc, places in one.items()}
    expected = {doc: expected[doc] for doc in sorted(expected) if doc not in gone}
    assert found.docs.tolist() == list(expected)
    assert [found.places[row].tolist() for row in range(len(found.docs))] == list(expected.values())
    which, places = found.places.of(np.arange(len(found.docs), dtype=np.int64)[::-1])
    back = list(expected.values())[::-1]
    assert list(zip(which.tolist(), places.tolist(), strict=True)) == [
        (n, p) for n, one in enumerate(back) for p in one
    ]


def test_postings_without_places_in_a_row() -> None:
    one = Postings(np.array([0, 2]), np.array([1.0, 2.0]), NO_PLACES)
    found = joined([one, one], np.array([0, 3]), np.array([True, True, True, False, True, True]))
    assert found.docs.tolist() == [0, 2, 5]
    assert len(found.places) == 0


def test_what_was_not_asked_for_the_longest_is_dropped_first() -> None:
    kept: Kept[Postings] = Kept(room=2 * 1_000 + 100)
    for term in ("một", "hai"):
        kept.put("words", term, NOTHING)
    assert kept.get("words", "một") is NOTHING
    kept.put("words", "ba", NOTHING)
    assert kept.get("words", "hai") is None
    assert kept.get("words", "một") is NOTHING


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


@given(st.sets(st.integers(0, 29)), st.integers(0, 2))
def test_scores_of_some_documents_are_those_of_all(wanted: set[int], asked_before: int) -> None:
    made = [work(f"w/{n}", "kế hoạch" if n % 7 else "chi bộ", "họp đều " * (n % 5) + "cấp ủy") for n in range(30)]
    snapshot = Snapshot([built(entry(one) for one in made[:20]), built(entry(one) for one in made[20:])], [[3], []])
    clauses = [Clause(name, term, 0.7) for name in STREAM for term in ("kế", "họp", "kế hoạch", "chi", "không có")]
    every = np.flatnonzero(snapshot.live)
    whole = scored_by_streams(Snapshot(snapshot.segments, [[3], []]), clauses, every)
    for _ in range(asked_before):  # what is kept of all of them is taken for some
        scored_by_streams(snapshot, clauses, every)
    some = np.array([doc for doc in sorted(wanted) if snapshot.live[doc]], np.int64)
    found = scored_by_streams(snapshot, clauses, some)
    assert found.total.tolist() == whole.total[whole.rows(some)].tolist()
    for name, points in found.streams.items():
        assert points.tolist() == whole.streams[name][whole.rows(some)].tolist()


def test_an_empty_index_has_nothing() -> None:
    engine = ArrayEngine()
    assert (engine.count(), engine.search(parse("chi bộ")).total, engine.frequency("words", "chi bộ")) == (0, 0, 0)
    assert Snapshot((), ()).postings("words", "chi bộ") is NOTHING


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
