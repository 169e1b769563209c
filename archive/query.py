"""What a reader asks, as a value: words, phrases, exclusions, a typed number, filters, order and page.

Reading a query is pure and forgiving: punctuation is never an error, a filter in the text that has no meaning stays
words and says so. Which terms a query becomes is decided in `archive.index.plan`; the answer is made in `archive.ask`.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal, get_args

from archive.errors import ArchiveError, DateError, QueryError
from archive.text.vietnamese import fold, nfc, plain, slugify
from archive.works.asked import Asked, find_asked, is_number_tail
from archive.works.bodies import LEVELS
from archive.works.dates import PartialDate, parse_iso
from archive.works.document import Genre
from archive.works.number import type_code
from archive.works.vocabulary import types, types_of

Sort = Literal["relevance", "date", "oldest"]
MAX_CHARS = 1000  # the default of the setting `max_query_chars`
MAX_PER_PAGE, MAX_PAGE = 200, 10_000


@dataclass(frozen=True, slots=True)
class Query:
    """A question to the archive. `str()` prints it in the query language; reading that gives an equal query.

    `words` are the free words as typed, in order; `phrases` must stand as they are; `minus` must not stand at all.
    `type`, `issuer` and `place` are slugs or ids, `level` one of `LEVELS`, `own` a document's own number or serial.
    `text` is what was typed and `notices` what could not be understood; both take no part in comparing.
    """

    words: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    minus: tuple[str, ...] = ()
    type: str | None = None
    issuer: str | None = None
    level: str | None = None
    genre: Genre | None = None
    place: str | None = None
    own: str | None = None
    since: PartialDate | None = None
    until: PartialDate | None = None
    sort: Sort = "relevance"
    page: int = 1
    per_page: int = 20
    text: str = ""
    notices: tuple[str, ...] = ()

    def __eq__(self, other: object) -> bool:
        """Whether both ask the same, however it was typed."""
        return isinstance(other, Query) and self._meaning() == other._meaning()

    def __hash__(self) -> int:
        """Equal questions hash alike, so answers can be kept by question."""
        return hash(self._meaning())

    def _meaning(self) -> tuple[object, ...]:
        return (
            *(self.words, self.phrases, self.minus, self.type, self.issuer, self.level, self.genre, self.place),
            *(self.own, self.since, self.until, self.sort, self.page, self.per_page),
        )

    @property
    def asked(self) -> Asked | None:
        """The document number among the words, whole or in part; None when there is none."""
        return find_asked(self.words)

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all is asked: no word, no filter."""
        return replace(self, sort="relevance", page=1) == Query(per_page=self.per_page)

    @property
    def has_words(self) -> bool:
        """Whether there is something to rank by."""
        return bool(self.words or self.phrases)

    def __str__(self) -> str:
        """The query as it can be typed: `sinh hoạt chi bộ "kết nạp đảng" -dự bị loai:chi-thi nam:2014`."""
        parts = [*self.words, *(f'"{phrase}"' for phrase in self.phrases)]
        parts += [f'-"{one}"' if " " in one else f"-{one}" for one in self.minus]
        for name, value in self.filters().items():
            parts.append(f"{name}:{value}")
        return " ".join(parts)

    def filters(self) -> dict[str, str]:
        """Name → value of everything that is not words, as an address carries it; defaults left out."""
        values: dict[str, object] = {
            "loai": self.type,
            "co-quan": self.issuer,
            "cap": self.level,
            "the-loai": self.genre,
            "noi": self.place,
            "so": self.own,
            "tu": self.since,
            "den": self.until,
            "xep": None if self.sort == "relevance" else self.sort,
            "trang": None if self.page == 1 else self.page,
        }
        return {name: str(value) for name, value in values.items() if value is not None}


def parse(text: str, args: Mapping[str, str] | None = None, *, per_page: int = 20, max_chars: int = MAX_CHARS) -> Query:
    """The query that a text and the filters beside it (`args`, by the names of `FILTERS`) make.

    Raises:
        QueryError: the text is longer than `max_chars`, or a filter of `args` has a value that is not allowed.
    """
    if len(text) > max_chars:
        raise QueryError(
            f"Câu tìm dài {len(text)} ký tự, nhiều nhất là {max_chars}.",
            remedy="Chỉ nhập số, ký hiệu hoặc vài từ chính; muốn tra cả một đoạn, hãy lấy một câu trong đoạn đó.",
            limit=max_chars,
        )
    query = _read_text(Query(text=text, per_page=max(1, min(per_page, MAX_PER_PAGE))), text)
    for name, value in (args or {}).items():
        if value.strip() and name in FILTERS:
            query = FILTERS[name](query, _clean(value))
    if query.since and query.until and query.since.first > query.until.last:
        query = replace(query, since=query.until, until=query.since)
    return query


