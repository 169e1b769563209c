"""One work over HTTP: whole, what it cites, what cites it, how it is cited, what is like it."""

import json
from dataclasses import asdict
from typing import Any

from flask import Response, redirect, url_for
from flask.typing import ResponseReturnValue

from archive.ask import shapes, standing
from archive.ask.more_like import like_shape, more_like
from archive.ask.shapes import Shape
from archive.errors import NotHere
from archive.store import documents, links, stubs
from archive.works.document import Card
from search_web import onward
from search_web.machine.api import A_PAGE, routes
from search_web.machine.asked import OnDay, Paged, QuoteAsked
from search_web.machine.description import answers
from search_web.machine.search_routes import day_asked, page_of, paging
from search_web.machine.shapes.works import CitedByOut, CitesOut, QuoteOut, SimilarOut, WorkOut
from search_web.quote import FORMS, quote_of
from search_web.reading import house, shelf
from search_web.references import linked_of

FIRST_CITING = 20  # works that cite, inside the answer about one work; `cited-by` has them all
MOST_ALIKE = 30
_OF_A_WORK = answers(301, 404, 410)


@routes.get("/vb/<path:address>")
@routes.input(OnDay, location="query", arg_name="asked")
@routes.output(WorkOut)
@routes.doc(summary="Một văn bản, trọn vẹn", responses=_OF_A_WORK)
def document(address: str, asked: OnDay) -> ResponseReturnValue:
    """Toàn văn, siêu dữ liệu kèm chỗ đã đọc, viện dẫn, hiệu lực và nguồn; địa chỉ cũ trả lời 301."""
    connection = shelf().connection
    located = documents.locate(connection, address)
    if located.redirected:
        return _moved("api.document", located.address)
    found = documents.get(connection, address)
    if found is None:
        raise NotHere("Kho không có văn bản này.", remedy="Hãy tìm theo số, ký hiệu.")
    validity = standing.validity_of(connection, address, day_asked(asked.at))
    made = shapes.full_shape(
        found, linked_of(address), links.cited_by(connection, address, limit=FIRST_CITING), validity
    )
    made["cited_by_total"] = _card(address).cited
    made["editions"] = [shapes.edition_shape(one) for one in documents.editions_of(connection, address)]
    made["said"] = _said(address) if found.genre == "stub" else None
    return made


def _moved(endpoint: str, address: str) -> ResponseReturnValue:
    further: dict[str, Any] = onward.asked("address")
    return redirect(url_for(endpoint, address=address, **further), 301)


def _card(address: str) -> Card:
    return documents.cards(shelf().connection, [address])[address]


def _said(address: str) -> Shape:
    """What citations say of a stub, each value with how many works say so."""
    view = stubs.view(shelf().connection, address, limit=1)
    fields = {"types": view.types, "issuers": view.issuers, "dates": view.dates, "titles": view.titles}
    return {name: [asdict(one) for one in values] for name, values in fields.items()}


@routes.get("/vb/<path:address>/cites")
@routes.output(CitesOut)
@routes.doc(summary="Một văn bản viện dẫn gì", responses=_OF_A_WORK)
def cites(address: str) -> ResponseReturnValue:
    """Mọi chỗ viện dẫn theo thứ tự trong văn bản, cùng câu chứa nó."""
    connection = shelf().connection
    located = documents.locate(connection, address)
    if located.redirected:
        return _moved("api.cites", located.address)
    text = documents.text_of(connection, address)
    found = [
        shapes.mention_shape(one.mention, one.link) | {"sentence": text[slice(*one.sentence)]}
        for one in linked_of(address)
    ]
    return {"id": address, "total": len(found), "cites": found}


@routes.get("/vb/<path:address>/cited-by")
@routes.input(Paged, location="query", arg_name="asked")
@routes.output(CitedByOut)
@routes.doc(summary="Văn bản nào viện dẫn nó", responses=_OF_A_WORK)
def cited_by(address: str, asked: Paged) -> ResponseReturnValue:
    """Các văn bản viện dẫn, mới nhất trước, cùng các câu viện dẫn."""
    connection = shelf().connection
    located = documents.locate(connection, address)
    if located.redirected:
        return _moved("api.cited_by", located.address)
    page = page_of(asked)
    found = links.cited_by(connection, address, offset=(page - 1) * A_PAGE, limit=A_PAGE)
    place = paging("api.cited_by", page, A_PAGE, _card(address).cited, address=address)
    return {"id": address, "cited_by": [shapes.citing_shape(one) for one in found]} | place


@routes.get("/vb/<path:address>/trich-dan")
@routes.input(QuoteAsked, location="query", arg_name="asked")
@routes.output(QuoteOut)
@routes.doc(summary="Cách trích dẫn", responses=_OF_A_WORK)
def quote(address: str, asked: QuoteAsked) -> ResponseReturnValue:
    """Bốn dạng trích dẫn; với `dang` chỉ một dạng, ở kiểu tệp của nó."""
    located = documents.locate(shelf().connection, address)
    if located.redirected:
        return _moved("api.quote", located.address)
    made = quote_of(_card(address))
    if not asked.form:
        return {"id": address} | asdict(made) | {"csl": json.loads(made.csl)}
    return Response(getattr(made, asked.form) + "\n", content_type=f"{FORMS[asked.form]}; charset=utf-8")


@routes.get("/vb/<path:address>/tuong-tu")
@routes.output(SimilarOut)
@routes.doc(summary="Văn bản tương tự", responses=_OF_A_WORK)
def similar(address: str) -> ResponseReturnValue:
    """Các văn bản tương tự theo cấp, mỗi văn bản kèm lý do."""
    connection = shelf().connection
    located = documents.locate(connection, address)
    if located.redirected:
        return _moved("api.similar", located.address)
    groups = more_like(address, engine=house().engine, connection=connection, limit=MOST_ALIKE)
    return {"id": address, "groups": like_shape(groups)}
