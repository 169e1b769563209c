"""Commits that a crash cannot undo: bytes are on the disk before a name leads to them, and the way back stays open.

The library writes its table of contents under a name of its own and renames it; that is where the check sum is put
behind it and the disk is waited for. A table that is not whole is known by that, before anything in it is unpickled.
"""

import os
import re
import struct
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import IO, Any
from zlib import crc32

from whoosh.filedb.filestore import FileStorage

# Told after each step of a commit; a test ends the program there.
Step = Callable[[str], None]

# Behind a table of contents: its check sum, its size, and what says that they are there.
_SEAL = struct.Struct("<IQ8s")
_SEALED = b"VKTOCEND"


def no_step(name: str) -> None:
    """Go on."""


def sync_open(file: IO[bytes]) -> None:
    """Wait until the disk has what was written into an open file."""
    file.flush()
    os.fsync(file.fileno())


def sync_file(path: Path) -> None:
    """Wait until the disk has the bytes of a file."""
    with path.open("rb") as file:
        os.fsync(file.fileno())


def sync_folder(path: Path) -> None:
    """Wait until the disk has the names in a folder."""
    handle = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_all(paths: Iterable[Path]) -> None:
    """Wait until the disk has files and the names in folders; the first wait takes most of the others along."""
    for path in paths:
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


# --- tables of contents ----------------------------------------------------------------------------------------------


def seal(path: Path, *, waits: bool = True) -> None:
    """Put the check sum behind a table of contents, where the library does not read, and wait for the disk."""
    with path.open("r+b") as file:
        written = file.read()
        file.write(_SEAL.pack(crc32(written), len(written), _SEALED))
        if waits:
            sync_open(file)


def is_whole(path: Path) -> bool:
    """Whether a table of contents has the check sum behind it that its bytes have."""
    try:
        written = path.read_bytes()
    except OSError:
        return False
    if len(written) < _SEAL.size:
        return False
    wanted, size, end = _SEAL.unpack(written[-_SEAL.size :])
    held = memoryview(written)[: -_SEAL.size]
    return bool(end == _SEALED and size == len(held) and crc32(held) == wanted)


def generations(folder: Path, name: str) -> list[int]:
    """The generations of an index of which there is a table of contents, whole or not, the newest first."""
    # `_MAIN_12.toc`, not `_MAIN_12.toc.1718000000.5` (being written) or `_OTHER_12.toc`.
    pattern = re.compile(rf"_{re.escape(name)}_([0-9]{{1,18}})\.toc")
    found = (pattern.fullmatch(path.name) for path in folder.iterdir())
    return sorted((int(one[1]) for one in found if one), reverse=True)


def contents_path(folder: Path, name: str, generation: int) -> Path:
    """The table of contents of a generation, as the library names it."""
    return folder / f"_{name}_{generation}.toc"


def newest_whole(folder: Path, name: str) -> int | None:
    """The newest generation whose table of contents is whole; None when there is none."""
    return next((one for one in generations(folder, name) if is_whole(contents_path(folder, name, one))), None)


class _RoomForRuns(FileStorage):  # type: ignore[misc]  # the library has no types
    """A folder for what the library sorts outside of memory, made with the first file: segments of arrays have none.

    Making and removing it cost each commit two changes of the folder, which wait behind whatever the disk is syncing.
    """

    def create_file(self, name: str, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401  # the library's
        """Create a file in it."""
        self.create()
        return super().create_file(name, *args, **kwargs)

    def destroy(self) -> None:
        """Remove it, where it was made."""
        if Path(self.folder).is_dir():
            super().destroy()


class SyncedStorage(FileStorage):  # type: ignore[misc]  # the library has no types
    """The library's folder, where a table of contents is sealed and on the disk before it gets its name."""

    def __init__(self, path: str, *, step: Step = no_step, waits: bool = True) -> None:
        """The storage of a folder; `step` is told how far a commit is.

        Without `waits` the disk is the matter of whoever lets a table count: nobody looks for it by its name.
        """
        super().__init__(path)
        self._step, self._waits = step, waits

    def temp_storage(self, name: str) -> FileStorage:
        """Room for files that a writer needs until its end; the library names it."""
        return _RoomForRuns(str(Path(self.folder) / name))

    def rename_file(self, oldname: str, newname: str, safe: bool = False) -> None:
        """Give a file its name. A table of contents takes the place of one that was torn under the same name."""
        folder = Path(self.folder)
        if not self._waits:
            seal(folder / oldname, waits=False)
            (folder / oldname).replace(folder / newname)
            return
        self._step("contents written")
        seal(folder / oldname)
        sync_folder(folder)
        self._step("contents synced")
        (folder / oldname).replace(folder / newname)
        self._step("contents named")
        sync_folder(folder)
        self._step("contents there")

    def __getstate__(self) -> dict[str, Any]:
        """What another process needs to open it; steps are told in this one only."""
        return {**self.__dict__, "_step": no_step}


def left_over(folder: Path, name: str, keep: Iterable[int], segments: Iterable[str]) -> list[Path]:
    """The files of all but these generations and segments: what older ones had, what a crash left half written.

    To be asked by who has the right to write: what another one is writing would be among them. None of the names is
    given again. Files that another program has open stay readable to it when they are removed.
    """
    contents = {contents_path(folder, name, one).name for one in keep}
    kept = frozenset(segments)
    # `MAIN_0a1b….vka`: a segment's file; `_MAIN_3.toc` and `_MAIN_3.toc.1718000000.5`: tables.
    of_segment = re.compile(rf"({re.escape(name)}_[0-9a-z]{{1,64}})\.[A-Za-z0-9_.]{{1,200}}")
    of_table = re.compile(rf"_{re.escape(name)}_[0-9]{{1,18}}\.toc(?:\.[0-9.e+-]{{1,40}})?")
    found = list[Path]()
    for path in folder.iterdir():
        segment = of_segment.fullmatch(path.name)
        if (segment and segment[1] not in kept) or (of_table.fullmatch(path.name) and path.name not in contents):
            found.append(path)
    return found


def remove(paths: Iterable[Path]) -> None:
    """Remove files, of which some may be gone already."""
    for path in paths:
        path.unlink(missing_ok=True)
