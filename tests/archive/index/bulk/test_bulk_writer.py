"""The writer for many documents makes the same index as the library's own writer, document by document."""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from whoosh.analysis import StandardAnalyzer
from whoosh.fields import BOOLEAN, DATETIME, ID, KEYWORD, NGRAM, NUMERIC, STORED, TEXT, Schema
from whoosh.query import Term
from whoosh.writing import LockError, UnknownFieldError

from archive.index.whoosh.bulk import bulk_writer
from archive.index.whoosh.bulk.bulk_writer import BulkWriter
from archive.index.whoosh.bulk.words import Words
from archive.index.whoosh.codec.array_index import ArrayIndex, create_index, open_index
from archive.index.whoosh.codec.parts import SegmentParts
from archive.text.segment import tokenize

SCHEMA = Schema(
    id=ID(unique=True, stored=True),
    body=TEXT(analyzer=Words(), stored=True),
    cut=TEXT(analyzer=Words(segmented=True), phrase=False),
    title=TEXT(analyzer=StandardAnalyzer(), sortable=True),
    kind=KEYWORD(scorable=True, commas=True, sortable=True),
    date=NUMERIC(sortable=True, stored=True),
    day=DATETIME(sortable=True),
    held=BOOLEAN(stored=True),
    sound=NGRAM(minsize=2, maxsize=3),
    more=STORED(),
)
TEXTS = st.text(st.sampled_from("aAoòBộộChi bộ sinh hoạt Chỉ thị 05-CT/TW_ \n.İΣς𝔸"), max_size=30) | st.sampled_from(
    ["Chi bộ sinh hoạt định kỳ.", "Căn cứ Chỉ thị số 05-CT/TW về học tập và làm theo", "chi_bộ chi bộ CHI BỘ", "- . /"]
)
ROWS = st.fixed_dictionaries(
    {},
    optional={
        "id": TEXTS,
        "body": TEXTS,
        "cut": TEXTS.map(tokenize),
        "title": TEXTS,
        "kind": st.sampled_from(["a", "b,a", "a,a", ""]),
        "date": st.integers(0, 10**6),
        "day": st.datetimes(datetime(1990, 1, 1), datetime(2030, 1, 1)),  # noqa: DTZ001  # the library knows no zones
        "held": st.booleans(),
        "sound": st.sampled_from(["chi bộ", "a"]),
        "more": st.integers() | st.just([1, "x"]),
    },
)


def told(index: ArrayIndex) -> Iterator[tuple[Any, ...]]:
    """Everything that an index says of its documents."""
    with index.reader() as reader:
        for name, term in reader.all_terms():
            info = reader.term_info(name, term)
            yield (
                name,
                term,
                info.weight(),
                info.doc_frequency(),
                info.min_length(),
                info.max_length(),
                info.max_weight(),
            )
            matcher = reader.postings(name, term)
            while matcher.is_active():
                yield matcher.id(), matcher.weight(), matcher.value()
                matcher.next()
        for doc in range(reader.doc_count_all()):
            yield reader.stored_fields(doc), [reader.doc_field_length(doc, name) for name in SCHEMA.names()]
        for name, field in SCHEMA.items():
            yield name, reader.field_length(name)
            if field.column_type and reader.has_column(name):
                yield tuple(reader.column_reader(name, translate=False))


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(ROWS, max_size=8), st.integers(1, 4))
def test_the_same_as_one_by_one(
    tmp_path_factory: pytest.TempPathFactory, rows: list[dict[str, Any]], batch: int
) -> None:
    one_by_one, by_batches = (create_index(tmp_path_factory.mktemp("index"), SCHEMA) for _ in range(2))
    writer = one_by_one.writer()
    bulk = BulkWriter(by_batches, batch=batch)
    for row in rows:
        writer.add_document(**row)
        bulk.add_document(**row)
    writer.commit()
    bulk.commit()
    assert list(told(by_batches)) == list(told(one_by_one))


def test_several_processes_keep_the_order(tmp_path: Path) -> None:
    index = create_index(tmp_path, SCHEMA)
    writer = BulkWriter(index, jobs=2, batch=3)
    for n in range(20):
        writer.add_document(id=str(n), body=f"chi bộ thứ {n}")
    writer.commit()
    with open_index(tmp_path).searcher() as searcher:
        assert [searcher.stored_fields(doc)["id"] for doc in range(20)] == [str(n) for n in range(20)]
        assert [hit["id"] for hit in searcher.search(Term("body", "17"))] == ["17"]


