"""Who fits a plan, term by term over all documents of a snapshot at once."""

from itertools import pairwise

import numpy as np

from archive.index.plan import Phrase, Plan
from archive.index.whoosh.schema import PLACE_BYTES
from archive.index.whoosh.segments import Ints, Mask, Snapshot

_PAIRS_OF = {"syllables": "pairs", "folded": "folded_pairs"}


def fitting(snapshot: Snapshot, asked: Plan) -> Mask:
    """Which documents a plan asks for."""
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
    for name, values in asked.columns:
        labels, codes = snapshot.texts[name]
        fits &= np.isin(codes, [labels.index(value) for value in values if value in labels])
    if asked.days:
        first, last = snapshot.numbers["first"], snapshot.numbers["last"]
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
