"""Ours: the library's schema and query trees over segments of arrays, carried out by the executor.

The one module of the bench that knows how ours is spoken to.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from whoosh.reading import SegmentReader

from archive.index.whoosh.bulk.bulk_writer import BulkWriter
from archive.index.whoosh.bulk.words import Words
from archive.index.whoosh.codec.array_index import ArrayIndex, create_index, open_index
from archive.index.whoosh.executor import Executor, Hits
from tests.bench.bench_document import FACETS, SHOWN, Answer, BenchDocument, Question
from tests.bench.peers.whoosh_peer import asked, schema, values

_WIDTH = 260  # letters of a snippet
_SEGMENTS = 8  # more small segments than these are merged when nobody waits
_SMALL = 1_000  # documents of a small one


class OursBuilder:
    """An index that is being made, in batches."""

    def __init__(self, folder: Path, *, segmented: bool = True, jobs: int = 1) -> None:
        """Open a writer; words are cut beforehand unless the text comes raw."""
        self._index = create_index(folder, schema(Words(segmented=segmented)))
        self._writer = BulkWriter(self._index, jobs=jobs)

    def add(self, documents: Sequence[BenchDocument]) -> None:
        """Take documents in."""
        for one in documents:
            self._writer.add_document(**values(one))

    def finish(self) -> None:
        """Commit, which writes everything to the disk, and make what questions by letters need."""
        self._writer.commit()
        Executor.of_index(self._index).prepare(["body"])


class Given(NamedTuple):
    """What ours gave."""

    hits: Hits
    snippets: list[str]


class Ours:
    """The engine."""

    _index: ArrayIndex
    _executor: Executor
    _reader: Any

    def version(self) -> str:
        """That it is ours."""
        return "ours"

    def builder(self, folder: Path) -> OursBuilder:
        """Begin an index."""
        return OursBuilder(folder)

    def open(self, folder: Path) -> None:
        """Open it."""
        self._index = open_index(folder)
        self._executor = Executor.of_index(self._index)
        self._reader = None

    def ask(self, question: Question) -> Given:
        """A page of ten with the exact total, and what the kind asks for."""
        tree = asked(question)
        if question.kind == "common + 3 facets":
            return Given(self._executor.search(tree, limit=SHOWN, facets=FACETS), [])
        if question.kind == "common by date":
            return Given(self._executor.search(tree, limit=SHOWN, sort_by="date", reverse=True), [])
        hits = self._executor.search(tree, limit=SHOWN)
        if question.kind == "10 snippets":
            return Given(hits, [self._snippet(number, question.words) for number in hits.docs])
        return Given(hits, [])

    def _snippet(self, number: int, words: Sequence[str]) -> str:
        if self._reader is None:
            self._reader = self._index.reader()
        return snippet(self._reader.stored_fields(number)["text"], words)

    def told(self, given: Given) -> Answer:
        """The answer; a list by date has no scores."""
        hits = given.hits
        facets = {name: {str(value): count for value, count in counts.items()} for name, counts in hits.counts.items()}
        return Answer(hits.total, list(hits.docs), list(hits.scores), facets, given.snippets)

    def add(self, document: BenchDocument) -> None:
        """Commit one document and look at the index anew."""
        writer = BulkWriter(self._index)
        writer.add_document(**values(document))
        writer.commit()
        self._executor = self._executor.refreshed(self._index)
        self._reader = None

    def rest(self) -> None:
        """Merge small segments, as a program does in the background when there are many."""
        writer = self._index.writer()
        if len(writer.segments) <= _SEGMENTS:
            writer.cancel()
            return
        writer.commit(mergetype=_small_ones)
        self._executor = self._executor.refreshed(self._index)
        self._reader = None


def _small_ones(writer: Any, segments: list[Any]) -> list[Any]:  # noqa: ANN401
    """The library's policy of merging: here all small segments become one."""
    kept = []
    for segment in segments:
        if segment.doc_count_all() > _SMALL:
            kept.append(segment)
            continue
        reader = SegmentReader(writer.storage, writer.schema, segment)
        writer.add_reader(reader)
        reader.close()
    return kept


def snippet(text: str, words: Sequence[str], width: int = _WIDTH) -> str:
    """The stretch of a text that has the most places of the words, which are marked in it."""
    padded = f" {text.lower()} "
    places = sorted(place for word in words for place in _places(padded, f" {word} "))
    if not places:
        return text[:width]
    best = max(places, key=lambda first: sum(first <= place < first + width - 40 for place in places))
    begin = max(0, padded.rfind(" ", 0, max(1, best - 40)))
    asked = set(words)
    cut = text[begin : begin + width].split()
    return " ".join(f"<b>{word}</b>" if word.lower() in asked else word for word in cut)


def _places(text: str, word: str) -> list[int]:
    found, place = [], text.find(word)
    while place >= 0:
        found.append(place)
        place = text.find(word, place + len(word) - 1)  # the blank behind a word is the one before the next
    return found


NOT_ASKED: frozenset[str] = frozenset()
