"""The best of many: the highest scores, equal ones in the order of their documents, without sorting all of them."""

import numpy as np

from archive.index.arrays.array_file import Numbers
from archive.index.arrays.sets import Rows

# From this many values on, a sample tells first what cannot be among the best. About so many values are sampled.
_MANY, _SAMPLE = 2048, 512


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
