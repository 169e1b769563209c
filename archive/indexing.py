"""Keeping the index in step with the store: what changed is read again, what went is forgotten, all from the store.

The store is right by definition and every step here may be repeated: after a crash the index catches up, and when its
recipe changed or it is damaged it is built anew beside the old one. What changes while the index reads stays waiting.
"""

from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from dataclasses import dataclass

from archive.errors import IndexStale
from archive.index.engine import Engine
from archive.store import browse, waiting
from archive.store.database import Database
from archive.works.document import Document

# Told how many works were read so far, and how many there are.
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Indexed:
    """How many works the index read and how many addresses it forgot."""

    read: int
    forgotten: int


def bring_up(database: Database, engine: Engine, progress: Progress | None = None) -> None:
    """Bring the index up to the store; one that is missing, damaged or of another recipe is built anew.

    Raises:
        IndexBusy: another process writes it.
    """
    try:
        catch_up(database, engine, progress)
    except IndexStale:
        rebuild(database, engine, progress)


def catch_up(database: Database, engine: Engine, progress: Progress | None = None) -> Indexed:
    """Bring the index up to the store.

    Raises:
        IndexStale: the index is damaged, of another recipe or not there; `rebuild` makes it anew.
        IndexBusy: another process writes it.
    """
    with database.reading() as connection:
        pending = waiting.pending(connection)
        _refuse_partial(database, engine, pending)
        if not (pending.changed or pending.removed):
            return Indexed(0, 0)
    # Looked at again by whoever has the right to write: another program may have written store and index meanwhile, and
    # what was seen before that would take the place of what it wrote.
    with engine.batch() as batch, database.reading() as connection:
        pending = waiting.pending(connection)
        for address in pending.removed:
            batch.delete(address)
        told = _told(waiting.readable(connection, pending.changed, whole=False), len(pending.changed), progress)
        read = set()
        for document in told:
            batch.replace(document)
            read.add(document.id)
        for address in pending.changed:
            if address not in read:  # known from one citation only, with letters nobody knows: in no list any more
                batch.delete(address)
    with database.atomic() as connection:
        waiting.mark_indexed(connection, (*pending.changed, *pending.removed), seen=pending)
    return Indexed(len(pending.changed), len(pending.removed))


def rebuild(database: Database, engine: Engine, progress: Progress | None = None) -> int:
    """Build the index anew from the store, swapped in when it is whole; gives the number of works read.

    Raises:
        IndexBusy: another process writes it; the store is as it was.
    """
    seen: list[waiting.Pending] = []
    with closing(_whole(database, seen, progress)) as documents:
        count = engine.rebuild(documents)
    with database.atomic() as connection:
        for pending in seen:
            waiting.mark_indexed(connection, pending.changed, seen=pending)
    return count


def _whole(
    database: Database, seen: list[waiting.Pending], progress: Progress | None
) -> Generator[Document, None, None]:
    """Every work, from the moment on in which the engine begins to read: it has the right to write then.

    What the store waited for at that moment is put into `seen`.
    """
    with database.atomic() as connection:
        waiting.mark_unindexed(connection)
    with database.reading() as connection:
        pending = waiting.pending(connection)
        seen.append(pending)
        yield from _told(waiting.iterate(connection, whole=False), len(pending.changed), progress)


def _refuse_partial(database: Database, engine: Engine, pending: waiting.Pending) -> None:
    """Refuse to begin an index, where there is none, with less than every work: the others would never be found."""
    try:
        engine.count()
    except IndexStale:
        with database.reading() as connection:
            held = browse.coverage(connection)
        if held.directives + held.articles + held.stubs > len(pending.changed):
            raise


def fill(database: Database, engine: Engine) -> int:
    """Fill an engine that keeps nothing between runs; the store goes on as it was, for it keeps no account of it."""
    with database.reading() as connection:
        return engine.rebuild(waiting.iterate(connection, whole=False))


def _told(documents: Iterator[Document], total: int, progress: Progress | None) -> Iterator[Document]:
    for count, document in enumerate(documents, start=1):
        yield document
        if progress:
            progress(count, total)
