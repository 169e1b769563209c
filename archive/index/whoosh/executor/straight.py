"""Questions of plain words, the most frequent ones, answered straight: a word, all of some words, any of some.

The documents, scores and totals are those of the general way (`walking`); a test holds the two against each other.
Scores are added in the same order.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from whoosh.query import And, FuzzyTerm, Or, Term

from archive.index.arrays.array_file import Numbers
from archive.index.arrays.sets import Floats, Rows, Scratch, both
from archive.index.arrays.tops import leading, reaching
from archive.index.whoosh.executor.boolean import in_one_order
from archive.index.whoosh.executor.frequent import Answer, any_of_frequent
from archive.index.whoosh.executor.known import HEAD, Known, KnownTerms

# What is added up in another order may come to be equal to what was a little less before.
_ROUNDED = 1 - 2.0**-50


def straight(query: Any, terms: KnownTerms, scratch: Scratch, limit: int) -> Answer | None:  # noqa: ANN401
    """What a query finds in a segment, and the first `limit` (at least one) of it.

    None when the query is no such question, or must be looked at as a whole.
    """
    kind = type(query)
    if kind is Term:
        known = terms.of(query)
        return None if known is None else _one(known, limit)
    if kind is FuzzyTerm:
        held = terms.near(query)
        if held is None:
            return None
        return _any(held, terms, scratch, limit) if len(held) < 3 else _each(held, scratch, limit)
    if (kind is And or kind is Or) and query.boost == 1.0 and len(query.subqueries) > 1:
        return _several(query, terms, scratch, limit)
    return None


def _several(query: Any, terms: KnownTerms, scratch: Scratch, limit: int) -> Answer | None:  # noqa: ANN401
    parts = query.subqueries
    of_any = type(query) is Or
    if of_any and (query.scale or not in_one_order(len(parts), terms.size)):
        return None
    held = []
    for part in parts:
        known = terms.of(part)
        if known is None:
            return None
        if not isinstance(known, int):
            held.append(known)
    if of_any:
        return _any(held, terms, scratch, limit)
    return _all(held, terms, scratch, limit) if len(held) == len(parts) else (0, [], [])


def _size(known: Known) -> int:
    return known.size


def _one(known: Known | int, limit: int) -> Answer:
    if isinstance(known, int):
        return 0, [], []
    if limit > HEAD:
        return known.size, *leading(known.docs, known.amounts(known.keys), limit)
    head = known.head()
    return known.size, head.docs[:limit].tolist(), head.scores[:limit].tolist()


def _all(held: list[Known], terms: KnownTerms, scratch: Scratch, limit: int) -> Answer:
    """Documents that have several terms, from the shortest list on; scores only of what is left."""
    held.sort(key=_size)
    first = held[0]
    docs: Numbers = first.docs
    keys: Numbers = first.keys
    amounts: list[Floats] = []
    for known in held[1:]:
        table = terms.table(known, len(docs))
        if table is not None:
            codes = table.codes.take(docs, mode="clip")
            kept = (codes != 0).nonzero()[0]
            own = table.scores.take(codes.take(kept), mode="clip")
        else:
            kept, at = both(docs, known.docs, scratch)
            own = known.amounts(known.keys.take(at))
        docs, keys = docs.take(kept), keys.take(kept)
        amounts = [one.take(kept) for one in amounts]
        amounts.append(own)
    # The library pairs the largest lists first.
    total = amounts.pop()
    while amounts:
        total += amounts.pop()
    total += first.amounts(keys)
    return len(docs), *leading(docs, total, limit)


def _any(held: list[Known], terms: KnownTerms, scratch: Scratch, limit: int) -> Answer | None:
    """Documents that have any of up to three terms; None where a posting weighs nothing, and would look like none."""
    if len(held) < 2:
        return _one(held[0] if held else 0, limit)
    if not all(known.weighs for known in held):
        return None
    held.sort(key=_size)
    return any_of_frequent(held, terms, scratch, limit) or _any_of_lists(held, terms, scratch, limit)


def _any_of_lists(held: list[Known], terms: KnownTerms, scratch: Scratch, limit: int) -> Answer:
    """Documents that have any of two or three terms, the rarest first.

    Those of the shortest list are scored with all they have, and tell what the last of the best has at least. Of the
    others only those are looked at closely that may have as much; they are counted by what the lists share.
    """
    first, last = held[0], held[-1]
    docs, scores = first.docs, first.amounts(first.keys)
    in_last = _amounts_in(last, docs, terms, scratch)
    in_others = in_last
    middle = held[1] if len(held) == 3 else None
    if middle is not None:
        in_middle = _amounts_in(middle, docs, terms, scratch)
        scores += in_middle
        in_others = np.logical_or(in_middle, in_last)
    scores += in_last
    total = last.size + first.size - int(np.count_nonzero(in_others))
    least = 0.0
    if len(docs) >= limit:
        rows, least = reaching(scores, limit)
        docs, scores = docs.take(rows), scores.take(rows)
    if middle is not None:
        more = _amounts_in(last, middle.docs, terms, scratch)
        total += middle.size - int(np.count_nonzero(more))
        sums = middle.amounts(middle.keys)
        # With the most that the last can add, few have enough: what it does add is looked at for them only.
        rows = (sums >= least * _ROUNDED - last.highest()).nonzero()[0]
        if len(rows):
            sums = sums.take(rows)
            sums += more.take(rows)
            docs, scores = _with_more((docs, scores), middle.docs.take(rows), sums, least, (first,))
        if not least and len(docs) >= limit:
            least = reaching(scores, limit)[1]
    if least <= last.highest():
        docs, scores = _with_more((docs, scores), last.docs, last.amounts(last.keys), least, held[:-1])
    return total, *leading(docs, scores, limit, ascending=False)


def _each(held: list[Known], scratch: Scratch, limit: int) -> Answer | None:
    """Documents that have any of some terms, each of few documents, added up in the order in which they stand."""
    if not all(known.weighs for known in held):
        return None
    sums, found = scratch.sums, []
    for known in held:
        docs = known.docs.astype(np.intp)
        before = sums.take(docs, mode="clip")
        found.append(docs.take((before == 0).nonzero()[0]))
        before += known.amounts(known.keys)
        sums[docs] = before
    docs = np.concatenate(found)
    scores = sums.take(docs, mode="clip")
    sums[docs] = 0
    return len(docs), *leading(docs, scores, limit, ascending=False)


def _amounts_in(known: Known, docs: Numbers, terms: KnownTerms, scratch: Scratch) -> Floats:
    """The scores of a term in some ascending documents, 0 where it does not stand."""
    table = terms.table(known, len(docs))
    if table is not None:
        return table.amounts(docs)
    few, many = (docs, known.docs) if len(docs) <= known.size else (known.docs, docs)
    in_few, in_many = both(few, many, scratch)
    in_docs, in_known = (in_few, in_many) if few is docs else (in_many, in_few)
    amounts = np.zeros(len(docs))
    amounts[in_docs] = known.amounts(known.keys.take(in_known))
    return amounts


def _with_more(
    found: tuple[Numbers, Floats], docs: Numbers, sums: Floats, least: float, before: Sequence[Known]
) -> tuple[Numbers, Floats]:
    """What was found, and those of further documents that have enough and stand in no list before."""
    rows: Rows = (sums >= least).nonzero()[0]
    more = docs.take(rows)
    for other in before:
        at = other.docs.searchsorted(more)
        new = (other.docs.take(at, mode="clip") != more).nonzero()[0]
        rows, more = rows.take(new), more.take(new)
    return np.concatenate((found[0], more)), np.concatenate((found[1], sums.take(rows)))
