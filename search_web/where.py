"""The place and the day of a search, which it keeps from question to question: what the fields show, what goes along.

The place narrows the list to what was issued there and names the place of the governing documents above it; the day is
the one on which validity is judged.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from markupsafe import Markup

from archive.ask.compare_places import province_names
from archive.errors import DateError, QueryError
from archive.query import parse
from archive.works.dates import parse_iso
from search_web.choices import fields, printable, shown

CARRIED = ("noi", "ngay")  # what a new question keeps of the one before


@dataclass(frozen=True, slots=True)
class Where:
    """The place in words and the day as people and as fields write it, "" for any place and for today.

    `hidden` are the other choices, for a form that changes these two; `carried` these two, for a form that asks anew.
    """

    place: str
    day: str
    written_day: str
    hidden: tuple[tuple[str, str], ...]
    carried: tuple[tuple[str, str], ...]

    @property
    def options(self) -> Markup:
        """Every province there is or was, as options of a field that takes any other place too."""
        return _options()


def where(args: Mapping[str, str]) -> Where:
    """The place and the day of an address."""
    place, written = args.get("noi", ""), args.get("ngay", "")
    return Where(
        place=printable(shown("noi", place)) if place else "",
        day=shown("ngay", written) if written else "",
        written_day=_iso(written),
        hidden=tuple(fields(args, *CARRIED)),
        carried=tuple((name, printable(args[name])) for name in CARRIED if args.get(name)),
    )


def readable(args: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """The place and the day of an address that cannot be answered, those that are not what is wrong with it."""
    return tuple((name, printable(args[name])) for name in CARRIED if args.get(name) and _is_read(name, args[name]))


def _is_read(name: str, value: str) -> bool:
    try:
        parse("", {name: value})
    except QueryError:
        return False
    return True


def _iso(written: str) -> str:
    """A day as a field of dates wants it; "" for what is no whole day."""
    try:
        day = parse_iso(written)
    except DateError:
        return ""
    return day.last.isoformat()


@cache
def _options() -> Markup:
    return Markup("").join(Markup('<option value="{}"></option>').format(name) for name in province_names())
