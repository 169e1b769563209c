"""The shelf list: which works a list has, in the order in which they stand; rows only, their cards are in `cards`.

A list may hold twenty thousand works and a page shows fifty of them. Whoever keeps the rows of a list as long as the
store does not change turns its pages for nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from sqlalchemy import ColumnElement, Connection, and_, case, func, or_, select

from archive.store.cards import cards_by_id
from archive.store.tables import topic_works, topics, works
from archive.works.document import Card
from archive.works.terms import congresses

Order = Literal["newest", "oldest", "number", "cited", "recent"]
Genre = Literal["work", "article", "any"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which works a list has; every part that is given must hold.

    `type` is the printed name, "" for works whose type is not known; `years` are the first and last year, `undated` the
    works without one. `term` is a congress term, "" for works of none; `held` is whether the text is here. `genre`
    "work" is everything but articles. `cited` leaves works that nobody cites out.
    """

    family: str | None = None
    type: str | None = None
    years: tuple[int, int] | None = None
    month: int | None = None
    day: int | None = None
    undated: bool = False
    term: str | None = None
    level: str | None = None
    system: str | None = None
    topic: str | None = None
    held: bool | None = None
    cited: bool = False
    genre: Genre = "work"


def condition(wanted: Wanted) -> ColumnElement[bool]:
    """What is wanted, as a condition on `works`; `cited` is not in it, for that is counted elsewhere."""
    return and_(*_of_genre(wanted), *_of_day(wanted), *_of_place(wanted), *_of_subject(wanted))


def _of_genre(wanted: Wanted) -> list[ColumnElement[bool]]:
    if wanted.held is not None:
        return [works.c.genre == ("directive" if wanted.held else "stub")]
    # Named one by one: an inequality would keep the index of the shelf from being used.
    named = {"work": ("directive", "stub"), "article": ("article",), "any": ("directive", "stub", "article")}
    return [works.c.genre.in_(named[wanted.genre])]


def _of_day(wanted: Wanted) -> list[ColumnElement[bool]]:
    made: list[ColumnElement[bool]] = [works.c.year.is_(None)] if wanted.undated else []
    if wanted.years is not None:
        first, last = wanted.years
        made.append(works.c.year == first if first == last else works.c.year.between(first, last))
    if wanted.month is not None:
        made.append(func.substr(works.c.date, 6, 2) == f"{wanted.month:02d}")
    if wanted.day is not None:
        made.append(func.substr(works.c.date, 9, 2) == f"{wanted.day:02d}")
    return made


def _of_place(wanted: Wanted) -> list[ColumnElement[bool]]:
    asked = ((works.c.family, wanted.family), (works.c.level, wanted.level), (works.c.system, wanted.system))
    return [column == value for column, value in asked if value is not None]


def _of_subject(wanted: Wanted) -> list[ColumnElement[bool]]:
    made: list[ColumnElement[bool]] = []
    if wanted.type is not None:
        made.append(works.c.type == wanted.type if wanted.type else works.c.type.is_(None))
    if wanted.term is not None:
        made.append(of_term(wanted.term))
    if wanted.topic is not None:
        shown = select(topic_works.c.work).join(topics, topics.c.id == topic_works.c.topic)
        made.append(works.c.id.in_(shown.where(topics.c.slug == wanted.topic)))
    return made


# --- congress terms --------------------------------------------------------------------------------------------------


def of_term(term: str) -> ColumnElement[bool]:
    """The works of a congress term: those that carry it, and those that carry none and were issued within its days.

    A work dated to days of a congress, or to a year with one, may be of two terms and is of none here; so are works
    without a date ("" asks for these).
    """
    spans = term_days()
    if term:
        begins, ends = spans[term]
        return or_(works.c.term == term, and_(works.c.term.is_(None), _within(begins, ends)))
    inside = or_(*(_within(begins, ends) for begins, ends in spans.values()))
    return and_(works.c.term.is_(None), or_(works.c.date_first.is_(None), ~inside))


def own_term() -> ColumnElement[str]:
    """The congress term of a work as `of_term` has it, "" for none: for counting all terms at once."""
    inside = [(_within(begins, ends), term) for term, (begins, ends) in term_days().items()]
    return case((works.c.term.is_not(None), works.c.term), *inside, else_="")


def term_days() -> dict[str, tuple[date, date | None]]:
    """Each congress term with the day its congress closed and the day the next one opened; None for the present one."""
    listed = congresses()
    following = [*(one.opened for one in listed[1:]), None]
    return {one.term: (one.closed, then) for one, then in zip(listed, following, strict=True)}


def _within(begins: date, ends: date | None) -> ColumnElement[bool]:
    after = works.c.date_first > begins.isoformat()
    return after if ends is None else and_(after, works.c.date_last < ends.isoformat())


# --- rows ------------------------------------------------------------------------------------------------------------

_DAYS = (works.c.date_first.is_(None), works.c.date_first.desc(), works.c.serial, works.c.address)
_ORDERS = {
    "newest": _DAYS,
    "oldest": (works.c.date_first.is_(None), works.c.date_first, works.c.serial, works.c.address),
    "number": (works.c.serial.is_(None), works.c.serial, works.c.date_first.desc(), works.c.address),
    "recent": (works.c.changed_at.desc(), works.c.id.desc()),
    "cited": _DAYS,  # among works cited as often
}


def rows(
    connection: Connection,
    wanted: Wanted,
    order: Order = "newest",
    *,
    cited: Mapping[int, int],
    without: frozenset[int] = frozenset(),
) -> tuple[int, ...]:
    """The rows of a list in its order; `cited` counts who cites each (`listing.cited_by_row`), `without` is left out.

    A work whose text is not held changes when somebody cites it; the order "recent" is for lists of what is held.
    """
    found = connection.execute(select(works.c.id).where(condition(wanted)).order_by(*_ORDERS[order])).scalars()
    kept = [one for one in found if one not in without and (not wanted.cited or one in cited)]
    return tuple(sorted(kept, key=lambda one: -cited.get(one, 0)) if order == "cited" else kept)


def cards(connection: Connection, asked: Sequence[int]) -> tuple[Card, ...]:
    """The cards of rows, in their order; rows that are gone by now are left out."""
    found = cards_by_id(connection, asked)
    return tuple(found[one] for one in asked if one in found)


def by_row(connection: Connection, asked: Sequence[int]) -> dict[int, Card]:
    """The cards of rows by row."""
    return cards_by_id(connection, asked)


def changed(connection: Connection, addresses: Sequence[str]) -> dict[str, str]:
    """When works changed last, by address: ISO 8601, "" where it is not known."""
    question = select(works.c.address, works.c.changed_at).where(works.c.address.in_(list(addresses)))
    return {row.address: row.changed_at for row in connection.execute(question)}
