"""The candidates of a question from entries: what `archive.index.candidates` says, document by document."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from archive.index.analysis import Entry
from archive.index.candidates import PAIRS_OF, Candidates, numbered, pairs_of, places_of_terms
from archive.index.fields import STREAM
from archive.index.plan import Manner, Plan
from archive.index.ranking.questions import watched
from archive.index.scoring import gain, rarity


@dataclass(frozen=True, slots=True)
class Best:
    """A document of the top: its entry, and the part of each stream in its score."""

    entry: Entry
    parts: Mapping[str, float]


def candidates(held: Sequence[Entry], asked: Plan, manner: Manner, *, typed: str, top: Sequence[Best]) -> Candidates:
    """The arrays of the best documents, best first, of an index that holds these entries."""
    entries = [best.entry for best in top]
    found = [one for row, entry in enumerate(entries) for one in _occurrences(asked, row, entry)]
    rows, places, terms = zip(*found, strict=True) if found else ((), (), ())
    works = _works(held, asked)
    return Candidates(
        typed=typed,
        asked=asked.sequence,
        rarities=np.array([_rarity(held, asked.gate_stream, term) for term in asked.sequence], np.float64),
        pair_rarities=np.array(
            [_rarity(held, PAIRS_OF[asked.gate_stream], pair) for pair in pairs_of(asked.sequence)], np.float64
        ),
        total=np.array([sum(best.parts.values()) for best in top], np.float64),
        streams={name: np.array([best.parts.get(name, 0.0) for best in top], np.float64) for name in STREAM},
        title=_numbers(entries, "title_size"),
        heading=_numbers(entries, "heading_size"),
        body=_numbers(entries, "body_size"),
        body_at=_numbers(entries, "body_at"),
        rows=np.array(rows, np.int64),
        places=np.array(places, np.int64),
        terms=np.array(terms, np.int64),
        work=np.array([works.get(str(one.columns["work"]), 0.0) for one in entries], np.float64),
        group=numbered([str(one.columns["work"]) for one in entries]),
        genre=tuple(str(one.columns["genre"]) for one in entries),
        type=tuple(str(one.columns["type"]) for one in entries),
        standing=tuple(manner.standing.get(one.id, "unknown") for one in entries),
        cited=_numbers(entries, "cited"),
        first=_numbers(entries, "first"),
    )


def _numbers(entries: Sequence[Entry], name: str) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return np.array([int(one.columns[name]) for one in entries], np.int64)


def _rarity(held: Sequence[Entry], stream: str, term: str | None) -> float:
    return rarity(len(held), sum(term in one.terms[stream] for one in held)) if term else 0.0


def _occurrences(asked: Plan, row: int, one: Entry) -> list[tuple[int, int, int]]:
    """Row, place and term of every occurrence in a document, in the order of places."""
    held = one.terms[asked.gate_stream]
    found = [
        (row, place, first)
        for term, first in places_of_terms((*asked.sequence, *watched(asked.sequence))).items()
        if term in held
        for place in held[term].places
    ]
    return sorted(found)


def _works(held: Sequence[Entry], asked: Plan) -> dict[str, float]:
    """The score of each containing work as one document of words, the best of them 1."""
    lengths: dict[str, int] = {}
    for one in held:
        if one.columns["work"] and one.lengths["words"]:
            lengths[str(one.columns["work"])] = lengths.get(str(one.columns["work"]), 0) + one.lengths["words"]
    scores = dict.fromkeys(lengths, 0.0)
    for clause in asked.clauses:
        if clause.stream == "words":
            weights = _weights(held, clause.term)
            told = rarity(len(lengths), len(weights))
            average = sum(lengths.values()) / len(lengths) if lengths else 0.0
            for name, weight in weights.items():
                scores[name] += clause.share * told * gain(STREAM["words"], float(weight), lengths[name], average)
    best = max(scores.values(), default=0.0)
    return {name: score / best for name, score in scores.items()} if best else scores


def _weights(held: Sequence[Entry], term: str) -> dict[str, int]:
    """The summed weight of a word in each containing work that has it."""
    weights: dict[str, int] = {}
    for one in held:
        posting = one.terms["words"].get(term)
        if posting and one.columns["work"]:
            weights[str(one.columns["work"])] = weights.get(str(one.columns["work"]), 0) + posting.weight
    return weights
