"""A segment of an index as one file of arrays: how its fields and columns are called there, written, and opened.

What stands in the file never changes; which documents were deleted since is told by whoever opens it.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path

import numpy as np
import numpy.typing as npt

from archive.index.arrays import field as fields
from archive.index.arrays.array_file import ArrayFile, ArrayWriter, Numbers
from archive.index.arrays.columns import CodedColumn, codes_of, put_codes
from archive.index.arrays.field import FieldArrays

FIELD, WORDS, NUMBERS = "field:", "words:", "numbers:"


def put_segment(
    writer: ArrayWriter,
    *,
    inverted: Mapping[str, FieldArrays],
    words: Mapping[str, CodedColumn],
    numbers: Mapping[str, Numbers],
) -> None:
    """Write the fields, the columns of words and the columns of numbers of a segment."""
    for name, field in inverted.items():
        fields.put(writer, FIELD + name, field)
    for name, column in words.items():
        put_codes(writer, WORDS + name, column)
    for name, held in numbers.items():
        writer.put(NUMBERS + name, held)


class MappedSegment:
    """A segment mapped from its file; a `SegmentArrays`. Fields and columns are looked up once, then kept."""

    def __init__(self, file: ArrayFile, size: int, deleted: Iterable[int] = ()) -> None:
        """The segment in an open file of so many documents, with the numbers of those that were deleted since."""
        self.file, self.size = file, size
        self.live = _live(size, deleted)
        self._fields = {name.removeprefix(FIELD): fields.taken(file, name) for name in fields.names(file)}
        self._codes: dict[str, CodedColumn | None] = {}
        self._first: MappedSegment | None = None

    @classmethod
    def opened(cls, path: Path, size: int, deleted: Iterable[int] = ()) -> "MappedSegment":
        """The segment in a file. Raises NotArrays when it is damaged, OSError when it is not there."""
        return cls(ArrayFile(path), size, deleted)

    def without(self, deleted: Iterable[int]) -> "MappedSegment":
        """The same segment with other documents deleted; the file stays mapped as it is."""
        again = object.__new__(MappedSegment)
        again.file, again.size, again.live = self.file, self.size, _live(self.size, deleted)
        again._fields, again._codes = self._fields, self._codes
        # Whoever shares what is mapped by holding it weakly finds it as long as one of these is held.
        again._first = self._first or self
        return again

    def field(self, name: str) -> FieldArrays | None:
        """The inverted field of a name; None when no document has it."""
        return self._fields.get(name)

    def field_names(self) -> tuple[str, ...]:
        """The names of the inverted fields."""
        return tuple(self._fields)

    def codes(self, name: str) -> CodedColumn | None:
        """The column of words of a name; None when there is none."""
        if name not in self._codes:
            held = f"{WORDS}{name}/codes" in self.file
            self._codes[name] = codes_of(self.file, WORDS + name) if held else None
        return self._codes[name]

    def numbers(self, name: str) -> Numbers | None:
        """The column of numbers of a name, one a document; None when there is none."""
        return self.file.get(NUMBERS + name)


def _live(size: int, deleted: Iterable[int]) -> npt.NDArray[np.bool_] | None:
    gone = np.fromiter(deleted, np.int64)
    if not len(gone):
        return None
    live = np.ones(size, np.bool_)
    live[gone] = False
    return live
