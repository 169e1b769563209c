"""What is known of the terms that questions name again and again: their postings, what they tell, keys by document.

A question of plain words costs a few calls into NumPy; looking up its terms anew would cost as much again.
"""

from collections import OrderedDict
from threading import Lock
from typing import Any

import numpy as np
from whoosh.query import Term

from archive.index.arrays.array_file import Numbers
from archive.index.arrays.field import Docs, Keys
from archive.index.arrays.sets import Floats
from archive.index.whoosh.executor.leaves import Collection, HeldField, Leaf
from archive.index.whoosh.executor.scoring import Scorer

# So many terms of a segment are known at a time, some 8 MB: the few thousand that stand in most questions.
_KEPT = 1 << 14
# A term that one in so many documents has gets a table of keys by document, two bytes each; a list this much shorter
# is searched sooner. Measured at 50,000 documents on pairs of a word in 1 to 10 % and one in 10 to 40 % of them.
_FREQUENT = 16
# Bytes that all such tables of an index may take.
_ROOM = 24 << 20


class Known:
    """A term of a segment: its documents, the key of each, and the scores that keys stand for."""

    __slots__ = ("docs", "keys", "most", "scores", "size", "told")

    def __init__(self, docs: Docs, keys: Keys, told: float, scores: Floats) -> None:
        """Views of the segment's arrays; `scores` has one for each key, to be multiplied by `told`."""
        self.docs, self.keys, self.told, self.scores, self.size = docs, keys, told, scores, len(docs)
        # The highest score of any of its documents, once somebody needs it.
        self.most = 0.0

    def amounts(self, keys: Numbers) -> Floats:
        """The scores of some keys, in an array that is the caller's own."""
        amounts = self.scores.take(keys, mode="clip")
        amounts *= self.told
        return amounts

    def highest(self) -> float:
        """The score that none of its documents exceeds."""
        if not self.most:
            self.most = float(self.amounts(self.keys).max())
        return self.most


class KnownTerms:
    """The terms of one segment, all of whose documents are there; used by all threads."""

    def __init__(self, leaf: Leaf, scorer: Scorer, collection: Collection) -> None:
        """Nothing is known yet."""
        self._leaf, self._scorer, self._schema = leaf, scorer, collection.schema
        self._terms: dict[tuple[str, str], Known | int] = {}
        # Tables do not depend on other segments, so that they stay when the index is opened anew.
        self._tables: OrderedDict[tuple[str, str], Keys] = leaf.kept.setdefault("tables", OrderedDict())
        self._room = _ROOM // max(1, 2 * collection.size)
        self._lock = leaf.kept.setdefault("tables lock", Lock())
        self.size = leaf.size

    def of(self, term: Any) -> Known | int | None:  # noqa: ANN401  # the library has no types
        """What is known of a plain term; 0 when no document has it, None when its scores are not told by keys."""
        if type(term) is not Term or term.boost != 1.0 or term.minquality:
            return None
        key = (term.fieldname, term.text)
        if type(key[1]) is not str:
            return None
        found = self._terms.get(key)
        if found is None:
            found = self._looked_up(*key)
            if found is not None:
                if len(self._terms) >= _KEPT:
                    self._terms = {}
                self._terms[key] = found
        return found

    def _looked_up(self, name: str, text: str) -> Known | int | None:
        held = self._leaf.field(name)
        if held is None or name not in self._schema:
            return 0
        try:
            term = self._schema[name].to_bytes(text)
        except ValueError:  # what is no value of the field is in no document
            return 0
        place = held.terms.find(term)
        return self._made(held, place, term) if place >= 0 else 0

    def _made(self, held: HeldField, place: int, term: bytes) -> Known | None:
        keys, scores = held.arrays.keys, self._scorer.by_key(held)
        if keys is None or scores is None or not held.light(place, place + 1):
            return None
        return Known(held.docs(place), keys[held.rows(place)], self._scorer.told(held.name, term), scores)

    def table(self, term: Any, known: Known, least: int) -> Keys | None:  # noqa: ANN401
        """The keys of a frequent term by document, 0 where it is not; None for others, or a list too short for it."""
        if known.size * _FREQUENT < self.size or least * _FREQUENT < known.size:
            return None
        key = (term.fieldname, term.text)
        table = self._tables.get(key)
        return self._tabled(key, known) if table is None else table

    def _tabled(self, key: tuple[str, str], known: Known) -> Keys | None:
        if not self._room or not known.keys.all():  # a posting that weighs nothing would look like none
            return None
        table = np.zeros(self.size, np.uint16)
        table[known.docs] = known.keys
        with self._lock:
            while len(self._tables) >= self._room:
                self._tables.popitem(last=False)
            self._tables[key] = table
        return table
