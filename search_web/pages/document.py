"""The page of one work: its text with every reference linked, what it cites, what cites it, where each value was read.

A work whose text is not held has the same address and a page of what others say of it; a former address sends the
reader on for good. How a text is laid out is in `sheet`, how references are listed in `references`.
"""

from dataclasses import dataclass

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from archive.errors import NotHere
from archive.store import documents, links, stubs
from archive.text.span import Span
from archive.text.vietnamese import slugify
from archive.works.bodies import display_name, family
from archive.works.document import Card, Document, Evidence
from archive.works.vocabulary import type_named
from search_web.choices import address as choices_address
from search_web.facts import beside, facts_of
from search_web.near import near_address
from search_web.origins import origins_of
from search_web.paging import Paging, asked_page
from search_web.reading import shelf
from search_web.references import cited_cases, cited_of, citing_cases, inserts, linked_of
from search_web.refusals import refuse
from search_web.sheet import Opening, lay_out
from search_web.validity import asked_day, badge, foresee, shown

pages = Blueprint("document", __name__, url_prefix="/vb")
pages.add_app_template_filter(badge, "badge")
FIRST_CITING = 10  # works that cite, shown on the work's own page; the others have pages of their own
CITING_A_PAGE = 50


@pages.get("/<path:address>")
def page(address: str) -> ResponseReturnValue:
    """The work at an address: its page, a redirect from a former address, or what was near it."""
    connection = shelf().connection
    try:
        located = documents.locate(connection, address)
    except NotHere as gone:
        return _not_here(address, gone)
    if located.redirected:
        return redirect(url_for("document.page", address=located.address), 301)
    document = documents.get(connection, address)
    card = documents.cards(connection, [address])[address]
    if document is None or document.genre == "stub":
        return _stub(card, document)
    return _held(card, document)


@pages.get("/<path:address>/duoc-vien-dan")
def citing(address: str) -> ResponseReturnValue:
    """Everything that cites a work, in pages."""
    connection = shelf().connection
    located = documents.locate(connection, address)
    if located.redirected:
        return redirect(url_for("document.citing", address=located.address), 301)
    card = documents.cards(connection, [address])[address]
    paging = Paging(asked_page(request.args.get("trang")), CITING_A_PAGE, card.cited)
    found = links.cited_by(connection, address, offset=paging.offset, limit=paging.per_page)
    foresee([one.card for one in found])
    return render_template(
        "document/citing.html",
        citing=citing_cases(found),
        paging=paging,
        page_url=lambda number: url_for("document.citing", address=address, trang=number),
        **_frame(card),
    )


def _held(card: Card, document: Document) -> str:
    connection = shelf().connection
    cites, linked = cited_of(card.id), linked_of(card.id)
    headline = (document.title or "") if document.genre == "article" else ""
    sheet = lay_out(document.text, document.blocks, inserts(linked, cites), _opening(document), headline)
    cited_by = links.cited_by(connection, card.id, limit=FIRST_CITING)
    foresee([*(one.link.target for one in cites if one.link.target), *(one.card for one in cited_by)])
    return render_template(
        "document/page.html",
        sheet=sheet,
        validity=shown(card, asked_day()),
        cites=cited_cases(document.text, cites, sheet.anchor_at),
        citing=citing_cases(cited_by),
        citing_total=card.cited,
        facts=facts_of(document),
        beside=beside(document),
        captures=document.captures,
        origins=origins_of(card, document.derivation),
        former=_former(card.id),
        catalogue=_catalogue(card, document),
        document=document,
        **_frame(card),
    )


def _opening(document: Document) -> Opening | None:
    """Where the letterhead, the type and the trích yếu of a directive were read; None for an article."""
    if document.genre != "directive":
        return None
    return Opening(_spans(document, "type"), _spans(document, "title"), _spans(document, "number", "issuer"))


def _spans(document: Document, *fields: str) -> tuple[Span, ...]:
    return tuple(one.span for one in document.evidence if one.field in fields and one.span)


@dataclass(frozen=True, slots=True)
class Former:
    """A former text of a work: its place among all texts, the oldest first from 1, where and when it was first read."""

    ordinal: int
    origin: str
    created_at: str
    document: Document


def _former(address: str) -> tuple[Former, ...]:
    """The texts that people do not read by default, the newest first."""
    every = documents.editions_of(shelf().connection, address)
    numbered = zip(range(len(every), 0, -1), every, strict=True)
    return tuple(Former(at, one.origin, one.created_at, one.document) for at, one in numbered if not one.current)


@pages.get("/<path:address>/ban/<int:ordinal>")
def former(address: str, ordinal: int) -> ResponseReturnValue:
    """A former text of a work, as it was: no links, for its references were those of its time."""
    connection = shelf().connection
    located = documents.locate(connection, address)
    if located.redirected:
        return redirect(url_for("document.former", address=located.address, ordinal=ordinal), 301)
    found = next((one for one in _former(address) if one.ordinal == ordinal), None)
    if found is None:
        return refuse(404)
    card = documents.cards(connection, [address])[address]
    sheet = lay_out(found.document.text, found.document.blocks, [], _opening(found.document))
    return render_template("document/former.html", sheet=sheet, former=found, **_frame(card))


def _stub(card: Card, document: Document | None) -> str:
    connection = shelf().connection
    cited_by = links.cited_by(connection, card.id, limit=CITING_A_PAGE)
    foresee([one.card for one in cited_by])
    return render_template(
        "document/stub.html",
        stub=stubs.view(connection, card.id),
        validity=shown(card, asked_day()),
        citing=citing_cases(cited_by),
        citing_total=card.cited,
        catalogue=_catalogue(card, document),
        **_frame(card),
    )


def _frame(card: Card) -> dict[str, object]:
    """What the head of the page shows, whatever is held."""
    return {"card": card, "canonical": url_for("document.page", address=card.id), "steps": _steps(card)}


def _steps(card: Card) -> list[tuple[str, str]]:
    """The way down to a work: its issuing body, then its type; to an article the list of articles."""
    if card.genre == "article":
        return [("Tin bài", choices_address(url_for("search.page"), {"the-loai": "article", "xep": "date"}))]
    steps = [("Cơ quan", url_for("bodies.index"))]
    if card.issuer and card.issuer.body:
        name = display_name(card.issuer.body) or card.issuer.name
        steps.append((name, url_for("bodies.body", body_id=family(card.issuer.body))))
    if card.type:
        kind = type_named(card.type)
        steps.append((card.type, url_for("types.kind", slug=kind.slug if kind else slugify(card.type))))
    return steps


def _catalogue(card: Card, document: Document | None) -> Evidence | None:
    """The row of the authority table that knows this work, None when it has none."""
    if not card.grade or document is None:
        return None
    return next((one for one in document.evidence if one.field == "catalogue"), None)


def _not_here(address: str, gone: NotHere) -> ResponseReturnValue:
    """A former address of works that were parted is 410 with those works; one nobody had is 404 with near ones."""
    connection = shelf().connection
    key = str(gone.fields.get("key") or "")
    if key:
        return refuse(410, near=documents.find_by_key(connection, key), near_heading="Các văn bản cùng số, ký hiệu")
    return refuse(404, near=near_address(address), near_heading="Có thể là một trong các văn bản này")
