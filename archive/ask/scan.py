"""Where the words of a query stand in a text, looked up letter for letter, however long the text is.

Every place is a span of the text as the store keeps it, with the term of the query that stands there.
"""

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import NamedTuple

from archive.ask.sought import Sought, in_form
from archive.index.plan import Reading
from archive.text.letters import even_composed, even_letters
from archive.text.segment import syllable_spans
from archive.text.vietnamese import canonical_tones, nfc

_Place = tuple[int, int, str]  # start, end, term

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


@dataclass(frozen=True, slots=True)
class Scan:
    """A text looked through once: what of the query stands in it, and where."""

    text: str
    hits: tuple[Hit, ...]
    terms: frozenset[str]

    def holds(self, phrase: Sequence[str]) -> bool:
        """Whether syllables that are all sought stand in a row."""
        if not self.terms.issuperset(phrase):
            return False
        runs = "".join((" " if hit.follows else " | ") + hit.term for hit in self.hits)
        return f" {' '.join(phrase)} " in f"{runs} "


def scan(text: str, wanted: Sought) -> Scan:
    """A text looked through for what is sought."""
    found = _places(text, wanted)
    terms = frozenset(place[2] for place in found)
    return Scan(text, tuple(_hits(text, _bounded(found, wanted), wanted)), terms)


def _bounded(found: Sequence[_Place], wanted: Sought) -> Sequence[_Place]:
    """At most `MOST` places: those of the rarest terms, as many terms as fit; the first ones when one alone is more."""
    if len(found) <= MOST:
        return found
    counts = Counter(term for _, _, term in found)
    kept, room = set[str](), MOST
    for term in sorted(counts, key=lambda one: (counts[one] / max(wanted.worth(one), 0.1), one)):
        if counts[term] > room:
            break
        kept.add(term)
        room -= counts[term]
    return [place for place in found if place[2] in kept] if kept else found[:MOST]


def _hits(text: str, found: Sequence[_Place], wanted: Sought) -> list[Hit]:
    """The places with what stands beside them."""
    if not found:
        return []
    follows, joined = list[bool](), list[str]()
    end, before, pairs = -9, "", wanted.pairs
    for start, last, term in found:
        between = start - end
        if between == 1 or (0 < between <= _SIGNS and not any(map(str.isalnum, text[end:start]))):
            pair = f"{before} {term}"
            follows.append(True)
            joined.append(pair if pair in pairs else "")
        else:
            follows.append(False)
            joined.append("")
        end, before = last, term
    tied = [bool(pair or more) for pair, more in zip(joined, [*joined[1:], ""], strict=True)]
    # A page has hundreds: made without a call of this language for each.
    return list(map(_made, zip(*zip(*found, strict=True), follows, joined, tied, strict=True)))


_made: "Callable[[tuple[object, ...]], Hit]" = partial(tuple.__new__, Hit)
_SIGNS = 3  # signs that may stand between neighbours: "05-CT/TW", "chi – bộ"; not "chi, đoàn, bộ"


# --- places ----------------------------------------------------------------------------------------------------------


def _places(text: str, wanted: Sought) -> list[_Place]:
    """The sought syllables in a text, in order, each with its term."""
    if not (wanted.syllables or wanted.prefixes):
        return []
    marks = wanted.reading == "marked"
    even = even_composed(text, marks=marks)
    if even is None:
        if not unicodedata.is_normalized("NFC", text):
            return list(_one_by_one(text, wanted))
        even = even_letters(text, marks=marks)
    even = f" {even} "
    found = _found(even, _written(wanted.syllables, wanted.reading))
    for prefix in wanted.prefixes:
        found += _beginning(even, prefix, wanted.syllables)
    return sorted(found)


def _found(even: str, written: Iterable[tuple[str, str]]) -> list[_Place]:
    """Every place of each syllable, written with a blank before it, in a text made even between blanks."""
    # Looked for without the blank behind it: a blank, the commonest sign of a text, is a bad end to look for.
    found: list[_Place] = []
    find = even.find
    for form, term in written:
        length = len(form) - 1
        at = find(form)
        while at >= 0:
            if even[at + length + 1] == " ":
                found.append((at, at + length, term))
            at = find(form, at + length + 1)
    return found


def _beginning(even: str, prefix: str, others: frozenset[str]) -> Iterator[_Place]:
    """Every place of a syllable that begins so, those left out that are sought as they are."""
    at = even.find(f" {prefix}")
    while at >= 0:
        end = even.index(" ", at + 1)
        if _figure(canonical_tones(even[at + 1 : end])) not in others:
            yield at, end - 1, f"{prefix}*"
        at = even.find(f" {prefix}", end)


def _one_by_one(text: str, wanted: Sought) -> Iterator[_Place]:
    """The same, syllable by syllable, in a text whose marks stand apart from their letters (NFD)."""
    for start, end in syllable_spans(text):
        said = _figure(" ".join(in_form(text[start:end], wanted)))
        prefix = next((f"{one}*" for one in wanted.prefixes if said.startswith(one)), "")
        if said in wanted.syllables or prefix:
            yield start, end, said if said in wanted.syllables else prefix


def _figure(said: str) -> str:
    """A figure as the index has it: "05" → "5"."""
    return said.lstrip("0") or "0" if said.isdigit() else said


@lru_cache(maxsize=256)
def _written(terms: frozenset[str], reading: Reading) -> tuple[tuple[str, str], ...]:
    """How the terms may stand in an even text, behind a blank, each with its term: " hòa", " hoà"; " 5", " 05"."""
    forms = ((term, form) for term in terms for form in (_forms(term) if reading == "marked" else _zeros(term)))
    return tuple(sorted((f" {form}", term) for term, form in forms))


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
