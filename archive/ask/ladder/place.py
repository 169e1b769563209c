"""Which unit of the country a reader means by the name of a place on a day, in any spelling, old name or new.

A name is not a unit: where several units have it, all are given and none is chosen. What a unit's bodies are is in
`chain`; the tables of units are in `archive.works.places`.
"""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from archive.text.vietnamese import nfc, slugify
from archive.works import places
from archive.works.places import MERGER
from archive.works.vocabulary import rows

# Words for a kind of unit before its name, as an address writes them; "tp" and "tx" are how people shorten them.
_PROVINCE_KINDS = {"tinh": "tỉnh", "thanh-pho": "thành phố", "tp": "thành phố"}
_DISTRICT_KINDS = {
    "huyen": "huyện", "thi-xa": "thị xã", "tx": "thị xã", "thanh-pho": "thành phố", "tp": "thành phố", "quan": "quận"
}  # fmt: skip
_COMMUNE_KINDS = {"xa": "xã", "phuong": "phường", "dac-khu": "đặc khu", "thi-tran": "thị trấn"}
_KINDS = {**_PROVINCE_KINDS, **_DISTRICT_KINDS, **_COMMUNE_KINDS}
# The kind before a name. Matches "phuong-sa-pa" (phuong, sa-pa), "tp-ho-chi-minh". Not "sa-pa", "xa".
_KIND = re.compile(rf"({'|'.join(sorted(_KINDS, key=len, reverse=True))})-(?=.)")
# Where the name of a wider unit begins without a comma. Matches before "tinh-…" in "phuong-sa-pa-tinh-lao-cai".
# Not in "tinh-lao-cai" itself, for nothing stands before it.
_WIDER = re.compile(r"(?<=[a-z0-9])-(?=(?:tinh|huyen|thi-xa|thanh-pho|tp)-[a-z0-9])")


@dataclass(frozen=True, slots=True)
class Place:
    """A unit on a day. `province` is the one of that day, `grounds` the provinces before 01/7/2025 it lies in.

    `districts` are those of the day (empty since 01/7/2025), `commune` is a full name ("Phường Sa Pa"), None for a
    unit above communes. `remark` says what the reader should know of the name ("cấp huyện đã kết thúc …").
    """

    label: str
    province: str
    grounds: tuple[str, ...]
    districts: tuple[places.District, ...] = ()
    commune: str | None = None
    remark: str = ""


def find_places(typed: str, day: date) -> tuple[Place, ...]:
    """Every unit that the words may mean on a day; one when they are clear, none when no table has the name.

    "Sa Pa" is the district or town until 30/6/2025 and the ward since; "Yên Bái" since 01/7/2025 is its own ground in
    the province of Lào Cai; "phường Sa Pa, tỉnh Lào Cai" and "phuong sa pa" are read alike.
    """
    parts = [slugify(part) for part in nfc(typed).split(",")]
    parts = [one for part in parts if part for one in _WIDER.split(part)]
    if not parts:
        return ()
    kind, name = _kind_of(parts[0])
    found = _named(kind, name, day) or (_named("", parts[0], day) if kind else ())
    wider = [_kind_of(part)[1] for part in parts[1:]]
    return tuple(one for one in found if all(_within(one, name) for name in wider))


def _kind_of(part: str) -> tuple[str, str]:
    match = _KIND.match(part)
    return (match[1], part[match.end() :]) if match else ("", part)


def _within(one: Place, name: str) -> bool:
    """Whether a unit lies in a wider one of this name, a district of before included."""
    of_old = (
        {slugify(ground.district) for ground in _territories_of(one.commune, one.grounds)} if one.commune else set()
    )
    districts = {slugify(district.name) for district in one.districts} | {_kind_of(old)[1] for old in of_old}
    return name in {slugify(one.province), *map(slugify, one.grounds), *districts}


def _named(kind: str, name: str, day: date) -> tuple[Place, ...]:
    """The units of a name: provinces first, then what the day had below them."""
    as_province = _province(kind, name, day) if not kind or kind in _PROVINCE_KINDS else ()
    if as_province:
        return as_province
    communes = _communes(kind, name, day) if not kind or kind in _COMMUNE_KINDS else ()
    districts = _districts(kind, name, day) if not kind or kind in _DISTRICT_KINDS else ()
    return (communes or districts) if day >= MERGER else (districts or communes)


# --- provinces -------------------------------------------------------------------------------------------------------


@cache
def _province_names() -> Mapping[str, str]:
    """Slug of a province's name or other name → the name that the tables have."""
    every = [*rows("provinces", "old_unit"), *rows("provinces", "province")]
    return {slugify(name): row["name"] for row in every for name in (*row.get("aliases", ()), row["name"])}


