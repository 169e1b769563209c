"""The candidates of a question from a snapshot's arrays: what `archive.index.candidates` says, term by term."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from archive.index.arrays.postings import Floats, Ints, PlaceRow
from archive.index.arrays.snapshot import Snapshot
from archive.index.candidates import PAIRS_OF, Candidates, numbered, pairs_of, places_of_terms, spread_out
from archive.index.plan import Manner, Plan
from archive.index.ranking.questions import watched
from archive.index.scoring import rarity

# The columns of numbers that rankings look at.
_SEEN = ("title_size", "heading_size", "body_size", "body_at", "cited", "first")


@dataclass(frozen=True, slots=True)
class Top:
    """The best documents by the streams, best first, with the part of each stream in each score."""

    docs: Ints
    streams: Mapping[str, Floats]


def candidates(snapshot: Snapshot, asked: Plan, manner: Manner, *, typed: str, top: Top) -> Candidates:
    """The arrays of the best documents."""
    docs, numbers = top.docs, {name: snapshot.numbers[name][top.docs] for name in _SEEN}
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
        standing=_standing(snapshot, manner, docs),
        cited=numbers["cited"],
        first=numbers["first"],
    )


def _standing(snapshot: Snapshot, manner: Manner, docs: Ints) -> tuple[str, ...]:
    if not manner.standing:
        return ("unknown",) * len(docs)
    return tuple(manner.standing.get(one, "unknown") for one in snapshot.ids_of(docs))


def _rarities(snapshot: Snapshot, stream: str, terms: Iterable[str | None]) -> Floats:
    told = (rarity(snapshot.count, snapshot.frequency(stream, one)) if one else 0.0 for one in terms)
    return np.array(list(told), np.float64)


def _texts(snapshot: Snapshot, name: str, docs: Ints) -> tuple[str, ...]:
    labels, codes = snapshot.texts[name]
    return tuple([labels[code] for code in codes[docs].tolist()])


def _occurrences(snapshot: Snapshot, asked: Plan, docs: Ints) -> tuple[Ints, Ints, Ints]:
    """Rows, places and terms of every occurrence, in the order of rows and places."""
    order = np.argsort(docs)
    ascending = docs[order]
    found: list[tuple[Ints, Ints, Ints, PlaceRow]] = []
    firsts: list[int] = []
    for term, first in places_of_terms((*asked.sequence, *watched(asked.sequence))).items():
        for stretch in snapshot.holders(asked.gate_stream, term).stretches_in(ascending):
            found.append(stretch)
            firsts.append(first)
    if not found:
        return np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0, np.int64)
    which, begins, counts = (np.concatenate(column) for column in list(zip(*found, strict=True))[:3])
    at = np.split(spread_out(begins, counts), np.cumsum([int(one[2].sum()) for one in found])[:-1])
    places = np.concatenate([flat[those] for (*_, flat), those in zip(found, at, strict=True)])
    # A row, a place and a term as one number: sorted, they are in the order of rows and places.
    keys = np.repeat(order[which] << 48 | np.repeat(firsts, [len(one[0]) for one in found]), counts)
    keys |= places.astype(np.int64) << 16
    keys.sort()
    return keys >> 48, keys >> 16 & 0xFFFF_FFFF, keys & 0xFFFF


def _works(snapshot: Snapshot, asked: Plan) -> Floats:
    """The score of each containing work as one document of words, by the code of column `work`, the best of them 1."""
    total = snapshot.work_count
    scores = np.zeros(len(snapshot.work_lengths), np.float64)
    if not total:
        return scores
    for clause in asked.clauses:
        if clause.stream == "words":
            held = snapshot.works(clause.term)
            scores[held.works] += clause.share * rarity(total, len(held.works)) * held.gains
    best = float(scores.max())
    return scores / best if best else scores
