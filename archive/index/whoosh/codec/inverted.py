"""A field of arrays in the one form that the same postings always have, however they were come by.

So a merged segment equals, array by array, one that was built of its documents at once.
"""

from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt
from whoosh.util.numeric import byte_to_length

from archive.index.arrays.array_file import Numbers
from archive.index.arrays.field import Bytes, Docs, FieldArrays, Narrow, Terms, Wide, keys_of, narrow

# The length that each byte stands for, ascending.
_LENGTHS = np.array([byte_to_length(byte) for byte in range(256)], np.int64)


def field_of(
    *,
    terms: Terms,
    bounds: Wide,
    docs: Docs,
    weights: Numbers | None,
    counts: Numbers | None = None,
    places: Numbers | None = None,
    lengths: Bytes | None = None,
) -> FieldArrays:
    """A field in its one form: no weights that are all 1, no counts that the weights say already, the narrowest widths.

    `lengths` are rounded (`length_bytes`). Every term has a posting at least.
    """
    weighed = _weights(weights)
    counted = _counts(weighed, counts, len(docs))
    field = FieldArrays(
        terms,
        bounds,
        docs,
        weights=weighed,
        counts=counted,
        places=None if places is None else narrow(places),
        place_bounds=None if places is None else _place_bounds(bounds, counted if counted is not None else weighed),
        lengths=lengths,
        heaviest=None if weighed is None else np.maximum.reduceat(weighed, bounds[:-1]) if len(terms) else weighed[:0],
    )
    # In the file they are pages that all processes share; made when a question comes, each has its own.
    return replace(field, keys=keys_of(field, slice(None)))


def _weights(weights: Numbers | None) -> Narrow | None:
    if weights is None or (weights == 1).all():
        return None
    whole = weights if weights.dtype.kind in "iu" else weights.astype(np.int64)
    if whole is weights or ((whole == weights).all() and whole.min() >= 0):
        return narrow(whole)
    # As exact as the library keeps them: it is a boost of the writer's that made them no whole numbers.
    return weights.astype(np.float32, copy=False)


def _counts(weights: Narrow | None, counts: Numbers | None, rows: int) -> Narrow | None:
    if counts is None:
        return None
    same = (counts == (1 if weights is None else weights)).all() if rows else True
    return None if same else narrow(counts)


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
