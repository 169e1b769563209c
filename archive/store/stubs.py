"""What people see of a work that is cited and not held: every value with how many works say so, and who cites it how.

A stub's own row is kept by `sketches`; here is what the mentions say one by one, disagreement included.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, select

from archive.store import addresses
from archive.store.cards import card_of, cited_counts, citing_rows
from archive.store.links import Citing, cited_by
from archive.store.packing import date_of
from archive.store.tables import editions, mentions, reading_candidates, readings, works
from archive.works.document import Card


@dataclass(frozen=True, slots=True)
class Said:
    """A value that mentions give a work, and how many works give it."""

    value: str
    works: int


@dataclass(frozen=True, slots=True)
class StubView:
    """A stub with what its citations say: types, issuers, dates (dd/mm/yyyy) and quoted titles, commonest first.

    `source` is where the authority table has it from, "" when it is known from citations only. `possible` counts the
    works that may mean it among others.
    """

    card: Card
    source: str
    types: tuple[Said, ...]
    issuers: tuple[Said, ...]
    dates: tuple[Said, ...]
    titles: tuple[Said, ...]
    citing: tuple[Citing, ...]
    possible: int


def view(connection: Connection, asked: str, *, offset: int = 0, limit: int = 50) -> StubView:
    """The stub at an address, its citing works the newest first, from `offset` on.

    It answers for a held work too: what others say of it.

    Raises:
        NotHere: there is no work at the address.
    """
    located = addresses.locate(connection, asked)
    row = connection.execute(select(works).where(works.c.id == located.work)).one()
    cited = cited_counts(connection, [located.work]).get(located.work, 0)
    return StubView(
        card=card_of(row, cited),
        source=row.source,
        types=_said(connection, located.work, mentions.c.type),
        issuers=_said(connection, located.work, mentions.c.issuer_name),
        dates=_said(connection, located.work, mentions.c.date, shown=_shown_date),
        titles=_said(connection, located.work, mentions.c.title),
        citing=cited_by(connection, located.address, offset=offset, limit=limit),
        possible=_possible(connection, located.work),
    )


def _said(
    connection: Connection, work: int, column: ColumnElement[Any], *, shown: Callable[[str], str] = str
) -> tuple[Said, ...]:
    citing = func.count(editions.c.work.distinct())
    rows = connection.execute(
        citing_rows(column, citing)
        .where(readings.c.target == work, column.is_not(None))
        .group_by(column)
        .order_by(citing.desc(), column)
    )
    return tuple(Said(shown(value), count) for value, count in rows)


def _shown_date(iso: str) -> str:
    date = date_of(iso)
    return date.shown if date else ""


def _possible(connection: Connection, work: int) -> int:
    question = (
        select(func.count(editions.c.work.distinct()))
        .select_from(mentions)
        .join(editions, editions.c.id == mentions.c.edition)
        .join(reading_candidates, reading_candidates.c.reading == mentions.c.reading)
        .where(editions.c.current, reading_candidates.c.work == work, editions.c.work != work)
    )
    return int(connection.execute(question).scalar_one())
