"""Terms one letter away, looked up: every term stands under what is left of it when one of its letters is left out.

Two words are at most one letter apart where what is left of the one is the other, or what is left of both is the same.
"""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from archive.index.arrays.field import Terms

_Hashes = npt.NDArray[np.uint64]

# Odd, so that it has an inverse among numbers of 64 bits; any would do, the second mixes what the first made.
_BASE, _MIX = 0x9E3779B97F4A7C15, 0xD6E8FEB86659FD93
_INVERSE = pow(_BASE, -1, 1 << 64)
# So many letters a vocabulary may have, 8 bytes of memory for each: 400,000 terms of ten letters are 32 MB.
MOST_LETTERS = 4 << 20
# So many terms are looked at together while the row is made.
_AT_A_TIME = 1 << 13


class Neighbours:
    """The terms of a vocabulary by what is left of them, as one ascending row: a hash above, the term's place below."""

    def __init__(self, terms: Terms) -> None:
        """Look at every letter but the first of each term; about 0.3 s for 240,000 terms."""
        self._bits = max(1, len(terms).bit_length())
        pieces = [self._piece(terms, at, min(at + _AT_A_TIME, len(terms))) for at in range(0, len(terms), _AT_A_TIME)]
        self._row = np.concatenate([np.zeros(0, np.uint64), *pieces])
        self._row.sort()

    def _piece(self, terms: Terms, first: int, last: int) -> _Hashes:
        """The keys of some terms: all at once would take ten times the room of what is kept."""
        letters, bounds = _letters(terms, first, last)
        lengths = np.diff(bounds)
        places = np.arange(last - first).repeat(lengths)
        within = np.arange(len(letters)) - bounds[:-1].repeat(lengths)
        powers = _powers(int(lengths.max(initial=0)) + 1)
        sums = np.zeros(len(letters) + 1, np.uint64)
        np.cumsum(letters * powers[within], out=sums[1:])
        begins, ends = sums[bounds[:-1]], sums[bounds[1:]]
        # What follows the letter that is left out moves one place to the front: divided by the base.
        left = sums[:-1] - begins.repeat(lengths) + (ends.repeat(lengths) - sums[1:]) * np.uint64(_INVERSE)
        inner = within > 0
        whole = self._keys(ends - begins, np.arange(first, last))
        return np.concatenate((whole, self._keys(left[inner], places[inner] + first)))

    def _keys(self, hashes: _Hashes, places: npt.NDArray[np.int64]) -> _Hashes:
        keys: _Hashes = hashes * np.uint64(_MIX)
        keys >>= np.uint64(self._bits)
        keys <<= np.uint64(self._bits)
        keys |= places.astype(np.uint64)
        return keys

    def near(self, text: str, prefix: int) -> list[int]:
        """The places, ascending, of terms that may be at most one letter from a text.

        None is missed that shares the first `prefix` letters, at least one; some may be further away.
        """
        bits, row = self._bits, self._row
        wanted = np.array([(one * _MIX & _ALL) >> bits << bits for one in _left(text, prefix)], np.uint64)
        first = row.searchsorted(wanted).tolist()
        last = row.searchsorted(wanted | np.uint64((1 << bits) - 1), side="right").tolist()
        below = (1 << bits) - 1
        return sorted({key & below for a, b in zip(first, last, strict=True) if a < b for key in row[a:b].tolist()})


_ALL = (1 << 64) - 1


def _left(text: str, prefix: int) -> Iterator[int]:
    """The hash of a text, and of what is left when one of its letters after the first few is left out."""
    before, after, power = 0, 0, 1
    values = []
    for letter in text:
        values.append(ord(letter) * power)
        power = power * _BASE & _ALL
    after = sum(values)
    yield after & _ALL
    for at, value in enumerate(values):
        after -= value
        if at >= prefix:
            yield (before + after * _INVERSE) & _ALL
        before += value


def _letters(terms: Terms, first: int, last: int) -> tuple[_Hashes, npt.NDArray[np.int64]]:
    """The letters of some terms in a row, and where each term begins."""
    bounds = terms.bounds[first : last + 1]
    data = terms.letters[bounds[0] : bounds[-1]]
    letters = np.frombuffer(data.tobytes().decode().encode("utf-32-le"), np.uint32).astype(np.uint64)
    begins = np.zeros(len(data) + 1, np.int64)
    np.cumsum((data & 0xC0) != 0x80, out=begins[1:])  # a byte that begins a letter
    return letters, begins[bounds - bounds[0]]


def _powers(count: int) -> _Hashes:
    powers = np.full(max(count, 1), _BASE, np.uint64)
    powers[0] = 1
    return np.multiply.accumulate(powers)
