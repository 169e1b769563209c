"""Walking through the archive by issuing body: all bodies as a tree, and one with its names over time and its works.

A body is a family of dated identities; the id of one identity leads to its family. Bodies known only by the name in a
text have a page too.
"""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from archive.store import shelflist
from archive.store.shelflist import Wanted
from archive.text.vietnamese import nfc
from archive.works.bodies import LEVELS, members
from archive.works.bodies import body as body_row
from archive.works.document import Card
from search_web import figures, onward
from search_web.body_tree import sought, system_label, tree
from search_web.chart import bars
from search_web.language import language
from search_web.lifeline import lifeline
from search_web.lifetimes import lifetime, present, turns
from search_web.listed import choices, shown
from search_web.lists import body_name
from search_web.reading import shelf
from search_web.validity import foresee

pages = Blueprint("bodies", __name__, url_prefix="/co-quan")
MOST_CITED = 5


@pages.get("")
def index() -> str:
    """Every issuing body, the Party's and the State's, by level from the top; or those whose name has some words."""
    words = " ".join(nfc(request.args.get("tim", "")).split())[:80]
    connection = shelf().connection
    found = sought(connection, words) if words else ()
    return render_template("bodies/index.html", words=words, found=found, drawn="" if words else _drawn())


def _drawn() -> Markup:
    """The whole tree as HTML in the language of the request: hundreds of links, drawn once for a state of it."""
    systems = tree(shelf().connection)
    made = figures.kept(
        shelf().connection,
        ("bodies as HTML", language(), request.script_root),
        lambda _fresh, _now: render_template("bodies/tree.html", systems=systems),
    )
    return Markup(made)  # noqa: S704  # a template made it


@pages.get("/<body_id>")
def body(body_id: str) -> ResponseReturnValue:
    """One body: its names by date, what came before and after, its works by year and type, and the list."""
    row = body_row(body_id)
    if row is not None and row.family != body_id:
        return redirect(url_for("bodies.body", body_id=row.family, **onward.asked("body_id")), 301)  # type: ignore[arg-type]
    listed = shown()
    connection = shelf().connection
    years = {year: count for (year,), count in figures.tally(connection, ("year",), Wanted(family=body_id)).items()}
    dated = {year: count.held for year, count in years.items() if year and count.held}
    return render_template(
        "bodies/body.html",
        body_id=body_id,
        name=body_name(connection, body_id),
        listed=listed,
        years=[(year, years[year]) for year in sorted((one for one in years if one), reverse=True)],
        bars=bars(dated),
        kinds=choices("type", "loai"),
        cited=most_cited(Wanted(family=body_id, cited=True)),
        line=lifeline(body_id),
        **_identity(body_id),
    )


def most_cited(wanted: Wanted) -> tuple[Card, ...]:
    """The works most others cite of what is wanted."""
    connection = shelf().connection
    cards = shelflist.cards(connection, figures.rows(connection, wanted, "cited")[:MOST_CITED])
    foresee(cards)
    return cards


def _identity(family: str) -> dict[str, object]:
    known = members(family)
    life = lifetime(family)
    return {
        "level": LEVELS[known[-1].level] if known else None,
        "system": system_label(known[-1].system) if known else None,
        "present": present(family),
        "names": life.names,
        "before": turns(life.before),
        "after": turns(life.after),
        "source": life.source,
    }
