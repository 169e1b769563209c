"""Questions of plain words, the most frequent ones, answered straight: a word, all of some words, any of some.

The documents, scores and totals are those of the general way (`walking`); a test holds the two against each other.
Scores are added in the same order.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from whoosh.query import And, Or, Term

from archive.index.arrays.array_file import Numbers
from archive.index.arrays.sets import Floats, Rows, Scratch, both
from archive.index.whoosh.executor.boolean import in_one_order
from archive.index.whoosh.executor.hits import NONE, Found
from archive.index.whoosh.executor.known import Known, KnownTerms

# A term of a query and what is known of it.
_Pair = tuple[Any, Known]


def straight(query: Any, terms: KnownTerms, scratch: Scratch, limit: int) -> tuple[int, Found] | None:  # noqa: ANN401
    """How many documents a query finds in a segment, and those that may be among the best of them.

    None when the query is no such question, or must be looked at as a whole.
    """
    kind = type(query)
    if kind is Term:
        known = terms.of(query)
        if known is None:
            return None
        return _one(known) if known else (0, NONE)  # type: ignore[arg-type]
    if (kind is not And and kind is not Or) or query.boost != 1.0 or len(query.subqueries) < 2:
        return None
    pairs = []
    for one in query.subqueries:
        known = terms.of(one)
        if known is None:
            return None
        pairs.append((one, known))
    if kind is And:
        return _all(pairs, terms, scratch) if all(known for _, known in pairs) else (0, NONE)
    if query.scale or not in_one_order(len(pairs), terms.size):
        return None
    return _any([pair for pair in pairs if pair[1]], terms, scratch, limit)


def _one(known: Known) -> tuple[int, Found]:
    return known.size, Found(known.docs, known.amounts(known.keys))


def _size(pair: _Pair) -> int:
    return pair[1].size


def _all(pairs: list[_Pair], terms: KnownTerms, scratch: Scratch) -> tuple[int, Found]:
    """Documents that have several terms, from the shortest list on; scores only of what is left."""
    pairs.sort(key=_size)
    first = pairs[0][1]
    docs, keys = first.docs, [first.keys]
    for term, known in pairs[1:]:
        table = terms.table(term, known, len(docs))
        if table is not None:
            own = table.take(docs, mode="clip")
            kept = (own != 0).nonzero()[0]
            own = own.take(kept)
        else:
            kept, at = both(docs, known.docs, scratch)
            own = known.keys.take(at)
        docs = docs.take(kept)
        keys = [one.take(kept) for one in keys]
        keys.append(own)
    if not len(docs):
        return 0, NONE
    # The library pairs the largest lists first.
    total = pairs[-1][1].amounts(keys[-1])
    for at in range(len(pairs) - 2, -1, -1):
        total += pairs[at][1].amounts(keys[at])
    return len(docs), Found(docs, total)


def _any(pairs: list[_Pair], terms: KnownTerms, scratch: Scratch, limit: int) -> tuple[int, Found] | None:
    """Documents that have any of the terms.

    Those of the shorter lists are scored with all they have. Documents of the longest list alone are only counted,
    where the best of the others have more than any of them can have; None where they have not.
    """
    if not pairs:
        return 0, NONE
    pairs.sort(key=_size)
    term, last = pairs.pop()
    if not pairs:
        return _one(last)
    docs, scores = _summed([known for _, known in pairs], scratch)
    if len(docs) < limit:
        return None
    table = terms.table(term, last, len(docs))
    if table is None:
        return None
    keys = table.take(docs, mode="clip")
    scores += last.amounts(keys)
    total = len(docs) + last.size - int(np.count_nonzero(keys))
    if np.partition(scores, len(scores) - limit)[len(scores) - limit] <= last.highest():
        return None
    return total, Found(docs, scores)


def _summed(parts: Sequence[Known], scratch: Scratch) -> tuple[Numbers, Floats]:
    """The documents of one or two lists, in no order, with the sums of their scores."""
    one = parts[0]
    if len(parts) == 1:
        return one.docs, one.amounts(one.keys)
    other, sums = parts[1], scratch.sums
    at, further = one.docs.astype(np.intp), other.docs.astype(np.intp)
    sums[at] = one.amounts(one.keys)
    before = sums.take(further, mode="clip")
    more = before + other.amounts(other.keys)
    sums[further] = more
    new = (before == 0).nonzero()[0]
    scores = np.concatenate((sums.take(at, mode="clip"), more.take(new)))
    sums[at] = 0
    sums[further] = 0
    return np.concatenate((at, further.take(new))), scores


def leading(found: Found, limit: int, base: int) -> list[tuple[float, int]]:
    """The best of what was found in any order: the negative score and the number of each, the best first."""
    docs, scores = found.docs, found.scores
    if scores is None:
        return []
    docs, scores = _reaching(docs, scores, limit, _MANY, len(scores) // _SAMPLE)
    docs, scores = _reaching(docs, scores, limit, _FEW + 2 * limit, 1)
    best = sorted(zip((-scores).tolist(), docs.tolist(), strict=True))[:limit]
    return [(score, doc + base) for score, doc in best] if base else best


# As in `tops`: from so many on a sample of so many is looked at first; so few are sorted as a list.
_MANY, _SAMPLE, _FEW = 2048, 512, 20


def _reaching(docs: Numbers, scores: Floats, limit: int, many: int, step: int) -> tuple[Numbers, Floats]:
    """Those that reach the `limit`-th best of every so manieth, where there are many."""
    if len(scores) <= many:
        return docs, scores
    some = scores[::step].copy()
    at = len(some) - limit
    if at <= 0:
        return docs, scores
    some.partition(at)
    kept: Rows = (scores >= some[at]).nonzero()[0]
    return docs.take(kept), scores.take(kept)
