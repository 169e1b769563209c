"""The log of the desk: who did what, and when; rows are added and never changed.

It tells what was done to the archive and to accounts. What was read or sought is not told to it.
"""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, func, insert, select

from archive.desk.moments import now
from archive.desk.tables import audit


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the log: the moment, the account's name, the act, what it was done to, and a few words more."""

    id: int
    at: str
    account: str
    act: str
    what: str
    detail: str


@dataclass(frozen=True, slots=True)
class Sought:
    """Which rows are looked for: of an account's name, of an act, of a day (its first and last moment); "" for all."""

    account: str = ""
    act: str = ""
    since: str = ""
    until: str = ""


def record(connection: Connection, account: str, act: str, what: str = "", detail: str = "") -> None:
    """Add a row: the account's name, a short code of the act (see `search_web.desk.words`), what it was done to.

    `detail` must hold no password, token or text of a document.
    """
    connection.execute(insert(audit).values(at=now(), account=account, act=act, what=what, detail=detail))


def listed(connection: Connection, sought: Sought | None = None, *, offset: int = 0, limit: int = 50) -> list[Entry]:
    """The rows that are looked for, newest first."""
    rows = connection.execute(
        select(audit).where(*_conditions(sought)).order_by(audit.c.id.desc()).offset(offset).limit(limit)
    )
    return [Entry(row.id, row.at, row.account, row.act, row.what, row.detail) for row in rows]


def count(connection: Connection, sought: Sought | None = None) -> int:
    """How many rows there are."""
    found = connection.execute(select(func.count()).select_from(audit).where(*_conditions(sought))).scalar_one()
    return int(found)


def acts(connection: Connection) -> list[str]:
    """The acts that have happened, by code."""
    return list(connection.execute(select(audit.c.act).distinct().order_by(audit.c.act)).scalars())


def _conditions(sought: Sought | None) -> list[ColumnElement[bool]]:
    if sought is None:
        return []
    named = {audit.c.account: sought.account, audit.c.act: sought.act}
    conditions: list[ColumnElement[bool]] = [column == value for column, value in named.items() if value]
    if sought.since:
        conditions.append(audit.c.at >= sought.since)
    if sought.until:
        conditions.append(audit.c.at < sought.until)
    return conditions
