"""Scores by the streams: BM25F term by term, of some documents exactly, or of those that may be among the best.

What rare terms are worth is summed up once for all documents that hold them. Whoever cannot come among the best with
all that the common terms may add is left out before these are looked at, so that what is left is scored exactly.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from archive.index.arrays.holders import Holders, step_of
from archive.index.arrays.postings import Floats, Ints
from archive.index.arrays.snapshot import Snapshot
from archive.index.fields import STREAM
from archive.index.plan import Clause
from archive.index.scoring import gained, rarity

# So many documents are scored at once: the weights of thirty terms for them stay near the processor.
_BLOCK = 2_048
# So few documents are scored without asking who may be left out.
_FEW = 512
# Common terms are asked who may be left out until those not asked yet can add this part of what all of them can: the
# syllables of a question are as many as its words and pairs, and add little.
_LEFT = 0.1
# Sums in another order differ in the last bits; whoever is so near to the last one wanted stays.
_NEARLY = 1e-5


@dataclass(frozen=True, slots=True)
class Scored:
    """Scores by the streams of some documents, ascending, and the part of each stream in them, one value a document."""

    docs: Ints
    total: Floats
    streams: dict[str, Floats]

    def rows(self, docs: Ints) -> Ints:
        """Where some of the documents stand."""
        return np.searchsorted(self.docs, docs)


@dataclass(frozen=True, slots=True, eq=False)
class _Common:
    """A common term: its stream, what a full gain of it is worth, who holds it, and the most that it can add."""

    stream: str
    worth: float
    held: Holders
    most: float


@dataclass(frozen=True, slots=True, eq=False)
class Terms:
    """The terms of a plan, looked up; of the common ones who may add most come first.

    `sums` is for each stream what its rare terms are worth in every document of the snapshot, None where it has none.
    """

    sums: Mapping[str, Floats | None]
    common: tuple[_Common, ...]


def terms_of(snapshot: Snapshot, clauses: tuple[Clause, ...]) -> Terms:
    """The terms of a plan as a snapshot holds them; kept for the next questions that say the same."""
    return snapshot.again(("terms", clauses), lambda: _looked_up(snapshot, clauses))


def _looked_up(snapshot: Snapshot, clauses: tuple[Clause, ...]) -> Terms:
    rare: dict[str, list[tuple[Holders, float]]] = {clause.stream: [] for clause in clauses}
    common: list[_Common] = []
    for clause in clauses:
        held = snapshot.holders(clause.stream, clause.term)
        if held.size:
            worth = clause.share * rarity(snapshot.count, held.frequency)
            if held.common:
                common.append(_common(clause.stream, worth, held))
            else:
                rare[clause.stream].append((held, worth))
    common.sort(key=lambda one: -one.most)
    return Terms({name: _sums(snapshot, name, parts) for name, parts in rare.items()}, tuple(common))


def _common(name: str, worth: float, held: Holders) -> _Common:
    stream = STREAM[name]
    return _Common(name, worth, held, worth * float(gained(stream, float(held.heaviest), stream.k1 * (1 - stream.b))))


def _sums(snapshot: Snapshot, stream: str, rare: Sequence[tuple[Holders, float]]) -> Floats | None:
    """What the rare terms of a stream are worth together in every document."""
    if not rare:
        return None
    docs = np.concatenate([held.docs for held, _ in rare]).astype(np.int64, copy=False)
    weights = np.concatenate([held.weights for held, _ in rare]).astype(np.float64)
    points = gained(STREAM[stream], weights, snapshot.spreads[stream].take(docs))
    points *= np.repeat([worth for _, worth in rare], [held.size for held, _ in rare])
    if snapshot.worth is not None:
        points *= snapshot.worth.take(docs)
    return np.bincount(docs, points, minlength=snapshot.size).astype(np.float64, copy=False)


# --- exactly ---------------------------------------------------------------------------------------------------------


def scored_by_streams(snapshot: Snapshot, clauses: tuple[Clause, ...], docs: Ints) -> Scored:
    """The scores of documents, ascending, by the terms of a plan; BM25F stream by stream, summed."""
    terms = terms_of(snapshot, clauses)
    streams = {
        name: np.zeros(len(docs), np.float64) if sums is None else sums.take(docs) for name, sums in terms.sums.items()
    }
    total = np.zeros(len(docs), np.float64)
    for name, points in streams.items():
        rows = [one for one in terms.common if one.stream == name]
        for begin in range(0, len(docs) if rows else 0, _BLOCK):
            its = slice(begin, begin + _BLOCK)
            points[its] += _worth_together(snapshot, rows, docs[its])
        total += points
    return Scored(docs, total, streams)


def _worth_together(snapshot: Snapshot, common: Sequence[_Common], docs: Ints) -> Floats:
    """What common terms of one stream are worth together in some documents."""
    stream = common[0].stream
    weights = np.empty((len(common), len(docs)), np.float64)
    for row, one in zip(weights, common, strict=True):
        row[:] = one.held.row(snapshot.size).take(docs)
    points = gained(STREAM[stream], weights, snapshot.spreads[stream].take(docs))
    points *= np.array([one.worth for one in common])[:, None]
    # Row by row, so that the sum of a document does not depend on who stands beside it.
    made: Floats = np.add.reduce(points, axis=0)
    if snapshot.worth is not None:
        made *= snapshot.worth.take(docs)
    return made


# --- the best --------------------------------------------------------------------------------------------------------


def best_by_streams(snapshot: Snapshot, clauses: tuple[Clause, ...], docs: Ints, *, wanted: int) -> Scored:
    """The scores of those among some documents, ascending, that may be among so many best, and of a few more."""
    return scored_by_streams(snapshot, clauses, _hopeful(snapshot, clauses, docs, wanted=max(wanted, 1)))


def _hopeful(snapshot: Snapshot, clauses: tuple[Clause, ...], docs: Ints, *, wanted: int) -> Ints:
    """The documents that may be among the best; equal scores, and such as are nearly equal, are never told apart."""
    if len(docs) <= max(_FEW, wanted):
        return docs
    terms = terms_of(snapshot, clauses)
    left = sum(one.most for one in terms.common)
    enough, steps = _LEFT * left, 0.0
    most = np.zeros(len(docs), np.float32)
    for sums in terms.sums.values():
        if sums is not None:
            most += sums.take(docs)
    added = np.empty(len(docs), np.float32)
    for one in terms.common:
        if left <= enough:
            break
        stream = STREAM[one.stream]
        step = one.worth * step_of(stream)
        marks = one.held.marks(stream, snapshot.spreads[one.stream])
        np.multiply(marks.take(docs), np.float32(step), out=added)
        if snapshot.worth is not None:
            added *= snapshot.worth.take(docs)
        most += added
        left, steps = left - one.most, steps + step
    # Each of the best so far has at least its marks but a step a term; whoever may yet pass the last of them stays.
    least = float(np.sort(most)[-wanted]) - steps
    return docs[most >= least - left - _NEARLY * (1 + least + left)]
