"""What a WARC file of any crawler gives: the captures in it that may be documents, and the bytes of one of them.

Requests, DNS answers, a crawler's own notes and what a page is dressed with (styles, scripts, fonts) are passed over;
answers other than 200 are told and refused. A `revisit` leads to the record that has the bytes, in any of the files.
"""

import base64
import binascii
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from archive.errors import SourceError
from ingest.capture import origin_of
from ingest.capture_ledger import told_of
from ingest.material import Fetched, Request
from ingest.media import sniff
from ingest.warc.answers import answer_of, described, freed
from ingest.warc.records import OPENING, DamagedWarc, Head, Record, heads, record_at

_TAKEN = ("response", "resource", "revisit")
_SCHEMES = frozenset({"http", "https", "ftp", "ftps", "file", "urn"})
# What pages are dressed with; a document never comes as one of these.
_DRESS = frozenset(
    {
        "text/css",
        "text/javascript",
        "application/javascript",
        "application/x-javascript",
        "application/json",
        "application/manifest+json",
        "application/wasm",
        "image/svg+xml",
        "image/x-icon",
        "image/vnd.microsoft.icon",
    }
)
_DRESS_KINDS = ("font/", "audio/", "video/", "application/font", "application/x-font")

Place = tuple[Path, int]


@dataclass(frozen=True, slots=True)
class Places:
    """Where the records of the files are: by record id, by target and time, by digest of the payload."""

    known: dict[tuple[str, ...], Place] = field(default_factory=dict)

    def learn(self, path: Path, head: Head) -> None:
        """Remember a record that has its bytes."""
        for name in _names(head):
            self.known.setdefault(name, (path, head.offset))

    def original(self, head: Head) -> Place | None:
        """The record that has the bytes of a `revisit`: by its id, by target and time, else by digest."""
        fields = head.fields
        wanted = (
            ("id", fields.get("warc-refers-to", "")),
            ("at", fields.get("warc-refers-to-target-uri", "").strip("<>"), fields.get("warc-refers-to-date", "")),
            ("digest", fields.get("warc-payload-digest", "").lower()),
        )
        return next((self.known[name] for name in wanted if all(name) and name in self.known), None)


def _names(head: Head) -> tuple[tuple[str, ...], ...]:
    fields = head.fields
    names: tuple[tuple[str, ...], ...] = (
        ("id", fields.get("warc-record-id", "")),
        ("at", head.uri, fields.get("warc-date", "")),
        ("digest", fields.get("warc-payload-digest", "").lower()),
    )
    return tuple(name for name in names if all(name))


def requests_of(path: Path, places: Places) -> Iterator[Request]:
    """The captures of a file that may be documents, in order; the place of damage as the last one.

    A capture of this archive's own files comes with the origin and the hints it was kept with.
    """
    said: tuple[str, str] = ("", "")
    try:
        for head in heads(path):
            if head.offset < 0:
                yield Request(origin=path.as_posix(), path=path, offset=_PACKED_TOGETHER)
                return
            if head.type in ("response", "resource"):
                places.learn(path, head)
            if head.type in _TAKEN and not _is_dress(head):
                told = told_of(said[1]) if said[0] == head.fields.get("warc-record-id") else {}
                origin = told.get("origin") or origin_of(head.uri)
                yield Request(origin=origin, path=path, offset=head.offset, hints=told.get("hints", {}))
            said = (head.fields.get("warc-refers-to", ""), head.opening.decode("utf-8", "replace"))
    except DamagedWarc as damage:
        place = damage.offset if damage.offset >= 0 else _PACKED_TOGETHER
        yield Request(origin=path.as_posix(), path=path, offset=place)


# The offset of a request that stands for a file whose records are packed together and cannot be found again.
_PACKED_TOGETHER = 1 << 62


