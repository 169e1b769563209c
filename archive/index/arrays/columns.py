"""A value per document as arrays: words as codes into their sorted list, numbers as they are.

`SegmentArrays` is all that a search looks at in a segment, whether it was mapped from a file or just made.
"""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from archive.index.arrays.array_file import ArrayFile, ArrayWriter, Numbers
from archive.index.arrays.field import FieldArrays, Narrow, Terms, narrow


@dataclass(frozen=True, slots=True)
class CodedColumn:
    """A word per document: `words[codes[doc]]`. The words ascend by their bytes, so that codes order as words do."""

    words: Terms
    codes: Narrow

    @classmethod
    def of(cls, values: list[bytes]) -> "CodedColumn":
        """The column of these values, one a document; b"" where a document has none."""
        words = sorted(set(values))
        code = {word: place for place, word in enumerate(words)}
        return cls(Terms.of(words), narrow(np.fromiter((code[one] for one in values), np.int64, len(values))))


class SegmentArrays(Protocol):
    """Documents 0 … `size` - 1 that never change; `live` says which were not deleted since, None when all are there."""

    size: int
    live: npt.NDArray[np.bool_] | None

    def field(self, name: str) -> FieldArrays | None:
        """The inverted field of a name; None when no document has it."""

    def codes(self, name: str) -> CodedColumn | None:
        """The column of words of a name; None when there is none."""

    def numbers(self, name: str) -> Numbers | None:
        """The column of numbers of a name, one a document; None when there is none."""


def put_codes(writer: ArrayWriter, name: str, column: CodedColumn) -> None:
    """Write a column of words into a file of arrays."""
    writer.put(f"{name}/words", column.words.letters)
    writer.put(f"{name}/word_bounds", column.words.bounds)
    writer.put(f"{name}/codes", column.codes)


def codes_of(file: ArrayFile, name: str) -> CodedColumn:
    """The column of words of a name as it stands in a file. Raises KeyError when it is not there."""
    words = Terms(file[f"{name}/words"], file[f"{name}/word_bounds"])
    return CodedColumn(words, file[f"{name}/codes"])
