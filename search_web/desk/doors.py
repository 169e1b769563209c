"""The doors of the desk: who is signed in, what each page needs, and that a form was sent from a page of this site.

Views say what they need by `needs`; a view under the desk that says nothing is for administrators. A reader who never
signs in gets no cookie; the one of the sign-in form stays under the desk's own addresses.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import urlsplit

from flask import Flask, Response, current_app, g, make_response, redirect, render_template, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response as BaseResponse

from archive.desk import moments, sessions
from archive.desk.accounts import Account
from archive.desk.key import is_signed, signed
from archive.desk.sign_in import Brake, Entered
from search_web.desk.sections import sections
from search_web.language import gettext as _
from search_web.reading import house

DESK, FOLLOW = "/ban-lam-viec", "/theo-doi"
MOST_ROW = 2**63 - 1  # the largest number of a row a database has; an address with a larger one leads nowhere
FIELD = "the-form"  # the hidden field that shows where a form came from
SESSION, SIGNING_IN = "phien", "vao"
_KEY = "vankien.desk"
_FORM = "form"
_READS = frozenset({"GET", "HEAD", "OPTIONS"})
View = TypeVar("View", bound=Callable[..., object])


@dataclass(frozen=True, slots=True)
class Doors:
    """What one application keeps of its doors: the key forms are signed with, and the brake on tries to sign in."""

    key: bytes
    brake: Brake


def install(app: Flask, key: bytes) -> None:
    """Guard every request of the application under the desk and the pages of following."""
    app.extensions[_KEY] = Doors(key, Brake())
    app.before_request(_guard)
    app.after_request(_mark)
    app.jinja_env.globals |= {"visitor": account, "csrf_field": csrf_field, "desk_sections": sections}


def doors() -> Doors:
    """The doors of the present application."""
    found = current_app.extensions[_KEY]
    assert isinstance(found, Doors)  # noqa: S101  # `install` put it there
    return found


# --- who -------------------------------------------------------------------------------------------------------------


def account() -> Account | None:
    """The account that is signed in on this request; None for readers. Asks the desk's file only where a cookie is."""
    if "account" not in g:
        g.account = _holder()
    found: Account | None = g.account
    return found


def _holder() -> Account | None:
    token = request.cookies.get(_named(SESSION), "")
    if not token:
        return None
    at, desk = moments.present(), house().desk
    with desk.reading() as connection:
        held = sessions.holder(connection, token, at=at)
    if held is None:
        return None
    found, is_old = held
    if is_old:
        with desk.atomic() as connection:
            sessions.touch(connection, token, at=at)
    return found


def needs(role: str) -> Callable[[View], View]:
    """A view for accounts of a role and those above it: others are led to the sign-in, or refused with 403."""

    def mark(view: View) -> View:
        view.needed = role  # type: ignore[attr-defined]
        return view

    return mark


def open_to_all(view: View) -> View:
    """A view under the desk that needs nobody to be signed in, as the sign-in itself."""
    view.needed = ""  # type: ignore[attr-defined]
    return view


def signed_by_address(view: View) -> View:
    """A view whose address carries its own signature: a form sent to it needs no field, as from a mail program."""
    view.own_signature = True  # type: ignore[attr-defined]
    return view


def takes(most_bytes: int) -> Callable[[View], View]:
    """A view that takes a larger body than others; read only once it is known who sends it."""

    def mark(view: View) -> View:
        view.most_bytes = most_bytes  # type: ignore[attr-defined]
        return view

    return mark


def _guarded() -> bool:
    return any(request.path == door or request.path.startswith(door + "/") for door in (DESK, FOLLOW))


def _guard() -> BaseResponse | None:
    view = current_app.view_functions.get(request.endpoint or "")
    if view is None or not _guarded():
        return None
    needed = getattr(view, "needed", "admin" if request.path.startswith(DESK) else "")
    if needed and (refusal := _refusal(needed)):
        return refusal
    if request.method in _READS or getattr(view, "own_signature", False):
        return None
    if most := getattr(view, "most_bytes", 0):
        request.max_content_length = most
    if _from_here() and _is_own_form():
        return None
    return refused(
        403,
        _("Không nhận biểu mẫu này"),
        _("Biểu mẫu đã cũ, hoặc không được gửi từ trang của kho trong phiên này. Chưa có gì bị thay đổi."),
        _("Hãy mở lại trang rồi gửi lại."),
    )


