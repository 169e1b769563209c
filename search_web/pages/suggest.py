"""Type-ahead over HTTP: `/goi-y?q=…` answers what may be meant by what was typed so far, with where each leads.

The archive arranged for it is kept in memory, made on the first question and again when the store has changed. Without
JavaScript nobody asks, and the box stays a plain one.
"""

import threading
import time
from dataclasses import dataclass, field

from flask import Blueprint, Flask, Response, current_app, jsonify, request, url_for

from archive.ask.type_ahead import Offer, TypeAhead, offer_shape
from archive.store.entries import entries, state
from archive.text.vietnamese import nfc
from search_web import zero_help
from search_web.choices import asking
from search_web.reading import house, shelf

pages = Blueprint("suggest", __name__)
# The help that the results page includes asks for itself.
pages.app_context_processor(lambda: {"zero_help": zero_help.present, "meant_here": zero_help.meant})
_KEY = "vankien.type-ahead"
# While documents are taken in the store changes with each; readers may do with a list that is this many seconds old.
FRESH = 30.0
_KEPT_SECONDS = 60  # by browsers: the same beginnings are typed again


@dataclass(slots=True)
class Kept:
    """The arranged archive, the mark of the store's state it was made from, and when it was last compared."""

    made: TypeAhead | None = None
    mark: tuple[int, ...] = ()
    seen: float = 0.0
    lock: threading.Lock = field(default_factory=threading.Lock)


@pages.get("/goi-y")
def suggest() -> Response:
    """Offers for what was typed (`q`), at most eight; an empty list for nothing."""
    found = offers(current_app, nfc(request.args.get("q", "")))
    answer = jsonify({"offers": [offer_shape(one, leading) for one, leading in found]})
    answer.headers["Cache-Control"] = f"private, max-age={_KEPT_SECONDS}"
    return answer


def offers(app: Flask, typed: str) -> list[tuple[Offer, str]]:
    """The offers for what was typed, each with where it leads."""
    return [(one, href(one)) for one in arranged(app, time.monotonic()).offers(typed)]


def href(offer: Offer) -> str:
    """Where an offer leads: the page of the work, or the results of its filter."""
    if offer.does == "open":
        return url_for("document.page", address=offer.target)
    return asking(url_for("search.page"), {offer.field: offer.target})


def arranged(app: Flask, now: float) -> TypeAhead:
    """The archive arranged for type-ahead, made anew when the store has changed and `FRESH` seconds have gone by."""
    kept = app.extensions.setdefault(_KEY, Kept())
    assert isinstance(kept, Kept)  # noqa: S101  # put there a line above
    with kept.lock:
        if kept.made is None or now - kept.seen > FRESH:
            kept.seen = now
            mark = state(shelf().connection)
            if kept.made is None or mark != kept.mark:
                with house().database.reading() as connection:
                    kept.made, kept.mark = TypeAhead(entries(connection)), mark
        return kept.made
