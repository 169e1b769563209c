"""Questions that found nothing, by week: only words that were asked three times or more, and never by whom."""

from datetime import date, timedelta

from flask import Blueprint, render_template, request

from archive.desk import misses
from archive.desk.misses import LEAST_SHOWN
from search_web.desk.doors import needs
from search_web.language import gettext as _
from search_web.reading import house

routes = Blueprint("misses", __name__, url_prefix="/ban-lam-viec/tim-khong-thay")
WEEK = timedelta(days=6)
MOST_ROWS, MOST_WEEKS = 200, 60


@routes.get("")
@needs("clerk")
def page() -> str:
    """The words of a week, or of all that is kept."""
    monday, trouble = _week(request.args.get("tuan", ""))
    with house().desk.reading() as connection:
        weeks = misses.weeks(connection)[:MOST_WEEKS]
        until = monday + WEEK if monday else None
        rows = misses.listed(connection, LEAST_SHOWN, since=monday, until=until)
    return render_template(
        "desk/misses.html",
        rows=rows[:MOST_ROWS],
        more=max(0, len(rows) - MOST_ROWS),
        weeks=[(one, one + WEEK, asked) for one, asked in weeks],
        monday=monday,
        sunday=until,
        least=LEAST_SHOWN,
        kept_days=misses.KEPT_DAYS,
        trouble=trouble,
    )


def _week(written: str) -> tuple[date | None, str]:
    """The Monday of the week that the address asks for; None for all weeks, with a sentence where it is no day."""
    if not written:
        return None, ""
    try:
        on = date.fromisoformat(written)
        return min(on - timedelta(days=on.weekday()), date.max - WEEK), ""
    except (ValueError, OverflowError):
        return None, _("Tuần không đọc được; dưới đây là mọi tuần.")
