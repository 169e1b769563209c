"""Issuing bodies as dated identities: who issued, under which name at which time, and who came before and after.

A body is never a code: `TU` is every provincial committee, `TW` three organs. Identities that share a name over time
(Tỉnh ủy Lào Cai before and after 01/7/2025) or a code (Bộ Chính trị, Ban Bí thư) share a `family`; the family id stands
for them when the date is not known. Reading a body out of words is in `issuer`; this room is the table.
"""

from collections import defaultdict
from datetime import date
from functools import cache
from typing import Any

from archive.text.vietnamese import comparable
from archive.works.body import LEVELS, Body, Level
from archive.works.committees import day, district_committees, provincial, provincial_committees
from archive.works.dates import PartialDate
from archive.works.places import MERGER
from archive.works.vocabulary import rows

__all__ = [
    "LEVELS",
    "MERGER",
    "Body",
    "Level",
    "bodies",
    "body",
    "by_alias",
    "by_code",
    "display_name",
    "family",
    "members",
    "of_province",
    "on_date",
    "same_family",
    "successors",
]


@cache
def bodies() -> tuple[Body, ...]:
    """Every body of the tables: central, provincial, the few local ones listed by name, the districts' committees."""
    listed = frozenset((one.place, comparable(one.name)) for one in _listed_bodies())
    return (*_listed_bodies(), *provincial(), *district_committees(listed))


@cache
def _by_id() -> dict[str, Body]:
    return {body.id: body for body in bodies()}


def body(body_id: str) -> Body | None:
    """The body of an id; None for a family id or an id made from a name that no table has."""
    return _by_id().get(body_id)


def family(body_id: str) -> str:
    """The family of a body id; an id that no table has is its own family."""
    known = _by_id().get(body_id)
    return known.family if known else body_id


@cache
def _families() -> dict[str, tuple[Body, ...]]:
    found: defaultdict[str, list[Body]] = defaultdict(list)
    for one in sorted(bodies(), key=lambda one: one.valid_from or date.min):
        found[one.family].append(one)
    return {name: tuple(identities) for name, identities in found.items()}


def members(family_id: str) -> tuple[Body, ...]:
    """The dated identities of a family, oldest first; empty for an id made from a name."""
    return _families().get(family_id, ())


@cache
def _successors() -> dict[str, tuple[Body, ...]]:
    found: defaultdict[str, list[Body]] = defaultdict(list)
    for one in bodies():
        for before in one.predecessors:
            found[before].append(one)
    return {before: tuple(after) for before, after in found.items()}


def successors(body_id: str) -> tuple[Body, ...]:
    """The bodies that name this one among their predecessors."""
    return _successors().get(body_id, ())


def same_family(first: str, second: str) -> bool:
    """Whether two ids may be one body: equal, or of one family."""
    return first == second or family(first) == family(second)


def on_date(family_id: str, on: PartialDate | None) -> str:
    """The one identity of a family that lived on a date; the family id itself when several or none fit."""
    alive = [one for one in members(family_id) if on is None or one.lives(on)]
    return alive[0].id if len(alive) == 1 else family_id


def display_name(body_id: str, on: PartialDate | None = None) -> str | None:
    """The name of a body or family on a date; None for an id that no table has."""
    known = _by_id().get(body_id)
    if known:
        return known.name_on(on)
    of_family = members(body_id)
    return of_family[-1].name_on(on) if of_family else None


def family_name(family_id: str, on: PartialDate | None = None) -> str | None:
    """The name of a family on a date; several bodies living under one code (TW) are called by the code's name.

    None for an id that no table has.
    """
    living = [one for one in members(family_id) if (one.lives(on) if on else one.valid_to is None)]
    if len({one.name for one in living}) > 1 and len({one.code for one in living}) == 1:
        return next((str(row["name"]) for row in rows("bodies", "code") if row["code"] == living[0].code), None)
    return display_name(family_id, on)


@cache
def by_code() -> dict[tuple[str, str], tuple[Body, ...]]:
    """(body code, system) → the bodies of the bodies table that write it, checked ones (grade A, B) only."""
    found: defaultdict[tuple[str, str], list[Body]] = defaultdict(list)
    for one in bodies():
        if one.grade in ("A", "B"):
            found[one.code, one.system].append(one)
    return {code: tuple(written) for code, written in found.items()}


@cache
def by_alias() -> dict[str, Body]:
    """Comparable name or alias → the central or listed body; committees of units are read with their place and date."""
    return {comparable(name): one for one in _listed_bodies() for name in (one.name, *one.aliases)}


@cache
def of_province(name: str) -> str | None:
    """The family of a province's committee: "Yên Bái" → "tinh-uy-yen-bai"; None for a name that is no province."""
    return next((one.family for one in provincial_committees() if one.place == name), None)


# --- rows ------------------------------------------------------------------------------------------------------------


@cache
def _listed_bodies() -> tuple[Body, ...]:
    return tuple(_listed(row) for row in rows("bodies", "body"))


@cache
def _predecessors() -> dict[str, tuple[str, ...]]:
    """Body → those it came of, as the table of successions has them; a mere transfer of a task makes no successor."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for row in rows("bodies", "succession"):
        if row["kind"] != "function-transfer":
            found[row["to"]].append(row["from"])
    return {after: tuple(before) for after, before in found.items()}


def _listed(row: dict[str, Any]) -> Body:
    return Body(
        id=row["id"],
        family=row["family"],
        name=row["name"],
        code=row["code"],
        level=row["level"],
        system=row["system"],
        place=row.get("place"),
        valid_from=day(row.get("from"), first=True),
        valid_to=day(row.get("to"), first=False),
        aliases=tuple(row.get("aliases", ())),
        predecessors=_predecessors().get(row["id"], ()),
        grade=row["grade"],
        evidence=row["evidence"],
        note=row.get("note", ""),
    )
