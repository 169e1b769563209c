"""Everything that stands in the file of a segment, whether it was mapped from there or has just been made.

Beside the fields, words and numbers of `archive.index.arrays.mapped` there are the stored values, the exact lengths,
what a posting holds that is no row of places, and columns of kinds that only the library itself can read.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from archive.index.arrays.array_file import ArrayFile, ArrayWriter, Numbers
from archive.index.arrays.columns import CodedColumn, codes_of
from archive.index.arrays.field import PARTS, Bytes, FieldArrays, Narrow, Wide
from archive.index.arrays.mapped import FIELD, NUMBERS, WORDS, MappedSegment, put_segment
from archive.index.whoosh.codec.growing import GrowingField, GrowingRows, put_growing_field, put_growing_rows

LENGTH, COLUMN, VALUES, STORED = "length:", "column:", "values:", "stored"


@dataclass(frozen=True, slots=True)
class Rows:
    """Some bytes a row, all in a row of their own: `data[bounds[row] : bounds[row + 1]]`."""

    data: Bytes
    bounds: Wide

    @classmethod
    def of(cls, rows: Sequence[bytes]) -> "Rows":
        """These rows."""
        bounds = np.zeros(len(rows) + 1, np.int64)
        np.cumsum(np.fromiter(map(len, rows), np.int64, len(rows)), out=bounds[1:])
        return cls(np.frombuffer(b"".join(rows), np.uint8), bounds)

    def __len__(self) -> int:
        """How many rows."""
        return len(self.bounds) - 1

    def __getitem__(self, row: int) -> bytes:
        """The bytes of a row."""
        return self.data[int(self.bounds[row]) : int(self.bounds[row + 1])].tobytes()


@dataclass(frozen=True, slots=True, weakref_slot=True)
class SegmentParts:
    """A segment of documents 0 … `size` - 1.

    `lengths` has the exact length of a field in each document, where the field itself has it rounded to a byte; it is
    what totals are made of when segments are merged. `values` has what the library's format wrote of each posting of a
    field, for formats that hold more than weights, counts and places. `columns` has what the library's own column of a
    field wrote, where it is neither words nor numbers.
    """

    size: int
    inverted: Mapping[str, FieldArrays] = field(default_factory=dict)
    words: Mapping[str, CodedColumn] = field(default_factory=dict)
    numbers: Mapping[str, Numbers] = field(default_factory=dict)
    columns: Mapping[str, Bytes] = field(default_factory=dict)
    stored: Rows | None = None
    lengths: Mapping[str, Narrow] = field(default_factory=dict)
    values: Mapping[str, Rows] = field(default_factory=dict)
    # What is merged and comes as it is written; `growing_values` are the values of such fields.
    growing: Mapping[str, GrowingField] = field(default_factory=dict)
    growing_values: Mapping[str, GrowingRows] = field(default_factory=dict)
    growing_stored: GrowingRows | None = None
    # What these are views of, so that it stays.
    source: MappedSegment | None = None


def put_parts(writer: ArrayWriter, parts: SegmentParts) -> None:
    """Write everything of a segment into a file of arrays."""
    for name, growing in parts.growing.items():
        put_growing_field(writer, FIELD + name, growing)
    put_segment(writer, inverted=parts.inverted, words=parts.words, numbers=parts.numbers)
    writer.put_all({LENGTH + name: held for name, held in parts.lengths.items()})
    writer.put_all({COLUMN + name: held for name, held in parts.columns.items()})
    for name, rows in parts.values.items():
        _put_rows(writer, VALUES + name, rows)
    for name, values in parts.growing_values.items():
        put_growing_rows(writer, VALUES + name, values)
    if parts.stored is not None:
        _put_rows(writer, STORED, parts.stored)
    if parts.growing_stored is not None:
        put_growing_rows(writer, STORED, parts.growing_stored)


def parts_of(segment: MappedSegment) -> SegmentParts:
    """Everything of a mapped segment: views of its file."""
    file = segment.file
    inverted = {name: held for name in segment.field_names() if (held := segment.field(name)) is not None}
    return SegmentParts(
        segment.size,
        inverted,
        words={name: codes_of(file, WORDS + name) for name in _names(file, WORDS, "/codes")},
        numbers={name: file[NUMBERS + name] for name in _names(file, NUMBERS)},
        columns={name: file[COLUMN + name] for name in _names(file, COLUMN)},
        stored=_rows_of(file, STORED) if f"{STORED}/bounds" in file else None,
        lengths={name: file[LENGTH + name] for name in _names(file, LENGTH)},
        values={name: _rows_of(file, VALUES + name) for name in _names(file, VALUES, "/bounds")},
        source=segment,
    )


def bytes_of(parts: SegmentParts) -> int:
    """How many bytes the larger arrays of a segment have: of its fields, its numbers and its stored values."""
    fields = [getattr(one, part) for one in parts.inverted.values() for part in PARTS]
    letters = [array for one in parts.inverted.values() for array in (one.terms.letters, one.terms.bounds)]
    rows = [array for one in (*parts.values.values(), parts.stored) if one for array in (one.data, one.bounds)]
    held = [*fields, *letters, *rows, *parts.numbers.values(), *parts.columns.values()]
    return sum(array.nbytes for array in held if array is not None)


def _put_rows(writer: ArrayWriter, name: str, rows: Rows) -> None:
    writer.put(f"{name}/data", rows.data)
    writer.put(f"{name}/bounds", rows.bounds)


def _rows_of(file: ArrayFile, name: str) -> Rows:
    return Rows(file[f"{name}/data"], file[f"{name}/bounds"])


def _names(file: ArrayFile, beginning: str, ending: str = "") -> list[str]:
    return [
        name.removeprefix(beginning).removesuffix(ending)
        for name in file.names()
        if name.startswith(beginning) and name.endswith(ending)
    ]
