"""Issuing bodies of a text: what its words, a number's code and its setting tell about who issued.

The door of the rooms that find the words (`issuer_words`) and judge which body they mean (`issuer_body`); here are the
codes, and where a text stands.
"""

import re
from collections import Counter
from functools import cache

from archive.text.vietnamese import comparable, nfc, plain
from archive.works import bodies, committees, places
from archive.works.bodies import Level
from archive.works.dates import PartialDate
from archive.works.document import Issuer
from archive.works.issuer_body import Setting, committee_of, identify, merged_since
from archive.works.issuer_words import COMMITTEE, IssuerSpan, find_issuers, find_issuers_in
from archive.works.number import Number
from archive.works.spelling import province_spelling
from archive.works.vocabulary import rows

__all__ = [
    "IssuerSpan",
    "Setting",
    "find_issuers",
    "find_issuers_in",
    "identify",
    "level_of_code",
    "of_code",
    "setting_of",
    "share_known",
]


def share_known(names: tuple[str, ...]) -> tuple[int, int]:
    """How many of these issuers' names lead to bodies of the table, of how many: every body of a joint one must."""
    found = [tuple(identify(span).body for span in find_issuers(nfc(name))) for name in names]
    known = [bool(ids) and all(one and bodies.members(bodies.family(one)) for one in ids) for ids in found]
    return sum(known), len(names)


# --- codes -----------------------------------------------------------------------------------------------------------


def of_code(number: Number, on: PartialDate | None = None, setting: Setting | None = None) -> Issuer | None:
    """The body a number's code names by itself (BTCTW, CP), or with the setting's place (TU, HU); None when neither.

    Codes whose table row is not checked (grade C) name nobody.
    """
    code = number.body_code
    named = _named_by_code(code, number.system)
    if named:
        return Issuer(named.name_on(on), named.id, "code")
    if setting is None:
        return None
    if code == "TU" and setting.province:
        return _provincial(setting, on)
    generic = {"HU": "Huyện ủy", "ĐU": "Đảng ủy"}.get(code)
    if generic is None:
        return None
    guess = identify(IssuerSpan(0, 0, generic, level_of_code(number) or "any", None), on, setting)
    return guess if guess.body else None


@cache
def _named_by_code(written: str, system: str) -> bodies.Body | None:
    """The one central body of a code, with a term behind it (QH15) or not; None for TW, which is three organs."""
    code = re.sub(r"^(QH|UBTVQH)\d+$", r"\1", written)
    named = bodies.by_code().get((code, system), ())
    only = len({one.family for one in named}) == 1 and named[0].level == "tw" and code != "TW"
    return named[0] if only else None


def _provincial(setting: Setting, on: PartialDate | None) -> Issuer | None:
    """The committee of a province on a date, under the name it had: Thành ủy Hà Nội, Tỉnh ủy Lào Cai."""
    family = bodies.of_province(setting.province or "")
    if family is None or merged_since(setting, on):
        return None
    body_id = bodies.on_date(family, on)
    name = bodies.display_name(body_id, on)
    return Issuer(name, body_id, "context") if name else None


@cache
def _code_levels() -> dict[str, Level]:
    return {row["code"]: row["level"] for row in rows("bodies", "code")}


# QU is a quận ủy's code and has been Quân ủy Trung ương's (104-QĐ/QU, 16/02/2017): it tells no level.
_TWO_MEANINGS = frozenset(("QU",))
_ENDINGS: tuple[tuple[str, Level], ...] = (
    ("TW", "tw"), ("TU", "tinh"), ("HU", "huyen"), ("QU", "huyen"), ("ThU", "huyen"), ("ĐU", "xa")
)  # fmt: skip


