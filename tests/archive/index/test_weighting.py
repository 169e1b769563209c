"""The library's own searcher with our weighting model: the scores and the top that our arrays give."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import islice, product
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from whoosh import index as library
from whoosh.searching import Searcher

from archive.index.arrays.snapshot import Snapshot
from archive.index.arrays.streams import scored_by_streams
from archive.index.plan import Clause, plan
from archive.index.whoosh.engine import WhooshEngine
from archive.index.whoosh.weighting import StreamWeighting, as_query
from archive.query import parse
from archive.works.document import Document, Genre
from tests.archive.index.holdings import HOLDINGS, work

SAID = (
    "chi bộ",
    "sinh hoạt",
    "nâng cao",
    "đường sắt",
    "kế hoạch",
    "công tác",
    "đảng viên",
    "tổ chức",
    "kiểm tra",
    "xã",
)
GENRES: tuple[Genre, ...] = ("directive", "directive", "article", "stub")


def made(count: int) -> Iterator[Document]:
    """Documents of many lengths; no luck in it, but no order that a block would follow either."""
    for n in range(count):
        rows = islice(product(SAID, repeat=2), n % 97, n % 97 + 1)
        title = " ".join(word for row in rows for word in row)
        text = " ".join(SAID[(n * n + k * (n % 7 + 1)) % len(SAID)] for k in range(n * 37 % 61))
        yield work(f"w/{n:04d}", title, text, number=f"{n % 90 + 1}-CT/TU", genre=GENRES[n % 4])


@dataclass
class Index:
    """An index with deletions, opened by the library and as our arrays."""

    searcher: Any
    model: StreamWeighting
    snapshot: Snapshot

    def tops(self, clauses: tuple[Clause, ...], limit: int = 10) -> tuple[dict[str, float], dict[str, float]]:
        """The best of the library's searcher, and the score of every document by our arrays."""
        found = self.searcher.search(as_query(clauses), limit=limit)
        ids = self.snapshot.ids
        total = scored_by_streams(self.snapshot, clauses, np.arange(len(self.snapshot.live))).total
        ours = {ids[doc]: float(total[doc]) for doc in np.flatnonzero(self.snapshot.live).tolist() if total[doc] > 0}
        return {ids[hit.docnum]: float(hit.score) for hit in found}, ours


def opened(folder: Path, documents: list[Document], gone: list[str], *, at_once: int = 5_000) -> Iterator[Index]:
    with closing(WhooshEngine(folder)) as engine:
        engine.rebuild(documents[:at_once])
        for first in range(at_once, len(documents), at_once):
            with engine.batch() as batch:
                for document in documents[first : first + at_once]:
                    batch.add(document)
        with engine.batch() as batch:
            for doc_id in gone:
                batch.delete(doc_id)
        engine.count()
        with library.open_dir(str(next(folder.glob("g-*")))).reader() as reader:
            model = StreamWeighting(reader)
            yield Index(Searcher(reader, weighting=model), model, engine._current())


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    yield from opened(tmp_path_factory.mktemp("small"), list(HOLDINGS), ["tin/khong-ngay"])


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    """Three segments, several blocks of postings to the commoner terms."""
    gone = [f"w/{n:04d}" for n in range(0, 1200, 9)]
    yield from opened(tmp_path_factory.mktemp("large"), list(made(1_200)), gone, at_once=500)


def agree(index: Index, clauses: tuple[Clause, ...], limit: int = 10) -> None:
    theirs, ours = index.tops(clauses, limit)
    best = sorted(ours.values(), reverse=True)[:limit]
    assert sorted(theirs.values(), reverse=True) == pytest.approx(best, abs=1e-6), "the same top scores"
    for doc_id, score in theirs.items():
        assert score == pytest.approx(ours[doc_id], abs=1e-6), doc_id
    clear = [doc_id for doc_id, score in ours.items() if score > best[-1] + 1e-6] if best else []
    assert set(clear) <= set(theirs), "the same documents, but for those that share the last place"


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("sinh hoạt chi bộ", id="words"),
        pytest.param("sinh hoat chi bo", id="without marks"),
        pytest.param("chi bộ chi bộ chi bộ", id="a word said three times counts three times: a boost above one"),
        pytest.param("47-CT/TU", id="a number: a share of two on a term of one document"),
        pytest.param("đường sắt", id="words of a document that was deleted"),
        pytest.param("xyzzy", id="a word that nobody has"),
        pytest.param("bộ", id="one word"),
    ],
)
def test_the_holdings(small: Index, typed: str) -> None:
    agree(small, plan(parse(typed), small.snapshot).clauses)
    agree(small, plan(parse(typed), small.snapshot).clauses, limit=2)


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(st.sampled_from((*SAID, "47-CT/TU", "vũ trụ")), min_size=1, max_size=6), st.sampled_from([1, 3, 10]))
def test_many_documents(large: Index, said: list[str], limit: int) -> None:
    agree(large, plan(parse(" ".join(said)), large.snapshot).clauses, limit)


def test_deleted_documents_count_for_nothing(small: Index) -> None:
    clauses = (Clause("words", "đường sắt", 1.0),)
    assert small.tops(clauses) == ({}, {})


def test_the_bound_is_never_below_a_score(large: Index) -> None:
    for leaf, _ in large.searcher.leaf_searchers():
        for word in ("chi bộ", "sinh hoạt", "kế hoạch", "xã"):
            text = word.encode()
            scorer = large.model.scorer(leaf, "words", text)
            matcher = leaf.reader().postings("words", text, scorer=scorer)
            while matcher.is_active():
                assert matcher.score() <= scorer.max_quality()
                matcher.next()
