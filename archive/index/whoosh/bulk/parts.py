"""The parts of a batch of documents as rows of syllables and words: what `archive.index.analysis` sees, as numbers.

Each text is made even and cut once for all streams; a heading that many documents have is read once for all of them.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from archive.index import analysis
from archive.index.analysis import Part
from archive.index.arrays.field import Wide
from archive.index.whoosh.bulk.rows import Names, numbered, slices, slices_at
from archive.index.whoosh.codec.stretches import bounds_of
from archive.text.span import Span
from archive.text.span_row import flat_places

Ints32 = npt.NDArray[np.int32]
# What finds the words of many texts at once.
Segmenter = Callable[[Sequence[str]], Sequence[Sequence[Span]]]
# Stands between two texts that are read together; a part of no syllable.
_BETWEEN = "\n"


@dataclass(frozen=True, slots=True)
class Row:
    """Codes of several texts in a row; those of text `i` are `codes[bounds[i] : bounds[i + 1]]`."""

    codes: Wide
    bounds: Wide

    def of(self, texts: Wide) -> "Row":
        """The row of some of the texts, in their order."""
        starts = self.bounds[texts]
        sizes = self.bounds[texts + 1] - starts
        return Row(slices(self.codes, starts, sizes), bounds_of(sizes))

    @property
    def sizes(self) -> Wide:
        """How many codes each text has."""
        return np.diff(self.bounds)


@dataclass(frozen=True, slots=True)
class Read:
    """The parts of documents, as they came: syllables and words of each, and the names of both."""

    syllable_names: Names
    word_names: Names
    syllables: Row
    words: Row


def read(parts: Sequence[Part], segment_all: Segmenter) -> Read:
    """The syllables and words of parts; the same as `analysis.syllables` and `analysis.words` give for each."""
    texts: dict[tuple[str, Sequence[Span] | None], int] = {}
    # A text with words of its own is a document's: there is no second one. The others are looked for by their letters.
    which = [texts.setdefault((one.text, None), len(texts)) if one.spans is None else -1 for one in parts]
    whole = [one for one, place in zip(parts, which, strict=True) if place < 0]
    short = [text for text, _ in texts]
    fresh = iter(range(len(short), len(short) + len(whole)))
    order = np.array([next(fresh) if place < 0 else place for place in which], np.int64)
    spans = [*segment_all(short), *(one.spans or () for one in whole)]
    pieces = _Pieces([*short, *(one.text for one in whole)])
    names, syllables = pieces.syllables()
    word_names, words = pieces.words(spans, names)
    return Read(names, word_names, syllables.of(order), words.of(order))


class _Pieces:
    """Texts one after another, made even; where each syllable begins in them."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts = texts
        self.evens = [analysis.even(text) for text in texts]
        joined = _BETWEEN.join([*self.evens, ""])
        letters = _is_letter()[np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), np.uint32)]
        begins = letters.copy()
        begins[1:] &= ~letters[:-1]
        self.letters = letters
        # How many syllables began before each place.
        self.begun: Ints32 = np.zeros(len(letters) + 1, np.int32)
        np.cumsum(begins, out=self.begun[1:])
        self.at = bounds_of(np.fromiter((len(one) + 1 for one in self.evens), np.int64, len(self.evens)))
        self.found: list[str] = RUNS.findall(joined)
        self.codes: Wide = np.zeros(0, np.int64)

    def syllables(self) -> tuple[Names, Row]:
        raw = numbered()
        codes = np.fromiter(map(raw.__getitem__, self.found), np.int64, len(self.found))
        shown = [analysis.figure(one) for one in raw]
        names = Names.of(shown)
        self.codes = names.codes(shown)[codes] if shown else codes
        return names, Row(self.codes, self.begun[self.at].astype(np.int64))

    def words(self, spans: Sequence[Sequence[Span]], names: Names) -> tuple[Names, Row]:
        """The words at spans of each text."""
        sizes = np.fromiter(map(len, spans), np.int64, len(spans))
        flat = flat_places(spans).astype(np.int64)
        text = np.repeat(np.arange(len(spans)), sizes)
        even = np.fromiter(map(len, self.evens), np.int64, len(spans))
        same = even == np.fromiter(map(len, self.texts), np.int64, len(spans))
        starts, ends = flat[::2], flat[1::2]
        # A slice ends where its text does, whatever a span says; and of another length than it was no span fits it.
        starts = np.minimum(starts, even[text]) + self.at[text]
        ends = np.maximum(np.minimum(ends, even[text]) + self.at[text], starts)
        odd = ~same[text] | self._cut(starts) | self._cut(ends)
        first = self.begun[starts].astype(np.int64)
        count = np.where(odd, 0, self.begun[ends] - first)
        held = [self._word_at(int(text[at]), spans, int(at - sizes[: text[at]].sum())) for at in np.flatnonzero(odd)]
        words, codes = _words(self.codes, first, count, names=names, odd=held, at=np.flatnonzero(odd))
        kept = codes >= 0
        return words, Row(codes[kept], bounds_of(np.bincount(text[kept], minlength=len(spans))))

    def _cut(self, places: Wide) -> npt.NDArray[np.bool_]:
        """Whether a place lies within a syllable."""
        before = self.letters[np.maximum(places - 1, 0)] & (places > 0)
        return before & self.letters[np.minimum(places, len(self.letters) - 1)] if len(self.letters) else before

    def _word_at(self, text: int, spans: Sequence[Sequence[Span]], place: int) -> str:
        """A word that begins or ends within a syllable, or stands in a text that is longer or shorter when even."""
        start, end = spans[text][place]
        even, raw = self.evens[text], self.texts[text]
        return " ".join(analysis.cut(even[start:end]) if len(even) == len(raw) else analysis.syllables(raw[start:end]))


