"""Xapian by Debian's package `python3-xapian`, where an interpreter that has it is named."""

import importlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.bench.bench_document import FACETS, SHOWN, Answer, BenchDocument, Question

xapian: Any = importlib.import_module("xapian")  # of Debian's own interpreter, where types are not checked
_LONGEST_TERM = 240  # bytes; the library refuses longer ones
_DATE, _FIRST_FACET = 0, 1  # slots of values
_ALL = 1 << 30  # documents looked at for an exact total
_SNIPPET_LETTERS = 260


def _document(one: BenchDocument) -> Any:  # noqa: ANN401
    document = xapian.Document()
    for place, word in enumerate(one.words.split()):
        term = word.encode()
        if len(term) < _LONGEST_TERM:
            document.add_posting(term, place)
    document.add_value(_DATE, str(one.date))
    for slot, value in enumerate((one.kind, one.agency, one.province), _FIRST_FACET):
        document.add_value(slot, value)
    document.set_data(json.dumps({"id": one.id, "title": one.title, "text": one.words}, ensure_ascii=False))
    return document


class XapianBuilder:
    """An index that is being made."""

    def __init__(self, folder: Path) -> None:
        """Open a database for writing."""
        self._database = xapian.WritableDatabase(str(folder), xapian.DB_CREATE_OR_OVERWRITE)

    def add(self, documents: Sequence[BenchDocument]) -> None:
        """Take documents in."""
        for one in documents:
            self._database.add_document(_document(one))

    def finish(self) -> None:
        """Commit."""
        self._database.commit()
        self._database.close()


class XapianPeer:
    """The engine, questions as its query objects, BM25 with the parameters of the others."""

    _database: Any
    _writer: Any = None

    def version(self) -> str:
        """Xapian's version."""
        return f"Xapian {xapian.version_string()}"

    def builder(self, folder: Path) -> XapianBuilder:
        """Begin an index."""
        return XapianBuilder(folder)

    def open(self, folder: Path) -> None:
        """Open it."""
        self._folder = folder
        self._database = xapian.Database(str(folder))

    def ask(self, question: Question) -> tuple[int, list[Any], dict[str, Any], list[str]]:
        """Page and exact count, and what the kind asks for."""
        enquire = xapian.Enquire(self._database)
        enquire.set_query(_query(question))
        enquire.set_weighting_scheme(xapian.BM25Weight(1.2, 0, 1, 0.75, 0.0))
        if question.kind == "common by date":
            enquire.set_sort_by_value(_DATE, True)
        spies = {}
        if question.kind == "common + 3 facets":
            spies = {name: xapian.ValueCountMatchSpy(slot) for slot, name in enumerate(FACETS, _FIRST_FACET)}
            for spy in spies.values():
                enquire.add_matchspy(spy)
        found = enquire.get_mset(0, SHOWN, _ALL)
        snippets = []
        if question.kind == "10 snippets":
            snippets = [_snippet(found, match) for match in found]
        facets = {name: {one.term.decode(): one.termfreq for one in spy.values()} for name, spy in spies.items()}
        return found.get_matches_estimated(), [(match.docid - 1, match.weight) for match in found], facets, snippets

    def told(self, given: tuple[int, list[Any], dict[str, Any], list[str]]) -> Answer:
        """The answer."""
        total, rows, facets, snippets = given
        return Answer(total, [number for number, _ in rows], [weight for _, weight in rows], facets, snippets)

    def add(self, document: BenchDocument) -> None:
        """Add by a database that stays open, commit, reopen."""
        if self._writer is None:
            self._writer = xapian.WritableDatabase(str(self._folder), xapian.DB_OPEN)
        self._writer.add_document(_document(document))
        self._writer.commit()
        self._database.reopen()

    def rest(self) -> None:
        """Nothing: the library sees to it itself."""


def _snippet(found: Any, match: Any) -> str:  # noqa: ANN401
    text = json.loads(match.document.get_data())["text"]
    return str(found.snippet(text, _SNIPPET_LETTERS).decode())


def _query(question: Question) -> Any:  # noqa: ANN401
    kinds = xapian.Query
    if question.kind == "prefix":
        return kinds(kinds.OP_WILDCARD, question.words[0], 0, kinds.WILDCARD_LIMIT_ERROR, kinds.OP_SYNONYM)
    terms = [kinds(word.encode()) for word in question.words]
    joined = {"phrase": kinds.OP_PHRASE, "OR of 3": kinds.OP_OR}.get(question.kind, kinds.OP_AND)
    return kinds(joined, terms)


NOT_ASKED = frozenset({"fuzzy"})
