"""Records packed before anybody knows where they go: gzip members, the targets of origins, and what is said of them.

Packing takes longer than writing, so any process may do it; where records go is decided in `capture`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote, unquote

from ingest.capture_ledger import Kind
from ingest.material import Fetched, Request
from ingest.warc import writing

_FILE = "urn:vankien:file:"
# Letters that a web address may hold as they are; all others are written by their codes in a record's target.
_LEGAL = "%/:?#[]@!$&'()*+,;=-._~"
# As in WARC-Date: must match "2026-01-02T12:00:00Z", "2026-01-02T12:00:00.123456Z"; not "2026-01-02", "20260102120000".
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z")


@dataclass(frozen=True, slots=True)
class Packed:
    """A record as it goes into a file, made before it is known where: its gzip members, the record itself the last.

    `said` is what stands in the `metadata` record before it.
    """

    members: tuple[bytes, ...]
    uri: str
    digest: str
    time: str
    kind: Kind
    said: Mapping[str, Any]


def packed_of(fetched: Fetched, *, time: str, digest: str) -> Packed:
    """The record of bytes seen for the first time; packing takes longer than writing, so any process may do it."""
    record = writing.captured(fetched, uri=target_uri(fetched.request.origin), time=time, digest=digest)
    return packed_as(record, fetched.request, "response" if fetched.status else "resource")


def time_of(told: str, now: datetime) -> str:
    """The time of a record: when it was captured elsewhere, else now."""
    return told if _TIME.fullmatch(told) else now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def packed_as(record: Any, request: Request, kind: Kind) -> Packed:  # noqa: ANN401  # a record of warcio
    """A record of warcio as it goes into a file, with what is said of it before it."""
    fields = record.rec_headers
    uri = fields.get_header("WARC-Target-URI")
    origin = "" if kind == "conversion" or origin_of(uri) == request.origin else request.origin
    said: dict[str, Any] = {"origin": origin} if origin else {}
    said |= {"hints": dict(request.hints)} if request.hints else {}
    # What is said stands first: a whole record is never without it, wherever a crash cuts the file.
    members = writing.packed(*([writing.metadata(record, said)] if said else []), record)
    digest, time = fields.get_header("WARC-Payload-Digest"), fields.get_header("WARC-Date")
    return Packed(members, uri, digest, time, kind, said)


def target_uri(origin: str) -> str:
    """The WARC target of an origin: a web address, a file as `urn:vankien:file:` and its path, both in legal letters.

    Letters that no address may hold are written by their codes: "https://vi.du/a.zip!/tờ trình.docx".
    """
    if origin.startswith(("http://", "https://", "urn:")):
        return quote(origin, safe=_LEGAL)
    return _FILE + quote(origin, safe="/")


def origin_of(uri: str) -> str:
    """The origin that a WARC target stands for; an address with letters by their codes stays as it is."""
    return unquote(uri.removeprefix(_FILE)) if uri.startswith(_FILE) else uri
