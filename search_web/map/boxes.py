"""Which works of a neighbourhood are drawn by themselves and which together, and the lines between their boxes.

Forty works can be taken in, four hundred cannot: the weightiest are boxes of their own, the others one box for each
lane and relation with its count, which leads to their list. Every edge of the neighbourhood keeps its line.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from archive.store.neighbourhood import Edge, Neighbour, Neighbourhood
from search_web.map.lanes import LANES, lane_of
from search_web.map.strands import principal, rank, strand_of

ALONE = 40  # neighbours with a box of their own; more would make rows that no screen shows at once
ALONE_BEYOND = 24  # works of the second step with a box of their own
_FEWEST = 2  # works in a common box; a single one is drawn as itself


@dataclass(frozen=True, slots=True)
class Box:
    """A box of the map: one work (`work`), or several of one lane (`members`, their addresses).

    `step` is 0 for the work in the middle, 1 for its neighbours, 2 for theirs. `relation` is what joins it to the
    middle (or, in the second step, to the first), `cites` whether it is the box's work that cites.
    """

    name: str
    lane: str
    year: int | None
    step: int
    relation: str = ""
    cites: bool = False
    work: Neighbour | None = None
    members: tuple[str, ...] = ()
    years: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the map between two boxes, from the citing to the cited one; it stands for `count` edges."""

    source: str
    target: str
    relation: str
    count: int = 1


@dataclass(frozen=True, slots=True)
class Chart:
    """Boxes, the middle first and then by weight, and the lines between them."""

    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]

    @property
    def middle(self) -> Box:
        """The box of the work that the map is of."""
        return self.boxes[0]


@dataclass(frozen=True, slots=True)
class Tie:
    """What joins a work to the step before it: the weightiest edge, seen from that work."""

    address: str
    relation: str
    cites: bool


def ties(edges: Iterable[Edge], inner: frozenset[str]) -> tuple[Tie, ...]:
    """The works outside `inner` that have an edge with one inside, each with its weightiest tie, in no order."""
    found: dict[str, Tie] = {}
    for edge in edges:
        for mine, other, cites in ((edge.source, edge.target, True), (edge.target, edge.source, False)):
            if mine in inner or other not in inner:
                continue
            tie = Tie(mine, principal(edge.relations), cites)
            if mine not in found or _tie_rank(tie) < _tie_rank(found[mine]):
                found[mine] = tie
    return tuple(found.values())


def _tie_rank(tie: Tie) -> tuple[int, bool]:
    return rank(tie.relation), tie.cites


def weighed(found: Iterable[Tie], works: Mapping[str, Neighbour]) -> tuple[Tie, ...]:
    """Ties by weight: the weightiest relation first, held texts before others, articles last, the newest first."""

    def weight(tie: Tie) -> tuple[bool, int, bool, bool, int, str]:
        card = works[tie.address].card
        newest = -card.date.first.toordinal() if card.date else 0
        return card.genre == "article", rank(tie.relation), card.genre == "stub", tie.cites, newest, tie.address

    return tuple(sorted(found, key=weight))


def charted(found: Neighbourhood) -> Chart:
    """The boxes and lines of a neighbourhood of one step or two."""
    middle = frozenset({found.middle})
    first = weighed(ties(found.edges, middle), found.works)
    near = middle | {tie.address for tie in first}
    second = weighed(ties(found.edges, near), found.works)
    boxes = [
        _single(found.works[found.middle], Tie(found.middle, "", cites=False), 0),
        *_boxes(first, found.works, 1, ALONE),
        *_boxes(second, found.works, 2, ALONE_BEYOND),
    ]
    return Chart(tuple(boxes), _lines(found.edges, boxes))


def alone(found: Neighbourhood) -> tuple[str, ...]:
    """The neighbours of one step that have a box of their own: those that a second step goes through."""
    return tuple(box.name for box in charted(found).boxes if box.work and box.step == 1)


def _boxes(found: tuple[Tie, ...], works: Mapping[str, Neighbour], step: int, most: int) -> list[Box]:
    single = list(found) if len(found) <= most else list(found[:most])
    groups: dict[tuple[str, str, bool], list[Tie]] = {}
    for tie in found[len(single) :]:
        groups.setdefault((lane_of(works[tie.address]), tie.relation, tie.cites), []).append(tie)
    for key in [key for key, members in groups.items() if len(members) < _FEWEST]:
        single += groups.pop(key)
    ordered = sorted(groups, key=lambda key: (LANES.index(key[0]), rank(key[1]), key[2]))
    return [
        *(_single(works[tie.address], tie, step) for tie in single),
        *(_group(key, [works[tie.address] for tie in groups[key]], step) for key in ordered),
    ]


def _single(work: Neighbour, tie: Tie, step: int) -> Box:
    return Box(tie.address, lane_of(work), work.year, step, tie.relation, tie.cites, work)


def _group(key: tuple[str, str, bool], members: list[Neighbour], step: int) -> Box:
    lane, relation, cites = key
    years = tuple(sorted(work.year for work in members if work.year is not None))
    # In the column of its middle year; with as many undated works as dated ones, in theirs.
    year = years[(len(years) - 1) // 2] if len(years) * 2 > len(members) else None
    name = f"{step}:{lane}:{relation}:{'a' if cites else 'p'}"
    addresses = tuple(sorted(work.card.id for work in members))
    return Box(name, lane, year, step, relation, cites, None, addresses, years)


def _lines(edges: Iterable[Edge], boxes: Iterable[Box]) -> tuple[Line, ...]:
    """The lines between boxes: edges of the same boxes and relation are one line; those within a box have none."""
    where = {address: box.name for box in boxes for address in (box.members or (box.name,))}
    counts: dict[tuple[str, str, str], int] = {}
    for edge in edges:
        source, target = where[edge.source], where[edge.target]
        if source != target:
            key = (source, target, principal(edge.relations))
            counts[key] = counts.get(key, 0) + 1
    ordered = sorted(counts, key=lambda key: (-rank(key[2]), key))
    return tuple(Line(*key, counts[key]) for key in ordered)


def strands_of(chart: Chart) -> tuple[str, ...]:
    """The kinds of line that a chart has, the weightiest first."""
    named = {strand_of(line.relation): rank(line.relation) for line in chart.lines}
    return tuple(sorted(named, key=lambda strand: named[strand]))
