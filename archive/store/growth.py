"""Numbers to which further readings and further works came: what they link is linked, and all else is left as it is.

Whether anything of that may change by them is told by pure functions passed in (`archive.cite.further`, `newly_held`).
Where it may, or where somebody had a hand in what stands under the number, the number is given back to be settled
(`settlement`).
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BindParameter, Connection, bindparam, select

from archive.store.cards import in_chunks
from archive.store.catalogue import catalogued
from archive.store.corrected import corrected_under
from archive.store.packing import date_of
from archive.store.settlement import READINGS, Links, reading_of_row, unarrived, works_of
from archive.store.sketches import Answer, Name, complete_stubs, uncatalogued
from archive.store.tables import AnyRow, readings
from archive.store.tombs import withdrawn_under_all
from archive.works.dates import PartialDate
from archive.works.document import Card, Reading
from archive.works.sketch import Sketch

# Further readings of one key, the works it may mean and its stubs → links, None where the key has to be settled whole.
Further = Callable[[Sequence[Reading], Sequence[Card], Sequence[Sketch]], Sequence[Answer] | None]
# Former readings of one key, the works it may mean, its stubs, the ids of the works that came → links, None for those
# that stay; None for all where the key has to be settled whole.
NewlyHeld = Callable[
    [Sequence[Reading], Sequence[Card], Sequence[Sketch], Collection[str]], Sequence[Answer | None] | None
]


@dataclass(frozen=True, slots=True)
class Rules:
    """What the rules of links say of numbers that grow."""

    further: Further
    newly_held: NewlyHeld


@dataclass(frozen=True, slots=True)
class Growth:
    """What came under numbers of which nothing else changed: rows of readings with their keys, rows of works by key."""

    cited: Mapping[int, str]
    works: Mapping[str, Collection[int]]

    def without(self, settled: Collection[str]) -> "Growth":
        """The same but for some keys, and for what has no number."""
        left_out = {*settled, ""}
        return Growth(
            {row: key for row, key in self.cited.items() if key not in left_out},
            {key: rows for key, rows in self.works.items() if key not in left_out},
        )

    @property
    def keys(self) -> list[str]:
        """The numbers, in order."""
        return sorted({*self.cited.values(), *self.works})


_ASKED: BindParameter[Any] = bindparam("asked", expanding=True)
# New ones link nowhere yet; nor do those that only former texts had until now.
_UNLINKED = select(readings).where(readings.c.id.in_(_ASKED), readings.c.target.is_(None))
_OF_DAYS = READINGS.where(readings.c.date.in_(bindparam("days", expanding=True)))


@dataclass(frozen=True, slots=True)
class _Stub:
    """A stub as the sketch it was made from."""

    key: str
    type: str | None
    body: str | None
    date: PartialDate | None
    term: str | None


def link_growth(connection: Connection, growth: Growth, rules: Rules) -> frozenset[str]:
    """Link what came, and the former readings that may mean it; the keys that have to be settled whole instead."""
    found: dict[str, list[AnyRow]] = {}
    for chunk in in_chunks(growth.cited):
        for row in connection.execute(_UNLINKED, {"asked": list(chunk)}):
            found.setdefault(row.key, []).append(row)
    left: set[str] = set()
    for keys in in_chunks(growth.keys):
        left |= _Portion(connection, keys, growth, found).link(rules)
    return frozenset(left)


class _Portion:
    """Some numbers with what stands under them, asked for together."""

    def __init__(
        self, connection: Connection, keys: Sequence[str], growth: Growth, found: Mapping[str, Sequence[AnyRow]]
    ) -> None:
        """Ask for all; `found` are the rows of readings that link nowhere yet, by key."""
        self._connection, self._keys, self._found = connection, keys, found
        self._cited = {*growth.cited.values()}
        self._works, self._stubs = works_of(connection, keys), uncatalogued(connection, keys)
        self._came = {
            key: {card.id for work, card in self._works[key].items() if work in growth.works.get(key, ())}
            for key in keys
        }
        self._former = _former(connection, [key for key in keys if self._came[key]], self._days())

    def _days(self) -> set[str] | None:
        """The dates that a reading may have which means a work that came; None where it may have any."""
        dates = [card.date for key in self._keys for card in self._works[key].values() if card.id in self._came[key]]
        if not all(date and date.day for date in dates):
            return None
        return {"", *(part for date in dates if date for part in (date.iso, date.iso[:7], date.iso[:4]))}

    def link(self, rules: Rules) -> set[str]:
        """Write where the readings link; the keys of which nothing was written.

        A number that no new reading came to may have a stub that its texts now quote with another title.
        """
        left = self._held_apart()
        links, complete = Links(), list[str]()
        for key in self._keys:
            answers = None if key in left else self._answers(key, rules)
            if answers is None:
                left.add(key)
                continue
            rows, told = answers
            named: dict[Name, int] = {card.id: work for work, card in self._works[key].items()}
            links.add(rows, told, named | dict(enumerate(self._stubs.get(key, {}))))
            if rows or key in self._cited:
                complete.append(key)
        links.keep(self._connection)
        complete_stubs(self._connection, complete)
        return left

    def _held_apart(self) -> set[str]:
        """The numbers in which somebody had a hand: withdrawn, corrected, or in the authority table."""
        came = [key for key in self._keys if self._came[key]]
        return {
            *withdrawn_under_all(self._connection, self._keys),
            *corrected_under(self._connection, self._keys),
            *catalogued(self._connection, came),
        }

    def _answers(self, key: str, rules: Rules) -> tuple[list[AnyRow], list[Answer]] | None:
        """The rows that are linked now, and where; None where the number has to be settled whole."""
        works, stubs = tuple(self._works[key].values()), [*map(_stub, self._stubs.get(key, {}).values())]
        new = sorted(self._found.get(key, ()), key=unarrived)
        links = rules.further([reading_of_row(row) for row in new], works, stubs)
        if links is None or not self._came[key]:
            return None if links is None else (new, [*links])
        fresh = {row.id for row in new}
        old = [row for row in self._former.get(key, ()) if row.id not in fresh]
        moved = rules.newly_held([reading_of_row(row) for row in old], works, stubs, self._came[key])
        if moved is None:
            return None
        both = [(row, link) for row, link in zip(old, moved, strict=True) if link is not None]
        return [*new, *(row for row, _ in both)], [*links, *(link for _, link in both)]


def _former(connection: Connection, keys: Iterable[str], days: Collection[str] | None) -> dict[str, list[AnyRow]]:
    """The readings of some keys that a present text has, by key; of those dates, or of any."""
    found: dict[str, list[AnyRow]] = {}
    for chunk in in_chunks(keys):
        question = READINGS if days is None else _OF_DAYS
        for row in connection.execute(question, {"keys": list(chunk)} | ({} if days is None else {"days": [*days]})):
            if row.active:
                found.setdefault(row.key, []).append(row)
    return found


def _stub(row: AnyRow) -> _Stub:
    return _Stub(row.key, row.type, row.body, date_of(row.date), row.term)
