"""References as the document page shows them: links in the text, the list of what it cites, the list of what cites it.

Every mention is a link: to the work it means, or to its entry on the page, which names the candidates or says that none
is known. Where a mention leads was resolved in the store.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from flask import url_for
from markupsafe import Markup

from archive.ask.citing import shown_link
from archive.store import documents, links
from archive.store.links import Cited, Citing, Linked
from archive.works.document import Card
from archive.works.outline import anchor_of
from search_web import words
from search_web.reading import shelf
from search_web.render import Insert, marked

MAYBE = "Chưa xác định được một văn bản: xem các khả năng"
OPEN = "Chưa xác định được là văn bản nào"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its reference marked, and the place it stands at on the page (its own or the citing work's)."""

    html: Markup
    href: str


@dataclass(frozen=True, slots=True)
class CitedCase:
    """A work that is cited: its entry's anchor, the relation, the words as written, the target or the candidates."""

    anchor: str
    relation: str
    surface: str
    target: Card | None
    candidates: tuple[Card, ...]
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class CitingCase:
    """A work that cites: its card, the relation and every sentence in which it does."""

    card: Card
    relation: str
    sentences: tuple[Sentence, ...]


def linked_of(address: str) -> tuple[Linked, ...]:
    """The mentions of the text at an address with their links; a plenum's name has its documents as candidates."""
    return tuple(_with_plenum(one) for one in links.mentions_of(shelf().connection, address))


def cited_of(address: str) -> tuple[Cited, ...]:
    """What the text at an address cites, grouped by what is meant; a plenum's name as in `linked_of`."""
    found = links.cites(shelf().connection, address)
    return tuple(replace(one, linked=tuple(_with_plenum(linked) for linked in one.linked)) for one in found)


def _with_plenum(linked: Linked) -> Linked:
    """A plenum is never resolved to one document: the table of terms says which it may mean."""
    if linked.mention.kind != "plenum" or linked.link.target or linked.link.candidates:
        return linked
    connection = shelf().connection
    shown = shown_link(linked.mention, linked.link, lambda key: documents.find_by_key(connection, key))
    return replace(linked, link=shown)


def inserts(linked: Iterable[Linked], cites: Sequence[Cited]) -> tuple[Insert, ...]:
    """One insert a mention, for the text it stands in."""
    anchors = {_place(one): f"dan-{ordinal}" for ordinal, case in enumerate(cites, 1) for one in case.linked}
    return tuple(_insert(one, anchors.get(_place(one), "vien-dan")) for one in linked)


def _place(linked: Linked) -> tuple[int, int]:
    return linked.mention.start, linked.mention.end


def _insert(linked: Linked, anchor: str) -> Insert:
    mention, link = linked.mention, linked.link
    if link.target is None:
        if candidates_of(linked):
            return Insert(mention.start, mention.end, "maybe", f"#{anchor}", MAYBE)
        return Insert(mention.start, mention.end, "open", f"#{anchor}", OPEN)
    part = anchor_of(mention.provision.text) if mention.provision and link.target.genre != "stub" else ""
    href = url_for("document.page", address=link.target.id, _anchor=part or None)
    return Insert(mention.start, mention.end, "link", href, hint(link.target))


def hint(card: Card) -> str:
    """What a link says of its target before it is followed."""
    return words.citation(card) + (" (kho chưa có toàn văn)" if card.genre == "stub" else "")


def cited_cases(text: str, cites: Sequence[Cited], anchor_at: Callable[[int], str]) -> tuple[CitedCase, ...]:
    """What a text cites, in its order; `anchor_at` gives the place on the page of an offset."""
    return tuple(_cited(text, case, ordinal, anchor_at) for ordinal, case in enumerate(cites, 1))


def _cited(text: str, case: Cited, ordinal: int, anchor_at: Callable[[int], str]) -> CitedCase:
    sentences: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for one in case.linked:
        sentences.setdefault(one.sentence, []).append(_place(one))
    return CitedCase(
        anchor=f"dan-{ordinal}",
        relation=_relations(one.mention.relation for one in case.linked),
        surface=" ".join(case.linked[0].mention.surface.split()),
        target=case.link.target,
        candidates=() if case.link.target else candidates_of(case.linked[0]),
        sentences=tuple(
            Sentence(marked(text[start:end], places, start), f"#{anchor_at(places[0][0])}")
            for (start, end), places in sentences.items()
        ),
    )


def candidates_of(linked: Linked) -> tuple[Card, ...]:
    """What a mention without a target may mean, newest first; those without a date last."""
    found = linked.link.candidates
    return tuple(sorted(found, key=lambda card: card.date.iso if card.date else "", reverse=True))


def citing_cases(citing: Iterable[Citing]) -> tuple[CitingCase, ...]:
    """What cites a work, in the order given, each sentence with the way to it."""
    return tuple(
        CitingCase(
            card=one.card,
            relation=_relations(one.relations, words.inverse_relation),
            sentences=tuple(Sentence(marked(quote.sentence, quote.marks), _text_url(one.card)) for quote in one.quotes),
        )
        for one in citing
    )


def _text_url(card: Card) -> str:
    return url_for("document.page", address=card.id, _anchor="toan-van")


def _relations(found: Iterable[str | None], label: Callable[[str | None], str] = words.relation) -> str:
    """The relations that are written, each once, as `label` calls them; "Nhắc đến" when none is."""
    named = dict.fromkeys(one for one in found if one)
    return " · ".join(label(one) for one in named) if named else label(None)
