"""tantivy through tantivy-py: one segment, the text stored, exact totals counted as ours are."""

import importlib
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.bench.bench_document import FACETS, SHOWN, Answer, BenchDocument, Question

tantivy: Any = importlib.import_module("tantivy")  # in an environment of its own, where types are not checked
_HEAP = 512_000_000
_ADDING_HEAP = 50_000_000
_WORDS = "cut"  # a tokenizer that parts words at blanks
_SNIPPET_LETTERS = 260


def _schema() -> Any:  # noqa: ANN401
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("number", stored=False, fast=True)
    builder.add_text_field("title", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("body", stored=True, tokenizer_name=_WORDS, index_option="position")
    for name in FACETS:
        builder.add_text_field(name, stored=True, fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("date", stored=True, indexed=True, fast=True)
    return builder.build()


def _made(index: Any) -> Any:  # noqa: ANN401
    index.register_tokenizer(_WORDS, tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())
    return index


def _document(number: int, one: BenchDocument) -> Any:  # noqa: ANN401
    values = {"kind": one.kind, "agency": one.agency, "province": one.province}
    return tantivy.Document(id=one.id, number=number, title=one.title, body=one.words, date=one.date, **values)


class TantivyBuilder:
    """An index that is being made by one thread."""

    def __init__(self, folder: Path) -> None:
        """Open a writer."""
        self._index = _made(tantivy.Index(_schema(), path=str(folder)))
        self._writer = self._index.writer(heap_size=_HEAP, num_threads=1)
        self._number = 0

    def add(self, documents: Sequence[BenchDocument]) -> None:
        """Take documents in."""
        for one in documents:
            self._writer.add_document(_document(self._number, one))
            self._number += 1

    def finish(self) -> None:
        """Commit and wait for merges."""
        self._writer.commit()
        self._writer.wait_merging_threads()


class TantivyPeer:
    """The engine, questions as its query objects."""

    _index: Any
    _searcher: Any
    _writer: Any = None

    def version(self) -> str:
        """tantivy's version."""
        return str(tantivy.__version__)

    def builder(self, folder: Path) -> TantivyBuilder:
        """Begin an index."""
        return TantivyBuilder(folder)

    def open(self, folder: Path) -> None:
        """Open it."""
        self._index = _made(tantivy.Index.open(str(folder)))
        self._schema = self._index.schema
        self._searcher = self._index.searcher()
        self._counted = {name: {"terms": {"field": name, "size": 1_000}} for name in FACETS}

    def ask(self, question: Question) -> tuple[Any, ...]:
        """Page and exact count, and what the kind asks for."""
        query = self._query(question)
        if question.kind == "common by date":
            return self._searcher.search(query, SHOWN, count=True, order_by_field="date"), None, None
        found = self._searcher.search(query, SHOWN, count=True)
        if question.kind == "common + 3 facets":
            return found, self._searcher.aggregate(query, self._counted), None
        if question.kind == "10 snippets":
            return found, None, self._snippets(query, found)
        return found, None, None

    def _query(self, question: Question) -> Any:  # noqa: ANN401
        kinds = tantivy.Query
        if question.kind == "phrase":
            return kinds.phrase_query(self._schema, "body", list(question.words))
        if question.kind == "prefix":
            return kinds.regex_query(self._schema, "body", re.escape(question.words[0]) + ".*")
        if question.kind == "fuzzy":
            return kinds.fuzzy_term_query(self._schema, "body", question.words[0], distance=1)
        terms = [kinds.term_query(self._schema, "body", word) for word in question.words]
        if len(terms) == 1:
            return terms[0]
        occurs = tantivy.Occur.Should if question.kind == "OR of 3" else tantivy.Occur.Must
        return kinds.boolean_query([(occurs, term) for term in terms])

    def _snippets(self, query: Any, found: Any) -> list[str]:  # noqa: ANN401
        maker = tantivy.SnippetGenerator.create(self._searcher, query, self._schema, "body")
        maker.set_max_num_chars(_SNIPPET_LETTERS)
        return [maker.snippet_from_doc(self._searcher.doc(address)).to_html() for _, address in found.hits]

    def told(self, given: tuple[Any, ...]) -> Answer:
        """The answer; its documents are numbered by segment, which is one after a build."""
        found, counted, snippets = given
        facets = {}
        if counted is not None:
            facets = {name: {one["key"]: one["doc_count"] for one in counted[name]["buckets"]} for name in FACETS}
        hits = found.hits
        return Answer(found.count, [one.doc for _, one in hits], [score for score, _ in hits], facets, snippets or [])

    def add(self, document: BenchDocument) -> None:
        """Add by a writer that stays open, commit, reload."""
        if self._writer is None:
            self._writer = self._index.writer(heap_size=_ADDING_HEAP, num_threads=1)
        self._writer.add_document(_document(self._searcher.num_docs, document))
        self._writer.commit()
        self._index.reload()
        self._searcher = self._index.searcher()

    def rest(self) -> None:
        """Nothing: the library sees to it itself."""


NOT_ASKED: frozenset[str] = frozenset()
