"""The segments that a search runs over, each with the number of its first document, and what is asked of all together.

A segment never changes, so what was looked up of its fields stays when the index is opened anew.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from archive.index.arrays.array_file import Numbers
from archive.index.arrays.columns import CodedColumn, SegmentArrays
from archive.index.arrays.field import Docs, FieldArrays
from archive.index.arrays.sets import Mask, Rows


class HeldField:
    """A field of one segment, with its bounds as plain numbers: one look into an array costs more than a list's."""

    __slots__ = ("arrays", "bounds", "expanded", "name", "terms")

    def __init__(self, name: str, arrays: FieldArrays) -> None:
        """The field of a name."""
        self.name, self.arrays, self.terms = name, arrays, arrays.terms
        self.bounds = arrays.bounds.data
        # What expansions of terms want to keep of this vocabulary; see `multi_terms`.
        self.expanded: dict[str, Any] = {}

    def rows(self, place: int) -> slice:
        """The rows of postings of the term at a place."""
        return slice(self.bounds[place], self.bounds[place + 1])

    def frequency(self, place: int) -> int:
        """How many documents have the term at a place, deleted ones among them."""
        return int(self.bounds[place + 1] - self.bounds[place])

    def docs(self, place: int) -> Docs:
        """The documents that have the term at a place."""
        return self.arrays.docs[self.bounds[place] : self.bounds[place + 1]]

    def light(self, first: int, last: int) -> bool:
        """Whether no weight of the terms from `first` to `last` (not included) is beyond what a key holds."""
        weights, heaviest = self.arrays.weights, self.arrays.heaviest
        if weights is None or weights.dtype == np.uint8:
            return True
        if heaviest is None or heaviest.dtype.kind == "f":
            return False
        return int(heaviest[first]) <= 255 if last == first + 1 else int(heaviest[first:last].max(initial=0)) <= 255


class Leaf:
    """One segment: its arrays, the number of its first document in the index, and which documents are there."""

    def __init__(self, arrays: SegmentArrays, base: int, before: "Leaf | None" = None) -> None:
        """A segment; `before` is what was known of the same segment with other documents deleted."""
        self.arrays, self.base, self.size, self.live = arrays, base, arrays.size, arrays.live
        self._fields: dict[str, HeldField | None] = before._fields if before else {}
        # Columns of scores by document that a scoring wants to keep.
        self.kept: dict[str, Any] = before.kept if before else {}

    def field(self, name: str) -> HeldField | None:
        """The field of a name; None when no document has it."""
        held = self._fields.get(name)
        if held is None and name not in self._fields:
            arrays = self.arrays.field(name)
            held = self._fields[name] = HeldField(name, arrays) if arrays is not None else None
        return held

    def codes(self, name: str) -> CodedColumn | None:
        """The column of words of a name."""
        return self.arrays.codes(name)

    def mask(self, within: Mask | None) -> Mask | None:
        """Which documents may be found: those that are there, and of the whole index those within; None for all."""
        if within is None:
            return self.live
        own = within[self.base : self.base + self.size]
        return own if self.live is None else own & self.live


class Collection:
    """All segments together: what scores depend on beyond one document."""

    def __init__(self, schema: Any, leaves: Sequence[Leaf], lengths: Mapping[str, float] | None) -> None:  # noqa: ANN401
        """The segments in their order; `lengths` are the sums of the fields' lengths, None to count weights."""
        self.schema, self.leaves = schema, tuple(leaves)
        self.size = sum(leaf.size for leaf in leaves)
        self._lengths = lengths
        self._counted: dict[str, float] = {}

    def length(self, field: str) -> float:
        """The length of a field over all documents, deleted ones among them, as the library adds it up."""
        if self._lengths is not None:
            return self._lengths.get(field, 0)
        if field not in self._counted:
            self._counted[field] = float(sum(_weight(leaf.field(field)) for leaf in self.leaves))
        return self._counted[field]

    def frequency(self, field: str, term: bytes) -> int:
        """How many documents have a term, deleted ones among them."""
        found = 0
        for leaf in self.leaves:
            held = leaf.field(field)
            place = held.terms.find(term) if held else -1
            if held and place >= 0:
                found += held.frequency(place)
        return found


def _weight(held: HeldField | None) -> float:
    if held is None:
        return 0.0
    weights = held.arrays.weights
    return float(len(held.arrays.docs)) if weights is None else float(weights.sum(dtype=np.float64))


def taken(numbers: Numbers, stretch: slice, rows: Rows | None) -> Numbers:
    """A stretch of an array, or some rows of that stretch."""
    return numbers[stretch] if rows is None else numbers[stretch].take(rows)
