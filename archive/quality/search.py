"""Search: hit@1, hit@3, hit@5, hit@10, MRR and nDCG@10 of the answers to the queries of a gold file."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from archive.quality.shapes import Miss, Row, Scores
from archive.quality.values import agrees, shown
from archive.works.document import Card

DEPTH = 10  # how far down a list of hits a reader looks: hit@10, nDCG@10
HIT_AT = (1, 3, 5, 10)
MEASURES = (*(f"hit@{depth}" for depth in HIT_AT), "mrr", "ndcg@10")

Ask = Callable[[str], Sequence[Card]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one query did: its kind, each measure, and the expected documents that were not found."""

    query: str
    kind: str
    values: Mapping[str, float]
    misses: tuple[Miss, ...] = ()


def score_search(rows: Sequence[Row], ask: Ask) -> Scores:
    """hit@1, hit@3, hit@5, hit@10, MRR and nDCG@10 over the queries; every expected document has the same worth.

    A row is `{"query", "expected": [{"number", "body", "date"}]}` or `{"question", "relevant": [ids]}`; those that ask
    for nothing are left out. `fields` gives nDCG@10 by the row's `kind`.
    """
    return scores_of(outcomes(rows, ask))


def outcomes(rows: Sequence[Row], ask: Ask) -> list[Outcome]:
    """How each query that expects something did, in the order of the rows."""
    wanted = [(place, row, row.get("expected") or row.get("relevant") or []) for place, row in enumerate(rows, 1)]
    return [_outcome(place, row, ask, expected) for place, row, expected in wanted if expected]


def query_of(row: Row) -> str:
    """What a row asks: its "query" or "question"."""
    return str(row.get("query") or row.get("question") or "")


def _outcome(place: int, row: Row, ask: Ask, wanted: Sequence[Row | str]) -> Outcome:
    query = query_of(row)
    hits = list(ask(query))[:DEPTH]
    ranks = ranks_of(wanted, hits)
    found = [rank for rank in ranks if rank]
    values = {f"hit@{depth}": float(any(rank <= depth for rank in found)) for depth in HIT_AT}
    values |= {"mrr": 1 / min(found) if found else 0.0, "ndcg@10": ndcg(found, len(wanted))}
    first = (hits[0].number or hits[0].id) if hits else None
    missed = [one for one, rank in zip(wanted, ranks, strict=True) if not rank]
    misses = tuple(Miss(place, "missed", query, "", shown(one), first) for one in missed)
    return Outcome(query, str(row.get("kind") or ""), values, misses)


def scores_of(found: Sequence[Outcome]) -> Scores:
    """The means over queries, nDCG@10 by kind, and everything missed."""
    kinds = by_kind(found)
    return Scores(
        "search",
        len(found),
        means(found),
        {kind: means(some)["ndcg@10"] for kind, some in kinds.items()},
        {kind: len(some) for kind, some in kinds.items()},
        tuple(miss for one in found for miss in one.misses),
    )


def by_kind(found: Sequence[Outcome]) -> dict[str, list[Outcome]]:
    """The outcomes of each kind, kinds in order; those without a kind are left out."""
    kinds = sorted({one.kind for one in found if one.kind})
    return {kind: [one for one in found if one.kind == kind] for kind in kinds}


def means(found: Sequence[Outcome]) -> dict[str, float]:
    """The mean of every measure; 1.0 of nothing, for where nothing was asked nothing is wrong."""
    return {name: sum(one.values[name] for one in found) / len(found) if found else 1.0 for name in MEASURES}


def kept_of(found: Sequence[Outcome]) -> dict[str, dict[str, float]]:
    """The values of each query by its text; of two equal ones the later gets a number behind it."""
    kept: dict[str, dict[str, float]] = {}
    for one in found:
        name, times = one.query, 1
        while name in kept:
            times += 1
            name = f"{one.query} #{times}"
        kept[name] = dict(one.values)
    return kept


def ndcg(ranks: Sequence[int], wanted: int) -> float:
    """nDCG@10 of documents of equal worth found at these ranks (from 1), out of `wanted` that exist."""
    ideal = sum(1 / math.log2(rank + 1) for rank in range(1, min(wanted, DEPTH) + 1))
    return sum(1 / math.log2(rank + 1) for rank in ranks if rank <= DEPTH) / ideal if ideal else 1.0


def ranks_of(wanted: Sequence[Row | str], hits: Sequence[Card]) -> list[int]:
    """The rank (from 1) of each wanted document among the hits, 0 when it is not there; a hit serves one wish only."""
    taken: set[int] = set()
    ranks = []
    for one in wanted:
        rank = next((at for at, hit in enumerate(hits, 1) if at not in taken and _is_wanted(one, hit)), 0)
        taken.add(rank)
        ranks.append(rank)
    return ranks


def _is_wanted(wanted: Row | str, hit: Card) -> bool:
    return wanted == hit.id if isinstance(wanted, str) else agrees(wanted, hit)
