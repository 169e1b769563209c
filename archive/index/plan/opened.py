"""Abbreviations and nicknames among the words of a query, and what they add to the score of a document."""

from archive.index.plan.shapes import Clause, Opened, Reading
from archive.query import Query


def opened(query: Query) -> tuple[Opened, ...]:  # noqa: ARG001  # the table is not read yet
    """The abbreviations and nicknames among the free words, in order; none where the reader switched them off."""
    return ()


def opened_clauses(found: tuple[Opened, ...], reading: Reading) -> tuple[Clause, ...]:  # noqa: ARG001  # nor this
    """What the meanings of opened words score."""
    return ()
