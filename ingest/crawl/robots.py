"""robots.txt by RFC 9309: the longest rule wins, 4xx allows everything, 5xx or no answer stops the host.

429 counts as 5xx: a host that asks for patience is not told that it allowed everything. Rules are good for 24 hours.
"""

from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlunsplit

from protego import Protego

PRODUCT = "VanKien"
MOST_REDIRECTS = 5
GOOD_SECONDS = 24 * 3600
MOST_BYTES = 512_000  # RFC 9309 2.5: at least 500 kibibytes are read


@dataclass
class Rules:
    """The rules of one host as they came: status of the answer, body, time (seconds of the epoch)."""

    status: int
    body: str
    fetched_at: float

    @cached_property
    def _parsed(self) -> Protego:
        return Protego.parse(self.body if 200 <= self.status < 300 else "")

    @property
    def stops(self) -> bool:
        """Whether the host must be left alone for now."""
        return self.status in (0, 429) or self.status >= 500

    def allows(self, url: str) -> bool:
        """Whether a page may be asked for."""
        return not self.stops and bool(self._parsed.can_fetch(url, PRODUCT))

    @property
    def delay(self) -> float:
        """The pause the host asks for, in seconds, by Crawl-delay or Request-rate; 0 without one."""
        rate = self._parsed.request_rate(PRODUCT)
        told = float(self._parsed.crawl_delay(PRODUCT) or 0.0)
        return max(told, rate.seconds / rate.requests if rate and rate.requests else 0.0)

    @property
    def sitemaps(self) -> tuple[str, ...]:
        """The sitemaps the host names."""
        return tuple(self._parsed.sitemaps)

    def is_fresh(self, now: float) -> bool:
        """Whether the rules may still be used."""
        return now - self.fetched_at < GOOD_SECONDS


def robots_url(scheme: str, host: str) -> str:
    """Where the rules of a host are."""
    return urlunsplit((scheme, host, "/robots.txt", "", ""))
