"""A source profile: what a clerk writes down of a portal, so that it can be crawled with manners and read rightly.

Shapes only. Where profiles lie is in `profile_shelf`, what a file may say in `profile_table`, and what the selectors
read in `profile_reading`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["list", "detail", "attachment", "sitemap", "feed"]
# What a list row or a detail page may say of a document; passed on as `Request.hints`.
HINTS = ("number", "date", "title", "issuer", "type")


@dataclass(frozen=True, slots=True)
class Selector:
    """Where a value stands: a CSS selector, the attribute that holds it ("" for the text), a pattern to cut it out.

    Without a selector it is the row itself, for a list whose rows are the links.
    `pattern` gives its first group, or the whole match when it has none; a value it does not match is not read.
    `template` makes an address of a value that is none ("…?nam={value}"), where a portal does so in its scripts.
    """

    css: str
    attr: str = ""
    pattern: re.Pattern[str] | None = None
    template: str = ""


@dataclass(frozen=True, slots=True)
class Paging:
    """Page addresses made by counting: "…?page={page}" from `first` to `last`, as long as pages have rows."""

    template: str
    first: int = 1
    last: int = 1


@dataclass(frozen=True, slots=True)
class ListPage:
    """A family of list pages: addresses, the row, what is read in a row, and the ways to further list pages.

    Without `row` and `link` it is a table of contents, which only leads on by `follow`.
    """

    match: re.Pattern[str]
    row: str = ""
    link: tuple[Selector, ...] = ()  # the first that reads
    hints: Mapping[str, tuple[Selector, ...]] = field(default_factory=dict)  # of each the first that reads
    attachments: tuple[Selector, ...] = ()  # the first that reads
    next: Selector | None = None
    follow: Selector | None = None
    paging: Paging | None = None


@dataclass(frozen=True, slots=True)
class DetailPage:
    """A family of pages of one document: addresses, the element of its text, hints, attached files.

    `keep` False: the page only describes what is attached, and is not taken in itself. A page without the `text`
    element is no document: a login page, an error page, or a portal that was rebuilt.
    """

    match: re.Pattern[str]
    text: str = ""
    keep: bool = True
    hints: Mapping[str, tuple[Selector, ...]] = field(default_factory=dict)  # of each the first that reads
    attachments: tuple[Selector, ...] = ()  # the first that reads


@dataclass(frozen=True, slots=True)
class Manners:
    """How often and how patiently a host is asked."""

    delay_seconds: float = 2.0
    concurrency: int = 1
    tries: int = 5
    retry_seconds: float = 30.0
    page_seconds: float = 60.0
    check_certificates: bool = True


@dataclass(frozen=True, slots=True)
class Caps:
    """Where a crawl ends by itself: bytes of one answer, requests and seconds of one run, depth and number of lists."""

    page_bytes: int = 50_000_000
    pages: int = 20_000
    seconds: int = 6 * 3600
    depth: int = 200
    lists_alike: int = 2_000


@dataclass(frozen=True, slots=True)
class Profile:
    """All that is known of a source; made by `profile_shelf.load_profile`."""

    name: str
    title: str
    hosts: tuple[str, ...]
    start: tuple[str, ...]
    sitemaps: tuple[str, ...] = ()
    feeds: tuple[str, ...] = ()
    sitemaps_of_robots: bool = False
    private_addresses: tuple[str, ...] = ()
    session_parameters: tuple[str, ...] = ()
    login_marks: tuple[str, ...] = ()
    login_addresses: tuple[re.Pattern[str], ...] = ()
    missing_marks: tuple[str, ...] = ()
    recheck_days: int = 30
    manners: Manners = field(default_factory=Manners)
    caps: Caps = field(default_factory=Caps)
    lists: tuple[ListPage, ...] = ()
    details: tuple[DetailPage, ...] = ()

    def list_of(self, url: str) -> ListPage | None:
        """The family of list pages an address belongs to, the first that matches."""
        return next((one for one in self.lists if one.match.search(url)), None)

    def detail_of(self, url: str) -> DetailPage | None:
        """The family of document pages an address belongs to, the first that matches."""
        return next((one for one in self.details if one.match.search(url)), None)

    def kind_of(self, url: str) -> Literal["list", "detail"] | None:
        """What an address found without a row (in a sitemap, a feed) leads to; None for neither."""
        if self.detail_of(url):
            return "detail"
        return "list" if self.list_of(url) else None
