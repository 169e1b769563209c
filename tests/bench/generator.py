"""Documents of any number that read like the texts they were learnt from: the same seed gives the same documents.

A document walks through two stretches of the texts, one for each half, and leaves them for other places where the same
word stands; some of its words are its own, of the dictionary or made (`made_words`), and come back in it. Documents are
made in batches of a fixed size, so that a small collection is the beginning of a large one.
"""

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import numpy as np

from tests.bench.bench_document import BenchDocument
from tests.bench.made_words import spelt, truncated_zipf
from tests.bench.speech import Ids, Speech

BATCH = 500
SYLLABLES = 1_200  # of a document on average
SPREAD = 0.25  # the standard deviation of a document's length, as a share of it
# Most words follow the one before, one in ten is looked for elsewhere in the texts, few go back to the stretch.
FOLLOWS, LEAVES = 0.86, 0.10
STRETCH = 600  # words of a text that half a document stays near
# How many words of its own a document has, and which share of its words they are: chosen so that the number of
# documents that have a term falls off as it does in news (a word of 1 ‰ is in a fifth of them, not in two thirds).
LISTED, LISTED_SHARE = 40, 0.10
MADE, MADE_SHARE = 24, 0.03
_MADE_SYLLABLES = 1.6
KINDS = ("Chỉ thị", "Kế hoạch", "Hướng dẫn", "Quyết định", "Nghị quyết", "Thông báo", "Kết luận", "Quy định")
BODIES = ("Tỉnh ủy", "Ủy ban nhân dân", "Hội đồng nhân dân", "Ban Tổ chức", "Ban Nội chính")
FIRST_DAY, DAYS = date(2001, 1, 1), 9_000
_PROVINCES = Path(__file__).parent.parent.parent / "archive" / "data" / "provinces.toml"


@dataclass(frozen=True, slots=True)
class Batch:
    """Some documents, and which numbers of terms each one has: documents and terms, parallel, each pair once."""

    documents: tuple[BenchDocument, ...]
    holders: Ids
    terms: Ids


