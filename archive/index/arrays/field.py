"""One field of a segment inverted, as arrays: its terms in order, and for each a stretch of postings.

The same shape whether it was just inverted, is merged, or is mapped from a file; what is done with it is elsewhere.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from itertools import pairwise
from typing import Any, overload

import numpy as np
import numpy.typing as npt

from archive.index.arrays.array_file import ArrayFile, ArrayWriter, Numbers

Bytes = npt.NDArray[np.uint8]
Docs = npt.NDArray[np.uint32]
Wide = npt.NDArray[np.int64]
Keys = npt.NDArray[np.uint16]
# Any whole numbers that are not negative, in one, two or four bytes: the narrowest that holds the largest.
Narrow = npt.NDArray[np.unsignedinteger[Any]]

# One term in so many is kept as bytes: three thousand of a vocabulary of 200,000.
_APART = 64


class Terms(Sequence[bytes]):
    """Terms ascending by their bytes (UTF-8), each once: letters in one row, and where each term begins in it."""

    def __init__(self, letters: Bytes, bounds: Wide) -> None:
        """Take the letters of all terms in a row, and one bound more than terms."""
        self.letters, self.bounds = letters, bounds

    @classmethod
    def of(cls, terms: Sequence[bytes]) -> "Terms":
        """Terms that are ascending and different."""
        bounds = np.zeros(len(terms) + 1, np.int64)
        np.cumsum(np.fromiter(map(len, terms), np.int64, len(terms)), out=bounds[1:])
        return cls(np.frombuffer(b"".join(terms), np.uint8), bounds)

    def __len__(self) -> int:
        """How many terms."""
        return len(self.bounds) - 1

    @overload
    def __getitem__(self, place: int) -> bytes: ...
    @overload
    def __getitem__(self, place: slice) -> list[bytes]: ...
    def __getitem__(self, place: int | slice) -> bytes | list[bytes]:
        """The term at a place, from the end where it is negative; several for a slice."""
        if isinstance(place, slice):
            return [self[one] for one in range(*place.indices(len(self)))]
        if place < 0:
            place += len(self)
        if not 0 <= place < len(self):
            raise IndexError(place)
        bounds = self._bounds
        return bytes(self._letters[bounds[place] : bounds[place + 1]])

    def __iter__(self) -> Iterator[bytes]:
        """All terms, in order."""
        letters, bounds = self.letters.tobytes(), self.bounds.tolist()
        return (letters[begin:end] for begin, end in pairwise(bounds))

    def find(self, term: bytes) -> int:
        """The place of a term; -1 when it is not there."""
        place = self.begin(term)
        if place == len(self):
            return -1
        return place if self._letters[self._bounds[place] : self._bounds[place + 1]] == term else -1

    def begin(self, term: bytes) -> int:
        """The place of the first term that is not before `term`; the number of terms when all are before it."""
        samples, bounds, letters = self._samples, self._bounds, self._letters
        after = bisect_right(samples, term)
        first, last = max(0, (after - 1) * _APART), min(len(self), after * _APART)
        # The search by halves is written out: it runs for every word of every question.
        while first < last:
            middle = (first + last) // 2
            if bytes(letters[bounds[middle] : bounds[middle + 1]]) < term:
                first = middle + 1
            else:
                last = middle
        return first

    def beginning_with(self, letters: bytes) -> tuple[int, int]:
        """The places from … to … (not included) of the terms that begin so; all for no letters."""
        after = letters.rstrip(b"\xff")
        end = self.begin(after[:-1] + bytes([after[-1] + 1])) if after else len(self)
        return self.begin(letters), end

    @cached_property
    def sizes(self) -> Bytes:
        """How many bytes each term has, 255 for more."""
        sizes: Bytes = np.minimum(self.bounds[1:] - self.bounds[:-1], 255).astype(np.uint8)
        return sizes

    @cached_property
    def endings(self) -> Bytes:
        """The last byte of each term; of an empty one any."""
        if not len(self.letters):
            return np.zeros(len(self), np.uint8)
        return self.letters.take(self.bounds[1:] - 1, mode="clip")

    @cached_property
    def _samples(self) -> list[bytes]:
        """Every so manieth term: where to look, before a term is made of letters at each step of the search."""
        return [self[place] for place in range(0, len(self), _APART)]

    @cached_property
    def _letters(self) -> memoryview:
        return self.letters.data

    @cached_property
    def _bounds(self) -> memoryview:
        return self.bounds.data


@dataclass(frozen=True, slots=True)
class FieldArrays:
    """A field inverted. Documents are numbered 0, 1, 2 … within their segment, deleted ones among them.

    The postings of the term at `place` are rows `bounds[place]` to `bounds[place + 1]` of `docs` (ascending within a
    term), `weights` and `counts`; the places of row `row` of that term begin at `place_bounds[place]` plus the counts
    of the term's rows before it. `weights` None means that every posting weighs 1. `counts` None means that a posting
    has as many places as it weighs; `places` None that the field keeps none. `lengths` is the field's length in each
    document as one byte, as the library rounds it (`whoosh.util.numeric.length_to_byte`); None for a field that is not
    scored by length. `heaviest` is the largest weight of each term. `keys` has for each row its weight, at most 255,
    and the length byte of its document (`keys_of`), for scores from a table; None where nobody made it.
    """

    terms: Terms
    bounds: Wide
    docs: Docs
    weights: Narrow | None = None
    counts: Narrow | None = None
    places: Narrow | None = None
    place_bounds: Wide | None = None
    lengths: Bytes | None = None
    heaviest: Narrow | None = None
    keys: Keys | None = None

    def rows(self, place: int) -> tuple[int, int]:
        """The rows of postings, from … to … (not included), of the term at a place."""
        return int(self.bounds[place]), int(self.bounds[place + 1])

    def frequency(self, place: int) -> int:
        """How many postings the term at a place has."""
        return int(self.bounds[place + 1] - self.bounds[place])


def keys_of(field: FieldArrays, stretch: slice, rows: npt.NDArray[np.intp] | None = None) -> Keys | None:
    """The keys of a stretch of rows, or of some rows of the stretch, `min(weight, 255) << 8 | length byte`.

    None for a field that is not scored by length, or whose weights are no whole numbers.
    """
    if field.keys is not None:
        keys = field.keys[stretch]
        return keys if rows is None else keys.take(rows)
    if field.lengths is None or (field.weights is not None and field.weights.dtype.kind == "f"):
        return None
    lengths = field.lengths.take(_some(field.docs, stretch, rows)).astype(np.uint16)
    if field.weights is None:
        lengths |= np.uint16(1 << 8)
        return lengths
    weights: Keys = np.minimum(_some(field.weights, stretch, rows), 255).astype(np.uint16)
    weights <<= np.uint16(8)
    weights |= lengths
    return weights


def _some(numbers: npt.NDArray[Any], stretch: slice, rows: npt.NDArray[np.intp] | None) -> npt.NDArray[Any]:
    return numbers[stretch] if rows is None else numbers[stretch].take(rows)


_LETTERS, _LETTER_BOUNDS = "letters", "letter_bounds"
PARTS = tuple(one.name for one in fields(FieldArrays) if one.name != "terms")


def put(writer: ArrayWriter, name: str, field: FieldArrays) -> None:
    """Write a field into a file of arrays, each array under `name/part`."""
    put_terms(writer, name, field.terms)
    for part in PARTS:
        held: Numbers | None = getattr(field, part)
        if held is not None:
            writer.put(f"{name}/{part}", held)


def put_terms(writer: ArrayWriter, name: str, terms: Terms) -> None:
    """Write the terms of a field, which come before its other arrays."""
    writer.put(f"{name}/{_LETTERS}", terms.letters)
    writer.put(f"{name}/{_LETTER_BOUNDS}", terms.bounds)


def taken(file: ArrayFile, name: str) -> FieldArrays:
    """The field of a name as it stands in a file: views of the mapped file. Raises KeyError when it is not there."""
    terms = Terms(file[f"{name}/{_LETTERS}"], file[f"{name}/{_LETTER_BOUNDS}"])
    parts = {part: file.get(f"{name}/{part}") for part in PARTS}
    return FieldArrays(terms, **parts)  # type: ignore[arg-type]  # kinds are those that `put` wrote


def names(file: ArrayFile) -> tuple[str, ...]:
    """The names of the fields that stand in a file."""
    ending = f"/{_LETTER_BOUNDS}"
    return tuple(name.removesuffix(ending) for name in file.names() if name.endswith(ending))


def narrow(numbers: npt.NDArray[Any]) -> Narrow:
    """Whole numbers that are not negative, in the narrowest width that holds the largest."""
    return numbers.astype(width(int(numbers.max(initial=0))), copy=False)


def width(largest: int) -> np.dtype[np.unsignedinteger[Any]]:
    """The narrowest width that holds a whole number."""
    return np.dtype(np.uint8 if largest < 1 << 8 else np.uint16 if largest < 1 << 16 else np.uint32)
