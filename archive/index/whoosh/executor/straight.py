"""Questions of plain words, the most frequent ones, answered straight: a word, all of some words, any of some.

The documents, scores and totals are those of the general way (`walking`); a test holds the two against each other.
Scores are added in the same order.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from whoosh.query import And, Or, Term

from archive.index.arrays.array_file import Numbers
from archive.index.arrays.sets import Floats, Scratch, both
from archive.index.arrays.tops import floor
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
        return None if known is None else _one(known)
    if (kind is not And and kind is not Or) or query.boost != 1.0 or len(query.subqueries) < 2:
        return None
    pairs = [(one, terms.of(one)) for one in query.subqueries]
    if any(known is None for _, known in pairs):
        return None
    held = [(one, known) for one, known in pairs if isinstance(known, Known)]
    if kind is And:
        return _all(held, terms, scratch) if len(held) == len(pairs) else (0, NONE)
    if query.scale or not in_one_order(len(pairs), terms.size):
        return None
    return _any(held, terms, scratch, limit)


def _one(known: Known | int) -> tuple[int, Found]:
    if isinstance(known, int):
        return 0, NONE
    return known.size, Found(known.docs, known.amounts(known.keys))


def _size(pair: _Pair) -> int:
    return pair[1].size


def _all(pairs: list[_Pair], terms: KnownTerms, scratch: Scratch) -> tuple[int, Found]:
    """Documents that have several terms, from the shortest list on; scores only of what is left."""
    pairs.sort(key=_size)
    first = pairs[0][1]
    docs: Numbers = first.docs
    keys: list[Numbers] = [first.keys]
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
    for (_, known), own in zip(reversed(pairs[:-1]), reversed(keys[:-1]), strict=True):
        total += known.amounts(own)
    return len(docs), Found(docs, total)


def _any(pairs: list[_Pair], terms: KnownTerms, scratch: Scratch, limit: int) -> tuple[int, Found] | None:
    """Documents that have any of the terms.

    Those of the shorter lists are scored with all they have. Documents of the longest list alone are only counted, as
    far as the best of the others have more than these. None where all lists are short.
    """
    if not pairs:
        return 0, NONE
    pairs.sort(key=_size)
    term, last = pairs.pop()
    if not pairs:
        return _one(last)
    table = terms.table(term, last, last.size)
    if table is None:
        return None
    docs, scores = _summed([known for _, known in pairs], scratch)
    keys = table.take(docs, mode="clip")
    scores += last.amounts(keys)
    total = len(docs) + last.size - int(np.count_nonzero(keys))
    least = floor(scores, limit) if len(docs) >= limit else 0.0
    if least > last.highest():
        return total, Found(docs, scores)
    return total, _with_alone(docs, scores, last, least, scratch)


def _with_alone(docs: Numbers, scores: Floats, last: Known, least: float, scratch: Scratch) -> Found:
    """What was found, and the documents of the longest list alone that may be among the best."""
    own = last.amounts(last.keys)
    rows = (own >= least).nonzero()[0]
    more, marks = last.docs.take(rows), scratch.marks
    marks[docs] = True
    alone = (~marks.take(more)).nonzero()[0]
    marks[docs] = False
    return Found(np.concatenate((docs, more.take(alone))), np.concatenate((scores, own.take(rows.take(alone)))))


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
