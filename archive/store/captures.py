"""Captures as the store knows them: which bytes an origin gave last, so that the same bytes need not be read again.

The bytes themselves are WARC records, kept by `ingest.capture`; rows are written with their edition in `editions`.
"""

from sqlalchemy import Connection, select

from archive.store.cards import card_of
from archive.store.citing_words import cited_by_texts_of, touch
from archive.store.documents import Stored, editions_of, put
from archive.store.settlement import Resolve, settle
from archive.store.tables import captures, editions, mentions, readings, works
from archive.works.document import CaptureRef, Card, Document


def held(connection: Connection, origin: str, digest: str) -> Card | None:
    """The work that an origin's newest bytes gave, when those are the bytes of this digest; else None.

    None also for bytes that came back after others: `bring_back` takes those in without reading them again.
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


def given(connection: Connection, origin: str, digest: str) -> Card | None:
    """The work that the bytes of this digest gave when an origin held them, now or before; None when it never did."""
    row = connection.execute(
        select(works)
        .join(editions, editions.c.work == works.c.id)
        .join(captures, captures.c.edition == editions.c.id)
        .where(captures.c.origin == origin, captures.c.digest == digest)
        .order_by(captures.c.id.desc())
        .limit(1)
    ).first()
    return card_of(row) if row else None


def bring_back(connection: Connection, capture: CaptureRef, resolve: Resolve) -> Stored | None:
    """Take in bytes that an origin gave before others and gives again now: as they were read then, in one transaction.

    Text, mentions and claims are in the store and count again when the rule chooses that text; every number the work
    is cited by or cites is settled anew. None when the origin never gave these bytes.
    """
    before = _read_before(connection, capture)
    if before is None:
        return None
    stored = put(connection, before, capture=capture)
    if stored.changed:
        touch(connection, cited_by_texts_of(connection, stored.work))
        settle(connection, stored.keys | _cited(connection, stored.work), resolve)
    return stored


def _read_before(connection: Connection, capture: CaptureRef) -> Document | None:
    """The document that was read from these bytes of this origin last."""
    row = connection.execute(
        select(editions.c.text, editions.c.origin, works.c.address)
        .join(captures, captures.c.edition == editions.c.id)
        .join(works, works.c.id == editions.c.work)
        .where(captures.c.origin == capture.origin, captures.c.digest == capture.digest)
        .order_by(captures.c.id.desc())
        .limit(1)
    ).first()
    if row is None:
        return None
    texts = editions_of(connection, row.address)
    return next(one.document for one in texts if (one.origin, one.document.text) == (row.origin, row.text))


def _cited(connection: Connection, work: int) -> frozenset[str]:
    """The keys that any text of a work cites."""
    asked = (
        select(readings.c.key)
        .distinct()
        .join(mentions, mentions.c.reading == readings.c.id)
        .join(editions, editions.c.id == mentions.c.edition)
        .where(editions.c.work == work)
    )
    return frozenset(connection.execute(asked).scalars())
