"""Segments made into one without going through a single posting: whole stretches of arrays are put in order.

Documents that are gone are left out, and words that only they had; the outcome equals a build of the rest at once.
"""

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any, TypeVar

import numpy as np

from archive.index.arrays.array_file import Numbers
from archive.index.arrays.columns import CodedColumn
from archive.index.arrays.field import Bytes, Narrow, Terms, Wide, narrow
from archive.index.whoosh.codec.growing import GrowingRows
from archive.index.whoosh.codec.inverted import lengths_of
from archive.index.whoosh.codec.merging_fields import merged_field
from archive.index.whoosh.codec.merging_rows import Piece
from archive.index.whoosh.codec.merging_terms import union_of
from archive.index.whoosh.codec.parts import Rows, SegmentParts
from archive.index.whoosh.codec.stretches import bounds_of, cuts_of, in_a_row, taken_rows
from archive.index.whoosh.codec.value_columns import written_by, written_reader

__all__ = ["Piece", "for_schema", "merged_by_field"]

_Held = TypeVar("_Held")


# Bytes of stored values that are put in order at once; ten times as many are taken where documents are gone.
_AT_ONCE = 4 << 20


def merged_by_field(
    pieces: Sequence[Piece],
    size: int,
    columns: Mapping[str, Any],
    *,
    narrow_docs: bool = False,
    release: Callable[[], None] = lambda: None,
) -> Iterator[SegmentParts]:
    """The pieces as one segment of `size` documents, one field after the other and then all that is no field.

    Every number below the size is given to one document. `columns` are the library's columns of the fields, which know
    what a document without a value has. Fields and stored values are put together as they are written; `narrow_docs`
    asks for documents in the narrowest width. `release` is called whenever pages of the pieces may be given back.
    """
    for name in _names(pieces, lambda parts: parts.inverted):
        found = merged_field(name, pieces, size, narrow_docs=narrow_docs, release=release)
        if found:
            field, values = found
            yield SegmentParts(
                size,
                growing={name: field},
                lengths={name: _exact(name, pieces, size)} if "lengths" in field.extents else {},
                growing_values={} if values is None else {name: values},
            )
    yield SegmentParts(
        size,
        words={name: _words(name, pieces, size, columns) for name in _names(pieces, lambda parts: parts.words)},
        numbers={name: _numbers(name, pieces, size, columns) for name in _names(pieces, lambda parts: parts.numbers)},
        columns={
            name: _written(name, pieces, size, columns)
            for name in _names(pieces, lambda parts: parts.columns)
            if name in columns
        },
        growing_stored=_stored(pieces, size, release),
    )


def _names(pieces: Sequence[Piece], of: Callable[[SegmentParts], Mapping[str, object]]) -> list[str]:
    return sorted({name for piece in pieces for name in of(piece.parts)})


def _exact(name: str, pieces: Sequence[Piece], size: int) -> Narrow:
    """Exact lengths; where a piece has rounded ones only, what those stand for, as the library merges."""
    lengths = np.zeros(size, np.int64)
    for piece in pieces:
        exact, field = piece.parts.lengths.get(name), piece.parts.inverted.get(name)
        if exact is not None:
            lengths[piece.places[piece.live]] = exact[piece.live]
        elif field is not None and field.lengths is not None:
            lengths[piece.places[piece.live]] = lengths_of(field.lengths[piece.live])
    return narrow(lengths)


# --- a value per document --------------------------------------------------------------------------------------------


