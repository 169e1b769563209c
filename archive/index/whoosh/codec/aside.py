"""Ready documents that wait for their commit in a file, where memory has no room for all of them."""

from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryFile

from archive.index.arrays.array_file import ArrayFile, ArrayWriter
from archive.index.arrays.mapped import MappedSegment
from archive.index.whoosh.codec.parts import SegmentParts, parts_of, put_parts


def put_aside(folder: Path, parts: Iterable[SegmentParts], size: int) -> SegmentParts:
    """A segment of so many documents, written part by part into a file and mapped from there.

    The file has no name, so that nothing has to be removed: its room on the disk is free again when nobody holds the
    segment any more, and after whatever ended the program.
    """
    with TemporaryFile(dir=folder) as file:
        with ArrayWriter(file) as writer:
            for one in parts:
                put_parts(writer, one)
        file.flush()
        return parts_of(MappedSegment(ArrayFile(folder / "aside", file), size))
