"""Search: hit@1, hit@3, hit@10, MRR and nDCG@10 of the answers to the queries of a gold file."""

import math
from collections.abc import Callable, Sequence

from archive.quality.shapes import Miss, Row, Scores, ratio
from archive.quality.values import agrees, shown
from archive.works.document import Card

DEPTH = 10  # how far down a list of hits a reader looks: hit@10, nDCG@10
HIT_AT = (1, 3, 10)


def score_search(rows: Sequence[Row], ask: Callable[[str], Sequence[Card]]) -> Scores:
    """hit@1, hit@3, hit@10, MRR and nDCG@10 over the queries; every expected document has the same worth.

    A row is `{"query", "expected": [{"number", "body", "date"}]}` or `{"query", "relevant": [ids]}`; rows that expect
    nothing are left out. `fields` gives nDCG@10 by the row's `kind`.
    """
    asked = [(place, row, row.get("expected") or row.get("relevant") or []) for place, row in enumerate(rows, 1)]
    asked = [one for one in asked if one[2]]
    misses: list[Miss] = []
    ranks: list[tuple[str, list[int], int]] = []
    for place, row, wanted in asked:
        hits = list(ask(row["query"]))[:DEPTH]
        found = ranks_of(wanted, hits)
        ranks.append((row.get("kind", ""), [rank for rank in found if rank], len(wanted)))
        misses += [
            Miss(place, "missed", row["query"], "", shown(one), hits[0].number if hits else None)
            for one, rank in zip(wanted, found, strict=True)
            if not rank
        ]
    return _search_scores(ranks, misses)


def _search_scores(ranks: list[tuple[str, list[int], int]], misses: Sequence[Miss]) -> Scores:
    count = len(ranks)
    measures = {
        f"hit@{depth}": ratio(sum(any(r <= depth for r in one) for _, one, _ in ranks), count) for depth in HIT_AT
    }
    measures["mrr"] = sum(1 / min(one) for _, one, _ in ranks if one) / count if count else 1.0
    gains = [(kind, ndcg(one, of)) for kind, one, of in ranks]
    measures["ndcg@10"] = sum(gain for _, gain in gains) / count if count else 1.0
    kinds = sorted({kind for kind, _ in gains if kind})
    by_kind = {kind: [gain for name, gain in gains if name == kind] for kind in kinds}
    fields = {kind: sum(one) / len(one) for kind, one in by_kind.items()}
    return Scores("search", count, measures, fields, {kind: len(one) for kind, one in by_kind.items()}, tuple(misses))


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
