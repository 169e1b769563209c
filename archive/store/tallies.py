"""Counts of works by any of the things that lists are sorted into: year and type, body, term, day of a month.

What is counted is what lists show (see `listing`): texts that are held, and works that are only cited. Articles are
counted nowhere.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, case, func, select

from archive.store.cards import in_chunks
from archive.store.shelflist import Wanted, condition, own_term
from archive.store.tables import topic_works, topics, works

# What works may be counted by. Parts of a date are "" for a date without them.
_BY: dict[str, ColumnElement[Any]] = {
    "family": works.c.family,
    "type": works.c.type,
    "year": works.c.year,
    "month": func.substr(works.c.date, 6, 2),
    "day": func.substr(works.c.date, 9, 2),
    "term": works.c.term,
    "level": works.c.level,
    "of_term": own_term(),
    "system": works.c.system,
    "place": works.c.place,
}


@dataclass(frozen=True, slots=True)
class Count:
    """How many directives are held, and how many works are known by citations or lists only."""

    held: int = 0
    stubs: int = 0

    @property
    def total(self) -> int:
        """Both together."""
        return self.held + self.stubs

    def __add__(self, other: "Count") -> "Count":
        """The two together."""
        return Count(self.held + other.held, self.stubs + other.stubs)


def tally(
    connection: Connection,
    by: tuple[str, ...],
    wanted: Wanted | None = None,
    *,
    without: frozenset[int] = frozenset(),
) -> dict[tuple[Any, ...], Count]:
    """Counts of what is wanted by some of `family, type, year, month, day, term, of_term, level, system, place`.

    A value is None where a work has none; `of_term` is told by the date too, and "" where it is of none. `without` are
    stubs that no list shows (`listing.left_out`).
    """
    columns = [_BY[name].label(name) for name in by]
    asked = condition(wanted or Wanted())
    question = select(*columns, _HELD, _STUBS).where(asked).group_by(*columns)
    counted = {tuple(row[:-2]): Count(row.held, row.stubs) for row in connection.execute(question)}
    for chunk in in_chunks(sorted(without)):
        for row in connection.execute(select(*columns).where(asked, works.c.id.in_(chunk))):
            counted[tuple(row)] += Count(0, -1)
    return {value: count for value, count in counted.items() if count.total}


_HELD = func.sum(case((works.c.genre == "directive", 1), else_=0)).label("held")
_STUBS = func.sum(case((works.c.genre == "stub", 1), else_=0)).label("stubs")


def written_names(connection: Connection) -> dict[str, str]:
    """The name of each issuing family as its works write it, one of them where they differ."""
    named = select(works.c.family, func.max(works.c.issuer_name)).where(works.c.family.is_not(None))
    return {family: name or family for family, name in connection.execute(named.group_by(works.c.family))}


def topic_tally(connection: Connection, *, without: frozenset[int] = frozenset()) -> dict[str, Count]:
    """The slug of each topic that works are found under, with their counts; refused and waiting topics have none."""
    shown = (
        select(topics.c.slug, works.c.genre, works.c.id)
        .join(topic_works, topic_works.c.topic == topics.c.id)
        .join(works, works.c.id == topic_works.c.work)
        .where(topics.c.standing == "kept", works.c.genre != "article")
    )
    counted: dict[str, Count] = {}
    for row in connection.execute(shown):
        if row.id not in without:
            counted[row.slug] = counted.get(row.slug, Count()) + Count(row.genre == "directive", row.genre == "stub")
    return counted


def total(counted: Iterable[Count]) -> Count:
    """All of them together."""
    found = Count()
    for one in counted:
        found += one
    return found
