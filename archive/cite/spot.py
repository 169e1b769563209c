"""A spot: a place in a text that refers to a document, before anything round it is read.

The shape that the finders (`find`, `serials`, `law_names`) give and the readers of surroundings take, and how finders
look for rare words: plain `str.find` is many times as fast as any pattern.
"""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from archive.text.span import Span
from archive.works.number import Number


class Spot(NamedTuple):
    """A place that refers to a document.

    `serial`, `year` and `code` belong to bare spots, `term` and `n` to plenums and congresses; `type` is set where it
    is part of the spot itself ("Chỉ thị 05"), and None for a code of two types ("QĐ 217"). A `weak` spot is a reference
    only where a Party body or a date is written with it ("Chương trình 06 của Thành ủy").

    A law by its name has `title` (the name without its type, in canonical tones), `title_span`, `type`, `year` (that
    of its date too, when a day is written behind the spot) and, where the table of laws has exactly one, its `number`.
    """

    start: int
    end: int
    kind: Literal["number", "bare", "plenum", "congress", "law"]
    number: Number | None = None
    type: str | None = None
    serial: int = 0
    year: int | None = None
    term: str = ""
    n: int = 0
    code: str = ""
    weak: bool = False
    title: str = ""
    title_span: Span | None = None


def places_of(smooth: str, words: tuple[str, ...]) -> list[int]:
    """Where any of some words (as they are written, case and all) ends in a text, in order."""
    found = []
    for word in words:
        place = smooth.find(word)
        while place >= 0:
            found.append(place + len(word))
            place = smooth.find(word, place + 1)
    return sorted(found)


def matches_from(pattern: re.Pattern[str], text: str, words: tuple[str, ...]) -> Iterator[re.Match[str]]:
    """What `pattern.finditer` gives of a text, for a pattern whose every match begins with one of the words.

    The pattern is tried where a word stands and nowhere else: a tenth of the time that going letter by letter takes.
    """
    end = 0
    for start in sorted({place - len(word) for word in words for place in places_of(text, (word,))}):
        found = pattern.match(text, start) if start >= end else None
        if found:
            end = found.end()
            yield found
