"""The process of one engine: it does what it is told on lines of JSON and answers on lines of JSON.

`python -m tests.bench.answering NAME`. The clock runs here, round each call of the engine, so that what the pipe costs
is in no figure; and nobody's memory or collector of garbage is another's.
"""

import gc
import importlib
import json
import os
import random
import resource
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, TextIO

from tests.bench.bench_document import BenchDocument, Question, batches
from tests.bench.peers.peer import Peer

# Where each engine lives: module and class. An engine's module is imported in its own process only.
PEERS = {
    "ours": ("tests.bench.ours", "Ours"),
    "tantivy": ("tests.bench.peers.tantivy_peer", "TantivyPeer"),
    "fts5": ("tests.bench.peers.fts5_peer", "Fts5Peer"),
    "xapian": ("tests.bench.peers.xapian_peer", "XapianPeer"),
    "whoosh": ("tests.bench.peers.whoosh_peer", "WhooshPeer"),
}
Said = dict[str, Any]


def peer_of(name: str) -> tuple[Peer, frozenset[str]]:
    """An engine by its name, and the kinds of questions it has no answer to. Raises ImportError without its library."""
    module_name, made = PEERS[name]
    module = importlib.import_module(module_name)
    peer: Peer = getattr(module, made)()
    return peer, module.NOT_ASKED


class Answering:
    """Does what is asked of one engine."""

    def __init__(self, peer: Peer, not_asked: frozenset[str] = frozenset()) -> None:
        """Begin without an index."""
        self._peer, self._not_asked = peer, not_asked

    def do(self, said: Said) -> Said:
        """One errand: `do` names it, the rest are what it needs."""
        errand: Callable[..., Said] = getattr(self, f"do_{said.pop('do')}")
        return errand(**said)

    def do_hello(self) -> Said:
        """Who it is."""
        return {"version": self._peer.version(), "not_asked": sorted(self._not_asked)}

    def do_build(self, folder: str, lines: str, documents: int, made: int) -> Said:
        """Build an index; reading the documents is outside the clock."""
        builder = self._peer.builder(Path(folder))
        wall = processor = 0.0
        for batch in batches(Path(lines), documents, made):
            taken = _timed(partial(builder.add, batch))
            wall, processor = wall + taken[0], processor + taken[1]
        taken = _timed(builder.finish)
        return {"seconds": wall + taken[0], "processor": processor + taken[1], "peak": _peak()}

    def do_open(self, folder: str, first: list[Any]) -> Said:
        """Open an index, then ask a first question."""
        opened = _timed(lambda: self._peer.open(Path(folder)))
        asked = _timed(lambda: self._peer.ask(_question(first)))
        gc.collect()
        gc.freeze()
        return {"open": 1000 * opened[0], "first": 1000 * asked[0], **_memory()}

    def do_ask(self, questions: list[Any], told: bool) -> Said:
        """Questions one after the other: milliseconds of each, and the answers where they are wanted."""
        taken, answers = [], []
        for one in map(_question, questions):
            begun = time.perf_counter()
            given = self._peer.ask(one)
            taken.append(1000 * (time.perf_counter() - begun))
            if told:
                answer = self._peer.told(given)
                answers.append([answer.total, answer.documents, answer.scores, answer.facets, len(answer.snippets)])
        return {"taken": taken, "answers": answers}

    def do_load(self, questions: list[Any], seconds: float, seed: int) -> Said:
        """Questions at random for so many seconds: how many were answered."""
        luck = random.Random(seed)  # noqa: S311  # nothing secret
        asked = [_question(one) for one in questions]
        count, begun = 0, time.perf_counter()
        while time.perf_counter() - begun < seconds:
            self._peer.ask(asked[int(luck.random() * len(asked))])
            count += 1
        return {"asked": count, "seconds": time.perf_counter() - begun}

    def do_add(self, documents: list[Any], words: list[str]) -> Said:
        """Documents one by one, each with a word that no other has: milliseconds until that word finds it.

        What an engine does afterwards, in the background, is told beside it.
        """
        taken: list[float] = []
        rested: list[float] = []
        for row, word in zip(documents, words, strict=True):
            document, question = BenchDocument(**row), Question("rare term", (word,))
            begun = time.perf_counter()
            self._peer.add(document)
            given = self._peer.ask(question)
            taken.append(1000 * (time.perf_counter() - begun))
            if self._peer.told(given).total != 1:
                raise RuntimeError(f"a document that was added is not found by {word}")
            begun = time.perf_counter()
            self._peer.rest()
            rested.append(1000 * (time.perf_counter() - begun))
        return {"taken": taken, "rested": rested}

    def do_memory(self) -> Said:
        """The memory of this process now."""
        return _memory()


def _question(said: list[Any]) -> Question:
    return Question(said[0], tuple(said[1]))


def _timed(ask: Callable[[], object]) -> tuple[float, float]:
    begun = time.perf_counter(), time.process_time()
    ask()
    return time.perf_counter() - begun[0], time.process_time() - begun[1]


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _memory() -> Said:
    """Megabytes in memory: in all, and those of this process alone (the rest are pages of files, shared)."""
    held = {}
    for line in Path("/proc/self/status").read_text("ascii").splitlines():
        name, _, value = line.partition(":")
        if name in {"VmRSS", "RssAnon"}:
            held[name] = int(value.split()[0]) / 1024
    return {"memory": held.get("VmRSS", _peak()), "own": held.get("RssAnon", 0.0), "peak": _peak()}


def serve(answering: Answering, asked: TextIO, answers: TextIO) -> None:
    """Errands line by line until there are none; an error is an answer too."""
    for line in asked:
        try:
            said = answering.do(json.loads(line))
        except Exception as error:  # noqa: BLE001  # whatever an engine raises is what the one who asked is told
            said = {"error": f"{type(error).__name__}: {error}"}
        answers.write(json.dumps(said, ensure_ascii=False) + "\n")
        answers.flush()


def main() -> None:
    """Serve one engine; what it prints itself goes to the errors, never among the answers."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    serve(Answering(*peer_of(sys.argv[1])), sys.stdin, answers)


if __name__ == "__main__":
    main()
