"""What comes before the questions: indexes are built, or found from the run before, and opened by fresh processes."""

import json
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.bench.asking import Engine, forget, said_questions, size_of
from tests.bench.bench_document import Question
from tests.bench.collection import Collection
from tests.bench.figures import Record, Spread

SLOW = frozenset({"whoosh", "xapian"})  # engines whose index is kept between runs: building it takes minutes
OPENINGS = 5


@dataclass(frozen=True, slots=True)
class Run:
    """What is run: a collection, questions, the engines with their interpreters, and where indexes are kept."""

    collection: Collection
    questions: Sequence[Question]
    pythons: dict[str, str]
    seed: int
    rounds: int = 5
    added: int = 40
    say: Callable[[str], None] = print

    def index(self, name: str) -> Path:
        """Where the index of an engine is."""
        return self.collection.folder / f"index-{self.collection.documents}" / name

    def asked(self, kind: str, not_asked: frozenset[str] = frozenset()) -> list[Question]:
        """The questions of a kind."""
        return [one for one in self.questions if one.kind == kind and kind not in not_asked]


def build(run: Run, record: Record, name: str) -> None:
    """Build the index of an engine, unless it is a slow one that was built before by the same version."""
    folder = run.index(name)
    kept = folder.with_suffix(".built")
    with Engine(name, run.pythons[name]) as engine:
        record.versions[name] = str(engine.do("hello")["version"])
        built = _before(kept, record.versions[name]) if name in SLOW else None
        if built is None:
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
            run.say(f"{name}: building")
            at = {"lines": str(run.collection.lines()), "documents": run.collection.documents}
            built = engine.do("build", folder=str(folder), made=run.collection.made, **at)
            kept.write_text(json.dumps({**built, "version": record.versions[name]}), "utf-8")
    record.build[name] = {**built, "size": size_of(folder), "rate": run.collection.documents / built["seconds"]}


def _before(kept: Path, version: str) -> dict[str, float] | None:
    """What was measured when an index was built by this version; None when there is none."""
    held = json.loads(kept.read_text("utf-8")) if kept.exists() else {}
    return {**held, "kept": 1.0} if held.pop("version", None) == version else None


@contextmanager
def opened(run: Run, name: str, folder: Path | None = None) -> Iterator[Engine]:
    """An engine with its index open, or another one in a folder."""
    with Engine(name, run.pythons[name]) as engine:
        engine.do("open", folder=str(folder or run.index(name)), first=_first(run))
        yield engine


def _first(run: Run) -> list[Any]:
    return said_questions(run.asked("common term"))[0]


def open_cold(run: Run, record: Record) -> None:
    """Fresh processes open the index: its files in memory, then dropped from memory before each."""
    for dropped in (False, True):
        for name in run.pythons:
            taken = []
            for _ in range(OPENINGS):
                if dropped:
                    forget(run.index(name))
                with Engine(name, run.pythons[name]) as engine:
                    engine.do("hello")  # the library is imported before the clock runs
                    taken.append(engine.do("open", folder=str(run.index(name)), first=_first(run)))
            row = record.opened.setdefault(name, {})
            for figure in ("open", "first"):
                row[f"{figure}, dropped" if dropped else figure] = Spread.of([one[figure] for one in taken]).p50
            row["memory"] = taken[-1]["memory"]
