"""All segments of an index at one moment as one row of documents, numbered through: what every step works on.

A segment is immutable; which of its documents are gone is told beside it. On disk a segment is one of the library's, in
memory one of `archive.index.arrays.segment`. Nothing is worked out before it is asked for.
"""

import math
from bisect import bisect_right
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol, TypeVar, overload

import numpy as np
import numpy.typing as npt

from archive.index.arrays.coded import Coded, in_a_row, ranks
from archive.index.arrays.holders import Holders
from archive.index.arrays.postings import Floats, Ints, Kept, Mask, Postings, Whole
from archive.index.fields import STREAM
from archive.index.scoring import GENRE_ORDER, GENRE_WORTH, gained, spread
from archive.index.spellings import Spellings, merged, still_held

Made = TypeVar("Made")
# The facets whose values the documents name in words of their own.
LABELLED = ("type", "issuer", "place")
# Bytes of what was looked up, unless others are told. The row and the marks of a common word take 100 kB in 50,000
# documents. There 500 questions ask for 2,400 such words and pairs: with this room all are kept, and a page of results
# takes 8.6 to 9.9 ms; with 128 MB a tenth longer (`python -m tools.bench --documents 50000`; `index_memory_mb`).
ROOM = 320 << 20
# The same for the works that have a word: a thousand take 16 kB.
_ROOM_OF_WORKS = 16 << 20
# And for the documents that a filter lets through: of 50,000 those of three hundred filters.
_ROOM_OF_VALUES = 16 << 20
# Results kept of the last questions: a page asks the same words several times, for its list and for its ladder. Plans,
# who holds the words and how high a score may be; of 20,000 documents each takes up to 0.1 MB.
_LAST = 16
# Held by this part of all documents, a term has a row: to add two rows of 80,000 bytes takes 5 µs, to add 5,000
# postings to a row 15 µs.
_MANY = 1 / 16
# So many documents are put in order by their own keys; for more the order of all is worked out once and kept.
_FEW = 2_000


class Segment(Protocol):
    """Documents that never change: ids, lengths and columns in one order, and the postings of each term.

    Numbers may have any width. A column of words that is `Coded` is taken as it is.
    """

    size: int
    ids: Sequence[str]
    lengths: Mapping[str, Any]
    numbers: Mapping[str, Any]
    texts: Mapping[str, Sequence[str]]
    labels: Mapping[str, Sequence[str]]

    def postings(self, stream: str, term: str) -> Postings:
        """The postings of a term, documents that are gone perhaps among them."""

    def frequency(self, stream: str, term: str) -> int:
        """How many postings a term has, those of documents that are gone among them."""

    def spellings(self) -> Spellings:
        """How these documents spell, those that are gone too."""


@dataclass(frozen=True, slots=True)
class InWorks:
    """The containing works that have a word, by the code of column `work`, and what the word gains in each.

    That is `archive.index.scoring.gained`, of the work as one document.
    """

    works: Ints
    gains: Floats

    @property
    def nbytes(self) -> int:
        """The memory these take."""
        return self.works.nbytes + self.gains.nbytes


class _WhenAsked(dict[str, Made]):
    """Values by name, each made when it is first asked for."""

    def __init__(self, make: Callable[[str], Made]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, name: str) -> Made:
        made = self[name] = self._make(name)
        return made


class _Row(Sequence[str]):
    """The words of several segments in a row."""

    def __init__(self, parts: Sequence[Sequence[str]], offsets: Sequence[int]) -> None:
        self._parts, self._offsets = parts, offsets

    def __len__(self) -> int:
        return sum(map(len, self._parts))

    @overload
    def __getitem__(self, doc: int) -> str: ...
    @overload
    def __getitem__(self, doc: slice) -> list[str]: ...
    def __getitem__(self, doc: int | slice) -> str | list[str]:
        if isinstance(doc, slice):
            return [self[one] for one in range(*doc.indices(len(self)))]
        part = bisect_right(self._offsets, doc) - 1
        return self._parts[part][doc - self._offsets[part]]

    def __iter__(self) -> Iterator[str]:
        return (word for part in self._parts for word in part)


