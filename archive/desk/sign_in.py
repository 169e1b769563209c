"""Signing in: a name and a password in, an account and the token of its session out, or one refusal for every cause.

A name that does not exist takes the work of one that does, so that nobody learns which names there are. Wrong passwords
lock an account for a time that grows; the log keeps both. Sessions themselves are in `archive.desk.sessions`.
"""

from collections import deque
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock

from sqlalchemy import Connection, select, update

from archive.desk import accounts, audit, passwords, sessions
from archive.desk.accounts import Account
from archive.desk.moments import read, written
from archive.desk.tables import accounts as table
from archive.store.database import Database

# Five slips of the fingers cost nothing; then one minute, doubled by each further failure, an hour at most. A guesser
# has some 30 tries a day at one account then.
FREE_FAILURES = 5
FIRST_LOCK, LONGEST_LOCK = timedelta(minutes=1), timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Entered:
    """A person signed in: the account, and the token its browser keeps; the file holds only the token's digest."""

    account: Account
    token: str


def lock_after(failures: int) -> timedelta:
    """How long an account is locked after so many failures in a row: 5 → 1 minute, 6 → 2, … 11 and more → 1 hour."""
    if failures < FREE_FAILURES:
        return timedelta()
    doublings = min(failures - FREE_FAILURES, 16)
    return min(FIRST_LOCK * (1 << doublings), LONGEST_LOCK)


def sign_in(desk: Database, name: str, password: str, *, at: datetime) -> Entered | None:
    """The account and a new session, or None: no such name, wrong password, account locked or closed.

    The password is checked once whatever the cause, outside of any transaction. A try while the account is locked is
    refused even when right, and is not counted, so that nobody can keep another locked out for ever.
    """
    with desk.reading() as connection:
        row = connection.execute(select(table).where(table.c.name == accounts.folded(name))).one_or_none()
    right = passwords.verified(row.password if row else passwords.nobody(), password)
    if row is None:
        return None
    renewed = passwords.hashed(password) if right and passwords.outdated(row.password) else row.password
    with desk.atomic() as connection:
        account = accounts.by_id(connection, row.id)
        if account is None or not account.active or is_locked(account, at):
            return None
        if not right:
            _count_failure(connection, account, at)
            return None
        # Only where nobody gave another password meanwhile: then the one that was typed is no longer right.
        same = table.c.id == row.id, table.c.password == row.password
        values = {"failures": 0, "locked_until": None, "password": renewed}
        if not connection.execute(update(table).where(*same).values(values)).rowcount:
            return None
        audit.record(connection, account.name, "sign_in")
        return Entered(account, sessions.begin(connection, account, at=at))


def is_locked(account: Account, at: datetime) -> bool:
    """Whether the account is locked at the moment."""
    return bool(account.locked_until) and at < read(account.locked_until)


def change_own(desk: Database, account: Account, old: str, new: str, *, at: datetime) -> Entered | None:
    """Give oneself another password; every session ends and a new one begins. None where the old one is wrong.

    A wrong one counts as a failure to sign in.

    Raises:
        QueryError: the new one breaks the rules of `archive.desk.passwords`.
    """
    with desk.reading() as connection:
        kept = connection.execute(select(table.c.password).where(table.c.id == account.id)).scalar_one_or_none()
    right = passwords.verified(kept or passwords.nobody(), old)
    with desk.atomic() as connection:
        current = accounts.by_id(connection, account.id)
        if current is None or not current.active or is_locked(current, at):
            return None
        if not right:
            _count_failure(connection, current, at)
            return None
        accounts.set_password(connection, current.name, new, by=current.name)
        return Entered(accounts.named(connection, current.name), sessions.begin(connection, current, at=at))


def _count_failure(connection: Connection, account: Account, at: datetime) -> None:
    counted = update(table).where(table.c.id == account.id).values(failures=table.c.failures + 1)
    failures = connection.execute(counted.returning(table.c.failures)).scalar_one()
    audit.record(connection, account.name, "sign_in_failed")
    if span := lock_after(failures):
        until = written(at + span)
        connection.execute(update(table).where(table.c.id == account.id).values(locked_until=until))
        audit.record(connection, account.name, "locked", detail=f"{failures} · {int(span.total_seconds() // 60)}′")


class Brake:
    """How many tries of all names together one process takes: `most` within `span`; nothing is kept of who tried."""

    def __init__(self, most: int = 30, span: timedelta = timedelta(minutes=1)) -> None:
        """Nothing tried yet."""
        self._most, self._span = most, span
        self._tried: deque[datetime] = deque()
        self._lock = Lock()

    def lets(self, at: datetime) -> bool:
        """Whether one more try is taken now; it is counted when it is."""
        with self._lock:
            while self._tried and self._tried[0] <= at - self._span:
                self._tried.popleft()
            if len(self._tried) >= self._most:
                return False
            self._tried.append(at)
            return True
