"""Two places beside each other on a page: what each issued on a topic, or to carry out one document.

Everything chosen stands in the address (`q`, `a`, `b`), so that a comparison can be sent. What belongs to a place is
decided in `archive.ask.compare_places`.
"""

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from archive.ask.compare_places import Comparison, compare_places, province_names
from archive.errors import IndexStale, QueryError
from archive.text.vietnamese import nfc
from search_web.choices import asking
from search_web.reading import house, shelf
from search_web.validity import foresee

pages = Blueprint("places", __name__)
_LONGEST = 300  # code points of a topic


@pages.get("/so-sanh-noi")
def page() -> ResponseReturnValue:
    """The form, with the comparison when a topic and two places are asked for."""
    asked = _asked()
    if not any(asked.values()):
        return _shown(asked, None)
    try:
        found = _compared(asked)
    except QueryError as error:
        return _shown(asked, None, f"{error.message} {error.remedy or ''}"), 400
    except IndexStale as error:
        return _shown(asked, None, str(error)), 503
    foresee([row.card for column in found.columns for row in column.rows])
    return _shown(asked, found)


def _asked() -> dict[str, str]:
    return {name: nfc(request.args.get(name, "")).replace("\x00", " ").strip()[:_LONGEST] for name in ("q", "a", "b")}


def _compared(asked: dict[str, str]) -> Comparison:
    return compare_places(asked["q"], asked["a"], asked["b"], engine=house().engine, connection=shelf().connection)


def _shown(asked: dict[str, str], found: Comparison | None, notice: str = "") -> str:
    return render_template(
        "places/page.html",
        asked=asked,
        found=found,
        bearers=[(one, asking(url_for("places.page"), asked | {"q": one.id})) for one in found.bearers]
        if found
        else [],
        provinces=province_names(),
        notices=[notice] if notice else (found.notices if found else ()),
    )
