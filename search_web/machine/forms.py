"""One work in the forms of others: `/vb/<address>.<form>`, or `/vb/<address>` itself for who asks for another type.

A form that was asked for at a former address is given at the present one (301). A stub is known from citations only:
it has the forms that describe, not those that hold a text.
"""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Flask, Response, current_app, g, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MIMEAccept

from archive.store import documents, harvest
from search_web import onward
from search_web.formats import akoma, jsonld, plain
from search_web.formats.work import Work
from search_web.language import gettext as _
from search_web.machine.one_work import root, work_at
from search_web.machine.sent import sent
from search_web.reading import shelf
from search_web.refusals import refuse

routes = Blueprint("forms", __name__)
PAGE = "text/html"
JSON = "application/json"
PDF = "application/pdf"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True, slots=True)
class Form:
    """A form: its media type, how it is made, whether a stub has it, whether it is a file to be kept."""

    media_type: str
    make: Callable[[Work], bytes]
    of_stub: bool = False
    file: bool = False


def _paper(work: Work) -> bytes:
    # Late, as what sets Word files: half the time the site takes to start went into libraries that few readers need.
    from search_web.formats import fonts, pdf

    found = fonts.faces()
    assert found is not None  # noqa: S101  # `_unable` looked
    return pdf.pdf(work, found)


def _word(work: Work) -> bytes:
    from search_web.formats import word

    return word.word(work)


# In the order in which a page names them; `json` is the answer of the API itself.
FORMS: Mapping[str, Form] = {
    "jsonld": Form(jsonld.MEDIA_TYPE, jsonld.jsonld, of_stub=True),
    "xml": Form(akoma.MEDIA_TYPE, akoma.akoma),
    "txt": Form(plain.MEDIA_TYPE, plain.plain),
    "pdf": Form(PDF, _paper, file=True),
    "docx": Form(WORD, _word, file=True),
}
TYPES = {"json": JSON} | {name: form.media_type for name, form in FORMS.items()}
OF_STUBS = ("json", *(name for name, form in FORMS.items() if form.of_stub))
# Paper is set letter by letter: one at a time, so that those who read pages do not wait for those who print.
_SETTING = threading.Lock()
LONGEST_WAIT = 20.0  # seconds


def install(app: Flask) -> None:
    """Give the application the forms, the choice by `Accept`, the links between a page and its forms, and 410."""
    app.register_blueprint(routes)
    app.before_request(_negotiated)
    app.after_request(_linked)
    app.after_request(_gone)


@routes.get("/vb/<path:address>.<any(json, jsonld, xml, txt, pdf, docx):form>")
def one(address: str, form: str) -> ResponseReturnValue:
    """A work in a form; 404 for a form that a stub has not."""
    located = documents.locate(shelf().connection, address)
    if located.redirected:
        further: dict[str, Any] = onward.asked("address", "form")
        return redirect(url_for("forms.one", address=located.address, form=form, **further), 301)
    return _served(address, form)


@routes.get("/akn/vn/<path:name>")
def named(name: str) -> ResponseReturnValue:
    """Where a name of Akoma Ntoso leads: the page of the work, at the part it names (303, for a name is no page)."""
    address, part = akoma.address_of(name)
    located = documents.locate(shelf().connection, address)
    return redirect(url_for("document.page", address=located.address, _anchor=part or None), 303)


def _served(address: str, form: str) -> ResponseReturnValue:
    if form == "json":
        return _as_the_api_has_it(address)
    work = work_at(address)
    if not work.held and not FORMS[form].of_stub:
        return refuse(404, [_("Kho chưa có toàn văn của văn bản này."), _("Chỉ có các dạng json và jsonld.")])
    if form == "pdf" and (refusal := _unable(work)):
        return refusal
    if form != "pdf":
        return _sent(work, form)
    if not _SETTING.acquire(timeout=LONGEST_WAIT):
        return refuse(503, [_("Máy chủ đang dựng bản in khác."), _("Hãy thử lại sau ít phút.")])
    try:
        return _sent(work, form)
    finally:
        _SETTING.release()


def _sent(work: Work, form: str) -> Response:
    known = FORMS[form]
    name = f"{work.card.id.rpartition('/')[2]}.{form}" if known.file else ""
    return sent(known.make(work), known.media_type, name=name, changed=work.changed)


def _as_the_api_has_it(address: str) -> Response:
    answer = make_response(current_app.ensure_sync(current_app.view_functions["api.document"])(address=address))
    answer.headers["Access-Control-Allow-Origin"] = "*"
    return answer


def _unable(work: Work) -> Response | None:
    """Why no PDF of a work can be made here; None where it can."""
    others = _(
        "Hãy dùng dạng DOCX hoặc văn bản thuần: %(docx)s, %(txt)s.", docx=f"{work.url}.docx", txt=f"{work.url}.txt"
    )
    from search_web.formats import fonts, pdf

    if fonts.faces() is None:
        return refuse(503, [_("Máy chủ không có phông chữ tiếng Việt để dựng tệp PDF."), others])
    if len(work.document.text) > pdf.LONGEST:
        return refuse(406, [_("Văn bản này dài quá mức dựng thành tệp PDF."), others])
    return None


# --- by what is accepted ---------------------------------------------------------------------------------------------


def wanted(accepted: MIMEAccept) -> str:
    """The form that is asked for, "" for the page: also where nothing, everything, or nothing we have is accepted."""
    if not accepted:
        return ""
    best = accepted.best_match([PAGE, "application/xhtml+xml", *TYPES.values()], default=PAGE)
    if accepted[PAGE] >= accepted[best]:
        return ""
    return next((name for name, media in TYPES.items() if media == best), "")


def _negotiated() -> ResponseReturnValue | None:
    if request.endpoint != "document.page" or request.method not in ("GET", "HEAD"):
        return None
    form, address = wanted(request.accept_mimetypes), str((request.view_args or {}).get("address", ""))
    genre = harvest.genre_of(shelf().connection, address) if form else None
    if not form or genre is None or (genre == "stub" and form not in OF_STUBS):
        return None
    answer = make_response(_served(address, form))
    if answer.status_code == 200:
        answer.headers["Content-Location"] = url_for("forms.one", address=address, form=form)
    return answer


def _linked(response: Response) -> Response:
    """Say where a work stands for good and in which other forms it is had (RFC 8288, RFC 8574)."""
    if request.endpoint not in ("document.page", "forms.one"):
        return response
    if request.endpoint == "document.page":
        response.vary.add("Accept")
    if response.status_code not in (200, 304):
        return response
    address = str((request.view_args or {}).get("address", ""))
    genre = harvest.genre_of(shelf().connection, address)
    page = f"{root()}/vb/{address}"
    links = [f'<{page}>; rel="canonical"', f'<{page}>; rel="cite-as"', f'<{page}>; rel="alternate"; type="{PAGE}"']
    forms = OF_STUBS if genre == "stub" else tuple(TYPES)
    links += [f'<{page}.{name}>; rel="alternate"; type="{TYPES[name]}"' for name in forms]
    response.headers["Link"] = ", ".join(links)
    return response


# --- what was withdrawn ----------------------------------------------------------------------------------------------


def _gone(response: Response) -> Response:
    """410 in the place of 404 for an address whose work was withdrawn for good, with the reason."""
    address = (request.view_args or {}).get("address")
    if response.status_code != 404 or not address or g.get("gone_told"):
        return response
    found = harvest.tombstone(shelf().connection, str(address))
    if found is None:
        return response
    g.gone_told = True
    return refuse(410, [_("Văn bản ở địa chỉ này đã được rút khỏi kho."), found.reason])
