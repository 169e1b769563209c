"""How the lines of the map run: straight up and down in the gutters, straight across between rows, through no box.

Lines of one kind and direction share their way to the middle as far as it is the same, so that forty neighbours make
a few trunks with branches; every line is a whole way of its own from box to box.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from search_web.map.boxes import Line
from search_web.map.grid import GAP, GUTTER, TRACK, Grid, Put
from search_web.map.strands import STRANDS, strand_of

_CLOSEST = 5.0  # between lines side by side in a gutter, where it has room for that
_MARGIN = 6  # of a gutter that stays free at both sides
_SIDE = 4.0  # between the ends of two lines at one side of a box

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Way:
    """A line with its corners; it begins at the middle where it has an end there, else at the citing box.

    `backward` when it is drawn from the cited box to the citing one, so that the arrow is at its beginning.
    """

    line: Line
    points: tuple[Point, ...]
    backward: bool = False


def tracks(lines: Sequence[Line], middle: str) -> tuple[tuple[str, bool], ...]:
    """The trunks at the middle: (kind of line, whether the middle is cited), in the order from above."""
    met = [line for line in lines if middle in (line.source, line.target)]
    found = {(strand_of(line.relation), line.target == middle) for line in met}
    return tuple(sorted(found, key=lambda one: (one[1], STRANDS.index(one[0]))))


def ways(grid: Grid, lines: Sequence[Line]) -> tuple[Way, ...]:
    """The way of every line over a grid, in the order of the lines."""
    places = {put.box.name: put for put in grid.puts}
    middle = grid.puts[0]
    trunks = tracks(lines, middle.box.name)
    found = []
    for line in lines:
        source, target = places[line.source], places[line.target]
        if middle in (source, target):
            cited = target is middle
            shift = trunks.index((strand_of(line.relation), cited)) - (len(trunks) - 1) / 2
            found.append(
                Way(line, _to_middle(grid, source if cited else target, shift, len(trunks), cited=cited), cited)
            )
        else:
            found.append(Way(line, _between(grid, source, target, STRANDS.index(strand_of(line.relation)))))
    return tuple(found)


def _to_middle(grid: Grid, other: Put, shift: float, count: int, *, cited: bool) -> tuple[Point, ...]:
    """From the middle along its row, through a gutter beside the other box, to that box's side."""
    middle = grid.puts[0]
    y = middle.centre[1] + shift * TRACK
    end = other.centre[1] + max(-20.0, min(20.0, shift * _SIDE))
    if other.slot == middle.slot:  # what it cites on its left, what cites it on its right
        leftward, gutter = not cited, middle.slot + cited
    else:
        leftward = other.slot < middle.slot
        gutter = other.slot + leftward
    x = grid.gutter(gutter) + shift * _spacing(count)
    side = other.right if x > other.right else other.x
    start = middle.x if leftward else middle.right
    return _straight(((start, y), (x, y), (x, end), (side, end)))


def _spacing(count: int) -> float:
    return min(_CLOSEST, (GUTTER - 2 * _MARGIN) / max(count - 1, 1))


def _between(grid: Grid, source: Put, target: Put, strand: int) -> tuple[Point, ...]:
    """From a box to another, neither the middle: out at the side that faces it, across between rows, in at its side."""
    shift = strand - (len(STRANDS) - 1) / 2
    leave = source.slot if target.slot < source.slot else source.slot + 1
    reach = target.slot + 1 if target.slot <= source.slot else target.slot
    spacing = _spacing(len(STRANDS))
    out, into = grid.gutter(leave) + shift * spacing, grid.gutter(reach) + shift * spacing
    begin = source.centre[1] + shift * _SIDE
    end = target.centre[1] - shift * _SIDE
    first = source.x if out < source.x else source.right
    last = target.x if into < target.x else target.right
    if leave == reach:
        return _straight(((first, begin), (out, begin), (out, end), (last, end)))
    above = source.y <= target.y
    across = (target.y - GAP / 2 if above else target.bottom + GAP / 2) + shift
    return _straight(((first, begin), (out, begin), (out, across), (into, across), (into, end), (last, end)))


def _straight(points: Sequence[Point]) -> tuple[Point, ...]:
    """The corners to a tenth of a unit, without those that are no corners."""
    kept: list[Point] = []
    for x, y in points:
        point = round(x, 1), round(y, 1)
        if kept and kept[-1] == point:
            continue
        if len(kept) > 1 and (kept[-2][0] == kept[-1][0] == point[0] or kept[-2][1] == kept[-1][1] == point[1]):
            kept[-1] = point
        else:
            kept.append(point)
    return tuple(kept)
