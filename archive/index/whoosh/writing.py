"""Writing the index on disk: documents inverted by batches, gathered into segments, and a batch of changes.

Nothing here is seen before the commit, which is `contents.commit` and the engine's matter.
"""

from collections.abc import Iterable
from itertools import chain
from pathlib import Path

import numpy as np

from archive.index.arrays.mapped import MappedSegment
from archive.index.whoosh.bulk.inverting import ID, inverted
from archive.index.whoosh.bulk.processes import Inverting
from archive.index.whoosh.codec.array_codec import ArraySegment, mapped, segment_path
from archive.index.whoosh.codec.parts import SegmentParts
from archive.index.whoosh.joining import in_a_row, joined, of_mapped
from archive.works.document import Document

# Documents and letters inverted at once; these letters take some 250 MB while they are sorted.
_HELD, _LETTERS = 1_000, 6_000_000
# Where several processes share the work, batches are so many times smaller: whoever is done last is waited for.
_SHARED = 3
# Documents gathered in memory before they are written: some 12 kB each of 1,200 syllables.
_GATHERED = 8_000


class Gathering:
    """Inverted batches that wait for their file: several become one segment, and in the end all of them."""

    def __init__(self, folder: Path) -> None:
        """Gather for a folder; nothing is written yet."""
        self._folder = folder
        self._parts: list[SegmentParts] = []
        self.segments: list[ArraySegment] = []

    def add(self, parts: SegmentParts) -> None:
        """Take in a batch."""
        self._parts.append(parts)
        if sum(one.size for one in self._parts) >= _GATHERED:
            self.write()

    def write(self) -> None:
        """Write what waits."""
        held, self._parts = self._parts, []
        if held:
            self.segments.append(joined(self._folder, in_a_row(held, [np.zeros(0, np.int64)] * len(held))))

    def join(self) -> None:
        """Make one segment of those that were written: a question looks into every segment of an index."""
        parts, live = self.segments, [one for one in self.segments if one.doc_count()]
        if len(parts) < 2:
            return
        self.segments = [joined(self._folder, of_mapped([mapped(self._folder, one) for one in live]))] if live else []
        for one in parts:
            segment_path(self._folder, one).unlink()


class WhooshBatch:
    """Changes that are seen together; the last one for an id counts."""

    def __init__(self, folder: Path, *, jobs: int = 1) -> None:
        """A batch for the generation in a folder; many documents are inverted by so many jobs."""
        self._folder, self._gathering, self._inverting = folder, Gathering(folder), Inverting(jobs)
        self._waiting: dict[str, Document | None] = {}
        self._letters = 0
        shared = _SHARED if jobs > 1 else 1
        self._most, self._most_letters = _HELD // shared, _LETTERS // shared
        # Ids whose documents in the index go, and those that stand in a segment of this batch.
        self._gone: set[str] = set()
        self._taken: set[str] = set()

    def add(self, document: Document) -> None:
        """Take in a document."""
        self.replace(document)

    def replace(self, document: Document) -> None:
        """Take in a document in place of the one with its id."""
        self._take(document.id, document, len(document.text))

    def delete(self, doc_id: str) -> None:
        """Leave out the document of an id."""
        self._take(doc_id, None, 0)

    def _take(self, doc_id: str, one: Document | None, letters: int) -> None:
        self._waiting[doc_id] = one
        self._letters += letters
        if len(self._waiting) >= self._most or self._letters >= self._most_letters:
            for parts in self._inverting.begin(self._given()):
                self._gathering.add(parts)

    def _given(self) -> list[Document]:
        """The documents that wait; they wait no longer, and those of their ids that were taken before are gone."""
        self._without_old(self._taken & self._waiting.keys())
        documents = [one for one in self._waiting.values() if one is not None]
        self._gone |= self._waiting.keys()
        self._taken |= {one.id for one in documents}
        self._waiting, self._letters = {}, 0
        return documents

    def _without_old(self, again: set[str]) -> None:
        if again:
            self._write()
            for segment in self._gathering.segments:
                without(self._folder, segment, again)

    def _write(self) -> None:
        for parts in self._inverting.rest():
            self._gathering.add(parts)
        self._gathering.write()

    @property
    def is_empty(self) -> bool:
        """Whether nothing was changed."""
        return not (self._waiting or self._gone)

    def prepare(self) -> None:
        """Write all that was taken in, as one segment; it is no part of the index yet."""
        documents = self._given()
        for parts in self._inverting.rest():
            self._gathering.add(parts)
        if documents:  # a few: not worth a process
            self._gathering.add(inverted(documents))
        self._gathering.write()
        self._gathering.join()
        self._inverting.close()

    def drop(self) -> None:
        """End what is under way; what was written is no part of the index and goes with the next batch."""
        self._inverting.close()

    def changed(self, segments: Iterable[ArraySegment]) -> list[ArraySegment]:
        """The segments of the index as this batch leaves them: without what it replaces or deletes, and with its own.

        Those of which nothing is left are left out.
        """
        held = list(segments)
        for one in held:
            without(self._folder, one, self._gone)
        return [one for one in chain(held, self._gathering.segments) if one.doc_count()]


def without(folder: Path, segment: ArraySegment, ids: Iterable[str]) -> None:
    """Delete the documents of some ids from a segment, where it has them."""
    held = mapped(folder, segment)
    for place in [place_of(held, one) for one in ids]:
        if place >= 0:
            segment.delete_document(place)


def place_of(segment: MappedSegment, doc_id: str) -> int:
    """Which document of a segment has an id, -1 when none: a look-up in its sorted ids, and nothing else is read."""
    field = segment.field(ID)
    place = field.terms.find(doc_id.encode()) if field else -1
    return int(field.docs[field.bounds[place]]) if field and place >= 0 else -1


def fill(folder: Path, documents: Iterable[Document], *, jobs: int = 1) -> list[ArraySegment]:
    """These documents as one segment, in an empty folder; none where there are no documents."""
    batch = WhooshBatch(folder, jobs=jobs)
    try:
        for one in documents:
            batch.replace(one)
        batch.prepare()
    finally:
        batch.drop()
    return batch.changed(())
