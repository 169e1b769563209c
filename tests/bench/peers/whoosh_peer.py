"""Whoosh as it comes: its own codec, writer and searcher, the words cut beforehand; the oracle of our answers."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import whoosh
from whoosh import fields, index, query, sorting
from whoosh.analysis import SpaceSeparatedTokenizer

from tests.bench.bench_document import FACETS, SHOWN, Answer, BenchDocument, Question

DISTANCE, FIRST_LETTERS = 1, 1  # of fuzzy questions: how many letters differ, how many first ones do not


def schema(words: Any) -> fields.Schema:  # noqa: ANN401  # an analyser of the library
    """What the bench keeps of a document, for the library's own engine and for ours."""
    facets = {name: fields.ID(sortable=True, stored=True) for name in FACETS}
    return fields.Schema(
        id=fields.ID(unique=True, stored=True),
        title=fields.STORED(),
        body=fields.TEXT(analyzer=words),
        text=fields.STORED(),
        date=fields.NUMERIC(int, sortable=True),
        **facets,
    )


def values(one: BenchDocument) -> dict[str, Any]:
    """A document as the library takes it."""
    return {
        "id": one.id,
        "title": one.title,
        "body": one.words,
        "text": one.words,
        "date": one.date,
        "kind": one.kind,
        "agency": one.agency,
        "province": one.province,
    }


def asked(question: Question) -> query.Query:
    """A question as a tree of the library, for its own engine and for ours."""
    words = question.words
    if question.kind == "phrase":
        return query.Phrase("body", list(words))
    if question.kind == "prefix":
        return query.Prefix("body", words[0])
    if question.kind == "fuzzy":
        return query.FuzzyTerm("body", words[0], maxdist=DISTANCE, prefixlength=FIRST_LETTERS)
    terms = [query.Term("body", word) for word in words]
    if len(terms) == 1:
        return terms[0]
    return query.Or(terms) if question.kind == "OR of 3" else query.And(terms)


class WhooshBuilder:
    """An index that is being made, with the library's default settings."""

    def __init__(self, folder: Path) -> None:
        """Open a writer."""
        self._writer = index.create_in(str(folder), schema(SpaceSeparatedTokenizer())).writer()

    def add(self, documents: Sequence[BenchDocument]) -> None:
        """Take documents in."""
        for one in documents:
            self._writer.add_document(**values(one))

    def finish(self) -> None:
        """Commit."""
        self._writer.commit()


class Given(NamedTuple):
    """What the library gave: its results, counts of facets, snippets."""

    results: Any
    facets: dict[str, dict[str, int]]
    snippets: list[str]


class WhooshPeer:
    """The engine, one searcher kept open."""

    _index: Any
    _searcher: Any

    def version(self) -> str:
        """Whoosh's version."""
        return f"Whoosh {'.'.join(map(str, whoosh.__version__))}"

    def builder(self, folder: Path) -> WhooshBuilder:
        """Begin an index."""
        return WhooshBuilder(folder)

    def open(self, folder: Path) -> None:
        """Open it."""
        self._index = index.open_dir(str(folder))
        self._searcher = self._index.searcher()

    def ask(self, question: Question) -> Given:
        """A page of ten. The exact total, which costs the library as much again, is left to `told`."""
        tree = asked(question)
        if question.kind == "common + 3 facets":
            grouped = {name: sorting.FieldFacet(name, maptype=sorting.Count) for name in FACETS}
            results = self._searcher.search(tree, limit=SHOWN, groupedby=grouped)
            return Given(results, {name: dict(results.groups(name)) for name in FACETS}, [])
        if question.kind == "common by date":
            return Given(self._searcher.search(tree, limit=SHOWN, sortedby="date", reverse=True), {}, [])
        results = self._searcher.search(tree, limit=SHOWN)
        if question.kind == "10 snippets":
            return Given(results, {}, [hit.highlights("body", text=hit["text"]) for hit in results])
        return Given(results, {}, [])

    def told(self, given: Given) -> Answer:
        """The answer with its exact total; the library gives all documents where it counts facets."""
        best = given.results.top_n[:SHOWN]
        scores = [score for score, _ in best if isinstance(score, float)]
        return Answer(len(given.results), [number for _, number in best], scores, given.facets, given.snippets)

    def add(self, document: BenchDocument) -> None:
        """Commit one document and open the index anew: `refresh` counts documents twice once segments were merged."""
        writer = self._index.writer()
        writer.add_document(**values(document))
        writer.commit()
        self._searcher = self._index.searcher()

    def rest(self) -> None:
        """Nothing: the library sees to it itself."""


NOT_ASKED: frozenset[str] = frozenset()
