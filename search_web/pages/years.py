"""The former addresses of lists by date (`/nam`), which lead to the calendar for ever."""

from flask import Blueprint, redirect, url_for
from werkzeug.wrappers import Response

from search_web import onward

pages = Blueprint("years", __name__, url_prefix="/nam")


@pages.get("")
def index() -> Response:
    """The table of years and types."""
    return redirect(url_for("calendar.index", **onward.asked()), 301)  # type: ignore[arg-type]  # any value


@pages.get("/<int:year>")
def year(year: int) -> Response:
    """A year."""
    return redirect(url_for("calendar.year", year=year, **onward.asked("year")), 301)  # type: ignore[arg-type]  # as above


@pages.get("/<int:year>/<int:month>")
def month(year: int, month: int) -> Response:
    """A month."""
    return redirect(url_for("calendar.month", year=year, month=f"{month:02d}", **onward.asked("year", "month")), 301)  # type: ignore[arg-type]  # as above
