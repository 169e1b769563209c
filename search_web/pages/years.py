"""Walking through the archive by date: years against types, one year, one month.

Counts are the store's; a work dated to the year only is in the year and in no month.
"""

from dataclasses import dataclass

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from archive.store import browse
from archive.store.browse import Listing, Matrix
from archive.works.dates import EARLIEST_YEAR, LATEST_YEAR
from archive.works.vocabulary import type_named
from search_web.chart import bars
from search_web.paging import Paging, asked_page
from search_web.reading import shelf
from search_web.refusals import refuse
from search_web.validity import foresee

pages = Blueprint("years", __name__, url_prefix="/nam")
A_PAGE = 50


@dataclass(frozen=True, slots=True)
class Kind:
    """A column of the matrix: the printed type and its slug, "" when the table of types does not have it."""

    name: str
    slug: str


@dataclass(frozen=True, slots=True)
class Row:
    """A year of the matrix: all its works and the count for each kind."""

    year: int
    total: int
    cells: tuple[tuple[Kind, int], ...]


@pages.get("")
def index() -> str:
    """Every year against every type."""
    table = browse.matrix(shelf().connection)
    kinds = tuple(kind_of(name) for name in table.types)
    rows = _rows(table, kinds)
    return render_template(
        "years/index.html",
        kinds=kinds,
        rows=rows,
        bars=bars({row.year: row.total for row in rows}),
        undated=sum(table.counts.get(0, {}).values()),
        stubs=browse.coverage(shelf().connection).stubs,
    )


def _rows(table: Matrix, kinds: tuple[Kind, ...]) -> tuple[Row, ...]:
    made = []
    for year in table.years:
        counts = table.counts[year]
        cells = tuple((kind, counts.get(name, 0)) for name, kind in zip(table.types, kinds, strict=True))
        made.append(Row(year, sum(counts.values()), cells))
    return tuple(row for row in made if row.year)


def kind_of(name: str) -> Kind:
    """The column of a printed type; "" is the works whose type is not known."""
    known = type_named(name) if name else None
    return Kind(name or "Chưa rõ loại", known.slug if known else "")


@pages.get("/<int:year>")
def year(year: int) -> ResponseReturnValue:
    """The works of a year, with the way to its months."""
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        return refuse(404)
    asked = asked_page(request.args.get("trang"))
    listing = browse.by_year(shelf().connection, year, offset=(asked - 1) * A_PAGE, limit=A_PAGE)
    return _list(
        listing,
        asked,
        year=year,
        heading=f"Văn bản ban hành năm {year}",
        here=str(year),
        steps=[("Năm", url_for("years.index"))],
        page_url=lambda number: url_for("years.year", year=year, trang=number),
    )


@pages.get("/<int:year>/<int:month>")
def month(year: int, month: int) -> ResponseReturnValue:
    """The works of a month."""
    if not (EARLIEST_YEAR <= year <= LATEST_YEAR and 1 <= month <= 12):
        return refuse(404)
    asked = asked_page(request.args.get("trang"))
    found = browse.by_year(shelf().connection, year, month=month, offset=(asked - 1) * A_PAGE, limit=A_PAGE)
    return _list(
        found,
        asked,
        year=year,
        heading=f"Văn bản ban hành tháng {month}/{year}",
        here=f"Tháng {month}",
        steps=[("Năm", url_for("years.index")), (str(year), url_for("years.year", year=year))],
        page_url=lambda number: url_for("years.month", year=year, month=f"{month:02d}", trang=number),
    )


def _list(listing: Listing, asked: int, *, year: int, **shown: object) -> str:
    foresee(listing.cards)
    counted = browse.months(shelf().connection, year)
    return render_template(
        "years/year.html",
        year=year,
        months=[(int(one.value), one.held + one.stubs) for one in counted if one.value],
        cards=listing.cards,
        paging=Paging(asked, A_PAGE, listing.total),
        **shown,
    )
