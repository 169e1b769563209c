"""A plan carried out on a snapshot's arrays: who fits, with which score, in which order, with which counts.

Step by step what `archive.index.memory` does document by document, here term by term over all documents at once.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np

from archive.index.arrays.candidates import Top, candidates
from archive.index.arrays.counting import facets
from archive.index.arrays.fitting import fitting
from archive.index.arrays.postings import Floats, Ints
from archive.index.arrays.snapshot import Snapshot
from archive.index.candidates import TOP, Ranked
from archive.index.engine import Found, Match
from archive.index.fields import STREAM
from archive.index.plan import Clause, Manner, Plan, conditioned, plan_of_words, without_filters
from archive.index.scoring import DECIMALS
from archive.query import Query


@dataclass(frozen=True, slots=True)
class Scored:
    """Scores by the streams of some documents, ascending, and the part of each stream in them, one value a document."""

    docs: Ints
    total: Floats
    streams: dict[str, Floats]

    def rows(self, docs: Ints) -> Ints:
        """Where some of the documents stand."""
        return np.searchsorted(self.docs, docs)


def answer(snapshot: Snapshot, query: Query, manner: Manner) -> Found:
    """What a snapshot answers to a query, one page of it, with counts over the whole."""
    asked = planned(snapshot, query, manner)
    fit = fitting(snapshot, asked, manner.standing)
    docs = np.flatnonzero(fit.whole)
    scored = scored_by_streams(snapshot, asked.clauses, docs)
    first, last = (query.page - 1) * query.per_page, query.page * query.per_page
    order = _order(snapshot, query, docs, scored.total, wanted=max(last, TOP))
    ranked = _ranked(snapshot, asked, query, manner, docs=order[:TOP], scored=scored)
    if ranked is None:
        matches = _matches(snapshot, scored, order[first:last])
    else:
        places = np.lexsort([snapshot.tie_rank[order[:TOP]], -np.round(ranked.scores, DECIMALS)])
        matches = [_match_anew(snapshot, ranked, order[place], place) for place in places[first:last]]
        matches += _matches(snapshot, scored, order[TOP:][max(0, first - TOP) : max(0, last - TOP)])
    return Found(len(docs), tuple(matches), facets(snapshot, fit) if manner.counts else {}, asked)


def planned(snapshot: Snapshot, query: Query, manner: Manner) -> Plan:
    """The plan of a query; its words are planned once for all who ask them with other filters, or for another page."""
    words = without_filters(query)
    key = ("planned", words, manner.reading, manner.loose)
    return conditioned(snapshot.again(key, lambda: plan_of_words(words, snapshot, manner)), query)


# --- score and order -------------------------------------------------------------------------------------------------


def scored_by_streams(snapshot: Snapshot, clauses: Sequence[Clause], docs: Ints) -> Scored:
    """The scores of documents by the terms of a plan; BM25F stream by stream, summed."""
    streams = {clause.stream: np.zeros(len(docs), np.float64) for clause in clauses}
    places = snapshot.places_of(docs)
    for clause in clauses if len(docs) else ():
        snapshot.add_points(streams[clause.stream], clause, docs, places)
    return Scored(docs, reduce(np.add, streams.values(), np.zeros(len(docs), np.float64)), streams)


def _order(snapshot: Snapshot, query: Query, docs: Ints, scores: Floats, *, wanted: int) -> Ints:
    """The documents in order, at least the `wanted` first of them."""
    keys = [snapshot.tie_rank[docs], -np.round(scores, DECIMALS)]
    first = snapshot.numbers["first"][docs]
    if query.sort == "date":
        keys.append(-first)
    elif query.sort == "oldest":
        keys.append(np.where(first > 0, first, 10**9))
    # The last key is the first to order by. Whoever comes after the last one wanted by it alone can be left out.
    if len(docs) > wanted:
        leading = keys[-1]
        among = np.flatnonzero(leading <= np.partition(leading, wanted - 1)[wanted - 1])
        docs, keys = docs[among], [key[among] for key in keys]
    return docs[np.lexsort(keys)]


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
    streams = scored.streams.items()
    return [
        Match(snapshot.ids[doc], float(scored.total[row]), {name: float(points[row]) for name, points in streams})
        for doc, row in zip(docs.tolist(), scored.rows(docs).tolist(), strict=True)
    ]


def _match_anew(snapshot: Snapshot, ranked: Ranked, doc: np.int64, place: np.int64) -> Match:
    terms = {name: float(points[place]) for name, points in ranked.terms.items()}
    return Match(snapshot.ids[doc], float(ranked.scores[place]), terms)
