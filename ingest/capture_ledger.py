"""The ledger beside the WARC files: one line a record, so that known bytes are found without reading gigabytes.

It can always be made again from the files: at opening, what the files hold beyond the last line is read and added, and
the torn end that a crash left is cut off. Writing records is in `capture`.
"""

import json
import os
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import MISSING, dataclass, field, fields, replace
from pathlib import Path
from typing import IO, Any, Literal

from archive.errors import CaptureError

LEDGER = "captures.jsonl"
_REMEDY = "Khôi phục thư mục bản gốc từ bản sao lưu."
_CHUNK = 1 << 20


# What became of a target: its bytes stand here (resource, response), the same bytes came again (revisit) or the server
# said that they are the same (unchanged), or the picture of a page stands here (conversion).
Kind = Literal["resource", "response", "revisit", "unchanged", "conversion"]
_NOT_MODIFIED = "server-not-modified"
# The types of records that get a line.
_TOLD: Mapping[str, Kind] = {
    "resource": "resource",
    "response": "response",
    "revisit": "revisit",
    "conversion": "conversion",
}
SAID = "vankien"  # the field of a `metadata` record that is ours
_BODY = "body"  # no field of a record is called so


@dataclass(frozen=True, slots=True)
class Entry:
    """One record: WARC file, offset and length of its gzip member, digest of the bytes, target, time, kind.

    `origin` is the address as people see it where the target alone does not give it back, `hints` what the list it was
    found in said of it; both stand in a `metadata` record before the record.
    """

    file: str
    offset: int
    length: int
    digest: str
    uri: str
    time: str
    kind: Kind = "resource"
    origin: str = ""
    hints: Mapping[str, str] = field(default_factory=dict)

    @property
    def holds_bytes(self) -> bool:
        """Whether the bytes stand in the record itself."""
        return self.kind not in ("revisit", "unchanged")


class Ledger:
    """The records of a folder in order, with the ways to find one; kept by the one writer of the folder.

    Raises:
        CaptureError: a file is damaged before its end, or shorter than the ledger says.
    """

    def __init__(self, folder: Path) -> None:
        """Read the ledger and bring it up to the files: missing lines added, a torn last record cut off."""
        self._path = folder / LEDGER
        self._first: dict[str, Entry] = {}
        self._targets: dict[str, list[Entry]] = {}
        entries = _read(self._path)
        ends = {entry.file: entry.offset + entry.length for entry in entries}
        for name in ends:
            if not (folder / name).exists():
                raise CaptureError(f"Thiếu tệp bản gốc {name}.", remedy=_REMEDY, file=name)
        fresh = [entry for path in sorted(folder.glob("vankien-*.warc.gz")) for entry in _unlisted(path, ends)]
        for entry in entries:
            self.remember(entry)
        self._file = self._path.open("ab")
        for entry in fresh:
            self.remember(entry)
        self.write(fresh)

    def close(self) -> None:
        """Close the ledger's file."""
        self._file.close()

    def find(self, digest: str) -> Entry | None:
        """The first record that holds these bytes."""
        return self._first.get(digest)

    def newest(self, uri: str) -> Entry | None:
        """The last record of a target."""
        told = self._targets.get(uri)
        return told[-1] if told else None

    def event(self, uri: str, digest: str, time: str) -> Entry | None:
        """The record of these bytes that a target gave at this time."""
        told = self._targets.get(uri, ())
        return next((entry for entry in told if (entry.digest, entry.time) == (digest, time)), None)

    def at(self, uri: str, file: str, offset: int) -> Entry | None:
        """The record of a target at a place."""
        told = self._targets.get(uri, ())
        return next((entry for entry in told if (entry.file, entry.offset) == (file, offset)), None)

    def write(self, entries: Sequence[Entry]) -> None:
        """Add the lines of records that are on disk."""
        lines = (json.dumps(_line(entry), ensure_ascii=False).encode() + b"\n" for entry in entries)
        self._file.write(b"".join(lines))
        self._file.flush()

    def remember(self, entry: Entry) -> None:
        """Know a record from now on."""
        if entry.holds_bytes:
            self._first.setdefault(entry.digest, entry)
        self._targets.setdefault(entry.uri, []).append(entry)

    def forget(self, entries: Sequence[Entry]) -> None:
        """Know records no more that the disk did not take."""
        for entry in entries:
            self._targets[entry.uri].remove(entry)
            if self._first.get(entry.digest) is entry:
                del self._first[entry.digest]
            if not self._targets[entry.uri]:
                del self._targets[entry.uri]


