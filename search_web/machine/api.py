"""The archive over HTTP for programs: every page has a JSON answer here with the same content and parameters.

The shapes are those of the command line (`archive.ask.shapes`); lists of more than one page take `trang` and say
`page`, `per_page` and `total`.
"""

import json
from dataclasses import asdict
from datetime import date

from flask import Blueprint, Response, jsonify, redirect, request, url_for
from flask.typing import ResponseReturnValue

from archive.ask import shapes, standing
from archive.ask.draft import report_shape
from archive.ask.shapes import Shape
from archive.ask.unchanged import UntilChanged
from archive.errors import NotHere, QueryError
from archive.store import browse, documents, links, listing, stubs
from archive.text.vietnamese import nfc
from archive.works.bodies import body as body_row
from archive.works.document import Card
from search_web.choices import kept
from search_web.lifetimes import lifetime
from search_web.pages.bodies import levels, name_of, yearly
from search_web.pages.draft import allow_draft, day_of, decoded, even, report_on
from search_web.pages.missing import slug_of
from search_web.pages.search import ask
from search_web.pages.types import kinds
from search_web.paging import asked_page
from search_web.quote import FORMS, quote_of
from search_web.reading import shelf
from search_web.references import linked_of
from search_web.validity import asked_day

routes = Blueprint("api", __name__, url_prefix="/api/v1")
A_PAGE = 100
_COVERAGE = UntilChanged(browse.coverage)
FIRST_CITING = 20  # works that cite, inside the answer about one work; `cited-by` has them all


@routes.get("/search")
def search() -> Response:
    """The answer to a query: the parameters of the results page."""
    found = ask(kept(request.args))
    paging = {"page": found.query.page, "per_page": found.query.per_page}
    return jsonify(shapes.answer_shape(found, _COVERAGE.of(shelf().connection)) | paging)


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
    validity = standing.validity_of(connection, address, asked_day().day)
    citing = links.cited_by(connection, address, limit=FIRST_CITING)
    made = shapes.full_shape(found, linked_of(address), citing, validity)
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


@routes.get("/vb/<path:address>/trich-dan")
def quote(address: str) -> ResponseReturnValue:
    """How a work is cited: `dang=official`, `short`, `bibtex` or `csl`; all four as JSON without it."""
    connection = shelf().connection
    located, form = documents.locate(connection, address), request.args.get("dang", "")
    if located.redirected:
        return redirect(url_for("api.quote", address=located.address, dang=form or None), 301)
    made = quote_of(_card(address))
    if not form:
        return jsonify({"id": address} | asdict(made) | {"csl": json.loads(made.csl)})
    if form not in FORMS:
        raise QueryError(f"Không có dạng trích dẫn “{form[:20]}”.", remedy=f"Các dạng: {', '.join(FORMS)}.")
    return Response(getattr(made, form) + "\n", content_type=f"{FORMS[form]}; charset=utf-8")


@routes.post("/kiem-tra")
def check() -> Response:
    """The report on a draft: JSON `{"text": …, "on": "2026-11-22"}`, or the text alone as the body; nothing is kept."""
    allow_draft()
    answer = jsonify(report_shape(report_on(*_draft())))
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _draft() -> tuple[str, date]:
    if not request.is_json:
        return even(decoded(request.get_data())), day_of(request.args.get("ngay", ""))
    given = request.get_json(silent=True)
    text, on = (given.get("text"), given.get("on", "")) if isinstance(given, dict) else (None, "")
    if not isinstance(text, str) or not isinstance(on, str):
        raise QueryError("Thiếu phần “text”.", remedy='Gửi JSON dạng {"text": …, "on": "2026-11-22"}.')
    return even(text), day_of(on)


@routes.get("/con-thieu")
def missing() -> Response:
    """What is cited and not held, the most cited first; `loai` (printed name or slug) and `co-quan` narrow it."""
    page, asked = asked_page(request.args.get("trang")), nfc(request.args.get("loai", "")).strip()
    connection, family = shelf().connection, request.args.get("co-quan") or None
    kind = next((name for name, _ in listing.missing_types(connection) if asked in (name, slug_of(name))), asked)
    cards, total = listing.missing(
        connection, type=kind or None, family=family, offset=(page - 1) * A_PAGE, limit=A_PAGE
    )
    return jsonify(
        {"page": page, "per_page": A_PAGE, "total": total, "works": [shapes.card_shape(card) for card in cards]}
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
    return jsonify(shapes.coverage_shape(_COVERAGE.of(shelf().connection)))
