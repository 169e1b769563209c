"""The terms of several segments as one ascending list, a range of them at a time."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from archive.index.arrays.field import Terms, Wide
from archive.index.whoosh.codec.stretches import bounds_of, in_a_row

# Terms of all lists that are looked at together, some 80 bytes each.
_AT_ONCE = 1_000_000


def union_of(lists: Sequence[Terms]) -> tuple[Terms, list[Wide]]:
    """All terms in order, each once, and for each list the places of its terms among them."""
    if len(lists) == 1:
        return lists[0], [np.arange(len(lists[0]))]
    found, ranks, size = list[Terms](), [list[Wide]() for _ in lists], 0
    for ends in pairwise(_cuts(lists)):
        words = [_words(terms, begin, end) for terms, begin, end in zip(lists, *ends, strict=True)]
        # Several ascending runs in a row: the sort finds the runs and merges them.
        union = list(dict.fromkeys(sorted([word for some in words for word in some])))
        place = dict(zip(union, range(size, size + len(union)), strict=True))
        for own, some in zip(ranks, words, strict=True):
            own.append(np.fromiter(map(place.__getitem__, some), np.int64, len(some)))
        found.append(Terms.of(union))
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


def _words(terms: Terms, begin: int, end: int) -> list[bytes]:
    bounds = terms.bounds[begin : end + 1] - terms.bounds[begin]
    letters = terms.letters[terms.bounds[begin] : terms.bounds[end]].tobytes()
    return [letters[start:stop] for start, stop in pairwise(bounds.tolist())]


def _in_a_row(parts: Sequence[Terms]) -> Terms:
    """Lists of terms one after another, which ascend throughout."""
    if len(parts) == 1:
        return parts[0]
    sizes = in_a_row([np.diff(one.bounds) for one in parts])
    return Terms(in_a_row([one.letters for one in parts]), bounds_of(sizes))
