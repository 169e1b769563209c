"""Named arrays in one file, mapped into memory when it is opened: what a segment of an index is made of.

Nothing in it is run or unpickled: a table of names, kinds and places stands at the end, and every array begins at a
multiple of 64 bytes, so that a process that opens the file shares its pages with all others.
"""

import json
import mmap
import os
import struct
from collections.abc import Iterable, Mapping
from contextlib import nullcontext
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self
from zlib import crc32

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[Any]

_MAGIC, _END = b"VKARRAY1", b"VKAREND1"
_ALIGNED = 64
# At the end of the file: where the table stands, how long it is, its check sum.
_FOOT = struct.Struct("<QII8s")
# The kinds an array may be of; another one in a table means that the file is not ours.
_KINDS = frozenset({"|u1", "<u2", "<u4", "<i4", "<i8", "<u8", "<f4", "<f8"})


class NotArrays(ValueError):
    """A file that is not one of named arrays, was cut off, or whose bytes are not those that were written."""


class ArrayFile:
    """A file of named arrays, open for reading. What it gives are views of the mapped file; nobody may write there."""

    def __init__(self, path: Path, file: BinaryIO | None = None) -> None:
        """Map a file and read its table, whose check sum is looked at; those of the arrays are `verify`'s matter.

        A `file` that is open already is mapped as it is and left open; it need not have a name any more.

        Raises:
            NotArrays: the file is not one of ours, or damaged. OSError: it is not there.
        """
        self.path = path
        with nullcontext(file) if file else path.open("rb") as held:
            size = os.fstat(held.fileno()).st_size
            if size < len(_MAGIC) + _FOOT.size:
                raise NotArrays(f"{path.name}: {size} bytes are no file of arrays")
            self._bytes = mmap.mmap(held.fileno(), 0, access=mmap.ACCESS_READ)
        self._table = _table(self._bytes, path.name)

    def __contains__(self, name: str) -> bool:
        """Whether there is an array of a name."""
        return name in self._table

    def __getitem__(self, name: str) -> Numbers:
        """The array of a name. Raises KeyError when there is none."""
        kind, at, count, _ = self._table[name]
        return np.frombuffer(self._bytes, kind, count, at) if count else np.zeros(0, kind)

    def get(self, name: str) -> Numbers | None:
        """The array of a name; None when there is none."""
        return self[name] if name in self._table else None

    def names(self) -> Iterable[str]:
        """The names, in the order in which the arrays were written."""
        return self._table.keys()

    @property
    def size(self) -> int:
        """How many bytes are mapped; a file that is shorter by now must not be read."""
        return len(self._bytes)

    def release(self) -> None:
        """Give the pages that were read back; they are mapped again when somebody looks at them."""
        self._bytes.madvise(mmap.MADV_DONTNEED)

    @property
    def seal(self) -> str:
        """The SHA-256 of the table, which has the check sum of every array: what a file is told from others by."""
        at, length, *_ = _FOOT.unpack_from(self._bytes, len(self._bytes) - _FOOT.size)
        return sha256(self._bytes[at : at + length]).hexdigest()

    def verify(self) -> None:
        """Read every array once and compare its check sum. Raises NotArrays with the name of the first that differs."""
        for name, (_, _, _, wanted) in self._table.items():
            if crc32(self[name].data) != wanted:
                raise NotArrays(f"{self.path.name}: array {name!r} is not what was written")


_Row = tuple[str, int, int, int]


def _table(held: mmap.mmap, name: str) -> dict[str, _Row]:
    at, length, wanted, end = _FOOT.unpack_from(held, len(held) - _FOOT.size)
    if held[: len(_MAGIC)] != _MAGIC or end != _END or at + length + _FOOT.size != len(held):
        raise NotArrays(f"{name}: no file of arrays, or cut off")
    written = held[at : at + length]
    if crc32(written) != wanted:
        raise NotArrays(f"{name}: the table of arrays is damaged")
    table: dict[str, _Row] = {key: tuple(row) for key, row in json.loads(written).items()}
    for key, (kind, begin, count, _) in table.items():
        if kind not in _KINDS or begin < 0 or count < 0 or begin + count * np.dtype(kind).itemsize > at:
            raise NotArrays(f"{name}: array {key!r} reaches beyond its file")
    return table


class Room:
    """Room for one array in a file that is being written: its numbers come in a row, as many at a time as one likes."""

    def __init__(self, file: BinaryIO, kind: str, at: int, count: int) -> None:
        """Room for `count` numbers of a kind from place `at` of the file."""
        self._file, self._kind, self._at, self._count = file, kind, at, count
        self._added, self._sum = 0, crc32(b"")

    def add(self, numbers: Numbers) -> None:
        """Write the next numbers, which fit into the room's kind. Raises ValueError when there are too many."""
        data = np.ascontiguousarray(numbers, self._kind)
        if self._added + len(data) > self._count:
            raise ValueError(f"{self._added + len(data)} numbers where room was kept for {self._count}")
        if len(data):
            self._file.seek(self._at + self._added * data.itemsize)
            self._file.write(data.data.cast("B"))
            self._sum = crc32(data.data, self._sum)
            self._added += len(data)

    @property
    def row(self) -> _Row:
        """What the table says of the array. Raises ValueError while numbers are missing."""
        if self._added != self._count:
            raise ValueError(f"{self._added} numbers where room was kept for {self._count}")
        return self._kind, self._at, self._count, self._sum


class ArrayWriter:
    """A file of named arrays as it is written: `put` each, then leave the context; an error leaves no table."""

    def __init__(self, file: BinaryIO) -> None:
        """Begin a file that was opened for writing, and is closed by whoever opened it."""
        self._file = file
        self._rooms: dict[str, Room] = {}
        self._at = len(_MAGIC)
        file.write(_MAGIC)

    def put(self, name: str, numbers: Numbers) -> None:
        """Write one array of whole or broken numbers, one dimension; a name may be given once.

        Raises:
            ValueError: the name was given before, or the numbers are of a kind that files do not hold.
        """
        if numbers.ndim != 1:
            raise ValueError(f"array {name!r} of {numbers.ndim} dimensions: allowed is one")
        self.room(name, numbers.dtype, len(numbers)).add(numbers)

    def put_all(self, arrays: Mapping[str, Numbers]) -> None:
        """Write several arrays."""
        for name, numbers in arrays.items():
            self.put(name, numbers)

    def room(self, name: str, kind: npt.DTypeLike, count: int) -> Room:
        """Room for an array of a kind whose numbers come later; others may be written meanwhile. Raises as `put`."""
        told = np.dtype(kind).newbyteorder("<").str
        if name in self._rooms or told not in _KINDS:
            raise ValueError(f"array {name!r} of kind {told}: allowed once each, of {', '.join(sorted(_KINDS))}")
        at = self._at + -self._at % _ALIGNED
        self._at = at + count * np.dtype(told).itemsize
        self._rooms[name] = made = Room(self._file, told, at, count)
        return made

    def __enter__(self) -> Self:
        """The writer itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Write the table, unless an error ended the writing."""
        if kind is None:
            table = json.dumps({name: room.row for name, room in self._rooms.items()}, ensure_ascii=True).encode()
            self._file.seek(self._at)
            self._file.write(table + _FOOT.pack(self._at, len(table), crc32(table), _END))
