"""Walking through the archive by topic: the kept ones with their counts, and one with its works.

Which words show a topic stands on its page: a reader sees why a work is there.
"""

from dataclasses import dataclass

from flask import Blueprint, render_template

from archive.store import tallies, topics
from archive.store.shelflist import Wanted
from archive.store.tallies import Count
from archive.text.vietnamese import comparable
from search_web import figures
from search_web.chart import bars
from search_web.listed import choices, shown
from search_web.pages.bodies import most_cited
from search_web.reading import shelf

pages = Blueprint("topics", __name__, url_prefix="/chu-de")


@dataclass(frozen=True, slots=True)
class Subject:
    """A kept topic: its name and slug, and how many works are found under it."""

    label: str
    slug: str
    count: Count


@pages.get("")
def index() -> str:
    """Every kept topic with works, in the order of the alphabet."""
    return render_template("topics/index.html", subjects=subjects())


def subjects() -> tuple[Subject, ...]:
    """The kept topics that works are found under, by name."""
    connection = shelf().connection
    counted = figures.kept(connection, "topics", lambda fresh, now: tallies.topic_tally(fresh, without=now.left_out))
    kept = topics.listed(connection, "kept") if counted else ()
    made = (Subject(one.label, one.slug, counted[one.slug]) for one in kept if one.slug in counted)
    return tuple(sorted(made, key=lambda one: comparable(one.label)))


@pages.get("/<slug>")
def topic(slug: str) -> str:
    """The works of a topic, with the words that show it."""
    listed = shown()
    connection = shelf().connection
    counted = figures.tally(connection, ("year",), Wanted(topic=slug))
    years = {year: count for (year,), count in counted.items() if year}
    return render_template(
        "topics/topic.html",
        listed=listed,
        words=topics.of_slug(connection, slug).words,
        years=sorted(years.items(), reverse=True),
        bars=bars({year: count.held for year, count in years.items() if count.held}),
        kinds=choices("type", "loai"),
        families=choices("family", "co-quan"),
        cited=most_cited(Wanted(topic=slug, cited=True)),
    )
