"""The library's segments as arrays: postings by term, lengths, columns, and which documents are still there.

A segment never changes on disk, so what was read of it is kept; only its deletions are read anew with each snapshot.
What is done with the arrays is in `archive.index.whoosh.ranking`.
"""

from array import array
from collections import Counter, OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from whoosh.reading import TermNotFound

from archive.index.fields import NUMBERS, STREAMS, TEXTS
from archive.index.spellings import Spellings
from archive.index.whoosh.schema import LABELLED, label_of, length_of

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

# Postings kept decoded per segment: 16 bytes each, so 64 MiB. The commonest terms of 80,000 articles fit.
_KEPT_POSTINGS = 4_000_000


@dataclass(frozen=True, slots=True)
class Postings:
    """The documents of a term, ascending, with the weight of each and, where kept, the places as bytes."""

    docs: Ints
    weights: Floats
    places: tuple[bytes, ...]


NOTHING = Postings(np.zeros(0, np.int64), np.zeros(0, np.float64), ())


class SegmentView:
    """One segment: ids, lengths and columns read at once, postings when they are asked for."""

    def __init__(self, reader: Any, columns: Any) -> None:  # noqa: ANN401  # the library has no types
        """Read the columns with one reader, whose thirty files may be closed then; keep the other for postings."""
        self._reader = reader
        self._columns = columns
        self._kept: OrderedDict[tuple[str, str], Postings] = OrderedDict()
        self._room = _KEPT_POSTINGS
        self.size = int(reader.doc_count_all())
        self.ids = [bytes(one).decode() for one in self._column("id")]
        self.lengths = {s.name: np.array(self._column(length_of(s.name)), np.float64) for s in STREAMS}
        self.numbers = {name: np.array(self._column(name), np.int64) for name in NUMBERS}
        self.texts = {name: self._text_column(name) for name in TEXTS}
        self.labels = {name: self._text_column(label_of(name)) for name in LABELLED}
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
        key = (stream, term)
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        found = self._read(stream, term)
        self._kept[key] = found
        self._room -= len(found.docs) + 8
        while self._room < 0 and len(self._kept) > 1:
            _, dropped = self._kept.popitem(last=False)
            self._room += len(dropped.docs) + 8
        return found

    def _read(self, stream: str, term: str) -> Postings:
        try:
            matcher = self._reader.postings(stream, term.encode())
        except TermNotFound:
            return NOTHING
        docs, weights, places = array("q"), array("d"), []
        with_places = next(one.places for one in STREAMS if one.name == stream)
        while matcher.is_active():
            docs.append(matcher.id())
            weights.append(matcher.weight())
            if with_places:
                places.append(bytes(matcher.value()))
            matcher.next()
        return Postings(np.array(docs, np.int64), np.array(weights, np.float64), tuple(places))

    def holding(self, stream: str) -> dict[str, int]:
        """Every term of a stream with how many documents of this segment hold it, deleted ones too."""
        terms = self._reader.lexicon(stream)
        return {bytes(term).decode(): int(self._reader.doc_frequency(stream, term)) for term in terms}

    def close(self) -> None:
        """Close the segment's files."""
        self._reader.close()


class Snapshot:
    """All segments at one moment as one row of documents, numbered through."""

    def __init__(self, views: Sequence[SegmentView], deleted: Sequence[Sequence[int]]) -> None:
        """Put segments in a row; `deleted` are the documents of each that are gone."""
        self.views = tuple(views)
        self._spellings: Spellings | None = None
        self.offsets = np.cumsum([0, *(view.size for view in views)])[:-1]
        self.live: Mask = np.ones(sum(view.size for view in views), np.bool_)
        for offset, gone in zip(self.offsets, deleted, strict=True):
            self.live[np.array(sorted(gone), np.int64) + offset] = False
        self.count = int(self.live.sum())
        self.ids = [doc_id for view in views for doc_id in view.ids]
        self.id_rank = np.argsort(np.argsort(np.array(self.ids, dtype=object), kind="stable"), kind="stable")
        self.lengths = {s.name: _row(view.lengths[s.name] for view in views) for s in STREAMS}
        self.averages = {name: self._average(lengths) for name, lengths in self.lengths.items()}
        self.numbers = {name: _row(view.numbers[name] for view in views) for name in NUMBERS}
        self.texts = {name: _coded([one for view in views for one in view.texts[name]]) for name in TEXTS}
        self.labels = {name: [one for view in views for one in view.labels[name]] for name in LABELLED}

    def _average(self, lengths: Floats) -> float:
        held = lengths[self.live]
        held = held[held > 0]
        return float(held.sum()) / len(held) if len(held) else 0.0

    def frequency(self, stream: str, term: str) -> int:
        """How many documents that are there hold a term in a stream."""
        return len(self.postings(stream, term).docs)

    def spellings(self) -> Spellings:
        """How the archive spells; counted when first asked for."""
        if self._spellings is None:
            held = {stream: Counter[str]() for stream in ("syllables", "pairs")}
            for view in self.views:
                for stream, counts in held.items():
                    counts.update(view.holding(stream))
            self._spellings = Spellings(held["syllables"], held["pairs"])
        return self._spellings

    def postings(self, stream: str, term: str) -> Postings:
        """The postings of a term over all documents that are there."""
        found = [view.postings(stream, term) for view in self.views]
        if not found:
            return NOTHING
        docs = np.concatenate([one.docs + offset for one, offset in zip(found, self.offsets, strict=True)])
        kept = self.live[docs]
        weights = np.concatenate([one.weights for one in found])
        places = [places for one in found for places in one.places]
        if kept.all():
            return Postings(docs, weights, tuple(places))
        return Postings(docs[kept], weights[kept], tuple(p for p, stays in zip(places, kept, strict=False) if stays))


def _row(parts: Any) -> npt.NDArray[Any]:  # noqa: ANN401  # arrays of either kind
    return np.concatenate([*parts, np.zeros(0)])


def _coded(column: list[str]) -> tuple[list[str], Ints]:
    """A column as its distinct values and, for each document, which of them it has."""
    labels = sorted(set(column))
    place = {label: code for code, label in enumerate(labels)}
    return labels, np.array([place[one] for one in column], np.int64)
