"""What one text has and another has not, by words: stretches kept, deleted and inserted, as spans of both texts.

Lines that stand in both texts once each anchor the comparing; only what lies between them is compared word by word.
Which parts of two documents belong together is decided above; a stretch here is one part of each.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from operator import itemgetter
from typing import Literal

from archive.text.span import Span

Change = Literal["kept", "deleted", "inserted"]

# A word or a sign with the blanks behind it, or the blanks a text begins with: together they are the whole text.
# Matches "ủy ", "47", "- ", "\n ". Every letter is in exactly one.
_WORD = re.compile(r"(?:\w+|[^\w\s]|^\s+)\s*")
# Pairs of words (one of each text) that may be looked at between two anchors. 1,500 words of each take 0.2 s.
MOST_PAIRS = 2_000_000
_CHANCE = 2  # words in common between longer changes that are there by chance: “của”, “bộ”, “, việc”


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch: what is kept has a span in both texts, what is deleted in the first only, inserted in the second.

    The words of a kept stretch are the same; its blanks and line breaks need not be.
    """

    change: Change
    first: Span | None
    second: Span | None


@dataclass(frozen=True, slots=True)
class Difference:
    """The pieces of two stretches in their order; `words` is False where some were too much to be compared by word.

    `pairs` is how many pairs of words were to be looked at: what the comparing cost.
    """

    pieces: tuple[Piece, ...]
    words: bool = True
    pairs: int = 0

    @property
    def same(self) -> bool:
        """Whether nothing was deleted or inserted."""
        return all(piece.change == "kept" for piece in self.pieces)


def difference(first: str, second: str, *, at: tuple[int, int] = (0, 0), most: int = MOST_PAIRS) -> Difference:
    """The difference of two stretches that begin `at` these offsets of their texts; spans are those of the texts.

    The spans of kept and deleted pieces together are the first stretch, those of kept and inserted the second. Turned
    round, it says the same turned round.
    """
    if first == second:
        whole = Piece("kept", Span(at[0], at[0] + len(first)), Span(at[1], at[1] + len(first)))
        return Difference((whole,) if first else ())
    if second < first:  # the matcher is not even-handed: of two orders one is compared
        turned = difference(second, first, at=(at[1], at[0]), most=most)
        return Difference(_in_order([mirrored(piece) for piece in turned.pieces]), turned.words, turned.pairs)
    one, other = _Words(first, at[0]), _Words(second, at[1])
    matches: list[tuple[int, int, int]] = []
    compared, pairs = _match(one, other, matches, most)
    return Difference(_in_order(_pieces(one, other, matches)), compared, pairs)


def mirrored(piece: Piece) -> Piece:
    """The same piece with the texts turned round."""
    turned: dict[Change, Change] = {"kept": "kept", "deleted": "inserted", "inserted": "deleted"}
    return Piece(turned[piece.change], piece.second, piece.first)


