"""Phrases and terms near one another: first the documents that hold all the terms, then their places.

The library walks spans document by document; what it finds is the same for terms of one field, and anything else, a
phrase of phrases perhaps, is left to it.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise

import numpy as np
from whoosh.query import Ordered, Phrase, SpanNear, SpanNear2, Term
from whoosh.query import Sequence as InSequence

from archive.index.arrays import runs
from archive.index.arrays.array_file import Numbers
from archive.index.arrays.sets import Floats, Rows, both
from archive.index.whoosh.executor.asking import Asking, times
from archive.index.whoosh.executor.boolean import shared
from archive.index.whoosh.executor.hits import NONE, Found
from archive.index.whoosh.executor.leaves import HeldField

# Where each term is in more than one of so many documents, places are compared before documents.
_MOST = 2
_NO_DOCUMENTS: Numbers = np.zeros(0, np.uint32)
# The keys of places, a row each term in the order of the query, the bits of a place, the documents that have all the
# terms -> those of them whose places are as they should be.
_Chosen = Callable[[list[Numbers], int, Numbers], Numbers]


def of_phrase(query: Phrase, asking: Asking, scored: bool) -> Found:
    """Words in a row, each at most `slop` places after the one before."""
    if not query.words:
        return asking.library(query, asking.leaf)
    terms = [Term(query.fieldname, word) for word in query.words]
    found = _near(terms, _in_order(query.slop), query.slop, asking, scored=scored)
    return asking.library(query, asking.leaf) if found is None else times(found, query.boost)


def of_sequence(query: InSequence, asking: Asking, scored: bool) -> Found:
    """Terms in order, or two in any order, each at most `slop` places from the next."""
    terms = query.subqueries
    if len(terms) < 2:
        return asking.found(terms[0], asking, scored) if terms else NONE
    chosen = _steps(query.slop, len(terms), ordered=query.ordered)
    found = _near(terms, chosen, query.slop, asking, scored=scored) if chosen else None
    return asking.library(query, asking.leaf) if found is None else times(found, query.boost)


def of_near(query: SpanNear | SpanNear2, asking: Asking, scored: bool) -> Found:
    """The same as the library's spans."""
    terms = query.qs if type(query) is SpanNear2 else [query.a, query.b]
    chosen = _steps(query.slop, len(terms), ordered=query.ordered) if query.mindist == 1 and len(terms) > 1 else None
    found = _near(terms, chosen, query.slop, asking, scored=scored) if chosen else None
    return asking.library(query, asking.leaf) if found is None else found


def of_ordered(query: Ordered, asking: Asking, scored: bool) -> Found:
    """Two or three terms whose first places come one before the other; of four the library compares others."""
    terms = query.subqueries
    if len(terms) == 1:
        return asking.found(terms[0], asking, scored)
    found = _near(terms, _by_firsts, 1, asking, scored=scored) if len(terms) in (2, 3) else None
    return asking.library(query, asking.leaf) if found is None else times(found, query.boost)


def _steps(slop: int, count: int, *, ordered: bool) -> _Chosen | None:
    if ordered:
        return _in_order(slop)
    return _in_any_order(slop) if count == 2 else None


def _in_order(slop: int) -> _Chosen:
    def chosen(keys: list[Numbers], bits: int, _docs: Numbers) -> Numbers:
        exact = slop == 1
        return runs.documents_of(runs.in_row(keys, range(len(keys))) if exact else runs.following(keys, slop), bits)

    return chosen


def _in_any_order(slop: int) -> _Chosen:
    def chosen(keys: list[Numbers], bits: int, _docs: Numbers) -> Numbers:
        one, other = sorted(keys, key=len)
        return runs.documents_of(runs.beside(one, other, slop), bits)

    return chosen


def _by_firsts(keys: list[Numbers], bits: int, docs: Numbers) -> Numbers:
    places = [runs.firsts(one, bits, docs) for one in keys]
    kept = np.ones(len(docs), np.bool_)
    for before, after in pairwise(places):
        kept &= before < after
    return docs[kept]


def _near(terms: Sequence[Term], chosen: _Chosen, apart: int, asking: Asking, *, scored: bool) -> Found | None:
    """Documents whose places are chosen; None when the library must do it."""
    if not all(type(one) is Term for one in terms) or len({one.fieldname for one in terms}) > 1 or apart < 1:
        return None
    looked = [asking.term(one.fieldname, one.text) for one in terms]
    held = [one for one in looked if one is not None]
    if len(held) < len(terms):
        return NONE
    field = held[0][0]
    if field.arrays.places is None:
        return None
    places = [place for _, place, _ in held]
    if len(places) > 1 and chosen is not _by_firsts and _everywhere(field, places, asking):
        docs = chosen(*runs.keys_of_all_places(field.arrays, places, apart + len(terms)), _NO_DOCUMENTS)
        all_rows = [both(docs, field.docs(place), asking.scratch)[1] for place in places] if len(docs) else []
    else:
        docs, all_rows = _together(field, places, asking)
        if len(places) > 1 and len(docs):
            taken = list(zip(places, all_rows, strict=True))
            keys, bits = runs.keys_of_places(field.arrays, taken, docs, apart + len(terms))
            kept = docs.searchsorted(chosen(keys, bits, docs))
            docs, all_rows = docs.take(kept), [row.take(kept) for row in all_rows]
    if not scored or not len(docs):
        return Found(docs, None) if not scored else NONE
    scores = [_amounts(one, own, term.boost, asking) for one, own, term in zip(held, all_rows, terms, strict=True)]
    return Found(docs, _halved(scores))


def _everywhere(field: HeldField, places: Sequence[int], asking: Asking) -> bool:
    """Whether most documents have each of the terms: looking for those that have all would leave out few."""
    return min(map(field.frequency, places)) * _MOST > asking.leaf.size


def _together(field: HeldField, places: Sequence[int], asking: Asking) -> tuple[Numbers, list[Rows]]:
    """The documents that have all of the terms, and their rows among those of each."""
    order = sorted(range(len(places)), key=lambda one: field.frequency(places[one]))
    docs, sorted_rows = shared([field.docs(places[one]) for one in order], asking)
    rows = [sorted_rows[order.index(one)] for one in range(len(places))]
    return docs, [np.arange(len(docs)) if row is None else row for row in rows]


def _amounts(term: tuple, own: Rows, boost: float, asking: Asking) -> Floats:  # type: ignore[type-arg]
    held, place, text = term
    told, light = asking.scorer.told(held.name, text), held.light(place, place + 1)
    scores = asking.scorer.amounts(asking.leaf, held, held.rows(place), own, told=told, light=light)
    if boost != 1.0:
        scores *= boost
    return scores


def _halved(scores: list[Floats]) -> Floats:
    """The sum as the library pairs them: one half, the other half, each halved again."""
    half = len(scores) // 2
    return scores[0] if len(scores) == 1 else _halved(scores[:half]) + _halved(scores[half:])
