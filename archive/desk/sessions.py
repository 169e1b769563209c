"""Browsers that are signed in: begun with a new token, ended when unused for long, too old, or by their owner.

The browser has the token, the file its digest; an account's sessions are told to its owner by their moments alone.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import ColumnElement, Connection, delete, insert, or_, select, update

from archive.desk import accounts
from archive.desk.accounts import Account
from archive.desk.moments import read, written
from archive.desk.tables import sessions

IDLE, LONGEST = timedelta(hours=12), timedelta(days=7)
TOKEN_BYTES = 32
# How old the moment of last use may grow before it is written anew: a page a second need not be a write a second.
_SEEN_STEP = timedelta(minutes=5)
_MARK = 16  # letters of the digest by which an owner names a session


@dataclass(frozen=True, slots=True)
class Session:
    """One signed-in browser: what names it (of no use to sign in with), when it began, when it was last used."""

    mark: str
    begun_at: str
    seen_at: str


def digest(token: str) -> str:
    """What the file keeps of a token."""
    return sha256(token.encode("utf-8", "replace")).hexdigest()


def mark(token: str) -> str:
    """What names the session of a token in lists."""
    return digest(token)[:_MARK]


def begin(connection: Connection, account: Account, *, at: datetime) -> str:
    """Begin a session and give its token, 256 random bits; sessions that are over are swept out."""
    connection.execute(delete(sessions).where(_over(at)))
    token = secrets.token_urlsafe(TOKEN_BYTES)
    moment = written(at)
    connection.execute(
        insert(sessions).values(digest=digest(token), account=account.id, begun_at=moment, seen_at=moment)
    )
    return token


def holder(connection: Connection, token: str, *, at: datetime) -> tuple[Account, bool] | None:
    """The account of a token and whether its last use is to be noted (`touch`); None where no session goes on."""
    row = connection.execute(select(sessions).where(sessions.c.digest == digest(token), ~_over(at))).one_or_none()
    account = accounts.by_id(connection, row.account) if row else None
    if row is None or account is None or not account.active:
        return None
    return account, at - read(row.seen_at) >= _SEEN_STEP


def touch(connection: Connection, token: str, *, at: datetime) -> None:
    """Note that the session is in use."""
    connection.execute(update(sessions).where(sessions.c.digest == digest(token)).values(seen_at=written(at)))


def end(connection: Connection, token: str) -> bool:
    """End the session of a token; whether there was one."""
    return bool(connection.execute(delete(sessions).where(sessions.c.digest == digest(token))).rowcount)


def end_marked(connection: Connection, account: Account, named: str) -> bool:
    """End one of the account's own sessions, named by its mark; whether there was one."""
    if len(named) != _MARK:
        return False
    own = sessions.c.account == account.id, sessions.c.digest.startswith(named, autoescape=True)
    return bool(connection.execute(delete(sessions).where(*own)).rowcount)


def listed(connection: Connection, account: Account, *, at: datetime) -> list[Session]:
    """The account's sessions that go on, last used first."""
    own = select(sessions).where(sessions.c.account == account.id, ~_over(at)).order_by(sessions.c.seen_at.desc())
    return [Session(row.digest[:_MARK], row.begun_at, row.seen_at) for row in connection.execute(own)]


def _over(at: datetime) -> ColumnElement[bool]:
    """What a session is when it was unused for too long, or began too long ago."""
    return or_(sessions.c.seen_at <= written(at - IDLE), sessions.c.begun_at <= written(at - LONGEST))
