"""Reading the words before a spot: the type's name, the part of the document, a body that stands there.

“khoản 2 Điều 3 của Quyết định của Bộ Chính trị số 31-QĐ/TW”, “Ban Thường vụ Thị ủy đã ban hành nghị quyết số 40-NQ/HU”.
Nothing is taken from another sentence or from before the spot that precedes it.
"""

import re
from bisect import bisect_left
from dataclasses import dataclass, replace

from archive.cite import patterns
from archive.cite.around import Around, suits
from archive.cite.find import Spot
from archive.text.span import Span
from archive.works.dates import DateSpan, find_dates
from archive.works.issuer import IssuerSpan, level_of_code, of_code
from archive.works.vocabulary import type_named

# The longest real lead, a law's name between its type and number, has 140 code points; a larger window only costs time.
_REACH = 220
# How far back the subject of a sentence may stand: 155 in the case of 40-NQ/HU (DOMAIN D).
_SENTENCE = 400
# “Luật Đất đai số 31/2024/QH15”, “Luật Giáo dục (số 43/2019/QH14)”: the title stands between the type and the number.
# “Luật Chuyển đổi số 148/2025/QH15”: there “số” is the law's own last word.
_NAMED_LAW = re.compile(
    r"(?<!\w)(?P<type>Bộ luật|Luật|Pháp lệnh)\s+(?P<title>[^.;:\n()]{2,90}?"
    r"(?:(?<=Chuyển đổi)\s+số|(?<=Dân)\s+số|(?<=công nghệ)\s+số)?)\s*,?\s*(?:\(?\s*(?<!\w)số\s*:?\s*)?$"
)


def read_before(smooth: str, spot: Spot, floor: int, issuers: tuple[IssuerSpan, ...]) -> Around:
    """Type, part and a body written before the number; `floor` is the end of the spot before.

    `issuers` are the bodies named in the text, in order.
    """
    floor = max(floor, spot.start - _REACH, smooth.rfind("\n", 0, spot.start) + 1)
    window = smooth[floor : spot.start]
    around = Around(phrase_start=spot.start)
    if spot.type or spot.kind == "bare":
        around = replace(around, type=spot.type)
    elif match := patterns.type_before().search(window):
        around = _typed(around, match, floor, issuers)
    elif spot.number and not spot.number.type_code and (match := _NAMED_LAW.search(window)):
        span = Span(floor + match.start("title"), floor + match.end("title"))
        around = replace(_typed(around, match, floor, ()), title=match["title"], title_span=span)
    return _with_provision(around, smooth, floor)


def _typed(around: Around, match: re.Match[str], floor: int, issuers: tuple[IssuerSpan, ...]) -> Around:
    named = type_named(" ".join(match["type"].split()))
    span = Span(floor + match.start("type"), floor + match.end("type"))
    first = bisect_left(issuers, span.end, key=lambda one: one.start)
    inside = [one for one in issuers[first : first + 3] if one.end <= floor + match.end()]
    return replace(
        around,
        type=named.name if named else None,
        type_span=span,
        issuer=inside[0] if inside else None,
        phrase_start=span.start,
    )


def _with_provision(around: Around, smooth: str, floor: int) -> Around:
    match = patterns.PROVISION.search(smooth[floor : around.phrase_start])
    if not match:
        return around
    span = Span(floor + match.start("provision"), floor + match.end("provision"))
    return replace(around, provision=span)


# “Ban Thường vụ Thị ủy đã … đồng thời ban hành nghị quyết số 40-NQ/HU”: the subject of the sentence issues it.
_ISSUES = re.compile(r"(?:ban\s+hành|thông\s+qua|xây\s+dựng|có|ra|ký)\s+(?:các\s+)?$", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?…]\s+(?=[^\W\d_])|\n")
# Between the day that opens a sentence and its subject: “Ngày 15/9/2025, Chính phủ ban hành …”.
_DAY_THEN_BODY = re.compile(r"\s*,?\s*(?:tại\s+[^,.;\n]{2,30},\s*)?")


@dataclass(frozen=True, slots=True)
class Issuing:
    """Who issued, and on which day, as the sentence before a number tells: “Ngày 15/9/2025, Chính phủ ban hành …”."""

    issuer: IssuerSpan
    date: DateSpan | None


def issuing(smooth: str, spot: Spot, around: Around, issuers: tuple[IssuerSpan, ...]) -> Issuing | None:
    """The nearest body before a verb of issuing, in the same sentence, whose level is the number's own."""
    if spot.number is None or not _ISSUES.search(smooth[max(0, around.phrase_start - 40) : around.phrase_start]):
        return None
    head = max(0, around.phrase_start - _SENTENCE)
    ends = [match.end() for match in _SENTENCE_END.finditer(smooth, head, around.phrase_start)]
    start, level = max([head, *ends]), level_of_code(spot.number)
    first, last = (bisect_left(issuers, edge, key=lambda one: one.start) for edge in (start, around.phrase_start))
    before = issuers[first:last]
    # A code of one body (BTCTW, CP) needs no level; a code of many does, or any body would do.
    one_body = of_code(spot.number) is not None
    fitting = [one for one in before if (one_body or one.level == level) and suits(spot.number, one)]
    if not fitting:
        return None
    dates = find_dates(smooth, start, fitting[-1].start)
    opening = dates[-1] if dates and _opens(smooth, start, dates[-1], fitting[-1]) else None
    return Issuing(fitting[-1], opening)


def _opens(smooth: str, start: int, date: DateSpan, body: IssuerSpan) -> bool:
    """Whether a day opens the sentence whose subject the body is."""
    lead = smooth[start : date.start].strip(' *-–"“(').lower()
    return lead == "ngày" and _DAY_THEN_BODY.fullmatch(smooth, date.end, body.start) is not None
