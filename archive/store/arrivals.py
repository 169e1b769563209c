"""Documents that nothing in the store speaks of, kept together: a handful of statements for a whole batch of them.

Most of a first run are such: no capture of their origin, no work of their number, no text like theirs, their address
free. For them `documents.keep` and `recording.record` come to plain rows, and here are those rows. Every other document
goes that longer way.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count, groupby
from typing import Any

from sqlalchemy import BindParameter, Connection, Table, bindparam, func, insert, select

from archive.store.cards import in_chunks
from archive.store.citing_words import touch
from archive.store.corrected import any_number_corrected
from archive.store.documents import Stored, keep, work_values
from archive.store.drafts import Draft
from archive.store.editions import capture_values, edition_values
from archive.store.recording import claim_rows, made_readings, mention_rows, record
from archive.store.settlement import Resolve, settle
from archive.store.tables import (
    AnySelect,
    captures,
    claims,
    editions,
    index_removals,
    likeness_bands,
    mentions,
    readings,
    redirects,
    tombstones,
    works,
)
from archive.works.document import CaptureRef


@dataclass(frozen=True, slots=True)
class Arrival:
    """A drafted document with the capture it was read from."""

    draft: Draft
    capture: CaptureRef


_ASKED: BindParameter[Any] = bindparam("asked", expanding=True)
_HELD_ORIGINS = select(captures.c.origin).where(captures.c.origin.in_(_ASKED))
_HELD_TEXTS = select(editions.c.digest).where(editions.c.digest.in_(_ASKED))
_HELD_KEYS = select(works.c.key).where(works.c.key.in_(_ASKED))
_USED: tuple[AnySelect, ...] = tuple(
    select(table.c.address).where(table.c.address.in_(_ASKED))
    for table in (works, redirects, tombstones, index_removals)
)
_TARGETS = select(readings.c.target).distinct().where(readings.c.id.in_(_ASKED), readings.c.target.is_not(None))


def take_in(connection: Connection, arrivals: Sequence[Arrival], resolve: Resolve) -> list[Stored]:
    """Keep drafted documents in their order, with mentions and claims; settle every number they touch at the end."""
    stored: list[Stored] = []
    keys: frozenset[str] = frozenset()
    marked = zip(fresh(connection, arrivals), arrivals, strict=True)
    for is_fresh, group in groupby(marked, key=lambda one: one[0]):
        portion = [arrival for _, arrival in group]
        kept, touched = keep_fresh(connection, portion) if is_fresh else _kept(connection, portion)
        stored += kept
        keys |= touched
    settle(connection, keys, resolve)
    return stored


def _kept(connection: Connection, arrivals: Sequence[Arrival]) -> tuple[list[Stored], frozenset[str]]:
    """Documents that the store knows something of, kept one after another; the keys to settle."""
    stored, keys = [], set[str]()
    for one in arrivals:
        kept = keep(connection, one.draft, one.capture)
        keys |= kept.keys | record(connection, kept, one.draft)
        stored.append(kept)
    return stored, frozenset(keys)


def fresh(connection: Connection, arrivals: Sequence[Arrival]) -> list[bool]:
    """Which of some documents nothing in the store speaks of, nor any that stands before it among them.

    Where a clerk corrected the number of any work, a numbered document may be that work: it is none of these.
    """
    corrected = any_number_corrected(connection)
    held = (
        _held(connection, (_HELD_ORIGINS,), [one.capture.origin for one in arrivals]),
        _held(connection, (_HELD_TEXTS,), [one.draft.digest for one in arrivals]),
        _held(connection, (_HELD_KEYS,), [one.draft.row["key"] for one in arrivals if one.draft.row["key"]]),
        _held(connection, _USED, [one.draft.address for one in arrivals]),
    )
    found = []
    for one in arrivals:
        said = (one.capture.origin, one.draft.digest, one.draft.row["key"], one.draft.address)
        numbered = one.draft.document.number is not None
        found.append(not (numbered and corrected) and not any(map(set.__contains__, held, said)))
        for names, name in zip(held, said, strict=True):
            if name:
                names.add(name)
    return found


def _held(connection: Connection, questions: Sequence[AnySelect], asked: Iterable[str]) -> set[str]:
    listed = list(dict.fromkeys(asked))
    return {
        name
        for chunk in in_chunks(listed)
        for question in questions
        for name in connection.execute(question, {"asked": list(chunk)}).scalars()
    }


def keep_fresh(connection: Connection, arrivals: Sequence[Arrival]) -> tuple[list[Stored], frozenset[str]]:
    """Keep documents of which `fresh` said so, with their mentions and claims; what was done, and the keys to settle.

    Their rows are numbered as the store would number them one after another.
    """
    works_made, texts_made = _next(connection, works), _next(connection, editions)
    rows = [(next(works_made), next(texts_made), one) for one in arrivals]
    # One change since the row was made: its text; as `documents.keep` counts.
    _insert(connection, works, [_work(work, one.draft) for work, _, one in rows])
    _insert(connection, editions, [_edition(work, text, one) for work, text, one in rows])
    figures = [{"band": band, "edition": text} for _, text, one in rows for band in one.draft.bands]
    _insert(connection, likeness_bands, figures)
    _insert(connection, captures, [capture_values(one.capture, text) for _, text, one in rows])
    keys = _record(connection, [(text, one.draft) for _, text, one in rows])
    stored = [_stored(work, text, one.draft) for work, text, one in rows]
    return stored, keys.union(*(one.keys for one in stored))


def _next(connection: Connection, table: Table) -> Iterator[int]:
    highest = connection.execute(select(func.max(table.c.id))).scalar() or 0
    return count(int(highest) + 1)


def _insert(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    if rows:
        connection.execute(insert(table), rows)


def _work(work: int, draft: Draft) -> dict[str, Any]:
    return {"id": work, **work_values(draft, address=draft.address, stale=2)}


def _edition(work: int, text: int, one: Arrival) -> dict[str, Any]:
    return {"id": text, **edition_values(one.draft, work=work, origin=one.capture.origin, current=True)}


def _stored(work: int, text: int, draft: Draft) -> Stored:
    keys = frozenset({draft.row["key"], draft.row["bare_key"]}) - {""}
    return Stored(work, draft.address, "new", text, changed=True, keys=keys)


def _record(connection: Connection, texts: Sequence[tuple[int, Draft]]) -> frozenset[str]:
    """Write the mentions and claims of new texts; the index reads again what they are known to cite."""
    wanted = {digest: values for _, draft in texts for digest, values in (draft.readings or {}).items()}
    ids = made_readings(connection, wanted)
    _insert(connection, mentions, [row for text, draft in texts for row in mention_rows(draft, text, ids)])
    _insert(connection, claims, [row for text, draft in texts for row in claim_rows(draft, text, ids)])
    cited: set[int] = set()
    for chunk in in_chunks(ids.values()):
        cited |= set(connection.execute(_TARGETS, {"asked": list(chunk)}).scalars())
    touch(connection, cited)
    return frozenset(values["key"] for values in wanted.values())
