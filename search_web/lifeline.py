"""The geometry of a body's line in time: its own names as bars, what came before above, what came after below.

The template draws it, with the same in a table. Ends that are not known are drawn open, to the edge of the drawing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from archive.works import succession
from archive.works.bodies import Body, body, family, members
from archive.works.succession import Relative

WIDTH, ROW, FOOT = 640, 44, 28  # units of the drawing: its width, a line with its name above, room for years
MOST_KIN = 8  # a district went to a dozen communes; the table below has them all
_YEARS_OPEN = 4  # room beyond the first and last day known, for ends that are not


@dataclass(frozen=True, slots=True)
class Bar:
    """A body or a name of it: where its bar stands, what it is called, its family where that is another one.

    `open_left` and `open_right` say that no day is known there; `own` that it is the body of the page.
    """

    name: str
    family: str
    x: float
    width: float
    y: float
    own: bool
    open_left: bool
    open_right: bool


@dataclass(frozen=True, slots=True)
class Tick:
    """A day on which something changed: where it stands, and the day in words."""

    x: float
    label: str


@dataclass(frozen=True, slots=True)
class Lifeline:
    """The drawing: its height, bars and ticks, how many kin it leaves to the table."""

    height: int
    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    left_out: int


@dataclass(frozen=True, slots=True)
class _Span:
    name: str
    family: str
    start: date | None
    end: date | None
    own: bool


def lifeline(name: str) -> Lifeline | None:
    """The line of a family; None where no day of it is known, or nothing ever changed."""
    known = members(name)
    ids = [one.id for one in known] or [name]
    before = _kin([found for one in ids for found in succession.forebears(one)], name)
    after = _kin([found for one in ids for found in succession.heirs(one)], name)
    spans = [*before[:MOST_KIN], *(span for one in known for span in _own(one)), *after[:MOST_KIN]]
    days = sorted({day for span in spans for day in (span.start, span.end) if day})
    if not days or len(spans) < 2:
        return None
    first, last = days[0].year - _YEARS_OPEN, days[-1].year + _YEARS_OPEN
    left_out = max(0, len(before) - MOST_KIN) + max(0, len(after) - MOST_KIN)
    bars = tuple(_bar(span, row, first, last) for row, span in enumerate(spans))
    return Lifeline(len(spans) * ROW + FOOT, bars, _ticks(days, first, last), left_out)


def _own(one: Body) -> list[_Span]:
    if one.names:
        return [
            _Span(name, one.family, start or one.valid_from, end or one.valid_to, own=True)
            for start, end, name in one.names
        ]
    return [_Span(one.name, one.family, one.valid_from, one.valid_to, own=True)]


def _kin(found: Sequence[Relative], own: str) -> list[_Span]:
    made: dict[str, _Span] = {}
    for one in found:
        if family(one.id) == own or one.id in made:
            continue
        known = body(one.id)
        start = known.valid_from if known else one.step.date.first
        made[one.id] = _Span(one.name, family(one.id), start, known.valid_to if known else None, own=False)
    return list(made.values())


def _bar(span: _Span, row: int, first: int, last: int) -> Bar:
    left = _at(span.start, first, last) if span.start else 0.0
    right = _at(span.end, first, last) if span.end else float(WIDTH)
    width = max(right - left, 3.0)
    return Bar(
        name=span.name,
        family=span.family,
        x=round(left, 1),
        width=round(width, 1),
        y=row * ROW + 22.0,
        own=span.own,
        open_left=span.start is None,
        open_right=span.end is None,
    )


def _at(day: date, first: int, last: int) -> float:
    return (day.year - first + day.timetuple().tm_yday / 366) / (last - first + 1) * WIDTH


def _ticks(days: Sequence[date], first: int, last: int) -> tuple[Tick, ...]:
    """The days of change; one that would stand on another's words is left to the table."""
    made: list[Tick] = []
    # 30/6/2025 and 01/7/2025 are one change: the second day is told.
    for day in reversed(days):
        x = _at(day, first, last)
        if all(abs(x - one.x) > 90 for one in made):
            made.append(Tick(round(x, 1), f"{day:%d/%m/%Y}"))
    return tuple(reversed(made))
