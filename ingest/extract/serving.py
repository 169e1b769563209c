"""The reading process itself: files from a pipe, answers into a pipe, its limits set on itself before the first byte.

Started and watched by `worker`; which reader takes which file is in `dispatch`. An error that is no refusal ends the
process, which tells the kind of error and the place in the code, nothing of the file. Before each page that is
recognised it says so, {"beat": 3}, and its clock starts again.
"""

import json
import os
import resource
import struct
import sys
from dataclasses import asdict
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import IO, Any

from archive.errors import ArchiveError
from ingest.extract.dispatch import Limits, extract, unpack
from ingest.extract.recognise_pace import Pace, paced
from ingest.material import Extracted, Fetched, Request

_LENGTH = struct.Struct(">Q")


def serve(asked: IO[bytes], answers: IO[bytes]) -> None:
    """Read files until the pipe closes; the loop of the process. Files that came together are answered one by one."""
    while files := _asked(asked):
        for told, payload in files:
            with paced(Pace(told["max_pages"], told["page_seconds"], partial(_beat, answers))):
                answer, payloads = _answer(told, payload)
            send(answers, json.dumps({**answer, "payloads": len(payloads)}, ensure_ascii=False).encode())
            for one in payloads:
                send(answers, one)


def _asked(asked: IO[bytes]) -> list[tuple[dict[str, Any], bytes]]:
    """The files of one go: each tells how many more come with it. Empty when the pipe is closed."""
    files: list[tuple[dict[str, Any], bytes]] = []
    while (head := receive(asked)) is not None and (payload := receive(asked)) is not None:
        told = json.loads(head)
        files.append((told, payload))
        if not told["more"]:
            return files
    return []


def main() -> None:
    """The process: limits set, its last words made ready, then files until the pipe closes."""
    memory = int(sys.argv[1])
    # The soft limit only: the office program and the recogniser, started from here, are given limits of their own.
    resource.setrlimit(resource.RLIMIT_AS, (memory, resource.RLIM_INFINITY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not stand among the answers
    sys.excepthook = lambda kind, _error, trace: _last_words(answers, kind, trace)
    serve(sys.stdin.buffer, answers)


def _answer(head: dict[str, Any], payload: bytes) -> tuple[dict[str, Any], list[bytes]]:
    """What to say of a file, and the bytes that follow: pictures of pages, or the files inside a container."""
    request = Request(origin=head["origin"], hints=head["hints"])
    headers = tuple((name, value) for name, value in head["headers"])
    fetched = Fetched(request, payload, head["media_type"], headers)
    limits = Limits(max_bytes=head["max_bytes"])
    try:
        return _members(unpack(fetched, limits)) if head["task"] == "unpack" else _read(extract(fetched, limits))
    except ArchiveError as error:
        return {"error": type(error).__name__, "message": error.message, "remedy": error.remedy}, []


def _beat(answers: IO[bytes], page: int) -> None:
    send(answers, json.dumps({"beat": page}).encode())


def _members(inside: tuple[Fetched, ...]) -> tuple[dict[str, Any], list[bytes]]:
    told = [[one.request.origin, one.media_type, dict(one.request.hints)] for one in inside]
    return {"members": told}, [one.payload for one in inside]


def _read(extracted: Extracted) -> tuple[dict[str, Any], list[bytes]]:
    answer = {
        "pieces": [[one.text, one.kind, one.level, one.page, one.confidence] for one in extracted.pieces],
        "meta": dict(extracted.meta),
        "dropped": dict(extracted.dropped),
        "aside": list(extracted.aside),
        "derivation": asdict(extracted.derivation) if extracted.derivation else None,
        "pictures": [[one.page, one.media_type] for one in extracted.pictures],
    }
    return answer, [one.payload for one in extracted.pictures]


def _last_words(answers: IO[bytes], kind: type[BaseException], trace: TracebackType | None) -> None:
    """Tell where the process died: the kind of error and the place in the code, nothing of the file."""
    place = ""
    while trace is not None:
        place = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}"
        trace = trace.tb_next
    send(answers, json.dumps({"died": f"{kind.__name__} {place}", "payloads": 0}).encode())


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
