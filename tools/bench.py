"""How fast the archive is on this machine: `make figures` prints one row a figure, over the demonstration corpus.

`python -m tools.bench --documents 50000` measures the search page over a made archive of that size instead; `--seed`
asks other questions. A benchmark and no test: figures depend on the machine, so each run also prints how fast a bare
loop is. Archives are made in a temporary folder; `--folder` keeps the made one for the next run. Our engine beside
others is measured by `make bench` (tests/bench).
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from itertools import islice
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from flask import Flask
from werkzeug.test import EnvironBuilder, run_wsgi_app

from archive import indexing
from archive.ask.answer import answer
from archive.ask.catalogue import StoreCatalogue
from archive.config import Settings, load
from archive.opening import Archive, opened
from archive.query import parse
from archive.store import outlines, waiting
from archive.store.database import open_database
from search_web import create_app
from search_web.warming import warm
from tools.made_archive import fill, learnt, made, questions

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT / "corpus" / "documents"
QUERIES = ROOT / "corpus" / "gold" / "queries.jsonl"
START = "from archive.commands import main; main()"
ROUNDS = 5  # each query is asked so many times; the median and the 95th percentile are printed
FRESH = 500  # different questions asked of a made archive, each once
ASKED_OF = 2_000  # documents the questions are drawn from
TYPED = (2, 4, 7, 12)  # signs of a question after which offers are asked for
DAY = date(2026, 11, 21)
# A call is undisturbed when the bare loops round it took no longer than so many times the fastest of the series.
_UNDISTURBED = 1.15


def main() -> None:
    """Print every figure."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--documents", type=int, help="measure searches over a made archive of so many documents")
    options.add_argument("--folder", type=Path, help="where the made archive is kept")
    options.add_argument("--seed", type=int, default=2, help="of the questions")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if given.documents:
            measure_large(given.documents, Path(folder), given.folder or Path(folder) / "large", seed=given.seed)
        else:
            measure_corpus(folder)


# --- the demonstration corpus ----------------------------------------------------------------------------------------


def measure_corpus(folder: str) -> None:
    """Ingest, ingest again, and the gold questions."""
    with _timed() as first:
        counts = _ingest(folder)
    with _timed() as again:
        _ingest(folder)
    kept = len(counts["kept"])
    refused = len(counts["refused"])
    print(f"ingest, first run      {first[0]:8.2f} s   {kept} kept, {refused} refused, process start included")
    print(f"ingest, second run     {again[0]:8.2f} s   nothing ingested twice")
    asked = [json.loads(line)["query"] for line in QUERIES.read_text("utf-8").splitlines()] * ROUNDS
    with opened(_settings(Path(folder))) as archive:
        _print("answer with passages", list(_answered(archive, asked)))


@contextmanager
def _timed() -> Iterator[list[float]]:
    taken = [0.0]
    begun = time.perf_counter()
    yield taken
    taken[0] = time.perf_counter() - begun


