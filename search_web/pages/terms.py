"""Walking through the archive by congress term (khóa): all terms with their days, and one with its works.

A term runs from the day after its congress closed to the day before the next one opened; a work that carries a term
of its own stands in that one. Works dated to the days of a congress, or to a year with one, may be of two terms.
"""

from dataclasses import dataclass

from flask import Blueprint, render_template, url_for

from archive.store.shelflist import Wanted, term_days
from archive.store.tallies import Count, total
from search_web import figures
from search_web.chart import bars
from search_web.language import gettext as _
from search_web.listed import choices, shown
from search_web.matrix import matrix
from search_web.pages.bodies import most_cited
from search_web.reading import shelf

pages = Blueprint("terms", __name__, url_prefix="/khoa")


@dataclass(frozen=True, slots=True)
class Term:
    """A term: its Roman numeral, its first and last day in words ("" for the present one), its counts."""

    name: str
    begins: str
    ends: str
    count: Count


@pages.get("")
def index() -> str:
    """Every term that works of the archive are of, the newest first, and how many are of none that is known."""
    # All at once: one term after the other, the works of an archive of 50,000 were gone through for a second.
    counted = figures.tally(shelf().connection, ("of_term",))
    made = (_term(name, counted.get((name,), Count())) for name in reversed(term_days()))
    terms = tuple(one for one in made if one.count.total)
    return render_template("terms/index.html", terms=terms, unknown=counted.get(("",), Count()))


def _term(name: str, count: Count) -> Term:
    begins, ends = term_days()[name]
    return Term(name, f"{begins:%d/%m/%Y}", f"{ends:%d/%m/%Y}" if ends else "", count)


@pages.get("/<term>")
def term(term: str) -> str:
    """One term: its works by year and type, the most cited, and the list."""
    listed = shown()
    known = term.upper() in term_days()
    wanted = Wanted(term=term.upper() if known else "")
    counted = figures.tally(shelf().connection, ("year", "type"), wanted)
    years = sorted({year for year, _kind in counted if year}, reverse=True)
    held = {year: sum(count.held for (of, _kind), count in counted.items() if of == year) for year in years}
    return render_template(
        "terms/term.html",
        listed=listed,
        term=_term(term.upper(), total(counted.values())) if known else None,
        table=matrix(
            counted,
            [*years, *([None] if any(year is None for year, _kind in counted) else [])],
            label=lambda year: str(year) if year else _("Chưa rõ năm"),
            address=lambda year, by: (
                url_for("terms.term", term=term, nam=year, **by) if year else url_for("terms.term", term=term, **by)
            ),
        ),
        bars=bars({year: count for year, count in held.items() if count}),
        cited=most_cited(Wanted(term=wanted.term, cited=True)),
        families=choices("family", "co-quan"),
    )
