"""Walking through the archive by date: years against types, a year, a month, a day, and what has no date.

Counts are the store's; a work dated to the year only is in the year and in no month.
"""

from calendar import monthrange

from flask import Blueprint, render_template, url_for

from archive.store.shelflist import Wanted
from archive.store.tallies import Count
from search_web import figures
from search_web.chart import bars
from search_web.language import gettext as _
from search_web.listed import Way, choices, shown
from search_web.matrix import matrix
from search_web.reading import shelf

pages = Blueprint("calendar", __name__, url_prefix="/lich")


@pages.get("")
def index() -> str:
    """Every year against every type."""
    counted = figures.tally(shelf().connection, ("year", "type"))
    dated = {year: 0 for year, _kind in counted if year}
    for (year, _kind), count in counted.items():
        if year:
            dated[year] += count.held
    rows = [*sorted(dated, reverse=True), *([None] if any(year is None for year, _kind in counted) else [])]
    return render_template(
        "calendar/index.html",
        table=matrix(
            counted,
            rows,
            label=lambda year: str(year) if year else _("Chưa rõ năm"),
            address=lambda year, by: (
                url_for("calendar.year", year=year, **by) if year else url_for("calendar.undated", **by)
            ),
        ),
        bars=bars({year: count for year, count in dated.items() if count}),
    )


@pages.get("/chua-ro")
def undated() -> str:
    """The works whose year is not known."""
    listed = shown(("so", "duoc-dan"))
    return render_template(
        "calendar/list.html",
        listed=listed,
        steps=[(_("Lịch"), url_for("calendar.index"))],
        here_label=_("Chưa rõ năm"),
        parts_of=(),
        parts_label="",
        kinds=choices("type", "loai"),
    )


@pages.get("/<int:year>")
def year(year: int) -> str:
    """The works of a year, with the way to its months."""
    listed = shown()
    counted = figures.tally(shelf().connection, ("month",), Wanted(years=(year, year)))
    return render_template(
        "calendar/list.html",
        listed=listed,
        steps=[(_("Lịch"), url_for("calendar.index"))],
        here_label=str(year),
        parts_of=[
            Way(
                _("Tháng %(n)s", n=month),
                url_for("calendar.month", year=year, month=f"{month:02d}"),
                count=_of(counted, month).total,
            )
            for month in range(1, 13)
        ],
        parts_label=_("Các tháng trong năm"),
        kinds=choices("type", "loai"),
    )


@pages.get("/<int:year>/<int:month>")
def month(year: int, month: int) -> str:
    """The works of a month, with the way to its days."""
    listed = shown()
    counted = figures.tally(shelf().connection, ("day",), Wanted(years=(year, year), month=month))
    return render_template(
        "calendar/list.html",
        listed=listed,
        steps=[(_("Lịch"), url_for("calendar.index")), (str(year), url_for("calendar.year", year=year))],
        here_label=_("Tháng %(n)s", n=month),
        parts_of=[
            Way(
                str(day),
                url_for("calendar.day", year=year, month=f"{month:02d}", day=f"{day:02d}"),
                count=_of(counted, day).total,
            )
            for day in range(1, monthrange(year, month)[1] + 1)
        ],
        parts_label=_("Các ngày trong tháng"),
        kinds=choices("type", "loai"),
    )


@pages.get("/<int:year>/<int:month>/<int:day>")
def day(year: int, month: int, day: int) -> str:
    """The works of a day."""
    listed = shown()
    in_month = url_for("calendar.month", year=year, month=f"{month:02d}")
    return render_template(
        "calendar/list.html",
        listed=listed,
        steps=[
            (_("Lịch"), url_for("calendar.index")),
            (str(year), url_for("calendar.year", year=year)),
            (_("Tháng %(n)s", n=month), in_month),
        ],
        here_label=_("Ngày %(n)s", n=day),
        parts_of=(),
        parts_label="",
        kinds=choices("type", "loai"),
    )


def _of(counted: dict[tuple[str, ...], Count], part: int) -> Count:
    return counted.get((f"{part:02d}",), Count())
