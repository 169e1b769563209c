"""A run of `ingest` with all it needs opened and closed: captures, extractor, jobs, record, progress, the wish to stop.

What the commands that bring things in share; which requests there are is theirs. The index is brought up at the end.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from archive import accession, indexing
from archive.ask import topics
from archive.opening import Archive
from archive.store.cards import now
from archive.works.catalogue import catalogue
from ingest.capture import Captures
from ingest.jobs import MOST_TOGETHER, Jobs, extractor_of
from ingest.material import Fetched, Request
from ingest.pipeline import House
from ingest.pipeline import ingest as run
from ingest.quarantine import Quarantine
from ingest.report import Outcome, Report
from ingest.run_record import RunRecord
from ingest.sources.folder import fetch as fetch_file

# Documents stored in one transaction: a number that all cite is settled once for all of them. Of 2,000 texts of 7 kB
# the writer needs 3.5 ms of the processor each with 200 at a time, 2.3 with 500, 1.6 with 1,000, one by one above 11. A
# crash loses at most so many, and the same command goes on. Twice as many are begun before the first of them is stored,
# so that readers go on reading while the writer stores. Measure again with `python -m tools.bench_ingest --jobs 2`.
_TOGETHER = 500


@dataclass(frozen=True, slots=True)
class Manner:
    """How a run goes: processes that read, whether known bytes are read again, the command it is recorded as."""

    jobs: int = 1
    again: bool = False
    command: str = "ingest"
    fetch: Callable[..., Fetched] = fetch_file


def run_through(
    requests: Iterable[Request],
    archive: Archive,
    manner: Manner,
    *,
    told: Callable[[Outcome], None] = lambda _: None,
    stopped: Callable[[], bool] = lambda: False,
) -> tuple[Report, Path]:
    """Take requests in and record the run; gives the report and the page of the record. The index is left behind."""
    settings = archive.settings
    with (
        housed(archive, manner) as house,
        RunRecord(settings.runs_dir, command=manner.command) as record,
    ):

        def hear(outcome: Outcome) -> None:
            record.add(outcome)
            told(outcome)

        report = run(requests, house, hear, stopped)
        return report, record.finish(report)


@contextmanager
def housed(archive: Archive, manner: Manner) -> Iterator[House]:
    """The house of a run: everything opened, the authority table loaded; closed again whatever happens.

    What came in or changed is given its topics at the end of a run that was not broken off.
    """
    settings, began = archive.settings, now()
    accession.load_catalogue(archive.database, catalogue())
    with ExitStack() as opened:
        captures = opened.enter_context(Captures(settings.warc_dir))
        extractor = opened.enter_context(extractor_of(settings))
        jobs = opened.enter_context(Jobs(settings, manner.jobs if manner.jobs > 1 else 0, own=extractor))
        yield House(
            settings,
            archive.database,
            captures,
            extractor,
            fetch=manner.fetch,
            reader=jobs.begin,
            ahead=2 * _TOGETHER if manner.jobs > 1 else MOST_TOGETHER,
            together=_TOGETHER,
            again=manner.again,
            quarantine=Quarantine(settings.quarantine_path),
            give_up=jobs.give_up,
        )
    topics.keep_up(archive.database, began)


def index_up(archive: Archive, told: Callable[[int, int], None] = lambda _done, _total: None) -> None:
    """Bring the index up to what the run stored."""
    indexing.bring_up(archive.database, archive.engine, told)
