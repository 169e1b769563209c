"""The library's index over segments of arrays, opened at the newest generation that is whole.

A table of contents that was torn, or that names a segment which is not there, is passed over for the one before it,
which every commit leaves standing.
"""

from pathlib import Path
from typing import Any

from whoosh.index import TOC, EmptyIndexError, FileIndex
from whoosh.multiproc import MpWriter

from archive.index.arrays.array_file import NotArrays
from archive.index.whoosh.codec.array_codec import ArrayCodec, ArraySegment, folder_of, mapped
from archive.index.whoosh.codec.durable import SyncedStorage, contents_path, generations, is_whole
from archive.index.whoosh.codec.index_writer import ArrayIndexWriter

NAME = "MAIN"


class _Several(MpWriter):  # type: ignore[misc]  # the library has no types
    """The library's writer of several processes; a process that came too late for any document leaves no segment."""

    def _commit_toc(self, segments: list[Any]) -> None:
        super()._commit_toc([one for one in segments if one.doc_count_all()])


class ArrayIndex(FileIndex):  # type: ignore[misc]  # the library has no types
    """An index in a folder."""

    def __init__(self, storage: SyncedStorage, schema: Any = None, indexname: str = NAME) -> None:  # noqa: ANN401
        """The index of a name in a storage.

        Raises:
            EmptyIndexError: there is none. NotArrays: it is damaged, and so is the generation before.
        """
        self.storage, self._schema, self.indexname = storage, schema, indexname
        self._folder = folder_of(storage)
        # Segments that were found whole; they never change.
        self._whole: set[str] = set()
        # The newest generation that was seen, and the one that answered then.
        self._seen = (-1, -1)
        self._read_toc()

    def writer(self, procs: int = 1, **kwargs: Any) -> Any:  # noqa: ANN401
        """A writer; with several processes the library's own, whose segments are arrays too."""
        if procs > 1:
            return _Several(self, procs=procs, **{"codec": ArrayCodec(), **kwargs})
        return ArrayIndexWriter(self, **kwargs)

    def latest_generation(self) -> int:
        """The newest generation that is whole."""
        found = generations(self._folder, self.indexname)
        if found and found[0] != self._seen[0]:
            self._read_toc()
        return self._seen[1] if found else -1

    def _read_toc(self) -> TOC:
        found = generations(self._folder, self.indexname)
        if not found:
            raise EmptyIndexError(f"no index {self.indexname} in {self._folder}")
        damage: Exception | None = None
        for generation in found:
            try:
                contents = self._contents(generation)
            except (NotArrays, OSError) as cause:
                damage = damage or cause
                continue
            self._seen = (found[0], generation)
            return contents
        raise NotArrays(f"index {self.indexname}: no generation is whole") from damage

    def _contents(self, generation: int) -> TOC:
        """The table of a generation. Raises NotArrays or OSError when it, or a segment it names, is not whole."""
        if not is_whole(contents_path(self._folder, self.indexname, generation)):
            raise NotArrays(f"the table of contents of generation {generation} is not whole")
        contents = TOC.read(self.storage, self.indexname, gen=generation, schema=self._schema)
        for segment in contents.segments:
            if isinstance(segment, ArraySegment) and segment.segment_id() not in self._whole:
                mapped(self._folder, segment)
                self._whole.add(segment.segment_id())
        return contents


def create_index(folder: Path, schema: Any, name: str = NAME) -> ArrayIndex:  # noqa: ANN401
    """An empty index in a folder, which is made if it is not there; one of that name there before is replaced."""
    folder.mkdir(parents=True, exist_ok=True)
    storage = SyncedStorage(str(folder))
    TOC.create(storage, schema, name)
    return ArrayIndex(storage, indexname=name)


def open_index(folder: Path, name: str = NAME) -> ArrayIndex:
    """The index of a name in a folder.

    Raises:
        EmptyIndexError: there is none. NotArrays: it is damaged, and so is the generation before.
    """
    return ArrayIndex(SyncedStorage(str(folder)), indexname=name)
