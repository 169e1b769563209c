"""A process with everything loaded that forks a command for each line it is given: loading once, crawling many times.

A reactor of Twisted starts once a process, and the word segmenter and the authority table take seconds to load; a fork
of a process that has them, and a copy of an archive that has the table, have both behind them.
`Warm` is the side of the tests; run as a program, this file is the other side.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import TracebackType
from typing import Any, Self

PROJECT = Path(__file__).parents[3]


@dataclass(frozen=True, slots=True)
class Finished:
    """A crawl that ended: exit status (negative: the signal that ended it), its JSON, what it said besides."""

    status: int
    report: dict[str, Any]
    said: str


class Warm:
    """The loaded process, and the crawl it runs."""

    def __init__(self, folder: Path) -> None:
        """Start loading; what crawls print goes to files of `folder`."""
        self._out, self._err, self._template = folder / "out.json", folder / "err.txt", folder / "template"
        self._process = subprocess.Popen(
            [sys.executable, __file__, str(self._template)],
            cwd=PROJECT,
            # An index on disk is not what is tried here.
            env={**os.environ, "PYTHONPATH": str(PROJECT), "VANKIEN_ENGINE": "memory"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._heard() == "ready\n"
        self.pid = 0

    def __enter__(self) -> Self:
        """The process."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End it."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.close()
        self._process.wait(timeout=60)
        self._process.stdout.close()

    def start(self, profile: Path, archive: Path, *options: str) -> None:
        """Begin a crawl; `pid` is then that of its process."""
        if not archive.exists():
            shutil.copytree(self._template, archive)
        self._begin("crawl", str(profile), "--archive", str(archive), *options)

    def _begin(self, *line: str) -> None:
        self._tell([str(self._out), str(self._err), *line, "--contact", "thu@example.vn", "--json"])
        self.pid = int(self._heard())

    def finish(self) -> Finished:
        """Wait for the crawl to end."""
        status = int(self._heard())
        printed = self._out.read_text("utf-8")
        return Finished(status, json.loads(printed) if printed.startswith("{") else {}, self._err.read_text("utf-8"))

    def crawl(self, profile: Path, archive: Path, *options: str) -> Finished:
        """A whole crawl."""
        self.start(profile, archive, *options)
        return self.finish()

    def source_test(self, profile: Path, url: str) -> Finished:
        """A profile tried on an address."""
        self._begin("source", "test", str(profile), url)
        return self.finish()

    def kill(self, number: int = signal.SIGKILL) -> None:
        """Send the crawl a signal, by default the one nothing can be done about."""
        os.kill(self.pid, number)

    def _tell(self, line: list[str]) -> None:
        assert self._process.stdin
        self._process.stdin.write(json.dumps(line) + "\n")
        self._process.stdin.flush()

    def _heard(self) -> str:
        assert self._process.stdout
        return self._process.stdout.readline()


# What a crawl loads late; none of these installs a reactor.
_LATE = (
    "scrapy.core.downloader.handlers.http11",
    "scrapy.core.downloader.contextfactory",
    "scrapy.downloadermiddlewares.httpcompression",
    "twisted.internet.asyncioreactor",
    "archive.index.whoosh",
    "ingest.sources.profile_table",
)


def _serve(template: Path) -> None:
    from archive.commands import Refused
    from archive.config import load
    from archive.errors import ArchiveError
    from archive.opening import opened, placed
    from archive.text.segment import segment
    from ingest.crawl_cli import crawl_source
    from ingest.running import Manner, housed, index_up
    from ingest.source_cli import source

    segment("Các chi bộ thực hiện nhiệm vụ.")
    for name in _LATE:
        import_module(name)
    assert "twisted.internet.reactor" not in sys.modules
    with opened(placed(load(None, os.environ), template), create=True) as archive:
        with housed(archive, Manner()):
            pass  # the authority table comes with the first opening
        index_up(archive)
    print("ready", flush=True)  # noqa: T201  # how it speaks
    for line in sys.stdin:
        out, err, command, *arguments = json.loads(line)
        pid = os.fork()
        if pid == 0:
            for name, number in ((out, 1), (err, 2)):
                os.dup2(os.open(name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), number)
            try:
                {"crawl": crawl_source, "source": source}[command](arguments)
            except ArchiveError as error:  # as `archive.commands` prints it
                Refused(str(error)).show()
                sys.exit(1)
        print(pid, flush=True)  # noqa: T201
        print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), flush=True)  # noqa: T201


if __name__ == "__main__":
    _serve(Path(sys.argv[1]))
