"""Processes beside this one, forked from a server that has loaded beforehand what they run.

A reader of ingest that starts by itself takes 0.65 s of the processor until its first file: libraries, tables,
patterns. A fork of a server that has all that takes some hundredths, and they share its memory. The server is a process
of its own: no lock, no open file and no thread of this one goes over. Only on Linux, for elsewhere a fork of loaded
libraries is not safe: there each process starts by itself, and all else is the same.
"""

import gc
import multiprocessing
import os
import signal
import sys
from multiprocessing.connection import wait
from multiprocessing.context import BaseContext
from threading import Thread

_FORKED = sys.platform == "linux"
# New objects after which Python looks for those that hold each other alive. With its 700 a reader spends a twentieth of
# its time on that for web pages and half as much for plain texts (100 pages of 45 kB, 320 texts of 7 kB). Measure again
# by giving them to `ingest.jobs.read_all` in one process, with and without `gc.disable`.
_OBJECTS = 50_000


def context() -> BaseContext:
    """How a pool starts its processes."""
    return multiprocessing.get_context("forkserver" if _FORKED else "spawn")


def by_itself() -> BaseContext:
    """How a process starts that needs no server: each loads what it runs."""
    return multiprocessing.get_context("spawn")


def make_ready(*modules: str) -> None:
    """Start the server, unless there is one, with modules loaded; it loads them while this process goes on.

    Without this it is started with the first process, and loads nothing beforehand.
    """
    if _FORKED:
        from multiprocessing import forkserver  # elsewhere there is none to import

        multiprocessing.set_forkserver_preload(list(modules))
        forkserver.ensure_running()


def attend() -> None:
    """What a process of a pool does first: it is deaf to Ctrl-C, which its master answers, and ends when that is gone.

    A pool alone does not see to that: its processes would wait for ever for a master that was killed. What the server
    has loaded is never looked through for what may be let go, so that its memory stays shared.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.freeze()
    gc.set_threshold(_OBJECTS)
    master = multiprocessing.parent_process()
    if master is not None:
        Thread(target=_end_with, args=(master.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)
