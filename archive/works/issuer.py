"""Issuing bodies as texts name them: finding the words, and the dated body they mean.

“Ban Thường vụ Tỉnh ủy Lào Cai”, “UBND tỉnh Tuyên Quang”, “Bộ Chính trị”: the words are found as spans, brought to one
spelling, and matched to the table of `bodies` by name, place and date. Where a place is not written it may be passed
in; where it is not known the body stays unknown.
"""

import re
from dataclasses import dataclass
from functools import cache

from archive.text.vietnamese import canonical_tones, comparable, plain, slugify
from archive.works import bodies
from archive.works.bodies import Level
from archive.works.dates import PartialDate
from archive.works.document import Basis, Issuer
from archive.works.number import Number
from archive.works.spelling import cased, place_spelled, province_names, province_spelling
from archive.works.vocabulary import rows


@dataclass(frozen=True, slots=True)
class IssuerSpan:
    """Words that name a body: `text[start:end]`, in one spelling as `name`, with level and place as far as written."""

    start: int
    end: int
    name: str
    level: Level
    place: str | None


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a text stands: the province it speaks from, its district or commune body, its date; None if unknown."""

    province: str | None = None
    local: str | None = None
    date: PartialDate | None = None


# Organs of a committee that issue under its code (DOMAIN: 16-ĐA/TU is the Ban Thường vụ's) or a code of their own.
_ORGAN = (
    r"(?:Ban\s+Thường\s+vụ|BTV|Ban\s+Chấp\s+hành|BCH|Thường\s+trực|[UỦ]y\s+ban\s+Kiểm\s+tra|UBKT|Ban\s+Tổ\s+chức|"
    r"Ban\s+Tuyên\s+giáo(?:\s+và\s+Dân\s+vận)?|Ban\s+Dân\s+vận|Ban\s+Nội\s+chính|Ban\s+Xây\s+dựng\s+Đảng|Văn\s+phòng)"
)
# Matches: "Tỉnh ủy", "TỈNH UỶ", "Đảng bộ tỉnh", "Đảng ủy phường". Not: "đảng bộ" as a common noun without its unit.
_COMMITTEE = (
    r"(?:(?:Tỉnh|Thành|Huyện|Thị|Quận)\s+(?:ủy|uỷ)|Đảng\s+bộ\s+(?:tỉnh|thành\s+phố|huyện|thị\s+xã|quận|xã|phường|đặc\s+khu)|"
    r"Đảng\s+(?:ủy|uỷ)(?:\s+(?:xã|phường|thị\s+trấn|đặc\s+khu|các\s+cơ\s+quan\s+[Đđ]ảng(?:\s+tỉnh)?|UBND\s+tỉnh))?)"
)
_LOCAL_STATE = (
    r"(?:(?:[UỦ]y\s+ban\s+nhân\s+dân|UBND|Hội\s+đồng\s+nhân\s+dân|HĐND)"
    r"(?:\s+(?:tỉnh|thành\s+phố|huyện|thị\s+xã|quận|xã|phường|đặc\s+khu))?)"
)
# A proper name: capitalised syllables ("Sa Pa", "Bà Rịa - Vũng Tàu", "LÀO CAI"). Stops at small letters: "Lào Cai đã".
_UPPER = "A-ZÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴĐ"
_NAME = rf"[{_UPPER}][^\W\d_]*(?:\s+(?:-\s+)?[{_UPPER}][^\W\d_]*){{0,3}}"
_MINISTRY_END = r"(?=[\s,.;:)\]]|$)"
# The level a committee's or council's words tell.
_LEVELS: tuple[tuple[str, Level], ...] = (
    ("tỉnh ủy", "tinh"), ("đảng bộ tỉnh", "tinh"), ("ubnd tỉnh", "tinh"), ("nhân dân tỉnh", "tinh"),
    ("hđnd tỉnh", "tinh"),
    ("huyện", "huyen"), ("thị ủy", "huyen"), ("thị xã", "huyen"), ("quận", "huyen"),
    ("xã", "xa"), ("phường", "xa"), ("đặc khu", "xa"), ("thị trấn", "xa"), ("đảng ủy", "xa"),
    ("thành ủy", "tinh"), ("thành phố", "tinh"),
)  # fmt: skip
# Words after a committee that begin with a capital but are no place: "Tỉnh ủy Về việc", "Huyện ủy Khóa XX".
_NO_PLACE = frozenset(
    ("cộng", "độc", "về", "khóa", "khoá", "nhiệm", "số", "ngày", "và", "các", "ban", "bộ", "đảng", "chỉ", "nghị",
     "quyết", "kế", "hướng", "đề", "căn", "theo", "trong", "tại", "năm", "để")
)  # fmt: skip


@cache
def _pattern() -> re.Pattern[str]:
    """Bodies in running text, longest first, with groups central, local and place.

    Must match: "Ban Thường vụ Tỉnh ủy Lào Cai", "BỘ CHÍNH TRỊ", "Ủy ban nhân dân tỉnh Tuyên Quang", "Bộ Tài chính".
    Must not: "đảng bộ, chi bộ cơ sở", "bộ chính" inside other words, "Tỉnh ủy viên".
    """
    central = sorted(
        {name for one in bodies.bodies() if one.level == "tw" for name in (one.name, *one.aliases)},
        key=len,
        reverse=True,
    )
    listed = "|".join(re.sub(r"\\?\s+", r"\\s+", re.escape(_loose(name))) for name in central)
    provinces = "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in province_names())
    place = rf"(?:\s+(?:tỉnh\s+|thành\s+phố\s+|TP\.?\s*)?(?P<place>(?i:{provinces})(?!\w)|{_NAME}))?"
    return re.compile(
        rf"(?<!\w)(?:(?=[{_UPPER}])(?P<central>(?i:{listed})){_MINISTRY_END}"
        rf"|(?P<local>(?i:(?:{_ORGAN}\s+)?(?:{_COMMITTEE}))|(?i:{_LOCAL_STATE}))(?!\s+viên)(?!\w){place})",
    )


def _loose(name: str) -> str:
    return canonical_tones(name)


def find_issuers(text: str, start: int = 0, end: int | None = None) -> tuple[IssuerSpan, ...]:
    """Every body named in `text[start:end]`, in order, with offsets into the text (NFC)."""
    # Same length as the text: look-alikes made plain, tones moved to the new style.
    even = canonical_tones(plain(text))
    found = (_span(match) for match in _pattern().finditer(even, start, len(text) if end is None else end))
    return tuple(found)


def _span(match: re.Match[str]) -> IssuerSpan:
    if match["central"]:
        known = bodies.by_alias().get(comparable(match["central"]))
        name = known.name if known else cased(match["central"])
        return IssuerSpan(match.start(), match.end(), name, known.level if known else "tw", None)
    place, end = match["place"], match.end()
    if place and comparable(place).split()[0] in _NO_PLACE:
        place, end = None, match.end("local")
    words = cased(match["local"])
    written = place_spelled(place) if place else None
    return IssuerSpan(match.start(), end, f"{words} {written}" if written else words, _level(words, written), written)


def _level(words: str, place: str | None) -> Level:
    low = words.lower()
    if "thành ủy" in low or "thành phố" in low:
        # “Thành ủy Tuyên Quang” is a city inside a province of the same name, “Thành ủy Hà Nội” a provincial committee.
        return "tinh" if place is None or slugify(f"Thành ủy {place}") in _city_committees() else "huyen"
    return next((level for sign, level in _LEVELS if sign in low), "any")


@cache
def _city_committees() -> frozenset[str]:
    return frozenset(
        slugify(name) for one in bodies.bodies() for name in _all_names(one) if name.startswith("Thành ủy")
    )


def _all_names(one: bodies.Body) -> tuple[str, ...]:
    return (one.name, *one.aliases, *(name for *_, name in one.names))


# --- which body ------------------------------------------------------------------------------------------------------


def identify(span: IssuerSpan, on: PartialDate | None = None, setting: Setting | None = None) -> Issuer:
    """The body that words mean on a date; a place that is not written is the setting's, or the body stays None.

    “Tỉnh ủy” in a text of Lào Cai from 2014 → Tỉnh ủy Lào Cai (to 30/6/2025), basis "context".
    """
    known = bodies.by_alias().get(comparable(span.name))
    if known:
        return Issuer(
            known.name_on(on), bodies.on_date(known.family, on) if known.level == "huyen" else known.id, "words"
        )
    if span.place:
        return _placed(span.name, on, "words")
    return _unplaced(span, on, setting or Setting())


def _unplaced(span: IssuerSpan, on: PartialDate | None, setting: Setting) -> Issuer:
    if span.level == "tinh" and setting.province:
        # “Tỉnh ủy” in Hà Nội is Thành ủy Hà Nội only if the words say so: the words are kept, the place added.
        return _placed(f"{span.name} {setting.province}", on, "context")
    if span.level in ("huyen", "xa") and setting.local and _suits(span.level, setting.local):
        body_id = bodies.on_date(bodies.family(setting.local), on)
        name = bodies.display_name(body_id, on)
        return Issuer(_organ(span.name) + name, body_id, "context") if name else Issuer(span.name)
    return Issuer(span.name)


def _suits(level: Level, body_id: str) -> bool:
    known = bodies.body(body_id) or next(iter(bodies.members(body_id)), None)
    return known is not None and known.level == level


def _organ(name: str) -> str:
    """The organ before the committee, with a blank behind: "Ban Thường vụ " of "Ban Thường vụ Tỉnh ủy"; else ""."""
    match = re.match(rf"(?:Ban Thường vụ|Ban Chấp hành|Thường trực)\s+(?={_COMMITTEE}|Đảng bộ)", name)
    return match.group(0) if match else ""


def _placed(name: str, on: PartialDate | None, basis: Basis) -> Issuer:
    """A body whose place is known: a committee of the tables, or an id made from its name."""
    committee = name.removeprefix(_organ(name))
    committee = re.sub(r"^Đảng bộ tỉnh", "Tỉnh ủy", re.sub(r"^Đảng bộ thành phố", "Thành ủy", committee))
    family = _families().get(slugify(committee), slugify(committee))
    listed = bodies.by_alias().get(comparable(committee))
    body_id = bodies.on_date(listed.family if listed else family, on)
    current = bodies.display_name(body_id, on) if bodies.body(body_id) and listed else None
    return Issuer(_organ(name) + current if current else name, body_id, basis)


def _provincial(province: str, on: PartialDate | None) -> Issuer | None:
    """The committee of a province on a date, under the name it had: Thành ủy Hà Nội, Tỉnh ủy Lào Cai."""
    family = next((one.family for one in bodies.bodies() if one.level == "tinh" and one.place == province), None)
    body_id = bodies.on_date(family, on) if family else ""
    name = bodies.display_name(body_id, on)
    return Issuer(name, body_id, "context") if name else None


@cache
def _families() -> dict[str, str]:
    """Slug of any name a provincial committee has had → its family: "thanh-uy-bac-ninh" → "tinh-uy-bac-ninh"."""
    return {slugify(name): one.family for one in bodies.bodies() if one.level == "tinh" for name in _all_names(one)}


def of_code(number: Number, on: PartialDate | None = None, setting: Setting | None = None) -> Issuer | None:
    """The body a number's code names by itself (BTCTW, CP), or with the setting's place (TU, HU); None when neither.

    Codes whose table row is not checked (grade C) name nobody.
    """
    code = "QH" if re.fullmatch(r"QH\d+", number.body_code) else re.sub(r"^(UBTVQH)\d+$", r"\1", number.body_code)
    named = [one for one in bodies.bodies() if one.code == code and one.system == number.system and one.grade in "AB"]
    if len({one.family for one in named}) == 1 and named[0].level == "tw" and code != "TW":
        return Issuer(named[0].name_on(on), named[0].id, "code")
    if code == "TU" and setting and setting.province:
        return _provincial(setting.province, on)
    generic = {"HU": "Huyện ủy", "ĐU": "Đảng ủy"}.get(code)
    if generic is None or setting is None:
        return None
    guess = identify(IssuerSpan(0, 0, generic, level_of_code(number) or "any", None), on, setting)
    return guess if guess.body else None


@cache
def _code_levels() -> dict[str, Level]:
    return {row["code"]: row["level"] for row in rows("bodies", "code")}


def level_of_code(number: Number) -> Level | None:
    """The level a number's code tells: "tw" for TW, "tinh" for TU and UBKTTU, "huyen" for HU; None when it does not."""
    known = _code_levels().get(number.body_code)
    if known and known != "any":
        return known
    endings: tuple[tuple[str, Level], ...] = (
        ("TW", "tw"),
        ("TU", "tinh"),
        ("HU", "huyen"),
        ("QU", "huyen"),
        ("ThU", "huyen"),
        ("ĐU", "xa"),
    )
    return next((level for end, level in endings if number.system == "party" and number.body_code.endswith(end)), None)


