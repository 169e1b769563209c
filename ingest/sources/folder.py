"""Files and folders of this machine as a source: what is there, in a fixed order, and the bytes of one of them.

Every regular file is a request, also of types the archive cannot read: those are refused later for a true reason.
Judging bytes is in `media` and `extract`.
"""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from archive.errors import SourceError
from ingest.material import Fetched, Request
from ingest.media import sniff

# What file managers and archivers leave behind; no one's document.
_LITTER = frozenset({"__MACOSX", "Thumbs.db", "desktop.ini", "Icon\r"})


class FolderSource:
    """Files and folders as given on the command line; asks the disk anew each time, gives the same order.

    Raises:
        SourceError: a given path is not there, or is neither file nor folder.
    """

    name = "folder"

    def __init__(self, paths: Sequence[Path | str]) -> None:
        """Take the paths as given; their spelling becomes part of each origin."""
        self.paths = tuple(Path(path) for path in paths)
        for path in self.paths:
            if not (path.is_file() or path.is_dir()):
                raise SourceError(
                    f"Không có tệp hay thư mục {path}.",
                    remedy="Kiểm tra lại đường dẫn.",
                    path=str(path),
                )

    def requests(self) -> Iterator[Request]:
        """One request for each file, folders in the order given, files in the order of their names; each file once."""
        seen: set[Path] = set()
        for given in self.paths:
            for path in [given] if given.is_file() else _files(given):
                real = path.resolve()
                if real not in seen:
                    seen.add(real)
                    yield Request(origin=path.as_posix(), path=path)


def fetch(request: Request, *, max_bytes: int) -> Fetched:
    """The bytes of one file with their sniffed type.

    Raises:
        SourceError: the file is gone, cannot be read, or is larger than `max_bytes`.
    """
    path = request.path
    if path is None:
        raise SourceError("Yêu cầu này không chỉ tới tệp nào.", remedy="Đưa đường dẫn của tệp.", origin=request.origin)
    try:
        size = path.stat().st_size
        with path.open("rb") as opened:
            payload = opened.read(max_bytes + 1 if size <= max_bytes else 0)
    except OSError as error:
        raise SourceError(
            f"Không đọc được tệp: {error.strerror or type(error).__name__}.",
            remedy="Kiểm tra tệp còn đó và quyền đọc.",
            path=request.origin,
        ) from error
    size = max(size, len(payload))  # a file may grow while it is read
    if size > max_bytes:
        raise _too_large(request, size, max_bytes)
    return Fetched(request, payload, sniff(payload))


def _too_large(request: Request, size: int, limit: int) -> SourceError:
    return SourceError(
        f"Tệp lớn {size / 1e6:.1f} MB, quá giới hạn {limit / 1e6:.1f} MB.",
        remedy="Chia nhỏ tệp, hoặc nâng giới hạn max_file_bytes trong cấu hình.",
        path=request.origin,
        size=size,
        limit=limit,
    )


def _files(folder: Path) -> Iterator[Path]:
    """Every regular file below `folder`, sorted by path; hidden ones and links that lead outside are passed over."""
    root = folder.resolve()
    for place, folders, names in os.walk(folder, followlinks=False):
        folders[:] = sorted(name for name in folders if not _is_litter(name))
        for name in sorted(names):
            path = Path(place) / name
            if not _is_litter(name) and path.is_file() and path.resolve().is_relative_to(root):
                yield path


def _is_litter(name: str) -> bool:
    return name.startswith((".", "~$")) or name in _LITTER
