"""The day written at a place behind a spot: its own, one of a whole list, one an item, or that of the one before.

“, ngày 11/11/2014”, “cùng ngày 11/11/2014”, “lần lượt ngày 12/12/2013 và 13/12/2013”, “cùng ngày của Tỉnh ủy”, “ 2025”.
"""

import re
from dataclasses import dataclass
from typing import Literal

from archive.text.span import Span
from archive.works.dates import EARLIEST_YEAR, LATEST_YEAR, DateSpan, PartialDate, date_at

# Before a day. Must match: "ngày ", "ký ngày ", "ban hành ngày ", and of a list's one day "cùng ngày ", "đều ngày ".
_LEAD = re.compile(
    r"(?P<same>(?:cùng|đều)\s+)?(?:(?:ra|ký|ban\s+hành|được\s+ban\s+hành)\s+)?(?:(?P<same2>cùng\s+)?ngày\s+)?",
    re.IGNORECASE,
)
# “… cùng ngày của Tỉnh ủy”: the day is that of the document before. Not: "cùng ngày 11/11/2014".
_SAME_DAY = re.compile(r"(?:(?:ra|ký|ban\s+hành)\s+)?cùng\s+ngày(?!\s*\d)(?!\w)", re.IGNORECASE)
# The days of a list's items, one each. Must match: "lần lượt ngày ", "lần lượt ban hành các ngày ", "các ngày ".
_EACH = re.compile(
    r"(?:lần\s+lượt\s+(?:(?:được|ký|ban\s+hành|vào|là|trong)\s+){0,3}(?:các\s+)?|các\s+)ngày\s+", re.IGNORECASE
)
_AND = re.compile(r"\s*(?:,\s*và|,|;|và)\s*(?:ngày\s+)?", re.IGNORECASE)
# A year alone behind a number, as law portals write: "Nghị quyết 68-NQ/TW 2025 đặt ra". Not: "2025-2030", "2025/".
_YEAR = re.compile(r"(?P<year>(?:19|20)\d\d)(?=[\s,;:?*)]|\.?$|\.\s)(?!\s?[-–]\s?\d)")
# A day whose year is not written, or that no calendar has, says nothing of the date, but what follows it is still read:
# "ngày 6/8 của", "ngày 6 tháng 8 của", "ngày 31/02/2024 của", "ngày 31 tháng 02 năm 2024 của".
_NO_DATE = re.compile(
    r"ngày\s+\d{1,2}(?:\s?[/.-]\s?\d{1,2}(?:\s?[/.-]\s?\d{4})?(?!\s?[/.-]?\d)|\s+tháng\s+\d{1,2}(?!\d)(?:,?\s+năm\s+\d{4})?)",
    re.IGNORECASE,
)


_FIRST = frozenset("0123456789OnNtTrRkKbBđĐcClL")


@dataclass(frozen=True, slots=True)
class Day:
    """What is written of the day, up to `end`: a date, or none that can be told; `days` are those of a list's items.

    `same` says that “cùng” stands before it: the day of the whole list, or without a date that of the one before.
    """

    end: int
    date: PartialDate | None = None
    span: Span | None = None
    days: tuple[DateSpan, ...] = ()
    same: Literal["list", "before"] | None = None


def day_at(smooth: str, glued: int, limit: int, *, alone: bool) -> Day | None:
    """The day at a place before `limit`, None when none is written.

    `alone`: what parts it from the words before allows a year without “năm”: one blank, or brackets round it.
    """
    # Most places have none: figures, or the first letters of “ngày, năm, tháng, ra, ký, ban, được, cùng, các, lần”.
    if smooth[glued] not in _FIRST:
        return None
    lead = _LEAD.match(smooth, glued, limit)
    found = date_at(smooth, lead.end(), limit) if lead else None
    if lead and found:
        together = lead["same"] or lead["same2"]
        return Day(found.end, found.date, Span(found.start, found.end), same="list" if together else None)
    return _each(smooth, glued, limit) or _no_day(smooth, glued, limit, alone=alone)


def _each(smooth: str, glued: int, limit: int) -> Day | None:
    """The days of a list: “lần lượt ngày 12/12/2013 và 13/12/2013”; the last item's is the last."""
    lead, found = _EACH.match(smooth, glued, limit), list[DateSpan]()
    at = lead.end() if lead else None
    while at is not None and (one := date_at(smooth, at, limit)):
        found.append(one)
        joint = _AND.match(smooth, one.end, limit)
        at = joint.end() if joint else None
    if len(found) < 2:
        return None
    last = found[-1]
    return Day(last.end, last.date, Span(last.start, last.end), tuple(found))


def _no_day(smooth: str, glued: int, limit: int, *, alone: bool) -> Day | None:
    """A day that tells no date, “cùng ngày” as the document before, or a year alone."""
    if undated := _NO_DATE.match(smooth, glued, limit):
        return Day(undated.end())
    if same := _SAME_DAY.match(smooth, glued, limit):
        return Day(same.end(), same="before")
    year = _YEAR.match(smooth, glued, limit) if alone else None
    if year and EARLIEST_YEAR <= int(year["year"]) <= LATEST_YEAR:
        return Day(year.end(), PartialDate(int(year["year"])), Span(*year.span()))
    return None
