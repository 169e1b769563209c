"""Writing the index on disk: a batch of changes, and an index filled anew in chunks.

What is written becomes visible with the library's commit and the note after it, which are the engine's matter.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

from whoosh import index as library
from whoosh.writing import LockError

from archive.index.analysis import Entry, entry
from archive.index.engine import IndexBusy
from archive.index.whoosh import spelling_counts
from archive.index.whoosh.blocks import ArrayCodec
from archive.index.whoosh.schema import schema, values
from archive.works.document import Document

# Memory for postings before the library spills them to a file, in MiB.
_WRITER_MB = 128
# Entries held at once: one of a document of 7 kB takes some 300 kB. And documents to a commit when rebuilding.
_HELD, _CHUNK = 200, 5_000


class WhooshBatch:
    """Changes that go to a writer a portion at a time and are seen together; the last one for an id counts."""

    def __init__(self, folder: Path) -> None:
        """A batch for the index in a folder; its writer starts with the first portion."""
        self._index = library.open_dir(str(folder))
        self._writer: Any = None
        self._places: dict[str, int] = {}
        self._waiting: dict[str, Entry | None] = {}
        self._written: set[str] = set()

    def add(self, document: Document) -> None:
        """Take in a document."""
        self.replace(document)

    def replace(self, document: Document) -> None:
        """Take in a document in place of the one with its id."""
        self._take(document.id, entry(document))

    def delete(self, doc_id: str) -> None:
        """Leave out the document of an id."""
        self._take(doc_id, None)

    def _take(self, doc_id: str, one: Entry | None) -> None:
        self._waiting[doc_id] = one
        if len(self._waiting) >= _HELD:
            self._flush()

    def _flush(self) -> None:
        if self._written & self._waiting.keys():
            # A document that this writer has taken cannot be taken back by it.
            self.commit()
        if self._writer is None:
            self._writer = writer(self._index)
            self._places = places(self._index)
        for doc_id, one in self._waiting.items():
            if doc_id in self._places:
                self._writer.delete_document(self._places.pop(doc_id))
            if one is not None:
                self._writer.add_document(**values(one))
                self._written.add(doc_id)
        self._waiting.clear()

    @property
    def is_empty(self) -> bool:
        """Whether nothing was changed."""
        return self._writer is None and not self._waiting

    def prepare(self) -> None:
        """Hand the last portion to the writer."""
        if self._waiting:
            self._flush()

    def commit(self) -> None:
        """Make what the writer has part of the index."""
        if self._writer is not None:
            self._writer.commit()
            spelling_counts.keep(self._index)
        self._writer, self._written = None, set()

    def cancel(self) -> None:
        """Drop what the writer has."""
        if self._writer is not None:
            self._writer.cancel()
        self._writer = None


def writer(index: Any) -> Any:  # noqa: ANN401  # the library has no types
    """A writer of the library. Not compound: a compound segment is copied into memory whenever it is opened.

    Raises:
        IndexBusy: another writer is open.
    """
    try:
        return index.writer(limitmb=_WRITER_MB, compound=False, codec=ArrayCodec())
    except LockError as cause:
        raise IndexBusy("Chỉ mục đang được một lệnh khác ghi.", remedy="Đợi lệnh đó xong rồi chạy lại.") from cause


def places(index: Any) -> dict[str, int]:  # noqa: ANN401
    """Id → the number by which the library knows the document."""
    found: dict[str, int] = {}
    with index.reader() as reader:
        for leaf, base in reader.leaf_readers():
            if leaf.has_column("id"):
                ids = leaf.column_reader("id", translate=False)
                found |= {
                    bytes(ids[place]).decode(): base + place
                    for place in range(leaf.doc_count_all())
                    if not leaf.is_deleted(place)
                }
    return found


def create(folder: Path) -> Any:  # noqa: ANN401
    """An empty index in a folder."""
    return library.create_in(str(folder), schema())


def fill(folder: Path, documents: Iterable[Document]) -> int:
    """An index of these documents in an empty folder, committed in chunks; their number."""
    index, rest, made = create(folder), iter(documents), 0
    more = True
    while more:
        with portion(index) as one_writer:
            before = made
            for document in islice(rest, _CHUNK):
                one_writer.add_document(**values(entry(document)))
                made += 1
        more = made - before == _CHUNK
    return made


@contextmanager
def portion(index: Any) -> Iterator[Any]:  # noqa: ANN401
    """A writer whose documents become a segment of their own, or nothing when an error ends it."""
    one_writer = writer(index)
    try:
        yield one_writer
    except BaseException:
        one_writer.cancel()
        raise
    one_writer.commit(merge=False)
    spelling_counts.keep(index)