class _Late:
    """Another process that is slow: what it was given is done when somebody waits for the first of it."""

    def __init__(self) -> None:
        self.given: list[tuple[Future[SegmentParts], Callable[[], SegmentParts]]] = []

    def submit(self, work: Callable[..., SegmentParts], *given: object) -> Future[SegmentParts]:
        """Take work."""
        future = _Waited(self)
        self.given.append((future, lambda: work(*given)))
        return future

    def shutdown(self, **_: object) -> None:
        """End."""


class _Waited(Future[SegmentParts]):
    def __init__(self, pool: _Late) -> None:
        super().__init__()
        self._pool = pool

    def result(self, timeout: float | None = None) -> SegmentParts:
        for future, work in self._pool.given:
            if not future.done():
                future.set_result(work())
        return super().result(timeout)


def test_this_process_takes_its_part_while_the_other_is_busy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pool = _Late()
    monkeypatch.setattr(bulk_writer, "workers", lambda _: pool)
    index = create_index(tmp_path, SCHEMA)
    writer = BulkWriter(index, jobs=2, batch=2)
    for n in range(11):
        writer.add_document(id=str(n), body=f"chi bộ thứ {n}")
    writer.commit()
    assert len(pool.given) == 2, "two batches of six: the others would have waited"
    with index.searcher() as searcher:
        assert [searcher.stored_fields(doc)["id"] for doc in range(11)] == [str(n) for n in range(11)]


def test_what_older_generations_had_goes_behind_the_commit(tmp_path: Path) -> None:
    index = create_index(tmp_path, SCHEMA)
    for n in range(4):
        writer = BulkWriter(index)
        writer.add_document(id=str(n), body="chi bộ")
        writer.commit(optimize=True)
    bulk_writer._behind(os.getpid()).submit(int).result()
    assert sorted(path.name for path in tmp_path.glob("*.toc")) == ["_MAIN_3.toc", "_MAIN_4.toc"]
    assert len(list(tmp_path.glob("*.vka"))) == 2


def test_a_document_with_a_boost_is_taken_in_by_the_library_in_its_turn(tmp_path: Path) -> None:
    index = create_index(tmp_path, SCHEMA)
    writer = BulkWriter(index)
    writer.add_document(id="a", body="chi bộ")
    writer.add_document(id="b", body="chi bộ", _boost=2.0)
    writer.add_document(id="c", body="chi bộ", _stored_body="khác")
    writer.commit()
    with index.searcher() as searcher:
        assert [searcher.stored_fields(doc)["id"] for doc in range(3)] == ["a", "b", "c"]
        matcher, weights = searcher.reader().postings("body", "chi_bộ"), []
        while matcher.is_active():
            weights.append(matcher.weight())
            matcher.next()
        assert weights == [1, 2, 1]
        assert searcher.stored_fields(2)["body"] == "khác"


def test_a_document_takes_the_place_of_one_that_is_there(tmp_path: Path) -> None:
    index = create_index(tmp_path, SCHEMA)
    for body in ("chi bộ", "đảng bộ"):
        writer = BulkWriter(index)
        writer.update_document(id="a", body=body)
        writer.commit()
    with index.searcher() as searcher:
        assert searcher.doc_count() == 1
        assert len(searcher.search(Term("body", "chi_bộ"))) == 0
        assert len(searcher.search(Term("body", "đảng_bộ"))) == 1


def test_commits_do_not_merge_unless_told(tmp_path: Path) -> None:
    index = create_index(tmp_path, SCHEMA)
    for n in range(7):
        writer = BulkWriter(index)
        writer.add_document(id=str(n))
        writer.commit()
    assert len(index._segments()) == 7
    writer = BulkWriter(index)
    writer.commit(optimize=True)
    assert len(index._segments()) == 1


def test_nothing_is_left_of_what_was_cancelled(tmp_path: Path) -> None:
    index = create_index(tmp_path, SCHEMA)
    writer = BulkWriter(index, batch=1)
    writer.add_document(id="a", body="chi bộ", day=datetime(2020, 1, 1, tzinfo=UTC).replace(tzinfo=None))
    with pytest.raises(LockError):
        BulkWriter(index)
    with pytest.raises(UnknownFieldError):
        writer.add_document(nobody="x")
    writer.cancel()
    assert index.doc_count() == 0
    BulkWriter(index).commit()


def test_words_as_the_library_asks_for_them() -> None:
    tokens = [
        (one.text, one.pos, one.startchar, one.endchar) for one in Words()("Chi bộ  – họp.", positions=True, chars=True)
    ]
    assert tokens == [("chi_bộ", 0, 0, 6), ("họp", 1, 10, 13)]
    assert [one.text for one in Words(segmented=True)("Chi_bộ - họp .")] == ["chi_bộ", "họp"]
    with pytest.raises(NotImplementedError):
        list(Words(segmented=True)("chi_bộ", chars=True))
    assert Words() == Words()
    assert Words() != Words(segmented=True)
