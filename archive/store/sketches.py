"""Stub rows: works that are cited and not held, kept to what the resolver sketched, their addresses never lost.

A sketch keeps the row it had, takes over the row whose readings moved to it (a sharper record of the same work), or
gets a new one; a stub without a sketch goes, and its address leads to where its readings went. The sketches themselves
are decided in `archive.cite.resolve`; what people see of a stub is put together in `stubs`.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Protocol, TypeAlias

from sqlalchemy import BindParameter, Connection, bindparam, case, func, literal_column, select, update

from archive.errors import NumberError
from archive.store import addresses
from archive.store.cards import citing_rows, date_columns, in_chunks, issuer_columns, number_columns
from archive.store.identity import known_of, the_one
from archive.store.many_rows import update_rows
from archive.store.new_stubs import NewStubs
from archive.store.tables import AnyRow, editions, mentions, readings, works
from archive.works.address import address
from archive.works.bodies import body, display_name, family_name
from archive.works.dates import PartialDate
from archive.works.document import Card, Issuer
from archive.works.number import Number, parse
from archive.works.sketch import Sketch

# How an answer names a work: its address, or its place in the list of sketches.
Name: TypeAlias = str | int


class Answer(Protocol):
    """What one reading resolves to."""

    @property
    def target(self) -> Name | None:
        """The one work meant."""

    @property
    def candidates(self) -> Sequence[Name]:
        """The works that may be meant, in the order to show them."""

    @property
    def rule(self) -> str:
        """The name of the rule."""

    @property
    def confidence(self) -> float:
        """From 0 to 1."""


# Asked for every number that is settled, so put together once.
_KEYS: BindParameter[Any] = bindparam("keys", expanding=True)
_OF_KEYS = select(works).where(works.c.key.in_(_KEYS), works.c.genre == "stub").order_by(works.c.id)
_CITING = works.alias("citing")
_SAID = (
    citing_rows(
        readings.c.target,
        mentions.c.title,
        mentions.c.issuer_name,
        func.count(),
        func.sum(case((_CITING.c.demonstration, 0), else_=1)),
    )
    .join(_CITING, _CITING.c.id == editions.c.work)
    .where(readings.c.target.in_(bindparam("stubs", expanding=True)))
    .group_by(readings.c.target, mentions.c.title, mentions.c.issuer_name)
)
_COMPLETE = (
    update(works)
    .where(works.c.id == bindparam("of"))
    .values(
        stale=works.c.stale + literal_column("1"),
        title=bindparam("title"),
        issuer_name=bindparam("issuer_name"),
        demonstration=bindparam("demonstration"),
    )
)


def place_stubs(
    connection: Connection,
    key: str,
    sketches: Sequence[Sketch],
    *,
    moves: Sequence[tuple[int | None, Name | None]],
    known: Mapping[Name, int],
    old: Mapping[int, AnyRow],
    new: NewStubs,
) -> dict[Name, int]:
    """Give every sketch of a key its row, and let stubs without a sketch go; the rows by place in the list.

    `moves` tells for each reading its former target (a row) and its new one; `known` the rows of held works by address,
    `old` the stubs of the key by row, as `uncatalogued` gives them. What is made waits in `new` until it is kept.
    """
    if not old and not sketches:
        return {}
    placed = _unmoved(sketches, old)
    left = {work: row for work, row in old.items() if work not in placed.values()}
    heirs = {work: _heir(work, moves) for work in left}
    for work, heir in heirs.items():
        if isinstance(heir, int) and heir not in placed:
            placed[heir] = work
    leaving = left.keys() - placed.values()
    if leaving:
        new.keep()
    gone = {work: addresses.vacate(connection, work) for work in left if work in leaving}
    named: dict[Name, int] = {
        place: _row(connection, sketch, old.get(placed.get(place, 0)), new) for place, sketch in enumerate(sketches)
    }
    if gone:
        new.keep()  # addresses may lead to it
    everything: dict[Name, int] = dict(known) | named
    for work, former in gone.items():
        heir = heirs[work]
        successor = everything.get(heir) if heir is not None else _same_number(connection, key, left[work])
        addresses.forward(connection, former, successor)
    return named


def uncatalogued(connection: Connection, keys: Sequence[str]) -> dict[str, dict[int, AnyRow]]:
    """The stubs of keys that no row of the authority table speaks of, by key and row."""
    found: dict[str, dict[int, AnyRow]] = {}
    for row in connection.execute(_OF_KEYS, {"keys": list(keys)}):
        if not row.grade:
            found.setdefault(row.key, {})[row.id] = row
    return found


def complete_stubs(connection: Connection, keys: Sequence[str]) -> None:
    """Give the cited stubs of keys what only their mentions know: title, name of a body no table has, demonstration.

    A stub that nothing but demonstration texts cite is itself marked so. The index has to read all stubs of the key
    again, for they are found by the titles they are quoted with.
    """
    rows = connection.execute(_OF_KEYS, {"keys": list(keys)}).all()
    said = _said(connection, [row.id for row in rows if not row.grade])
    completed = [_completed(row, said.get(row.id)) for row in rows]
    update_rows(connection, _COMPLETE, completed)


def _completed(row: AnyRow, said: "_Said | None") -> dict[str, Any]:
    values = {"of": row.id, "title": row.title, "issuer_name": row.issuer_name, "demonstration": row.demonstration}
    if said is None:
        return values
    values |= {"title": said.title, "demonstration": not said.real}
    nameless = row.body and display_name(row.body) is None
    return values | ({"issuer_name": said.issuer_name} if nameless and said.issuer_name else {})


def _unmoved(sketches: Sequence[Sketch], old: Mapping[int, AnyRow]) -> dict[int, int]:
    """The sketches that have a row already: a stub is the same while its body, date and term are."""
    rows: dict[tuple[str | None, str | None, str | None], int | None] = {}
    for work, row in old.items():
        rows.setdefault((row.body, row.date, row.term), work)
    found: dict[int, int] = {}
    for place, sketch in enumerate(sketches):
        same = rows.pop((sketch.body, sketch.date.iso if sketch.date else None, sketch.term), None)
        if same is not None:
            found[place] = same
    return found


def _heir(work: int, moves: Sequence[tuple[int | None, Name | None]]) -> Name | None:
    """Where most of a stub's readings went; None when they are gone or lead nowhere."""
    votes = Counter(new for former, new in moves if former == work and new is not None)
    return min(votes, key=lambda name: (-votes[name], str(name))) if votes else None


