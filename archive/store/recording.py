"""The mentions of a text into the store, each with its sentence and the reading it shares, and what it claims of them.

What a mention says of the work it means is read by the function passed in (`archive.cite.resolve.reading_of`); where
the reading then links is decided in `settlement`.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from archive.store.cards import in_chunks
from archive.store.citing_words import cited_by_texts_of, touch
from archive.store.claims import claim_columns
from archive.store.documents import Stored
from archive.store.packing import pack_evidence, pack_provision
from archive.store.tables import claims, editions, mentions, readings
from archive.text.span import Span
from archive.works.dates import PartialDate
from archive.works.document import Mention, Reading
from archive.works.validity import FoundClaim

# How a mention is read: mention, date of the citing text → what it says of the work it means.
Read = Callable[[Mention, PartialDate | None], Reading]
UNSETTLED = "unsettled"  # the rule of a reading that no settlement has seen yet


def record(
    connection: Connection,
    stored: Stored,
    found: Sequence[Mention],
    *,
    sentences: Sequence[Span],
    citing_date: PartialDate | None,
    read: Read,
    claimed: Sequence[FoundClaim] = (),
) -> frozenset[str]:
    """Make the mentions and claims of the text just stored these; give the keys to settle again, none for no change.

    `sentences` is parallel to the mentions. A text that the store keeps from another origin has its mentions already.
    Mentions and claims of former texts are kept with them and count no more. The index reads again what the work cites
    or cited: the words that speak of it may be others now.
    """
    cited = cited_by_texts_of(connection, stored.work)
    touched = _keys_cited(connection, stored.work) if stored.changed else frozenset()
    if stored.changed:
        touch(connection, cited)
    if stored.edition is None:
        return touched
    wanted = [
        (_columns(mention, stored.edition, sentence), read(mention, citing_date))
        for mention, sentence in zip(found, sentences, strict=True)
    ]
    said = [reading for _, reading in wanted]
    if _held(connection, stored.edition) == [(columns, _digest(reading)) for columns, reading in wanted]:
        _claim(connection, stored.edition, claimed, said, _held_readings(connection, {_digest(one) for one in said}))
        return touched
    before = _keys_cited(connection, stored.work)
    connection.execute(delete(mentions).where(mentions.c.edition == stored.edition))
    ids = _readings(connection, dict.fromkeys(reading for _, reading in wanted))
    if wanted:
        connection.execute(insert(mentions), [columns | {"reading": ids[reading]} for columns, reading in wanted])
    _claim(connection, stored.edition, claimed, said, {_digest(reading): row for reading, row in ids.items()})
    touch(connection, cited | cited_by_texts_of(connection, stored.work))
    return touched | before | {reading.key for reading in ids}


def _claim(
    connection: Connection,
    edition: int,
    claimed: Sequence[FoundClaim],
    said: Sequence[Reading],
    rows: Mapping[str, int],
) -> None:
    """Make the claims of an edition these; `said` are the readings of its mentions, `rows` where each is kept."""
    connection.execute(delete(claims).where(claims.c.edition == edition))
    wanted = [
        claim_columns(one, edition, rows[_digest(said[one.mention])] if one.mention is not None else None)
        for one in claimed
    ]
    if wanted:
        connection.execute(insert(claims), wanted)


def _keys_cited(connection: Connection, work: int) -> frozenset[str]:
    question = (
        select(readings.c.key)
        .distinct()
        .join(mentions, mentions.c.reading == readings.c.id)
        .join(editions, editions.c.id == mentions.c.edition)
        .where(editions.c.work == work)
    )
    return frozenset(connection.execute(question).scalars())


def _held(connection: Connection, edition: int) -> list[tuple[dict[str, Any], str]]:
    """The mentions of an edition as they are, each as its columns and the digest of its reading."""
    rows = connection.execute(
        select(mentions, readings.c.digest)
        .join(readings, readings.c.id == mentions.c.reading)
        .where(mentions.c.edition == edition)
        .order_by(mentions.c.id)
    )
    apart = ("id", "reading", "digest")
    return [({name: value for name, value in row._asdict().items() if name not in apart}, row.digest) for row in rows]


def _columns(mention: Mention, edition: int, sentence: Span) -> dict[str, Any]:
    issuer = mention.issuer
    return {
        "edition": edition,
        "start": mention.start,
        "end": mention.end,
        "surface": mention.surface,
        "kind": mention.kind,
        "key": mention.key,
        "number": str(mention.number) if mention.number else None,
        "type": mention.type,
        "issuer_name": issuer.name if issuer else None,
        "issuer_body": issuer.body if issuer else None,
        "issuer_basis": issuer.basis if issuer else None,
        "date": mention.date.iso if mention.date else None,
        "title": mention.title,
        "relation": mention.relation,
        "provision": pack_provision(mention.provision),
        "evidence": pack_evidence(mention.evidence),
        "sentence_start": sentence.start,
        "sentence_end": sentence.end,
        "term": mention.term,
    }


def _readings(connection: Connection, wanted: Iterable[Reading]) -> dict[Reading, int]:
    """The rows of readings, made for those that no mention had before."""
    digests = {_digest(reading): reading for reading in wanted}
    ids = _held_readings(connection, digests)
    new = [
        _reading_values(reading) | {"digest": digest, "rule": UNSETTLED, "confidence": 0.0}
        for digest, reading in digests.items()
        if digest not in ids
    ]
    if new:
        connection.execute(insert(readings), new)
        ids |= _held_readings(connection, [str(row["digest"]) for row in new])
    return {reading: ids[digest] for digest, reading in digests.items()}


def _held_readings(connection: Connection, digests: Iterable[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for chunk in in_chunks(digests):
        rows = connection.execute(select(readings.c.id, readings.c.digest).where(readings.c.digest.in_(chunk)))
        found |= {row.digest: row.id for row in rows}
    return found


def _reading_values(reading: Reading) -> dict[str, Any]:
    return {
        "key": reading.key,
        "type": reading.type or "",
        "body": reading.body or "",
        "date": reading.date.iso if reading.date else "",
        "before": reading.before.iso if reading.before else "",
        "title": reading.title or "",
        "term": reading.term or "",
    }


def _digest(reading: Reading) -> str:
    # A term stands in it only where one is written: readings kept before terms were read keep their digests.
    said = {name: value for name, value in _reading_values(reading).items() if value or name != "term"}
    values = json.dumps(said, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(values.encode()).hexdigest()
