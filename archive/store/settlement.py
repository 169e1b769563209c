"""Settling a number: which stubs must exist for a key and where each reading of it links, written down.

The decision is a pure function passed in (`archive.cite.resolve.settle`): readings and works are brought to it here,
and its answer is kept. So links depend on the mentions and the works held, never on the order they came in: only works
held and rows of the authority table are put before it; stubs made earlier have no say. Their rows are in `sketches`.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy import Connection, bindparam, delete, exists, insert, or_, select, update

from archive.store.cards import card_of, in_chunks
from archive.store.catalogue import attach
from archive.store.citing_words import touch
from archive.store.packing import date_of
from archive.store.sketches import Answer, Name, Sketch, address_of, complete_stubs, place_stubs
from archive.store.tables import AnyRow, editions, mentions, reading_candidates, readings, works
from archive.store.tombs import is_withdrawn, left_out, withdrawn_under
from archive.works.document import Card, Reading


class Settlement(Protocol):
    """The resolver's answer for one key; `links` is parallel to the readings asked about."""

    @property
    def stubs(self) -> Sequence[Sketch]:
        """The stubs that must exist."""

    @property
    def links(self) -> Sequence[Answer]:
        """Where each reading leads."""


# The readings of one key and the works it may mean → stubs and links.
Resolve = Callable[[Sequence[Reading], Sequence[Card]], Settlement]


# Asked for every number that is settled, so put together once.
_MENTIONED = exists().where(mentions.c.reading == readings.c.id)
_ACTIVE = _MENTIONED.where(editions.c.id == mentions.c.edition, editions.c.current)
_READINGS = select(readings, _MENTIONED.label("mentioned"), _ACTIVE.label("active")).where(
    readings.c.key == bindparam("key")
)
_KNOWN = select(works).where(
    or_(works.c.key == bindparam("key"), works.c.bare_key == bindparam("key")),
    or_(works.c.genre == "directive", works.c.grade != ""),
)
_CANDIDATES = (
    select(reading_candidates)
    .where(reading_candidates.c.reading.in_(bindparam("readings", expanding=True)))
    .order_by(reading_candidates.c.reading, reading_candidates.c.rank)
)


def settle(connection: Connection, keys: Iterable[str], resolve: Resolve) -> None:
    """Bring stubs and links of these keys to what the resolver says of them now."""
    listed = sorted(set(keys) - {""})  # "" is every work without a number: no reading may mean those
    for key in listed:  # first, for a bare “Chỉ thị 05” looks at the table's works of every number
        attach(connection, key)
    for key in listed:
        _settle_key(connection, key, resolve)


def known_keys(connection: Connection) -> tuple[str, ...]:
    """Every key that a work or a reading has, in order: what `archive.accession.relink` goes through."""
    found: set[str] = set()
    for column in (works.c.key, works.c.bare_key, readings.c.key):
        found |= set(connection.execute(select(column).distinct()).scalars())
    return tuple(sorted(found - {""}))


@dataclass(frozen=True, slots=True)
class Question:
    """What a key puts before the resolver: readings with their rows and present targets, parallel, and works by row."""

    rows: tuple[int, ...]
    targets: tuple[int | None, ...]
    readings: tuple[Reading, ...]
    works: Mapping[int, Card]


def question(connection: Connection, key: str) -> Question:
    """What `settle` would ask of a key now; nothing is written. For measuring what other works would change."""
    found = connection.execute(_READINGS, {"key": key}).all()
    rows = sorted((row for row in found if row.active), key=_unarrived)
    return Question(
        rows=tuple(row.id for row in rows),
        targets=tuple(row.target for row in rows),
        readings=tuple(_reading(row) for row in rows),
        works=_works(connection, key),
    )


def _unarrived(row: AnyRow) -> tuple[str, ...]:
    """An order of readings that does not depend on which came first."""
    return (row.type, row.body, row.date, row.before, row.title, row.term)


