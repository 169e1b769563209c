"""Figures of a run and what is made of them: percentiles, ratios, the record that is kept as JSON.

A record has everything that the tables and drawings show, so that they can be made again without measuring again.
"""

import json
import os
import platform
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

ENGINES = ("ours", "tantivy", "fts5", "xapian", "whoosh")
NAMES = {"ours": "ours", "tantivy": "tantivy", "fts5": "SQLite FTS5", "xapian": "Xapian", "whoosh": "stock Whoosh"}


@dataclass(frozen=True, slots=True)
class Spread:
    """Milliseconds of calls: the median, the 95th percentile, and how many calls there were.

    `steady` is the 95th percentile of each question's best call, which what else the machine does changes little.
    """

    p50: float
    p95: float
    calls: int
    steady: float = 0.0

    @classmethod
    def of(cls, taken: Sequence[float], questions: int = 1) -> "Spread":
        """The spread of some calls, at least one: so many questions in a row, and again in each round.

        A percentile is a call that was made, never between two.
        """
        best = [min(taken[place::questions]) for place in range(min(questions, len(taken)))]
        return cls(_at(taken, 0.5), _at(taken, 0.95), len(taken), _at(best, 0.95))


def _at(taken: Sequence[float], share: float) -> float:
    return sorted(taken)[min(len(taken) - 1, int(share * len(taken)))]


@dataclass(slots=True)
class Record:
    """All that one run found; the keys of the inner tables are engines."""

    documents: int
    seed: int
    collection: dict[str, Any]
    machine: dict[str, Any] = field(default_factory=dict)
    versions: dict[str, str] = field(default_factory=dict)
    asked: dict[str, dict[str, Spread]] = field(default_factory=dict)  # kind → engine → spread
    parity: dict[str, dict[str, Any]] = field(default_factory=dict)  # kind → counts
    load: dict[str, dict[str, float]] = field(default_factory=dict)  # engine → processes → questions a second
    build: dict[str, dict[str, float]] = field(default_factory=dict)
    opened: dict[str, dict[str, float]] = field(default_factory=dict)
    memory: dict[str, dict[str, float]] = field(default_factory=dict)
    added: dict[str, Spread] = field(default_factory=dict)
    others: dict[str, list[dict[str, Any]]] = field(default_factory=dict)  # a bench's name → rows

    def engines(self) -> list[str]:
        """The engines that took part, in the order of the tables."""
        return [name for name in ENGINES if name in self.versions]

    def ratio(self, kind: str, percentile: str, name: str = "ours", to: str = "tantivy") -> float | None:
        """How many times as long one engine takes as another for a kind of questions; None when one was not asked."""
        spreads = self.asked.get(kind, {})
        if name not in spreads or to not in spreads:
            return None
        other: float = getattr(spreads[to], percentile)
        mine: float = getattr(spreads[name], percentile)
        return mine / other if other else None


def saved(record: Record, path: Path) -> None:
    """Keep a record."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(asdict(record), ensure_ascii=False, indent=1) + "\n", "utf-8")


def read(path: Path) -> Record:
    """A record that was kept."""
    held = json.loads(path.read_text("utf-8"))
    asked = {kind: {name: Spread(**one) for name, one in row.items()} for kind, row in held.pop("asked").items()}
    added = {name: Spread(**one) for name, one in held.pop("added").items()}
    return Record(asked=asked, added=added, **held)


def machine() -> dict[str, Any]:
    """What figures depend on and a reader should know."""
    return {
        "processor": _processor(),
        "cores": len(os.sched_getaffinity(0)),
        "python": platform.python_version(),
        "load": round(os.getloadavg()[0], 2),
    }


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text("utf-8").splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()
