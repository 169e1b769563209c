"""What is known of the terms that questions name again and again: their postings, what they tell, keys by document.

A question of plain words costs a few calls into NumPy; looking up its terms anew would cost as much again.
"""

from collections import OrderedDict
from threading import Lock
from typing import Any, NamedTuple

import numpy as np
from whoosh.query import Term

from archive.index.arrays.array_file import Numbers
from archive.index.arrays.expansion import one_away
from archive.index.arrays.field import Docs, Keys
from archive.index.arrays.sets import Floats
from archive.index.arrays.tops import top
from archive.index.whoosh.executor.leaves import Collection, HeldField, Leaf
from archive.index.whoosh.executor.letters_away import neighbours_of
from archive.index.whoosh.executor.multi_terms import is_own_spelling, is_plain
from archive.index.whoosh.executor.scoring import Scorer

# So many terms of a segment are known at a time, some 16 MB: the few thousand that stand in most questions.
_KEPT = 1 << 13
# A term that one in so many documents has gets a table by document, and no table is made for a list this much shorter,
# which is searched sooner. Measured at 50,000 documents on words in 1 to 10 % and in 10 to 40 % of them (`tests.bench`,
# AND and OR).
_FREQUENT, _SHORTER = 128, 16
# Bytes that all such tables of an index may take: two a document, and the scores.
_ROOM = 40 << 20
# Where it is taken, one in so many further terms gets a table all the same, in place of the oldest.
_REFUSED = 16
# Bytes of a table's scores, about.
_SCORES = 32 << 10
# So few terms are added up one by one; in a segment of so few documents the library does not add up more than two.
MOST_NEAR, SMALL = 4, 5000
# The keys of a posting that weighs 1 in an empty document, and of the heaviest in the longest.
_ONE, _HEAVIEST = 1 << 8, (1 << 16) - 1
# So many of a term's best documents are looked for at once: more than a page has.
HEAD = 128
# A segment of fewer documents gets no tables: its lists are short, and making a table takes longer than ten questions.
_LARGE = 4096
# Codes of scores are whole numbers of this part of a score, of which 16 bits hold the sum of `MOST_SUMMED`. A power of
# two: multiplying is exact.
UNIT, MOST_SUMMED = 512.0, 3
# Codes of different scores are different: they are pushed up by no more than this, mostly by 2 to 5.
_PUSHED = 64


class Head(NamedTuple):
    """The best documents of a term, the best first, of equal ones the first document."""

    docs: Numbers
    scores: Floats


class Table(NamedTuple):
    """A term's scores by document, each as a code: 0 where the term is not, else a whole number that stands for it.

    A higher score never has a lower code. A code is more than its score in units, by `over` at most, and so sums of
    codes bound sums of scores.
    """

    codes: Numbers
    scores: Floats
    over: int

    def amounts(self, docs: Numbers) -> Floats:
        """The scores of the term in some documents, 0 where it is not."""
        return self.scores.take(self.codes.take(docs, mode="clip"), mode="clip")


class Known:
    """A term of a segment: its documents, the key of each, and the scores that keys stand for."""

    __slots__ = ("_head", "again", "docs", "keys", "most", "name", "scores", "size", "told", "weighs")

    def __init__(self, name: tuple[str, str], docs: Docs, keys: Keys, told: float, scores: Floats) -> None:
        """Views of the segment's arrays; `scores` has one for each key, to be multiplied by `told`."""
        self.name, self.docs, self.keys, self.told, self.scores = name, docs, keys, told, scores
        self.size = len(docs)
        # Whether every posting weighs something: the weight stands above the byte of the length.
        self.weighs = int(keys.min(initial=_HEAVIEST)) >= _ONE
        # The highest score of any of its documents, once somebody needs it.
        self.most = 0.0
        self._head: Head | None = None
        # Whether a table was asked for before.
        self.again = False

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

    def head(self) -> Head:
        """The best `HEAD` of its postings, looked for once."""
        if self._head is None:
            scores = self.amounts(self.keys)
            rows = top(scores, HEAD)
            self._head = Head(self.docs.take(rows), scores.take(rows))
        return self._head

    def table(self, size: int) -> Table | None:
        """Its table in a segment of so many documents; None where a code does not fit, or stands for no score."""
        if not self.weighs or not 0 < self.highest() * UNIT < _HEAVIEST // MOST_SUMMED - _PUSHED:
            return None
        held = np.bincount(self.keys).nonzero()[0]
        scores = self.amounts(held)
        order = scores.argsort()
        held, scores = held.take(order), scores.take(order)
        # Each in units, rounded up, and one more than the one before where it would be the same.
        least = (scores * UNIT).astype(np.int64) + 1
        steps = np.arange(len(held))
        codes = np.maximum.accumulate(least - steps) + steps
        over = int(np.ceil(codes - scores * UNIT).max())
        if not scores[0] > 0 or over > _PUSHED:
            return None
        # Of the codes by key only those are read that are written: empty pages need not be fetched for the others.
        by_key, by_code, table = np.empty(_HEAVIEST + 1, np.uint16), np.zeros(codes[-1] + 1), np.zeros(size, np.uint16)
        by_key[held], by_code[codes] = codes, scores
        table[self.docs] = by_key.take(self.keys)
        return Table(table, by_code, over)


