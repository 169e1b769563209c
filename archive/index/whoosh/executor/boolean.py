"""AND, OR, NOT and their kin in one segment, with the scores that the library's pairs of matchers add up.

Scores are added in the order of the library's tree of matchers, so that equal scores are equal here when they are
there, and documents stand in the same order.
"""

from bisect import insort
from collections.abc import Sequence
from operator import itemgetter
from typing import Any

import numpy as np
from whoosh.query import And, AndMaybe, AndNot, Not, Or, Otherwise, Require, Term

from archive.index.arrays.array_file import Numbers
from archive.index.arrays.sets import Floats, Rows, added, both, union, without
from archive.index.whoosh.executor.asking import Asking, times
from archive.index.whoosh.executor.hits import NONE, Found

# The library adds up small segments, and very many parts, in another way: `whoosh.query.compound.Or`.
_SMALL, _MANY = 5000, 1024


def of_and(query: And, asking: Asking, scored: bool) -> Found:
    """All of them. One alone keeps no boost of the whole: the library leaves it out."""
    parts = query.subqueries
    if len(parts) < 2:
        return asking.found(parts[0], asking, scored) if parts else NONE
    if all(type(one) is Term for one in parts):
        return times(_all_terms(parts, asking, scored), query.boost)
    return times(_all(parts, asking, scored), query.boost)


def _all_terms(parts: Sequence[Term], asking: Asking, scored: bool) -> Found:
    """Documents that have several terms: lists first, scores only of what is left."""
    terms = []
    for one in parts:
        term = asking.term(one.fieldname, one.text)
        if term is None or one.boost <= 0:
            return NONE if term is None else asking.library(And(parts), asking.leaf)
        terms.append((term[0].frequency(term[1]), *term, one.boost))
    terms.sort(key=itemgetter(0))
    docs, rows = shared([field.docs(place) for _, field, place, _, _ in terms], asking)
    if not scored or not len(docs):
        return Found(docs, None) if not scored else NONE
    total: Floats | None = None
    # The library pairs the largest lists first, and what comes of a pair with the next largest.
    for (_, field, place, term, boost), own in zip(reversed(terms), reversed(rows), strict=True):
        told, light = asking.scorer.told(field.name, term), field.light(place, place + 1)
        scores = asking.scorer.amounts(asking.leaf, field, field.rows(place), own, told=told, light=light)
        if boost != 1.0:
            scores *= boost
        total = scores if total is None else np.add(total, scores, out=total)
    return Found(docs, total)


def shared(lists: Sequence[Numbers], asking: Asking) -> tuple[Numbers, list[Rows | None]]:
    """The documents that stand in all lists, the shortest first, and their rows in each; None for all rows."""
    docs = lists[0]
    rows: list[Rows | None] = [None]
    for one in lists[1:]:
        kept, own = both(docs, one, asking.scratch)
        docs = docs.take(kept)
        rows = [*(kept if row is None else row.take(kept) for row in rows), own]
    return docs, rows


def _all(parts: Sequence[Any], asking: Asking, scored: bool) -> Found:
    """Documents that several parts of any kind find. What must not match adds 1 to the score, as in the library."""
    found, gone = [], []
    for one in parts:
        if type(one) is Not:
            gone.append(asking.found(one.query, asking, False))
            continue
        found.append(asking.found(one, asking, scored))
        if not len(found[-1].docs):
            return NONE
    if not found:
        found.append(asking.everything(1.0, scored=scored))
        gone_scores = len(gone) - 1
    else:
        gone_scores = len(gone)
    found.sort(key=lambda one: len(one.docs))
    docs, rows = shared([one.docs for one in found], asking)
    scores = [
        one.scores if row is None else one.scores.take(row)
        for one, row in zip(found, rows, strict=True)
        if one.scores is not None
    ]
    for one in gone:
        kept = without(docs, one.docs, asking.leaf.size).nonzero()[0]
        docs, scores = docs.take(kept), [row.take(kept) for row in scores]
    if not scored:
        return Found(docs, None)
    total = np.full(len(docs), float(gone_scores)) if gone_scores else None
    for row in reversed(scores):
        total = row.copy() if total is None else np.add(total, row, out=total)
    return Found(docs, total)


