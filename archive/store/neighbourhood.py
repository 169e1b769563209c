"""The works round one: what it cites, what cites it, and a step further, as works and the edges between them.

For drawings and tables of many works at once: two statements for the edges of any number of works and one for each few
hundred of the works they lead to, no text read. One work's references with their sentences are in `links`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BindParameter, Connection, bindparam, func, select

from archive.store import addresses
from archive.store.cards import card_of, citing_rows, in_chunks
from archive.store.tables import AnyRow, editions, mentions, readings, works
from archive.works.document import Card

# Edges read in one direction: more cannot be taken in on one page. A law that half an archive cites has its list.
MOST = 2000


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A work of the neighbourhood: its card (without the count of citing works), its level and system where known.

    `year` is that of its date, else the one its number writes; None where neither is known.
    """

    card: Card
    level: str | None = None
    system: str | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Edge:
    """One work citing another: their addresses, the relations its words name, and how often it does.

    `relations` are ids of the table of relations in the order of their names, "" where the words name none.
    """

    source: str
    target: str
    relations: tuple[str, ...]
    mentions: int


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """A work (`middle`, its address) with the works round it by address; `edges` in the order of their addresses.

    `whole` is False where a work has more edges than are read at once.
    """

    middle: str
    works: dict[str, Neighbour]
    edges: tuple[Edge, ...]
    whole: bool = True


_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_PAIR = (editions.c.work.label("source"), readings.c.target.label("target"), mentions.c.relation)
_COUNTED = citing_rows(*_PAIR, func.count().label("times")).group_by(*_PAIR).order_by(*_PAIR).limit(MOST + 1)
_CITED = _COUNTED.where(editions.c.work.in_(_IDS))
_CITING = _COUNTED.where(readings.c.target.in_(_IDS))
_WORKS = select(works).where(works.c.id.in_(_IDS))
_ROWS = select(works.c.id).where(works.c.address.in_(_IDS))


def around(connection: Connection, asked: str) -> Neighbourhood:
    """The works that the work at an address cites or is cited by, by what present texts say, with the work itself.

    Raises:
        NotHere: there is no work at the address.
    """
    located = addresses.locate(connection, asked)
    rows, whole = _edges(connection, [located.work])
    known = _works(connection, {located.work, *_ends(rows)})
    return Neighbourhood(located.address, _by_address(known), _joined(rows, known), whole)


def beyond(connection: Connection, first: Neighbourhood, through: Iterable[str]) -> Neighbourhood:
    """The same neighbourhood a step further, through some of its works: the works these cite and are cited by."""
    asked = sorted(set(through) & first.works.keys())
    hubs = [one for chunk in in_chunks(asked) for one in connection.execute(_ROWS, {"ids": list(chunk)}).scalars()]
    rows, whole = _edges(connection, hubs)
    known = _works(connection, _ends(rows))
    joined = {(one.source, one.target): one for one in (*_joined(rows, known), *first.edges)}
    edges = tuple(joined[pair] for pair in sorted(joined))
    return Neighbourhood(first.middle, _by_address(known) | first.works, edges, first.whole and whole)


def _edges(connection: Connection, hubs: Sequence[int]) -> tuple[list[AnyRow], bool]:
    """The rows of every edge that begins or ends at one of these works, and whether these are all of them."""
    found: list[AnyRow] = []
    whole = True
    for chunk in in_chunks(sorted(hubs)):
        for question in (_CITED, _CITING):
            rows = connection.execute(question, {"ids": list(chunk)}).all()
            whole = whole and len(rows) <= MOST
            found += rows[:MOST]
    return found, whole


def _ends(rows: Iterable[AnyRow]) -> set[int]:
    return {one for row in rows for one in (row.source, row.target)}


def _works(connection: Connection, ids: Iterable[int]) -> dict[int, Neighbour]:
    found: dict[int, Neighbour] = {}
    for chunk in in_chunks(sorted(ids)):
        for row in connection.execute(_WORKS, {"ids": list(chunk)}):
            found[row.id] = Neighbour(card_of(row), row.level, row.system, row.year)
    return found


def _by_address(known: dict[int, Neighbour]) -> dict[str, Neighbour]:
    return {one.card.id: one for one in known.values()}


def _joined(rows: Iterable[AnyRow], known: dict[int, Neighbour]) -> tuple[Edge, ...]:
    """The rows of one citing and one cited work as one edge; a row that two questions found counts once."""
    times: dict[tuple[str, str], dict[str, int]] = {}
    for row in rows:
        pair = known[row.source].card.id, known[row.target].card.id
        times.setdefault(pair, {})[row.relation or ""] = row.times
    return tuple(
        Edge(source, target, tuple(sorted(said)), sum(said.values()))
        for (source, target), said in sorted(times.items())
    )
