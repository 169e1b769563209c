"""The committees and State organs of the provinces and districts, made of the tables of units.

Their names by date, where each ended on 30/6/2025 or goes on, and ids that do not change when the tables grow. The
central and listed bodies, and the questions asked of all of them, are in `bodies`.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

from archive.text.vietnamese import comparable, slugify
from archive.works import places
from archive.works.body import Body
from archive.works.dates import PartialDate
from archive.works.places import MERGER
from archive.works.vocabulary import rows

# The State organs of a province, and how a committee's name or id turns into theirs.
_STATE_ORGANS = (("Ủy ban nhân dân", "UBND"), ("Hội đồng nhân dân", "HĐND"))
_STATE_UNITS = (
    ("Thành ủy Thành phố ", " Thành phố "), ("Thành ủy ", " thành phố "), ("Tỉnh ủy ", " tỉnh "),
    ("thanh-uy-thanh-pho-", "-thanh-pho-"), ("thanh-uy-", "-thanh-pho-"), ("tinh-uy-", "-tinh-"),
)  # fmt: skip
# The day after which no body of the district level lived.
_DISTRICTS_END = date.fromordinal(MERGER.toordinal() - 1)
# A district committee's code by its kind; towns and provincial cities wrote ThU, TXU or TU by local habit.
_DISTRICT_CODES = {"huyện": "HU", "thị xã": "ThU", "thành phố": "ThU", "quận": "QU"}


# --- provinces -------------------------------------------------------------------------------------------------------


@cache
def provincial_committees() -> tuple[Body, ...]:
    """The committees of the 63 old provinces and of the 23 merged ones."""
    return (
        *(_old_committee(row) for row in rows("provinces", "old_unit")),
        *(_new_committee(row) for row in rows("provinces", "province") if row["merged"]),
    )


@cache
def provincial() -> tuple[Body, ...]:
    """All bodies of the provincial level: the committees, and the State organs that began and ended with them."""
    state = (_state_organ(one, *organ) for organ in _STATE_ORGANS for one in provincial_committees())
    return (*provincial_committees(), *state)


def _state_organ(one: Body, organ: str, code: str) -> Body:
    """The people's committee or council of a committee's province, with names, days and forebears like it."""
    return replace(
        one,
        id=_of_state(one.id, slugify(organ)),
        family=_of_state(one.family, slugify(organ)),
        name=_of_state(one.name, organ),
        code=code,
        system="state",
        names=tuple((start, end, _of_state(name, organ)) for start, end, name in one.names),
        aliases=tuple(_of_state(name, organ) for name in one.aliases),
        predecessors=tuple(_of_state(before, slugify(organ)) for before in one.predecessors),
    )


def _of_state(written: str, organ: str) -> str:
    """A committee's name or id as a State organ's: "Thành ủy Hà Nội" → "Ủy ban nhân dân thành phố Hà Nội"."""
    for committee, unit in _STATE_UNITS:
        if written.startswith(committee):
            return f"{organ}{unit}{written.removeprefix(committee)}"
    return written


def _old_committee(row: dict[str, Any]) -> Body:
    """The committee of a unit that existed before 01/7/2025: it ended then, or goes on unmerged."""
    own, ended = slugify(row["committee"]), day(row.get("ended"), first=False)
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
        names=_lifelong(row, goes_on["committee_names"]) if goes_on else (),
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


def _lifelong(row: dict[str, Any], since: list[list[str]]) -> tuple[tuple[date | None, date | None, str], ...]:
    """The names of a committee that goes on: those before the merger with their days, then those since."""
    before = row.get("committee_names")
    if not before:
        return _names(since, row["committee"])
    # The last name before the merger goes on until the first one after it that differs.
    changed = [one for one in since if one[2] != before[-1][2]]
    return _names([*before, *changed], None)


def _names(written: Iterable[list[str]], before: str | None) -> tuple[tuple[date | None, date | None, str], ...]:
    dated = tuple((day(start, first=True), day(end, first=False), name) for start, end, name in written)
    if before and dated and dated[0][0]:
        return ((None, date.fromordinal(dated[0][0].toordinal() - 1), before), *dated)
    return dated


def day(written: str | None, *, first: bool) -> date | None:
    """The first or last day of a table's date ("2025-07-01", "2025-02"), None when it is open."""
    if not written:
        return None
    known = PartialDate(*(int(part) for part in str(written).split("-")))
    return known.first if first else known.last


@cache
def provincial_names() -> dict[str, str]:
    """Slug of any name a provincial committee has had → its family: "thanh-uy-bac-ninh" → "tinh-uy-bac-ninh"."""
    # “Tỉnh ủy Thừa Thiên Huế” is brought to the province's name of today first: “Tỉnh ủy Huế”.
    spelled = {slugify(f"{words} {one.place}"): one.family for one in provincial() for words in _words_of(one)}
    return spelled | {slugify(name): one.family for one in provincial() for name in all_names(one)}


def _words_of(one: Body) -> tuple[str, ...]:
    return (
        ("Tỉnh ủy",)
        if one.system == "party"
        else tuple(f"{organ} tỉnh" for organ, code in _STATE_ORGANS if code == one.code)
    )


def all_names(one: Body) -> tuple[str, ...]:
    """Every name and alias of a body, whatever the date."""
    return (one.name, *one.aliases, *(name for *_, name in one.names))


# --- districts -------------------------------------------------------------------------------------------------------


def district_committees(listed: frozenset[tuple[str | None, str]]) -> tuple[Body, ...]:
    """The committee of every district, but for those listed already, given as (place, comparable name)."""
    found = (one for one in places.districts() if (one.province, comparable(one.committee)) not in listed)
    return tuple(_district_committee(one) for one in found)


def _district_committee(unit: places.District) -> Body:
    made = district_id(unit)
    return Body(
        id=made,
        family=made,
        name=_told_apart(unit, made),
        code=_DISTRICT_CODES[unit.kind],
        level="huyen",
        system="party",
        place=unit.province,
        valid_to=unit.ended or _DISTRICTS_END,
        grade="B",
        evidence="danh mục đơn vị hành chính công khai trước 01/7/2025; cấp huyện kết thúc 30/6/2025 "
        "(Nghị quyết 202/2025/QH15)",
        note="đơn vị có thể đã đổi tên hoặc sáp nhập trước ngày này",
    )


def _told_apart(unit: places.District, made: str) -> str:
    if made.endswith("-thuoc-tinh"):
        return f"{unit.committee} (thành phố thuộc tỉnh)"
    kind = places.province_kind(unit.province, _DISTRICTS_END)
    return unit.committee if made == slugify(unit.committee) else f"{unit.committee}, {kind} {unit.province}"


def district_id(unit: places.District) -> str:
    """The id of a district's committee: its name's, with the province where the name alone is not one unit's.

    "huyen-uy-tuy-duc"; "huyen-uy-chau-thanh-long-an"; "thanh-uy-bac-ninh-thuoc-tinh", for the province's own committee
    is called Thành ủy Bắc Ninh too, since 20/9/2026.
    """
    name = slugify(unit.committee)
    if len(places.districts_named(unit.kind, unit.name)) > 1:
        return f"{name}-{slugify(unit.province)}"
    return f"{name}-thuoc-tinh" if name in provincial_names() else name
