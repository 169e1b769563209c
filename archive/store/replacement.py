"""One store in the place of another: all of it in one transaction, while others read, with every address still leading.

The new store was made beside the old one from the same kept bytes. An address that only the old one knew leads to the
work that holds the same bytes now. Pages are copied by SQLite itself: a crash leaves the old store as it was.
"""

import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection, insert, select, union

from archive.errors import StoreError
from archive.store.database import BUSY_MILLISECONDS, Database
from archive.store.tables import captures, editions, redirects, works

Bytes = tuple[str, str]  # origin and digest of a capture


def take_place(old: Database, new: Database) -> int:
    """Put everything that `new` holds in the place of what `old` holds; how many former addresses were carried over.

    Raises:
        StoreError: another program holds the old store too long, or the disk is full; the old store is as it was.
    """
    carried = _carry_addresses(old, new)
    try:
        with (
            closing(sqlite3.connect(new.path)) as source,
            closing(sqlite3.connect(old.path)) as target,
        ):
            source.backup(target, progress=_patient(), sleep=0.05)
    except sqlite3.Error as error:
        raise StoreError(
            f"Không thay được kho {old.path.name} bằng kho vừa dựng lại; kho cũ còn nguyên.",
            remedy="Chờ chương trình khác ghi xong, kiểm tra chỗ trống của ổ đĩa rồi chạy lại.",
            cause=str(error),
        ) from error
    return carried


def discard(path: Path) -> None:
    """Remove a store's file with what SQLite keeps beside it; nothing when there is none."""
    for ending in ("", "-wal", "-shm", "-journal"):
        path.with_name(path.name + ending).unlink(missing_ok=True)


def _patient() -> Callable[[int, int, int], None]:
    """Ends the copying when another program holds the old store too long: by itself SQLite would try for ever."""
    until = time.monotonic() + BUSY_MILLISECONDS / 1000

    def look(status: int, _left: int, _total: int) -> None:
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) and time.monotonic() > until:
            raise sqlite3.OperationalError("database is locked")

    return look


def _carry_addresses(old: Database, new: Database) -> int:
    """Let the addresses of the old store lead where their bytes are now; those that the new one knows stay its own."""
    with old.reading() as connection:
        former = list(_addresses(connection))
    with new.atomic() as connection:
        known = set(connection.execute(union(select(works.c.address), select(redirects.c.address))).scalars())
        where = _works_by_bytes(connection)
        rows = [
            {"address": address, "work": where.get(held) if held else None, "key": key}
            for address, key, held in former
            if address not in known
        ]
        rows = [row for row in rows if row["work"] or row["key"]]
        if rows:
            connection.execute(insert(redirects), rows)
    return len(rows)


def _addresses(connection: Connection) -> Iterator[tuple[str, str, Bytes | None]]:
    """Every address, present or former, with the key of its number and the newest bytes of its work."""
    held: Mapping[int, Bytes] = {work: one for one, work in _works_by_bytes(connection).items()}
    for row in connection.execute(select(works.c.address, works.c.key, works.c.id).order_by(works.c.id)):
        yield row.address, row.key, held.get(row.id)
    for row in connection.execute(select(redirects.c.address, redirects.c.key, redirects.c.work)):
        yield row.address, row.key, held.get(row.work)


def _works_by_bytes(connection: Connection) -> dict[Bytes, int]:
    """The work that each capture's bytes gave; of several captures of the same bytes the newest."""
    rows = connection.execute(
        select(captures.c.origin, captures.c.digest, editions.c.work)
        .join(editions, editions.c.id == captures.c.edition)
        .order_by(captures.c.id)
    )
    return {(row.origin, row.digest): row.work for row in rows}
