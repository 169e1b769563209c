"""A process of its own in which files from outside are read: bounded in time and memory, started again when it dies.

A hostile or broken file costs one refusal and never the run. The process lives on from file to file, since starting it
takes longer than reading most of them. Bytes go in and JSON comes out: nothing that it sends is run here.
"""

import json
import os
import subprocess
import sys
import threading
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from archive.errors import ArchiveError, ExtractError, SourceError
from ingest.extract.dispatch import Limits, extract
from ingest.extract.serving import receive, send
from ingest.material import Extracted, Fetched, Piece

_ERRORS: dict[str, type[ArchiveError]] = {"ExtractError": ExtractError, "SourceError": SourceError}


class Extractor:
    """One reading process, used from one thread at a time; a run with several jobs has several.

    Reads `extract` of any file; see there for the errors. A file that takes too long, too much memory or kills the
    process is refused with `ExtractError`.
    """

    def __init__(self, *, seconds: float = 60.0, memory_mb: int = 2_000, max_bytes: int = 64_000_000) -> None:
        """Say what one file may cost; nothing is started until the first file."""
        self.limits = Limits(max_bytes=max_bytes, seconds=seconds, memory_bytes=memory_mb * 1_000_000)
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        """The worker itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the process."""
        self.close()

    def close(self) -> None:
        """End the process, if there is one."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                _close_quietly(pipe)

    def extract(self, fetched: Fetched) -> Extracted:
        """The pieces of a file, read in the process."""
        if len(fetched.payload) > self.limits.max_bytes:
            return extract(fetched, self.limits)  # refuses it before its bytes travel
        process = self._running()
        late = threading.Event()
        timer = threading.Timer(self.limits.seconds, _end, (process, late))
        timer.daemon = True
        timer.start()
        try:
            answer = _ask(process, fetched)
        finally:
            timer.cancel()
        if answer is None or "died" in answer:
            self.close()
            raise self._failure(answer, late=late.is_set())
        if "error" in answer:
            raise _ERRORS[answer["error"]](answer["message"], remedy=answer["remedy"])
        return _extracted(answer)

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self.close()
            self._process = _start(self.limits)
        return self._process

    def _failure(self, answer: dict[str, Any] | None, *, late: bool) -> ExtractError:
        remedy = "Mở và lưu lại tệp ở dạng DOCX hoặc PDF đơn giản rồi nạp lại."
        if late:
            return ExtractError(f"Đọc tệp quá {self.limits.seconds:g} giây, đã dừng.", remedy=remedy)
        died = "" if answer is None else str(answer["died"])
        if died.startswith("MemoryError"):
            return ExtractError("Đọc tệp cần quá nhiều bộ nhớ, đã dừng.", remedy=remedy)
        return ExtractError("Không đọc được tệp: trình đọc dừng giữa chừng.", remedy=remedy, died=died)


def _ask(process: subprocess.Popen[bytes], fetched: Fetched) -> dict[str, Any] | None:
    """The answer of the process, None when it ended without one."""
    head = {
        "origin": fetched.request.origin,
        "hints": dict(fetched.request.hints),
        "media_type": fetched.media_type,
        "headers": [list(header) for header in fetched.headers],
    }
    if process.stdin is None or process.stdout is None:
        return None
    try:
        send(process.stdin, json.dumps(head).encode())
        send(process.stdin, fetched.payload)
        raw = receive(process.stdout)
    except (BrokenPipeError, ConnectionResetError):
        raw = receive(process.stdout)
    if raw is None:
        return None
    answer: dict[str, Any] = json.loads(raw)
    return answer


def _extracted(answer: dict[str, Any]) -> Extracted:
    pieces = tuple(Piece(text, kind, level, page) for text, kind, level, page in answer["pieces"])
    return Extracted(pieces, answer["meta"], answer["dropped"], tuple(answer["aside"]))


def _start(limits: Limits) -> subprocess.Popen[bytes]:
    home = str(Path(__file__).resolve().parents[2])
    path = os.pathsep.join(filter(None, [home, os.environ.get("PYTHONPATH", "")]))
    return subprocess.Popen(  # noqa: S603 - our own interpreter and module
        [sys.executable, "-m", "ingest.extract.serving", str(limits.memory_bytes)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": path},
    )


def _end(process: subprocess.Popen[bytes], late: threading.Event) -> None:
    late.set()
    process.kill()


def _close_quietly(pipe: IO[bytes]) -> None:
    try:
        pipe.close()
    except BrokenPipeError:  # bytes meant for a process that is gone
        return
