"""The two pipes of a reading process, asked with a deadline: a process that does not answer in time is given up.

No thread watches: whoever waits for bytes waits only until the deadline. Messages are those of `serving`: a length,
then bytes. Bytes go both ways at once, so that neither end waits for the other with a full pipe.
"""

import os
import select
import struct
import subprocess
import time
from collections.abc import Callable

_LENGTH = struct.Struct(">Q")
_CHUNK = 1 << 18


class TooLateError(Exception):
    """The deadline passed."""


class TooLongError(Exception):
    """A message is announced as longer than the process could hold: what it says is no message."""


class Talk:
    """What is said to a process and what it answers; one talk for each process, as it keeps what was read too far."""

    def __init__(self, process: subprocess.Popen[bytes], longest: int) -> None:
        """Of a process started with pipes for both; no message of it is longer than so many bytes."""
        if process.stdin is None or process.stdout is None:
            raise ValueError("a process without pipes cannot be talked to")
        self._asked, self._answers = process.stdin.fileno(), process.stdout.fileno()
        for pipe in (self._asked, self._answers):
            os.set_blocking(pipe, False)
        self._longest = longest
        self._unsaid, self._heard, self._ended = memoryview(b""), bytearray(), False

    def say(self, messages: bytes) -> None:
        """Put messages on their way; they leave while answers are waited for."""
        self._unsaid = memoryview(bytes(self._unsaid) + messages)

    def message(self, until: Callable[[], float]) -> bytes | None:
        """The next message; None when the process ended without one. `until` is the moment (monotonic) to give up at.

        Raises:
            TooLateError: that moment came.
            TooLongError: the message is longer than any may be.
        """
        head = self._taken(_LENGTH.size, until)
        if head is None:
            return None
        (length,) = _LENGTH.unpack(head)
        if length > self._longest:
            raise TooLongError
        return self._taken(length, until)

    def _taken(self, size: int, until: Callable[[], float]) -> bytes | None:
        while len(self._heard) < size:
            if self._ended:
                return None
            self._wait(until())
        taken = bytes(self._heard[:size])
        del self._heard[:size]
        return taken

    def _wait(self, until: float) -> None:
        """Wait until something can be said or heard, and do it."""
        waiting = select.poll()
        waiting.register(self._answers, select.POLLIN)
        if self._unsaid:
            waiting.register(self._asked, select.POLLOUT)
        ready = waiting.poll(max(0.0, until - time.monotonic()) * 1000)
        if not ready:
            raise TooLateError
        for pipe, _ in ready:
            if pipe == self._answers:
                self._hear()
            else:
                self._speak()

    def _hear(self) -> None:
        heard = os.read(self._answers, _CHUNK)
        self._heard += heard
        self._ended = not heard

    def _speak(self) -> None:
        try:
            self._unsaid = self._unsaid[os.write(self._asked, self._unsaid[:_CHUNK]) :]
        except (BrokenPipeError, ConnectionResetError):
            self._unsaid = memoryview(b"")  # it ended before it had read everything: its last words may be on the way


def message_of(payload: bytes) -> bytes:
    """Bytes as one message."""
    return _LENGTH.pack(len(payload)) + payload
