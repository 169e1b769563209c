"""What stands round a place that refers to a document, as a value, and the judgements on it that several rooms need.

Filled from the left in `words_before`, from the right in `words_behind` and `titles`, shared along lists in
`surroundings`. What is not written stays None.
"""

import re
from dataclasses import dataclass

from archive.cite.find import Spot
from archive.text.span import Span
from archive.text.vietnamese import comparable
from archive.works.dates import PartialDate
from archive.works.issuer import IssuerSpan, level_of_code, of_code
from archive.works.number import Number
from archive.works.vocabulary import types_of


@dataclass(frozen=True, slots=True)
class Around:
    """What stands round one spot: the type's name, day, body, title and part, each with its span in the text.

    `phrase_start` is where the citation begins, its type included. `joined`: only a comma or “và” parts it from the
    next spot, so they share what follows.
    """

    type: str | None = None
    type_span: Span | None = None
    date: PartialDate | None = None
    date_span: Span | None = None
    issuer: IssuerSpan | None = None
    title: str | None = None
    title_span: Span | None = None
    provision: Span | None = None
    phrase_start: int = 0
    joined: bool = False


_CENTRAL = frozenset({"bộ chính trị", "ban bí thư", "ban chấp hành trung ương"})
_PARTY_COMMITTEE = re.compile(r"(?:Tỉnh|Thành|Huyện|Thị|Quận|Đảng) ủy|Đảng bộ")


def suits(number: Number | None, named: IssuerSpan) -> bool:
    """Whether a body named in words can issue under a number's code.

    BTCTW is one body, TU a committee of the provincial level, TW one of three organs; a State number is not a
    committee's.
    """
    if number is None:
        return True
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
