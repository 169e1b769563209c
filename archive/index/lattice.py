"""A row of syllables with the spellings that each may stand for: what is side by side, and the likeliest ways through.

Everything is worked out for several rows of spellings at once; what the numbers mean is `archive.index.restoration`'s.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal

import numpy as np
import numpy.typing as npt

from archive.index.candidates import spread_out
from archive.index.spellings import Neighbours

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

# How many rows are kept, and how many spellings a syllable has at most: 12, and 6 of the other of kỹ/kĩ.
_ROWS = 4
WIDTH = 18
# Of a pair's likelihood this part is its own, the rest that of its right syllable alone. See REPORT of `measure`.
PAIR = 0.9


@dataclass(frozen=True, slots=True)
class Spelt:
    """The spellings a typed syllable may stand for, and of each what is told, in arrays all of one length.

    `places` among the names of the pairs. The rows of `told`: how many documents hold it; how likely it is by itself;
    what that adds where no pair is known; 1 where marks were left out; what another letter costs.
    """

    names: tuple[str, ...]
    places: Ints
    told: Floats


@dataclass(frozen=True, slots=True)
class Step:
    """Two syllables side by side, every spelling of each.

    `likely` is how likely each of the right one is after each of the left one, [right, left]; `both` how often the
    archive has the two side by side, [left, right].
    """

    likely: Floats
    both: Floats


def steps(pairs: Neighbours, left: Sequence[Spelt], right: Sequence[Spelt], follows: Sequence[bool]) -> Iterator[Step]:
    """Each of some syllables before another, which follows it or stands apart; only what is spelt so is looked up."""
    shapes = [(len(one.names), len(two.names)) for one, two in zip(left, right, strict=True)]
    lefts, before = _each_with_each(left, [two for _, two in shapes], 0)
    rights, own = _each_with_each(right, [one for one, _ in shapes], 1)
    both = pairs.each(lefts, rights).astype(np.float64)
    sizes = [one * two for one, two in shapes]
    apart = np.repeat(~np.array(follows, np.bool_), sizes)
    both[apart] = 0.0
    likely = np.where(apart, own[1], np.log(PAIR * both / (before[0] + 1) + own[2]))
    for end, size, shape in zip(accumulate(sizes), sizes, shapes, strict=True):
        its = slice(end - size, end)
        # Copies: a view would keep what was worked out for its neighbours.
        yield Step(likely[its].reshape(shape).T.copy(), both[its].reshape(shape).copy())


def _each_with_each(lattice: Sequence[Spelt], times: Sequence[int], side: Literal[0, 1]) -> tuple[Ints, Floats]:
    """The spellings of each syllable with each of those beside it: one by one on the left, in turn on the right."""
    sizes = np.array([len(one.names) for one in lattice], np.int64)
    places = np.concatenate([one.places[:size] for one, size in zip(lattice, sizes, strict=True)])
    told = np.concatenate([one.told[:, :size] for one, size in zip(lattice, sizes, strict=True)], axis=1)
    if side:
        starts = np.cumsum(sizes, dtype=np.int64) - sizes
        at = spread_out(np.repeat(starts, times), np.repeat(sizes, times))
    else:
        at = np.repeat(np.arange(len(places)), np.repeat(times, sizes))
    return places[at], told[:, at]


def rows(lattice: Sequence[Spelt], steps: Sequence[Step], hidden: float) -> list[tuple[float, tuple[int, ...]]]:
    """The likeliest rows of spellings, best first: how likely, and which spelling of each syllable: Viterbi."""
    typed_so = [one.told[3] * hidden + one.told[4] for one in lattice]
    size = len(lattice[0].names)
    likely = np.full((size, _ROWS), -np.inf)
    likely[:, 0] = lattice[0].told[1, :size] + typed_so[0][:size]
    backs: list[Ints | None] = []
    for step, own in zip(steps, typed_so[1:], strict=True):
        size, before = step.likely.shape
        if before == 1:  # every row comes from the one spelling, in the order it had there
            likely = step.likely + likely
            backs.append(None)
        else:
            reached = (step.likely[:, :, None] + likely).reshape(size, -1)
            back = (-reached).argsort(axis=1, kind="stable")[:, :_ROWS]
            likely = reached[_ACROSS[:size], back]
            backs.append(back)
        likely += own[:size, None]
    return _followed(likely, backs)


_ACROSS = np.arange(WIDTH)[:, None]


def _followed(likely: Floats, backs: Sequence[Ints | None]) -> list[tuple[float, tuple[int, ...]]]:
    ends = (-likely).argsort(axis=None, kind="stable")[:_ROWS]
    rows = []
    for end in ends.tolist():
        spelling, rank = divmod(end, _ROWS)
        worth = likely.item(spelling, rank)
        if worth == -math.inf:
            continue
        row = [spelling]
        for back in reversed(backs):
            spelling, rank = (0, rank) if back is None else divmod(back.item(spelling, rank), _ROWS)
            row.append(spelling)
        rows.append((worth, tuple(reversed(row))))
    return rows
