"""From a query to terms: what is scored, what a document must hold, what it must not, and which columns it must have.

The plan is a value that every engine carries out in its own way. `marks` decides whether the words were typed with
their marks, `conditions` what must be there, `clauses` what is scored. The formula is in `archive.index.scoring`.
"""

from dataclasses import fields, replace
from operator import attrgetter
from typing import Any

from archive.index.analysis import folded, number_terms, syllables
from archive.index.plan.clauses import clauses, number_clauses, prefix_clauses, said
from archive.index.plan.conditions import (
    barred,
    columns,
    days,
    nearby,
    needed,
    number_phrase,
    phrase,
    required,
    sides,
    signatory,
    validity,
)
from archive.index.plan.marks import Understood, own_reading, understood
from archive.index.plan.opened import opened, opened_clauses
from archive.index.plan.prefixes import prefix
from archive.index.plan.shapes import (
    AS_ASKED,
    Clause,
    Counts,
    Manner,
    Nearby,
    Opened,
    Phrase,
    Plan,
    Prefix,
    Reading,
    Side,
    Taken,
)
from archive.query import Query
from archive.query.shapes import SEVERAL
from archive.works.number import parse_typed

__all__ = [
    "AS_ASKED",
    "Clause",
    "Counts",
    "Manner",
    "Nearby",
    "Opened",
    "Phrase",
    "Plan",
    "Prefix",
    "Reading",
    "Side",
    "Taken",
    "conditioned",
    "key_of_words",
    "plan",
    "plan_of_words",
    "without_filters",
]


def plan(query: Query, counts: Counts, manner: Manner = AS_ASKED) -> Plan:
    """The plan of a query; `counts` is what the archive itself says of terms.

    The order: abbreviations among the typed words, marks put back to the others, then what must be there and what is
    scored. An abbreviation counts, and so does what it stands for, but no document must hold it.
    """
    return conditioned(plan_of_words(query, counts, manner), query)


def conditioned(words: Plan, query: Query) -> Plan:
    """The plan of the words of a query, with the query's filters; the same plan where it has none."""
    own, wanted, dated, states = required(query), columns(query), days(query), validity(query)
    unwanted, signed = barred(query), signatory(query)
    if not (own or wanted or dated or states or unwanted or signed):
        return words
    return replace(
        words,
        required=(*own, *words.required),
        columns=wanted,
        days=dated,
        validity=states,
        barred=unwanted,
        signatory=signed,
    )


def without_filters(query: Query) -> Query:
    """A query as `plan_of_words` sees it: equal for all who say the same words."""
    return replace(query, **_ANY, text="", notices=())


def key_of_words(query: Query) -> object:
    """What `without_filters` leaves of a query, to be compared: quicker told than made."""
    return _SAID(query)


_ANY: dict[str, Any] = {
    name: getattr(Query(), name)
    for name in (*SEVERAL, "barred", "signatory", "own", "since", "until", "at", "profile", "sort", "page", "per_page")
}


_SAID = attrgetter(*(one.name for one in fields(Query) if one.name not in {*_ANY, "text", "notices"}))


def plan_of_words(query: Query, counts: Counts, manner: Manner = AS_ASKED) -> Plan:
    """The plan of a query without its filters; only `reading` and `loose` of the manner say anything to it."""
    meant = opened(query)
    read = understood(query, counts, manner, meant)
    asked, chosen = read.query, read.reading
    words_said = said(asked)
    gate = tuple(dict.fromkeys(_terms(_without_opened(asked, meant), chosen)))
    prefixes = tuple(prefix(one, counts) for one in query.prefixes)
    choices = tuple(sides(one, counts, chosen, minus=read.minus, loose=manner.loose) for one in asked.choices)
    return Plan(
        clauses=(
            *clauses(asked, words_said, chosen),
            *number_clauses(query.asked),
            *prefix_clauses(prefixes, choices),
            *opened_clauses(meant, chosen),
        ),
        gate_stream="syllables" if chosen == "marked" else "folded",
        gate=gate,
        needed=needed(len(gate), loose=manner.loose),
        required=read.required,
        phrases=(*map(phrase, asked.phrases, read.phrases), *number_phrase(query, chosen, manner)),
        without=tuple(phrase(one, own_reading(one, read.minus)) for one in query.minus),
        columns=(),
        days=None,
        reading=chosen,
        sequence=tuple(term for run in (words_said, *asked.beside) for term in _terms(run, chosen)),
        taken=_taken(read, words_said, meant),
        near=tuple(map(nearby, asked.near, read.near)),
        prefixes=prefixes,
        choices=(*choices, *(() if gate else _either(meant, manner))),
    )


def _terms(words: str, reading: Reading) -> tuple[str, ...]:
    typed = syllables(words)
    return tuple(typed if reading == "marked" else map(folded, typed))


def _without_opened(query: Query, meant: tuple[Opened, ...]) -> str:
    """The free words but those that were opened, for a text may have either form; all of them when no other is left."""
    covered = {place for one in meant for place in range(one.first, one.last)}
    if not covered:
        return said(query)
    # A whole number and an abbreviation share no word, so what is left of the words has the number still.
    rest = replace(query, words=tuple(word for place, word in enumerate(query.words) if place not in covered))
    return said(rest) if rest.words else ""


def _either(meant: tuple[Opened, ...], manner: Manner) -> tuple[tuple[Side, ...], ...]:
    """Where nothing but abbreviations was typed, a document must hold each, or what it stands for: “UBKT”."""
    return tuple(tuple(_side(form, manner) for form in (one.typed, *one.meanings)) for one in meant)


def _side(form: str, manner: Manner) -> Side:
    number = parse_typed(form) if any(sign.isdigit() for sign in form) else None
    stream, terms = ("number", number_terms(number)[:1]) if number else ("syllables", tuple(syllables(form)))
    gate = tuple(dict.fromkeys(map(folded, terms) if manner.reading == "folded" and not number else terms))
    if manner.reading == "folded" and not number:
        stream = "folded"
    return Side(stream, gate, needed(len(gate), loose=manner.loose), (), (), (), (), ())


def _taken(read: Understood, words_said: str, meant: tuple[Opened, ...]) -> Taken:
    """What the reader is told: the words with their marks, the phrases in quotation marks."""
    quoted = tuple(f'"{one}"' for one in read.query.phrases)
    return Taken(
        said=" ".join(filter(None, (words_said, *quoted))),
        restored=read.restored,
        others=tuple(" ".join((*one, *quoted)) for one in read.others),
        opened=meant,
    )
