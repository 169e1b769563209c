"""A segment by document, as the library's searcher reads it: stored values, lengths, columns, who was deleted."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from whoosh.codec.base import PerDocumentReader
from whoosh.columns import BitColumn
from whoosh.util.numeric import byte_to_length

from archive.index.whoosh.codec.field_writer import totals
from archive.index.whoosh.codec.parts import SegmentParts
from archive.index.whoosh.codec.stored import stored_values
from archive.index.whoosh.codec.value_columns import NumberReader, WordReader, written_reader


class ArrayDocumentReader(PerDocumentReader):  # type: ignore[misc]  # the library has no types
    """Reads a segment by document; everything is a view of the mapped file."""

    def __init__(self, parts: SegmentParts, segment: Any) -> None:  # noqa: ANN401
        """All of a segment, and what the table of contents says of it."""
        self._parts, self._segment = parts, segment

    def doc_count(self) -> int:
        """How many documents there are, without deleted ones."""
        return self._parts.size - int(self._segment.deleted_count())

    def doc_count_all(self) -> int:
        """How many documents there are."""
        return self._parts.size

    # --- deletions ---------------------------------------------------------------------------------------------------

    def has_deletions(self) -> bool:
        """Whether any was deleted."""
        return bool(self._segment.has_deletions())

    def is_deleted(self, docnum: int) -> bool:
        """Whether one was deleted."""
        return bool(self._segment.is_deleted(docnum))

    def deleted_docs(self) -> Iterator[int]:
        """The deleted ones."""
        return iter(self._segment.deleted_docs())

    # --- columns -----------------------------------------------------------------------------------------------------

    def supports_columns(self) -> bool:
        """Yes."""
        return True

    def has_column(self, fieldname: str) -> bool:
        """Whether any document has a value for a field's column."""
        parts = self._parts
        return fieldname in parts.numbers or fieldname in parts.words or fieldname in parts.columns

    def list_columns(self) -> list[str]:
        """The fields that have columns."""
        return sorted({*self._parts.numbers, *self._parts.words, *self._parts.columns})

    def column_reader(self, fieldname: str, column: Any) -> Any:  # noqa: ANN401
        """The reader of a field's column, which has to be there."""
        parts = self._parts
        if fieldname in parts.numbers:
            return NumberReader(parts.numbers[fieldname], bits=isinstance(column, BitColumn))
        if fieldname in parts.words:
            return WordReader(parts.words[fieldname])
        return written_reader(column, parts.columns[fieldname], parts.size)

    # --- lengths -----------------------------------------------------------------------------------------------------

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        """The length of a field in a document as it was rounded; `default` where it has none."""
        field = self._parts.inverted.get(fieldname)
        if field is None or field.lengths is None:
            return default
        return int(byte_to_length(field.lengths[docnum])) or default

    def field_length(self, fieldname: str) -> int:
        """The exact length of a field over all documents, deleted ones among them."""
        told = self._segment.field_lengths.get(fieldname)
        return int(told) if told is not None else totals(self._parts).get(fieldname, 0)

    def min_field_length(self, fieldname: str) -> int:
        """The length of a field in the document that has the least of it."""
        return self._extreme(fieldname, np.min)

    def max_field_length(self, fieldname: str) -> int:
        """The length of a field in the document that has the most of it."""
        return self._extreme(fieldname, np.max)

    def _extreme(self, fieldname: str, of: Any) -> int:  # noqa: ANN401
        field = self._parts.inverted.get(fieldname)
        if field is None or field.lengths is None:
            return 0
        return int(byte_to_length(of(field.lengths)))

    # --- stored values -----------------------------------------------------------------------------------------------

    def stored_fields(self, docnum: int) -> dict[str, object]:
        """The stored values of a document."""
        rows = self._parts.stored
        return {} if rows is None else stored_values(rows[docnum])
