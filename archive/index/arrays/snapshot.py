"""All segments of an index at one moment as one row of documents, numbered through: what every step works on.

A segment is immutable; which of its documents are gone is told beside it. On disk a segment is one of the library's, in
memory one of `archive.index.arrays.segment`.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any, Protocol, TypeVar

import numpy as np

from archive.index.arrays.postings import Floats, Ints, Kept, Mask, Postings, joined
from archive.index.fields import NUMBERS, STREAM, STREAMS, TEXTS
from archive.index.plan import Clause
from archive.index.scoring import GENRE_ORDER, GENRE_WORTH, gained, rarity, spread
from archive.index.spellings import Spellings, merged, still_held

Made = TypeVar("Made")
# The facets whose values the documents name in words of their own.
LABELLED = ("type", "issuer", "place")
# Bytes of postings and of points kept ready. Of 20,000 documents of 1,200 syllables the terms of 100 legal questions
# find room, and asked again these took 11 ms where they took 39 the first time (p95, with facets).
_ROOM, _ROOM_OF_POINTS = 256 << 20, 96 << 20
# Results kept of the last questions: a page asks the same words several times, for its list and for its ladder. Plans,
# scores and who holds the words; the scores of 20,000 documents take 1 MB.
_LAST = 12
# Of a term that more than so many times as many documents hold as are asked about, only theirs are worked out: mostly a
# question with all its words fits a hundred documents, and a common word stands in ten thousand.
_FEW = 4
# Held by this part of all documents, a term has points for every one of them.
_MANY = 0.25


class Segment(Protocol):
    """Documents that never change: ids, lengths and columns in one order, and the postings of each term."""

    size: int
    ids: Sequence[str]
    lengths: Mapping[str, Floats]
    numbers: Mapping[str, Ints]
    texts: Mapping[str, Sequence[str]]
    labels: Mapping[str, Sequence[str]]

    def postings(self, stream: str, term: str) -> Postings:
        """The postings of a term, documents that are gone perhaps among them."""

    def frequency(self, stream: str, term: str) -> int:
        """How many postings a term has, those of documents that are gone among them."""

    def spellings(self) -> Spellings:
        """How these documents spell, those that are gone too."""


class Snapshot:
    """All segments at one moment as one row of documents, numbered through."""

    def __init__(self, segments: Sequence[Segment], deleted: Sequence[Sequence[int]]) -> None:
        """Put segments in a row; `deleted` are the documents of each that are gone."""
        self.segments = tuple(segments)
        self._kept: Kept[Postings] = Kept(_ROOM)
        self._points: Kept[Floats] = Kept(_ROOM_OF_POINTS)
        self._spreads: dict[str, Floats] = {}
        self._last: dict[Hashable, Any] = {}
        self.offsets: Ints = np.cumsum([0, *(one.size for one in segments)])[:-1].astype(np.int64)
        self.live: Mask = np.ones(sum(one.size for one in segments), np.bool_)
        for offset, gone in zip(self.offsets, deleted, strict=True):
            self.live[np.array(sorted(gone), np.int64) + offset] = False
        self.count = int(self.live.sum())
        self.ids = [doc_id for one in segments for doc_id in one.ids]
        self.id_rank: Ints = _ranks(np.argsort(np.array(self.ids, dtype=object), kind="stable"))
        self.lengths: dict[str, Floats] = {s.name: _row([one.lengths[s.name] for one in segments]) for s in STREAMS}
        self.averages = {name: _average(lengths[self.live]) for name, lengths in self.lengths.items()}
        self.numbers: dict[str, Ints] = {
            name: _row([one.numbers[name] for one in segments]).astype(np.int64) for name in NUMBERS
        }
        self.texts = {name: _coded([text for one in segments for text in one.texts[name]]) for name in TEXTS}
        self.labels = {name: [text for one in segments for text in one.labels[name]] for name in LABELLED}

    def frequency(self, stream: str, term: str) -> int:
        """How many documents that are there hold a term in a stream."""
        if self._kept.get(stream, term) is None and self.count == len(self.live):
            # A ladder asks so for syllables without marks whose postings, the longest of all, nobody looks at.
            return sum(one.frequency(stream, term) for one in self.segments)
        return len(self.postings(stream, term).docs)

    def postings(self, stream: str, term: str) -> Postings:
        """The postings of a term over all documents that are there."""
        found = self._kept.get(stream, term)
        if found is None:
            parts = [one.postings(stream, term) for one in self.segments]
            found = self._kept.put(stream, term, joined(parts, self.offsets, self.live))
        return found

    def places_of(self, docs: Ints) -> Ints:
        """For each document of the row where it stands among some, -1 for those that are not among them."""
        places: Ints = np.full(len(self.live), -1, np.int64)
        places[docs] = np.arange(len(docs))
        return places

    def add_points(self, scores: Floats, clause: Clause, docs: Ints, places: Ints) -> None:
        """Add what a term of a plan is worth, times its share, to the scores of some documents, ascending.

        `places` is where each document stands among them (`places_of`), the same for all terms of a plan.
        """
        points = self._points.get(clause.stream, clause.term)
        held = self.postings(clause.stream, clause.term)
        if points is None and len(held.docs) < _FEW * len(docs):
            # Asked for of many: worked out for all that hold it, and kept for the next question.
            points = self._points.put(clause.stream, clause.term, self._worth_of(clause.stream, held))
        if points is not None and len(points) == len(self.live):
            scores += clause.share * points[docs]
            return
        rows, those = _shared(held.docs, docs, places)
        its = self._points_of(clause.stream, held, rows) if points is None else points[rows]
        scores[those] += clause.share * its

    def again(self, asked: Hashable, make: Callable[[], Made]) -> Made:
        """What `make` gives, kept for the next few questions that ask the same; nobody may change it."""
        found: Made | None = self._last.get(asked)
        if found is None:
            found = self._last[asked] = make()
            for oldest in list(self._last)[:-_LAST]:
                self._last.pop(oldest, None)
        return found

    def _points_of(self, stream: str, held: Postings, rows: Ints | slice) -> Floats:
        """The points of some postings of a term."""
        docs = held.docs[rows]
        points = gained(STREAM[stream], held.weights[rows], self._spread_of(stream)[docs])
        points *= rarity(self.count, len(held.docs))
        points *= self.worth[docs]
        return points

    def _worth_of(self, stream: str, held: Postings) -> Floats:
        """The points of a term, one a posting; one a document where many hold it, for those are added faster."""
        points = self._points_of(stream, held, slice(None))
        if len(held.docs) < _MANY * len(self.live):
            return points
        made = np.zeros(len(self.live), np.float64)
        made[held.docs] = points
        return made

    def _spread_of(self, stream: str) -> Floats:
        """What `gain` adds to the weight of a term in each document: the same for every term of a stream."""
        found = self._spreads.get(stream)
        if found is None:
            found = self._spreads[stream] = spread(STREAM[stream], self.lengths[stream], self.averages[stream])
        return found

    def spellings(self) -> Spellings:
        """How the archive spells; counted when first asked for."""
        return self._spellings

    @cached_property
    def _spellings(self) -> Spellings:
        spelt = merged([one.spellings() for one in self.segments])
        return spelt if self.live.all() else still_held(spelt, self.frequency)

    # --- what the ranking asks again and again -----------------------------------------------------------------------

    @cached_property
    def worth(self) -> Floats:
        """What the score of each document counts for by its genre."""
        labels, codes = self.texts["genre"]
        return np.array([GENRE_WORTH[label] for label in labels] or [1.0])[codes]

    @cached_property
    def tie_rank(self) -> Ints:
        """The place of each document among documents of one score: genre, newer first, id."""
        labels, codes = self.texts["genre"]
        genres = np.array([GENRE_ORDER.get(label, 9) for label in labels] or [9])[codes]
        return _ranks(np.lexsort([self.id_rank, -self.numbers["first"], genres]))

    @cached_property
    def work_lengths(self) -> Floats:
        """The length in weighted words of each containing work, by the code of column `work`; 0 for no work."""
        return self.by_work(np.flatnonzero(self.live), self.lengths["words"][self.live])

    def by_work(self, docs: Ints, values: Floats) -> Floats:
        """The sums of values of documents by the code of column `work`; 0 for the entries that are part of no work."""
        labels, codes = self.texts["work"]
        sums = np.bincount(codes[docs], values, minlength=len(labels)).astype(np.float64)
        # Labels are sorted, so that "" is the first where it is there.
        sums[: labels[:1] == [""]] = 0.0
        return sums


def _shared(held: Ints, docs: Ints, places: Ints) -> tuple[Ints, Ints]:
    """Where the documents that two rows share stand in the first and in the second; both ascend."""
    if _FEW * len(docs) < len(held):
        rows = np.searchsorted(held, docs)
        rows[rows == len(held)] = 0
        those = np.flatnonzero(held[rows] == docs)
        return rows[those], those
    # To look up a place for each holder takes a tenth of looking for each document among the holders.
    those = places[held]
    rows = np.flatnonzero(those >= 0)
    return rows, those[rows]


def _ranks(order: Ints) -> Ints:
    ranks = np.empty(len(order), np.int64)
    ranks[order] = np.arange(len(order))
    return ranks


def _average(lengths: Floats) -> float:
    held = lengths[lengths > 0]
    return float(held.sum()) / len(held) if len(held) else 0.0


def _row(parts: Sequence[Floats] | Sequence[Ints]) -> Floats:
    return np.concatenate([*parts, np.zeros(0)])


def _coded(column: Iterable[str]) -> tuple[list[str], Ints]:
    """A column as its distinct values and, for each document, which of them it has."""
    held = list(column)
    labels = sorted(set(held))
    place = {label: code for code, label in enumerate(labels)}
    return labels, np.array([place[one] for one in held], np.int64)
