"""Where the words of a query stand in the texts of an answer, looked up letter for letter, however long a text is.

Every place is a span of the text as the store keeps it, with the term of the query that stands there. The texts of a
page are looked through together (`archive.text.occurrences`); a place becomes a `Hit` where it is looked at.
"""

import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from itertools import compress, pairwise
from typing import Any, NamedTuple, Protocol

from archive.ask.sought import Sought, in_form
from archive.index.parts import PAIRS
from archive.index.plan import Reading
from archive.text.occurrences import Looked, Occurrences, Place, occurrences
from archive.text.segment import syllable_spans
from archive.text.span import Span
from archive.text.vietnamese import canonical_tones, nfc

MOST = 3_000  # of a very long text the places of its rarest words are kept
_TONES = "\u0300\u0301\u0303\u0309\u0323"


class Hit(NamedTuple):
    """A syllable of the query in a text.

    `follows` when it stands right after the hit before it; `pair` is both, where they are neighbours in the query too;
    `tied` when it is one of such a pair, as the first or the second.
    """

    start: int
    end: int
    term: str
    follows: bool
    pair: str
    tied: bool


class Said(Protocol):
    """What of the query a text says."""

    @property
    def terms(self) -> frozenset[str]:
        """The terms that stand in the text."""

    def holds(self, phrase: Sequence[str]) -> bool:
        """Whether syllables that are all sought stand in a row."""


class Asked:
    """What is looked for in texts, each term and pair by its number."""

    def __init__(self, wanted: Sought) -> None:
        """Number what is sought."""
        self.wanted = wanted
        self.terms = _terms(wanted.syllables, wanted.prefixes)
        self.pairs = _pairs(self.terms, wanted.pairs)
        self.worths = tuple(map(wanted.worth, self.terms))
        self.codes = codes = {term: code for code, term in enumerate(self.terms)}
        self.looked = Looked(
            written=_written(self.terms, wanted.reading),
            pairs=[(codes[left], codes[right]) for left, right in (pair.split(" ") for pair in self.pairs)],
            worths=self.worths,
            beginning=partial(_beginning, wanted=wanted, codes=codes),
            one_by_one=partial(_one_by_one, wanted=wanted, codes=codes),
        )

    def part_worths(self) -> list[float]:
        """What each term and behind them each pair tells, pairs by their share."""
        return [*self.worths, *(self.wanted.worth(pair) * PAIRS for pair in self.pairs)]


class Heap:
    """Several texts of which it is known what of the query stands in them, and where."""

    def __init__(self, asked: Asked, found: Occurrences) -> None:
        """Take what was found."""
        self.asked, self.found = asked, found

    @cached_property
    def held(self) -> tuple[frozenset[str], ...]:
        """The terms that stand in each text."""
        return tuple([frozenset(compress(self.asked.terms, here)) for here in self.found.held.tolist()])

    def holds(self, number: int, phrase: Sequence[str]) -> bool:
        """Whether syllables that are all sought stand in a row in a text."""
        if not self.held[number].issuperset(phrase):
            return False
        return self.found.in_row(number, [self.asked.codes[term] for term in phrase])


@dataclass(frozen=True, slots=True)
class Known:
    """A text that was not read: what of the query stands in it is known from elsewhere. `number` is its place."""

    heap: Heap
    number: int

    @property
    def terms(self) -> frozenset[str]:
        """The terms that stand in the text."""
        return self.heap.held[self.number]

    def holds(self, phrase: Sequence[str]) -> bool:
        """Whether syllables that are all sought stand in a row."""
        return self.heap.holds(self.number, phrase)


class Pile(Heap):
    """Several texts looked through at once; `scans` has each by itself."""

    def __init__(self, texts: Sequence[str], asked: Asked) -> None:
        """Look through texts for what is sought."""
        marks = asked.wanted.reading == "marked"
        super().__init__(asked, occurrences(texts, asked.looked, marks=marks, most=MOST))
        self.scans = tuple(Scan(text, self, number) for number, text in enumerate(texts))

    @cached_property
    def columns(self) -> tuple[list[Any], ...]:
        """What makes a hit, one list each, of every place: where it begins and ends in its own text, and so on."""
        found = self.found
        bases = found.bases.repeat([last - first for first, last in pairwise(found.bounds)])
        terms, pairs = self.asked.terms, ("", *self.asked.pairs)
        return (
            (found.starts - bases).tolist(),
            (found.ends - bases).tolist(),
            [terms[code] for code in found.codes.tolist()],
            found.follows.tolist(),
            [pairs[number + 1] for number in found.pairs.tolist()],
            found.tied.tolist(),
        )

    def hits(self, first: int, last: int) -> tuple[Hit, ...]:
        """Some of the places as hits; a page has hundreds, made without a call of this language for each."""
        return tuple(map(_made, zip(*[column[first:last] for column in self.columns], strict=True)))


