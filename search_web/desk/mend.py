"""Correcting the fields of one work, with what each source says and everything clerks ever said of it.

A value typed is a clerk's own word; leaving the field empty says that the paper has none. Taking it back gives what
the sources say.
"""

import re

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from archive.errors import ArchiveError, NotHere, QueryError, StoreError
from archive.store import corrections, documents
from archive.store.conflicts import conflicts
from archive.store.corrections import Correction
from archive.works.document import Document
from archive.works.precedence import FIELDS
from archive.works.vocabulary import types
from search_web.desk import changes
from search_web.desk.doors import needs
from search_web.desk.fields import names, values, ways
from search_web.language import gettext as _
from search_web.reading import shelf

routes = Blueprint("mend", __name__, url_prefix="/ban-lam-viec/sua")
_AROUND = 60  # letters on either side of what was read
_KINDS = ("missing", "unsure", "scan", "conflict")


@routes.get("/<path:address>")
@needs("clerk")
def page(address: str) -> ResponseReturnValue:
    """The form of one work; a former address leads on to the present one."""
    located = documents.locate(shelf().connection, address)
    if located.redirected:
        asked = {name: request.args.get(name) for name in ("truong", "ve", "xong")}
        return redirect(url_for("mend.page", address=located.address, **asked), 301)  # type: ignore[arg-type]
    return _page(located.address)


@routes.post("/<path:address>")
@needs("clerk")
def corrected(address: str) -> ResponseReturnValue:
    """Correct one field, or take a correction of it back."""
    field = request.form.get("truong", "")
    if trouble := _overtaken(address, field):
        return _page(address, trouble=trouble, typed={field: request.form.get("gia-tri", "")[:1000]}), 409
    try:
        if request.form.get("viec") == "thoi":
            done = changes.end(address, field)
            said = "thoi"
        else:
            value, note = request.form.get("gia-tri", ""), request.form.get("ghi-chu", "")
            done = changes.correct(address, field, value, note=note)
            said = "sua"
    except (NotHere, StoreError):
        raise
    except ArchiveError as error:
        typed = "" if error.__class__.__name__ == "SecrecyError" else request.form.get("gia-tri", "")[:1000]
        return _page(address, trouble=str(error), typed={field: typed} if field in FIELDS else None), 400
    back = request.form.get("ve", "")
    if back in (*_KINDS, "tat-ca"):
        return redirect(url_for("queue.page", loai=back if back in _KINDS else None, _anchor="hang-doi"), 303)
    return redirect(url_for("mend.page", address=done.address, truong=field, xong=said), 303)


def _overtaken(address: str, field: str) -> str:
    """Why a form is too old: another clerk corrected the field while it stood open; "" where nobody did."""
    seen = request.form.get("da-thay")
    held = next((one for one in corrections.of(shelf().connection, address) if one.holds and one.field == field), None)
    if seen is None or seen == str(held.id if held else "") or field not in FIELDS:
        return ""
    by = held.account if held else _("người khác")
    return _("Trong lúc biểu mẫu này mở, %(who)s đã sửa giá trị này. Chưa lưu gì; hãy xem lại rồi lưu.", who=by)


def _page(address: str, *, trouble: str = "", typed: dict[str, str] | None = None) -> str:
    connection = shelf().connection
    document = documents.get(connection, address)
    if document is None or document.genre == "stub":
        raise QueryError(
            "Kho chưa có toàn văn của văn bản này nên chưa có gì để sửa.", remedy="Hãy tải toàn văn lên trước."
        )
    history = corrections.of(connection, address)
    field = request.values.get("truong", "")
    return render_template(
        "desk/mend.html",
        card=documents.cards(connection, [document.id])[document.id],
        values=values(document) | (typed or {}),
        read={name: _read(document, name) for name in FIELDS},
        said={one.field: one.said for one in conflicts(connection, address)},
        holding={one.field: one for one in history if one.holds},
        history=history,
        names=names(),
        ways=ways(),
        types=sorted({one.name for one in types()}),
        present=field if field in FIELDS else "",
        back=request.values.get("ve", "") if request.values.get("ve", "") in (*_KINDS, "tat-ca") else "",
        trouble=trouble,
        done=_done().get(request.args.get("xong", ""), ""),
        shown=_shown,
    )


def _read(document: Document, name: str) -> tuple[str, str, str]:
    """The words a value was read from with some letters around; three empty strings where it stands nowhere."""
    span = next((one.span for one in document.evidence if one.field == name and one.span), None)
    if span is None:
        return "", "", ""
    start, end = span
    text = document.text
    before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    if start > _AROUND:  # no word in pieces at the ends
        before = re.sub(r"^\S{0,60}\s", "", before)
    if end + _AROUND < len(text):
        after = re.sub(r"\s\S{0,60}$", "", after)
    return before, text[start:end], after


def _shown(one: Correction) -> str:
    """A correction's value for people: a date as it is written, "không có" for none."""
    if one.field == "text":
        return _("đã xem chữ nhận dạng")
    if not one.value:
        return _("văn bản không ghi")
    if one.field == "date":
        return ".".join(reversed(one.value.split("-"))).replace(".", "/")
    return one.value


def _done() -> dict[str, str]:
    return {
        "sua": _("Đã lưu. Giá trị này mạnh hơn mọi nguồn và không bị lần nạp nào ghi đè."),
        "thoi": _("Đã bỏ đính chính; giá trị trở lại như các nguồn ghi."),
    }
