"""Stubs that are made together: each has the number of its row at once, and all rows are written by one statement.

A number that many texts cite has some stubs, a portion of numbers some hundreds, and one by one each took four
statements. Whoever gives up an address, or takes a sharper one, has what waits written first: addresses are given in
the order in which stubs are made.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Connection

from archive.store import addresses
from archive.store.cards import now
from archive.store.many_rows import insert_rows, next_ids
from archive.store.tables import works


class NewStubs:
    """Stubs of works that are known from citations only."""

    def __init__(self, connection: Connection) -> None:
        """None yet."""
        self._connection = connection
        self._ids: Iterator[int] = iter(())
        self._waiting: list[dict[str, Any]] = []

    def make(self, columns: Mapping[str, Any], wanted: str) -> int:
        """The row of one more stub with these columns, at the wanted address or the next free one; written later."""
        if not self._waiting:
            self._ids = next_ids(self._connection, works)
        work = next(self._ids)
        self._waiting.append({"id": work, "address": wanted, **columns})
        return work

    def keep(self) -> None:
        """Write those that wait."""
        held, self._waiting = self._waiting, []
        if not held:
            return
        free, moment = addresses.claim_all(self._connection, [row["address"] for row in held]), now()
        unknown = {"seed": "", "grade": "", "source": "", "title": None, "demonstration": False}
        made = {**unknown, "stale": 1, "created_at": moment, "changed_at": moment}
        rows = [{**row, **made, "address": address} for row, address in zip(held, free, strict=True)]
        insert_rows(self._connection, works, rows)
