"""The occurrences of a query in its candidates, part by part: coverage, runs, windows, counts, all as arrays.

Everything is worked out for all candidates at once; an array of two dimensions is documents by syllables of the query.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Literal, get_args

import numpy as np
import numpy.typing as npt

from archive.index.candidates import Candidates, Floats, Ints
from archive.index.ranking.questions import tail_at

PartName = Literal["title", "heading", "body"]
Truths = npt.NDArray[np.bool_]

# Occurrences beyond this place of a text are not looked at for windows and runs: the texts of whole works are long, and
# what decides stands early. Counts of syllables are taken over the whole text by the streams.
REACH = 6_000


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
        flat = np.bincount(self.rows * wide + self.terms, minlength=self.documents * wide)
        return flat.reshape(self.documents, wide).astype(np.float64)

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
        linked = self.linked
        flat = np.bincount(self.rows[linked] * wide + self.terms[linked], minlength=self.documents * wide)
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
            near = (np.diff(self.places) == 1) & (np.diff(self.rows) == 0)
            linked[1:] = near & self.asked.follows[self.terms[:-1], self.terms[1:]]
        return linked

    @cached_property
    def runs(self) -> tuple[Ints, Ints]:
        """The run that each occurrence is in, numbered from 0, and how long each run is."""
        run = np.cumsum(~self.linked) - 1
        return run, np.bincount(run) if len(run) else np.zeros(0, dtype=np.int64)

    @cached_property
    def best_runs(self) -> Floats:
        """The longest run that each syllable stands in: documents by syllables, 0 where it does not stand."""
        wide = len(self.asked.worth)
        best = np.zeros(self.documents * wide)
        run, lengths = self.runs
        at, long = self.rows * wide + self.terms, lengths[run]
        best[at] = 1.0
        # Most runs are of one syllable. Of the others the longest is written last, so it stays.
        at, long = at[long > 1], long[long > 1]
        order = np.argsort(long, kind="stable")
        best[at[order]] = long[order]
        return best.reshape(self.documents, wide)

    def covered_by(self, length: int) -> Floats:
        """The share of the query's worth that stands in runs of at least this length."""
        return (self.best_runs >= length) @ self.asked.worth / self.asked.total

    @property
    def run_worth(self) -> Floats:
        """The worth in runs, each syllable times the logarithm of its longest run."""
        return np.log2(np.maximum(self.best_runs, 1)) @ self.asked.worth / self.asked.total

    @property
    def longest(self) -> Floats:
        """How long the longest run is."""
        found = self.best_runs
        return found.max(axis=1) if found.size else np.zeros(self.documents)

    @property
    def heaviest(self) -> Floats:
        """The share of the query's worth in the weightiest single run."""
        run, _ = self.runs
        weights = np.bincount(run, weights=self.asked.worth[self.terms]).astype(np.float64)
        return best_of_rows(self.rows[~self.linked], weights, self.documents) / self.asked.total

    def first_run(self, length: int) -> Floats:
        """Where the first run of at least this length begins; the size of the part where there is none."""
        first = self.size.astype(np.float64)
        if len(self.rows):
            run, lengths = self.runs
            starts = np.flatnonzero(~self.linked)
            long = starts[lengths[run[starts]] >= length]
            # Occurrences come in the order of rows and places: the first of each row is the earliest.
            heads = long[np.flatnonzero(np.diff(self.rows[long], prepend=-1))]
            first[self.rows[heads]] = np.minimum(self.places[heads], first[self.rows[heads]])
        return first

    # --- windows -------------------------------------------------------------------------------------------------

    def windows(self, *widths: int) -> tuple[Floats, ...]:
        """For each width the largest share of the query's worth that stands within so many syllables."""
        best = [np.zeros(self.documents) for _ in widths]
        if len(self.rows):
            apart = int(self.places.max()) + max(widths) + 1
            small = (self.documents + 1) * apart < 2**31
            at = ((self.rows + 1) * apart + self.places).astype(np.int32 if small else np.int64)
            # A row for each syllable that says something: where it stood last, and how long ago that was.
            said = np.flatnonzero(self.asked.worth > 0)
            ago = np.zeros((len(said), len(at)), dtype=at.dtype)
            ago[np.searchsorted(said, self.terms), np.arange(len(at))] = at
            np.maximum.accumulate(ago, axis=1, out=ago)
            np.subtract(at, ago, out=ago)
            starts = np.flatnonzero(np.append(True, self.rows[1:] != self.rows[:-1]))
            worth = self.asked.worth[said].astype(np.float32)
            for share, width in zip(best, widths, strict=True):
                inside = worth @ np.less(ago, width).astype(np.float32)
                share[self.rows[starts]] = np.maximum.reduceat(inside, starts) / self.asked.total
        return tuple(best)


def best_of_rows(rows: Ints, values: Floats, documents: int) -> Floats:
    """The greatest value of each document, 0 where it has none; `rows` say whose each value is, in rising order."""
    best = np.zeros(documents)
    if len(rows):
        heads = np.flatnonzero(np.diff(rows, prepend=-1))
        best[rows[heads]] = np.maximum.reduceat(values, heads)
    return best


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
    said = said_of(candidates, asked)
    title, heading, body = (part_of(candidates, asked, name, said) for name in get_args(PartName))
    return Read(asked, title, heading, body)


def said_of(candidates: Candidates, asked: Asked) -> Truths:
    """Which occurrences are of syllables of the query that say something, and not of watched ones."""
    worth = np.append(asked.worth, 0.0)
    return worth[np.minimum(candidates.terms, len(asked.worth))] > 0


def part_of(candidates: Candidates, asked: Asked, name: PartName, said: Truths | None = None) -> Part:
    """The title, the heading or the body of the candidates, with the syllables of the query that say something.

    `said` is `said_of` of them, where it is known already.
    """
    rows, places = candidates.rows, candidates.places
    sizes, starts = {
        "title": (candidates.title, np.zeros_like(candidates.title)),
        "heading": (candidates.heading, candidates.title),
        "body": (candidates.body, candidates.body_at),
    }[name]
    at = places - starts[rows]
    within = (at >= 0) & (at < REACH)
    within &= at < candidates.body[rows] if name == "body" else places < candidates.body_at[rows]
    if name == "title":
        within &= at < candidates.title[rows]
    kept = np.flatnonzero(within & (said_of(candidates, asked) if said is None else said))
    return Part(asked, len(candidates), sizes, rows[kept], at[kept], candidates.terms[kept])
