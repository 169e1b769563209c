"""`/sitemap.xml` for those who read the whole site: an index, and parts with every work whose text is held.

Stubs and lists are left out; `lastmod` is when the archive changed the work, and never the day of the asking.
"""

from flask import Blueprint, Response, current_app
from lxml import etree

from archive.store import harvest
from search_web.formats.work import page_url
from search_web.formats.xml import root_of, serialised
from search_web.machine.one_work import root
from search_web.machine.sent import sent
from search_web.reading import shelf
from search_web.refusals import refuse

routes = Blueprint("sitemaps", __name__)
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
MEDIA_TYPE = "application/xml"
MOST = 50_000  # addresses of one part: the protocol's own limit
_MOST_PARTS = 50_000  # an index of the protocol names no more
PART_SIZE = "SITEMAP_SIZE"  # of the application's config: another size, for tests


def _size() -> int:
    return int(current_app.config.get(PART_SIZE) or MOST)


@routes.get("/sitemap.xml")
def index() -> Response:
    """The index of the parts; an archive without works has one empty part, for an index may not be empty."""
    parts = max(1, -(-harvest.held_total(shelf().connection) // _size()))
    made = root_of(NAMESPACE, "sitemapindex")
    for part in range(1, parts + 1):
        one = etree.SubElement(made, f"{{{NAMESPACE}}}sitemap")
        etree.SubElement(one, f"{{{NAMESPACE}}}loc").text = f"{root()}/sitemap-{part}.xml"
    return sent(serialised(made), MEDIA_TYPE)


@routes.get("/sitemap-<int:part>.xml")
def part(part: int) -> Response:
    """A part: the front page in the first, then works in the order they came in."""
    size = _size()
    found = harvest.pages(shelf().connection, offset=(part - 1) * size, limit=size) if 0 < part <= _MOST_PARTS else ()
    if not found and part != 1:
        return refuse(404)
    made = root_of(NAMESPACE, "urlset")
    if not found:
        etree.SubElement(etree.SubElement(made, f"{{{NAMESPACE}}}url"), f"{{{NAMESPACE}}}loc").text = f"{root()}/"
    for address, changed in found:
        one = etree.SubElement(made, f"{{{NAMESPACE}}}url")
        etree.SubElement(one, f"{{{NAMESPACE}}}loc").text = page_url(root(), address)
        if changed:
            etree.SubElement(one, f"{{{NAMESPACE}}}lastmod").text = changed
    return sent(serialised(made), MEDIA_TYPE)
