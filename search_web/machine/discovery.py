"""How programs find their way: the description of the search for browsers, and what robots may read."""

import json

from flask import Blueprint, Response, current_app, request, url_for
from lxml import etree

from archive.text.vietnamese import nfc
from search_web.formats import atom
from search_web.formats.xml import clean, root_of, serialised
from search_web.language import gettext as _
from search_web.machine.one_work import root
from search_web.machine.sent import sent
from search_web.pages.suggest import offers
from search_web.reading import house

routes = Blueprint("discovery", __name__)
NAMESPACE = "http://a9.com/-/spec/opensearch/1.1/"
SUGGESTIONS = "http://www.mozilla.org/2006/browser/search/"
MEDIA_TYPE = "application/opensearchdescription+xml"
SHORT_NAME, DESCRIPTION = 16, 1024  # letters the specification allows
# Every document may be read; what has parameters is one of endless combinations. The desk is nobody's business.
_ROBOTS = """User-agent: *
Disallow: /*?
Disallow: /tim.
Disallow: /goi-y
Disallow: /so-sanh
Disallow: /ban-lam-viec
Disallow: /theo-doi
Disallow: /bao-loi
Allow: /

Sitemap: {root}/sitemap.xml
"""


@routes.get("/opensearch.xml")
def description() -> Response:
    """The search of the site for the box of a browser, with suggestions while one types."""
    name = house().settings.site_name
    made = root_of(NAMESPACE, "OpenSearchDescription", moz=SUGGESTIONS)
    _text(made, "ShortName", name[:SHORT_NAME])
    _text(made, "Description", _("Tìm văn bản trong kho %(name)s", name=name)[:DESCRIPTION])
    _text(made, "InputEncoding", "UTF-8")
    _text(made, "OutputEncoding", "UTF-8")
    _text(made, "Language", "vi")
    icon = _text(made, "Image", root() + url_for("static", filename="favicon.svg"))
    icon.attrib.update({"type": "image/svg+xml", "width": "16", "height": "16"})
    for media, path in (
        ("text/html", "/?q={searchTerms}"),
        (atom.MEDIA_TYPE, "/tim.atom?q={searchTerms}&trang={startPage?}"),
    ):
        etree.SubElement(made, f"{{{NAMESPACE}}}Url", type=media, method="get", template=f"{root()}{path}")
    suggestions = {"type": "application/x-suggestions+json", "rel": "suggestions", "method": "get"}
    template = f"{root()}/goi-y.opensearch?q={{searchTerms}}"
    etree.SubElement(made, f"{{{NAMESPACE}}}Url", suggestions | {"template": template})
    own = f"{root()}/opensearch.xml"
    etree.SubElement(made, f"{{{NAMESPACE}}}Url", type=MEDIA_TYPE, rel="self", template=own)
    return sent(serialised(made, pretty=True), MEDIA_TYPE)


@routes.get("/goi-y.opensearch")
def suggestions() -> Response:
    """What may be meant, as the box of a browser takes it: what was typed, offers, what they are, where they lead."""
    typed = nfc(request.args.get("q", ""))
    found = offers(current_app, typed)
    shape = [typed, [one.label for one, _ in found], [one.detail for one, _ in found], [root() + to for _, to in found]]
    return sent(json.dumps(shape, ensure_ascii=False).encode(), "application/x-suggestions+json")


def _text(parent: etree._Element, tag: str, written: str) -> etree._Element:
    made = etree.SubElement(parent, f"{{{NAMESPACE}}}{tag}")
    made.text = clean(written)
    return made


@routes.get("/robots.txt")
def robots() -> Response:
    """What robots may read (RFC 9309)."""
    return sent(_ROBOTS.format(root=root()).encode(), "text/plain")
