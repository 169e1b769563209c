"""The records that the archive writes, each packed as one gzip member: WARC/1.1 with digests over block and payload.

Where they go is decided in `ingest.capture`. An HTTP answer keeps its status and headers; the headers that spoke of
encodings on the way are set aside, for the payload is kept without them.
"""

import io
import json
import re
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import IO

from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from ingest.capture_ledger import SAID
from ingest.material import Fetched, PagePicture

Headers = Sequence[tuple[str, str]]

_SAME = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
_UNCHANGED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
# Headers that were true of the bytes on the way and not of the payload as kept; kept under the name that the Internet
# Archive gave such headers.
_ON_THE_WAY = frozenset({"content-encoding", "transfer-encoding", "content-length"})
ASIDE = "X-Archive-Orig-"
# A header's name as HTTP allows it (RFC 9110, 5.6.2): must match "Content-Type", "x_y"; not "Tên", "a b", "a:b", "".
_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]{1,200}")
# Must match "line 1\r\n line 2" and stray control letters; must not match "text/html; charset=utf-8".
_UNPRINTED = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]+\s*")


def captured(fetched: Fetched, *, uri: str, time: str, digest: str) -> ArcWarcRecord:
    """The record of bytes seen for the first time: `response` when an HTTP server gave them, else `resource`."""
    headers = {"WARC-Date": time, "WARC-Payload-Digest": digest}
    http = _http(fetched.status, fetched.headers, len(fetched.payload)) if fetched.status else None
    return _builder().create_warc_record(
        uri,
        "response" if http else "resource",
        payload=io.BytesIO(fetched.payload),
        length=len(fetched.payload),
        warc_content_type="" if http else fetched.media_type,
        warc_headers_dict=headers,
        http_headers=http,
    )


def again(fetched: Fetched, *, uri: str, time: str, digest: str, first: tuple[str, str]) -> ArcWarcRecord:
    """The `revisit` of bytes that are kept already; `first` is the target and time of the record that has them."""
    http = _http(fetched.status, fetched.headers, len(fetched.payload)) if fetched.status else None
    return _revisit(_SAME, uri=uri, time=time, digest=digest, first=first, http=http)


def unchanged(headers: Headers, *, uri: str, time: str, digest: str, first: tuple[str, str]) -> ArcWarcRecord:
    """The `revisit` for an answer 304: the server said that what it gave before still holds."""
    return _revisit(_UNCHANGED, uri=uri, time=time, digest=digest, first=first, http=_http(304, headers, None))


def conversion(picture: PagePicture, *, uri: str, time: str, digest: str, of: str) -> ArcWarcRecord:
    """The record of the picture of a page, made from another record's bytes."""
    headers = {"WARC-Date": time, "WARC-Payload-Digest": digest, "WARC-Refers-To-Target-URI": of}
    return _builder().create_warc_record(
        uri,
        "conversion",
        payload=io.BytesIO(picture.payload),
        length=len(picture.payload),
        warc_content_type=picture.media_type,
        warc_headers_dict=headers,
    )


def metadata(record: ArcWarcRecord, told: Mapping[str, object]) -> ArcWarcRecord:
    """The record before another one that says what the place it was found in said of it.

    One field, whose value is JSON on one line. The type is `application/warc-fields`, which replay tools pass over; any
    other type would be served as a capture of the address.
    """
    named = record.rec_headers.get_header("WARC-Record-ID")
    block = f"{SAID}: {json.dumps(told, ensure_ascii=False, sort_keys=True)}\r\n".encode()
    return _builder().create_warc_record(
        record.rec_headers.get_header("WARC-Target-URI"),
        "metadata",
        payload=io.BytesIO(block),
        length=len(block),
        warc_content_type="application/warc-fields",
        warc_headers_dict={
            "WARC-Date": record.rec_headers.get_header("WARC-Date"),
            "WARC-Refers-To": named,
            "WARC-Concurrent-To": named,
        },
    )


def warcinfo(name: str, *, time: str) -> ArcWarcRecord:
    """The first record of a file."""
    told = {
        "software": "vankien",
        "format": "WARC File Format 1.1",
        "conformsTo": "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
    }
    record = _builder().create_warcinfo_record(name, told)
    record.rec_headers.replace_header("WARC-Date", time)
    return record


def packed(*records: ArcWarcRecord) -> tuple[bytes, ...]:
    """Each record as the gzip member that goes into a file."""
    return tuple(_packed(record) for record in records)


def _packed(record: ArcWarcRecord) -> bytes:
    out = io.BytesIO()
    _builder(out).write_record(record)
    return out.getvalue()


def _revisit(
    profile: str, *, uri: str, time: str, digest: str, first: tuple[str, str], http: StatusAndHeaders | None
) -> ArcWarcRecord:
    headers = {
        "WARC-Date": time,
        "WARC-Payload-Digest": digest,
        "WARC-Profile": profile,
        "WARC-Refers-To-Target-URI": first[0],
        "WARC-Refers-To-Date": first[1],
    }
    return _builder().create_warc_record(
        uri, "revisit", payload=io.BytesIO(b""), length=0, warc_headers_dict=headers, http_headers=http
    )


def _http(status: int, headers: Headers, length: int | None) -> StatusAndHeaders:
    """Status line and headers of an answer, true of the payload as kept; `length` None for an answer without one."""
    told = [(_way(name), _UNPRINTED.sub(" ", value).strip()) for name, value in headers if _NAME.fullmatch(name)]
    if length is not None:
        told.append(("Content-Length", str(length)))
    phrase = HTTPStatus(status).phrase if status in HTTPStatus._value2member_map_ else ""
    return StatusAndHeaders(f"{status} {phrase}".strip(), told, protocol="HTTP/1.1")


def _way(name: str) -> str:
    return ASIDE + name if name.lower() in _ON_THE_WAY else name


def _builder(out: IO[bytes] | None = None) -> WARCWriter:
    return WARCWriter(out or io.BytesIO(), gzip=True, warc_version="1.1")
