"""What the desk writes: a change of the archive with its row in the log, and the index brought up to it at once.

The store is written first and the log within the same moment: no change is without its row.
"""

import logging
from collections.abc import Callable, Iterable
from typing import Any

from archive import indexing
from archive.cite.resolve import settle
from archive.desk import audit
from archive.errors import IndexStale
from archive.index.engine import IndexBusy
from archive.store import corrections, waiting
from archive.store.corrections import Corrected
from search_web.desk.doors import account
from search_web.reading import house

log = logging.getLogger(__name__)
_AT_ONCE = 400  # works an index in memory reads again after one act; more is a change of everything, read at a start


def clerk() -> str:
    """The name of the account that is signed in; views ask after `needs` has let it in."""
    found = account()
    assert found is not None  # noqa: S101  # `needs` saw to it
    return found.name


def noted(act: str, what: str = "", detail: str = "") -> None:
    """Add a row to the log of the desk."""
    with house().desk.atomic() as desk:
        audit.record(desk, clerk(), act, what, detail)


def correct(address: str, field: str, value: str, *, note: str = "", act: str = "corrected") -> Corrected:
    """Correct a field of a work, log it, and let it be found by the new value.

    Raises:
        NotHere, QueryError, NumberError, SecrecyError: as `archive.store.corrections.correct`.
    """
    name = clerk()

    def do(connection: Any) -> Corrected:  # noqa: ANN401  # one that the store gave
        return corrections.correct(connection, address, field, value, account=name, note=note, resolve=settle)

    return _done(do, act, field)


def end(address: str, field: str) -> Corrected:
    """Take a correction back, log it, and let the work be found by what its sources say."""
    return _done(lambda connection: corrections.end(connection, address, field, resolve=settle), "uncorrected", field)


def approve_text(address: str) -> None:
    """Keep that a clerk has looked at the letters of a text, and log it."""
    with house().database.atomic() as connection:
        corrections.approve_text(connection, address, account=clerk())
        noted("confirmed", address, "text")


def _done(do: Callable[[Any], Corrected], act: str, field: str) -> Corrected:
    with house().database.atomic() as connection:
        done = do(connection)
        noted(act, done.address, f"{field}: {done.value}" if done.value else field)
    if done.changed:
        bring_up([done.address])
    return done


def bring_up(addresses: Iterable[str]) -> None:
    """Let the index know of changes. A run that writes the index, or one to be built anew, will read them later."""
    place = house()
    try:
        if place.settings.engine == "whoosh":
            indexing.catch_up(place.database, place.engine)
        else:
            _read_again(list(addresses))
    except (IndexBusy, IndexStale) as later:
        log.info("the index is brought up later: %s", type(later).__name__)


def _read_again(addresses: list[str]) -> None:
    """An engine that keeps no account of what it has read is told of the works, and of addresses that lead nowhere."""
    place = house()
    with place.database.reading() as connection, place.engine.batch() as batch:
        pending = waiting.pending(connection)
        for gone in pending.removed[:_AT_ONCE]:
            batch.delete(gone)
        for document in waiting.readable(connection, addresses[:_AT_ONCE]):
            batch.replace(document)
