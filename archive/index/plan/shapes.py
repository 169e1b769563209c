"""What a query asks of an engine, as values: clauses that score, phrases, conditions, what the words were taken for.

Every engine carries a plan out in its own way; how a query becomes one is in the rooms beside this.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol

from archive.index.candidates import Ranker
from archive.index.spellings import Spellings

Reading = Literal["marked", "folded"]


class Counts(Protocol):
    """What the archive itself says of terms."""

    def frequency(self, stream: str, term: str) -> int:
        """How many documents hold a term in a stream."""

    def spellings(self) -> Spellings:
        """How the archive spells syllables, and how often."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How a query is to be taken: `reading` overrules the archive's counts, `loose` asks for fewer words.

    `standing` gives the validity of works on the day of the question, id → value ("in_force", "partly", "ended" …);
    works not in it are "unknown". `ranker` orders the top of the list anew, None leaves it as the streams have it.
    Without `counts` nobody will look at the facets, and an engine may leave them out.
    """

    reading: Reading | None = None
    loose: bool = False
    standing: Mapping[str, str] = field(default_factory=dict)
    ranker: Ranker | None = None
    counts: bool = True


AS_ASKED = Manner()


@dataclass(frozen=True, slots=True)
class Opened:
    """An abbreviation or nickname, the words `first` to `last` (half open), and what it was opened to.

    Several meanings where it is ambiguous: “BCT” is Bộ Chính trị and Bộ Công Thương.
    """

    typed: str
    meanings: tuple[str, ...]
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Taken:
    """What the words were taken for: `said` in full with its marks, `others` the other likely readings of it.

    `restored` says that marks were put to the words as typed; `opened` are abbreviations that were opened.
    """

    said: str = ""
    restored: bool = False
    others: tuple[str, ...] = ()
    opened: tuple[Opened, ...] = ()


@dataclass(frozen=True, slots=True)
class Clause:
    """A term that adds to the score of a document that holds it, times `share`."""

    stream: str
    term: str
    share: float


@dataclass(frozen=True, slots=True)
class Phrase:
    """Terms of a stream with places, in a row."""

    stream: str
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Nearby:
    """Different terms of a stream with places, all within a stretch of `within` places, in any order."""

    stream: str
    terms: tuple[str, ...]
    within: int


@dataclass(frozen=True, slots=True)
class Prefix:
    """The beginning of a syllable as `typed`, and the terms of a stream that begin so; `cut` where there were more."""

    typed: str
    stream: str
    terms: tuple[str, ...]
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a choice: what a document must hold to be of it, named as in `Plan`."""

    gate_stream: str
    gate: tuple[str, ...]
    needed: int
    phrases: tuple[Phrase, ...]
    without: tuple[Phrase, ...]
    near: tuple[Nearby, ...]
    prefixes: tuple[Prefix, ...]
    choices: tuple[tuple["Side", ...], ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What a query asks of an engine.

    A document must hold `needed` of `gate` in `gate_stream`, all `required` terms and all `phrases`, none of `without`,
    all of `near`, a term of each of `prefixes`, and be of one side of each of `choices`. It must have one of the values
    of each of `columns` and none of those of `barred`, a signatory whose slug has `signatory` in it, a date that may
    lie between the day numbers of `days`, and a `validity` that is one of these (any when empty). `sequence` are the
    syllables of the words and phrases in order, as `gate_stream` has them. With nothing to score all score 0.
    """

    clauses: tuple[Clause, ...]
    gate_stream: str
    gate: tuple[str, ...]
    needed: int
    required: tuple[tuple[str, str], ...]
    phrases: tuple[Phrase, ...]
    without: tuple[Phrase, ...]
    columns: tuple[tuple[str, tuple[str, ...]], ...]
    days: tuple[int, int] | None
    reading: Reading
    sequence: tuple[str, ...] = ()
    validity: tuple[str, ...] = ()
    taken: Taken = Taken()
    near: tuple[Nearby, ...] = ()
    prefixes: tuple[Prefix, ...] = ()
    choices: tuple[tuple[Side, ...], ...] = ()
    barred: tuple[tuple[str, tuple[str, ...]], ...] = ()
    signatory: str = ""
