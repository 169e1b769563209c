"""The candidates of a question from a snapshot's arrays: what `archive.index.candidates` says, term by term."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from archive.index.arrays.postings import Floats, Ints
from archive.index.arrays.snapshot import Snapshot
from archive.index.candidates import PAIRS_OF, Candidates, numbered, pairs_of, places_of_terms
from archive.index.fields import STREAM
from archive.index.plan import Manner, Plan
from archive.index.ranking.questions import watched
from archive.index.scoring import gain, rarity


@dataclass(frozen=True, slots=True)
class Top:
    """The best documents by the streams, best first, with the part of each stream in each score."""

    docs: Ints
    streams: Mapping[str, Floats]


def candidates(snapshot: Snapshot, asked: Plan, manner: Manner, *, typed: str, top: Top) -> Candidates:
    """The arrays of the best documents."""
    docs, numbers = top.docs, {name: column[top.docs] for name, column in snapshot.numbers.items()}
    rows, places, terms = _occurrences(snapshot, asked, docs)
    return Candidates(
        typed=typed,
        asked=asked.sequence,
        rarities=_rarities(snapshot, asked.gate_stream, asked.sequence),
        pair_rarities=_rarities(snapshot, PAIRS_OF[asked.gate_stream], pairs_of(asked.sequence)),
        total=np.sum(list(top.streams.values()), axis=0),
        streams=top.streams,
        title=numbers["title_size"],
        heading=numbers["heading_size"],
        body=numbers["body_size"],
        body_at=numbers["body_at"],
        rows=rows,
        places=places,
        terms=terms,
        work=_works(snapshot, asked)[snapshot.texts["work"][1][docs]],
        group=numbered(_texts(snapshot, "work", docs)),
        genre=_texts(snapshot, "genre", docs),
        type=_texts(snapshot, "type", docs),
        standing=tuple(manner.standing.get(snapshot.ids[doc], "unknown") for doc in docs),
        cited=numbers["cited"],
        first=numbers["first"],
    )


def _rarities(snapshot: Snapshot, stream: str, terms: Iterable[str | None]) -> Floats:
    told = (rarity(snapshot.count, snapshot.frequency(stream, one)) if one else 0.0 for one in terms)
    return np.array(list(told), np.float64)


def _texts(snapshot: Snapshot, name: str, docs: Ints) -> tuple[str, ...]:
    labels, codes = snapshot.texts[name]
    return tuple(labels[code] for code in codes[docs])


def _occurrences(snapshot: Snapshot, asked: Plan, docs: Ints) -> tuple[Ints, Ints, Ints]:
    """Rows, places and terms of every occurrence, in the order of rows and places."""
    found: list[tuple[Ints, Ints, Ints]] = []
    for term, first in places_of_terms((*asked.sequence, *watched(asked.sequence))).items():
        postings = snapshot.postings(asked.gate_stream, term)
        if not len(postings.docs):
            continue
        at = np.minimum(np.searchsorted(postings.docs, docs), len(postings.docs) - 1)
        held = np.flatnonzero(postings.docs[at] == docs)
        which, places = postings.places.of(at[held])
        found.append((held[which], places, np.full(len(places), first, np.int64)))
    if not found:
        return np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0, np.int64)
    rows, places, terms = (np.concatenate(column) for column in zip(*found, strict=True))
    # Each term comes in order, and a stable sort by one number merges such runs quickly.
    order = np.argsort(rows << 32 | places, kind="stable")
    return rows[order], places[order], terms[order]


def _works(snapshot: Snapshot, asked: Plan) -> Floats:
    """The score of each containing work as one document of words, by the code of column `work`, the best of them 1."""
    lengths = snapshot.work_lengths
    scores = np.zeros(len(lengths), np.float64)
    held = lengths > 0
    total = int(held.sum())
    if not total:
        return scores
    average = float(lengths.sum()) / total
    for clause in asked.clauses:
        if clause.stream == "words":
            postings = snapshot.postings("words", clause.term)
            weights = snapshot.by_work(postings.docs, postings.weights)
            told = rarity(total, int((weights > 0).sum()))
            scores[held] += clause.share * told * gain(STREAM["words"], weights[held], lengths[held], average)
    best = float(scores.max())
    return scores / best if best else scores
