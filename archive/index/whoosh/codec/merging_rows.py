"""The postings of some terms, out of one segment or of several: rows that are put in order as whole arrays."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from archive.index.arrays.array_file import Numbers
from archive.index.arrays.field import FieldArrays, Wide
from archive.index.whoosh.codec.inverted import row_counts
from archive.index.whoosh.codec.parts import Rows, SegmentParts
from archive.index.whoosh.codec.stretches import bounds_of, in_a_row, indices, stretches, taken_rows


@dataclass(frozen=True, slots=True)
class Piece:
    """A segment that becomes part of another: `places[doc]` is its document's number there, -1 for one that is gone.

    The numbers ascend with the documents.
    """

    parts: SegmentParts
    places: Wide

    @property
    def is_whole(self) -> bool:
        """Whether no document is gone."""
        return bool((self.places >= 0).all())

    @property
    def live(self) -> Wide:
        """The documents that stay."""
        return np.flatnonzero(self.places >= 0)


def is_mixed(pieces: Sequence[Piece]) -> bool:
    """Whether a document of a later piece stands before one of an earlier piece."""
    spans = [piece.places[live] for piece in pieces if len(live := piece.live)]
    return any(left[-1] > right[0] for left, right in pairwise(spans))


@dataclass(frozen=True, slots=True)
class TermRows:
    """The rows of some terms: by `ranks` the terms' places among all, by `sizes` how many rows each has.

    `weights`, `counts` None where every row has 1; `docs` are numbers of the merged segment, -1 for one that is gone.
    """

    ranks: Wide
    sizes: Wide
    docs: npt.NDArray[np.int32]
    weights: Numbers | None
    counts: Numbers | None
    places: Numbers | None
    values: Rows | None

    def left(self) -> "TermRows":
        """Without the rows of documents that are gone, and the terms of which none is left."""
        stays = self.docs >= 0
        sizes = np.diff(bounds_of(stays)[bounds_of(self.sizes)])
        terms = np.flatnonzero(sizes)
        return self.ordered(np.flatnonzero(stays), self.ranks[terms], sizes[terms])

    def ordered(self, order: Wide, ranks: Wide, sizes: Wide) -> "TermRows":
        """Some of the rows in an order."""
        return TermRows(
            ranks,
            sizes,
            self.docs[order],
            None if self.weights is None else self.weights[order],
            None if self.counts is None else self.counts[order],
            None if self.places is None else stretches(self.places, self.counts, order),
            None if self.values is None else Rows(*taken_rows(self.values.data, self.values.bounds, order)),
        )

    @property
    def place_sizes(self) -> Wide:
        """How many places each term has."""
        return self.sizes if self.counts is None else np.diff(bounds_of(self.counts)[bounds_of(self.sizes)])


@dataclass(frozen=True, slots=True)
class Source:
    """What one segment has of a field that is merged: the terms' places among all, and the documents' new numbers."""

    field: FieldArrays
    ranks: Wide
    values: Rows | None
    numbers: npt.NDArray[np.int32]
    is_whole: bool

    @classmethod
    def of(cls, piece: Piece, field: FieldArrays, ranks: Wide, values: Rows | None) -> "Source":
        """A piece's part of a field."""
        return cls(field, ranks, values, piece.places.astype(np.int32), piece.is_whole)

    def costs(self) -> Wide:
        """For each term how many numbers there are to be put in order, those of documents that are gone among them."""
        field, costs = self.field, np.diff(self.field.bounds)
        if field.places is not None and field.place_bounds is not None:
            costs = costs + np.diff(field.place_bounds)
        return costs if self.values is None else costs + np.diff(self.values.bounds[field.bounds])

    def rows(self, first: int, last: int) -> TermRows:
        """The rows of the terms from `first` to `last` (not included), but for documents that are gone."""
        field, bounds = self.field, self.field.bounds[first : last + 1]
        own = slice(int(bounds[0]), int(bounds[-1]))
        counts = row_counts(field)
        found = TermRows(
            self.ranks[first:last],
            np.diff(bounds),
            self.numbers[field.docs[own]],
            None if field.weights is None else field.weights[own],
            None if counts is None else counts[own],
            self._places(first, last),
            None if self.values is None else _some(self.values, own),
        )
        return found if self.is_whole else found.left()

    def _places(self, first: int, last: int) -> Numbers | None:
        field = self.field
        if field.places is None or field.place_bounds is None:
            return None
        return field.places[int(field.place_bounds[first]) : int(field.place_bounds[last])]


def _some(rows: Rows, own: slice) -> Rows:
    bounds = rows.bounds[own.start : own.stop + 1]
    return Rows(rows.data[bounds[0] : bounds[-1]], bounds - bounds[0])


# --- of several segments ---------------------------------------------------------------------------------------------


def together(parts: Sequence[TermRows]) -> TermRows:
    """All rows, term by term, and within a term part by part; weights, counts, places as far as all parts have them."""
    if len(parts) == 1:
        return parts[0]
    ranks = in_a_row([one.ranks for one in parts])
    order = np.argsort(ranks, kind="stable")
    ranks = ranks[order]
    begins = np.flatnonzero(np.diff(ranks, prepend=-1))
    blocks = _Blocks.of(in_a_row([one.sizes for one in parts]), order)
    weights, counts = (_filled([one.weights for one in parts], parts), _filled([one.counts for one in parts], parts))
    places = [one.places for one in parts if one.places is not None]
    values = [one.values for one in parts if one.values is not None]
    return TermRows(
        ranks[begins],
        np.add.reduceat(blocks.sizes, begins) if len(begins) else blocks.sizes,
        blocks.joined([one.docs for one in parts]),
        None if weights is None else blocks.joined(weights),
        None if counts is None else blocks.joined(counts),
        _places(parts, places, order) if len(places) == len(parts) else None,
        _values(values, blocks.rows) if len(values) == len(parts) else None,
    )


@dataclass(frozen=True, slots=True)
class _Blocks:
    """What the parts have of their terms, put in order: the size of each block, and where its rows stand now."""

    sizes: Wide
    rows: Wide

    @classmethod
    def of(cls, sizes: Wide, order: Wide) -> "_Blocks":
        """Blocks of these sizes, which stand one behind the other, in an order."""
        after = sizes[order]
        return cls(after, indices(bounds_of(sizes)[order], bounds_of(after)))

    def joined(self, columns: Sequence[npt.NDArray[Any]]) -> npt.NDArray[Any]:
        """A column of all parts in this order."""
        return in_a_row(columns).take(self.rows)


def _filled(held: Sequence[Numbers | None], parts: Sequence[TermRows]) -> list[Numbers] | None:
    """A column of every part; None where it is 1 everywhere in all."""
    if all(one is None for one in held):
        return None
    return [np.ones(len(of.docs), np.uint8) if one is None else one for one, of in zip(held, parts, strict=True)]


def _places(parts: Sequence[TermRows], places: Sequence[Numbers], order: Wide) -> Numbers:
    return _Blocks.of(in_a_row([one.place_sizes for one in parts]), order).joined(places)


def _values(values: Sequence[Rows], rows: Wide) -> Rows:
    sizes = in_a_row([np.diff(one.bounds) for one in values])
    return Rows(*taken_rows(in_a_row([one.data for one in values]), bounds_of(sizes), rows))


def by_document(one: TermRows) -> TermRows:
    """The rows of each term in the order of the documents."""
    return one.ordered(np.lexsort((one.docs, np.repeat(one.ranks, one.sizes))), one.ranks, one.sizes)
