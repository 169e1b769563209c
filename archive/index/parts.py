"""Which part of each text of a page answers a query best, for all its texts at once.

The formula is that of the streams (BM25) with parts in place of documents: the parts of a text are its articles and
sections, a part's heading counts more, and the heading of the part above it counts too.
"""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from archive.text.occurrences import Ints, Occurrences
from archive.text.span import Span

# BM25's constants, and what neighbours count for beside syllables: as the streams have them (`archive.index.fields`).
_K1, _B, PAIRS = 1.2, 0.75, 0.6
_IN_HEADING, _IN_UPPER_HEADING = 3, 1
_DECIMALS = 9  # parts that are equal so far are equal: the first of them is taken

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Divided:
    """A text as it is parted: `number` is its place among the texts that were looked through, `end` where it ends.

    `starts` is where each part begins, `headings` where the heading it begins with ends, 0 for none; only what stands
    in `body` counts. `below` gives the parts that have a part for the next one above them. All of these may be counted
    in syllables; `sizes` are then how long the parts are in letters.
    """

    number: int
    end: int
    starts: Sequence[int]
    headings: Sequence[int]
    body: Span
    below: Callable[[int], Sequence[int]]
    sizes: Sequence[int] | None = None

    def lengths(self) -> Floats:
        """How long each part is beside the part of middle length."""
        sizes = np.diff([*self.starts, self.end]) if self.sizes is None else np.array(self.sizes, np.int64)
        return sizes / (int(sizes.sum()) / len(sizes))


def best_parts(found: Occurrences, texts: Sequence[Divided], worths: Sequence[float]) -> list[int | None]:
    """The best part of each text, by its place; None where nothing that is sought stands in the body.

    `worths` is what each code and behind them each pair tells.
    """
    if not texts:
        return []
    places, owners = _inside(found, texts)
    firsts = np.cumsum([0, *(len(one.starts) for one in texts)])
    scores = _scores(_Page(found, texts, firsts), places, owners, np.array(worths, np.float64))
    some = np.bincount(owners, minlength=len(texts)).tolist()
    bounds = pairwise(firsts.tolist())
    return [_first_best(scores[a:b]) if here else None for here, (a, b) in zip(some, bounds, strict=True)]


@dataclass(frozen=True, slots=True)
class _Page:
    """Texts with what was found in them; `firsts` is the first part of each, all parts numbered through."""

    found: Occurrences
    texts: Sequence[Divided]
    firsts: Ints

    def bases(self) -> Ints:
        """Where each text begins among all that were looked through."""
        return self.found.bases[[one.number for one in self.texts]]


def _inside(found: Occurrences, texts: Sequence[Divided]) -> tuple[Ints, Ints]:
    """The places that stand in the bodies of some texts, and in which of these each stands."""
    places = np.concatenate([np.arange(*found.bounds[one.number : one.number + 2]) for one in texts])
    owners = np.repeat(np.arange(len(texts)), [_size(found, one) for one in texts])
    base = found.bases[[one.number for one in texts]]
    begun, ended = base + [one.body.start for one in texts], base + [one.body.end for one in texts]
    inside = (found.starts[places] >= begun[owners]) & (found.ends[places] <= ended[owners])
    return places[inside], owners[inside]


def _size(found: Occurrences, one: Divided) -> int:
    return found.bounds[one.number + 1] - found.bounds[one.number]


def _first_best(scores: Floats) -> int:
    best = int(np.argmax(scores))
    return best if scores[best] > 0 else 0


def _parts_of(page: _Page, places: Ints, owners: Ints) -> Ints:
    """The part in which each place stands."""
    # As if all texts were equally long: they may be asked for in any order.
    longest = max(one.end for one in page.texts) + 1
    starts = [np.array(one.starts, np.int64) + turn * longest for turn, one in enumerate(page.texts)]
    among = page.found.starts[places] - page.bases()[owners] + owners * longest
    return np.searchsorted(np.concatenate(starts), among, "right") - 1


def _scores(page: _Page, places: Ints, owners: Ints, worths: Floats) -> Floats:
    """What each part is worth; 0 for those in which nothing stands."""
    found, texts, count, width = page.found, page.texts, int(page.firsts[-1]), len(worths)
    parts, codes = _parts_of(page, places, owners), found.codes[places]
    headings = np.concatenate([np.array(one.headings, np.int64) for one in texts])
    headed = found.ends[places] - page.bases()[owners] <= headings[parts]
    weight = np.where(headed, _IN_HEADING, 1)
    paired = np.flatnonzero(found.pairs[places] >= 0)
    pairs = found.held.shape[1] + found.pairs[places][paired]
    keys = np.concatenate([parts * width + codes, parts[paired] * width + pairs])
    summed = np.bincount(keys, np.concatenate([weight, weight[paired]]), minlength=count * width)
    weights: Floats = summed.astype(np.float64, copy=False).reshape(count, width)
    there = weights.any(axis=1)
    _add_upper(weights, texts, page.firsts, parts[headed], codes[headed])
    lengths = np.concatenate([one.lengths() for one in texts])
    norm = _K1 * (1 - _B + _B * lengths)
    scores = (weights * (_K1 + 1) / (weights + norm[:, None])) @ worths
    return np.where(there, np.round(scores, _DECIMALS), 0.0)


def _add_upper(weights: Floats, texts: Sequence[Divided], firsts: Ints, parts: Ints, codes: Ints) -> None:
    """What stands in the heading of a part counts also in the parts right below it."""
    held, lower, upper = firsts.tolist(), list[int](), list[int]()
    for part in dict.fromkeys(parts.tolist()):
        turn = bisect_right(held, part) - 1
        below = texts[turn].below(part - held[turn])
        lower += [one + held[turn] for one in below]
        upper += [part] * len(below)
    if lower:  # each has one part above it
        count, width = weights.shape
        there = np.bincount(parts * width + codes, minlength=count * width).reshape(count, width)
        weights[lower] += _IN_UPPER_HEADING * there[upper]
