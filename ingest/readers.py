"""How many processes read, and the server that they are forked from, which a command starts before its own libraries.

Loads nothing of them itself. The processes are in `jobs`, what the server loads in `readiness`.
"""

from dataclasses import replace

from archive import processes
from archive.config import Settings

# So many small files are read by the writer, and no process is started for them: by the time that a process is ready,
# they are read. For five texts of 7 kB a run with two jobs took twice the processor time of a run with one.
FEW = 16
# Every process looks at the command it was begun by; and forks of the same server invert at the end of a run.
_LOADED = ("archive.commands", "ingest.jobs", "ingest.readiness", "archive.index.whoosh.bulk.inverting")


def with_jobs(settings: Settings, asked: int | None) -> Settings:
    """The settings, with as many jobs as are asked for on the command line; so many read, and so many invert."""
    return replace(settings, ingest_jobs=asked) if asked else settings


def make_ready(jobs: int, files: int = FEW + 1) -> None:
    """Start the server, if so many jobs and files want one and there is none; gives at once, for it loads meanwhile."""
    if jobs > 1 and files > FEW:
        processes.make_ready(*_LOADED)
