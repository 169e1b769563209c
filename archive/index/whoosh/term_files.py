"""The two files of a segment that hold its terms and their postings, mapped into memory and read without the library.

The library looks a term up by a dozen small reads and makes an object of each step; that was most of what a term took
that few documents hold. The layout is the library's own: its version is part of the recipe of an index.
"""

import mmap
import struct
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from pickle import load
from typing import Any

from whoosh.codec.whoosh3 import WHOOSH3_HEADER_MAGIC, W3Codec

from archive.index.whoosh.blocks import Block, block_of
from archive.index.whoosh.directory import stale

# As `whoosh.filedb.filetables` writes them: a slot of a hash table, and the lengths before a key and its value.
_SLOT, _LENGTHS = struct.Struct("!Iq"), struct.Struct("!ii")
# As `W3TermInfo` has them: what is told of a term, then where its postings begin and how long they are. Postings within
# what is told the library reads, and never writes.
_TOLD, _DOCUMENTS = struct.Struct("!BfIBBfII"), 2
_EXTENT = struct.Struct("!qi")
# Bytes of what is told of a block: six numbers, pickled.
_MOST_TOLD = 256
_FIELD, _LENGTH = struct.Struct("!H"), struct.Struct("!i")


class TermFiles:
    """The terms of one segment. Files that are mapped stay readable when they are removed from the folder."""

    def __init__(self, reader: Any) -> None:  # noqa: ANN401  # the library has no types
        """Map the files that a reader of the library has open; its hash function and tables are used."""
        folder, segment = Path(reader.storage().folder), reader.segment()
        self._index = reader._terms._tindex  # noqa: SLF001  # the library gives these to nobody
        self._fields: dict[str, int] = reader._terms._fieldmap  # noqa: SLF001
        self._terms = _mapped(folder / segment.make_filename(W3Codec.TERMS_EXT))
        self._postings = memoryview(_mapped(folder / segment.make_filename(W3Codec.POSTS_EXT)))

    def blocks(self, stream: str, term: str) -> list[Block]:
        """The postings of a term, block by block; none where no document holds it."""
        told = self._told(stream, term)
        if not told:
            return []
        begin, length = _EXTENT.unpack_from(told, _TOLD.size)
        return list(_blocks(self._postings[begin : begin + length]))

    def frequency(self, stream: str, term: str) -> int:
        """How many postings a term has; 0 where no document holds it."""
        told = self._told(stream, term)
        return int(_TOLD.unpack_from(told)[_DOCUMENTS]) if told else 0

    def _told(self, stream: str, term: str) -> bytes:
        """What the file of terms tells of one; b"" where it does not have it."""
        field = self._fields.get(stream)
        if field is None:
            return b""
        key = _FIELD.pack(field) + term.encode()
        wanted = self._index.hashfn(key)
        table, slots = self._index.tables[wanted & 255]
        for step in range(slots):
            hashed, at = _SLOT.unpack_from(self._terms, table + ((wanted >> 8) + step) % slots * _SLOT.size)
            if not at:
                break
            if hashed == wanted:
                key_size, size = _LENGTHS.unpack_from(self._terms, at)
                begin = at + _LENGTHS.size
                if self._terms[begin : begin + key_size] == key:
                    return self._terms[begin + key_size : begin + key_size + size]
        return b""


def _mapped(path: Path) -> mmap.mmap | bytes:
    """A file as bytes; an empty one, of documents without a word, cannot be mapped."""
    with path.open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if path.stat().st_size else b""


def _blocks(written: memoryview) -> Iterator[Block]:
    """The blocks of a term: the length of each (that of the last one negative), what is told of it, its postings.

    Nothing is copied: what a block has are views of the file.
    """
    if written[: len(WHOOSH3_HEADER_MAGIC)] != WHOOSH3_HEADER_MAGIC:
        raise stale("Chỉ mục bị hỏng: không đọc được danh sách văn bản của một từ.")
    at, length = len(WHOOSH3_HEADER_MAGIC), 1
    while length > 0:
        (length,) = _LENGTH.unpack_from(written, at)
        at += _LENGTH.size
        end = at + abs(length)
        told = BytesIO(written[at : min(at + _MOST_TOLD, end)])
        *_, compression, _shortest, _longest = load(told)  # noqa: S301  # see `directory.check`
        yield block_of(written[at + told.tell() : end], compression)
        at = end