# --- the text --------------------------------------------------------------------------------------------------------

# One piece of a query. Matches: -"hết hiệu lực", "chi bộ", loai:"chỉ thị", nam:2014, -dự, 47-CT/TU.
# A quote without its end ("chi bộ) is read as if it were not there.
_PIECE = re.compile(r'(?P<minus>-+)?(?P<field>[^\W\d_][\w-]{1,12}:)?(?:"(?P<quoted>[^"]*)"|(?P<bare>[^\s"]+))')


def _clean(text: str) -> str:
    """Composed, signs made plain, quotes alike, control signs as blanks."""
    made = re.sub(r"[“”„«»″]", '"', plain(nfc(text)))
    return re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]|[\ud800-\udfff]", " ", made).strip()


def _read_text(query: Query, text: str) -> Query:
    pieces = list(_PIECE.finditer(_clean(text)))
    place = 0
    while place < len(pieces):
        query, place = _read_piece(query, pieces, place)
    return query


def _read_piece(query: Query, pieces: list[re.Match[str]], place: int) -> tuple[Query, int]:
    piece = pieces[place]
    name = _field_name(piece["field"]) if piece["field"] and not piece["minus"] else None
    if name:
        for value, taken in _values(name, pieces, place):
            try:
                return FILTERS[name](query, value), place + taken
            except ArchiveError as cause:
                query = replace(query, notices=(*query.notices, str(cause)))
    return _read_words(query, piece), place + 1


def _values(name: str, pieces: list[re.Match[str]], place: int) -> Iterator[tuple[str, int]]:
    """What a filter may take: its own value; for a type without quotes (loai:chỉ thị) also the words after it."""
    own = pieces[place]["quoted"] if pieces[place]["quoted"] is not None else pieces[place]["bare"]
    if name == "loai" and pieces[place]["quoted"] is None:
        for more in (3, 2, 1):
            following = [piece["bare"] for piece in pieces[place + 1 : place + 1 + more]]
            if len(following) == more and all(following) and _type_slug(" ".join([own, *following])):
                yield " ".join([own, *following]), more + 1
    yield own, 1


def _read_words(query: Query, piece: re.Match[str]) -> Query:
    if piece["quoted"] is not None:
        inside = " ".join(((piece["field"] or "") + piece["quoted"]).split())
        if not _says_something(inside):
            return query
        return _without(query, inside) if piece["minus"] else replace(query, phrases=(*query.phrases, inside))
    bare = (piece["field"] or "") + piece["bare"]
    if not _says_something(bare):
        return query
    if piece["minus"] and query.words and is_number_tail(query.words[-1], "-" + bare):
        return replace(query, words=(*query.words[:-1], f"{query.words[-1]}-{bare}"))
    return _without(query, bare) if piece["minus"] else replace(query, words=(*query.words, bare))


def _without(query: Query, words: str) -> Query:
    return replace(query, minus=(*query.minus, words))


def _says_something(text: str) -> bool:
    return any(sign.isalnum() for sign in text)


# --- the filters -----------------------------------------------------------------------------------------------------


def _refuse(label: str, value: str, allowed: str) -> QueryError:
    return QueryError(f"{label} “{value[:60]}” không có.", remedy=f"Có thể dùng: {allowed}.", field=label, value=value)


def _type_slug(value: str) -> str | None:
    """The slug of a type given as name, slug or code: "chỉ thị", "chi-thi", "CT"; None when no type has it."""
    wanted = slugify(value)
    named = next((kind.slug for kind in types() if wanted and wanted in (kind.slug, slugify(kind.name))), None)
    code = type_code(value) if not named else None
    coded = [*types_of(code, "party"), *types_of(code, "state")] if code else []
    return named or (coded[0].slug if coded else None)


def _with_type(query: Query, value: str) -> Query:
    slug = _type_slug(value)
    if slug is None:
        raise _refuse("Loại văn bản", value, ", ".join(dict.fromkeys(kind.name for kind in types())))
    return replace(query, type=slug)


def _with_issuer(query: Query, value: str) -> Query:
    return replace(query, issuer=_slug("Cơ quan ban hành", value))


def _with_place(query: Query, value: str) -> Query:
    return replace(query, place=_slug("Nơi ban hành", value))


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
    return replace(query, level=level)


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
    return replace(query, genre=genre)


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


def _field_name(written: str) -> str | None:
    """The filter that "loại:", "Loai:", "cơ-quan:", "coquan:" name; None for any other word before a colon."""
    folded = fold(written.rstrip(":")).replace("_", "-")
    return {name.replace("-", ""): name for name in FILTERS}.get(folded.replace("-", ""))
