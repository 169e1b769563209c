"""Dates as official Vietnamese texts write them, never more precise than their source.

Here are the value (a year, a month or a day), its printed forms, and the finder for running text.
Which date belongs to which document is decided in the rooms above: `cite` and `ingest.describe`.
"""

import re
from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date

from archive.errors import DateError

# The oldest documents of the Party date from 1930; a scan misread as 0214 or 2914 must not become a date.
EARLIEST_YEAR, LATEST_YEAR = 1930, 2099


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A date known to the year, the month or the day: `PartialDate(2014, 11, 11)` is 11/11/2014.

    `first` and `last` are the days it may mean; they are compared thousands of times for each date that is made.

    Raises:
        DateError: the parts name no day of the calendar, or a day without its month.
    """

    year: int
    month: int | None = None
    day: int | None = None
    first: date = field(init=False, repr=False, compare=False)
    last: date = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Refuse what the calendar does not have."""
        try:
            # No month is month 0 to the calendar, which refuses a day without its month in the same way.
            first = date(self.year, 1 if self.month is None and self.day is None else self.month or 0, self.day or 1)
        except ValueError as cause:
            raise DateError(
                f"“{self.day}/{self.month}/{self.year}” không phải là ngày có trong lịch.",
                remedy="Ghi năm, tháng/năm hoặc ngày/tháng/năm.",
            ) from cause
        object.__setattr__(self, "first", first)
        object.__setattr__(self, "last", first if self.day else self._end())

    def _end(self) -> date:
        """The last day of the month, or of the year."""
        month = self.month or 12
        return date(self.year, month, monthrange(self.year, month)[1])

    @property
    def iso(self) -> str:
        """The ISO 8601 form at its own precision: `2014-11-11`, `2014-11`, `2014`."""
        if self.day:
            return f"{self.year:04d}-{self.month:02d}-{self.day:02d}"
        return f"{self.year:04d}" if self.month is None else f"{self.year:04d}-{self.month:02d}"

    @property
    def shown(self) -> str:
        """The form people read: `11/11/2014`, `11/2014`, `2014`."""
        if self.month is None:
            return str(self.year)
        return (f"{self.day:02d}/" if self.day else "") + f"{self.month:02d}/{self.year:04d}"

    def agrees(self, other: "PartialDate") -> bool:
        """Whether both may mean the same day: `2014` agrees with `2014-11-11`."""
        return self.first <= other.last and other.first <= self.last

    def __str__(self) -> str:
        """The ISO form."""
        return self.iso


def parse_iso(written: str) -> PartialDate:
    """The date of an ISO form at its own precision.

    Raises:
        DateError: the string is not `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
    """
    parts = written.split("-")
    if not 1 <= len(parts) <= 3 or not all(part.isascii() and part.isdigit() and len(part) <= 4 for part in parts):
        raise DateError(f"“{written[:30]}” không phải là ngày ISO.", remedy="Dạng đúng: 2014, 2014-11 hoặc 2014-11-11.")
    return PartialDate(*(int(part) for part in parts))


