"""Which dated body the words of a text mean: by name, place and date, and by the setting where no place is written.

A name that several units have (Huyện ủy Châu Thành, Đảng ủy xã Tân Lập) is a body only with its province; where nothing
tells it the words are kept and the body stays unknown, so that it can support no link.
"""

import re
from dataclasses import dataclass

from archive.text.vietnamese import comparable, slugify
from archive.works import bodies, committees, places
from archive.works.dates import PartialDate
from archive.works.document import Basis, Issuer
from archive.works.issuer_words import COMMITTEE, IssuerSpan, is_department


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a text stands: the province it speaks from, its district or commune body, its date; None if unknown."""

    province: str | None = None
    local: str | None = None
    date: PartialDate | None = None


# --- which body ------------------------------------------------------------------------------------------------------


def identify(span: IssuerSpan, on: PartialDate | None = None, setting: Setting | None = None) -> Issuer:
    """The body that words mean on a date; a place that is not written is the setting's, or the body stays None.

    “Tỉnh ủy” in a text of Lào Cai from 2014 → Tỉnh ủy Lào Cai (to 30/6/2025), basis "context".
    """
    known = bodies.by_alias().get(comparable(span.name))
    if known:
        dated = bodies.on_date(known.family, on) if known.level == "huyen" else known.id
        return Issuer(known.name_on(on), dated, "words")
    if is_department(span.name):
        return Issuer(span.name)  # no table has the departments
    if span.place:
        return _placed(span, on, setting or Setting(), "words")
    return _unplaced(span, on, setting or Setting())


def _unplaced(span: IssuerSpan, on: PartialDate | None, setting: Setting) -> Issuer:
    if setting.local and _suits(span, setting.local):
        body_id = bodies.on_date(bodies.family(setting.local), on)
        name = bodies.display_name(body_id, on)
        return Issuer(_organ(span.name) + name, body_id, "context") if name else Issuer(span.name)
    province = setting.province
    # “Tỉnh ủy” in Hà Nội, or “Thành ủy” in a province, is not the provincial committee: the words must say so.
    if span.level != "tinh" or not province or not _is_kind(span.name, province, on) or merged_since(setting, on):
        return Issuer(span.name)
    # “UBND thành phố” in Thành phố Hồ Chí Minh: the unit's word is a part of the city's name.
    words = span.name.removesuffix(" thành phố") if province.startswith("Thành phố ") else span.name
    placed = IssuerSpan(span.start, span.end, f"{words} {province}", "tinh", province, province)
    return _placed(placed, on, setting, "context")


def _is_kind(name: str, province: str, on: PartialDate | None) -> bool:
    """Whether “Tỉnh ủy”, “UBND tỉnh” or “Thành ủy” can be this province's as it was then; True when nobody knows."""
    city = re.search(r"thành (?:ủy|phố)", name.lower()) is not None
    days = (on.first, on.last) if on else (places.MERGER,)
    kinds = {places.province_kind(province, day) for day in days} - {None}
    return not kinds or ("thành phố" if city else "tỉnh") in kinds


def merged_since(setting: Setting, on: PartialDate | None) -> bool:
    """Whether an older “Tỉnh ủy” may be either of several: a text written since the merger on a day before it."""
    before = on is not None and on.first < places.MERGER
    since = setting.date is not None and setting.date.last >= places.MERGER
    return before and since and len(places.merged_from(setting.province or "")) > 1


def _suits(span: IssuerSpan, body_id: str) -> bool:
    """Whether unplaced words are the setting's own district or commune committee, under any name it has had.

    “Huyện ủy” is in a text of Thị ủy Sa Pa, which was one; “UBND huyện”, “Quận ủy” and “Ban Tổ chức Huyện ủy” are not.
    """
    words = committee_of(span.name)
    of_family = bodies.members(bodies.family(body_id))
    return any(one.level in ("huyen", "xa") and one.name.startswith(f"{words} ") for one in of_family)


def _organ(name: str) -> str:
    """The organ before the committee, with a blank behind: "Ban Thường vụ " of "Ban Thường vụ Tỉnh ủy"; else ""."""
    match = re.match(rf"(?:Ban Thường vụ|Ban Chấp hành|Thường trực)\s+(?={COMMITTEE}|Đảng bộ)", name)
    return match.group(0) if match else ""


# The Party organisation of a unit and the committee that speaks for it.
_COMMITTEE_OF = {"tỉnh": "Tỉnh ủy", "thành phố": "Thành ủy", "huyện": "Huyện ủy", "thị xã": "Thị ủy", "quận": "Quận ủy"}


