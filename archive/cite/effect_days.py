"""From which day something has effect, as a text says it behind “có hiệu lực”, “hết hiệu lực” or “bãi bỏ …”.

Only what is certain is computed: “từ ngày ký” is the text's own day, “sau 45 ngày kể từ ngày ký” is known to the month.
Whose effect it is, is read in `own_claims` and `claims`.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from archive.cite import patterns
from archive.works.dates import PartialDate, find_dates

# How far behind its verb a day may stand: “hết hiệu lực thi hành kể từ ngày Thông tư này có hiệu lực thi hành”.
_REACH = 120
_BEHIND = r"(?:\s+(?:thi\s+hành|pháp\s+luật|toàn\s+bộ|một\s+phần))*\s*,?\s*"
# Matches: " thi hành kể từ ngày ký", " từ ngày ban hành", " kể từ ngày được ký ban hành".
# Not: " từ ngày ký kết hợp đồng", " từ ngày ban hành Luật …".
_SIGNED = re.compile(
    rf"{_BEHIND}(?:kể\s+)?từ\s+ngày\s+(?:được\s+)?(?:ký(?!\s+kết)|ban\s+hành)(?!\s+(?:Luật|Nghị|Thông))", re.IGNORECASE
)
# Matches before a date: " thi hành từ ngày ", " kể từ 0 giờ ngày ", " vào ngày ". Not: " trước ngày ".
_FROM = re.compile(rf"{_BEHIND}(?:(?:kể\s+)?từ|vào)\s+(?:0\s?0?\s+giờ\s+)?(?:ngày\s+)?", re.IGNORECASE)
# Matches before a date, the last day: " sau ngày ", " đến hết ngày ", " đến ngày ".
_UNTIL = re.compile(rf"{_BEHIND}(?:sau|đến(?:\s+hết)?)\s+(?:ngày\s+)?", re.IGNORECASE)
# Matches: " sau 45 ngày kể từ ngày ký", " sau 15 (mười lăm) ngày, kể từ ngày ký ban hành".
# Not: " sau 15 ngày kể từ ngày đăng Công báo" (a day that is not in the text).
_AFTER_SIGNING = re.compile(
    rf"{_BEHIND}sau\s+(?P<n>\d{{1,3}})\s*(?:\([^()\n]{{1,30}}\)\s*)?ngày\s*,?\s*(?:kể\s+)?từ\s+ngày\s+(?:ký(?!\s+kết)|ban\s+hành)",
    re.IGNORECASE,
)
# Matches: " kể từ ngày Nghị định này có hiệu lực", " từ khi Quy định này có hiệu lực", " cùng ngày".
_WITH_THIS = re.compile(
    rf"{_BEHIND}(?:(?:kể\s+)?từ\s+(?:ngày|khi|thời\s+điểm)\s+(?:{patterns.type_names()}|văn\s+bản)\s+này\s+có\s+hiệu\s+lực"
    r"|cùng\s+ngày)",
    re.IGNORECASE,
)
# Any other words of time: the day is not in the text.
# Matches: " kể từ ngày Luật …", " sau 15 ngày", " khi có hướng dẫn". Not: " và thay thế".
_OTHERWISE = re.compile(rf"{_BEHIND}(?:kể\s+từ|từ\s+(?:ngày|khi|năm|thời)|sau|khi|đến|vào|cho)(?!\w)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Effect:
    """From when: a day that is written or computed; `with_text`, the text's own day; neither where it is not known.

    `said` tells whether any time is spoken of; `last` whether the day is the last one, not the first.
    """

    day: PartialDate | None = None
    with_text: bool = False
    said: bool = True
    last: bool = False


def effect_behind(smooth: str, at: int, end: int, signed: PartialDate | None) -> Effect:
    """What is said of time directly behind a verb that ends at `at`; nothing behind `end` is read.

    `signed` is the day of the text, by which “sau 45 ngày kể từ ngày ký” is computed.
    """
    stop = min(end, at + _REACH)
    if _SIGNED.match(smooth, at, stop) or _WITH_THIS.match(smooth, at, stop):
        return Effect(with_text=True)
    if match := _AFTER_SIGNING.match(smooth, at, stop):
        return Effect(_after(signed, int(match["n"])))
    for pattern, last in ((_FROM, False), (_UNTIL, True)):
        match = pattern.match(smooth, at, stop)
        dates = find_dates(smooth, match.end(), min(end, match.end() + 40)) if match else ()
        if match and dates and not smooth[match.end() : dates[0].start].strip():
            return Effect(dates[0].date, last=last)
    return Effect(said=bool(_OTHERWISE.match(smooth, at, stop)))


def _after(signed: PartialDate | None, days: int) -> PartialDate | None:
    """So many days after the signing, to the month where the count may differ by one.

    Of 214 codified documents in force some 45 days after signing, 102 began on day 45 and 112 on day 46.
    """
    if signed is None or signed.day is None:
        return None
    first, last = (signed.first + timedelta(days=days + more) for more in (0, 1))
    if (first.year, first.month) == (last.year, last.month):
        return PartialDate(first.year, first.month)
    return PartialDate(first.year) if first.year == last.year else None


def day_after(day: PartialDate) -> PartialDate | None:
    """The first day after a last one: 31/12/2027 → 01/01/2028; None for less than a day."""
    if day.day is None:
        return None
    following: date = day.first + timedelta(days=1)
    return PartialDate(following.year, following.month, following.day)
