"""Fields and rows that are merged, as they are written: a stretch after another, so that memory never holds them whole.

What they are together is known before the first stretch, so each array has its room in the file from the beginning.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from archive.index.arrays.array_file import ArrayWriter, Numbers, Room
from archive.index.arrays.field import PARTS, Bytes, FieldArrays, Terms, Wide, put_terms
from archive.index.whoosh.codec.stretches import bounds_of

# The kind of an array, and how many numbers it has.
Extent = tuple[str, int]
# Arrays that say where something begins: those of a stretch begin with 0.
_BOUNDS = frozenset({"bounds", "place_bounds"})


@dataclass(frozen=True, slots=True)
class GrowingField:
    """A field that comes a stretch of its terms at a time, each as a field by itself with the lengths of all documents.

    `extents` tells of every array that the field has; a stretch has the same ones, of the same kinds.
    """

    terms: Terms
    extents: Mapping[str, Extent]
    stretches: Callable[[], Iterator[FieldArrays]]


@dataclass(frozen=True, slots=True)
class GrowingRows:
    """Some bytes a row: so many rows and bytes in all; each stretch is the bytes of its rows and the size of each."""

    rows: int
    size: int
    stretches: Callable[[], Iterator[tuple[Bytes, Wide]]]


def put_growing_field(writer: ArrayWriter, name: str, field: GrowingField) -> None:
    """Write a field into a file of arrays as `field.put` does, stretch by stretch."""
    put_terms(writer, name, field.terms)
    rooms = {part: writer.room(f"{name}/{part}", *field.extents[part]) for part in PARTS if part in field.extents}
    bounds = {part: _Bounds(rooms.pop(part)) for part in _BOUNDS & rooms.keys()}
    lengths = rooms.pop("lengths", None)
    for stretch in field.stretches():
        if lengths and stretch.lengths is not None:
            lengths.add(stretch.lengths)
            lengths = None  # they are those of all documents
        for part, room in (bounds | rooms).items():
            room.add(getattr(stretch, part))


def put_growing_rows(writer: ArrayWriter, name: str, rows: GrowingRows) -> None:
    """Write rows into a file of arrays, stretch by stretch."""
    data = writer.room(f"{name}/data", np.uint8, rows.size)
    bounds = _Bounds(writer.room(f"{name}/bounds", np.int64, rows.rows + 1))
    for some, sizes in rows.stretches():
        data.add(some)
        bounds.add(bounds_of(sizes))


class _Bounds:
    """Room for bounds: those of a stretch go on where the stretch before ended."""

    def __init__(self, room: Room) -> None:
        self._room, self._end = room, 0
        room.add(np.zeros(1, np.int64))

    def add(self, bounds: Numbers) -> None:
        """Write the bounds of a stretch but for the first, which is 0."""
        self._room.add(bounds[1:] + self._end)
        self._end += int(bounds[-1])
