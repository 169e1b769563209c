"""The archive made anew from kept bytes alone: every record read again in the order in which it was kept.

The bytes stay where they are, the store is built beside the old one and takes its place only when it is whole. Records
that say that nothing changed, and pictures of pages, are no documents; pictures are found again by their digest.
"""

import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from archive import indexing
from archive.cite.resolve import settle
from archive.config import Settings
from archive.errors import CaptureError, SourceError, StoreError
from archive.index import open_engine
from archive.opening import Archive, opened
from archive.store import withdrawal
from archive.store.database import Database, open_database
from archive.store.replacement import carry_corrections, discard, take_place
from ingest.capture import Captures, digest_of, kept_record, origin_of, warc_files
from ingest.capture_ledger import LEDGER, Entry
from ingest.material import Fetched, Request
from ingest.media import sniff
from ingest.quarantine import Quarantine
from ingest.report import Outcome, Report
from ingest.running import Manner, run_through

_READ = ("resource", "response", "revisit")


@dataclass(frozen=True, slots=True)
class Kept:
    """The kept bytes of a folder as a source: one request for each record that a document can come from."""

    folder: Path
    entries: tuple[Entry, ...]
    _first: dict[str, Entry] = field(default_factory=dict, init=False)
    _places: dict[tuple[str, int], Entry] = field(default_factory=dict, init=False)

    name = "warc"

    def __post_init__(self) -> None:
        """Learn where which bytes are."""
        for entry in self.entries:
            self._places[entry.file, entry.offset] = entry
            if entry.holds_bytes:
                self._first.setdefault(entry.digest, entry)

    def __len__(self) -> int:
        """How many requests there are."""
        return sum(1 for _ in self.requests())

    def requests(self) -> Iterator[Request]:
        """The requests in the order in which the bytes were kept.

        An origin that gave the same bytes once more, with the same hints, says nothing new.
        """
        newest: dict[str, tuple[str, Mapping[str, str]]] = {}
        for entry in self.entries:
            if entry.kind in _READ and newest.get(entry.uri) != (entry.digest, entry.hints):
                newest[entry.uri] = (entry.digest, entry.hints)
                origin = entry.origin or origin_of(entry.uri)
                yield Request(origin, self.folder / entry.file, entry.offset, entry.hints)

    def fetch(self, request: Request, *, max_bytes: int) -> Fetched:
        """The bytes of a record as they were fetched: with status, headers and time; their type is judged anew.

        Raises:
            CaptureError: the bytes are damaged or gone.
        """
        entry = self._places[request.path.name if request.path else "", request.offset]
        record = kept_record(self.folder, entry.file, entry.offset, origin=request.origin)
        payload = record.payload
        if not entry.holds_bytes:
            holder = self._first.get(entry.digest, entry)
            payload = kept_record(self.folder, holder.file, holder.offset, origin=request.origin).payload
        if digest_of(payload) != entry.digest:
            raise CaptureError(
                f"Bản gốc của {request.origin} sai mã kiểm tra.", remedy="Khôi phục thư mục bản gốc từ bản sao lưu."
            )
        told = record.answer
        return Fetched(request, payload, sniff(payload), told.headers, told.status, entry.time)


@dataclass(frozen=True, slots=True)
class Hearers:
    """Who hears of a replay: how many records there are, each outcome, the index; and who may stop it."""

    begun: Callable[[int], None] = lambda _total: None
    told: Callable[[Outcome], None] = lambda _outcome: None
    indexed: Callable[[int, int], None] = lambda _done, _total: None
    stopped: Callable[[], bool] = lambda: False


