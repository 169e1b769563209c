"""Outlines of texts kept beside them, so that a page of results need not read every line of ten texts for their parts.

New texts are kept with theirs (`editions`); here those are made that came before, or by another recipe.
"""

from sqlalchemy import Connection, func, or_, select, update

from archive.errors import NotHere
from archive.store import addresses
from archive.store.cards import in_chunks
from archive.store.database import Database
from archive.store.packing import pack_outline, unpack_blocks, unpack_outline
from archive.store.tables import editions
from archive.works.outline import OUTLINE_RECIPE, Outline, outlined


def outline_of(connection: Connection, asked: str) -> Outline | None:
    """The outline of the present text of the work at an address; None for a stub or an address that nobody has."""
    try:
        work = addresses.locate(connection, asked).work
    except NotHere:
        return None
    present = select(editions.c.id, editions.c.text, editions.c.outline).where(editions.c.work == work)
    row = connection.execute(present.where(editions.c.current)).first()
    return kept(connection, row.id, row.text, row.outline) if row else None


def kept(connection: Connection, edition: int, text: str, packed: bytes | None) -> Outline:
    """The outline of an edition as its column has it; worked out where that is empty or of another recipe."""
    found = unpack_outline(packed)
    if found is None:
        blocks = connection.execute(select(editions.c.blocks).where(editions.c.id == edition)).scalar_one()
        found = outlined(text, unpack_blocks(blocks))
    return found


def fill(database: Database) -> int:
    """Keep the outlines of the texts that have none of the present recipe; how many."""
    other = or_(editions.c.outline.is_(None), func.substr(editions.c.outline, 1, 1) != bytes([OUTLINE_RECIPE]))
    with database.reading() as connection:
        lacking = connection.execute(select(editions.c.id).where(other)).scalars().all()
    for chunk in in_chunks(lacking):
        with database.atomic() as connection:
            texts = select(editions.c.id, editions.c.text, editions.c.blocks).where(editions.c.id.in_(chunk))
            for row in connection.execute(texts).all():
                made = pack_outline(outlined(row.text, unpack_blocks(row.blocks)))
                connection.execute(update(editions).where(editions.c.id == row.id).values(outline=made))
    return len(lacking)
