"""Days and stretches of days as readers type them into a filter: 2014, 11/2014, 2014-11-11, 2014..2018, ..2018.

A date is never more precise than what was typed.
"""

import re

from archive.errors import DateError, QueryError
from archive.works.dates import PartialDate, parse_iso

_DATES = "2014, 2014-11, 2014-11-11, 11/2014 hoặc 11/11/2014"
# Matches: "2014..2018", "..2018", "2014..", "11/2014…2015", "2014-2018", "2014 - 2018". Not: "2014-11" (a month), "..".
_STRETCH = re.compile(r"\s*([\d/-]*)\s*(?:\.{2,3}|…)\s*([\d/-]*)\s*|\s*([12]\d{3})\s*-\s*([12]\d{3})\s*")
# Matches "11-11-2014", "11/2014", "1/7/2025": the year last.
_YEAR_LAST = re.compile(r"(?:\d{1,2}[-/]){1,2}\d{4}")


def day_of(value: str) -> PartialDate:
    """A date as typed. Raises QueryError with the forms there are."""
    written = value.strip()
    parts = re.split("[-/]", written)
    if _YEAR_LAST.fullmatch(written):
        parts.reverse()
    try:
        return parse_iso("-".join(part.zfill(2) for part in parts))
    except (DateError, TypeError) as cause:
        raise QueryError(
            f"Ngày “{value[:60]}” không có.", remedy=f"Có thể dùng: {_DATES}.", field="Ngày", value=value
        ) from cause


def stretch_of(value: str) -> tuple[PartialDate | None, PartialDate | None]:
    """The first and last date of a stretch as typed, None for an open end; one date is its own stretch.

    Raises:
        QueryError: a date of it is none, or both ends are open.
    """
    found = _STRETCH.fullmatch(value)
    if found is None:
        return day_of(value), day_of(value)
    first, last = (found[1] or found[3], found[2] or found[4])
    if not first and not last:
        day_of(value)
    return day_of(first) if first else None, day_of(last) if last else None
