"""The desk's file: opened as the store is, with a schema of its own.

It is another file than the store: the store can be copied, published and built again from its captures, and no
password goes with it.
"""

from pathlib import Path

from archive.desk.tables import metadata
from archive.store.database import Database, Schema, open_database

# The newest revision under migrations/versions; a test holds it to what is there.
HEAD = "0002"
DESK = Schema(metadata, Path(__file__).parent / "migrations", HEAD)
_OWNER_ONLY = 0o600


def open_desk(path: Path) -> Database:
    """The desk's file, made when there is none; only its owner may read it.

    Raises:
        StoreError: it cannot be opened, or a later version wrote it.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=_OWNER_ONLY, exist_ok=True)
    return open_database(path, create=True, schema=DESK)
