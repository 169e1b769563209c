"""Postings as the library's writer hands them over, term by term, made into arrays field by field.

The last thing a writer closes is this one: then the file of the segment is written, and is on the disk before it is
named anywhere.
"""

from array import array
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
from whoosh.codec.base import FieldWriter

from archive.index.arrays.array_file import ArrayWriter
from archive.index.arrays.field import Terms
from archive.index.whoosh.codec.durable import Step, no_step, sync_open
from archive.index.whoosh.codec.inverted import field_of
from archive.index.whoosh.codec.parts import Rows, SegmentParts, put_parts
from archive.index.whoosh.codec.shapes import Shape, shape_of


class ArrayFieldWriter(FieldWriter):  # type: ignore[misc]  # the library has no types
    """Takes fields, terms and postings in their order."""

    def __init__(self, segment: Any, path: Path) -> None:  # noqa: ANN401
        """For a segment with an empty draft, whose file will be at `path`."""
        self._segment, self._path = segment, path
        self._name = ""
        self._taken: _Taken | None = None
        self.step: Step = no_step
        self.is_closed = False

    def start_field(self, fieldname: str, fieldobj: Any) -> None:  # noqa: ANN401
        """Begin a field."""
        self._name, self._taken = fieldname, _Taken(shape_of(fieldobj.format))

    def start_term(self, text: bytes) -> None:
        """Begin a term of the field."""
        self._field.terms.append(text)

    def add(self, docnum: int, weight: float, vbytes: bytes, length: int | None) -> None:
        """Take a posting of the term."""
        self._field.add(docnum, weight, vbytes)

    def finish_term(self) -> None:
        """End the term."""
        self._field.bounds.append(len(self._field.docs))

    def finish_field(self) -> None:
        """End the field."""
        draft, taken = self._segment.draft, self._field
        draft.inverted[self._name] = field_of(
            terms=Terms.of(taken.terms),
            bounds=np.array(taken.bounds, np.int64),
            docs=np.array(taken.docs, np.uint32),
            weights=np.array(taken.weights, np.float32),
            counts=np.array(taken.counts, np.int64) if taken.counts else None,
            places=np.array(taken.places, np.int64) if taken.shape.places else None,
            lengths=draft.rounded_lengths(self._name),
        )
        if taken.values:
            draft.values[self._name] = Rows.of(taken.values)
        self._taken = None

    @property
    def _field(self) -> "_Taken":
        if self._taken is None:
            raise ValueError("a term or posting outside of any field")
        return self._taken

    def close(self) -> None:
        """Write the file, and wait until the disk has it; nothing is written for no document."""
        draft = self._segment.draft
        if draft is not None and draft.size:
            self._segment.field_lengths = write_file(self._path, draft.finished(), self.step)
            self._segment.stored_names = tuple(sorted(draft.stored_names))
            self._segment.draft = None
        self.is_closed = True


def write_file(path: Path, parts: Iterable[SegmentParts], step: Step = no_step) -> dict[str, int]:
    """Write a segment's file, part by part, and wait until the disk has it; the total lengths of its fields."""
    found: dict[str, int] = {}
    with path.open("wb") as file:
        with ArrayWriter(file) as writer:
            for one in parts:
                put_parts(writer, one)
                found |= totals(one)
        step("segment written")
        sync_open(file)
    step("segment synced")
    return found


def totals(parts: SegmentParts) -> dict[str, int]:
    """The exact length of each field that has lengths, over all documents."""
    return {name: int(lengths.sum(dtype=np.int64)) for name, lengths in parts.lengths.items()}


class _Taken:
    """What has come of a field."""

    def __init__(self, shape: Shape) -> None:
        self.shape = shape
        self.terms: list[bytes] = []
        self.bounds = [0]
        self.docs, self.weights = array("I"), array("d")
        self.counts, self.places = array("q"), array("q")
        self.values: list[bytes] = []

    def add(self, doc: int, weight: float, value: bytes) -> None:
        """Take a posting."""
        self.docs.append(doc)
        self.weights.append(weight)
        if self.shape.places is not None:
            places = self.shape.places(value)
            self.places.extend(places)
            self.counts.append(len(places))
        elif self.shape.count is not None:
            self.counts.append(self.shape.count(value))
        if self.shape.value is None:
            self.values.append(value)
