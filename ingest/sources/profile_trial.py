"""A profile tried on one page: what each selector reads, which are silent, what would be fetched next.

For `vankien source test`; nothing is fetched or kept here. What the archive would read out of a document page is said
by the command, which has the extractors.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ingest.sources.profile import DetailPage, ListPage, Profile
from ingest.sources.profile_reading import (
    Found,
    WebPage,
    no_page,
    parsed_page,
    read_detail,
    read_list,
)


@dataclass(frozen=True, slots=True)
class Trial:
    """What a page gave: as which kind it was read, by which table of the profile, rows or hints, silent selectors.

    `refused` says why the page would be left, "" when it would not. `family` counts from 1 as in the file.
    """

    kind: str
    family: int
    rows: tuple[Found, ...] = ()
    hints: Mapping[str, str] = field(default_factory=dict)
    attachments: tuple[Found, ...] = ()
    onward: tuple[Found, ...] = ()
    silent: tuple[str, ...] = ()
    refused: str = ""
    keeps: bool = False


def tried(profile: Profile, payload: bytes, *, url: str = "", charset: str = "") -> Trial:
    """A page read by the family of its address; a saved page without address by the family that reads most of it."""
    lists = [(at, one) for at, one in enumerate(profile.lists, 1) if not url or one.match.search(url)]
    details = [(at, one) for at, one in enumerate(profile.details, 1) if not url or one.match.search(url)]
    page = parsed_page(payload, url or _first_address(profile), charset=charset)
    if url:  # as in a crawl: what is reached as a document is read as one
        lists = [] if details else lists[:1]
        details = details[:1]
    trials = [_list_trial(page, at, one, profile) for at, one in lists]
    trials += [_detail_trial(page, at, one, profile) for at, one in details]
    if not trials:
        return Trial("", 0, refused="Địa chỉ không khớp match của [[list]] hay [[detail]] nào.")
    return max(
        trials, key=lambda trial: (not trial.refused, len(trial.rows) + 5 * len(trial.hints), -len(trial.silent))
    )


def _first_address(profile: Profile) -> str:
    """Links of a page saved without its address are taken to be of the first host."""
    return (profile.start or profile.sitemaps or profile.feeds)[0]


def _list_trial(page: WebPage, at: int, family: ListPage, profile: Profile) -> Trial:
    read = read_list(page, family)
    leads = bool(read.rows or (read.onward and not family.row))
    refused = "" if leads else no_page(page, profile, has_text=False)
    return Trial("list", at, read.rows, {}, read.attachments, read.onward, read.silent, refused)


def _detail_trial(page: WebPage, at: int, family: DetailPage, profile: Profile) -> Trial:
    read = read_detail(page, family)
    refused = no_page(page, profile, has_text=read.has_text or (not family.keep and bool(read.attachments)))
    return Trial(
        "detail", at, (), read.hints, read.attachments, (), read.silent, refused, keeps=family.keep and not refused
    )
