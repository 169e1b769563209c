"""Two plain ways of searching that every ranking here is held against: what a stock engine would do with the texts.

"fields": the sum of BM25 over title and body, each with its own counts, words of pyvi (Whoosh's way with several
fields). "syllables": BM25 over title and body as one field, syllables as written.
"""

from array import array
from collections import Counter

import numpy as np

from archive.index.analysis import syllables, words
from archive.index.candidates import Floats
from archive.index.scoring import rarity
from archive.works.document import Document

_NAMES = ("title", "body", "syllables")
# k1 and b of each: those that were best for it on the real questions.
_SETTINGS = {"title": (0.9, 0.75), "body": (0.9, 0.75), "syllables": (1.2, 0.75)}
_PARTS = {"fields": ("title", "body"), "syllables": ("syllables",)}


class _Field:
    """Postings of one field: collected as they come, then put in the order of terms."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}
        self.found = {name: array("i") for name in ("term", "doc", "count")}
        self.lengths = array("i")

    def add(self, found: list[str]) -> None:
        for term, count in Counter(found).items():
            self.found["term"].append(self.numbers.setdefault(term, len(self.numbers)))
            self.found["doc"].append(len(self.lengths))
            self.found["count"].append(count)
        self.lengths.append(len(found))

    def finish(self, k1: float, b: float) -> None:
        terms, docs, counts = (np.array(self.found[name], np.int64) for name in ("term", "doc", "count"))
        order = np.argsort(terms, kind="stable")
        self.docs, self.counts = docs[order], counts[order].astype(np.float64)
        self.starts = np.searchsorted(terms[order], np.arange(len(self.numbers) + 1))
        lengths = np.array(self.lengths, np.float64)
        average = float(lengths[lengths > 0].mean()) if lengths.any() else 1.0
        self.k1, self.spread = k1, k1 * (1 - b + b * lengths / average)
        self.found.clear()

    def score(self, asked: list[str]) -> Floats:
        total = np.zeros(len(self.lengths))
        for term, times in Counter(asked).items():
            number = self.numbers.get(term)
            if number is not None:
                rows = slice(int(self.starts[number]), int(self.starts[number + 1]))
                docs, counts = self.docs[rows], self.counts[rows]
                told = times * rarity(len(total), len(docs))
                total[docs] += told * counts * (self.k1 + 1) / (counts + self.spread[docs])
        return total


class Baselines:
    """Collects documents one by one; `finish` once, then ask."""

    def __init__(self) -> None:
        """Nothing collected."""
        self._ids: list[str] = []
        self._fields = {name: _Field() for name in _NAMES}

    def add(self, document: Document) -> None:
        """Take in a document: its title and its text."""
        self._ids.append(document.id)
        title = document.title or ""
        self._fields["title"].add(words(title))
        self._fields["body"].add(words(document.text, document.words or None))
        self._fields["syllables"].add([*syllables(title), *syllables(document.text)])

    def finish(self) -> None:
        """Put the postings in order; nothing can be added after it."""
        for name, one in self._fields.items():
            one.finish(*_SETTINGS[name])

    def best(self, name: str, text: str, count: int) -> list[str]:
        """The ids of the best documents of "fields" or "syllables", best first; ties as they came."""
        asked = {"title": words(text), "body": words(text), "syllables": syllables(text)}
        total = np.sum([self._fields[one].score(asked[one]) for one in _PARTS[name]], axis=0)
        order = np.argsort(-total, kind="stable")[:count]
        return [self._ids[row] for row in order if total[row] > 0]
