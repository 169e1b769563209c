"""HTTP answers taken apart, and bodies freed of what they really are packed in."""

import gzip
import zlib
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.errors import SourceError
from ingest.warc.answers import answer_of, described, freed
from tests.ingest.warc.making import answer

PAGE = "<p>Chỉ thị về sinh hoạt chi bộ</p>".encode() * 20
CHUNKED = b"5;x=1\r\n" + PAGE[:5] + b"\r\n" + f"{len(PAGE) - 5:X}\r\n".encode() + PAGE[5:] + b"\r\n0\r\n\r\n"


def raw_deflate(body: bytes) -> bytes:
    pack = zlib.compressobj(wbits=-15)
    return pack.compress(body) + pack.flush()


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        pytest.param(PAGE, (), id="as it is"),
        pytest.param(PAGE, (f"Content-Length: {len(PAGE)}",), id="with its length"),
        pytest.param(PAGE, ("Content-Length: 3",), id="kept unpacked under the length it travelled with"),
        pytest.param(CHUNKED, ("Transfer-Encoding: chunked",), id="in chunks"),
        pytest.param(CHUNKED, ("transfer-encoding: Chunked",), id="in chunks, in other letters"),
        pytest.param(CHUNKED.replace(b"\r\n", b"\n"), ("Transfer-Encoding: chunked",), id="in chunks with bare ends"),
        pytest.param(PAGE, ("Transfer-Encoding: chunked",), id="freed of chunks already"),
        pytest.param(gzip.compress(PAGE), ("Content-Encoding: gzip",), id="gzip"),
        pytest.param(
            gzip.compress(PAGE[:9]) + gzip.compress(PAGE[9:]), ("Content-Encoding: x-gzip",), id="two members"
        ),
        pytest.param(gzip.compress(PAGE) + b"rubbish", ("Content-Encoding: gzip",), id="rubbish after the end"),
        pytest.param(PAGE, ("Content-Encoding: gzip",), id="freed of gzip already"),
        pytest.param(zlib.compress(PAGE), ("Content-Encoding: deflate",), id="deflate with a head"),
        pytest.param(raw_deflate(PAGE), ("Content-Encoding: deflate",), id="deflate without one"),
        pytest.param(PAGE, ("Content-Encoding: identity",), id="a word that says nothing"),
        pytest.param(gzip.compress(zlib.compress(PAGE)), ("Content-Encoding: deflate, gzip",), id="twice"),
    ],
)
def test_a_body_is_freed_of_what_it_is_packed_in(body: bytes, headers: tuple[str, ...]) -> None:
    assert freed(answer_of(answer(body, *headers)), most=10_000) == PAGE


@pytest.mark.parametrize(
    ("body", "headers", "said"),
    [
        pytest.param(PAGE[:-1], (f"Content-Length: {len(PAGE)}",), "cắt cụt", id="shorter than told"),
        pytest.param(CHUNKED[:-9], ("Transfer-Encoding: chunked",), "cắt cụt", id="a chunk is short"),
        pytest.param(CHUNKED[:-5], ("Transfer-Encoding: chunked",), "cắt cụt", id="the last chunk is missing"),
        pytest.param(gzip.compress(PAGE)[:-9], ("Content-Encoding: gzip",), "cắt cụt", id="gzip without its end"),
        pytest.param(b"\x1f\x8b" + b"\xff" * 30, ("Content-Encoding: gzip",), "hỏng", id="no gzip behind its letters"),
        pytest.param(b"\x0b\x00", ("Content-Encoding: br",), "“br”", id="a manner that is not read"),
        pytest.param(gzip.compress(b"0" * 50_000), ("Content-Encoding: gzip",), "giới hạn", id="a bomb"),
        pytest.param(b"0" * 10_001, (), "giới hạn", id="too large as it is"),
    ],
)
def test_a_body_that_is_not_whole_is_refused(body: bytes, headers: tuple[str, ...], said: str) -> None:
    with pytest.raises(SourceError, match=said):
        freed(answer_of(answer(body, *headers)), most=10_000)


@given(st.binary(max_size=300))
def test_no_bytes_break_the_reader(block: bytes) -> None:
    read = answer_of(block)
    assert read.status or read.body == block
    with suppress(SourceError):
        assert len(freed(answer_of(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + block), most=300)) <= 300


@pytest.mark.parametrize(
    ("head", "headers"),
    [
        pytest.param(b"A: 1\r\nB: 2", (("A", "1"), ("B", "2")), id="in order"),
        pytest.param(b"A: 1\r\n  2\r\nB:3", (("A", "1 2"), ("B", "3")), id="a header goes on in the next line"),
        pytest.param("A: Tệp".encode(), (("A", "Tệp"),), id="letters in UTF-8"),
        pytest.param(b"A: caf\xe9", (("A", "café"),), id="letters in Latin-1"),
        pytest.param(b"no header", (), id="a line that is none"),
    ],
)
def test_headers_come_in_order(head: bytes, headers: tuple[tuple[str, str], ...]) -> None:
    assert answer_of(b"HTTP/1.1 200 OK\r\n" + head + b"\r\n\r\nbody").headers == headers


def test_the_type_is_told_without_its_parameters() -> None:
    assert described((("content-TYPE", "Text/HTML; charset=utf-8"),)) == "text/html"
    assert described(()) == ""
