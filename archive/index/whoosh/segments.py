"""The library's segments as arrays: ids, lengths and columns at once, postings block by block when they are asked for.

A segment never changes on disk, so what was read of it is kept. What is done with the arrays is in
`archive.index.arrays`.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from archive.index.arrays.postings import (
    NARROW,
    NO_PLACES,
    NOTHING,
    Floats,
    Ints,
    Kept,
    Mask,
    PlaceRow,
    Places,
    Postings,
)
from archive.index.arrays.snapshot import LABELLED, Snapshot
from archive.index.fields import NUMBERS, STREAM, STREAMS, TEXTS
from archive.index.spellings import Spellings
from archive.index.whoosh import spelling_counts
from archive.index.whoosh.blocks import Block, Numbers
from archive.index.whoosh.schema import label_of, length_of
from archive.index.whoosh.term_files import TermFiles

__all__ = ["Floats", "Ints", "Mask", "Postings", "SegmentView", "Snapshot"]

# Bytes of postings kept decoded per segment, so that a commit does not make the next questions read all again.
_ROOM = 48 << 20


class SegmentView:
    """One segment: ids, lengths and columns read at once, postings when they are asked for."""

    def __init__(self, reader: Any, columns: Any) -> None:  # noqa: ANN401  # the library has no types
        """Read the columns with one reader, whose thirty files may be closed then; keep the other for postings."""
        self._reader = reader
        self._columns = columns
        self._files = TermFiles(reader)
        self._kept: Kept[Postings] = Kept(_ROOM)
        self._spellings: Spellings | None = None
        self.size = int(reader.doc_count_all())
        self.ids: Sequence[str] = [bytes(one).decode() for one in self._column("id")]
        self.lengths: Mapping[str, Floats] = {
            s.name: np.array(self._column(length_of(s.name)), np.float64) for s in STREAMS
        }
        self.numbers: Mapping[str, Ints] = {name: np.array(self._column(name), np.int64) for name in NUMBERS}
        self.texts: Mapping[str, Sequence[str]] = {name: self._text_column(name) for name in TEXTS}
        self.labels: Mapping[str, Sequence[str]] = {name: self._text_column(label_of(name)) for name in LABELLED}
        self._columns = None

    def _column(self, name: str) -> list[Any]:
        # The raw column: the field's own would turn each value through the field again.
        if not self._columns.has_column(name):
            return [b"" if name == "id" or name in TEXTS or name.endswith("_label") else 0] * self.size
        return list(self._columns.column_reader(name, translate=False))

    def _text_column(self, name: str) -> list[str]:
        kept: dict[bytes, str] = {}
        return [kept.setdefault(bytes(one), bytes(one).decode()) for one in self._column(name)]

    def postings(self, stream: str, term: str) -> Postings:
        """The postings of a term in this segment, deleted documents perhaps among them."""
        return self._kept.get(stream, term) or self._kept.put(stream, term, self._read(stream, term))

    def _read(self, stream: str, term: str) -> Postings:
        blocks = self._files.blocks(stream, term)
        if not blocks:
            return NOTHING
        found = _places(blocks) if STREAM[stream].places else NO_PLACES
        docs = _in_a_row([np.cumsum(one.steps, dtype=np.int64) for one in blocks])
        weights = _in_a_row([one.weights for one in blocks])
        # Whole ones stay as narrow as they are: every sum they go into is made of wide numbers.
        return Postings(docs, weights.astype(np.float64) if weights.dtype.kind == "f" else weights, found)

    def frequency(self, stream: str, term: str) -> int:
        """How many postings a term has in this segment."""
        return self._files.frequency(stream, term)

    def spellings(self) -> Spellings:
        """How this segment spells, deleted documents among it; read when first asked for."""
        if self._spellings is None:
            self._spellings = spelling_counts.of_segment(self._reader)
        return self._spellings

    def close(self) -> None:
        """Close the segment's files."""
        self._reader.close()


def _places(blocks: Sequence[Block]) -> Places:
    # In the width they were written in: of most terms only the places in a hundred documents are ever looked at.
    flat: PlaceRow = _in_a_row([one.places for one in blocks])
    width: type[np.signedinteger[Any]] = np.int32 if len(flat) < NARROW else np.int64
    bounds = np.zeros(1 + sum(len(one.sizes) for one in blocks), width)
    np.cumsum(_in_a_row([one.sizes for one in blocks]), out=bounds[1:])
    return Places(flat, bounds[:-1], bounds[1:])


def _in_a_row(parts: Sequence[Numbers]) -> Numbers:
    return parts[0] if len(parts) == 1 else np.concatenate(parts)
