"""Small indexes of drawn documents, the same twice: as the library keeps them, and as arrays."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from whoosh.analysis import RegexTokenizer
from whoosh.codec.whoosh3 import W3Codec
from whoosh.fields import DATETIME, ID, KEYWORD, NUMERIC, TEXT, Schema
from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex
from whoosh.query import Query

from archive.index.whoosh.codec.array_codec import ArrayCodec
from archive.index.whoosh.executor import Executor

WORDS = (
    "đất",
    "đai",
    "luật",
    "nghị",
    "nghị_định",
    "nghi",
    "dat",
    "quyết",
    "quyết_định",
    "định",
    "tỉnh",
    "a",
    "ab",
    "abc",
)
# The library knows no zones of time.
DAY = datetime(1980, 1, 1)  # noqa: DTZ001
KINDS = ("chỉ thị", "nghị quyết", "thông tri", "")


@dataclass(frozen=True, slots=True)
class Doc:
    """One document: words of its text, of its title, its kind, its year and day."""

    text: tuple[str, ...]
    title: tuple[str, ...] = ()
    kind: str = "chỉ thị"
    year: int = 1990

    def values(self, key: int) -> dict[str, Any]:
        """As the library takes it."""
        return {
            "key": f"d{key}",
            "text": " ".join(self.text),
            "title": " ".join(self.title),
            "kind": self.kind,
            "tags": " ".join(self.text[:2]),
            "year": self.year,
            "day": DAY + timedelta(days=self.year),
        }


def schema() -> Schema:
    """Every kind of field that a query may ask for."""
    words = RegexTokenizer(r"\S+")
    return Schema(
        key=ID(unique=True, stored=True),
        text=TEXT(analyzer=words),
        title=TEXT(analyzer=words, phrase=False),
        kind=ID(sortable=True),
        tags=KEYWORD(scorable=True),
        year=NUMERIC(sortable=True),
        day=DATETIME(sortable=True),
    )


def index(folder: Path, batches: Iterable[Sequence[Doc]], gone: Iterable[int], codec: Any) -> FileIndex:  # noqa: ANN401
    """An index of a segment a batch; the documents of some numbers are deleted at the end."""
    folder.mkdir(parents=True)
    made = FileIndex.create(FileStorage(str(folder)), schema(), "MAIN")
    key = 0
    for batch in batches:
        writer = made.writer(codec=codec)
        for doc in batch:
            writer.add_document(**doc.values(key))
            key += 1
        writer.commit(merge=False)
    gone = list(gone)
    if gone:
        writer = made.writer(codec=codec)
        for number in gone:
            writer.delete_by_term("key", f"d{number}")
        writer.commit(merge=False)
    return made


@dataclass(slots=True)
class Pair:
    """The same documents twice."""

    library: FileIndex
    arrays: FileIndex
    executor: Executor


def pair(folder: Path, batches: Sequence[Sequence[Doc]], gone: Iterable[int] = ()) -> Pair:
    """The library's own index, one of arrays, and the executor of that."""
    gone = list(gone)
    library = index(folder / "library", batches, gone, W3Codec())
    arrays = index(folder / "arrays", batches, gone, ArrayCodec())
    return Pair(library, arrays, Executor.of_index(arrays))


def expected(one: FileIndex, query: Query, **how: Any) -> list[tuple[int, float]]:  # noqa: ANN401
    """All that the library finds, the best first: without a limit it leaves out nothing by a guess at what is left."""
    with one.searcher() as searcher:
        return [(doc, score) for score, doc in searcher.search(query, limit=None, **how).top_n]


def found(executor: Executor, query: Query, **how: Any) -> list[tuple[int, float]]:  # noqa: ANN401
    """All that the executor finds, the best first."""
    hits = executor.search(query, limit=10_000, **how)
    assert hits.total == len(hits.docs)
    return list(zip(hits.docs, hits.scores, strict=True))
