"""When a page is first painted over a slow line: Chromium's own throttling, cold and with the style sheet kept.

`python -m tools.paint --archive FOLDER` serves the archive on this machine and prints one row a page and line, the
median of some rounds. Lines are those of Lighthouse: "slow 4G" as it reckons it (150 ms there and back, 1.6 Mbit/s) and
as it sets Chromium's throttle (562 ms a request, 1.44 Mbit/s). The floor is the latency by itself: of the page, then of
its style sheet, which a page without inline styles cannot paint without.
"""

import argparse
import os
import statistics
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, sync_playwright
from waitress import create_server  # type: ignore[import-untyped]  # it says no types of its own

from archive.config import load
from archive.opening import opened
from archive.store import browse
from search_web import create_app
from search_web.warming import warm

ROUNDS = 5
# Name → milliseconds before an answer begins, bytes a second down and up.
LINES: Mapping[str, tuple[float, float, float]] = {
    "no throttle": (0, -1, -1),
    "slow 4G, 150 ms": (150, 1_600_000 / 8, 750_000 / 8),
    "slow 4G, 562 ms": (562.5, 1_440_000 / 8, 675_000 / 8),
}
PAINTED = """() => new Promise((told) => {
  const seen = () => performance.getEntriesByName("first-contentful-paint")[0];
  if (seen()) return told(seen().startTime);
  new PerformanceObserver(() => seen() && told(seen().startTime)).observe({ type: "paint", buffered: true });
})"""


def main() -> None:
    """Print every figure."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--archive", type=Path, required=True, help="the folder of an archive")
    options.add_argument("--chromium", default="/usr/bin/chromium", help="the browser")
    options.add_argument("--rounds", type=int, default=ROUNDS)
    given = options.parse_args()
    with _served(given.archive) as (site, pages), sync_playwright() as play:
        browser = play.chromium.launch(executable_path=given.chromium, args=["--no-sandbox", "--disable-sync"])
        print(f"{'page':10} {'line':18} {'cold':>9} {'kept':>9} {'floor cold':>11} {'floor kept':>11} {'bytes':>8}")
        for name, address in pages.items():
            for line in LINES:
                print(_row(browser, name, site + address, line, given.rounds))
        browser.close()


@contextmanager
def _served(folder: Path) -> Iterator[tuple[str, Mapping[str, str]]]:
    """The site over an archive, with the pages that are measured."""
    settings = load(None, {**os.environ, "VANKIEN_ARCHIVE_DIR": str(folder)})
    with opened(settings) as archive:
        app = create_app(settings, database=archive.database, engine=archive.engine)
        warm(app)
        with archive.database.reading() as connection:
            first = next(card for card in browse.most_cited(connection, limit=20) if card.genre == "directive")
        server = create_server(app, host="127.0.0.1", port=0, threads=4)
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        pages = {"home": "/", "results": "/?q=sinh+ho%E1%BA%A1t+chi+b%E1%BB%99", "document": f"/vb/{first.id}"}
        yield f"http://127.0.0.1:{server.effective_port}", pages
        server.close()
        thread.join(timeout=10)


def _row(browser: Browser, name: str, url: str, line: str, rounds: int) -> str:
    cold, kept, weighed = [], [], 0.0
    for _ in range(rounds):
        context = browser.new_context(viewport={"width": 1280, "height": 800})
        first, weighed = _painted(context, url, line)
        again, _bytes = _painted(context, url, line)
        context.close()
        cold.append(first)
        kept.append(again)
    wait = LINES[line][0]
    return (
        f"{name:10} {line:18} {_median(cold):6.0f} ms {_median(kept):6.0f} ms "
        f"{2 * wait:8.0f} ms {wait:8.0f} ms {weighed:8.0f}"
    )


def _median(taken: Sequence[float]) -> float:
    return statistics.median(taken)


def _painted(context: BrowserContext, url: str, line: str) -> tuple[float, float]:
    """Milliseconds from the asking to the first words on the page, and the bytes that came over the line."""
    reader = context.new_page()
    wire = context.new_cdp_session(reader)
    latency, down, up = LINES[line]
    wire.send("Network.enable")
    shape = {"offline": False, "latency": latency, "downloadThroughput": down, "uploadThroughput": up}
    wire.send("Network.emulateNetworkConditions", shape)
    received: list[float] = []
    wire.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
    reader.goto(url, wait_until="load")
    taken = float(reader.evaluate(PAINTED))
    reader.close()
    return taken, sum(received)


if __name__ == "__main__":
    main()
