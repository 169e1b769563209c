"""What each stage of ingest costs on this machine: `python -m tools.bench_ingest FOLDER…` prints a row a stage.

Every stage is timed by itself, in processor time, over the same files, the best of three rounds: milliseconds a
document, its share of the whole, and beside it the floor where there is one (the same bytes packed, parsed or written
by the library alone). With `--jobs N` the whole run is then timed once, as `vankien ingest --jobs N` does it. With
`--markdown` the table is one for docs/speed.md. A benchmark and no test: figures depend on the machine and on who else
works on it, and the load is told with them.
"""

import argparse
import gzip
import os
import pickle
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from lxml import html

from archive import accession, indexing
from archive.ask import topics
from archive.cite.claims import find_claims
from archive.cite.mentions import find_mentions
from archive.config import load
from archive.opening import Archive, opened
from archive.store.cards import now
from archive.text.segment import segment_all
from archive.works.catalogue import catalogue
from archive.works.validity import FoundClaim
from ingest import guard, pipeline
from ingest.capture import Captures, digest_of, packed_of
from ingest.describe import describe, own_mention
from ingest.extract.dispatch import extract
from ingest.jobs import MOST_TOGETHER, extractor_of
from ingest.material import Fetched, Page, Request
from ingest.media import HTML
from ingest.normalise import normalise
from ingest.pipeline import House, Prepared, Ready
from ingest.running import Manner, index_up, run_through
from ingest.sources.folder import FolderSource, fetch

ROUNDS = 3
TOGETHER = 500  # as a run stores them
T = TypeVar("T")


@dataclass(slots=True)
class Table:
    """The rows as they are measured: stage, seconds, seconds of its floor."""

    count: int
    rows: list[tuple[str, float, float | None]] = field(default_factory=list)

    def measured(self, name: str, work: Callable[[], T], floor: Callable[[], object] | None = None) -> T:
        """Do the work three times, keep the best time and the last result."""
        seconds, result = timed(work)
        self.rows.append((name, seconds, timed(floor)[0] if floor else None))
        return result

    def once(self, name: str, work: Callable[[], T]) -> T:
        """Do work that cannot be repeated."""
        begun = time.process_time()
        result = work()
        self.rows.append((name, time.process_time() - begun, None))
        return result

    @property
    def whole(self) -> float:
        """The seconds of all rows."""
        return sum(seconds for _, seconds, _ in self.rows)

    def show_markdown(self) -> None:
        """Print the rows as a table of Markdown: milliseconds a document, share, the least the library alone takes."""
        print("| stage | ms a document | share | at least |\n|---|---|---|---|")
        for name, seconds, floor in self.rows:
            least = f"{floor / self.count * 1000:.2f}" if floor is not None else "–"
            print(f"| {name} | {seconds / self.count * 1000:.2f} | {seconds / self.whole:.1%} | {least} |")
        print(f"| all | {self.whole / self.count * 1000:.2f} | 100% | – |")
        print(f"\n{self.count / self.whole:.1f} documents a second of one core; load {os.getloadavg()[0]:.2f}.")

    def show(self) -> None:
        """Print the rows, and what they come to."""
        whole = self.whole
        print(f"{'stage':<34}{'ms/doc':>9}{'share':>8}{'floor':>9}")
        for name, seconds, floor in self.rows:
            least = f"{floor / self.count * 1000:9.2f}" if floor is not None else ""
            print(f"{name:<34}{seconds / self.count * 1000:9.2f}{seconds / whole:8.1%}{least}")
        print(f"{'all':<34}{whole / self.count * 1000:9.2f}   {self.count / whole:.1f} documents a processor second")


def timed(work: Callable[[], T]) -> tuple[float, T]:
    """The best processor time of some rounds, and the result."""
    found: list[tuple[float, T]] = []
    for _ in range(ROUNDS):
        begun = time.process_time()
        result = work()
        found = [*found[-1:], (time.process_time() - begun, result)]
        found = [(min(seconds for seconds, _ in found), result)]
    return found[0]


