"""Segments of the product's index made one: field by field, so that memory holds no more than the largest of them.

The work on arrays is the codec's; here is which pieces there are, and how a merged segment reaches its file.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from archive.index.arrays.field import Wide
from archive.index.arrays.mapped import MappedSegment
from archive.index.whoosh.codec.array_codec import ArraySegment
from archive.index.whoosh.codec.merging import Piece, merged_by_field
from archive.index.whoosh.codec.parts import SegmentParts, parts_of
from archive.index.whoosh.contents import is_narrowed, put_segment
from archive.index.whoosh.schema import schema


def of_mapped(segments: Sequence[MappedSegment]) -> list[Piece]:
    """Mapped segments in a row, without the documents that are gone."""
    gone = [np.zeros(0, np.int64) if one.live is None else np.flatnonzero(~one.live) for one in segments]
    return in_a_row([parts_of(one) for one in segments], gone)


def in_a_row(parts: Sequence[SegmentParts], gone: Sequence[Wide]) -> list[Piece]:
    """Parts one after another, without the documents of each that are gone."""
    pieces, base = list[Piece](), 0
    for one, left_out in zip(parts, gone, strict=True):
        live = np.ones(one.size, np.bool_)
        live[left_out] = False
        pieces.append(Piece(one, np.where(live, np.cumsum(live) - 1 + base, -1)))
        base += int(live.sum())
    return pieces


def size_of(pieces: Sequence[Piece]) -> int:
    """How many documents the pieces have together."""
    return sum(int((piece.places >= 0).sum()) for piece in pieces)


def joined(folder: Path, pieces: Sequence[Piece]) -> ArraySegment:
    """The pieces as one segment, in its file."""
    if len(pieces) == 1 and pieces[0].is_whole:
        return put_segment(folder, [pieces[0].parts])
    size = size_of(pieces)
    return put_segment(folder, merged_by_field(pieces, size, _columns(), narrow_docs=is_narrowed(size)))


@cache
def _columns() -> Mapping[str, Any]:
    """The library's columns, which know what a document without a value has."""
    return {name: one.column_type for name, one in schema().items() if one.column_type}
