"""One field of several segments as one: a stretch of its terms at a time, as many postings as memory has room for.

Before the first stretch is put in order it is known how many postings there will be, and of which kinds their arrays.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import pairwise
from operator import or_

import numpy as np

from archive.index.arrays.field import Bytes, FieldArrays, Terms, Wide, width
from archive.index.whoosh.codec.growing import Extent, GrowingField, GrowingRows
from archive.index.whoosh.codec.inverted import Kinds, field_of
from archive.index.whoosh.codec.merging_rows import Piece, Source, TermRows, by_document, is_mixed, together
from archive.index.whoosh.codec.merging_terms import union_of
from archive.index.whoosh.codec.stretches import bounds_of, cuts_of, taken_rows

# So many numbers of rows and places are put in order at once, some 25 bytes each while that is done. Of 20,000 and of
# 50,000 made documents of 1,200 syllables a quarter of it and four times as many take as long (`write_file` over
# `Draft.finished`; try it there again); all at once takes 700 MB and is no faster.
_AT_ONCE = 2_000_000


def merged_field(
    name: str, pieces: Sequence[Piece], size: int, *, narrow_docs: bool, release: Callable[[], None]
) -> tuple[GrowingField, GrowingRows | None] | None:
    """A field of all pieces in a segment of `size` documents, and what its postings hold beside; None without a term.

    `narrow_docs` asks for documents in the narrowest width that holds them; `release` is called after every stretch.
    """
    held = [(piece, one) for piece in pieces if (one := piece.parts.inverted.get(name)) is not None]
    terms, ranks = union_of([one.terms for _, one in held])
    sources = [Source.of(*own, rank, own[0].parts.values.get(name)) for own, rank in zip(held, ranks, strict=True)]
    surveys = [_Survey.of(one, narrow_docs=narrow_docs) for one in sources]
    frequency, costs = np.zeros(len(terms), np.int64), np.zeros(len(terms), np.int64)
    for source, survey in zip(sources, surveys, strict=True):
        frequency[source.ranks] += survey.frequency
        costs[source.ranks] += source.costs()
    left = np.flatnonzero(frequency)
    if not len(left):
        return None
    kinds, lengths = reduce(or_, [one.kinds for one in surveys]), _rounded(held, size)
    merge = _Merge(sources, cuts_of(costs, _AT_ONCE), kinds, lengths, is_mixed(pieces), release)
    rows, places = int(frequency.sum()), sum(one.places for one in surveys)
    docs = width(max(one.highest for one in surveys)).str if narrow_docs else "<u4"
    extents = _extents(kinds, len(left), (docs, rows), places=places, lengths=lengths)
    field = GrowingField(Terms(*taken_rows(terms.letters, terms.bounds, left)), extents, merge.fields)
    written = None if any(one.values is None for one in sources) else sum(one.written for one in surveys)
    return field, None if written is None else GrowingRows(rows, written, merge.values)


def _extents(kinds: Kinds, terms: int, docs: Extent, *, places: int, lengths: Bytes | None) -> dict[str, Extent]:
    """The arrays that the field will have, as `field_of` makes them."""
    rows = docs[1]
    keyed = lengths is not None and not (kinds.weights and np.dtype(kinds.weights).kind == "f")
    extents: dict[str, Extent | None] = {
        "bounds": ("<i8", terms + 1),
        "docs": docs,
        "weights": (kinds.weights, rows) if kinds.weights else None,
        "counts": (kinds.counts, rows) if kinds.counts else None,
        "places": (kinds.places, places) if kinds.places else None,
        "place_bounds": ("<i8", terms + 1) if kinds.places else None,
        "lengths": None if lengths is None else ("|u1", len(lengths)),
        "heaviest": (kinds.weights, terms) if kinds.weights else None,
        "keys": ("<u2", rows) if keyed else None,
    }
    return {part: one for part, one in extents.items() if one}


def _rounded(held: Sequence[tuple[Piece, FieldArrays]], size: int) -> Bytes | None:
    if all(field.lengths is None for _, field in held):
        return None
    lengths = np.zeros(size, np.uint8)
    for piece, field in held:
        if field.lengths is not None:
            lengths[piece.places[piece.live]] = field.lengths[piece.live]
    return lengths if lengths.any() else None


# --- what there will be ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Survey:
    """What a source will bring, without the rows of documents that are gone.

    `frequency` has for each term how many rows are left; `places` and `written` are how many places there are and how
    many bytes of values; `highest` is the last document, 0 where nobody asks for it.
    """

    frequency: Wide
    kinds: Kinds
    places: int
    written: int
    highest: int

    @classmethod
    def of(cls, source: Source, *, narrow_docs: bool) -> "_Survey":
        """Of a whole segment it is told by its arrays; else all rows are gone through once."""
        field = source.field
        if not source.is_whole:
            return cls._looked_through(source)
        return cls(
            np.diff(field.bounds),
            Kinds.in_form(field),
            0 if field.places is None else len(field.places),
            0 if source.values is None else len(source.values.data),
            int(source.numbers[field.docs.max()]) if narrow_docs and len(field.docs) else 0,
        )

    @classmethod
    def _looked_through(cls, source: Source) -> "_Survey":
        frequency, kinds = np.zeros(len(source.ranks), np.int64), list[Kinds]()
        places = written = highest = 0
        for first, last in pairwise(cuts_of(source.costs(), _AT_ONCE).tolist()):
            rows = source.rows(first, last)
            frequency[np.searchsorted(source.ranks, rows.ranks)] = rows.sizes
            kinds.append(Kinds.of(rows.weights, rows.counts, rows.places))
            places += 0 if rows.places is None else len(rows.places)
            written += 0 if rows.values is None else len(rows.values.data)
            highest = max(highest, int(rows.docs.max(initial=0)))
        return cls(frequency, reduce(or_, kinds or [Kinds.in_form(source.field)]), places, written, highest)


# --- putting it in order ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Merge:
    """The merge of a field: `cuts` are the ranks at which the stretches of its terms begin, and where the last ends."""

    sources: Sequence[Source]
    cuts: Wide
    kinds: Kinds
    lengths: Bytes | None
    mixed: bool
    release: Callable[[], None]

    def fields(self) -> Iterator[FieldArrays]:
        """The stretches as fields; the terms are told once for all of them."""
        for rows in self._stretches():
            yield field_of(
                terms=Terms(np.zeros(0, np.uint8), np.zeros(len(rows.ranks) + 1, np.int64)),
                bounds=bounds_of(rows.sizes),
                docs=rows.docs.view(np.uint32),
                weights=rows.weights,
                counts=rows.counts,
                places=rows.places,
                lengths=self.lengths,
                kinds=self.kinds,
            )

    def values(self) -> Iterator[tuple[Bytes, Wide]]:
        """What the postings of the stretches hold beside."""
        for rows in self._stretches():
            if rows.values is not None:
                yield rows.values.data, np.diff(rows.values.bounds)

    def _stretches(self) -> Iterator[TermRows]:
        at = [np.searchsorted(one.ranks, self.cuts).tolist() for one in self.sources]
        for begins, ends in pairwise(zip(*at, strict=True)):
            rows = together([one.rows(*own) for one, *own in zip(self.sources, begins, ends, strict=True)])
            yield by_document(rows) if self.mixed else rows
            self.release()