def main() -> None:
    """Print the table, and the whole run when jobs are given."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folders", nargs="+", type=Path)
    options.add_argument("--limit", type=int, default=500, help="so many files for the table (the run takes all)")
    options.add_argument("--jobs", type=int, help="then take the folders in with so many processes")
    options.add_argument("--markdown", action="store_true", help="print the table as docs/speed.md has it")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        table = measure(list(FolderSource(given.folders).requests())[: given.limit], Path(folder) / "stages")
        (table.show_markdown if given.markdown else table.show)()
        if given.jobs:
            run(given.folders, given.jobs, Path(folder) / "run")


def measure(requests: Sequence[Request], folder: Path) -> Table:
    """The table of the stages over these files."""
    table = Table(len(requests))
    files = table.measured(
        "bytes fetched, sniffed",
        lambda: [fetch(one, max_bytes=1 << 30) for one in requests],
        lambda: [one.path.read_bytes() for one in requests if one.path],
    )
    for one in files[:5]:  # tables read, libraries loaded
        pipeline.ready_of(_prepared(one))
    read = _read(table, files)
    ready = table.measured(
        "draft: columns, sketch, readings",
        lambda: [accession.drafted(one.document, one.mentions, claims) for one, claims in read],
    )
    packed = table.measured(
        "record packed (WARC)",
        lambda: [packed_of(one, time="2026-01-01T00:00:00Z", digest=digest_of(one.payload)) for one in files],
        lambda: [gzip.compress(one.payload, 9) for one in files],
    )
    prepared = [Ready(draft, one) for draft, one in zip(ready, packed, strict=True)]
    table.measured("sent to the writer (pickle)", lambda: [pickle.loads(pickle.dumps(one)) for one in prepared])  # noqa: S301
    with opened(load(None, {"VANKIEN_ARCHIVE_DIR": str(folder)}), create=True) as archive:
        _write(table, archive, files, prepared)
    return table


def _prepared(one: Fetched) -> Prepared:
    with extractor_of(load(None, {})) as extractor:
        return pipeline.prepared(one, extractor)


def _read(table: Table, files: Sequence[Fetched]) -> list[tuple[Prepared, tuple[FoundClaim, ...]]]:
    """The stages up to the store."""
    table.measured("guard: bytes", lambda: [guard.inspect_bytes(one.payload) for one in files])
    pages = [one for one in files if one.media_type == HTML]
    parsed = (lambda: [html.document_fromstring(one.payload) for one in pages]) if pages else None
    extracted = table.measured("extraction", lambda: [extract(one) for one in files], parsed)
    _round_trip(table, files, table.rows[-1][1])
    table.measured("guard: text", lambda: [guard.inspect_extracted(one) for one in extracted])
    texts = table.measured("normalise", lambda: [normalise(one) for one in extracted])
    described = table.measured(
        "describe", lambda: [describe(page, one.request.hints) for page, one in zip(texts, files, strict=True)]
    )
    mentions = table.measured(
        "citations found",
        lambda: [
            find_mentions(page.text, one.setting, own_type=one.document.type)
            for page, one in zip(texts, described, strict=True)
        ],
    )
    words = table.measured(
        "words",
        lambda: [spans for some in _batches(texts) for spans in segment_all([page.text for page in some])],
        lambda: _segmented(texts),
    )
    read = [
        Prepared(
            file,
            replace(one.document, words=spans),
            tuple(each for each in found if not own_mention(one.document, each)),
        )
        for file, one, found, spans in zip(files, described, mentions, words, strict=True)
    ]
    claims = table.measured("claims of validity", lambda: [find_claims(one.document, one.mentions) for one in read])
    return list(zip(read, claims, strict=True))


def _batches(things: Sequence[T]) -> Iterator[Sequence[T]]:
    """As many as a process of a job gets at once."""
    return (things[begin : begin + MOST_TOGETHER] for begin in range(0, len(things), MOST_TOGETHER))


def _segmented(texts: Sequence[Page]) -> object:
    return segment_all([page.text for page in texts])


def _round_trip(table: Table, files: Sequence[Fetched], inside: float) -> None:
    """What the bounded process costs beside the extraction itself: in time of the clock, for it is another process."""
    with extractor_of(load(None, {})) as extractor:
        extractor.extract(files[0])
        begun = time.perf_counter()
        for together in _batches(files):
            extractor.extract_all(together)
        table.rows.append(("bounded process, round trip", max(0.0, time.perf_counter() - begun - inside), None))


def _write(table: Table, archive: Archive, files: Sequence[Fetched], prepared: Sequence[Ready]) -> None:
    """What the one writer does: captures, store, topics, index."""
    began = now()
    accession.load_catalogue(archive.database, catalogue())
    with Captures(archive.settings.warc_dir) as captures, extractor_of(archive.settings) as extractor:
        house = House(archive.settings, archive.database, captures, extractor)
        ripe = [pipeline.Ripe(file, ready) for file, ready in zip(files, prepared, strict=True)]
        table.once("captures, store, links", lambda: _stored(ripe, house))
    table.once("topics", lambda: topics.keep_up(archive.database, began))
    table.once("index", lambda: index_up(archive))


def _stored(ripe: Sequence[pipeline.Ripe], house: House) -> None:
    for begin in range(0, len(ripe), TOGETHER):
        pipeline.stored(ripe[begin : begin + TOGETHER], house)


def run(folders: Sequence[Path], jobs: int, folder: Path) -> None:
    """Print how long a whole run takes, to the last link and to the last entry of the index."""
    with opened(load(None, {"VANKIEN_ARCHIVE_DIR": str(folder)}), create=True) as archive:
        begun = time.perf_counter()
        report, _page = run_through(FolderSource(folders).requests(), archive, Manner(jobs=jobs))
        linked = time.perf_counter() - begun
        indexing.bring_up(archive.database, archive.engine)
        found = time.perf_counter() - begun
    count = len(report.outcomes)
    print(f"{count} files, {jobs} processes: linked {count / linked:.1f} a second, searchable {count / found:.1f}")


if __name__ == "__main__":
    main()
