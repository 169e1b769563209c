"""From what was typed to a query: pieces, fields, phrases, exclusions; the filters beside it.

Reading is forgiving: punctuation is never an error, a filter in the text that has no meaning stays words and says so.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from archive.errors import ArchiveError, QueryError
from archive.query.filters import FILTERS, field_name, type_slug
from archive.query.shapes import Query
from archive.text.vietnamese import nfc, plain
from archive.works.asked import is_number_tail

MAX_CHARS = 1000  # the default of the setting `max_query_chars`
MAX_PER_PAGE = 200


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
    name = field_name(piece["field"]) if piece["field"] and not piece["minus"] else None
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
            if len(following) == more and all(following) and type_slug(" ".join([own, *following])):
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
