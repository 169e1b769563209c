"""What a way of scoring must be able to say; `bm25f` and `streams` are two."""

from typing import Any, Protocol

from archive.index.arrays.field import Wide
from archive.index.arrays.sets import Floats, Rows
from archive.index.whoosh.executor.leaves import Collection, HeldField, Leaf

# Terms by their places in the vocabulary of a segment: a stretch, or one by one.
Places = range | Rows


class Scorer(Protocol):
    """A way of scoring for the documents of one collection."""

    def told(self, field: str, term: bytes) -> float:
        """How much it tells that a document has a term."""

    def all_told(self, leaf: Leaf, held: HeldField, places: Places, counts: Wide) -> Floats:
        """`told` of several terms of a segment's field: their places, and how many documents there have them."""

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
        """The scores of some postings, all above zero, in an array that is the caller's own.

        The postings are a stretch of rows, or some rows of that stretch. `told` is one number or one a row;
        `light` says that no weight among them is above 255.
        """

    def by_key(self, held: HeldField) -> Floats | None:
        """The score of each key of a field (`FieldArrays.keys`), before `told`; None where keys do not tell it."""


class Scoring(Protocol):
    """A way of scoring."""

    def over(self, collection: Collection) -> Scorer:
        """The scores for a collection, whose averages are worked out when they are asked for."""

    def model(self, reader: Any) -> Any:  # noqa: ANN401  # the library has no types
        """The same as a weighting model of the library, for an open reader."""
