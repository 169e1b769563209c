"""Every work that lists show, in one short line each: what type-ahead looks through, and a mark of the store's state.

The whole list is read at once and kept by whoever asks; the mark says, in two quick questions, whether it is of age.
"""

import sys
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from archive.store.cards import citing_rows
from archive.store.listing import listed
from archive.store.tables import captures, editions, readings, works


@dataclass(frozen=True, slots=True)
class Entry:
    """A work on one line; `cited` counts the works that cite it."""

    address: str
    genre: str
    number: str | None
    type: str | None
    issuer: str | None
    family: str | None
    year: int | None
    title: str | None
    cited: int


_SHOWN = [
    works.c[name] for name in ("id", "address", "genre", "number", "type", "issuer_name", "family", "year", "title")
]


def entries(connection: Connection) -> tuple[Entry, ...]:
    """Every work that lists show: those cited most first, then held ones, then the newest."""
    cited = connection.execute(
        citing_rows(readings.c.target, func.count(editions.c.work.distinct()).label("citing")).group_by(
            readings.c.target
        )
    )
    counts = {row.target: row.citing for row in cited}
    found = connection.execute(select(*_SHOWN).where(listed()).order_by(works.c.id)).all()
    ordered = sorted(
        found, key=lambda row: (-counts.get(row.id, 0), row.genre == "stub", -(row.year or 0), row.address)
    )
    return tuple(
        Entry(
            address=row.address,
            genre=sys.intern(row.genre),
            number=row.number,
            type=_once(row.type),
            issuer=_once(row.issuer_name),
            family=_once(row.family),
            year=row.year,
            title=row.title,
            cited=counts.get(row.id, 0),
        )
        for row in ordered
    )


def _once(name: str | None) -> str | None:
    """A name that thousands of works have, kept once for all of them."""
    return name and sys.intern(name)


def state(connection: Connection) -> tuple[int, ...]:
    """A mark of what the store holds: another one when a work or text came, went, was corrected or read again."""
    asked = select(func.count(), func.coalesce(func.max(works.c.id), 0), func.max(works.c.changed_at))
    held = connection.execute(asked.select_from(works)).one()
    changed = int("".join(filter(str.isdecimal, held[2] or "")) or 0)
    newest = (
        connection.execute(select(func.coalesce(func.max(table.c.id), 0))).scalar_one()
        for table in (editions, captures)
    )
    return (int(held[0]), int(held[1]), changed, *map(int, newest))
