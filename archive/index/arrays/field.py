"""One field of a segment inverted, as arrays: its terms in order, and for each a stretch of postings.

The same shape whether it was just inverted, is merged, or is mapped from a file; what is done with it is elsewhere.
"""

from bisect import bisect_left
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
# Any whole numbers that are not negative, in one, two or four bytes: the narrowest that holds the largest.
Narrow = npt.NDArray[np.unsignedinteger[Any]]


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
        return place if place < len(self) and self[place] == term else -1

    def begin(self, term: bytes) -> int:
        """The place of the first term that is not before `term`; the number of terms when all are before it."""
        return bisect_left(self, term)

    def beginning_with(self, letters: bytes) -> tuple[int, int]:
        """The places from … to … (not included) of the terms that begin so; all for no letters."""
        after = letters.rstrip(b"\xff")
        end = self.begin(after[:-1] + bytes([after[-1] + 1])) if after else len(self)
        return self.begin(letters), end

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
    scored by length. `heaviest` is the largest weight of each term.
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

    def rows(self, place: int) -> tuple[int, int]:
        """The rows of postings, from … to … (not included), of the term at a place."""
        return int(self.bounds[place]), int(self.bounds[place + 1])

    def frequency(self, place: int) -> int:
        """How many postings the term at a place has."""
        return int(self.bounds[place + 1] - self.bounds[place])


_LETTERS, _LETTER_BOUNDS = "letters", "letter_bounds"
_PARTS = tuple(one.name for one in fields(FieldArrays) if one.name != "terms")


def put(writer: ArrayWriter, name: str, field: FieldArrays) -> None:
    """Write a field into a file of arrays, each array under `name/part`."""
    writer.put(f"{name}/{_LETTERS}", field.terms.letters)
    writer.put(f"{name}/{_LETTER_BOUNDS}", field.terms.bounds)
    for part in _PARTS:
        held: Numbers | None = getattr(field, part)
        if held is not None:
            writer.put(f"{name}/{part}", held)


def taken(file: ArrayFile, name: str) -> FieldArrays:
    """The field of a name as it stands in a file: views of the mapped file. Raises KeyError when it is not there."""
    terms = Terms(file[f"{name}/{_LETTERS}"], file[f"{name}/{_LETTER_BOUNDS}"])
    parts = {part: file.get(f"{name}/{part}") for part in _PARTS}
    return FieldArrays(terms, **parts)  # type: ignore[arg-type]  # kinds are those that `put` wrote


def names(file: ArrayFile) -> tuple[str, ...]:
    """The names of the fields that stand in a file."""
    ending = f"/{_LETTER_BOUNDS}"
    return tuple(name.removesuffix(ending) for name in file.names() if name.endswith(ending))


def narrow(numbers: npt.NDArray[Any]) -> Narrow:
    """Whole numbers that are not negative, in the narrowest width that holds the largest."""
    largest = int(numbers.max(initial=0))
    width = np.uint8 if largest < 1 << 8 else np.uint16 if largest < 1 << 16 else np.uint32
    return numbers.astype(width, copy=False)
