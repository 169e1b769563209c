"""Coming in and going out: the sign-in form, the change of one's password, signing out, and where the desk begins.

Every refusal of a sign-in has the same words, whatever was wrong; a place to go on to is one of this site's own.
"""

from urllib.parse import urlsplit

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from archive.desk import audit, moments, sessions, sign_in
from archive.errors import QueryError
from search_web.desk.doors import account, doors, enter, leave, needs, open_to_all, refused, token
from search_web.desk.sections import sections
from search_web.language import gettext as _
from search_web.reading import house

routes = Blueprint("desk", __name__, url_prefix="/ban-lam-viec")
_BRAKE_SECONDS = 60


@routes.get("")
@needs("reader")
def page() -> BaseResponse:
    """The desk: its first page for who is signed in."""
    found = account()
    assert found is not None  # noqa: S101  # `needs` saw to it
    return redirect(sections(found)[0].href, 303)


@routes.get("/vao")
@open_to_all
def door() -> BaseResponse:
    """The sign-in form; who is signed in already goes on."""
    onward = own_place(request.args.get("tiep", ""))
    if account():
        return redirect(onward or url_for("desk.page"), 303)
    return _form(onward=onward)


@routes.post("/vao")
@open_to_all
def come_in() -> BaseResponse:
    """Sign in, and go on to the page that was asked for."""
    at = moments.present()
    name, onward = request.form.get("ten", "")[:80], own_place(request.form.get("tiep", ""))
    if not doors().brake.lets(at):
        answer = refused(
            429,
            _("Đang có quá nhiều lượt đăng nhập"),
            _("Máy chủ tạm ngừng nhận đăng nhập để ngăn việc dò mật khẩu. Chưa có gì bị thay đổi."),
            _("Hãy thử lại sau một phút."),
        )
        answer.headers["Retry-After"] = str(_BRAKE_SECONDS)
        return answer
    entered = sign_in.sign_in(house().desk, name, request.form.get("mat-khau", "")[:1000], at=at)
    if entered is None:
        return _form(name=name, onward=onward, trouble=_refusal(), status=401)
    _end_present()
    return enter(redirect(onward or url_for("desk.page"), 303), entered)


@routes.post("/ra")
@needs("reader")
def go_out() -> BaseResponse:
    """End the session of this browser."""
    found = account()
    if found:
        _end_present()
        with house().desk.atomic() as connection:
            audit.record(connection, found.name, "sign_out")
    return leave(redirect(url_for("search.page"), 303))


@routes.get("/mat-khau")
@needs("reader")
def password() -> Response:
    """The form for another password."""
    return make_response(render_template("desk/password.html"))


@routes.post("/mat-khau")
@needs("reader")
def change_password() -> BaseResponse:
    """Give oneself another password: every session ends, this browser gets a new one."""
    found, at = account(), moments.present()
    assert found is not None  # noqa: S101  # `needs` saw to it
    old, new = request.form.get("cu", "")[:1000], request.form.get("moi", "")[:1000]
    if new != request.form.get("lai", ""):
        return _password_refused(_("Hai lần gõ mật khẩu mới không giống nhau."))
    if new == old:
        return _password_refused(_("Mật khẩu mới phải khác mật khẩu hiện tại."))
    try:
        entered = sign_in.change_own(house().desk, found, old, new, at=at) if doors().brake.lets(at) else None
    except QueryError as error:
        return _password_refused(str(error))
    if entered is None:
        return _password_refused(
            _("Mật khẩu hiện tại không đúng, hoặc tài khoản đang tạm khóa vì gõ sai nhiều lần. Mật khẩu chưa đổi.")
        )
    return enter(redirect(url_for("own.page", xong="mat-khau"), 303), entered)


def own_place(written: str) -> str:
    r"""A place of this site to go on to, as a path with its query; "" for anything that might lead elsewhere.

    Must: "/vb/a/b?x=1". Must not: "//vi.du", "/\\vi.du", "https://vi.du", "/\tvi.du", "/ban-lam-viec/vao".
    """
    if not written.startswith("/") or written[1:2] in ("/", "\\") or not written.isprintable() or "\\" in written:
        return ""
    parts = urlsplit(written)
    if parts.scheme or parts.netloc or parts.path.startswith(f"{routes.url_prefix}/vao"):
        return ""
    return written


def _refusal() -> str:
    return _(
        "Tên hoặc mật khẩu không đúng, hoặc tài khoản đang tạm khóa. Sau 5 lần sai, tài khoản khóa 1 phút; mỗi lần sai "
        "tiếp theo thời gian khóa tăng gấp đôi, nhiều nhất 1 giờ."
    )


def _form(*, name: str = "", onward: str = "", trouble: str = "", status: int = 200) -> Response:
    page = render_template("desk/door.html", name=name, onward=onward, trouble=trouble)
    return make_response(page, status)


def _password_refused(*sentences: str) -> Response:
    return make_response(render_template("desk/password.html", trouble=sentences), 400)


def _end_present() -> None:
    """End the session this browser came with, so that no token given to it before is of use."""
    if held := token():
        with house().desk.atomic() as connection:
            sessions.end(connection, held)