def setting_of(text: str, date: PartialDate | None = None, *, named: tuple[IssuerSpan, ...] | None = None) -> Setting:
    """Where a text speaks from, read from the bodies it names: the only province named, and a local body of its head.

    `named` are the bodies already found in the text. A province counts when a provincial body of it, or the city of the
    same name, is named; two provinces give None.
    """
    named = find_issuers(text) if named is None else named
    provinces = {place for span in named if (place := _province_of(span))}
    local = _local_of(text, named)
    home = bodies.body(local) if local else None
    if home and home.place:
        provinces.add(home.place)
    return Setting(provinces.pop() if len(provinces) == 1 else None, local, date)


def _province_of(span: IssuerSpan) -> str | None:
    known = bodies.by_alias().get(comparable(span.name))
    if known:
        return known.place
    return span.place if span.place in province_spelling().values() else None


# A local body of the tables is the text's own when its place stands in the head (title, first lines, masthead).
_HEAD = 400


def _local_of(text: str, named: tuple[IssuerSpan, ...]) -> str | None:
    head = comparable(text[:_HEAD])
    kinds = {comparable(span.name).rsplit(" ", 1)[0] if span.place else comparable(span.name) for span in named}
    for one in bodies.bodies():
        if one.level not in ("huyen", "xa"):
            continue
        words, place = _split_local(one.name)
        written = comparable(f"{words} {place}") in {comparable(span.name) for span in named}
        if written or (comparable(place) in head and any(words in kind for kind in kinds)):
            return one.id
    return None


def _split_local(name: str) -> tuple[str, str]:
    """“Thị ủy Sa Pa” → ("thị ủy", "Sa Pa")."""
    match = re.match(rf"(?P<words>{_COMMITTEE})\s+(?P<place>.+)", name)
    return (comparable(match["words"]), match["place"]) if match else (comparable(name), name)