def _words(name: str, pieces: Sequence[Piece], size: int, columns: Mapping[str, Any]) -> CodedColumn:
    held = [(piece, column) for piece in pieces if (column := piece.parts.words.get(name)) is not None]
    nothing: bytes = columns[name].default_value() if name in columns else b""
    lists = [column.words for _, column in held]
    lacking = sum(len(piece.live) for piece, _ in held) < size
    union, ranks = union_of([*lists, Terms.of([nothing])] if lacking else lists)
    codes = np.full(size, ranks[-1][0] if lacking else 0, np.int64)
    for (piece, column), rank in zip(held, ranks, strict=False):
        codes[piece.places[piece.live]] = rank[column.codes[piece.live]]
    used = np.zeros(len(union), np.bool_)
    used[codes] = True
    words = Terms(*taken_rows(union.letters, union.bounds, np.flatnonzero(used)))
    return CodedColumn(words, narrow((np.cumsum(used) - 1)[codes]))


def _numbers(name: str, pieces: Sequence[Piece], size: int, columns: Mapping[str, Any]) -> Numbers:
    held = [(piece, numbers) for piece in pieces if (numbers := piece.parts.numbers.get(name)) is not None]
    kind = np.result_type(*[numbers.dtype for _, numbers in held])
    merged_numbers = np.full(size, columns[name].default_value() if name in columns else 0, kind)
    for piece, numbers in held:
        merged_numbers[piece.places[piece.live]] = numbers[piece.live]
    return merged_numbers


def _written(name: str, pieces: Sequence[Piece], size: int, columns: Mapping[str, Any]) -> Bytes:
    """A column of a kind that only the library reads: read from each piece, and written anew."""
    column = columns[name]
    held = [(piece, written) for piece in pieces if (written := piece.parts.columns.get(name)) is not None]
    found: dict[int, Any] = {}
    for piece, written in held:
        reader = written_reader(column, written, piece.parts.size)
        # A document without a value reads as one that has an empty one; it is not written then.
        values = ((int(piece.places[doc]), reader[int(doc)]) for doc in piece.live)
        found |= {place: value for place, value in values if value not in (b"", [], None)}
    return written_by(column, iter(sorted(found.items(), key=lambda one: one[0])), size)


def _stored(pieces: Sequence[Piece], size: int, release: Callable[[], None]) -> GrowingRows | None:
    stored = [(piece, rows) for piece in pieces if (rows := piece.parts.stored) is not None]
    held = [(piece.live, piece.places[piece.live], rows) for piece, rows in stored]
    sizes = np.zeros(size, np.int64)
    for live, docs, rows in held:
        sizes[docs] = np.diff(rows.bounds)[live]

    def stretches() -> Iterator[tuple[Bytes, Wide]]:
        for begin, end in pairwise(cuts_of(sizes, _AT_ONCE).tolist()):
            yield _stored_of(held, begin, end), sizes[begin:end]
            release()

    return GrowingRows(size, int(sizes.sum()), stretches) if sizes.any() else None


def _stored_of(held: Sequence[tuple[Wide, Wide, Rows]], begin: int, end: int) -> Bytes:
    """The stored values of some documents of the merged segment, from … to … (not included), in a row."""
    found = list[tuple[Wide, Rows]]()
    for live, docs, rows in held:
        first, last = np.searchsorted(docs, (begin, end)).tolist()
        if first < last:
            found.append((docs[first:last], Rows(*taken_rows(rows.data, rows.bounds, live[first:last]))))
    docs = in_a_row([own for own, _ in found])
    sizes = in_a_row([np.diff(rows.bounds) for _, rows in found])
    return taken_rows(in_a_row([rows.data for _, rows in found]), bounds_of(sizes), np.argsort(docs, kind="stable"))[0]


def for_schema(parts: SegmentParts, names: Container[str]) -> SegmentParts:
    """A segment without the fields and columns of which a schema knows nothing (any more)."""

    def kept(held: Mapping[str, _Held]) -> dict[str, _Held]:
        return {name: one for name, one in held.items() if name in names}

    return replace(
        parts,
        inverted=kept(parts.inverted),
        values=kept(parts.values),
        lengths=kept(parts.lengths),
        words=kept(parts.words),
        numbers=kept(parts.numbers),
        columns=kept(parts.columns),
    )