class KnownTerms:
    """The terms of one segment, all of whose documents are there; used by all threads."""

    def __init__(self, leaf: Leaf, scorer: Scorer, collection: Collection) -> None:
        """Nothing is known yet."""
        self._leaf, self._scorer, self._schema = leaf, scorer, collection.schema
        self._terms: dict[tuple[str, str], Known | int] = {}
        # Fields whose terms may be looked for by letters; None for those the library must look at.
        self._spelt: dict[str, HeldField | None] = {}
        # How much a term tells, and what a length is worth, depends on all documents: another state, other tables.
        self._tables: OrderedDict[tuple[str, str], Table | None] = OrderedDict()
        self._room = _ROOM // (2 * collection.size + _SCORES) if leaf.size >= _LARGE else 0
        self._refused, self._lock = 0, Lock()
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
            found = self._looked_up(key)
            if found is not None:
                self._keep(key, found)
        return found

    def _looked_up(self, key: tuple[str, str]) -> Known | int | None:
        name, text = key
        held = self._leaf.field(name)
        if held is None or name not in self._schema:
            return 0
        try:
            term = self._schema[name].to_bytes(text)
        except ValueError:  # what is no value of the field is in no document
            return 0
        place = held.terms.find(term)
        return self._made(key, held, place, term) if place >= 0 else 0

    def _made(self, key: tuple[str, str], held: HeldField, place: int, term: bytes) -> Known | None:
        keys, scores = held.arrays.keys, self._scorer.by_key(held)
        if keys is None or scores is None or not held.light(place, place + 1):
            return None
        return Known(key, held.docs(place), keys[held.rows(place)], self._scorer.told(held.name, term), scores)

    def near(self, query: Any) -> list[Known] | None:  # noqa: ANN401
        """The terms that a `FuzzyTerm` stands for, in their order, where they are looked up and there are few."""
        name, text, first = query.fieldname, query.text, query.prefixlength
        if query.maxdist != 1 or type(first) is not int or not 0 < first <= len(text) or query.boost != 1.0:
            return None
        if name not in self._spelt:
            self._spelt[name] = self._own_spelling(name)
        held = self._spelt[name]
        neighbours = None if held is None else neighbours_of(self._leaf, held)
        if held is None or neighbours is None:
            return None
        places = one_away(held.terms, text, first, neighbours)
        if len(places) > (MOST_NEAR if self.size > SMALL else 2):
            return None
        found = [self._at(held, place) for place in places]
        return [one for one in found if one] if all(found) else None

    def _at(self, held: HeldField, place: int) -> Known | None:
        term = held.terms[place]
        key = (held.name, term.decode())
        found = self._terms.get(key)
        if isinstance(found, Known):
            return found
        made = self._made(key, held, place, term)
        if made is not None:
            self._keep(key, made)
        return made

    def _own_spelling(self, name: str) -> HeldField | None:
        """A field that is asked for its own terms, which are texts."""
        if name not in self._schema or not is_plain(self._schema, name) or not is_own_spelling(self._schema, name):
            return None
        return self._leaf.field(name)

    def _keep(self, key: tuple[str, str], found: Known | int) -> None:
        if len(self._terms) >= _KEPT:
            self._terms = {}
        self._terms[key] = found

    def table(self, known: Known, least: int) -> Table | None:
        """The scores of a frequent term by document; None for others, or for a list of `least` that is too short.

        Where there is no more room, the first to ask goes without, and most of those that ask again: making a table
        takes as long as two questions by lists, and questions that name more than there is room for would only drive
        one another's tables out.
        """
        table = self._tables.get(known.name)
        if table is not None or known.size * _FREQUENT < self.size or least * _SHORTER < known.size:
            return table
        if not self._room or known.name in self._tables:
            return None
        if len(self._tables) >= self._room:
            self._refused += known.again
            if not known.again or self._refused % _REFUSED:
                known.again = True
                return None
        return self._tabled(known)

    def _tabled(self, known: Known) -> Table | None:
        table = known.table(self.size)
        with self._lock:
            while len(self._tables) >= self._room:
                self._tables.popitem(last=False)
            self._tables[known.name] = table
        return table
