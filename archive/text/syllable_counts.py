"""How many syllables stand before some places of a text: what leads from a syllable's number to the part it stands in.

An index knows a syllable by its number in the text. Kept beside the text, these counts tell of ten texts which part a
number belongs to and which neighbours stand apart, without any of them being read.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Figures = npt.NDArray[np.uint32]

# As `archive.text.occurrences` has it: with more signs between them syllables are no neighbours.
_SIGNS = 3
_KNOWN = 0x10000


@dataclass(frozen=True, slots=True)
class Counts:
    """What is kept of a text: how many syllables it has, how many begin before each place, have ended at each end.

    `apart` are the numbers of the syllables that stand away from the one before.
    """

    total: int
    begun: Ints
    ended: Ints
    apart: Ints


def packed_counts(text: str, starts: Sequence[int], ends: Sequence[int]) -> bytes:
    """The counts of a text at some places, as figures of four bytes; b"" where its letters cannot be told one by one.

    A syllable is a run of letters and figures, as in an index. Text with letters beyond the table (pictures, rare
    scripts) has no counts: it is looked through letter for letter.
    """
    letters = np.frombuffer(text.encode("utf-16-le", "surrogatepass"), dtype="<u2")
    if len(letters) != len(text):
        return b""
    edges = np.flatnonzero(np.diff(_spoken().take(letters), prepend=False, append=False))
    begins, finishes = edges[::2], edges[1::2]
    apart = np.flatnonzero(begins[1:] - finishes[:-1] > _SIGNS) + 1
    begun = begins.searchsorted(np.array(starts, np.int64))
    ended = finishes.searchsorted(np.array(ends, np.int64), "right")
    return np.concatenate(([len(begins)], begun, ended, apart)).astype("<u4").tobytes()


def read_counts(packed: bytes, places: int) -> Counts | None:
    """The counts of `packed_counts` for so many starts and ends; None for none."""
    if not packed:
        return None
    figures = np.frombuffer(packed, "<u4").astype(np.int64)
    begun, ended, apart = np.split(figures[1:], (places, 2 * places))
    return Counts(int(figures[0]), begun, ended, apart)


@cache
def _spoken() -> npt.NDArray[np.bool_]:
    return np.array([chr(code).isalnum() for code in range(_KNOWN)], np.bool_)
