"""Questions that found nothing, counted by folded words and day, so that the archive learns what people miss.

No row says who asked, from where, or when on that day. What may point to a person (a telephone or identity number, an
address of mail) is never kept, and rows that one or two people typed are never shown.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Connection, delete, func, insert, select, update

from archive.desk.tables import misses
from archive.text.vietnamese import fold, nfc

MOST_LETTERS = 80  # longer ones are pasted text, which may say anything
LEAST_SHOWN = 3
KEPT_DAYS = 400  # a little more than a year, to see what comes back each year
MOST_A_DAY = 20_000  # rows of one day: a program that asks nonsense fills no disk
_NOT_WORDS = re.compile(r"[^\w/.,&@+-]+")
# What may be of a person. A telephone number: 9 to 11 figures that begin with 0, 84 or +84, in groups or not; an
# identity number: 9 or 12 figures; a card of the Party or of insurance: 8 to 15. So: eight figures or more, in groups
# parted by one sign, whatever they are. Must match "0912345678", "091.234.56.78", "+84 912 345 678", "0123 456 789",
# "012345678901". Must not match "47-ct/tu", "11/11/2014", "30/2020/nd-cp", "1945 1954", "2015-2020", "01-01-2020".
_FIGURES = re.compile(r"(?<!\d)\d(?:[ .\-]?\d){7,30}(?!\d)")
# Days and spans of years have eight figures too and point to nobody: "01-01-2020", "01.01.2020", "2015-2020".
_DAYS = re.compile(r"(?<!\d)(?:\d{1,2}[ ./-]\d{1,2}[ ./-](?:19|20)\d\d|(?:19|20)\d\d[ .-]+(?:19|20)\d\d)(?!\d)")
# An address of mail: "an.nguyen@tinh.gov.vn", also "an @ tinh". Must not match "a b".
_MAIL = re.compile(r"@")


@dataclass(frozen=True, slots=True)
class Miss:
    """Words that found nothing, with how often they were asked and the first and last day of it."""

    words: str
    asked: int
    first: str
    last: str


def folded(words: str) -> str:
    """The words as counted: without marks, lower case, single blanks; "" for what must not be kept."""
    plain = _NOT_WORDS.sub(" ", fold(nfc(words)).replace("_", " ")).strip()
    if not plain or len(plain) > MOST_LETTERS or not any(sign.isalnum() for sign in plain):
        return ""
    if _MAIL.search(plain) or _FIGURES.search(_DAYS.sub(" ", plain)):
        return ""
    return " ".join(plain.split())


def count(connection: Connection, words: str, day: date) -> None:
    """Count a question that found nothing; what may point to a person, and what is too long, is not kept."""
    kept = folded(words)
    if not kept:
        return
    here = (misses.c.words == kept, misses.c.day == day.isoformat())
    if connection.execute(update(misses).where(*here).values(asked=misses.c.asked + 1)).rowcount:
        return
    held = select(func.count()).select_from(misses).where(misses.c.day == day.isoformat())
    rows = connection.execute(held).scalar_one()
    if rows == 0:  # the first question of a day
        forget(connection, day)
    if rows < MOST_A_DAY:
        connection.execute(insert(misses).values(words=kept, day=day.isoformat(), asked=1))


def forget(connection: Connection, today: date) -> int:
    """Remove what is older than `KEPT_DAYS`; how many rows."""
    oldest = (today - timedelta(days=KEPT_DAYS)).isoformat()
    return int(connection.execute(delete(misses).where(misses.c.day < oldest)).rowcount)


def listed(
    connection: Connection, least: int = LEAST_SHOWN, *, since: date | None = None, until: date | None = None
) -> tuple[Miss, ...]:
    """What was asked at least so often between two days (both included), the most asked first."""
    total = func.sum(misses.c.asked)
    asked = select(misses.c.words, total.label("asked"), func.min(misses.c.day), func.max(misses.c.day))
    if since:
        asked = asked.where(misses.c.day >= since.isoformat())
    if until:
        asked = asked.where(misses.c.day <= until.isoformat())
    rows = connection.execute(
        asked.group_by(misses.c.words).having(total >= max(least, 1)).order_by(total.desc(), misses.c.words)
    )
    return tuple(Miss(*row) for row in rows)


def weeks(connection: Connection) -> tuple[tuple[date, int], ...]:
    """The Monday of each week in which something was not found, the newest first, with the number of questions."""
    sums: dict[date, int] = {}
    for day, asked in connection.execute(select(misses.c.day, func.sum(misses.c.asked)).group_by(misses.c.day)):
        on = date.fromisoformat(day)
        monday = on - timedelta(days=on.weekday())
        sums[monday] = sums.get(monday, 0) + int(asked)
    return tuple(sorted(sums.items(), reverse=True))
