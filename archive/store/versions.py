"""The texts of a work by their ordinals, the oldest first from 1: which there are, and one of them with its blocks.

For comparing: neither words nor evidence are unpacked. What a whole edition knows is in `documents.editions_of`.
"""

from dataclasses import dataclass

from sqlalchemy import Connection, select

from archive.errors import NotHere
from archive.store import addresses
from archive.store.packing import unpack_blocks
from archive.store.tables import editions
from archive.works.document import Block


@dataclass(frozen=True, slots=True)
class Version:
    """One text of a work: its ordinal, where and when it was first read, whether it is the present one."""

    ordinal: int
    edition: int
    origin: str
    created_at: str
    current: bool


@dataclass(frozen=True, slots=True)
class Written:
    """A version with its text and blocks."""

    version: Version
    text: str
    blocks: tuple[Block, ...]


def versions_of(connection: Connection, asked: str) -> tuple[Version, ...]:
    """Every text of the work at an address, the oldest first; empty for a stub.

    Raises:
        NotHere: there is no work at the address.
    """
    work = addresses.locate(connection, asked).work
    columns = (editions.c.id, editions.c.origin, editions.c.created_at, editions.c.current)
    rows = connection.execute(select(*columns).where(editions.c.work == work).order_by(editions.c.id))
    return tuple(Version(ordinal, *row) for ordinal, row in enumerate(rows, 1))


def written(connection: Connection, asked: str, ordinal: int | None = None) -> Written | None:
    """The text of a work with an ordinal, the present one for None; None for a stub.

    Raises:
        NotHere: there is no work at the address, or it has no text with that ordinal.
    """
    every = versions_of(connection, asked)
    found = next((one for one in every if (one.current if ordinal is None else one.ordinal == ordinal)), None)
    if found is None and ordinal is None:
        return None
    if found is None:
        raise NotHere(
            f"Văn bản này không có bản thứ {ordinal} trong kho.",
            remedy="Hãy chọn một bản trong danh sách ở trang văn bản.",
            address=asked,
        )
    row = connection.execute(select(editions.c.text, editions.c.blocks).where(editions.c.id == found.edition)).one()
    return Written(found, row.text, unpack_blocks(row.blocks))
