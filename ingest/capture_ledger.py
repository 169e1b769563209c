"""The ledger beside the WARC files: one line a record, so that known bytes are found without reading gigabytes.

It can always be made again from the files: at opening, what the files hold beyond the last line is read and added, and
the torn end that a crash left is cut off. Writing records is in `capture`.
"""

import json
import os
import zlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

from archive.errors import CaptureError

_NAME = "captures.jsonl"
_REMEDY = "Khôi phục thư mục bản gốc từ bản sao lưu."
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Entry:
    """One record: WARC file, offset and length of its gzip member, digest of the bytes, target, time, record type."""

    file: str
    offset: int
    length: int
    digest: str
    uri: str
    time: str
    kind: str = "resource"


class Ledger:
    """The records of a folder in order, with the ways to find one; kept by the one writer of the folder.

    Raises:
        CaptureError: a file is damaged before its end, or shorter than the ledger says.
    """

    def __init__(self, folder: Path) -> None:
        """Read the ledger and bring it up to the files: missing lines added, a torn last record cut off."""
        self._path = folder / _NAME
        self._first: dict[str, Entry] = {}
        self._origins: dict[tuple[str, str], Entry] = {}
        entries = _read(self._path)
        ends = {entry.file: entry.offset + entry.length for entry in entries}
        for name in ends:
            if not (folder / name).exists():
                raise CaptureError(f"Thiếu tệp bản gốc {name}.", remedy=_REMEDY, file=name)
        fresh = [entry for path in sorted(folder.glob("vankien-*.warc.gz")) for entry in _unlisted(path, ends)]
        for entry in entries:
            self._remember(entry)
        self._file = self._path.open("ab")
        for entry in fresh:
            self.add(entry)

    def close(self) -> None:
        """Close the ledger's file."""
        self._file.close()

    def find(self, digest: str) -> Entry | None:
        """The first record that holds these bytes."""
        return self._first.get(digest)

    def find_origin(self, digest: str, uri: str) -> Entry | None:
        """The record of these bytes under this target, be it whole or a revisit."""
        return self._origins.get((digest, uri))

    def add(self, entry: Entry) -> None:
        """Add the line of a record that is on disk."""
        self._file.write(json.dumps(asdict(entry), ensure_ascii=False).encode() + b"\n")
        self._file.flush()
        self._remember(entry)

    def _remember(self, entry: Entry) -> None:
        if entry.kind != "revisit":
            self._first.setdefault(entry.digest, entry)
        self._origins.setdefault((entry.digest, entry.uri), entry)


def _read(path: Path) -> list[Entry]:
    """The lines of the ledger; from the first torn or foreign one on they are cut off and made anew from the files."""
    entries: list[Entry] = []
    good = 0
    raw = path.read_bytes() if path.exists() else b""
    for line in raw.splitlines(keepends=True):
        try:
            entry = Entry(**json.loads(line))
        except (ValueError, TypeError):
            break
        if not line.endswith(b"\n"):
            break
        entries.append(entry)
        good += len(line)
    if good < len(raw):
        os.truncate(path, good)
    return entries


def _unlisted(path: Path, ends: dict[str, int]) -> Iterator[Entry]:
    """The records of a file beyond the last listed one; a torn last record is cut off."""
    start, size = ends.get(path.name, 0), path.stat().st_size
    if size < start:
        raise CaptureError(f"Tệp bản gốc {path.name} bị mất phần cuối.", remedy=_REMEDY, file=path.name)
    if size == start:
        return
    with path.open("rb") as opened:
        opened.seek(start)
        while start < size:
            member = _next_member(opened.read(_CHUNK), opened)
            if member is None:
                _cut_torn(path, start)
                return
            head, length = member
            entry = _entry(path.name, start, length, head)
            if entry is not None:
                yield entry
            start += length
            opened.seek(start)


def _next_member(chunk: bytes, opened: IO[bytes]) -> tuple[bytes, int] | None:
    """The head of the gzip member that begins with `chunk`, and its packed length; None when torn or no member."""
    unpack = zlib.decompressobj(wbits=31)
    head, taken = b"", 0
    try:
        while chunk:
            head = (head + unpack.decompress(chunk))[:_CHUNK]
            taken += len(chunk)
            if unpack.eof:
                return head, taken - len(unpack.unused_data)
            chunk = opened.read(_CHUNK)
    except zlib.error:
        return None
    return None


def _cut_torn(path: Path, start: int) -> None:
    """Cut the torn record off, unless whole records follow it: then the file is damaged and nothing is cut."""
    with path.open("rb") as opened:
        opened.seek(start + 1)
        rest = opened.read()
    at = rest.find(b"\x1f\x8b\x08")
    while at >= 0:
        if _unpacked_head(rest[at : at + 4096]).startswith(b"WARC/"):
            raise CaptureError(f"Tệp bản gốc {path.name} hỏng ở giữa.", remedy=_REMEDY, file=path.name, offset=start)
        at = rest.find(b"\x1f\x8b\x08", at + 1)
    os.truncate(path, start)


def _unpacked_head(packed: bytes) -> bytes:
    """The first bytes that a gzip member unpacks to; empty when it is none."""
    try:
        return zlib.decompressobj(wbits=31).decompress(packed, 64)
    except zlib.error:
        return b""


def _entry(name: str, start: int, length: int, head: bytes) -> Entry | None:
    """The ledger line of a record from its header; None for the file's own `warcinfo`."""
    lines = head.split(b"\r\n\r\n", 1)[0].decode("utf-8", "replace").split("\r\n")
    fields = {key.strip().lower(): value.strip() for key, _, value in (line.partition(":") for line in lines[1:])}
    kind = fields.get("warc-type", "")
    if kind not in ("resource", "response", "revisit", "conversion"):
        return None
    return Entry(
        file=name,
        offset=start,
        length=length,
        digest=fields.get("warc-payload-digest", ""),
        uri=fields.get("warc-target-uri", ""),
        time=fields.get("warc-date", ""),
        kind=kind,
    )