def _refusal(needed: str) -> BaseResponse | None:
    """What is answered to who may not, or must change a one-time password first; None for who may."""
    found = account()
    if found is None:
        onward = request.full_path.rstrip("?") if request.method == "GET" else None
        return redirect(url_for("desk.door", tiep=onward), 303)
    if found.one_time and request.endpoint not in ("desk.password", "desk.change_password", "desk.go_out"):
        return redirect(url_for("desk.password"), 303)
    if found.may(needed):
        return None
    return refused(
        403,
        _("Tài khoản không có quyền này"),
        _("Tài khoản %(name)s không được dùng trang này. Chưa có gì bị thay đổi.", name=found.name),
        _("Nếu cần, hãy nhờ người quản trị đổi vai trò."),
    )


def refused(status: int, heading: str, *sentences: str) -> Response:
    """A page of the desk that says what was not done and what to do."""
    return make_response(render_template("desk/refused.html", heading=heading, sentences=sentences), status)


# --- forms -----------------------------------------------------------------------------------------------------------


def csrf_field() -> Markup:
    """The hidden field every form of the desk holds: a signature of the browser's own token."""
    if "form_seed" not in g:
        g.form_seed = _seed() or secrets.token_urlsafe(sessions.TOKEN_BYTES)
    # Another value on each page: one that stays the same can be guessed from the size of compressed pages.
    once = secrets.token_hex(8)
    said = signed(doors().key, _FORM, once + g.form_seed)
    return Markup('<input type="hidden" name="{}" value="{}.{}">').format(FIELD, once, said)


def _seed() -> str:
    """What forms of this browser are signed over: the token of its session, or of its sign-in; "" for none."""
    return request.cookies.get(_named(SESSION if account() else SIGNING_IN), "")


def _is_own_form() -> bool:
    seed = _seed()
    once, _dot, said = request.form.get(FIELD, "").partition(".")
    return bool(seed) and is_signed(doors().key, _FORM, once + seed, said)


def _from_here() -> bool:
    """Whether the browser says that a page of this site sends the request; one that says nothing may be right."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        return False
    origin = request.headers.get("Origin")
    own = {request.host, urlsplit(house().settings.site_url).netloc} - {""}  # "null", of a sandbox, has no host
    return origin is None or urlsplit(origin).netloc in own


# --- cookies ---------------------------------------------------------------------------------------------------------


def enter(response: BaseResponse, entered: Entered) -> BaseResponse:
    """Let the browser keep the token of a session that has begun, on all pages, for as long as a session lasts."""
    _set(response, SESSION, entered.token, path="/", max_age=int(sessions.LONGEST.total_seconds()))
    response.delete_cookie(SIGNING_IN, path=DESK)
    return response


def leave(response: BaseResponse) -> BaseResponse:
    """Let the browser forget its token."""
    response.delete_cookie(_named(SESSION), path="/", secure=_secure(), httponly=True, samesite="Strict")
    return response


def token() -> str:
    """The token of the session of this request; "" for none."""
    return request.cookies.get(_named(SESSION), "")


def _set(response: BaseResponse, name: str, value: str, *, path: str, max_age: int | None = None) -> None:
    response.set_cookie(
        _named(name), value, path=path, max_age=max_age, secure=_secure(), httponly=True, samesite="Strict"
    )


def _named(name: str) -> str:
    """The name of a cookie: over https no other host and no plain page may set the one of a session."""
    return f"__Host-{name}" if name == SESSION and _secure() else name


def _secure() -> bool:
    return request.is_secure or house().settings.site_url.startswith("https://")


def _mark(response: Response) -> Response:
    """Keep pages of the desk out of every store and index, and say that a page depends on who is signed in."""
    within_desk = request.path == DESK or request.path.startswith(DESK + "/")
    known = g.get("account")
    if within_desk or (known and _guarded()):
        response.headers["Cache-Control"] = "no-store"
        response.headers["X-Robots-Tag"] = "noindex"
    elif known:
        response.headers["Cache-Control"] = "private, no-cache"
    if "account" in g:
        response.vary.add("Cookie")
    seed = g.get("form_seed")
    if seed and within_desk and not known and seed != request.cookies.get(SIGNING_IN):
        _set(response, SIGNING_IN, seed, path=DESK)
    return response
