"""Runs of three syllables as figures: equal figures for equal runs, made for a whole text at once.

The figure of a syllable is a sum over its letters and their places, that of a run is mixed from the figures of its
three. They say the same on every machine and in every process, for they are kept; nothing here is drawn at random.
"""

import hashlib
import re
from functools import cache

import numpy as np
import numpy.typing as npt

Figures = npt.NDArray[np.uint64]
Bytes = npt.NDArray[np.uint8]

# Odd, so it has a reciprocal modulo 2^64: a sum can be moved to where its syllable would be at the beginning.
_FACTOR = 0x9E37_79B9_7F4A_7C15
_RECIPROCAL = pow(_FACTOR, -1, 1 << 64)
_MIXER = np.uint64(0xD6E8_FEB8_6659_FD93)
_HALF = np.uint64(32)
_USUAL = 1 << 18  # letters of a text for which the powers are kept (4 MB): all but a few are shorter
_ASCII = 128
_SYLLABLE = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f])*")
_MARKS = frozenset(map(chr, range(0x300, 0x370)))


def run_figures(letters: str) -> Figures:
    """A figure of 64 bits for each run of three syllables of folded letters, in order; of equal runs equal ones.

    Of runs that differ two have one figure in 2^50 pairs or so: not to be expected in an archive.
    """
    codes = np.frombuffer(_spoken(letters), np.uint8)
    values = _values().take(codes)
    edges = np.flatnonzero(np.diff(values != 0, prepend=False, append=False))
    syllables = _sums(values, edges[::2], edges[1::2])
    syllables ^= syllables >> _HALF
    runs: Figures = (syllables[:-2] * _MIXER + syllables[1:-1]) * _MIXER + syllables[2:]
    runs ^= runs >> _HALF
    runs *= _MIXER
    return runs


def _spoken(letters: str) -> bytes:
    """The letters as bytes: those of `_values` that count for nothing part the syllables.

    Almost always all that is spoken is a-z and 0-9, whatever signs stand between: then nothing is cut.
    """
    if any(sign.isalnum() or sign in _MARKS for sign in _beyond(letters)):
        return " ".join(_SYLLABLE.findall(letters)).encode("utf-8", "surrogatepass")
    return letters.encode("ascii", "replace")


def _beyond(letters: str) -> set[str]:
    """The different signs of a text that are not ASCII: quotes and bullets, a few."""
    codes = np.frombuffer(letters.encode("utf-32-le", "surrogatepass"), "<u4")
    return set(map(chr, codes[codes >= _ASCII].tolist()))


def _sums(values: Figures, starts: npt.NDArray[np.intp], ends: npt.NDArray[np.intp]) -> Figures:
    """The sum of each syllable, as if it stood at the beginning."""
    powers, back = _powers(_USUAL) if len(values) <= _USUAL else _powers.__wrapped__(len(values))
    upto = np.zeros(len(values) + 1, np.uint64)
    np.cumsum(values * powers[: len(values)], out=upto[1:])
    sums: Figures = (upto[ends] - upto[starts]) * back[starts]
    return sums


@cache
def _powers(size: int) -> tuple[Figures, Figures]:
    """The powers of the factor, and of its reciprocal."""
    both = [np.full(size + 1, one, np.uint64) for one in (_FACTOR, _RECIPROCAL)]
    for one in both:
        one[0] = 1
        np.cumprod(one, out=one)
    return both[0], both[1]


@cache
def _values() -> Figures:
    """What each byte counts for: nothing, where it is neither figure nor small letter nor part of a letter beyond."""
    drawn = hashlib.shake_256(b"archive.text.syllable_runs").digest(8 * 256)
    values = np.frombuffer(drawn, "<u8").astype(np.uint64)
    values[[code for code in range(_ASCII) if not chr(code).isalnum()]] = 0
    return values
