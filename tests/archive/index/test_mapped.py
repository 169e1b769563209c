"""A segment in its file: fields and columns come back as they were put, and deletions stay beside it."""

from pathlib import Path

import numpy as np

from archive.index.arrays.array_file import ArrayWriter
from archive.index.arrays.columns import CodedColumn
from archive.index.arrays.field import FieldArrays, Terms
from archive.index.arrays.mapped import MappedSegment, put_segment


def made(path: Path) -> MappedSegment:
    body = FieldArrays(Terms.of([b"chi", b"dang"]), np.array([0, 1, 3]), np.array([1, 0, 1], np.uint32))
    with path.open("wb") as file, ArrayWriter(file) as writer:
        put_segment(
            writer,
            inverted={"body": body},
            words={"place": CodedColumn.of([b"lao-cai", b""])},
            numbers={"first": np.array([7, 0])},
        )
    return MappedSegment.opened(path, 2)


def test_fields_and_columns_come_back(tmp_path: Path) -> None:
    segment = made(tmp_path / "a")
    body, place, first = segment.field("body"), segment.codes("place"), segment.numbers("first")
    assert body is not None
    assert place is not None
    assert first is not None
    assert segment.field_names() == ("body",)
    assert list(body.terms) == [b"chi", b"dang"]
    assert [place.words[code] for code in place.codes] == [b"lao-cai", b""]
    assert segment.codes("first") is None, "a column of numbers is no column of words"
    assert segment.field("title") is None
    assert first.tolist() == [7, 0]


def test_deletions_stand_beside_the_file(tmp_path: Path) -> None:
    segment = made(tmp_path / "a")
    later = segment.without([1])
    assert segment.live is None
    assert later.live is not None
    assert later.live.tolist() == [True, False]
    assert later.field("body") is segment.field("body"), "nothing is read again"
