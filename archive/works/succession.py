"""Who came of whom: bodies renamed, merged, split, absorbed or ended, each on its day and with who says so.

Derived from the tables of bodies, provinces, districts and communes; one body may have several successors and several
predecessors, and no one of several is ever chosen here.
"""

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from archive.text.vietnamese import comparable, slugify
from archive.works import bodies, committees, places
from archive.works.dates import PartialDate, parse_iso
from archive.works.places import MERGER
from archive.works.vocabulary import rows

# renamed: the same body under a new name · merged: several made a new one · absorbed: it went into one that goes on
# split: its territory or tasks went to several · ended: nobody took them over · function-transfer: one task only
Kind = Literal["renamed", "merged", "split", "absorbed", "ended", "function-transfer"]
KINDS: dict[str, Kind] = {
    "renamed": "renamed",
    "merged": "merged",
    "split": "split",
    "absorbed": "absorbed",
    "ended": "ended",
    "function-transfer": "function-transfer",
}
_TWO_TIERS = "Nghị quyết 202/2025/QH15"
_PROVINCES = f"Nghị quyết 60-NQ/TW, {_TWO_TIERS}"


@dataclass(frozen=True, slots=True)
class Succession:
    """One step: what `earlier` had went to `later` (None: to nobody) from `date` on, by `basis`.

    `topic` is the task that a function-transfer moved; `grade` is the basis's (C: not checked).
    """

    earlier: str
    later: str | None
    date: PartialDate
    kind: Kind
    basis: str
    grade: str
    topic: str = ""


@dataclass(frozen=True, slots=True)
class Relative:
    """A body at the end of one or more steps: its id, its name, the last step, and how many steps lie between."""

    id: str
    name: str
    step: Succession
    distance: int


# --- the table -------------------------------------------------------------------------------------------------------


@cache
def listed() -> tuple[Succession, ...]:
    """The steps of the bodies table, and those of the provinces on 01/7/2025: what people have written down."""
    written = (_written(row) for row in rows("bodies", "succession"))
    merged = (
        Succession(before, one.id, PartialDate(MERGER.year, MERGER.month, MERGER.day), "merged", _PROVINCES, one.grade)
        for one in bodies.bodies()
        if one.level == "tinh"
        for before in one.predecessors
    )
    return (*written, *merged)


def _written(row: dict[str, Any]) -> Succession:
    return Succession(
        row["from"],
        row.get("to"),
        parse_iso(row["date"]),
        KINDS[row["kind"]],
        row["evidence"],
        row["grade"],
        row.get("topic", ""),
    )


@cache
def of_districts() -> tuple[Succession, ...]:
    """The end of the district level: each committee, and every commune's that has land of the district (1:n)."""
    listed_already = {(one.earlier, one.later) for one in listed()}
    units = {(one.full, one.province): one for one in places.districts()}
    steps = (
        _district_step(units[ground.district, ground.province], commune, ground.province)
        for ground in places.territories()
        for commune in ground.communes
        # The city of Huế had become two urban districts by then.
        if units[ground.district, ground.province].ended is None
    )
    return tuple(step for step in steps if (step.earlier, step.later) not in listed_already)


def _district_step(unit: places.District, commune: str, province: str) -> Succession:
    on = PartialDate(MERGER.year, MERGER.month, MERGER.day)
    later = commune_id(commune, places.merged_into(province) or province)
    return Succession(
        _committee_id(unit), later, on, "split", f"{_TWO_TIERS}; danh mục đơn vị hành chính công khai", "B"
    )


def _committee_id(unit: places.District) -> str:
    """The committee of a district at its end; the bodies table's own row where it has one (Thị ủy Sa Pa)."""
    own = bodies.by_alias().get(comparable(unit.committee))
    return own.id if own and own.place == unit.province else committees.district_id(unit)


def commune_id(full: str, province: str) -> str:
    """The id of a commune's committee: "dang-uy-phuong-sa-pa"; with its province where others have the name too."""
    name = slugify(f"Đảng ủy {full}")
    return name if places.only_commune(full) else f"{name}-{slugify(province)}"


