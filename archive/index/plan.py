"""From a query to terms: what is scored, what a document must hold, what it must not, and which columns it must have.

The plan is a value that every engine carries out in its own way. Whether the words were typed with their marks is
decided here, from how often the archive itself has them with and without. The formula is in `archive.index.scoring`.
"""

import math
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from archive.index.analysis import folded, number_terms, pairs, syllables, words
from archive.index.fields import STREAM
from archive.query import Query
from archive.works.asked import Asked
from archive.works.bodies import family
from archive.works.number import parse_typed
from archive.works.vocabulary import type_named

Reading = Literal["marked", "folded"]
Frequency = Callable[[str, str], int]

# A pair typed with its marks is at least this part of all that look like it without marks. "chi bộ" is nearly all of
# "chi bo"; "chi bo" typed so is none of it. Pairs that chance has without marks ("sinh ra") are far above.
_TYPED_RIGHT = 0.05
# A rare pair is missing by chance: from this share of unknown pairs on, the query was typed without marks. On 400 legal
# questions over 5,000 articles 0.15 takes 1 marked one for unmarked (0.01: 43), 3 half-marked for marked (0.4: 31).
_PAIRS_UNKNOWN = 0.15
# A document must hold all of up to 4 different syllables; of more, this share and at least 4. On the same questions no
# gate gives nDCG@10 93.4, this one 93.3, a share of 0.6 89.4, of 0.8 63.7; it keeps out four documents in five.
# After a change run `vankien eval search`.
_ALL_UP_TO = 4
_SHARE_NEEDED = 0.4
# What the marks that were typed are worth beside the folded streams.
_SHARES_FOLDED = {"syllables": 1.0, "pairs": 0.6}
# A number that was typed is worth a whole rare word more when it is the document's own.
_NUMBER_SHARE = 2.0


@dataclass(frozen=True, slots=True)
class Manner:
    """How strictly a query is taken: `reading` overrules the archive's counts, `loose` asks for fewer words."""

    reading: Reading | None = None
    loose: bool = False


AS_ASKED = Manner()


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
class Plan:
    """What a query asks of an engine.

    A document must hold `needed` of `gate` in `gate_stream`, all `required` terms and all `phrases`, none of `without`,
    have the `columns`, and its date may lie between the day numbers of `days`. With nothing to score all score 0.
    """

    clauses: tuple[Clause, ...]
    gate_stream: str
    gate: tuple[str, ...]
    needed: int
    required: tuple[tuple[str, str], ...]
    phrases: tuple[Phrase, ...]
    without: tuple[Phrase, ...]
    columns: tuple[tuple[str, str], ...]
    days: tuple[int, int] | None
    reading: Reading


def plan(query: Query, frequency: Frequency, manner: Manner = AS_ASKED) -> Plan:
    """The plan of a query; `frequency(stream, term)` says how many documents of the index hold a term."""
    said = _said(query)
    typed = syllables(said)
    chosen = manner.reading or _reading([*typed, *syllables(" ".join(query.phrases))], frequency)
    gate = tuple(dict.fromkeys(typed if chosen == "marked" else map(folded, typed)))
    return Plan(
        clauses=(*_clauses(query, said, chosen), *_number_clauses(query.asked)),
        gate_stream="syllables" if chosen == "marked" else "folded",
        gate=gate,
        needed=_needed(len(gate), loose=manner.loose),
        required=_required(query),
        phrases=(*(_phrase(one, chosen) for one in query.phrases), *_number_phrase(query, chosen, manner)),
        without=tuple(_phrase(one, _own_reading(one, chosen)) for one in query.minus),
        columns=_columns(query),
        days=_days(query),
        reading=chosen,
    )


def _needed(size: int, *, loose: bool) -> int:
    strict = min(size, max(_ALL_UP_TO, math.ceil(_SHARE_NEEDED * size)))
    return max(1, min(strict - 1, math.ceil(size / 2))) if loose and size else strict


def _said(query: Query) -> str:
    """The free words, a whole number among them in its canonical form ("296-QĐ/TƯ" as "296-QĐ/TW")."""
    asked = query.asked
    if asked is None or asked.number is None:
        return " ".join(query.words)
    return " ".join((*query.words[: asked.first], str(asked.number), *query.words[asked.last :]))


# --- with or without marks -------------------------------------------------------------------------------------------


