"""Kept bytes read back: exactly those of the digest, or a refusal in words."""

import gzip
import hashlib
from pathlib import Path

import pytest

from archive.errors import CaptureError
from archive.store.captured_bytes import captured_bytes
from ingest.capture import Captures
from ingest.material import Fetched, PagePicture, Request

FILE = "kho-1.warc.gz"
HEAD = b"WARC/1.1\r\nWARC-Type: %s\r\nContent-Length: %d\r\n\r\n"


def digest_of(payload: bytes) -> str:
    return "sha256:" + hashlib.sha256(payload).hexdigest()


def kept(folder: Path, payload: bytes, *, kind: bytes = b"resource", before: bytes = b"") -> int:
    """A file of two records, the second of them the payload's; where that begins."""
    first = gzip.compress(HEAD % (b"warcinfo", 4) + b"info\r\n\r\n")
    block = before + payload
    (folder / FILE).write_bytes(first + gzip.compress(HEAD % (kind, len(block)) + block + b"\r\n\r\n"))
    return len(first)


@pytest.mark.parametrize(
    ("kind", "before"),
    [
        pytest.param(b"resource", b"", id="a file as it was given"),
        pytest.param(b"conversion", b"", id="the picture of a page"),
        pytest.param(b"response", b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", id="a server's answer"),
    ],
)
@pytest.mark.parametrize("payload", [b"", b"<p>\r\n\r\nTin", bytes(range(256)) * 4000], ids=["none", "blanks", "long"])
def test_the_bytes_come_back(tmp_path: Path, kind: bytes, before: bytes, payload: bytes) -> None:
    offset = kept(tmp_path, payload, kind=kind, before=before)
    assert captured_bytes(tmp_path, FILE, offset, digest_of(payload)) == payload


def test_what_the_archive_wrote_itself_comes_back(tmp_path: Path) -> None:
    with Captures(tmp_path) as captures:
        page = captures.keep(Fetched(Request("https://vi.du/a"), b"<p>A", "text/html", status=200))
        scan = captures.keep(Fetched(Request("a.pdf"), b"%PDF-1.7", "application/pdf"))
        (image,) = captures.keep_pictures(scan, [PagePicture(1, "image/png", b"\x89PNG")])
    for one, payload in ((page, b"<p>A"), (scan, b"%PDF-1.7"), (image, b"\x89PNG")):
        assert captured_bytes(tmp_path, one.warc_file, one.warc_offset, one.digest) == payload


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        pytest.param(lambda data: data[:-40], "cắt cụt", id="cut short"),
        pytest.param(lambda data: data[:90] + b"\0" * 10 + data[100:], ".", id="other bytes in the middle"),
        pytest.param(lambda data: data[:0], "cắt cụt", id="an empty file"),
        pytest.param(lambda data: data.replace(b"\x1f\x8b", b"xx"), "Không đọc được", id="no gzip"),
    ],
)
def test_damage_is_refused(tmp_path: Path, damage: object, said: str) -> None:
    payload = bytes(range(256)) * 20
    offset = kept(tmp_path, payload)
    place = tmp_path / FILE
    place.write_bytes(damage(place.read_bytes()))  # type: ignore[operator]  # a function of the table
    with pytest.raises(CaptureError, match=said):
        captured_bytes(tmp_path, FILE, offset, digest_of(payload))


def test_other_bytes_than_were_kept_are_refused(tmp_path: Path) -> None:
    offset = kept(tmp_path, b"abc")
    with pytest.raises(CaptureError, match="mã kiểm"):
        captured_bytes(tmp_path, FILE, offset, digest_of(b"abd"))


def test_more_than_a_page_gives_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    offset = kept(tmp_path, b"\0" * 5_000_000)
    with pytest.raises(CaptureError, match="lớn hơn"):
        captured_bytes(tmp_path, FILE, offset, digest_of(b""), most=1000)


@pytest.mark.parametrize("file", ["", "../kho-1.warc.gz", "/etc/passwd", "a/b.warc.gz", "kho-2.warc.gz", ".warc.gz"])
def test_only_kept_files_are_opened(tmp_path: Path, file: str) -> None:
    kept(tmp_path, b"abc")
    with pytest.raises(CaptureError):
        captured_bytes(tmp_path, file, 0, digest_of(b"abc"))
