"""An answer as the results page shows it: hits with their marks, exact matches grouped, ways out.

The answer itself is made in `archive.ask.answer`; addresses that keep the reader's choices in `choices`.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby

from markupsafe import Markup

from archive.ask.answer import Answer, Hit
from archive.index.ranking import LABELS
from archive.query import Query
from archive.works.document import Card
from archive.works.validity import STATE_LABELS
from search_web.choices import address
from search_web.dress import work_url
from search_web.language import language
from search_web.render import marked
from search_web.words import points, word

SORTS = (("phù hợp nhất", None), ("mới nhất", "date"), ("cũ nhất", "oldest"))


@dataclass(frozen=True, slots=True)
class Badge:
    """The validity of a work on the day of the answer: the state, for its colour, and its words."""

    state: str
    label: str


@dataclass(frozen=True, slots=True)
class Result:
    """A hit: the card, where it leads, its title and best passage with the words marked, the reasons.

    `href` is the page of the work, at the part of the passage where it has one; `part` is what that part is called.
    `terms` are what its score is made of, in words and points.
    """

    card: Card
    href: str
    title: Markup | None
    snippet: Markup | None
    part: str
    badge: Badge | None
    why: tuple[str, ...]
    score: str
    terms: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Opened:
    """An abbreviation and what it was opened to, each with the address that searches for that alone."""

    typed: str
    meanings: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Understood:
    """What the words were taken for: `said` in full, "" when as typed, with the address that takes them as typed.

    `others` are other likely readings with their addresses; `opened` the abbreviations, `closed` the address that
    leaves them as they are.
    """

    said: str
    as_typed: str
    others: tuple[tuple[str, str], ...]
    opened: tuple[Opened, ...]
    closed: str


def results(hits: Sequence[Hit]) -> tuple[Result, ...]:
    """The hits with their marks as HTML."""
    code = language()
    return tuple(_result(hit, code) for hit in hits)


def _result(hit: Hit, code: str) -> Result:
    passage = hit.snippet
    at = f"#{passage.anchor}" if passage and passage.anchor else ""
    return Result(
        card=hit.card,
        href=work_url(hit.card) + at,
        title=marked(hit.card.title, hit.title_marks) if hit.card.title else None,
        snippet=_joined(marked(passage.text, passage.marks)) if passage else None,
        part=passage.part if passage else "",
        badge=badge_of(hit.standing),
        why=hit.why,
        score=points(hit.score, code),
        terms=tuple(
            [(LABELS.get(name) or word("term", name), points(value, code)) for name, value in _telling(hit.terms)]
        ),
    )


def _telling(terms: Mapping[str, float]) -> list[tuple[str, float]]:
    """The terms of a score that add or take anything, the largest first."""
    return sorted(
        ((name, value) for name, value in terms.items() if abs(value) >= _LEAST), key=lambda one: -abs(one[1])
    )


_LEAST = 0.0005  # points: less is shown as 0


def badge_of(label: str) -> Badge | None:
    """The badge of a validity in words; None where nothing is known."""
    return _badges().get(label)


@cache
def _badges() -> dict[str, Badge]:
    return {words: Badge(state, words) for state, words in reversed(STATE_LABELS.items())}


def understood(answer: Answer, path: str, args: Mapping[str, str]) -> Understood | None:
    """What the words of a query were taken for, where that is more than what was typed; None else."""
    taken, query = answer.taken, answer.query
    if not (taken.restored or taken.others or taken.opened):
        return None
    return Understood(
        said=taken.said if taken.restored else "",
        as_typed=address(path, args, dung="1"),
        others=tuple((one, address(path, _args_of(_said(query, one)))) for one in taken.others),
        opened=tuple(
            Opened(
                one.typed,
                tuple(
                    (meaning, address(path, _args_of(_instead(query, one.typed, meaning)))) for meaning in one.meanings
                ),
            )
            for one in taken.opened
        ),
        closed=address(path, args, mo_rong="0"),
    )


def _said(query: Query, words: str) -> Query:
    """The query with other words."""
    return replace(query, words=tuple(words.split()))


def _instead(query: Query, typed: str, meaning: str) -> Query:
    """The query with an abbreviation written in full."""
    said = f" {' '.join(query.words)} "
    return _said(query, said.replace(f" {typed} ", f" {meaning} ", 1))


# A line break in a passage, with lines of dashes and blanks that follow it; after a stop a blank parts enough.
_BREAK = re.compile(r"([.;:,!?…]?)\s*\n(?:[\s\-–—_*=]*\n)?\s*")


def _joined(passage: Markup) -> Markup:
    """A passage on one line: lines that end with a stop are parted by a blank, others by " … "."""
    even = passage.strip()
    if "\n" not in even:
        return even
    return Markup(_BREAK.sub(lambda found: f"{found[1]} " if found[1] else " … ", even))  # noqa: S704  # escaped


def grouped(exact: Sequence[Card]) -> list[tuple[str, list[Card]]]:
    """Works that may be meant, by issuing body and congress term: those with a page first, then the newest.

    Bodies and terms stand in the order of their best work.
    """
    names = list(dict.fromkeys(map(_issuer, exact)))
    groups = list(dict.fromkeys(map(_group, exact)))
    by_name = sorted(
        exact,
        key=lambda card: (names.index(_issuer(card)), groups.index(_group(card)), not card.id, _latest_first(card)),
    )
    return [(name, list(cards)) for name, cards in groupby(by_name, key=_group)]


def _group(card: Card) -> str:
    return f"{_issuer(card)}, khóa {card.term}" if card.term else _issuer(card)


def _issuer(card: Card) -> str:
    return card.issuer.name if card.issuer else "Chưa rõ cơ quan"


def _latest_first(card: Card) -> int:
    return -card.date.first.toordinal() if card.date else 0


def sorts(path: str, args: Mapping[str, str], query: Query) -> list[tuple[str, str, bool]]:
    """The orders to choose from: label, address, whether it is in force."""
    return [(label, address(path, args, xep=value), query.sort == (value or "relevance")) for label, value in SORTS]


def ways_out(answer: Answer, path: str) -> list[tuple[str, str]]:
    """Queries near one that found nothing and that have an answer; filters taken back stand in `help/zero.html`."""
    return [
        (one.label.capitalize(), address(path, _args_of(one.query)))
        for one in answer.suggestions
        if one.label != "bỏ các bộ lọc"
    ]


def _args_of(query: Query) -> dict[str, str]:
    """A query as an address carries it: its words as text, its filters by their names, from the first page."""
    bare = Query(
        words=query.words,
        phrases=query.phrases,
        minus=query.minus,
        near=query.near,
        prefixes=query.prefixes,
        choices=query.choices,
    )
    return {"q": str(bare), **replace(query, page=1).filters()}
