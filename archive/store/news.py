"""What came into the archive between two moments: works, works that cite one, texts of one; for those who follow.

The first moment is left out and the last one counts, so that stretches that follow each other tell everything once.
"""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, func, select

from archive.store import addresses
from archive.store.cards import cards_by_id, citing_rows
from archive.store.tables import editions, readings, works
from archive.works.document import Card


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of time, ISO 8601 in UTC: after `since`, up to `until` and that moment too."""

    since: str
    until: str

    def holds(self, column: ColumnElement[str]) -> ColumnElement[bool]:
        """The condition that a column is in the stretch."""
        return (column > self.since) & (column <= self.until)


@dataclass(frozen=True, slots=True)
class Texts:
    """Texts of one work in a stretch: whether one came, and whether it is the first the archive holds of it."""

    came: bool
    first: bool


def changed_works(connection: Connection, stretch: Stretch) -> dict[str, bool]:
    """The works that were added or changed in a stretch: address → whether it was added, the newest change first."""
    rows = connection.execute(
        select(works.c.address, works.c.created_at)
        .where(stretch.holds(works.c.changed_at))
        .order_by(works.c.changed_at.desc(), works.c.id.desc())
    )
    return {row.address: row.created_at > stretch.since for row in rows}


def newly_citing(connection: Connection, asked: str, stretch: Stretch) -> tuple[Card, ...]:
    """The works that cite the one at an address and whose first text came in a stretch, the newest document first.

    Raises:
        NotHere: there is no work at the address.
    """
    work = addresses.locate(connection, asked).work
    first = editions.alias()
    came = select(func.min(first.c.created_at)).where(first.c.work == works.c.id).scalar_subquery()
    rows = connection.execute(
        citing_rows(works.c.id)
        .join(works, works.c.id == editions.c.work)
        .where(stretch.holds(came), readings.c.target == work)
        .group_by(works.c.id, works.c.date_first, works.c.address)
        .order_by(works.c.date_first.is_(None), works.c.date_first.desc(), works.c.address)
    )
    ids = list(rows.scalars())
    cards = cards_by_id(connection, ids)
    return tuple(cards[one] for one in ids)


def own_texts(connection: Connection, asked: str, stretch: Stretch) -> Texts:
    """What texts of the work at an address came in a stretch. Raises NotHere."""
    work = addresses.locate(connection, asked).work
    moments = list(connection.execute(select(editions.c.created_at).where(editions.c.work == work)).scalars())
    came = [one for one in moments if stretch.since < one <= stretch.until]
    return Texts(bool(came), bool(came) and min(moments) > stretch.since)


def is_described_anew(connection: Connection, asked: str, stretch: Stretch) -> bool:
    """Whether the work at an address changed in a stretch, in its text or in what is said of it. Raises NotHere."""
    work = addresses.locate(connection, asked).work
    found = select(works.c.id).where(works.c.id == work, stretch.holds(works.c.changed_at))
    return connection.execute(found).first() is not None


def oldest_unread(connection: Connection) -> str:
    """The moment of the earliest change that the index has not read yet; "" where it has read everything."""
    found = connection.execute(select(func.min(works.c.changed_at)).where(works.c.stale > 0)).scalar()
    return str(found or "")
