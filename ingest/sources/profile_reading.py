"""What a profile's selectors read in a page: rows with hints, ways onward, attached files, and pages that are no page.

Bytes in, addresses and values out, nothing fetched. Selectors that read nothing are named, for `vankien source test`
and for the report of a crawl: a portal that was rebuilt shows there first.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from urllib.parse import quote, urljoin

from bs4 import BeautifulSoup, Tag

from archive.text.vietnamese import fold
from archive.works.secrecy import inspect_lines, is_marked_number
from ingest.charset import decode
from ingest.sources.profile import DetailPage, Kind, ListPage, Paging, Profile, Selector

# Titles of error pages that portals send with status 200, folded; the whole title or its beginning.
# Must: "404 - Không tìm thấy trang", "Page not found". Must not: "Không tìm thấy đảng viên thất lạc" (a news title).
_MISSING = re.compile(
    r"(?:loi )?404\b|(?:page |file )?not found\b|khong tim thay (?:trang|noi dung|bai viet|duong dan|lien ket)\b"
    r"|(?:trang|bai viet|noi dung) (?:nay )?khong ton tai\b"
)
_LONGEST = 2_000  # letters of a value a pattern looks at


@dataclass(frozen=True, slots=True)
class Found:
    """An address a page leads to, what is there, and what the page says of it.

    `secret`: its row carries a mark of secrecy; then nothing is told of it and it is not asked for.
    """

    kind: Kind
    url: str
    hints: Mapping[str, str] = field(default_factory=dict)
    secret: bool = False


@dataclass(frozen=True, slots=True)
class ListRead:
    """What a list page gave: documents in its order, attached files, further list pages, selectors that were silent."""

    rows: tuple[Found, ...]
    attachments: tuple[Found, ...] = ()
    onward: tuple[Found, ...] = ()
    silent: tuple[str, ...] = ()

    @property
    def addresses(self) -> str:
        """The rows' addresses, by which the same list under another page number is known; "" without rows."""
        return "\n".join(one.url for one in self.rows)


@dataclass(frozen=True, slots=True)
class DetailRead:
    """What a document page gave: whether its text is there, hints, attached files, selectors that were silent."""

    has_text: bool
    hints: Mapping[str, str]
    attachments: tuple[Found, ...] = ()
    silent: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WebPage:
    """A parsed page with the address its links are relative to."""

    soup: BeautifulSoup
    url: str

    @property
    def base(self) -> str:
        """What relative links start from: the page's `<base>`, else its address."""
        base = self.soup.find("base", href=True)
        return urljoin(self.url, str(base["href"])) if isinstance(base, Tag) else self.url


def parsed_page(payload: bytes, url: str, *, charset: str = "") -> WebPage:
    """A page of a portal, its letters decoded as those of a document are."""
    return WebPage(BeautifulSoup(decode(payload, hint=charset).text, "lxml"), url)


def read_list(page: WebPage, family: ListPage) -> ListRead:
    """The rows of a list page and where it leads."""
    rows = page.soup.select(family.row) if family.row else []
    found, attached, read_hints = [], [], set[str]()
    for row in rows:
        hints = _hints(row, family.hints)
        secret = _is_marked(row, hints)
        hints = {} if secret else hints
        links = _first_read(page, row, family.link)[:1]
        if links:
            read_hints |= set(hints)
        found += [Found("detail", url, hints, secret) for url in links]
        attached += [Found("attachment", url, hints, secret) for url in _first_read(page, row, family.attachments)]
    onward = [
        *_addresses(page, page.soup, family.next),
        *_addresses(page, page.soup, family.follow),
        *_counted(family.paging, page.url, rows=len(found)),
    ]
    silent = [f"hints.{name}" for name in family.hints if name not in read_hints]
    silent += [name for name, got in (("row", rows), ("link", found)) if family.row and not got]
    silent += ["attachments"] if family.attachments and not attached else []
    silent += [name for name in ("next", "follow") if _is_silent(page, getattr(family, name))]
    return ListRead(_once(found), _once(attached), _once([Found("list", url) for url in onward]), tuple(silent))


def _is_marked(row: Tag, hints: Mapping[str, str]) -> bool:
    """Whether a row carries a mark of secrecy, also behind a number that its pattern cut off: "12-BC/TU" + "/MẬT"."""
    said, number = " ".join(row.get_text(" ").split()), hints.get("number", "")
    at = said.find(number) if number else -1
    marked = at >= 0 and is_marked_number(said, at, at + len(number))
    return marked or inspect_lines([f"Số {number}", *hints.values()], "danh sách") is not None


