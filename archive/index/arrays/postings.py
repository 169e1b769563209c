"""The postings of a term as arrays: documents, weights and places, and a store of what was asked for last.

They are mostly views of what lies in a file or in long arrays, in whatever width it has there; nothing is copied to be
looked at, and nobody may write into them.
"""

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from typing import Any, Generic, Protocol, TypeVar

import numpy as np
import numpy.typing as npt

from archive.index.candidates import spread_out

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]
# Whole numbers of any width, signed or not.
Whole = npt.NDArray[np.integer[Any]]
Weights = npt.NDArray[Any]
Bounds = npt.NDArray[np.signedinteger[Any]]  # of four bytes where these are enough
PlaceRow = npt.NDArray[np.unsignedinteger[Any]]

# Places of a term up to which four bytes say where those of a document begin.
NARROW = 1 << 31


class Places:
    """The places of a term, ascending within each posting."""

    __slots__ = ("_counts", "_ends", "_starts", "flat")

    def __init__(self, flat: PlaceRow, starts: Bounds, ends: Bounds) -> None:
        """Those of a posting are `flat[starts[row] : ends[row]]`."""
        self.flat = flat
        self._starts: Bounds | None = starts
        self._ends: Bounds | None = ends
        self._counts: Whole | None = None

    @classmethod
    def counted(cls, flat: PlaceRow, counts: Whole) -> "Places":
        """The places of postings in a row, so many of each; where each begins is summed up when first asked for."""
        made = object.__new__(cls)
        made.flat, made._counts, made._starts, made._ends = flat, counts, None, None
        return made

    def __len__(self) -> int:
        """How many postings have places."""
        told = self._counts if self._starts is None else self._starts
        return 0 if told is None else len(told)

    def __getitem__(self, row: int) -> PlaceRow:
        """The places of one posting."""
        starts, ends = self._bounds()
        return self.flat[starts[row] : ends[row]]

    @property
    def nbytes(self) -> int:
        """The memory these take at most: where each posting begins and ends."""
        size = len(self)
        return size * (8 if len(self.flat) >= NARROW else 4)

    def stretches(self, rows: Whole) -> tuple[Ints, Ints]:
        """Where in `flat` the places of some postings begin, and how many each has."""
        starts, ends = self._bounds()
        begins = starts[rows]
        return begins.astype(np.int64), (ends[rows] - begins).astype(np.int64)

    def of(self, rows: Whole) -> tuple[Ints, Ints]:
        """All places of several postings: which of `rows`, and the place, one value an occurrence."""
        begins, counts = self.stretches(rows)
        which = np.repeat(np.arange(len(rows), dtype=np.int64), counts)
        return which, self.flat[spread_out(begins, counts)].astype(np.int64)

    def _bounds(self) -> tuple[Bounds, Bounds]:
        starts, ends = self._starts, self._ends
        if starts is None or ends is None:
            counts = np.zeros(0, np.int64) if self._counts is None else self._counts
            bounds: Bounds = np.zeros(len(counts) + 1, np.int32 if len(self.flat) < NARROW else np.int64)
            np.cumsum(counts, out=bounds[1:])
            starts, ends = bounds[:-1], bounds[1:]
            # The ends first: another thread that sees the starts sees them too.
            self._ends = ends
            self._starts = starts
        return starts, ends


@dataclass(frozen=True, slots=True)
class Postings:
    """The documents of a term, ascending, with the weight of each and, where the stream keeps them, the places."""

    docs: Whole
    weights: Weights
    places: Places

    @property
    def nbytes(self) -> int:
        """The memory these take at most beside what they are views of."""
        owned = sum(one.nbytes for one in (self.docs, self.weights, self.places.flat) if one.base is None)
        return owned + self.places.nbytes


NO_PLACES = Places(np.zeros(0, np.uint32), np.zeros(0, np.int64), np.zeros(0, np.int64))
NOTHING = Postings(np.zeros(0, np.uint32), np.zeros(0, np.uint8), NO_PLACES)


class _Sized(Protocol):
    @property
    def nbytes(self) -> int: ...


Held = TypeVar("Held", bound=_Sized)


class Kept(Generic[Held]):
    """What was asked for last, up to a sum of bytes; (stream, term) → its arrays. Several threads may ask at once."""

    def __init__(self, room: int) -> None:
        """An empty store with room for so many bytes."""
        self._held: OrderedDict[tuple[str, str], tuple[Held, int]] = OrderedDict()
        self._room = room
        self._lock = Lock()

    def get(self, stream: str, term: str) -> Held | None:
        """What is kept of a term; None when nothing is."""
        key = (stream, term)
        with self._lock:
            found = self._held.get(key)
            if found is None:
                return None
            self._held.move_to_end(key)
            return found[0]

    def put(self, stream: str, term: str, arrays: Held) -> Held:
        """Keep arrays, dropping what was not asked for the longest; the arrays."""
        size = arrays.nbytes + _OVERHEAD
        with self._lock:
            # Two threads that looked it up at once both put it.
            _, before = self._held.pop((stream, term), (None, 0))
            self._held[stream, term] = arrays, size
            self._room += before - size
            while self._room < 0 and len(self._held) > 1:
                _, (_, given_back) = self._held.popitem(last=False)
                self._room += given_back
        return arrays


# What a dictionary and the objects around five arrays take for a term, whatever it holds.
_OVERHEAD = 1_000
