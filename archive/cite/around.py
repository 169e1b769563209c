"""What stands round a place that refers to a document, as a value, and the judgements on it that several rooms need.

Filled from the left in `words_before`, from the right in `words_behind` and `titles`, shared along lists in
`surroundings`. What is not written stays None.
"""

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import Literal, NamedTuple

from archive.cite import patterns
from archive.cite.spot import Spot
from archive.text.span import Span
from archive.text.vietnamese import comparable
from archive.works.dates import DateSpan, PartialDate
from archive.works.issuer import IssuerSpan, level_of_code, of_code
from archive.works.issuer_words import is_department
from archive.works.number import Number
from archive.works.terms import roman
from archive.works.vocabulary import types_of


class Around(NamedTuple):
    """What stands round one spot: the type's name, day, body, title, term and part, each with its span in the text.

    `phrase_start` is where the citation begins, its type included. `joined`: only a comma or “và” parts it from the
    next spot, so they share what follows. `term` is a congress's in Roman numerals, of central bodies only: “khóa XV
    của Tỉnh ủy” and “Quốc hội khóa XV” count otherwise. `days` are those of “lần lượt ngày … và …”, one an item.
    `same_day` says that the words “cùng ngày” stand before its day, which holds for the list, or alone, which is the
    day of the one before. A tuple, as `Span` is: one is made for every citation, and a frozen class is made four times
    as slowly.
    """

    type: str | None = None
    type_span: Span | None = None
    date: PartialDate | None = None
    date_span: Span | None = None
    issuer: IssuerSpan | None = None
    title: str | None = None
    title_span: Span | None = None
    provision: Span | None = None
    term: str | None = None
    term_span: Span | None = None
    phrase_start: int = 0
    joined: bool = False
    days: tuple[DateSpan, ...] = ()
    same_day: Literal["list", "before"] | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """The bodies named in a text, in order, asked for by where they stand."""

    bodies: tuple[IssuerSpan, ...]
    starts: tuple[int, ...]

    def within(self, start: int, end: int) -> tuple[IssuerSpan, ...]:
        """Those that begin in `[start, end)`."""
        return self.bodies[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def at(self, start: int) -> IssuerSpan | None:
        """The one that begins at a place."""
        place = bisect_left(self.starts, start)
        return self.bodies[place] if self.starts[place : place + 1] == (start,) else None


def named_in(issuers: tuple[IssuerSpan, ...]) -> Named:
    """The bodies of a text, made ready to be asked by place."""
    return Named(issuers, tuple(one.start for one in issuers))


# A congress's term behind a body or a number. Must match: " khóa XII", " (khóa 12)", " Đảng khóa XIII", ", khóa XI".
# Not: " nhiệm kỳ 2020-2025" (years), " khóa học".
_TERM = re.compile(
    rf"[\s,(]*(?:(?:Đảng|Việt\s+Nam)[\s,(]+)*(?P<words>khóa\s+(?:thứ\s+)?(?P<term>{patterns.TERM}))\s*\)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Term:
    """A congress's term as written: its Roman numeral, the span of the words “khóa XII”, and the end of its bracket."""

    numeral: str
    span: Span
    end: int


def term_at(smooth: str, at: int, limit: int) -> Term | None:
    """The term written at a place: “ khóa XII”, “ (khóa 12)”."""
    match = _TERM.match(smooth, at, limit)
    numeral = roman(match["term"]) if match else None
    if match is None or numeral is None:
        return None
    return Term(numeral, Span(match.start("words"), match.end("words")), match.end())


# Between the bodies of one joint document: “Bộ Y tế và Bộ trưởng Bộ Nội vụ”, “Bộ Y tế - Bộ Tài chính”.
_JOINS = re.compile(
    r"\s*(?P<sign>,\s*và|,|và|-)\s*(?:(?:Bộ\s+trưởng|Chủ\s+tịch|Thống\s+đốc|Chủ\s+nhiệm|Viện\s+trưởng|Chánh\s+án)\s+)?",
    re.IGNORECASE,
)

_SIGNS = {",": ", ", "-": " - "}


def joined(smooth: str, first: IssuerSpan, named: Named, limit: int) -> IssuerSpan:
    """The bodies of a joint document as one, as “Bộ Y tế và Bộ Nội vụ”; the first itself when alone.

    The name has their names and the signs between them, without “Bộ trưởng”; no table has it.
    """
    end, name = first.end, first.name
    while (joint := _JOINS.match(smooth, end, limit)) and (after := named.at(joint.end())) and after.end <= limit:
        end, name = after.end, f"{name}{_SIGNS.get(joint['sign'], ' và ')}{after.name}"
    return first if end == first.end else IssuerSpan(first.start, end, name, first.level, None)


def of_a_congress(spot: Spot, issuer: IssuerSpan | None) -> bool:
    """Whether a term written with a spot is a national congress's: only central Party bodies issue by it."""
    if issuer and issuer.level != "tw":
        return False
    if spot.number:
        return spot.number.system == "party" and level_of_code(spot.number) == "tw"
    return spot.kind == "bare"


_CENTRAL = frozenset({"bộ chính trị", "ban bí thư", "ban chấp hành trung ương"})
_PARTY_COMMITTEE = re.compile(r"(?:Tỉnh|Thành|Huyện|Thị|Quận|Đảng) ủy|Đảng bộ")


def suits(number: Number | None, named: IssuerSpan) -> bool:
    """Whether a body named in words can issue under a number's code.

    BTCTW is one body, TU a committee of the provincial level, TW one of three organs; a State number is not a
    committee's, and a department's has S with the first letter of its name: SYT.
    """
    if number is None:
        return True
    if is_department(named.name):
        return number.system == "state" and number.body_code.startswith(f"S{named.name[len('Sở ')]}")
    only = of_code(number)
    if only:
        return comparable(only.name) == comparable(named.name)
    if number.body_code == "TW":
        return comparable(named.name) in _CENTRAL
    if number.system == "state":
        return not _PARTY_COMMITTEE.search(named.name)
    level = level_of_code(number)
    # A provincial city's Thành ủy reads as provincial by its words and may issue under a district's code.
    city = level == "huyen" and named.level == "tinh" and "Thành" in named.name
    return level is None or named.level in (level, "any") or city


def type_of(spot: Spot, around: Around) -> str | None:
    """The type by its written name, or by its code where the code has only one; None for a QĐ without a name."""
    if around.type:
        return around.type
    if spot.number is None or not spot.number.type_code:
        return None
    kinds = {kind.name for kind in types_of(spot.number.type_code, spot.number.system)}
    return kinds.pop() if len(kinds) == 1 else None
