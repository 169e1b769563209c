"""What the bench wants of an engine: it builds an index, opens it, answers questions and takes documents in.

An engine is spoken to in a process of its own (`tests.bench.answering`); the clock runs there, round `ask` alone.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

from tests.bench.bench_document import Answer, BenchDocument, Question


class Builder(Protocol):
    """An index that is being made."""

    def add(self, documents: Sequence[BenchDocument]) -> None:
        """Take documents in."""

    def finish(self) -> None:
        """Write everything down; afterwards the index can be opened."""


class Peer(Protocol):
    """One engine."""

    def version(self) -> str:
        """The library and its version."""

    def builder(self, folder: Path) -> Builder:
        """Begin an index in an empty folder."""

    def open(self, folder: Path) -> None:
        """Open an index for questions."""

    def ask(self, question: Question) -> Any:  # noqa: ANN401  # whatever the engine gives; `told` reads it
        """Answer a question as a caller would have it: at most ten documents, with what its kind asks for."""

    def told(self, given: Any) -> Answer:  # noqa: ANN401
        """What `ask` gave, in the words of the bench; outside the clock."""

    def add(self, document: BenchDocument) -> None:
        """Take one document into the open index and make it visible to the next question."""

    def rest(self) -> None:
        """What an engine does in the background when it has time; outside the clock."""
