"""A mapped segment as the ranking takes it: postings are views of the file, ids and labels are read when looked at.

A segment never changes on disk, so a view of it serves as long as it is part of the index. What is done with the arrays
is in `archive.index.arrays`.
"""

from collections.abc import Mapping, Sequence
from functools import cached_property

import numpy as np

from archive.index.arrays.coded import Coded
from archive.index.arrays.field import FieldArrays
from archive.index.arrays.mapped import MappedSegment
from archive.index.arrays.postings import NO_PLACES, NOTHING, Floats, Ints, Kept, Mask, Places, Postings, Weights
from archive.index.arrays.snapshot import LABELLED, Snapshot
from archive.index.fields import NUMBERS, STREAM, STREAMS, TEXTS
from archive.index.spellings import Spellings
from archive.index.whoosh import spelling_counts
from archive.index.whoosh.bulk.inverting import ID
from archive.index.whoosh.schema import label_of, length_of

__all__ = ["Floats", "Ints", "Mask", "Postings", "SegmentView", "Snapshot"]

# Bytes of what is summed up for postings: where the places of each begin. The rest are views.
_ROOM = 24 << 20


class SegmentView:
    """One segment: all of it is looked up when it is asked for, and nothing is copied."""

    def __init__(self, segment: MappedSegment) -> None:
        """A view of a mapped segment; which documents are gone is told beside it."""
        self.mapped = segment
        self.size = segment.size
        self._kept: Kept[Postings] = Kept(_ROOM)
        self.ids: Sequence[str] = self._words(ID)
        self.lengths: Mapping[str, Weights] = {s.name: self._numbers(length_of(s.name)) for s in STREAMS}
        self.numbers: Mapping[str, Weights] = {name: self._numbers(name) for name in NUMBERS}
        self.texts: Mapping[str, Sequence[str]] = {name: self._words(name) for name in TEXTS}
        self.labels: Mapping[str, Sequence[str]] = {name: self._words(label_of(name)) for name in LABELLED}

    def _words(self, name: str) -> Sequence[str]:
        column = self.mapped.codes(name)
        return Coded.of_column(column) if column else Coded.of([""] * self.size)

    def _numbers(self, name: str) -> Weights:
        held = self.mapped.numbers(name)
        return np.zeros(self.size, np.uint8) if held is None else held

    def postings(self, stream: str, term: str) -> Postings:
        """The postings of a term in this segment, deleted documents perhaps among them."""
        return self._kept.get(stream, term) or self._kept.put(stream, term, self._read(stream, term))

    def _read(self, stream: str, term: str) -> Postings:
        field = self.mapped.field(stream)
        place = field.terms.find(term.encode()) if field else -1
        if field is None or place < 0:
            return NOTHING
        rows = slice(*field.rows(place))
        docs = field.docs[rows]
        weights = np.ones(len(docs), np.uint8) if field.weights is None else field.weights[rows]
        places = _places(field, place, rows, weights) if STREAM[stream].places else NO_PLACES
        return Postings(docs, weights, places)

    def frequency(self, stream: str, term: str) -> int:
        """How many postings a term has in this segment."""
        field = self.mapped.field(stream)
        place = field.terms.find(term.encode()) if field else -1
        return field.frequency(place) if field and place >= 0 else 0

    def spellings(self) -> Spellings:
        """How this segment spells, deleted documents among it; counted when first asked for."""
        return self._spellings

    @cached_property
    def _spellings(self) -> Spellings:
        return spelling_counts.counted(self.mapped.field("syllables"), self.mapped.field("pairs"))


def _places(field: FieldArrays, place: int, rows: slice, weights: Weights) -> Places:
    if field.places is None or field.place_bounds is None:
        return NO_PLACES
    flat = field.places[int(field.place_bounds[place]) : int(field.place_bounds[place + 1])]
    return Places.counted(flat, weights if field.counts is None else field.counts[rows])
