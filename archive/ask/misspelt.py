"""The archive's syllables by their slips: which ones are near a word that was typed, and which suit its neighbours.

Built once for each state of the index from its spellings: every syllable under itself with up to two letters left
out, so that a word is near another when both have a form in common. How far apart two are is counted exactly then.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, product

from archive.index.analysis import folded
from archive.index.spellings import Spellings

_LEAST = 2  # documents that hold a syllable, or it may be a slip itself
_LONGEST = 7  # letters of a syllable without marks: "nghieng"
_TWO_FROM = 4  # letters from which two slips are looked for; shorter words are near everything then
_SPELT = 6  # spellings of a syllable that are tried with its neighbours
# What a slip costs, in the logarithm of documents: keys left in are hardly a doubt, two slips in a word a great one.
# Set by hand, then measured once on slips made in titles: see docs/search.md, “Trợ giúp khi tìm”.
_KEYS, _SWAPPED, _ONE, _TWO, _SPLIT, _FIRST = 0.5, 1.5, 2.0, 5.0, 1.5, 1.5
_NEIGHBOURS = 1.2  # what a document that has the two in a row counts beside one that has the word


@dataclass(frozen=True, slots=True)
class Option:
    """What a word may be: `shown`, how its first and last syllable are spelt, its cost, and documents that hold it."""

    shown: str
    first: tuple[str, ...]
    last: tuple[str, ...]
    cost: float
    count: int
    changed: bool = False


class Near:
    """The syllables of an archive by their slips."""

    def __init__(self, spellings: Spellings) -> None:
        """Arrange the syllables of some spellings."""
        self.spellings = spellings
        self._counts: dict[str, int] = {}
        for one, count in spellings.syllables.items():
            self._counts[folded(one)] = self._counts.get(folded(one), 0) + count
        self._forms: dict[str, list[str]] = {}
        for one, count in self._counts.items():
            if count >= _LEAST and 1 < len(one) <= _LONGEST and one.isascii() and one.isalpha():
                for form in _shortened(one):
                    self._forms.setdefault(form, []).append(one)

    def known(self, bare: str) -> int:
        """How many documents hold a syllable, whatever its marks."""
        return self._counts.get(bare, 0)

    def spelt(self, bare: str) -> tuple[str, ...]:
        """The commonest spellings of an unmarked syllable."""
        return self.spellings.by_folded.get(bare, (bare,))[:_SPELT]

    def options(self, typed: str, keyed: str | None) -> Iterator[Option]:
        """What a word that is hardly known may be; `keyed` is the syllable that the keys left in it make."""
        if keyed and self.spellings.syllables.get(keyed, 0) >= _LEAST:
            yield Option(keyed, (keyed,), (keyed,), _KEYS, self.spellings.syllables[keyed], changed=True)
        bare = folded(typed)
        near = (
            {one for form in _shortened(bare) for one in self._forms.get(form, ())} if len(bare) <= _LONGEST + 2 else ()
        )
        for one in near:
            if one != bare and (cost := _cost(bare, one)) is not None:
                yield Option(one, self.spelt(one), self.spelt(one), cost, self._counts[one], changed=True)
        yield from self._split(bare)

    def _split(self, bare: str) -> Iterator[Option]:
        """Two syllables without the blank between: "sinhhoat"."""
        for at in range(2, len(bare) - 1):
            left, right = bare[:at], bare[at:]
            together = self._together(self.spelt(left), self.spelt(right)) if self.known(right) else 0
            if together >= _LEAST:
                yield Option(f"{left} {right}", self.spelt(left), self.spelt(right), _SPLIT, together, changed=True)

    def likeliest(self, options: Sequence[Sequence[Option]]) -> tuple[Option, ...]:
        """One option a word so that all suit each other best; those changed are spelt as their neighbours have them."""
        paths: list[tuple[float, tuple[Option, ...]]] = [(0.0, ())]
        for here in options:
            paths = [max((self._further(path, one) for path in paths), key=lambda path: path[0]) for one in here]
        chosen = max(paths, key=lambda path: path[0])[1]
        marked = any(one.shown.lower() != folded(one.shown) for one in chosen)
        return tuple(
            self._spelt_out(chosen, place) if one.changed and marked else one for place, one in enumerate(chosen)
        )

    def _further(self, path: tuple[float, tuple[Option, ...]], one: Option) -> tuple[float, tuple[Option, ...]]:
        score, before = path
        told = math.log1p(one.count) - one.cost
        if before:
            told += _NEIGHBOURS * math.log1p(self._together(before[-1].last, one.first))
        return score + told, (*before, one)

    def _together(self, left: Sequence[str], right: Sequence[str]) -> int:
        """How many documents have two syllables in a row, in any of these spellings."""
        pairs = self.spellings.pairs
        return sum(pairs.get(f"{one} {other}", 0) for one, other in product(left, right))

    def _spelt_out(self, chosen: Sequence[Option], place: int) -> Option:
        """A changed word with the marks that it mostly has between these neighbours."""
        one = chosen[place]
        before = chosen[place - 1].last if place else ()
        after = chosen[place + 1].first if place + 1 < len(chosen) else ()
        pairs, alone = self.spellings.pairs, self.spellings.syllables
        whole = [
            (first, last) for first, last in product(one.first, one.last) if one.first != one.last or first == last
        ]

        def suits(spelt: tuple[str, str]) -> tuple[int, int]:
            inside = pairs.get(" ".join(spelt), 0) if " " in one.shown else 0
            beside = sum(pairs.get(f"{other} {spelt[0]}", 0) for other in before)
            return inside + beside + sum(pairs.get(f"{spelt[1]} {other}", 0) for other in after), alone.get(spelt[0], 0)

        first, last = max(whole, key=suits)
        return replace(one, shown=f"{first} {last}" if " " in one.shown else first)


def _shortened(word: str) -> set[str]:
    """A word, and it with one letter left out, or two where it is long enough."""
    most = 2 if len(word) >= _TWO_FROM else 1
    return {
        "".join(word[place] for place in kept)
        for gone in range(min(most, len(word) - 1) + 1)
        for kept in combinations(range(len(word)), len(word) - gone)
    }


def _cost(typed: str, meant: str) -> float | None:
    """What it costs to read one word as another; None when they are more than two slips apart."""
    apart = distance(typed, meant)
    if apart > 2 or (apart == 2 and min(len(typed), len(meant)) < _TWO_FROM):
        return None
    doubled = len(typed) == len(meant) + 1 and any(typed[at] == typed[at + 1] for at in range(len(typed) - 1))
    swapped = sorted(typed) == sorted(meant)
    cost = _TWO if apart == 2 else _SWAPPED if swapped or doubled else _ONE
    return cost + (_FIRST if typed[0] != meant[0] else 0.0)


def distance(left: str, right: str) -> int:
    """How many letters must be left out, put in, changed or swapped with their neighbour to make one from the other."""
    before: list[int] = []
    row = list(range(len(right) + 1))
    for at, letter in enumerate(left, 1):
        earlier, before, row = before, row, [at]
        for place, other in enumerate(right, 1):
            step = min(before[place] + 1, row[-1] + 1, before[place - 1] + (letter != other))
            if at > 1 and place > 1 and letter == right[place - 2] and left[at - 2] == other:
                step = min(step, earlier[place - 2] + 1)
            row.append(step)
    return row[-1]


class _Kept:
    """The last archive's syllables, made anew when others are asked for."""

    def __init__(self) -> None:
        self.made: Near | None = None

    def of(self, spellings: Spellings) -> Near:
        made = self.made
        if made is None or made.spellings is not spellings:
            made = self.made = Near(spellings)
        return made


_kept = _Kept()


def near_of(spellings: Spellings) -> Near:
    """The syllables of these spellings by their slips; kept until other spellings are asked for."""
    return _kept.of(spellings)
