"""The words of many texts as places in them: three arrays for a batch, spans only when they are asked for.

The texts come as pieces (lines, or parts of over-long lines) that are read apart from each other; all pieces of a batch
are read as one array with an edge between them.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from archive.text.span import Span
from archive.text.span_row import SpanRow
from archive.text.word_graph.chunks import Chunks, chunks_of
from archive.text.word_graph.labels import Band, joined
from archive.text.word_graph.lexicon import APART, ASIDE, CAPITALS, EDGE, SMALL, Lexicon
from archive.text.word_graph.reading import SAYS

Numbers = npt.NDArray[Any]
Places = list[tuple[int, int]]
_span: Callable[[tuple[int, int]], Span] = partial(tuple.__new__, Span)  # half the time of Span(start, end)


@dataclass(frozen=True, slots=True)
class Words:
    """The words of some texts: text k has `starts[bounds[k]:bounds[k + 1]]` and as many `ends`, in code points of it.

    `starts` and `ends`: int32, as many as words. `bounds`: int64, one more than texts.
    """

    starts: npt.NDArray[np.int32]
    ends: npt.NDArray[np.int32]
    bounds: npt.NDArray[np.int64]

    def __len__(self) -> int:
        """How many texts there are."""
        return len(self.bounds) - 1

    def spans(self, text: int) -> tuple[Span, ...]:
        """The words of one text, by its place, as spans."""
        own = slice(int(self.bounds[text]), int(self.bounds[text + 1]))
        return tuple(map(_span, zip(self.starts[own].tolist(), self.ends[own].tolist(), strict=True)))

    def rows(self) -> list[SpanRow]:
        """The words of every text as spans, each of which is made when somebody looks at it."""
        places = np.empty(2 * len(self.starts), np.int32)
        places[::2], places[1::2] = self.starts, self.ends
        return [SpanRow(places[start:end]) for start, end in pairwise((2 * self.bounds).tolist())]

    @classmethod
    def of(cls, spans: Sequence[Sequence[tuple[int, int]]]) -> "Words":
        """The same made from spans."""
        flat = np.array([span for text in spans for span in text], np.int32).reshape(-1, 2)
        bounds = np.concatenate([[0], np.cumsum([len(text) for text in spans])]).astype(np.int64)
        return cls(flat[:, 0].copy(), flat[:, 1].copy(), bounds)

    @classmethod
    def together(cls, parts: Sequence["Words"]) -> "Words":
        """The words of several batches of texts, one after another."""
        counts = [part.bounds[1:] - part.bounds[:-1] for part in parts]
        bounds = np.concatenate([[0], np.cumsum(np.concatenate(counts or [np.zeros(0, np.int64)]))])
        return cls(_joined(part.starts for part in parts), _joined(part.ends for part in parts), bounds)


def _joined(arrays: Iterator[npt.NDArray[np.int32]]) -> npt.NDArray[np.int32]:
    found = list(arrays)
    return np.concatenate(found) if found else np.zeros(0, np.int32)


def words_of(texts: Sequence[str], lexicon: Lexicon, aside: Callable[[str], Places]) -> Words:
    """The words of texts without over-long lines. `aside` reads a line by itself that has a chunk not to be kept."""
    chunks = chunks_of("\n".join(texts), by_line=True)
    rows = lexicon.written.of(chunks)
    apart = _by_case(rows, chunks, lexicon)
    starts, ends = _found(rows, chunks, lexicon)
    if apart:
        starts, ends = _with(starts, ends, ((int(chunks.line_starts[one]), aside(chunks.line(one))) for one in apart))
    bases = np.cumsum([0, *(len(text) + 1 for text in texts)])
    bounds = np.searchsorted(starts, bases)
    offsets = np.repeat(bases[:-1], np.diff(bounds))
    return Words((starts - offsets).astype(np.int32), (ends - offsets).astype(np.int32), bounds)


def _by_case(rows: Numbers, chunks: Chunks, lexicon: Lexicon) -> list[int]:
    """Lines in capitals put into small letters, those to be read by themselves emptied and given by their places."""
    if not len(rows):
        return []
    letters = np.bitwise_or.reduceat(lexicon.letters.array[rows], chunks.lines)
    ends = np.append(chunks.lines[1:], len(rows))
    for line in np.flatnonzero(letters & (CAPITALS | SMALL | APART) == CAPITALS).tolist():
        own = slice(chunks.lines[line], ends[line])
        small = lexicon.in_small_letters(rows[own])
        if (small == ASIDE).any():
            letters[line] = APART
        else:
            rows[own] = small
    apart: list[int] = np.flatnonzero(letters & APART).tolist()
    for line in apart:
        rows[chunks.lines[line] : ends[line]] = ASIDE
    return apart


def _found(rows: Numbers, chunks: Chunks, lexicon: Lexicon) -> tuple[Numbers, Numbers]:
    """Where the words begin and end."""
    parts, counts = lexicon.parts_of(rows, chunks.lines)
    signs = np.append(lexicon.part_sign.array[parts], EDGE)
    traits = lexicon.traits.array[signs]
    tied = joined(lexicon, signs, traits, Band.of(lexicon.model.turns))
    first = np.flatnonzero(~tied)
    says = np.bitwise_or.reduceat(traits, first) & SAYS != 0
    last = np.append(first[1:], len(signs))[says] - 1
    first = first[says]
    offsets = np.repeat(chunks.starts, counts)
    starts = offsets[first] + lexicon.part_start.array[parts[first]]
    return starts, offsets[last] + lexicon.part_end.array[parts[last]]


def _with(starts: Numbers, ends: Numbers, others: Iterator[tuple[int, Places]]) -> tuple[Numbers, Numbers]:
    """The words with those of the pieces that were read by themselves, in order."""
    found = [(base + start, base + end) for base, places in others for start, end in places]
    more = np.array(found, np.int64).reshape(-1, 2)
    starts, ends = np.concatenate([starts, more[:, 0]]), np.concatenate([ends, more[:, 1]])
    order = np.argsort(starts, kind="stable")
    return starts[order], ends[order]
