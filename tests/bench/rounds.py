"""The run itself: indexes are built, engines asked in turns, loaded, opened cold, and given documents.

Engines wait for their turn in processes of their own: in each round every kind of question goes to every engine, the
order drawn anew, so that what else the machine does meets all of them alike.
"""

import random
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from itertools import islice
from typing import Any

from tests.bench.asking import Engine, said_documents, said_questions
from tests.bench.bench_document import MIXED, BenchDocument, rows
from tests.bench.figures import Record, Spread, machine
from tests.bench.parity import compared
from tests.bench.starting import Run, build, open_cold, opened

# An engine that takes so many seconds for the questions of one kind sits out the later rounds of that kind.
PATIENCE = 4.0
LOADED = 3.0  # seconds of load


def carried_out(run: Run) -> Record:
    """Everything, in the order in which nothing disturbs what is measured next."""
    about = {
        name: getattr(run.collection, name) for name in ("seed", "source", "syllables", "letters", "terms", "made")
    }
    record = Record(run.collection.documents, run.seed, about, machine())
    for name in run.pythons:
        build(run, record, name)
    open_cold(run, record)
    with ExitStack() as stack:
        engines = {name: stack.enter_context(opened(run, name)) for name in run.pythons}
        _ask(run, record, engines)
        for name, engine in engines.items():
            record.memory[name] = engine.do("memory")
    _load(run, record)
    _add(run, record)
    return record


# --- questions -------------------------------------------------------------------------------------------------------


def _ask(run: Run, record: Record, engines: dict[str, Engine]) -> None:
    """A first round outside the figures, which gives the answers and touches the files; then the rounds that count."""
    luck = random.Random(f"turns {run.seed}")  # noqa: S311  # nothing secret
    beyond = {name: frozenset(engine.do("hello")["not_asked"]) for name, engine in engines.items()}
    kinds = list(dict.fromkeys(one.kind for one in run.questions))
    taken: dict[tuple[str, str], list[float]] = {}
    answers: dict[tuple[str, str], list[Any]] = {}
    out: set[tuple[str, str]] = set()
    for turn in range(run.rounds + 1):
        run.say(f"questions, round {turn} of {run.rounds}" + ("" if turn else ": warming and answers"))
        for kind in luck.sample(kinds, len(kinds)):
            for name in luck.sample(sorted(engines), len(engines)):
                questions = run.asked(kind, beyond[name])
                if not questions or (kind, name) in out:
                    continue
                said = engines[name].do("ask", questions=said_questions(questions), told=not turn)
                slow = sum(said["taken"]) > 1000 * PATIENCE
                if turn == 0:
                    answers[kind, name] = said["answers"]
                if turn > 0 or slow:
                    taken.setdefault((kind, name), []).extend(said["taken"])
                if slow:
                    out.add((kind, name))
    for kind in kinds:
        record.asked[kind] = {
            name: Spread.of(taken[kind, name], len(run.asked(kind))) for name in engines if (kind, name) in taken
        }
        if (kind, "ours") in answers and (kind, "whoosh") in answers:
            found = compared(run.asked(kind), answers[kind, "ours"], answers[kind, "whoosh"])
            record.parity[kind] = found[kind].row()


# --- load and documents added ----------------------------------------------------------------------------------------


def _load(run: Run, record: Record) -> None:
    """A mixed load on one process, then on two at the same time; the better of two turns."""
    questions = said_questions([one for one in run.questions if one.kind in MIXED])
    for processes in (1, 2):
        for turn in range(2):
            run.say(f"load on {processes} process(es), turn {turn + 1} of 2")
            for name in run.pythons:
                rate = _loaded(run, name, processes, questions)
                row = record.load.setdefault(name, {})
                row[str(processes)] = max(rate, row.get(str(processes), 0.0))


def _loaded(run: Run, name: str, processes: int, questions: list[list[Any]]) -> float:
    with ExitStack() as stack:
        engines = [stack.enter_context(opened(run, name)) for _ in range(processes)]
        for engine in engines:
            engine.do("ask", questions=questions[:20], told=False)
        for place, engine in enumerate(engines):
            engine.begin("load", questions=questions, seconds=LOADED, seed=run.seed + place)
        said = [engine.end() for engine in engines]
    return sum(float(one["asked"] / one["seconds"]) for one in said)


def _add(run: Run, record: Record) -> None:
    """Documents one by one into a copy of each index, each until it is found."""
    documents = list(_marked(run))
    for name in run.pythons:
        run.say(f"{name}: documents added one by one")
        copy = run.index(name).with_name(f"{name}-added")
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(run.index(name), copy)
        try:
            with opened(run, name, copy) as engine:
                words = [document.words.split()[-1] for document in documents]
                said = engine.do("add", documents=said_documents(documents), words=words)
                record.added[name] = Spread.of(said["taken"], run.added)
        finally:
            shutil.rmtree(copy, ignore_errors=True)


def _marked(run: Run) -> Iterator[BenchDocument]:
    held = rows(run.collection.lines(), run.collection.made, run.collection.made)
    for place, document in enumerate(islice(held, run.added)):
        yield replace(document, id=f"added{place}", words=f"{document.words} marked{place}word")
