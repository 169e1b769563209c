"""An answer as the results page shows it: hits with their marks, facets as links, exact matches grouped, ways out.

The answer itself is made in `archive.ask.answer`; addresses that keep the reader's choices in `choices`.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from archive.ask.answer import Answer, Hit
from archive.index.engine import FacetCount
from archive.query import Query
from archive.works.document import Card
from search_web.choices import address, shown
from search_web.render import marked
from search_web.words import word

# Facet of the index → the name of its filter in the address, in the order shown.
FACETS = {"type": "loai", "issuer": "co-quan", "level": "cap", "year": "nam", "genre": "the-loai"}
SORTS = (("phù hợp nhất", None), ("mới nhất", "date"), ("cũ nhất", "oldest"))


@dataclass(frozen=True, slots=True)
class Result:
    """A hit: the card, its title and best passage with the words marked, and the reasons."""

    card: Card
    title: Markup | None
    snippet: Markup | None
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a facet with its count and the address that chooses it or takes it back, "" when not known."""

    label: str
    count: int
    href: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """A facet: its label and its values."""

    label: str
    values: tuple[Value, ...]


def results(hits: Sequence[Hit]) -> tuple[Result, ...]:
    """The hits with their marks as HTML."""
    return tuple(
        Result(
            card=hit.card,
            title=marked(hit.card.title, hit.title_marks) if hit.card.title else None,
            snippet=_joined(marked(hit.snippet.text, hit.snippet.marks)) if hit.snippet else None,
            why=hit.why,
        )
        for hit in hits
    )


# A line break in a passage, with lines of dashes and blanks that follow it; after a stop a blank parts enough.
_BREAK = re.compile(r"([.;:,!?…]?)\s*\n(?:[\s\-–—_*=]*\n)?\s*")


def _joined(passage: Markup) -> Markup:
    """A passage on one line: lines that end with a stop are parted by a blank, others by " … "."""
    return Markup(_BREAK.sub(lambda found: f"{found[1]} " if found[1] else " … ", passage.strip()))  # noqa: S704  # escaped


def grouped(exact: Sequence[Card]) -> list[tuple[str, list[Card]]]:
    """Works that may be meant, by issuing body: those with a page first, then the newest; bodies by their best work."""
    names = list(dict.fromkeys(_issuer(card) for card in exact))
    by_name = sorted(exact, key=lambda card: (names.index(_issuer(card)), not card.id, _latest_first(card)))
    return [(name, list(cards)) for name, cards in groupby(by_name, key=_issuer)]


def _issuer(card: Card) -> str:
    return card.issuer.name if card.issuer else "Chưa rõ cơ quan"


def _latest_first(card: Card) -> int:
    return -card.date.first.toordinal() if card.date else 0


def facets(found: Mapping[str, Sequence[FacetCount]], path: str, args: Mapping[str, str]) -> tuple[Facet, ...]:
    """The facets that have anything to choose, each value with its link; the other choices are kept."""
    made = (
        Facet(
            word("facet", name),
            tuple(_value(one, filter_name, path, args) for one in _known_first(found.get(name, ()))),
        )
        for name, filter_name in FACETS.items()
    )
    return tuple(facet for facet in made if facet.values)


def _known_first(counts: Sequence[FacetCount]) -> list[FacetCount]:
    """The counts in their order, what is not known last."""
    return sorted(counts, key=lambda one: not one.value)


def _value(count: FacetCount, name: str, path: str, args: Mapping[str, str]) -> Value:
    chosen = bool(count.value) and args.get(name) == count.value
    href = address(path, args, **{name: None if chosen else count.value}) if count.value else ""
    return Value(count.label, count.count, href, chosen)


def sorts(path: str, args: Mapping[str, str], query: Query) -> list[tuple[str, str, bool]]:
    """The orders to choose from: label, address, whether it is in force."""
    return [(label, address(path, args, xep=value), query.sort == (value or "relevance")) for label, value in SORTS]


def ways_out(answer: Answer, path: str, args: Mapping[str, str]) -> list[tuple[str, str]]:
    """What a reader may do when nothing was found: queries that have an answer, then each filter taken back."""
    near = [(one.label.capitalize(), address(path, _args_of(one.query))) for one in answer.suggestions]
    filters = [name for name in (*FACETS.values(), "noi", "tu", "den", "so") if args.get(name)]
    return near + [(f"Bỏ lọc “{shown(name, args[name])}”", address(path, args, **{name: None})) for name in filters]


def _args_of(query: Query) -> dict[str, str]:
    """A query as an address carries it."""
    bare = Query(words=query.words, phrases=query.phrases, minus=query.minus)
    return {"q": str(bare), **query.filters()}