# --- both ways -------------------------------------------------------------------------------------------------------


@cache
def _steps() -> tuple[dict[str, tuple[Succession, ...]], dict[str, tuple[Succession, ...]]]:
    """Steps by the body they lead to, and by the body they lead from; those of the listed bodies only."""
    return _sorted(listed())


@cache
def _district_steps() -> tuple[dict[str, tuple[Succession, ...]], dict[str, tuple[Succession, ...]]]:
    return _sorted(of_districts())


def _sorted(
    steps: tuple[Succession, ...],
) -> tuple[dict[str, tuple[Succession, ...]], dict[str, tuple[Succession, ...]]]:
    to: defaultdict[str, list[Succession]] = defaultdict(list)
    since: defaultdict[str, list[Succession]] = defaultdict(list)
    for step in steps:
        since[step.earlier].append(step)
        if step.later:
            to[step.later].append(step)
    return {one: tuple(all_) for one, all_ in to.items()}, {one: tuple(all_) for one, all_ in since.items()}


def before(body_id: str) -> tuple[Succession, ...]:
    """Every step that led to a body: of a merged province's committee one from each old one."""
    own = _steps()[0].get(body_id, ())
    # Only a commune's committee came of districts; their large table is not read for the others.
    return own + _district_steps()[0].get(body_id, ()) if body_id.startswith("dang-uy-") else own


def after(body_id: str) -> tuple[Succession, ...]:
    """Every step that led from a body; all the communes of a district, none of them chosen."""
    known = bodies.body(body_id)
    own = _steps()[1].get(body_id, ())
    return own + _district_steps()[1].get(body_id, ()) if known and known.level == "huyen" else own


def lineage(body_id: str, on: PartialDate | None = None) -> tuple[Relative, ...]:
    """Everything a body came of and became, by steps in one direction only; those that lived on a date, when given.

    The body itself is not in it. Of the new Tỉnh ủy Lào Cai on a day of 2014: the old ones of Lào Cai and Yên Bái.
    """
    found = (*forebears(body_id), *heirs(body_id))
    return tuple(one for one in found if on is None or _lived(one, on))


def forebears(body_id: str) -> tuple[Relative, ...]:
    """Everything a body came of, the nearest first."""
    return _reached(body_id, back=True)


def heirs(body_id: str) -> tuple[Relative, ...]:
    """Everything a body became, the nearest first."""
    return _reached(body_id, back=False)


def _reached(body_id: str, *, back: bool) -> tuple[Relative, ...]:
    reached: dict[str, Relative] = {}
    edge = [body_id]
    distance = 0
    while edge:
        distance += 1
        beyond: list[str] = []
        for step in (step for one in edge for step in (before(one) if back else after(one))):
            other = step.earlier if back else step.later
            moved = step.kind == "function-transfer"
            # A task that was moved is told of the two bodies it was moved between, and leads no further.
            if other and other != body_id and other not in reached and not (moved and distance > 1):
                reached[other] = Relative(other, name_of(other), step, distance)
                beyond.extend([] if moved else [other])
        edge = beyond
    return tuple(reached.values())


def _lived(one: Relative, on: PartialDate) -> bool:
    known = bodies.body(one.id)
    if known:
        return known.lives(on)
    # A commune's committee of 2025 has no row of its own: it lives from its step on.
    return one.step.later == one.id and on.last >= one.step.date.first


def name_of(body_id: str) -> str:
    """The name of a body on either side of a step, the id where no table has one."""
    return known_name(body_id) or body_id


def known_name(body_id: str) -> str | None:
    """The name of a body or family of the tables, a commune's of 2025 too; None for an id that no table has."""
    own = bodies.display_name(body_id)
    return own or (_commune_names().get(body_id) if body_id.startswith("dang-uy-") else None)


@cache
def _commune_names() -> dict[str, str]:
    return {
        commune_id(commune, province): f"Đảng ủy {commune[0].lower()}{commune[1:]}"
        for ground in places.territories()
        for province in (places.merged_into(ground.province) or ground.province,)
        for commune in ground.communes
    }
