"""Postings on disk in large blocks of plain arrays: the library's own codec but for how a block is written and read.

The library writes a block of 128 postings as pickled tuples, and making objects of these numbers was most of what a
question for terms nobody had asked for yet took. Segments that have pickled blocks stay readable.
"""

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from pickle import dumps, loads
from typing import Any
from zlib import decompress

import numpy as np
import numpy.typing as npt
from whoosh.codec.whoosh3 import WHOOSH3_HEADER_MAGIC, W3Codec, W3LeafMatcher, W3PostingsWriter
from whoosh.util.numeric import length_to_byte

# Postings to a block. All of a term are always read, so only the memory of a writer speaks against larger ones.
_POSTINGS = 8_192
# Of fewer the columns are put together number by number: most terms of an archive stand in a few documents, and to make
# arrays of five takes longer.
_FEW = 24
# Where the library says how a block is deflated, this says that it is columns as they are. Of 21,570 made documents the
# postings take 356 MB so (222 deflated, 451 as the library has them), and to inflate them was a third of the time to
# read a term; pickled bytes, which the library reads as text first, took as long again.
_COLUMNS = 255
# A block begins with the kinds of its four columns and how many numbers each has.
_HEAD = struct.Struct("<4s4I4x")
_ALIGNED = 8  # each column begins at a multiple of so many bytes
_WIDE: npt.DTypeLike = "<u4"
# The widths a column may be kept in, the narrowest that holds its largest value: less to read.
_WIDTHS: tuple[tuple[int, bytes, npt.DTypeLike], ...] = (
    (1 << 8, b"1", "u1"),
    (1 << 16, b"2", "<u2"),
    (1 << 32, b"4", _WIDE),
)
_KINDS: dict[bytes, np.dtype[Any]] = {mark: np.dtype(kind) for _, mark, kind in _WIDTHS} | {b"f": np.dtype("<f4")}
_BY_MARK = {mark[0]: (kind, kind.itemsize) for mark, kind in _KINDS.items()}
Numbers = npt.NDArray[Any]


@dataclass(frozen=True, slots=True)
class Block:
    """Some postings of a term: each document as the step from the one before it (the first from 0), and its weight.

    `sizes` says how many places each has, `places` are all of them in a row; both empty in a stream without places.
    """

    steps: Numbers
    weights: Numbers
    sizes: Numbers
    places: Numbers


class ArrayCodec(W3Codec):  # type: ignore[misc]  # the library has no types
    """The library's codec with blocks of arrays. The library pickles it into each segment: keep its place and name."""

    def __init__(self) -> None:
        """With the sizes of this module."""
        super().__init__(blocklimit=_POSTINGS, compression=0)

    def postings_writer(self, dbfile: Any, byteids: bool = False) -> Any:  # noqa: ANN401  # its own
        """A writer of postings; `byteids` asks for lists of terms, which this index has none of."""
        if byteids:
            return super().postings_writer(dbfile, byteids=byteids)
        return _ArrayWriter(dbfile, blocklimit=_POSTINGS, compression=0)

    def postings_reader(self, dbfile: Any, terminfo: Any, *told: Any, **more: Any) -> Any:  # noqa: ANN401  # as above
        """A reader of the postings of a term; what is told of its format, name and scorer is the matcher's matter."""
        if terminfo.is_inlined():
            return super().postings_reader(dbfile, terminfo, *told, **more)
        return ArrayMatcher(dbfile, *terminfo.extent(), *told, **more)


