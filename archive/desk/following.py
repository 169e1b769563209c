"""What accounts follow, a search or a work, how often they are told, and up to which moment they have been told.

A search is kept as the part of its address behind "?", a work by its address. Nobody but the owner is shown it, and the
log says nothing of it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, func, insert, select, update

from archive.desk import accounts
from archive.desk.accounts import Account
from archive.desk.moments import written
from archive.desk.tables import accounts as people
from archive.desk.tables import followed
from archive.errors import QueryError
from archive.store.tables import AnyRow

KINDS = ("search", "work")
RHYTHMS = ("daily", "weekly", "none")
MOST = 200  # a mail that tells of more would not be read, and each search is asked once a day
LONGEST_TARGET, LONGEST_LABEL = 2000, 300
# A little less than a day and a week: the command may begin some minutes earlier than the day before.
_SPANS = {"daily": timedelta(hours=20), "weekly": timedelta(days=6, hours=12)}


@dataclass(frozen=True, slots=True)
class Followed:
    """One thing an account follows; `label` is what lists and mails call it, `told_until` the moment told up to."""

    id: int
    account: int
    kind: str
    target: str
    label: str
    rhythm: str
    made_at: str
    told_until: str


def follow(connection: Connection, account: Account, kind: str, target: str, *, label: str, at: datetime) -> Followed:
    """Follow something from now on, told once a week at first; what is followed already stays as it is.

    Raises:
        QueryError: the kind does not exist, the target is too long or empty, or the account follows `MOST` things.
    """
    if kind not in KINDS or not target or len(target) > LONGEST_TARGET or not target.isprintable():
        raise QueryError(
            "Không theo dõi được mục này.", remedy="Hãy mở lại trang văn bản hoặc trang kết quả rồi thử lại."
        )
    known = find(connection, account, kind, target)
    if known:
        return known
    own = select(func.count()).where(followed.c.account == account.id)
    if connection.execute(own).scalar_one() >= MOST:
        raise QueryError(f"Đã theo dõi {MOST} mục, mức nhiều nhất.", remedy="Hãy bỏ bớt mục không cần nữa.")
    moment = written(at)
    made = connection.execute(
        insert(followed)
        .values(
            account=account.id,
            kind=kind,
            target=target,
            label=one_line(label)[:LONGEST_LABEL] or target[:LONGEST_LABEL],
            rhythm="weekly",
            made_at=moment,
            told_until=moment,
        )
        .returning(*followed.c)
    ).one()
    return _followed(made)


def find(connection: Connection, account: Account, kind: str, target: str) -> Followed | None:
    """What the account follows by this kind and target, or None."""
    own = followed.c.account == account.id, followed.c.kind == kind, followed.c.target == target
    row = connection.execute(select(followed).where(*own)).one_or_none()
    return _followed(row) if row else None


def listed(connection: Connection, account: Account) -> list[Followed]:
    """What the account follows, the newest first."""
    rows = connection.execute(select(followed).where(followed.c.account == account.id).order_by(followed.c.id.desc()))
    return [_followed(row) for row in rows]


def unfollow(connection: Connection, account: Account, number: int) -> bool:
    """Follow it no longer; whether the account did."""
    own = followed.c.id == number, followed.c.account == account.id
    return bool(connection.execute(delete(followed).where(*own)).rowcount)


def set_rhythm(connection: Connection, account: Account, number: int, rhythm: str, *, at: datetime) -> bool:
    """Be told daily, weekly or not at all; whether the account follows it. Raises QueryError: no such rhythm.

    Who asks to be told again is told of what comes from then on.
    """
    if rhythm not in RHYTHMS:
        raise QueryError("Không có nhịp gửi này.", remedy=f"Các nhịp: {', '.join(RHYTHMS)}.")
    own = followed.c.id == number, followed.c.account == account.id
    connection.execute(update(followed).where(*own, followed.c.rhythm == "none").values(told_until=written(at)))
    return bool(connection.execute(update(followed).where(*own).values(rhythm=rhythm)).rowcount)


def silence(connection: Connection, account: int, number: int | None) -> int:
    """Send no more mail for one thing an account follows, or (None) for all; how many that were. They stay listed."""
    own = [followed.c.account == account, followed.c.rhythm != "none"]
    if number is not None:
        own.append(followed.c.id == number)
    return connection.execute(update(followed).where(*own).values(rhythm="none")).rowcount


def due(connection: Connection, at: datetime) -> list[tuple[Account, list[Followed]]]:
    """Who is to be told now, and of what: accounts in use with a mail address, by name."""
    rows = connection.execute(
        select(followed)
        .join(people, people.c.id == followed.c.account)
        .where(people.c.active, people.c.email != "", followed.c.rhythm != "none")
        .order_by(people.c.name, followed.c.id)
    )
    waiting: dict[int, list[Followed]] = {}
    for row in rows:
        if row.told_until <= written(at - _SPANS[row.rhythm]):
            waiting.setdefault(row.account, []).append(_followed(row))
    found = ((accounts.by_id(connection, number), things) for number, things in waiting.items())
    return [(account, things) for account, things in found if account]


def told(connection: Connection, account: Account, things: Iterable[Followed], until: str) -> None:
    """Note that the account knows what came up to a moment, and that its mail was taken."""
    own = followed.c.id.in_([one.id for one in things]), followed.c.told_until < until
    connection.execute(update(followed).where(*own).values(told_until=until))
    connection.execute(update(people).where(people.c.id == account.id).values(mail_trouble=""))


def not_told(connection: Connection, account: Account, trouble: str) -> None:
    """Note why the account's mail was not taken; it is tried again the next time."""
    connection.execute(update(people).where(people.c.id == account.id).values(mail_trouble=one_line(trouble)[:500]))


def trouble_of(connection: Connection, account: Account) -> str:
    """Why the account's last mail was not taken; "" where it was."""
    return str(connection.execute(select(people.c.mail_trouble).where(people.c.id == account.id)).scalar_one())


def one_line(words: str) -> str:
    """Words on one line, without signs that no page or mail shows: what stands in a label never begins a new line."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in words).split())


def _followed(row: AnyRow) -> Followed:
    return Followed(
        row.id, row.account, row.kind, row.target, row.label, row.rhythm, made_at=row.made_at, told_until=row.told_until
    )
