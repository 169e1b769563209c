"""The engine in memory over arrays: for collections that are read once and asked often, without any file.

It answers with the same steps as the engine on disk. What `rebuild` is given goes in document by document, and nothing
of it is held but numbers; a batch makes a small segment beside the large one, and small ones are merged.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from archive.index.analysis import Entry, entry
from archive.index.arrays import ranking
from archive.index.arrays.segment import ArraySegment, built, merged
from archive.index.arrays.snapshot import Snapshot
from archive.index.engine import Found
from archive.index.fields import fingerprint
from archive.index.plan import AS_ASKED, Manner
from archive.index.spellings import Spellings
from archive.query import Query
from archive.works.document import Document

# From so many segments on the small ones become one, so that a term is never looked up in many places.
_SEGMENTS = 8


class ArrayBatch:
    """Changes kept aside until the batch ends; the last one for an id counts."""

    def __init__(self) -> None:
        """An empty batch."""
        self.changes: dict[str, Entry | None] = {}

    def add(self, document: Document) -> None:
        """Take in a document."""
        self.replace(document)

    def replace(self, document: Document) -> None:
        """Take in a document in place of the one with its id."""
        self.changes[document.id] = entry(document)

    def delete(self, doc_id: str) -> None:
        """Leave out the document of an id."""
        self.changes[doc_id] = None


class ArrayEngine:
    """An index as arrays in memory; it is gone when the program ends."""

    def __init__(self) -> None:
        """An empty index."""
        self._segments: list[ArraySegment] = []
        self._gone: list[set[int]] = []
        # Where each document that is there stands: segment and number in it.
        self._places: dict[str, tuple[int, int]] = {}
        self._snapshot = Snapshot((), ())

    @property
    def snapshot(self) -> Snapshot:
        """What it answers from now."""
        return self._snapshot

    def search(self, query: Query, manner: Manner = AS_ASKED) -> Found:
        """The documents a query means, as the contract says."""
        return ranking.answer(self._snapshot, query, manner)

    def frequency(self, stream: str, term: str) -> int:
        """How many documents hold a term in a stream."""
        return self._snapshot.frequency(stream, term)

    def frequencies(self, stream: str, terms: Sequence[str]) -> list[int]:
        """How many documents hold each of some terms of a stream."""
        return self._snapshot.frequencies(stream, terms)

    def spellings(self) -> Spellings:
        """How the archive spells."""
        return self._snapshot.spellings()

    @contextmanager
    def batch(self) -> Iterator[ArrayBatch]:
        """A writer for changes, which are dropped when an error ends the batch."""
        batch = ArrayBatch()
        yield batch
        for doc_id in batch.changes:
            if doc_id in self._places:
                segment, place = self._places.pop(doc_id)
                self._gone[segment].add(place)
        if added := [one for one in batch.changes.values() if one is not None]:
            self._append(built(added))
        if len(self._segments) > _SEGMENTS:
            self._merge()
        self._snapshot = Snapshot(self._segments, [sorted(gone) for gone in self._gone])

    def rebuild(self, documents: Iterable[Document]) -> int:
        """Make the index anew from these documents while the old one answers; their number.

        They may come from a generator. Of two with one id the last counts.
        """
        segment = built(entry(document) for document in documents)
        self._segments, self._gone, self._places = [], [], {}
        self._append(segment)
        self._snapshot = Snapshot(self._segments, [sorted(gone) for gone in self._gone])
        return self._snapshot.count

    def fingerprint(self) -> str:
        """The recipe of the entries."""
        return fingerprint()

    def count(self) -> int:
        """How many documents the index holds."""
        return self._snapshot.count

    def clear(self) -> None:
        """Make the index empty."""
        self.rebuild(())

    def verify(self) -> None:
        """Nothing to read: it is in memory."""

    def close(self) -> None:
        """Nothing is open."""

    # --- segments ----------------------------------------------------------------------------------------------------

    def _append(self, segment: ArraySegment) -> None:
        self._segments.append(segment)
        gone: set[int] = set()
        self._gone.append(gone)
        for place, doc_id in enumerate(segment.ids):
            if doc_id in self._places:
                gone.add(self._places[doc_id][1])
            self._places[doc_id] = (len(self._segments) - 1, place)

    def _merge(self) -> None:
        """Make one segment of all but the largest."""
        largest = max(range(len(self._segments)), key=lambda n: self._segments[n].size)
        small = [n for n in range(len(self._segments)) if n != largest]
        new = merged([self._segments[n] for n in small], [self._gone[n] for n in small])
        segments, gone = [self._segments[largest], new], [self._gone[largest], set[int]()]
        self._segments, self._gone = segments, gone
        self._places = {
            doc_id: (number, place)
            for number, segment in enumerate(segments)
            for place, doc_id in enumerate(segment.ids)
            if place not in gone[number]
        }
