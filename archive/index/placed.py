"""Where the words of a question stand in some documents, as an index knows it: by the number of the syllable.

With the counts kept beside a text (`archive.text.syllable_counts`) that is enough to choose the part that answers best,
without the text being read. Not every engine can tell it; who asks looks through the texts where one cannot.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

import numpy as np
import numpy.typing as npt

from archive.text.occurrences import Looked, Occurrences, neighbours
from archive.text.syllable_counts import Counts

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Placed:
    """Every occurrence of some terms in the texts of some documents, in any order.

    `rows` says which document, `places` the number of the syllable in its text, from 0 on, `terms` which term. `sizes`
    is how many syllables each text has; -1 for a document that the index does not hold.
    """

    rows: Ints
    places: Ints
    terms: Ints
    sizes: tuple[int, ...]


@runtime_checkable
class Placing(Protocol):
    """An engine that knows where terms stand."""

    def places(self, ids: Sequence[str], stream: str, terms: Sequence[str]) -> Placed:
        """Where terms of a stream that keeps places stand in documents. Raises IndexStale as `search` does."""


def occurrences_of(placed: Placed, told: Sequence[Counts | None], looked: Looked) -> Occurrences:
    """The occurrences in texts of which `told` has the counts, as if the texts had been looked through.

    Where they stand is counted in syllables: each begins at its number and ends before the next. A document without
    counts is left out.
    """
    # A number more than syllables, so that the last of a text and the first of the next are no neighbours.
    bases = np.cumsum([0, *(one.total + 1 if one else 0 for one in told)])[:-1].astype(np.int64)
    known = np.array([one is not None for one in told], np.bool_)[placed.rows]
    starts = (bases[placed.rows] + placed.places)[known]
    order = np.argsort(starts)
    starts, codes, rows = starts[order], placed.terms[known][order], placed.rows[known][order]
    apart = [one.apart + base for one, base in zip(told, bases.tolist(), strict=True) if one]
    follows = np.zeros(len(starts), np.bool_)
    follows[1:] = np.diff(starts) == 1
    follows &= ~_among(starts, np.concatenate([np.zeros(0, np.int64), *apart]))
    pairs, tied = neighbours(codes, follows, looked)
    bounds = rows.searchsorted(np.arange(len(told) + 1))
    held = np.zeros((len(told), len(looked.worths)), np.bool_)
    held[rows, codes] = True
    return Occurrences(starts, starts + 1, codes, follows, pairs, tied, bases, tuple(bounds.tolist()), held)


def _among(values: Ints, ascending: Ints) -> npt.NDArray[np.bool_]:
    """Which values stand in an ascending row."""
    if not len(ascending):
        return np.zeros(len(values), np.bool_)
    found: npt.NDArray[np.bool_] = ascending.take(ascending.searchsorted(values), mode="clip") == values
    return found