def _reading(typed: list[str], frequency: Frequency) -> Reading:
    """Folded when several pairs, or a syllable alone, are unknown as typed while their unmarked look-alikes are known.

    "sinh hoat chi bo" and the half-marked "sinh hoạt chi bo" are folded; "sinh hoạt chi bộ" and "kế hoạch 5" are not.
    """
    letters = [one for one in typed if not one.isdigit()]
    stream, terms = ("pairs", pairs(letters)) if len(letters) > 1 else ("syllables", letters)
    look_alike = "folded_pairs" if len(letters) > 1 else "folded"
    unknown = 0
    for term in terms:
        alike = frequency(look_alike, folded(term)) if any(_is_bare(one) for one in term.split()) else 0
        unknown += bool(alike) and frequency(stream, term) < _TYPED_RIGHT * alike
    return "folded" if unknown and unknown >= _PAIRS_UNKNOWN * len(terms) else "marked"


def _is_bare(syllable: str) -> bool:
    return folded(syllable) == syllable


def _own_reading(words_typed: str, chosen: Reading) -> Reading:
    """An exclusion typed with marks is taken with them, whatever the rest of the query is."""
    return chosen if all(_is_bare(one) for one in syllables(words_typed)) else "marked"


# --- what is scored --------------------------------------------------------------------------------------------------


def _clauses(query: Query, said: str, reading: Reading) -> tuple[Clause, ...]:
    chunks = (said, *query.phrases)
    found: Counter[tuple[str, str]] = Counter()
    for chunk in chunks:
        typed = syllables(chunk)
        bare = [folded(one) for one in typed]
        if reading == "marked":
            found.update(("words", term) for term in words(chunk))
            found.update(("pairs", term) for term in pairs(typed))
            found.update(("syllables", term) for term in typed)
        else:
            found.update(("folded_pairs", term) for term in pairs(bare))
            found.update(("folded", term) for term in bare)
            # Marks that were typed count: "đường sat" puts "đường sắt" above "dương sát".
            found.update(("syllables", term) for term in typed if not _is_bare(term))
            found.update(("pairs", term) for term in pairs(typed) if not _is_bare(term))
    shares = {name: stream.share for name, stream in STREAM.items()} | (_SHARES_FOLDED if reading == "folded" else {})
    return tuple(Clause(stream, term, shares[stream] * times) for (stream, term), times in found.items())


def _number_clauses(asked: Asked | None) -> tuple[Clause, ...]:
    if asked is None:
        return ()
    if asked.number:
        terms: tuple[str, ...] = number_terms(asked.number)[:1]
    elif asked.types:
        codes = {kind.code for name in asked.types if (kind := type_named(name))}
        terms = tuple(sorted(f"{folded(code)}:{asked.serial}" for code in codes))
    else:
        terms = (f"serial:{asked.serial}",)
    return tuple(Clause("number", term, _NUMBER_SHARE) for term in terms)


# --- what must and must not be there ---------------------------------------------------------------------------------


def _required(query: Query) -> tuple[tuple[str, str], ...]:
    if query.own is None:
        return ()
    number = parse_typed(query.own)
    return (("number", number_terms(number)[0] if number else f"serial:{int(query.own)}"),)


def _phrase(typed: str, reading: Reading) -> Phrase:
    terms = syllables(typed)
    if reading == "marked":
        return Phrase("syllables", tuple(terms))
    return Phrase("folded", tuple(folded(one) for one in terms))


def _number_phrase(query: Query, reading: Reading, manner: Manner) -> tuple[Phrase, ...]:
    """A whole number asked for alone is looked for as it stands: not 47, CT and TU anywhere in a text."""
    asked = None if manner.loose else query.asked
    if asked and asked.number and asked.last - asked.first == len(query.words):
        return (_phrase(str(asked.number), reading),)
    return ()


def _columns(query: Query) -> tuple[tuple[str, str], ...]:
    wanted = {
        "type": query.type,
        "issuer": family(query.issuer) if query.issuer else None,
        "level": query.level,
        "genre": query.genre,
        "place": query.place,
    }
    return tuple((name, value) for name, value in wanted.items() if value)


def _days(query: Query) -> tuple[int, int] | None:
    if query.since is None and query.until is None:
        return None
    first = query.since.first.toordinal() if query.since else 1
    return first, query.until.last.toordinal() if query.until else 10**7
