"""The spellings of a segment, counted from the bounds of its streams: nothing is walked term by term.

A pair stands in its stream as "left right"; which syllables these are is found by a sum over their letters, for a
million pairs at once.
"""

import numpy as np
import numpy.typing as npt

from archive.index.arrays.field import Bytes, FieldArrays, Terms, Wide
from archive.index.spellings import PairCounts, Spellings, pair_counts

Sums = npt.NDArray[np.uint64]
_BLANK = ord(" ")
# An odd number with bits all over, so that different letters at different places give different sums (mod 2^64). Two
# different syllables of an archive with the same sum are not to be expected in 2^32 of them, and would only be counted
# as one.
_FACTOR = 0x9E3779B97F4A7C15
# As `archive.index.spellings` packs two places into one number.
_SPAN = 1 << 31


def counted(syllables: FieldArrays | None, pairs: FieldArrays | None) -> Spellings:
    """How a segment spells, deleted documents among it, from its streams `syllables` and `pairs`."""
    if syllables is None:
        return Spellings({}, pair_counts({}))
    names = tuple(term.decode() for term in syllables.terms)
    held = dict(zip(names, np.diff(syllables.bounds).tolist(), strict=True))
    return Spellings(held, _pairs(names, syllables.terms, pairs))


def _pairs(names: tuple[str, ...], terms: Terms, pairs: FieldArrays | None) -> PairCounts:
    places = dict(zip(names, range(len(names)), strict=True))
    if pairs is None or not len(pairs.terms):
        return PairCounts(names, places, np.zeros(0, np.int64), np.zeros(0, np.int64))
    letters, bounds = pairs.terms.letters, pairs.terms.bounds
    blanks = np.flatnonzero(letters == _BLANK)
    sums = _sums(terms.letters, terms.bounds[:-1], terms.bounds[1:])
    order = np.argsort(sums)
    left = _places(sums, order, _sums(letters, bounds[:-1], blanks))
    right = _places(sums, order, _sums(letters, blanks + 1, bounds[1:]))
    # Pairs stand in the order of their letters, which is that of the places of their syllables.
    return PairCounts(names, places, left * _SPAN + right, np.diff(pairs.bounds).astype(np.int64))


def _places(sums: Sums, order: Wide, wanted: Sums) -> Wide:
    return order[np.searchsorted(sums, wanted, sorter=order)]


def _sums(letters: Bytes, begins: Wide, ends: Wide) -> Sums:
    """A number for the letters from each begin to its end, by their values and places there."""
    sums, sizes = np.zeros(len(begins), np.uint64), ends - begins
    factor = np.uint64(_FACTOR)
    for place in range(int(sizes.max(initial=0))):
        longer = np.flatnonzero(sizes > place)
        sums[longer] = (sums[longer] + letters[begins[longer] + place].astype(np.uint64) + np.uint64(1)) * factor
        sums[longer] ^= sums[longer] >> np.uint64(29)
    return sums
