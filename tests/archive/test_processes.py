"""Processes beside a command: forked from a server where that is safe, ended with the one that wanted them."""

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from archive import processes

# Starts a pool of one, tells the number of its process, and waits to be killed.
_MASTER = """
import os, sys, time
from concurrent.futures import ProcessPoolExecutor
from archive import processes
processes._FORKED = processes._FORKED and sys.argv[1] == "forked"
processes.make_ready("archive.errors", "no_such_module")
pool = ProcessPoolExecutor(1, mp_context=processes.context(), initializer=processes.attend)
print(pool.submit(os.getpid).result(), flush=True)
time.sleep(60)
"""


@pytest.mark.parametrize("how", ["forked", "by itself"])
def test_a_process_ends_when_its_master_was_killed(how: str, project: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", _MASTER, how], stdout=subprocess.PIPE, text=True, cwd=project
    ) as master:
        assert master.stdout is not None
        reader = int(master.stdout.readline())
        master.send_signal(signal.SIGKILL)
    assert ended(reader)


def ended(pid: int) -> bool:
    """Whether a process is gone, or goes within ten seconds."""
    until = time.monotonic() + 10
    while time.monotonic() < until:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False


def test_where_a_fork_is_not_safe_each_starts_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "_FORKED", False)
    processes.make_ready("archive.errors")  # there is nothing to make ready
    assert processes.context().get_start_method() == "spawn"


@pytest.mark.skipif(sys.platform != "linux", reason="forked on Linux only")
def test_on_linux_they_are_forked() -> None:
    assert processes.context().get_start_method() == "forkserver"
    assert multiprocessing.get_start_method(allow_none=True) != "forkserver"  # nobody else's processes are