def fetched(request: Request, places: Places, *, max_bytes: int) -> Fetched:
    """The bytes of a capture, free of encodings, with the status, headers and time of their record.

    Raises:
        SourceError: no answer 200, cut short, changed since, too large, or a `revisit` of what no file has.
    """
    if request.path is None or request.offset < 0:
        raise SourceError("Yêu cầu này không chỉ tới bản ghi nào.", remedy="Đưa tệp WARC.", origin=request.origin)
    if request.offset == _PACKED_TOGETHER:
        raise SourceError(
            f"Tệp {request.path.name} nén gộp nhiều bản ghi vào một phần, không tìm lại được từng bản ghi.",
            remedy="Nén lại mỗi bản ghi một phần: warcio recompress TỆP_CŨ TỆP_MỚI.",
        )
    record = _read(request.path, request.offset, max_bytes)
    _refuse_parts(record.head.fields)
    status, headers = record.answer.status, record.answer.headers
    source = _original(record, places, max_bytes) if record.type == "revisit" else record
    if record.type == "revisit" and status in (0, 304):
        status, headers = source.answer.status, headers or source.answer.headers
    _refuse_status(status)
    payload = freed(source.answer, most=max_bytes)
    time = record.head.fields.get("warc-date", "")
    return Fetched(request, payload, sniff(payload), headers=headers, status=status, captured_at=time)


def _read(path: Path, offset: int, max_bytes: int) -> Record:
    try:
        record = record_at(path, offset, most=max_bytes + OPENING)
    except OSError as error:
        raise SourceError(
            f"Không đọc được tệp {path.name}: {error.strerror or type(error).__name__}.",
            remedy="Kiểm tra tệp còn đó và quyền đọc.",
        ) from error
    told = record.head.fields.get("warc-block-digest", "")
    if record.head.fields.get("warc-truncated") is None and told and not _fits(record.block, told):
        raise SourceError("Bản ghi WARC sai mã kiểm tra.", remedy="Chép hoặc tải lại tệp WARC.", offset=offset)
    return record


def _original(record: Record, places: Places, max_bytes: int) -> Record:
    place = places.original(record.head)
    if place is None:
        raise SourceError(
            "Bản ghi WARC chỉ nói là lặp lại một bản khác, mà bản đó không nằm trong các tệp đã đưa.",
            remedy="Nạp cùng lúc tệp WARC có bản gốc.",
            origin=record.head.uri,
        )
    return _read(*place, max_bytes)


def _refuse_parts(fields: Mapping[str, str]) -> None:
    # A `revisit` is said to be truncated when its body is left out, as it should be.
    if fields.get("warc-truncated") and fields.get("warc-type", "").lower() != "revisit":
        raise SourceError("Trang bị cắt cụt khi tải.", remedy="Tải lại trang từ nguồn.")
    if fields.get("warc-segment-number"):
        raise SourceError("Trang bị chia thành nhiều bản ghi WARC, chưa đọc được.", remedy="Tải lại trang từ nguồn.")


def _refuse_status(status: int) -> None:
    if status not in (0, 200):
        raise SourceError(f"Máy chủ trả lời {status}, không phải trang.", remedy="Tải lại nếu trang nay đã có.")


def _is_dress(head: Head) -> bool:
    """Whether a capture is no document by its address, or a part of a page's dress by its headers."""
    try:
        parts = urlsplit(head.uri)
    except ValueError:  # no address: "http://[vi.du"
        return True
    if parts.scheme not in _SCHEMES or (parts.path == "/robots.txt" and parts.scheme.startswith("http")):
        return True
    answer = answer_of(head.opening) if head.is_http else None
    kind = described(answer.headers) if answer else head.fields.get("content-type", "").partition(";")[0].lower()
    return (not answer or answer.status in (0, 200, 304)) and (kind in _DRESS or kind.startswith(_DRESS_KINDS))


def _fits(block: bytes, told: str) -> bool:
    """Whether a digest as WARC files write it ("sha1:" and base 32, "sha256:" and hexadecimal) is that of a block.

    True also for one whose manner is not known: nothing can be said then.
    """
    name, _, value = told.partition(":")
    name = name.strip().lower().replace("-", "")
    if name not in ("md5", "sha1", "sha256", "sha512"):
        return True
    digest = hashlib.new(name, block, usedforsecurity=False).digest()
    try:
        written = bytes.fromhex(value) if len(value) == 2 * len(digest) else base64.b32decode(value.strip().upper())
    except (ValueError, binascii.Error):
        return True
    return written == digest
