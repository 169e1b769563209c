"""Reading the words behind a spot: the day, the issuing body and the title, in whatever order they are written.

“… số 47-CT/TU, ngày 11/11/2014 của Tỉnh ủy Lào Cai về nâng cao chất lượng sinh hoạt chi bộ”. Each step reads one thing
at a place and moves on; the first words that are none of them end the reading.
"""

import re
from bisect import bisect_left
from dataclasses import replace

from archive.cite import patterns
from archive.cite.around import Around, suits
from archive.cite.find import Spot
from archive.cite.titles import title_lead, title_span
from archive.text.span import Span
from archive.works.dates import EARLIEST_YEAR, LATEST_YEAR, DateSpan, PartialDate, find_dates
from archive.works.issuer import IssuerSpan

# A date, a body and a title stand within this many code points behind a number. The longest real tail seen, a title of
# a regulation on cadres, has 420; a larger window only costs time.
_REACH = 600
_STEPS = 5  # year or day, body, "khóa", title, and one to spare

# The end of what may belong to a number: a sentence's end, a semicolon, a new line, an ellipsis.
_STOP = re.compile(r"[.!?](?=\s|$)|;|\n|…")
# Blanks and signs between the parts; "/nb" is an office's own mark behind a number ("919-CV/VPTW/nb").
_GLUE = re.compile(r"(?:/nb)?[\s,(:–-]*")
_DAY = re.compile(r"(?:(?:ra|ký|ban\s+hành|được\s+ban\s+hành)\s+)?(?:ngày\s+)?", re.IGNORECASE)
# A year alone behind a number, as law portals write: "Nghị quyết 68-NQ/TW 2025 đặt ra". Not: "2025-2030", "2025/".
_YEAR = re.compile(r"(?P<year>(?:19|20)\d\d)(?=[\s,;:?*)]|\.?$|\.\s)(?!\s?[-–]\s?\d)")
# A day whose year is not written says nothing of the date, but what follows it is still read: "ngày 6/8 của".
_YEARLESS = re.compile(r"ngày\s+\d{1,2}\s?[/.-]\s?\d{1,2}(?!\s?[/.-]?\d)", re.IGNORECASE)
# Before a body. Must match: "của ", "do ", "của Bộ trưởng ", "của Hội nghị lần thứ sáu ", "Hội nghị lần thứ 11 ", "(".
_BY = re.compile(
    r"(?:(?:của|do)\s+)?Hội\s+nghị\s+(?:lần\s+thứ\s+\S+\s+(?:\S+\s+)?)(?=Ban\s+Chấp|BCH)"
    r"|(?:của|do)\s+(?:đồng\s+chí\s+)?(?:(?:Bộ\s+trưởng|Chủ\s+tịch|Thống\s+đốc|Chủ\s+nhiệm|Tổng\s+Thanh\s+tra|Chánh\s+án"
    r"|Viện\s+trưởng|Tổng\s+Kiểm\s+toán)\s+)?|(?<=\()",
    re.IGNORECASE,
)
_OF = re.compile(r"(?:của|do)\s+", re.IGNORECASE)
# What may follow a body and belongs to it: "Đảng (khóa XI)", "ban hành", ", Ban Bí thư" of one joint document,
# "6 khóa XII" of a plenum.
_BY_END = re.compile(
    r"(?:\s*(?:,|và)\s*(?:Bộ\s+Chính\s+trị|Ban\s+Bí\s+thư)(?!\w))?(?:\s*(?:Đảng(?!\s+bộ)|Việt\s+Nam|ban\s+hành))*"
    rf"(?:\s+\d{{1,2}})?(?:\s*[,(]?\s*(?:khóa|nhiệm\s+kỳ)\s+{patterns.TERM}\s*\)?)?",
    re.IGNORECASE,
)
_CONNECTS = re.compile(r"[\s,)]*(?:và|hoặc|cùng(?:\s+với)?)?\s*(?:các\s+)?(?:số\s*)?", re.IGNORECASE)


def read_behind(
    smooth: str, spot: Spot, around: Around, issuers: tuple[IssuerSpan, ...], *, following: tuple[int, int] | None
) -> Around:
    """`around` with the day, body and title written behind the spot, in any order.

    `following` is where the next citation's phrase begins and its number ends, None behind the last one: what is
    written from there on is the next one's.
    """
    limit = _limit(smooth, spot.end, following)
    reached = following is not None and limit == following[0]
    dates = find_dates(smooth, spot.end, limit)
    first, last = (bisect_left(issuers, edge, key=lambda named: named.start) for edge in (spot.end, limit))
    near = issuers[first:last]
    at, around = _codified(smooth, spot, limit, around, dates=dates, near=near) or (spot.end, around)
    for _ in range(_STEPS):
        at_next, around = _dated(smooth, at, limit, around, dates) or (at, around)
        if at_next == at:
            at_next, around = _issued(smooth, at, limit, around, spot=spot, near=near) or (at, around)
        if at_next == at:
            nested = following[1] if following and reached else None
            at_next, around = _titled(smooth, at, limit, around, spot=spot, nested=nested) or (at, around)
        if at_next == at:
            break
        at = at_next
    return replace(around, joined=reached and bool(_CONNECTS.fullmatch(smooth, at, limit)))


