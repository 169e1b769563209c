"""How far the crawl of a source has come, read from its memory by who only looks: nothing of the crawl is touched.

A crawl may be running meanwhile; what is read is the state after its last step.
"""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

# The states of `frontier` as people count them.
_FETCHED, _WAITING, _FAILED = ("done", "fetched"), ("waiting", "held", "active"), ("refused",)


@dataclass(frozen=True, slots=True)
class Standing:
    """How many addresses of a source were fetched, wait, or were refused, and when it was asked last (ISO, UTC)."""

    fetched: int = 0
    waiting: int = 0
    failed: int = 0
    last_at: str = ""


def frontier_path(folder: Path, name: str) -> Path:
    """Where the memory of a source is kept in an archive."""
    return folder / "crawl" / f"{name}.sqlite"


def standing(folder: Path, name: str) -> Standing:
    """How far a source has come; nothing of everything for one that was never crawled, or a memory nobody can read."""
    path = frontier_path(folder, name)
    if not path.is_file():
        return Standing()
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as file:
            counts = dict(file.execute("SELECT state, count(*) FROM addresses GROUP BY state").fetchall())
            last = file.execute("SELECT max(changed_at) FROM addresses").fetchone()[0]
    except sqlite3.Error:
        return Standing()
    fetched, waiting, failed = (sum(counts.get(state, 0) for state in each) for each in (_FETCHED, _WAITING, _FAILED))
    return Standing(fetched, waiting, failed, _moment(last))


def _moment(seconds: float | None) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds") if seconds else ""
