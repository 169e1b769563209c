"""The reading process itself: files from a pipe, answers into a pipe, its limits set on itself before the first byte.

Started and watched by `worker`; which reader takes which file is in `dispatch`. An error that is no refusal ends the
process, which tells the kind of error and the place in the code, nothing of the file.
"""

import json
import os
import resource
import struct
import sys
from pathlib import Path
from types import TracebackType
from typing import IO, Any

from archive.errors import ArchiveError
from ingest.extract.dispatch import Limits, extract
from ingest.material import Fetched, Request

_LENGTH = struct.Struct(">Q")


def serve(asked: IO[bytes], answers: IO[bytes]) -> None:
    """Read files until the pipe closes; the loop of the process."""
    while (head := receive(asked)) is not None:
        payload = receive(asked)
        if payload is None:
            return
        send(answers, json.dumps(_answer(json.loads(head), payload), ensure_ascii=False).encode())


def main() -> None:
    """The process: limits set, its last words made ready, then files until the pipe closes."""
    memory = int(sys.argv[1])
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not stand among the answers
    sys.excepthook = lambda kind, _error, trace: _last_words(answers, kind, trace)
    serve(sys.stdin.buffer, answers)


def _answer(head: dict[str, Any], payload: bytes) -> dict[str, Any]:
    request = Request(origin=head["origin"], hints=head["hints"])
    headers = tuple((name, value) for name, value in head["headers"])
    try:
        extracted = extract(Fetched(request, payload, head["media_type"], headers), Limits(max_bytes=len(payload)))
    except ArchiveError as error:
        return {"error": type(error).__name__, "message": error.message, "remedy": error.remedy}
    return {
        "pieces": [[piece.text, piece.kind, piece.level, piece.page] for piece in extracted.pieces],
        "meta": dict(extracted.meta),
        "dropped": dict(extracted.dropped),
        "aside": list(extracted.aside),
    }


def _last_words(answers: IO[bytes], kind: type[BaseException], trace: TracebackType | None) -> None:
    """Tell where the process died: the kind of error and the place in the code, nothing of the file."""
    place = ""
    while trace is not None:
        place = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}"
        trace = trace.tb_next
    send(answers, json.dumps({"died": f"{kind.__name__} {place}"}).encode())


def send(pipe: IO[bytes], payload: bytes) -> None:
    """One message into a pipe: its length, then its bytes."""
    pipe.write(_LENGTH.pack(len(payload)))
    pipe.write(payload)
    pipe.flush()


def receive(pipe: IO[bytes]) -> bytes | None:
    """One message from a pipe; None when the other end is gone."""
    head = pipe.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    payload = pipe.read(length)
    return payload if len(payload) == length else None


if __name__ == "__main__":
    main()
