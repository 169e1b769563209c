"""The folder of the index: generations, the note that says which one answers, the locks, the check before opening.

The library's tables of contents are pickles, and opening a foreign one would run what it holds. So none is opened that
the note does not name with its digest; a note of another recipe, or none, or one that does not agree, means: rebuild.
"""

import fcntl
import hashlib
import json
import re
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from archive.errors import IndexStale
from archive.index.engine import IndexBusy
from archive.index.whoosh.codec.durable import sync_all, sync_folder

NOTE = "current.json"
# `g-000012`: the folders that this program makes, and no other path: what is not named there is removed.
_GENERATION = re.compile(r"g-[0-9]{6,18}")
REMEDY = "Chạy lệnh `vankien reindex` để dựng lại chỉ mục từ kho; kho không bị ảnh hưởng."


@dataclass(frozen=True, slots=True)
class Note:
    """What answers: the generation's folder, the recipe it was made by, the table of contents and all files.

    `files` has the SHA-256 of the table of contents, and for each segment that of the table in its file, where the
    check sums of its arrays stand. `before` names the files of the note before this one, kept until the next.
    """

    generation: str
    fingerprint: str
    contents: str
    files: dict[str, str]
    before: tuple[str, ...] = ()


def stale(reason: str) -> IndexStale:
    """The error that names the command which rebuilds."""
    return IndexStale(reason, remedy=REMEDY)


# --- the note --------------------------------------------------------------------------------------------------------


def read_note(root: Path) -> Note | None:
    """The note of an index folder; None when there is none yet.

    Raises:
        IndexStale: the note cannot be read.
    """
    try:
        read = json.loads((root / NOTE).read_text("utf-8"))
        # A note that lacks one of the later parts is of an older recipe, which its fingerprint says.
        contents, before = str(read.get("contents", "")), tuple(read.get("before", ()))
        return _named(Note(str(read["generation"]), str(read["fingerprint"]), contents, dict(read["files"]), before))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as cause:
        raise stale("Ghi chú của chỉ mục bị hỏng.") from cause


def _named(note: Note) -> Note:
    """The note. Raises ValueError when it leads out of its folder: what lies in `..` would be swept away."""
    names = [*note.files, *note.before]
    if not _GENERATION.fullmatch(note.generation) or any(Path(one).name != one or one == ".." for one in names):
        raise ValueError("a note that leads out of the folder of the index")
    return note


def write_note(root: Path, note: Note, *, after: Iterable[Path] = ()) -> None:
    """Make a note the one that counts, in one step that a power cut does not undo.

    Before it counts, the disk has it and the files and folders `after` which it comes: all are written by then, so that
    one wait serves most of them.
    """
    beside = root / f"{NOTE}.new"
    beside.write_text(json.dumps(asdict(note)), "utf-8")
    sync_all([*after, beside])
    beside.replace(root / NOTE)
    sync_folder(root)


def digest(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def check(root: Path, note: Note | None, fingerprint: str) -> tuple[Path, bytes]:
    """The folder to open, and its table of contents, which was found as the note says.

    Raises:
        IndexStale: no note, another recipe, a table of contents that is missing, changed or not ours.
    """
    if note is None:
        raise stale("Chưa có chỉ mục.")
    if note.fingerprint != fingerprint:
        raise stale("Chỉ mục được dựng theo cấu hình cũ (trường, bộ tách từ hoặc phiên bản thư viện đã đổi).")
    folder = root / Path(note.generation).name
    if not folder.is_dir():
        raise stale("Thư mục của chỉ mục không còn.")
    name = Path(note.contents).name
    try:
        written = (folder / name).read_bytes()
    except OSError as cause:
        raise stale(f"Chỉ mục thiếu tệp {name}.") from cause
    if hashlib.sha256(written).hexdigest() != note.files.get(name):
        raise damaged(name)
    return folder, written


def damaged(name: str) -> IndexStale:
    """The error of a file that is not what was written."""
    return stale(f"Tệp {name} của chỉ mục bị hỏng hoặc bị thay.")


# --- generations and locks -------------------------------------------------------------------------------------------


@contextmanager
def new_generation(root: Path) -> Iterator[str]:
    """The name of a generation that is not there yet, its folder empty; it goes again when it cannot be filled."""
    taken = [int(path.name[2:]) for path in root.glob("g-*") if path.name[2:].isdigit()]
    name = f"g-{max(taken, default=0) + 1:06d}"
    (root / name).mkdir()
    try:
        yield name
    except BaseException:
        shutil.rmtree(root / name)
        raise


def prune(root: Path, keep: str) -> None:
    """Remove every generation but one. Open files of a removed one stay readable to those who have them open."""
    for path in root.glob("g-*"):
        if path.name != keep:
            # A program that is merging there may still put its file: what it leaves goes the next time.
            shutil.rmtree(path, ignore_errors=True)


def sweep(root: Path, note: Note) -> None:
    """Remove what neither the note nor the one before it names, and other generations: a killed program left them.

    Nobody may be writing or merging.
    """
    prune(root, keep=note.generation)
    for path in (root / note.generation).iterdir():
        if path.is_file() and path.name not in note.files and path.name not in note.before:
            path.unlink(missing_ok=True)


@contextmanager
def writing(root: Path) -> Iterator[None]:
    """The right to write, for one program at a time.

    Raises:
        IndexBusy: another program is writing.
    """
    with _alone(root, "write.lock") as mine:
        if not mine:
            raise IndexBusy(
                "Chỉ mục đang được một lệnh khác ghi.", remedy="Đợi lệnh đó (ingest hoặc reindex) xong rồi chạy lại."
            )
        yield


@contextmanager
def merging(root: Path) -> Iterator[bool]:
    """Whether this program may merge now: one at a time does, and nobody waits for it."""
    with _alone(root, "merge.lock") as mine:
        yield mine


@contextmanager
def turning(root: Path, *, alone: bool) -> Iterator[None]:
    """The short time in which files and note change together (`alone`), or must not change while they are opened."""
    root.mkdir(parents=True, exist_ok=True)
    with (root / "turn.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX if alone else fcntl.LOCK_SH)
        yield


@contextmanager
def _alone(root: Path, name: str) -> Iterator[bool]:
    """Whether a lock could be had at once; held to the end if so."""
    root.mkdir(parents=True, exist_ok=True)
    with (root / name).open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True
