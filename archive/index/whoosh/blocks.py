"""Postings on disk in large blocks of plain arrays: the library's own codec but for how a block is written and read.

The library writes a block of 128 postings as pickled tuples, and making objects of these numbers was most of what a
question for terms nobody had asked for yet took. Segments it wrote so stay readable: see `segments`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from whoosh.codec.whoosh3 import W3Codec, W3LeafMatcher, W3PostingsWriter

# Postings to a block. All of a term are always read, so only the memory of a writer speaks against larger ones.
_POSTINGS = 8_192
# Fewer are left to the library: most terms of an archive stand in a few documents, and arrays of five take longer.
_FEW = 24
# None: of 21,570 made documents the postings take 356 MB so (222 deflated, 451 as the library has them), and to
# inflate them was a third of the time to read a term.
_COMPRESSION = 0
_WIDE: npt.DTypeLike = "<u4"
# The widths a column may be kept in, the narrowest that holds its largest value: less to inflate. Written before it.
_WIDTHS: tuple[tuple[int, bytes, npt.DTypeLike], ...] = (
    (1 << 8, b"1", "u1"),
    (1 << 16, b"2", "<u2"),
    (1 << 32, b"4", _WIDE),
)
_KINDS: dict[bytes, npt.DTypeLike] = {mark: kind for _, mark, kind in _WIDTHS} | {b"f": "<f4"}
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
        super().__init__(blocklimit=_POSTINGS, compression=_COMPRESSION)

    def postings_writer(self, dbfile: Any, byteids: bool = False) -> Any:  # noqa: ANN401  # its own
        """A writer of postings; `byteids` asks for lists of terms, which this index has none of."""
        if byteids:
            return super().postings_writer(dbfile, byteids=byteids)
        return _ArrayWriter(dbfile, blocklimit=_POSTINGS, compression=_COMPRESSION)

    def postings_reader(self, dbfile: Any, terminfo: Any, *told: Any, **more: Any) -> Any:  # noqa: ANN401  # as above
        """A reader of the postings of a term; what is told of its format, name and scorer is the matcher's matter."""
        if terminfo.is_inlined():
            return super().postings_reader(dbfile, terminfo, *told, **more)
        return ArrayMatcher(dbfile, *terminfo.extent(), *told, **more)


class _ArrayWriter(W3PostingsWriter):  # type: ignore[misc]
    """Writes what is in a block as the bytes of arrays where the library has tuples of numbers."""

    def _mini_ids(self) -> Any:  # noqa: ANN401  # bytes, or what the library writes
        if len(self._ids) < _FEW:
            return super()._mini_ids()
        return _packed(np.diff(np.frombuffer(self._ids, np.uint32).astype(np.int64), prepend=0))

    def _mini_weights(self) -> Any:  # noqa: ANN401
        if len(self._ids) < _FEW:
            return super()._mini_weights()
        weights = np.frombuffer(self._weights, np.float32)
        whole = weights.astype(np.int64)
        return _packed(whole) if (whole == weights).all() and whole.min() >= 0 else b"f" + weights.tobytes()

    def _mini_values(self) -> Any:  # noqa: ANN401
        if len(self._ids) < _FEW:
            return super()._mini_values()
        sizes = np.fromiter(map(len, self._values), np.int64, len(self._values)) // np.dtype(_WIDE).itemsize
        return _packed(sizes), _packed(np.frombuffer(b"".join(self._values), _WIDE))


class ArrayMatcher(W3LeafMatcher):  # type: ignore[misc]
    """The postings of a term as the library's own searcher takes them: numbers and bytes, not arrays."""

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
            self._read_data()
        return block_of(*self._data)


def block_of(steps: Any, weights: Any, values: Any) -> Block:  # noqa: ANN401
    """A block from what was written: bytes of arrays, or the library's tuples.

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


def _packed(numbers: Numbers) -> bytes:
    """Numbers that are not negative, in the narrowest width."""
    mark, width = next((mark, kind) for most, mark, kind in _WIDTHS if int(numbers.max(initial=0)) < most)
    return mark + numbers.astype(width).tobytes()


def _unpacked(packed: bytes) -> Numbers:
    return np.frombuffer(packed, _KINDS[packed[:1]], offset=1)
