"""Ctrl-C as a wish: the first one asks a run to stop when what it has begun is stored, the second stops at once.

A stopped run is whole: everything reported is in the archive, and the same command goes on where it stopped.
"""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import current_thread, main_thread
from types import FrameType


@contextmanager
def stop_on_interrupt(said: Callable[[], None] = lambda: None) -> Iterator[Callable[[], bool]]:
    """Within, gives a function that says whether to stop; `said` is called at the first wish.

    Outside the main thread, where no signal arrives, it never says so.
    """
    asked = False

    def hear(_number: int, _frame: FrameType | None) -> None:
        nonlocal asked
        if asked:
            raise KeyboardInterrupt
        asked = True
        said()

    if current_thread() is not main_thread():
        yield lambda: False
        return
    before = {number: signal.signal(number, hear) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield lambda: asked
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
