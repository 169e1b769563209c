"""Numbers to which only further readings came: these are linked, and what was settled before is not looked at.

Whether anything of it may change by them is told by a pure function passed in (`archive.cite.further`). Where it may,
or where somebody had a hand in what stands under the number, the number is given back to be settled (`settlement`).
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BindParameter, Connection, bindparam, select

from archive.store.cards import in_chunks
from archive.store.corrected import corrected_under
from archive.store.packing import date_of
from archive.store.settlement import Links, reading_of_row, unarrived, works_of
from archive.store.sketches import Answer, Name, complete_stubs, uncatalogued
from archive.store.tables import AnyRow, readings
from archive.store.tombs import withdrawn_under_all
from archive.works.dates import PartialDate
from archive.works.document import Card, Reading
from archive.works.sketch import Sketch

# Further readings of one key, the works it may mean and its stubs → links, None where the key has to be settled whole.
Further = Callable[[Sequence[Reading], Sequence[Card], Sequence[Sketch]], Sequence[Answer] | None]

_ASKED: BindParameter[Any] = bindparam("asked", expanding=True)
# New ones link nowhere yet; nor do those that only former texts had until now.
_UNLINKED = select(readings).where(readings.c.id.in_(_ASKED), readings.c.target.is_(None))


@dataclass(frozen=True, slots=True)
class _Stub:
    """A stub as the sketch it was made from."""

    key: str
    type: str | None
    body: str | None
    date: PartialDate | None
    term: str | None


def link_further(
    connection: Connection, cited: Mapping[int, str], settled: Collection[str], further: Further
) -> frozenset[str]:
    """Link the readings that new works cite; the keys that have to be settled whole.

    `cited` are rows of readings with their keys, of which nothing else changed; keys `settled` whole anyway are left.
    """
    found: dict[str, list[AnyRow]] = {}
    for chunk in in_chunks(one for one, key in cited.items() if key not in settled):
        for row in connection.execute(_UNLINKED, {"asked": list(chunk)}):
            found.setdefault(row.key, []).append(row)
    left: set[str] = set()
    for keys in in_chunks(sorted({*cited.values()}.difference(settled, [""]))):
        left |= _link(connection, {key: found.get(key, []) for key in keys}, further)
    return frozenset(left)


def _link(connection: Connection, found: Mapping[str, list[AnyRow]], further: Further) -> set[str]:
    """Link a portion of readings by key; the keys of which nothing was written.

    A number that no new reading came to may have a stub that its texts now quote with another title.
    """
    keys = list(found)
    works, stubs = works_of(connection, keys), uncatalogued(connection, keys)
    left = {*withdrawn_under_all(connection, keys), *corrected_under(connection, keys)}
    links = Links()
    for key in keys:
        rows, held = sorted(found[key], key=unarrived), stubs.get(key, {})
        said = [reading_of_row(row) for row in rows]
        answers = None if key in left else further(said, tuple(works[key].values()), [*map(_stub, held.values())])
        if answers is None:
            left.add(key)
            continue
        named: dict[Name, int] = {card.id: work for work, card in works[key].items()}
        links.add(rows, answers, named | dict(enumerate(held)))
    links.keep(connection)
    complete_stubs(connection, [key for key in keys if key not in left])
    return left


def _stub(row: AnyRow) -> _Stub:
    return _Stub(row.key, row.type, row.body, date_of(row.date), row.term)