def _words(  # all about the same spans
    syllables: Wide, first: Wide, count: Wide, *, names: Names, odd: Sequence[str], at: Wide
) -> tuple[Names, Wide]:
    """The words of spans that begin at a syllable and have so many; -1 for none. `odd` are words at other spans."""
    codes = np.full(len(first), -1, np.int64)
    some = count > 0
    codes[some] = syllables[first[some]]
    spelt = list(names.names)
    size = 1
    while len(longer := np.flatnonzero(count > size)):
        # What a word was so far and its next syllable: each different two are a word of their own.
        keys, which = np.unique((codes[longer] << 32) | syllables[first[longer] + size], return_inverse=True)
        codes[longer] = which + len(spelt)
        spelt += [f"{spelt[key >> 32]} {names.names[key & 0xFFFFFFFF]}" for key in keys.tolist()]
        size += 1
    known = {word: code for code, word in enumerate(spelt)} if odd else {}
    for place, word in zip(at.tolist(), odd, strict=True):
        if word and word not in known:
            known[word] = len(spelt)
            spelt.append(word)
        codes[place] = known[word] if word else -1
    used = np.flatnonzero(np.bincount(codes[codes >= 0], minlength=len(spelt)))
    words = Names.of([spelt[one] for one in used.tolist()])
    moved = np.full(len(spelt) + 1, -1, np.int64)
    moved[used] = words.codes([spelt[one] for one in used.tolist()])
    return words, moved[codes]


def neighbours(row: Row) -> tuple[Wide, Wide]:
    """Where a code stands that has another one after it in the same text; and how many such ones each text has."""
    sizes = np.maximum(row.sizes - 1, 0)
    return slices_at(row.bounds[:-1], sizes), sizes


# As `analysis` cuts a text. Matches: "bộ", "05", "nđ". Not: "_", "-", a mark that stands alone.
RUNS = re.compile(r"[^\W_]+")


@cache
def _is_letter() -> npt.NDArray[np.bool_]:
    """For each code point whether it is part of a syllable."""
    every = "".join(map(chr, range(0x110000)))
    made = np.zeros(len(every), np.bool_)
    for run in RUNS.finditer(every):
        made[run.start() : run.end()] = True
    return made