# Matches: "ngày 11 tháng 11 năm 2014", "ngày 05 tháng 02 năm 2026", "2 tháng 3 năm 2012", "ngày 1  tháng 12, năm 1999",
# "ngày 05 tháng 02/2026", and with line breaks for blanks.
# Not: "tháng 11 năm 2014" alone (a month: see _MONTH), "12 tháng" (a duration)
_LONG = re.compile(
    r"(?<![\dlO])(?P<d>\d{1,2})\s+tháng\s+(?P<m>\d{1,2})(?:,?\s+năm\s+|\s?/\s?)(?P<y>\d{4})(?!\d)",
    re.IGNORECASE,
)
# Matches: "11/11/2014", "03-01-2020", "4.10.2023", "06/7/2018", "06 / 7 / 2018", "24-7- 2025"
# Not: "1.234.5678" (a figure), "02-2020-2025", "30/2020/NĐ-CP" (a number: the middle is no month),
# "11/11/2014/NĐ" (a slash goes on), "192.10.12.2024" (digits before)
_SHORT = re.compile(
    r"(?<![\d/.\-lO])(?P<d>\d{1,2})\s?(?P<s>[/.\-])\s?(?P<m>\d{1,2})\s?(?P=s)\s?(?P<y>\d{4})(?![\d/\-]|\.\d)"
)
# Matches: "5/2 năm 2026" of "ngày 5/2 năm 2026". Not: "1/2 năm 2020" (half a year), "2-3 năm 2020" (some years)
_HALF = re.compile(r"(?<=ngày\s)(?P<d>\d{1,2})\s?[/\-]\s?(?P<m>\d{1,2})\s+năm\s+(?P<y>\d{4})(?!\d)", re.IGNORECASE)
# Matches: "16 Tháng Một, 2026", "3 Tháng Mười Hai, 2025": the months of a common blog engine. Not: "tháng Một" alone.
_MONTH_WORDS = ("một", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười", "mười một", "mười hai")
_WORDED = re.compile(
    rf"(?<!\d)(?P<d>\d{{1,2}})\s+tháng\s+(?P<m>{'|'.join(sorted(_MONTH_WORDS, key=len, reverse=True))}),"
    r"\s*(?P<y>\d{4})(?!\d)",
    re.IGNORECASE,
)
# Matches: "tháng 7 năm 2018", "tháng 7/2018", "tháng 07-2018".  Not: "7 tháng 2018"
_MONTH = re.compile(r"tháng\s+(?P<m>\d{1,2})(?:\s+năm\s+|\s?[/\-]\s?)(?P<y>\d{4})(?!\d)", re.IGNORECASE)
# Matches: "năm 2018".  Not: "5 năm 2018-2023" (a stretch of years)
_YEAR = re.compile(r"(?<!\w)năm\s+(?P<y>\d{4})(?![\d\w]|\s?[-–]\s?\d)", re.IGNORECASE)
# Matches: "l5/5/2016", "O6/7/2022", "l5 tháng 5 năm 2016" of "ngày l5/5/2016": a machine that reads a picture takes 1
# for l and 0 for O. Only behind “ngày”; elsewhere such a day is none, and its second figure alone is no day either.
_MISREAD = re.compile(
    r"(?<=[Nn]gày\s)(?P<d>[lO]\d)(?:\s?(?P<s>[/.\-])\s?(?P<m>\d{1,2})\s?(?P=s)\s?(?P<y>\d{4})(?![\d/\-]|\.\d)"
    r"|\s+tháng\s+(?P<month>\d{1,2})(?:,?\s+năm\s+|\s?/\s?)(?P<year>\d{4})(?!\d))"
)
# Every date has a year of these centuries: where none is written no pattern need not look. Must match in "2014".
_SOME_YEAR = re.compile(r"(?:19|20)\d\d")
_DAYS = (_LONG, _SHORT, _HALF, _WORDED, _MISREAD)
_BY_LETTER = {"l": (_MISREAD,), "O": (_MISREAD,), "t": (_MONTH,), "T": (_MONTH,), "n": (_YEAR,), "N": (_YEAR,)}


@dataclass(frozen=True, slots=True)
class DateSpan:
    """A date and where it stands: `text[start:end]` is its digits and words, without “ngày”."""

    start: int
    end: int
    date: PartialDate


def find_dates(text: str, start: int = 0, end: int | None = None) -> tuple[DateSpan, ...]:
    """Every date written in `text[start:end]`, in order, none inside another.

    Offsets are code points of `text`. Days win over months, months over years. What is written as a day and is none
    ("31 tháng 02 năm 2020") is passed over whole: its month and year are not read alone.
    """
    limit = len(text) if end is None else end
    if not _SOME_YEAR.search(text, start, limit):
        return ()
    found: list[DateSpan] = []
    taken: list[tuple[int, int]] = []
    for pattern in (*_DAYS, _MONTH, _YEAR):
        for match in pattern.finditer(text, start, limit):
            if any(kept < match.end() and match.start() < beyond for kept, beyond in taken):
                continue
            taken.append(match.span())
            if known := _dated(match):
                found.append(DateSpan(match.start(), match.end(), known))
    return tuple(sorted(found, key=lambda span: span.start))


def date_at(text: str, at: int, end: int | None = None) -> DateSpan | None:
    """The date that begins at one place of `text[:end]`, its “ngày” already passed; None when none begins there."""
    limit = len(text) if end is None else end
    first = text[at] if at < limit else ""
    for pattern in _DAYS if first.isdigit() else _BY_LETTER.get(first, ()):
        if match := pattern.match(text, at, limit):
            known = _dated(match)
            return DateSpan(match.start(), match.end(), known) if known else None
    return None


def _dated(match: re.Match[str]) -> PartialDate | None:
    parts = match.groupdict()
    month, day = parts.get("m") or parts.get("month"), parts.get("d")
    year = int(parts["y"] or parts["year"])
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        return None
    try:
        read_day = int(day.replace("l", "1").replace("O", "0")) if day else None
        return PartialDate(year, _figure(month) if month else None, read_day)
    except DateError:
        return None


def _figure(written: str) -> int:
    """A month as a number, also one in words: "07" → 7, "Mười Một" → 11."""
    return int(written) if written.isdigit() else _MONTH_WORDS.index(" ".join(written.lower().split())) + 1
