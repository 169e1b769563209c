"""Sitemaps and feeds: the addresses a portal itself lists, with the day and title it gives them.

RSS 2.0, Atom and the sitemap protocol (also as index, also gzipped within a bound). Nothing outside the bytes is read:
no entity is opened, no DTD is fetched.
"""

import zlib
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin

from lxml import etree

from archive.errors import SourceError
from ingest.sources.profile import Profile
from ingest.sources.profile_reading import Found

_MOST_BYTES = 50_000_000  # the sitemap protocol allows 50 MB unpacked
_MOST_ENTRIES = 50_000  # and 50 000 addresses


def read_listing(payload: bytes, url: str, profile: Profile) -> tuple[Found, ...]:
    """The addresses in a sitemap or feed that belong to a family of the profile, and further sitemaps of an index.

    Raises:
        SourceError: it is no XML, too large when unpacked, or neither sitemap nor feed.
    """
    root = _root(payload)
    name = etree.QName(root).localname
    if name == "sitemapindex":
        return tuple(Found("sitemap", urljoin(url, loc)) for loc, _day, _title in _entries(root, "sitemap", "loc"))
    rows = {"urlset": ("url", "loc"), "rss": ("item", "link"), "feed": ("entry", "link"), "RDF": ("item", "link")}
    if name not in rows:
        raise SourceError("Không phải sơ đồ trang (sitemap) hay nguồn tin RSS/Atom.", remedy="Kiểm tra địa chỉ.")
    return tuple(_found(root, rows[name], url, profile))


def _found(root: etree._Element, row: tuple[str, str], url: str, profile: Profile) -> Iterator[Found]:
    for place, day, title in _entries(root, *row):
        address = urljoin(url, place)
        kind = profile.kind_of(address)
        if kind is not None:
            hints = {name: value for name, value in (("date", _iso(day)), ("title", title)) if value}
            yield Found(kind, address, hints)


def _root(payload: bytes) -> etree._Element:
    if payload.startswith(b"\x1f\x8b"):
        payload = _unpacked(payload)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=False)
    try:
        root = etree.fromstring(payload.lstrip(), parser)
    except etree.XMLSyntaxError:
        root = None
    if root is None:
        raise SourceError("Sơ đồ trang hay nguồn tin không đọc được (XML hỏng).", remedy="Kiểm tra địa chỉ.")
    return root


def _unpacked(payload: bytes) -> bytes:
    unpack = zlib.decompressobj(wbits=31)
    try:
        out = unpack.decompress(payload, _MOST_BYTES)
    except zlib.error as error:
        raise SourceError("Sơ đồ trang nén bị hỏng.", remedy="Chạy lại sau.") from error
    if unpack.unconsumed_tail:
        raise SourceError(f"Sơ đồ trang nở quá {_MOST_BYTES // 1_000_000} MB.", remedy="Bỏ địa chỉ này khỏi hồ sơ.")
    return out


def _entries(root: etree._Element, row: str, link: str) -> Iterator[tuple[str, str, str]]:
    """(address, day, title) of each row, names compared without their name space."""
    count = 0
    for element in root.iter(f"{{*}}{row}"):
        values: dict[str, str] = {}
        for child in element:
            if isinstance(child.tag, str):
                values.setdefault(etree.QName(child).localname, _value(child))
        day = values.get("lastmod") or values.get("pubDate") or values.get("published") or values.get("updated", "")
        if values.get(link) and count < _MOST_ENTRIES:
            count += 1
            yield values[link], day, values.get("title", "")


def _iso(day: str) -> str:
    """The day of an entry as ISO: RSS writes "Sun, 14 Nov 2021 08:00:00 +0700", the others ISO already."""
    try:
        return parsedate_to_datetime(day).date().isoformat()
    except ValueError:
        return day


def _value(element: etree._Element) -> str:
    """The text of an element; of an Atom link its address."""
    return " ".join((element.text or element.get("href") or "").split())
