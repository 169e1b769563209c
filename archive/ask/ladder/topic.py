"""What a topic asks of a title: which of its words, and pairs of words, a title has, and how little else it says.

Words weigh by how rare the archive has them; words that only frame a subject ("nâng cao chất lượng") weigh little. A
word typed with marks must stand with them, one typed without matches any marks.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from archive.index.analysis import folded, syllables
from archive.works.vocabulary import rows, types

# A framing word weighs this part of another. With 1 "nâng cao chất lượng" alone makes half a topic, with 0 a topic made
# of such words only matches everything.
_FRAME = 0.3
# Single words are half of what a title must have, their order (pairs) the rest: "tổ chức" and "cơ sở" apart are not
# "tổ chức cơ sở đảng".
_SINGLES = 0.6
# How many documents hold each of some terms of a stream: what an engine counts, all at one moment.
Frequencies = Callable[[str, Sequence[str]], Sequence[int]]


@dataclass(frozen=True, slots=True)
class Topic:
    """The words of a topic in order (stop words left out), what each weighs, and the type of document it names, if any.

    `types` are slugs: "hướng dẫn sinh hoạt chi bộ" asks for a Hướng dẫn.
    """

    words: tuple[str, ...]
    weights: tuple[float, ...]
    types: frozenset[str] = frozenset()

    def cover(self, title: str) -> float:
        """Which share of the topic a title says, by weight: 1 when it has every word in the same order."""
        said = _heard(title)
        singles = _share(self.weights, [word in said.words for word in self.words])
        if len(self.words) == 1:
            return singles
        together = [
            any(_matches(left, one) and _matches(right, other) for one, other in said.pairs.get(folded(left), ()))
            for left, right in pairwise(self.words)
        ]
        weights = tuple(min(pair) for pair in pairwise(self.weights))
        return _SINGLES * singles + (1 - _SINGLES) * _share(weights, together)

    def held(self, title: str) -> tuple[str, ...]:
        """The words of the topic that a title has, in the topic's order."""
        said = _heard(title)
        return tuple(word for word in self.words if word in said.words)

    def focus(self, title: str) -> float:
        """Which share of a title is the topic: 1 when it says the topic and nothing else but framing words."""
        rest = substance(title)
        if not rest:
            return 0.0
        asked = frozenset(self.words)
        return sum(word in asked or folded(word) in asked for word in rest) / len(rest)


@lru_cache(maxsize=4096)
def substance(title: str) -> tuple[str, ...]:
    """The words of a title that are neither framing words nor figures: what it is about."""
    said = _told(title)
    return tuple(word for word, frame in zip(said, _framing(said), strict=True) if not frame and not word.isdigit())


def read_topic(said: str, frequencies: Frequencies, total: int) -> Topic:
    """The topic of some words; `frequencies` counts documents of the archive, `total` is how many there are."""
    whole = [one for one in syllables(said) if one]
    named = _type_before(whole)
    kept = [one for one in whole if one not in _stop() and one not in _bare_stop(whole)] or whole
    framing = _framing(tuple(kept))
    weights = _weights(kept, frequencies, total)
    if not all(framing):
        weights = [
            weight * (_FRAME if frame or word.isdigit() else 1.0)
            for word, weight, frame in zip(kept, weights, framing, strict=True)
        ]
    return Topic(tuple(kept), tuple(weights), named)


def _weights(words: Sequence[str], frequencies: Frequencies, total: int) -> list[float]:
    """What each word weighs; one without marks is counted without them."""
    held: dict[str, int] = {}
    for stream, bare in (("folded", True), ("syllables", False)):
        if terms := [word for word in dict.fromkeys(words) if (folded(word) == word) is bare]:
            held.update(zip(terms, frequencies(stream, terms), strict=True))
    # One more than the usual weight of rarity: in a small archive the topic itself is what most documents are about.
    return [1.0 + math.log1p(total / (1 + held[word])) for word in words]


def _share(weights: tuple[float, ...], held: list[bool]) -> float:
    whole = sum(weights)
    return sum(weight for weight, has in zip(weights, held, strict=True) if has) / whole if whole else 0.0


def _matches(asked: str, said: str) -> bool:
    return asked == said or (folded(asked) == asked and folded(said) == asked)


@lru_cache(maxsize=4096)
def _told(title: str) -> tuple[str, ...]:
    """The syllables of a title without stop words."""
    return tuple(one for one in syllables(title) if one not in _stop())


@dataclass(frozen=True, slots=True)
class _Heard:
    """A title as it is asked: its words with and without marks, its pairs by their first word without marks."""

    words: frozenset[str]
    pairs: Mapping[str, tuple[tuple[str, str], ...]]


@lru_cache(maxsize=4096)
def _heard(title: str) -> _Heard:
    said = _told(title)
    pairs: dict[str, dict[tuple[str, str], None]] = {}
    for pair in pairwise(said):
        pairs.setdefault(folded(pair[0]), {})[pair] = None
    return _Heard(frozenset((*said, *map(folded, said))), {first: tuple(found) for first, found in pairs.items()})


# --- tables ----------------------------------------------------------------------------------------------------------


@cache
def _stop() -> frozenset[str]:
    return frozenset(word for row in rows("ladder", "stop") for word in row["words"])


@cache
def _bare_words() -> frozenset[str]:
    """Stop words as an unmarked keyboard types them, but for those that are other words too ("ve", "cac", "cua")."""
    return frozenset(folded(word) for word in _stop() if folded(word) != word)


def _bare_stop(typed: list[str]) -> frozenset[str]:
    """In a topic typed without any marks the stop words have none either."""
    return _bare_words() if all(folded(one) == one for one in typed) else frozenset()


@cache
def _frames() -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """First syllable → the framing phrases that begin so, the longest first, with and without marks."""
    every = {_told(words) for row in rows("ladder", "frame") for words in row["words"]}
    every |= {tuple(folded(one) for one in phrase) for phrase in every}
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in sorted((phrase for phrase in every if phrase), key=lambda phrase: (-len(phrase), phrase)):
        found.setdefault(phrase[0], []).append(phrase)
    return {first: tuple(phrases) for first, phrases in found.items()}


def _framing(said: tuple[str, ...]) -> list[bool]:
    """Which words of some syllables are part of a framing phrase."""
    found = [False] * len(said)
    for at, first in enumerate(said):
        for phrase in _frames().get(first, ()):
            if said[at : at + len(phrase)] == phrase:
                found[at : at + len(phrase)] = [True] * len(phrase)
    return found


@cache
def _type_names() -> tuple[tuple[tuple[str, ...], frozenset[str]], ...]:
    """The names of types as syllables, the longest first, with their slugs; unmarked too."""
    found: dict[tuple[str, ...], set[str]] = {}
    for kind in types():
        name = tuple(syllables(kind.name))
        for written in (name, tuple(folded(one) for one in name)):
            found.setdefault(written, set()).add(kind.slug)
    return tuple(
        (name, frozenset(slugs)) for name, slugs in sorted(found.items(), key=lambda one: (-len(one[0]), one[0]))
    )


def _type_before(said: list[str]) -> frozenset[str]:
    """The type that the words begin with, where more follows: its words stay, for “quy hoạch cán bộ” is a subject."""
    for name, slugs in _type_names():
        if tuple(said[: len(name)]) == name and len(said) > len(name) + 1:
            return slugs
    return frozenset()
