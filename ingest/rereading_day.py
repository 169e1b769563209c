"""The day of a recognised paper: as it stands when nothing speaks against it, else one that something vouches for.

A paper stands in a gazette days or weeks after it was signed, and a known work of its number has its own day.
"""

import re
from collections.abc import Iterable
from contextlib import suppress

from archive.errors import ArchiveError
from archive.text.span import Span
from archive.works.dates import PartialDate, find_dates
from archive.works.number import Number
from ingest.letterhead import Letterhead
from ingest.rereading_heads import HEAD
from ingest.rereading_letters import figures
from ingest.rereading_vouch import Vouchers

# Between signature and gazette there are days or weeks: 16 and 17 days in the two scanned gazettes. A gazette prints
# what was signed within the quarter before it; farther back a misread month could hide.
_MOST_DAYS = 120

# The place line, its figures misread. Matches "Hà Nội, ngày‹2{ tháng0† năm (0226", "ngày l5 tháng O3 năm 2O16"; must
# not match "ngày làm việc trong tháng" (too far apart).
_DAY = re.compile(
    r"ng[àaâá]y(?P<day>[^\nà-ỹ]{0,6}?)th[áaàâ]ng(?P<month>[^\nà-ỹ]{1,6}?)(?:n[ăâaà]m(?P<year>[^\n]{0,8})|(?=\n)|$)",
    re.IGNORECASE,
)


def settled_day(text: str, head: Letterhead, vouchers: Vouchers) -> tuple[PartialDate | None, Span | None]:
    """The day of the place line and where it stands; without a voucher none, with the unread place."""
    line = _line(text, head)
    whole = head.date is not None and (head.date.day is not None or line is None)
    if head.date and whole and not _in_doubt(vouchers, head.date):
        return head.date, head.date_span
    if line is None:
        return None, head.date_span
    meant = set(_meant(line, vouchers.gazette))
    for reading in vouchers.days:
        if match := _DAY.search(reading):
            meant.update(_meant(match, vouchers.gazette))
    if head.date and head.date.day:
        meant.add(head.date)
    span = Span(line.start(), line.end())
    vouched = [day for day in meant if _is_before(day, vouchers.gazette)]
    if len(vouched) == 1:
        return vouched[0], span
    # Month and year alone, “ngày … tháng 4 năm 2026”, are as much as the line says.
    return (head.date, head.date_span) if head.date and not head.date.day else (None, span)


def day_of_known(
    text: str, number: Number, vouchers: Vouchers, span: Span | None
) -> tuple[PartialDate | None, Span | None]:
    """The day of the one known work of a number, when the misread line may stand for it."""
    line = _DAY.search(text, 0, HEAD)
    if line is None:
        return None, span
    day, month = _figure(line["day"]), _figure(line["month"])
    dates = [card.date for card in vouchers.known(number.key) if card.date and card.date.day]
    fitting = [date for date in dates if (str(date.day), str(date.month)) == (day.lstrip("0"), month.lstrip("0"))]
    return (fitting[0], Span(line.start(), line.end())) if len(fitting) == 1 else (None, span)


def _line(text: str, head: Letterhead) -> re.Match[str] | None:
    """The place line near the number line."""
    around = head.number_span.start if head.number_span and head.number_span.start < HEAD else 0
    return _DAY.search(text, max(0, around - 300), around + 400)


def _in_doubt(vouchers: Vouchers, date: PartialDate) -> bool:
    """Whether the line was read with another day when it was read again, or the gazette is older than the paper."""
    read = [found.date for one in vouchers.days for found in find_dates(one)[:1]]
    late = vouchers.gazette is not None and date.first > vouchers.gazette.last
    return late or any(not other.agrees(date) for other in read)


def _meant(line: re.Match[str], gazette: PartialDate | None) -> Iterable[PartialDate]:
    """The days that a misread line may stand for; a year that cannot be read is the gazette's or the one before."""
    day, month, year = (_figure(line[part]) for part in ("day", "month", "year"))
    years = [int(year)] if re.fullmatch(r"(?:19|20)\d\d", year) else []
    if not years and gazette:
        years = [gazette.year, gazette.year - 1]
    for one in years:
        with suppress(ArchiveError, ValueError):
            yield PartialDate(one, int(month), int(day))


def _figure(written: str | None) -> str:
    """The figures that stand between two words, without blanks and signs that are never figures: "‹2{ " → "21"."""
    return figures(re.sub(r"[\s‹›⁄/.,:;'’`´_“”\"()+-]", "", written or ""))


def _is_before(day: PartialDate, gazette: PartialDate | None) -> bool:
    return gazette is not None and 0 <= (gazette.first - day.first).days <= _MOST_DAYS
