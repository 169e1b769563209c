"""A value per document as the library's columns take it and give it back, kept as codes of words or plain numbers.

What the library's own kinds of column need more for (lists, pickles, fixed bytes) is kept as they write it.
"""

import struct
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from whoosh import columns as library
from whoosh.filedb.structfile import BufferFile, StructFile

from archive.index.arrays.array_file import Numbers
from archive.index.arrays.columns import CodedColumn
from archive.index.arrays.field import Bytes

# The library's letters for numbers, and the kind of array that holds every such number.
_KINDS = {
    "b": "<i4", "B": "|u1", "h": "<i4", "H": "<u2", "i": "<i4", "I": "<u4", "l": "<i4", "L": "<u4",
    "q": "<i8", "Q": "<u8", "f": "<f4", "d": "<f8",
}  # fmt: skip


def holds_words(column: Any) -> bool:  # noqa: ANN401  # the library has no types
    """Whether a column of the library is one of words: any bytes, each as they are."""
    return type(column) in (library.VarBytesColumn, library.RefBytesColumn)


def kind_of_numbers(column: Any) -> str | None:  # noqa: ANN401
    """The kind of array that a column of the library is kept in; None where it is no column of numbers."""
    if type(column) is library.BitColumn:
        return "|u1"
    return _KINDS.get(column._typecode) if type(column) is library.NumericColumn else None  # noqa: SLF001  # its letter


class ColumnTaker:
    """The values of a column as they come, document by document."""

    def __init__(self, column: Any) -> None:  # noqa: ANN401
        """A column of the library, without values."""
        self.column = column
        self._docs: list[int] = []
        self._values: list[Any] = []
        is_number = type(column) is library.NumericColumn
        self._pack = struct.Struct("!" + column._typecode).pack if is_number else None  # noqa: SLF001

    def add(self, doc: int, value: Any) -> None:  # noqa: ANN401
        """Take the value of a document.

        One that the column cannot hold is refused here and not when the segment is written, so that its document alone
        is lost.

        Raises:
            struct.error: a number that does not fit. TypeError: no bytes. Else what the library's column raises.
        """
        if self._pack is not None:
            self._pack(value)
        elif holds_words(self.column):
            if not isinstance(value, bytes):
                raise TypeError(f"{value!r} for a column of bytes")
        elif kind_of_numbers(self.column) is None:
            written_by(self.column, iter([(0, value)]), 1)
        self._docs.append(doc)
        self._values.append(value)

    def drop(self, doc: int) -> None:
        """Forget the value of the document that came last."""
        while self._docs and self._docs[-1] == doc:
            self._docs.pop()
            self._values.pop()

    def words(self, size: int) -> CodedColumn:
        """The values of `size` documents as words."""
        held: list[bytes] = [self.column.default_value()] * size
        for doc, value in zip(self._docs, self._values, strict=True):
            held[doc] = value
        return CodedColumn.of(held)

    def numbers(self, size: int, kind: str) -> Numbers:
        """The values of `size` documents as numbers."""
        held = np.full(size, self.column.default_value(), kind)
        if self._docs:
            held[self._docs] = np.array(list(map(bool, self._values)) if self._pack is None else self._values, kind)
        return held

    def written(self, size: int) -> Bytes:
        """The values of `size` documents as the library's own column writes them."""
        return written_by(self.column, zip(self._docs, self._values, strict=True), size)


def written_by(column: Any, values: Iterator[tuple[int, Any]], size: int) -> Bytes:  # noqa: ANN401
    """Values (document, value) as a column of the library writes them, documents ascending."""
    held = bytearray()
    writer = column.writer(StructFile(_Bytes(held)))
    for doc, value in values:
        writer.add(doc, value)
    writer.finish(size)
    return np.frombuffer(bytes(held), np.uint8)


class _Bytes:
    """A file that is only written: what the library's columns write to."""

    def __init__(self, held: bytearray) -> None:
        self._held = held

    def write(self, data: bytes) -> int:
        self._held += data
        return len(data)

    def flush(self) -> None:
        pass

    def tell(self) -> int:
        return len(self._held)


# --- reading ---------------------------------------------------------------------------------------------------------


class WordReader(library.ColumnReader):  # type: ignore[misc]
    """A column of words as the library reads one."""

    def __init__(self, column: CodedColumn) -> None:
        """The words and codes."""
        self._words, self._codes = column.words, column.codes.data

    def __len__(self) -> int:
        """How many documents."""
        return len(self._codes)

    def __getitem__(self, docnum: int) -> bytes:
        """The word of a document."""
        return self._words[self._codes[docnum]]

    def __iter__(self) -> Iterator[bytes]:
        """The word of every document."""
        words = list(self._words)
        return map(words.__getitem__, self._codes.tolist())

    def load(self) -> Sequence[bytes]:
        """The word of every document at once."""
        return list(self)


class NumberReader(library.ColumnReader):  # type: ignore[misc]
    """A column of numbers as the library reads one."""

    def __init__(self, numbers: Numbers, *, bits: bool) -> None:
        """The numbers; `bits` says that they are yes and no."""
        self._numbers, self._bits, self._reverse = numbers.data, bits, False

    def __len__(self) -> int:
        """How many documents."""
        return len(self._numbers)

    def __getitem__(self, docnum: int) -> Any:  # noqa: ANN401
        """The number of a document."""
        number = self._numbers[docnum]
        return bool(number) if self._bits else number

    def __iter__(self) -> Iterator[Any]:
        """The number of every document."""
        return map(bool, self._numbers.tolist()) if self._bits else iter(self._numbers.tolist())

    def load(self) -> Sequence[Any]:
        """The number of every document at once."""
        return list(self)

    def sort_key(self, docnum: int) -> Any:  # noqa: ANN401
        """What documents are ordered by."""
        number = self._numbers[docnum]
        if self._bits:
            return int(bool(number) ^ self._reverse)
        return 0 - number if self._reverse else number

    def set_reverse(self) -> None:
        """Order the other way round."""
        self._reverse = True


def written_reader(column: Any, written: Bytes, size: int) -> Any:  # noqa: ANN401
    """The library's own reader of what its column wrote."""
    return column.reader(BufferFile(written.data), 0, len(written), size)
