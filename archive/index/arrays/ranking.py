"""A plan carried out on a snapshot's arrays: who fits, with which score, in which order, with which counts.

Step by step what `archive.index.memory` does document by document, here term by term over all documents at once.
"""

from collections.abc import Mapping
from itertools import repeat

import numpy as np

from archive.index.arrays.candidates import Top, candidates
from archive.index.arrays.counting import facets
from archive.index.arrays.fitting import fitting
from archive.index.arrays.postings import Floats, Ints
from archive.index.arrays.snapshot import Snapshot
from archive.index.arrays.streams import Scored, best_by_streams, scored_by_streams
from archive.index.candidates import TOP, Ranked
from archive.index.engine import Found, Match
from archive.index.fields import STREAM
from archive.index.plan import Manner, Plan, conditioned, key_of_words, plan_of_words, without_filters
from archive.index.scoring import DECIMALS
from archive.query import Query


def answer(snapshot: Snapshot, query: Query, manner: Manner) -> Found:
    """What a snapshot answers to a query, one page of it, with counts over the whole."""
    asked = planned(snapshot, query, manner)
    fit = fitting(snapshot, asked, manner.standing)
    docs = np.flatnonzero(fit.whole)
    first, last = (query.page - 1) * query.per_page, query.page * query.per_page
    order, scored = _ordered(snapshot, query, asked, docs, wanted=max(last, TOP if manner.ranker else 1))
    ranked = _ranked(snapshot, asked, query, manner, docs=order[:TOP], scored=scored)
    if ranked is None:
        matches = _matches(snapshot, scored, order[first:last])
    else:
        top = order[:TOP]
        anew = snapshot.in_order(top, -np.round(ranked.scores, DECIMALS))
        matches = _matches_anew(snapshot, ranked, top, anew[first:last])
        matches += _matches(snapshot, scored, order[TOP:][max(0, first - TOP) : max(0, last - TOP)])
    return Found(len(docs), tuple(matches), facets(snapshot, fit, docs) if manner.counts else {}, asked)


def planned(snapshot: Snapshot, query: Query, manner: Manner) -> Plan:
    """The plan of a query; its words are planned once for all who ask them with other filters, or for another page."""
    key = ("planned", key_of_words(query), manner.reading, manner.loose)
    return conditioned(snapshot.again(key, lambda: plan_of_words(without_filters(query), snapshot, manner)), query)


# --- score and order -------------------------------------------------------------------------------------------------


def _ordered(snapshot: Snapshot, query: Query, asked: Plan, docs: Ints, *, wanted: int) -> tuple[Ints, Scored]:
    """The documents in order, at least the `wanted` first of them, and the scores of these."""
    if query.sort == "relevance":
        scored = best_by_streams(snapshot, asked.clauses, docs, wanted=wanted)
        return _first(snapshot, scored.docs, (-np.round(scored.total, DECIMALS),), wanted=wanted), scored
    first = snapshot.numbers["first"][docs]
    days = -first if query.sort == "date" else np.where(first > 0, first, 10**9)
    if len(docs) > wanted:
        # Whoever comes after the last one wanted by the day alone is left out before anything is scored.
        among = np.flatnonzero(days <= np.partition(days, wanted - 1)[wanted - 1])
        docs, days = docs[among], days[among]
    scored = scored_by_streams(snapshot, asked.clauses, docs)
    return _first(snapshot, docs, (days, -np.round(scored.total, DECIMALS)), wanted=wanted), scored


def _first(snapshot: Snapshot, docs: Ints, keys: tuple[Ints | Floats, ...], *, wanted: int) -> Ints:
    """Documents in the order of keys, at least the `wanted` first of them."""
    leading = keys[0]
    if len(docs) > wanted:
        among = np.flatnonzero(leading <= np.partition(leading, wanted - 1)[wanted - 1])
        docs, keys = docs[among], tuple(key[among] for key in keys)
    return snapshot.in_order(docs, *keys)


# --- the top anew ----------------------------------------------------------------------------------------------------


def _ranked(
    snapshot: Snapshot, asked: Plan, query: Query, manner: Manner, *, docs: Ints, scored: Scored
) -> Ranked | None:
    """The new scores of the best documents; None when nothing is to be ranked anew."""
    if manner.ranker is None or query.sort != "relevance" or not asked.clauses or not len(docs):
        return None
    rows, held = scored.rows(docs), scored.streams
    streams = {name: held[name][rows] if name in held else np.zeros(len(docs)) for name in STREAM}
    top = Top(docs, streams)
    return manner.ranker(candidates(snapshot, asked, manner, typed=query.text or " ".join(query.words), top=top))


def _matches(snapshot: Snapshot, scored: Scored, docs: Ints) -> list[Match]:
    return _made(snapshot, docs, scored.rows(docs), scored.total, scored.streams)


def _matches_anew(snapshot: Snapshot, ranked: Ranked, top: Ints, docs: Ints) -> list[Match]:
    order = np.argsort(top)
    return _made(snapshot, docs, order[np.searchsorted(top, docs, sorter=order)], ranked.scores, ranked.terms)


def _made(snapshot: Snapshot, docs: Ints, rows: Ints, scores: Floats, terms: Mapping[str, Floats]) -> list[Match]:
    """The matches of documents from the rows in which their scores stand, and the terms of these."""
    told = zip(*(points[rows].tolist() for points in terms.values()), strict=True) if terms else repeat(())
    return [
        Match(doc_id, score, dict(zip(terms, parts, strict=True)))
        for doc_id, score, parts in zip(snapshot.ids_of(docs), scores[rows].tolist(), told, strict=False)
    ]
