"""The ladder of governing documents, `/dieu-chinh`, and the panel of it that stands above search results.

A topic, a place and a day in; for each level of Party and State the document nearest to the topic out, with why, what
it rests on and what carries it out. The answer is made in `archive.ask.ladder` and `archive.ask.cascade`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from archive.ask.cascade import Cascade, Step, cascade
from archive.ask.ladder import Ladder, Rung, find_places, governing, is_here, topic_and_place
from archive.errors import IndexStale
from archive.query import Query
from archive.works.document import Card, System
from search_web.language import gettext as _
from search_web.reading import house, shelf
from search_web.validity import asked_day, foresee, present_day

pages = Blueprint("ladder", __name__)

SYSTEMS: dict[str, System | None] = {"dang": "party", "nha-nuoc": "state"}
_FEWEST, _MOST = 2, 14  # words of a search that may be a topic: one word is too little, a sentence is a quotation
_LONGEST = 300  # code points of a topic and of a place; what is longer is none


@dataclass(frozen=True, slots=True)
class LadderView:
    """What the panel above results shows: the rows that have a document, the whole ladder, the address of its page."""

    ladder: Ladder
    rows: tuple[Rung, ...]
    href: str

    @property
    def where(self) -> str:
        """The place in words."""
        return self.ladder.place.label if self.ladder.place else _("toàn quốc")


@dataclass(frozen=True, slots=True)
class Asked:
    """What the page was asked: as the fields show it again, and the day; `misread` says that the day was no day."""

    topic: str
    place: str
    written_day: str
    day: date
    misread: bool
    system: str


@pages.get("/dieu-chinh")
def page() -> ResponseReturnValue:
    """The form, and the ladder when a topic is asked."""
    asked = _asked()
    if not asked.topic:
        return render_template("ladder/page.html", asked=asked, ladder=None, steps=None, notice="")
    try:
        found = _ladder(asked.topic, asked.place or None, asked.day, SYSTEMS.get(asked.system))
    except IndexStale as cause:
        return render_template("ladder/page.html", asked=asked, ladder=None, steps=None, notice=str(cause)), 503
    steps = _cascade(found)
    foresee(_cards(found, steps), found.day)
    options = [(one, address(asked.topic, one, asked.day, asked.system)) for one in found.options]
    return render_template(
        "ladder/page.html",
        asked=asked,
        ladder=found,
        steps=steps,
        near=_grouped(step for step in steps.carried_out if step.here),
        elsewhere=len({step.lower.id for step in steps.carried_out if not step.here}),
        options=options,
        present=present_day(),
        notice="",
    )


def _asked() -> Asked:
    """The fields of the address; a place typed behind the topic is taken for the place where that field is empty."""
    day = asked_day()
    topic = _clean(request.args.get("q", ""))
    place = _clean(request.args.get("noi", ""))
    if topic and not place:
        read, named = topic_and_place(topic, day.day)
        topic, place = (read, named) if named and read else (topic, place)
    system = request.args.get("he", "")
    written = day.day.isoformat() if not day.misread else request.args.get("ngay", "")[:20]
    return Asked(topic, place, written, day.day, day.misread, system if system in SYSTEMS else "")


def _clean(written: str) -> str:
    return " ".join("".join(sign if sign.isprintable() else " " for sign in written[:_LONGEST]).split())


def address(topic: str, place: str, day: date, system: str = "") -> str:
    """The address of a ladder; today's day is left out, so that it stays today's."""
    written = None if day == present_day() else day.isoformat()
    return url_for("ladder.page", q=topic, noi=place or None, ngay=written, he=system or None)


def _ladder(topic: str, place: str | None, day: date, system: System | None = None) -> Ladder:
    return governing(topic, place, day, engine=house().engine, connection=shelf().connection, system=system)


def _cascade(found: Ladder) -> Cascade:
    here = partial(is_here, place=found.place, day=found.day)
    return cascade(shelf().connection, found.chosen, found.day, today=present_day(), here=here)


def _grouped(steps: Iterable[Step]) -> list[tuple[Card, list[Step]]]:
    """The documents that carry others out, each once, in order, with all that it says so of."""
    found: dict[str, tuple[Card, list[Step]]] = {}
    for step in steps:
        found.setdefault(step.lower.id, (step.lower, []))[1].append(step)
    return list(found.values())


def _cards(found: Ladder, steps: Cascade) -> list[Card]:
    entries = [entry for rung in found.rungs for entry in (rung.first, *rung.runners) if entry]
    past = [one.card for rung in found.rungs for one in rung.past]
    edges: tuple[Step, ...] = (*steps.basis, *steps.carried_out)
    return [entry.card for entry in entries] + past + [card for step in edges for card in (step.lower, step.upper)]


# --- above results ---------------------------------------------------------------------------------------------------


def panel(query: Query) -> LadderView | None:
    """The ladder for a search, None where it is no topic: a list, a number, one word, a phrase, or nothing found.

    The place is the filter's, else one named at the end of the words; the day is the query's, today without one.
    """
    asked = _topic_of(query)
    if asked is None:
        return None
    topic, place = asked
    day = query.at or present_day()
    try:
        found = _ladder(topic, place, day)
    except IndexStale:
        return None
    rows = tuple(rung for rung in found.rungs if rung.first)
    foresee([rung.first.card for rung in rows if rung.first], day)
    return LadderView(found, rows, address(topic, place or "", day)) if rows else None


def _topic_of(query: Query) -> tuple[str, str | None] | None:
    """The topic and place of a search that a ladder may answer."""
    other = query.phrases or query.minus or query.near or query.prefixes or query.choices or query.own or query.type
    if other or query.page > 1 or query.sort != "relevance" or query.asked or "article" in query.genre:
        return None
    day = query.at or present_day()
    topic, place = " ".join(query.words), query.place[0] if len(query.place) == 1 else None
    if place is None:
        topic, place = topic_and_place(topic, day)
    elif len(find_places(place, day)) != 1:
        return None
    return (topic, place) if _FEWEST <= len(topic.split()) <= _MOST else None
