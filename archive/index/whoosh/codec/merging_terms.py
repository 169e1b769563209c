"""The terms of several segments as one ascending list, a range of them at a time."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from archive.index.arrays.field import Bytes, Terms, Wide
from archive.index.whoosh.codec.stretches import bounds_of, in_a_row, indices, taken_rows

# Terms of all lists that are looked at together, some 250 bytes each; and of the letters of each so many, if they go
# into so many bytes: longer terms that begin alike are told apart one by one.
_AT_ONCE = 400_000
_SHORTEST, _BYTES = 16, 32 << 20


def union_of(lists: Sequence[Terms]) -> tuple[Terms, list[Wide]]:
    """All terms in order, each once, and for each list the places of its terms among them."""
    if len(lists) == 1:
        return lists[0], [np.arange(len(lists[0]))]
    found, ranks, size = list[Terms](), [list[Wide]() for _ in lists], 0
    for ends in pairwise(_cuts(lists)):
        parts = [_stretch(terms, begin, end) for terms, begin, end in zip(lists, *ends, strict=True)]
        union, places = _together(parts)
        starts = np.cumsum([len(part) for part in parts])[:-1]
        for own, some in zip(ranks, np.split(places + size, starts), strict=True):
            own.append(some)
        found.append(union)
        size += len(union)
    return _in_a_row(found), [in_a_row(own) for own in ranks]


def _cuts(lists: Sequence[Terms]) -> list[list[int]]:
    """Where each list is cut, from its begin to its end: the same terms of all lists stand between two cuts."""
    apart = max(1, _AT_ONCE // max(1, 2 * len(lists)))
    # Out of every list, since those of ids hardly overlap. Between as many of them as there are lists no list has more
    # than `apart` terms beside those that these tell of.
    samples = sorted({terms[place] for terms in lists for place in range(apart, len(terms), apart)})
    inner = [[terms.begin(pivot) for terms in lists] for pivot in samples[:: max(1, len(lists))]]
    return [[0] * len(lists), *inner, [len(terms) for terms in lists]]


def _stretch(terms: Terms, begin: int, end: int) -> Terms:
    bounds = terms.bounds[begin : end + 1]
    return Terms(terms.letters[bounds[0] : bounds[-1]], bounds - bounds[0])


def _together(parts: Sequence[Terms]) -> tuple[Terms, Wide]:
    """The terms of some lists in order, each once, and the places of all of them, list by list in a row."""
    whole = _in_a_row(parts)
    if not len(whole):
        return whole, np.zeros(0, np.int64)
    keys = _keys(whole)
    # Several ascending runs in a row: the sort finds the runs and merges them.
    order = np.argsort(keys, kind="stable")
    new = np.ones(len(order), np.bool_)
    np.not_equal(keys[order[1:]], keys[order[:-1]], out=new[1:])
    _tell_apart(whole, order, new, width=keys.itemsize)
    places = np.empty(len(order), np.int64)
    places[order] = np.cumsum(new) - 1
    return Terms(*taken_rows(whole.letters, whole.bounds, order[new])), places


def _keys(terms: Terms) -> npt.NDArray[np.bytes_]:
    """The beginning of each term, with zeros behind it, as strings that NumPy compares."""
    sizes = np.diff(terms.bounds)
    width = int(min(max(sizes.max(), 1), max(_SHORTEST, _BYTES // len(sizes))))
    after = bounds_of(np.minimum(sizes, width))
    letters: Bytes = np.zeros(len(sizes) * width, np.uint8)
    letters[indices(np.arange(len(sizes)) * width, after)] = terms.letters[indices(terms.bounds[:-1], after)]
    return letters.view(f"S{width}")


def _tell_apart(terms: Terms, order: Wide, new: npt.NDArray[np.bool_], *, width: int) -> None:
    """Put terms of equal keys in order where a key does not tell all: longer ones, and such as end in zeros."""
    sizes = np.diff(terms.bounds)[order]
    odd = ~new[1:] & ((sizes[1:] != sizes[:-1]) | (sizes[1:] > width))
    begins = np.flatnonzero(new)
    ends = np.append(begins[1:], len(order))
    for run in np.unique(np.searchsorted(begins, np.flatnonzero(odd), "right") - 1).tolist():
        its = slice(int(begins[run]), int(ends[run]))
        written = sorted((terms[place], place) for place in order[its].tolist())
        order[its] = [place for _, place in written]
        new[its] = [True, *(one != other for (one, _), (other, _) in pairwise(written))]


def _in_a_row(parts: Sequence[Terms]) -> Terms:
    """Lists of terms one after another."""
    if len(parts) == 1:
        return parts[0]
    sizes = in_a_row([np.diff(one.bounds) for one in parts])
    return Terms(in_a_row([one.letters for one in parts]), bounds_of(sizes))
