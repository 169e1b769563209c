"""The best documents that have any of two or three frequent words, found by whole numbers that bound their scores.

Sums of 16-bit codes over all documents, and one comparison, leave a few dozen that may be among the best; only these
are scored. A sum of codes is never below the score, so what is left out has no place among the best.
"""

from collections.abc import Sequence

import numpy as np

from archive.index.arrays.array_file import Numbers
from archive.index.arrays.sets import Rows, Scratch
from archive.index.arrays.tops import leading
from archive.index.whoosh.executor.known import HEAD, MOST_SUMMED, Known, KnownTerms, Table

# How many documents of a segment match, the best of them, and their scores.
Answer = tuple[int, list[int], list[float]]

# So many documents that are left are compared once more.
_MANY = 512
# Where all lists but the longest together have less than one in so many of the documents, lists are quicker.
_SHORTER = 64


def any_of_frequent(held: Sequence[Known], terms: KnownTerms, scratch: Scratch, limit: int) -> Answer | None:
    """The documents that have any of two or three terms, the rarest first; None where they have no tables."""
    if not 1 < len(held) <= MOST_SUMMED or not limit <= min(HEAD // 2, held[0].size):
        return None
    if sum(known.size for known in held[:-1]) * _SHORTER < terms.size:
        return None
    tables: list[Table] = []
    for known in held:
        table = terms.table(known, known.size)
        if table is None:
            return None
        tables.append(table)
    sums = scratch.small_sums[: terms.size]
    np.add(tables[0].codes, tables[1].codes, out=sums)
    for table in tables[2:]:
        sums += table.codes
    over = sum(table.over for table in tables)
    # The best of the rarest word, which tells most, are the likeliest to be among the best of all.
    least = _least(sums.take(held[0].head().docs, mode="clip"), limit, over)
    rows = np.greater_equal(sums, least, out=scratch.flags[: terms.size]).nonzero()[0]
    if len(rows) > _MANY:
        rows = _fewer(rows, sums, limit, over)
    scores = tables[0].amounts(rows)
    for table in tables[1:]:
        scores += table.amounts(rows)
    return int(np.count_nonzero(sums)), *leading(rows, scores, limit)


def _fewer(rows: Rows, sums: Numbers, limit: int, over: int) -> Rows:
    """Those of some documents that may be among the best."""
    own = sums.take(rows, mode="clip")
    return rows.take((own >= _least(own.copy(), limit, over)).nonzero()[0])


def _least(sums: Numbers, limit: int, over: int) -> int:
    """What a sum of codes must reach for a place among the best, from those of some documents, at least `limit`.

    So many reach a number, and score less than that by `over` units at most.
    """
    at = len(sums) - limit
    sums.partition(at)
    return max(1, int(sums[at]) - over)
