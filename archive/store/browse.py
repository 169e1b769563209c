"""Lists for walking through the archive without a query: by issuing body, by date, by type, the newest, the most cited.

Everything is counted at the time of asking. Search is in `archive.index` and `archive.ask`; one work in `documents`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, and_, case, func, select

from archive.store.cards import cards_by_id, cards_of, citing_rows
from archive.store.listing import listed, missing
from archive.store.tables import AnySelect, captures, editions, mentions, reading_candidates, readings, works
from archive.works.bodies import family_name
from archive.works.document import Card

HELD = works.c.genre == "directive"
STUB = works.c.genre == "stub"
_NEWEST = (works.c.date_first.is_(None), works.c.date_first.desc(), works.c.serial, works.c.address)


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of a list: its cards, and how many the whole list has."""

    cards: tuple[Card, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Tally:
    """A heading of a list: its value, how people read it, how many directives are held and how many only cited."""

    value: str
    name: str
    held: int
    stubs: int


@dataclass(frozen=True, slots=True)
class BodyTally:
    """An issuing family (the addresses' first part): its present name, level and place, with the counts of `Tally`."""

    family: str
    name: str
    level: str | None
    place: str | None
    held: int
    stubs: int


@dataclass(frozen=True, slots=True)
class Matrix:
    """Held directives by year and type: `counts[year][type]`; years newest first, types commonest first.

    A work without a date stands under the year 0, one without a type under "".
    """

    years: tuple[int, ...]
    types: tuple[str, ...]
    counts: dict[int, dict[str, int]]


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the archive holds, in figures: works by genre, texts kept, mentions in present texts by outcome."""

    directives: int
    articles: int
    stubs: int
    catalogued: int
    editions: int
    captures: int
    mentions: int
    resolved: int
    ambiguous: int
    unresolved: int
    first_year: int | None
    last_year: int | None


# --- by issuing body -------------------------------------------------------------------------------------------------


def bodies(connection: Connection) -> tuple[BodyTally, ...]:
    """Every issuing family that has directives or stubs, those with most held first."""
    held, stubs = _counts()
    found = connection.execute(
        select(
            works.c.family,
            func.max(works.c.issuer_name).label("written"),
            func.max(works.c.level).label("level"),
            func.max(works.c.place).label("place"),
            held,
            stubs,
        )
        .where(works.c.family.is_not(None), works.c.genre != "article")
        .group_by(works.c.family)
        .order_by(held.desc(), stubs.desc(), works.c.family)
    )
    return tuple(
        BodyTally(row.family, family_name(row.family) or row.written, row.level, row.place, row.held, row.stubs)
        for row in found
    )


def by_body(
    connection: Connection,
    family: str,
    *,
    year: int | None = None,
    type: str | None = None,  # noqa: A002  # the archive's own word
    offset: int = 0,
    limit: int = 50,
) -> Listing:
    """The directives and stubs of a family, the newest first; of one year or type where given."""
    conditions = [works.c.family == family, works.c.genre != "article", *_narrowed(year, type)]
    return _page(connection, and_(*conditions), offset, limit)


# --- by date ---------------------------------------------------------------------------------------------------------


def matrix(connection: Connection, family: str | None = None) -> Matrix:
    """Years by types over all held directives, or those of one family."""
    question = select(works.c.year, works.c.type, func.count().label("held")).where(HELD)
    if family is not None:
        question = question.where(works.c.family == family)
    counts: dict[int, dict[str, int]] = {}
    totals: dict[str, int] = {}
    for row in connection.execute(question.group_by(works.c.year, works.c.type)):
        counts.setdefault(row.year or 0, {})[row.type or ""] = row.held
        totals[row.type or ""] = totals.get(row.type or "", 0) + row.held
    types = sorted(totals, key=lambda name: (-totals[name], name))
    return Matrix(tuple(sorted(counts, reverse=True)), tuple(types), counts)


def years(connection: Connection) -> tuple[Tally, ...]:
    """Every year that has directives or stubs, the newest first."""
    held, stubs = _counts()
    found = connection.execute(
        select(works.c.year, held, stubs)
        .where(works.c.year.is_not(None), works.c.genre != "article")
        .group_by(works.c.year)
        .order_by(works.c.year.desc())
    )
    return tuple(Tally(str(row.year), str(row.year), row.held, row.stubs) for row in found)


def months(connection: Connection, year: int) -> tuple[Tally, ...]:
    """The months of a year that have directives or stubs, January first; a work dated to the year only is under ""."""
    held, stubs = _counts()
    month = func.substr(works.c.date, 6, 2)
    found = connection.execute(
        select(month.label("month"), held, stubs)
        .where(works.c.year == year, works.c.genre != "article")
        .group_by(month)
        .order_by(month)
    )
    return tuple(Tally(row.month or "", row.month or "", row.held, row.stubs) for row in found)


def by_year(
    connection: Connection, year: int, *, month: int | None = None, offset: int = 0, limit: int = 50
) -> Listing:
    """The directives and stubs of a year or of one month of it, the newest first."""
    conditions: list[ColumnElement[bool]] = [works.c.year == year, works.c.genre != "article"]
    if month is not None:
        conditions.append(func.substr(works.c.date, 1, 7) == f"{year:04d}-{month:02d}")
    return _page(connection, and_(*conditions), offset, limit)


# --- by type ---------------------------------------------------------------------------------------------------------


def types(connection: Connection) -> tuple[Tally, ...]:
    """Every type that directives or stubs have, those with most held first."""
    held, stubs = _counts()
    found = connection.execute(
        select(works.c.type, held, stubs)
        .where(works.c.type.is_not(None), works.c.genre != "article")
        .group_by(works.c.type)
        .order_by(held.desc(), stubs.desc(), works.c.type)
    )
    return tuple(Tally(row.type, row.type, row.held, row.stubs) for row in found)


def by_type(
    connection: Connection,
    type: str,  # noqa: A002  # the archive's own word
    *,
    year: int | None = None,
    offset: int = 0,
    limit: int = 50,
) -> Listing:
    """The directives and stubs of a type (its printed name), the newest first."""
    return _page(connection, and_(works.c.genre != "article", *_narrowed(year, type)), offset, limit)


def articles(connection: Connection, *, offset: int = 0, limit: int = 50) -> Listing:
    """The articles, the newest first."""
    return _page(connection, works.c.genre == "article", offset, limit)


# --- short lists and figures -----------------------------------------------------------------------------------------


def recent(connection: Connection, *, limit: int = 10) -> tuple[Card, ...]:
    """The works whose text came in last, directives and articles alike."""
    newest = func.max(editions.c.id)
    ids = connection.execute(
        select(editions.c.work).group_by(editions.c.work).order_by(newest.desc()).limit(limit)
    ).scalars()
    return _in_order(connection, ids.all())


def most_cited(connection: Connection, *, limit: int = 10, offset: int = 0) -> tuple[Card, ...]:
    """The works that most other works cite."""
    return _in_order(connection, connection.execute(_cited().limit(limit).offset(offset)).scalars().all())


def most_cited_missing(connection: Connection, *, limit: int = 10, offset: int = 0) -> tuple[Card, ...]:
    """The works that most others cite and whose text is not held: what to acquire next (see `listing.missing`)."""
    return missing(connection, limit=limit, offset=offset)[0]


def coverage(connection: Connection) -> Coverage:
    """The figures of the about page."""
    by_genre = {row.genre: row.held for row in connection.execute(_by_genre())}
    links = connection.execute(_resolved()).one()
    span = connection.execute(select(func.min(works.c.year), func.max(works.c.year)).where(HELD)).one()
    return Coverage(
        directives=by_genre.get("directive", 0),
        articles=by_genre.get("article", 0),
        stubs=by_genre.get("stub", 0),
        catalogued=_number(connection, select(func.count()).select_from(works).where(works.c.grade != "")),
        editions=_number(connection, select(func.count()).select_from(editions)),
        captures=_number(connection, select(func.count()).select_from(captures)),
        mentions=links.mentions,
        resolved=links.resolved or 0,
        ambiguous=links.ambiguous or 0,
        unresolved=links.mentions - (links.resolved or 0) - (links.ambiguous or 0),
        first_year=span[0],
        last_year=span[1],
    )


def _counts() -> tuple[ColumnElement[int], ColumnElement[int]]:
    held = func.sum(case((HELD, 1), else_=0)).label("held")
    # A stub that may be the noise of one scan is in no list, and counts in none.
    return held, func.sum(case((and_(STUB, listed()), 1), else_=0)).label("stubs")


def _narrowed(year: int | None, type_name: str | None) -> list[ColumnElement[bool]]:
    asked = ((works.c.year, year), (works.c.type, type_name))
    return [column == value for column, value in asked if value is not None]


def _page(connection: Connection, condition: ColumnElement[bool], offset: int, limit: int) -> Listing:
    shown = and_(condition, listed())
    total = _number(connection, select(func.count()).select_from(works).where(shown))
    found = select(works).where(shown).order_by(*_NEWEST).offset(offset).limit(limit)
    return Listing(cards_of(connection, found), total)


def _in_order(connection: Connection, ids: Sequence[int]) -> tuple[Card, ...]:
    cards = cards_by_id(connection, ids)
    return tuple(cards[one] for one in ids)


def _cited() -> AnySelect:
    citing = func.count(editions.c.work.distinct())
    return (
        citing_rows(works.c.id)
        .join(works, works.c.id == readings.c.target)
        .group_by(works.c.id, works.c.address)
        .order_by(citing.desc(), works.c.address)
    )


def _by_genre() -> AnySelect:
    return select(works.c.genre, func.count().label("held")).group_by(works.c.genre)


def _resolved() -> AnySelect:
    has_candidates = select(reading_candidates.c.reading).where(reading_candidates.c.reading == readings.c.id).exists()
    unsure = and_(readings.c.target.is_(None), has_candidates)
    return (
        select(
            func.count().label("mentions"),
            func.sum(case((readings.c.target.is_not(None), 1), else_=0)).label("resolved"),
            func.sum(case((unsure, 1), else_=0)).label("ambiguous"),
        )
        .select_from(mentions)
        .join(editions, and_(editions.c.id == mentions.c.edition, editions.c.current))
        .join(readings, readings.c.id == mentions.c.reading)
    )


def _number(connection: Connection, question: AnySelect) -> int:
    return int(connection.execute(question).scalar_one())
