"""One field of several segments as one: the postings of a term are copied as blocks, and nothing looks into them.

A block is what one segment has of a term, or of several terms in a row that no other segment has. Of documents that are
gone the rows are taken out first.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from archive.index.arrays.array_file import Numbers
from archive.index.arrays.field import Bytes, FieldArrays, Terms, Wide
from archive.index.whoosh.codec.inverted import field_of, row_counts
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


def merged_field(name: str, pieces: Sequence[Piece], size: int) -> tuple[FieldArrays, Rows | None]:
    """A field of all pieces in a segment of `size` documents, and what its postings hold beside; perhaps no term."""
    held = [(piece, field) for piece in pieces if (field := piece.parts.inverted.get(name)) is not None]
    terms, ranks = union_of([field.terms for _, field in held])
    sources = [
        _source(piece, field, rank, piece.parts.values.get(name))
        for (piece, field), rank in zip(held, ranks, strict=True)
    ]
    whole = _together(sources)
    if _is_mixed(pieces):
        whole = _by_document(whole)
    # The ranks of terms of which nobody is left are not among them.
    letters = Terms(*taken_rows(terms.letters, terms.bounds, whole.ranks))
    field = field_of(
        terms=letters,
        bounds=whole.bounds,
        docs=whole.docs.astype(np.uint32, copy=False),
        weights=whole.weights,
        counts=whole.counts,
        places=whole.places,
        lengths=_rounded(held, size),
    )
    return field, whole.values


def union_of(lists: Sequence[Terms]) -> tuple[Terms, list[Wide]]:
    """All terms in order, each once, and for each list the places of its terms among them."""
    if len(lists) == 1:
        return lists[0], [np.arange(len(lists[0]))]
    words = [_words(terms) for terms in lists]
    # Several ascending runs in a row: the sort finds the runs and merges them.
    union = list(dict.fromkeys(sorted([word for some in words for word in some])))
    place = dict(zip(union, range(len(union)), strict=True))
    return Terms.of(union), [np.fromiter(map(place.__getitem__, some), np.int64, len(some)) for some in words]


def _words(terms: Terms) -> list[bytes]:
    letters = terms.letters.tobytes()
    return [letters[begin:end] for begin, end in pairwise(terms.bounds.tolist())]


# --- one segment's part of it ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Source:
    """The rows of some terms: by `ranks` the terms' places among all, by `bounds` where the rows of each begin.

    `weights`, `counts` None where every row has 1; `docs` are numbers of the merged segment.
    """

    ranks: Wide
    bounds: Wide
    docs: Numbers
    weights: Numbers | None
    counts: Numbers | None
    places: Numbers | None
    values: Rows | None

    @property
    def place_bounds(self) -> Wide:
        """Where the places of each term begin."""
        return self.bounds if self.counts is None else bounds_of(self.counts)[self.bounds]

    @property
    def value_bounds(self) -> Wide:
        """Where the values of each term begin."""
        return self.bounds if self.values is None else self.values.bounds[self.bounds]


def _source(piece: Piece, field: FieldArrays, ranks: Wide, values: Rows | None) -> _Source:
    counts = row_counts(field)
    whole = _Source(ranks, field.bounds, piece.places[field.docs], field.weights, counts, field.places, values)
    return whole if piece.is_whole else _left(whole)


def _left(one: _Source) -> _Source:
    """Without the rows of documents that are gone, and the terms of which none is left."""
    stays = one.docs >= 0
    kept = np.flatnonzero(stays)
    sizes = np.diff(bounds_of(stays)[one.bounds])
    terms = np.flatnonzero(sizes)
    return _rows(one, kept, one.ranks[terms], bounds_of(sizes[terms]))


def _rows(one: _Source, order: Wide, ranks: Wide, bounds: Wide) -> _Source:
    """Some of the rows in an order."""
    return _Source(
        ranks,
        bounds,
        one.docs[order],
        None if one.weights is None else one.weights[order],
        None if one.counts is None else one.counts[order],
        None if one.places is None else stretches(one.places, one.counts, order),
        None if one.values is None else Rows(*taken_rows(one.values.data, one.values.bounds, order)),
    )


# Blocks of so few numbers are copied all at once, number by number, longer ones each at a time. Of eight segments of
# 1,000 documents of 1,000 words, 12, 24 and 60 are within a sixth of each other; try them there again.
_FEW = 24


# --- all of them -----------------------------------------------------------------------------------------------------


def _together(sources: Sequence[_Source]) -> _Source:
    """All rows, term by term, and within a term source by source."""
    if len(sources) == 1:
        return sources[0]
    blocks = _Blocks.of(sources)
    weights = _filled([one.weights for one in sources], sources)
    counts = _filled([one.counts for one in sources], sources)
    places = [one.places for one in sources if one.places is not None]
    values = [one.values for one in sources if one.values is not None]
    row_bounds = [one.bounds for one in sources]
    frequency = np.zeros(max((int(one.ranks[-1]) + 1 for one in sources if len(one.ranks)), default=0), np.int64)
    for one in sources:
        frequency[one.ranks] += np.diff(one.bounds)
    ranks = np.flatnonzero(frequency)
    return _Source(
        ranks,
        bounds_of(frequency[ranks]),
        blocks.joined([one.docs for one in sources], row_bounds),
        None if weights is None else blocks.joined(weights, row_bounds),
        None if counts is None else blocks.joined(counts, row_bounds),
        blocks.joined(places, [one.place_bounds for one in sources]) if len(places) == len(sources) else None,
        blocks.rows(values, sources) if len(values) == len(sources) else None,
    )


def _filled(held: Sequence[Numbers | None], sources: Sequence[_Source]) -> list[Numbers] | None:
    """A column of every source; None where it is 1 everywhere in all."""
    if all(one is None for one in held):
        return None
    return [np.ones(len(of.docs), np.uint8) if one is None else one for one, of in zip(held, sources, strict=True)]


@dataclass(frozen=True, slots=True)
class _Blocks:
    """Which terms of which source come one after the other: `first` to `last` (not included) of each `source`."""

    source: Wide
    first: Wide
    last: Wide

    @classmethod
    def of(cls, sources: Sequence[_Source]) -> "_Blocks":
        """The blocks in the order of the terms, and of the sources where several have a term."""
        ranks = in_a_row([one.ranks for one in sources])
        order = np.argsort(ranks, kind="stable")
        source = np.repeat(np.arange(len(sources)), [len(one.ranks) for one in sources])[order]
        term = in_a_row([np.arange(len(one.ranks)) for one in sources])[order]
        goes_on = (source[1:] == source[:-1]) & (term[1:] == term[:-1] + 1)
        begins = np.flatnonzero(np.concatenate([[True][: len(term)], ~goes_on]))
        ends = np.append(begins[1:], len(term))[: len(begins)]
        return cls(source[begins], term[begins], term[ends - 1] + 1)

    def joined(self, columns: Sequence[Numbers], bounds: Sequence[Wide]) -> Numbers:
        """A column of all sources in this order; `bounds` say where each term's part of it begins."""
        kind = np.result_type(*[one.dtype for one in columns])
        starts, ends = np.empty_like(self.first), np.empty_like(self.first)
        for number, some in enumerate(bounds):
            own = self.source == number
            starts[own], ends[own] = some[self.first[own]], some[self.last[own]]
        after = bounds_of(ends - starts)
        joined = np.empty(int(after[-1]), kind)
        few = ends - starts <= _FEW
        for number, column in enumerate(columns):
            own = np.flatnonzero(few & (self.source == number))
            sizes = bounds_of(ends[own] - starts[own])
            joined[indices(after[own], sizes)] = column[indices(starts[own], sizes)]
        many = np.flatnonzero(~few)
        cut = (self.source[many], starts[many], ends[many], after[many], after[many + 1])
        for number, start, end, begin, stop in zip(*[one.tolist() for one in cut], strict=True):
            joined[begin:stop] = columns[number][start:end]
        return joined

    def rows(self, values: Sequence[Rows], sources: Sequence[_Source]) -> Rows:
        """Values of all sources in this order."""
        sizes = self.joined([np.diff(one.bounds) for one in values], [one.bounds for one in sources])
        return Rows(self.joined([one.data for one in values], [one.value_bounds for one in sources]), bounds_of(sizes))


def _is_mixed(pieces: Sequence[Piece]) -> bool:
    """Whether a document of a later piece stands before one of an earlier piece."""
    spans = [piece.places[live] for piece in pieces if len(live := piece.live)]
    return any(left[-1] > right[0] for left, right in pairwise(spans))


def _by_document(one: _Source) -> _Source:
    """The rows of each term in the order of the documents."""
    ranks = np.repeat(one.ranks, np.diff(one.bounds))
    return _rows(one, np.lexsort((one.docs, ranks)), one.ranks, one.bounds)


def _rounded(held: Sequence[tuple[Piece, FieldArrays]], size: int) -> Bytes | None:
    if all(field.lengths is None for _, field in held):
        return None
    lengths = np.zeros(size, np.uint8)
    for piece, field in held:
        if field.lengths is not None:
            lengths[piece.places[piece.live]] = field.lengths[piece.live]
    return lengths if lengths.any() else None
