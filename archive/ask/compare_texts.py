"""Two texts side by side: which part of one is which part of the other, and what each pair of parts says differently.

Parts are those of the outline (chương, điều, mục). They belong together by their words, their heading and their name,
in this order of weight; one that stands elsewhere in the other text is said to have been moved. Pure: texts and blocks
in, spans out.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from archive.text.difference import MOST_PAIRS, Difference, Piece, difference, longest_rising, mirrored
from archive.text.span import Span
from archive.text.vietnamese import comparable
from archive.works.document import Block
from archive.works.outline import label, lead, places

# Pairs of words looked at in one comparison: two texts of 400,000 letters with every tenth word changed stay under two
# seconds (`tests/archive/ask/test_compare_texts.py` has the shape; measured on the longest text of the real folder).
_BUDGET = 10_000_000
_SYLLABLE = re.compile(r"\w+")  # "ủy", "47", "TTg"; no sign
_RUN = 3  # syllables of a run that parts are likened by
_COMMON = 12  # parts of the other text a run may stand in to tell anything
# Shares of runs in common. Set on editions of circulars and copies with changed names of places: a changed điều keeps
# 0.5–0.95 of its runs, different điều of one document share under 0.15.
_LIKE, _NAMED = 0.3, 0.1


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a text: its anchor on the page, its heading in one line ("" for what stands before any), its span."""

    anchor: str
    heading: str
    span: Span


