"""The plain engine: everything in dictionaries, every step as the contract says it, nothing clever.

It is what the other engines are measured against, and serves small archives and tests. What is asked comes as a plan
from `archive.index.plan`; the formula is in `archive.index.scoring`.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from archive.index.analysis import Entry, Posting, entry
from archive.index.engine import FacetCount, Found, Match
from archive.index.facets import in_order
from archive.index.fields import FACETS, STREAM, fingerprint
from archive.index.plan import AS_ASKED, Manner, Phrase, Plan, plan
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
        asked = plan(query, self.frequency, manner)
        scores = {doc_id: self._score(asked, one) for doc_id, one in self._entries.items() if self._fits(asked, one)}
        ranked = sorted(scores, key=lambda doc_id: self._order(query, doc_id, scores[doc_id]))
        first = (query.page - 1) * query.per_page
        page = tuple(Match(doc_id, scores[doc_id]) for doc_id in ranked[first : first + query.per_page])
        return Found(len(scores), page, _facets(self._entries[doc_id] for doc_id in scores), asked)

    def frequency(self, stream: str, term: str) -> int:
        """How many documents hold a term in a stream."""
        return sum(term in one.terms[stream] for one in self._entries.values())

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

    def _fits(self, asked: Plan, one: Entry) -> bool:
        held = one.terms[asked.gate_stream]
        return (
            sum(term in held for term in asked.gate) >= asked.needed
            and all(term in one.terms[stream] for stream, term in asked.required)
            and all(holds(one, phrase) for phrase in asked.phrases)
            and not any(holds(one, phrase) for phrase in asked.without)
            and all(one.columns[name] == value for name, value in asked.columns)
            and (asked.days is None or _within(one, asked.days))
        )

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


def holds(one: Entry, phrase: Phrase) -> bool:
    """Whether an entry has the terms of a phrase in a row; a phrase without terms is nowhere."""
    postings: list[Posting | None] = [one.terms[phrase.stream].get(term) for term in phrase.terms]
    if not postings or None in postings:
        return False
    starts = [{place - shift for place in posting.places} for shift, posting in enumerate(postings) if posting]
    return bool(set.intersection(*starts))


def _within(one: Entry, days: tuple[int, int]) -> bool:
    first, last = int(one.columns["first"]), int(one.columns["last"])
    return first > 0 and last >= days[0] and first <= days[1]


def _facets(entries: Iterable[Entry]) -> dict[str, tuple[FacetCount, ...]]:
    held = list(entries)
    return {
        name: in_order(
            name,
            Counter(str(one.columns[name]) for one in held),
            {
                str(one.columns[name]): one.labels.get(name, "")
                for one in sorted(held, key=lambda one: one.id, reverse=True)
            },
        )
        for name in FACETS
    }
