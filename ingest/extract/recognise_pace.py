"""How many pages may be recognised and how long each may take, and a sign of life after each of them.

Recognising takes seconds a page, so a scan cannot keep the seconds of other files. The process that reads says how far
it is; whoever watches it starts its clock again (`worker`). Outside such a process nobody listens.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pace:
    """The most pages of a file and the most seconds of a page; `beat` is called before each page with its count."""

    max_pages: int = 300
    page_seconds: float = 60.0
    beat: Callable[[int], object] = abs  # nobody listens


_PACE: ContextVar[Pace] = ContextVar("pace", default=Pace())  # noqa: B039 - frozen


def pace() -> Pace:
    """What holds here."""
    return _PACE.get()


@contextmanager
def paced(given: Pace) -> Iterator[None]:
    """Let another pace hold inside."""
    token = _PACE.set(given)
    try:
        yield
    finally:
        _PACE.reset(token)
