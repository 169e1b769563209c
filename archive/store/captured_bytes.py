"""Kept bytes read back by their place: one WARC record of one gzip member, bounded in size and checked by its digest.

Only what pages show is read here, and only records that this archive wrote; files of other crawlers are read where
things are taken in. Nothing is written and no lock is needed.
"""

import hashlib
import re
import zlib
from collections.abc import Callable
from pathlib import Path

from archive.errors import CaptureError

LARGEST = 50 * 1024 * 1024  # bytes of one original that a page gives; larger ones are fetched from the archive's folder
_HEAD = 64 * 1024  # the record's own headers and those of an answer together
_STEP = 256 * 1024
_REMEDY = "Hãy báo cho người quản lý kho: cần khôi phục thư mục bản gốc từ bản sao lưu."
# Must match "vankien-00001.warc.gz"; must not match "../kho.warc.gz", "a/b.warc.gz", ".warc.gz".
_NAME = re.compile(r"[A-Za-z0-9][\w.-]{0,120}\.warc\.gz")
# Must match "Content-Length: 120"; must not match "X-Content-Length: 120".
_LENGTH = re.compile(rb"^content-length:[ \t]*(\d{1,12})[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
_KIND = re.compile(rb"^warc-type:[ \t]*([a-z]{1,16})[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
_BLANK_LINE = b"\r\n\r\n"


def captured_bytes(folder: Path, file: str, offset: int, digest: str, *, most: int = LARGEST) -> bytes:
    """The bytes of the record at a place, exactly those of the digest ("sha256:…").

    Raises:
        CaptureError: no such file, a damaged or foreign record, more than `most` bytes, or other bytes than were kept.
    """
    if not _NAME.fullmatch(file) or offset < 0:
        raise CaptureError("Kho không có ghi chép về tệp gốc này.", remedy=_REMEDY, file=file)
    try:
        with (folder / file).open("rb") as opened:
            opened.seek(offset)
            record = _member(opened.read, most + 2 * _HEAD)
    except (OSError, zlib.error) as error:
        raise CaptureError("Không đọc được tệp gốc đã lưu.", remedy=_REMEDY, file=file, offset=offset) from error
    return _checked(_block(record), digest, most)


def _member(read: Callable[[int], bytes], most: int) -> bytes:
    """One gzip member, unpacked.

    Raises:
        CaptureError: cut short, or larger than `most` when unpacked.
    """
    unpack, parts, left = zlib.decompressobj(wbits=31), [], most
    while not unpack.eof:
        packed = unpack.unconsumed_tail or read(_STEP)
        if not packed:
            raise CaptureError("Tệp gốc đã lưu bị cắt cụt.", remedy=_REMEDY)
        part = unpack.decompress(packed, left + 1)
        left -= len(part)
        if left < 0:
            raise CaptureError("Tệp gốc lớn hơn mức trang này cho xem.", remedy=_REMEDY, limit=most)
        parts.append(part)
    return b"".join(parts)


def _block(record: bytes) -> bytes:
    """The block of a record: what stands behind its headers, as long as they say; empty for no such record.

    Raises:
        CaptureError: it is no record, or it is shorter than it says.
    """
    head, blank, rest = record.partition(_BLANK_LINE)
    length, kind = _LENGTH.search(head), _KIND.search(head)
    if not head.startswith(b"WARC/") or not blank or length is None or kind is None or len(rest) < int(length[1]):
        raise CaptureError("Bản ghi của tệp gốc bị hỏng.", remedy=_REMEDY)
    block = rest[: int(length[1])]
    return block.partition(_BLANK_LINE)[2] if kind[1].lower() == b"response" else block


def _checked(payload: bytes, digest: str, most: int) -> bytes:
    if len(payload) > most:
        raise CaptureError("Tệp gốc lớn hơn mức trang này cho xem.", remedy=_REMEDY, limit=most)
    if "sha256:" + hashlib.sha256(payload).hexdigest() != digest:
        raise CaptureError("Tệp gốc đã lưu không còn đúng mã kiểm.", remedy=_REMEDY, digest=digest)
    return payload
