"""Which works are listed for people: everything held or attested, and stubs that cannot be the noise of a scan.

A number misread once (“O5-CT/TVV”) makes a stub that nothing else speaks of. Such a stub keeps its page and its
address, and stays out of lists until a second work cites it or its letters are those of a known body.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select

from archive.store.cards import cards_by_id, citing_rows, in_chunks
from archive.store.tables import AnySelect, editions, mentions, readings, works
from archive.works.codes import party_bodies, state_bodies
from archive.works.document import Card

# How many works have to cite a number whose letters no table knows.
WITNESSES = 2


@cache
def _known_letters() -> ColumnElement[bool]:
    """Whether a number ends in the letters of a body of the tables: "/TW", "-CP", "/QH15"; units of a body count too.

    A State key ends in "-BODY" or "/BODY", a Party key in "/BODY"; the Assembly's letters carry its term.
    """
    party = (works.c.key.like(f"%/{code}") for code in sorted(set(party_bodies().values())))
    state = (works.c.key.like(f"%{mark}{code}") for code in sorted(state_bodies()) for mark in "-/")
    assembly = (works.c.key.like(f"%{head}{tail}") for head in ("/QH", "/UBTVQH", "-UBTVQH") for tail in ("_", "__"))
    return or_(*party, *state, *assembly)


def listed() -> ColumnElement[bool]:
    """The works that lists show, as a condition on `works`: no stub known from one citation and unknown letters."""
    witnesses = (
        citing_rows(func.count(editions.c.work.distinct()))
        .where(readings.c.target == works.c.id)
        .correlate(works)
        .scalar_subquery()
    )
    return or_(works.c.genre != "stub", works.c.grade != "", _known_letters(), witnesses >= WITNESSES)


def cited_by_row(connection: Connection) -> dict[int, int]:
    """How many other works cite each work, of the whole archive in one question; works nobody cites are left out."""
    counted = citing_rows(readings.c.target, func.count(editions.c.work.distinct()).label("citing"))
    return {row.target: row.citing for row in connection.execute(counted.group_by(readings.c.target))}


def left_out(connection: Connection, cited: Mapping[int, int] | None = None) -> frozenset[int]:
    """The rows of the stubs that `listed` does not show, found at once; `cited` is what `cited_by_row` gave.

    To ask each row for its letters costs a list of 20,000 works more than all the rest of it; here the letters of a
    number are looked up.
    """
    counts = cited_by_row(connection) if cited is None else cited
    doubtful = select(works.c.id, works.c.key).where(works.c.genre == "stub", works.c.grade == "")
    return frozenset(
        row.id
        for row in connection.execute(doubtful)
        if counts.get(row.id, 0) < WITNESSES and not _known_letters_of(row.key)
    )


@cache
def _letters() -> frozenset[str]:
    return frozenset(code.upper() for code in (*party_bodies().values(), *state_bodies()))


# The letters of the Assembly and of its standing committee carry the term. Must match: "/QH15", "-UBTVQH14". Not: "QH".
_ASSEMBLY = re.compile(r"(?:/QH|[-/]UBTVQH)..?$", re.IGNORECASE)


def _known_letters_of(key: str) -> bool:
    """What `_known_letters` says of a row, of its key."""
    return any(one.upper() in _letters() for one in _tails(key)) or _ASSEMBLY.search(key) is not None


def _tails(key: str) -> Iterator[str]:
    """What follows each slash and hyphen of a key: "30/2020/NĐ-CP" → "2020/NĐ-CP", "NĐ-CP", "CP"."""
    yield from (key[at + 1 :] for at, sign in enumerate(key) if sign in "/-")


def missing(
    connection: Connection,
    *,
    type: str | None = None,  # noqa: A002  # the archive's own word
    family: str | None = None,
    offset: int = 0,
    limit: int = 50,
) -> tuple[tuple[Card, ...], int]:
    """The works that others cite and whose text is not held, the most cited first, and how many there are in all.

    Of one type (printed name) or issuing family where given. Secret documents share the numbers of open ones: a number
    that nobody cites is no gap and never stands here.
    """
    wanted = [works.c.genre == "stub", listed()]
    wanted += [column == value for column, value in ((works.c.type, type), (works.c.family, family)) if value]
    cited = _cited().where(and_(*wanted))
    total = connection.execute(select(func.count()).select_from(cited.order_by(None).subquery())).scalar_one()
    ids = connection.execute(cited.offset(offset).limit(limit)).scalars().all()
    cards = cards_by_id(connection, ids)
    return tuple(cards[one] for one in ids), int(total)


def missing_types(connection: Connection) -> tuple[tuple[str, int], ...]:
    """The types that works cited and not held have, with how many, commonest first."""
    return _tallied(connection, works.c.type)


def missing_families(connection: Connection) -> tuple[tuple[str, int], ...]:
    """The issuing families that works cited and not held have, with how many, commonest first."""
    return _tallied(connection, works.c.family)


def cited_directives(connection: Connection) -> tuple[tuple[int, Card], ...]:
    """The held directives that other works cite, by row and card, in the order of their addresses."""
    held = select(works.c.id).where(works.c.genre == "directive", works.c.key != "").order_by(works.c.address)
    ids = connection.execute(held).scalars().all()
    cards = cards_by_id(connection, ids)
    return tuple((one, cards[one]) for one in ids if cards[one].cited)


def quoted_titles(connection: Connection, of_readings: Sequence[int]) -> tuple[str, ...]:
    """Every title that mentions of some readings quote, as often as they do."""
    found: list[str] = []
    for chunk in in_chunks(of_readings):
        quoted = select(mentions.c.title).where(mentions.c.reading.in_(chunk), mentions.c.title.is_not(None))
        found += connection.execute(quoted.order_by(mentions.c.id)).scalars()
    return tuple(found)


def _tallied(connection: Connection, column: ColumnElement[str]) -> tuple[tuple[str, int], ...]:
    cited = _cited().where(works.c.genre == "stub", listed(), column.is_not(None)).order_by(None).subquery()
    rows = connection.execute(
        select(column, func.count())
        .where(works.c.id.in_(select(cited.c.id)))
        .group_by(column)
        .order_by(func.count().desc(), column)
    )
    return tuple((str(value), int(count)) for value, count in rows)


def _cited() -> AnySelect:
    return (
        citing_rows(works.c.id)
        .join(works, works.c.id == readings.c.target)
        .group_by(works.c.id, works.c.address)
        .order_by(func.count(editions.c.work.distinct()).desc(), works.c.address)
    )
