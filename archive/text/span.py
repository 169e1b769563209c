"""A stretch of a text, the one shape in which anything is said about it."""

from typing import NamedTuple


class Span(NamedTuple):
    """Half open, in code points of the canonical text: what it speaks of is `text[start:end]`."""

    start: int
    end: int
