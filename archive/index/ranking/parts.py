"""The occurrences of a query in its candidates, part by part: coverage, runs, windows, counts, all as arrays.

Everything is worked out for all candidates at once; an array of two dimensions is documents by syllables of the query.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, get_args

import numpy as np
import numpy.typing as npt

from archive.index.candidates import Candidates, Floats, Ints, heads_of, spread_out
from archive.index.ranking.questions import tail_at

PartName = Literal["title", "heading", "body"]
Truths = npt.NDArray[np.bool_]

# Occurrences beyond this place of a text are not looked at for windows and runs: the texts of whole works are long, and
# what decides stands early. Counts of syllables are taken over the whole text by the streams.
REACH = 6_000
_APART = 2 * REACH


@dataclass(frozen=True)
class Asked:
    """The query as the features see it: which syllables count, what each tells, which may follow which.

    `worth` has one value a syllable of the query, 0 where an equal one stood before, where the archive does not hold it
    and in the tail of a question; `total` is the sum. `pairs` and `total_pairs` are the same of each syllable with the
    one before it. `follows[a, b]` is true when b comes right after a in the query.
    """

    worth: Floats
    total: float
    pairs: Floats
    total_pairs: float
    size: int
    follows: Truths


def asked_of(candidates: Candidates) -> Asked:
    """What the features need to know of the query of these candidates."""
    size = tail_at(candidates.asked)
    first: dict[str, int] = {}
    firsts = [first.setdefault(one, place) for place, one in enumerate(candidates.asked)]
    worth = np.zeros(len(firsts))
    for place in set(firsts[:size]):
        worth[place] = candidates.rarities[place]
    pairs = np.zeros(len(firsts))
    for place in range(size - 1, 0, -1):
        pairs[firsts[place]] = candidates.rarities[place]
    follows = np.zeros((len(firsts), len(firsts)), dtype=np.bool_)
    follows[firsts[: size - 1], firsts[1:size]] = True
    return Asked(worth, float(worth.sum()) or 1.0, pairs, float(pairs.sum()) or 1.0, size, follows)


@dataclass(frozen=True)
class Part:
    """One part of every candidate: where the query's syllables stand in it. Places count from the start of the part."""

    asked: Asked
    documents: int
    size: Ints
    rows: Ints
    places: Ints
    terms: Ints

    @cached_property
    def counts(self) -> Floats:
        """How often each syllable stands in the part: documents by syllables."""
        wide = len(self.asked.worth)
        flat = np.bincount(self.cells, minlength=self.documents * wide)
        return flat.reshape(self.documents, wide).astype(np.float64)

    @cached_property
    def cells(self) -> Ints:
        """Of each occurrence its document and its syllable as one number."""
        return self.rows * len(self.asked.worth) + self.terms

    @property
    def covered(self) -> Floats:
        """The share of the query's worth that stands in the part."""
        return (self.counts > 0) @ self.asked.worth / self.asked.total

    @property
    def density(self) -> Floats:
        """The share of the part's syllables that the query has."""
        return np.bincount(self.rows, minlength=self.documents) / np.maximum(self.size, 1)

    def gained(self, usual: float) -> Floats:
        """A BM25 of the part alone; `usual` is how long such a part mostly is."""
        spread = 1.2 * (0.25 + 0.75 * self.size / usual)
        return (self.counts * 2.2 / (self.counts + spread[:, None])) @ self.asked.worth

    @cached_property
    def paired(self) -> Floats:
        """How often each syllable stands right after the one it follows in the query: documents by syllables."""
        wide = len(self.asked.worth)
        flat = np.bincount(self.cells[self.linked], minlength=self.documents * wide)
        return flat.reshape(self.documents, wide).astype(np.float64)

    def gained_pairs(self, usual: float) -> Floats:
        """A BM25 of the part's pairs alone."""
        spread = 0.8 * (0.5 + 0.5 * self.size / usual)
        return (self.paired * 1.8 / (self.paired + spread[:, None])) @ self.asked.pairs

    @property
    def covered_pairs(self) -> Floats:
        """The share of the worth of the query's pairs that stands in the part."""
        return (self.paired > 0) @ self.asked.pairs / self.asked.total_pairs

    # --- runs: syllables that stand side by side as in the query -------------------------------------------------

    @cached_property
    def linked(self) -> Truths:
        """Whether each occurrence goes on where the one before it stopped."""
        linked = np.zeros(len(self.rows), dtype=np.bool_)
        if len(self.rows) > 1:
            # A document as so many places that none of the next one comes right after its last.
            at = self.rows * _APART + self.places
            near = (at[1:] - at[:-1] == 1).nonzero()[0]
            after = near + 1
            linked[after] = self.asked.follows.ravel()[self.terms[near] * len(self.asked.follows) + self.terms[after]]
        return linked

    @cached_property
    def runs(self) -> tuple[Ints, Ints]:
        """Where each run begins among the occurrences, and how long it is."""
        starts = (~self.linked).nonzero()[0]
        lengths = np.empty_like(starts)
        np.subtract(starts[1:], starts[:-1], out=lengths[:-1])
        lengths[-1:] = len(self.linked) - starts[-1:]
        return starts, lengths

    @cached_property
    def best_runs(self) -> Floats:
        """The longest run that each syllable stands in: documents by syllables, 0 where it does not stand."""
        wide = len(self.asked.worth)
        best = np.zeros(self.documents * wide)
        starts, lengths = self.runs
        best[self.cells] = 1.0
        # Most runs are of one syllable. Of the others the longest is written last, so it stays.
        several = (lengths > 1).nonzero()[0]
        several = several[np.argsort(lengths[several].astype(np.int16), kind="stable")]
        long = lengths[several]
        best[self.cells[spread_out(starts[several], long)]] = np.repeat(long, long)
        return best.reshape(self.documents, wide)

    def covered_by(self, length: int) -> Floats:
        """The share of the query's worth that stands in runs of at least this length."""
        return (self.best_runs >= length) @ self.asked.worth / self.asked.total

    @cached_property
    def run_worth(self) -> Floats:
        """The worth in runs, each syllable times the logarithm of its longest run."""
        return np.log2(np.maximum(self.best_runs, 1)) @ self.asked.worth / self.asked.total

    @cached_property
    def longest(self) -> Floats:
        """How long the longest run is."""
        starts, lengths = self.runs
        return best_of_rows(self.rows[starts], lengths, self.documents)

    @property
    def heaviest(self) -> Floats:
        """The share of the query's worth in the weightiest single run."""
        starts, _ = self.runs
        if not len(starts):
            return np.zeros(self.documents)
        weights = np.add.reduceat(self.asked.worth[self.terms], starts)
        return best_of_rows(self.rows[starts], weights, self.documents) / self.asked.total

    def first_run(self, length: int) -> Floats:
        """Where the first run of at least this length begins; the size of the part where there is none."""
        first = self.size.astype(np.float64)
        if len(self.rows):
            starts, lengths = self.runs
            long = starts[lengths >= length]
            # Occurrences come in the order of rows and places: the first of each row is the earliest.
            heads = long[heads_of(self.rows[long])]
            first[self.rows[heads]] = np.minimum(self.places[heads], first[self.rows[heads]])
        return first

    # --- windows -------------------------------------------------------------------------------------------------

    def windows(self, *widths: int) -> tuple[Floats, ...]:
        """For each width the largest share of the query's worth that stands within so many syllables."""
        if not len(self.rows):
            return tuple(np.zeros(self.documents) for _ in widths)
        apart = int(self.places.max()) + max(widths) + 1
        at = self.rows * apart + self.places
        # Of each occurrence the next of the same syllable, who counts in its place from there on.
        order = np.argsort(self.terms.astype(np.int16), kind="stable")
        same = self.terms[order]
        following = np.full(len(at), len(at))
        alike = (same[1:] == same[:-1]).nonzero()[0]
        following[order[alike]] = order[alike + 1]
        worth = self.asked.worth[self.terms]
        heads = heads_of(self.rows)
        return tuple(self._window(at, following, worth, heads, width=width) for width in widths)

    def _window(self, at: Ints, following: Ints, worth: Floats, heads: Ints, *, width: int) -> Floats:
        """For each occurrence what counts in the stretch that ends with it, and of each document the most of it."""
        left = np.minimum(following, np.searchsorted(at, at + width))
        inside = np.cumsum(worth - np.bincount(left, worth, minlength=len(at) + 1)[:-1])
        best = np.zeros(self.documents)
        best[self.rows[heads]] = np.maximum.reduceat(inside, heads) / self.asked.total
        return best


