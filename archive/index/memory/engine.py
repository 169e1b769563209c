"""The plain engine: everything in dictionaries, every step as the contract says it, nothing clever.

It is what the other engines are measured against, and serves small archives and tests. What is asked comes as a plan
from `archive.index.plan`; the formula is in `archive.index.scoring`.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from archive.index import spellings
from archive.index.analysis import Entry, entry
from archive.index.engine import Found, Match
from archive.index.fields import STREAM, fingerprint
from archive.index.memory.fitting import facets, fits
from archive.index.plan import AS_ASKED, Manner, Plan, plan
from archive.index.scoring import GENRE_WORTH, gain, order_key, rarity
from archive.query import Query
from archive.works.document import Document


class MemoryBatch:
    """Changes kept aside until the batch ends."""

    def __init__(self) -> None:
        """An empty batch."""
        self.changes: list[tuple[str, Entry | None]] = []

    def add(self, document: Document) -> None:
        """Take in a document."""
        self.replace(document)

    def replace(self, document: Document) -> None:
        """Take in a document in place of the one with its id."""
        self.changes.append((document.id, entry(document)))

    def delete(self, doc_id: str) -> None:
        """Leave out the document of an id."""
        self.changes.append((doc_id, None))


class MemoryEngine:
    """An index in memory; it is gone when the program ends."""

    def __init__(self) -> None:
        """An empty index."""
        self._entries: dict[str, Entry] = {}

    def search(self, query: Query, manner: Manner = AS_ASKED) -> Found:
        """The documents a query means, as the contract says."""
        asked = plan(query, self, manner)
        scores = {doc_id: self._score(asked, one) for doc_id, one in self._entries.items() if fits(asked, one)}
        ranked = sorted(scores, key=lambda doc_id: self._order(query, doc_id, scores[doc_id]))
        first = (query.page - 1) * query.per_page
        page = tuple(Match(doc_id, scores[doc_id]) for doc_id in ranked[first : first + query.per_page])
        return Found(len(scores), page, facets(self._entries[doc_id] for doc_id in scores), asked)

    def frequency(self, stream: str, term: str) -> int:
        """How many documents hold a term in a stream."""
        return sum(term in one.terms[stream] for one in self._entries.values())

    def spellings(self) -> spellings.Spellings:
        """How the archive spells."""
        return spellings.count(self._entries.values())

    @contextmanager
    def batch(self) -> Iterator[MemoryBatch]:
        """A writer for changes, which are dropped when an error ends the batch."""
        batch = MemoryBatch()
        yield batch
        for doc_id, one in batch.changes:
            self._entries.pop(doc_id, None)
            if one is not None:
                self._entries[doc_id] = one

    def rebuild(self, documents: Iterable[Document]) -> int:
        """Make the index anew from these documents; their number."""
        self._entries = {document.id: entry(document) for document in documents}
        return len(self._entries)

    def fingerprint(self) -> str:
        """The recipe of the entries."""
        return fingerprint()

    def count(self) -> int:
        """How many documents the index holds."""
        return len(self._entries)

    def clear(self) -> None:
        """Make the index empty."""
        self._entries = {}

    def close(self) -> None:
        """Nothing is open."""

    # --- one document ------------------------------------------------------------------------------------------------

    def _score(self, asked: Plan, one: Entry) -> float:
        total = 0.0
        for clause in asked.clauses:
            posting = one.terms[clause.stream].get(clause.term)
            if posting is not None:
                worth = gain(
                    STREAM[clause.stream],
                    float(posting.weight),
                    float(one.lengths[clause.stream]),
                    self._average(clause.stream),
                )
                told = rarity(len(self._entries), self.frequency(clause.stream, clause.term))
                total += clause.share * told * worth
        return total * GENRE_WORTH[str(one.columns["genre"])]

    def _average(self, stream: str) -> float:
        lengths = [one.lengths[stream] for one in self._entries.values() if one.lengths[stream]]
        return sum(lengths) / len(lengths) if lengths else 0.0

    def _order(self, query: Query, doc_id: str, score: float) -> tuple[float, float, int, int, str]:
        columns = self._entries[doc_id].columns
        first = int(columns["first"])
        by_date = {"date": float(-first), "oldest": float(first or 10**9)}.get(query.sort, 0.0)
        return (by_date, *order_key(score, str(columns["genre"]), first, doc_id))
