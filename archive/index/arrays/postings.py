"""The postings of a term as arrays: documents, weights and places, and a store of what was asked for last.

Read and decoded once, they are shared by all questions; nobody may write into them.
"""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Weights = npt.NDArray[Any]
Bounds = npt.NDArray[np.signedinteger[Any]]  # of four bytes where these are enough
Mask = npt.NDArray[np.bool_]
PlaceRow = npt.NDArray[np.unsignedinteger[Any]]


@dataclass(frozen=True, slots=True)
class Places:
    """The places of a term: those of a posting are `flat[starts[row] : ends[row]]`, ascending."""

    flat: PlaceRow
    starts: Bounds
    ends: Bounds

    def __len__(self) -> int:
        """How many postings have places."""
        return len(self.starts)

    def __getitem__(self, row: int) -> PlaceRow:
        """The places of one posting."""
        return self.flat[self.starts[row] : self.ends[row]]

    @property
    def in_a_row(self) -> bool:
        """Whether the places of each posting begin where those of the one before end, none left out."""
        starts, ends = self.starts, self.ends
        if not len(starts):
            return not len(self.flat)
        if starts.base is not None and starts.base is ends.base and len(starts.base) == len(starts) + 1:
            return not starts[0] and ends[-1] == len(self.flat)  # both are views of one row of bounds
        return not starts[0] and ends[-1] == len(self.flat) and bool((starts[1:] == ends[:-1]).all())

    def of(self, rows: Ints) -> tuple[Ints, Ints]:
        """All places of several postings: which of `rows`, and the place, one value an occurrence."""
        counts = self.ends[rows] - self.starts[rows]
        which = np.repeat(np.arange(len(rows), dtype=np.int64), counts)
        # Within each run 0, 1, 2 …, from where the run starts.
        within = np.arange(len(which), dtype=np.int64) - np.repeat(np.cumsum(counts) - counts, counts)
        return which, self.flat[self.starts[rows][which] + within].astype(np.int64)


@dataclass(frozen=True, slots=True)
class Postings:
    """The documents of a term, ascending, with the weight of each and, where the stream keeps them, the places.

    Whole weights may be narrow integers.
    """

    docs: Ints
    weights: Weights
    places: Places

    @property
    def nbytes(self) -> int:
        """The memory these arrays take."""
        places = self.places
        # Mostly the places of a posting end where those of the next one start, and both are views of one array.
        shared = places.starts.base is not None and places.starts.base is places.ends.base
        arrays = (self.docs, self.weights, places.flat, places.starts, *(() if shared else (places.ends,)))
        return sum(one.nbytes for one in arrays)


Held = TypeVar("Held", Postings, Floats)
NO_PLACES = Places(np.zeros(0, np.uint32), np.zeros(0, np.int64), np.zeros(0, np.int64))
NOTHING = Postings(np.zeros(0, np.int64), np.zeros(0, np.float64), NO_PLACES)


def joined(parts: Sequence[Postings], offsets: Ints, live: Mask) -> Postings:
    """The postings of several rows of documents as of one row that begins with each at its offset; only live ones."""
    held = [(one, int(offset)) for one, offset in zip(parts, offsets, strict=True) if len(one.docs)]
    if not held:
        return NOTHING
    docs = np.concatenate([one.docs + offset for one, offset in held]) if held[0][1] or held[1:] else held[0][0].docs
    everyone = bool(live.all()) or bool(live[docs].all())
    if len(held) == 1 and everyone:
        one = held[0][0]
        return one if docs is one.docs else Postings(docs, one.weights, one.places)
    weights = np.concatenate([one.weights for one, _ in held])
    places = _joined_places([one.places for one, _ in held])
    if everyone:
        return Postings(docs, weights, places)
    kept = live[docs]
    if len(places):
        places = Places(places.flat, places.starts[kept], places.ends[kept])
    return Postings(docs[kept], weights[kept], places)


def _joined_places(parts: Sequence[Places]) -> Places:
    if not any(map(len, parts)):
        return NO_PLACES
    flat = np.concatenate([one.flat for one in parts])
    width: type[np.signedinteger[Any]] = np.int32 if len(flat) < NARROW else np.int64
    begins = np.cumsum([0, *(len(one.flat) for one in parts[:-1])]).astype(width)
    shifted = list(zip(parts, begins, strict=True))
    starts = [one.starts.astype(width, copy=False) + begin for one, begin in shifted]
    if all(one.in_a_row for one in parts):
        bounds = np.concatenate([*starts, np.array([len(flat)], width)])
        return Places(flat, bounds[:-1], bounds[1:])
    ends = [one.ends.astype(width, copy=False) + begin for one, begin in shifted]
    return Places(flat, np.concatenate(starts), np.concatenate(ends))


class Kept(Generic[Held]):
    """What was asked for last, up to a sum of bytes; (stream, term) → its arrays."""

    def __init__(self, room: int) -> None:
        """An empty store with room for so many bytes."""
        self._held: OrderedDict[tuple[str, str], Held] = OrderedDict()
        self._room = room

    def get(self, stream: str, term: str) -> Held | None:
        """What is kept of a term; None when nothing is."""
        found = self._held.get((stream, term))
        if found is not None:
            self._held.move_to_end((stream, term))
        return found

    def put(self, stream: str, term: str, arrays: Held) -> Held:
        """Keep arrays, dropping what was not asked for the longest; the arrays."""
        self._held[stream, term] = arrays
        self._room -= arrays.nbytes + _OVERHEAD
        while self._room < 0 and len(self._held) > 1:
            _, dropped = self._held.popitem(last=False)
            self._room += dropped.nbytes + _OVERHEAD
        return arrays


# Places of a term up to which four bytes say where those of a document begin.
NARROW = 1 << 31
# What a dictionary and the objects around five arrays take for a term, whatever it holds.
_OVERHEAD = 1_000
