"""An engine's process as the bench sees it: errands go down a pipe, answers come up."""

import json
import os
import subprocess
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tests.bench.answering import Said
from tests.bench.bench_document import BenchDocument, Question

PROJECT = Path(__file__).parent.parent.parent


class EngineFailed(RuntimeError):
    """An engine could not do what was asked, or its process ended."""


class Engine:
    """One process of one engine; leave the context and it ends."""

    def __init__(self, name: str, python: str) -> None:
        """Start it by an interpreter that has its library."""
        self.name = name
        # One thread of arithmetic: two processes on two cores are compared, not what a library starts besides.
        environment = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "PYTHONPATH": str(PROJECT)}
        self._process = subprocess.Popen(
            [python, "-m", "tests.bench.answering", name],
            cwd=PROJECT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )

    def do(self, errand: str, **needs: Any) -> Said:  # noqa: ANN401  # what goes into JSON
        """An errand and what came of it. Raises EngineFailed with what the engine said."""
        self.begin(errand, **needs)
        return self.end()

    def begin(self, errand: str, **needs: Any) -> None:  # noqa: ANN401
        """Begin an errand, so that several engines can work at the same time."""
        if self._process.stdin is not None and self._process.poll() is None:
            self._process.stdin.write(json.dumps({"do": errand, **needs}, ensure_ascii=False) + "\n")
            self._process.stdin.flush()

    def end(self) -> Said:
        """What came of the errand that was begun."""
        line = self._process.stdout.readline() if self._process.stdout is not None else ""
        if not line:
            raise EngineFailed(f"{self.name}: the process ended with status {self._process.wait()}")
        said: Said = json.loads(line)
        if "error" in said:
            raise EngineFailed(f"{self.name}: {said['error']}")
        return said

    def __enter__(self) -> Self:
        """The engine itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the process: it stops when nothing comes any more."""
        if self._process.stdin is not None:
            self._process.stdin.close()
        try:
            self._process.wait(timeout=10 if kind is None else 1)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if self._process.stdout is not None:
            self._process.stdout.close()


def said_questions(questions: Sequence[Question]) -> list[list[Any]]:
    """Questions as they go down the pipe."""
    return [[one.kind, list(one.words)] for one in questions]


def said_documents(documents: Sequence[BenchDocument]) -> list[dict[str, Any]]:
    """Documents as they go down the pipe."""
    return [one.row() for one in documents]


def size_of(folder: Path) -> float:
    """The megabytes of a folder's files."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / 1e6


def forget(folder: Path) -> None:
    """Ask the system to drop a folder's files from memory, so that the next reader reads them from the disk."""
    for file in folder.rglob("*"):
        if file.is_file():
            handle = os.open(file, os.O_RDONLY)
            try:
                os.fsync(handle)
                os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
            finally:
                os.close(handle)
