"""The best of many: the highest scores, equal ones in the order of their documents, without sorting all of them."""

import numpy as np

from archive.index.arrays.array_file import Numbers
from archive.index.arrays.sets import Floats, Rows

# From this many values on, a sample tells first what cannot be among the best. About so many values are sampled.
_MANY, _SAMPLE = 2048, 512
# So many are sorted sooner than one of them is looked for that leaves fewer.
_FEW = 128


def top(values: Numbers, limit: int) -> Rows:
    """Where the `limit` largest values stand, the largest first, of equal ones the one that stands first.

    Fewer when there are fewer. A sample's `limit`-th value is never above that of all, so that one comparison leaves a
    few hundred to sort.
    """
    if limit <= 0:
        return np.zeros(0, np.intp)
    if len(values) <= max(_MANY, 2 * limit):
        return _sorted(values, None, limit)
    kept = (values >= floor(values[:: len(values) // _SAMPLE], limit)).nonzero()[0]
    left = values.take(kept)
    if len(kept) > _MANY:  # a column with few values, or a sample that told little
        fine = (left >= floor(left, limit)).nonzero()[0]
        kept, left = kept.take(fine), left.take(fine)
    return _sorted(left, kept, limit)


def leading(docs: Numbers, scores: Floats, limit: int, *, ascending: bool = True) -> tuple[list[int], list[float]]:
    """The `limit` documents (at least one) of the highest scores, the highest first, of equal ones the first document.

    `ascending` says that the documents are in order.
    """
    if len(scores) > _FEW and len(scores) > limit:
        rows, _ = reaching(scores, limit)
        docs, scores = docs.take(rows), scores.take(rows)
    downward = -scores
    order = downward.argsort(kind="stable") if ascending else np.lexsort((docs, downward))
    order = order[:limit]
    return docs.take(order).tolist(), scores.take(order).tolist()


def likely(values: Floats, limit: int, *, share: float = 1.0) -> Rows | None:
    """Where values stand, ascending, among which the `limit` largest are: a few hundred of many; None for all of them.

    Those that reach that share of the least that a sample says must be reached.
    """
    if len(values) <= _MANY or limit >= _SAMPLE:
        return None
    some = values[:: len(values) // _SAMPLE].copy()
    at = len(some) - limit
    some.partition(at)
    rows: Rows = (values >= some[at] * share).nonzero()[0]
    return rows


def reaching(values: Floats, limit: int) -> tuple[Rows, float]:
    """Where values stand, ascending, that reach the `limit`-th largest, and what must be reached.

    All where there are no more than `limit` (at least one).
    """
    rows = likely(values, limit)
    left = values if rows is None else values.take(rows)
    some = left.copy()
    at = max(0, len(some) - limit)
    some.partition(at)
    least = float(some[at])
    kept = (left >= least).nonzero()[0]
    return (kept if rows is None else rows.take(kept)), least


def floor(values: Numbers, limit: int) -> float:
    """A value that at least `limit` of these reach: the `limit`-th largest; the smallest when there are fewer."""
    at = len(values) - limit
    return values.min() if at <= 0 else np.partition(values, at)[at]  # type: ignore[no-any-return]


def _sorted(values: Numbers, places: Rows | None, limit: int) -> Rows:
    if len(values) > 4 * limit:
        best = (values >= floor(values, limit)).nonzero()[0]
        order = best.take(_downward(values.take(best)).argsort(kind="stable")[:limit])
    else:
        order = _downward(values).argsort(kind="stable")[:limit]
    return order if places is None else places.take(order)


def _downward(values: Numbers) -> Numbers:
    """Numbers in the opposite order; whole ones without signs have no negatives, but all have a complement."""
    return -values if values.dtype.kind == "f" else ~values
