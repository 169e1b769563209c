"""Scores by the streams: BM25F term by term, of some documents exactly, or of those that may be among the best.

How high the score of each document may be is summed up in whole numbers, term by term over all documents; whoever
cannot come among the best is left out, and what is left is scored exactly.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter

import numpy as np

from archive.index.arrays.holders import UNITS, Holders, Marks, Weighing
from archive.index.arrays.postings import Floats, Ints
from archive.index.arrays.snapshot import Snapshot
from archive.index.fields import STREAM
from archive.index.plan import Clause
from archive.index.scoring import gained, rarity

# So many documents are scored at once: the weights of thirty terms for them stay near the processor.
_BLOCK = 2_048
# So few documents are scored without asking who may be left out.
_FEW = 512
# Sums in another order differ in the last bits; a unit more than is wanted by rounding tells them not apart.
_NEARLY = 1


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
    """A common term: its stream, what a full gain of it is worth, and who holds it."""

    stream: str
    worth: float
    held: Holders


@dataclass(frozen=True, slots=True, eq=False)
class _Rare:
    """The postings of all rare terms in a row: the document, the stream, and what each adds to the score.

    A stream is told as its place among the `names` of the terms.
    """

    docs: Ints
    streams: Ints
    points: Floats


@dataclass(slots=True, eq=False)
class Terms:
    """The terms of a plan, looked up; `names` are the streams that any of them is in, in the order of the plan."""

    names: tuple[str, ...]
    rare: _Rare
    common: tuple[_Common, ...]
    _most: Weighing | None = field(default=None, init=False)

    def at_most(self, snapshot: Snapshot) -> Weighing:
        """The score of each document at most, in units; kept. Nobody may change it."""
        if self._most is None:
            self._most = _at_most(snapshot, self)
        return self._most


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
                common.append(_Common(clause.stream, worth, held))
            else:
                rare[clause.stream].append((held, worth))
    return Terms(tuple(rare), _in_a_row(snapshot, rare), tuple(common))


def _in_a_row(snapshot: Snapshot, rare: Mapping[str, Sequence[tuple[Holders, float]]]) -> _Rare:
    """What each rare term is worth where it stands, stream by stream."""
    sizes = [sum(one.size for one, _ in held) for held in rare.values()]
    docs = [one.docs for held in rare.values() for one, _ in held]
    points = [
        one.points(worth, STREAM[stream], snapshot.spreads[stream])
        for stream, held in rare.items()
        for one, worth in held
    ]
    all_docs: Ints = np.concatenate([np.zeros(0, np.int64), *docs], dtype=np.int64)
    all_points: Floats = np.concatenate([np.zeros(0, np.float64), *points])
    if snapshot.worth is not None:
        all_points *= snapshot.worth.take(all_docs)
    return _Rare(all_docs, np.repeat(np.arange(len(sizes)), sizes), all_points)


# --- exactly ---------------------------------------------------------------------------------------------------------


def scored_by_streams(snapshot: Snapshot, clauses: tuple[Clause, ...], docs: Ints) -> Scored:
    """The scores of documents, ascending, by the terms of a plan; BM25F stream by stream, summed."""
    return _scored(snapshot, terms_of(snapshot, clauses), docs)


def _scored(snapshot: Snapshot, terms: Terms, docs: Ints) -> Scored:
    streams = dict(zip(terms.names, _rare_worth(snapshot, terms, docs), strict=True))
    total = np.zeros(len(docs), np.float64)
    for name, points in streams.items():
        rows = [one for one in terms.common if one.stream == name]
        for begin in range(0, len(docs) if rows else 0, _BLOCK):
            its = slice(begin, begin + _BLOCK)
            points[its] += _worth_together(snapshot, rows, docs[its])
        total += points
    return Scored(docs, total, streams)


def _rare_worth(snapshot: Snapshot, terms: Terms, docs: Ints) -> Floats:
    """What the rare terms are worth together in some documents: streams by documents."""
    size, rare = len(docs), terms.rare
    place = np.full(snapshot.size, -1, np.int32)
    place[docs] = np.arange(size)
    at = place.take(rare.docs)
    kept = (at >= 0).nonzero()[0]
    cells = rare.streams.take(kept) * size + at.take(kept)
    # Each document is summed up in the order of the terms, whoever else is scored.
    sums = np.bincount(cells, rare.points.take(kept), minlength=len(terms.names) * size)
    return sums.astype(np.float64, copy=False).reshape(len(terms.names), size)


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
    terms = terms_of(snapshot, clauses)
    return _scored(snapshot, terms, _hopeful(snapshot, terms, docs, wanted=max(wanted, 1)))


def _hopeful(snapshot: Snapshot, terms: Terms, docs: Ints, *, wanted: int) -> Ints:
    """The documents that may be among the best; equal scores, and such as are nearly equal, are never told apart."""
    if len(docs) <= max(_FEW, wanted):
        return docs
    most = terms.at_most(snapshot).take(docs)
    # Each of the best so far has at least its sum but a unit a term; whoever may yet pass the last of them stays.
    lax = len(terms.common) + 1 + _NEARLY
    return docs[(most >= max(0, _last_of(most, wanted) - lax)).nonzero()[0]]


def _last_of(values: Weighing, wanted: int) -> int:
    """The least of the so many largest. Counted out, for two bytes have few values: three times as fast as parting."""
    if values.dtype != np.uint16:
        return int(np.partition(values, -wanted)[-wanted])
    above = np.bincount(values)[::-1].cumsum()
    return len(above) - 1 - int(above.searchsorted(wanted))


def _at_most(snapshot: Snapshot, terms: Terms) -> Weighing:
    """The score of each document at most, in units: rounded up for each common term, down once for the rare ones."""
    rare = np.bincount(terms.rare.docs, terms.rare.points * UNITS, minlength=snapshot.size)
    marks = [
        one.held.marks(one.worth, STREAM[one.stream], snapshot.spreads32[one.stream], snapshot.worth32)
        for one in terms.common
    ]
    limit = 1 + float(rare.max(initial=0)) + sum(one.most for one in marks)
    made: Weighing = rare.astype(np.uint16 if limit < 1 << 16 else np.uint32)
    for units in _together(marks):
        made += units
    return made


def _together(marks: Iterable[Marks]) -> Iterator[Weighing]:
    """Marks, those summed up whose sum still goes into a byte: bytes with bytes take a quarter of bytes with more."""
    held: Weighing | None = None
    left = 0
    for one in sorted(marks, key=attrgetter("most")):
        if held is not None and one.most <= left:
            held = held + one.units
            left -= one.most
            continue
        if held is not None:
            yield held
        held, left = one.units, 255 - one.most
    if held is not None:
        yield held
