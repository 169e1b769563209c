"""Works in the order in which they changed last: for those who keep a copy of the archive and come back for the rest.

A place in that order is a moment and a work; a work that changes while a copy is made moves to its end and is met
again, so that nothing is lost.
"""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, func, select, tuple_

from archive.store.cards import cards_by_id
from archive.store.tables import works
from archive.works.document import Card, Genre


@dataclass(frozen=True, slots=True)
class Changed:
    """A work, when it changed last (ISO 8601, UTC), and its row: what the next question begins after."""

    card: Card
    changed_at: str
    row: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which works are asked for: changed from a moment on (""), of one genre (None: of any)."""

    since: str = ""
    genre: Genre | None = None

    def conditions(self) -> list[ColumnElement[bool]]:
        """The conditions on `works`."""
        since = [works.c.changed_at >= self.since] if self.since else []
        return since + ([works.c.genre == self.genre] if self.genre else [])


def changed(
    connection: Connection, wanted: Wanted, *, after: tuple[str, int] | None = None, limit: int = 100
) -> tuple[Changed, ...]:
    """The next works in the order of their change, after a place in it."""
    chosen = select(works.c.id, works.c.changed_at).where(*wanted.conditions())
    if after is not None:
        chosen = chosen.where(tuple_(works.c.changed_at, works.c.id) > after)
    rows = connection.execute(chosen.order_by(works.c.changed_at, works.c.id).limit(limit)).all()
    cards = cards_by_id(connection, [row.id for row in rows])
    return tuple(Changed(cards[row.id], row.changed_at, row.id) for row in rows)


def changed_total(connection: Connection, wanted: Wanted) -> int:
    """How many works are asked for in all."""
    return int(connection.execute(select(func.count()).select_from(works).where(*wanted.conditions())).scalar_one())
