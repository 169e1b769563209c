"""The bytes of an answer, read by the profile: what goes to the archive, where the page leads, or why it is left.

Pure functions over bytes, run beside the network; what is found is checked here against hosts, depth, secrecy and the
day asked for, so that only addresses that may be asked for are written down as waiting.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from archive.errors import SourceError
from archive.works.secrecy import inspect_lines
from ingest.article import published
from ingest.capture import digest_of
from ingest.crawl.addresses import canonical, host_of, key_of
from ingest.crawl.frontier import Address, New
from ingest.guard import inspect_name
from ingest.material import Fetched, Request
from ingest.media import HTML, TEXT, XML, sniff
from ingest.sources.profile import HINTS, Profile
from ingest.sources.profile_feeds import read_listing
from ingest.sources.profile_reading import Found, no_page, parsed_page, read_detail, read_list

# Headers that spoke of the bytes as they travelled, not as they are kept.
_TRAVEL = frozenset(
    {"content-encoding", "transfer-encoding", "content-length", "connection", "keep-alive", "set-cookie"}
)


@dataclass(frozen=True, slots=True)
class Body:
    """An answer with its bytes unpacked; header names as they came."""

    status: int
    headers: tuple[tuple[str, str], ...]
    payload: bytes

    def header(self, name: str) -> str:
        """The first header of that name, "" without one."""
        return next((value for key, value in self.headers if key.lower() == name), "")


@dataclass(frozen=True, slots=True)
class Read:
    """What an answer gave: bytes for the archive, addresses, or a reason (a word of `answers.WORDS`) with details."""

    fetched: Fetched | None = None
    found: tuple[New, ...] = ()
    reason: str = ""
    detail: str = ""
    silent: tuple[str, ...] = ()
    rows: str = ""  # digest of a list's rows


def read_body(address: Address, body: Body, profile: Profile, *, since: date | None = None) -> Read:
    """What an answer to an address gave."""
    media_type = sniff(body.payload)
    if address.kind in ("sitemap", "feed"):
        return _listing(address, body, profile, since)
    if not body.payload:
        return Read(reason="no page", detail="Trang rỗng.")
    if address.kind == "list":
        return _list(address, body, profile, since) if _is_page(body, media_type) else Read(reason="listing")
    if media_type == HTML:
        return _page(address, body, profile)
    return Read(_fetched(address, body, media_type, address.hints))


def _listing(address: Address, body: Body, profile: Profile, since: date | None) -> Read:
    try:
        found = read_listing(body.payload, address.url, profile)
    except SourceError as error:
        return Read(reason="listing", detail=error.message)
    return Read(found=tuple(written_down(_recent(found, since), address, profile)))


def _list(address: Address, body: Body, profile: Profile, since: date | None) -> Read:
    family = profile.list_of(address.url)
    if family is None:
        return Read(reason="listing", detail="Địa chỉ không khớp match của [[list]] nào.")
    page = parsed_page(body.payload, address.url, charset=_charset(body))
    read = read_list(page, family)
    if not (read.rows or read.onward):
        why = no_page(page, profile, has_text=False)
        return Read(reason="login" if "đăng nhập" in why else "listing", detail=why, silent=read.silent)
    rows = tuple(_recent((*read.rows, *read.attachments), since))
    # Lists begin with the newest: a page on which everything is too old is the last one worth reading.
    onward = read.onward if rows or not read.rows else ()
    found = written_down((*rows, *onward), address, profile)
    rows_digest = digest_of(read.addresses.encode()) if read.rows else ""
    return Read(found=tuple(found), silent=read.silent, rows=rows_digest)


def _page(address: Address, body: Body, profile: Profile) -> Read:
    page = parsed_page(body.payload, address.url, charset=_charset(body))
    family = profile.detail_of(address.url)
    if family is None or address.kind == "attachment":
        why = no_page(page, profile, has_text=True)
        fetched = None if why else _fetched(address, body, HTML, address.hints)
        return Read(fetched, reason="no page" if why else "", detail=why)
    read = read_detail(page, family)
    why = no_page(page, profile, has_text=read.has_text or (not family.keep and bool(read.attachments)))
    if why:
        return Read(reason="login" if "đăng nhập" in why else "no page", detail=why, silent=read.silent)
    hints = {**address.hints, **read.hints}
    attached = (Found("attachment", one.url, {**hints, **one.hints}) for one in read.attachments)
    fetched = _fetched(address, body, HTML, hints) if family.keep else None
    return Read(fetched, tuple(written_down(attached, address, profile)), silent=read.silent)


def _fetched(address: Address, body: Body, media_type: str, hints: Mapping[str, str]) -> Fetched:
    headers = tuple((name, value) for name, value in body.headers if name.lower() not in _TRAVEL)
    known = {name: hints[name] for name in HINTS if hints.get(name)}
    return Fetched(Request(address.url, hints=known), body.payload, media_type, headers, body.status)


def written_down(found: Iterable[Found], parent: Address, profile: Profile, *, hops: int = 0) -> Iterator[New]:
    """What was found as the frontier keeps it: one spelling, and a reason for what will not be asked for.

    What carries a mark of secrecy in its address or row is kept as a key only.
    """
    for one in found:
        url = canonical(one.url, profile.session_parameters)
        if not url:
            continue
        depth = parent.depth + 1 if one.kind == "list" and not hops else parent.depth
        if (
            one.secret
            or inspect_name(url)
            or inspect_lines([f"Số {one.hints.get('number', '')}", *one.hints.values()], "danh sách")
        ):
            yield New("", one.kind, refused="secret", key=key_of(url))
        elif host_of(url) not in profile.hosts:
            yield New(url, one.kind, refused="outside")
        elif one.kind == "list" and depth > profile.caps.depth:
            yield New(url, one.kind, depth, refused="deep")
        else:
            yield New(url, one.kind, depth, hops, one.hints)


def _recent(found: Iterable[Found], since: date | None) -> Iterator[Found]:
    """What is dated on the day or after it, and what has no date."""
    for one in found:
        day = published(one.hints.get("date", "")) if since and one.hints.get("date") else None
        if since is None or day is None or day.last >= since:
            yield one


def _is_page(body: Body, media_type: str) -> bool:
    """Whether a list can be read: a page by its bytes, or a piece of one ("<tr><td>…") that its header calls a page."""
    return media_type in (HTML, XML) or (media_type == TEXT and "html" in body.header("content-type").lower())


def _charset(body: Body) -> str:
    told = body.header("content-type").lower()
    return told.split("charset=", 1)[1].split(";")[0].strip(" \"'") if "charset=" in told else ""
