"""Annotating: a text and marks on its spans, as one string with markup, everything between the marks escaped.

Markup in a text is only ever made here, from spans, at the moment a page is written; texts are stored plain. Taking the
markup out and undoing the escapes gives the text back.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mark:
    """What to put before and after `text[start:end]`; `before` and `after` are finished markup and are not escaped."""

    start: int
    end: int
    before: str
    after: str


def annotate(text: str, marks: Iterable[Mark], *, escape: Callable[[str], str], offset: int = 0) -> str:
    """The text with its marks, the rest escaped. `offset` is where `text` begins in the text the spans count in.

    Marks may nest; of two that overlap without nesting the later is left out, so the markup is always legal.
    Marks that reach outside the text are left out.
    """
    inside = sorted(_shifted(marks, offset, len(text)), key=lambda mark: (mark.start, -mark.end))
    parts: list[str] = []
    open_marks: list[Mark] = []
    at = 0
    for mark in inside:
        while open_marks and open_marks[-1].end <= mark.start:
            at = _close(text, at, open_marks.pop(), parts, escape)
        if open_marks and mark.end > open_marks[-1].end:
            continue
        parts.append(escape(text[at : mark.start]) + mark.before)
        at = mark.start
        open_marks.append(mark)
    while open_marks:
        at = _close(text, at, open_marks.pop(), parts, escape)
    return "".join(parts) + escape(text[at:])


def _shifted(marks: Iterable[Mark], offset: int, length: int) -> list[Mark]:
    moved = (Mark(mark.start - offset, mark.end - offset, mark.before, mark.after) for mark in marks)
    return [mark for mark in moved if 0 <= mark.start < mark.end <= length]


def _close(text: str, at: int, mark: Mark, parts: list[str], escape: Callable[[str], str]) -> int:
    parts.append(escape(text[at : mark.end]) + mark.after)
    return mark.end
