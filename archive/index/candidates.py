"""The top of a list as arrays, the same from every engine, and what a ranking makes of it.

An engine fills `Candidates` for the best documents of the streams; a `Ranker` gives each a new score, with the terms
that made it, so that every step can be shown to the reader. Rankings are in `archive.index.ranking`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

# The stream of pairs that goes with each stream that keeps places.
PAIRS_OF = {"syllables": "pairs", "folded": "folded_pairs"}

# How many of the best documents are ranked anew.
TOP = 150


@dataclass(frozen=True, slots=True)
class Candidates:
    """The best documents by the streams, best first; every array has one value a document unless it says otherwise.

    `typed` is what the reader typed (for question words). `asked` are the syllables of the query in order, in the form
    of the stream that keeps places, `rarities` what each tells and `pair_rarities` what it tells together with the one
    before it (one value a syllable; 0 for the first). `total` is the score by the
    streams and `streams` the part of each stream in it. `title`, `heading`, `body` are lengths in syllables. A place
    below `title` is in the title, from `body_at` on for `body` places in the text, beyond that in the sentences of
    works that cite it, and else in the heading (type, number, issuer, place, date, headings).
    `rows`, `places`, `terms` are the occurrences of the query's syllables, one value each, in the order of rows and
    places: which document, which place, which (first equal) syllable of `asked`; from `len(asked)` on it is one of
    those that answers to such a question have, `archive.index.ranking.questions.watched(asked)`.
    `work` is the score of the whole work that an article is part of, 0 to 1; all 0 where the entries are whole works.
    `group` says which candidates are parts of one work: equal numbers from 0 up, -1 for an entry that is a whole work.
    `genre`, `standing` (validity: "in_force", "partly", "ended", "unknown" …) and `type` (slug) are words; `cited`
    counts the works that cite it; `first` is the day number of its date, 0 when not known.
    """

    typed: str
    asked: tuple[str, ...]
    rarities: Floats
    pair_rarities: Floats
    total: Floats
    streams: Mapping[str, Floats]
    title: Ints
    heading: Ints
    body: Ints
    body_at: Ints
    rows: Ints
    places: Ints
    terms: Ints
    work: Floats
    group: Ints
    genre: tuple[str, ...]
    type: tuple[str, ...]
    standing: tuple[str, ...]
    cited: Ints
    first: Ints

    def __len__(self) -> int:
        """How many documents."""
        return len(self.total)


@dataclass(frozen=True, slots=True)
class Ranked:
    """New scores, and the terms that they are the sum of: name → one value a document."""

    scores: Floats
    terms: Mapping[str, Floats]


Ranker = Callable[[Candidates], Ranked]


def places_of_terms(asked: Sequence[str]) -> dict[str, int]:
    """Each different syllable of a query → where it stands first."""
    return {term: place for place, term in reversed(list(enumerate(asked)))}


def pairs_of(asked: Sequence[str]) -> list[str | None]:
    """For each syllable of a query the pair it makes with the one before it; None for the first."""
    return [None, *(f"{left} {right}" for left, right in pairwise(asked))][: len(asked)]


def numbered(works: Sequence[str]) -> Ints:
    """Works as numbers in the order in which they come first, -1 for ""."""
    known: dict[str, int] = {}
    return np.array([known.setdefault(one, len(known)) if one else -1 for one in works], np.int64)


def spread_out(begins: Ints, counts: Ints) -> Ints:
    """Each number with its followers, so many as its count: [7, 2] and [3, 1] → [7, 8, 9, 2]."""
    after = np.cumsum(counts)
    made: Ints = np.arange(after[-1] if len(after) else 0, dtype=np.int64)
    made += np.repeat(begins - after + counts, counts)
    return made


def heads_of(rows: npt.NDArray[np.integer[Any]]) -> npt.NDArray[np.intp]:
    """Where each stretch of equal numbers begins: [3, 3, 5, 5, 5, 6] → [0, 2, 5]. A third of what `np.diff` takes."""
    new = np.ones(len(rows), np.bool_)
    np.not_equal(rows[1:], rows[:-1], out=new[1:])
    return new.nonzero()[0]
