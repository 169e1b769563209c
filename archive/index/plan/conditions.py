"""What a document must hold and must not hold, and which columns it must have, from a query."""

import math
from collections.abc import Iterable
from functools import lru_cache
from typing import get_args

from archive.index.analysis import folded, number_terms, syllables
from archive.index.plan.marks import own_reading
from archive.index.plan.prefixes import MOST_SYLLABLES, prefix
from archive.index.plan.shapes import Counts, Manner, Nearby, Phrase, Plan, Prefix, Reading, Side
from archive.query import Choice, Near, Option, Query
from archive.text.vietnamese import slugify
from archive.works.bodies import family
from archive.works.number import parse_typed
from archive.works.validity import State

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


def nearby(asked: Near, reading: Reading) -> Nearby:
    """Words that must stand near each other; a stretch shorter than they are together is as long as they are."""
    whole = phrase(asked.words, reading)
    terms = tuple(dict.fromkeys(whole.terms))
    return Nearby(whole.stream, terms, max(asked.within, len(terms)))


# --- choices ---------------------------------------------------------------------------------------------------------


def sides(choice: Choice, counts: Counts, reading: Reading, *, minus: Reading, loose: bool) -> tuple[Side, ...]:
    """The sides of a choice, of which a document must be one; `minus` is how exclusions without marks are read."""
    return tuple(_side(option, counts, reading, minus=minus, loose=loose) for option in choice.options)


def _side(option: Option, counts: Counts, reading: Reading, *, minus: Reading, loose: bool) -> Side:
    """One side: all its words must be there, fewer when taken loosely."""
    typed = syllables(" ".join(option.words))
    gate = tuple(dict.fromkeys(typed if reading == "marked" else map(folded, typed)))
    return Side(
        gate_stream="syllables" if reading == "marked" else "folded",
        gate=gate,
        needed=needed(len(gate), loose=True) if loose else len(gate),
        phrases=tuple(phrase(one, reading) for one in option.phrases),
        without=tuple(phrase(one, own_reading(one, minus)) for one in option.minus),
        near=tuple(nearby(one, reading) for one in option.near),
        prefixes=tuple(prefix(one, counts) for one in option.prefixes),
        choices=tuple(sides(one, counts, reading, minus=minus, loose=loose) for one in option.choices),
    )


def notices(plan: Plan) -> tuple[str, ...]:
    """What the reader must be told of the plan: which prefixes begin more syllables than were looked for."""
    told = (
        f"“{one.typed}*” bắt đầu quá nhiều âm tiết; chỉ tìm {MOST_SYLLABLES} âm tiết gặp nhiều nhất."
        for one in _prefixes(plan)
        if one.cut
    )
    return tuple(dict.fromkeys(told))


def _prefixes(one: Plan | Side) -> Iterable[Prefix]:
    yield from one.prefixes
    for choice in one.choices:
        for side in choice:
            yield from _prefixes(side)


# --- columns ---------------------------------------------------------------------------------------------------------

_COLUMNS = ("type", "issuer", "level", "genre", "place", "term")


def columns(query: Query) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The values that a document may have, by column."""
    return tuple((name, _values(name, values)) for name in _COLUMNS if (values := getattr(query, name)))


def barred(query: Query) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The values that a document may not have, by column."""
    if not query.barred:
        return ()
    unwanted = {name: tuple(value for own, value in query.barred if own == name) for name in _COLUMNS}
    return tuple((name, _values(name, values)) for name, values in unwanted.items() if values)


# A ladder asks for the same bodies under every question.
@lru_cache(maxsize=256)
def _values(name: str, values: tuple[str, ...]) -> tuple[str, ...]:
    """A body is asked for by its family, whichever of its identities is named."""
    return tuple(dict.fromkeys(map(family, values) if name == "issuer" else values))


def validity(query: Query) -> tuple[str, ...]:
    """The states that a document may be in, any when empty; "" alone when every state is excluded."""
    unwanted = {value for name, value in query.barred if name == "validity"}
    if not unwanted:
        return query.validity
    return tuple(one for one in query.validity or get_args(State) if one not in unwanted) or ("",)


def signatory(query: Query) -> str:
    """What the slug of the signatory must have in it, whole words: "nguyen-van-a", "van-a"."""
    return slugify(query.signatory or "")


def days(query: Query) -> tuple[int, int] | None:
    """The first and last day number on which a document may be dated."""
    if query.since is None and query.until is None:
        return None
    first = query.since.first.toordinal() if query.since else 1
    return first, query.until.last.toordinal() if query.until else 10**7