def committee_of(name: str) -> str:
    """A committee's own name: without its standing committee, and "Đảng bộ tỉnh Lào Cai" as "Tỉnh ủy Lào Cai"."""
    own = name.removeprefix(_organ(name))
    match = re.match(r"Đảng bộ (tỉnh|thành phố|huyện|thị xã|quận|xã|phường|đặc khu)\b", own)
    if not match:
        return own
    return _COMMITTEE_OF.get(match[1], f"Đảng ủy {match[1]}") + own[match.end() :]


def _placed(span: IssuerSpan, on: PartialDate | None, setting: Setting, basis: Basis) -> Issuer:
    """A body whose place is known: a committee of the tables, or an id made from its name; None when several fit."""
    committee = committee_of(span.name)
    listed = bodies.by_alias().get(comparable(committee))
    if listed:
        body_id = bodies.on_date(listed.family, on)
        current = bodies.display_name(body_id, on) if bodies.body(body_id) else None
        return Issuer(_organ(span.name) + current if current else span.name, body_id, basis)
    family = committees.provincial_names().get(slugify(committee))
    if family:
        return _provincial_or_city(span, committee, family, on, basis)
    made = _qualified(span, committee, setting)
    known = bodies.body(made) if made else None
    # “Huyện ủy Châu Thành” is shown with its province once that is known.
    fuller = known is not None and known.name.startswith(committee)
    return Issuer(_organ(span.name) + known.name if known and fuller else span.name, made, basis)


def _provincial_or_city(span: IssuerSpan, committee: str, family: str, on: PartialDate | None, basis: Basis) -> Issuer:
    """A provincial committee on a date, or the city inside the province that had the same name before.

    “Thành ủy Huế” was the city's committee until 31/12/2024 and the province's since; with no date it may be either.
    """
    body_id = bodies.on_date(family, on)
    city = bodies.body(f"thanh-uy-{slugify(span.place or '')}-thuoc-tinh") if "hành" in committee else None
    if city:
        own = {comparable(name) for one in bodies.members(family) for name in _named_on(one, on)}
        if on is None or not (city.lives(on) or comparable(committee) in own):
            return Issuer(span.name, None, basis)
        if city.lives(on):
            return Issuer(span.name, f"{slugify(committee)}-thuoc-tinh", basis)
    known = bodies.body(body_id)
    if known is None or comparable(committee) in {comparable(name) for name in committees.all_names(known)}:
        return Issuer(span.name, body_id, basis)
    # “Tỉnh ủy Huế” is no name it had: “Tỉnh ủy Thừa Thiên Huế”, as it was called then.
    return Issuer(_organ(span.name) + known.name_on(on), body_id, basis)


def _named_on(one: bodies.Body, on: PartialDate | None) -> tuple[str, ...]:
    return (one.name_on(on),) if on is None or one.lives(on) else ()


# Words of a committee, a council or an advisory organ → the kind of unit it is of.
_UNIT_KINDS = (
    ("huyện", "huyện"), ("thị ủy", "thị xã"), ("thị xã", "thị xã"), ("quận", "quận"), ("thành ủy", "thành phố"),
    ("thành phố", "thành phố"), ("đặc khu", "đặc khu"), ("thị trấn", "thị trấn"), ("phường", "phường"), ("xã", "xã"),
)  # fmt: skip


def _qualified(span: IssuerSpan, committee: str, setting: Setting) -> str | None:
    """The id made from a name, with the province where the name is not one unit's; None when no province is known."""
    name, place = slugify(committee), span.place or ""
    words = committee.lower().removesuffix(place.lower())
    kind = next((kind for sign, kind in _UNIT_KINDS if sign in words), None)
    if kind in places.COMMUNE_KINDS:
        return _of_commune(name, f"{kind} {place}", span.province or setting.province)
    if kind:
        return _of_district(name, places.districts_named(kind, place), span.province, setting)
    # “Đảng ủy Công an”, “Đảng ủy Khối”: of what unit, the words do not say.
    return None if span.level == "xa" else name


def _of_commune(name: str, full: str, province: str | None) -> str | None:
    if places.only_commune(full):
        return name
    return f"{name}-{slugify(province)}" if province else None


def _of_district(name: str, units: tuple[places.District, ...], written: str | None, setting: Setting) -> str | None:
    """A district's body: by its name alone where one unit has it, else by the province written or spoken from."""
    if len(units) < 2:
        return name
    province = written or setting.province or ""
    # A text written before the merger speaks of the old province of its name only.
    older = written is None and setting.date is not None and setting.date.last < places.MERGER
    where = frozenset((province,)) if older else places.covers(province)
    fitting = [one for one in units if one.province in where]
    # The old province is written of an old district: “huyện Châu Thành, tỉnh Tây Ninh” is not the one in Long An.
    exact = [one for one in fitting if one.province == written] or fitting
    return f"{name}-{slugify(exact[0].province)}" if len(exact) == 1 else None