def of_or(query: Or, asking: Asking, scored: bool) -> Found:
    """Any of them."""
    parts = query.subqueries
    if query.scale or not parts:
        return asking.library(query, asking.leaf) if query.scale else NONE
    if len(parts) == 1:
        return asking.found(parts[0], asking, scored)
    found = [asking.found(one, asking, scored) for one in parts]
    if not scored:
        return Found(union([one.docs for one in found], asking.leaf.size), None)
    return any_of(found, asking, boost=query.boost)


def in_one_order(count: int, size: int) -> bool:
    """Whether the library adds up so few parts the shortest first, in a segment of so many documents."""
    return count <= 2 or (count == 3 and size > _SMALL)


def in_order(found: Sequence[Found], asking: Asking) -> list[Found] | None:
    """The parts in the one order in which the library adds them up; None when it adds up pairs beside one another."""
    if (asking.leaf.size <= _SMALL and len(found) > 2) or len(found) >= _MANY:
        return list(found)
    if len(found) > 3:
        return None
    return sorted(found, key=lambda one: len(one.docs))


def any_of(found: Sequence[Found], asking: Asking, *, boost: float) -> Found:
    """Documents that any part finds, with the sums of their scores."""
    ordered = in_order(found, asking)
    size = asking.leaf.size
    if ordered is not None:
        held = [(one.docs, one.scores) for one in ordered if one.scores is not None and len(one.docs)]
        return times(Found(*added(held, size)), boost)
    # As a code of Huffman: the two shortest are put together, again and again.
    tree = sorted(((len(one.docs), one) for one in found), key=lambda pair: pair[0])
    while len(tree) > 1:
        (a, one), (b, other) = tree.pop(0), tree.pop(0)
        pair = [(x.docs, x.scores) for x in (one, other) if x.scores is not None and len(x.docs)]
        insort(tree, (a + b, Found(*added(pair, size))), key=lambda pair: pair[0])
    return times(tree[0][1], boost)


def of_not(query: Not, asking: Asking, scored: bool) -> Found:
    """All that are there but those."""
    gone = asking.found(query.query, asking, False)
    every = asking.everything(1.0, scored=False)
    docs = every.docs[without(every.docs, gone.docs, asking.leaf.size)]
    return Found(docs, np.ones(len(docs)) if scored else None)


def of_and_not(query: AndNot, asking: Asking, scored: bool) -> Found:
    """The one without the other."""
    found = asking.found(query.a, asking, scored)
    gone = asking.found(query.b, asking, False)
    return _kept(found, without(found.docs, gone.docs, asking.leaf.size).nonzero()[0])


def of_require(query: Require, asking: Asking, scored: bool) -> Found:
    """The one as far as the other, which adds nothing to the score."""
    found = asking.found(query.a, asking, scored)
    wanted = asking.found(query.b, asking, False)
    few, many = (found, wanted) if len(found.docs) <= len(wanted.docs) else (wanted, found)
    in_few, in_many = both(few.docs, many.docs, asking.scratch)
    return _kept(found, in_few if few is found else in_many)


def of_and_maybe(query: AndMaybe, asking: Asking, scored: bool) -> Found:
    """The one, and where the other is found too, its score besides."""
    found = asking.found(query.a, asking, scored)
    if found.scores is None or not len(found.docs):
        return found
    more = asking.found(query.b, asking, True)
    own, other = both(found.docs, more.docs, asking.scratch)
    scores = found.scores.copy()
    if more.scores is not None:
        scores[own] += more.scores.take(other)
    return Found(found.docs, scores)


def of_otherwise(query: Otherwise, asking: Asking, scored: bool) -> Found:
    """The one; the other in a segment where the one finds nothing that is there."""
    found, live = asking.found(query.a, asking, scored), asking.leaf.live
    there = len(found.docs) if live is None else int(live.take(found.docs).sum())
    return found if there else asking.found(query.b, asking, scored)


def _kept(found: Found, rows: Rows) -> Found:
    return Found(found.docs.take(rows), None if found.scores is None else found.scores.take(rows))
