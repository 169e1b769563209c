"""The accounts, for administrators: adding one with a password for the first sign-in, its role, closing, unlocking.

A one-time password is shown on the answer to the form that made it and nowhere else; it is neither kept nor logged.
"""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from archive.desk import accounts, moments, passwords, sign_in
from archive.desk.accounts import Account
from archive.errors import NotHere, QueryError
from search_web.desk.doors import account, needs
from search_web.desk.words import role_duties, roles
from search_web.language import gettext as _
from search_web.reading import house

routes = Blueprint("people", __name__, url_prefix="/ban-lam-viec/tai-khoan")


@routes.get("")
@needs("admin")
def page() -> str:
    """All accounts, and the form for a new one."""
    return _page()


@routes.post("")
@needs("admin")
def added() -> ResponseReturnValue:
    """Add an account; its first password is on this answer only."""
    given = {name: request.form.get(name, "") for name in ("tai-khoan", "ten", "thu", "vai-tro")}
    password = passwords.one_time()
    try:
        with house().desk.atomic() as connection:
            made = accounts.add(
                connection,
                given["tai-khoan"],
                password,
                shown=given["ten"],
                email=given["thu"],
                role=given["vai-tro"],
                by=_admin(),
                one_time=True,
            )
    except QueryError as error:
        return _page(trouble=str(error), given={name: value[:200] for name, value in given.items()}), 400
    return render_template("desk/one_time.html", name=made.name, password=password)


@routes.get("/<name>")
@needs("admin")
def person(name: str) -> str:
    """One account, with what can be done to it."""
    return _person(name)


@routes.post("/<name>/vai-tro")
@needs("admin")
def role(name: str) -> ResponseReturnValue:
    """Give the account another role."""
    wanted = request.form.get("vai-tro", "")
    return _changed(name, "vai-tro", lambda open_: accounts.change_role(open_, name, wanted, by=_admin()))


@routes.post("/<name>/dong")
@needs("admin")
def closed(name: str) -> ResponseReturnValue:
    """Close the account."""
    return _changed(name, "dong", lambda open_: accounts.close(open_, name, by=_admin()))


@routes.post("/<name>/mo-lai")
@needs("admin")
def reopened(name: str) -> ResponseReturnValue:
    """Open the account again."""
    return _changed(name, "mo-lai", lambda open_: accounts.reopen(open_, name, by=_admin()))


@routes.post("/<name>/mo-khoa")
@needs("admin")
def unlocked(name: str) -> ResponseReturnValue:
    """Take the lock of wrong passwords off."""
    return _changed(name, "mo-khoa", lambda open_: accounts.unlock(open_, name, by=_admin()))


@routes.post("/<name>/mat-khau")
@needs("admin")
def new_password(name: str) -> ResponseReturnValue:
    """Give the account a one-time password, shown on this answer only."""
    password = passwords.one_time()
    with house().desk.atomic() as connection:
        accounts.set_password(connection, name, password, by=_admin(), one_time=True)
    return render_template("desk/one_time.html", name=accounts.folded(name), password=password)


def _admin() -> str:
    found = account()
    assert found is not None  # noqa: S101  # `needs` saw to it
    return found.name


def _changed(name: str, done: str, change: Callable[[Any], None]) -> ResponseReturnValue:
    try:
        with house().desk.atomic() as connection:
            change(connection)
    except NotHere:
        raise
    except QueryError as error:
        return _person(name, trouble=str(error)), 400
    return redirect(url_for("people.person", name=name, xong=done), 303)


def _page(*, trouble: str = "", given: dict[str, str] | None = None) -> str:
    with house().desk.reading() as connection:
        held = accounts.listed(connection)
    return render_template(
        "desk/people.html",
        accounts=held,
        standings={one.name: _standing(one) for one in held},
        roles=roles(),
        duties=role_duties(),
        given=given or {},
        trouble=trouble,
    )


def _person(name: str, *, trouble: str = "") -> str:
    with house().desk.reading() as connection:
        found = accounts.named(connection, name)
    return render_template(
        "desk/person.html",
        one=found,
        locked=sign_in.is_locked(found, moments.present()),
        standing=_standing(found),
        roles=roles(),
        duties=role_duties(),
        trouble=trouble,
        done=_done().get(request.args.get("xong", ""), ""),
    )


def _standing(one: Account) -> str:
    if not one.active:
        return _("đã đóng")
    if sign_in.is_locked(one, moments.present()):
        return _("đang tạm khóa")
    return _("chờ đổi mật khẩu lần đầu") if one.one_time else _("đang dùng")


def _done() -> dict[str, str]:
    return {
        "vai-tro": _("Đã đổi vai trò; các phiên của tài khoản này đã kết thúc."),
        "dong": _("Đã đóng tài khoản; các phiên của tài khoản này đã kết thúc."),
        "mo-lai": _("Đã mở lại tài khoản."),
        "mo-khoa": _("Đã mở khóa."),
    }
