"""The units of the country through time: provinces before and after 01/7/2025, districts until then, communes since.

Names only, and what each unit went into; the committees of these units are in `bodies`. A name is not a unit: ten
districts were called Châu Thành, and a commune of 2025 often keeps the name of one of its parts.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import Any

from archive.text.vietnamese import comparable, slugify
from archive.works.vocabulary import rows

# Nghị quyết 202/2025/QH15: merged provinces begin, and the district level ends, on this day.
MERGER = date(2025, 7, 1)
# Column of districts.toml → (kind of unit, its committee).
DISTRICT_KINDS = {
    "huyen": ("huyện", "Huyện ủy"),
    "thi_xa": ("thị xã", "Thị ủy"),
    "thanh_pho": ("thành phố", "Thành ủy"),
    "quan": ("quận", "Quận ủy"),
}
COMMUNE_KINDS = ("xã", "phường", "đặc khu", "thị trấn")


@dataclass(frozen=True, slots=True)
class Province:
    """A unit of the provincial level on a day: its name and kind, and the old units it was made of, itself if none."""

    name: str
    kind: str
    before: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class District:
    """A unit of the district level before 01/7/2025: `province` is the old one; `ended` where it ended sooner."""

    name: str
    kind: str
    province: str
    ended: date | None = None

    @property
    def full(self) -> str:
        """Its name with its kind, as the tables write it: "Quận 1", "Thị xã Sa Pa"."""
        return f"{self.kind.capitalize()} {self.name}"

    @property
    def committee(self) -> str:
        """The name of its Party committee: "Huyện ủy Tuy Đức", "Quận ủy Quận 1"."""
        words = next(committee for kind, committee in DISTRICT_KINDS.values() if kind == self.kind)
        return f"{words} {self.full if self.name.isdigit() else self.name}"


# --- provinces -------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=64)
def provinces_on(day: date) -> tuple[Province, ...]:
    """The provincial units of a day: 63 until 30/6/2025, 34 since, of which 9 are cities since 20/9/2026."""
    if day < MERGER:
        return tuple(
            Province(row["name"], _old_kind(row, day), (row["name"],)) for row in rows("provinces", "old_unit")
        )
    return tuple(
        Province(row["name"], _new_kind(row, day), merged_from(row["name"])) for row in rows("provinces", "province")
    )


def _old_kind(row: dict[str, Any], day: date) -> str:
    """Huế is the one unit whose kind changed in its life before the merger: its committee's name tells."""
    for _, end, name in row.get("committee_names", ()):
        if not end or day <= date.fromisoformat(end):
            return "tỉnh" if name.startswith("Tỉnh") else "thành phố"
    return str(row["kind"])


def _new_kind(row: dict[str, Any], day: date) -> str:
    since = row.get("city_from")
    return str(row["kind_now"] if since and date.fromisoformat(since) <= day else row["kind"])


def province_kind(name: str, day: date) -> str | None:
    """Whether a province was a "tỉnh" or a "thành phố" on a day; None when no province of that name existed then."""
    return next((one.kind for one in provinces_on(day) if one.name == name), None)


@cache
def _merged_from() -> dict[str, tuple[str, ...]]:
    old = {row["id"]: row["name"] for row in rows("provinces", "old_unit")}
    return {row["name"]: tuple(old[unit] for unit in row["predecessors"]) for row in rows("provinces", "province")}


def merged_from(name: str) -> tuple[str, ...]:
    """The old provinces that a province of 2025 was made of: ("Lào Cai", "Yên Bái"); () for a name that is none."""
    return _merged_from().get(name, ())


def merged_into(name: str) -> str | None:
    """The province of 2025 that an old one is in: "Yên Bái" → "Lào Cai"."""
    return next((new for new, old in _merged_from().items() if name in old), None)


def covers(name: str) -> frozenset[str]:
    """The old provinces that a province's name may mean: of Lào Cai itself and Yên Bái, of Yên Bái itself only."""
    return frozenset((name, *merged_from(name)))


# --- districts -------------------------------------------------------------------------------------------------------


@cache
def districts() -> tuple[District, ...]:
    """The 705 units of the district level, by province."""
    ended = {(row["unit"], row["province"]): date.fromisoformat(row["to"]) for row in rows("districts", "ended")}
    made = (
        District(name, kind, row["name"])
        for row in rows("districts", "province")
        for column, (kind, _) in DISTRICT_KINDS.items()
        for name in row.get(column, ())
    )
    return tuple(District(one.name, one.kind, one.province, ended.get((one.full, one.province))) for one in made)


@cache
def _by_name() -> dict[str, tuple[District, ...]]:
    found: defaultdict[str, list[District]] = defaultdict(list)
    for one in districts():
        found[slugify(one.name)].append(one)
    return {name: tuple(units) for name, units in found.items()}


def is_district(name: str) -> bool:
    """Whether some district has a name, in any case and with or without marks."""
    return slugify(name) in _by_name()


def districts_named(kind: str, name: str) -> tuple[District, ...]:
    """The districts a name may mean: those of its kind, and those of a kind that comes later in a district's life.

    "huyện", "Kỳ Anh" → the district; "huyện", "Tân Uyên" → the district in Lai Châu and the city in Bình Dương, which
    was a district before; "quận", "Hoàng Mai" → the one in Hà Nội. () for a name that no table has.
    """
    named = _by_name().get(slugify(name), ())
    exact = tuple(one for one in named if one.kind == kind)
    at_home = {one.province for one in exact}
    grown = (one for one in named if one.province not in at_home and _may_have_been(one.kind, kind))
    return (*exact, *grown)


def district_within(words: str) -> tuple[District, ...]:
    """The districts whose name these words begin or end with, the longest name first: "Tuy Đức đã họp" → Tuy Đức."""
    parts = words.split()
    for length in range(len(parts), 0, -1):
        for name in (" ".join(parts[:length]), " ".join(parts[-length:])):
            if found := _by_name().get(slugify(name), ()):
                return found
    return ()


def _may_have_been(kind: str, earlier: str) -> bool:
    """A district may have become any other kind, a town a city; never the other way."""
    return kind != earlier and (earlier == "huyện" or (earlier, kind) == ("thị xã", "thành phố"))


# --- communes --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Territory:
    """What became of a district on 01/7/2025: the communes that have its land, in full ("Phường Sa Pa")."""

    district: str
    province: str
    communes: tuple[str, ...]


@cache
def territories() -> tuple[Territory, ...]:
    """The territory of every district; the largest table, read when first asked for."""
    return tuple(
        Territory(row["district"], row["province"], tuple(row["communes"])) for row in rows("communes", "territory")
    )


@cache
def _communes() -> dict[str, frozenset[str]]:
    """Comparable full name of a commune of 2025 → the provinces that have one."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for one in territories():
        for name in one.communes:
            found[comparable(name)].add(merged_into(one.province) or one.province)
    return {name: frozenset(provinces) for name, provinces in found.items()}


@cache
def _shared() -> frozenset[str]:
    return frozenset(comparable(name) for row in rows("communes", "shared") for name in row["names"])


def communes_named(full: str) -> frozenset[str]:
    """The provinces of 2025 that have a commune of a full name: "Xã Tân Lập" → three of them; empty when none has."""
    return _communes().get(comparable(full), frozenset())


def only_commune(full: str) -> bool:
    """Whether one commune alone has, and before 2025 had, a full name: "Phường Sa Pa" is one, "Xã Tân Lập" is not."""
    return len(communes_named(full)) == 1 and comparable(full) not in _shared()
