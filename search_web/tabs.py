"""The pages of one work: its tabs with their addresses and counts, and the way to the work at an address.

The day that a reader chose (`ngay`) goes along from tab to tab. A former address sends the reader on to the same tab.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from archive.errors import NotHere
from archive.store import documents
from archive.store.citing_groups import cites_count
from archive.text.vietnamese import slugify
from archive.works.bodies import display_name, family
from archive.works.document import Card
from archive.works.vocabulary import type_named
from search_web import onward
from search_web.choices import address as choices_address
from search_web.language import gettext as _
from search_web.near import near_address
from search_web.reading import shelf
from search_web.refusals import refuse

DAY = "ngay"


@dataclass(frozen=True, slots=True)
class Tab:
    """One page of a work: its name, label, address, and how much is on it where that is a count."""

    name: str
    label: str
    href: str
    count: int | None = None


def tabs_of(card: Card) -> tuple[Tab, ...]:
    """The tabs of a work in their order; a work whose text is not held has fewer."""
    held = card.genre != "stub"
    tabs = [
        Tab("text", _("Nội dung") if held else _("Những điều đã biết"), within("document.page", card)),
        Tab("cites", _("Viện dẫn"), within("tabs.cites", card), _cites(card)) if held else None,
        Tab("cited", _("Được viện dẫn"), within("tabs.cited", card), card.cited),
        Tab("map", _("Lược đồ"), within("document.page", card, tail="/luoc-do")),
        Tab("history", _("Lịch sử"), within("tabs.history", card)),
        Tab("originals", _("Bản gốc"), within("tabs.originals", card)) if held else None,
        Tab("facts", _("Thông tin"), within("tabs.facts", card)),
    ]
    return tuple(tab for tab in tabs if tab)


def within(endpoint: str, card: Card, *, tail: str = "", anchor: str = "", **values: object) -> str:
    """The address of a page of a work, with the day that was chosen; `tail` goes behind the work's own address."""
    day = request.args.get(DAY, "")
    kept = {DAY: day} if day and DAY not in values else {}
    return url_for(endpoint, address=card.id + tail, _anchor=anchor or None, **kept, **values)  # type: ignore[arg-type]


def count_of_cites(card: Card, count: int) -> None:
    """Tell the tabs of this request how much a work cites, where a page has it already."""
    g.setdefault("cites", {})[card.id] = count


def _cites(card: Card) -> int:
    known: dict[str, int] = g.setdefault("cites", {})
    if card.id not in known:
        known[card.id] = cites_count(shelf().connection, card.id)
    return known[card.id]


def card_at(address: str, endpoint: str, **values: object) -> Card | ResponseReturnValue:
    """The card of the work at a present address; else the answer: sent on from a former address, or what is near."""
    connection = shelf().connection
    try:
        located = documents.locate(connection, address)
    except NotHere as gone:
        return _not_here(address, gone)
    if located.redirected:
        further = onward.asked("address", *values)
        return redirect(url_for(endpoint, address=located.address, **values, **further), 301)  # type: ignore[arg-type]
    return documents.cards(connection, [address])[address]


def _not_here(address: str, gone: NotHere) -> ResponseReturnValue:
    """A former address of works that were parted is 410 with those works; one nobody had is 404 with near ones."""
    key = str(gone.fields.get("key") or "")
    if key:
        same = documents.find_by_key(shelf().connection, key)
        return refuse(410, near=same, near_heading=_("Các văn bản cùng số, ký hiệu"))
    return refuse(404, near=near_address(address), near_heading=_("Có thể là một trong các văn bản này"))


def frame(card: Card, here: str) -> dict[str, object]:
    """What the head of every page of a work shows; `here` is the name of its tab."""
    canonical = url_for("document.page", address=card.id)
    return {"card": card, "canonical": canonical, "steps": _steps(card), "here": here, "within": within}


def _steps(card: Card) -> Sequence[tuple[str, str]]:
    """The way down to a work: its issuing body, then its type; to an article the list of articles."""
    if card.genre == "article":
        return [(_("Tin bài"), choices_address(url_for("search.page"), {"the-loai": "article", "xep": "date"}))]
    steps = [(_("Cơ quan"), url_for("bodies.index"))]
    if card.issuer and card.issuer.body:
        name = display_name(card.issuer.body) or card.issuer.name
        steps.append((name, url_for("bodies.body", body_id=family(card.issuer.body))))
    if card.type:
        kind = type_named(card.type)
        steps.append((card.type, url_for("types.kind", slug=kind.slug if kind else slugify(card.type))))
    return steps
