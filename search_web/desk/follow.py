"""Following searches and works: how anybody does it by feeds, what an account follows by mail, and how mails are ended.

The address that ends mails carries its own signature: it works from a mail program, without signing in, and can do
nothing else.
"""

from collections.abc import Mapping
from urllib.parse import parse_qsl, urlencode

from flask import Blueprint, redirect, render_template, request, url_for
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from archive.desk import following, moments
from archive.desk.accounts import Account
from archive.desk.following import Followed
from archive.desk.key import is_signed
from archive.errors import NotHere, QueryError
from archive.store import documents
from search_web import words
from search_web.choices import LABELS, kept, shown
from search_web.desk.doors import MOST_ROW, account, doors, needs, signed_by_address
from search_web.desk.entry import own_place
from search_web.digest.letters import EVERYTHING, UNFOLLOW
from search_web.digest.news import asked
from search_web.language import gettext as _
from search_web.reading import house, shelf

routes = Blueprint("follow", __name__, url_prefix="/theo-doi")


@routes.record
def _tell_templates(state: BlueprintSetupState) -> None:
    """The button of other pages asks what is followed already."""
    state.app.jinja_env.globals["following_of"] = following_of


# The order and the page of a list change nothing of what it finds.
_ASIDE = ("trang", "xep", "cach")


@routes.get("")
def page() -> ResponseReturnValue:
    """How to follow, for everybody; what an address names with its feed; for an account, what it follows.

    What an address names and the archive does not have is said, with status 404.
    """
    kind, written = request.args.get("loai", ""), request.args.get("dich", "")
    if kind not in following.KINDS or not written:
        return _page()
    try:
        return _page(named=(kind, *_named(kind, written)))
    except QueryError as error:
        return _page(trouble=str(error)), 404


@routes.post("")
@needs("reader")
def begun() -> ResponseReturnValue:
    """Follow a search or a work, and go back to its page."""
    me = _me()
    kind, onward = request.form.get("loai", ""), own_place(request.form.get("ve", ""))
    try:
        target, label = _named(kind, request.form.get("dich", ""))
        with house().desk.atomic() as connection:
            following.follow(connection, me, kind, target, label=label, at=moments.present())
    except QueryError as error:
        return _page(trouble=str(error)), 400
    return redirect(onward or url_for("follow.page", xong="them"), 303)


@routes.post(f"/<int(max={MOST_ROW}):number>/nhip")
@needs("reader")
def rhythm(number: int) -> ResponseReturnValue:
    """Be told of one thing daily, weekly or not at all."""
    wanted = request.form.get("nhip", "")
    try:
        with house().desk.atomic() as connection:
            found = following.set_rhythm(connection, _me(), number, wanted, at=moments.present())
    except QueryError as error:
        return _page(trouble=str(error)), 400
    return redirect(url_for("follow.page", xong="nhip" if found else None), 303)


@routes.post(f"/<int(max={MOST_ROW}):number>/bo")
@needs("reader")
def ended(number: int) -> ResponseReturnValue:
    """Follow one thing no longer, and go back to where that was said."""
    onward = own_place(request.form.get("ve", ""))
    with house().desk.atomic() as connection:
        found = following.unfollow(connection, _me(), number)
    return redirect(onward or url_for("follow.page", xong="bo" if found else None), 303)


@routes.get("/thoi/<int:account>/<what>/<signature>")
def stop(account: int, what: str, signature: str) -> str:
    """The page a link of a mail leads to: a button, for programs that look at links must end nothing."""
    _signed(account, what, signature)
    return render_template("follow/stop.html", every=what == EVERYTHING, stopped=False)


@routes.post("/thoi/<int:account>/<what>/<signature>")
@signed_by_address
def stopped(account: int, what: str, signature: str) -> str:
    """End the mails: by the button, or by a mail program (RFC 8058), once or again."""
    number = _signed(account, what, signature)
    with house().desk.atomic() as connection:
        following.silence(connection, account, number)
    return render_template("follow/stop.html", every=number is None, stopped=True)


def following_of(kind: str, target: str) -> Followed | None:
    """What the account of this request follows by this name; None for readers. For the button on other pages."""
    me = account()
    if me is None:
        return None
    with house().desk.reading() as connection:
        return following.find(connection, me, kind, search_target(target) if kind == "search" else target)


def search_target(written: str) -> str:
    """A search as it is followed: what stands behind "?" in its address, in one order, without page and sorting."""
    chosen = kept(dict(parse_qsl(written)))
    return urlencode({name: value for name, value in chosen.items() if name not in _ASIDE}, safe=",")


def feed_address(kind: str, target: str) -> str:
    """Where the feed of a search or a work is."""
    root = request.script_root
    return f"{root}/tim.atom?{target}" if kind == "search" else f"{root}/vb/{target}/duoc-vien-dan.atom"


def _me() -> Account:
    found = account()
    assert found is not None  # noqa: S101  # `needs` saw to it
    return found


def _signed(number: int, what: str, signature: str) -> int | None:
    """The number of the thing whose mails an address ends, None for all; 404 where it is not signed."""
    if not is_signed(doors().key, UNFOLLOW, f"{number}:{what}", signature):
        raise NotFound
    return None if what == EVERYTHING else int(what)


def _named(kind: str, written: str) -> tuple[str, str]:
    """The target and the label of what a form or an address names. Raises QueryError."""
    try:
        return _work(written) if kind == "work" else _search(written)
    except NotHere as error:
        raise QueryError(error.message, remedy=error.remedy) from error


def _work(address: str) -> tuple[str, str]:
    connection = shelf().connection
    present = documents.locate(connection, address).address
    card = documents.cards(connection, [present])[present]
    return present, " · ".join(filter(None, (words.name(card), card.issuer.name if card.issuer else "", card.title)))


def _search(written: str) -> tuple[str, str]:
    target = search_target(written)
    if asked(target, house().settings.max_query_chars).is_empty:
        raise QueryError(_("Chưa có gì để theo dõi."), remedy=_("Hãy tìm trước, rồi theo dõi từ trang kết quả."))
    args: Mapping[str, str] = dict(parse_qsl(target))
    filters = [f"{LABELS[name]}: {shown(name, args[name])}" for name in LABELS if args.get(name)]
    return target, " · ".join(filter(None, (args.get("q", ""), *filters)))


def _page(*, trouble: str = "", named: tuple[str, str, str] | None = None) -> str:
    me = account()
    things: list[Followed] = []
    mail_trouble = ""
    if me:
        with house().desk.reading() as connection:
            things, mail_trouble = following.listed(connection, me), following.trouble_of(connection, me)
    return render_template(
        "follow/page.html",
        me=me,
        named=named,
        feed_address=feed_address,
        things=things,
        rhythms={"daily": _("hằng ngày"), "weekly": _("hằng tuần"), "none": _("không gửi thư")},
        mail=bool(house().settings.mail_host),
        mail_trouble=mail_trouble,
        here=request.full_path.rstrip("?"),
        trouble=trouble,
        done=_done().get(request.args.get("xong", ""), ""),
    )


def _done() -> dict[str, str]:
    return {
        "them": _("Đã theo dõi. Thư được gửi hằng tuần khi có gì mới; có thể đổi nhịp ở dưới."),
        "nhip": _("Đã đổi nhịp gửi thư."),
        "bo": _("Đã bỏ theo dõi."),
    }
