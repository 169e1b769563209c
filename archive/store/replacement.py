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
from archive.store.corrected import corrected_works
from archive.store.corrections import apply
from archive.store.database import BUSY_MILLISECONDS, Database
from archive.store.settlement import Resolve
from archive.store.tables import captures, corrections, editions, redirects, works

Bytes = tuple[str, str]  # origin and digest of a capture


def take_place(old: Database, new: Database, *, resolve: Resolve | None = None) -> int:
    """Put everything that `new` holds in the place of what `old` holds; how many former addresses were carried over.

    What clerks corrected goes with it, settled by `resolve`.

    Raises:
        StoreError: another program holds the old store too long, or the disk is full; the old store is as it was.
    """
    if resolve is not None:
        carry_corrections(old, new, resolve)
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


def carry_corrections(old: Database, new: Database, resolve: Resolve) -> int:
    """Let what clerks said of works, with its history, hold in the new store too; of how many works.

    A work is found again by its bytes, else by an address of it that the new store knows. What is said of works that
    the new store does not hold is left out.
    """
    with old.reading() as connection:
        places = {work: _places_of(connection, work) for work in corrected_works(connection)}
        rows = connection.execute(select(corrections).order_by(corrections.c.id)).all()
    with new.atomic() as connection:
        where = _works_by_bytes(connection)
        found = {work: _found_again(connection, where, *place) for work, place in places.items()}
        values = [row._asdict() | {"work": found[row.work], "id": None} for row in rows if found[row.work] is not None]
        if values:
            connection.execute(
                insert(corrections), [{name: one[name] for name in one if name != "id"} for one in values]
            )
        works_found = sorted({work for work in found.values() if work is not None})
        for work in works_found:
            if connection.execute(select(works.c.id).where(works.c.id == work)).first():  # not made one with another
                apply(connection, work, resolve)
    return len(works_found)


def _places_of(connection: Connection, work: int) -> tuple[list[Bytes], list[str]]:
    """The bytes of a work, the newest first, and every address that leads to it."""
    asked = select(captures.c.origin, captures.c.digest).join(editions, editions.c.id == captures.c.edition)
    held = connection.execute(asked.where(editions.c.work == work).order_by(captures.c.id.desc()))
    present = select(works.c.address).where(works.c.id == work)
    led = connection.execute(union(present, select(redirects.c.address).where(redirects.c.work == work))).scalars()
    return [(row.origin, row.digest) for row in held], sorted(led)


def _found_again(connection: Connection, where: Mapping[Bytes, int], held: list[Bytes], led: list[str]) -> int | None:
    by_bytes = next((where[one] for one in held if one in where), None)
    if by_bytes is not None:
        return by_bytes
    asked = select(works.c.id).where(works.c.address.in_(led), works.c.genre != "stub").order_by(works.c.id)
    return connection.execute(asked).scalars().first()


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
