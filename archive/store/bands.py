"""Sketches of texts written down beside them, with the bands by which near copies are found.

What two texts that meet in a band are to each other is said in `alike`.
"""

from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, delete, func, or_, select, update

from archive.store.cards import in_chunks
from archive.store.database import Database
from archive.store.many_rows import insert_rows
from archive.store.tables import editions, likeness_bands
from archive.text.likeness import SKETCH_RECIPE, SKETCH_SIZE, bands, packed, sketch


def note(connection: Connection, edition: int, figures: Sequence[int]) -> None:
    """Write down the bands of an edition's text in place of those it had; a text too short to tell has none."""
    connection.execute(_FORGET, {"of": edition})
    insert_rows(connection, likeness_bands, [{"band": band, "edition": edition} for band in figures])


def fill(database: Database) -> int:
    """Sketch the texts that were kept before sketches were, or have one of another recipe; how many."""
    column = editions.c.sketch
    other = or_(func.length(column) != SKETCH_SIZE, func.substr(column, 1, 1) != bytes([SKETCH_RECIPE]))
    with database.reading() as connection:
        lacking = connection.execute(select(editions.c.id).where(column.is_(None) | other)).scalars().all()
    for chunk in in_chunks(lacking):
        with database.atomic() as connection:
            for row in connection.execute(select(editions.c.id, editions.c.text).where(editions.c.id.in_(chunk))).all():
                made = sketch(row.text)
                connection.execute(update(editions).where(editions.c.id == row.id).values(sketch=packed(made)))
                note(connection, row.id, tuple(dict.fromkeys(bands(made))) if made.tells else ())
    return len(lacking)


_FORGET = delete(likeness_bands).where(likeness_bands.c.edition == bindparam("of"))
