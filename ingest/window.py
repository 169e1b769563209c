"""Things whose reading has begun and that wait, in order, for it to end: how many, how large, and where they are from.

What is begun when, and what becomes of it, is decided in `pipeline`.
"""

from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass

from ingest.report import Outcome
from ingest.storing import Ripe


@dataclass(frozen=True, slots=True)
class Begun:
    """A thing whose reading has begun: where it came from, its digest, how to end it, bytes held."""

    origin: str
    digest: str
    finish: Callable[[], Outcome | Ripe]
    size: int = 0


class Window:
    """A queue of such things; `bytes` is what they hold together."""

    def __init__(self) -> None:
        """An empty one."""
        self._begun: deque[Begun] = deque()
        self._origins: Counter[str] = Counter()
        self.bytes = 0

    def __len__(self) -> int:
        """How many wait."""
        return len(self._begun)

    def __contains__(self, origin: str) -> bool:
        """Whether a thing of this origin waits."""
        return self._origins[origin] > 0

    def put(self, begun: Begun) -> None:
        """Put one behind the others."""
        self._begun.append(begun)
        self._origins[begun.origin] += 1
        self.bytes += begun.size

    def take(self) -> Begun:
        """The one that waits the longest, which waits no more."""
        begun = self._begun.popleft()
        self._origins[begun.origin] -= 1
        if not self._origins[begun.origin]:
            del self._origins[begun.origin]
        self.bytes -= begun.size
        return begun
