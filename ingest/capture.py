"""Kept bytes: every file taken in is a record of a growing WARC/1.1 file, found again by digest and offset.

One gzip member a record, rolled at a size, written under one lock and on disk before `keep` returns. Bytes that are
already held are not written twice: the same bytes under another name, or given by a server once more, become a small
`revisit` record, and the reference points at the first copy. The order of the records is the order in which things were
taken in, so that the archive can be made anew from them (`ingest.warc.replay`).
"""

import fcntl
import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import RawIOBase
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from archive.errors import CaptureError
from archive.works.document import CaptureRef, PageImage
from ingest.capture_ledger import Entry, Kind, Ledger, entries_of
from ingest.capture_packing import Packed, origin_of, packed_as, packed_of, target_uri, time_of
from ingest.material import Fetched, PagePicture, Request
from ingest.warc import writing
from ingest.warc.records import DamagedWarc, Record, record_at

__all__ = ["Captures", "Packed", "digest_of", "origin_of", "packed_of", "target_uri", "time_of"]

ROLL_BYTES = 1_000_000_000
_REMEDY = "Khôi phục thư mục bản gốc từ bản sao lưu, hoặc nạp lại tệp."


@dataclass(slots=True)
class _Unsynced:
    """What was written and may not be on the disk yet: the records, and where in each file the first of them begins."""

    entries: list[Entry] = field(default_factory=list)
    begins: dict[str, int] = field(default_factory=dict)

    def sync(self, folder: Path) -> None:
        """Bring everything to the disk; what it does not take is taken back."""
        try:
            for name in self.begins:
                with (folder / name).open("rb") as opened:
                    os.fsync(opened.fileno())
        except OSError as error:
            for name, begin in self.begins.items():
                os.truncate(folder / name, begin)
            raise _unwritten(error) from error


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
        self._unsynced: _Unsynced | None = None
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
        """Let go of the lock; everything kept is on disk already, and lines of the ledger are made again from it."""
        with suppress(OSError):
            self._ledger.close()
        self._lock.close()

    @contextmanager
    def together(self) -> Iterator[None]:
        """Within, what is kept goes to the disk at the end and all at once: waiting for it costs more than writing.

        Raises:
            CaptureError: the disk did not take it; then nothing of it is kept.
        """
        unsynced = self._unsynced = _Unsynced()
        try:
            yield
        finally:
            self._unsynced = None
            try:
                unsynced.sync(self._folder)
            except CaptureError:
                self._ledger.forget(unsynced.entries)
                raise
            self._list(unsynced.entries)

    def keep(self, fetched: Fetched, packed: Packed | None = None) -> CaptureRef:
        """Keep the bytes and say where they are; `packed` is the record that `packed_of` made of them beforehand.

        A file whose newest bytes these are is not written again, nor an event that is kept (the same bytes of the same
        origin at the same time), nor a record of this folder that is read again; a server's answer always is.
        """
        uri, digest = target_uri(fetched.request.origin), digest_of(fetched.payload)
        known = self._ledger.find(digest)
        held = self._held(fetched, uri, digest) if known else None
        if known is None:
            made = packed if packed and packed.uri == uri and packed.digest == digest else None
            if made is None:
                made = packed_of(fetched, time=self._time(fetched.captured_at), digest=digest)
            known = held = self._put(made)
        elif held is None:
            first = (known.uri, known.time)
            record = writing.again(fetched, uri=uri, time=self._time(fetched.captured_at), digest=digest, first=first)
            held = self._write(record, fetched.request, "revisit")
        return CaptureRef(fetched.request.origin, fetched.media_type, digest, known.file, known.offset, held.time)

    def unchanged(self, request: Request, *, headers: Sequence[tuple[str, str]] = (), captured_at: str = "") -> Entry:
        """Keep a server's word that what it gave last still holds (304); the record that says so.

        Raises:
            CaptureError: nothing of this address is kept, so there is nothing to hold.
        """
        uri = target_uri(request.origin)
        newest = self._ledger.newest(uri)
        if newest is None:
            raise CaptureError(
                f"Máy chủ báo {request.origin} không đổi nhưng kho chưa có bản nào của địa chỉ này.",
                remedy="Tải lại địa chỉ này không kèm điều kiện.",
                origin=request.origin,
            )
        first = self._ledger.find(newest.digest) or newest
        record = writing.unchanged(
            headers, uri=uri, time=self._time(captured_at), digest=newest.digest, first=(first.uri, first.time)
        )
        return self._write(record, request, "unchanged")

    def tells(self, fetched: Fetched) -> bool:
        """Whether this very event is kept: these bytes, given by this origin at the time they say."""
        uri, digest = target_uri(fetched.request.origin), digest_of(fetched.payload)
        return bool(fetched.captured_at) and self._ledger.event(uri, digest, fetched.captured_at) is not None

    def newest(self, origin: str) -> Entry | None:
        """The last record of an origin: which bytes it gave and when; None when nothing of it is kept."""
        return self._ledger.newest(target_uri(origin))

    def entries(self) -> tuple[Entry, ...]:
        """Every record in the order in which it was kept."""
        return entries_of(self._folder)

    def keep_pictures(self, ref: CaptureRef, pictures: Sequence[PagePicture]) -> tuple[PageImage, ...]:
        """Keep the pictures of a file's recognised pages, as `conversion` records of it; where each of them is."""
        return tuple(self._keep_picture(ref, one) for one in pictures)

    def _keep_picture(self, ref: CaptureRef, picture: PagePicture) -> PageImage:
        digest, of = digest_of(picture.payload), target_uri(ref.origin)
        known = self._ledger.find(digest)
        if known is None:
            uri = f"{of}#page={picture.page}"
            record = writing.conversion(picture, uri=uri, time=self._time(""), digest=digest, of=of)
            known = self._write(record, Request(uri), "conversion")
        return PageImage(picture.page, picture.media_type, digest, known.file, known.offset)

    def _held(self, fetched: Fetched, uri: str, digest: str) -> Entry | None:
        """The record by which this very thing is kept already; None when it has to be told."""
        place = fetched.request.path
        if place is not None and fetched.request.offset >= 0 and place.parent == self._folder:
            return self._ledger.at(uri, place.name, fetched.request.offset)
        if fetched.captured_at:
            return self._ledger.event(uri, digest, fetched.captured_at)
        newest = None if fetched.status else self._ledger.newest(uri)
        same = newest and newest.digest == digest and dict(newest.hints) == dict(fetched.request.hints)
        return newest if same else None

    def read(self, ref: CaptureRef) -> bytes:
        """The bytes behind a reference, checked against their digest."""
        return read_capture(self._folder, ref)

    def _time(self, told: str) -> str:
        """The time of a record: when it was captured elsewhere, else now."""
        return time_of(told, self._now())

    def _write(self, record: Any, request: Request, kind: Kind) -> Entry:  # noqa: ANN401  # a record of warcio
        return self._put(packed_as(record, request, kind))

    def _put(self, packed: Packed) -> Entry:
        """Append one record and what is said of it, on disk before this returns (or before `together` ends)."""
        name = self._file_for_next()
        offset = self._append(name, packed.members)
        entry = Entry(
            file=name,
            offset=offset,
            length=len(packed.members[-1]),
            digest=packed.digest,
            uri=packed.uri,
            time=packed.time,
            kind=packed.kind,
            **packed.said,
        )
        self._ledger.remember(entry)
        if self._unsynced is None:
            self._list([entry])
        else:
            self._unsynced.entries.append(entry)
        return entry

    def _list(self, entries: Sequence[Entry]) -> None:
        """Add lines to the ledger. Those the disk has no room for are written with the next ones, or made anew."""
        try:
            self._ledger.write(entries)
        except OSError as error:
            raise _unwritten(error) from error

    def _append(self, name: str, members: tuple[bytes, ...]) -> int:
        """Write gzip members through to the disk; where the last one begins."""
        # Without a buffer: what the disk refused would be written once more when the file is closed.
        with (self._folder / name).open("ab", buffering=0) as opened:
            if opened.tell() == 0:
                members = (*writing.packed(writing.warcinfo(name, time=self._time(""))), *members)
            begin = opened.tell()
            _append(opened, b"".join(members), begin, sync=self._unsynced is None)
            if self._unsynced is not None:
                self._unsynced.begins.setdefault(name, begin)
        return begin + sum(len(member) for member in members[:-1])

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
    record = kept_record(folder, ref.warc_file, ref.warc_offset, origin=ref.origin)
    if record.type == "revisit":  # the bytes stand where they were first seen
        first = next((one for one in entries_of(folder) if one.holds_bytes and one.digest == ref.digest), None)
        record = kept_record(folder, first.file, first.offset, origin=ref.origin) if first else record
    if digest_of(record.payload) != ref.digest:
        raise CaptureError(f"Bản gốc của {ref.origin} sai mã kiểm tra.", remedy=_REMEDY, origin=ref.origin)
    return record.payload


def kept_record(folder: Path, file: str, offset: int, *, origin: str) -> Record:
    """The record at a place, with the HTTP answer it may hold; `origin` is named when there is none.

    Raises:
        CaptureError: the file is gone or damaged, or its name is none of ours.
    """
    if Path(file).name != file or not file:
        raise CaptureError(f"“{file}” không phải tên tệp bản gốc.", remedy=_REMEDY, origin=origin)
    try:
        return record_at(folder / file, offset)
    except (OSError, DamagedWarc) as error:
        raise CaptureError(f"Không đọc được bản gốc của {origin}.", remedy=_REMEDY, origin=origin) from error


def digest_of(payload: bytes) -> str:
    """The digest by which bytes are known: "sha256:" and 64 hexadecimal digits."""
    return "sha256:" + hashlib.sha256(payload).hexdigest()


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


def _append(opened: RawIOBase, member: bytes, offset: int, *, sync: bool) -> None:
    """Write a record, with `sync` through to the disk; a half-written one is taken back: rubble would end the file."""
    left = memoryview(member)
    try:
        while left:
            left = left[opened.write(left) or 0 :]
        if sync:
            os.fsync(opened.fileno())
    except BaseException as error:  # Ctrl-C among them
        os.truncate(opened.fileno(), offset)
        if isinstance(error, OSError):
            raise _unwritten(error) from error
        raise


def _unwritten(error: OSError) -> CaptureError:
    return CaptureError(
        f"Không ghi được bản gốc: {error.strerror or type(error).__name__}.",
        remedy="Kiểm tra chỗ trống và quyền ghi của ổ đĩa rồi chạy lại.",
    )
