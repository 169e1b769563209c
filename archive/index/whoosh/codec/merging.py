"""Segments made into one without going through a single posting: whole stretches of arrays are put in order.

Documents that are gone are left out, and words that only they had; the outcome equals a build of the rest at once.
"""

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

import numpy as np

from archive.index.arrays.array_file import Numbers
from archive.index.arrays.columns import CodedColumn
from archive.index.arrays.field import Bytes, Narrow, Terms, narrow
from archive.index.whoosh.codec.inverted import lengths_of
from archive.index.whoosh.codec.merging_fields import Piece, merged_field, union_of
from archive.index.whoosh.codec.parts import Rows, SegmentParts
from archive.index.whoosh.codec.stretches import bounds_of, in_a_row, taken_rows
from archive.index.whoosh.codec.value_columns import written_by, written_reader

__all__ = ["Piece", "for_schema", "merged", "merged_by_field"]

_Held = TypeVar("_Held")


def merged(pieces: Sequence[Piece], size: int, columns: Mapping[str, Any]) -> SegmentParts:
    """The pieces as one segment of `size` documents; every number below it is given to one document.

    `columns` are the library's columns of the fields, which know what a document without a value has.
    """
    fields = {name: merged_field(name, pieces, size) for name in _names(pieces, lambda parts: parts.inverted)}
    fields = {name: found for name, found in fields.items() if len(found[0].terms)}
    return SegmentParts(
        size,
        inverted={name: field for name, (field, _) in fields.items()},
        values={name: rows for name, (_, rows) in fields.items() if rows is not None},
        lengths={name: _exact(name, pieces, size) for name in fields if fields[name][0].lengths is not None},
        words={name: _words(name, pieces, size, columns) for name in _names(pieces, lambda parts: parts.words)},
        numbers={name: _numbers(name, pieces, size, columns) for name in _names(pieces, lambda parts: parts.numbers)},
        columns={
            name: _written(name, pieces, size, columns)
            for name in _names(pieces, lambda parts: parts.columns)
            if name in columns
        },
        stored=_stored(pieces, size),
    )


def merged_by_field(pieces: Sequence[Piece], size: int, columns: Mapping[str, Any]) -> Iterator[SegmentParts]:
    """The same, one field after the other and then all columns: memory holds no more than the largest of them."""
    for name in _names(pieces, lambda parts: parts.inverted):
        yield merged([Piece(_only(piece.parts, name), piece.places) for piece in pieces], size, columns)
    rest = [Piece(replace(piece.parts, inverted={}, values={}, lengths={}), piece.places) for piece in pieces]
    yield merged(rest, size, columns)


def _only(parts: SegmentParts, name: str) -> SegmentParts:
    """A segment that has one field and no more."""
    return SegmentParts(
        parts.size,
        inverted={name: parts.inverted[name]} if name in parts.inverted else {},
        values={name: parts.values[name]} if name in parts.values else {},
        lengths={name: parts.lengths[name]} if name in parts.lengths else {},
        source=parts.source,
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


def _stored(pieces: Sequence[Piece], size: int) -> Rows | None:
    held = [(piece, piece.parts.stored) for piece in pieces if piece.parts.stored is not None]
    if not held:
        return None
    docs = np.concatenate([piece.places[piece.live] for piece, _ in held])
    taken = [taken_rows(rows.data, rows.bounds, piece.live) for piece, rows in held]
    sizes = np.zeros(size, np.int64)
    sizes[docs] = np.concatenate([np.diff(bounds) for _, bounds in taken])
    if not sizes.any():
        return None
    together = Rows(in_a_row([data for data, _ in taken]), bounds_of(sizes[docs]))
    return Rows(taken_rows(together.data, together.bounds, np.argsort(docs, kind="stable"))[0], bounds_of(sizes))


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
