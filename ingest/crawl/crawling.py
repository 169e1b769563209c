"""A crawl from beginning to end: the frontier opened, Scrapy set up with the profile's manners, pages taken in.

Scrapy's own robots, retry, redirect and cookie handling are off: `conduct` does these by a memory that outlives the
run. One crawl a process: a reactor of Twisted starts once.
"""

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from scrapy.crawler import AsyncCrawlerProcess

from archive.opening import Archive
from archive.store.captures import held
from archive.store.database import Database
from archive.works.document import CaptureRef
from ingest.capture import Captures, read_capture
from ingest.crawl.conduct import Conduct, Wishes
from ingest.crawl.frontier import Frontier
from ingest.crawl.report import CrawlReport, as_outcomes, crawl_report
from ingest.crawl.resolver import ALLOWED
from ingest.crawl.robots import PRODUCT
from ingest.crawl.spider import SourceSpider
from ingest.crawl.standing import frontier_path
from ingest.material import Fetched, Request
from ingest.media import sniff
from ingest.pipeline import House, taken
from ingest.report import Outcome
from ingest.running import Manner, housed
from ingest.sources.profile import Profile

_MOST_ON_THE_WAY = 32
_VERSION = "0.1"


@dataclass(frozen=True, slots=True)
class Ears:
    """Who hears of a crawl while it runs: of each outcome, and of each answer with the state after it."""

    outcome: Callable[[Outcome], None] = lambda _: None
    progress: Callable[[Conduct], None] = lambda _: None


def crawl(profile: Profile, archive: Archive, wishes: Wishes, *, contact: str, ears: Ears) -> CrawlReport:
    """Crawl a source into an archive; the index is left behind for the caller to bring up.

    Raises:
        CaptureError: another run writes into this archive.
        StoreError: the frontier cannot be opened.
    """
    path = frontier_path(archive.settings.archive_dir, profile.name)
    alike = profile.caps.lists_alike
    with (
        housed(archive, Manner(command="crawl")) as house,
        Frontier(":memory:" if wishes.dry_run else path, now=time.time, lists_alike=alike) as frontier,
    ):
        if wishes.dry_run and path.exists():
            frontier.copy_from(path)
        conduct = Conduct(profile, frontier, wishes, clock=time.time, total=_total(profile))
        return _crawled(profile, house, conduct, contact=contact, ears=ears)


def _crawled(profile: Profile, house: House, conduct: Conduct, *, contact: str, ears: Ears) -> CrawlReport:
    outcomes: list[Outcome] = []
    recheck = profile.recheck_days * 86_400.0
    resumed = conduct.frontier.begin(recheck_seconds=recheck, is_held=partial(_is_in, house))
    conduct.begin()

    def take(fetched: Fetched) -> Sequence[Outcome]:
        found = _taken(fetched, house)
        for one in found:
            outcomes.append(one)
            ears.outcome(one)
        return found

    note = partial(_unchanged, house.captures)
    _run(profile, conduct, contact=contact, take=take, unchanged=note, told=partial(ears.progress, conduct))
    if not conduct.tally.ended_by:
        conduct.frontier.end()
    for refused in as_outcomes(conduct.tally.refusals):
        ears.outcome(refused)
    seconds = time.time() - conduct.tally.begun_at
    return crawl_report(profile.name, conduct, tuple(outcomes), resumed=resumed, seconds=seconds)


def _run(profile: Profile, conduct: Conduct, *, contact: str, **hands: Any) -> None:  # noqa: ANN401  # the spider's
    quiet_logs()
    process = AsyncCrawlerProcess(settings_of(profile, contact=contact))
    faults: list[Exception] = []
    process.crawl(SourceSpider, conduct=conduct, faults=faults, **hands)
    process.start(install_signal_handlers=False)
    for fault in faults:
        raise fault


def quiet_logs() -> None:
    """Let the libraries say nothing: their lines name addresses, also of secret pages."""
    for name in ("scrapy", "twisted", "asyncio"):
        logging.getLogger(name).setLevel(logging.CRITICAL)


