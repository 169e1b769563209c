"""How alike two texts are, from small sketches of them: near copies are found without comparing every pair of texts.

A sketch is 64 minima over all runs of three syllables, folded (MinHash as datasketch has it, figure for figure), and
the number of such runs. Two sketches estimate which share of their runs two texts have in common; equal bands make two
texts worth comparing.
"""

import hashlib
import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt
from datasketch import MinHash  # type: ignore[import-untyped]  # it comes without types

from archive.text.vietnamese import comparable, fold

# Three syllables: a scan with one wrong syllable in fifty keeps 94 of 100 runs; runs of five would keep 90.
_RUN = 3
_MINIMA = 64
# 16 bands of 4 rows: texts that share six of ten runs meet in a band 9 times of 10, two of ten 1 time of 40.
_ROWS = 4
# What a minimum is of a text without runs; how many runs meet the permutations at once (a megabyte of figures).
_NOTHING, _AT_ONCE = 0xFFFF_FFFF, 4096
_SYLLABLE = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f])*")
_MARKS = frozenset(map(chr, range(0x300, 0x370)))
# ASCII with a blank for all that is no small letter and no figure: folded text has no capitals.
_BLANKED = bytes(sign if chr(sign).isalnum() else 32 for sign in range(128)).ljust(256)
_BEYOND = re.compile(r"[^\x00-\x7f]+")
_FEWEST = 20  # runs below which a text says too little to be called a copy


@dataclass(frozen=True, slots=True)
class Sketch:
    """The minima of a text's runs of syllables (unsigned 32-bit figures) and how many different runs there are."""

    minima: tuple[int, ...]
    runs: int

    @property
    def tells(self) -> bool:
        """Whether the text is long enough to be called a copy of another."""
        return self.runs >= _FEWEST


def sketch(text: str) -> Sketch:
    """The sketch of a text; marks, case, blanks and punctuation count for nothing."""
    return sketch_of_comparable(comparable(text))


def sketch_of_comparable(text: str) -> Sketch:
    """The sketch of a text that is `comparable` already."""
    syllables = _syllables(fold(text))
    runs = set(map(b" ".join, zip(syllables, syllables[1:], syllables[2:], strict=False)))
    return Sketch(tuple(_minima(runs).tolist()), len(runs))


def _syllables(letters: str) -> list[bytes]:
    """The runs of letters and digits of folded letters, as bytes.

    Almost always all of them are a-z and 0-9, whatever signs stand between them: then bytes are cut, six times as fast.
    """
    beyond = set("".join(_BEYOND.findall(letters)))  # quotes and bullets, a few
    if any(sign.isalnum() or sign in _MARKS for sign in beyond):
        return [one.encode("utf-8", "surrogatepass") for one in _SYLLABLE.findall(letters)]
    return letters.encode("ascii", "replace").translate(_BLANKED).split()


def _minima(runs: Collection[bytes]) -> npt.NDArray[np.uint32]:
    """The least figure of all runs under each of 64 permutations, what `MinHash.update_batch` keeps of them.

    Without its hash function called from Python for each run, and with the permutations drawn only once: the library
    takes four times as long. That both give the same figures stands in the tests.
    """
    if not runs:
        return np.full(_MINIMA, _NOTHING, np.uint32)
    digests = b"".join([hashlib.sha1(run).digest() for run in runs])  # noqa: S324  # the hash of datasketch; no secret
    figures = _mixed(np.frombuffer(digests, "<u4").reshape(len(runs), -1)[:, 0].astype(np.uint32))
    factors, addends = _permutations()
    portions = [figures[begin : begin + _AT_ONCE] for begin in range(0, len(runs), _AT_ONCE)]
    least: npt.NDArray[np.uint32] = np.minimum.reduce([(factors * one + addends).min(axis=1) for one in portions])
    return least


def _mixed(figures: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint32]:
    """The figures stirred as the scheme "affine32" wants them: the finalizer of MurmurHash3, 32 bits."""
    for shift, factor in ((16, 0x85EBCA6B), (13, 0xC2B2AE35)):
        figures = (figures ^ (figures >> np.uint32(shift))) * np.uint32(factor)
    return figures ^ (figures >> np.uint32(16))


@cache
def _permutations() -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.uint32]]:
    """The 64 permutations that datasketch draws, as columns: factor and addend."""
    factors, addends = MinHash(num_perm=_MINIMA, seed=1, scheme="affine32").permutations
    return factors[:, None], addends[:, None]


def resemblance(one: Sketch, other: Sketch) -> float:
    """The estimated share of runs that two texts have in common, of all runs of both: 0 to 1, give or take 0.05."""
    return sum(a == b for a, b in zip(one.minima, other.minima, strict=True)) / len(one.minima)


def contained(one: Sketch, other: Sketch) -> float:
    """The estimated share of the shorter text's runs that stand in the longer: 0 to 1."""
    shorter = min(one.runs, other.runs)
    if not shorter:
        return 0.0
    alike = resemblance(one, other)
    return min(1.0, alike / (1 + alike) * (one.runs + other.runs) / shorter)


def bands(one: Sketch) -> tuple[int, ...]:
    """Figures of 63 bits, one a band: two texts with an equal figure may be alike."""
    return tuple(
        int.from_bytes(hashlib.blake2b(repr((at, one.minima[at : at + _ROWS])).encode(), digest_size=8).digest(), "big")
        >> 1
        for at in range(0, _MINIMA, _ROWS)
    )


def packed(one: Sketch) -> bytes:
    """A sketch as 260 bytes: the number of runs, then the minima, little-endian."""
    return np.array([one.runs, *one.minima], dtype="<u4").tobytes()


def unpacked(raw: bytes) -> Sketch:
    """The sketch of `packed`."""
    runs, *minima = (int(one) for one in np.frombuffer(raw, dtype="<u4"))
    return Sketch(tuple(minima), runs)
