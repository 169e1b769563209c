"""The words that show a topic: the table of standing topics, and where their phrases stand in a title.

Phrases are compared with their marks, as whole syllables: “thanh tra” is not in “thanh niên”. Of phrases that lie in
one another the longest counts, so that “bảo hiểm y tế” shows no “y tế”, and the name of a ministry shows nothing.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

from archive.text.segment import syllable_spans
from archive.text.span import Span
from archive.text.vietnamese import comparable, nfc
from archive.works.bodies import bodies
from archive.works.vocabulary import rows

# A phrase of more syllables is a title, not a topic.
LONGEST = 10
_MASK = ""  # what a masking phrase is said to show


@dataclass(frozen=True, slots=True)
class TopicRow:
    """A standing topic of `archive/data/topics.toml`: its place in addresses, its name, the phrases that show it."""

    slug: str
    label: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """A topic that a title shows, and the words that show it: `title[span.start:span.end]`."""

    slug: str
    span: Span


@dataclass(frozen=True, slots=True)
class Finder:
    """Where the phrases of some topics stand; made once for many titles by `finder`."""

    phrases: Mapping[tuple[str, ...], tuple[str, ...]]
    longest: int
    _heads: frozenset[str] = field(default=frozenset())

    def found(self, title: str) -> tuple[Shown, ...]:
        """The topics that a title shows, in its order; a topic once for each of its phrases that stands there."""
        composed = nfc(title)
        spans = syllable_spans(composed)
        said = [comparable(composed[span.start : span.end]) for span in spans]
        longest = [self._from(said, at) for at in range(len(said))]
        made: list[Shown] = []
        reach = 0
        for at, end in enumerate(longest):
            if end <= reach:  # lies in one that began before it
                continue
            reach = end
            shown = self.phrases[tuple(said[at:end])]
            whole = Span(spans[at].start, spans[end - 1].end)
            made += [Shown(slug, whole) for slug in shown if slug != _MASK]
        return tuple(made)

    def _from(self, said: list[str], at: int) -> int:
        """The end of the longest phrase that begins at a syllable; 0 where none does."""
        if said[at] not in self._heads:
            return 0
        last = min(len(said), at + self.longest)
        return next((end for end in range(last, at, -1) if tuple(said[at:end]) in self.phrases), 0)


def syllables_of(phrase: str) -> tuple[str, ...]:
    """A phrase as it is compared: "Phòng, chống tham nhũng" → ("phòng", "chống", "tham", "nhũng")."""
    composed = nfc(phrase)
    return tuple(comparable(composed[span.start : span.end]) for span in syllable_spans(composed))


def finder(topics: Iterable[tuple[str, Iterable[str]]]) -> Finder:
    """A finder of topics, each given as its slug and its phrases; the names of bodies are masked."""
    found: dict[tuple[str, ...], tuple[str, ...]] = dict.fromkeys(_masks(), (_MASK,))
    for slug, words in topics:
        for phrase in words:
            key = syllables_of(phrase)
            if key and len(key) <= LONGEST:
                found[key] = tuple(dict.fromkeys((*(one for one in found.get(key, ()) if one != _MASK), slug)))
    return Finder(found, max(map(len, found), default=0), frozenset(key[0] for key in found))


@cache
def standing_topics() -> tuple[TopicRow, ...]:
    """The topics of the table, in its order.

    Raises:
        DataError: the table is not there.
    """
    return tuple(TopicRow(row["slug"], row["label"], tuple(row["words"])) for row in rows("topics", "topic"))


@cache
def _masks() -> tuple[tuple[str, ...], ...]:
    written = (phrase for row in rows("topics", "mask") for phrase in row["words"])
    names = (name for one in bodies() if one.level == "tw" for name in (one.name, *one.aliases))
    made = (syllables_of(phrase) for phrase in (*written, *names))
    # One syllable ("Đảng") masks nothing; names longer than a phrase may be could hide one.
    return tuple(key for key in dict.fromkeys(made) if 1 < len(key) <= LONGEST)
