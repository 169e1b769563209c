"""Opening an archive for a command: the store and the engine of one folder, closed again whatever happens.

The store must be there; the index need not be, and says so only when it is asked. An index in memory is filled here.
"""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from archive import indexing
from archive.config import Settings
from archive.index import open_engine
from archive.index.engine import Engine
from archive.store.database import Database, open_database


@dataclass(frozen=True, slots=True)
class Archive:
    """An open archive: its settings, store and engine."""

    settings: Settings
    database: Database
    engine: Engine


def placed(settings: Settings, folder: Path | None) -> Settings:
    """The settings, with another archive folder where one is given on the command line."""
    return replace(settings, archive_dir=folder) if folder else settings


@contextmanager
def opened(settings: Settings, *, create: bool = False) -> Iterator[Archive]:
    """The archive of the settings' folder.

    Raises:
        StoreError: there is no store (and `create` is False), or it cannot be opened.
    """
    with (
        open_database(settings.database_path, create=create) as database,
        closing(engine_over(settings, database)) as engine,
    ):
        yield Archive(settings, database, engine)


def engine_over(settings: Settings, database: Database) -> Engine:
    """The engine that the settings name, over an open store; the one in memory is filled from it now."""
    engine = open_engine(settings)
    if settings.engine != "whoosh":
        indexing.fill(database, engine)
    return engine
