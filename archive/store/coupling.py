"""Works that cite the same works as another one: documents about one thing are carried out, revised and reported alike.

Only present texts count, and what everybody cites tells little: a shared work counts the less the more cite it.
"""

import math
from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import Connection

from archive.store import addresses
from archive.store.cards import cards_by_id, cited_counts, citing_rows, in_chunks
from archive.store.tables import editions, readings
from archive.works.document import Card

_MOST_TARGETS = 60  # a law code that cites hundreds is judged by those that fewest others cite
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Coupled:
    """A work that shares citations with another: how much that tells, what is shared (the most telling), how many."""

    card: Card
    weight: float
    shared: tuple[Card, ...]
    count: int


def coupled(connection: Connection, asked: str, *, limit: int = 40) -> tuple[Coupled, ...]:
    """The works that cite what the work at an address cites, those that share most that is rare first.

    Raises:
        NotHere: there is no work at the address.
    """
    work = addresses.locate(connection, asked).work
    targets = _targets(connection, work)
    if not targets:
        return ()
    weights = {target: 1 / math.log2(1 + cited) for target, cited in targets.items()}
    shared: defaultdict[int, list[int]] = defaultdict(list)
    for chunk in in_chunks(targets):
        rows = citing_rows(editions.c.work, readings.c.target).where(readings.c.target.in_(chunk)).distinct()
        for row in connection.execute(rows):
            if row.work != work and row.work not in targets:
                shared[row.work].append(row.target)
    ranked = sorted(shared, key=lambda one: (-sum(weights[target] for target in shared[one]), one))[:limit]
    telling = {one: sorted(shared[one], key=lambda target: -weights[target])[:_SHOWN] for one in ranked}
    cards = cards_by_id(connection, {*ranked, *(target for some in telling.values() for target in some)})
    return tuple(
        Coupled(
            cards[one],
            sum(weights[target] for target in shared[one]),
            tuple(cards[target] for target in telling[one]),
            len(shared[one]),
        )
        for one in ranked
    )


def _targets(connection: Connection, work: int) -> dict[int, int]:
    """What a work cites and others cite too → how many do; those that fewest cite, when there are many."""
    mine = citing_rows(readings.c.target).where(editions.c.work == work).distinct()
    counts = cited_counts(connection, list(connection.execute(mine).scalars()))
    rare = sorted((cited, target) for target, cited in counts.items() if cited > 1)[:_MOST_TARGETS]
    return {target: cited for cited, target in rare}
