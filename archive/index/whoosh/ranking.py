"""A plan carried out on a snapshot's arrays: who fits, with which score, in which order, with which counts.

Step by step what `archive.index.memory` does document by document, here term by term over all documents at once.
"""

from itertools import pairwise

import numpy as np

from archive.index.engine import FacetCount, Found, Match
from archive.index.facets import in_order
from archive.index.fields import FACETS, STREAM
from archive.index.plan import Phrase, Plan
from archive.index.scoring import DECIMALS, GENRE_ORDER, GENRE_WORTH, gain, rarity
from archive.index.whoosh.schema import LABELLED, PLACE_BYTES
from archive.index.whoosh.segments import Floats, Ints, Mask, Snapshot
from archive.query import Query

_PAIRS_OF = {"syllables": "pairs", "folded": "folded_pairs"}


def answer(snapshot: Snapshot, asked: Plan, query: Query) -> Found:
    """What a snapshot answers to a plan, one page of it, with counts over the whole."""
    docs = np.flatnonzero(_fitting(snapshot, asked))
    scores = _scores(snapshot, asked)[docs]
    first = (query.page - 1) * query.per_page
    page = _order(snapshot, query, docs, scores)[first : first + query.per_page]
    matches = tuple(Match(snapshot.ids[docs[place]], float(scores[place])) for place in page)
    return Found(len(docs), matches, _facets(snapshot, docs), asked)


# --- who fits --------------------------------------------------------------------------------------------------------


def _fitting(snapshot: Snapshot, asked: Plan) -> Mask:
    fits = snapshot.live.copy()
    if asked.gate:
        held = np.zeros(len(fits), np.int32)
        for term in asked.gate:
            held[snapshot.postings(asked.gate_stream, term).docs] += 1
        fits &= held >= asked.needed
    for stream, term in asked.required:
        fits &= _among(snapshot.postings(stream, term).docs, len(fits))
    for phrase in asked.phrases:
        fits &= _among(_holding(snapshot, phrase), len(fits))
    for phrase in asked.without:
        fits &= ~_among(_holding(snapshot, phrase), len(fits))
    return _in_columns(snapshot, asked, fits)


def _in_columns(snapshot: Snapshot, asked: Plan, fits: Mask) -> Mask:
    for name, value in asked.columns:
        labels, codes = snapshot.facets[name]
        fits &= codes == (labels.index(value) if value in labels else -1)
    if asked.days:
        first, last = snapshot.days["first"], snapshot.days["last"]
        fits &= (first > 0) & (last >= asked.days[0]) & (first <= asked.days[1])
    return fits


def _among(docs: Ints, size: int) -> Mask:
    made = np.zeros(size, np.bool_)
    made[docs] = True
    return made


def _holding(snapshot: Snapshot, phrase: Phrase) -> Ints:
    """The documents with the terms in a row. One term or a pair is a posting list of its own; more need the places."""
    terms = phrase.terms
    if len(terms) <= 1:
        return snapshot.postings(phrase.stream, terms[0]).docs if terms else np.zeros(0, np.int64)
    neighbours = [f"{left} {right}" for left, right in pairwise(terms)]
    docs = snapshot.postings(_PAIRS_OF[phrase.stream], neighbours[0]).docs
    for pair in neighbours[1:]:
        docs = np.intersect1d(docs, snapshot.postings(_PAIRS_OF[phrase.stream], pair).docs, assume_unique=True)
    return docs if len(terms) == 2 or not len(docs) else _in_a_row(snapshot, phrase, docs)


def _in_a_row(snapshot: Snapshot, phrase: Phrase, docs: Ints) -> Ints:
    stays = np.ones(len(docs), np.bool_)
    starts: list[Ints] = []
    for shift, term in enumerate(phrase.terms):
        postings = snapshot.postings(phrase.stream, term)
        rows = np.searchsorted(postings.docs, docs)
        for place, row in enumerate(rows):
            here = np.frombuffer(postings.places[row], PLACE_BYTES).astype(np.int64) - shift
            if shift == 0:
                starts.append(here)
            elif stays[place]:
                starts[place] = np.intersect1d(starts[place], here)
                stays[place] = len(starts[place]) > 0
    return docs[stays]


# --- score and order -------------------------------------------------------------------------------------------------


def _scores(snapshot: Snapshot, asked: Plan) -> Floats:
    scores = np.zeros(len(snapshot.live), np.float64)
    for clause in asked.clauses:
        postings = snapshot.postings(clause.stream, clause.term)
        if len(postings.docs):
            lengths = snapshot.lengths[clause.stream][postings.docs]
            worth = gain(STREAM[clause.stream], postings.weights, lengths, snapshot.averages[clause.stream])
            scores[postings.docs] += clause.share * rarity(snapshot.count, len(postings.docs)) * worth
    labels, codes = snapshot.facets["genre"]
    return scores * np.array([GENRE_WORTH[label] for label in labels])[codes] if labels else scores


def _order(snapshot: Snapshot, query: Query, docs: Ints, scores: Floats) -> Ints:
    labels, codes = snapshot.facets["genre"]
    genres = np.array([GENRE_ORDER.get(label, 9) for label in labels] or [9])[codes[docs]] if len(docs) else docs
    first = snapshot.days["first"][docs]
    # lexsort wants the last key first.
    keys = [snapshot.id_rank[docs], -first, genres, -np.round(scores, DECIMALS)]
    if query.sort == "date":
        keys.append(-first)
    elif query.sort == "oldest":
        keys.append(np.where(first > 0, first, 10**9))
    return np.lexsort(keys)


def _facets(snapshot: Snapshot, docs: Ints) -> dict[str, tuple[FacetCount, ...]]:
    made: dict[str, tuple[FacetCount, ...]] = {}
    for name in FACETS:
        labels, codes = snapshot.facets[name]
        found, counts = np.unique(codes[docs], return_counts=True)
        values = [labels[code] for code in found]
        written = _written(snapshot, name, docs, codes) if name in LABELLED and len(docs) else dict.fromkeys(values, "")
        made[name] = in_order(name, dict(zip(values, counts.tolist(), strict=True)), written)
    return made


def _written(snapshot: Snapshot, name: str, docs: Ints, codes: Ints) -> dict[str, str]:
    """The words for each value, from the document whose id comes first."""
    by_id = docs[np.argsort(snapshot.id_rank[docs], kind="stable")]
    found, firsts = np.unique(codes[by_id], return_index=True)
    labels = snapshot.facets[name][0]
    return {labels[code]: snapshot.labels[name][by_id[place]] for code, place in zip(found, firsts, strict=True)}