def _settle_key(connection: Connection, key: str, resolve: Resolve) -> None:
    rows = sorted(_active(connection, key), key=_unarrived)
    known = _works(connection, key)
    answer = _without_withdrawn(connection, key, resolve([_reading(row) for row in rows], tuple(known.values())))
    named: dict[Name, int] = {card.id: work for work, card in known.items()}
    moves = [(row.target, link.target) for row, link in zip(rows, answer.links, strict=True)]
    named |= place_stubs(connection, key, answer.stubs, moves=moves, known=named)
    _keep_links(connection, rows, answer.links, named)
    complete_stubs(connection, key)


@dataclass(frozen=True, slots=True)
class _Settled:
    """A settlement from which something was left out."""

    stubs: tuple[Sketch, ...]
    links: tuple[Answer, ...]


def _without_withdrawn(connection: Connection, key: str, answer: Settlement) -> Settlement:
    """The answer without the stubs of works that were withdrawn for good: their number is not named again."""
    withdrawn = withdrawn_under(connection, key) if answer.stubs else ()
    if not withdrawn:
        return answer
    gone = frozenset(at for at, stub in enumerate(answer.stubs) if is_withdrawn(address_of(stub), withdrawn))
    stubs = tuple(stub for at, stub in enumerate(answer.stubs) if at not in gone)
    return _Settled(stubs, left_out(answer.links, gone))


def _active(connection: Connection, key: str) -> list[AnyRow]:
    """The readings of a key that a present text has.

    Readings that no mention has any more go; those that only former texts have stay with them, and link nowhere.
    """
    rows = connection.execute(_READINGS, {"key": key}).all()
    unused = [row.id for row in rows if not row.mentioned]
    for chunk in in_chunks(unused):
        connection.execute(delete(readings).where(readings.c.id.in_(chunk)))
    idle = [row.id for row in rows if row.mentioned and not row.active and row.target is not None]
    for chunk in in_chunks(idle):
        connection.execute(update(readings).where(readings.c.id.in_(chunk)).values(target=None))
    return [row for row in rows if row.active]


def _works(connection: Connection, key: str) -> dict[int, Card]:
    """The works that a reading of a key may mean: held directives and rows of the table, in an order of their own."""
    cards = {row.id: card_of(row) for row in connection.execute(_KNOWN, {"key": key})}
    return dict(sorted(cards.items(), key=lambda one: (one[1].date.iso if one[1].date else "", one[1].id)))


def _reading(row: AnyRow) -> Reading:
    return Reading(
        key=row.key,
        type=row.type or None,
        body=row.body or None,
        date=date_of(row.date),
        before=date_of(row.before),
        title=row.title or None,
        term=row.term or None,
    )


def _keep_links(
    connection: Connection, rows: Sequence[AnyRow], links: Sequence[Answer], named: Mapping[Name, int]
) -> None:
    held = _candidates(connection, [row.id for row in rows])
    moved, unlisted, listed = [], [], []
    spoken_of: set[int | None] = set()
    for row, link in zip(rows, links, strict=True):
        target = named[link.target] if link.target is not None else None
        if (row.target, row.rule, row.confidence) != (target, link.rule, link.confidence):
            moved.append({"of": row.id, "target": target, "rule": link.rule, "confidence": link.confidence})
        if row.target != target:
            spoken_of |= {row.target, target}
        wanted = [named[name] for name in link.candidates]
        if wanted != held.get(row.id, []):
            unlisted.append(row.id)
            listed += [{"reading": row.id, "rank": rank, "work": work} for rank, work in enumerate(wanted)]
    if moved:
        connection.execute(update(readings).where(readings.c.id == bindparam("of")), moved)
    touch(connection, (work for work in spoken_of if work is not None))
    for chunk in in_chunks(unlisted):
        connection.execute(delete(reading_candidates).where(reading_candidates.c.reading.in_(chunk)))
    if listed:
        connection.execute(insert(reading_candidates), listed)


def _candidates(connection: Connection, ids: Sequence[int]) -> dict[int, list[int]]:
    listed: dict[int, list[int]] = {}
    for chunk in in_chunks(ids):
        for row in connection.execute(_CANDIDATES, {"readings": list(chunk)}):
            listed.setdefault(row.reading, []).append(row.work)
    return listed
