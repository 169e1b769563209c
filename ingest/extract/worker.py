"""A process of its own in which files from outside are read: bounded in time and memory, started again when it dies.

A hostile or broken file costs one refusal and never the run. The process lives on from file to file, since starting it
takes longer than reading most of them. Bytes go in and JSON comes out: nothing that it sends is run here. A scan takes
seconds a page: the process gives a sign of life before each page, which starts the clock again, and only so often.
"""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from archive.errors import ArchiveError, ExtractError, SecrecyError, SourceError
from archive.works.document import Derivation
from ingest.extract.dispatch import Limits, extract, unpack
from ingest.extract.recognise_pace import Pace
from ingest.extract.serving import receive, send
from ingest.material import Extracted, Fetched, PagePicture, Piece, Request

_ERRORS: dict[str, type[ArchiveError]] = {
    "ExtractError": ExtractError,
    "SecrecyError": SecrecyError,
    "SourceError": SourceError,
}
# What a page may take beside the recogniser, which is stopped by itself: drawing, turning, packing its picture.
_BESIDE = 20.0


class Extractor:
    """One reading process, used from one thread at a time; a run with several jobs has several.

    Reads `extract` of any file; see there for the errors. A file that takes too long, too much memory or kills the
    process is refused with `ExtractError`.
    """

    def __init__(
        self,
        *,
        seconds: float = 60.0,
        memory_mb: int = 2_000,
        max_bytes: int = 64_000_000,
        page_seconds: float = 60.0,
        max_pages: int = 300,
    ) -> None:
        """Say what one file may cost; nothing is started until the first file.

        `page_seconds` and `max_pages` are for pages whose letters are recognised: so long for each, so many in a file.
        """
        self.limits = Limits(max_bytes=max_bytes, seconds=seconds, memory_bytes=memory_mb * 1_000_000)
        self.pace = Pace(max_pages, page_seconds)
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
        _kill(process)
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                _close_quietly(pipe)

    def extract(self, fetched: Fetched) -> Extracted:
        """The pieces of a file, read in the process."""
        if len(fetched.payload) > self.limits.max_bytes:
            return extract(fetched, self.limits)  # refuses it before its bytes travel
        return _extracted(*self._told("extract", fetched))

    def unpack(self, fetched: Fetched) -> tuple[Fetched, ...]:
        """The files inside a container, unpacked in the process; see `dispatch.unpack`."""
        if len(fetched.payload) > self.limits.max_bytes:
            return unpack(fetched, self.limits)
        answer, payloads = self._told("unpack", fetched)
        return tuple(
            Fetched(Request(origin, hints=hints), payload, media_type, captured_at=fetched.captured_at)
            for (origin, media_type, hints), payload in zip(answer["members"], payloads, strict=True)
        )

    def _told(self, task: str, fetched: Fetched) -> tuple[dict[str, Any], list[bytes]]:
        """What the process says of a file, and the bytes that follow.

        Raises:
            ArchiveError: it was refused, took too long or too much, or killed the process.
        """
        process = self._running()
        clock = _Clock(process, self.limits.seconds, self.pace)
        try:
            told = _ask(process, self._head(task, fetched), fetched.payload, beat=clock.beat)
        finally:
            clock.stop()
        if told is None or "died" in told[0]:
            self.close()
            raise self._failure(told[0] if told else None, late=clock.ran_out)
        answer, payloads = told
        if "error" in answer:
            raise _ERRORS[answer["error"]](answer["message"], remedy=answer["remedy"])
        return answer, payloads

    def _head(self, task: str, fetched: Fetched) -> dict[str, Any]:
        """What the process is told of a file before its bytes."""
        return {
            "task": task,
            "max_bytes": self.limits.max_bytes,
            "max_pages": self.pace.max_pages,
            "page_seconds": self.pace.page_seconds,
            "origin": fetched.request.origin,
            "hints": dict(fetched.request.hints),
            "media_type": fetched.media_type,
            "headers": [list(header) for header in fetched.headers],
        }

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self.close()
            self._process = _start(self.limits)
        return self._process

    def _failure(self, answer: dict[str, Any] | None, *, late: str) -> ExtractError:
        remedy = "Mở và lưu lại tệp ở dạng DOCX hoặc PDF đơn giản rồi nạp lại."
        if late:
            return ExtractError(late, remedy=remedy)
        died = "" if answer is None else str(answer["died"])
        if died.startswith("MemoryError"):
            return ExtractError("Đọc tệp cần quá nhiều bộ nhớ, đã dừng.", remedy=remedy)
        return ExtractError("Không đọc được tệp: trình đọc dừng giữa chừng.", remedy=remedy, died=died)


