"""Walking through the archive by issuing body: all bodies by level, and one with its names over time and its works.

A body is a family of dated identities; the id of one identity leads to its family. Bodies known only by the name in a
text have a page too.
"""

from dataclasses import dataclass

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from archive.errors import NotHere
from archive.store import browse
from archive.store.browse import BodyTally
from archive.works.bodies import LEVELS, members
from archive.works.bodies import body as body_row
from archive.works.succession import known_name
from search_web.chart import bars
from search_web.lifetimes import lifetime, turns
from search_web.paging import Paging, asked_page
from search_web.reading import shelf
from search_web.validity import foresee

pages = Blueprint("bodies", __name__, url_prefix="/co-quan")
A_PAGE = 50


@dataclass(frozen=True, slots=True)
class Level:
    """A level with the bodies the archive has works of, by name."""

    id: str
    label: str
    bodies: tuple[BodyTally, ...]


@pages.get("")
def index() -> str:
    """Every issuing body, by level from the top."""
    return render_template("bodies/index.html", levels=levels())


def levels() -> tuple[Level, ...]:
    """The levels that have bodies, from the top, each with its bodies by name."""
    found = sorted(browse.bodies(shelf().connection), key=lambda one: one.name)
    made = (
        Level(level, label, tuple(one for one in found if (one.level or "any") == level))
        for level, label in LEVELS.items()
    )
    return tuple(level for level in made if level.bodies)


@pages.get("/<body_id>")
def body(body_id: str) -> ResponseReturnValue:
    """One body: its names by date, what came before and after, its works by year, and the list."""
    row = body_row(body_id)
    if row is not None and row.family != body_id:
        return redirect(url_for("bodies.body", body_id=row.family), 301)
    asked = asked_page(request.args.get("trang"))
    listing = browse.by_body(shelf().connection, body_id, offset=(asked - 1) * A_PAGE, limit=A_PAGE)
    foresee(listing.cards)
    years = yearly(body_id)
    return render_template(
        "bodies/body.html",
        body_id=body_id,
        name=name_of(body_id),
        years=sorted(years.items(), reverse=True),
        bars=bars(years),
        cards=listing.cards,
        paging=Paging(asked, A_PAGE, listing.total),
        page_url=lambda number: url_for("bodies.body", body_id=body_id, trang=number),
        **_identity(body_id),
    )


def _identity(family: str) -> dict[str, object]:
    known = members(family)
    life = lifetime(family)
    return {
        "level": LEVELS[known[-1].level] if known else None,
        "system": known[-1].system if known else None,
        "names": life.names,
        "before": turns(life.before),
        "after": turns(life.after),
        "source": life.source,
    }


def yearly(family: str) -> dict[int, int]:
    """Year → held directives of a family; undated ones left out."""
    table = browse.matrix(shelf().connection, family)
    return {year: sum(counts.values()) for year, counts in table.counts.items() if year}


def name_of(family: str) -> str:
    """The name of a body as the list of bodies has it, or from the table when the archive has no work of it.

    Raises:
        NotHere: neither knows the id.
    """
    written = next((one.name for one in browse.bodies(shelf().connection) if one.family == family), None)
    name = written or known_name(family)
    if name is None:
        raise NotHere(f"Kho không có cơ quan “{family[:80]}”.", remedy="Xem danh sách tại trang Cơ quan.", body=family)
    return name
