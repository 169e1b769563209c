"""Sketches of texts written down beside them, with the bands by which near copies are found.

What two texts that meet in a band are to each other is said in `alike`.
"""

from sqlalchemy import Connection, delete, insert, select, update

from archive.store.cards import in_chunks
from archive.store.database import Database
from archive.store.tables import editions, likeness_bands
from archive.text.likeness import bands, packed, sketch


def note(connection: Connection, edition: int, text: str) -> None:
    """Write down the sketch of an edition's text and its bands; texts too short to tell have no bands."""
    made = sketch(text)
    connection.execute(update(editions).where(editions.c.id == edition).values(sketch=packed(made)))
    connection.execute(delete(likeness_bands).where(likeness_bands.c.edition == edition))
    if made.tells:
        rows = [{"band": band, "edition": edition} for band in dict.fromkeys(bands(made))]
        connection.execute(insert(likeness_bands), rows)


def fill(database: Database) -> int:
    """Sketch the texts that were kept before sketches were; how many."""
    with database.reading() as connection:
        lacking = connection.execute(select(editions.c.id).where(editions.c.sketch.is_(None))).scalars().all()
    for chunk in in_chunks(lacking):
        with database.atomic() as connection:
            for row in connection.execute(select(editions.c.id, editions.c.text).where(editions.c.id.in_(chunk))).all():
                note(connection, row.id, row.text)
    return len(lacking)
