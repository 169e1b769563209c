"""One search in one segment: what each node of a query tree needs to find its documents there."""

from collections.abc import Callable
from typing import Any

import numpy as np

from archive.index.arrays.sets import Scratch
from archive.index.whoosh.executor.hits import NONE, Found
from archive.index.whoosh.executor.leaves import HeldField, Leaf
from archive.index.whoosh.executor.scoring import Scorer

# So many terms are remembered by a thread for a segment, some 3 MB: the same few thousand stand in most questions.
_KEPT = 1 << 14


class Unknown(Exception):
    """A node that only the library itself can carry out, and with it all that stands above: the whole query."""


class Asking:
    """What searches in one segment by one thread share.

    `found` carries out any node: the node, and whether its scores are wanted. `library` has the library do it.
    """

    __slots__ = ("_terms", "_to_bytes", "found", "leaf", "library", "schema", "scorer", "scratch")

    def __init__(
        self,
        leaf: Leaf,
        scorer: Scorer,
        schema: Any,  # noqa: ANN401  # the library has no types
        scratch: Scratch,
        found: "Callable[[Any, Asking, bool], Found]",
        *,
        library: Callable[[Any, Leaf], Found],
    ) -> None:
        """Nothing is looked up yet."""
        self.leaf, self.scorer, self.schema, self.scratch = leaf, scorer, schema, scratch
        self.found, self.library = found, library
        self._to_bytes: dict[str, Callable[[object], bytes]] = {}
        self._terms: dict[tuple[str, str], tuple[HeldField, int, bytes] | None] = {}

    def term(self, name: str, text: object) -> tuple[HeldField, int, bytes] | None:
        """A term's field in this segment, its place there and its bytes; None when no document has it."""
        if type(text) is not str:
            return self._looked_up(name, text)
        key = (name, text)
        if key not in self._terms:
            if len(self._terms) >= _KEPT:
                self._terms = {}
            self._terms[key] = self._looked_up(name, text)
        return self._terms[key]

    def _looked_up(self, name: str, text: object) -> tuple[HeldField, int, bytes] | None:
        held = self.leaf.field(name)
        if held is None:
            return None
        to_bytes = self._to_bytes.get(name)
        if to_bytes is None:
            if name not in self.schema:
                return None
            to_bytes = self._to_bytes[name] = self.schema[name].to_bytes
        try:
            term = to_bytes(text)
        except ValueError:  # as the library: what is no value of the field is in no document
            return None
        place = held.terms.find(term)
        return (held, place, term) if place >= 0 else None

    def posting(self, held: HeldField, place: int, term: bytes, *, boost: float) -> Found:
        """All documents of a term with their scores."""
        told = self.scorer.told(held.name, term)
        light = held.light(place, place + 1)
        scores = self.scorer.amounts(self.leaf, held, held.rows(place), None, told=told, light=light)
        return times(Found(held.docs(place), scores), boost)

    def everything(self, score: float, *, scored: bool) -> Found:
        """Every document that is there, all with one score."""
        live = self.leaf.live
        docs = np.arange(self.leaf.size) if live is None else live.nonzero()[0]
        return constant(docs, score, scored=scored)


def times(found: Found, boost: float) -> Found:
    """What was found, with each score so many times as high. The array is changed."""
    if boost != 1.0 and found.scores is not None:
        np.multiply(found.scores, boost, out=found.scores)
    return found


def constant(docs: Any, score: float, *, scored: bool) -> Found:  # noqa: ANN401
    """Documents that all have the same score."""
    return Found(docs, np.full(len(docs), score, np.float64) if scored else None) if len(docs) else NONE
