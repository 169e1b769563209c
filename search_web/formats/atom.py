"""A list as an Atom feed (RFC 4287) in pages (RFC 5005), with the counts of OpenSearch 1.1.

Every id is an address that stays; `updated` is when the archive changed what it holds. The same state of the archive
gives the same bytes.
"""

from dataclasses import dataclass
from datetime import datetime

from lxml import etree

from archive.cite.format import official
from archive.works.document import Card
from search_web.formats.work import name_of, page_url, type_slug
from search_web.formats.xml import Element, clean, root_of, serialised

MEDIA_TYPE = "application/atom+xml"
NAMESPACE = "http://www.w3.org/2005/Atom"
OPENSEARCH = "http://a9.com/-/spec/opensearch/1.1/"
NEVER = "1970-01-01T00:00:00Z"  # the time of a feed without entries: an element that must stand


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry: the work, when it changed last (ISO 8601), and words beneath it, "" for its citation."""

    card: Card
    changed: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Feed:
    """A page of a list as a feed.

    `page_url` is the list's page for people, `addresses` the feed's own pages by relation (self, first, previous, next,
    last); `total` entries in all, the first of this page being the `start`-th from 1.
    """

    title: str
    page_url: str
    addresses: dict[str, str]
    entries: tuple[Entry, ...]
    total: int
    start: int
    per_page: int
    root: str
    site_name: str


def atom(feed: Feed) -> bytes:
    """The feed, UTF-8."""
    root = root_of(NAMESPACE, "feed", opensearch=OPENSEARCH)
    root.set("{http://www.w3.org/XML/1998/namespace}lang", "vi")
    _text(root, "id", feed.addresses.get("first", feed.addresses["self"]))
    _text(root, "title", f"{feed.title} · {feed.site_name}")
    _text(root, "updated", max((_moment(one.changed) for one in feed.entries), default=NEVER))
    _text(_made(root, "author"), "name", feed.site_name)
    _made(root, "generator", uri=feed.root).text = clean(feed.site_name)
    for relation, address in feed.addresses.items():
        _made(root, "link", rel=relation, type=MEDIA_TYPE, href=address)
    _made(root, "link", rel="alternate", type="text/html", href=feed.page_url)
    for name, count in (("totalResults", feed.total), ("startIndex", feed.start), ("itemsPerPage", feed.per_page)):
        etree.SubElement(root, f"{{{OPENSEARCH}}}{name}").text = str(count)
    for one in feed.entries:
        _entry(root, one, feed)
    return serialised(root, pretty=True)


def _entry(parent: Element, one: Entry, feed: Feed) -> None:
    card, entry = one.card, _made(parent, "entry")
    address = page_url(feed.root, card.id)
    _text(entry, "id", address)
    _text(entry, "title", name_of(card))
    _text(entry, "updated", _moment(one.changed))
    if card.date and card.date.day:
        _text(entry, "published", f"{card.date.iso}T00:00:00+07:00")
    _text(_made(entry, "author"), "name", card.issuer.name if card.issuer else feed.site_name)
    _made(entry, "link", rel="alternate", type="text/html", href=address)
    _made(entry, "link", rel="alternate", type="application/ld+json", href=f"{address}.jsonld")
    if slug := type_slug(card):
        _made(entry, "category", term=slug, label=clean(card.type or ""), scheme=f"{feed.root}/loai/")
    _text(entry, "summary", one.words or official(card) or name_of(card))


def _moment(written: str) -> str:
    """A moment as feeds write it: "2026-11-22T07:00:00Z"; `NEVER` where none is known."""
    if not written:
        return NEVER
    return datetime.fromisoformat(written).strftime("%Y-%m-%dT%H:%M:%SZ")


def _made(parent: Element, tag: str, **attributes: str) -> Element:
    return etree.SubElement(parent, f"{{{NAMESPACE}}}{tag}", attributes)


def _text(parent: Element, tag: str, written: str) -> None:
    _made(parent, tag).text = clean(written)
