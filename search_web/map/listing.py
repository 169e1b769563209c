"""The equal table of the map: every edge of the drawing as a row, also those that common boxes stand for.

What is drawn can be read here in words, in the order of weight; a long table is turned in pages.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from archive.store.neighbourhood import Edge, Neighbour, Neighbourhood
from search_web.map.boxes import Tie, weighed
from search_web.map.lanes import lane_of
from search_web.map.strands import RELATIONS, principal, rank


@dataclass(frozen=True, slots=True)
class Row:
    """An edge in words: the citing and the cited work, the relations its words name, how often.

    `other` is the end that is not the work of the map; None in the second step, where neither is.
    """

    source: Neighbour
    target: Neighbour
    relations: tuple[str, ...]
    times: int
    other: Neighbour | None = None
    cites: bool = False


def rows_of(found: Neighbourhood) -> tuple[Row, ...]:
    """Every edge of a neighbourhood: what the work cites, what cites it, then the edges of the second step."""
    first: dict[bool, dict[str, Row]] = {False: {}, True: {}}
    second = []
    for edge in found.edges:
        cites = edge.target == found.middle
        if not cites and edge.source != found.middle:
            second.append(_row(edge, found))
            continue
        other = edge.source if cites else edge.target
        first[cites][other] = replace(_row(edge, found), other=found.works[other], cites=cites)
    ordered = []
    for cites, rows in first.items():
        named = (Tie(address, principal(row.relations), cites) for address, row in rows.items())
        ordered += [rows[tie.address] for tie in weighed(named, found.works)]
    second.sort(key=lambda row: (rank(principal(row.relations)), row.source.card.id, row.target.card.id))
    return (*ordered, *second)


def _row(edge: Edge, found: Neighbourhood) -> Row:
    relations = tuple(sorted((name for name in edge.relations if name), key=rank)) or ("",)
    return Row(found.works[edge.source], found.works[edge.target], relations, edge.mentions)


def counts_of(edges: Iterable[Edge]) -> dict[str, int]:
    """How many edges name each relation, the weightiest relation first; "" counts those that name none at all."""
    counts = dict.fromkeys(RELATIONS, 0)
    for edge in edges:
        for name in {one for one in edge.relations if one} or {""}:
            counts[name] = counts.get(name, 0) + 1
    return {name: count for name, count in counts.items() if count}


def only(found: Neighbourhood, relation: str | None, lane: str | None) -> Neighbourhood:
    """The neighbourhood with the edges of one relation, and of neighbours in one lane; None for any.

    Where an edge names several relations, the asked one is what is left of it. Works without an edge are left out.
    """
    kept = []
    for edge in found.edges:
        names = tuple(one for one in edge.relations if one) or ("",)
        if relation is not None and relation not in names:
            continue
        other = edge.source if edge.target == found.middle else edge.target
        if lane is not None and lane_of(found.works[other]) != lane:
            continue
        kept.append(replace(edge, relations=(relation,)) if relation is not None else edge)
    ends = {found.middle, *(one for edge in kept for one in (edge.source, edge.target))}
    works = {address: work for address, work in found.works.items() if address in ends}
    return replace(found, works=works, edges=tuple(kept))
