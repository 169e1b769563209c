"""The top of a list as arrays, the same from every engine, and what a ranking makes of it.

An engine fills `Candidates` for the best documents of the streams; a `Ranker` gives each a new score, with the terms
that made it, so that every step can be shown to the reader. Rankings are in `archive.index.ranking`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

# How many of the best documents are ranked anew.
TOP = 150


@dataclass(frozen=True, slots=True)
class Candidates:
    """The best documents by the streams, best first; every array has one value a document unless it says otherwise.

    `typed` is what the reader typed (for question words). `asked` are the syllables of the query in order, in the form
    of the stream that keeps places, and `rarities` what each tells (one value a syllable). `total` is the score by the
    streams and `streams` the part of each stream in it. `title`, `heading`, `body` are lengths in syllables. A place
    below `title` is in the title, from `body_at` on for `body` places in the text, beyond that in the sentences of
    works that cite it, and else in the heading (type, number, issuer, place, date, headings).
    `rows`, `places`, `terms` are the occurrences of the query's syllables, one value each, in the order of rows and
    places: which document, which place, which (first equal) syllable of `asked`.
    `work` is the score of the whole work that an article is part of, 0 to 1; all 0 where the entries are whole works.
    `genre`, `standing` (validity: "in_force", "partly", "ended", "unknown" …) and `type` (slug) are words; `cited`
    counts the works that cite it; `first` is the day number of its date, 0 when not known.
    """

    typed: str
    asked: tuple[str, ...]
    rarities: Floats
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