def _in_order(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Between two kept pieces what is deleted before what is inserted."""
    ordered = list(pieces)
    for at, (one, other) in enumerate(pairwise(pieces)):
        if one.change == "inserted" and other.change == "deleted":
            ordered[at : at + 2] = [other, one]
    return tuple(ordered)


class _Words:
    """The words of a stretch as they are compared, and where each begins in the text; `begins` has the end as well."""

    def __init__(self, text: str, at: int) -> None:
        spans = [match.span() for match in _WORD.finditer(text)]
        self.keys = [text[start:end].rstrip() for start, end in spans]
        self.begins = [at + start for start, _ in spans] + [at + len(text)]
        # A line ends with the word behind which the text breaks it; the last one ends with the stretch.
        ends = [n + 1 for n, (start, end) in enumerate(spans) if "\n" in text[start:end]]
        self.lines = list(pairwise(sorted({0, *ends, len(spans)})))

    def span(self, first: int, last: int) -> Span:
        """The words from `first` up to `last` as a span of the text."""
        return Span(self.begins[first], self.begins[last])


def kept_lines(one: str, other: str) -> list[tuple[str, str]]:
    """A kept stretch of both texts, whose words are the same, in lines: parted where both break the line."""
    found, begin, begin_other = [], 0, 0
    words = zip(_WORD.finditer(one), _WORD.finditer(other), strict=False)
    for mine, theirs in words:
        if "\n" in mine.group() and "\n" in theirs.group():
            found.append((one[begin : mine.end()], other[begin_other : theirs.end()]))
            begin, begin_other = mine.end(), theirs.end()
    if one[begin:] or other[begin_other:]:
        found.append((one[begin:], other[begin_other:]))
    return found


def _match(one: _Words, other: _Words, matches: list[tuple[int, int, int]], most: int) -> tuple[bool, int]:
    """Find the runs of words in common, (place in one, place in other, length), in order.

    Whether nothing was too much, and how many pairs of words were to be looked at.
    """
    head = _common(one.keys, other.keys)
    tail = _common(one.keys[head:][::-1], other.keys[head:][::-1])
    ends = len(one.keys) - tail, len(other.keys) - tail
    anchors = [pair for pair in _anchors(one, other) if pair[0] >= head and pair[1] >= head]
    anchors = [pair for pair in anchors if pair[0] + pair[2] <= ends[0] and pair[1] + pair[2] <= ends[1]]
    fixed = [(0, 0, head), *anchors, (*ends, tail)]
    whole, pairs = True, 0
    for (a, b, length), (next_a, next_b, _) in pairwise(fixed):
        matches.append((a, b, length))
        left, right = (a + length, next_a), (b + length, next_b)
        size = (left[1] - left[0]) * (right[1] - right[0])
        if not size:
            continue
        if pairs + size > most:
            whole = False
            continue
        pairs += size
        found = SequenceMatcher(None, one.keys[slice(*left)], other.keys[slice(*right)], autojunk=False)
        runs = _telling([(run.a, run.b, run.size) for run in found.get_matching_blocks()])
        matches += [(left[0] + a, right[0] + b, size) for a, b, size in runs]
    matches.append(fixed[-1])
    return whole, pairs


def _telling(runs: Sequence[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """The runs without those of a word or two that both texts happen to have between longer changes.

    The last run is the matcher's end, of length 0.
    """
    kept: list[tuple[int, int, int]] = []
    a = b = 0
    for (next_a, next_b, size), (after_a, after_b, _) in pairwise(runs):
        before = max(next_a - a, next_b - b)
        behind = max(after_a - next_a - size, after_b - next_b - size)
        if size > _CHANCE or min(before, behind) <= size:
            kept.append((next_a, next_b, size))
            a, b = next_a + size, next_b + size
    return kept


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    """How many words two rows have in common from their beginning."""
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _anchors(one: _Words, other: _Words) -> list[tuple[int, int, int]]:
    """Lines that stand once in each text, in the order of both: those of the longest row that never goes back."""
    places = [{tuple(words.keys[slice(*line)]): line for line in words.lines} for words in (one, other)]
    counts = [Counter(tuple(words.keys[slice(*line)]) for line in words.lines) for words in (one, other)]
    once = [key for key in places[0] if counts[0][key] == counts[1].get(key) == 1]
    pairs = [(places[0][key][0], places[1][key][0], len(key)) for key in once if key]
    return [pairs[at] for at in longest_rising([b for _, b, _ in pairs])]


def longest_rising(figures: Sequence[int]) -> list[int]:
    """The places of a longest rising row among different figures, in order."""
    tops: list[int] = []  # the least figure a rising row of each length can end with, and its place
    places: list[int] = []
    before: list[int | None] = []
    for at, figure in enumerate(figures):
        length = bisect_left(tops, figure)
        before.append(places[length - 1] if length else None)
        tops[length : length + 1] = [figure]
        places[length : length + 1] = [at]
    row: list[int] = []
    last = places[-1] if places else None
    while last is not None:
        row.append(last)
        last = before[last]
    return row[::-1]


def _pieces(one: _Words, other: _Words, matches: Sequence[tuple[int, int, int]]) -> list[Piece]:
    """The pieces that runs in common leave; runs that follow each other at once are one."""
    found: list[Piece] = []
    a = b = begin_a = begin_b = 0
    for next_a, next_b, length in (*filter(itemgetter(2), matches), (len(one.keys), len(other.keys), 0)):
        if length and (next_a, next_b) == (a, b):
            a, b = a + length, b + length
            continue
        if a > begin_a:
            found.append(Piece("kept", one.span(begin_a, a), other.span(begin_b, b)))
        if next_a > a:
            found.append(Piece("deleted", one.span(a, next_a), None))
        if next_b > b:
            found.append(Piece("inserted", None, other.span(b, next_b)))
        begin_a, begin_b, a, b = next_a, next_b, next_a + length, next_b + length
    return found
