"""Two answers for the machine that watches the site: it runs, and it can read the archive.

Plain text, no store content. A stale index is told but is no failure: pages and numbers work without it.
"""

from flask import Blueprint, Response

from archive.errors import IndexStale
from archive.store import browse
from search_web.reading import house, shelf

pages = Blueprint("health", __name__)
PLAIN = "text/plain; charset=utf-8"


@pages.get("/healthz")
def alive() -> Response:
    """The server answers."""
    return Response("ok\n", content_type=PLAIN)


@pages.get("/readyz")
def ready() -> Response:
    """The store can be read; says whether search has its index. 503 when the store cannot be read."""
    browse.recent(shelf().connection, limit=1)
    try:
        return Response(f"ok, {house().engine.count()} in the index\n", content_type=PLAIN)
    except IndexStale as stale:
        return Response(f"ok, no index: {stale}\n", content_type=PLAIN)
