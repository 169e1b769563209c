"""What the archive holds, in the figures its about page tells: levels and systems, days, how texts came about, when.

Everything is counted at the time of asking; who shows it keeps it until the store changes.
"""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, case, func, select

from archive.store.cards import cards_of
from archive.store.database import HEAD
from archive.store.tables import captures, editions, works
from archive.works.bodies import LEVELS
from archive.works.document import Card

_HELD = works.c.genre == "directive"


@dataclass(frozen=True, slots=True)
class Shelf:
    """The held directives of a level ("" where it is not known): of the Party, of the State, of neither for sure."""

    level: str
    party: int
    state: int
    unknown: int

    @property
    def total(self) -> int:
        """All of the level."""
        return self.party + self.state + self.unknown


@dataclass(frozen=True, slots=True)
class Holdings:
    """The figures besides those of `browse.coverage`.

    `first` and `last` are the held directives with the earliest and the latest date, None where none has one.
    `recognised`, `recoded` and `converted` count held works (articles too) whose present text came about so;
    `captured_at` and `changed_at` are the last moments at which bytes came in and a work changed, "" for never.
    """

    shelves: tuple[Shelf, ...]
    first: Card | None
    last: Card | None
    undated: int
    demonstration: int
    recognised: int
    recoded: int
    converted: int
    captured_at: str
    changed_at: str
    schema: str = HEAD


def holdings(connection: Connection) -> Holdings:
    """The figures of an archive."""
    counts = connection.execute(
        select(
            func.count().filter(works.c.date_first.is_(None)).label("undated"),
            func.count().filter(works.c.demonstration).label("demonstration"),
        ).where(_HELD)
    ).one()
    methods = _methods(connection)
    return Holdings(
        shelves=_shelves(connection),
        first=_at_the_end(connection, works.c.date_first.asc()),
        last=_at_the_end(connection, works.c.date_last.desc()),
        undated=counts.undated,
        demonstration=counts.demonstration,
        recognised=methods["recognised"],
        recoded=methods["recoded"],
        converted=methods["converted"],
        captured_at=connection.execute(select(func.max(captures.c.captured_at))).scalar() or "",
        changed_at=connection.execute(select(func.max(works.c.changed_at))).scalar() or "",
    )


def _shelves(connection: Connection) -> tuple[Shelf, ...]:
    found = connection.execute(
        select(
            func.coalesce(works.c.level, "").label("level"),
            *(_count(works.c.system == system, system) for system in ("party", "state")),
            _count(func.coalesce(works.c.system, "").not_in(("party", "state")), "unknown"),
        )
        .where(_HELD)
        .group_by(func.coalesce(works.c.level, ""))
    )
    rows = {row.level: Shelf(row.level, row.party, row.state, row.unknown) for row in found}
    order = (*LEVELS, *sorted(set(rows) - set(LEVELS)))
    return tuple(rows[level] for level in order if level in rows)


def _count(condition: ColumnElement[bool], name: str) -> ColumnElement[int]:
    return func.sum(case((condition, 1), else_=0)).label(name)


def _at_the_end(connection: Connection, order: ColumnElement[str]) -> Card | None:
    found = select(works).where(_HELD, works.c.date_first.is_not(None)).order_by(order, works.c.address).limit(1)
    return next(iter(cards_of(connection, found)), None)


def _methods(connection: Connection) -> dict[str, int]:
    """How many present texts came about by each method; the methods stand in quotes in the kept JSON."""
    names = ("recognised", "recoded", "converted")
    row = connection.execute(
        select(*(func.count().filter(editions.c.derivation.contains(f'"{name}"')).label(name) for name in names)).where(
            editions.c.current
        )
    ).one()
    return {name: getattr(row, name) for name in names}
