"""From text to terms, the same for what is written and what is asked, and from a document to the entry of an index.

The order is always NFC, lower case, canonical tones, and for the folded streams then fold. The words come from the
document's own spans when it has them. What the streams are for and how much they weigh is in `archive.index.fields`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise, takewhile
from typing import Literal

from archive.index.fields import STREAMS, Stream
from archive.text.segment import segment
from archive.text.span import Span
from archive.text.vietnamese import canonical_tones, fold, nfc, plain, slugify
from archive.works.bodies import body, display_name, family
from archive.works.document import Document
from archive.works.number import Number
from archive.works.vocabulary import rows, type_codes, type_named

# Letters and digits after NFC. Matches: "bộ", "05", "nđ". Not: "_", "-", a mark that stands alone.
_SYLLABLE = re.compile(r"[^\W_]+")
# Between two parts of a document no phrase may reach across.
GAP = 16


@dataclass(slots=True)
class Posting:
    """What one document says of one term: the summed weight, and the places when the stream keeps them."""

    weight: int = 0
    places: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Entry:
    """A document as an index keeps it, no text: stream → term → posting, column → value, facet → label."""

    id: str
    terms: Mapping[str, Mapping[str, Posting]]
    lengths: Mapping[str, int]
    columns: Mapping[str, str | int]
    labels: Mapping[str, str]


# --- text to terms ---------------------------------------------------------------------------------------------------


def syllables(text: str) -> list[str]:
    """The syllables and figures of a text, lower case, tones canonical; a figure without leading zeros ("05" → "5")."""
    return cut(even(text))


def even(text: str) -> str:
    """A text as terms are cut from it: composed, lower case, tones canonical."""
    return canonical_tones(plain(nfc(text)).lower())


def cut(evened: str) -> list[str]:
    """The syllables and figures of an even text."""
    return [figure(one) for one in _SYLLABLE.findall(evened)]


def figure(syllable: str) -> str:
    """A figure without leading zeros, any other syllable as it is."""
    return syllable.lstrip("0") or "0" if syllable[0] == "0" and syllable.isdigit() else syllable


def pairs(terms: list[str]) -> list[str]:
    """Every two neighbours as one term: "sinh hoạt", "hoạt chi", "chi bộ"."""
    return [f"{left} {right}" for left, right in pairwise(terms)]


@lru_cache(maxsize=4096)
def words_asked(chunk: str) -> tuple[str, ...]:
    """The words of a piece of a query, kept: one question is planned several times, for the list and for the rows."""
    return tuple(words(chunk))


def words(text: str, spans: Iterable[Span] | None = None) -> list[str]:
    """The words of a text as terms, from spans found before, or found now."""
    found = segment(text) if spans is None else spans
    evened = even(text)
    if len(evened) != len(text):  # NFD, or a letter that is two in lower case: each word by itself
        return [" ".join(parts) for start, end in found if (parts := syllables(text[start:end]))]
    return [" ".join(parts) for start, end in found if (parts := cut(evened[start:end]))]


@lru_cache(maxsize=200_000)
def folded(term: str) -> str:
    """A term without its marks: "chi bộ" → "chi bo". Kept, because a language has few syllables."""
    return fold(term)


def number_terms(number: Number) -> tuple[str, ...]:
    """What a document's own number is found by: `key:47-CT/TU`, `ct:47`, `serial:47`."""
    kind = folded(type_codes().get(number.type_code, number.type_code))
    return (f"key:{number.key}", f"{kind}:{number.serial}", f"serial:{number.serial}")


# --- document to entry -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a document as the streams see it: which weight it has, its text, and its words where they are known."""

    role: Literal["title", "heading", "body", "cited"]
    text: str
    spans: Sequence[Span] | None = None


@dataclass(frozen=True, slots=True)
class _Cut:
    """A part cut into its terms."""

    role: str
    words: list[str]
    syllables: list[str]


def entry(document: Document) -> Entry:
    """The entry of a document, article or stub. Its number stands in it as a key, and as figures and letters."""
    read = [_Cut(part.role, words(part.text, part.spans), syllables(part.text)) for part in parts(document)]
    terms = {stream.name: _stream_terms(stream, read, document) for stream in STREAMS}
    lengths = {stream.name: _length(stream, read, document) for stream in STREAMS}
    held, labels = columns(document)
    held |= _sizes(read)
    return Entry(document.id, terms, lengths, held, labels)