def read_detail(page: WebPage, family: DetailPage) -> DetailRead:
    """What the page of a document says of it."""
    hints = _hints(page.soup, family.hints)
    attached = [Found("attachment", url, hints) for url in _first_read(page, page.soup, family.attachments)]
    text = page.soup.select_one(family.text) if family.text else page.soup.body
    has_text = text is not None and bool(text.get_text(strip=True))
    silent = [f"hints.{name}" for name in family.hints if name not in hints]
    silent += ["text"] if family.text and not has_text else []
    silent += ["attachments"] if family.attachments and not attached else []
    return DetailRead(has_text, hints, _once(attached), tuple(silent))


def no_page(page: WebPage, profile: Profile, *, has_text: bool) -> str:
    """Why a page that came with status 200 is not what was asked for, in Vietnamese; "" when it is.

    Marks of the profile are looked for in the whole page. A form with a password is a login page only where the text
    is missing: many portals carry one in their margin.
    """
    said = fold(" ".join(page.soup.get_text(" ").split()))
    if any(pattern.search(page.url) for pattern in profile.login_addresses) or _holds(said, profile.login_marks):
        return "Trang đòi đăng nhập."
    if _holds(said, profile.missing_marks) or _MISSING.match(_title(page)):
        return "Trang báo không tìm thấy, dù máy chủ trả lời bình thường."
    if has_text:
        return ""
    if page.soup.find("input", type="password") is not None:
        return "Trang đòi đăng nhập."
    return "Trang không có phần nội dung mà hồ sơ nguồn chỉ (text)."


def _title(page: WebPage) -> str:
    title = page.soup.find("title") or page.soup.find("h1")
    return fold(" ".join(title.get_text(" ").split())) if isinstance(title, Tag) else ""


def _holds(said: str, marks: tuple[str, ...]) -> bool:
    return any(fold(" ".join(mark.split())) in said for mark in marks)


def _hints(place: Tag, selectors: Mapping[str, tuple[Selector, ...]]) -> dict[str, str]:
    read = {
        name: next(chain.from_iterable(_values(place, selector) for selector in several), "")
        for name, several in selectors.items()
    }
    return {name: value for name, value in read.items() if value}


def _addresses(page: WebPage, place: Tag, selector: Selector | None) -> list[str]:
    """The web addresses a selector reads, whole; scripts and mail addresses are none."""
    if selector is None:
        return []
    values = _values(place, selector)
    if selector.template:
        values = (selector.template.replace("{value}", quote(value, safe="")) for value in values)
    found = (urljoin(page.base, value) for value in values)
    return [url for url in found if url.startswith(("http://", "https://"))]


def _first_read(page: WebPage, place: Tag, selectors: tuple[Selector, ...]) -> list[str]:
    """The addresses of the first selector that reads any: pages of one family may name the same in two ways."""
    several = (_addresses(page, place, one) for one in selectors)
    return next((found for found in several if found), [])


def _values(place: Tag, selector: Selector) -> Iterator[str]:
    for tag in place.select(selector.css) if selector.css else [place]:
        raw = tag.get(selector.attr, "") if selector.attr else tag.get_text(" ")
        value = " ".join((" ".join(raw) if isinstance(raw, list) else str(raw)).split())[:_LONGEST]
        if selector.pattern is not None:
            match = selector.pattern.search(value)
            value = (match.group(1 if match.re.groups else 0) or "").strip() if match else ""
        if value:
            yield value


def _is_silent(page: WebPage, selector: Selector | None) -> bool:
    return selector is not None and not _addresses(page, page.soup, selector)


def _counted(paging: Paging | None, url: str, *, rows: int) -> list[str]:
    """The next counted page of a list that has rows; the page after a start address outside the count is the first."""
    if paging is None or not rows:
        return []
    before, _, after = paging.template.partition("{page}")
    match = re.fullmatch(f"{re.escape(before)}(\\d{{1,7}}){re.escape(after)}", url)
    page = int(match.group(1)) + 1 if match else paging.first
    return [paging.template.replace("{page}", str(page))] if page <= paging.last else []


def _once(found: list[Found]) -> tuple[Found, ...]:
    """Each address once, what was said first of it winning."""
    return tuple({one.url: one for one in reversed(found)}[url] for url in dict.fromkeys(one.url for one in found))
