"""A field of arrays in the one form that the same postings always have, however they were come by.

So a merged segment equals, array by array, one that was built of its documents at once.
"""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
from whoosh.util.numeric import byte_to_length

from archive.index.arrays.array_file import Numbers
from archive.index.arrays.field import Bytes, Docs, FieldArrays, Narrow, Terms, Wide, keys_of, width

# The length that each byte stands for, ascending.
_LENGTHS = np.array([byte_to_length(byte) for byte in range(256)], np.int64)


@dataclass(frozen=True, slots=True)
class Kinds:
    """The kinds of the arrays that tell of a field's postings beside their documents; None for one that it lacks."""

    weights: str | None
    counts: str | None
    places: str | None

    @classmethod
    def of(cls, weights: Numbers | None, counts: Numbers | None, places: Numbers | None) -> "Kinds":
        """No weights that are all 1, no counts that the weights say already, the narrowest widths."""
        ones = weights is None or bool((weights == 1).all())
        same = counts is None or bool((counts == (1 if weights is None else weights)).all())
        return cls(
            weights=None if ones or weights is None else _kind_of_weights(weights),
            counts=None if same or counts is None else _narrowest(counts),
            places=None if places is None else _narrowest(places),
        )

    @classmethod
    def in_form(cls, field: FieldArrays) -> "Kinds":
        """The kinds of a field that `field_of` made: they are the narrowest, and nobody need look at the numbers."""
        kinds = (None if one is None else one.dtype.str for one in (field.weights, field.counts, field.places))
        return cls(*kinds)

    def __or__(self, other: "Kinds") -> "Kinds":
        """The kinds of two fields that are made one: places are kept only where both have them."""
        counted = self.counts is not None or other.counts is not None
        return Kinds(
            weights=_wider(self.weights, other.weights),
            counts=_wider(self.counts or self.weights or _ONE, other.counts or other.weights or _ONE)
            if counted
            else None,
            places=_wider(self.places, other.places) if self.places and other.places else None,
        )


# The kind of weights and counts that are all 1.
_ONE = "|u1"


def _wider(one: str | None, other: str | None) -> str | None:
    """The wider of two kinds, None for all 1; what is broken anywhere is kept as `_kind_of_weights` says."""
    kinds = [np.dtype(kind) for kind in (one, other) if kind]
    if not kinds:
        return None
    broken = [kind for kind in kinds if kind.kind == "f"]
    return (broken or sorted(kinds, key=lambda kind: kind.itemsize))[-1].str


def _kind_of_weights(weights: Numbers) -> str:
    whole = weights if weights.dtype.kind in "iu" else weights.astype(np.int64)
    if whole is weights or ((whole == weights).all() and whole.min() >= 0):
        return _narrowest(whole)
    # As exact as the library keeps them: it is a boost of the writer's that made them no whole numbers.
    return np.dtype(np.float32).str


def _narrowest(numbers: Numbers) -> str:
    return width(int(numbers.max(initial=0))).str


def field_of(
    *,
    terms: Terms,
    bounds: Wide,
    docs: Docs,
    weights: Numbers | None,
    counts: Numbers | None = None,
    places: Numbers | None = None,
    lengths: Bytes | None = None,
    kinds: Kinds | None = None,
) -> FieldArrays:
    """A field in its one form: no weights that are all 1, no counts that the weights say already, the narrowest widths.

    `lengths` are rounded (`length_bytes`). Every term has a posting at least. `kinds` are those of the whole where
    these are some terms of a field.
    """
    kinds = kinds or Kinds.of(weights, counts, places)
    weighed = _as(kinds.weights, weights, len(docs))
    counted = _as(kinds.counts, counts, len(docs))
    field = FieldArrays(
        terms,
        bounds,
        docs,
        weights=weighed,
        counts=counted,
        places=None if places is None or kinds.places is None else places.astype(kinds.places, copy=False),
        place_bounds=None if places is None else _place_bounds(bounds, counted if counted is not None else weighed),
        lengths=lengths,
        heaviest=None if weighed is None else np.maximum.reduceat(weighed, bounds[:-1]) if len(terms) else weighed[:0],
    )
    # In the file they are pages that all processes share; made when a question comes, each has its own.
    return replace(field, keys=keys_of(field, slice(None)))


def _as(kind: str | None, numbers: Numbers | None, rows: int) -> Numbers | None:
    """Numbers of a kind; those that nobody wrote are 1."""
    if kind is None:
        return None
    return np.ones(rows, kind) if numbers is None else numbers.astype(kind, copy=False)


def _place_bounds(bounds: Wide, held: Narrow | None) -> Wide:
    if held is None:
        return bounds
    sums = np.zeros(len(held) + 1, np.int64)
    np.cumsum(held, out=sums[1:])
    return sums[bounds]


def length_bytes(lengths: npt.NDArray[Any]) -> Bytes:
    """Exact lengths as the library rounds them to a byte: up, to the next that a byte stands for."""
    return np.minimum(np.searchsorted(_LENGTHS, lengths), 255).astype(np.uint8)


def lengths_of(rounded: Bytes) -> Wide:
    """The lengths that bytes stand for."""
    return _LENGTHS[rounded]


def row_counts(field: FieldArrays) -> Numbers | None:
    """How many each row counts; None where each counts one."""
    return field.counts if field.counts is not None else field.weights
