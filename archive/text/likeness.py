"""How alike two texts are, from small sketches of them: near copies are found without comparing every pair of texts.

A sketch is 64 minima over all runs of three syllables, folded (MinHash as datasketch has it, with figures of our own
for the runs), and the number of such runs. Two sketches estimate which share of their runs two texts have in common;
equal bands make two texts worth comparing.
"""

import hashlib
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from archive.text.syllable_runs import Figures, run_figures
from archive.text.vietnamese import comparable, fold

# Of what is kept: raise it when a sketch of the same text would be another one, so that what was kept is made anew. The
# sketches of 260 bytes, kept before this byte was, had the SHA-1 of each run for its figure.
SKETCH_RECIPE = 2
SKETCH_SIZE = 1 + 4 * 65  # bytes of a packed sketch
# Three syllables (`syllable_runs`): a scan with one wrong syllable in fifty keeps 94 of 100 runs; five would keep 90.
_MINIMA = 64
# 16 bands of 4 rows: texts that share six of ten runs meet in a band 9 times of 10, two of ten 1 time of 40.
_ROWS = 4
# What a minimum is of a text without runs; how many runs meet the permutations at once (a megabyte of figures).
_NOTHING, _AT_ONCE = 0xFFFF_FFFF, 4096
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
    runs = run_figures(fold(text))
    return Sketch(tuple(_minima(runs).tolist()), _different(runs))


def _different(figures: Figures) -> int:
    """How many different ones there are; `np.unique` takes twenty times as long."""
    ordered = np.sort(figures)
    return int(np.count_nonzero(ordered[1:] != ordered[:-1])) + min(1, len(ordered))


def _minima(runs: Figures) -> npt.NDArray[np.uint32]:
    """The least figure of all runs under each of 64 permutations, what `MinHash.update_batch` keeps of them.

    Without a hash function called from Python for each run, and with the permutations drawn only once. That the library
    gives the same figures stands in the tests.
    """
    if not len(runs):
        return np.full(_MINIMA, _NOTHING, np.uint32)
    figures = _mixed((runs >> np.uint64(32)).astype(np.uint32))
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
    """The 64 permutations that datasketch draws for its scheme "affine32", as columns: factor and addend.

    Drawn here, for SciPy is loaded with the library: 0.28 s of the processor in each command and each process. That
    both draw the same stands in the tests.
    """
    drawn = np.random.RandomState(1)
    factors = drawn.randint(0, 1 << 31, _MINIMA, dtype=np.uint32) * np.uint32(2) + np.uint32(1)
    addends = drawn.randint(0, 1 << 32, _MINIMA, dtype=np.uint32)
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
    """A sketch as 261 bytes: the recipe, the number of runs, then the minima, little-endian."""
    return bytes([SKETCH_RECIPE]) + np.array([one.runs, *one.minima], dtype="<u4").tobytes()


def unpacked(raw: bytes | None) -> Sketch | None:
    """The sketch of `packed`; None where none is kept, or one of another recipe: nothing is like that one."""
    if raw is None or len(raw) != SKETCH_SIZE or raw[0] != SKETCH_RECIPE:
        return None
    runs, *minima = np.frombuffer(raw, dtype="<u4", offset=1).tolist()
    return Sketch(tuple(minima), runs)
