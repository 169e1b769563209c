"""Keeping the index in step with the store: what changed is read again, what went is forgotten, all from the store.

The store is right by definition and every step here may be repeated: after a crash the index catches up, and when its
recipe changed or it is damaged it is built anew beside the old one. What changes while the index reads stays waiting.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from archive.index.engine import Engine
from archive.store import waiting
from archive.store.database import Database
from archive.works.document import Document

# Told how many works were read so far, and how many there are.
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Indexed:
    """How many works the index read and how many addresses it forgot."""

    read: int
    forgotten: int


def catch_up(database: Database, engine: Engine, progress: Progress | None = None) -> Indexed:
    """Bring the index up to the store.

    Raises:
        IndexStale: the index is damaged or of another recipe; `rebuild` makes it anew.
        IndexBusy: another process writes it.
    """
    with database.reading() as connection:
        pending = waiting.pending(connection)
        if not (pending.changed or pending.removed):
            return Indexed(0, 0)
        with engine.batch() as batch:
            for address in pending.removed:
                batch.delete(address)
            told = _told(waiting.readable(connection, pending.changed), len(pending.changed), progress)
            for document in told:
                batch.replace(document)
    with database.atomic() as connection:
        waiting.mark_indexed(connection, (*pending.changed, *pending.removed), seen=pending)
    return Indexed(len(pending.changed), len(pending.removed))


def rebuild(database: Database, engine: Engine, progress: Progress | None = None) -> int:
    """Build the index anew from the store, swapped in when it is whole; gives the number of works read."""
    with database.atomic() as connection:
        waiting.mark_unindexed(connection)
    with database.reading() as connection:
        pending = waiting.pending(connection)
        count = engine.rebuild(_told(waiting.iterate(connection), len(pending.changed), progress))
    with database.atomic() as connection:
        waiting.mark_indexed(connection, pending.changed, seen=pending)
    return count


def fill(database: Database, engine: Engine) -> int:
    """Fill an engine that keeps nothing between runs; the store goes on as it was, for it keeps no account of it."""
    with database.reading() as connection:
        return engine.rebuild(waiting.iterate(connection))


def _told(documents: Iterator[Document], total: int, progress: Progress | None) -> Iterator[Document]:
    for count, document in enumerate(documents, start=1):
        yield document
        if progress:
            progress(count, total)
