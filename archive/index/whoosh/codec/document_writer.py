"""What the library tells of a document as it is indexed: its stored values, its lengths, its columns."""

from typing import Any

from whoosh.codec.base import PerDocumentWriter


class ArrayDocumentWriter(PerDocumentWriter):  # type: ignore[misc]  # the library has no types
    """Takes documents one after the other into the draft of a segment."""

    def __init__(self, segment: Any) -> None:  # noqa: ANN401
        """For a segment whose draft is empty."""
        self._draft = segment.draft
        self._doc: int | None = None
        self._stored: dict[str, object] = {}
        self.is_closed = False

    def start_doc(self, docnum: int) -> None:
        """Begin a document. Raises ValueError when it is not the next one."""
        if self._doc is not None or docnum != self._draft.size:
            raise ValueError(f"document {docnum} where {self._draft.size} was to come, in {self._doc}")
        self._doc, self._stored = docnum, {}
        self._draft.size += 1

    def add_field(self, fieldname: str, fieldobj: Any, value: object, length: int | None) -> None:  # noqa: ANN401
        """Take a field's stored value and its length, where it has them."""
        if value is not None:
            self._stored[fieldname] = value
        if length:
            self._draft.add_length(fieldname, self._doc, length)

    def add_column_value(self, fieldname: str, columnobj: Any, value: Any) -> None:  # noqa: ANN401
        """Take a field's value for its column."""
        self._draft.add_column_value(fieldname, columnobj, self._doc, value)

    def add_vector_items(self, fieldname: str, fieldobj: Any, items: Any) -> None:  # noqa: ANN401
        """Refuse: no question here reads a document's vector. Raises NotImplementedError."""
        raise NotImplementedError(f"field {fieldname!r}: segments of arrays keep no vectors; make it without `vector`")

    def finish_doc(self) -> None:
        """End the document."""
        if self._stored:
            self._draft.add_stored(self._doc, self._stored)
        self._doc = None

    def cancel_doc(self) -> None:
        """Drop what came of the document; the next one has its number."""
        self._draft.size -= 1
        self._draft.drop(self._doc)
        self._doc = None

    def close(self) -> None:
        """End the last document; the file is written with the postings."""
        if self._doc is not None:
            self.finish_doc()
        self._draft = None  # what waits in it goes when the segment is written, whoever still holds the writer
        self.is_closed = True
