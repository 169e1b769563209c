"""The former addresses of lists by date (`/nam`), which lead to the calendar for ever."""

from typing import Any

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

pages = Blueprint("years", __name__, url_prefix="/nam")


def asked() -> dict[str, Any]:
    """What stands after the question mark."""
    return request.args.to_dict()


@pages.get("")
def index() -> Response:
    """The table of years and types."""
    return redirect(url_for("calendar.index", **asked()), 301)


@pages.get("/<int:year>")
def year(year: int) -> Response:
    """A year."""
    return redirect(url_for("calendar.year", year=year, **asked()), 301)


@pages.get("/<int:year>/<int:month>")
def month(year: int, month: int) -> Response:
    """A month."""
    return redirect(url_for("calendar.month", year=year, month=f"{month:02d}", **asked()), 301)
