"""The bodies above a place on a day, level by level: who could issue a document for it then, and whose are still there.

Party and State are two chains. Since 01/7/2025 there is no district level, and the documents of the old provinces go on
beside those of the new one until somebody ends them; before that day a later body does not exist.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import Literal

from archive.ask.ladder.place import Place
from archive.text.vietnamese import slugify
from archive.works import bodies
from archive.works.bodies import Body, Level
from archive.works.dates import PartialDate
from archive.works.document import Card, System
from archive.works.number import parse
from archive.works.places import MERGER, District, merged_into
from archive.works.succession import commune_id, forebears, known_name

SYSTEMS: tuple[System, ...] = ("party", "state")
LEVELS: tuple[Level, ...] = ("tw", "tinh", "huyen", "xa")
_DISTRICT_WORDS = ("huyen-uy", "thi-uy", "thanh-uy", "quan-uy")
_DISTRICT_UNITS = ("huyen", "thi-xa", "thanh-pho", "quan")
_STATE_NAMES = "Hội đồng nhân dân, Ủy ban nhân dân"
_STATE_ORGANS = ("uy-ban-nhan-dan", "hoi-dong-nhan-dan")
# present: issued by a body of the place that lives on the day, or lived under an earlier name · former: by one that it
# came of, whose documents go on until they are ended
Standing = Literal["present", "former"]


@dataclass(frozen=True, slots=True)
class Seat:
    """A body of a level: its ids and their ends by which bodies under it are known ("ban-to-chuc-tinh-uy-lao-cai").

    `ids` are identities and families; `tails` are ends of ids and of the slugs of names; `of` is the province that a
    name alone is not told apart without.
    """

    name: str
    ids: frozenset[str]
    tails: tuple[str, ...]
    standing: Standing = "present"
    since: date | None = None
    until: date | None = None
    of: str | None = None

    def has(self, card: Card) -> bool:
        """Whether a work was issued by this body, or by one under it, in its life."""
        owner = owner_of(card)
        if not owner or not self._lived(card.date):
            return False
        if owner in self.ids:
            return True
        return owner.endswith(self.tails) and (self.of is None or card.place in (None, self.of))

    def itself(self, card: Card) -> bool:
        """Whether the body itself issued it, not one under it."""
        return owner_of(card) in self.ids

    def _lived(self, on: PartialDate | None) -> bool:
        if on is None:
            return True
        return not (self.since and on.last < self.since) and not (self.until and on.first > self.until)


@dataclass(frozen=True, slots=True)
class Tier:
    """A level of one chain on a day, with its bodies; the central level has no seats, for every central body is in it.

    `families` are what an index keeps for these bodies, `place` the province's slug.
    """

    level: Level
    system: System
    label: str
    seats: tuple[Seat, ...] = ()
    families: tuple[str, ...] = ()
    place: str | None = None

    def seat_of(self, card: Card) -> Seat | None:
        """The seat whose document a work is, the present one first; None for a work of elsewhere."""
        return next((one for one in self.seats if one.has(card)), None)


def owner_of(card: Card) -> str:
    """What a work's issuer is known by: its id, else the slug of its name; "" when nobody is known."""
    return (card.issuer.body or slugify(card.issuer.name)) if card.issuer else ""


def system_of(card: Card) -> System | None:
    """Whether a work is of the Party or of the State: by its number, else by its issuer."""
    if card.number:
        return parse(card.number).system
    known = bodies.body(card.issuer.body) if card.issuer and card.issuer.body else None
    return known.system if known else None


def is_here(card: Card, place: Place | None, day: date) -> bool:
    """Whether a work is of a body of the chain above a place on a day, the central ones included."""
    known = bodies.body(card.issuer.body) if card.issuer and card.issuer.body else None
    if place is None or (known and known.level == "tw"):
        return True
    return any(tier.seat_of(card) for tier in chain_of(place, day))


@lru_cache(maxsize=256)
def chain_of(place: Place | None, day: date) -> tuple[Tier, ...]:
    """The tiers of both chains above a place on a day, from the top, Party before State at each level."""
    central = {"party": "Trung ương Đảng", "state": "Các cơ quan nhà nước ở trung ương"}
    tiers = [Tier("tw", system, central[system], families=_central(system)) for system in SYSTEMS]
    if place is None:
        return tuple(tiers)
    tiers += [_provincial(place, system, day) for system in SYSTEMS]
    if place.districts:
        tiers += [_district(place, system, day) for system in SYSTEMS]
    if place.commune:
        tiers += [_commune(place, place.commune, system, day) for system in SYSTEMS]
    return tuple(tiers)


@cache
def _central(system: System) -> tuple[str, ...]:
    """The families of the central bodies of one system."""
    return tuple(dict.fromkeys(one.family for one in bodies.bodies() if one.level == "tw" and one.system == system))


# --- provinces -------------------------------------------------------------------------------------------------------


