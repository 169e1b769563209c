"""What an engine is: it keeps entries, answers queries with ids, counts facets, and knows the recipe it was made by.

Every engine passes one contract file of tests with the same ids, order and scores. The plain one is
`archive.index.memory`, the one on disk `archive.index.whoosh.engine`, the one for large collections in memory
`archive.index.arrays.engine`; texts and titles are the store's.
"""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Protocol

from archive.errors import ArchiveError
from archive.index.plan import AS_ASKED, Manner, Plan
from archive.index.spellings import Spellings
from archive.query import Query
from archive.works.document import Document


class IndexBusy(ArchiveError):
    """Another program is writing the index; there is one writer at a time."""


@dataclass(frozen=True, slots=True)
class Match:
    """A document found: its id (its address in the store), its score, and the terms that made it, name → points."""

    id: str
    score: float
    terms: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FacetCount:
    """How many documents of the whole result have a value; `value` filters, `label` is shown."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Found:
    """What an engine answers: how many documents match, the matches of the page asked for, counts over all of them.

    `plan` is what the query was taken to ask.
    """

    total: int
    matches: tuple[Match, ...] = ()
    facets: Mapping[str, tuple[FacetCount, ...]] = field(default_factory=dict)
    plan: Plan | None = None


class Batch(Protocol):
    """Changes that become visible together when the batch ends without an error."""

    def add(self, document: Document) -> None:
        """Take in a document that the index does not hold."""

    def replace(self, document: Document) -> None:
        """Take in a document in place of the one with its id, if there is one."""

    def delete(self, doc_id: str) -> None:
        """Leave out the document of an id; nothing happens when there is none."""


class Engine(Protocol):
    """An index of documents. Derived from the store: `rebuild` makes it again from there."""

    def search(self, query: Query, manner: Manner = AS_ASKED) -> Found:
        """The documents a query means. Raises IndexStale when the index cannot answer."""

    def frequency(self, stream: str, term: str) -> int:
        """How many documents hold a term in a stream."""

    def frequencies(self, stream: str, terms: Sequence[str]) -> list[int]:
        """How many documents hold each of some terms of a stream, told at one moment."""

    def spellings(self) -> Spellings:
        """How the archive spells syllables, and how often."""

    def batch(self) -> AbstractContextManager[Batch]:
        """A writer for changes. Raises IndexStale, or IndexBusy when another program writes."""

    def rebuild(self, documents: Iterable[Document]) -> int:
        """Make the index anew from these documents while the old one answers; their number."""

    def fingerprint(self) -> str:
        """The recipe this engine makes an index by."""

    def count(self) -> int:
        """How many documents the index holds."""

    def clear(self) -> None:
        """Make the index empty."""

    def verify(self) -> None:
        """Read the whole index once. Raises IndexStale when it is not what was written."""

    def close(self) -> None:
        """Let go of files; the engine opens them again when it is asked."""
