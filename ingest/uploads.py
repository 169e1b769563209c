"""What the desk of the site asks of this part: reading an upload, keeping it, telling of sources and runs.

It carries out `archive.intake.Intake` over `preview` and `running`, so that an upload goes through the same stages as
any file, the guard first. Of what bears a mark of secrecy neither name nor word goes back, only a digest is kept.
"""

import json
import re
import threading
from collections.abc import Callable, Mapping
from contextlib import closing
from functools import partial
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any

from archive.config import Settings
from archive.errors import ArchiveError, CaptureError, SecrecyError, SourceError
from archive.index import open_engine
from archive.intake import Intake, Kept, Previewed, Run, Source, Upload
from archive.opening import Archive
from archive.store.database import open_database
from archive.text.vietnamese import nfc
from archive.works.document import CaptureRef, PageImage
from archive.works.secrecy import inspect_lines, inspect_values, is_marked_number, refusal_of
from ingest.capture import digest_of, read_capture
from ingest.crawl.standing import standing
from ingest.guard import inspect_name
from ingest.jobs import extractor_of
from ingest.material import Fetched, Request
from ingest.media import sniff
from ingest.pipeline import fault
from ingest.preview import Preview, previews
from ingest.quarantine import Quarantine
from ingest.report import WORDS, Outcome
from ingest.running import Manner, index_up, run_through
from ingest.sources.profile import HINTS
from ingest.sources.profile_shelf import load_profile, profile_names

SCHEME = "tai-len:"  # before the name of what a clerk sent: "tai-len:1f3a9c0b2d4e/Chỉ thị 47.docx"
_SHORT_DIGEST = 12
_LONGEST_NAME = 150
_CONTROL = re.compile(r"[\x00-\x1f\x7f/\\]")
# A run's name as `run_record` makes it: must match "2026-11-22T101500Z-upload-2"; not "../x", "a.jsonl".
_RUN = re.compile(r"[0-9TZ-]{10,24}-[a-z]{2,20}(?:-\d{1,4})?")
_TAIL = 8_192  # bytes at the end of a record in which its last line stands


def intake(settings: Settings) -> Intake:
    """The intake over the archive of the settings."""
    return Uploads(settings)


class Uploads:
    """See `archive.intake.Intake`; one upload is kept at a time, and one is read at a time for a preview."""

    def __init__(self, settings: Settings) -> None:
        """Take the settings; nothing is opened before something is asked."""
        self._settings = settings
        self._keeping, self._reading = threading.Lock(), threading.Lock()

    def preview(self, upload: Upload) -> tuple[Previewed, ...]:
        """What would be read, one for each file of a container; of what is secret the digest is kept, nothing else."""
        quarantine = Quarantine(self._settings.quarantine_path)
        origin, digest = origin_of(upload), digest_of(upload.payload)
        if digest in quarantine:
            return (_secret(_refused_before(), digest),)
        with self._reading, extractor_of(self._settings) as extractor:
            found = list(previews(partial(_fetched, upload, self._settings), origin, extractor))
        # Also of a container, whose bytes hold it. Of a marked name nothing is said of the bytes, as in a run.
        if any(isinstance(one.refused, SecrecyError) for one in found) and not inspect_name(origin):
            quarantine.add(digest)
        return tuple(_previewed(one, digest) for one in found)

    def keep(self, upload: Upload, told: Callable[[str], None] = lambda _: None) -> tuple[Kept, ...]:
        """Take the upload in through every stage of a run, the guard first, and bring the index up to it."""
        settings = self._settings
        heard: list[Outcome] = []

        def hear(outcome: Outcome) -> None:
            heard.append(outcome)
            told("" if outcome.secret else shown_name(outcome.path))

        def fetch(_request: Request, *, max_bytes: int) -> Fetched:  # noqa: ARG001  # the settings say it already
            return _fetched(upload, settings)

        manner = Manner(jobs=1, command="upload", fetch=fetch)
        try:
            with (
                self._keeping,
                open_database(settings.database_path, create=True) as database,
                closing(open_engine(settings)) as engine,
            ):
                archive = Archive(settings, database, engine)
                run_through([Request(origin_of(upload), hints=_hints(upload))], archive, manner, told=hear)
                if settings.engine == "whoosh":  # the others are built at each start, by who asks them
                    index_up(archive)
        except ArchiveError as error:
            return (*map(_kept, heard), Kept(shown_name(origin_of(upload)), "refused", "", error.message, error.remedy))
        return tuple(_kept(outcome) for outcome in heard)

    def sources(self) -> tuple[Source, ...]:
        """The portals with a profile, by name, each with how far its crawl has come."""
        return tuple(_source(self._settings.archive_dir, name) for name in profile_names())

    def runs(self, most: int = 50) -> tuple[Run, ...]:
        """The newest runs first, by their records."""
        paths = sorted(self._settings.runs_dir.glob("*.jsonl"), key=_turn, reverse=True)
        return tuple(run for path in paths[:most] if (run := _run(path)) is not None)

    def run_lines(self, run: str) -> tuple[Mapping[str, Any], ...]:
        """The outcomes of one run in their order; empty for a run that does not exist."""
        path = self._settings.runs_dir / f"{run}.jsonl"
        if not _RUN.fullmatch(run) or not path.is_file():
            return ()
        return tuple(line for line in _lines(path.read_text("utf-8", "replace")) if "verdict" in line)

    def picture(self, image: PageImage) -> bytes | None:
        """The picture of a page whose letters were recognised; None when it is gone or damaged."""
        try:
            where = CaptureRef("", image.media_type, image.digest, image.warc_file, image.warc_offset)
            return read_capture(self._settings.warc_dir, where)
        except CaptureError:
            return None


