"""What a reader asks, as a value: words, phrases, exclusions, choices, filters, how it is to be taken, order and page.

A query prints itself in the query language, and reading that gives an equal query. Reading what was typed is in
`reading`, the filters are in `filters`, how words are written so that they are read as words again in `printing`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from archive.query.printing import printed
from archive.works.asked import Asked, find_asked
from archive.works.dates import PartialDate
from archive.works.document import Genre

Sort = Literal["relevance", "date", "oldest"]
Profile = Literal["formula", "questions", "plain"]
# Filters that take several values, and may exclude some: attribute of `Query` → name in an address.
SEVERAL: dict[str, str] = {
    "type": "loai",
    "issuer": "co-quan",
    "level": "cap",
    "genre": "the-loai",
    "place": "noi",
    "term": "khoa",
    "validity": "hieu-luc",
}


@dataclass(frozen=True, slots=True)
class Near:
    """Words that must stand together in any stretch of `within` syllables, in any order: `"chi bộ sinh hoạt"~5`."""

    words: str
    within: int


@dataclass(frozen=True, slots=True)
class Option:
    """One side of HOẶC, or what stands in parentheses: everything in it must be there, nothing of `minus`."""

    words: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    minus: tuple[str, ...] = ()
    near: tuple[Near, ...] = ()
    prefixes: tuple[str, ...] = ()
    choices: tuple["Choice", ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """Two or more different options of which at least one must hold: `(kết nạp HOẶC "khai trừ")`."""

    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Query:
    """A question to the archive. `str()` prints it in the query language; reading that gives an equal query.

    `words` are the free words as typed, in order; `phrases` must stand as they are; `minus` must not stand at all;
    `near`, `prefixes` (without their star) and `choices` must each hold. `type`, `issuer`, `level`, `genre`, `place`,
    `term` (khóa, Roman) and `validity` (states of `archive.works.validity`) are the values allowed, any when empty;
    `barred` are values not allowed, as (attribute, value), sorted. `signatory` is a name or a part of one, `own` a
    number or serial of the document itself. `at` is the day on which validity is judged (today when None). `exact`
    takes the words as typed: no marks restored; `expanded` opens abbreviations and nicknames; `profile` names the
    ranking, None for the default. `text` is what was typed and `notices` what could not be understood; these two are
    not compared.
    """

    words: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    minus: tuple[str, ...] = ()
    near: tuple[Near, ...] = ()
    prefixes: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    type: tuple[str, ...] = ()
    issuer: tuple[str, ...] = ()
    level: tuple[str, ...] = ()
    genre: tuple[Genre, ...] = ()
    place: tuple[str, ...] = ()
    term: tuple[str, ...] = ()
    validity: tuple[str, ...] = ()
    barred: tuple[tuple[str, str], ...] = ()
    signatory: str | None = None
    own: str | None = None
    since: PartialDate | None = None
    until: PartialDate | None = None
    at: date | None = None
    exact: bool = False
    expanded: bool = True
    profile: Profile | None = None
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
        return tuple(getattr(self, name) for name in self.__slots__ if name not in ("text", "notices"))

    @property
    def asked(self) -> Asked | None:
        """The document number among the words, whole or in part; None when there is none."""
        return find_asked(self.words)

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all is asked: no word, no filter."""
        bare = Query(per_page=self.per_page, at=self.at, exact=self.exact, expanded=self.expanded, profile=self.profile)
        return replace(self, sort="relevance", page=1) == bare

    @property
    def has_words(self) -> bool:
        """Whether there is something to rank by."""
        return bool(self.words or self.phrases or self.near or self.prefixes or self.choices)

    @property
    def bare(self) -> "Query":
        """The words of the query and all that is said beside them, without filters, order and page."""
        return Query(
            words=self.words,
            phrases=self.phrases,
            minus=self.minus,
            near=self.near,
            prefixes=self.prefixes,
            choices=self.choices,
        )

    @property
    def beside(self) -> tuple[str, ...]:
        """What is looked for beside the free words, each a run of words: phrases, words near each other, options."""
        return (*self.phrases, *(one.words for one in self.near), *_said(self.choices))

    def __str__(self) -> str:
        """The query as it can be typed: `sinh hoạt chi bộ "kết nạp đảng" -"dự bị" loai:chi-thi tu:2014 den:2014`."""
        named = {_IN_TEXT.get(name, name): value for name, value in self.filters().items()}
        parts = [printed(self), *(f"{name}:{_quoted(value)}" for name, value in named.items())]
        return " ".join(part for part in parts if part)

    def filters(self) -> dict[str, str]:
        """Name → value of everything that is not words, as an address carries it; defaults left out."""
        values: dict[str, object] = {name: self._values(attribute) or None for attribute, name in SEVERAL.items()} | {
            "nguoi-ky": self.signatory,
            "so": self.own,
            "tu": self.since,
            "den": self.until,
            "ngay": self.at,
            "dung": "1" if self.exact else None,
            "mo-rong": None if self.expanded else "0",
            "cach": self.profile,
            "xep": None if self.sort == "relevance" else self.sort,
            "trang": None if self.page == 1 else self.page,
        }
        return {name: str(value) for name, value in values.items() if value is not None}

    def _values(self, attribute: str) -> str:
        """The values of a filter, those not allowed with a minus: "chi-thi,-bao-cao"."""
        return ",".join((*getattr(self, attribute), *(f"-{value}" for name, value in self.barred if name == attribute)))


# In a text “ngày:” is the date of the document; an address calls the day of judgement so, on every page.
_IN_TEXT = {"ngay": "tinh-den"}


def _quoted(value: str) -> str:
    """A value with quotes where it is more than letters, figures and what stands inside numbers and dates."""
    return value if re.fullmatch(r"[\w,./-]+", value) else f'"{value}"'


def _said(choices: tuple[Choice, ...]) -> Iterator[str]:
    for choice in choices:
        for option in choice.options:
            if option.words:
                yield " ".join(option.words)
            yield from option.phrases
            yield from (one.words for one in option.near)
            yield from _said(option.choices)
