"""A folder that people drop files into, as a source that never ends: what is new or changed, once it has settled.

A file is taken when two looks at it saw the same size and time, so that one still being copied is left for the next
look. Looking again and again works on shared folders too, where the system tells nobody of changes.
"""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from ingest.material import Request
from ingest.sources.folder import FolderSource

# Size and time of change of a file at one look.
_Seen = tuple[int, int]


class WatchedFolder:
    """Folders looked at again and again; `wait` passes the time between two looks and says whether to go on."""

    name = "watch"

    def __init__(self, paths: Sequence[Path], *, wait: Callable[[], bool]) -> None:
        """Take the folders and the manner of waiting; they are looked at when asked for requests."""
        self._source, self._wait = FolderSource(paths), wait

    def requests(self) -> Iterator[tuple[Request, ...]]:
        """After each look, the files that have settled since the last time they were given; maybe none."""
        before: dict[Path, _Seen] = {}
        given: dict[Path, _Seen] = {}
        while True:
            now, fresh = {}, []
            for request in self._source.requests():
                seen = _look(request.path)
                if request.path is None or seen is None:
                    continue
                now[request.path] = seen
                if before.get(request.path) == seen != given.get(request.path):
                    fresh.append(request)
                    given[request.path] = seen
            before = now
            given = {path: seen for path, seen in given.items() if path in now}
            yield tuple(fresh)
            if not self._wait():
                return


def _look(path: Path | None) -> _Seen | None:
    try:
        found = path.stat() if path else None
    except OSError:  # moved away between the list and the look
        return None
    return (found.st_size, found.st_mtime_ns) if found else None
