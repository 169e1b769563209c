"""The filters of a query: every name that an address may carry, and what each does to the query with a value.

A value that no table knows is refused with what may be used instead. Several values, parted by commas, mean any of
them; a value with a minus before it, none of that. How readers name filters in a text is in `names`.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any, TypeVar

from archive.errors import QueryError
from archive.query.days import day_of, stretch_of
from archive.query.shapes import SEVERAL, Profile, Query, Sort
from archive.text.vietnamese import comparable, slugify
from archive.works.asked import find_asked
from archive.works.bodies import LEVELS, bodies, by_alias
from archive.works.document import Genre
from archive.works.number import type_code
from archive.works.places import MERGER, provinces_on
from archive.works.terms import ROMAN, roman
from archive.works.validity import State
from archive.works.vocabulary import types, types_of

MAX_PAGE = 10_000
Setter = Callable[[Query, str], Query]
_Value = TypeVar("_Value")


def _refuse(label: str, value: str, allowed: str) -> QueryError:
    return QueryError(f"{label} “{value[:60]}” không có.", remedy=f"Có thể dùng: {allowed}.", field=label, value=value)


# --- one value -------------------------------------------------------------------------------------------------------


def _types(value: str) -> tuple[str, ...]:
    """The slugs of a type given as name, slug or code; both of a code that two types share ("QĐ")."""
    wanted = slugify(value)
    named = next((kind.slug for kind in types() if wanted and wanted in (kind.slug, slugify(kind.name))), None)
    code = type_code(value) if not named else None
    coded = [kind.slug for system in ("party", "state") for kind in types_of(code or "", system)]
    found = (named,) if named else tuple(dict.fromkeys(coded))
    if not found:
        raise _refuse("Loại văn bản", value, ", ".join(dict.fromkeys(kind.name for kind in types())))
    return found


def _issuer(value: str) -> str:
    """The id of a body by its name or short name ("BCT", "Bộ Chính trị"), else the slug of the name."""
    known = by_alias().get(comparable(value))
    return known.id if known else _slug("Cơ quan ban hành", value)


def _place(value: str) -> str:
    return _slug("Nơi ban hành", value)


def _slug(label: str, value: str) -> str:
    made = slugify(value)
    if not made:
        raise _refuse(label, value, "tên viết bằng chữ, có dấu hoặc không dấu")
    return made


def _level(value: str) -> str:
    wanted = {slugify(word): level for level, label in LEVELS.items() for word in (level, label, label.split(",")[0])}
    level = (wanted | {"trung-uong": "tw", "huyen": "huyen", "xa": "xa"}).get(slugify(value))
    if level is None:
        raise _refuse("Cấp", value, "Trung ương, tỉnh, huyện, xã")
    return level


# What a reader may call a genre, a state, an order or a ranking, folded.
_GENRES: dict[str, Genre] = {
    **dict.fromkeys(("directive", "van-ban"), "directive"),
    **dict.fromkeys(("article", "tin-bai", "tin"), "article"),
    **dict.fromkeys(("stub", "chua-co-toan-van"), "stub"),
}
_STATES: dict[str, State] = {
    **dict.fromkeys(("in-force", "con", "con-hieu-luc"), "in_force"),
    **dict.fromkeys(("part-ended", "partly", "mot-phan", "het-mot-phan", "het-hieu-luc-mot-phan"), "part_ended"),
    **dict.fromkeys(("suspended", "ngung", "tam-ngung", "ngung-hieu-luc"), "suspended"),
    **dict.fromkeys(("not-yet", "chua", "chua-co-hieu-luc"), "not_yet"),
    **dict.fromkeys(("ended", "het", "het-hieu-luc", "het-toan-bo", "het-hieu-luc-toan-bo"), "ended"),
    **dict.fromkeys(("conflict", "khac-nhau", "mau-thuan", "nguon-noi-khac-nhau"), "conflict"),
    **dict.fromkeys(("unknown", "chua-ro", "khong-ro"), "unknown"),
}
_SORTS: dict[str, Sort] = {
    **dict.fromkeys(("relevance", "phu-hop"), "relevance"),
    **dict.fromkeys(("date", "moi-nhat", "ngay"), "date"),
    **dict.fromkeys(("oldest", "cu-nhat"), "oldest"),
}
_PROFILES: dict[str, Profile] = {
    **dict.fromkeys(("formula", "cong-thuc"), "formula"),
    **dict.fromkeys(("questions", "cau-hoi"), "questions"),
    **dict.fromkeys(("plain", "don-gian"), "plain"),
}
_YES_OR_NO = {**dict.fromkeys(("1", "co", "yes", "on"), True), **dict.fromkeys(("0", "khong", "no", "off"), False)}


def _of(table: Mapping[str, _Value], label: str, allowed: str) -> Callable[[str], _Value]:
    def read(value: str) -> _Value:
        found = table.get(slugify(value))
        if found is None:
            raise _refuse(label, value, allowed)
        return found

    return read


_genre = _of(_GENRES, "Thể loại", "văn bản, tin bài, chưa có toàn văn")
_state = _of(_STATES, "Hiệu lực", "còn, hết, một phần, chưa, ngưng, chưa rõ")
_sort = _of(_SORTS, "Cách xếp", "phù hợp, mới nhất, cũ nhất")
_profile = _of(_PROFILES, "Cách chấm", "công thức, câu hỏi, đơn giản")
_exact = _of(_YES_OR_NO, "Đúng như đã gõ", "có, không")
_expanded = _of(_YES_OR_NO, "Mở rộng chữ viết tắt", "có, không")


def _term(value: str) -> str:
    found = roman(value.strip()) if value.isascii() else None
    if found is None:
        raise _refuse("Khóa", value, f"{ROMAN[1]} đến {ROMAN[-1]}, hoặc 1 đến {len(ROMAN) - 1}")
    return found


# --- what a value does to a query ------------------------------------------------------------------------------------

# One of several values. Matches: chi-thi · -"báo cáo" · Bộ Nội vụ. A comma inside quotes does not part.
_ONE = re.compile(r'\s*(-*)\s*(?:"([^"]*)"|([^,"]+))')


def values_of(value: str) -> Iterator[tuple[bool, str]]:
    """The values of a list, each with whether a minus stands before it: "chi-thi,-bao-cao"."""
    for found in _ONE.finditer(value):
        written = (found[2] if found[2] is not None else found[3]).strip(" \t;!?")
        if written:
            yield bool(found[1]), written


def _several(attribute: str, read: Callable[[str], str | tuple[str, ...]]) -> Setter:
    """A filter of several values: they are added to those the query has."""

    def add(query: Query, value: str) -> Query:
        given = list(values_of(value)) or [(False, value)]
        told = ((minus, read(written)) for minus, written in given)
        read_values = [(minus, one) for minus, found in told for one in ((found,) if isinstance(found, str) else found)]
        wanted = dict.fromkeys((*getattr(query, attribute), *(one for minus, one in read_values if not minus)))
        barred = {*query.barred, *((attribute, one) for minus, one in read_values if minus)}
        return _with(query, attribute, tuple(wanted), barred=tuple(sorted(barred)))

    return add


def _one(attribute: str, read: Callable[[str], object]) -> Setter:
    """A filter of one value: the last one holds."""
    return lambda query, value: _with(query, attribute, read(_unquoted(value)))


def _with(query: Query, attribute: str, value: object, **more: object) -> Query:
    """The query with an attribute whose name only the table of filters knows."""
    named: dict[str, Any] = {attribute: value, **more}
    return replace(query, **named)


def _unquoted(value: str) -> str:
    return " ".join(value.replace('"', " ").split())


def _own(value: str) -> str:
    asked = find_asked(tuple(value.split()))
    if asked is None:
        raise _refuse("Số, ký hiệu", value, "47-CT/TU, 30/2020/NĐ-CP hoặc 47")
    return str(asked.number) if asked.number else str(asked.serial)


def _name(value: str) -> str:
    _slug("Người ký", value)
    return value


def _with_year(query: Query, value: str) -> Query:
    # Matches "2014", "2014-2016", "2014..2016". Not "2014-11": that is a month.
    years = re.fullmatch(r"([12]\d{3})(?:(?:-|\.\.)([12]\d{3}))?", _unquoted(value))
    if not years:
        raise _refuse("Năm", value, "2014 hoặc 2014-2016")
    return replace(query, since=day_of(years[1]), until=day_of(years[2] or years[1]))


def _page(value: str) -> int:
    if not (value.isascii() and value.isdigit() and 1 <= int(value[:9]) <= MAX_PAGE):
        raise _refuse("Trang", value, f"số từ 1 đến {MAX_PAGE}")
    return int(value[:9])


def with_days(query: Query, value: str) -> Query:
    """A date or a stretch of dates of the document: “ngày:2014..2018”, open at one end too. Raises QueryError."""
    since, until = stretch_of(_unquoted(value))
    return replace(query, since=since, until=until)


# Every filter by the name that an address carries (?loai=).
FILTERS: dict[str, Setter] = {
    "loai": _several("type", _types),
    "co-quan": _several("issuer", _issuer),
    "cap": _several("level", _level),
    "the-loai": _several("genre", _genre),
    "noi": _several("place", _place),
    "khoa": _several("term", _term),
    "hieu-luc": _several("validity", _state),
    "nguoi-ky": _one("signatory", _name),
    "so": _one("own", _own),
    "nam": _with_year,
    "tu": _one("since", day_of),
    "den": _one("until", day_of),
    "ngay": _one("at", lambda value: day_of(value).last),
    "dung": _one("exact", _exact),
    "mo-rong": _one("expanded", _expanded),
    "cach": _one("profile", _profile),
    "xep": _one("sort", _sort),
    "trang": _one("page", _page),
}
# The filters that may say what a document must not be, and every filter by the name that a text carries (loai:).
BARRING = frozenset(SEVERAL.values())
IN_TEXT: dict[str, Setter] = {**FILTERS, "ngay": with_days, "tinh-den": FILTERS["ngay"]}


# --- values of several words without quotes --------------------------------------------------------------------------


@cache
def _known_bodies() -> frozenset[str]:
    return frozenset(slugify(name) for name in (*(one.name for one in bodies()), *by_alias()))


@cache
def _known_places() -> frozenset[str]:
    return frozenset(slugify(one.name) for day in (date.min, MERGER) for one in provinces_on(day))


def _capitals(value: str) -> bool:
    """Whether some words look like a name: each with a capital, at most four."""
    named = value.split()
    return len(named) <= 4 and all(word[:1].isupper() for word in named)


def _takes(read: Callable[[str], object]) -> Callable[[str], bool]:
    def takes(value: str) -> bool:
        try:
            parts = [read(written) for _, written in values_of(value)]
        except QueryError:
            return False
        return bool(parts)

    return takes


# Whether words without quotes are, all of them, values of a filter: “loại:chỉ thị sinh hoạt” takes the first two.
WHOLE: dict[str, Callable[[str], bool]] = {
    "loai": _takes(_types),
    "cap": _takes(_level),
    "the-loai": _takes(_genre),
    "khoa": _takes(_term),
    "hieu-luc": _takes(_state),
    "xep": _takes(_sort),
    "co-quan": lambda value: all(slugify(one) in _known_bodies() for _, one in values_of(value)),
    "noi": lambda value: all(slugify(one) in _known_places() for _, one in values_of(value)) or _capitals(value),
    "nguoi-ky": _capitals,
    "ngay": _takes(stretch_of),
    "tu": _takes(day_of),
    "den": _takes(day_of),
    "tinh-den": _takes(day_of),
    "nam": lambda value: bool(re.fullmatch(r"[12]\d{3}(?:-[12]\d{3})?", value)),
}
