"""Who holds a term, over all segments of a snapshot: segment by segment as it lies there, or one value a document.

The postings of a rare term are put in a row; of a common one a row with a weight for every document is quicker to ask.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from archive.index.arrays.field import narrow, width
from archive.index.arrays.postings import Floats, Ints, PlaceRow, Postings, Whole
from archive.index.candidates import spread_out
from archive.index.fields import Stream
from archive.index.scoring import gained

Weighing = npt.NDArray[np.unsignedinteger[Any]]
# A number of four bytes is exact enough where it is only asked who may be among the best.
Narrow = npt.NDArray[np.float32]
# So many units are a point of a score there: of 20,000 documents that fit 180 are then left to be scored exactly, with
# 32 units 270. Common terms add little, so that most of their marks still go into a byte; two hold sums of 500 points.
UNITS = 128
# Where more than one in so many of a term's documents is asked for, the places of all are taken as they stand.
_MOST = 2
# Held by more than one in so many documents, a term's marks are worked out for all of them in a row: of 80,000
# documents 45 µs, where those that hold it, one by one, take 56 for a quarter, 107 for a half, 990 for nine tenths.
_MANY = 4


class Marks(NamedTuple):
    """What a term that is worth so much adds to each document at most, in units; `most` is the greatest of them."""

    worth: float
    units: Weighing
    most: int


@dataclass(slots=True, eq=False)
class Holders:
    """The postings of a term: `parts` are those of a segment each, with the number its first document has in the row.

    Documents that are gone are among the `size` of them; `frequency` counts those that are there. `room` is
    what the row and the marks of a common term take, 0 for a rare one.
    """

    parts: tuple[tuple[int, Postings], ...]
    size: int
    frequency: int
    room: int
    _docs: Whole | None = field(default=None, init=False)
    _weights: npt.NDArray[Any] | None = field(default=None, init=False)
    _heaviest: int | None = field(default=None, init=False)
    _row: Weighing | None = field(default=None, init=False)
    _marks: Marks | None = field(default=None, init=False)
    _points: tuple[float, Floats] | None = field(default=None, init=False)

    @classmethod
    def of(cls, parts: Sequence[Postings], offsets: Sequence[int], *, gone: Ints, rows: tuple[int, int]) -> "Holders":
        """Those of the segments in a row; `gone` are the documents, numbered through, that are not there any more.

        `rows`: from how many postings on a term has a row and marks, and what these take.
        """
        many, room = rows
        held = tuple((offset, one) for offset, one in zip(offsets, parts, strict=True) if len(one.docs))
        size = sum(len(one.docs) for _, one in held)
        there = size - (sum(_among(one.docs, offset, gone) for offset, one in held) if len(gone) else 0)
        return cls(held, size, there, room if 0 < many <= size else 0)

    @property
    def common(self) -> bool:
        """Whether so many hold the term that it is best asked for by its `row`, or by its `marks`."""
        return self.room > 0

    @property
    def nbytes(self) -> int:
        """The memory these take at most beside what they are views of."""
        copied = 0 if self._in_place or self.common else 6 * self.size
        points = 0 if self.common else 8 * self.size
        return copied + points + self.room + sum(one.nbytes for _, one in self.parts)

    @property
    def docs(self) -> Whole:
        """The documents, ascending, numbered through."""
        if self._docs is None:
            if self._in_place:
                return self.parts[0][1].docs
            # Numbers of a hundred million documents go into four bytes.
            moved = [np.add(one.docs, offset, dtype=np.int32) for offset, one in self.parts]
            self._docs = np.concatenate([np.zeros(0, np.int32), *moved])
        return self._docs

    @property
    def weights(self) -> npt.NDArray[Any]:
        """The weight of each."""
        if self._weights is None:
            if self._in_place:
                return self.parts[0][1].weights
            self._weights = np.concatenate([np.zeros(0, np.uint8), *(one.weights for _, one in self.parts)])
        return self._weights

    @property
    def _in_place(self) -> bool:
        return len(self.parts) == 1 and not self.parts[0][0]

    def row(self, size: int) -> Weighing:
        """The weight of each of `size` documents, 0 for those that do not hold the term; made once."""
        if self._row is None:
            made = np.zeros(size, narrow(np.array([self.heaviest])).dtype)
            for offset, one in self.parts:
                made[offset:][one.docs] = one.weights
            self._row = made
        return self._row

    def marks(self, worth: float, stream: Stream, spread: Narrow, of_genre: Narrow | None) -> Marks:
        """What the term adds to the score of each document at most, in whole `UNITS`, rounded up; kept for one `worth`.

        `spread` is that of the stream in each document and `of_genre` what its score counts for; neither changes while
        these holders are kept. A term is mostly asked for with the same worth: that of its stream and of its rarity.
        """
        kept = self._marks
        if kept is None or kept.worth != worth:
            factor = np.float32(worth * UNITS * (stream.k1 + 1))
            made = self._marked_in_a_row if _MANY * self.size > len(spread) else self._marked_one_by_one
            kept = self._marks = Marks(worth, *made(factor, spread, of_genre))
        return kept

    def points(self, worth: float, stream: Stream, spread: Floats) -> Floats:
        """What the term adds to the score of each document that holds it; kept for one `worth` as `marks` are.

        `spread` is that of the stream in each document.
        """
        kept = self._points
        if kept is None or kept[0] != worth:
            made = gained(stream, self.weights.astype(np.float64), spread.take(self.docs))
            made *= worth
            kept = self._points = worth, made
        return kept[1]

    def _marked_in_a_row(self, factor: np.float32, spread: Narrow, of_genre: Narrow | None) -> tuple[Weighing, int]:
        """The marks of all documents, worked out for each of them whether it holds the term or not; the greatest."""
        row = self.row(len(spread))
        units = _units(row.astype(np.float32), factor, spread, of_genre)
        most = int(np.maximum.reduce(units, initial=0)) + 1
        made: Weighing = units.astype(width(most))
        made += row != 0  # rounded up, or one more where nothing was to be rounded
        return made, most

    def _marked_one_by_one(self, factor: np.float32, spread: Narrow, of_genre: Narrow | None) -> tuple[Weighing, int]:
        """The same, worked out for those that hold it: all segments in one go, for most of them are small."""
        docs = np.concatenate([np.add(one.docs, offset, dtype=np.int64) for offset, one in self.parts])
        weights: Narrow = np.concatenate([one.weights for _, one in self.parts], dtype=np.float32)
        units = _units(weights, factor, spread.take(docs), None if of_genre is None else of_genre.take(docs))
        units += 1  # rounded up, or one more where nothing was to be rounded
        most = int(np.maximum.reduce(units, initial=1))
        made: Weighing = np.zeros(len(spread), width(most))
        made[docs] = units.astype(made.dtype)
        return made, most

    @property
    def heaviest(self) -> int:
        """The greatest weight; looked for once."""
        if self._heaviest is None:
            self._heaviest = max((int(one.weights.max()) for _, one in self.parts), default=0)
        return self._heaviest

    def stretches_in(self, docs: Ints) -> Iterator[tuple[Ints, Ints, Ints, PlaceRow]]:
        """Where the places in some documents, ascending, are kept, segment by segment.

        Which of `docs` hold the term, where the places of each begin in the row that comes last, and how many they are.
        """
        for offset, one in self.parts:
            own = one.docs
            ends = (offset, offset + int(own[-1]) + 1)
            first, last = (0, len(docs)) if self._in_place else np.searchsorted(docs, ends).tolist()
            # In the width of the postings, or all of them would be widened first.
            wanted = (docs[first:last] - offset).astype(own.dtype)
            at = own.searchsorted(wanted)
            held = (own.take(at, mode="clip") == wanted).nonzero()[0]
            begins, counts = one.places.stretches(at[held])
            yield held + first, begins, counts, one.places.flat

    def stretches_about(self, docs: Ints) -> Iterator[tuple[Ints, Ints, Ints, PlaceRow]]:
        """Where the places in some documents, ascending, are kept, segment by segment; perhaps those in others too.

        The documents, where the places of each begin in the row that comes last, and how many they are. Where most of
        those of a segment are wanted it gives all, for these need not be looked for.
        """
        for offset, one in self.parts:
            own = one.docs
            first, last = docs.searchsorted((offset, offset + int(own[-1]) + 1)).tolist()
            if _MOST * (last - first) > len(own):
                begins, counts = one.places.stretches(np.arange(len(own)))
                yield np.add(own, offset, dtype=np.int64), begins, counts, one.places.flat
                continue
            wanted = (docs[first:last] - offset).astype(own.dtype)
            at = own.searchsorted(wanted)
            held = (own.take(at, mode="clip") == wanted).nonzero()[0]
            begins, counts = one.places.stretches(at[held])
            yield docs[first:last][held], begins, counts, one.places.flat

    def places_in(self, docs: Ints) -> tuple[Ints, Ints]:
        """All places in some documents, ascending: which of `docs`, and the place, one value an occurrence."""
        found = [np.zeros((2, 0), np.int64)]
        for held, begins, counts, flat in self.stretches_in(docs):
            found.append(np.array([np.repeat(held, counts), flat[spread_out(begins, counts)]], np.int64))
        which, places = np.concatenate(found, axis=1)
        return which, places


def _units(weights: Narrow, factor: np.float32, spread: Narrow, of_genre: Narrow | None) -> Narrow:
    """What weights add to a score, in units, not rounded; they are changed in place."""
    least = weights + spread
    weights *= factor
    weights /= least
    if of_genre is not None:
        weights *= of_genre
    return weights


def _among(docs: Whole, offset: int, gone: Ints) -> int:
    """How many of the documents of a segment are gone; few are mostly, and they are looked for among the others."""
    first, last = np.searchsorted(gone, (offset, offset + int(docs[-1]) + 1)).tolist()
    wanted = (gone[first:last] - offset).astype(docs.dtype)
    return int(np.count_nonzero(docs.take(docs.searchsorted(wanted), mode="clip") == wanted))