# The title straight behind the number, as the official codification cites: “Luật số 25/2012/QH13 Thủ đô ngày
# 21/11/2012 của Quốc hội”. Must match: " Thủ đô ngày ", " Quy định về trang phục ngày ". Not: " ngày " (no title),
# " của Quốc hội ngày ", ", Thủ đô ngày " (small letters, signs).
_STRAIGHT = re.compile(rf" (?=[{patterns.UPPER}])(?P<title>[^.;:\n“”\"]{{2,300}}?)\s+(?:ban\s+hành\s+)?ngày\s+$")


def _codified(
    smooth: str, spot: Spot, limit: int, around: Around, *, dates: tuple[DateSpan, ...], near: tuple[IssuerSpan, ...]
) -> tuple[int, Around] | None:
    """Title, day and body in that order without “về”: all three or nothing, the body one that the code allows."""
    for found in dates:
        title = _STRAIGHT.fullmatch(smooth, spot.end, found.start)
        by = _OF.match(smooth, _end(_GLUE, smooth, found.end, limit), limit)
        body = next((one for one in near if by and one.start == by.end() and suits(spot.number, one)), None)
        if title is None or body is None or not found.date.day or spot.number is None:
            continue
        told = replace(around, date=found.date, date_span=Span(found.start, found.end), issuer=around.issuer or body)
        if told.title is None:
            told = replace(told, title=title["title"], title_span=Span(*title.span("title")))
        return _end(_BY_END, smooth, body.end, limit), told
    return None


def _limit(smooth: str, start: int, following: tuple[int, int] | None) -> int:
    end = min(len(smooth), start + _REACH)
    if following:
        end = min(end, following[0])
    stop = _STOP.search(smooth, start, end)
    return stop.start() if stop else end


def _end(pattern: re.Pattern[str], smooth: str, at: int, limit: int) -> int:
    match = pattern.match(smooth, at, limit)
    return match.end() if match else at


def _dated(smooth: str, at: int, limit: int, around: Around, dates: tuple[DateSpan, ...]) -> tuple[int, Around] | None:
    """The day at a place: “, ngày 11/11/2014”, “năm 2025”, “ 2025”."""
    if around.date:
        return None
    glued = _end(_GLUE, smooth, at, limit)
    day = _end(_DAY, smooth, glued, limit)
    for found in dates:
        if found.start == day:
            return found.end, replace(around, date=found.date, date_span=Span(found.start, found.end))
    yearless = _YEARLESS.match(smooth, glued, limit)
    if yearless:
        return yearless.end(), around
    year = _YEAR.match(smooth, glued, limit) if smooth[at:glued] == " " else None
    if year and EARLIEST_YEAR <= int(year["year"]) <= LATEST_YEAR:
        return year.end(), replace(around, date=PartialDate(int(year["year"])), date_span=Span(*year.span()))
    return None


def _issued(
    smooth: str, at: int, limit: int, around: Around, *, spot: Spot, near: tuple[IssuerSpan, ...]
) -> tuple[int, Around] | None:
    """The body at a place, if it can issue under the number's code: “của Ban Bí thư (khóa XII)”."""
    glued = _end(_GLUE, smooth, at, limit)
    # “của Hội nghị Trung ương 6” names the Committee by its meeting: both ends of the lead are tried.
    leads = {_end(_BY, smooth, glued, limit), _end(_OF, smooth, glued, limit)}
    for named in near:
        if named.start in leads and named.start > at and _led(smooth, glued, named) and suits(spot.number, named):
            end = _end(_BY_END, smooth, named.end, limit)
            return end, around if around.issuer else replace(around, issuer=named)
    return None


def _led(smooth: str, glued: int, named: IssuerSpan) -> bool:
    """Whether a lead word or an opening bracket stands before the body, not blanks alone."""
    return named.start > glued or smooth[glued - 1] == "("


def _titled(
    smooth: str, at: int, limit: int, around: Around, *, spot: Spot, nested: int | None
) -> tuple[int, Around] | None:
    """The title at a place, behind “về” or in quotation marks, or a verb's phrase behind a day or a body."""
    if around.title:
        return None
    day = around.date is not None and around.date.day is not None and around.date_span is not None
    told = spot.kind == "number" and (day or (around.issuer is not None and around.issuer.start > spot.end))
    lead = title_lead(smooth, _end(_GLUE, smooth, at, limit), limit, verbs=told)
    span = title_span(smooth, lead, limit, nested) if lead is not None else None
    return (span.end, replace(around, title=smooth[span.start : span.end], title_span=span)) if span else None
