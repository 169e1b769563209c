"""What readers say is wrong: the waiting ones first, each answered as mended or refused with a reason."""

from functools import partial

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from archive.desk import audit, mistakes
from archive.errors import QueryError
from archive.store import documents
from archive.works.precedence import FIELDS
from search_web.desk.changes import clerk
from search_web.desk.doors import MOST_ROW, needs
from search_web.language import gettext as _
from search_web.paging import Paging, asked_page
from search_web.reading import house, shelf

routes = Blueprint("mistakes", __name__, url_prefix="/ban-lam-viec/bao-loi")
PER_PAGE = 20


@routes.get("")
@needs("clerk")
def page() -> str:
    """The reports that wait, or those that were answered."""
    return _page()


@routes.post(f"/<int(max={MOST_ROW}):number>")
@needs("clerk")
def answered(number: int) -> ResponseReturnValue:
    """Answer a report, or let it wait again."""
    standing, said = request.form.get("tra-loi", ""), request.form.get("loi", "")
    try:
        with house().desk.atomic() as connection:
            one = mistakes.answer(connection, number, standing=standing, answer=said, account=clerk())
            audit.record(connection, clerk(), "mistake_answered", one.address, f"{number}: {one.standing}")
    except QueryError as error:
        return _page(trouble=str(error), wrong=number), 400
    here = "waiting" if standing != "waiting" else "da-tra-loi"
    return redirect(url_for("mistakes.page", loai=None if here == "waiting" else here, xong=standing), 303)


def _page(*, trouble: str = "", wrong: int = 0) -> str:
    answered_too = request.args.get("loai") == "da-tra-loi"
    with house().desk.reading() as connection:
        counts = {standing: mistakes.count(connection, standing) for standing in mistakes.STANDINGS}
        total = counts["mended"] + counts["refused"] if answered_too else counts["waiting"]
        paging = Paging(asked_page(request.args.get("trang")), PER_PAGE, total)
        listed = mistakes.answered if answered_too else mistakes.waiting
        rows = listed(connection, paging.offset, PER_PAGE)
    return render_template(
        "desk/mistakes.html",
        rows=rows,
        cards=documents.cards(shelf().connection, [one.address for one in rows]),
        counts=counts,
        answered_too=answered_too,
        kinds=_kinds(),
        standings=_standings(),
        fields=FIELDS,
        paging=paging,
        page_url=partial(_page_url, "da-tra-loi" if answered_too else None),
        trouble=trouble,
        wrong=wrong,
        typed=request.form.get("loi", "")[:1000],
        done=_done().get(request.args.get("xong", ""), ""),
    )


def _page_url(kind: str | None, number: int) -> str:
    return url_for("mistakes.page", loai=kind, trang=number if number > 1 else None)


def _kinds() -> dict[str, str]:
    return {name: _(words) for name, words in mistakes.KINDS.items()}


def _standings() -> dict[str, str]:
    return {"mended": _("đã sửa"), "refused": _("không sửa"), "waiting": _("chờ xem")}


def _done() -> dict[str, str]:
    return {
        "mended": _("Đã ghi là đã sửa."),
        "refused": _("Đã ghi là không sửa."),
        "waiting": _("Báo lỗi đã trở lại hàng chờ."),
    }