def _province(kind: str, name: str, day: date) -> tuple[Place, ...]:
    known = _province_names().get(name)
    if known is None:
        return ()
    now = known if places.province_kind(known, day) else places.merged_into(known)
    own = places.province_kind(known, day)
    # "thành phố Lào Cai" was a city in the province, "thành phố Hà Nội" is a unit of the provincial level.
    if now is None or (kind and own and _PROVINCE_KINDS[kind] != own and _of_district_level(kind, name)):
        return ()
    if now != known:
        return (Place(known, now, (known,), remark=f"{known} từ 01/7/2025 thuộc {_called(now, day)}."),)
    return (Place(_called(now, day), now, places.merged_from(now) if day >= MERGER else (now,)),)


def _of_district_level(kind: str, name: str) -> bool:
    return bool(places.districts_named(_DISTRICT_KINDS.get(kind, ""), name))


def _called(province: str, day: date) -> str:
    kind = places.province_kind(province, day)
    return f"{kind} {province}" if kind and not province.lower().startswith(kind) else province


# --- districts -------------------------------------------------------------------------------------------------------


def _districts(kind: str, name: str, day: date) -> tuple[Place, ...]:
    named = _district_names().get(name, ())
    wanted = tuple(one for one in named if not kind or one.kind == _DISTRICT_KINDS[kind]) or named
    return tuple(_district(one, day) for one in wanted)


@cache
def _district_names() -> Mapping[str, tuple[places.District, ...]]:
    """Slug of a district's name, with and without its kind → the districts of that name."""
    found: defaultdict[str, dict[places.District, None]] = defaultdict(dict)
    for one in places.districts():
        for name in (slugify(one.name), slugify(one.full)):
            found[name][one] = None
    return {name: tuple(units) for name, units in found.items()}


def _district(one: places.District, day: date) -> Place:
    if day < MERGER:
        label = f"{one.full[:1].lower()}{one.full[1:]}, {_called(one.province, day)}"
        return Place(label, one.province, (one.province,), (one,))
    province = places.merged_into(one.province) or one.province
    remark = f"Cấp huyện kết thúc ngày 01/7/2025. {one.full} trước đây nay gồm: {', '.join(_made_of(one))}."
    return Place(f"địa bàn {one.full} trước đây, {_called(province, day)}", province, (one.province,), remark=remark)


def _made_of(one: places.District) -> tuple[str, ...]:
    same = (ground for ground in places.territories() if (ground.district, ground.province) == (one.full, one.province))
    return tuple(commune for ground in same for commune in ground.communes)


# --- communes --------------------------------------------------------------------------------------------------------


@cache
def _commune_names() -> Mapping[str, tuple[tuple[str, str], ...]]:
    """Slug of a commune's name, with and without its kind → (full name, province of 2025)."""
    found: defaultdict[str, dict[tuple[str, str], None]] = defaultdict(dict)
    for ground in places.territories():
        province = places.merged_into(ground.province) or ground.province
        for full in ground.communes:
            for name in (slugify(full), _kind_of(slugify(full))[1]):
                found[name][full, province] = None
    return {name: tuple(units) for name, units in found.items()}


def _communes(kind: str, name: str, day: date) -> tuple[Place, ...]:
    units = _commune_names().get(f"{kind}-{name}" if kind else name, ())
    return tuple(_commune(full, province, day) for full, province in units)


def _commune(full: str, province: str, day: date) -> Place:
    lies_in = _territories_of(full, places.merged_from(province) or (province,))
    grounds = tuple(dict.fromkeys(ground.province for ground in lies_in))
    shown = f"{full[:1].lower()}{full[1:]}"
    if day >= MERGER:
        return Place(f"{shown}, {_called(province, day)}", province, grounds, commune=full)
    by_name = {(one.full, one.province): one for one in places.districts()}
    districts = tuple(by_name[ground.district, ground.province] for ground in lies_in)
    remark = f"{full} theo địa giới từ 01/7/2025; ngày hỏi thuộc {', '.join(one.full for one in districts)}."
    label = f"{shown}, {_called(grounds[0], day)}"
    return Place(label, grounds[0], grounds, districts, commune=full, remark=remark)


def _territories_of(commune: str | None, provinces: tuple[str, ...]) -> tuple[places.Territory, ...]:
    """The grounds of old districts that a commune of 2025 has land of."""
    return tuple(one for one in places.territories() if one.province in provinces and commune in one.communes)
