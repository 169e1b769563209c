"""The page of one work: its text with every reference linked, its status, notes in the margin, and find-in-page.

A work whose text is not held has the same address and a page of what others say of it; a former address sends the
reader on for good. How a text is laid out is in `sheet`; the other pages of a work are in `document_tabs`.
"""

from dataclasses import dataclass

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from archive.store import claims, documents, stubs
from archive.store.leaves import Leaf, leaf
from archive.text.span import Span
from archive.works.document import Card, Document, Evidence
from archive.works.validity import Claim
from search_web.downloads import downloads_of
from search_web.find_in_text import MOST_LETTERS, hits, places_of
from search_web.margin import notes_of
from search_web.origins import read_words
from search_web.reading import shelf
from search_web.references import cited_of, citing_cases, inserts, linked_of
from search_web.refusals import refuse
from search_web.render import Insert
from search_web.sheet import Opening, lay_out
from search_web.tabs import card_at, count_of_cites, frame, tabs_of
from search_web.validity import asked_day, badge, foresee, shown

pages = Blueprint("document", __name__, url_prefix="/vb")
pages.add_app_template_filter(badge, "badge")
pages.add_app_template_global(tabs_of, "tabs_of")
FIRST_CITING = 50  # works that cite, shown on the page of a work whose text is not held
_LINKED_PLACES = 60  # places of found words that have a link of their own above the text


@pages.get("/<path:address>")
def page(address: str) -> ResponseReturnValue:
    """The work at an address: its page, a redirect from a former address, or what was near it."""
    card = card_at(address, "document.page")
    if not isinstance(card, Card):
        return card
    connection = shelf().connection
    said = claims.claims_on(connection, card.id) if card.genre != "article" else ()
    held = leaf(connection, card.id) if card.genre != "stub" else None
    return _stub(card, said) if held is None else _held(card, held, said)


def _held(card: Card, held: Leaf, said: tuple[Claim, ...]) -> str:
    linked = linked_of(card.id, counted=False)
    cites = cited_of(card.id, linked)
    count_of_cites(card, len(cites))
    links_in_text = inserts(card, linked, cites)
    typed = " ".join(request.args.get("tim", "").split())[:MOST_LETTERS]
    places = places_of(held.text, typed) if typed else ()
    headline = (card.title or "") if card.genre == "article" else ""
    sheet = lay_out(held.text, held.blocks, _marks(held, links_in_text, places), _opening(card, held), headline)
    return render_template(
        "document/page.html",
        sheet=sheet,
        validity=shown(card, said, asked_day()),
        notes=notes_of(card, said, sheet.anchors),
        leaf=held,
        read=read_words(held.derivation),
        typed=typed,
        places=places,
        linked_places=places[:_LINKED_PLACES],
        downloads=downloads_of(card),
        **frame(card, "text"),
    )


def _marks(held: Leaf, linked: tuple[Insert, ...], places: tuple[Span, ...]) -> tuple[Insert, ...]:
    blocks = (Span(block.start, block.end) for block in held.blocks)
    return (*linked, *hits(places, linked, blocks)) if places else linked


def _opening(card: Card, held: Leaf | Document) -> Opening | None:
    """Where the letterhead, the type and the trích yếu of a directive were read; None for an article."""
    if card.genre != "directive":
        return None
    return Opening(
        _spans(held.evidence, "type"), _spans(held.evidence, "title"), _spans(held.evidence, "number", "issuer")
    )


def _spans(evidence: tuple[Evidence, ...], *fields: str) -> tuple[Span, ...]:
    return tuple(one.span for one in evidence if one.field in fields and one.span)


def _stub(card: Card, said: tuple[Claim, ...]) -> str:
    connection = shelf().connection
    stub = stubs.view(connection, card.id, limit=FIRST_CITING)
    foresee([one.card for one in stub.citing])
    return render_template(
        "document/stub.html",
        stub=stub,
        validity=shown(card, said, asked_day()),
        citing=citing_cases(stub.citing),
        citing_total=card.cited,
        catalogue=catalogue_of(card, documents.get(connection, card.id) if card.grade else None),
        **frame(card, "text"),
    )


def catalogue_of(card: Card, document: Document | None) -> Evidence | None:
    """The row of the authority table that knows this work, None when it has none."""
    if not card.grade or document is None:
        return None
    return next((one for one in document.evidence if one.field == "catalogue"), None)


# --- former texts ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Version:
    """A text of a work: its place among all texts, the oldest first from 1, where and when it was first read.

    `compare` is the address that sets it beside the present text, "" for the present text itself.
    """

    ordinal: int
    origin: str
    created_at: str
    current: bool
    document: Document
    compare: str = ""


def versions_of(card: Card) -> tuple[Version, ...]:
    """Every text of a work, the newest first."""
    every = documents.editions_of(shelf().connection, card.id)
    numbered = tuple(zip(range(len(every), 0, -1), every, strict=True))
    present = next((at for at, one in numbered if one.current), 0)
    return tuple(
        Version(
            at,
            one.origin,
            one.created_at,
            one.current,
            one.document,
            "" if one.current or not present else _compared(f"{card.id}@{at}", f"{card.id}@{present}"),
        )
        for at, one in numbered
    )


def _compared(first: str, second: str) -> str:
    """The address that compares two texts; "" where the site has no such page."""
    return url_for("compare.page", a=first, b=second) if "compare.page" in current_app.view_functions else ""


@pages.get("/<path:address>/ban/<int:ordinal>")
def former(address: str, ordinal: int) -> ResponseReturnValue:
    """A former text of a work, as it was: no links, for its references were those of its time."""
    card = card_at(address, "document.former", ordinal=ordinal)
    if not isinstance(card, Card):
        return card
    found = next((one for one in versions_of(card) if one.ordinal == ordinal), None) if card.genre != "stub" else None
    if found is None:
        return refuse(404)
    if found.current:
        return redirect(url_for("document.page", address=card.id))
    sheet = lay_out(found.document.text, found.document.blocks, [], _opening(card, found.document))
    return render_template("document/former.html", sheet=sheet, former=found, **frame(card, "history"))
