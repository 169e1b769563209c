"""Where every box of the map stands: columns of years, rows in lanes, and free gutters between them for lines.

The work in the middle has its row to itself, so that lines reach it from both sides through no other box. Nothing is
measured in the browser: sizes are units of the drawing, one a pixel where the page has room.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from search_web.map.boxes import Box
from search_web.map.columns import Period, periods
from search_web.map.lanes import LANES, system_of

WIDTH = 1140  # of the widest drawing: what a window of 1280 px shows
NAMES = 84  # the column of the lanes' names
GUTTER = 30  # between columns of boxes, for lines that run up and down
GAP = 16  # between rows, for lines that run across
HEAD = 34  # the years above
BOX_HEIGHT, MIDDLE_HEIGHT = 54, 72
WIDEST_BOX = 190
PAD, BAND = 12, 14  # inside a lane above and below its rows; between Party, State and the others
TRACK = 6  # between lines that arrive at the middle side by side


@dataclass(frozen=True, slots=True)
class Put:
    """A box with its place: corner, size, and the column it stands in."""

    box: Box
    x: float
    y: float
    width: float
    height: float
    slot: int

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.y + self.height

    @property
    def centre(self) -> tuple[float, float]:
        """Its middle."""
        return self.x + self.width / 2, self.y + self.height / 2


@dataclass(frozen=True, slots=True)
class Column:
    """A period with where its columns begin and how wide they are."""

    period: Period
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Lane:
    """A lane with its upper edge and height."""

    name: str
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Grid:
    """The whole: size, columns, lanes and boxes, the middle first; `slots` columns of boxes of one width."""

    width: float
    height: float
    box_width: float
    slots: int
    columns: tuple[Column, ...]
    lanes: tuple[Lane, ...]
    puts: tuple[Put, ...]

    def gutter(self, at: int) -> float:
        """The middle of the gutter left of column `at`; right of the last one for `at == slots`."""
        return NAMES + GUTTER / 2 + at * (self.box_width + GUTTER)


def laid_out(boxes: Sequence[Box], tracks: int) -> Grid:
    """The grid of some boxes, the middle first; `tracks` lines arrive at the middle side by side on one side."""
    middle = boxes[0]
    spans = periods((box.year, box.lane) for box in boxes)
    slots = sum(span.width for span in spans)
    box_width = min(WIDEST_BOX, (WIDTH - NAMES - GUTTER * (slots + 1)) // slots)
    tall = max(MIDDLE_HEIGHT, TRACK * tracks + 12)
    lanes: list[Lane] = []
    puts: list[Put] = []
    y: float = HEAD
    for name in (one for one in LANES if any(box.lane == one for box in boxes)):
        if lanes and system_of(lanes[-1].name) != system_of(name):
            y += BAND
        rows = _rows([box for box in boxes if box.lane == name and box is not middle], spans)
        own = (len(rows) + 1) // 2
        if name == middle.lane:
            rows.insert(own, [(_slot(middle, spans), middle)])
        top = y
        y += PAD
        for row in rows:
            height = tall if any(box is middle for _, box in row) else BOX_HEIGHT
            puts += [Put(box, _x(slot, box_width), y, box_width, height, slot) for slot, box in row]
            y += height + GAP
        y += PAD - GAP
        lanes.append(Lane(name, top, y - top))
    columns = tuple(
        Column(span, _x(span.slot, box_width), span.width * (box_width + GUTTER) - GUTTER) for span in spans
    )
    puts.sort(key=lambda put: (put.box.step, put.y, put.x))
    width = NAMES + GUTTER + slots * (box_width + GUTTER)
    return Grid(width, y, box_width, slots, columns, tuple(lanes), tuple(puts))


def _x(slot: int, box_width: float) -> float:
    return NAMES + GUTTER + slot * (box_width + GUTTER)


def _period(box: Box, spans: Iterable[Period]) -> Period:
    return next(span for span in spans if span.holds(box.year))


def _slot(box: Box, spans: Iterable[Period]) -> int:
    span = _period(box, spans)
    return span.slot + (span.width - 1) // 2


def _rows(boxes: Sequence[Box], spans: Sequence[Period]) -> list[list[tuple[int, Box]]]:
    """The boxes of a lane in rows from above, each with its column; the earliest of a period left and above."""
    rows: list[list[tuple[int, Box]]] = []
    for span in spans:
        held = sorted((box for box in boxes if span.holds(box.year)), key=_time)
        deep = -(-len(held) // span.width)
        for at, box in enumerate(held):
            row = at % deep
            if row == len(rows):
                rows.append([])
            rows[row].append((span.slot + at // deep, box))
    return rows


def _time(box: Box) -> tuple[bool, str, str]:
    """By date; what stands for several works comes after the others."""
    date = box.work.card.date if box.work else None
    return box.work is None, date.iso if date else f"{box.year or ''}", box.name