def best_of_rows(rows: Ints, values: Floats | Ints, documents: int) -> Floats:
    """The greatest value of each document, 0 where it has none; `rows` say whose each value is, in rising order."""
    best = np.zeros(documents)
    if len(rows):
        heads = heads_of(rows)
        best[rows[heads]] = np.maximum.reduceat(values, heads)
    return best


def covered_together(parts: Sequence[Part]) -> Truths:
    """Which syllables stand in one of some parts: documents by syllables."""
    documents, wide = parts[0].documents, len(parts[0].asked.worth)
    held = np.zeros(documents * wide, np.bool_)
    for part in parts:
        held[part.cells] = True
    return held.reshape(documents, wide)


@dataclass(frozen=True, slots=True)
class Read:
    """A query and its candidates as formula and features see them: worked out once for both."""

    asked: Asked
    title: Part
    heading: Part
    body: Part


def read(candidates: Candidates) -> Read:
    """The query of these candidates, and where it stands in each of their parts."""
    asked = asked_of(candidates)
    return Read(asked, *_parted(candidates, asked))


def said_of(candidates: Candidates, asked: Asked) -> Truths:
    """Which occurrences are of syllables of the query that say something, and not of watched ones."""
    return (np.append(asked.worth, np.zeros(_watched_at_most(candidates, asked))) > 0)[candidates.terms]


def _watched_at_most(candidates: Candidates, asked: Asked) -> int:
    return max(0, int(candidates.terms.max(initial=0)) + 1 - len(asked.worth))


def part_of(candidates: Candidates, asked: Asked, name: PartName) -> Part:
    """The title, the heading or the body of the candidates, with the syllables of the query that say something."""
    return _parted(candidates, asked)[get_args(PartName).index(name)]


def _parted(candidates: Candidates, asked: Asked) -> tuple[Part, Part, Part]:
    """Title, heading and body, each occurrence looked at once: most are in the body."""
    rows, places, terms = candidates.rows, candidates.places, candidates.terms
    said, at = said_of(candidates, asked), places - candidates.body_at[rows]
    inside = said & (at >= 0) & (at < np.minimum(candidates.body, REACH)[rows])
    body = inside.nonzero()[0]
    before = (said & (at < 0)).nonzero()[0]
    first, title = places[before], candidates.title[rows[before]]
    own = before[first < np.minimum(title, REACH)]
    # Of the heading the places count from the end of the title.
    later = first - title
    among = (later >= 0) & (later < REACH)
    heading, shifted = before[among], later[among]
    told = (
        (candidates.title, own, places[own]),
        (candidates.heading, heading, shifted),
        (candidates.body, body, at[body]),
    )
    made = [Part(asked, len(candidates), size, rows[kept], where, terms[kept]) for size, kept, where in told]
    return made[0], made[1], made[2]
