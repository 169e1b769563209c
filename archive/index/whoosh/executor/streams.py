"""The product's weighted streams as a way of scoring: exact lengths, rarity of what is there, worth by genre.

The same as `archive.index.whoosh.weighting.StreamWeighting`, over arrays; the formula: `archive.index.scoring`.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from archive.index.arrays.field import Wide
from archive.index.arrays.sets import Floats, Rows
from archive.index.fields import STREAM
from archive.index.scoring import GENRE_WORTH, gained, rarity, spread
from archive.index.whoosh.executor.leaves import Collection, HeldField, Leaf, taken
from archive.index.whoosh.executor.scoring import Places
from archive.index.whoosh.schema import length_of


@dataclass(frozen=True, slots=True)
class Streams:
    """Scores of weighted streams; a clause's share comes as its term's boost, as `weighting.as_query` writes it."""

    def over(self, collection: Collection) -> "StreamsScorer":
        """The scores for a collection."""
        return StreamsScorer(collection)

    def model(self, reader: Any) -> Any:  # noqa: ANN401  # the library has no types
        """The weighting model of the library that gives the same."""
        from archive.index.whoosh.weighting import StreamWeighting

        return StreamWeighting(reader)


class StreamsScorer:
    """Weighted streams for one collection."""

    def __init__(self, collection: Collection) -> None:
        """Nothing is worked out yet."""
        self._collection = collection
        self._total = sum(leaf.size if leaf.live is None else int(leaf.live.sum()) for leaf in collection.leaves)
        self._told: dict[tuple[str, bytes], float] = {}
        self._averages: dict[str, float] = {}
        self._spreads: dict[tuple[str, int], Floats] = {}
        self._worths: dict[int, Floats] = {}

    def told(self, field: str, term: bytes) -> float:
        """The rarity of a term among the documents that are there."""
        found = self._told.get((field, term))
        if found is None:
            found = rarity(self._total, sum(_holding(leaf, field, term) for leaf in self._collection.leaves))
            self._told[field, term] = found
        return found

    def all_told(self, leaf: Leaf, held: HeldField, places: Places, counts: Wide) -> Floats:
        """The rarities of several terms of a segment."""
        return np.array([self.told(held.name, held.terms[int(place)]) for place in places])

    def amounts(
        self,
        leaf: Leaf,
        held: HeldField,
        stretch: slice,
        rows: Rows | None,
        *,
        told: float | Floats,
        light: bool,
    ) -> Floats:
        """The scores of some postings."""
        stream, docs, weights = STREAM[held.name], taken(held.arrays.docs, stretch, rows), held.arrays.weights
        weight = np.ones(len(docs)) if weights is None else taken(weights, stretch, rows).astype(np.float64)
        scores = gained(stream, weight, self._spread(leaf, held.name).take(docs, mode="clip"))
        scores *= told
        scores *= self._worth(leaf).take(docs, mode="clip")
        return scores

    def by_key(self, held: HeldField) -> None:
        """Exact lengths and genres do not stand in keys."""

    def _spread(self, leaf: Leaf, name: str) -> Floats:
        key = (name, leaf.base)
        if key not in self._spreads:
            self._spreads[key] = spread(STREAM[name], _lengths(leaf, name), self._average(name))
        return self._spreads[key]

    def _average(self, name: str) -> float:
        if name not in self._averages:
            held = [_live(leaf, _lengths(leaf, name)) for leaf in self._collection.leaves]
            lengths = np.concatenate([np.zeros(0), *held])
            lengths = lengths[lengths > 0]
            self._averages[name] = float(lengths.sum()) / len(lengths) if len(lengths) else 0.0
        return self._averages[name]

    def _worth(self, leaf: Leaf) -> Floats:
        if leaf.base not in self._worths:
            column = leaf.codes("genre")
            if column is None:
                return np.ones(leaf.size)
            worth = np.array([GENRE_WORTH[word.decode()] for word in column.words])
            self._worths[leaf.base] = worth.take(column.codes)
        return self._worths[leaf.base]


def _lengths(leaf: Leaf, name: str) -> Floats:
    held = leaf.arrays.numbers(length_of(name))
    return np.zeros(leaf.size) if held is None else held.astype(np.float64)


def _live(leaf: Leaf, numbers: Floats) -> Floats:
    return numbers if leaf.live is None else numbers[leaf.live]


def _holding(leaf: Leaf, name: str, term: bytes) -> int:
    held = leaf.field(name)
    place = held.terms.find(term) if held else -1
    if held is None or place < 0:
        return 0
    return held.frequency(place) if leaf.live is None else int(leaf.live[held.docs(place)].sum())
