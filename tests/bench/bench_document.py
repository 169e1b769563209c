"""One document of a collection, what is asked of an engine and what it answers: what every process of a bench knows.

Only the standard library is imported here, because the engines that are compared live in environments of their own.
"""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, replace
from itertools import islice
from pathlib import Path

READ = 1_000  # documents handed to an engine at a time
FACETS = ("kind", "agency", "province")
SHOWN = 10  # documents of a page
KINDS = (
    "rare term",
    "common term",
    "AND mid+common",
    "AND common+common",
    "OR of 3",
    "phrase",
    "prefix",
    "common + 3 facets",
    "common by date",
    "10 snippets",
    "fuzzy",
)
# Kinds that a mixed load is made of.
MIXED = ("common term", "AND mid+common", "OR of 3")


@dataclass(frozen=True, slots=True)
class BenchDocument:
    """A document: `words` are its terms in a row, `text` what they were made from; `date` is a number, 20240131."""

    id: str
    title: str
    words: str
    text: str
    kind: str
    agency: str
    province: str
    date: int

    def row(self) -> dict[str, str | int]:
        """The document as a row of JSON."""
        return asdict(self)

    def again(self, turn: int) -> "BenchDocument":
        """The same under another id and date, without the text that its words were made from."""
        year = 2001 + (self.date // 10_000 - 2001 + 7 * turn) % 25
        day = year * 10_000 + self.date // 100 % 100 * 100 + min(self.date % 100, 28)
        return replace(self, id=f"{self.id}-{turn}", date=day, text="")


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: a kind, and the words that are looked for."""

    kind: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """The documents shown, by their numbers in the order in which they were added, and what else was asked for."""

    total: int
    documents: list[int]
    scores: list[float] = field(default_factory=list)
    facets: dict[str, dict[str, int]] = field(default_factory=dict)
    snippets: list[str] = field(default_factory=list)


def rows(lines: Path, documents: int, made: int) -> Iterator[BenchDocument]:
    """So many documents from a file of rows, which holds `made`; again and again when more are asked for."""
    for begin in range(0, documents, made):
        with lines.open(encoding="utf-8") as file:
            for line in islice(file, min(made, documents - begin)):
                document = BenchDocument(**json.loads(line))
                yield document if documents <= made else document.again(begin // made)


def batches(lines: Path, documents: int, made: int) -> Iterator[list[BenchDocument]]:
    """The same, `READ` at a time."""
    held = rows(lines, documents, made)
    while batch := list(islice(held, READ)):
        yield batch
