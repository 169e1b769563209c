"""The codec and the segment that the library pickles into its tables of contents: keep their place and their names.

A segment is one file of arrays, which is mapped and never read as a whole; which of its documents were deleted since
is kept in the segment object, as the library does it.
"""

from collections.abc import Iterator
from pathlib import Path
from threading import Lock
from typing import Any
from weakref import WeakValueDictionary

from whoosh.codec.base import Codec, Segment
from whoosh.filedb.filestore import FileStorage

from archive.index.arrays.mapped import MappedSegment
from archive.index.whoosh.codec.document_reader import ArrayDocumentReader
from archive.index.whoosh.codec.document_writer import ArrayDocumentWriter
from archive.index.whoosh.codec.draft import Draft
from archive.index.whoosh.codec.field_writer import ArrayFieldWriter
from archive.index.whoosh.codec.parts import SegmentParts, parts_of
from archive.index.whoosh.codec.terms import ArrayTermsReader

EXTENSION = ".vka"


class ArrayCodec(Codec):  # type: ignore[misc]  # the library has no types
    """Segments as files of arrays. `index.writer(codec=ArrayCodec())` writes them through the library's own writer."""

    # The writer of fields has the lengths itself: the library need not tell them with every posting.
    length_stats = False

    def per_document_writer(self, storage: Any, segment: "ArraySegment") -> ArrayDocumentWriter:  # noqa: ANN401
        """What takes stored values, lengths and columns."""
        return ArrayDocumentWriter(segment)

    def field_writer(self, storage: Any, segment: "ArraySegment") -> ArrayFieldWriter:  # noqa: ANN401
        """What takes postings, and writes the file when it is closed."""
        return ArrayFieldWriter(segment, segment_path(folder_of(storage), segment))

    def terms_reader(self, storage: Any, segment: "ArraySegment") -> ArrayTermsReader:  # noqa: ANN401
        """The terms of a segment."""
        return ArrayTermsReader(parts_in(folder_of(storage), segment))

    def per_document_reader(self, storage: Any, segment: "ArraySegment") -> ArrayDocumentReader:  # noqa: ANN401
        """The stored values, lengths and columns of a segment."""
        return ArrayDocumentReader(parts_in(folder_of(storage), segment), segment)

    def new_segment(self, storage: Any, indexname: str) -> "ArraySegment":  # noqa: ANN401
        """A segment to be written."""
        return ArraySegment(self, indexname)


class ArraySegment(Segment):  # type: ignore[misc]
    """What the table of contents says of a segment: its name, how many documents, which are deleted, total lengths."""

    def __init__(self, codec: ArrayCodec, indexname: str) -> None:
        """A segment without documents."""
        super().__init__(indexname)
        self._codec = codec
        self._documents = 0
        self._deleted: set[int] = set()
        # The exact length of each field over all documents, deleted ones among them.
        self.field_lengths: dict[str, int] = {}
        # Fields of which a value is stored; so merging knows whether one must be left out.
        self.stored_names: tuple[str, ...] = ()
        self.draft: Draft | None = Draft()

    def __getstate__(self) -> dict[str, object]:
        """All but what is still being written."""
        return {**self.__dict__, "draft": None}

    def should_assemble(self) -> bool:
        """No: it is one file already."""
        return False

    def codec(self, **_: object) -> ArrayCodec:
        """The codec that reads it."""
        return self._codec

    def set_doc_count(self, count: int) -> None:
        """Say how many documents there are."""
        self._documents = count

    def doc_count_all(self) -> int:
        """How many documents there are, deleted ones among them."""
        return self._documents

    def deleted_count(self) -> int:
        """How many were deleted since."""
        return len(self._deleted)

    def deleted_docs(self) -> Iterator[int]:
        """The deleted ones."""
        return iter(self._deleted)

    def is_deleted(self, docnum: int) -> bool:
        """Whether one was deleted."""
        return docnum in self._deleted

    def delete_document(self, docnum: int, delete: bool = True) -> None:
        """Delete a document, or take that back."""
        if delete:
            self._deleted.add(docnum)
        else:
            self._deleted.discard(docnum)


def folder_of(storage: Any) -> Path:  # noqa: ANN401
    """The folder of the library's storage.

    Raises:
        TypeError: the index is not in a folder (in memory, in a compound file): there is nothing to map.
    """
    if not isinstance(storage, FileStorage):
        raise TypeError(f"segments of arrays are mapped from a folder; {type(storage).__name__} is none")
    return Path(storage.folder)


def segment_path(folder: Path, segment: Segment) -> Path:
    """The file of a segment, named so that the library cleans it away with the segment."""
    return folder / str(segment.make_filename(EXTENSION))


def parts_in(folder: Path, segment: ArraySegment) -> SegmentParts:
    """All of a segment: from its file, or while it is still being written from what was taken in.

    Raises:
        NotArrays: the file is damaged. OSError: it is not there.
    """
    path = segment_path(folder, segment)
    if segment.draft is not None and not path.exists():
        return segment.draft.parts()
    return _shared_parts(path, segment.doc_count_all())


def mapped(folder: Path, segment: ArraySegment) -> MappedSegment:
    """The arrays of a segment with the documents that its table of contents says are deleted.

    A file that somebody has mapped already is not mapped again: it never changes.

    Raises:
        NotArrays: the file is damaged. OSError: it is not there.
    """
    shared = _shared(segment_path(folder, segment), segment.doc_count_all())
    return shared.without(segment.deleted_docs())


# --- mapped files, shared while somebody holds one -------------------------------------------------------------------

_Key = tuple[str, int, int, int]
_HELD: WeakValueDictionary[_Key, MappedSegment] = WeakValueDictionary()
_PARTS: WeakValueDictionary[_Key, SegmentParts] = WeakValueDictionary()
_LOCK = Lock()


def _key(path: Path) -> _Key:
    stat = path.stat()
    return str(path), stat.st_ino, stat.st_size, stat.st_mtime_ns


def _shared(path: Path, size: int) -> MappedSegment:
    key = _key(path)
    with _LOCK:
        held = _HELD.get(key)
        if held is None or held.size != size:
            held = _HELD[key] = MappedSegment.opened(path, size)
    return held


def _shared_parts(path: Path, size: int) -> SegmentParts:
    shared, key = _shared(path, size), _key(path)
    with _LOCK:
        held = _PARTS.get(key)
        if held is None or held.size != size:
            held = _PARTS[key] = parts_of(shared)
    return held
