"""Two texts side by side: versions of one work, works of one chain, the same text of another province.

`/so-sanh?a=<address>[@ordinal]&b=<address>[@ordinal]`; with `a` alone the page offers what to compare it with, without
it asks for a number. What belongs together and what differs is found in `archive.ask.compare_texts`.
"""

import re
import threading
from dataclasses import dataclass

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from archive.ask.compare_texts import compare
from archive.errors import NotHere, NumberError
from archive.store import documents
from archive.store.alike import alike
from archive.store.neighbourhood import around
from archive.store.versions import Version, Written, versions_of, written
from archive.works.document import Card
from archive.works.number import parse
from search_web.language import gettext as _
from search_web.map.strands import active, passive, principal, strand_of
from search_web.near import near_number
from search_web.paging import Paging, asked_page
from search_web.reading import shelf
from search_web.refusals import refuse
from search_web.side_by_side import counts_of, in_pages, sections

pages = Blueprint("compare", __name__)
_MOST = 20  # works offered of one kind
_LONGEST = 300  # letters of what is typed or of an address
# Made texts of 1 M letters each take 3 s, of 5 M each 15 s: one at a time, so that pages are still read meanwhile.
_LONG_TEXTS = 400_000
_LONG, _LONGEST_WAIT = threading.Lock(), 20.0
# The ordinal behind an address: "trung-uong/chi-thi/2016/05-ct-tw@2". Not: "@0", "@tw", an address alone.
_ORDINAL = re.compile(r"@([1-9]\d{0,3})\Z")


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two texts: its work, which version is meant (None for the present one) and the text, where there is.

    `name` is how the address writes it.
    """

    card: Card
    ordinal: int | None
    text: Written | None

    @property
    def name(self) -> str:
        """The side in an address."""
        return self.card.id if self.ordinal is None else f"{self.card.id}@{self.ordinal}"


@dataclass(frozen=True, slots=True)
class Offer:
    """Something to compare with: its words, a note, where it leads."""

    card: Card
    note: str
    href: str


@pages.get("/so-sanh")
def page() -> ResponseReturnValue:
    """Two texts compared, or the page to choose them."""
    typed = {name: request.args.get(name, "").strip()[:_LONGEST] for name in ("a", "b")}
    first, second = _side(typed["a"]), _side(typed["b"])
    if first is None:
        return _ask(typed["a"])
    if second is None or first.text is None or second.text is None or first.name == second.name:
        return _choose(first, second, typed["b"])
    return _compared(first, first.text, second, second.text)


def _side(typed: str) -> Side | None:
    """The text that is meant by an address with or without an ordinal, or by a number that one work has; else None."""
    connection = shelf().connection
    ordinal = _ORDINAL.search(typed)
    address = typed[: ordinal.start()] if ordinal else typed
    try:
        address = documents.locate(connection, address.removeprefix("/vb/")).address
    except NotHere:
        held = [card for card in _numbered(typed) if card.genre != "stub"]
        if len(held) != 1:
            return None
        address, ordinal = held[0].id, None
    text = written(connection, address, int(ordinal.group(1)) if ordinal else None)
    card = documents.cards(connection, [address])[address]
    return Side(card, int(ordinal.group(1)) if ordinal else None, text)


def _numbered(typed: str) -> tuple[Card, ...]:
    """The works of a number that was typed; empty for what is no number."""
    try:
        return near_number(parse(typed)) if typed else ()
    except NumberError:
        return ()


def _url(first: str, second: str, page_number: int | None = None) -> str:
    return url_for("compare.page", a=first, b=second or None, trang=page_number)


# --- choosing --------------------------------------------------------------------------------------------------------


def _ask(typed: str) -> str:
    """The page without a first text: the box, and what the number typed may mean."""
    found = _numbered(typed)
    offers = [Offer(card, "", _url(card.id, "")) for card in found if card.genre != "stub"]
    return render_template("compare/choose.html", first=None, typed_a=typed, typed_b="", offers=offers, groups=[])


def _choose(first: Side, second: Side | None, typed: str) -> str:
    """The page with a first text alone: its other versions, its chain, copies elsewhere, works of the same number."""
    groups = [
        (
            _("Các bản của văn bản này"),
            [_version(first, one) for one in versions_of(shelf().connection, first.card.id)],
        ),
        (_("Văn bản thay thế, bị thay thế, sửa đổi, bổ sung"), _chain(first)),
        (_("Văn bản có nội dung gần như trùng"), _copies(first)),
        (_("Văn bản cùng số, ký hiệu ở nơi khác"), _namesakes(first, first.card.number or "")),
    ]
    if len(groups[0][1]) < 2:
        groups.pop(0)
    else:
        groups[0] = (groups[0][0], [one for one in groups[0][1] if one.href])
    return render_template(
        "compare/choose.html",
        first=first,
        second=second,
        typed_a=first.name,
        typed_b=typed if second is None else "",
        offers=_namesakes(first, typed) if second is None else [],
        groups=[(label, offers) for label, offers in groups if offers],
    )


def _version(first: Side, version: Version) -> Offer:
    """A version as something to compare with; without an address for the one that is compared already."""
    own = version.current if first.ordinal is None else version.ordinal == first.ordinal
    note = version_words(version.ordinal, current=version.current)
    # The older version stands first, whichever the reader came from.
    mine = first.text.version.ordinal if first.text else 0
    names = sorted([(version.ordinal, f"{first.card.id}@{version.ordinal}"), (mine, first.name)])
    return Offer(first.card, note, "" if own else _url(names[0][1], names[1][1]))


def version_words(ordinal: int, *, current: bool) -> str:
    """What a version is called: "bản 1", "bản 2 (bản hiện nay)"."""
    return _("bản %(n)s (bản hiện nay)", n=ordinal) if current else _("bản %(n)s", n=ordinal)


def _chain(first: Side) -> list[Offer]:
    """The works that replace or amend it, or that it replaces or amends; the older of two stands first."""
    found = around(shelf().connection, first.card.id)
    offers: dict[str, Offer] = {}
    for edge in found.edges:
        relation = principal(edge.relations)
        cites = edge.target == found.middle
        other = found.works[edge.source if cites else edge.target].card
        if strand_of(relation) not in ("ends", "amends") or other.genre == "stub":
            continue
        pair = (first.name, other.id) if cites else (other.id, first.name)
        offers[other.id] = Offer(other, active(relation) if cites else passive(relation), _url(*pair))
    return sorted(offers.values(), key=lambda one: one.card.id)[:_MOST]


def _copies(first: Side) -> list[Offer]:
    connection = shelf().connection
    likest: dict[str, float] = {}
    for one in alike(connection, first.card.id):
        if one.address != first.card.id:
            likest.setdefault(one.address, one.share)
    kept = list(likest)[:_MOST]
    cards = documents.cards(connection, kept)
    return [
        Offer(cards[address], _("giống khoảng %(n)s %%", n=round(likest[address] * 100)), _url(first.name, address))
        for address in kept
    ]


def _namesakes(first: Side, typed: str) -> list[Offer]:
    found = (card for card in _numbered(typed) if card.id != first.card.id and card.genre != "stub")
    return [Offer(card, "", _url(first.name, card.id)) for card in found][:_MOST]


# --- compared --------------------------------------------------------------------------------------------------------


def _compared(first: Side, one: Written, second: Side, other: Written) -> ResponseReturnValue:
    if len(one.text) + len(other.text) <= _LONG_TEXTS:
        return _laid_out(first, one, second, other)
    if not _LONG.acquire(timeout=_LONGEST_WAIT):
        return refuse(503, [_("Máy chủ đang so sánh hai văn bản dài khác."), _("Hãy thử lại sau ít phút.")])
    try:
        return _laid_out(first, one, second, other)
    finally:
        _LONG.release()


def _laid_out(first: Side, one: Written, second: Side, other: Written) -> str:
    compared = compare((one.text, one.blocks), (other.text, other.blocks))
    found = sections(one.text, other.text, compared)
    turned = in_pages(found)
    number = min(asked_page(request.args.get("trang")), len(turned))
    paging = Paging(number, 1, len(turned))
    page_of = {section.ordinal: at for at in range(len(turned), 0, -1) for section in turned[at - 1]}
    changes = [(section, _place(first, second, page_of[section.ordinal], section.ordinal)) for section in found]
    return render_template(
        "compare/page.html",
        sides=(first, second),
        version_words=version_words,
        counts=counts_of(one.text, other.text, found),
        same=compared.same,
        shown=turned[number - 1],
        changes=[pair for pair in changes if pair[0].state != "same" or pair[0].pair.moved],
        whole=len(found) == 1,
        paging=paging,
        page_url=lambda at: _url(first.name, second.name, at if at > 1 else None),
        turned=_url(second.name, first.name),
        states=_states(),
        others=_url(first.name, ""),
    )


def _place(first: Side, second: Side, number: int, ordinal: int) -> str:
    return f"{_url(first.name, second.name, number if number > 1 else None)}#muc-{ordinal}"


def _states() -> dict[str, str]:
    return {"same": _("không đổi"), "changed": _("có thay đổi"), "added": _("thêm mới"), "removed": _("bị bỏ")}
