"""Occurrences of terms as arrays, sorted into an inverted field: one pass for a whole batch, nothing per posting.

A term is a whole number here, and the numbers order as the terms do by their bytes; the letters are put to them last.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from archive.index.arrays.field import Bytes, FieldArrays, Terms, Wide
from archive.index.whoosh.codec.inverted import field_of
from archive.index.whoosh.codec.stretches import bounds_of, taken_rows

# A whole number of eight bytes holds so many bits and a sign; one is left free.
_BITS = 62


@dataclass(frozen=True, slots=True)
class Names:
    """Different terms ascending; the code of one is its place."""

    names: tuple[str, ...]
    terms: Terms

    @classmethod
    def of(cls, names: Iterable[str]) -> "Names":
        """Names in the order of their letters, which is that of their bytes."""
        ordered = tuple(sorted(set(names)))
        return cls(ordered, Terms.of([one.encode() for one in ordered]))

    def codes(self, names: Iterable[str]) -> Wide:
        """The codes of some of these names."""
        place = dict(zip(self.names, range(len(self.names)), strict=True))
        return np.fromiter(map(place.__getitem__, names), np.int64)


class _Numbered(dict[str, int]):
    def __missing__(self, word: str) -> int:
        self[word] = number = len(self)
        return number


def numbered() -> dict[str, int]:
    """A number for each different word that is looked up, in the order in which they first came."""
    return _Numbered()


@dataclass(frozen=True, slots=True)
class Occurrences:
    """Terms where they stand, documents ascending: `codes[i]` in `docs[i]`, weighing `weights[i]`, at `places[i]`.

    `weights` None means that each weighs 1; `places` None that none are kept.
    """

    codes: Wide
    docs: Wide
    weights: npt.NDArray[Any] | None = None
    places: npt.NDArray[Any] | None = None


@dataclass(frozen=True, slots=True)
class Grouped:
    """Occurrences term by term: the codes that occur, ascending, and all of a field but its terms."""

    codes: Wide
    bounds: Wide
    docs: npt.NDArray[np.uint32]
    weights: Wide
    counts: Wide
    places: npt.NDArray[Any] | None

    def field(self, terms: Terms, lengths: Bytes | None = None) -> FieldArrays:
        """The field, given the term of each code."""
        counts = self.counts if self.places is not None else None
        return field_of(
            terms=terms,
            bounds=self.bounds,
            docs=self.docs,
            weights=self.weights,
            counts=counts,
            places=self.places,
            lengths=lengths,
        )


def grouped(found: Occurrences) -> Grouped:
    """The occurrences by term, then by document, then as they stood."""
    codes, order = _sorted(found.codes)
    docs = found.docs[order]
    new_term = _changes(codes)
    begins = np.flatnonzero(new_term | _changes(docs))  # of each posting among the occurrences
    counts = np.diff(begins, append=len(codes))
    firsts = np.flatnonzero(new_term[begins])  # of each term among the postings
    return Grouped(
        codes=codes[begins[firsts]],
        bounds=np.append(firsts, len(begins)),
        docs=docs[begins].astype(np.uint32),
        weights=counts if found.weights is None else _sums(found.weights[order], begins),
        counts=counts,
        places=None if found.places is None else found.places[order],
    )


def _sorted(codes: Wide) -> tuple[Wide, Wide]:
    """The codes ascending, and where each stood; equal ones stay in their order."""
    bits = max(len(codes) - 1, 0).bit_length()
    if int(codes.max(initial=0)).bit_length() + bits > _BITS:
        order = np.argsort(codes, kind="stable")
        return codes[order], order
    # Sorting numbers that carry their own place is several times as fast as asking for an order.
    both = codes << bits
    both |= np.arange(len(codes), dtype=np.int64)
    both.sort()
    return both >> bits, both & ((1 << bits) - 1)


def _changes(numbers: npt.NDArray[Any]) -> npt.NDArray[np.bool_]:
    """Whether each number differs from the one before it; the first does."""
    made = np.ones(len(numbers), np.bool_)
    np.not_equal(numbers[1:], numbers[:-1], out=made[1:])
    return made


def _sums(numbers: npt.NDArray[Any], begins: Wide) -> Wide:
    return np.add.reduceat(numbers, begins, dtype=np.int64) if len(begins) else np.zeros(0, np.int64)


def slices(flat: npt.NDArray[Any], starts: Wide, sizes: Wide) -> npt.NDArray[Any]:
    """Stretches of a row, one after another: each begins at its start and has its size."""
    return flat[slices_at(starts, sizes)]


def slices_at(starts: Wide, sizes: Wide) -> Wide:
    """The places of the items of stretches, one after another."""
    shift = starts - (np.cumsum(sizes) - sizes)
    return np.repeat(shift, sizes) + np.arange(int(sizes.sum()), dtype=np.int64)


def pair_terms(names: Terms, codes: Wide) -> Terms:
    """The terms of pairs, `left * len(names) + right`, as "left right"."""
    blank = len(names.letters)
    letters = np.append(names.letters, np.uint8(ord(" ")))
    left, right = np.divmod(codes, max(len(names), 1))
    size = np.diff(names.bounds)
    starts, sizes = np.empty((len(codes), 3), np.int64), np.ones((len(codes), 3), np.int64)
    starts[:, 0], starts[:, 1], starts[:, 2] = names.bounds[left], blank, names.bounds[right]
    sizes[:, 0], sizes[:, 2] = size[left], size[right]
    return Terms(slices(letters, starts.ravel(), sizes.ravel()), bounds_of(sizes.sum(axis=1)))


def chosen(names: Terms, codes: Wide) -> Terms:
    """The terms of some codes, ascending, where a code is the place of a term among all."""
    return names if len(codes) == len(names) else Terms(*taken_rows(names.letters, names.bounds, codes))
