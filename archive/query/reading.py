"""From what was typed to a query: words, phrases, exclusions, choices and filters of the text; the filters beside it.

Reading is forgiving: punctuation is never an error, what has no meaning stays words and the reader is told. The pieces
are cut in `pieces`; the language is described for readers in docs/search.md.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from archive.errors import QueryError
from archive.query.filters import BARRING, FILTERS, IN_TEXT, WHOLE
from archive.query.pieces import Piece, clean, pieces
from archive.query.printing import EITHER
from archive.query.shapes import Choice, Near, Option, Query
from archive.query.strange import spoken_of
from archive.works.asked import is_number_tail

MAX_CHARS = 1000  # the default of the setting `max_query_chars`
MAX_PER_PAGE = 200
MAX_DEPTH = 5  # parentheses in parentheses
MAX_WITHIN = 100  # syllables of a proximity; more is a paragraph, and words alone do as well
_MOST_WORDS_OF_A_VALUE = 8


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
    query = _Reading(pieces(clean(text))).query(Query(text=text, per_page=max(1, min(per_page, MAX_PER_PAGE))))
    for name, value in (args or {}).items():
        if value.strip() and name in FILTERS:
            query = FILTERS[name](query, clean(value))
    if query.since and query.until and query.since.first > query.until.last:
        query = replace(query, since=query.until, until=query.since)
    return query


# --- the text --------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Side:
    """One side of HOẶC while it is being read; the whole query, where there is no HOẶC."""

    words: list[str] = field(default_factory=list)
    phrases: list[str] = field(default_factory=list)
    minus: list[str] = field(default_factory=list)
    near: list[Near] = field(default_factory=list)
    prefixes: list[str] = field(default_factory=list)
    choices: list[Choice] = field(default_factory=list)

    def option(self) -> Option:
        """What was read, as a value."""
        return Option(
            words=tuple(self.words),
            phrases=tuple(self.phrases),
            minus=tuple(self.minus),
            near=tuple(self.near),
            prefixes=tuple(self.prefixes),
            choices=tuple(self.choices),
        )

    def take(self, options: tuple[Option, ...]) -> None:
        """Take in what stood in parentheses: as it is where it was one thing, else as a choice."""
        if len(options) > 1:
            self.choices.append(Choice(options))
            return
        for one in options:
            self.words += one.words
            self.phrases += one.phrases
            self.minus += one.minus
            self.near += one.near
            self.prefixes += one.prefixes
            self.choices += one.choices


class _Reading:
    """The pieces of a text and how far they are read; filters and notices are kept here, words in the sides."""

    def __init__(self, cut: tuple[Piece, ...]) -> None:
        self._pieces = cut
        self._at = 0
        self._too_deep = 0
        self._filters = 0
        self._query = Query()

    def query(self, query: Query) -> Query:
        """The query with what the pieces say."""
        self._query = query
        whole = _Side()
        whole.take(self._level(0))
        self._speak_of_capitals()
        one = whole.option()
        return replace(
            self._query,
            words=one.words,
            phrases=one.phrases,
            minus=one.minus,
            near=one.near,
            prefixes=one.prefixes,
            choices=one.choices,
        )

    def _level(self, depth: int) -> tuple[Option, ...]:
        """What stands in one pair of parentheses, or outside all: its sides, each once, empty ones left out."""
        sides = [_Side()]
        while self._at < len(self._pieces):
            piece = self._pieces[self._at]
            self._at += 1
            if piece.kind == "either":
                sides.append(_Side())
            elif piece.kind == "open":
                self._group(piece, sides[-1], depth)
            elif piece.kind == "close" and self._too_deep:
                self._too_deep -= 1
            elif piece.kind == "close" and depth:
                break
            else:
                self._read(piece, sides[-1])
        options = dict.fromkeys(side.option() for side in sides)
        return tuple(one for one in options if one != Option())

    def _read(self, piece: Piece, side: _Side) -> None:
        if piece.kind == "field":
            self._field(piece, side)
        elif piece.kind == "quoted":
            self._quoted(piece, side)
        elif piece.kind == "word":
            self._word(piece, side)

    def _say(self, *notices: str | None) -> None:
        made = dict.fromkeys((*self._query.notices, *(one for one in notices if one)))
        self._query = replace(self._query, notices=tuple(made))

    # --- parentheses -------------------------------------------------------------------------------------------------

    def _group(self, piece: Piece, side: _Side, depth: int) -> None:
        if depth == MAX_DEPTH:
            self._too_deep += 1
            self._say(f"Chỉ đọc được {MAX_DEPTH} lớp ngoặc đơn lồng nhau; các ngoặc bên trong đã được bỏ qua.")
            return
        filters = self._filters
        options = self._level(depth + 1)
        if len(options) > 1 and self._filters > filters:
            self._say("Bộ lọc đặt trong ngoặc đơn được áp dụng cho cả câu tìm, không riêng cho một vế của HOẶC.")
        if not piece.minus:
            side.take(options)
            return
        side.minus += [one for option in options for one in _excluded(option)]
        if any(sum(1 for _ in _excluded(option)) > 1 for option in options):
            self._say("Dấu trừ trước ngoặc đơn được hiểu là loại trừ từng từ, từng cụm từ trong ngoặc.")

    # --- words and phrases -------------------------------------------------------------------------------------------

    def _quoted(self, piece: Piece, side: _Side) -> None:
        if not _says_something(piece.text):
            return
        if piece.minus:
            side.minus.append(piece.text)
        elif piece.within and piece.within > 0 and " " in piece.text:
            side.near.append(Near(piece.text, min(piece.within, MAX_WITHIN)))
        else:
            side.phrases.append(piece.text)
        if piece.within is not None and (piece.minus or not piece.within > 0 or piece.within > MAX_WITHIN):
            self._say(f"Dấu ~ sau cụm từ cần một số từ 1 đến {MAX_WITHIN} và không dùng với dấu trừ.")

    def _word(self, piece: Piece, side: _Side) -> None:
        word = piece.text
        if not _says_something(word):
            self._say(spoken_of(word) if word in _ORDERS and not piece.literal else None)
            return
        if piece.minus:
            self._minus(word, side)
            return
        if not piece.literal:
            if _PREFIX.fullmatch(word):
                side.prefixes.append(word[:-1])
                return
            self._say(spoken_of(word))
            word = word.lstrip("+") if _PLUS.match(word) else word
        side.words.append(word)

    def _minus(self, word: str, side: _Side) -> None:
        """An exclusion; after a figure perhaps the rest of a number with a stray blank: "47 -CT/TU"."""
        before = self._pieces[self._at - 2] if self._at > 1 else None
        follows = before is not None and before.kind == "word" and not before.minus
        if follows and side.words and is_number_tail(side.words[-1], "-" + word):
            side.words[-1] = f"{side.words[-1]}-{word}"
            return
        self._say(None if word.isalpha() else spoken_of(word))
        side.minus.append(word)

    # --- filters -----------------------------------------------------------------------------------------------------

    def _field(self, piece: Piece, side: _Side) -> None:
        """A filter with its value; without one that it can have, words."""
        if piece.minus and piece.field not in BARRING:
            self._say(f"Không thể loại trừ theo “{piece.written}:”; dấu trừ chỉ dùng với loại, cơ quan, cấp, nơi, …")
            side.minus.append(_plain(f"{piece.written}:{piece.text}"))
            return
        for value, taken in self._values(piece):
            try:
                self._query = IN_TEXT[piece.field](self._query, _barring(value) if piece.minus else value)
            except QueryError as cause:
                if piece.text:
                    self._say(str(cause))
                continue
            self._at += taken
            self._filters += 1
            return
        self._as_words(piece, side)

    def _values(self, piece: Piece) -> Iterator[tuple[str, int]]:
        """What a filter may take, and how many pieces of what follows: the longest first, at last its own value."""
        whole = WHOLE.get(piece.field)
        following = self._following()
        if whole and '"' not in piece.text:
            for more in range(len(following), 0, -1):
                value = " ".join((piece.text, *following[:more])).strip()
                if whole(value):
                    yield value, more
        after = self._pieces[self._at] if self._at < len(self._pieces) else None
        if piece.text:
            yield piece.text, 0
        elif whole and after and after.kind == "quoted" and not after.minus and _says_something(after.text):
            yield f'"{after.text}"', 1

    def _following(self) -> list[str]:
        """The plain words that follow, as many as a value may have."""
        found: list[str] = []
        for piece in self._pieces[self._at : self._at + _MOST_WORDS_OF_A_VALUE]:
            if piece.kind != "word" or piece.minus or piece.literal:
                break
            found.append(piece.text)
        return found

    def _as_words(self, piece: Piece, side: _Side) -> None:
        words = [one for one in _plain(f"{piece.written}:{piece.text}").split() if _says_something(one)]
        if piece.minus:
            side.minus.append(" ".join(words))
        else:
            side.words += words

    # --- capitals ----------------------------------------------------------------------------------------------------

    def _speak_of_capitals(self) -> None:
        """A title in capitals has its “hoặc” in capitals too: it is taken as a choice, and that is said."""
        words = [one.text for one in self._pieces if one.kind == "word" and any(map(str.isalpha, one.text))]
        chosen = [one.text for one in self._pieces if one.kind == "either" and one.text in EITHER]
        if chosen and len(words) > _FEW_WORDS and all(word.isupper() for word in words):
            self._say(f"“{chosen[0]}” viết hoa được hiểu là chọn một trong hai vế; nếu là một từ, hãy gõ chữ thường.")


# More than these words, all in capitals, are a title and no abbreviations.
_FEW_WORDS = 3
# Matches "đả*", "kiểm*", "20*". Not "đ*", "*", "kế-hoạ*".
_PREFIX = re.compile(r"[^\W_]{2,40}\*")
# Orders of other languages that say nothing by themselves; other signs alone are ordinary punctuation.
_ORDERS = ("&&", "^", "~")
_PLUS = re.compile(r"\++[^\W\d_]")


def _excluded(option: Option) -> Iterator[str]:
    """Every word and phrase of an option in parentheses that a minus stands before."""
    yield from (*option.words, *option.phrases, *(one.words for one in option.near), *option.prefixes)
    for choice in option.choices:
        for inner in choice.options:
            yield from _excluded(inner)


def _barring(value: str) -> str:
    """The values of a filter with a minus before the name: each is barred."""
    return ",".join(f"-{one}" for one in re.findall(r'"[^"]*"|[^,"]+', value) if one.strip(" -"))


def _plain(text: str) -> str:
    return " ".join(text.replace('"', " ").split())


def _says_something(text: str) -> bool:
    return any(sign.isalnum() for sign in text)
