"""Settling a number: which stubs must exist for a key and where each reading of it links, written down.

The decision is a pure function passed in (`archive.cite.resolve.settle`): readings and works are brought to it here,
and its answer is kept. So links depend on the mentions and the works held, never on the order they came in: only works
held and rows of the authority table are put before it; stubs made earlier have no say. Their rows are in `sketches`.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from sqlalchemy import BindParameter, Connection, bindparam, delete, exists, or_, select, update

from archive.store.cards import card_of, in_chunks
from archive.store.catalogue import attach, catalogued
from archive.store.citing_words import touch
from archive.store.many_rows import insert_rows, update_rows
from archive.store.new_stubs import NewStubs
from archive.store.packing import date_of
from archive.store.sketches import Answer, Name, address_of, complete_stubs, place_stubs, uncatalogued
from archive.store.tables import AnyRow, editions, mentions, reading_candidates, readings, works
from archive.store.tombs import is_withdrawn, left_out, withdrawn_under_all
from archive.works.document import Card, Reading
from archive.works.sketch import Sketch


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


# Asked for every portion of numbers that is settled, so put together once.
_KEYS: BindParameter[Any] = bindparam("keys", expanding=True)
_MENTIONED = exists().where(mentions.c.reading == readings.c.id)
_ACTIVE = _MENTIONED.where(editions.c.id == mentions.c.edition, editions.c.current)
_READ = [one for one in readings.c if one is not readings.c.digest]
READINGS = select(*_READ, _MENTIONED.label("mentioned"), _ACTIVE.label("active")).where(readings.c.key.in_(_KEYS))
_MAY_BE_MEANT = or_(works.c.genre == "directive", works.c.grade != "")
_KNOWN = select(works).where(works.c.key.in_(_KEYS), _MAY_BE_MEANT)
_KNOWN_BARE = select(works).where(works.c.bare_key.in_(_KEYS), works.c.bare_key != works.c.key, _MAY_BE_MEANT)
_CANDIDATES = (
    select(reading_candidates)
    .where(reading_candidates.c.reading.in_(bindparam("readings", expanding=True)))
    .order_by(reading_candidates.c.reading, reading_candidates.c.rank)
)


def settle(
    connection: Connection, keys: Iterable[str], resolve: Resolve, *, tied: Collection[str] = frozenset()
) -> None:
    """Bring stubs and links of these keys to what the resolver says of them now.

    `tied` are keys whose works are those that they were when they were last settled: the rows of the authority table
    are tied to them still.
    """
    listed = sorted(set(keys) - {""})  # "" is every work without a number: no reading may mean those
    for chunk in in_chunks(
        key for key in listed if key not in tied
    ):  # first, for a bare “Chỉ thị 05” looks at the table's works of every number
        for key in catalogued(connection, chunk):
            attach(connection, key)
    for chunk in in_chunks(listed):
        _settle_keys(connection, chunk, resolve)


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
    found = connection.execute(READINGS, {"keys": [key]}).all()
    rows = sorted((row for row in found if row.active), key=unarrived)
    return Question(
        rows=tuple(row.id for row in rows),
        targets=tuple(row.target for row in rows),
        readings=tuple(reading_of_row(row) for row in rows),
        works=works_of(connection, [key])[key],
    )


def unarrived(row: AnyRow) -> tuple[str, ...]:
    """An order of readings that does not depend on which came first."""
    return (row.type, row.body, row.date, row.before, row.title, row.term)


def _settle_keys(connection: Connection, keys: Sequence[str], resolve: Resolve) -> None:
    """Settle a portion of keys: asked for together and decided one by one; no key's works or readings touch another's.

    A stub is made when its key's turn comes, so that addresses are given in the order of the keys.
    """
    active, known = _active(connection, keys), works_of(connection, keys)
    withdrawn, stubs = withdrawn_under_all(connection, keys), uncatalogued(connection, keys)
    links, new = Links(), NewStubs(connection)
    for key in keys:
        rows, held = sorted(active.get(key, ()), key=unarrived), known[key]
        if not rows and key not in stubs:  # a work nobody cites: there is nothing to link
            continue
        answer = _without_withdrawn(
            withdrawn.get(key, ()), resolve([reading_of_row(row) for row in rows], tuple(held.values()))
        )
        named: dict[Name, int] = {card.id: work for work, card in held.items()}
        moves = [(row.target, link.target) for row, link in zip(rows, answer.links, strict=True)]
        named |= place_stubs(connection, key, answer.stubs, moves=moves, known=named, old=stubs.get(key, {}), new=new)
        links.add(rows, answer.links, named)
    new.keep()
    links.keep(connection)
    complete_stubs(connection, keys)


@dataclass(frozen=True, slots=True)
class _Settled:
    """A settlement from which something was left out."""

    stubs: tuple[Sketch, ...]
    links: tuple[Answer, ...]


def _without_withdrawn(withdrawn: Sequence[str], answer: Settlement) -> Settlement:
    """The answer without the stubs of works that were withdrawn for good: their number is not named again."""
    if not withdrawn or not answer.stubs:
        return answer
    gone = frozenset(at for at, stub in enumerate(answer.stubs) if is_withdrawn(address_of(stub), withdrawn))
    stubs = tuple(stub for at, stub in enumerate(answer.stubs) if at not in gone)
    return _Settled(stubs, left_out(answer.links, gone))


def _active(connection: Connection, keys: Sequence[str]) -> dict[str, list[AnyRow]]:
    """The readings of each key that a present text has.

    Readings that no mention has any more go; those that only former texts have stay with them, and link nowhere.
    """
    rows = connection.execute(READINGS, {"keys": list(keys)}).all()
    unused = [row.id for row in rows if not row.mentioned]
    for chunk in in_chunks(unused):
        connection.execute(delete(readings).where(readings.c.id.in_(chunk)))
    idle = [row.id for row in rows if row.mentioned and not row.active and row.target is not None]
    for chunk in in_chunks(idle):
        connection.execute(update(readings).where(readings.c.id.in_(chunk)).values(target=None))
    found: dict[str, list[AnyRow]] = {}
    for row in rows:
        if row.active:
            found.setdefault(row.key, []).append(row)
    return found


def works_of(connection: Connection, keys: Sequence[str]) -> dict[str, dict[int, Card]]:
    """The works that a reading of each key may mean: held directives, rows of the table, in an order of their own."""
    found: dict[str, dict[int, Card]] = {key: {} for key in keys}
    for question, column in ((_KNOWN, "key"), (_KNOWN_BARE, "bare_key")):
        for row in connection.execute(question, {"keys": list(keys)}):
            found[getattr(row, column)][row.id] = card_of(row)
    return {
        key: dict(sorted(cards.items(), key=lambda one: (one[1].date.iso if one[1].date else "", one[1].id)))
        for key, cards in found.items()
    }


def reading_of_row(row: AnyRow) -> Reading:
    """What a row of readings says."""
    return Reading(
        key=row.key,
        type=row.type or None,
        body=row.body or None,
        date=date_of(row.date),
        before=date_of(row.before),
        title=row.title or None,
        term=row.term or None,
    )


class Links:
    """Where readings link by the answers for their keys, gathered and then written together."""

    def __init__(self) -> None:
        """Nothing yet."""
        self._wanted: list[tuple[AnyRow, Answer, int | None, list[int]]] = []

    def add(self, rows: Sequence[AnyRow], links: Sequence[Answer], named: Mapping[Name, int]) -> None:
        """The answer for one key: `links` are parallel to the rows, `named` are the works by the answer's names."""
        for row, link in zip(rows, links, strict=True):
            target = named[link.target] if link.target is not None else None
            self._wanted.append((row, link, target, [named[name] for name in link.candidates]))

    def keep(self, connection: Connection) -> None:
        """Write what is no longer as it was."""
        held = _candidates(connection, [row.id for row, *_ in self._wanted])
        moved = [
            {"of": row.id, "target": target, "rule": link.rule, "confidence": link.confidence}
            for row, link, target, _ in self._wanted
            if (row.target, row.rule, row.confidence) != (target, link.rule, link.confidence)
        ]
        update_rows(connection, _MOVE, moved)
        spoken_of = {
            work for row, _, target, _ in self._wanted if row.target != target for work in (row.target, target)
        }
        touch(connection, (work for work in spoken_of if work is not None))
        self._list(connection, held)

    def _list(self, connection: Connection, held: Mapping[int, list[int]]) -> None:
        others = [(row.id, wanted) for row, _, _, wanted in self._wanted if wanted != held.get(row.id, [])]
        for chunk in in_chunks(reading for reading, _ in others):
            connection.execute(delete(reading_candidates).where(reading_candidates.c.reading.in_(chunk)))
        listed = [
            {"reading": reading, "rank": rank, "work": work}
            for reading, wanted in others
            for rank, work in enumerate(wanted)
        ]
        insert_rows(connection, reading_candidates, listed)


_MOVE = (
    update(readings)
    .where(readings.c.id == bindparam("of"))
    .values(target=bindparam("target"), rule=bindparam("rule"), confidence=bindparam("confidence"))
)


def _candidates(connection: Connection, ids: Sequence[int]) -> dict[int, list[int]]:
    listed: dict[int, list[int]] = {}
    for chunk in in_chunks(ids):
        for row in connection.execute(_CANDIDATES, {"readings": list(chunk)}):
            listed.setdefault(row.reading, []).append(row.work)
    return listed
