"""The postings of a term as the library's searcher steps through them: lists are made of a block once it is entered.

How heavy and how short a block can be is known of all blocks at once, so that hopeless ones are leapt over unread.
"""

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any, Self

import numpy as np
from whoosh.matching import LeafMatcher, ReadTooFar
from whoosh.util.numeric import byte_to_length

from archive.index.arrays.array_file import Numbers
from archive.index.arrays.field import FieldArrays
from archive.index.whoosh.codec.inverted import row_counts
from archive.index.whoosh.codec.parts import Rows
from archive.index.whoosh.codec.shapes import Shape, shape_of

# Postings to a block, as many as the library has.
_BLOCK = 128


class ArrayMatcher(LeafMatcher):  # type: ignore[misc]  # the library has no types
    """The postings of one term in one segment."""

    def __init__(
        self,
        field: FieldArrays,
        place: int,
        *,
        term: tuple[str, bytes],
        kept: Any,  # noqa: ANN401
        scorer: Any,  # noqa: ANN401
        values: Rows | None,
    ) -> None:
        """The term at a place of a field that keeps its postings in the library's format `kept`."""
        self._field, self._place, self._term, self.format, self.scorer = field, place, term, kept, scorer
        self._values = values
        self._begin, end = field.rows(place)
        self._docs = field.docs[self._begin : end]
        self._weights = None if field.weights is None else field.weights[self._begin : end]
        self._count = end - self._begin
        self.reset()

    def reset(self) -> None:
        """Go to the first posting."""
        self._enter(0)

    def copy(self) -> Self:
        """The same at the same posting."""
        again = type(self)(
            self._field, self._place, term=self._term, kept=self.format, scorer=self.scorer, values=self._values
        )
        again._enter(self._at)  # noqa: SLF001  # it is one of us
        return again

    def _enter(self, at: int) -> None:
        """Go to a posting of another block."""
        self._at = at
        self._first = at - at % _BLOCK
        self._ids: list[int] = self._docs[self._first : self._first + _BLOCK].tolist()
        self._weight: list[float] | None = None

    # --- stepping ----------------------------------------------------------------------------------------------------

    def is_active(self) -> bool:
        """Whether there is a posting here."""
        return self._at < self._count

    def id(self) -> int:
        """The document."""
        return self._ids[self._at - self._first]

    def all_ids(self) -> Iterator[int]:
        """The documents of all postings."""
        return iter(self._docs.tolist())

    def next(self) -> bool:
        """Go on to the next posting; whether it is in another block."""
        self._at += 1
        if self._at - self._first < len(self._ids):
            return False
        if self._at < self._count:
            self._enter(self._at)
        return True

    def skip_to(self, id: int) -> None:  # noqa: A002  # the library's name
        """Go to the first posting whose document is not before one. Raises ReadTooFar behind the last one."""
        if not self.is_active():
            raise ReadTooFar
        if id > self.id():
            self._go(self._at + int(self._docs[self._at :].searchsorted(id)))

    def _go(self, at: int) -> None:
        if at < self._count and at - self._first >= len(self._ids):
            self._enter(at)
        self._at = at

    # --- weights and quality -----------------------------------------------------------------------------------------

    def weight(self) -> float:
        """What the term weighs in the document."""
        if self._weights is None:
            return 1.0
        if self._weight is None:
            self._weight = self._weights[self._first : self._first + _BLOCK].astype(np.float64).tolist()
        return self._weight[self._at - self._first]

    def skip_to_quality(self, minquality: float) -> int:
        """Go to the first block that can be better than `minquality`; how many were leapt over."""
        skipped = 0
        while self.is_active() and self.block_quality() <= minquality:
            # Only numbers of the block are looked at here; its lists are made when it can be good enough.
            self._at = self._first = self._first + _BLOCK
            self._ids = []
            skipped += 1
        if skipped and self.is_active():
            self._enter(self._at)
        return skipped

    def _block(self, told: Sequence[object]) -> int:
        """Which block this is; the last one when all are behind: a union of the library asks then too."""
        return min(self._first // _BLOCK, len(told) - 1)

    def block_max_weight(self) -> float:
        """The greatest weight in the block."""
        return 1.0 if self._heaviest is None else self._heaviest[self._block(self._heaviest)]

    def block_min_length(self) -> int:
        """The least length among the documents of the block."""
        return self._shortest[self._block(self._shortest)]

    def block_max_length(self) -> int:
        """The greatest length among the documents of the block."""
        return self._longest[self._block(self._longest)]

    def block_min_id(self) -> int:
        """The first document of the block."""
        return int(self._docs[self._first])

    def block_max_id(self) -> int:
        """The last document of the block."""
        return int(self._docs[min(self._first + _BLOCK, self._count) - 1])

    @cached_property
    def _heaviest(self) -> list[float] | None:
        if self._weights is None:
            return None
        heaviest: list[float] = np.maximum.reduceat(self._weights, self._starts).astype(np.float64).tolist()
        return heaviest

    @cached_property
    def _shortest(self) -> list[int]:
        lengths = self._lengths
        # A document without a length does not count, as long as the block has one with.
        least = np.minimum.reduceat(np.where(lengths == 0, 255, lengths), self._starts).astype(np.uint8)
        return [byte_to_length(byte) for byte in np.minimum(least, np.maximum.reduceat(lengths, self._starts)).tolist()]

    @cached_property
    def _longest(self) -> list[int]:
        return [byte_to_length(byte) for byte in np.maximum.reduceat(self._lengths, self._starts).tolist()]

    @property
    def _lengths(self) -> Numbers:
        lengths = self._field.lengths
        return np.zeros(self._count, np.uint8) if lengths is None else lengths[self._docs]

    @property
    def _starts(self) -> Numbers:
        return np.arange(0, self._count, _BLOCK)

    # --- values ------------------------------------------------------------------------------------------------------

    def value(self) -> bytes:
        """What the format wrote of the posting."""
        if self._values is not None:
            return self._values[self._begin + self._at]
        make = self._shape.value
        return b"" if make is None else make(self._counted(), self._own_places())

    def value_as(self, astype: str) -> Any:  # noqa: ANN401
        """What the format wrote, read as one of its kinds."""
        if astype == "positions" and self._shape.places is not None:
            return self._own_places()
        return super().value_as(astype)

    def _counted(self) -> int:
        return 1 if self._counts is None else int(self._counts[self._at])

    def _own_places(self) -> list[int]:
        places = self._field.places
        if places is None:
            return []
        ends, at = self._place_ends, self._at
        begin, end = (at, at + 1) if ends is None else (ends[at - 1] if at else 0, ends[at])
        own: list[int] = places[self._place_begin + begin : self._place_begin + end].tolist()
        return own

    @cached_property
    def _shape(self) -> Shape:
        return shape_of(self.format)

    @cached_property
    def _counts(self) -> Numbers | None:
        counts = row_counts(self._field)
        return None if counts is None else counts[self._begin : self._begin + self._count]

    @cached_property
    def _place_begin(self) -> int:
        bounds = self._field.place_bounds
        return 0 if bounds is None else int(bounds[self._place])

    @cached_property
    def _place_ends(self) -> list[int] | None:
        """Where the places of each posting end, from where those of the term begin; None where each has one."""
        return None if self._counts is None else np.cumsum(self._counts, dtype=np.int64).tolist()
