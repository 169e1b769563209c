"""The mentions of a text into the store, each with its sentence and the reading it shares, and what it claims of them.

What a mention says of the work it means stands in the draft (`drafts`); where the reading then links is decided in
`settlement`.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import BindParameter, Connection, bindparam, delete, select

from archive.store.cards import in_chunks
from archive.store.citing_words import cited_by_texts_of, touch
from archive.store.documents import Stored
from archive.store.drafts import Draft
from archive.store.many_rows import insert_rows
from archive.store.tables import claims, editions, mentions, readings

UNSETTLED = "unsettled"  # the rule of a reading that no settlement has seen yet


def record(connection: Connection, stored: Stored, draft: Draft) -> frozenset[str]:
    """Make the mentions and claims of the text just stored those of its draft; give the keys to settle again.

    None for no change. A text that the store keeps from another origin has its mentions already. Mentions and claims of
    former texts are kept with them and count no more. The index reads again what the work cites or cited: the words
    that speak of it may be others now.
    """
    cited = cited_by_texts_of(connection, stored.work)
    touched = _keys_cited(connection, stored.work) if stored.changed else frozenset()
    if stored.changed:
        touch(connection, cited)
    if stored.edition is None:
        return touched
    values = draft.readings or {}
    if _held(connection, stored.edition) == list(draft.mentions):
        _claim(connection, stored.edition, draft, _held_readings(connection, values))
        return touched
    before = _keys_cited(connection, stored.work)
    connection.execute(delete(mentions).where(mentions.c.edition == stored.edition))
    ids = made_readings(connection, values)
    insert_rows(connection, mentions, mention_rows(draft, stored.edition, ids))
    _claim(connection, stored.edition, draft, ids)
    touch(connection, cited | cited_by_texts_of(connection, stored.work))
    return touched | before | {row["key"] for row in values.values()}


def mention_rows(draft: Draft, edition: int, ids: Mapping[str, int]) -> list[dict[str, Any]]:
    """The mentions of a draft as rows; `ids` are the rows of readings by digest."""
    return [{**one, "edition": edition, "reading": ids[one["reading"]]} for one in draft.mentions]


def claim_rows(draft: Draft, edition: int, ids: Mapping[str, int]) -> list[dict[str, Any]]:
    """The claims of a draft as rows, likewise."""
    return [{**one, "edition": edition, "reading": ids.get(one["reading"])} for one in draft.claims]


def _claim(connection: Connection, edition: int, draft: Draft, ids: Mapping[str, int]) -> None:
    """Make the claims of an edition those of its draft."""
    connection.execute(delete(claims).where(claims.c.edition == edition))
    insert_rows(connection, claims, claim_rows(draft, edition, ids))


def _keys_cited(connection: Connection, work: int) -> frozenset[str]:
    question = (
        select(readings.c.key)
        .distinct()
        .join(mentions, mentions.c.reading == readings.c.id)
        .join(editions, editions.c.id == mentions.c.edition)
        .where(editions.c.work == work)
    )
    return frozenset(connection.execute(question).scalars())


def _held(connection: Connection, edition: int) -> list[dict[str, Any]]:
    """The mentions of an edition as they are, each as its columns with the digest of its reading."""
    rows = connection.execute(
        select(mentions, readings.c.digest)
        .join(readings, readings.c.id == mentions.c.reading)
        .where(mentions.c.edition == edition)
        .order_by(mentions.c.id)
    )
    apart = ("id", "edition", "reading", "digest")
    return [
        {name: value for name, value in row._asdict().items() if name not in apart} | {"reading": row.digest}
        for row in rows
    ]


def made_readings(connection: Connection, wanted: Mapping[str, Mapping[str, Any]]) -> dict[str, int]:
    """The rows of readings by digest, made for those that no mention had before."""
    ids = _held_readings(connection, wanted)
    new = [
        {**values, "digest": digest, "rule": UNSETTLED, "confidence": 0.0}
        for digest, values in wanted.items()
        if digest not in ids
    ]
    if new:
        insert_rows(connection, readings, new)
        ids |= _held_readings(connection, [str(row["digest"]) for row in new])
    return ids


def _held_readings(connection: Connection, digests: Iterable[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for chunk in in_chunks(digests):
        rows = connection.execute(_READINGS, {"digests": list(chunk)})
        found |= {row.digest: row.id for row in rows}
    return found


_DIGESTS: BindParameter[Any] = bindparam("digests", expanding=True)
_READINGS = select(readings.c.id, readings.c.digest).where(readings.c.digest.in_(_DIGESTS))
