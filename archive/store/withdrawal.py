"""Taking a work out for good: nothing of it stays but a tombstone at its addresses, which tells why and not what.

Where a text turns out to be secret, its number must not be told either: a citation of it makes no stub again. The
tombstone keeps a digest of the number's key for that. The captured bytes are files, which the caller keeps from being
read again; what else has to be done with them stands in docs/secrecy.md.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select, update

from archive.store import addresses
from archive.store.cards import citing_rows, now
from archive.store.citing_words import cited_by_texts_of, touch
from archive.store.database import Database
from archive.store.settlement import Resolve, settle
from archive.store.tables import (
    AnySelect,
    captures,
    editions,
    index_removals,
    mentions,
    readings,
    redirects,
    tombstones,
    works,
)
from archive.store.tombs import key_digest


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """What was taken out: every address that led to it, and the digests of the bytes it was read from."""

    addresses: tuple[str, ...]
    digests: tuple[str, ...]


def withdraw(connection: Connection, address: str, *, reason: str, resolve: Resolve) -> Withdrawn:
    """Take the work at an address, present or former, out of the store with everything read from it.

    What it cited is settled again, for a stub that only it cited is no longer cited by anybody; whoever cited it counts
    as changed, so that the index and those who keep copies read it again.

    Raises:
        NotHere: there is no work at the address.
    """
    found = addresses.locate(connection, address)
    row = connection.execute(select(works).where(works.c.id == found.work)).one()
    former = connection.execute(select(redirects.c.address).where(redirects.c.work == row.id)).scalars().all()
    led = (row.address, *former)
    digests = tuple(sorted(set(connection.execute(_digests(row.id)).scalars())))
    keys = {row.key, row.bare_key} | set(connection.execute(_cited_keys(row.id)).scalars())
    touch(connection, cited_by_texts_of(connection, row.id))
    _citing_changed(connection, row.id)
    connection.execute(delete(redirects).where(redirects.c.work == row.id))
    connection.execute(delete(works).where(works.c.id == row.id))
    sets = json.dumps([row.family or "", row.type or ""], ensure_ascii=False)
    _bury(connection, led, {"sets": sets, "reason": reason, "gone_at": now(), "key_digest": key_digest(row.key)})
    settle(connection, keys, resolve)
    return Withdrawn(led, digests)


def _bury(connection: Connection, led: Sequence[str], values: dict[str, str]) -> None:
    for one in led:
        connection.execute(insert(tombstones).values(address=one, **values))
        if not connection.execute(select(index_removals).where(index_removals.c.address == one)).first():
            connection.execute(insert(index_removals).values(address=one))


def _digests(work: int) -> AnySelect:
    return select(captures.c.digest).join(editions, editions.c.id == captures.c.edition).where(editions.c.work == work)


def _cited_keys(work: int) -> AnySelect:
    return (
        select(readings.c.key)
        .distinct()
        .join(mentions, mentions.c.reading == readings.c.id)
        .join(editions, editions.c.id == mentions.c.edition)
        .where(editions.c.work == work)
    )


def _citing_changed(connection: Connection, work: int) -> None:
    citing = citing_rows(editions.c.work).where(readings.c.target == work)
    connection.execute(update(works).where(works.c.id.in_(citing)).values(changed_at=now(), stale=works.c.stale + 1))


def carry(old: Database, new: Database) -> int:
    """Let a store that is made anew know what was withdrawn from the old one, before anything is read into it."""
    with old.reading() as connection:
        rows: Iterable[object] = connection.execute(select(tombstones)).mappings().all()
    values = [dict(row) for row in rows]  # type: ignore[call-overload]  # mappings of the driver
    with new.atomic() as connection:
        if values:
            connection.execute(insert(tombstones), values)
    return len(values)
