"""Issuing bodies as dated identities: who issued, under which name at which time, and who came before and after.

A body is never a code: `TU` is every provincial committee, `TW` three organs. Identities that share a name over time
(Tỉnh ủy Lào Cai before and after 01/7/2025) or a code (Bộ Chính trị, Ban Bí thư) share a `family`; the family id stands
for them when the date is not known. Reading a body out of words is in `issuer`; this room is the table.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Literal

from archive.text.vietnamese import comparable, slugify
from archive.works.dates import PartialDate
from archive.works.vocabulary import rows

Level = Literal["tw", "tinh", "huyen", "xa", "any"]
LEVELS: dict[str, str] = {
    "tw": "Trung ương",
    "tinh": "Tỉnh, thành phố",
    "huyen": "Huyện (đến 30/6/2025)",
    "xa": "Xã, phường, đặc khu và cơ sở",
    "any": "Chưa rõ cấp",
}
# Nghị quyết 202/2025/QH15: merged provinces begin, and the district level ends, on this day.
MERGER = date(2025, 7, 1)


@dataclass(frozen=True, slots=True)
class Body:
    """One dated identity. `names` are (from, to, name) with None for open ends; `place` is the province's name.

    `valid_from`, `valid_to` bound its life where known; `predecessors` are ids; `grade` and `evidence` say who says so.
    """

    id: str
    family: str
    name: str
    code: str
    level: Level
    system: Literal["party", "state"]
    place: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    names: tuple[tuple[date | None, date | None, str], ...] = ()
    aliases: tuple[str, ...] = ()
    predecessors: tuple[str, ...] = ()
    grade: str = ""
    evidence: str = ""
    note: str = ""

    def lives(self, on: PartialDate) -> bool:
        """Whether the body may have existed on a date, as far as its bounds are known."""
        return not (self.valid_from and on.last < self.valid_from) and not (self.valid_to and on.first > self.valid_to)

    def name_on(self, on: PartialDate | None) -> str:
        """Its name on a date; the latest name when the date is not known."""
        for start, end, name in self.names:
            if on and not (start and on.last < start) and not (end and on.first > end):
                return name
        return self.name


@cache
def bodies() -> tuple[Body, ...]:
    """Every body of the tables: central, provincial (of the provinces table), and the few local ones known by name."""
    listed = tuple(_listed(row) for row in rows("bodies", "body"))
    return (
        listed
        + tuple(_old_committee(row) for row in rows("provinces", "old_unit"))
        + tuple(_new_committee(row) for row in rows("provinces", "province") if row["merged"])
    )


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
def members(family_id: str) -> tuple[Body, ...]:
    """The dated identities of a family, oldest first; empty for an id made from a name."""
    found = [one for one in bodies() if one.family == family_id]
    return tuple(sorted(found, key=lambda one: one.valid_from or date.min))


def successors(body_id: str) -> tuple[Body, ...]:
    """The bodies that name this one among their predecessors."""
    return tuple(one for one in bodies() if body_id in one.predecessors)


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


# --- rows ------------------------------------------------------------------------------------------------------------


def _listed(row: dict[str, Any]) -> Body:
    return Body(
        id=row["id"],
        family=row["family"],
        name=row["name"],
        code=row["code"],
        level=row["level"],
        system=row["system"],
        place=row.get("place"),
        valid_from=_day(row.get("from"), first=True),
        valid_to=_day(row.get("to"), first=False),
        aliases=tuple(row.get("aliases", ())),
        predecessors=tuple(row.get("predecessors", ())),
        grade=row["grade"],
        evidence=row["evidence"],
        note=row.get("note", ""),
    )


def _old_committee(row: dict[str, Any]) -> Body:
    """The committee of a unit that existed before 01/7/2025: it ended then, or goes on unmerged."""
    own, ended = slugify(row["committee"]), _day(row.get("ended"), first=False)
    returns = ended is not None and own in _merged_families()
    goes_on = next(
        (new for new in rows("provinces", "province") if not ended and row["id"] in new["predecessors"]), None
    )
    return Body(
        id=f"{own}-den-2025" if returns else own,
        family=own,
        name=row["committee"],
        code="TU",
        level="tinh",
        system="party",
        place=row["name"],
        valid_to=ended,
        names=_names(goes_on["committee_names"], row["committee"]) if goes_on else (),
        aliases=tuple(f"{row['committee'].split(' ủy ')[0]} ủy {alias}" for alias in row.get("aliases", ())),
        grade=row["grade"],
        evidence=row["evidence"],
    )


def _new_committee(row: dict[str, Any]) -> Body:
    """The committee of a province merged on 01/7/2025, with its name by date (Bắc Ninh: Tỉnh ủy, then Thành ủy)."""
    names = _names(row["committee_names"], None)
    first = slugify(names[0][2])
    old = {unit["id"]: unit["committee"] for unit in rows("provinces", "old_unit")}
    parents = tuple(slugify(old[unit]) for unit in row["predecessors"] if unit in old)
    return Body(
        id=f"{first}-tu-2025",
        family=first,
        name=names[-1][2],
        code="TU",
        level="tinh",
        system="party",
        place=row["name"],
        valid_from=MERGER,
        names=names,
        aliases=tuple({name for *_, name in names}),
        predecessors=tuple(f"{one}-den-2025" if one in _merged_families() else one for one in parents),
        grade=row["grade"],
        evidence=row["evidence"],
        note=row.get("note", ""),
    )


@cache
def _merged_families() -> frozenset[str]:
    return frozenset(slugify(row["committee_names"][0][2]) for row in rows("provinces", "province") if row["merged"])


def _names(written: Iterable[list[str]], before: str | None) -> tuple[tuple[date | None, date | None, str], ...]:
    dated = tuple((_day(start, first=True), _day(end, first=False), name) for start, end, name in written)
    if before and dated and dated[0][0]:
        return ((None, date.fromordinal(dated[0][0].toordinal() - 1), before), *dated)
    return dated


def _day(written: str | None, *, first: bool) -> date | None:
    """The first or last day of a table's date ("2025-07-01", "2025-02"), None when it is open."""
    if not written:
        return None
    known = PartialDate(*(int(part) for part in str(written).split("-")))
    return known.first if first else known.last


@cache
def by_alias() -> dict[str, Body]:
    """Comparable name or alias → the central or listed body; provincial committees are read with their dates."""
    return {comparable(name): one for one in bodies() if one.level != "tinh" for name in (one.name, *one.aliases)}
