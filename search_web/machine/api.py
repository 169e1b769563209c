"""The archive over HTTP for programs: every page has a JSON answer here with the same content and parameters.

The shapes are those of the command line (`archive.ask.shapes`); lists of more than one page take `trang` and say
`page`, `per_page` and `total`.
"""

from dataclasses import asdict

from flask import Blueprint, Response, jsonify, redirect, request, url_for
from flask.typing import ResponseReturnValue

from archive.ask import shapes
from archive.ask.shapes import Shape
from archive.errors import NotHere
from archive.store import browse, documents, links, stubs
from archive.works.bodies import body as body_row
from archive.works.document import Card
from search_web.choices import kept
from search_web.lifetimes import lifetime
from search_web.pages.bodies import levels, name_of, yearly
from search_web.pages.search import ask
from search_web.pages.types import kinds
from search_web.paging import asked_page
from search_web.reading import shelf
from search_web.references import linked_of

routes = Blueprint("api", __name__, url_prefix="/api/v1")
A_PAGE = 100
FIRST_CITING = 20  # works that cite, inside the answer about one work; `cited-by` has them all


@routes.get("/search")
def search() -> Response:
    """The answer to a query: the parameters of the results page."""
    found = ask(kept(request.args))
    paging = {"page": found.query.page, "per_page": found.query.per_page}
    return jsonify(shapes.answer_shape(found, browse.coverage(shelf().connection)) | paging)


@routes.get("/vb/<path:address>")
def document(address: str) -> ResponseReturnValue:
    """One work, whole; a stub with what its citations say. A former address answers 301."""
    connection = shelf().connection
    located = documents.locate(connection, address)
    if located.redirected:
        return redirect(url_for("api.document", address=located.address), 301)
    found = documents.get(connection, address)
    if found is None:
        raise NotHere("Kho không có văn bản này.", remedy="Hãy tìm theo số, ký hiệu.")
    made = shapes.full_shape(found, linked_of(address), links.cited_by(connection, address, limit=FIRST_CITING))
    made["cited_by_total"] = _card(address).cited
    made["editions"] = [shapes.edition_shape(one) for one in documents.editions_of(connection, address)]
    if found.genre == "stub":
        made["said"] = _said(address)
    return jsonify(made)


def _card(address: str) -> Card:
    return documents.cards(shelf().connection, [address])[address]


def _said(address: str) -> Shape:
    """What citations say of a stub, each value with how many works say so."""
    view = stubs.view(shelf().connection, address, limit=1)
    fields = {"types": view.types, "issuers": view.issuers, "dates": view.dates, "titles": view.titles}
    return {name: [asdict(one) for one in values] for name, values in fields.items()}


@routes.get("/vb/<path:address>/cites")
def cites(address: str) -> Response:
    """What a work cites: every mention in the order of the text, with its sentence."""
    connection = shelf().connection
    held = documents.locate(connection, address).address
    text = documents.text_of(connection, held)
    found = [
        shapes.mention_shape(one.mention, one.link) | {"sentence": text[slice(*one.sentence)]}
        for one in linked_of(held)
    ]
    return jsonify({"id": held, "total": len(found), "cites": found})


@routes.get("/vb/<path:address>/cited-by")
def cited_by(address: str) -> Response:
    """What cites a work, newest first, with the sentences."""
    connection = shelf().connection
    held = documents.locate(connection, address).address
    page = asked_page(request.args.get("trang"))
    found = links.cited_by(connection, held, offset=(page - 1) * A_PAGE, limit=A_PAGE)
    return jsonify(
        {
            "id": held,
            "total": _card(held).cited,
            "page": page,
            "per_page": A_PAGE,
            "cited_by": [shapes.citing_shape(one) for one in found],
        }
    )


@routes.get("/co-quan")
def bodies() -> Response:
    """Every issuing body with its counts, by level."""
    return jsonify(
        [
            {"level": level.id, "label": level.label, "bodies": [asdict(one) for one in level.bodies]}
            for level in levels()
        ]
    )


@routes.get("/co-quan/<body_id>")
def body(body_id: str) -> ResponseReturnValue:
    """One issuing body through time, and its works."""
    row = body_row(body_id)
    if row is not None and row.family != body_id:
        return redirect(url_for("api.body", body_id=row.family), 301)
    page = asked_page(request.args.get("trang"))
    listing = browse.by_body(shelf().connection, body_id, offset=(page - 1) * A_PAGE, limit=A_PAGE)
    life = lifetime(body_id)
    return jsonify(
        {
            "id": body_id,
            "name": name_of(body_id),
            "names": [{"dates": dates, "name": name} for dates, name in life.names],
            "predecessors": [asdict(one) for one in life.before],
            "successors": [asdict(one) for one in life.after],
            "years": {str(year): count for year, count in sorted(yearly(body_id).items())},
            "total": listing.total,
            "page": page,
            "per_page": A_PAGE,
            "documents": [shapes.card_shape(card) for card in listing.cards],
        }
    )


@routes.get("/nam")
def years() -> Response:
    """Held directives by year and type; the year 0 stands for works without a date, the type "" for none known."""
    table = browse.matrix(shelf().connection)
    return jsonify({"types": table.types, "years": {str(year): table.counts[year] for year in table.years}})


@routes.get("/loai")
def types() -> Response:
    """Every type with its counts."""
    return jsonify([asdict(one) for one in kinds()])


@routes.get("/about")
def about() -> Response:
    """What the archive holds, in figures."""
    return jsonify(shapes.coverage_shape(browse.coverage(shelf().connection)))
