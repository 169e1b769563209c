"""The judgement of a crawl, apart from the network: what to ask for next, and what follows from each answer.

`Conduct` holds the frontier, the hosts and the tally; `spider` carries requests out and hands answers in. Reading and
storing run in one thread beside the network, in the order the answers come.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from urllib.parse import urljoin, urlsplit

from ingest.crawl.addresses import canonical, host_of
from ingest.crawl.answers import MOST_REDIRECTS, Answer, back_off, meaning_of
from ingest.crawl.frontier import Address, Frontier, New
from ingest.crawl.hosts import Hosts
from ingest.crawl.page import Body, Read, written_down
from ingest.crawl.robots import Rules, robots_url
from ingest.sources.profile import Profile
from ingest.sources.profile_reading import Found


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a person asked of this run: at most so many requests, only what is dated since, only look."""

    limit: int = 0
    since: date | None = None
    dry_run: bool = False
    stopped: Callable[[], bool] = lambda: False


@dataclass(frozen=True, slots=True)
class Refusal:
    """A page that was left: its address ("" for a secret one), the reason as a word of `answers.WORDS`, details.

    `remedy` is that of the archive's own refusal, "" where the word's is meant.
    """

    url: str
    reason: str
    detail: str = ""
    remedy: str = ""


@dataclass(slots=True)
class Tally:
    """What happened in this run, counted as it happens."""

    begun_at: float
    counts: Counter[str] = field(default_factory=Counter)
    refusals: list[Refusal] = field(default_factory=list)
    wanted: list[Address] = field(default_factory=list)
    read: Counter[str] = field(default_factory=Counter)  # pages by kind
    silent: Counter[str] = field(default_factory=Counter)  # "kind: selector", pages on which it read nothing
    ended_by: str = ""


@dataclass(frozen=True, slots=True)
class Ask:
    """A request to be made: for a page, or for the rules of a host."""

    url: str
    host: str
    address: Address | None = None
    headers: tuple[tuple[str, str], ...] = ()


