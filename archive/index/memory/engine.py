"""The plain engine: everything in dictionaries, every step as the contract says it, nothing clever.

It is what the other engines are measured against, and serves small archives and tests. What is asked comes as a plan
from `archive.index.plan`; the formula is in `archive.index.scoring`.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from archive.index import spellings
from archive.index.analysis import Entry, entry
from archive.index.candidates import TOP, Ranker
from archive.index.engine import Found, Match
from archive.index.fields import STREAM, fingerprint
from archive.index.memory.candidates import Best, candidates
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
        # Every question asks for them; None when the entries changed.
        self._spellings: spellings.Spellings | None = None

    def search(self, query: Query, manner: Manner = AS_ASKED) -> Found:
        """The documents a query means, as the contract says."""
        asked = plan(query, self, manner)
        found = [self._match(asked, one) for one in self._entries.values() if fits(asked, one, manner.standing)]
        found.sort(key=lambda match: self._order(query, match))
        if manner.ranker and query.sort == "relevance" and asked.clauses and found:
            anew = self._anew(asked, query, manner, manner.ranker, top=found[:TOP])
            found[:TOP] = sorted(anew, key=lambda match: self._order(query, match))
        first = (query.page - 1) * query.per_page
        page = tuple(found[first : first + query.per_page])
        return Found(len(found), page, facets(self._entries.values(), asked, manner.standing), asked)

    def frequency(self, stream: str, term: str) -> int:
        """How many documents hold a term in a stream."""
        return sum(term in one.terms[stream] for one in self._entries.values())

    def frequencies(self, stream: str, terms: Sequence[str]) -> list[int]:
        """How many documents hold each of some terms of a stream."""
        return [self.frequency(stream, term) for term in terms]

    def spellings(self) -> spellings.Spellings:
        """How the archive spells."""
        if self._spellings is None:
            self._spellings = spellings.count(self._entries.values())
        return self._spellings

    @contextmanager
    def batch(self) -> Iterator[MemoryBatch]:
        """A writer for changes, which are dropped when an error ends the batch."""
        batch = MemoryBatch()
        yield batch
        for doc_id, one in batch.changes:
            self._entries.pop(doc_id, None)
            if one is not None:
                self._entries[doc_id] = one
        self._spellings = None

    def rebuild(self, documents: Iterable[Document]) -> int:
        """Make the index anew from these documents; their number."""
        self._entries, self._spellings = {document.id: entry(document) for document in documents}, None
        return len(self._entries)

    def fingerprint(self) -> str:
        """The recipe of the entries."""
        return fingerprint()

    def count(self) -> int:
        """How many documents the index holds."""
        return len(self._entries)

    def clear(self) -> None:
        """Make the index empty."""
        self._entries, self._spellings = {}, None

    def verify(self) -> None:
        """Nothing to read: it is in memory."""

    def close(self) -> None:
        """Nothing is open."""

    # --- one document ------------------------------------------------------------------------------------------------

    def _match(self, asked: Plan, one: Entry) -> Match:
        """A document with its score by the streams, stream by stream."""
        parts = {clause.stream: 0.0 for clause in asked.clauses}
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
                parts[clause.stream] += clause.share * told * worth
        terms = {name: points * GENRE_WORTH[str(one.columns["genre"])] for name, points in parts.items()}
        return Match(one.id, sum(terms.values()), terms)

    def _anew(self, asked: Plan, query: Query, manner: Manner, ranker: Ranker, *, top: list[Match]) -> list[Match]:
        """The best documents with the scores of the ranker."""
        best = [Best(self._entries[match.id], match.terms) for match in top]
        typed = query.text or " ".join(query.words)
        ranked = ranker(candidates(list(self._entries.values()), asked, manner, typed=typed, top=best))
        return [
            Match(match.id, float(score), {name: float(points[row]) for name, points in ranked.terms.items()})
            for row, (match, score) in enumerate(zip(top, ranked.scores, strict=True))
        ]

    def _average(self, stream: str) -> float:
        lengths = [one.lengths[stream] for one in self._entries.values() if one.lengths[stream]]
        return sum(lengths) / len(lengths) if lengths else 0.0

    def _order(self, query: Query, match: Match) -> tuple[float, float, int, int, str]:
        columns = self._entries[match.id].columns
        first = int(columns["first"])
        by_date = {"date": float(-first), "oldest": float(first or 10**9)}.get(query.sort, 0.0)
        return (by_date, *order_key(match.score, str(columns["genre"]), first, match.id))
