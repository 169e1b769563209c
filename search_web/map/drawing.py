"""The map as a template draws it: boxes with their words and links, lines with their corners, lanes, years, legend.

The same drawing is a part of the page, where the site's styles and both themes hold, and a file of its own that looks
right anywhere. What is drawn how was decided in the other rooms; here are words and sums only.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from archive.store.neighbourhood import Neighbour
from archive.works.document import Card
from archive.works.validity import STATE_LABELS, State
from search_web import words
from search_web.language import gettext as _
from search_web.map import lanes, strands
from search_web.map.boxes import Box, Chart, strands_of
from search_web.map.grid import Column, Grid, Put, laid_out
from search_web.map.routes import Way, tracks, ways

_SIZES = (12.5, 11.5, 11.0)  # of the three lines of a box, in units of the drawing
_INSET = 8  # of its words from its edge


@dataclass(frozen=True, slots=True)
class DrawnBox:
    """A box: its place, its classes, where it leads, its lines of words, and all of them in full."""

    put: Put
    classes: str
    href: str
    lines: tuple[str, ...]
    title: str


@dataclass(frozen=True, slots=True)
class DrawnLine:
    """A line: its path, its kind, whether the arrow is at its beginning, what it says; "" where too many would."""

    path: str
    strand: str
    backward: bool
    beyond: bool
    title: str


@dataclass(frozen=True, slots=True)
class DrawnLane:
    """A lane: its place and its name in two lines."""

    y: float
    height: float
    system: str
    level: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """The whole map; `title` and `description` say in words what is to be seen."""

    width: float
    height: float
    lanes: tuple[DrawnLane, ...]
    columns: tuple[tuple[Column, str], ...]
    lines: tuple[DrawnLine, ...]
    boxes: tuple[DrawnBox, ...]
    legend: tuple[strands.Legend, ...]
    marks: frozenset[str]
    title: str
    description: str = field(default="")


@dataclass(frozen=True, slots=True)
class Known:
    """What the drawing needs besides the chart: the standing of works, and where boxes lead."""

    states: Mapping[str, State]
    work_url: Callable[[Card], str]
    group_url: Callable[[Box], str]


def drawn(chart: Chart, known: Known) -> Drawing:
    """A chart as a drawing."""
    name = chart.middle.name
    grid = laid_out(chart.boxes, len(tracks(chart.lines, name)))
    boxes = tuple(_box(put, known) for put in grid.puts)
    shown = {one.put.box.name: one.title for one in boxes}
    found = tuple(_line(way, shown, name) for way in ways(grid, chart.lines))
    middle = chart.middle.work
    title = _("Lược đồ viện dẫn của %(name)s", name=words.name(middle.card) if middle else "")
    return Drawing(
        width=grid.width,
        height=grid.height,
        lanes=tuple(DrawnLane(one.y, one.height, *lanes.lane_words(one.name)) for one in grid.lanes),
        columns=tuple((column, _years(column)) for column in grid.columns),
        lines=found,
        boxes=boxes,
        legend=tuple(strands.legend(one) for one in strands_of(chart)),
        marks=frozenset(mark for box in boxes for mark in box.classes.split()),
        title=title,
        description=_description(chart, grid),
    )


def _description(chart: Chart, grid: Grid) -> str:
    near = [box for box in chart.boxes if box.step == 1]
    cited = sum(len(box.members) or 1 for box in near if not box.cites)
    citing = sum(len(box.members) or 1 for box in near if box.cites)
    lanes_said = ", ".join(" ".join(part for part in lanes.lane_words(one.name) if part) for one in grid.lanes)
    return _(
        "Văn bản ở giữa dẫn %(cited)s văn bản và được %(citing)s văn bản dẫn. Cột là năm ban hành, "
        "hàng là hệ thống và cấp: %(lanes)s. Bảng dưới hình có đủ các mối dẫn.",
        cited=words.thousands(cited),
        citing=words.thousands(citing),
        lanes=lanes_said,
    )


def _years(column: Column) -> str:
    first, last = column.period.first, column.period.last
    if first is None:
        return _("chưa rõ ngày")
    return str(first) if first == last else f"{first}–{last}"


# --- boxes -----------------------------------------------------------------------------------------------------------


def _box(put: Put, known: Known) -> DrawnBox:
    box = put.box
    if box.work is None:
        return _group(put, known)
    card, status = box.work.card, known.states.get(box.name)
    marks = ["box", f"step-{box.step}"]
    marks += ["stub"] if card.genre == "stub" else []
    marks += ["ended"] if status == "ended" else []
    lines = (_number(card), _kind(box.work), said(box))
    sizes = (14.0, *_SIZES[1:]) if box.step == 0 else _SIZES
    room = put.width - 2 * _INSET
    return DrawnBox(
        put,
        " ".join(marks),
        known.work_url(card),
        tuple(fitted(line, room, size) for line, size in zip(lines, sizes, strict=True) if line),
        _whole(box, card, status),
    )


def said(box: Box) -> str:
    """What joins a box's works to the middle, in two or three words; "" beyond the first step."""
    if box.step == 0:
        return _("văn bản đang xem")
    if box.step > 1:
        return ""
    return strands.active(box.relation) if box.cites else strands.passive(box.relation)


