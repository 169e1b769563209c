"""The filters of a query: every name that a reader may use, and what each does to the query with a value.

A value that no table knows is refused with what may be used instead; several values of one filter, parted by commas,
mean any of them.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import get_args

from archive.errors import DateError, QueryError
from archive.query.shapes import Query, Sort
from archive.text.vietnamese import fold, slugify
from archive.works.asked import find_asked
from archive.works.bodies import LEVELS
from archive.works.dates import PartialDate, parse_iso
from archive.works.document import Genre
from archive.works.number import type_code
from archive.works.vocabulary import types, types_of

MAX_PAGE = 10_000


def _refuse(label: str, value: str, allowed: str) -> QueryError:
    return QueryError(f"{label} “{value[:60]}” không có.", remedy=f"Có thể dùng: {allowed}.", field=label, value=value)


def type_slug(value: str) -> str | None:
    """The slug of a type given as name, slug or code: "chỉ thị", "chi-thi", "CT"; None when no type has it."""
    wanted = slugify(value)
    named = next((kind.slug for kind in types() if wanted and wanted in (kind.slug, slugify(kind.name))), None)
    code = type_code(value) if not named else None
    coded = [*types_of(code, "party"), *types_of(code, "state")] if code else []
    return named or (coded[0].slug if coded else None)


def _with_type(query: Query, value: str) -> Query:
    slug = type_slug(value)
    if slug is None:
        raise _refuse("Loại văn bản", value, ", ".join(dict.fromkeys(kind.name for kind in types())))
    return replace(query, type=(slug,))


def _with_issuer(query: Query, value: str) -> Query:
    return replace(query, issuer=(_slug("Cơ quan ban hành", value),))


def _with_place(query: Query, value: str) -> Query:
    return replace(query, place=(_slug("Nơi ban hành", value),))


def _slug(label: str, value: str) -> str:
    made = slugify(value)
    if not made:
        raise _refuse(label, value, "tên viết bằng chữ, có dấu hoặc không dấu")
    return made


def _with_level(query: Query, value: str) -> Query:
    wanted = {slugify(word): level for level, label in LEVELS.items() for word in (level, label, label.split(",")[0])}
    level = (wanted | {"trung-uong": "tw", "huyen": "huyen", "xa": "xa"}).get(slugify(value))
    if level is None:
        raise _refuse("Cấp", value, ", ".join(LEVELS))
    return replace(query, level=(level,))


# What a reader may call a genre, folded; the first word of each is what an address carries.
_GENRES: dict[str, Genre] = {
    **dict.fromkeys(("directive", "van-ban"), "directive"),
    **dict.fromkeys(("article", "tin-bai", "tin"), "article"),
    **dict.fromkeys(("stub", "chua-co-toan-van"), "stub"),
}
_SORTS: dict[str, Sort] = {
    **dict.fromkeys(("relevance", "phu-hop"), "relevance"),
    **dict.fromkeys(("date", "moi-nhat", "ngay"), "date"),
    **dict.fromkeys(("oldest", "cu-nhat"), "oldest"),
}


def _with_genre(query: Query, value: str) -> Query:
    genre = _GENRES.get(slugify(value))
    if genre is None:
        raise _refuse("Thể loại", value, "văn bản, tin bài, chưa có toàn văn")
    return replace(query, genre=(genre,))


def _with_sort(query: Query, value: str) -> Query:
    sort = _SORTS.get(slugify(value))
    if sort is None:
        raise _refuse("Cách xếp", value, ", ".join(get_args(Sort)))
    return replace(query, sort=sort)


def _with_own(query: Query, value: str) -> Query:
    asked = find_asked(tuple(value.split()))
    if asked is None:
        raise _refuse("Số, ký hiệu", value, "47-CT/TU, 30/2020/NĐ-CP hoặc 47")
    return replace(query, own=str(asked.number) if asked.number else str(asked.serial))


def _date(value: str) -> PartialDate:
    """A date as typed: 2014, 2014-11, 2014-11-11, 11/2014, 11/11/2014."""
    iso = "-".join(reversed(value.split("/"))) if "/" in value else value
    padded = "-".join(part.zfill(2) for part in iso.split("-"))
    try:
        return parse_iso(padded)
    except (DateError, TypeError) as cause:
        raise _refuse("Ngày", value, "2014, 2014-11, 2014-11-11, 11/2014 hoặc 11/11/2014") from cause


def _with_since(query: Query, value: str) -> Query:
    return replace(query, since=_date(value))


def _with_until(query: Query, value: str) -> Query:
    return replace(query, until=_date(value))


def _with_year(query: Query, value: str) -> Query:
    # Matches "2014", "2014-2016". Not "2014-11": that is a month.
    years = re.fullmatch(r"([12]\d{3})(?:-([12]\d{3}))?", value)
    if not years:
        raise _refuse("Năm", value, "2014 hoặc 2014-2016")
    return replace(query, since=_date(years[1]), until=_date(years[2] or years[1]))


def _with_page(query: Query, value: str) -> Query:
    if not (value.isascii() and value.isdigit() and 1 <= int(value[:9]) <= MAX_PAGE):
        raise _refuse("Trang", value, f"số từ 1 đến {MAX_PAGE}")
    return replace(query, page=int(value[:9]))


# Every filter by its folded name, in the text (loai:) and in the address (?loai=).
FILTERS: dict[str, Callable[[Query, str], Query]] = {
    "loai": _with_type,
    "co-quan": _with_issuer,
    "cap": _with_level,
    "the-loai": _with_genre,
    "noi": _with_place,
    "so": _with_own,
    "nam": _with_year,
    "tu": _with_since,
    "den": _with_until,
    "xep": _with_sort,
    "trang": _with_page,
}


def field_name(written: str) -> str | None:
    """The filter that "loại:", "Loai:", "cơ-quan:", "coquan:" name; None for any other word before a colon."""
    folded = fold(written.rstrip(":")).replace("_", "-")
    return {name.replace("-", ""): name for name in FILTERS}.get(folded.replace("-", ""))
