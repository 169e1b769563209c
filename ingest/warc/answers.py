"""HTTP answers as they stand in WARC files: status, headers and body, and the body freed of its encodings.

Programs differ in what they write: some keep a body as it travelled, some free it and leave the old headers standing.
So an encoding is taken off only where the bytes really have it.
"""

import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

from archive.errors import SourceError

# Must match "HTTP/1.1 200 OK", "HTTP/2 404"; must not match "GET / HTTP/1.1", "200 OK".
_STATUS = re.compile(rb"HTTP/\d(?:\.\d)? +(\d{3})\b")
_HEADERS_END = re.compile(rb"\r?\n\r?\n")
# The line before a chunk: must match "1a2F", "0;name=value"; must not match "<html>", "".
_CHUNK_LINE = re.compile(rb"([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]{0,1000})?\r?\n")
_GZIP, _RAW = 47, -15  # zlib's words for "gzip or zlib, by its head" and "without a head"


@dataclass(frozen=True, slots=True)
class Answer:
    """Status (0 for none), headers in order, and the body as it stands."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def header(self, name: str) -> str:
        """The value of a header, "" when there is none."""
        return next((value for key, value in self.headers if key.lower() == name), "")


def answer_of(block: bytes) -> Answer:
    """The answer in a block; status 0 and the whole block as body when it is none."""
    status = _STATUS.match(block)
    if status is None:
        return Answer(0, (), block)
    ends = _HEADERS_END.search(block)
    head, body = (block[: ends.start()], block[ends.end() :]) if ends else (block, b"")
    return Answer(int(status.group(1)), _headers(head), body)


def freed(answer: Answer, *, most: int) -> bytes:
    """The body without transfer and content encodings.

    Raises:
        SourceError: cut short, packed in a manner that is not read, or larger than `most` bytes when unpacked.
    """
    body, travelled = answer.body, answer.header("transfer-encoding").strip().lower()
    if travelled.endswith("chunked") and _CHUNK_LINE.match(body):
        body = _joined(body)
    elif not travelled and _is_short(answer):
        raise _cut_short()
    for coding in reversed([part.strip().lower() for part in answer.header("content-encoding").split(",")]):
        body = _unpacked(body, coding, most)
    if len(body) > most:
        raise _too_large(most)
    return body


def _headers(head: bytes) -> tuple[tuple[str, str], ...]:
    found: list[tuple[str, str]] = []
    for raw in head.splitlines()[1:]:
        line = _text(raw)
        if line[:1] in {" ", "\t"} and found:  # a header may go on in the next line
            found[-1] = (found[-1][0], f"{found[-1][1]} {line.strip()}")
            continue
        name, colon, value = line.partition(":")
        if colon:
            found.append((name.strip(), value.strip()))
    return tuple(found)


def _text(raw: bytes) -> str:
    """A header's letters: UTF-8 as servers write it, else Latin-1 as the rules once had it."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def _is_short(answer: Answer) -> bool:
    told = answer.header("content-length").strip()
    return told.isascii() and told.isdigit() and len(told) <= 15 and len(answer.body) < int(told)


def _joined(body: bytes) -> bytes:
    """The chunks of a body, put together; the body itself where it only looked like chunks."""
    parts: list[bytes] = []
    at = 0
    while line := _CHUNK_LINE.match(body, at):
        size = int(line.group(1), 16)
        if size == 0:
            return b"".join(parts)
        part = body[line.end() : line.end() + size]
        parts.append(part)
        at = line.end() + size
        if len(part) < size:
            raise _cut_short()
        at += 2 if body[at : at + 2] == b"\r\n" else 1 if body[at : at + 1] == b"\n" else 0
    if at < len(body):  # freed of its chunks already, and a line of it looks like the head of one
        return body
    raise _cut_short()


def _unpacked(body: bytes, coding: str, most: int) -> bytes:
    if coding in ("", "identity") or not body:
        return body
    if coding in ("gzip", "x-gzip"):
        return _inflated(body, _GZIP, most) if body.startswith(b"\x1f\x8b") else body
    if coding == "deflate":
        return _inflated(body, _GZIP if body[0] & 0x0F == 8 and int.from_bytes(body[:2]) % 31 == 0 else _RAW, most)
    raise SourceError(
        f"Trang được nén kiểu “{coding[:20]}”, chưa đọc được.",
        remedy="Tải lại trang bằng chương trình chỉ nhận kiểu nén gzip.",
        coding=coding,
    )


def _inflated(body: bytes, manner: int, most: int) -> bytes:
    parts: list[bytes] = []
    left = most + 1
    while body and left > 0:
        unpack = zlib.decompressobj(wbits=manner)
        try:
            part = unpack.decompress(body, left)
        except zlib.error as error:
            if parts:  # rubbish after the end, which browsers pass over too
                break
            raise SourceError("Phần nén của trang bị hỏng.", remedy="Tải lại trang từ nguồn.") from error
        parts.append(part)
        left -= len(part)
        if not unpack.eof and left > 0:
            raise _cut_short()
        body = unpack.unused_data
    if left <= 0:
        raise _too_large(most)
    return b"".join(parts)


def _cut_short() -> SourceError:
    return SourceError("Trang bị cắt cụt khi tải.", remedy="Tải lại trang từ nguồn.")


def _too_large(most: int) -> SourceError:
    return SourceError(
        f"Trang lớn quá giới hạn {most / 1e6:.1f} MB sau khi giải nén.",
        remedy="Nâng giới hạn max_file_bytes trong cấu hình rồi nạp lại.",
        limit=most,
    )


def described(headers: Sequence[tuple[str, str]]) -> str:
    """The media type that headers name, without its parameters: "text/html"."""
    named = next((value for key, value in headers if key.lower() == "content-type"), "")
    return named.partition(";")[0].strip().lower()
