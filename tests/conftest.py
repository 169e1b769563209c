"""What every test may lean on: no network but this machine's own, one manner of making examples, the browser."""

import os
import shutil
import socket
import sys
from pathlib import Path

import pytest
from hypothesis import settings

from tests.distribution import scheduling

# Where Python is told to keep no compiled files, each worker would compile every test anew (a third of a run's time is
# that), and each command the tests start the whole program. What is kept goes where Python always puts it
# (`__pycache__`, which git passes over).
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# Examples are the same on every run and machine, and a slow machine is no failure of the law under test.
settings.register_profile("archive", derandomize=True, deadline=None, print_blob=True)
settings.load_profile("archive")

HERE = ("127.0.0.1", "::1", "localhost")


@pytest.fixture(scope="session")
def project() -> Path:
    """The folder that holds the packages, the documents and pyproject.toml."""
    return Path(__file__).parent.parent


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """A connection that leaves this machine is an error; servers under test on this machine are not."""
    connect = socket.socket.connect

    def connect_here(self: socket.socket, address: tuple[object, ...] | str | bytes) -> None:
        if isinstance(address, tuple) and address[0] not in HERE:
            raise AssertionError(f"a test tried to reach {address[0]}:{address[1]}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", connect_here)


def chromium_path() -> str | None:
    """The Chromium of this machine: CHROMIUM when set, else what Debian or a like system calls it."""
    return os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of the browser; tests marked `browser` are not run without one."""
    path = chromium_path()
    assert path is not None, "mark the test with @pytest.mark.browser"
    return path


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> object | None:
    """On several workers tests are dealt by file: see `tests.distribution`."""
    return scheduling(config, log)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Skip the browser tests where there is no browser, aloud; on a CI machine that is a failure instead."""
    wanting = [item for item in items if item.get_closest_marker("browser")]
    if not wanting or chromium_path():
        return
    if os.environ.get("CI"):
        raise pytest.UsageError(f"{len(wanting)} browser tests and no Chromium: see debian-packages.txt")
    for item in wanting:
        item.add_marker(pytest.mark.skip(reason="NO BROWSER: install the packages of debian-packages.txt"))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Workers of `-n auto`: two above the cores, for many tests wait: for a browser, a process, the disk, a crawl.

    With one above, two cores were idle for three parts in ten of a run.
    """
    return (os.cpu_count() or 1) + 2
