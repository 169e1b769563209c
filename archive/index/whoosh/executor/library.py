"""The library's own searcher as the way out: it carries out one node of a tree in one segment, slowly and surely."""

from threading import Lock
from typing import Any

import numpy as np
from whoosh.searching import Searcher

from archive.index.whoosh.executor.asking import Unknown
from archive.index.whoosh.executor.hits import Found
from archive.index.whoosh.executor.leaves import Leaf
from archive.index.whoosh.executor.scoring import Scoring


class Library:
    """Matchers of the library over an open reader; one thread at a time, for what is rare anyway."""

    def __init__(self, reader: Any, scoring: Scoring) -> None:  # noqa: ANN401  # the library has no types
        """Of an open reader of the index; no searcher is made before it is asked."""
        self._reader, self._scoring = reader, scoring
        # The searcher of all is kept with those of its segments: they hold it weakly.
        self._all: Searcher | None = None
        self._leaves: dict[int, Any] = {}
        self._lock = Lock()

    def __call__(self, query: Any, leaf: Leaf) -> Found:  # noqa: ANN401
        """What a query finds in a segment."""
        with self._lock:
            if self._all is None:
                self._all = Searcher(self._reader, weighting=self._scoring.model(self._reader))
                self._leaves = {offset: one for one, offset in self._all.leaf_searchers()}
            searcher = self._leaves[leaf.base]
            matcher = query.matcher(searcher, searcher.context())
            docs, scores = [], []
            while matcher.is_active():
                docs.append(matcher.id())
                scores.append(matcher.score())
                matcher.next()
        return Found(np.array(docs, np.int64), np.array(scores, np.float64))


def refused(query: Any, _leaf: Leaf) -> Found:  # noqa: ANN401
    """What stands in for the library where there is none.

    Raises:
        Unknown: always.
    """
    raise Unknown(f"no way to carry out {type(query).__name__}")
