"""Sets of documents as ascending numbers: what two have in common, sums over several, without a Python loop.

The room they need is one thread's own (`Scratch`) and is left as it was found: all zero. Where an index is known to be
in its array, `mode="clip"` spares NumPy a second row of checked indexes, which halves the time of a `take`.
"""

import threading
from collections.abc import Sequence
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from archive.index.arrays.array_file import Numbers

Floats = npt.NDArray[np.float64]
Rows = npt.NDArray[np.intp]
Mask = npt.NDArray[np.bool_]

# A list this many times longer is searched by halves instead of looked through: measured on lists of 50 to 20,000
# numbers below 50,000, `both` on random sets of both relations.
_LONGER = 12
# So many times fewer amounts than documents are sorted sooner than added up in a room for all documents.
_FEW = 16
# Where a larger part of the shorter list is shared, it is looked through again instead of searched.
_MANY_SHARED = 3


class Scratch:
    """Room for sets of numbers below `size`, used by one thread at a time."""

    def __init__(self, size: int) -> None:
        """Room that is all zero."""
        self.marks = np.zeros(size, np.bool_)
        self._size = size
        # What the one thread wants to keep for its next search.
        self.kept: dict[int, Any] = {}

    @cached_property
    def sums(self) -> Floats:
        """Room for a sum a document."""
        return np.zeros(self._size)

    @cached_property
    def small_sums(self) -> npt.NDArray[np.uint16]:
        """Room for a small whole number a document, which nobody has to leave as it was."""
        return np.zeros(self._size, np.uint16)

    @cached_property
    def flags(self) -> Mask:
        """Room for a yes or no a document, which nobody has to leave as it was."""
        return np.zeros(self._size, np.bool_)


class Scratches:
    """A `Scratch` for each thread that asks."""

    def __init__(self, size: int) -> None:
        """Room for sets of numbers below `size`."""
        self._size, self._own = size, threading.local()

    def mine(self) -> Scratch:
        """The room of the thread that asks."""
        found: Scratch | None = getattr(self._own, "scratch", None)
        if found is None:
            found = self._own.scratch = Scratch(self._size)
        return found


def both(few: Numbers, many: Numbers, scratch: Scratch) -> tuple[Rows, Rows]:
    """Where the numbers that stand in both ascending arrays stand in the one and in the other.

    Quickest when `few` is the shorter one.
    """
    if len(few) * _LONGER < len(many):
        return _searched(few, many)
    marks, at = scratch.marks, few.astype(np.intp)
    marks[at] = True
    in_many = marks.take(many).nonzero()[0]
    marks[at] = False
    shared = many.take(in_many)
    if len(shared) * _MANY_SHARED < len(few):
        return few.searchsorted(shared), in_many
    marks[shared] = True
    in_few = marks.take(at).nonzero()[0]
    marks[shared] = False
    return in_few, in_many


def _searched(few: Numbers, many: Numbers) -> tuple[Rows, Rows]:
    at = many.searchsorted(few)
    in_few = (many.take(at, mode="clip") == few).nonzero()[0]
    return in_few, at.take(in_few)


def without(docs: Numbers, gone: Numbers, size: int) -> Mask:
    """Which of `docs` do not stand in `gone`; all are below `size`."""
    kept = np.ones(size, np.bool_)
    kept[gone] = False
    return kept.take(docs)


def union(sets: Sequence[Numbers], size: int) -> Rows:
    """The numbers below `size` that stand in at least one of the arrays, ascending."""
    held = np.zeros(size, np.bool_)
    for one in sets:
        held[one] = True
    return held.nonzero()[0]


def summed(parts: Sequence[tuple[Numbers, Floats]], size: int) -> Floats:
    """Add what each document below `size` has in each part, in the order of the parts.

    Several parts or one part may name a document more than once. Every amount must be above zero, so that the sum says
    who is there.
    """
    sums: Floats
    if len(parts) == 1:
        sums = np.bincount(parts[0][0], parts[0][1], size)  # type: ignore[assignment]  # with weights they are broken
        return sums
    if not parts:
        return np.zeros(size)
    docs, amounts = np.concatenate([one for one, _ in parts]), np.concatenate([one for _, one in parts])
    sums = np.bincount(docs, amounts, size)  # type: ignore[assignment]
    return sums


def added(parts: Sequence[tuple[Numbers, Floats]], size: int) -> tuple[Rows, Floats]:
    """The documents that stand in any part, ascending, with the sums of their amounts (all above zero)."""
    if parts and sum(len(one) for one, _ in parts) * _FEW < size:
        return _sorted_sums(np.concatenate([one for one, _ in parts]), np.concatenate([one for _, one in parts]))
    sums = summed(parts, size)
    docs = (sums > 0).nonzero()[0]
    return docs, sums.take(docs)


def _sorted_sums(docs: Numbers, amounts: Floats) -> tuple[Rows, Floats]:
    order = docs.argsort(kind="stable")
    ascending = docs.take(order)
    new = np.ones(len(ascending), np.bool_)
    np.not_equal(ascending[1:], ascending[:-1], out=new[1:])
    begins = new.nonzero()[0]
    if not len(begins):
        return begins, amounts
    return ascending.take(begins).astype(np.intp), np.add.reduceat(amounts.take(order), begins)
