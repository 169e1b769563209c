"""The queue of what a clerk should look at, the most cited first: each value beside what it was read from.

Accepting keeps the value as the clerk's own word, so that it is asked of nobody again; editing is in `mend`.
"""

from dataclasses import dataclass
from functools import partial

from flask import Blueprint, Response, abort, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from archive.errors import ArchiveError
from archive.store import documents
from archive.store.corrections import TEXT
from archive.store.doubts import KINDS, Doubt, Doubts, Seen, counts, seen
from archive.works.document import Card
from archive.works.precedence import FIELDS
from search_web.desk import changes
from search_web.desk.doors import needs
from search_web.desk.fields import names
from search_web.language import gettext as _
from search_web.paging import Paging, asked_page
from search_web.reading import house, shelf

routes = Blueprint("queue", __name__, url_prefix="/ban-lam-viec/hang-doi")
PER_PAGE = 20
_DOUBTS = Doubts()


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the queue: the doubt, the work, what it was read from, and why it is in doubt."""

    doubt: Doubt
    card: Card
    seen: Seen
    why: str


@routes.get("")
@needs("clerk")
def page() -> str:
    """The rows of a kind, or of all."""
    return _page()


@routes.post("")
@needs("clerk")
def accepted() -> ResponseReturnValue:
    """Keep a value as right, or that there is none; the next row of the same list follows."""
    address, field, value = (request.form.get(name, "") for name in ("vb", "truong", "gia-tri"))
    try:
        if field == TEXT:
            changes.approve_text(address)
        else:
            changes.correct(address, field, value, act="confirmed")
    except ArchiveError as error:
        return _page(trouble=str(error)), 400
    kind, number = request.form.get("loai", ""), asked_page(request.form.get("trang"))
    named, turned = kind if kind in KINDS else None, number if number > 1 else None
    return redirect(url_for("queue.page", _anchor="hang-doi", loai=named, trang=turned), 303)


@routes.get("/anh/<path:address>")
@needs("clerk")
def picture(address: str) -> Response:
    """The picture of a page of a recognised text, to be held against its words."""
    intake = house().intake
    document = documents.get(shelf().connection, address)
    wanted = asked_page(request.args.get("trang"))
    image = next((one for one in document.images if one.page == wanted), None) if document else None
    payload = intake.picture(image) if intake and image else None
    if image is None or payload is None or not image.media_type.startswith("image/"):
        abort(404)
    answer = make_response(payload)
    answer.mimetype = image.media_type
    return answer


def _page(*, trouble: str = "") -> str:
    connection = shelf().connection
    found = _DOUBTS.of(connection)
    kind = request.values.get("loai", "")
    listed = [one for one in found if one.kind == kind] if kind in KINDS else list(found)
    paging = Paging(asked_page(request.values.get("trang")), PER_PAGE, len(listed))
    if paging.page > paging.pages:
        paging = Paging(paging.pages, PER_PAGE, len(listed))
    shown = listed[paging.offset : paging.offset + PER_PAGE]
    known, read = documents.cards(connection, [one.address for one in shown]), seen(connection, shown)
    return render_template(
        "desk/queue.html",
        rows=[Row(one, known[one.address], read[one], _why(one)) for one in shown if one.address in known],
        kinds=_kinds(),
        counts=counts(found),
        kind=kind if kind in KINDS else "",
        total=len(found),
        paging=paging,
        page_url=partial(_page_url, kind if kind in KINDS else None),
        names=names(),
        fields=FIELDS,
        trouble=trouble,
        pictures=house().intake is not None,
    )


def _page_url(kind: str | None, number: int) -> str:
    return url_for("queue.page", loai=kind, trang=number if number > 1 else None)


def _kinds() -> dict[str, str]:
    return {
        "missing": _("còn thiếu"),
        "unsure": _("đọc chưa chắc"),
        "scan": _("bản quét khó đọc"),
        "conflict": _("các nguồn khác nhau"),
    }


def _why(one: Doubt) -> str:
    """Why a value is asked about, in a sentence."""
    if one.kind == "missing":
        return _("Chưa đọc được giá trị này trong toàn văn.")
    if one.kind == "conflict":
        return _("Nguồn khác ghi: %(others)s.", others="; ".join(one.others))
    sure = round(one.confidence * 100)
    if one.kind == "scan":
        return _("Chữ nhận dạng từ ảnh, độ tin cậy khoảng %(sure)s %%.", sure=sure)
    return _("Độ tin cậy khoảng %(sure)s %%.", sure=sure)
