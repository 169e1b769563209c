"""Places of terms that follow one another: phrases exactly, or with so many places between.

A place in a document is one number, `document << bits | place`, so that one comparison of ascending rows answers for
all documents at once.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np

from archive.index.arrays.array_file import Numbers
from archive.index.arrays.field import FieldArrays
from archive.index.arrays.sets import Rows

# Two rows of nearly the same length are put together and sorted; one so many times shorter is searched in the other.
# Measured on places of two words of 25,000 documents: sorting costs 6 ns a place, searching 30 ns.
_SHORTER = 6
# Of two long rows so many numbers are sorted at a time, which took 0.6 to 1.0 of the time of all at once on rows of
# 200,000 to 900,000; where one is so many times longer, putting it into the other took 0.6 of the time of sorting.
_STRETCH, _UNLIKE = 12_000, 3
# Where more than one in so many of a term's documents is asked for, the places of all are taken as they stand.
_MOST = 2


def keys_of_places(
    field: FieldArrays, terms: Sequence[tuple[int, Rows]], docs: Numbers, apart: int
) -> tuple[list[Numbers], int]:
    """Where terms stand in the documents that have them all: a row of ascending keys for each, and the bits of a place.

    A term is its place among the terms of the field, with the rows of those documents in its own list, ascending;
    where they are most of the list, its other documents come along, in which not all other terms stand. Places of
    different documents are more than twice `apart` from one another.

    Raises:
        ValueError: the field keeps no places.
    """
    return _keys([_taken(field, place, rows, docs) for place, rows in terms], apart)


def keys_of_all_places(field: FieldArrays, terms: Sequence[int], apart: int) -> tuple[list[Numbers], int]:
    """The same of all documents of each term, whatever other terms stand there.

    Raises:
        ValueError: the field keeps no places.
    """
    taken = []
    for place in terms:
        docs = field.docs[slice(*field.rows(place))]
        taken.append(_taken(field, place, np.arange(len(docs)), docs))
    return _keys(taken, apart)


def _keys(taken: Sequence[tuple[Numbers, Rows, Numbers]], apart: int) -> tuple[list[Numbers], int]:
    largest = max((int(places.max(initial=0)) for places, _, _ in taken), default=0)
    bits = (largest + 2 * apart + 2).bit_length()
    last = max((int(own[-1]) for _, _, own in taken if len(own)), default=0)
    kind = np.dtype(np.uint32 if (last + 2) << bits <= 1 << 32 else np.int64)
    return [_keyed(*one, bits=bits, kind=kind) for one in taken], bits


def _keyed(places: Numbers, begins: Rows, docs: Numbers, *, bits: int, kind: np.dtype[Any]) -> Numbers:
    """The keys of places, from where those of each document but the first begin."""
    keys = np.zeros(len(places), kind)
    if not len(keys):
        return keys
    own = docs.astype(kind)
    own <<= kind.type(bits)
    # The way from document to document, summed up: NumPy's `repeat` takes three times as long.
    keys[0] = own[0]
    keys[begins] = own[1:] - own[:-1]
    keys.cumsum(out=keys)
    keys += places
    return keys


def _taken(field: FieldArrays, place: int, rows: Rows, docs: Numbers) -> tuple[Numbers, Rows, Numbers]:
    """The places of a term in some documents, where those of each but the first begin among them, and the documents."""
    counts = field.counts if field.counts is not None else field.weights
    begin, end = field.rows(place)
    if field.places is None or field.place_bounds is None:
        raise ValueError("the field keeps no places")
    if counts is None:
        return field.places[begin:end].take(rows), np.arange(1, len(rows)), docs
    places = field.places[int(field.place_bounds[place]) : int(field.place_bounds[place + 1])]
    held = counts[begin:end]
    whole: type[np.signedinteger[Any]] = np.int32 if len(places) < 1 << 31 else np.int64
    ends: Rows = held.cumsum(dtype=whole)
    if len(rows) * _MOST > len(held) and held.all():
        return places, ends[:-1], field.docs[begin:end]
    return _some(places, held.take(rows), ends.take(rows), docs)


def _some(places: Numbers, taken: Numbers, last: Rows, docs: Numbers) -> tuple[Numbers, Rows, Numbers]:
    """The places of some documents, from how many each has and where they end among those of all."""
    if not taken.all():  # a term that has a weight, but stands nowhere: cited by others, perhaps
        kept = taken.nonzero()[0]
        taken, last, docs = taken.take(kept), last.take(kept), docs.take(kept)
    written: Rows = taken.cumsum(dtype=last.dtype)
    # The way from place to place: one further, and at a new document over those of the documents between.
    steps: Rows = np.ones(int(written[-1]) if len(written) else 0, last.dtype)
    first = last - taken
    steps[:1] = first[:1]
    steps[written[:-1]] += first[1:] - last[:-1]
    return places.take(steps.cumsum(out=steps), mode="clip"), written[:-1], docs


def in_row(rows: Sequence[Numbers], offsets: Sequence[int]) -> Numbers:
    """The places of the shortest row, ascending, from which each term stands as much further on as its offset says."""
    order = sorted(range(len(rows)), key=lambda one: len(rows[one]))
    left, base = rows[order[0]], offsets[order[0]]
    for one in order[1:]:
        left = _shared(left, rows[one], offsets[one] - base)
    return left


def _shared(few: Numbers, many: Numbers, further: int) -> Numbers:
    """Those of `few` that stand in `many` when they are moved further."""
    # Back from the first places of the first document it goes below zero, and round to numbers that nothing has.
    step = np.int64(further).astype(few.dtype)
    moved = few + step
    if len(few) * _SHORTER < len(many):
        at = many.searchsorted(moved)
        kept: Numbers = few[many.take(at, mode="clip") == moved] if len(many) else few[:0]
        return kept
    if len(many) <= 2 * _STRETCH or len(few) * _UNLIKE < len(many):
        found: Numbers = _twice(moved, many) - step
        return found
    # Stretch by stretch, so that what is sorted stays in the processor's own memory; what went round is no longer
    # ascending, and left out.
    moved = moved[few.searchsorted(max(0, -further)) :]
    ends = moved.searchsorted(many[_STRETCH::_STRETCH]).tolist()
    shared = [
        _twice(moved[begin:end], many[at : at + _STRETCH])
        for begin, end, at in zip([0, *ends], [*ends, len(moved)], range(0, len(many), _STRETCH), strict=True)
    ]
    together: Numbers = np.concatenate(shared)
    together -= step
    return together


def _twice(one: Numbers, other: Numbers) -> Numbers:
    """What stands in both: no number stands twice in one, so one that stands twice in both together stands in each."""
    joined = np.concatenate((one, other))
    # Two ascending rows of unlike length: a sort that sees that they ascend puts the one into the other.
    joined.sort(kind="stable" if len(one) * _UNLIKE < len(other) else None)
    twice: Numbers = joined.take((joined[1:] == joined[:-1]).nonzero()[0])
    return twice


def following(rows: Sequence[Numbers], apart: int) -> Numbers:
    """Places of the last term that are reached from the first in order, each step from 1 to `apart` places further."""
    reached = rows[0]
    for further in rows[1:]:
        if not len(reached):
            return further[:0]
        before = reached.searchsorted(further)
        nearest = reached.take(before - 1, mode="clip")
        reached = further[(before > 0) & (further - nearest <= apart)]
    return reached


def beside(one: Numbers, other: Numbers, apart: int) -> Numbers:
    """Places of the one that have a place of the other from 1 to `apart` places before or after them, ascending."""
    if not len(other):
        return one[:0]
    before, after = other.searchsorted(one), other.searchsorted(one, side="right")
    back = (before > 0) & (one - other.take(before - 1, mode="clip") <= apart)
    on = (after < len(other)) & (other.take(after, mode="clip") - one <= apart)
    return one[back | on]


def firsts(keys: Numbers, bits: int, docs: Numbers) -> Numbers:
    """The first place of a term in each of some documents, from its keys; each has at least one."""
    numbers = docs.astype(keys.dtype) << keys.dtype.type(bits)
    found: Numbers = keys.take(keys.searchsorted(numbers)) - numbers
    return found


def documents_of(keys: Numbers, bits: int) -> Numbers:
    """The documents in which ascending places stand, each once, ascending."""
    docs: Numbers = keys >> keys.dtype.type(bits)
    if len(docs) < 2:
        return docs
    new = np.ones(len(docs), np.bool_)
    np.not_equal(docs[1:], docs[:-1], out=new[1:])
    found: Numbers = docs[new]
    return found