class Generator:
    """Makes documents of a speech and a seed."""

    def __init__(self, speech: Speech, seed: int) -> None:
        """Begin with the tables that all documents share."""
        self.seed, self._row = seed, speech.row
        self._places = np.argsort(speech.row, kind="stable")
        self._bounds = np.searchsorted(speech.row[self._places], np.arange(len(speech.surfaces) + 1))
        shuffled = np.random.default_rng([seed, 0]).permutation(len(speech.listed)).tolist()
        own = [speech.listed[place] for place in shuffled] or ["văn bản"]
        self._surfaces = _Spelt((*speech.surfaces, *(f" {word}" for word in own)), made=0)
        self._terms = _Spelt((*speech.terms, *("_".join(word.split()) for word in own)), made=1)
        self._first_made, self._first_listed = len(self._surfaces), len(speech.surfaces)
        numbers: dict[str, int] = {}
        self._number = np.array([numbers.setdefault(one, place) for place, one in enumerate(self._terms.values())])
        self._length = round(SYLLABLES / _syllables(speech, own))
        worth = np.cumsum(1 / (np.arange(len(own)) + 5.0))
        self._listed_worth = worth / worth[-1]

    def term(self, number: int) -> str:
        """The term of a number, as `Batch` gives them."""
        return self._terms[number]

    def batches(self, count: int) -> Iterator[Batch]:
        """So many documents, in batches."""
        for place in range(0, count, BATCH):
            yield self._batch(place // BATCH, min(BATCH, count - place))

    def _batch(self, serial: int, count: int) -> Batch:
        luck = np.random.default_rng([self.seed, 1, serial])
        lengths = luck.normal(self._length, SPREAD * self._length, BATCH).astype(np.int64)
        lengths = np.clip(lengths, self._length // 4, 3 * self._length)
        ids = self._row[self._walk(luck, int(lengths.max()))]
        self._own_words(luck, ids)
        facets = _facets(luck)
        rows = [ids[place, : lengths[place]] for place in range(count)]
        documents = tuple(self._document(serial * BATCH + place, rows[place], facets[place]) for place in range(count))
        return Batch(documents, *self._held(rows))

    def _walk(self, luck: np.random.Generator, steps: int) -> Ids:
        """Places in the texts, one row a document."""
        size = len(self._row)
        homes = luck.integers(0, size, (2, BATCH))
        walked = np.empty((BATCH, steps), np.int64)
        place = homes[0].copy()
        for step in range(steps):
            follow = (place + 1) % size
            word = self._row[follow]
            chance, where = luck.random(BATCH), luck.random(BATCH)
            begin = self._bounds[word]
            elsewhere = self._places[begin + (where * (self._bounds[word + 1] - begin)).astype(np.int64)]
            back = (homes[int(step * 2 >= steps)] + (where * STRETCH).astype(np.int64)) % size
            place = np.where(chance < FOLLOWS, follow, np.where(chance < FOLLOWS + LEAVES, elsewhere, back))
            walked[:, step] = place
        return walked

    def _own_words(self, luck: np.random.Generator, ids: Ids) -> None:
        """Put words of each document's own in place of some of those it walked through."""
        listed = np.searchsorted(self._listed_worth, luck.random((BATCH, LISTED)))
        made = truncated_zipf(luck, (BATCH, MADE))
        chance = luck.random(ids.shape)
        for own, lowest, share, first in (
            (listed, 0.0, LISTED_SHARE, self._first_listed),
            (made, LISTED_SHARE, MADE_SHARE, self._first_made),
        ):
            held, at = np.nonzero((chance >= lowest) & (chance < lowest + share))
            ids[held, at] = own[held, luck.integers(0, own.shape[1], len(held))] + first

    def _document(self, serial: int, ids: Ids, facets: tuple[str, str, str, int]) -> BenchDocument:
        listed = ids.tolist()
        text = "".join([self._surfaces[one] for one in listed]).strip()
        words = " ".join([self._terms[one] for one in listed])
        kind, agency, province, day = facets
        title = " ".join(self._terms[one].replace("_", " ") for one in listed[:8])
        return BenchDocument(f"d{serial:07d}", title, words, text, kind, agency, province, day)

    def _held(self, rows: Sequence[Ids]) -> tuple[Ids, Ids]:
        ids = np.concatenate(rows)
        known = ids < self._first_made
        ids[known] = self._number[ids[known]]
        holders = np.repeat(np.arange(len(rows)), [len(row) for row in rows])
        pairs = np.unique(holders << 32 | ids)
        return pairs >> 32, pairs & 0xFFFFFFFF


def _syllables(speech: Speech, own: Sequence[str]) -> float:
    """Syllables of a word in a document, on average: of the texts, of the dictionary, made."""
    listed = sum(word.count(" ") + 1 for word in own) / len(own)
    walked = 1 - LISTED_SHARE - MADE_SHARE
    return walked * speech.syllables + LISTED_SHARE * listed + MADE_SHARE * _MADE_SYLLABLES


class _Spelt(dict[int, str]):
    """What the words of all numbers are: those that are known, and made ones as they are asked for."""

    def __init__(self, known: Sequence[str], *, made: int) -> None:
        super().__init__(enumerate(known))
        self._known, self._made = len(known), made

    def __missing__(self, number: int) -> str:
        self[number] = word = spelt(number - self._known)[self._made]
        return word


def _facets(luck: np.random.Generator) -> list[tuple[str, str, str, int]]:
    """Kind, agency, province and date of each document of a batch; the first of each kind are the commonest."""
    provinces = _provinces()
    drawn = (luck.random((4, BATCH)) ** 2 * np.array([[len(KINDS)], [len(BODIES)], [len(provinces)], [DAYS]])).astype(
        np.int64
    )
    return [
        (KINDS[kind], f"{BODIES[body]} {provinces[province]}", provinces[province], _number(int(day)))
        for kind, body, province, day in drawn.T.tolist()
    ]


def _number(day: int) -> int:
    return int(f"{FIRST_DAY + timedelta(day):%Y%m%d}")


@cache
def _provinces() -> tuple[str, ...]:
    rows = tomllib.loads(_PROVINCES.read_text("utf-8"))["province"]
    return tuple(str(row["name"]) for row in rows)