def _number(card: Card) -> str:
    return card.number or words.name(card)


def _kind(work: Neighbour) -> str:
    """The second line of a box: what it is and its year; the column says where there is none."""
    card = work.card
    named = (card.type or _("Văn bản")) if card.number else ""
    kind = _("Tin bài") if card.genre == "article" else named
    return " · ".join(part for part in (kind, str(work.year or "")) if part)


def _whole(box: Box, card: Card, status: State | None) -> str:
    """Everything a box stands for, for those who point at it or hear it."""
    parts = [
        words.name(card),
        card.issuer.name if card.issuer else "",
        card.date.shown if card.date else _("chưa rõ ngày"),
        words.subtitle(card) or "",
        said(box),
        _(STATE_LABELS[status]) if status else "",
        _("kho chưa có toàn văn") if card.genre == "stub" else "",
    ]
    return "; ".join(part for part in parts if part)


def _group(put: Put, known: Known) -> DrawnBox:
    box = put.box
    count = _("+%(n)s văn bản", n=words.thousands(len(box.members)))
    joined = strands.active(box.relation) if box.cites else strands.passive(box.relation)
    years = f"{box.years[0]}–{box.years[-1]}" if box.years else ""
    years = str(box.years[0]) if box.years and box.years[0] == box.years[-1] else years
    room = put.width - 2 * _INSET
    lines = (count, joined, years or _("chưa rõ ngày"))
    lane = " ".join(part for part in lanes.lane_words(box.lane) if part)
    title = "; ".join(part for part in (count, joined, lane, years) if part)
    fit = tuple(fitted(line, room, size) for line, size in zip(lines, _SIZES, strict=True))
    return DrawnBox(put, f"box group step-{box.step}", known.group_url(box), fit, title)


# Shares of the size of letters that they are wide, from the widest of the interface's families (Noto Sans, bold), with
# a little to spare: a word must not leave its box whatever family a computer has.
_NARROW, _WIDE, _CAPITAL, _OTHER = 0.36, 0.95, 0.72, 0.6


def fitted(line: str, room: float, size: float) -> str:
    """As much of a line as has room in letters of a size, cut with "…"."""
    widths = [_width(letter) * size for letter in line]
    if sum(widths) <= room:
        return line
    left = room - _width("…") * size
    kept = 0
    for width in widths:
        left -= width
        if left < 0:
            break
        kept += 1
    return line[:kept].rstrip(" ,.;:-–/") + "…"


def _width(letter: str) -> float:
    if letter in "iljtrfI.,;:!'|()-–/· ":
        return _NARROW
    if letter in "MWmw…":
        return _WIDE
    return _CAPITAL if letter.isupper() else _OTHER


# --- lines -----------------------------------------------------------------------------------------------------------


def _line(way: Way, shown: Mapping[str, str], middle: str) -> DrawnLine:
    line = way.line
    (x, y), *rest = way.points
    path = f"M{x:g} {y:g}" + "".join(f"L{x:g} {y:g}" for x, y in rest)
    beyond = middle not in (line.source, line.target)
    first, last = (shown[one].partition(";")[0] for one in (line.source, line.target))
    title = f"{first} – {strands.active(line.relation)} – {last}" if beyond else ""
    return DrawnLine(path, strands.strand_of(line.relation), way.backward, beyond, title)