_made: "Callable[[tuple[object, ...]], Hit]" = partial(tuple.__new__, Hit)


@dataclass(frozen=True, slots=True)
class Scan:
    """A text looked through once: what of the query stands in it, and where. `number` is its place in the pile."""

    text: str
    pile: Pile
    number: int

    @property
    def hits(self) -> tuple[Hit, ...]:
        """Every hit of the text."""
        return self.pile.hits(*self._bounds)

    @property
    def terms(self) -> frozenset[str]:
        """The terms that stand in the text."""
        return self.pile.held[self.number]

    def within(self, span: Span) -> tuple[Hit, ...]:
        """The hits that stand in a stretch of the text."""
        first, last = self._bounds
        starts, ends, *_ = self.pile.columns
        first = bisect_left(starts, span.start, first, last)
        last = bisect_left(starts, span.end, first, last)
        return self.pile.hits(first, last - 1 if last > first and ends[last - 1] > span.end else last)

    def holds(self, phrase: Sequence[str]) -> bool:
        """Whether syllables that are all sought stand in a row."""
        return self.pile.holds(self.number, phrase)

    @property
    def _bounds(self) -> tuple[int, int]:
        bounds = self.pile.found.bounds
        return bounds[self.number], bounds[self.number + 1]


def scan(text: str, wanted: Sought) -> Scan:
    """A text looked through for what is sought."""
    return Pile((text,), Asked(wanted)).scans[0]


# --- what is looked for ----------------------------------------------------------------------------------------------


@lru_cache(maxsize=256)
def _terms(syllables: frozenset[str], prefixes: tuple[str, ...]) -> tuple[str, ...]:
    """The terms in an order of their own: the place of each is its code."""
    return (*sorted(syllables), *(f"{prefix}*" for prefix in prefixes))


def _pairs(terms: Sequence[str], pairs: frozenset[str]) -> tuple[str, ...]:
    """The pairs of which both syllables are looked for."""
    known = frozenset(terms)
    return tuple(pair for pair in sorted(pairs) if known.issuperset(pair.split(" ")))


def _beginning(even: str, wanted: Sought, codes: dict[str, int]) -> Iterator[Place]:
    """Every place of a syllable that begins as a prefix, those left out that are sought as they are."""
    for prefix in wanted.prefixes:
        at = even.find(f" {prefix}")
        while at >= 0:
            end = even.index(" ", at + 1)
            if _figure(canonical_tones(even[at + 1 : end])) not in wanted.syllables:
                yield at, end - 1, codes[f"{prefix}*"]
            at = even.find(f" {prefix}", end)


def _one_by_one(text: str, wanted: Sought, codes: dict[str, int]) -> Iterator[Place]:
    """Every place, syllable by syllable, in a text whose marks stand apart from their letters (NFD)."""
    for start, end in syllable_spans(text):
        said = _figure(" ".join(in_form(text[start:end], wanted)))
        prefix = next((f"{one}*" for one in wanted.prefixes if said.startswith(one)), "")
        if said in wanted.syllables or prefix:
            yield start, end, codes[said if said in wanted.syllables else prefix]


def _figure(said: str) -> str:
    """A figure as the index has it: "05" → "5"."""
    return said.lstrip("0") or "0" if said.isdigit() else said


@lru_cache(maxsize=256)
def _written(terms: tuple[str, ...], reading: Reading) -> tuple[tuple[str, int], ...]:
    """How the terms may stand in an even text, behind a blank, each with its code: " hòa", " hoà"; " 5", " 05"."""
    return tuple(
        (f" {form}", code)
        for code, term in enumerate(terms)
        if not term.endswith("*")
        for form in (_forms(term) if reading == "marked" else _zeros(term))
    )


def _forms(term: str) -> Iterator[str]:
    """A syllable with its tone where the new style puts it, and where the old one does: "hòa", "hoà"."""
    yield from _zeros(term)
    for place in range(len(term) - 1):
        bare, tone = _parted(term[place])
        if tone:
            old = term[:place] + bare + nfc(term[place + 1] + tone) + term[place + 2 :]
            if canonical_tones(old) == term:
                yield old


def _zeros(term: str) -> Iterator[str]:
    """A figure also with leading zeros: "5", "05", "005"; the figure nought as one to three of them."""
    yield term
    if term.isdigit():
        yield from (f"{zeros}{term}" for zeros in ("0", "00"))


def _parted(letter: str) -> tuple[str, str]:
    """A letter without its tone, and the tone; "" for none."""
    opened = unicodedata.normalize("NFD", letter)
    tone = next((mark for mark in opened if mark in _TONES), "")
    return nfc(opened.replace(tone, "")) if tone else letter, tone
