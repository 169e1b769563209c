"""References as the document page shows them: links in the text, the list of what it cites, the list of what cites it.

Every mention is a link: to the work it means, or to its entry on the tab “Viện dẫn”, which names
the candidates or says that none is known. Where a mention leads was resolved in the store.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from archive.ask.citing import shown_link
from archive.store import documents, links
from archive.store.links import Cited, Citing, Linked
from archive.works.document import Card
from archive.works.outline import anchor_of
from search_web import words
from search_web.language import gettext as _
from search_web.reading import shelf
from search_web.render import Insert, Kind, marked
from search_web.tabs import within

_TITLE_SHOWN = 160  # code points of what a link says of its target: the card says the rest


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


def linked_of(address: str, *, counted: bool = True) -> tuple[Linked, ...]:
    """The mentions of the text at a present address with their links; without `counted` as `links.mentions_of` says."""
    return links.mentions_of(shelf().connection, address, counted=counted)


def cited_of(address: str, linked: Iterable[Linked]) -> tuple[Cited, ...]:
    """What the mentions of the text at a present address cite, grouped by what is meant; a plenum has candidates."""
    found = links.grouped(address, linked)
    return tuple(replace(one, linked=tuple(_with_plenum(linked) for linked in one.linked)) for one in found)


def _with_plenum(linked: Linked) -> Linked:
    """A plenum is never resolved to one document: the table of terms says which it may mean."""
    if linked.mention.kind != "plenum" or linked.link.target or linked.link.candidates:
        return linked
    connection = shelf().connection
    shown = shown_link(linked.mention, linked.link, lambda key: documents.find_by_key(connection, key))
    return replace(linked, link=shown)


def inserts(card: Card, linked: Iterable[Linked], cites: Sequence[Cited]) -> tuple[Insert, ...]:
    """One insert a mention, for the text of a work; what is not resolved leads to its entry on the tab "Viện dẫn"."""
    known = {_place(one): (one, f"dan-{ordinal}") for ordinal, case in enumerate(cites, 1) for one in case.linked}
    tab = within("tabs.cites", card)
    pages: dict[str, tuple[str, str]] = {}
    found = []
    for one in linked:
        target = one.link.target
        if target is None:
            shown, anchor = known.get(_place(one), (one, "vien-dan"))
            kind, said = _unresolved(shown)
            found.append(Insert(*_place(one), kind, f"{tab}#{anchor}", said))
            continue
        if target.id not in pages:
            pages[target.id] = within("document.page", target), hint(target)
        page, said = pages[target.id]
        found.append(Insert(*_place(one), "link", page + _part(one), said))
    return tuple(found)


def _place(linked: Linked) -> tuple[int, int]:
    return linked.mention.start, linked.mention.end


def _part(linked: Linked) -> str:
    """The part of its target that a mention names, as an address ends with it; "" for none."""
    target, provision = linked.link.target, linked.mention.provision
    anchor = anchor_of(provision.text) if provision and target and target.genre != "stub" else ""
    return f"#{anchor}" if anchor else ""


def _unresolved(linked: Linked) -> tuple[Kind, str]:
    """What a mention without a target is shown as, and what it says before it is followed."""
    if candidates_of(linked):
        return "maybe", _("Chưa xác định được một văn bản: xem các khả năng")
    return "open", _("Chưa xác định được là văn bản nào")


def hint(card: Card) -> str:
    """What a link says of its target before it is followed."""
    said = words.citation(card)
    said = said if len(said) <= _TITLE_SHOWN else said[:_TITLE_SHOWN].rpartition(" ")[0] + "…"
    return said + (" " + _("(kho chưa có toàn văn)") if card.genre == "stub" else "")


def cited_cases(text: str, cites: Sequence[Cited], href_at: Callable[[int], str]) -> tuple[CitedCase, ...]:
    """What a text cites, in its order; `href_at` gives the address of the place of an offset."""
    return tuple(_cited(text, case, ordinal, href_at) for ordinal, case in enumerate(cites, 1))


def _cited(text: str, case: Cited, ordinal: int, href_at: Callable[[int], str]) -> CitedCase:
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
            Sentence(marked(text[start:end], places, start), href_at(places[0][0]))
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
            card=case.card,
            relation=_relations(case.relations, words.inverse_relation),
            sentences=tuple(Sentence(marked(one.sentence, one.marks), _text_url(case.card)) for one in case.quotes),
        )
        for case in citing
    )


def _text_url(card: Card) -> str:
    return within("document.page", card, anchor="toan-van")


def _relations(found: Iterable[str | None], label: Callable[[str | None], str] = words.relation) -> str:
    """The relations that are written, each once, as `label` calls them; "Nhắc đến" when none is."""
    named = dict.fromkeys(one for one in found if one)
    return " · ".join(label(one) for one in named) if named else label(None)