def in_place(settings: Settings, hearers: Hearers, *, jobs: int = 1) -> Report:
    """Make the store and index of an archive anew from its kept bytes; the old ones answer until the new are whole.

    Raises:
        SourceError: nothing is kept there.
        CaptureError: another run writes, or the kept bytes are damaged.
        StoreError: the new store cannot be written or put in the place of the old one.
    """
    beside = settings.archive_dir / "replay.sqlite"
    discard(beside)
    try:
        with open_database(_only_with_captures(settings, beside), create=True) as database:
            _remember(settings, database)
            archive = Archive(settings, database, open_engine(replace(settings, engine="memory")))
            report = _replayed(archive, hearers, jobs)
            if not report.stopped:
                with open_database(settings.database_path, create=True) as old:
                    take_place(old, database, resolve=settle)
    finally:
        discard(beside)
    if not report.stopped:
        with opened(settings) as archive:
            indexing.rebuild(archive.database, archive.engine, hearers.indexed)
    return report


def into(settings: Settings, folder: Path, hearers: Hearers, *, jobs: int = 1) -> Report:
    """Make a new archive in a folder from the kept bytes of another, which is not touched; the bytes go with it.

    The folder is there only when the archive in it is whole.

    Raises:
        SourceError: nothing is kept, or something stands in the folder already.
        CaptureError, StoreError: as in `in_place`.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise SourceError(f"Thư mục {folder} đã có thứ khác.", remedy="Chọn một thư mục mới.", path=str(folder))
    part = folder.absolute().with_name(f".{folder.absolute().name}.replay")
    shutil.rmtree(_only_with_captures(settings, part), ignore_errors=True)
    try:
        new = replace(settings, archive_dir=part)
        carry(settings, new)
        with opened(new, create=True) as archive:
            _remember(settings, archive.database)
            report = _replayed(archive, hearers, jobs)
            if not report.stopped and settings.database_path.is_file():
                with open_database(settings.database_path) as old:
                    carry_corrections(old, archive.database, settle)
            if not report.stopped:
                indexing.bring_up(archive.database, archive.engine, hearers.indexed)
        if not report.stopped:
            part.replace(folder)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return report


def carry(settings: Settings, new: Settings) -> None:
    """Bring the kept bytes of one archive to another, to the letter, and the list of what is refused for secrecy.

    A full file is never written again and may be the same file in both; the last one, which grows, is a copy.
    """
    new.warc_dir.mkdir(parents=True)
    with Captures(settings.warc_dir):  # nobody writes meanwhile
        names = warc_files(settings.warc_dir)
        for name in names[:-1]:
            _linked(settings.warc_dir / name, new.warc_dir / name)
        for name in (*names[-1:], LEDGER):
            shutil.copy2(settings.warc_dir / name, new.warc_dir / name)
    if settings.quarantine_path.exists():
        shutil.copy2(settings.quarantine_path, new.quarantine_path)


def _remember(settings: Settings, new: Database) -> None:
    """Let the new store know what was withdrawn before anything is read into it.

    An old store that is lost or damaged has nothing to say.
    """
    if settings.database_path.is_file():
        with suppress(StoreError), open_database(settings.database_path) as old:
            withdrawal.carry(old, new)


def _linked(old: Path, new: Path) -> None:
    try:
        os.link(old, new)
    except OSError:  # another disk, or one that knows no links
        shutil.copy2(old, new)


def _only_with_captures(settings: Settings, path: Path) -> Path:
    """The path, when anything is kept to make it from."""
    if not (settings.warc_dir.is_dir() and warc_files(settings.warc_dir)):
        raise SourceError(
            f"Không có bản gốc nào trong {settings.warc_dir}.", remedy="Chỉ đúng thư mục của kho bằng --archive."
        )
    return path


def _replayed(archive: Archive, hearers: Hearers, jobs: int) -> Report:
    """Take every record in again, into an empty store."""
    folder = archive.settings.warc_dir
    with Captures(folder) as captures:  # brings the ledger up to the files
        barred = Quarantine(archive.settings.quarantine_path)  # what was withdrawn for good stays so
        kept = Kept(folder, tuple(one for one in captures.entries() if one.digest not in barred))
    hearers.begun(len(kept))
    # With `again`, nothing is passed over as known: what an origin gave in between may be begun and not yet stored.
    manner = Manner(jobs=jobs, again=True, command="replay", fetch=kept.fetch)
    report, _page = run_through(kept.requests(), archive, manner, told=hearers.told, stopped=hearers.stopped)
    return report