def entries_of(folder: Path) -> tuple[Entry, ...]:
    """The records of a folder in the order in which they were kept, as far as its ledger tells; needs no lock."""
    return tuple(_lines(folder / LEDGER))


def _line(entry: Entry) -> dict[str, object]:
    """What a line says: everything but what is as it usually is."""
    values = {one.name: getattr(entry, one.name) for one in fields(entry)}
    usual = {one.name: one.default for one in fields(entry) if one.default is not MISSING} | {"hints": {}, "kind": None}
    return {name: value for name, value in values.items() if name not in usual or value != usual[name]}


def _read(path: Path) -> list[Entry]:
    """The lines of the ledger; from the first torn or foreign one on they are cut off and made anew from the files."""
    entries = list(_lines(path))
    if path.exists():
        with path.open("rb") as opened:
            good = sum(len(line) for line, _ in zip(opened, entries, strict=False))
        if good < path.stat().st_size:
            os.truncate(path, good)
    return entries


def _lines(path: Path) -> Iterator[Entry]:
    """The records that the lines tell, up to the first torn or foreign one."""
    if not path.exists():
        return
    with path.open("rb") as opened:
        for line in opened:
            try:
                entry = Entry(**json.loads(line))
            except (ValueError, TypeError):
                return
            if not line.endswith(b"\n"):
                return
            yield entry


def _unlisted(path: Path, ends: dict[str, int]) -> Iterator[Entry]:
    """The records of a file beyond the last listed one; a torn last record is cut off."""
    start, size = ends.get(path.name, 0), path.stat().st_size
    if size < start:
        raise CaptureError(f"Tệp bản gốc {path.name} bị mất phần cuối.", remedy=_REMEDY, file=path.name)
    if size == start:
        return
    said: dict[str, str] = {}
    with path.open("rb") as opened:
        opened.seek(start)
        while start < size:
            member = _next_member(opened.read(_CHUNK), opened)
            if member is None:
                _cut_torn(path, start)
                return
            head, length = member
            named = _fields(head)
            if named.get("warc-type") in _TOLD:
                entry = _entry(named, (path.name, start, length))
                yield replace(entry, **_said(said, named)) if said else entry
            said = {**named, _BODY: _body(head)} if named.get("warc-type") == "metadata" else {}
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


def _fields(head: bytes) -> dict[str, str]:
    """The named fields of a record, names in small letters."""
    lines = head.split(b"\r\n\r\n", 1)[0].decode("utf-8", "replace").split("\r\n")
    return {key.strip().lower(): value.strip() for key, _, value in (line.partition(":") for line in lines[1:])}


def _body(head: bytes) -> str:
    """The block of a small record."""
    return head.partition(b"\r\n\r\n")[2].removesuffix(b"\r\n\r\n").decode("utf-8", "replace")


def _said(said: Mapping[str, str], named: Mapping[str, str]) -> dict[str, Any]:
    """What a `metadata` record says of the record after it; nothing when it speaks of another one."""
    if said.get("warc-refers-to") != named.get("warc-record-id"):
        return {}
    return told_of(said[_BODY])


def told_of(body: str) -> dict[str, Any]:
    """What the block of one of our `metadata` records says: "origin" and "hints", each where there is one."""
    name, _, value = body.partition(":")
    try:
        told = json.loads(value) if name.strip() == SAID else None
    except ValueError:
        return {}
    return {name: told[name] for name in ("origin", "hints") if name in told} if isinstance(told, dict) else {}


def _entry(named: Mapping[str, str], place: tuple[str, int, int]) -> Entry:
    """The ledger line of a record from its fields."""
    return Entry(
        *place,
        digest=named.get("warc-payload-digest", ""),
        uri=named.get("warc-target-uri", ""),
        time=named.get("warc-date", ""),
        kind="unchanged" if _NOT_MODIFIED in named.get("warc-profile", "") else _TOLD[named["warc-type"]],
    )