class Conduct:
    """The state of one run over one source; used from the network's thread only."""

    def __init__(
        self, profile: Profile, frontier: Frontier, wishes: Wishes, *, clock: Callable[[], float], total: int
    ) -> None:
        """Take the profile and the frontier; `clock` gives seconds of the epoch, `total` caps what is on the way."""
        self.profile, self.frontier, self.wishes = profile, frontier, wishes
        self.hosts = Hosts(concurrency=profile.manners.concurrency, clock=clock)
        self.tally = Tally(clock())
        self._clock, self._total = clock, total
        self._active = 0

    # --- what to ask for ---

    def begin(self) -> None:
        """Write the ways in down."""
        root = Address("", "", "", "list", depth=-1)
        ways: list[Found] = [Found(self.profile.kind_of(url) or "list", url) for url in self.profile.start]
        ways += [Found("sitemap", url) for url in self.profile.sitemaps]
        ways += [Found("feed", url) for url in self.profile.feeds]
        self.frontier.add(written_down(ways, root, self.profile))

    def is_over(self) -> bool:
        """Whether nothing more is asked for, whatever waits."""
        caps, wishes = self.profile.caps, self.wishes
        asked = self.tally.counts["requests"]
        ends = (
            ("stopped", wishes.stopped()),
            ("limit", bool(wishes.limit) and asked >= wishes.limit),
            ("pages", asked >= caps.pages),
            ("seconds", self._clock() - self.tally.begun_at >= caps.seconds),
        )
        self.tally.ended_by = self.tally.ended_by or next((word for word, is_so in ends if is_so), "")
        return bool(self.tally.ended_by)

    def next_ask(self) -> Ask | None:
        """The next request that may go out now; None when all must wait or nothing waits."""
        while self._active < self._total:
            address = self.frontier.peek(self.hosts.busy())
            if address is None:
                return None
            ask = self._ask(address)
            if ask is not None:
                return ask
        return None

    def _ask(self, address: Address) -> Ask | None:
        """The request for a page, or for its host's rules first; None when the page was settled without one."""
        host = self.hosts.host(address.host)
        if host.is_private:
            self.refuse(address, "private")
            return None
        if host.rules is None or not host.rules.is_fresh(self._clock()):
            host.rules = self._kept_rules(address.host)
        if host.rules is None:
            host.asking = True
            self._active += 1
            return Ask(robots_url(urlsplit(address.url).scheme, address.host), address.host)
        if not host.rules.allows(address.url):
            self.refuse(address, "robots")
        elif self.wishes.dry_run and address.kind in ("detail", "attachment"):
            self.tally.wanted.append(address)
            self.frontier.done(address.key, "wanted")
        else:
            return self._claimed(address)
        return None

    def _claimed(self, address: Address) -> Ask:
        self.frontier.claim(address.key)
        self.hosts.asked(address.host)
        self._active += 1
        self.tally.counts["requests"] += 1
        marks = (("If-None-Match", address.etag), ("If-Modified-Since", address.last_modified))
        return Ask(address.url, address.host, address, tuple((name, value) for name, value in marks if value))

    def _kept_rules(self, host: str) -> Rules | None:
        kept = self.frontier.rules(host)
        rules = Rules(*kept) if kept else None
        return rules if rules and rules.is_fresh(self._clock()) and not rules.stops else None

    def wait(self) -> float | None:
        """Seconds until something may be asked for; None when nothing more will be in this run."""
        if self._active:
            return 1.0  # the next answer wakes the asking anyway
        stopped = self.hosts.stopped()
        moments = [
            max(moment, self.hosts.host(name).free_at)
            for name, moment in self.frontier.soonest().items()
            if name not in stopped
        ]
        if not moments:
            return None
        if min(moments) > self.tally.begun_at + self.profile.caps.seconds:
            self.tally.ended_by = "seconds"
            return None
        return max(min(moments) - self._clock(), 0.0)

    # --- what came ---

    def rules_came(self, host_name: str, status: int, body: str) -> None:
        """The robots.txt of a host: its rules, or 0 and 5xx for none; such a host is tried again and then given up."""
        host = self.hosts.host(host_name)
        host.asking = False
        self._active -= 1
        rules = Rules(status, body, self._clock())
        if not rules.stops:
            self.frontier.keep_rules(host_name, status, body)
            host.rules = rules
            self._take_sitemaps(host_name, rules)
            return
        host.tries += 1
        if host.tries >= self.profile.manners.tries:
            said = f"mã {status}" if status else "không trả lời"
            host.stopped = f"robots.txt: {said}"
        else:
            self.hosts.hold(host_name, back_off(host.tries, self.profile.manners.retry_seconds))

    def found_private(self, host_name: str) -> None:
        """The name of a host leads into a private network: none of its pages is asked for."""
        host = self.hosts.host(host_name)
        host.asking, host.is_private = False, True
        self._active -= 1

    def _take_sitemaps(self, host: str, rules: Rules) -> None:
        if self.profile.sitemaps_of_robots:
            root = Address("", "", host, "sitemap")
            self.frontier.add(written_down((Found("sitemap", url) for url in rules.sitemaps), root, self.profile))

    def answered(self, address: Address, body: Body) -> Answer:
        """What the answer to a page means; all but "taken" and "unchanged" are settled here."""
        headers = {name.lower(): value for name, value in body.headers}
        answer = meaning_of(body.status, headers, datetime.fromtimestamp(self._clock(), UTC))
        if answer.meaning == "moved":
            self._moved(address, headers.get("location", ""))
        elif answer.meaning == "later":
            self.later(
                address, answer.reason, wait=answer.wait, whole_host=answer.whole_host, detail=f"mã {body.status}"
            )
        elif answer.meaning == "refused":
            self.refuse(address, answer.reason, f"mã {body.status}")
        return answer

    def _moved(self, address: Address, location: str) -> None:
        """A redirect: its target is an address like any other, checked like any other."""
        target = canonical(urljoin(address.url, location), self.profile.session_parameters) if location else ""
        if not target or address.hops >= MOST_REDIRECTS or target == address.url:
            self.refuse(address, "redirects")
            return
        found = Found(address.kind, target, address.hints)
        if any(pattern.search(target) for pattern in self.profile.login_addresses):
            self.refuse(address, "login")
        elif host_of(target) not in self.profile.hosts:
            self.refuse(address, "outside", "chuyển hướng ra ngoài")
        else:
            self.tally.counts["moved"] += 1
            self.frontier.add(written_down([found], address, self.profile, hops=address.hops + 1))
            self.frontier.done(address.key, "moved")

    def later(
        self, address: Address, reason: str, *, wait: float | None = None, whole_host: bool = False, detail: str = ""
    ) -> None:
        """Ask again after a while, or give the page up after the last try."""
        if address.tries + 1 >= self.profile.manners.tries:
            self.refuse(address, reason, detail)
            return
        seconds = back_off(address.tries + 1, self.profile.manners.retry_seconds) if wait is None else wait
        self.tally.counts["retries"] += 1
        self.frontier.later(address.key, self._clock() + seconds, reason)
        if whole_host:
            self.hosts.hold(address.host, seconds)

    def received(self, address: Address, read: Read, *, digest: str, body: Body) -> None:
        """The page was read: write down where it leads, before it is stored."""
        self.tally.silent.update(f"{address.kind}: {name}" for name in read.silent)
        self.tally.read[address.kind] += 1
        outside = [one for one in read.found if one.refused in ("outside", "secret")]
        self.tally.counts["outside"] += sum(one.refused == "outside" for one in outside)
        self.frontier.received(
            address,
            digest=digest,
            etag=body.header("etag"),
            last_modified=body.header("last-modified"),
            found=_without_outside_lists(read.found),
            rows=read.rows,
        )

    def refuse(self, address: Address, reason: str, detail: str = "", remedy: str = "") -> None:
        """Leave a page for good, or for this run."""
        self.tally.counts[f"refused: {reason}"] += 1
        self.tally.refusals.append(Refusal(address.url, reason, detail, remedy))
        self.frontier.refuse(address.key, reason)

    def conceal(self, address: Address) -> None:
        """Leave a page that carries a mark of secrecy, and nothing of it."""
        self.tally.counts["refused: secret"] += 1
        self.tally.refusals.append(Refusal("", "secret"))
        self.frontier.conceal(address.key)

    def done(self, address: Address, verdict: str) -> None:
        """The page is through."""
        self.tally.counts[verdict] += 1
        self.frontier.done(address.key, verdict)

    def released(self, address: Address) -> None:
        """The request is through, whatever came of it."""
        self._active -= 1
        self.hosts.answered(address.host)

    @property
    def active(self) -> int:
        """How many requests are on the way or being stored."""
        return self._active


def _without_outside_lists(found: Iterable[New]) -> tuple[New, ...]:
    """Links of a menu that lead elsewhere are counted and not written down; documents elsewhere are, as refused."""
    return tuple(one for one in found if one.refused != "outside" or one.kind != "list")
