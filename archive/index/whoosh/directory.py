"""The folder of the index: generations, the note that says which one answers, the locks, the check before opening.

The library's files are pickles, and opening a foreign one would run what it holds. So nothing is opened that the note
does not name with its digest; a note of another recipe, or none, or one that does not agree, means: rebuild.
"""

import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from archive.errors import IndexStale
from archive.index.engine import IndexBusy

NOTE = "current.json"
REMEDY = "Chạy lệnh `vankien reindex` để dựng lại chỉ mục từ kho; kho không bị ảnh hưởng."


@dataclass(frozen=True, slots=True)
class Note:
    """What answers: the generation's folder, the recipe it was made by, each file with its SHA-256."""

    generation: str
    fingerprint: str
    files: dict[str, str]


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
        return Note(str(read["generation"]), str(read["fingerprint"]), dict(read["files"]))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError) as cause:
        raise stale("Ghi chú của chỉ mục bị hỏng.") from cause


def write_note(root: Path, generation: str, fingerprint: str, before: Note | None) -> Note:
    """Make a generation the one that answers, in one step; digests of files that the note before it has are kept."""
    known = before.files if before and before.generation == generation else {}
    files = {
        path.name: known.get(path.name) or digest(path)
        for path in sorted((root / generation).iterdir())
        if _is_part(path)
    }
    note = Note(generation, fingerprint, files)
    beside = root / f"{NOTE}.new"
    with beside.open("w", encoding="utf-8") as out:
        json.dump(asdict(note), out)
        out.flush()
        os.fsync(out.fileno())
    beside.replace(root / NOTE)
    return note


def digest(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _is_part(path: Path) -> bool:
    return path.is_file() and not path.name.endswith("LOCK")


def check(root: Path, note: Note | None, fingerprint: str, verified: set[tuple[str, str]]) -> Path:
    """The folder to open, after every file in it was found as the note says.

    `verified` holds (name, digest) of files checked before; they are immutable, and new ones are added to it.

    Raises:
        IndexStale: no note, another recipe, a file that is missing, changed or not ours.
    """
    if note is None:
        raise stale("Chưa có chỉ mục.")
    if note.fingerprint != fingerprint:
        raise stale("Chỉ mục được dựng theo cấu hình cũ (trường, bộ tách từ hoặc phiên bản thư viện đã đổi).")
    folder = root / Path(note.generation).name
    if not folder.is_dir():
        raise stale("Thư mục của chỉ mục không còn.")
    if {path.name for path in folder.glob("*.toc")} != {name for name in note.files if name.endswith(".toc")}:
        raise stale("Chỉ mục có tệp mục lục không phải do kho này ghi.")
    for name, wanted in note.files.items():
        if (name, wanted) not in verified:
            _check_file(folder / name, wanted)
            verified.add((name, wanted))
    return folder


def _check_file(path: Path, wanted: str) -> None:
    try:
        found = digest(path)
    except OSError as cause:
        raise stale(f"Chỉ mục thiếu tệp {path.name}.") from cause
    if found != wanted:
        raise stale(f"Tệp {path.name} của chỉ mục bị hỏng hoặc bị thay.")


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
            shutil.rmtree(path)


@contextmanager
def writing(root: Path) -> Iterator[None]:
    """The right to write, for one program at a time.

    Raises:
        IndexBusy: another program is writing.
    """
    root.mkdir(parents=True, exist_ok=True)
    with (root / "write.lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as cause:
            raise IndexBusy(
                "Chỉ mục đang được một lệnh khác ghi.", remedy="Đợi lệnh đó (ingest hoặc reindex) xong rồi chạy lại."
            ) from cause
        yield


@contextmanager
def turning(root: Path, *, alone: bool) -> Iterator[None]:
    """The short time in which files and note change together (`alone`), or must not change while they are opened."""
    root.mkdir(parents=True, exist_ok=True)
    with (root / "turn.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX if alone else fcntl.LOCK_SH)
        yield
