"""The map of a work (lược đồ): what it cites and what cites it as a drawing over years and levels, with an equal table.

Its state stands in its address: `buoc=2` a step further, `quan-he` and `hang` one relation and lane, `ngay` the day on
which works had ended, `trang` the page of the table. The drawing alone is a file of its own, `…/luoc-do.svg`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from archive.ask.standings import standings_on
from archive.store import documents
from archive.store.neighbourhood import Neighbourhood, around, beyond
from archive.works.validity import STATE_LABELS
from search_web import onward, words
from search_web.dress import work_url
from search_web.language import gettext as _
from search_web.map import strands
from search_web.map.boxes import Box, Chart, alone, charted
from search_web.map.drawing import Drawing, Known, drawn
from search_web.map.lanes import LANES, lane_words
from search_web.map.listing import Row, counts_of, only, rows_of
from search_web.paging import Paging, asked_page
from search_web.reading import shelf
from search_web.validity import asked_day, present_day

pages = Blueprint("map", __name__, url_prefix="/vb")
ROWS_A_PAGE = 50


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks of the map: steps, one relation or any, one lane or any, and the parts that say so."""

    steps: int
    relation: str | None
    lane: str | None
    parts: dict[str, str]


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice above the drawing: its words, where it leads, whether it is the present one, what it counts."""

    label: str
    href: str
    here: bool
    count: int | None = None


@pages.get("/<path:address>/luoc-do")
def page(address: str) -> ResponseReturnValue:
    """The map of the work at an address with its table; a redirect from a former address."""
    located = documents.locate(shelf().connection, address)
    if located.redirected:
        return redirect(_address("map.page", located.address, onward.asked("address")), 301)
    asked = _asked()
    first = around(shelf().connection, address)
    found = _neighbourhood(first, asked)
    chart, rows = charted(found), rows_of(found)
    paging = Paging(asked_page(request.args.get("trang")), ROWS_A_PAGE, len(rows))
    shown = rows[paging.offset : paging.offset + paging.per_page]
    day = asked_day()
    return render_template(
        "map/page.html",
        card=documents.cards(shelf().connection, [address])[address],
        map=_drawing(chart, asked),
        near=[row for row in shown if row.other],
        far=[row for row in shown if not row.other],
        said=_said,
        states=standings_on(shelf().connection, day.day),
        state_labels=STATE_LABELS,
        paging=paging,
        page_url=lambda number: _url(address, asked, trang=str(number)) + "#bang",
        steps=_steps(address, asked),
        relations=_relations(address, asked, first),
        lane=" ".join(lane_words(asked.lane)).strip() if asked.lane else "",
        every_lane=_url(address, asked, hang=""),
        day=day,
        present=present_day(),
        asked=asked,
        whole=found.whole,
        grouped=sum(len(box.members) for box in chart.boxes),
        file=_address("map.file", address, asked.parts),
        canonical=url_for("map.page", address=address),
    )


@pages.get("/<path:address>/luoc-do.svg")
def file(address: str) -> ResponseReturnValue:
    """The drawing alone, as a file that looks right by itself."""
    located = documents.locate(shelf().connection, address)
    if located.redirected:
        return redirect(_address("map.file", located.address, onward.asked("address")), 301)
    asked = _asked()
    found = _neighbourhood(around(shelf().connection, address), asked)
    made = render_template("map/file.svg", map=_drawing(charted(found), asked, external=True))
    answer: Response = make_response(made)
    answer.mimetype = "image/svg+xml"
    name = address.rpartition("/")[2]
    answer.headers["Content-Disposition"] = f'inline; filename="luoc-do-{name}.svg"'
    return answer


def _asked() -> Asked:
    """What the address asks; what it writes wrongly is left out, so that the whole map is shown."""
    steps = 2 if request.args.get("buoc") == "2" else 1
    relation = strands.from_slug(request.args.get("quan-he", ""))
    lane = request.args.get("hang", "")
    parts = {
        "buoc": "2" if steps == 2 else "",
        "quan-he": strands.slug(relation) if relation is not None else "",
        "hang": lane if lane in LANES else "",
        "ngay": request.args.get("ngay", "").strip()[:10],
    }
    return Asked(steps, relation, lane if lane in LANES else None, {name: one for name, one in parts.items() if one})


def _url(address: str, asked: Asked, **others: str) -> str:
    """The map with some parts of its address written otherwise; "" takes a part away."""
    parts = asked.parts | {name.replace("_", "-"): value for name, value in others.items()}
    return _address("map.page", address, {name: value for name, value in parts.items() if value})


def _address(endpoint: str, address: str, parts: Mapping[str, Any]) -> str:
    return url_for(endpoint, address=address, **parts)


def _neighbourhood(first: Neighbourhood, asked: Asked) -> Neighbourhood:
    found = only(first, asked.relation, asked.lane)
    if asked.steps == 1:
        return found
    # A second step goes through what is drawn by itself; of the relation alone, for the lane is that of neighbours.
    further = beyond(shelf().connection, found, alone(found))
    return only(further, asked.relation, None)


def _drawing(chart: Chart, asked: Asked, *, external: bool = False) -> Drawing:
    address = chart.middle.name
    states = standings_on(shelf().connection, asked_day().day)

    def group_url(box: Box) -> str:
        where = _url(address, asked, quan_he=strands.slug(box.relation), hang=box.lane if box.step == 1 else "")
        return (request.host_url.rstrip("/") if external else "") + where + "#bang"

    def card_url(card: Any) -> str:  # noqa: ANN401  # a card
        return (request.host_url.rstrip("/") if external else "") + work_url(card)

    return drawn(chart, Known(states, card_url, group_url))


# --- words of the page -----------------------------------------------------------------------------------------------


def _said(row: Row) -> str:
    """The relations that the citing words name, from the citing work to the cited one."""
    return " · ".join(words.relation(name or None) for name in row.relations)


def _steps(address: str, asked: Asked) -> tuple[Choice, ...]:
    return (
        Choice(_("Một bước"), _url(address, asked, buoc=""), asked.steps == 1),
        Choice(_("Hai bước"), _url(address, asked, buoc="2"), asked.steps == 2),
    )


def _relations(address: str, asked: Asked, first: Neighbourhood) -> tuple[Choice, ...]:
    """The relations the work has with its neighbours, each with its count; none where there is but one."""
    counts = counts_of(only(first, None, asked.lane).edges)
    if len(counts) < 2 and asked.relation is None:
        return ()
    every = Choice(_("Mọi quan hệ"), _url(address, asked, quan_he=""), asked.relation is None)
    return every, *(_relation(address, asked, name, count) for name, count in counts.items())


def _relation(address: str, asked: Asked, name: str, count: int) -> Choice:
    where = _url(address, asked, quan_he=strands.slug(name))
    return Choice(words.relation(name or None), where, asked.relation == name, count)
