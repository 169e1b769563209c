"""The product's weighted streams: the executor's scores are those of the library with the product's weighting model."""

from collections.abc import Iterator
from itertools import islice, product
from pathlib import Path

import pytest
from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex
from whoosh.query import Or, Term
from whoosh.searching import Searcher

from archive.index.analysis import entry
from archive.index.whoosh.codec.array_codec import ArrayCodec
from archive.index.whoosh.executor import Executor, Streams
from archive.index.whoosh.schema import schema, values
from archive.index.whoosh.weighting import StreamWeighting
from archive.works.document import Document, Genre
from tests.archive.index.holdings import HOLDINGS, work

SAID = ("chi bộ", "sinh hoạt", "nâng cao", "đường sắt", "kế hoạch", "công tác", "tổ chức", "kiểm tra")
GENRES: tuple[Genre, ...] = ("directive", "article", "stub")


def _made(count: int) -> Iterator[Document]:
    for n in range(count):
        title = " ".join(word for row in islice(product(SAID, repeat=2), n % 61, n % 61 + 1) for word in row)
        text = " ".join(SAID[(n * n + k * (n % 7 + 1)) % len(SAID)] for k in range(n * 37 % 61))
        yield work(f"w/{n:04d}", title, text, number=f"{n % 90 + 1}-CT/TU", genre=GENRES[n % 3])


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> FileIndex:
    """Two segments of the product's schema, a document of each deleted."""
    folder: Path = tmp_path_factory.mktemp("streams")
    made = FileIndex.create(FileStorage(str(folder)), schema(), "MAIN")
    for batch in ((*HOLDINGS, *_made(40)), tuple(_made(90))[60:]):
        writer = made.writer(codec=ArrayCodec())
        for document in batch:
            writer.add_document(**values(entry(document)))
        writer.commit(merge=False)
    writer = made.writer(codec=ArrayCodec())
    for gone in ("w/0003", "w/0070"):
        assert writer.delete_by_term("id", gone) == 1
    writer.commit(merge=False)
    return made


ASKED = [
    pytest.param([("words", "chi_bộ", 1.0)], id="one word"),
    pytest.param([("syllables", "chi", 0.2), ("syllables", "vắng", 0.2)], id="one of two is nowhere"),
    pytest.param([("words", "sinh_hoạt", 1.0), ("pairs", "chi bộ", 0.6), ("folded", "duong", 0.6)], id="three streams"),
    pytest.param([("number", "47-ct/tu", 1.0), ("words", "kế_hoạch", 1.0)], id="a number"),
    pytest.param([("syllables", one, 0.2) for one in ("chi", "bộ", "sinh", "hoạt", "nâng")], id="five of one stream"),
]


@pytest.mark.parametrize("asked", ASKED)
def test_streams_are_scored_as_by_the_library(index: FileIndex, asked: list[tuple[str, str, float]]) -> None:
    held = [(stream, term.encode(), share) for stream, term, share in asked]
    tree = Or([Term(stream, term, boost=share) for stream, term, share in held])
    reader = index.reader()
    with Searcher(reader, weighting=StreamWeighting(reader)) as searcher:
        wanted = [(doc, score) for score, doc in searcher.search(tree, limit=None).top_n]
    hits = Executor.of_index(index, scoring=Streams()).search(tree, limit=1000)
    assert hits.total == len(wanted)
    assert dict(zip(hits.docs, hits.scores, strict=True)) == pytest.approx(dict(wanted), rel=1e-12)
    assert hits.scores == sorted(hits.scores, reverse=True)
