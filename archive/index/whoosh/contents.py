"""The table of contents of a generation: which segments it has, read and written as the library does.

A commit is a new table beside the old one, then the note that names it; whoever is killed in between has done nothing.
Segments are written before, by `put_segment`, and are no part of the index until a table and a note name them.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from whoosh.filedb.filestore import Storage
from whoosh.filedb.structfile import StructFile
from whoosh.index import TOC

from archive.index.arrays.array_file import ArrayWriter
from archive.index.arrays.field import narrow
from archive.index.arrays.mapped import MappedSegment
from archive.index.whoosh import directory
from archive.index.whoosh.codec.array_codec import ArrayCodec, ArraySegment, mapped, segment_path
from archive.index.whoosh.codec.durable import SyncedStorage, contents_path, sync_all, sync_open
from archive.index.whoosh.codec.parts import SegmentParts, put_parts
from archive.index.whoosh.directory import Note
from archive.index.whoosh.schema import schema

# The name that the library gives an index without one.
_NAME = "MAIN"
# A segment of so many bytes is on the disk in the time that any file takes.
_FEW_BYTES = 1 << 20
# Told what was done last, so that a test may end the program there.
Step = Callable[[str], None]


@cache
def _schema() -> Any:  # noqa: ANN401  # the library has no types
    """The schema, which the fingerprint vouches for: the one in the table need not be unpickled."""
    return schema()


def unheard(_done: str) -> None:
    """For those who need not be told."""


@dataclass(frozen=True, slots=True)
class Contents:
    """A generation as a note has it: its folder, the number of its table, its segments in order."""

    folder: Path
    number: int
    segments: tuple[ArraySegment, ...]

    def mapped(self, note: Note) -> list[MappedSegment]:
        """The segments, mapped. Raises IndexStale when one is missing, damaged or another than the note says."""
        return [_mapped(self.folder, one, note) for one in self.segments]


def read(root: Path, note: Note | None, fingerprint: str) -> Contents:
    """What a note names. Raises IndexStale as `directory.check` does."""
    folder, written = directory.check(root, note, fingerprint)
    # `_MAIN_12.toc`, as `contents_path` names it.
    number = int((note.contents if note else "").split("_")[-1].removesuffix(".toc"))
    table = TOC.read(_Read(written), _NAME, gen=number, schema=_schema())
    return Contents(folder, number, tuple(table.segments))


class _Read(Storage):  # type: ignore[misc]  # the library has no types
    """What was read of a table of contents, for the library to read: these bytes were vouched for, no later ones."""

    def __init__(self, written: bytes) -> None:
        self._written = written

    def open_file(self, name: str) -> Any:  # noqa: ANN401
        """The bytes, whatever the library calls them."""
        return StructFile(BytesIO(self._written), name=name)


def _mapped(folder: Path, segment: ArraySegment, note: Note) -> MappedSegment:
    name = segment_path(folder, segment).name
    try:
        held = mapped(folder, segment)
    except OSError as cause:
        raise directory.stale(f"Chỉ mục thiếu tệp {name}.") from cause
    except (ValueError, LookupError, TypeError) as cause:  # NotArrays; a whole file with other arrays than a segment's
        raise directory.damaged(name) from cause
    if held.file.seal != note.files.get(name):
        raise directory.damaged(name)
    return held


# --- writing ---------------------------------------------------------------------------------------------------------


def put_segment(folder: Path, parts: Iterable[SegmentParts]) -> ArraySegment:
    """A new segment file, durable: parts of one size, each with some of its fields, written one after another."""
    codec = ArrayCodec()
    segment = ArraySegment(codec, _NAME)
    segment.draft = None
    path = segment_path(folder, segment)
    try:
        with path.open("xb") as file:
            with ArrayWriter(file) as writer:
                for one in parts:
                    put_parts(writer, _narrowed(one))
                    segment.set_doc_count(one.size)
                    segment.field_lengths |= {name: int(held.sum()) for name, held in one.lengths.items()}
            # Others do not wait here, as they do in `commit`: that a few pages are on the disk is seen to there.
            if file.tell() > _FEW_BYTES:
                sync_open(file)
    except BaseException:
        # A disk that is full is not to be kept so by half a file.
        path.unlink(missing_ok=True)
        raise
    return segment


def _narrowed(parts: SegmentParts) -> SegmentParts:
    """The parts with their documents in the narrowest width, where that is done; what is merged comes so already."""
    if not is_narrowed(parts.size):
        return parts
    fields = {name: replace(one, docs=narrow(one.docs)) for name, one in parts.inverted.items()}
    return replace(parts, inverted=fields)


def is_narrowed(size: int) -> bool:
    """Whether the documents of a segment stand in two bytes at most: what stands in a file is mostly documents.

    Of 20,000 made documents of 1,200 syllables a third is saved so.
    """
    return size <= 1 << 16


def create(root: Path, generation: str, fingerprint: str, segments: Sequence[ArraySegment] = ()) -> Note:
    """The note of a new generation, its table written; it answers when the note is written too."""
    made = _note(root, Note(generation, fingerprint, "", {}), 0, segments)
    sync_all(_named(root, made))
    return made


def commit(root: Path, note: Note, was: Contents, segments: Sequence[ArraySegment], *, step: Step = unheard) -> Note:
    """Let a generation consist of these segments from now on; what the note before had stays until the next commit.

    What goes with this one is `gone_with`, and nothing is lost if nobody comes to remove it: the next writer does.
    """
    made = _note(root, note, was.number + 1, segments)
    step("contents")
    directory.write_note(root, made, after=_named(root, made, *note.files))
    step("note")
    return made


def gone_with(root: Path, note: Note, made: Note) -> list[Path]:
    """The files that a commit was the last to keep, from the note before it and the one it made.

    No later note names any of them. To remove one takes the disk some 2 ms (ext4): see `background`.
    """
    return [root / note.generation / name for name in set(note.before) - made.files.keys() - note.files.keys()]


def _named(root: Path, note: Note, *known: str) -> list[Path]:
    """The files that a note names, but those that are known to be on the disk, and their folder.

    Only a note leads to any of them, so it is written when all are there; in what order they come is no matter.
    """
    folder = root / note.generation
    return [*(folder / name for name in note.files if name not in known), folder]


def _note(root: Path, note: Note, number: int, segments: Sequence[ArraySegment]) -> Note:
    folder = root / note.generation
    # One of the same name, of a commit that was killed, gives way to it.
    TOC(_schema(), list(segments), number).write(SyncedStorage(str(folder), waits=False), _NAME)
    table = contents_path(folder, _NAME, number)
    files = {table.name: directory.digest(table)}
    for one in segments:
        name = segment_path(folder, one).name
        files[name] = note.files.get(name) or mapped(folder, one).file.seal
    return replace(note, contents=table.name, files=files, before=tuple(note.files))
