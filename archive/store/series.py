"""Series of numbers: what the archive holds of one body's documents of one type, within a term or a year.

A number that nobody holds or cites is never told of: secret documents share the sequence of open ones, and numbers may
never have been given out. A series says what is here, from which number to which, and is silent about what is between.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, and_, or_, select

from archive.store.browse import HELD
from archive.store.cards import cards_of
from archive.store.listing import listed
from archive.store.tables import AnyRow, works
from archive.works.bodies import family_name
from archive.works.document import Card
from archive.works.number import Number
from archive.works.vocabulary import type_codes

# A series of fewer held documents says nothing of a sequence, and is not told.
LEAST = 5
_MOST_FAMILIES = 6  # `-CT/TU` exists in every province


@dataclass(frozen=True, slots=True)
class Series:
    """Documents of one body and type whose text is held: how many, the lowest and highest serial, when.

    `term` is the congress term (Party), None where it is not known; `years` are the first and last year, None when no
    date is known.
    """

    family: str
    name: str
    type: str
    term: str | None
    years: tuple[int, int] | None
    held: int
    lowest: int
    highest: int


def series(connection: Connection, *, number: Number | None = None, family: str | None = None) -> tuple[Series, ...]:
    """The series that a number would stand in, or all of an issuing family; those with most held first.

    Of State numbers only the year of the number, of Party numbers every term; none of fewer than `LEAST`.
    """
    conditions = [HELD, works.c.serial.is_not(None), works.c.family.is_not(None), works.c.type.is_not(None)]
    if number is not None:
        conditions.append(_alike(number))
    if family is not None:
        conditions.append(works.c.family == family)
    grouped: defaultdict[tuple[str, str, str], list[AnyRow]] = defaultdict(list)
    for row in connection.execute(select(works).where(and_(*conditions))):
        # The numbers of State bodies begin anew each year, those of Party bodies with each term.
        within = row.term or "" if row.system == "party" else str(row.year or "")
        grouped[row.family, row.type, within].append(row)
    found = (_series(rows) for rows in grouped.values() if len({row.serial for row in rows}) >= LEAST)
    return tuple(sorted(found, key=lambda one: (-one.held, one.family, one.type, one.years or (0, 0))))


def neighbours(
    connection: Connection, number: Number, *, family: str | None = None
) -> tuple[tuple[Card, ...], tuple[Card, ...]]:
    """The nearest held or cited works before and after a number, in the series of the same letters.

    One before and one after for each body that uses these letters; State numbers within their year.
    """
    conditions = [_alike(number), listed(), works.c.serial.is_not(None), works.c.genre != "article"]
    if family is not None:
        conditions.append(works.c.family == family)
    below = select(works).where(and_(*conditions), works.c.serial < number.serial)
    above = select(works).where(and_(*conditions), works.c.serial > number.serial)
    newest = works.c.date_first.desc()
    before = cards_of(connection, below.order_by(works.c.serial.desc(), newest, works.c.address).limit(60))
    after = cards_of(connection, above.order_by(works.c.serial, newest, works.c.address).limit(60))
    return _one_each(before), _one_each(after)


def _alike(number: Number) -> ColumnElement[bool]:
    """Works whose number has the same letters, and the same year where it carries one."""
    kind = type_codes().get(number.type_code, number.type_code)
    tail = f"{number.year}/" if number.year else ""
    if number.system == "party":
        ends = (f"%-{kind}/{number.body_code}",)
    else:
        letters = "-".join(part for part in (kind, number.body_code) if part)
        ends = (f"%/{tail}{letters}",)
    return and_(works.c.type_code == kind if kind else works.c.type_code.in_(("",)), or_(*map(works.c.key.like, ends)))


def _one_each(cards: Iterable[Card]) -> tuple[Card, ...]:
    """The first card of each issuing body."""
    first: dict[str, Card] = {}
    for card in cards:
        first.setdefault(card.issuer.name if card.issuer else "", card)
    return tuple(first.values())[:_MOST_FAMILIES]


def _series(rows: list[AnyRow]) -> Series:
    serials = [row.serial for row in rows]
    years = [row.year for row in rows if row.year]
    first = rows[0]
    return Series(
        family=first.family,
        name=family_name(first.family) or first.issuer_name or first.family,
        type=first.type,
        term=first.term if first.system == "party" else None,
        years=(min(years), max(years)) if years else None,
        held=len(set(serials)),
        lowest=min(serials),
        highest=max(serials),
    )
