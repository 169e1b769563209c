"""Which documents of a batch are works of which the store knows nothing, asked of the store once for all of them.

Most of a first run are such: no capture of their origin, no text like theirs, their address free, and of the works of
their number none that they could be (47-CT/TU stands in every province). `identity.identify` would say of each that it
is a new work, with a dozen questions; what it goes by is gathered here for the whole batch.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BindParameter, Connection, bindparam, select

from archive.store.cards import in_chunks
from archive.store.corrected import any_number_corrected, corrected_under
from archive.store.drafts import Draft
from archive.store.identity import Known, fits, known_of, wanted_of
from archive.store.tables import AnySelect, captures, editions, index_removals, redirects, tombstones, works
from archive.works.document import CaptureRef


@dataclass(frozen=True, slots=True)
class Arrival:
    """A drafted document with the capture it was read from."""

    draft: Draft
    capture: CaptureRef


_ASKED: BindParameter[Any] = bindparam("asked", expanding=True)
_ORIGINS = select(captures.c.origin).where(captures.c.origin.in_(_ASKED))
_TEXTS = select(editions.c.digest).where(editions.c.digest.in_(_ASKED))
_USED: tuple[AnySelect, ...] = tuple(
    select(table.c.address).where(table.c.address.in_(_ASKED))
    for table in (works, redirects, tombstones, index_removals)
)
_UNDER = select(works.c.key, works.c.type, works.c.body, works.c.date, works.c.term).where(
    works.c.key.in_(_ASKED), works.c.genre.in_(("directive", "stub"))
)


class Newcomers:
    """What the store holds that documents of a batch could be, kept up while they are taken in one after another."""

    def __init__(self, connection: Connection, arrivals: Sequence[Arrival]) -> None:
        """Ask for all of them."""
        self._names = (
            _held(connection, (_ORIGINS,), (one.capture.origin for one in arrivals)),
            _held(connection, (_TEXTS,), (one.draft.digest for one in arrivals)),
            _held(connection, _USED, (one.draft.address for one in arrivals)),
        )
        keys = dict.fromkeys(one.draft.row["key"] for one in arrivals if one.draft.row["key"])
        self._works: dict[str, list[Known]] = defaultdict(list)
        self._unsure: set[str] = set()
        for chunk in in_chunks(keys):
            self._unsure |= corrected_under(connection, chunk)
            for row in connection.execute(_UNDER, {"asked": list(chunk)}):
                self._works[row.key].append(known_of(row))
        self._corrected = any_number_corrected(connection)

    def is_new(self, one: Arrival) -> bool:
        """Whether a document is surely a new work, at an address that nothing had before.

        Where a clerk corrected the number of any work, a numbered document may be that work: it is not surely new.
        """
        names = zip(self._names, _named(one), strict=True)
        return not any(name in held for held, name in names) and not self._may_be_held(one.draft)

    def made(self, one: Arrival) -> None:
        """Know a document that `is_new` is taken in."""
        self._know(one)
        self._works[one.draft.row["key"]].append(wanted_of(one.draft.document))

    def kept(self, one: Arrival, address: str, keys: Iterable[str]) -> None:
        """Know a document that became a work at an address; of the keys it touched nothing is sure from now on."""
        self._know(one)
        self._names[-1].add(address)
        self._unsure |= {*keys, one.draft.row["key"]}

    def _know(self, one: Arrival) -> None:
        for held, name in zip(self._names, _named(one), strict=True):
            held.add(name)

    def _may_be_held(self, draft: Draft) -> bool:
        """Whether a work of a document's number may be the document."""
        document, key = draft.document, draft.row["key"]
        if document.number is None:
            return False
        if self._corrected:
            return True
        if document.genre != "directive":  # no other is told by its number
            return False
        wanted = wanted_of(document)
        return key in self._unsure or any(fits(known, wanted) for known in self._works.get(key, ()))


def _named(one: Arrival) -> tuple[str, str, str]:
    """By what a document is known: its origin, its text, the address it wants."""
    return one.capture.origin, one.draft.digest, one.draft.address


def _held(connection: Connection, questions: Sequence[AnySelect], asked: Iterable[str]) -> set[str]:
    listed = list(dict.fromkeys(asked))
    return {
        name
        for chunk in in_chunks(listed)
        for question in questions
        for name in connection.execute(question, {"asked": list(chunk)}).scalars()
    }
