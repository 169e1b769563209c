"""What a document must hold and must not hold, and which columns it must have, from a query."""

import math

from archive.index.analysis import folded, number_terms, syllables
from archive.index.plan.shapes import Manner, Phrase, Reading
from archive.query import Query
from archive.works.bodies import family
from archive.works.number import parse_typed

# A document must hold all of up to 4 different syllables; of more, this share and at least 4. On the same questions no
# gate gives nDCG@10 93.4, this one 93.3, a share of 0.6 89.4, of 0.8 63.7; it keeps out four documents in five.
# After a change run `vankien eval search`.
_ALL_UP_TO = 4
_SHARE_NEEDED = 0.4


def needed(size: int, *, loose: bool) -> int:
    """How many of `size` different syllables a document must hold."""
    strict = min(size, max(_ALL_UP_TO, math.ceil(_SHARE_NEEDED * size)))
    return max(1, min(strict - 1, math.ceil(size / 2))) if loose and size else strict


def required(query: Query) -> tuple[tuple[str, str], ...]:
    """The terms that a document must hold whatever else: those of its own number."""
    if query.own is None:
        return ()
    number = parse_typed(query.own)
    return (("number", number_terms(number)[0] if number else f"serial:{int(query.own)}"),)


def phrase(typed: str, reading: Reading) -> Phrase:
    """Words that must stand as they are, as terms in a row."""
    terms = syllables(typed)
    if reading == "marked":
        return Phrase("syllables", tuple(terms))
    return Phrase("folded", tuple(folded(one) for one in terms))


def number_phrase(query: Query, reading: Reading, manner: Manner) -> tuple[Phrase, ...]:
    """A whole number asked for alone is looked for as it stands: not 47, CT and TU anywhere in a text."""
    asked = None if manner.loose else query.asked
    if asked and asked.number and asked.last - asked.first == len(query.words):
        return (phrase(str(asked.number), reading),)
    return ()


def columns(query: Query) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The values that a document may have, by column."""
    wanted = {
        "type": query.type,
        "issuer": tuple(dict.fromkeys(map(family, query.issuer))),
        "level": query.level,
        "genre": query.genre,
        "place": query.place,
        "term": query.term,
    }
    return tuple((name, values) for name, values in wanted.items() if values)


def days(query: Query) -> tuple[int, int] | None:
    """The first and last day number on which a document may be dated."""
    if query.since is None and query.until is None:
        return None
    first = query.since.first.toordinal() if query.since else 1
    return first, query.until.last.toordinal() if query.until else 10**7
