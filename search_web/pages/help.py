"""Help in short pages: the query language, statuses, references, the API, keys, accessibility, what is kept of readers.

What a page lists comes from the tables and routes that do the work (`search_web.explained`); its words are in its
template.
"""

from flask import Blueprint, render_template

from search_web.explained import language, machine, statuses
from search_web.language import gettext as _
from search_web.machine.one_work import root
from search_web.reading import house

pages = Blueprint("help", __name__, url_prefix="/tro-giup")


def titles() -> dict[str, str]:
    """The endpoint of every help page → its title, in the order of the list."""
    return {
        "help.query": _("Cách tìm"),
        "help.validity": _("Hiệu lực nghĩa là gì"),
        "help.citations": _("Viện dẫn được đọc thế nào"),
        "help.api": _("Dữ liệu cho máy (API)"),
        "help.keys": _("Dùng bàn phím"),
        "help.reach": _("Trợ năng"),
        "help.privacy": _("Kho giữ gì về người đọc"),
    }


@pages.get("")
def index() -> str:
    """The help pages, each with a line on what it answers."""
    return _page("index")


@pages.get("/tim-kiem")
def query() -> str:
    """The query language: every sign and filter with an example to follow."""
    most = house().settings.max_query_chars
    return _page("query", signs=language.signs(), filters=language.filters(), most=most)


@pages.get("/hieu-luc")
def validity() -> str:
    """What each status means, where claims come from, whose word counts."""
    return _page(
        "validity",
        states=statuses.states(),
        claims=statuses.claims(),
        bases=statuses.bases(),
        order=statuses.order_of_sources(),
    )


@pages.get("/vien-dan")
def citations() -> str:
    """How references are read, what the marks in a text mean, what “có thể là” means."""
    return _page("citations", kinds=statuses.kinds_of_reference(), related=statuses.related())


@pages.get("/api")
def api() -> str:
    """Every way in for programs: routes, paging, tags, problems, feeds, harvesting, files."""
    return _page("api", routes=machine.routes(), problems=machine.problems(), root=root())


@pages.get("/ban-phim")
def keys() -> str:
    """What keys do."""
    return _page("keys")


@pages.get("/tro-nang")
def reach() -> str:
    """How far the site can be used by everybody, and where it cannot yet."""
    return _page("reach")


@pages.get("/rieng-tu")
def privacy() -> str:
    """What is kept of readers."""
    return _page("privacy")


def _page(name: str, **values: object) -> str:
    found = titles()
    endpoint = f"help.{name}"
    return render_template(
        f"help_pages/{name}.html", titles=found, here=endpoint, title=found.get(endpoint, _("Trợ giúp")), **values
    )
