"""What an answer needs of the store, as a contract, and the store itself behind it.

The contract keeps `answer` free of connections; a test may stand in with a dictionary.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from archive.ask.standings import standings_on
from archive.store import documents, shown
from archive.text.span import Span
from archive.works.document import Card
from archive.works.outline import Outline
from archive.works.validity import State


class Catalogue(Protocol):
    """Cards by id, by number, by serial; texts to cut passages from."""

    def cards(self, ids: Iterable[str]) -> Mapping[str, Card]:
        """The cards of these ids; ids that nobody has now are left out."""

    def by_key(self, key: str) -> tuple[Card, ...]:
        """The works under a number key, held ones first."""

    def by_serial(self, serial: int, type: str | None) -> tuple[Card, ...]:  # noqa: A002
        """The works with a serial, of a printed type when one is given, held ones first."""

    def text_of(self, doc_id: str) -> str:
        """The text of a work; "" for a stub."""

    def texts(self, ids: Iterable[str]) -> Mapping[str, tuple[str, Outline]]:
        """The texts of these ids with their outlines; stubs and ids that nobody has now are left out."""

    def short_texts(self, ids: Iterable[str]) -> Mapping[str, tuple[str | None, Outline | None]]:
        """The same, with None for a long text, and for its outline too where that is not kept."""

    def stretches(self, asked: Mapping[str, Span]) -> Mapping[str, str]:
        """A stretch of the text of each id."""

    def standings(self, day: date) -> Mapping[str, State]:
        """How each work of whose validity anything is known stands on a day; the others are “unknown”."""


@dataclass(frozen=True, slots=True)
class StoreCatalogue:
    """The store, on one connection that `Database.reading` or `atomic` gave."""

    connection: Any

    def cards(self, ids: Iterable[str]) -> Mapping[str, Card]:
        """The cards of these ids."""
        return shown.cards(self.connection, ids)

    def by_key(self, key: str) -> tuple[Card, ...]:
        """The works under a number key."""
        return documents.find_by_key(self.connection, key)

    def by_serial(self, serial: int, type: str | None) -> tuple[Card, ...]:  # noqa: A002
        """The works with a serial."""
        return documents.find_by_serial(self.connection, serial, type)

    def text_of(self, doc_id: str) -> str:
        """The text of a work."""
        return documents.text_of(self.connection, doc_id)

    def texts(self, ids: Iterable[str]) -> Mapping[str, tuple[str, Outline]]:
        """The texts of these ids with their outlines."""
        return shown.texts(self.connection, ids)

    def short_texts(self, ids: Iterable[str]) -> Mapping[str, tuple[str | None, Outline | None]]:
        """The texts of these ids with their outlines, long ones left out."""
        return shown.short_texts(self.connection, ids)

    def stretches(self, asked: Mapping[str, Span]) -> Mapping[str, str]:
        """A stretch of the text of each id."""
        return shown.stretches(self.connection, asked)

    def standings(self, day: date) -> Mapping[str, State]:
        """How each work of whose validity anything is known stands on a day."""
        return standings_on(self.connection, day)
