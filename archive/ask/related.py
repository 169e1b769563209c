"""The works that answer a question about a named document: what cites it so, what its claims rest on, what names it.

An edge is shown only where a text says the relation, a source makes the claim, or a title names the number; the rest of
the words say which of them are meant first. What was asked is read in `intent`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from archive.ask.intent import Intent, intent_of, says
from archive.cite.mentions import find_mentions
from archive.index.analysis import folded, syllables
from archive.query import Query
from archive.store import claims, links
from archive.store.titled import titled
from archive.text.vietnamese import nfc
from archive.works.document import Card

# Of one number many works may be: those are followed that the reader's other words speak of most.
_NAMED = 6
_CITING = 200


@dataclass(frozen=True, slots=True)
class Related:
    """What was asked of a document, in words, and the works that answer, best first; `named_first` is the intent's."""

    label: str
    cards: tuple[Card, ...]
    named_first: bool


class Relations(Protocol):
    """What is known between works; `StoreRelations` is the one of the store."""

    def citing(self, doc_id: str, relations: frozenset[str]) -> Sequence[Card]:
        """The works that cite one with any of these relations (any at all when empty)."""

    def cited(self, doc_id: str, relations: frozenset[str]) -> Sequence[Card]:
        """The works that one cites with any of these relations."""

    def saying(self, doc_id: str, values: frozenset[str]) -> Sequence[Card]:
        """The works by which one is said to be replaced, ended …, by the claims on it."""

    def naming(self, card: Card) -> Sequence[Card]:
        """The works whose title names the number of one."""


def related(query: Query, named: Sequence[Card], relations: Relations) -> Related | None:
    """The works that answer what a query asks about the documents that bear its number; None when it asks nothing.

    `named` are those documents, best first.
    """
    intent = intent_of(query)
    held = [card for card in named[:_NAMED] if card.id]
    if intent is None or not held:
        return None
    ids = {card.id for card in held}
    found = {card.id: card for one in held for card in _of(one, intent, relations) if card.id not in ids}
    cards = _ordered(query, found.values())
    number = held[0].number or ""
    return Related(intent.label.format(number=number), cards, intent.named_first) if cards else None


def _of(card: Card, intent: Intent, relations: Relations) -> list[Card]:
    if intent.outward:
        return [one for one in relations.cited(card.id, intent.relations) if one.genre != "article"]
    found = [*relations.saying(card.id, intent.claims)] if intent.claims else []
    found += relations.citing(card.id, intent.relations)
    found += [one for one in relations.naming(card) if says(one.title or "", intent)]
    return [one for one in found if one.genre != "article"]


def _ordered(query: Query, cards: Iterable[Card]) -> tuple[Card, ...]:
    """Those first that the words beside the number speak of, then the newest."""
    asked = query.asked
    rest = query.words if asked is None else (*query.words[: asked.first], *query.words[asked.last :])
    said = {folded(one) for one in syllables(" ".join(rest))}
    return tuple(sorted(cards, key=lambda card: (-len(said & _described(card)), -_first(card))))


def _described(card: Card) -> set[str]:
    parts = (card.type, card.title, card.issuer and card.issuer.name, card.place, card.date and str(card.date.year))
    return {folded(one) for part in parts if part for one in syllables(part)}


def _first(card: Card) -> int:
    return card.date.first.toordinal() if card.date else 0


# --- the store -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class StoreRelations:
    """The store's citations, claims and titles, on one connection that `Database.reading` gave."""

    connection: Any

    def citing(self, doc_id: str, relations: frozenset[str]) -> Sequence[Card]:
        """The works that cite one with any of these relations."""
        found = links.cited_by(self.connection, doc_id, limit=_CITING)
        return [one.card for one in found if not relations or relations & set(one.relations)]

    def cited(self, doc_id: str, relations: frozenset[str]) -> Sequence[Card]:
        """The works that one cites with any of these relations."""
        found = links.cites(self.connection, doc_id)
        return [
            one.link.target
            for one in found
            if one.link.target and relations & {each.mention.relation for each in one.linked}
        ]

    def saying(self, doc_id: str, values: frozenset[str]) -> Sequence[Card]:
        """The works that the claims on one rest on; what is only told of it by others is no answer."""
        said = claims.claims_on(self.connection, doc_id)
        return [one.source for one in said if one.value in values and one.source.id and one.basis != "reported"]

    def naming(self, card: Card) -> Sequence[Card]:
        """The works whose title names the number of one: “Hướng dẫn thực hiện Chỉ thị số 50-CT/TW”."""
        if not card.number:
            return []
        found = titled(self.connection, str(card.number))
        return [one for one in found if one.key != card.key and _names(one.title or "", card)]


def _names(title: str, card: Card) -> bool:
    """Whether a title names a work's number, and not with another day."""
    return any(
        mention.key == card.key and (mention.date is None or card.date is None or mention.date.agrees(card.date))
        for mention in find_mentions(nfc(title))
    )
