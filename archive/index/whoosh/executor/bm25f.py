"""BM25F as the library scores it (`whoosh.scoring.BM25F`), to the last bit: from a table where weights are small.

A score depends on two small numbers, the weight and the byte of the length, so all scores of a field stand in a table
of 65,536; every operation is done in the library's order, so that equal scores stay equal.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from math import log
from typing import Any

import numpy as np
from whoosh.scoring import BM25F
from whoosh.util.numeric import byte_to_length

from archive.index.arrays.field import Wide, keys_of
from archive.index.arrays.sets import Floats, Rows
from archive.index.whoosh.executor.leaves import Collection, HeldField, Leaf, taken
from archive.index.whoosh.executor.scoring import Places

# How many terms' idf is kept: enough for the words of all questions of an hour, some 20 MB at most.
_KEPT = 1 << 17


@dataclass(frozen=True, slots=True)
class Bm25f:
    """The library's BM25F with its free numbers; `by_field` has the fields with a B of their own."""

    b: float = 0.75
    k1: float = 1.2
    by_field: Mapping[str, float] = field(default_factory=dict)

    def over(self, collection: Collection) -> "Bm25fScorer":
        """The scores for a collection."""
        return Bm25fScorer(self, collection)

    def model(self, reader: Any) -> BM25F:  # noqa: ANN401  # the library has no types
        """The library's own."""
        return BM25F(self.b, self.k1, **{f"{name}_B": b for name, b in self.by_field.items()})


class Bm25fScorer:
    """BM25F for one collection."""

    def __init__(self, model: Bm25f, collection: Collection) -> None:
        """Nothing is worked out yet."""
        self._model, self._collection = model, collection
        self._told: dict[tuple[str, bytes], float] = {}
        self._norms: dict[str, Floats | None] = {}
        self._tables: dict[str, Floats] = {}

    def told(self, field: str, term: bytes) -> float:
        """The inverse document frequency."""
        found = self._told.get((field, term))
        if found is None:
            size = self._collection.size
            found = log(size / (self._collection.frequency(field, term) + 1)) + 1 if size else 0.0
            if len(self._told) >= _KEPT:
                self._told = {}
            self._told[field, term] = found
        return found

    def all_told(self, leaf: Leaf, held: HeldField, places: Places, counts: Wide) -> Floats:
        """The inverse document frequencies of several terms of a segment."""
        if len(self._collection.leaves) > 1:
            return np.array([self.told(held.name, held.terms[int(place)]) for place in places])
        told: Floats = np.log(self._collection.size / (counts + 1)) + 1
        return told

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
        """The scores of some postings: of a field without lengths, their weights."""
        norm = self._norm(held.name)
        if norm is None:
            return _weights(held, stretch, rows)
        keys = keys_of(held.arrays, stretch, rows) if light else None
        if keys is not None:
            scores = self._table(held.name, norm).take(keys, mode="clip")
        else:
            weights, lengths = _weights(held, stretch, rows), held.arrays.lengths
            # A segment without lengths of the field: the library takes 1.
            spread = (
                self._spread(held.name, 1) if lengths is None else norm[lengths[taken(held.arrays.docs, stretch, rows)]]
            )
            scores = weights * (self._model.k1 + 1)
            scores /= weights + spread
        scores *= told
        return scores

    def by_key(self, held: HeldField) -> Floats | None:
        """The score of each key, before the inverse document frequency."""
        norm = self._norm(held.name)
        return None if norm is None else self._table(held.name, norm)

    def _spread(self, name: str, length: float | Floats) -> Floats:
        model, size = self._model, self._collection.size
        average = self._collection.length(name) / (size or 1) or 1
        b = model.by_field.get(name, model.b)
        return np.asarray(model.k1 * ((1 - b) + b * length / average))

    def _norm(self, name: str) -> Floats | None:
        """What a length byte adds below the line; None for a field that is not scored by length."""
        if name not in self._norms:
            scorable = self._collection.schema[name].scorable
            self._norms[name] = self._spread(name, _lengths()) if scorable else None
        return self._norms[name]

    def _table(self, name: str, norm: Floats) -> Floats:
        table = self._tables.get(name)
        if table is None:
            weights = np.arange(256, dtype=np.float64)[:, None]
            table = weights + norm
            with np.errstate(invalid="ignore"):  # no weight and no length: no such posting
                np.divide(weights * (self._model.k1 + 1), table, out=table)
            table = table.ravel()
            table[:256] = 0.0
            self._tables[name] = table
        return table


def _weights(held: HeldField, stretch: slice, rows: Rows | None) -> Floats:
    weights = held.arrays.weights
    if weights is None:
        return np.ones(len(taken(held.arrays.docs, stretch, rows)), np.float64)
    return taken(weights, stretch, rows).astype(np.float64)


@cache
def _lengths() -> Floats:
    """The length that the library reads from each byte."""
    return np.array([byte_to_length(one) for one in range(256)], np.float64)