def settings_of(profile: Profile, *, contact: str) -> dict[str, Any]:
    """The settings of Scrapy that a profile comes to."""
    manners = profile.manners
    return {
        "USER_AGENT": f"{PRODUCT}/{_VERSION} (+{contact})",
        "DEFAULT_REQUEST_HEADERS": {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8", "Accept-Language": "vi"},
        "DOWNLOAD_DELAY": manners.delay_seconds,
        "CONCURRENT_REQUESTS": _total(profile),
        "CONCURRENT_REQUESTS_PER_DOMAIN": manners.concurrency,
        "AUTOTHROTTLE_ENABLED": True,
        "AUTOTHROTTLE_START_DELAY": manners.delay_seconds,
        "AUTOTHROTTLE_TARGET_CONCURRENCY": float(manners.concurrency),
        "DOWNLOAD_TIMEOUT": manners.page_seconds,
        "DOWNLOAD_MAXSIZE": profile.caps.page_bytes,
        "DOWNLOAD_WARNSIZE": 0,
        "DOWNLOAD_FAIL_ON_DATALOSS": True,
        "DOWNLOAD_VERIFY_CERTIFICATES": manners.check_certificates,
        "TWISTED_DNS_RESOLVER": "ingest.crawl.resolver.PublicResolver",
        "DNS_TIMEOUT": 20,
        ALLOWED: list(profile.private_addresses),
        "HTTPERROR_ALLOW_ALL": True,
        # What `conduct` does itself, and what a program without a face does not need. A proxy would resolve names
        # where the check of addresses cannot see it.
        **{
            f"{name}_ENABLED": False
            for name in ("REDIRECT", "METAREFRESH", "RETRY", "COOKIES", "REFERER", "HTTPPROXY", "TELNETCONSOLE", "LOG")
        },
        "ROBOTSTXT_OBEY": False,
        "LOG_INSTALL_ROOT_HANDLER": False,
        "LOGSTATS_INTERVAL": 0,
        "MEMUSAGE_ENABLED": False,
    }


def _total(profile: Profile) -> int:
    return min(_MOST_ON_THE_WAY, profile.manners.concurrency * len(profile.hosts))


# --- into the archive, in the writer's thread ------------------------------------------------------------------------


def _taken(fetched: Fetched, house: House) -> tuple[Outcome, ...]:
    """Take an answer in; bytes that are known already leave a revisit record, so that the WARC tells of every visit."""
    origin = fetched.request.origin
    before = house.captures.newest(origin)
    outcomes = tuple(taken(fetched, house))
    is_same = len(outcomes) == 1 and outcomes[0].verdict == "same" and outcomes[0].path == origin
    if is_same and house.captures.newest(origin) == before:
        house.captures.keep(fetched)
    return outcomes


def _unchanged(captures: Captures, request: Request, headers: Sequence[tuple[str, str]]) -> None:
    """Keep the server's word that a page did not change; a page of which nothing is kept leaves nothing."""
    if captures.newest(request.origin) is not None:
        captures.unchanged(request, headers=headers)


def _is_in(house: House, origin: str, digest: str) -> bool:
    """Whether the archive holds these bytes of an address; bytes that were kept but not yet stored are stored now."""
    if _is_stored(house.database, origin, digest):
        return True
    entry = house.captures.newest(origin)
    if entry is None or entry.digest != digest or not entry.holds_bytes:
        return False
    folder = house.settings.warc_dir
    payload = read_capture(folder, CaptureRef(origin, "", digest, entry.file, entry.offset, entry.time))
    request = Request(origin, folder / entry.file, offset=entry.offset, hints=dict(entry.hints))
    outcomes = tuple(taken(Fetched(request, payload, sniff(payload), captured_at=entry.time), house))
    return any(one.verdict != "refused" for one in outcomes)


def _is_stored(database: Database, origin: str, digest: str) -> bool:
    with database.reading() as connection:
        return held(connection, origin, digest) is not None
