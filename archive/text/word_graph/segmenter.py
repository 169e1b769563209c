"""Texts in, words out: batches cut to size, a lexicon begun anew when it is full, questions read without arrays.

The one place that keeps state between texts: `Segmenter.lexicon`, replaced as a whole, so that threads need no lock.
"""

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence

import numpy as np

from archive.text.pieces import LONGEST, blocks, lines, pieces
from archive.text.pyvi_model import Model
from archive.text.word_graph.chunks import chunks_of, has_line_over
from archive.text.word_graph.few import joined_few
from archive.text.word_graph.labels import Band, joined
from archive.text.word_graph.lexicon import ASIDE, BLANK, CAPITALS, EDGE, SMALL, Compounds, Lexicon
from archive.text.word_graph.reading import SAYS, cut
from archive.text.word_graph.words import Places, Words, words_of

Aside = Callable[[str], Places]
# Letters of text read at once: more gain nothing (legal articles in batches of 30,000 to 1,000,000 letters: all alike
# from 150,000 on; measure again after a change in `words`), and the lexicon may pass its bound by what is new in one.
_BLOCK = 200_000
# A text of at most so many chunks and letters is read without arrays: they take as long as 80 chunks one after another
# (questions of 3 to 80 syllables, `time.process_time`, best of five hundred).
_FEW, _SHORT = 60, 500


class Segmenter:
    """The words of texts by one model of pyvi. Safe to use from several threads."""

    def __init__(self, model: Model, aside: Aside) -> None:
        """`aside` finds the words of a piece that is read by itself; it may ask `tokenize` here."""
        self._model = model
        self._compounds = Compounds(model)
        self._band = Band.of(model.turns)
        self._aside = aside
        self._lexicon = Lexicon(model, self._compounds)

    def lexicon(self) -> Lexicon:
        """The lexicon to read the next batch with."""
        if self._lexicon.full:
            self._lexicon = Lexicon(self._model, self._compounds)
        return self._lexicon

    def words(self, texts: Sequence[str]) -> Words:
        """The words of every text."""
        stretches = [_stretches(text) for text in texts]
        flat = [part for text in stretches for _, part in text]
        found = Words.together([words_of(batch, self.lexicon(), self._aside) for batch in _batches(flat)])
        if len(flat) == len(texts):
            return found
        counts = found.bounds[1:] - found.bounds[:-1]
        moved = np.repeat([base for text in stretches for base, _ in text], counts).astype(np.int32)
        bounds = found.bounds[np.cumsum([0, *map(len, stretches)])]
        return Words(found.starts + moved, found.ends + moved, bounds)

    def places(self, text: str) -> Places | None:
        """The words of a text of few chunks; None for a longer one."""
        if text.count(" ") > _FEW or len(text) > _SHORT:
            return None
        lexicon, found, base = self.lexicon(), [], 0
        for line in lines(text):
            found += [(base + start, base + end) for start, end in self._few(line, lexicon)]
            base += len(line) + 1
        return found

    def _few(self, line: str, lexicon: Lexicon) -> Iterable[tuple[int, int]]:
        """The words of one line."""
        chunks = line.split(" ")
        rows = [lexicon.written[chunk] if chunk else BLANK for chunk in chunks]
        letters = 0
        for row in rows:
            letters |= lexicon.letters.array.item(row)
        if letters & (CAPITALS | SMALL) == CAPITALS:
            rows = [lexicon.lower(row) for row in rows]
        if ASIDE in rows:
            return self._aside(line)
        signs, places, at = [], [], 0
        for row, chunk in zip(rows, chunks, strict=True):
            first = lexicon.first.array.item(row)
            for part in range(first, first + lexicon.count.array.item(row)):
                signs.append(lexicon.part_sign.array.item(part))
                start, end = lexicon.part_start.array.item(part), lexicon.part_end.array.item(part)
                places.append((at + start, at + end))
            at += len(chunk) + 1
        return _spoken(lexicon, signs, places, self._band) if signs else []

    def tokenize(self, text: str) -> str:
        """The text with its words joined: what `pyvi.ViTokenizer.tokenize` gives."""
        lexicon = self.lexicon()
        composed = unicodedata.normalize("NFC", text)
        if composed.count(" ") <= _FEW and len(composed) < _SHORT:
            return self._tokenize_few(composed, lexicon) or text
        chunks = chunks_of(composed.replace("\n", " \n "), by_line=False)
        rows = lexicon.spoken.of(chunks)
        if (rows == ASIDE).any():
            signs = np.concatenate([[EDGE], lexicon.signs_of(cut(composed)), [EDGE]])
        else:
            parts, _ = lexicon.parts_of(rows, chunks.lines)
            signs = np.append(lexicon.part_sign.array[parts], EDGE)
        if len(signs) < 3:
            return text
        tied = joined(lexicon, signs, lexicon.traits.array[signs], self._band)
        shown = lexicon.shown()
        return "".join([shown[place] for place in (signs * 2 + tied)[1:-1].tolist()])[1:]

    def _tokenize_few(self, composed: str, lexicon: Lexicon) -> str:
        said = cut(composed)
        if not said:
            return ""
        tied = joined_few(lexicon, lexicon.signs_of(said).tolist(), self._band)
        return "".join([f"_{sign}" if is_tied else f" {sign}" for sign, is_tied in zip(said, tied, strict=True)])[1:]


def _spoken(lexicon: Lexicon, signs: list[int], places: Places, band: Band) -> Places:
    """The words of a line from its signs and where they stand: each with a letter or figure."""
    found: Places = []
    says: list[int] = []
    for sign, place, tied in zip(signs, places, joined_few(lexicon, signs, band), strict=True):
        traits = lexicon.traits.array.item(sign)
        if tied:
            found[-1] = found[-1][0], place[1]
            says[-1] |= traits
        else:
            found.append(place)
            says.append(traits)
    return [place for place, traits in zip(found, says, strict=True) if traits & SAYS]


def _stretches(text: str) -> list[tuple[int, str]]:
    """A text as stretches with no over-long line, none much longer than a batch: (offset, stretch)."""
    if len(text) <= LONGEST:
        return [(0, text)]
    if has_line_over(text, LONGEST):
        return [*pieces(text)]
    return [*blocks(text, _BLOCK)]


def _batches(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    """The texts by batches of about one size."""
    start = size = 0
    for place, text in enumerate(texts):
        size += len(text)
        if size >= _BLOCK:
            yield texts[start : place + 1]
            start, size = place + 1, 0
    if start < len(texts):
        yield texts[start:]
