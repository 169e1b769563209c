"""What an account sees of itself: its name and mail address, its browsers, and how to sign them out."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from archive.desk import accounts, audit, moments, sessions
from archive.desk.accounts import Account
from archive.errors import QueryError
from search_web.desk.doors import account, leave, needs, token
from search_web.desk.words import role_duties, roles
from search_web.language import gettext as _
from search_web.reading import house

routes = Blueprint("own", __name__, url_prefix="/ban-lam-viec/tai-khoan-cua-toi")


@routes.get("")
@needs("reader")
def page() -> ResponseReturnValue:
    """The account, and the browsers that are signed in by it."""
    return _page(_me())


@routes.post("")
@needs("reader")
def described() -> ResponseReturnValue:
    """Change one's shown name and mail address."""
    me = _me()
    shown, email = request.form.get("ten", ""), request.form.get("thu", "")
    try:
        with house().desk.atomic() as connection:
            accounts.describe(connection, me.name, shown=shown, email=email, by=me.name)
    except QueryError as error:
        return _page(me, trouble=str(error), shown=shown[:200], email=email[:200]), 400
    return redirect(url_for("own.page", xong="sua"), 303)


@routes.post("/phien")
@needs("reader")
def ended() -> ResponseReturnValue:
    """End one of one's own sessions by its mark, or all of them by "moi-noi"."""
    me, named = _me(), request.form.get("phien", "")
    with house().desk.atomic() as connection:
        if named == "moi-noi":
            count = accounts.end_sessions(connection, me)
            audit.record(connection, me.name, "sessions_ended", detail=str(count))
        elif sessions.end_marked(connection, me, named):
            audit.record(connection, me.name, "sessions_ended", detail="1")
    if named in ("moi-noi", sessions.mark(token())):
        return leave(redirect(url_for("search.page"), 303))
    return redirect(url_for("own.page", xong="phien"), 303)


def _me() -> Account:
    found = account()
    assert found is not None  # noqa: S101  # `needs` saw to it
    return found


def _page(me: Account, *, trouble: str = "", shown: str | None = None, email: str | None = None) -> str:
    with house().desk.reading() as connection:
        held = sessions.listed(connection, me, at=moments.present())
    return render_template(
        "desk/own.html",
        me=me,
        role=roles()[me.role],
        duties=role_duties(),
        shown=me.shown if shown is None else shown,
        email=me.email if email is None else email,
        sessions=held,
        this=sessions.mark(token()),
        hours=int(sessions.IDLE.total_seconds() // 3600),
        days=sessions.LONGEST.days,
        trouble=trouble,
        done=_done().get(request.args.get("xong", ""), ""),
    )


def _done() -> dict[str, str]:
    return {
        "mat-khau": _("Đã đổi mật khẩu. Các phiên ở máy khác đã kết thúc."),
        "sua": _("Đã lưu."),
        "phien": _("Phiên đã kết thúc."),
    }
