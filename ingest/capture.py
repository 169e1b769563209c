"""Kept bytes: every file taken in is a record of a growing WARC/1.1 file, found again by digest and offset.

One gzip member a record, rolled at a size, written under one lock and on disk before `keep` returns. Bytes that are
already held are not written twice: the same bytes under another name become a small `revisit` record, and the reference
points at the first copy. Which capture belongs to which document is in the store.
"""

import fcntl
import hashlib
import io
import os
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import IO, Self
from urllib.parse import quote

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord
from warcio.warcwriter import WARCWriter

from archive.errors import CaptureError
from archive.works.document import CaptureRef, PageImage
from ingest.capture_ledger import Entry, Ledger
from ingest.material import Fetched, PagePicture

ROLL_BYTES = 1_000_000_000
_REVISIT = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
_REMEDY = "Khôi phục thư mục bản gốc từ bản sao lưu, hoặc nạp lại tệp."


class Captures:
    """The folder of kept bytes, open for writing by one process.

    Raises:
        CaptureError: another process writes here, or a kept file is damaged. A torn last record is cut off in silence:
            `keep` had not returned for it.
    """

    def __init__(
        self, folder: Path, *, roll_bytes: int = ROLL_BYTES, now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        """Open or make the folder, take its lock, and bring the ledger up to what the files hold."""
        self._folder, self._roll, self._now = folder, roll_bytes, now
        folder.mkdir(parents=True, exist_ok=True)
        self._lock = _locked(folder / "captures.lock")
        try:
            self._ledger = Ledger(folder)
        except BaseException:
            self._lock.close()
            raise

    def __enter__(self) -> Self:
        """The open folder."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the folder."""
        self.close()

    def close(self) -> None:
        """Let go of the lock; everything kept is on disk already."""
        self._ledger.close()
        self._lock.close()

    def keep(self, fetched: Fetched) -> CaptureRef:
        """Keep the bytes and say where they are; the same bytes from the same origin are not written again."""
        digest = digest_of(fetched.payload)
        uri = target_uri(fetched.request.origin)
        known = self._ledger.find(digest)
        if known is not None:
            again = self._ledger.find_origin(digest, uri) or self._write(
                _revisit(self._stamp(), uri, known), uri, digest
            )
            return _reference(fetched, known, again.time)
        return _reference(
            fetched, entry := self._write(_resource(self._stamp(), uri, fetched), uri, digest), entry.time
        )

    def keep_pictures(self, ref: CaptureRef, pictures: Sequence[PagePicture]) -> tuple[PageImage, ...]:
        """Keep the pictures of a file's recognised pages, as `conversion` records of it; where each of them is."""
        return tuple(self._keep_picture(ref, one) for one in pictures)

    def _keep_picture(self, ref: CaptureRef, picture: PagePicture) -> PageImage:
        digest, uri = digest_of(picture.payload), f"{target_uri(ref.origin)}#page={picture.page}"
        known = self._ledger.find(digest)
        if known is None:
            record = _conversion(self._stamp(), uri, picture, of=target_uri(ref.origin))
            known = self._write(record, uri, digest)
        return PageImage(picture.page, picture.media_type, digest, known.file, known.offset)

    def read(self, ref: CaptureRef) -> bytes:
        """The bytes behind a reference, checked against their digest."""
        return read_capture(self._folder, ref)

    def _stamp(self) -> str:
        return self._now().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    def _write(self, record: ArcWarcRecord, uri: str, digest: str) -> Entry:
        """Append one record, on disk before this returns."""
        name, member = self._file_for_next(), _packed(record)
        path = self._folder / name
        with path.open("ab") as opened:
            if opened.tell() == 0:
                opened.write(_packed(_warcinfo(self._stamp(), name)))
            offset = opened.tell()
            _append(opened, member, offset)
        stored = Entry(
            file=name,
            offset=offset,
            length=len(member),
            digest=digest,
            uri=uri,
            time=record.rec_headers.get_header("WARC-Date"),
            kind=record.rec_type,
        )
        self._ledger.add(stored)
        return stored

    def _file_for_next(self) -> str:
        """The last file, or a new one when the last has reached the rolling size."""
        names = warc_files(self._folder)
        if names and (self._folder / names[-1]).stat().st_size < self._roll:
            return names[-1]
        return f"vankien-{len(names) + 1:05d}.warc.gz"


def read_capture(folder: Path, ref: CaptureRef) -> bytes:
    """The bytes behind a reference; needs no lock, so readers work while a run writes.

    Raises:
        CaptureError: the file is gone or damaged, or the bytes are not those that were kept.
    """
    if Path(ref.warc_file).name != ref.warc_file or not ref.warc_file:
        raise CaptureError(f"“{ref.warc_file}” không phải tên tệp bản gốc.", remedy=_REMEDY, origin=ref.origin)
    try:
        with (folder / ref.warc_file).open("rb") as opened:
            opened.seek(ref.warc_offset)
            record = next(iter(ArchiveIterator(opened)))
            payload: bytes = record.content_stream().read()
    except (OSError, StopIteration, ArchiveLoadFailed, EOFError) as error:
        raise CaptureError(f"Không đọc được bản gốc của {ref.origin}.", remedy=_REMEDY, origin=ref.origin) from error
    if digest_of(payload) != ref.digest:
        raise CaptureError(f"Bản gốc của {ref.origin} sai mã kiểm tra.", remedy=_REMEDY, origin=ref.origin)
    return payload


def digest_of(payload: bytes) -> str:
    """The digest by which bytes are known: "sha256:" and 64 hexadecimal digits."""
    return "sha256:" + hashlib.sha256(payload).hexdigest()


def target_uri(origin: str) -> str:
    """The WARC target of an origin: a web address as it is, a file as `urn:vankien:file:` and its escaped path."""
    if origin.startswith(("http://", "https://", "urn:")):
        return origin
    return "urn:vankien:file:" + quote(origin, safe="/")


def warc_files(folder: Path) -> list[str]:
    """The names of the kept files, oldest first."""
    return sorted(path.name for path in folder.glob("vankien-*.warc.gz"))


def _locked(path: Path) -> IO[bytes]:
    lock = path.open("ab")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        lock.close()
        raise CaptureError(
            "Một lượt nạp khác đang ghi vào kho này.",
            remedy="Đợi lượt kia xong rồi chạy lại.",
            lock=str(path),
        ) from error
    return lock


def _append(opened: IO[bytes], member: bytes, offset: int) -> None:
    """Write a record through to the disk; a half-written one is taken back, or the next would stand behind rubble."""
    try:
        opened.write(member)
        opened.flush()
        os.fsync(opened.fileno())
    except OSError as error:
        os.truncate(opened.fileno(), offset)
        raise CaptureError(
            f"Không ghi được bản gốc: {error.strerror or type(error).__name__}.",
            remedy="Kiểm tra chỗ trống và quyền ghi của ổ đĩa rồi chạy lại.",
        ) from error


def _reference(fetched: Fetched, entry: Entry, time: str) -> CaptureRef:
    return CaptureRef(
        origin=fetched.request.origin,
        media_type=fetched.media_type,
        digest=entry.digest,
        warc_file=entry.file,
        warc_offset=entry.offset,
        captured_at=time,
    )


def _resource(stamp: str, uri: str, fetched: Fetched) -> ArcWarcRecord:
    headers = {"WARC-Date": stamp, "WARC-Payload-Digest": digest_of(fetched.payload)}
    return _builder().create_warc_record(
        uri,
        "resource",
        payload=io.BytesIO(fetched.payload),
        length=len(fetched.payload),
        warc_content_type=fetched.media_type,
        warc_headers_dict=headers,
    )


def _conversion(stamp: str, uri: str, picture: PagePicture, *, of: str) -> ArcWarcRecord:
    headers = {
        "WARC-Date": stamp,
        "WARC-Payload-Digest": digest_of(picture.payload),
        "WARC-Refers-To-Target-URI": of,
    }
    return _builder().create_warc_record(
        uri,
        "conversion",
        payload=io.BytesIO(picture.payload),
        length=len(picture.payload),
        warc_content_type=picture.media_type,
        warc_headers_dict=headers,
    )


def _revisit(stamp: str, uri: str, known: Entry) -> ArcWarcRecord:
    headers = {
        "WARC-Date": stamp,
        "WARC-Payload-Digest": known.digest,
        "WARC-Profile": _REVISIT,
        "WARC-Refers-To-Target-URI": known.uri,
        "WARC-Refers-To-Date": known.time,
    }
    return _builder().create_warc_record(uri, "revisit", payload=io.BytesIO(b""), length=0, warc_headers_dict=headers)


def _warcinfo(stamp: str, name: str) -> ArcWarcRecord:
    record = _builder().create_warcinfo_record(name, {"software": "vankien", "format": "WARC File Format 1.1"})
    record.rec_headers.replace_header("WARC-Date", stamp)
    return record


def _builder(out: IO[bytes] | None = None) -> WARCWriter:
    return WARCWriter(out or io.BytesIO(), gzip=True, warc_version="1.1")


def _packed(record: ArcWarcRecord) -> bytes:
    out = io.BytesIO()
    _builder(out).write_record(record)
    return out.getvalue()