class _Clock:
    """Ends a process that is late: its time begins anew with each page, for as many pages as are allowed."""

    def __init__(self, process: subprocess.Popen[bytes], seconds: float, pace: Pace) -> None:
        """Start to count the seconds of a file."""
        self.ran_out = ""
        self._process, self._pace, self._pages = process, pace, 0
        self._timer = self._started(seconds, f"Đọc tệp quá {seconds:g} giây, đã dừng.")

    def beat(self) -> None:
        """A page begins."""
        self._pages += 1
        if self._pages <= self._pace.max_pages:
            self._timer.cancel()
            seconds = self._pace.page_seconds + _BESIDE
            told = f"Nhận dạng chữ của trang thứ {self._pages} quá {seconds:g} giây, đã dừng."
            self._timer = self._started(seconds, told)

    def stop(self) -> None:
        """The answer is here."""
        self._timer.cancel()

    def _started(self, seconds: float, told: str) -> threading.Timer:
        timer = threading.Timer(seconds, self._end, (told,))
        timer.daemon = True
        timer.start()
        return timer

    def _end(self, told: str) -> None:
        self.ran_out = told
        _kill(self._process)


def _ask(
    process: subprocess.Popen[bytes], head: dict[str, Any], payload: bytes, *, beat: Callable[[], None]
) -> tuple[dict[str, Any], list[bytes]] | None:
    """The answer of the process and the bytes that follow it, None when it ended without one."""
    if process.stdin is None or process.stdout is None:
        return None
    try:
        send(process.stdin, json.dumps(head).encode())
        send(process.stdin, payload)
    except (BrokenPipeError, ConnectionResetError):
        pass  # it ended before it had read everything: its last words may stand in the pipe
    while True:
        raw = receive(process.stdout)
        if raw is None:
            return None
        answer: dict[str, Any] = json.loads(raw)
        if "beat" not in answer:
            break
        beat()
    payloads = [receive(process.stdout) for _ in range(answer["payloads"])]
    whole = [payload for payload in payloads if payload is not None]
    return (answer, whole) if len(whole) == len(payloads) else None


def _extracted(answer: dict[str, Any], payloads: list[bytes]) -> Extracted:
    told = answer["derivation"]
    return Extracted(
        tuple(Piece(text, kind, level, page, sure) for text, kind, level, page, sure in answer["pieces"]),
        answer["meta"],
        answer["dropped"],
        tuple(answer["aside"]),
        Derivation(**{**told, "methods": tuple(told["methods"]), "losses": tuple(told["losses"])}) if told else None,
        tuple(
            PagePicture(page, kind, payload) for (page, kind), payload in zip(answer["pictures"], payloads, strict=True)
        ),
    )


def _start(limits: Limits) -> subprocess.Popen[bytes]:
    home = str(Path(__file__).resolve().parents[2])
    path = os.pathsep.join(filter(None, [home, os.environ.get("PYTHONPATH", "")]))
    return subprocess.Popen(  # noqa: S603 - our own interpreter and module
        [sys.executable, "-m", "ingest.extract.serving", str(limits.memory_bytes)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        # One thread for sums: the library would otherwise set memory aside for every processor of the machine.
        env={**os.environ, "PYTHONPATH": path, "OPENBLAS_NUM_THREADS": "1"},
        start_new_session=True,  # a group of its own, so that the programs it starts end with it
    )


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End a process and the programs that it started."""
    if process.poll() is None:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)


def _close_quietly(pipe: IO[bytes]) -> None:
    try:
        pipe.close()
    except BrokenPipeError:  # bytes meant for a process that is gone
        return
