"""Walking through the archive by type of document: all types with their counts, and one with its works.

Types are those the works carry; a type that the table of types does not have keeps the slug of its name.
"""

from dataclasses import dataclass

from flask import Blueprint, render_template

from archive.store.shelflist import Wanted
from archive.store.tallies import Count
from archive.works import vocabulary
from search_web import figures
from search_web.chart import bars
from search_web.listed import choices, shown
from search_web.lists import type_name, type_slug
from search_web.reading import shelf

pages = Blueprint("types", __name__, url_prefix="/loai")


@dataclass(frozen=True, slots=True)
class Kind:
    """A type: its name and slug, the letters of its numbers, how many works are held and how many only cited."""

    name: str
    slug: str
    codes: tuple[str, ...]
    count: Count


@pages.get("")
def index() -> str:
    """Every type that works of the archive have."""
    return render_template("types/index.html", kinds=kinds())


def kinds() -> tuple[Kind, ...]:
    """The types in the archive, those with most works held first."""
    counted = figures.tally(shelf().connection, ("type",))
    made = (Kind(name, type_slug(name), codes(type_slug(name)), count) for (name,), count in counted.items() if name)
    return tuple(sorted(made, key=lambda one: (-one.count.held, -one.count.stubs, one.name)))


def codes(slug: str) -> tuple[str, ...]:
    """The letters that numbers of a type have."""
    return tuple(dict.fromkeys(one.code for one in vocabulary.types() if one.slug == slug and one.code))


@pages.get("/<slug>")
def kind(slug: str) -> str:
    """The works of a type. A type of the table without works has a page that says so."""
    listed = shown()
    connection = shelf().connection
    counted = figures.tally(connection, ("year",), Wanted(type=type_name(connection, slug)))
    years = {year: count for (year,), count in counted.items() if year}
    return render_template(
        "types/kind.html",
        listed=listed,
        codes=codes(slug),
        years=sorted(years.items(), reverse=True),
        bars=bars({year: count.held for year, count in years.items() if count.held}),
        families=choices("family", "co-quan"),
    )
