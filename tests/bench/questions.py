"""What the engines are asked: questions of eleven kinds, drawn anew from a collection for every seed.

The kinds and how often their words stand in documents are the same whatever the seed, so that figures of two seeds can
be compared; nobody tunes an engine to questions that are drawn when it runs.
"""

import json
import random
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from tests.bench.bench_document import KINDS, Question
from tests.bench.collection import Collection

FUZZY = 15  # questions of this kind are few: the library takes long for each
# In which share of the documents a word stands; a rare one in 5 to 30 documents, whatever their number.
_RARE, _MID, _COMMON, _FREQUENT = (5, 30), (0.01, 0.1), (0.1, 0.5), (0.1, 0.4)
_PREFIXED, _MISSPELT = (0.001, 0.05), (0.001, 0.1)
_PHRASES = (2, 2, 3)


def drawn(collection: Collection, seed: int, each: int) -> list[Question]:
    """So many questions of every kind; ValueError when a collection is too small for one of them."""
    luck = random.Random(f"questions {seed}")  # noqa: S311  # nothing secret
    terms = sorted((term, count) for term, count in collection.frequencies().items() if _asked(term))
    of = _Words(terms, collection.made, luck)
    phrases = _phrases(collection.lines(), luck)
    drawers: dict[str, Callable[[], Sequence[str]]] = {
        "rare term": lambda: [of(_RARE)],
        "common term": lambda: [of(_COMMON)],
        "AND mid+common": lambda: [of(_MID), of(_FREQUENT)],
        "AND common+common": lambda: [of(_FREQUENT), of(_FREQUENT)],
        "OR of 3": lambda: [of(_MID), of(_MID), of(_FREQUENT)],
        "phrase": lambda: next(phrases),
        "prefix": lambda: [of(_PREFIXED)[:4]],
        "common + 3 facets": lambda: [of(_COMMON)],
        "common by date": lambda: [of(_COMMON)],
        "10 snippets": lambda: [of(_COMMON)],
        "fuzzy": lambda: [_misspelt(of(_MISSPELT, 6), luck)],
    }
    return [
        Question(kind, tuple(drawers[kind]()))
        for kind in KINDS
        for _ in range(min(each, FUZZY) if kind == "fuzzy" else each)
    ]


def _asked(term: str) -> bool:
    return len(term) > 2 and term.replace("_", "").isalpha()


class _Words:
    """Draws words by how many documents have them: a range of counts, or of shares of all documents."""

    def __init__(self, terms: Sequence[tuple[str, int]], documents: int, luck: random.Random) -> None:
        self._terms, self._documents, self._luck = terms, documents, luck
        self._held: dict[tuple[tuple[float, float], int], list[str]] = {}

    def __call__(self, limits: tuple[float, float], letters: int = 3) -> str:
        held = self._held.get((limits, letters)) or self._within(limits, letters)
        return self._luck.choice(held)

    def _within(self, limits: tuple[float, float], letters: int) -> list[str]:
        low, high = limits if limits[0] >= 1 else (limits[0] * self._documents, limits[1] * self._documents)
        held = [term for term, count in self._terms if low <= count < high and len(term) >= letters]
        if not held:
            raise ValueError(f"no word stands in {low:g} to {high:g} of {self._documents} documents")
        self._held[limits, letters] = held
        return held


def _misspelt(word: str, luck: random.Random) -> str:
    """A word without one of its letters, never the first two."""
    place = luck.randrange(2, len(word) - 1)
    return word[:place] + word[place + 1 :]


def _phrases(path: Path, luck: random.Random) -> Iterator[list[str]]:
    """Words that stand in a row in some document."""
    size = path.stat().st_size
    with path.open("rb") as file:
        while True:
            file.seek(luck.randrange(size))
            file.readline()
            words = _words(file.readline())
            length = luck.choice(_PHRASES)
            if len(words) > length:
                place = luck.randrange(len(words) - length)
                said = words[place : place + length]
                if all(word.replace("_", "").isalpha() for word in said):
                    yield said


def _words(line: bytes) -> list[str]:
    return str(json.loads(line)["words"]).split() if line else []