class Snapshot:
    """All segments at one moment as one row of documents, numbered through."""

    def __init__(
        self,
        segments: Sequence[Segment],
        deleted: Sequence[Sequence[int]],
        before: "Snapshot | None" = None,
        *,
        room: int = ROOM,
    ) -> None:
        """Put segments in a row; `deleted` are the documents of each that are gone.

        What `before` has worked out is taken over where it is the same; it is not held. What is looked up of terms is
        kept up to `room` bytes.
        """
        kept = [(segment, gone) for segment, gone in zip(segments, deleted, strict=True) if segment.size]
        self.segments = tuple(segment for segment, _ in kept)
        self.offsets = np.cumsum([0, *(one.size for one in self.segments)])[:-1].tolist()
        self.size = sum(one.size for one in self.segments)
        self.live: Mask = np.ones(self.size, np.bool_)
        for offset, (_, gone) in zip(self.offsets, kept, strict=True):
            self.live[np.array(sorted(gone), np.int64) + offset] = False
        self._gone: Ints = (~self.live).nonzero()[0]
        self.count = self.size - len(self._gone)
        self.ids: Sequence[str] = _Row([one.ids for one in self.segments], self.offsets)
        self.lengths = _WhenAsked(lambda name: _wide([one.lengths[name] for one in self.segments], np.float64))
        self.averages = _WhenAsked(lambda name: _average(self.lengths[name][self.live]))
        self.numbers = _WhenAsked(lambda name: _wide([one.numbers[name] for one in self.segments], np.int64))
        self.texts = _WhenAsked(lambda name: in_a_row([Coded.of(one.texts[name]) for one in self.segments]))
        self.labels = _WhenAsked(lambda name: in_a_row([Coded.of(one.labels[name]) for one in self.segments]))
        # What `gain` adds to the weight of a term in each document: the same for every term of a stream.
        self.spreads = _WhenAsked(lambda name: spread(STREAM[name], self.lengths[name], self.averages[name]))
        self.spreads32 = _WhenAsked(lambda name: self.spreads[name].astype(np.float32))
        self._held: Kept[Holders] = Kept(room)
        # A row has mostly a byte for each document, and so have the marks.
        self._in_rows = (math.ceil(_MANY * self.size), 2 * self.size)
        self._works: Kept[InWorks] = Kept(_ROOM_OF_WORKS)
        self._valued: Kept[Mask] = Kept(_ROOM_OF_VALUES)
        self._codes = _WhenAsked(lambda name: {word: code for code, word in enumerate(self.texts[name][0])})
        self._last: dict[Hashable, Any] = {}
        self._spelt_before: Spellings | None = before.spelt_so_far if before else None

    # --- terms -------------------------------------------------------------------------------------------------------

    def holders(self, stream: str, term: str) -> Holders:
        """Who holds a term."""
        found = self._held.get(stream, term)
        if found is None:
            parts = [one.postings(stream, term) for one in self.segments]
            found = self._held.put(stream, term, Holders.of(parts, self.offsets, gone=self._gone, rows=self._in_rows))
        return found

    def frequency(self, stream: str, term: str) -> int:
        """How many documents that are there hold a term in a stream."""
        if self._held.get(stream, term) is None and self.count == self.size:
            # A ladder asks so for syllables without marks whose postings, the longest of all, nobody looks at.
            return sum(one.frequency(stream, term) for one in self.segments)
        return self.holders(stream, term).frequency

    def frequencies(self, stream: str, terms: Sequence[str]) -> list[int]:
        """How many documents that are there hold each of some terms of a stream."""
        return [self.frequency(stream, term) for term in terms]

    def valued(self, name: str, values: Sequence[str]) -> Mask:
        """Which documents have one of some values in a column of words; nobody may change it."""
        asked = "\0".join(values)
        found = self._valued.get(name, asked)
        if found is None:
            words, codes = self.texts[name]
            wanted = np.zeros(len(words), np.bool_)
            wanted[[code for value in values if (code := self._codes[name].get(value)) is not None]] = True
            found = self._valued.put(name, asked, wanted[codes])
        return found

    def dated(self, days: tuple[int, int]) -> Mask:
        """Which documents may be of one of the days from the first to the last; nobody may change it."""
        asked = f"{days[0]} {days[1]}"
        found = self._valued.get("days", asked)
        if found is None:
            first, last = self.numbers["first"], self.numbers["last"]
            made = (first > 0) & (last >= days[0]) & (first <= days[1])
            found = self._valued.put("days", asked, made)
        return found

    def ids_of(self, docs: Ints) -> list[str]:
        """The ids of some documents."""
        if len(self.segments) == 1:
            ids = self.segments[0].ids
            return [ids[doc] for doc in docs.tolist()]
        return [self.ids[doc] for doc in docs.tolist()]

    def again(self, asked: Hashable, make: Callable[[], Made]) -> Made:
        """What `make` gives, kept for the next few questions that ask the same; nobody may change it."""
        found: Made | None = self._last.get(asked)
        if found is None:
            found = self._last[asked] = make()
            for oldest in list(self._last)[:-_LAST]:
                self._last.pop(oldest, None)
        return found

    def spellings(self) -> Spellings:
        """How the archive spells; counted when first asked for."""
        return self._spellings

    @cached_property
    def _spellings(self) -> Spellings:
        return self._spelt if self.count == self.size else still_held(self._spelt, self.frequency)

    @cached_property
    def _spelt(self) -> Spellings:
        """The same with the documents that are gone."""
        made = merged([one.spellings() for one in self.segments], self._spelt_before)
        self._spelt_before = None
        return made

    @property
    def spelt_so_far(self) -> Spellings | None:
        """How all segments spell if anybody has asked for it, else that of the last snapshot of which somebody has."""
        return self._spelt if "_spelt" in vars(self) else self._spelt_before

    # --- what the ranking asks again and again -----------------------------------------------------------------------

    @cached_property
    def worth(self) -> Floats | None:
        """What the score of each document counts for by its genre; None where all count in full."""
        labels, codes = self.texts["genre"]
        told = np.array([GENRE_WORTH[label] for label in labels] or [1.0])
        return None if (told == 1.0).all() else told[codes]

    @cached_property
    def worth32(self) -> npt.NDArray[np.float32] | None:
        """The same in four bytes, for those who ask only who may be among the best."""
        return None if self.worth is None else self.worth.astype(np.float32)

    @cached_property
    def genre_order(self) -> Ints:
        """The place of each document's genre among documents of one score."""
        labels, codes = self.texts["genre"]
        return np.array([GENRE_ORDER.get(label, 9) for label in labels] or [9], np.int64)[codes]

    @cached_property
    def id_rank(self) -> Ints:
        """The place of each document in the order of ids."""
        return ranks([Coded.of(one.ids) for one in self.segments])

    @cached_property
    def tie_rank(self) -> Ints:
        """The place of each document among documents of one score: genre, newer first, id."""
        made: Ints = np.empty(self.size, np.int64)
        made[np.lexsort([self.id_rank, -self.numbers["first"], self.genre_order])] = np.arange(self.size)
        return made

    def in_order(self, docs: Ints, *leading: Any) -> Ints:  # noqa: ANN401  # arrays of numbers of any kind
        """Documents by keys, the first of `leading` first, and where these are equal by genre, newer first, id."""
        if len(docs) > _FEW:  # the best of a list by words are a few hundred; all of a type may be all there is
            return docs[np.lexsort([self.tie_rank[docs], *reversed(leading)])]
        first = -self.numbers["first"][docs]
        return docs[np.lexsort([self.id_rank[docs], first, self.genre_order[docs], *reversed(leading)])]

    @cached_property
    def work_lengths(self) -> Floats:
        """The length in weighted words of each containing work, by the code of column `work`; 0 for no work."""
        return self.by_work(np.flatnonzero(self.live), self.lengths["words"][self.live])

    @cached_property
    def work_count(self) -> int:
        """How many containing works have words."""
        return int(np.count_nonzero(self.work_lengths))

    @cached_property
    def _work_spreads(self) -> Floats:
        average = float(self.work_lengths.sum()) / max(self.work_count, 1)
        return spread(STREAM["words"], self.work_lengths, average)

    def works(self, word: str) -> "InWorks":
        """The containing works that have a word."""
        found = self._works.get("words", word)
        if found is None:
            held = self.holders("words", word)
            weights = held.weights if self.count == self.size else held.weights * self.live[held.docs]
            sums = self.by_work(held.docs, weights)
            works = sums.nonzero()[0]
            gains = gained(STREAM["words"], sums[works], self._work_spreads[works])
            found = self._works.put("words", word, InWorks(works, gains))
        return found

    def by_work(self, docs: Whole, values: Any) -> Floats:  # noqa: ANN401  # numbers of any kind
        """The sums of values of documents by the code of column `work`; 0 for the entries that are part of no work."""
        labels, codes = self.texts["work"]
        sums = np.bincount(codes[docs], values, minlength=len(labels)).astype(np.float64)
        # Labels are sorted, so that "" is the first where it is there.
        sums[: labels[:1] == [""]] = 0.0
        return sums


def _average(lengths: Floats) -> float:
    held = lengths[lengths > 0]
    return float(held.sum()) / len(held) if len(held) else 0.0


def _wide(parts: Sequence[Any], kind: type) -> Any:  # noqa: ANN401  # the kind that is asked for
    return np.concatenate([np.zeros(0, kind), *(np.asarray(one, kind) for one in parts)])
