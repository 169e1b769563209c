"""The other pages of one work: what it cites, what cites it, its history, its originals, and where each value was read.

Each has its own address below the work's; the bar of tabs is `document/tabs.html`.
"""

from dataclasses import dataclass

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from archive.store import claims, documents, links
from archive.store.addresses import locate
from archive.store.citing_groups import Group, citing_groups
from archive.store.leaves import leaf
from archive.works.document import Card
from search_web import words
from search_web.facts import facts_of
from search_web.language import gettext as _
from search_web.origins import origins_of
from search_web.pages.document import catalogue_of, versions_of
from search_web.paging import Paging, asked_page
from search_web.reading import shelf
from search_web.references import CitingCase, cited_cases, cited_of, citing_cases, linked_of
from search_web.refusals import refuse
from search_web.sheet import anchors_in
from search_web.tabs import card_at, count_of_cites, frame, within
from search_web.validity import asked_day, foresee, lapsed, shown

pages = Blueprint("tabs", __name__, url_prefix="/vb")
FIRST = 10  # works of one relation shown before "xem tất cả"
A_PAGE = 50
RELATION = "quan-he"
_NONE = "nhac-den"  # in addresses, for citations whose words show no relation


def _frame(card: Card, here: str) -> dict[str, object]:
    """The head of every tab: that of the work, with its status on the day that was chosen."""
    said = claims.claims_on(shelf().connection, card.id) if card.genre != "article" else ()
    return {"validity": shown(card, said, asked_day()), **frame(card, here)}


@pages.get("/<path:address>/vien-dan")
def cites(address: str) -> ResponseReturnValue:
    """What a work cites, in the order of its text, each with the sentences."""
    card = card_at(address, "tabs.cites")
    if not isinstance(card, Card):
        return card
    held = leaf(shelf().connection, card.id)
    text, blocks = (held.text, held.blocks) if held else ("", ())
    found = cited_of(card.id, linked_of(card.id))
    count_of_cites(card, len(found))
    foresee([one.link.target for one in found if one.link.target])
    anchor_at = anchors_in(text, blocks)
    return render_template(
        "document/cites.html",
        cites=cited_cases(text, found, lambda at: within("document.page", card, anchor=anchor_at(at))),
        lapsed=lapsed(card, found, asked_day().day) if card.genre == "directive" else (),
        **_frame(card, "cites"),
    )


@dataclass(frozen=True, slots=True)
class Shown:
    """The works of one relation as the page lists them: its words, how many there are, those shown, where all are."""

    anchor: str
    label: str
    total: int
    cases: tuple[CitingCase, ...]
    every: str


@pages.get("/<path:address>/duoc-vien-dan")
def cited(address: str) -> ResponseReturnValue:
    """What cites a work, by relation, the newest first; one relation asked for (`quan-he`) in pages."""
    card = card_at(address, "tabs.cited")
    if not isinstance(card, Card):
        return card
    groups = citing_groups(shelf().connection, card.id)
    asked = request.args.get(RELATION, "")
    chosen = next((group for group in groups if _slug(group.relation) == asked), None)
    paging = Paging(asked_page(request.args.get("trang")), A_PAGE, len(chosen.works)) if chosen else None
    parts = [(chosen, paging.offset, A_PAGE)] if chosen and paging else [(group, 0, FIRST) for group in groups]
    listed = tuple(_shown(card, group, offset, most) for group, offset, most in parts)
    return render_template(
        "document/cited.html",
        groups=listed,
        chosen=chosen,
        paging=paging,
        page_url=lambda number: within("tabs.cited", card, **{RELATION: asked, "trang": number}),
        **_frame(card, "cited"),
    )


def _slug(relation: str) -> str:
    return relation.replace("_", "-") or _NONE


def _shown(card: Card, group: Group, offset: int, most: int) -> Shown:
    connection = shelf().connection
    work = locate(connection, card.id).work
    found = links.citing_of(connection, work, group.works[offset : offset + most])
    foresee([one.card for one in found])
    slug = _slug(group.relation)
    label = words.inverse_relation(group.relation or None)
    every = within("tabs.cited", card, **{RELATION: slug})
    return Shown(slug, _(label), len(group.works), citing_cases(found), every)


@pages.get("/<path:address>/lich-su")
def history(address: str) -> ResponseReturnValue:
    """What is said of a work's validity, day by day, and every text of it that was taken in."""
    card = card_at(address, "tabs.history")
    if not isinstance(card, Card):
        return card
    return render_template(
        "document/history.html",
        versions=versions_of(card) if card.genre != "stub" else (),
        **_frame(card, "history"),
    )


@pages.get("/<path:address>/ban-goc")
def originals(address: str) -> ResponseReturnValue:
    """The files a work was read from, with their digests; pictures of scanned pages; where sources differ."""
    card = card_at(address, "tabs.originals")
    if not isinstance(card, Card):
        return card
    document = documents.get(shelf().connection, card.id)
    return render_template(
        "document/originals.html",
        captures=document.captures if document else (),
        images=document.images if document else (),
        origins=origins_of(card, document.derivation if document else None),
        catalogue=catalogue_of(card, document),
        **_frame(card, "originals"),
    )


@pages.get("/<path:address>/thong-tin")
def facts(address: str) -> ResponseReturnValue:
    """Every value that is known of a work with the words it was read from, and the forms in which it is cited."""
    card = card_at(address, "tabs.facts")
    if not isinstance(card, Card):
        return card
    document = documents.get(shelf().connection, card.id)
    if document is None:
        return refuse(404)
    anchor_at = anchors_in(document.text, document.blocks)
    return render_template(
        "document/facts.html",
        facts=facts_of(document),
        href_at=lambda at: within("document.page", card, anchor=anchor_at(at)),
        catalogue=catalogue_of(card, document),
        **_frame(card, "facts"),
    )