@dataclass(frozen=True, slots=True)
class Pair:
    """A part of each text that belong together, or one alone; `moved` where the order of the texts differs.

    The pieces cover the parts; `words` is False where they were too much to be compared word by word.
    """

    first: Part | None
    second: Part | None
    pieces: tuple[Piece, ...]
    moved: bool = False
    words: bool = True

    @property
    def same(self) -> bool:
        """Whether both texts say this part in the same words."""
        return all(piece.change == "kept" for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two texts compared: the pairs in the order of the second, what only the first has where it stood."""

    pairs: tuple[Pair, ...]

    @property
    def same(self) -> bool:
        """Whether the texts say the same in the same order."""
        return all(pair.same and not pair.moved for pair in self.pairs)


Written = tuple[str, Sequence[Block]]


def parts_of(text: str, blocks: Sequence[Block]) -> tuple[Part, ...]:
    """The parts of a text in order; together they are the whole text."""
    named = zip(blocks, places(text, blocks), strict=True)
    begins = [(block, place.anchor) for block, place in named if place.listed]
    found = [Part(anchor, label(text[block.start : block.end]), Span(block.start, 0)) for block, anchor in begins]
    if not found or found[0].span.start > 0:
        found.insert(0, Part("", "", Span(0, 0)))
    ends = [*(part.span.start for part in found[1:]), len(text)]
    return tuple(
        Part(part.anchor, part.heading, Span(part.span.start, end)) for part, end in zip(found, ends, strict=True)
    )


def compare(first: Written, second: Written) -> Comparison:
    """Two texts with their blocks, compared; turned round, the comparison is the same turned round."""
    if second[0] < first[0]:  # parts of equal weight are paired in one order only
        turned = compare(second, first)
        pairs = [Pair(one.second, one.first, _turned(one.pieces), one.moved, one.words) for one in turned.pairs]
    else:
        one, other = parts_of(*first), parts_of(*second)
        together = _together(_Likeness(first[0], one), _Likeness(second[0], other))
        still = {together[at] for at in longest_rising([b for _, b in together])}
        budget = _BUDGET
        pairs = []
        for a, b in together:
            found = _said(first[0], second[0], one[a], other[b], min(budget, MOST_PAIRS))
            budget -= found.pairs
            pairs.append(Pair(one[a], other[b], found.pieces, (a, b) not in still, found.words))
        pairs += _alone(one, {a for a, _ in together}, second=False)
        pairs += _alone(other, {b for _, b in together}, second=True)
    return Comparison(_ordered(pairs))


def _turned(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """Pieces of a pair with the texts turned round, what is deleted before what is inserted."""
    turned: list[Piece] = []
    for piece in map(mirrored, pieces):
        if piece.change == "deleted" and turned and turned[-1].change == "inserted":
            turned.insert(-1, piece)
        else:
            turned.append(piece)
    return tuple(turned)


def _said(first: str, second: str, one: Part, other: Part, most: int) -> Difference:
    return difference(
        first[one.span.start : one.span.end],
        second[other.span.start : other.span.end],
        at=(one.span.start, other.span.start),
        most=most,
    )


def _alone(parts: Sequence[Part], paired: set[int], *, second: bool) -> list[Pair]:
    rest = [part for at, part in enumerate(parts) if at not in paired and part.span.end > part.span.start]
    if second:
        return [Pair(None, part, (Piece("inserted", None, part.span),)) for part in rest]
    return [Pair(part, None, (Piece("deleted", part.span, None),)) for part in rest]


def _ordered(pairs: Sequence[Pair]) -> tuple[Pair, ...]:
    """Pairs in the order of the second text; what only the first has stands behind what it stood behind there."""
    placed = {pair.first.span.start: pair.second.span.start for pair in pairs if pair.first and pair.second}
    starts = sorted(placed)

    def place(pair: Pair) -> tuple[int, int, int]:
        if pair.second:
            return pair.second.span.start, 0, 0
        assert pair.first  # noqa: S101  # a pair has one part at least
        before = [start for start in starts if start < pair.first.span.start]
        return placed[before[-1]] if before else -1, 1, pair.first.span.start

    return tuple(sorted(pairs, key=place))


# --- which parts belong together -------------------------------------------------------------------------------------


class _Likeness:
    """The parts of a text as they are likened: the runs of syllables of each, its heading without its number."""

    def __init__(self, text: str, parts: Sequence[Part]) -> None:
        self.parts = parts
        self.texts = [text[part.span.start : part.span.end] for part in parts]
        self.headings = [comparable(part.heading[lead(part.heading) :]).strip(" .:-–—") for part in parts]


def _runs(text: str) -> frozenset[tuple[str, ...]]:
    syllables = _SYLLABLE.findall(text.lower())
    return frozenset(zip(*(syllables[at:] for at in range(_RUN)), strict=False)) or frozenset([tuple(syllables)])


def _together(one: _Likeness, other: _Likeness) -> list[tuple[int, int]]:
    """The pairs of parts, (place in one, place in other), in the order of the first: the likest are paired first."""
    found = [(one.texts.index(text), other.texts.index(text)) for text in _once(one.texts) & _once(other.texts)]
    taken = {a for a, _ in found}, {b for _, b in found}
    weights = _weights(one, other, taken)
    for _, a, b in sorted((-weight, a, b) for (a, b), weight in weights.items()):
        if a not in taken[0] and b not in taken[1]:
            taken[0].add(a)
            taken[1].add(b)
            found.append((a, b))
    return sorted(found)


def _once(texts: Iterable[str]) -> set[str]:
    """The texts that stand there once: equal parts need no weighing."""
    return {text for text, count in Counter(texts).items() if count == 1}


def _weights(one: _Likeness, other: _Likeness, taken: tuple[set[int], set[int]]) -> dict[tuple[int, int], float]:
    """How strongly parts belong together, for those that may: by runs in common, heading, name."""
    where: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    ones, others = (
        [frozenset() if at in done else _runs(text) for at, text in enumerate(parts.texts)]
        for parts, done in zip((one, other), taken, strict=True)
    )
    for b, runs in enumerate(others):
        for run in runs:
            where[run].append(b)
    common: Counter[tuple[int, int]] = Counter()
    for a, runs in enumerate(ones):
        for run in runs:
            if len(where.get(run, ())) <= _COMMON:
                common.update((a, b) for b in where.get(run, ()))
    called = _equal([part.anchor for part in one.parts], [part.anchor for part in other.parts])
    headed = _equal(one.headings, other.headings)
    opening = {(0, 0)} if one.parts[0].anchor == other.parts[0].anchor == "" else set()  # what stands before any part
    weights = {}
    for a, b in common.keys() | called | headed | opening:
        if a in taken[0] or b in taken[1]:
            continue
        share = 2 * common[a, b] / max(1, len(ones[a]) + len(others[b]))
        alike = share >= _LIKE or (share >= _NAMED and (a, b) in called)
        if alike or (a, b) in headed | opening:
            # Of equally like parts the one at the same place among its own comes first.
            near = 1 - abs(a / len(one.parts) - b / len(other.parts))
            weights[a, b] = share + 0.5 * ((a, b) in headed) + 0.2 * ((a, b) in called) + 0.05 * near
    return weights


def _equal(ones: Sequence[str], others: Sequence[str]) -> set[tuple[int, int]]:
    """The places where both rows have the same words, of words that stand a few times only."""
    where: defaultdict[str, list[int]] = defaultdict(list)
    for b, words in enumerate(others):
        where[words].append(b)
    pairs = ((a, b) for a, words in enumerate(ones) if words for b in where.get(words, ())[:_COMMON])
    return set(pairs)
