"""SQLite's full text search: an index without the text beside a table of the documents."""

import sqlite3
from collections.abc import Sequence
from pathlib import Path

from tests.bench.bench_document import FACETS, SHOWN, Answer, BenchDocument, Question

_FILE = "documents.sqlite"
# The words are cut already: blanks part them, "_" belongs to them, marks stay.
_TABLES = """
create table held(number integer primary key, id, title, text, kind, agency, province, date int);
create virtual table words using fts5(body, content='', tokenize="unicode61 remove_diacritics 0 tokenchars '_'");
"""
_PAGE = "select rowid, bm25(words) from words where words match ? order by rank limit ?"
_COUNT = "select count(*) from words where words match ?"
_BY_DATE = (
    "select number, 0 from held where number in (select rowid from words where words match ?) "
    "order by date desc, number limit ?"
)
_FACET = "select {0}, count(*) from held where number in (select rowid from words where words match ?) group by 1"
_Given = tuple[int, list[tuple[int, float]], dict[str, dict[str, int]]]


class Fts5Builder:
    """An index that is being made, without a journal."""

    def __init__(self, folder: Path) -> None:
        """Make the tables."""
        self._database = sqlite3.connect(folder / _FILE)
        self._database.executescript("pragma journal_mode = off; pragma synchronous = off;" + _TABLES)
        self._number = 0

    def add(self, documents: Sequence[BenchDocument]) -> None:
        """Take documents in."""
        for one in documents:
            _insert(self._database, self._number, one)
            self._number += 1

    def finish(self) -> None:
        """Commit, and make one piece of the index."""
        self._database.commit()
        self._database.execute("insert into words(words) values('optimize')")
        self._database.commit()
        self._database.close()


def _insert(database: sqlite3.Connection, number: int, one: BenchDocument) -> None:
    row = (number, one.id, one.title, one.words, one.kind, one.agency, one.province, one.date)
    database.execute("insert into held values(?,?,?,?,?,?,?,?)", row)
    database.execute("insert into words(rowid, body) values(?,?)", (number, one.words))


class Fts5Peer:
    """The engine, questions as SQL."""

    _database: sqlite3.Connection

    def version(self) -> str:
        """SQLite's version."""
        return f"SQLite {sqlite3.sqlite_version}"

    def builder(self, folder: Path) -> Fts5Builder:
        """Begin an index."""
        return Fts5Builder(folder)

    def open(self, folder: Path) -> None:
        """Open it with the whole file mapped."""
        self._database = sqlite3.connect(folder / _FILE)
        self._database.execute("pragma mmap_size = 4000000000")
        self._database.execute("pragma cache_size = -200000")

    def ask(self, question: Question) -> _Given | None:
        """Page and exact count, as the others give them. Words with a letter less are beyond it: None."""
        if question.kind == "fuzzy":
            return None
        match = _match(question)
        page = _BY_DATE if question.kind == "common by date" else _PAGE
        rows = self._database.execute(page, (match, SHOWN)).fetchall()
        total = self._database.execute(_COUNT, (match,)).fetchone()[0]
        facets = {}
        if question.kind == "common + 3 facets":
            facets = {name: dict(self._database.execute(_FACET.format(name), (match,)).fetchall()) for name in FACETS}
        return total, rows, facets

    def told(self, given: _Given | None) -> Answer:
        """The answer."""
        total, rows, facets = given or (0, [], {})
        return Answer(total, [row[0] for row in rows], [-row[1] for row in rows], facets)

    def add(self, document: BenchDocument) -> None:
        """Commit one document with SQLite's usual care."""
        number = self._database.execute("select max(number) + 1 from held").fetchone()[0]
        _insert(self._database, number, document)
        self._database.commit()

    def rest(self) -> None:
        """Nothing: the library sees to it itself."""


def _match(question: Question) -> str:
    quoted = [f'"{word}"' for word in question.words]
    if question.kind == "phrase":
        return '"' + " ".join(question.words) + '"'
    if question.kind == "prefix":
        return quoted[0] + "*"
    return (" OR " if question.kind == "OR of 3" else " AND ").join(quoted)


NOT_ASKED = frozenset({"fuzzy", "10 snippets"})