class _ArrayWriter(W3PostingsWriter):  # type: ignore[misc]
    """Writes what is in a block as columns where the library has a pickle; what is told of a block it has the same."""

    def _write_block(self, last: bool = False) -> None:
        file = self._postfile
        if not self._blockcount:
            file.write(WHOOSH3_HEADER_MAGIC)
        self._terminfo.add_block(self)
        shortest, longest = length_to_byte(self._minlength), length_to_byte(self._maxlength)
        told = dumps((len(self), self.max_id(), self.max_weight(), _COLUMNS, shortest, longest), 2)
        data = _written(self._steps(), self._whole_weights(), *self._sizes_and_places())
        length = len(told) + len(data)
        file.write_int(-length if last else length)
        file.write(told)
        file.write(data)
        self._blockcount += 1
        self._new_block()

    def _steps(self) -> "_Column":
        if len(self) < _FEW:
            return _few([one - before for before, one in zip([0, *self._ids], self._ids, strict=False)])
        return _packed(np.diff(np.frombuffer(self._ids, np.uint32).astype(np.int64), prepend=0))

    def _whole_weights(self) -> "_Column":
        if len(self) < _FEW and all(weight.is_integer() and weight >= 0 for weight in self._weights):
            return _few(list(map(int, self._weights)))
        weights = np.frombuffer(self._weights, np.float32)
        whole = weights.astype(np.int64)
        return _packed(whole) if (whole == weights).all() and whole.min() >= 0 else (b"f", weights.tobytes())

    def _sizes_and_places(self) -> tuple["_Column", "_Column"]:
        size = np.dtype(_WIDE).itemsize
        places = _packed(np.frombuffer(b"".join(self._values), _WIDE)) if self._values else _few([])
        return _few([len(one) // size for one in self._values]), places


class ArrayMatcher(W3LeafMatcher):  # type: ignore[misc]
    """The postings of a term as the library's own searcher takes them: numbers and bytes, not arrays."""

    _data: Block | None  # the library forgets it as it goes on to the next block

    def _read_ids(self) -> None:
        self._ids = np.cumsum(self._held().steps, dtype=np.int64).tolist()

    def _read_weights(self) -> None:
        self._weights = self._held().weights.astype(np.float64).tolist()

    def _read_values(self) -> None:
        held = self._held()
        ends, flat = np.cumsum(held.sizes), held.places.astype(_WIDE)
        found = [flat[end - size : end].tobytes() for size, end in zip(held.sizes, ends, strict=True)]
        self._values: Any = found or [None] * len(held.steps)

    def _held(self) -> Block:
        if self._data is None:
            written = self._postfile.get(self._dataoffset, self._nextoffset - self._dataoffset)
            self._data = block_of(written, self._compression)
        return self._data


def block_of(written: bytes | memoryview, compression: int) -> Block:
    """A block from what was written of it, and what is told there of how it is deflated."""
    if compression == _COLUMNS:
        return _block(written)
    return _pickled(*loads(decompress(written) if compression else written))  # noqa: S301  # see `directory.check`


def _pickled(steps: Any, weights: Any, values: Any) -> Block:  # noqa: ANN401
    """A block from the library's tuples, or the bytes of arrays that this index had in their place.

    The library writes weights that are all alike but once, and none where they are 1.
    """
    if isinstance(steps, bytes):
        sizes, places = values
        return Block(_unpacked(steps), _unpacked(weights), _unpacked(sizes), _unpacked(places))
    if not isinstance(weights, Sequence):
        weights = [1.0 if weights is None else weights] * len(steps)
    held = values or ()
    sizes = np.fromiter(map(len, held), np.int64, len(held)) // np.dtype(_WIDE).itemsize
    return Block(np.array(steps), np.array(weights), sizes, np.frombuffer(b"".join(held), _WIDE))


def _unpacked(packed: bytes) -> Numbers:
    return np.frombuffer(packed, _KINDS[packed[:1]], offset=1)


# --- columns ---------------------------------------------------------------------------------------------------------

# The kind of a column and its numbers.
_Column = tuple[bytes, bytes]


def _packed(numbers: Numbers) -> _Column:
    """Numbers that are not negative, in the narrowest width."""
    mark, width = _narrowest(int(numbers.max(initial=0)))
    return mark, numbers.astype(width).tobytes()


def _few(numbers: Sequence[int]) -> _Column:
    """The same of numbers that are no array."""
    mark, width = _narrowest(max(numbers, default=0))
    return mark, bytes(numbers) if mark == b"1" else np.array(numbers, width).tobytes()


def _narrowest(largest: int) -> tuple[bytes, npt.DTypeLike]:
    return next((mark, kind) for most, mark, kind in _WIDTHS if largest < most)


def _written(*columns: _Column) -> bytes:
    """The four columns of a block in a row."""
    counts = [len(data) // _KINDS[mark].itemsize for mark, data in columns]
    head = _HEAD.pack(b"".join(mark for mark, _ in columns), *counts)
    return head + b"".join(data + b"\0" * (-len(data) % _ALIGNED) for _, data in columns)


def _block(written: bytes | memoryview) -> Block:
    """The block of `_written`: views of its bytes."""
    marks, *counts = _HEAD.unpack_from(written)
    at, columns = _HEAD.size, list[Numbers]()
    for mark, count in zip(marks, counts, strict=True):
        kind, size = _BY_MARK[mark]
        columns.append(np.frombuffer(written, kind, count, at) if count else _NONE)
        at += -(-count * size // _ALIGNED) * _ALIGNED
    return Block(*columns)


_NONE: Numbers = np.zeros(0, np.uint8)
