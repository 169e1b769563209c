"""The library's writer, which merges whole segments as arrays and takes ready documents in as arrays.

What it commits is on the disk before its table of contents is named, and the generation before stays until the next
commit, with every file it needs.
"""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from whoosh.index import TOC
from whoosh.reading import SegmentReader
from whoosh.writing import SegmentWriter

from archive.index.whoosh.codec.array_codec import ArrayCodec, folder_of, parts_in
from archive.index.whoosh.codec.durable import Step, SyncedStorage, generations, left_over, no_step, remove
from archive.index.whoosh.codec.merging import for_schema
from archive.index.whoosh.codec.parts import Rows, SegmentParts
from archive.index.whoosh.codec.stored import stored_bytes, stored_values

# Bytes of ready documents that wait in memory; then they go to the disk, and the commit reads them from there. Of made
# documents of 1,200 syllables 50,000 take as much time of the processor so as without, and a build takes less than
# 500 MB for 50,000 as for 200,000 (`tests.bench`).
_WAITING = 256 << 20


class ArrayIndexWriter(SegmentWriter):  # type: ignore[misc]  # the library has no types
    """Writes an index whose segments are arrays; everything of the library's writer works as it does there."""

    generation: int

    def __init__(self, ix: Any, *, step: Step = no_step, **kwargs: Any) -> None:  # noqa: ANN401
        """A writer of an index; `kwargs` are the library's. `step` is told after each step of a commit.

        Raises:
            whoosh.writing.LockError: another writer is open.
        """
        kwargs["codec"] = kwargs.get("codec") or ArrayCodec()
        super().__init__(ix, **kwargs)
        self._folder = folder_of(self.storage)
        self._step = self.fieldwriter.step = step
        self._before = self.generation - 1
        self._segments_before = {segment.segment_id() for segment in self.segments}
        # A torn table of a later generation may lie there; nothing of that name must answer for what is written now.
        self.generation = max([self._before, *generations(self._folder, self.indexname)]) + 1

    # --- taking in ---------------------------------------------------------------------------------------------------

    def add_parts(self, parts: SegmentParts, stored_names: Iterable[str] = ()) -> None:
        """Take ready documents in, after those that came before; what the schema does not know is left out.

        `stored_names` are the fields of which they have stored values. Lengths must be there as bytes in the fields and
        exact in `parts.lengths`, or in neither.
        """
        self._check_state()
        self._take(parts, (), stored_names)

    def add_reader(self, reader: Any) -> None:  # noqa: ANN401
        """Take in all documents of a reader but deleted ones: as arrays where its segments are such."""
        self._check_state()
        leaves = [leaf for leaf, _ in reader.leaf_readers()]
        if not all(isinstance(leaf, SegmentReader) and isinstance(leaf.codec(), ArrayCodec) for leaf in leaves):
            super().add_reader(reader)
            return
        for leaf in leaves:
            segment = leaf.segment()
            self._take(
                parts_in(folder_of(leaf.storage()), segment),
                segment.deleted_docs(),
                getattr(segment, "stored_names", ()),
            )

    def _take(self, parts: SegmentParts, gone: Iterable[int], stored_names: Iterable[str]) -> None:
        stored = list(stored_names)
        known = [name for name in stored if name in self.schema]
        if len(known) < len(stored):
            parts = _stored_only(parts, frozenset(known))
        columns = {name: field.column_type for name, field in self.schema.items() if field.column_type}
        draft = self.newsegment.draft
        draft.stored_names.update(known)
        taken = for_schema(parts, self.schema)
        self.docnum += draft.add_piece(taken, np.fromiter(gone, np.int64), columns)
        self._added = True
        if draft.waiting >= _WAITING:
            draft.put_aside(self._folder)

    # --- ending ------------------------------------------------------------------------------------------------------

    def _close_segment(self) -> None:
        if not self._added:
            # Nothing came: no file.
            self.newsegment.draft = None
        super()._close_segment()

    def _commit_toc(self, segments: list[Any]) -> None:
        filled = [segment for segment in segments if segment.doc_count_all()]
        TOC(self.schema, filled, self.generation).write(
            SyncedStorage(str(self._folder), step=self._step), self.indexname
        )
        kept = self._segments_before | {segment.segment_id() for segment in filled}
        self._remove(left_over(self._folder, self.indexname, (self.generation, self._before), kept))
        self._step("old removed")

    def _remove(self, paths: Iterable[Path]) -> None:
        """Remove files that no generation that is kept has."""
        remove(paths)

    def cancel(self) -> None:
        """Drop what came, and give the lock back."""
        self._check_state()
        self.newsegment.draft = None
        super().cancel()


def _stored_only(parts: SegmentParts, names: frozenset[str]) -> SegmentParts:
    """A segment whose stored values are those of some fields only: the schema does not know the others any more."""
    if parts.stored is None:
        return parts
    kept = [
        stored_bytes({name: value for name, value in stored_values(parts.stored[row]).items() if name in names})
        for row in range(parts.size)
    ]
    return replace(parts, stored=Rows.of(kept))
