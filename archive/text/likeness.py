"""How alike two texts are, from small sketches of them: near copies are found without comparing every pair of texts.

A sketch is 64 minima over all runs of three syllables, folded (MinHash, by datasketch), and the number of such runs.
Two sketches estimate which share of their runs two texts have in common; equal bands make two texts worth comparing.
"""

import hashlib
from dataclasses import dataclass

import numpy as np
from datasketch import MinHash  # type: ignore[import-untyped]  # it comes without types

from archive.text.segment import syllable_spans
from archive.text.vietnamese import comparable, fold

# Three syllables: a scan with one wrong syllable in fifty keeps 94 of 100 runs; runs of five would keep 90.
_RUN = 3
_MINIMA = 64
# 16 bands of 4 rows: texts that share six of ten runs meet in a band 9 times of 10, two of ten 1 time of 40.
_ROWS = 4
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
    letters = fold(comparable(text))
    syllables = [letters[start:end] for start, end in syllable_spans(letters)]
    runs = {" ".join(syllables[at : at + _RUN]).encode() for at in range(len(syllables) - _RUN + 1)}
    made = MinHash(num_perm=_MINIMA, seed=1, scheme="affine32")
    made.update_batch(sorted(runs))
    return Sketch(tuple(int(one) for one in made.hashvalues), len(runs))


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
