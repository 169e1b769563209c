"""A process of its own in which files from outside are read: bounded in time and memory, started again when it dies.

A hostile or broken file costs one refusal and never the run. The process lives on from file to file, since starting it
takes longer than reading most of them, and is handed small files several at once; the clock is each file's own. Bytes
go in and JSON comes out: nothing that it sends is run here. A scan takes seconds a page: the process gives a sign of
life before each page, which starts the clock again, and only so often.
"""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from itertools import accumulate, takewhile
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self, TypeAlias, TypeVar

from archive.errors import ArchiveError, ExtractError, SecrecyError, SourceError
from archive.works.document import Derivation
from ingest.extract.dispatch import Limits, extract, unpack
from ingest.extract.recognise_pace import Pace
from ingest.extract.talking import Talk, TooLateError, TooLongError, message_of
from ingest.material import Extracted, Fetched, PagePicture, Piece, Request

_ERRORS: dict[str, type[ArchiveError]] = {
    "ExtractError": ExtractError,
    "SecrecyError": SecrecyError,
    "SourceError": SourceError,
}
# What a page may take beside the recogniser, which is stopped by itself: drawing, turning, packing its picture.
_BESIDE = 20.0
# Files handed over in one go have no more bytes than this together; they wait in the memory of the process.
_AT_ONCE = 2_000_000

T = TypeVar("T")
# An answer of the process and the bytes that follow it → what they say.
_Read: TypeAlias = Callable[[dict[str, Any], list[bytes]], T]
# How it shows that there is no answer: too late, ended, or nothing that `serving` would say.
_NO_ANSWER = (
    TooLateError,
    TooLongError,
    EOFError,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    RecursionError,
    MemoryError,
)


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
        self._talk: Talk | None = None

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
        process, self._process, self._talk = self._process, None, None
        if process is None:
            return
        _kill(process)
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                _close_quietly(pipe)

    def extract(self, fetched: Fetched) -> Extracted:
        """The pieces of a file, read in the process."""
        (read,) = self.extract_all([fetched])
        if isinstance(read, ArchiveError):
            raise read
        return read

    def extract_all(self, files: Sequence[Fetched]) -> list[Extracted | ArchiveError]:
        """The pieces of each file, or why it was refused; small files travel together.

        The time and the memory that a file may take are its own: one that takes too much ends the process, is refused,
        and those behind it are handed to the next process.
        """
        fitting = [one for one in files if len(one.payload) <= self.limits.max_bytes]
        told = iter(self._told("extract", fitting, _extracted))
        # What is too large is refused before its bytes travel.
        return [self._refused(one) if len(one.payload) > self.limits.max_bytes else next(told) for one in files]

    def unpack(self, fetched: Fetched) -> tuple[Fetched, ...]:
        """The files inside a container, unpacked in the process; see `dispatch.unpack`."""
        if len(fetched.payload) > self.limits.max_bytes:
            return unpack(fetched, self.limits)
        (told,) = self._told("unpack", [fetched], partial(_members, captured_at=fetched.captured_at))
        if isinstance(told, ArchiveError):
            raise told
        return told

    def _refused(self, fetched: Fetched) -> Extracted | ArchiveError:
        try:
            return extract(fetched, self.limits)
        except ArchiveError as error:
            return error

    def _told(self, task: str, files: Sequence[Fetched], read: _Read[T]) -> list[T | ArchiveError]:
        """What the process says of each file: that it was refused, took too long or too much, killed the process."""
        found: list[T | ArchiveError] = []
        while len(found) < len(files):
            together = _together(files[len(found) :])
            try:
                found += self._heard(task, together, read)
            except BaseException:  # broken off in the middle: its answers would be taken for those of other files
                self.close()
                raise
        return found

    def _heard(self, task: str, files: Sequence[Fetched], read: _Read[T]) -> Iterator[T | ArchiveError]:
        """The answers, one a file; the first file that ends the process is the last to have one.

        A process that says what none of ours would say is ended like one that died: a file has it in its hands.
        """
        talk = self._running()
        heads = [self._head(task, one) | {"more": left} for left, one in zip(_counted_down(files), files, strict=True)]
        messages = ((json.dumps(head).encode(), one.payload) for head, one in zip(heads, files, strict=True))
        talk.say(b"".join(message_of(part) for pair in messages for part in pair))
        for _ in files:
            clock = _Clock(self.limits.seconds, self.pace)
            died = ""
            try:
                answer, payloads = _answer(talk, clock)
                died = str(answer.get("died", ""))
                told = None if died else _said(answer, payloads, read)
            except _NO_ANSWER:
                told = None
            if told is None:
                late = clock.ran_out
                self.close()
                yield self._failure(died, late=late)
                return
            yield told

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

    def _running(self) -> Talk:
        if self._process is None or self._talk is None or self._process.poll() is not None:
            self.close()
            self._process = _start(self.limits)
            self._talk = Talk(self._process, self.limits.memory_bytes)
        return self._talk

    def _failure(self, died: str, *, late: str) -> ExtractError:
        remedy = "Mở và lưu lại tệp ở dạng DOCX hoặc PDF đơn giản rồi nạp lại."
        if late:
            return ExtractError(late, remedy=remedy)
        if died.startswith("MemoryError"):
            return ExtractError("Đọc tệp cần quá nhiều bộ nhớ, đã dừng.", remedy=remedy)
        return ExtractError("Không đọc được tệp: trình đọc dừng giữa chừng.", remedy=remedy, died=died)


