"""A segment as it is being written: what the library hands over by document and by term, and ready pieces beside it.

Numbers of documents are given out in the order in which documents and pieces come, as the library numbers them.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from archive.index.arrays.array_file import Numbers
from archive.index.arrays.columns import CodedColumn
from archive.index.arrays.field import Bytes, FieldArrays, Narrow, Wide, narrow
from archive.index.whoosh.codec.aside import put_aside
from archive.index.whoosh.codec.inverted import length_bytes
from archive.index.whoosh.codec.merging import Piece, merged_by_field
from archive.index.whoosh.codec.parts import Rows, SegmentParts, bytes_of
from archive.index.whoosh.codec.stored import stored_bytes
from archive.index.whoosh.codec.value_columns import ColumnTaker, holds_words, kind_of_numbers


class Draft:
    """What has come of a segment so far."""

    def __init__(self) -> None:
        """Nothing yet."""
        self.size = 0
        self.inverted: dict[str, FieldArrays] = {}
        self.values: dict[str, Rows] = {}
        self.pieces: list[Piece] = []
        self.stored_names: set[str] = set()
        # How many pieces came; and the bytes of those that are in memory.
        self._came = self.waiting = 0
        self._aside: list[SegmentParts] = []
        self._columns: dict[str, ColumnTaker] = {}
        # Columns of the pieces, where no document that came by itself has a value.
        self._known: dict[str, Any] = {}
        self._stored: dict[int, bytes] = {}
        self._lengths: dict[str, dict[int, int]] = {}

    # --- documents ---------------------------------------------------------------------------------------------------

    def add_length(self, name: str, doc: int, length: int) -> None:
        """Take the length of a field in a document."""
        self._lengths.setdefault(name, {})[doc] = length

    def add_stored(self, doc: int, values: Mapping[str, object]) -> None:
        """Take the stored values of a document."""
        self.stored_names.update(values)
        self._stored[doc] = stored_bytes(values)

    def add_column_value(self, name: str, column: Any, doc: int, value: Any) -> None:  # noqa: ANN401
        """Take the value of a document for a column."""
        if name not in self._columns:
            self._columns[name] = ColumnTaker(column)
        self._columns[name].add(doc, value)

    def drop(self, doc: int) -> None:
        """Forget the document that came last."""
        self._stored.pop(doc, None)
        for lengths in self._lengths.values():
            lengths.pop(doc, None)
        for taker in self._columns.values():
            taker.drop(doc)

    # --- pieces ------------------------------------------------------------------------------------------------------

    def add_piece(self, parts: SegmentParts, gone: Wide, columns: Mapping[str, Any]) -> int:
        """Take in all documents of a segment but those that are gone; how many came.

        `columns` are the columns that the schema has now.
        """
        places = np.full(parts.size, -1, np.int64)
        live = np.ones(parts.size, np.bool_)
        live[gone] = False
        count = int(live.sum())
        places[live] = np.arange(self.size, self.size + count)
        self.pieces.append(Piece(parts, places))
        self._known.update(columns)
        self.size += count
        self._came += 1
        self.waiting += bytes_of(parts) if parts.source is None else 0
        return count

    def put_aside(self, folder: Path) -> None:
        """Make the pieces that are in memory one, in a file in this folder that goes when nobody needs it any more."""
        waiting = [piece for piece in self.pieces if piece.parts.source is None]
        docs = np.concatenate([piece.places[piece.live] for piece in waiting])
        own = [Piece(one.parts, np.where(one.places < 0, -1, np.searchsorted(docs, one.places))) for one in waiting]
        aside = put_aside(folder, merged_by_field(own, len(docs), self._known), len(docs))
        self._aside.append(aside)
        held = [Piece(aside, docs) if one is waiting[0] else one for one in self.pieces]
        self.pieces = [one for one in held if one.parts.source is not None]
        self.waiting = 0

    def _release(self) -> None:
        """Give back the pages of what was put aside: a process is judged by them, though they are none of its own."""
        for one in self._aside:
            if one.source is not None:
                one.source.file.release()

    # --- all of it ---------------------------------------------------------------------------------------------------

    def parts(self) -> SegmentParts:
        """What came by document and by term; documents of pieces have nothing in it."""
        size = self.size
        lengths = {name: self.lengths(name) for name in self._lengths}
        words: dict[str, CodedColumn] = {}
        numbers: dict[str, Numbers] = {}
        columns: dict[str, Bytes] = {}
        for name, taker in self._columns.items():
            if holds_words(taker.column):
                words[name] = taker.words(size)
            elif kind := kind_of_numbers(taker.column):
                numbers[name] = taker.numbers(size, kind)
            else:
                columns[name] = taker.written(size)
        return SegmentParts(
            size,
            inverted=self.inverted,
            words=words,
            numbers=numbers,
            columns=columns,
            stored=Rows.of([self._stored.get(doc, b"") for doc in range(size)]) if any(self._stored.values()) else None,
            lengths={name: held for name, held in lengths.items() if held is not None},
            values=self.values,
        )

    def lengths(self, name: str) -> Narrow | None:
        """The exact lengths of a field, of all documents; None where none has any."""
        held = self._lengths.get(name)
        if not held:
            return None
        lengths = np.zeros(self.size, np.int64)
        lengths[list(held)] = list(held.values())
        return narrow(lengths)

    def rounded_lengths(self, name: str) -> Bytes | None:
        """The same, rounded as the library does it."""
        lengths = self.lengths(name)
        return None if lengths is None else length_bytes(lengths)

    def finished(self) -> Iterator[SegmentParts]:
        """The whole segment, a part of it at a time: what came one by one, and the pieces, in one."""
        # Several that were put aside as one are merged all the same: the file has its arrays in the order of a merge.
        whole = self._came == 1 and self.pieces[0].parts.size == self.size and self.pieces[0].is_whole
        if whole:
            yield self.pieces[0].parts
            return
        own = self.parts()
        if not self.pieces:
            yield own
            return
        known = self._known | {name: taker.column for name, taker in self._columns.items()}
        yield from merged_by_field([*self._own(own), *self.pieces], self.size, known, release=self._release)

    def _own(self, parts: SegmentParts) -> list[Piece]:
        """What came one by one as a piece, each document at its place; those of other pieces are not in it."""
        places = np.arange(parts.size)
        for piece in self.pieces:
            places[piece.places[piece.places >= 0]] = -1
        return [Piece(parts, places)] if (places >= 0).any() else []
