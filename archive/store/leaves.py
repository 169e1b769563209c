"""One work as its page shows it: the text and where its letterhead was read, without what only the index needs.

Whole documents come from `documents`; a page of a long text has no use for its fifty thousand word spans.
"""

from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, select

from archive.store.packing import unpack_blocks, unpack_derivation, unpack_evidence, unpack_images
from archive.store.tables import editions, works
from archive.works.document import Block, Derivation, Evidence, PageImage


@dataclass(frozen=True, slots=True)
class Leaf:
    """The present text of a work with its blocks, the evidence of its values, and what its letterhead is made from."""

    text: str
    blocks: tuple[Block, ...]
    evidence: tuple[Evidence, ...]
    system: str | None
    place: str | None
    derivation: Derivation | None
    images: tuple[PageImage, ...]


# Put together once: every page of a text asks it.
_LEAF = (
    select(
        *(works.c.system, works.c.place, editions.c.text, editions.c.blocks),
        *(editions.c.evidence, editions.c.derivation, editions.c.images),
    )
    .join(editions, editions.c.work == works.c.id)
    .where(works.c.address == bindparam("address"), editions.c.current)
)


def leaf(connection: Connection, address: str) -> Leaf | None:
    """The leaf of the work at a present address; None for a stub and for an address that no work has now."""
    row = connection.execute(_LEAF, {"address": address}).one_or_none()
    if row is None:
        return None
    return Leaf(
        row.text,
        unpack_blocks(row.blocks),
        unpack_evidence(row.evidence),
        row.system,
        row.place,
        unpack_derivation(row.derivation),
        unpack_images(row.images),
    )