class _Clock:
    """How long a file may take still: its time begins anew with each page, for as many pages as are allowed."""

    def __init__(self, seconds: float, pace: Pace) -> None:
        """Start to count the seconds of a file."""
        self._pace, self._pages = pace, 0
        self._until, self._told = time.monotonic() + seconds, f"Đọc tệp quá {seconds:g} giây, đã dừng."

    @property
    def ran_out(self) -> str:
        """What to say of a file that is late; empty while it is not."""
        return self._told if time.monotonic() >= self._until else ""

    def until(self) -> float:
        """The moment to give the file up at."""
        return self._until

    def beat(self) -> None:
        """A page begins."""
        self._pages += 1
        if self._pages <= self._pace.max_pages:
            seconds = self._pace.page_seconds + _BESIDE
            self._until = time.monotonic() + seconds
            self._told = f"Nhận dạng chữ của trang thứ {self._pages} quá {seconds:g} giây, đã dừng."


def _together(files: Sequence[Fetched]) -> Sequence[Fetched]:
    """The first files, as many as travel in one go; one at least."""
    sizes = accumulate(len(one.payload) for one in files)
    return files[: max(1, sum(1 for _ in takewhile(lambda size: size <= _AT_ONCE, sizes)))]


def _counted_down(files: Sequence[Fetched]) -> range:
    return range(len(files) - 1, -1, -1)


def _answer(talk: Talk, clock: _Clock) -> tuple[dict[str, Any], list[bytes]]:
    """The answer of the process and the bytes that follow it.

    Raises:
        EOFError: the process ended without one.
    """
    while "beat" in (answer := json.loads(_message(talk, clock))):
        clock.beat()
    return answer, [_message(talk, clock) for _ in range(answer["payloads"])]


def _message(talk: Talk, clock: _Clock) -> bytes:
    message = talk.message(clock.until)
    if message is None:
        raise EOFError
    return message


def _said(answer: dict[str, Any], payloads: list[bytes], read: _Read[T]) -> T | ArchiveError:
    """What an answer says of its file."""
    if "error" in answer:
        return _ERRORS.get(answer["error"], ExtractError)(answer["message"], remedy=answer["remedy"])
    return read(answer, payloads)


def _members(answer: dict[str, Any], payloads: list[bytes], *, captured_at: str) -> tuple[Fetched, ...]:
    return tuple(
        Fetched(Request(origin, hints=hints), payload, media_type, captured_at=captured_at)
        for (origin, media_type, hints), payload in zip(answer["members"], payloads, strict=True)
    )


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