def _turn(record: Path) -> tuple[str, int]:
    """When a run began by its record's name: "…Z-upload" goes before "…Z-upload-2", "…-2" before "…-10"."""
    name, _, number = record.stem.rpartition("-")
    return (name, int(number)) if number.isdigit() else (record.stem, 1)


# --- an upload -------------------------------------------------------------------------------------------------------


def origin_of(upload: Upload) -> str:
    """Where an upload comes from, for its capture: its bytes and its name, and no word of who sent it.

    The digest tells apart two papers that are both called "scan.pdf".
    """
    digest = digest_of(upload.payload).partition(":")[2][:_SHORT_DIGEST]
    return f"{SCHEME}{digest}/{clean_name(upload.name)}"


def clean_name(name: str) -> str:
    """The last part of a file's name, without what no name should hold; "tep" for nothing."""
    last = PurePosixPath(PureWindowsPath(nfc(name)).name).name
    return _CONTROL.sub("", last).strip(". ")[-_LONGEST_NAME:] or "tep"


def shown_name(origin: str) -> str:
    """The name that people gave a file, from its origin: what lies in a container stands behind its name."""
    return origin.removeprefix(SCHEME).partition("/")[2] if origin.startswith(SCHEME) else origin


def _fetched(upload: Upload, settings: Settings, **_: object) -> Fetched:
    size, most = len(upload.payload), settings.max_file_bytes
    if size > most:
        raise SourceError(
            f"Tệp lớn {size / 1e6:.1f} MB, quá giới hạn {most / 1e6:.1f} MB.".replace(".", ",", 2),
            remedy="Hãy chia nhỏ tệp rồi tải lại.",
            size=size,
            limit=most,
        )
    return Fetched(Request(origin_of(upload), hints=_hints(upload)), upload.payload, sniff(upload.payload))


def _hints(upload: Upload) -> dict[str, str]:
    """What the clerk says of the file, where it may be said.

    Raises:
        SecrecyError: a value bears a mark of secrecy.
    """
    said = {name: " ".join(nfc(value).split()) for name, value in upload.hints.items() if name in HINTS}
    for value in said.values():
        place = "lời ghi kèm tệp"
        mark = inspect_lines([value], place) or inspect_values([value], place)
        if mark or is_marked_number(value, 0, len(value)):
            raise refusal_of(mark) if mark else _refused_before()
    return {name: value for name, value in said.items() if value}


def _refused_before() -> SecrecyError:
    return SecrecyError(
        "Mang dấu mật hoặc dấu hạn chế lưu hành; kho không nhận và không giữ lại gì của nội dung.",
        remedy="Quản lý tệp này theo quy định bảo vệ bí mật; chỉ nạp văn bản được phép phổ biến.",
    )


def _previewed(one: Preview, digest: str) -> Previewed:
    if isinstance(one.refused, SecrecyError):
        return _secret(one.refused, digest)
    name = shown_name(one.origin)
    if one.refused or one.read is None:
        refused = one.refused or fault(ValueError())
        return Previewed(name, None, refused.message, refused.remedy, digest=digest)
    return Previewed(name, one.read.document, notes=one.read.notes, digest=digest)


def _secret(error: ArchiveError, digest: str) -> Previewed:
    return Previewed("", None, error.message, error.remedy, secret=True, digest=digest)


def _kept(outcome: Outcome) -> Kept:
    return Kept(
        "" if outcome.secret else shown_name(outcome.path),
        outcome.verdict,
        outcome.id,
        outcome.reason,
        outcome.remedy,
        outcome.secret,
        outcome.digest,
    )


def _source(folder: Path, name: str) -> Source:
    come = standing(folder, name)
    try:
        profile = load_profile(name)
    except ArchiveError as error:  # a slip in one profile hides no other source
        return Source(name, name, (), come.fetched, come.waiting, come.failed, come.last_at, error.message)
    return Source(name, profile.title, profile.hosts, come.fetched, come.waiting, come.failed, come.last_at)


# --- records of runs -------------------------------------------------------------------------------------------------


def _run(path: Path) -> Run | None:
    """A run by its record; of one that is not ended the lines are counted. None for a file that is no record."""
    with path.open("rb") as opened:
        first = next(iter(_lines(opened.readline().decode("utf-8", "replace"))), {})
        size = path.stat().st_size
        opened.seek(max(0, size - _TAIL))
        last = [*_lines(opened.read().decode("utf-8", "replace"))]
    if "run" not in first:
        return None
    ended = last[-1] if last and "ended" in last[-1] else None
    if ended:
        counts = {str(verdict): int(ended.get(verdict, 0)) for verdict in WORDS}
        return Run(path.stem, first["run"], first["begun"], True, counts, ended["seconds"], ended["ended"])
    told = [line for line in _lines(path.read_text("utf-8", "replace")) if "verdict" in line]
    counts = {str(verdict): sum(line["verdict"] == verdict for line in told) for verdict in WORDS}
    last_at = told[-1].get("at", "") if told else first["begun"]
    return Run(path.stem, first["run"], first["begun"], False, counts, 0.0, last_at)


def _lines(text: str) -> list[dict[str, Any]]:
    """The lines of a record that are whole; one that is being written is passed over."""
    found = []
    for line in text.splitlines():
        try:
            read = json.loads(line)
        except ValueError:
            continue
        if isinstance(read, dict):
            found.append(read)
    return found
