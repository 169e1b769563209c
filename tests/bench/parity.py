"""Whether our answers are the library's own: the same documents in the same order, with the same scores and totals.

Every question of a bench is compared where stock Whoosh was asked it too; what differs is kept to be shown.
"""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from math import isclose
from typing import Any

from tests.bench.bench_document import Question

CLOSE = 1e-6  # scores are sums of the same numbers, in another order
_SHOWN = 3  # answers that differ, of each kind


@dataclass(slots=True)
class Parity:
    """How many questions of a kind were compared, and how many had the same documents, scores, totals and facets."""

    asked: int = 0
    documents: int = 0
    scores: int = 0
    totals: int = 0
    facets: int = 0
    differing: list[dict[str, Any]] = field(default_factory=list)

    @property
    def whole(self) -> bool:
        """Whether nothing differed."""
        return self.documents == self.scores == self.totals == self.facets == self.asked

    def row(self) -> dict[str, Any]:
        """As JSON."""
        return asdict(self)


def compared(questions: Iterable[Question], ours: Sequence[Any], stock: Sequence[Any]) -> dict[str, Parity]:
    """The answers of two engines, kind by kind. An answer is [total, documents, scores, facets, …]."""
    found: dict[str, Parity] = {}
    for question, left, right in zip(questions, ours, stock, strict=True):
        parity = found.setdefault(question.kind, Parity())
        same = _same(left, right)
        parity.asked += 1
        parity.totals += same[0]
        parity.documents += same[1]
        parity.scores += same[2]
        parity.facets += same[3]
        if not all(same) and len(parity.differing) < _SHOWN:
            parity.differing.append({"words": question.words, "ours": left[:3], "stock": right[:3]})
    return found


def _same(ours: Sequence[Any], stock: Sequence[Any]) -> tuple[bool, bool, bool, bool]:
    return ours[0] == stock[0], ours[1] == stock[1], _close(ours[2], stock[2]), ours[3] == stock[3]


def _close(ours: Sequence[float], stock: Sequence[float]) -> bool:
    """Whether scores are the same; in a list by date there are none to compare."""
    return len(ours) == len(stock) and all(
        isclose(left, right, rel_tol=CLOSE, abs_tol=CLOSE) for left, right in zip(ours, stock, strict=True)
    )
