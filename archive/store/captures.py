"""Captures as the store knows them: which bytes an origin gave last, so that the same bytes need not be read again.

The bytes themselves are WARC records, kept by `ingest.capture`; rows are written with their edition in `editions`.
"""

from sqlalchemy import Connection, select

from archive.store.cards import card_of
from archive.store.tables import captures, editions, works
from archive.works.document import Card


def held(connection: Connection, origin: str, digest: str) -> Card | None:
    """The work that an origin's newest bytes gave, when those are the bytes of this digest; else None.

    None also for bytes that came back after others: then the pipeline reads them again and the store decides.
    """
    newest = (
        select(captures.c.digest, captures.c.edition)
        .where(captures.c.origin == origin)
        .order_by(captures.c.id.desc())
        .limit(1)
        .subquery()
    )
    row = connection.execute(
        select(works)
        .join(editions, editions.c.work == works.c.id)
        .join(newest, newest.c.edition == editions.c.id)
        .where(newest.c.digest == digest)
    ).first()
    return card_of(row) if row else None