def parts(document: Document) -> Iterator[Part]:
    """The parts of a document in their order: titles, what describes it, its text, what others say of it."""
    # A stub's title holds every title it is quoted with, one a line, the commonest first.
    for place, title in enumerate((document.title or "").splitlines()):
        yield Part("heading" if place else "title", title)
    issuer, date = document.issuer, document.date
    named = (document.type, str(document.number or ""), issuer and issuer.name, document.place, date and date.shown)
    headings = (document.text[block.start : block.end] for block in document.blocks if block.kind == "heading")
    of_work = document.container.title if document.container else None
    for heading in (*named, of_work, *headings):
        if heading:
            yield Part("heading", heading)
    if document.text:
        yield Part("body", document.text, document.words or None)
    for sentence in document.cited_as:
        yield Part("cited", sentence)


def _sizes(parts: list[_Cut]) -> dict[str, int]:
    """How long the parts are and where the text begins, counted as `_stream_terms` counts the places of syllables."""
    sizes = {role: sum(len(part.syllables) for part in parts if part.role == role) for role in ("title", "heading")}
    before = list(takewhile(lambda part: part.role not in ("body", "cited"), parts))
    body = next((part for part in parts if part.role == "body"), None)
    return {
        "title_size": sizes["title"],
        "heading_size": sizes["heading"],
        "body_at": sum(len(part.syllables) + GAP for part in before),
        "body_size": len(body.syllables) if body else 0,
    }


def _stream_terms(stream: Stream, parts: list[_Cut], document: Document) -> dict[str, Posting]:
    found: dict[str, Posting] = {}
    if stream.analyser == "number":
        return {term: Posting(1) for term in number_terms(document.number)} if document.number else found
    place = 0
    for part in parts:
        weight = int(getattr(stream, part.role))
        for term in _terms_of(stream, part):
            posting = found.get(term)
            if posting is None:
                posting = found[term] = Posting()
            posting.weight += weight
            if stream.places:
                posting.places.append(place)
            place += 1
        place += GAP
    return found


def _length(stream: Stream, parts: list[_Cut], document: Document) -> int:
    """The summed weight of all terms, without the sentences of others: being cited makes no document longer.

    With them in it the most cited would rank lower by their own words (measured: see `archive.index.fields`).
    """
    if stream.analyser == "number":
        return len(number_terms(document.number)) if document.number else 0
    return sum(int(getattr(stream, part.role)) * _size(stream, part) for part in parts if part.role != "cited")


def _size(stream: Stream, part: _Cut) -> int:
    if stream.analyser == "words":
        return len(part.words)
    return max(len(part.syllables) - 1, 0) if "pairs" in stream.analyser else len(part.syllables)


def _terms_of(stream: Stream, part: _Cut) -> list[str]:
    if stream.analyser == "words":
        return part.words
    if stream.analyser == "pairs":
        return pairs(part.syllables)
    if stream.analyser == "syllables":
        return part.syllables
    bare = [folded(one) for one in part.syllables]
    return pairs(bare) if stream.analyser == "folded pairs" else bare


def columns(document: Document) -> tuple[dict[str, str | int], dict[str, str]]:
    """The columns, "" or 0 where nothing is known, and how each facet value is shown."""
    issuer, date = document.issuer, document.date
    owner = (family(issuer.body) if issuer.body else slugify(issuer.name)) if issuer else ""
    kind = type_named(document.type) if document.type else None
    held: dict[str, str | int] = {
        "type": kind.slug if kind else slugify(document.type or ""),
        "issuer": owner,
        "level": level_of(document) or "",
        "year": str(date.year) if date else "",
        "genre": document.genre,
        "place": slugify(document.place or ""),
        "first": date.first.toordinal() if date else 0,
        "last": date.last.toordinal() if date else 0,
        "term": document.term or "",
        "signatory": slugify(document.signatory or ""),
        "work": document.container.id if document.container else "",
        "cited": document.cited,
    }
    shown = (display_name(owner) or issuer.name) if issuer else ""
    return held, {"type": document.type or "", "issuer": shown, "place": document.place or ""}


def level_of(document: Document) -> str | None:
    """The level of the issuing body: from the body, else from the body code of the number; None when neither says."""
    known = body(document.issuer.body) if document.issuer and document.issuer.body else None
    if known:
        return known.level
    code = document.number.body_code if document.number else None
    return _code_levels().get(code) if code else None


@lru_cache(maxsize=1)
def _code_levels() -> dict[str, str]:
    return {row["code"]: row["level"] for row in rows("bodies", "code") if row.get("level", "any") != "any"}
