"""A crawl that is killed again and again at points of chance, and what must hold after each: the law of resuming.

Nothing lost, nothing stored twice, nothing fetched again that was stored. Used by the suite with a few kills and by
`tools/crawl_kills.py` with many.
"""

import sqlite3
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from random import Random

from tests.ingest.crawl.site import Asked, Reply, Site
from tests.ingest.crawl.warm import Finished, Warm


@dataclass(frozen=True, slots=True)
class Killed:
    """What the kills came to: kills that hit a running crawl, and addresses by what went wrong with them."""

    kills: int
    runs: int
    requests: int
    lost: tuple[str, ...]
    stored_twice: tuple[str, ...]
    fetched_again: tuple[str, ...]
    last: Finished


class FatalSite(Site):
    """A portal that has the crawl killed while it answers the request of that count, before or after the answer."""

    warm: Warm | None = None
    fatal = 0

    def answer(self, asked: Asked) -> Reply:
        """The answer, and at the fatal count the end of whoever asks."""
        reply = super().answer(asked)
        self.fatal -= 1
        if self.fatal == 0 and self.warm:
            self.warm.kill()
        return reply


def killed_crawl(folder: Path, warm: Warm, *, kills: int, documents: int, seed: int) -> Killed:
    """Crawl a portal to its end through so many kills, and hold what is there against what should be."""
    chance, again, hit, runs = Random(seed), [], 0, 0  # noqa: S311  # points of chance, no secret
    with FatalSite(documents, traps=False) as site:
        site.warm = warm
        profile, archive = site.profile(folder), folder / "kho"
        # Spread over the whole crawl: each part of it has so many requests.
        part = max(documents // (kills + 1), 2)
        stored: set[str] = set()
        while True:
            runs += 1
            site.fatal = chance.randint(1, part) if hit < kills else 0
            before = len(site.asked)
            warm.start(profile, archive)
            finished = warm.finish()
            again += [url for url in _asked(site, before) if url in stored]
            if finished.status == -9:
                hit += 1
                stored = set(_stored(archive))
            elif hit >= kills or finished.status != 0 or not site.fatal > 0:
                break
        counts = _stored(archive)
        return Killed(
            kills=hit,
            runs=runs,
            requests=len(site.asked),
            lost=tuple(sorted(site.expected - set(counts))),
            stored_twice=tuple(sorted(url for url, count in counts.items() if count > 1)),
            fetched_again=tuple(again),
            last=finished,
        )


def _asked(site: Site, since: int) -> list[str]:
    return [f"http://{one.host}{one.path}" for one in site.asked[since:]]


def _stored(archive: Path) -> Counter[str]:
    """How often each address is stored in the archive."""
    path = archive / "vankien.sqlite"
    if not path.exists():
        return Counter()
    connection = sqlite3.connect(path)
    try:
        return Counter(
            {row[0]: row[1] for row in connection.execute("SELECT origin, count(*) FROM captures GROUP BY origin")}
        )
    except sqlite3.OperationalError:  # killed before the tables were made
        return Counter()
    finally:
        connection.close()