def _ingest(folder: str) -> dict[str, list[object]]:
    command = [sys.executable, "-c", START, "ingest", "--archive", folder, "--json", str(CORPUS)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    shape: dict[str, list[object]] = json.loads(done.stdout)
    return shape


def _settings(folder: Path) -> Settings:
    return load(None, {**os.environ, "VANKIEN_ARCHIVE_DIR": str(folder)})


# --- a made archive --------------------------------------------------------------------------------------------------


def measure_large(count: int, corpus: Path, folder: Path, *, seed: int) -> None:
    """Searches over a made archive: the engine, the answer, the page and the offers a reader gets; a bare loop.

    The outline of every text is kept with it, as `vankien ingest` and `vankien relink` do, and it is said so.
    """
    settings = _settings(folder)
    if not settings.database_path.exists():
        _make(count, corpus, settings)
    with opened(settings) as archive:
        indexing.bring_up(archive.database, archive.engine)
        lacked = outlines.fill(archive.database)
        print(f"outlines               kept with every text; {lacked} were without one of the present recipe until now")
        asked, ids = _drawn(archive, seed)
        app = create_app(settings, database=archive.database, engine=archive.engine)
        warm(app)  # as `vankien serve` does
        _print("engine", [_taken(lambda: archive.engine.search(parse(one))) for one in asked])  # noqa: B023  # at once
        _print("answer with passages", list(_answered(archive, asked)))
        _print("search page", _served(app, "/?q={}", asked))
        typed = [one[:length] for one in asked for length in TYPED if len(one) >= length]
        _print("type-ahead", _served(app, "/goi-y?q={}", typed))
        for name, path, shown in _OTHERS:
            _print(name, _served(app, path, asked if shown == "question" else ids))
    loops, load = sorted(_bare_loop() for _ in range(100)), os.getloadavg()[0]
    loop = f"{loops[0]:8.2f} ms at best, {statistics.median(loops):.2f} ms median"
    print(f"bare loop              {loop}  a hundred thousand turns, to compare machines by; load {load:.1f}")


def _drawn(archive: Archive, seed: int) -> tuple[list[str], list[str]]:
    """Questions and ids of documents. Nothing else of them stays: a server does not hold their words either."""
    with archive.database.reading() as connection:
        drawn = [one for one in islice(waiting.iterate(connection), ASKED_OF) if one.words]
    return questions(drawn, FRESH, seed), [one.id for one in drawn[-FRESH:] if one.id]


# What else is measured: its name, its address, and what stands in it.
_OTHERS = (
    ("document page", "/vb/{}", "document"),
    ("its citations, API", "/api/v1/vb/{}/cites", "document"),
    ("search, API", "/api/v1/search?q={}", "question"),
    ("search, Atom", "/tim.atom?q={}", "question"),
    ("OAI-PMH record", "/oai?verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:localhost:{}", "document"),
)


def _served(app: Flask, path: str, asked: Sequence[str]) -> "list[Taken]":
    """What the site takes for an address each, as a server hands it a request: to the last byte of the answer."""
    return [_taken(_handed(app, path.format(quote(one)))) for one in asked]


def _handed(app: Flask, address: str) -> Callable[[], None]:
    request = EnvironBuilder(address).get_environ()

    def answered() -> None:
        _, status, _ = run_wsgi_app(app, request, buffered=True)
        if not status.startswith("200"):
            raise RuntimeError(f"{address} was answered with {status}; mend the archive or the address")

    return answered


def _make(count: int, corpus: Path, settings: Settings) -> None:
    _ingest(str(corpus))
    with open_database(_settings(corpus).database_path) as source, source.reading() as connection:
        speech = learnt(one for one in waiting.iterate(connection) if one.text)
    with open_database(settings.database_path, create=True) as database:
        fill(database, made(speech, count))


class Taken(NamedTuple):
    """Seconds that something took: of the processor, and by the clock.

    `bare` is the slower of the bare loops right before and right after it: on a rented machine others take half of a
    core's speed away for moments, and neither the load nor the time of the processor tells of it.
    """

    processor: float
    clock: float
    bare: float


def _taken(ask: Callable[[], object]) -> Taken:
    before = _bare_loop()
    processor, clock = time.process_time(), time.perf_counter()
    ask()
    processor, clock = time.process_time() - processor, time.perf_counter() - clock
    return Taken(processor, clock, max(before, _bare_loop()))


def _answered(archive: Archive, asked: Sequence[str]) -> Iterator[Taken]:
    with archive.database.reading() as connection:
        held = StoreCatalogue(connection)
        for one in asked:
            yield _taken(lambda: answer(parse(one), engine=archive.engine, catalogue=held, today=DAY))  # noqa: B023


def _print(name: str, taken: Sequence[Taken]) -> None:
    processor, clock = (_middle_and_late([one[column] for one in taken]) for column in (0, 1))
    print(f"{name:22} {processor} of the processor; {clock} by the clock; {len(taken)} questions")
    quiet = [one.processor for one in taken if one.bare <= _UNDISTURBED * min(other.bare for other in taken)]
    print(f"{'  undisturbed':22} {_middle_and_late(quiet)} of the processor; {len(quiet)} questions")


def _middle_and_late(seconds: Sequence[float]) -> str:
    ordered = sorted(seconds)
    median, late = statistics.median(ordered), ordered[int(0.95 * len(ordered))]
    return f"{1000 * median:8.2f} ms median, {1000 * late:6.2f} ms 95th percentile"


def _bare_loop() -> float:
    """Milliseconds of the processor for a hundred thousand turns, told from ten thousand."""
    begun = time.process_time()
    for _ in range(10_000):
        pass
    return 10_000 * (time.process_time() - begun)


if __name__ == "__main__":
    main()
