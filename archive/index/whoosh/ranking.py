"""A plan carried out on a snapshot's arrays: who fits, with which score, in which order, with which counts.

Step by step what `archive.index.memory` does document by document, here term by term over all documents at once.
"""

import numpy as np

from archive.index.engine import Found, Match
from archive.index.fields import STREAM
from archive.index.plan import Plan
from archive.index.scoring import DECIMALS, GENRE_ORDER, GENRE_WORTH, gain, rarity
from archive.index.whoosh.counting import facets
from archive.index.whoosh.fitting import fitting
from archive.index.whoosh.segments import Floats, Ints, Snapshot
from archive.query import Query


def answer(snapshot: Snapshot, asked: Plan, query: Query) -> Found:
    """What a snapshot answers to a plan, one page of it, with counts over the whole."""
    docs = np.flatnonzero(fitting(snapshot, asked))
    scores = _scores(snapshot, asked)[docs]
    first = (query.page - 1) * query.per_page
    page = _order(snapshot, query, docs, scores)[first : first + query.per_page]
    matches = tuple(Match(snapshot.ids[docs[place]], float(scores[place])) for place in page)
    return Found(len(docs), matches, facets(snapshot, docs), asked)


# --- score and order -------------------------------------------------------------------------------------------------


def _scores(snapshot: Snapshot, asked: Plan) -> Floats:
    scores = np.zeros(len(snapshot.live), np.float64)
    for clause in asked.clauses:
        postings = snapshot.postings(clause.stream, clause.term)
        if len(postings.docs):
            lengths = snapshot.lengths[clause.stream][postings.docs]
            worth = gain(STREAM[clause.stream], postings.weights, lengths, snapshot.averages[clause.stream])
            scores[postings.docs] += clause.share * rarity(snapshot.count, len(postings.docs)) * worth
    labels, codes = snapshot.texts["genre"]
    return scores * np.array([GENRE_WORTH[label] for label in labels])[codes] if labels else scores


def _order(snapshot: Snapshot, query: Query, docs: Ints, scores: Floats) -> Ints:
    labels, codes = snapshot.texts["genre"]
    genres = np.array([GENRE_ORDER.get(label, 9) for label in labels] or [9])[codes[docs]] if len(docs) else docs
    first = snapshot.numbers["first"][docs]
    # lexsort wants the last key first.
    keys = [snapshot.id_rank[docs], -first, genres, -np.round(scores, DECIMALS)]
    if query.sort == "date":
        keys.append(-first)
    elif query.sort == "oldest":
        keys.append(np.where(first > 0, first, 10**9))
    return np.lexsort(keys)
