"""Reporting a mistake: a short form for readers, kept for the desk without a word of who wrote it.

No cookie and no address is kept, so the form is guarded by what browsers say of where it was sent from, by a field that
only programs fill, and by a limit for the whole site.
"""

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock
from urllib.parse import urlsplit

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from archive.desk import mistakes
from archive.errors import NotHere, QueryError
from archive.store import documents
from archive.works.document import Card
from search_web.language import gettext as _
from search_web.reading import house, shelf
from search_web.refusals import refuse

pages = Blueprint("report", __name__)
TRAP = "trang-web"  # the field that is hidden from people
_MOST_REPORTS, _IN_SECONDS = 30, 600.0  # of all readers together: an office of a hundred sends fewer in a day
_LONGEST_PLACE = 80


@dataclass(slots=True)
class Limit:
    """At most so many acts in so many seconds, whoever does them; the clock counts seconds from anywhere."""

    most: int = _MOST_REPORTS
    seconds: float = _IN_SECONDS
    clock: Callable[[], float] = time.monotonic
    _acts: deque[float] = field(default_factory=deque)
    _lock: Lock = field(default_factory=Lock)

    def take(self) -> bool:
        """Whether one more act is allowed now; it is counted then."""
        with self._lock:
            now = self.clock()
            while self._acts and self._acts[0] <= now - self.seconds:
                self._acts.popleft()
            if len(self._acts) >= self.most:
                return False
            self._acts.append(now)
            return True


limit = Limit()


@pages.get("/bao-loi")
def form() -> ResponseReturnValue:
    """The form, for the work `vb` and the place `cho` in it."""
    card = _card(request.args.get("vb", ""))
    return refuse(404) if card is None else _page(card, request.args.get("cho", ""))


@pages.post("/bao-loi")
def send() -> ResponseReturnValue:
    """Keep a report and thank for it, or show the form again with what is missing and everything that was typed."""
    card, place = _card(request.form.get("vb", "")), request.form.get("cho", "")
    if card is None:
        return refuse(404)
    if not _sent_from_here():
        return refuse(
            403, [_("Báo sai sót chỉ nhận từ trang của kho này."), _("Hãy mở lại trang báo sai sót rồi gửi.")]
        )
    if request.form.get(TRAP):
        return redirect(url_for("report.thanks", vb=card.id), 303)  # a program filled what nobody sees
    if not limit.take():
        return _page(
            card, place, _("Đang có quá nhiều báo sai sót gửi cùng lúc nên chưa nhận. Hãy gửi lại sau ít phút."), 429
        )
    try:
        with house().desk.atomic() as connection:
            mistakes.report(
                connection,
                address=card.id,
                place=place[:_LONGEST_PLACE],
                kind=request.form.get("loai", ""),
                words=request.form.get("loi", ""),
            )
    except QueryError as wrong:
        return _page(card, place, f"{_(wrong.message)} {_(wrong.remedy)}".strip(), 400)
    return redirect(url_for("report.thanks", vb=card.id), 303)


@pages.get("/bao-loi/da-nhan")
def thanks() -> ResponseReturnValue:
    """Thanks, what happens with the report, and the way back."""
    card = _card(request.args.get("vb", ""))
    return refuse(404) if card is None else render_template("report/thanks.html", card=card)


def _page(card: Card, place: str, wrong: str = "", status: int = 200) -> ResponseReturnValue:
    page = render_template(
        "report/page.html",
        card=card,
        place=place[:_LONGEST_PLACE],
        kinds=mistakes.KINDS,
        most=mistakes.MOST_WORDS,
        kind=request.form.get("loai", ""),
        words=request.form.get("loi", ""),
        trap=TRAP,
        wrong=wrong,
    )
    return make_response(page, status)


def _card(address: str) -> Card | None:
    """The work at a present or former address; None where there is none."""
    connection = shelf().connection
    try:
        found = documents.locate(connection, address).address
    except NotHere:
        return None
    return documents.cards(connection, [found]).get(found)


def _sent_from_here() -> bool:
    """Whether the browser says that a page of this site sent the form; one that says nothing is believed."""
    if (site := request.headers.get("Sec-Fetch-Site")) is not None:
        return site in ("same-origin", "none")
    told = request.headers.get("Origin") or request.headers.get("Referer")
    return told is None or urlsplit(told).netloc == request.host
