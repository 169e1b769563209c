"""What is worked out of a whole store and kept for as long as the store does not change.

The mark of a change is the file itself, so that another program's writing counts too.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

_MOST_STORES = 4

Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class UntilChanged(Generic[Made]):
    """Something made from a store by `make`, one for each file; made anew when the file has changed."""

    make: Callable[[Any], Made]
    _kept: dict[str, tuple[object, Made]] = field(default_factory=dict)

    def of(self, connection: Any) -> Made:  # noqa: ANN401  # one that the store gave
        """What belongs to the present state, read on a connection of its own: it is never older than its mark."""
        path = connection.engine.url.database or ""
        state = _state(path)
        known = self._kept.get(path)
        if known is not None and state is not None and known[0] == state:
            return known[1]
        with connection.engine.connect() as fresh:
            made = self.make(fresh)
        if len(self._kept) >= _MOST_STORES:
            self._kept.clear()
        self._kept[path] = state, made
        return made


def _state(path: str) -> object:
    """A mark of the file that changes with every write: size and time of the file and of its log; None without a file.

    Read before the data: what is written in between is then read again, never missed.
    """
    if not path or path == ":memory:":
        return None
    return _mark(path), _mark(f"{path}-wal")


def _mark(path: str) -> tuple[int, int] | None:
    try:
        found = os.stat(path)  # noqa: PTH116  # asked several times a page; a Path is three times the work
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns
