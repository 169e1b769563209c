"""What may vouch for a number or a day that was misread: other readings, the file's name, the gazette, known works.

Values only; how they are weighed is in `rereading_number` and `rereading_day`.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import PurePosixPath

from archive.errors import ArchiveError
from archive.works import catalogue
from archive.works.dates import PartialDate, parse_iso
from archive.works.document import Card
from archive.works.number import Number, from_slug, numbers_in
from ingest.material import Page

# Between the readings of one line in an entry of `Page.meta`.
SEPARATOR = "¦"

Known = Callable[[str], Sequence[Card]]


@cache
def catalogued(key: str) -> tuple[Card, ...]:
    """The works of the authority table that bear a key."""
    return tuple(row.card for row in catalogue.catalogue() if row.number.key == key)


@dataclass(frozen=True, slots=True)
class Vouchers:
    """What speaks for or against a number and a day.

    `numbers` and `days` are readings of the number line and of the place line in other ways; `named` is the number in
    the name of the file or in the list it was found in; `gazette` the day of the gazette the paper stands in; `known`
    gives the works that bear a key.
    """

    numbers: tuple[str, ...] = ()
    days: tuple[str, ...] = ()
    named: Number | None = None
    gazette: PartialDate | None = None
    known: Known = catalogued


def vouchers(page: Page, *, origin: str = "", told: Sequence[str] = (), known: Known = catalogued) -> Vouchers:
    """The vouchers of a page: `origin` is its file's name or address, `told` what lists say of its number."""
    return Vouchers(
        numbers=_readings(page, "number_readings"),
        days=_readings(page, "date_readings"),
        named=named_number(origin, told),
        gazette=_iso(page.meta.get("gazette", "")),
        known=known,
    )


def _readings(page: Page, name: str) -> tuple[str, ...]:
    return tuple(one.strip() for one in page.meta.get(name, "").split(SEPARATOR) if one.strip())


def _iso(written: str) -> PartialDate | None:
    try:
        return parse_iso(written) if written else None
    except (ArchiveError, ValueError):
        return None


# The number at the end of the name of a file or in an address. Matches "quyet-dinh-so-109-qd-btc-468842",
# "Chi-thi-05-CT-TW", "thong-tu-so-02-2026-tt-btc-468745"; not "scan-2026-01".
_IN_NAME = re.compile(
    r"(?:^|[-_ ])(?P<slug>\d{1,4}-(?:(?:19|20)\d\d-)?(?:[a-z]{2,5}-[a-z]{2,9}(?:-[a-z]{2,9})?|(?:ubtv)?qh\d{1,2}))"
    r"(?=-\d{4,}|[-_. ]|$)",
    re.IGNORECASE,
)


def named_number(origin: str, told: Sequence[str]) -> Number | None:
    """The number that a list or the name of the file tells, None when they tell none or several."""
    for one in told:
        found = [number for _, _, number in numbers_in(one)]
        if len(found) == 1:
            return found[0]
    match = _IN_NAME.search(PurePosixPath(origin).stem)
    if match is None:
        return None
    try:
        return from_slug(match["slug"].lower())
    except ArchiveError:
        return None
