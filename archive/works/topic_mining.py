"""Phrases of titles that may be topics: words that several bodies write, weighed by how well they stand by themselves.

A candidate is a run of words as pyvi cuts them that does not begin or end with the words all documents use (the edges
of `topics.toml`). Its C-value (Frantzi, Ananiadou, Mima 2000) is high for long phrases that stand alone often, and low
for parts of longer ones. What a candidate means is for a clerk to say.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from math import log2
from typing import Any

from archive.text.segment import segment
from archive.text.vietnamese import comparable
from archive.works.topic_words import syllables_of
from archive.works.vocabulary import rows

MOST_WORDS, LEAST_SYLLABLES, MOST_SYLLABLES = 4, 2, 6
# A phrase with the same word beside it in more of its titles is a piece of a longer one: “hữu hạn một thành viên”.
_FREE = 0.7


@dataclass(frozen=True, slots=True)
class Title:
    """A title to learn from: its words, and who issued the work ("" where that is not known)."""

    words: str
    family: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A phrase that may be a topic: in how many different titles, of how many bodies, and its C-value."""

    phrase: str
    titles: int
    families: int
    value: float


@dataclass(slots=True)
class _Seen:
    titles: set[str] = field(default_factory=set)
    families: set[str] = field(default_factory=set)
    inside: set[str] = field(default_factory=set)  # longer candidates it is a part of
    left: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)

    @property
    def is_free(self) -> bool:
        """Whether different words stand before it, and after it."""
        return all(max(beside.values(), default=0) <= _FREE * len(self.titles) for beside in (self.left, self.right))


def candidates(
    titles: Iterable[Title], *, known: Iterable[str] = (), least: int = 3, bodies: int = 2
) -> tuple[Candidate, ...]:
    """The phrases of at least so many different titles and bodies, best first; none that a `known` phrase touches.

    A title that several works share (a form, a text sent on) counts once.
    """
    seen: defaultdict[str, _Seen] = defaultdict(_Seen)
    for one in titles:
        _read(seen, comparable(one.words), one.family)
    touched = [syllables_of(phrase) for phrase in known]
    counts = {phrase: len(found.titles) for phrase, found in seen.items()}
    made = (
        Candidate(phrase, counts[phrase], len(found.families - {""}), _value(phrase, found, counts))
        for phrase, found in seen.items()
        if counts[phrase] >= least and len(found.families - {""}) >= bodies and found.is_free
    )
    free = (one for one in made if one.value > 0 and not _touches(syllables_of(one.phrase), touched))
    return tuple(sorted(free, key=lambda one: (-one.value, one.phrase)))


def _read(seen: defaultdict[str, _Seen], title: str, family: str) -> None:
    for one in _phrases(title):
        found = seen[one.words]
        found.families.add(family)
        if title not in found.titles:
            found.titles.add(title)
            found.left.update(one.before)
            found.right.update(one.after)
        for part in one.parts:
            seen[part].inside.add(one.words)


def _value(phrase: str, found: _Seen, counts: dict[str, int]) -> float:
    """The C-value: log2 of the length, times what is left of the count when longer phrases have taken their part."""
    longer = [counts[one] for one in found.inside]
    alone = counts[phrase] - (sum(longer) / len(longer) if longer else 0.0)
    return round(log2(len(syllables_of(phrase))) * alone, 3)


def _touches(phrase: tuple[str, ...], known: Iterable[tuple[str, ...]]) -> bool:
    return any(_holds(phrase, one) or _holds(one, phrase) for one in known)


def _holds(longer: tuple[str, ...], shorter: tuple[str, ...]) -> bool:
    size = len(shorter)
    return any(longer[at : at + size] == shorter for at in range(len(longer) - size + 1))


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A phrase of a title: its words, the shorter phrases inside it, the words beside it where the run goes on."""

    words: str
    parts: tuple[str, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]


def _phrases(title: str) -> Iterator[_Phrase]:
    for run in _runs(title):
        for size in range(1, MOST_WORDS + 1):
            for at in range(len(run) - size + 1):
                words = run[at : at + size]
                if _stands(words):
                    before, after = run[at - 1 : at] if at else (), run[at + size : at + size + 1]
                    yield _Phrase(" ".join(words), _parts(words), before, after)


def _parts(words: tuple[str, ...]) -> tuple[str, ...]:
    size = len(words)
    found = (words[at : at + less] for less in range(1, size) for at in range(size - less + 1))
    return tuple(" ".join(part) for part in found if _stands(part))


def _runs(title: str) -> Iterator[tuple[str, ...]]:
    """The words of a title, parted where a phrase cannot go on: at signs, figures and the words that break."""
    run: list[str] = []
    end = 0
    for start, stop in segment(title):
        word = title[start:stop]
        parted = bool(title[end:start].strip()) or word in _edges("breaks") or any(sign.isdigit() for sign in word)
        if parted and run:
            yield tuple(run)
            run = []
        if word not in _edges("breaks") and not any(sign.isdigit() for sign in word):
            run.append(word)
        end = stop
    if run:
        yield tuple(run)


def _stands(words: tuple[str, ...]) -> bool:
    size = sum(len(word.split()) for word in words)
    edge = _edges("edges")
    return LEAST_SYLLABLES <= size <= MOST_SYLLABLES and words[0] not in edge and words[-1] not in edge


@cache
def _edges(name: str) -> frozenset[str]:
    table: dict[str, Any] = mining_table()
    return frozenset(comparable(word) for word in table[name])


@cache
def mining_table() -> dict[str, Any]:
    """The words of `[mining]`."""
    return rows("topics", "mining")[0]
