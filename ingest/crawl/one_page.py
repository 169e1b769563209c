"""One page of a portal for a person who tries a profile: its host's rules first, then the page, nothing kept.

The same name, pauses and checks as a crawl. A reactor of Twisted starts once a process, so this is called once.
"""

from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import urlsplit

import scrapy
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response
from twisted.python.failure import Failure

from archive.errors import SourceError
from ingest.crawl.addresses import canonical, host_of
from ingest.crawl.crawling import quiet_logs, settings_of
from ingest.crawl.page import Body
from ingest.crawl.robots import MOST_BYTES, Rules, robots_url
from ingest.crawl.spider import body_of
from ingest.sources.profile import Profile


def fetch_page(profile: Profile, url: str, *, contact: str) -> Body:
    """The answer to one address of a source; a redirect is an answer too.

    Raises:
        SourceError: the address is not of the profile's hosts, its robots.txt forbids it, or nothing came.
    """
    place = canonical(url, profile.session_parameters)
    if not place or host_of(place) not in profile.hosts:
        raise SourceError(
            f"Địa chỉ {url} không thuộc máy chủ nào của hồ sơ {profile.name}.",
            remedy=f"Các máy chủ đã kê: {', '.join(profile.hosts)}.",
        )
    quiet_logs()
    came: list[Body | str] = []
    process = AsyncCrawlerProcess(settings_of(profile, contact=contact))
    process.crawl(_OnePage, place, came)
    process.start()
    if not came or isinstance(came[-1], str):
        raise SourceError(f"Không tải được {place}: {came[-1] if came else 'không có trả lời'}.", remedy="Thử lại sau.")
    return came[-1]


class _OnePage(scrapy.Spider):
    name = "vankien-mot-trang"

    def __init__(self, url: str, came: list[Body | str], **given: Any) -> None:  # noqa: ANN401  # Scrapy's own
        super().__init__(**given)
        self._url, self._came = url, came

    async def start(self) -> AsyncIterator[scrapy.Request]:
        parts = urlsplit(self._url)
        yield self._request(robots_url(parts.scheme, parts.netloc), self._rules_came)

    def _request(self, url: str, heard: Any) -> scrapy.Request:  # noqa: ANN401  # Scrapy's callback
        return scrapy.Request(url, callback=heard, errback=self._failed, dont_filter=True)

    def _rules_came(self, response: Response) -> scrapy.Request | None:
        rules = Rules(response.status, response.body[:MOST_BYTES].decode("utf-8", "replace"), 0.0)
        if rules.allows(self._url):
            return self._request(self._url, self._page_came)
        self._came.append("robots.txt không cho phép hoặc máy chủ đang lỗi")
        return None

    def _page_came(self, response: Response) -> None:
        self._came.append(body_of(response))

    def _failed(self, failure: Failure) -> None:
        self._came.append(type(failure.value).__name__)