def level_of_code(number: Number) -> Level | None:
    """The level a number's code tells: "tw" for TW, "tinh" for TU and UBKTTU, "huyen" for HU; None when it does not."""
    if number.body_code in _TWO_MEANINGS:
        return None
    known = _code_levels().get(number.body_code)
    if known and known != "any":
        return known
    return next((level for end, level in _ENDINGS if number.system == "party" and number.body_code.endswith(end)), None)


# --- where a text stands ---------------------------------------------------------------------------------------------


def setting_of(text: str, date: PartialDate | None = None, *, named: tuple[IssuerSpan, ...] | None = None) -> Setting:
    """Where a text speaks from, read from the bodies it names: the only province named, and a local body of its head.

    `named` are the bodies already found in the text. A province counts when a provincial body of it, or the city of the
    same name, is named; two provinces give None.
    """
    named = find_issuers(text) if named is None else named
    provinces = {place for span in named if (place := _province_of(span))}
    local = _local_of(text, named)
    home = bodies.body(local) if local else None
    # A district of old Yên Bái stands in Lào Cai now: its old province does not contradict the new one.
    if home and home.place and places.merged_into(home.place) not in provinces:
        provinces.add(home.place)
    return Setting(provinces.pop() if len(provinces) == 1 else None, local, date)


def _province_of(span: IssuerSpan) -> str | None:
    known = bodies.by_alias().get(comparable(span.name))
    if known:
        return known.place
    return span.province or (span.place if span.place in _province_names() else None)


@cache
def _province_names() -> frozenset[str]:
    return frozenset(province_spelling().values())


# A local body of the tables is the text's own when its place stands in the head (title, first lines, masthead).
_HEAD = 400
# The places a head may name as its own, by a unit's word or by the place line: "huyện Tuy Đức", "Tuy Đức, ngày 3".
_HEAD_PLACE = re.compile(
    r"(?:(?i:huyện|thị\s+xã|quận|thành\s+phố)\s+(?P<unit>[^\W\d_]+(?:\s+[^\W\d_]+){0,3})"
    r"|(?P<line>[^\W\d_]+(?:\s+[^\W\d_]+){0,3}),\s+ngày\b)"
)


def _local_of(text: str, named: tuple[IssuerSpan, ...]) -> str | None:
    units = [span for span in named if span.level in ("huyen", "xa")]
    if not units:
        return None
    return _listed_local(text, units) or _only_district(text, units)


@cache
def _listed_locals() -> tuple[tuple[str, str, str], ...]:
    """(id, comparable words, comparable place) of the local bodies that the bodies table lists itself."""
    found = []
    for one in dict.fromkeys(bodies.by_alias().values()):
        match = re.match(rf"(?P<words>{COMMITTEE})\s+(?P<place>.+)", one.name) if one.level in ("huyen", "xa") else None
        if match:
            found.append((one.id, comparable(match["words"]), comparable(match["place"])))
    return tuple(found)


def _listed_local(text: str, units: list[IssuerSpan]) -> str | None:
    head = comparable(text[:_HEAD])
    names = {comparable(span.name) for span in units}
    kinds = {comparable(span.name).rsplit(" ", 1)[0] if span.place else comparable(span.name) for span in units}
    for body_id, words, place in _listed_locals():
        if f"{words} {place}" in names or (place in head and any(words in kind for kind in kinds)):
            return body_id
    return None


def _only_district(text: str, units: list[IssuerSpan]) -> str | None:
    """The one district whose committee a text names, or whose place its head does while “Huyện ủy” stands alone."""
    written = Counter(found for span in units if span.place and (found := identify(span).body) and bodies.body(found))
    if written:
        return next(iter(written)) if len(written) == 1 else None
    bare = {committee_of(span.name) for span in units if not span.place}
    near = {
        committees.district_id(unit)
        for match in _HEAD_PLACE.finditer(plain(text[:_HEAD]))
        for unit in places.district_within(match["unit"] or match["line"])
        if unit.committee.split(" ủy ")[0] + " ủy" in bare
    }
    return near.pop() if len(near) == 1 else None
