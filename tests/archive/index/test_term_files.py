"""The files of a segment read without the library: the same postings and counts as the library reads."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from whoosh.codec.whoosh3 import W3Codec

from archive.errors import IndexStale
from archive.index.arrays.postings import Postings
from archive.index.fields import STREAM, STREAMS
from archive.index.whoosh import writing
from archive.index.whoosh.engine import WhooshEngine
from archive.index.whoosh.segments import SegmentView
from tests.archive.index.holdings import HOLDINGS, work

# Enough for columns to be put together as arrays, and some documents gone.
FEW_AND_MANY = (*HOLDINGS, *(work(f"nhieu/{n}", f"sinh hoạt chi bộ quý {n} " * (n % 3 + 1)) for n in range(40)))


@pytest.fixture(params=["our columns", "pickled by the library"])
def segments(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[list[SegmentView]]:
    """The segments of an index, written by either codec; a document of the first is gone."""
    if request.param == "pickled by the library":
        monkeypatch.setattr(writing, "ArrayCodec", W3Codec)
    with closing(WhooshEngine(tmp_path)) as engine:
        engine.rebuild(FEW_AND_MANY)
        with engine.batch() as batch:
            batch.delete("nhieu/3")
    with closing(WhooshEngine(tmp_path)) as engine:
        assert engine.count() == len(FEW_AND_MANY) - 1
        found = engine._snapshot.segments if engine._snapshot else ()
        yield [one for one in found if isinstance(one, SegmentView)]


def _by_library(reader: Any, stream: str, term: str) -> list[tuple[int, float, list[int]]]:  # noqa: ANN401
    """The postings of a term by the library's own matcher, documents that are gone among them."""
    matcher = reader._terms.matcher(stream, term.encode(), reader.schema[stream].format)
    found = []
    while matcher.is_active():
        places = np.frombuffer(matcher.value() or b"", "<u4").tolist() if STREAM[stream].places else []
        found.append((matcher.id(), matcher.weight(), places))
        matcher.next()
    return found


def _rows(found: Postings, *, places: bool) -> list[tuple[int, float, list[int]]]:
    held = [found.places[row].tolist() if places else [] for row in range(len(found.docs))]
    return list(zip(found.docs.tolist(), found.weights.tolist(), held, strict=True))


def test_every_term_is_read_as_the_library_reads_it(segments: list[SegmentView]) -> None:
    read = 0
    for segment in segments:
        for stream in STREAMS:
            for term in [bytes(one).decode() for one, _ in segment._reader.iter_field(stream.name)]:
                found = segment.postings(stream.name, term)
                assert _rows(found, places=stream.places) == _by_library(segment._reader, stream.name, term)
                assert segment.frequency(stream.name, term) == len(found.docs)
                read += 1
    assert read > 500


@pytest.mark.parametrize(
    ("stream", "term"),
    [
        pytest.param("syllables", "không-có", id="a term that no document holds"),
        pytest.param("syllables", "", id="nothing"),
        pytest.param("no stream", "chi", id="a stream that the segment does not have"),
    ],
)
def test_what_no_document_holds_is_nothing(segments: list[SegmentView], stream: str, term: str) -> None:
    for segment in segments:
        assert segment._files.blocks(stream, term) == []
        assert segment.frequency(stream, term) == 0


def test_postings_that_are_no_postings_are_told_of(segments: list[SegmentView]) -> None:
    files = segments[0]._files
    files._postings = memoryview(bytes(len(files._postings)))
    with pytest.raises(IndexStale, match="reindex"):
        files.blocks("syllables", "chi")
