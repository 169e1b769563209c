"""The spider: Scrapy carries requests out, `conduct` says which, one thread beside the network reads and stores.

At most `total` answers are in memory at a time: a request goes out only when an earlier one is stored or settled, so a
slow extraction slows the asking and never piles pages up.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any
from urllib.parse import urljoin

import scrapy
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    IgnoreRequest,
    UnsupportedURLSchemeError,
)
from scrapy.http import Response
from twisted.python.failure import Failure

from ingest.capture import digest_of
from ingest.crawl.addresses import canonical, host_of
from ingest.crawl.answers import MOST_REDIRECTS
from ingest.crawl.conduct import Ask, Conduct
from ingest.crawl.frontier import Address
from ingest.crawl.page import Body, read_body
from ingest.crawl.resolver import led_inside
from ingest.crawl.robots import MOST_BYTES
from ingest.material import Fetched, Request
from ingest.pipeline import fault
from ingest.report import Outcome

_LONGEST_NAP = 0.5  # seconds: the wish to stop is heard between two of them

Take = Callable[[Fetched], Sequence[Outcome]]
Unchanged = Callable[[Request, Sequence[tuple[str, str]]], None]


class SourceSpider(scrapy.Spider):
    """Asks as long as `conduct` has something to ask; see there for what follows from an answer."""

    name = "vankien"

    def __init__(
        self,
        conduct: Conduct,
        take: Take,
        unchanged: Unchanged,
        *,
        told: Callable[[], None],
        faults: list[Exception],
    ) -> None:
        """Take the conduct, the way into the archive, and the note that a page did not change.

        `told` is called after each page; a fault of the asking itself ends the run and is left in `faults`.
        """
        super().__init__()
        self._conduct, self._take, self._unchanged = conduct, take, unchanged
        self._told, self._faults = told, faults
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="crawl-writer")
        self._news = asyncio.Event()

    async def start(self) -> AsyncIterator[scrapy.Request]:
        """Every request of the run, each when it may go out."""
        try:
            async for request in self._requests():
                yield request
        except Exception as error:
            self._faults.append(error)
            raise

    async def _requests(self) -> AsyncIterator[scrapy.Request]:
        while not self._conduct.is_over():
            self._news.clear()
            ask = self._conduct.next_ask()
            if ask is not None:
                yield self._request(ask)
                continue
            seconds = self._conduct.wait()
            if seconds is None:
                return
            await self._nap(seconds)

    def closed(self, reason: str) -> None:
        """The run is over: the writer ends what it has begun."""
        self._thread.shutdown(wait=True)

    async def _nap(self, seconds: float) -> None:
        """Wait, but no longer than until the next answer."""
        try:
            # Nothing to ask although something waits: its host is busy, and the answer wakes us.
            await asyncio.wait_for(self._news.wait(), min(seconds or _LONGEST_NAP, _LONGEST_NAP))
        except TimeoutError:
            return

    def _request(self, ask: Ask) -> scrapy.Request:
        if ask.address is None:
            return self._robots_request(ask.url, ask.host, hops=0)
        held_back = bool((rules := self._conduct.hosts.host(ask.host).rules) and rules.delay)
        return scrapy.Request(
            ask.url,
            headers=dict(ask.headers),
            callback=partial(self._page_came, ask.address),
            errback=partial(self._page_failed, ask.address),
            dont_filter=True,
            meta={"autothrottle_dont_adjust_delay": held_back, "download_slot": ask.host},
        )

    # --- rules of a host ---

    def _robots_request(self, url: str, host: str, *, hops: int) -> scrapy.Request:
        return scrapy.Request(
            url,
            callback=partial(self._robots_came, host, hops),
            errback=partial(self._robots_failed, host),
            dont_filter=True,
            meta={"download_slot": host},
        )

    def _robots_came(self, host: str, hops: int, response: Response) -> scrapy.Request | None:
        """The rules; a redirect is followed within the listed hosts, five times at most (RFC 9309, 2.3.1.2)."""
        location = _text(response.headers.get("Location"))
        if response.status in (301, 302, 303, 307, 308) and location:
            target = canonical(urljoin(response.url, location))
            if hops < MOST_REDIRECTS and host_of(target) in self._conduct.profile.hosts:
                return self._robots_request(target, host, hops=hops + 1)
            # Too many: as if there were no rules. Led elsewhere: we may not look, so the host is left alone.
            status = 404 if hops >= MOST_REDIRECTS else 0
            self._conduct.rules_came(host, status, "")
        else:
            self._conduct.rules_came(host, response.status, response.body[:MOST_BYTES].decode("utf-8", "replace"))
        self._news.set()
        return None

    def _robots_failed(self, host: str, _failure: Failure) -> None:
        if led_inside(host):
            self._conduct.found_private(host)
        else:
            self._conduct.rules_came(host, 0, "")
        self._news.set()

    # --- pages ---

    async def _page_came(self, address: Address, response: Response) -> None:
        try:
            await self._heard(address, body_of(response))
        except Exception as error:  # noqa: BLE001  # a fault of ours costs one page, never the run
            self._conduct.refuse(address, "fault", fault(error).message)
        finally:
            self._through(address)

    async def _heard(self, address: Address, body: Body) -> None:
        conduct = self._conduct
        answer = conduct.answered(address, body)
        if answer.meaning == "unchanged":
            if address.kind in ("detail", "attachment"):
                await self._aside(self._unchanged, Request(address.url, hints=address.hints), body.headers)
            conduct.done(address, "unchanged")
        if answer.meaning != "taken":
            return
        digest = digest_of(body.payload)
        if address.kind == "list" and digest == address.digest:
            conduct.done(address, "unchanged")
            return
        read = await self._aside(partial(read_body, address, body, conduct.profile, since=conduct.wishes.since))
        conduct.received(address, read, digest=digest, body=body)
        if read.reason:
            conduct.refuse(address, read.reason, read.detail)
        elif read.fetched is None:
            conduct.done(address, "read")
        else:
            self._settle(address, await self._aside(self._take, read.fetched))

    def _settle(self, address: Address, outcomes: Sequence[Outcome]) -> None:
        """The outcome of a page, or the outcomes of the files in a container."""
        taken = [one for one in outcomes if one.verdict != "refused"]
        if any(one.secret for one in outcomes) and not taken:
            self._conduct.conceal(address)
        elif taken:
            self._conduct.done(address, taken[0].verdict)
        else:
            one = outcomes[0] if outcomes else Outcome(address.url, "refused")
            self._conduct.refuse(address, "refused", one.reason, one.remedy)

    def _page_failed(self, address: Address, failure: Failure) -> None:
        """No answer, or not the whole of it: a private address and oversize are final, the rest is tried again."""
        try:
            if isinstance(failure.value, CannotResolveHostError) and led_inside(address.host):
                self._conduct.refuse(address, "private")
            elif isinstance(failure.value, DownloadCancelledError | IgnoreRequest):
                self._conduct.refuse(address, "large")
            elif isinstance(failure.value, UnsupportedURLSchemeError):
                self._conduct.refuse(address, "outside")
            else:
                detail = "không tìm thấy máy chủ" if isinstance(failure.value, CannotResolveHostError) else ""
                self._conduct.later(address, "unanswered", detail=detail or type(failure.value).__name__)
        finally:
            self._through(address)

    def _through(self, address: Address) -> None:
        self._conduct.released(address)
        self._news.set()
        self._told()

    async def _aside(self, work: Callable[..., Any], *given: Any) -> Any:  # noqa: ANN401  # what `work` takes and gives
        """Run in the one thread that reads and stores."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, partial(work, *given))


def body_of(response: Response) -> Body:
    """The answer as the rest of the crawl reads it."""
    headers = tuple((_text(name), _text(value)) for name, values in response.headers.items() for value in values)
    return Body(response.status, headers, response.body)


def _text(raw: bytes | None) -> str:
    return raw.decode("latin-1") if raw else ""
