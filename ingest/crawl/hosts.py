"""What is known of each host while a crawl runs: its rules, who is asked now, until when it is left in peace.

Pauses between requests are Scrapy's (delay, AutoThrottle); here stand the pauses a host itself asks for.
"""

from collections.abc import Callable
from dataclasses import dataclass

from ingest.crawl.robots import Rules


@dataclass(slots=True)
class Host:
    """One host: its rules (None: not asked yet), requests on the way, and until when it waits."""

    name: str
    rules: Rules | None = None
    asking: bool = False
    tries: int = 0
    active: int = 0
    free_at: float = 0.0
    is_private: bool = False  # its name leads to an address that may not be asked
    stopped: str = ""  # why it is left alone for the rest of the run


class Hosts:
    """The hosts of a crawl by name; `clock` gives seconds of the epoch."""

    def __init__(self, *, concurrency: int, clock: Callable[[], float]) -> None:
        """Say how many requests one host may have on the way."""
        self._concurrency, self._clock = concurrency, clock
        self._hosts: dict[str, Host] = {}

    def host(self, name: str) -> Host:
        """The host of that name."""
        return self._hosts.setdefault(name, Host(name))

    def busy(self) -> tuple[str, ...]:
        """The hosts that nothing can be asked of now."""
        now = self._clock()
        return tuple(one.name for one in self._hosts.values() if not self._is_free(one, now))

    def _is_free(self, host: Host, now: float) -> bool:
        most = 1 if host.rules and host.rules.delay else self._concurrency
        return not (host.stopped or host.asking) and host.active < most and host.free_at <= now

    def stopped(self) -> dict[str, str]:
        """The hosts that were given up, with the reason."""
        return {one.name: one.stopped for one in self._hosts.values() if one.stopped}

    def asked(self, name: str) -> None:
        """A request goes out."""
        self.host(name).active += 1

    def answered(self, name: str) -> None:
        """An answer or a failure came; a Crawl-delay counts from now."""
        host = self.host(name)
        host.active -= 1
        if host.rules and host.rules.delay:
            self.hold(name, host.rules.delay)

    def hold(self, name: str, seconds: float) -> None:
        """Leave a host in peace for so long."""
        host = self.host(name)
        host.free_at = max(host.free_at, self._clock() + seconds)