def _provincial(place: Place, system: System, day: date) -> Tier:
    on = PartialDate(day.year, day.month, day.day)
    here = [one for one in bodies.bodies() if one.level == "tinh" and one.system == system and one.place]
    present = [one for one in here if one.place == place.province and one.lives(on)]
    before = {relative.id for one in present for relative in forebears(one.id)} | {
        name for one in present for name in one.predecessors
    }
    # On the ground of one old province only its own old documents ever held.
    former = [one for one in here if one.id in before and one.place in place.grounds]
    seats = (*(_seat(one, on, "present") for one in present), *(_seat(one, on, "former") for one in former))
    families = tuple(dict.fromkeys(one.family for one in (*present, *former)))
    return Tier("tinh", system, _names(present, on) or place.province, seats, families, slugify(place.province))


def _names(present: Iterable[Body], on: PartialDate) -> str:
    return "; ".join(one.name_on(on) for one in present)


def _seat(one: Body, on: PartialDate, standing: Standing) -> Seat:
    tail = one.family if one.system == "party" else one.family.split("-nhan-dan-", 1)[-1]
    name = one.name_on(on if standing == "present" else None)
    return Seat(name, frozenset({one.id, one.family}), (f"-{tail}",), standing, one.valid_from, one.valid_to)


# --- districts -------------------------------------------------------------------------------------------------------


def _district(place: Place, system: System, day: date) -> Tier:
    on = PartialDate(day.year, day.month, day.day)
    seats = tuple(_district_seat(one, system, on) for one in place.districts)
    label = "; ".join(seat.name for seat in seats)
    families = tuple(sorted({bodies.family(one) for seat in seats for one in seat.ids}))
    return Tier("huyen", system, label, seats, families, slugify(place.province))


def _district_seat(unit: District, system: System, on: PartialDate) -> Seat:
    """The seat of a district under any kind it has had: the town's documents are those of the district before it."""
    slug = slugify(unit.full if unit.name.isdigit() else unit.name)
    apart = None if len(_committees(slug)) == len(_committees(slug, unit.province)) else unit.province
    if system == "state":
        ids = frozenset(f"{organ}-{kind}-{slugify(unit.name)}" for organ in _STATE_ORGANS for kind in _DISTRICT_UNITS)
        name = f"{_STATE_NAMES} {unit.full[0].lower()}{unit.full[1:]}"
        return Seat(name, _unless(ids, apart), _tails(ids), of=apart)
    own = _committees(slug, unit.province)
    ids = frozenset(name for one in own for name in (one.id, one.family))
    title = next((one.name for one in own if one.lives(on)), unit.committee)
    return Seat(title, ids, tuple(f"-{words}-{slug}" for words in _DISTRICT_WORDS), of=apart)


def _unless(ids: frozenset[str], apart: str | None) -> frozenset[str]:
    """Ids that are one body's only where its name is; else the place of each work has to tell."""
    return frozenset() if apart else ids


def _tails(ids: Iterable[str]) -> tuple[str, ...]:
    """The ends of State bodies' ids, with the unit's kind before its name; the organs' own ids among them."""
    return tuple(sorted({f"-{one.split('-nhan-dan-', 1)[-1]}" for one in ids}))


@cache
def _committees(slug: str, province: str | None = None) -> tuple[Body, ...]:
    """The district committees of a name, the oldest first; those of one province where it is given."""
    written = tuple(f"{words}-{slug}" for words in _DISTRICT_WORDS)
    found = (one for one in bodies.bodies() if one.level == "huyen" and one.system == "party")
    named = (one for one in found if slugify(one.name).startswith(written) and _same_name(one, slug))
    ordered = sorted(named, key=lambda one: one.valid_from or date.min)
    return tuple(one for one in ordered if province is None or one.place == province)


def _same_name(one: Body, slug: str) -> bool:
    """“Huyện ủy Châu Thành, tỉnh Long An” is of the name "chau-thanh", “Huyện ủy Châu Thành A” is not."""
    bare = slugify(one.name.split(",")[0].split("(")[0])
    return any(bare == f"{words}-{slug}" for words in _DISTRICT_WORDS)


# --- communes --------------------------------------------------------------------------------------------------------


def _commune(place: Place, full: str, system: System, day: date) -> Tier:
    """The bodies of a commune; one of its name before 01/7/2025 is another body, and the documents are told apart."""
    slug = slugify(full)
    own = commune_id(full, place.province if day >= MERGER else _later(place))
    alone = own == f"dang-uy-{slug}"
    shown = f"{full[0].lower()}{full[1:]}"
    ids = {own, *([f"dang-uy-{slug}"] if alone else [])}
    if system == "state":
        ids = {f"{organ}-{slug}" for organ in _STATE_ORGANS} if alone else set()
    apart = None if alone else place.province
    label = (known_name(own) or f"Đảng ủy {shown}") if system == "party" else f"{_STATE_NAMES} {shown}"
    now = Seat(label, frozenset(ids), (f"-{slug}",), since=MERGER if day >= MERGER else None, of=apart)
    former = Seat(f"{label} trước 01/7/2025", frozenset(ids), (f"-{slug}",), "former", of=apart)
    seats = (now, former) if day >= MERGER else (now,)
    families = tuple(sorted({bodies.family(one) for one in ids}))
    return Tier("xa", system, label, seats, families, slugify(place.province))


def _later(place: Place) -> str:
    """The province of 2025 that the place of an earlier day is in."""
    return merged_into(place.province) or place.province