def _same_number(connection: Connection, key: str, row: AnyRow) -> int | None:
    """The one work of the number that a stub without readings fits."""
    return the_one(connection.execute(select(works).where(works.c.key == key)).all(), known_of(row))


def _row(connection: Connection, sketch: Sketch, old: AnyRow | None, new: NewStubs) -> int:
    columns, wanted = _drawn(sketch.key, sketch.type, sketch.body, sketch.date, sketch.term)
    if old is None:
        return new.make(columns, wanted)
    if any(getattr(old, name) != value for name, value in columns.items()):
        connection.execute(update(works).where(works.c.id == old.id).values(**columns))
    if not addresses.is_form_of(old.address, wanted):
        new.keep()
        addresses.sharpen(connection, old.id, wanted, rank=addresses.CITED)
    return int(old.id)


def address_of(sketch: Sketch) -> str:
    """The address that the stub of a sketch wants."""
    return _drawn(sketch.key, sketch.type, sketch.body, sketch.date, sketch.term)[1]


# A number that all cite has the same stubs every time it is settled. Of 2,000 made texts the last 200 asked for 1,800
# stubs, all but 150 of them again, and to put them together took a seventh of the writer's time.
@lru_cache(16_384)
def _drawn(
    key: str,
    type: str | None,  # noqa: A002  # the archive's own word
    body_id: str | None,
    date: PartialDate | None,
    term: str | None,
) -> tuple[Mapping[str, Any], str]:
    """The columns of a stub, and the address it wants, by what its sketch says."""
    number = _number(key)
    known = body(body_id) if body_id else None
    issuer = _issuer(body_id, date)
    columns = {
        "genre": "stub",
        "type": type,
        "place": known.place if known else None,
        "term": term,
        "system": number.system if number else None,
        **number_columns(number),
        "key": key,
        **issuer_columns(issuer),
        **date_columns(date, number),
    }
    return columns, address(Card("", "stub", key, columns["number"], type, issuer, date, term=term))


def _issuer(body_id: str | None, date: PartialDate | None) -> Issuer | None:
    if body_id is None:
        return None
    name = display_name if body(body_id) else family_name
    return Issuer(name(body_id, date) or body_id, body_id, "words")


def _number(key: str) -> Number | None:
    try:
        return parse(key)
    except NumberError:
        return None


@dataclass(frozen=True, slots=True)
class _Said:
    """What the mentions of a stub say most often; `real` when a text that is no demonstration cites it."""

    title: str | None
    issuer_name: str | None
    real: bool


def _said(connection: Connection, stubs: Sequence[int]) -> dict[int, _Said]:
    """What is said of stubs, by row."""
    titles: dict[int, Counter[str]] = {work: Counter() for work in stubs}
    names: dict[int, Counter[str]] = {work: Counter() for work in stubs}
    reals = dict.fromkeys(stubs, 0)
    for chunk in in_chunks(stubs):
        for work, title, name, count, of_these in connection.execute(_SAID, {"stubs": list(chunk)}):
            titles[work].update({title: count} if title else {})
            names[work].update({name: count} if name else {})
            reals[work] += of_these
    return {work: _Said(_commonest(titles[work]), _commonest(names[work]), reals[work] > 0) for work in stubs}


def _commonest(counts: Counter[str]) -> str | None:
    """The value given most often; of two, the longer, then the first by letters: never the one that came first."""
    return min(counts, key=lambda value: (-counts[value], -len(value), value)) if counts else None
