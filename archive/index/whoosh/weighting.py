"""Our ranking as a weighting model of the library, so that its own searcher gives the scores that our arrays give.

It reads the weighted lengths from the index's columns, where the library itself only keeps rough lengths, and takes
rarity and gain from `archive.index.scoring`. The engine does not need it: it is for those who use the library directly.
"""

import math
from collections.abc import Iterable
from typing import Any

import numpy as np
from whoosh.query import Or, Term
from whoosh.scoring import BaseScorer, WeightingModel

from archive.index.arrays.postings import Floats
from archive.index.fields import STREAM, Stream
from archive.index.plan import Clause
from archive.index.scoring import GENRE_WORTH, gain, rarity
from archive.index.whoosh.schema import length_of


def as_query(clauses: Iterable[Clause]) -> Or:
    """What is scored as a query of the library: any of the terms, each with its share as boost."""
    return Or([Term(clause.stream, clause.term, boost=clause.share) for clause in clauses])


class StreamWeighting(WeightingModel):  # type: ignore[misc]  # the library has no types
    """The score of a term in a document: rarity, gain of its weight for the weighted length, worth of the genre.

    One model serves one reader: `Searcher(reader, weighting=StreamWeighting(reader)).search(as_query(plan.clauses))`.
    """

    def __init__(self, reader: Any) -> None:  # noqa: ANN401
        """A model for an open reader of the whole index."""
        self._leaves = [leaf for leaf, _ in reader.leaf_readers()]
        self._total = int(reader.doc_count())
        self._columns: dict[tuple[int, str], Floats] = {}
        self._averages: dict[str, float] = {}
        self._rarities: dict[tuple[str, bytes], float] = {}

    def scorer(self, searcher: Any, fieldname: str, text: bytes, qf: float = 1) -> "StreamScorer":  # noqa: ANN401
        """What scores a term in the documents of a searcher, which is that of one segment or of all."""
        return StreamScorer(self, searcher, STREAM[fieldname], text, share=qf)

    def rarity(self, stream: Stream, text: bytes) -> float:
        """How much a term tells, from the documents that are there."""
        key = (stream.name, text)
        if key not in self._rarities:
            self._rarities[key] = rarity(self._total, sum(_holding(leaf, *key) for leaf in self._leaves))
        return self._rarities[key]

    def average(self, stream: Stream) -> float:
        """The average weighted length of the documents that are there and have the stream."""
        if stream.name not in self._averages:
            held = np.concatenate([np.zeros(0), *(self._live_lengths(leaf, stream) for leaf in self._leaves)])
            self._averages[stream.name] = float(held.sum()) / len(held) if len(held) else 0.0
        return self._averages[stream.name]

    def _live_lengths(self, leaf: Any, stream: Stream) -> Floats:  # noqa: ANN401
        lengths = self.lengths(leaf, stream).copy()
        lengths[list(leaf.segment().deleted_docs())] = 0.0
        return lengths[lengths > 0]

    def lengths(self, leaf: Any, stream: Stream) -> Floats:  # noqa: ANN401
        """The weighted lengths of the documents of a segment."""
        key = (id(leaf), stream.name)
        if key not in self._columns:
            self._columns[key] = np.array(_column(leaf, length_of(stream.name)) or [0] * leaf.doc_count_all(), float)
        return self._columns[key]

    def worth(self, leaf: Any) -> Floats:  # noqa: ANN401
        """What the scores of the documents of a segment count for by their genre."""
        key = (id(leaf), "genre")
        if key not in self._columns:
            self._columns[key] = np.array([GENRE_WORTH[bytes(one).decode()] for one in _column(leaf, "genre")])
        return self._columns[key]


class StreamScorer(BaseScorer):  # type: ignore[misc]
    """What scores one term in the documents of one segment."""

    def __init__(  # as the model has it, with what the term counts for
        self,
        model: StreamWeighting,
        searcher: Any,  # noqa: ANN401
        stream: Stream,
        text: bytes,
        *,
        share: float,
    ) -> None:
        """Nothing is read yet: the library makes a scorer for all segments together too, and never asks it."""
        self._model, self._searcher, self._stream, self._text = model, searcher, stream, text
        self._told = share * model.rarity(stream, text)

    def score(self, matcher: Any) -> float:  # noqa: ANN401
        """The score of the document that the matcher stands at."""
        leaf, place = self._searcher.reader(), matcher.id()
        length = float(self._model.lengths(leaf, self._stream)[place])
        return self._told * self._gain(float(matcher.weight()), length) * float(self._model.worth(leaf)[place])

    def _gain(self, weight: float, length: float) -> float:
        return gain(self._stream, weight, length, self._model.average(self._stream))

    def max_quality(self) -> float:
        """No score is above this: the largest weight in a document without length, of the genre worth most.

        By it the library leaves out terms that cannot bring a document into the top any more.
        """
        largest = float(self._searcher.reader().term_info(self._stream.name, self._text).max_weight())
        return self._told * self._gain(largest, 0.0) * max(GENRE_WORTH.values())

    def supports_block_quality(self) -> bool:
        """No: a union of the library skips a block of one term by the block at which another term stands just now.

        What stands beside the skipped block in that term's next block loses a part of its score.
        """
        return False

    def block_quality(self, matcher: Any) -> float:  # noqa: ANN401
        """No limit. Only a term of one document is asked, and its boost is left out of the comparison there."""
        return math.inf


def _column(leaf: Any, name: str) -> list[Any]:  # noqa: ANN401
    return list(leaf.column_reader(name, translate=False)) if leaf.has_column(name) else []


def _holding(leaf: Any, stream: str, text: bytes) -> int:  # noqa: ANN401
    """How many documents of a segment that are there hold a term."""
    if (stream, text) not in leaf:
        return 0
    if not leaf.has_deletions():
        return int(leaf.doc_frequency(stream, text))
    return sum(1 for _ in leaf.postings(stream, text).all_ids())
