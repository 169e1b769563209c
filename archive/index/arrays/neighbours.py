"""Terms one letter away, looked up: every term stands under what is left of it when one of its letters is left out.

Two words are at most one letter apart where what is left of the one is the other, or what is left of both is the same.
"""

from functools import cached_property, lru_cache

import numpy as np
import numpy.typing as npt

from archive.index.arrays.array_file import Numbers
from archive.index.arrays.field import Terms

_Hashes = npt.NDArray[np.uint64]

# Odd, so that it has an inverse among numbers of 64 bits; any would do, the second mixes what the first made.
_BASE, _MIX = 0x9E3779B97F4A7C15, 0xD6E8FEB86659FD93
_INVERSE, _ALL = pow(_BASE, -1, 1 << 64), (1 << 64) - 1
# So many letters a vocabulary may have, some 7 bytes for each in a file and 20 of memory while it is made: 174,000
# terms of ten letters are 10 MB, a million and a half 100 MB.
MOST_LETTERS = 16 << 20
# So many terms are looked at together while the rows are made.
_AT_A_TIME = 1 << 13
# What stands in a row: a term's place, and above it as many bits of the hash as there is room for.
_ROW = 32


class Neighbours:
    """The terms of a vocabulary by what is left of them.

    The highest bits of a hash say which bucket: the rows `starts[bucket]` to `starts[bucket + 1]` of `rows`, each with
    a term's place below and further bits of the hash above, which tell most others from it.
    """

    def __init__(self, starts: Numbers, rows: Numbers, terms: int) -> None:
        """Rows that were made for so many terms.

        Raises:
            ValueError: these cannot be such rows.
        """
        buckets = len(starts) - 1
        if buckets < 1 or buckets & (buckets - 1) or starts.dtype != np.uint32 or rows.dtype != np.uint32:
            raise ValueError(f"{len(starts)} starts of {starts.dtype} and rows of {rows.dtype} are no buckets")
        if int(starts[0]) or int(starts[-1]) != len(rows):
            raise ValueError(f"buckets end at {int(starts[-1])}, and there are {len(rows)} rows")
        self.starts, self.rows = starts, rows
        self._bits, self._shift = _place_bits(terms), 64 - (buckets.bit_length() - 1)

    @classmethod
    def of(cls, terms: Terms) -> "Neighbours":
        """Look at every letter but the first of each term; about a second for 240,000 terms."""
        bits, mask = _place_bits(len(terms)), np.uint64((1 << _place_bits(len(terms))) - 1)
        pieces = [_keys(terms, at, min(at + _AT_A_TIME, len(terms)), bits) for at in range(0, len(terms), _AT_A_TIME)]
        keys = np.concatenate([np.zeros(0, np.uint64), *pieces])
        del pieces
        keys.sort()
        buckets = 1 << max(0, len(keys).bit_length() - 1)
        shift = 64 - (buckets.bit_length() - 1)
        starts = np.zeros(buckets + 1, np.uint32)
        # NumPy does not shift by all 64 bits.
        of_bucket = (keys >> np.uint64(1) >> np.uint64(shift - 1)).astype(np.int64)
        starts[1:] = np.bincount(of_bucket, minlength=buckets).cumsum()
        del of_bucket
        rows = (keys & mask).astype(np.uint32)
        keys >>= np.uint64(shift - (_ROW - bits))
        rows |= (keys << np.uint64(bits)).astype(np.uint32)
        return cls(starts, rows, len(terms))

    def near(self, text: str, prefix: int) -> list[int]:
        """The places, ascending, of terms that may be at most one letter from a text.

        None is missed that shares the first `prefix` letters, at least one; some may be further away.
        """
        starts, rows, bits, shift = self._starts, self._rows, self._bits, self._shift
        below, tags = (1 << bits) - 1, (1 << (_ROW - bits)) - 1
        found = set()
        for one in _left(text, prefix):
            bucket = one >> shift
            first, last = starts[bucket], starts[bucket + 1]
            if first < last:
                tag = (one >> (shift - (_ROW - bits))) & tags
                found.update([row & below for row in rows[first:last] if row >> bits == tag])
        return sorted(found)

    @cached_property
    def _starts(self) -> memoryview:
        return self.starts.data

    @cached_property
    def _rows(self) -> memoryview:
        return self.rows.data


def _place_bits(terms: int) -> int:
    return max(1, terms.bit_length())


def _keys(terms: Terms, first: int, last: int, bits: int) -> _Hashes:
    """The hashes of some terms, each with its place below: all at once would take ten times the room of the rows."""
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
    hashes = np.concatenate((ends - begins, left[inner]))
    hashes *= np.uint64(_MIX)
    hashes >>= np.uint64(bits)
    hashes <<= np.uint64(bits)
    hashes |= np.concatenate((np.arange(first, last), places[inner] + first)).astype(np.uint64)
    return hashes


def _left(text: str, prefix: int) -> list[int]:
    """The hash of a text, and of what is left when one of its letters after the first few is left out.

    The same as in `_keys`; `_MIX` comes first here, which makes no difference and spares a product a letter.
    """
    values = [ord(letter) * power for letter, power in zip(text, _mixed(len(text)), strict=False)]
    before, after = 0, sum(values)
    found = [after & _ALL]
    for at, value in enumerate(values):
        after -= value
        if at >= prefix:
            found.append((before + after * _INVERSE) & _ALL)
        before += value
    return found


def _mixed(count: int) -> tuple[int, ...]:
    """The factors of so many letters, or of more."""
    return _mixed_powers(32) if count <= 32 else _mixed_powers(count)


@lru_cache(64)
def _mixed_powers(count: int) -> tuple[int, ...]:
    return tuple(pow(_BASE, at, 1 << 64) * _MIX & _ALL for at in range(count))


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
