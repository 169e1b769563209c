"""Footnotes of a PDF page: the small lines at its foot that answer raised marks in the text above.

The mark stays where it stood, in brackets ("ngày[1]"), and opens its note ("[1] Thông tư …"); a raised digit that no
note answers is left as it is.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.extract.pdf_drawn import Rule
from ingest.extract.pdf_lines import Line
from ingest.material import Piece

# Opens a note. Must match "1 Thông tư số …", "[2] Điều này", "(3) Xem", "12Khoản"; must not match "1. Mục", "2021 của",
# "3/2024", "5 %".
_MARK = re.compile(r"[\[(]?(\d{1,3})[\])]?(?=\s|[^\W\d_])(?!\s*%)")
# The rule over Word's notes is 144 points long and starts at the left margin.
_LONGEST_RULE = 260.0
_SMALLER = 0.94


@dataclass(frozen=True, slots=True)
class Note:
    """A note: its mark and its lines."""

    mark: str
    lines: tuple[Line, ...]

    def piece(self) -> Piece:
        """The piece of the note, its mark in brackets."""
        first = self.lines[0]
        found = _MARK.match(first.text)
        rest = first.text[found.end() :].lstrip() if found else first.text
        text = " ".join((f"[{self.mark}]", rest, *(line.text for line in self.lines[1:])))
        confidence = sum(line.confidence for line in self.lines) / len(self.lines)
        return Piece(text, "note", page=first.page, confidence=confidence)


def notes_apart(lines: Sequence[Line], rules: Sequence[Rule]) -> tuple[list[Line], list[Note]]:
    """The lines of the text with the marks of notes in brackets, and the notes of the page."""
    marks = {mark for line in lines for mark in _raised(line)}
    if not marks:
        return list(lines), []
    size = _usual_height(lines)
    start = _start(lines, marks, rules, size=size)
    if start is None:
        return list(lines), []
    foot = sorted(
        (line for line in lines if line.bottom <= start.bottom + 1), key=lambda line: (-line.bottom, line.left)
    )
    notes = list(_notes(foot, marks))
    known = {note.mark for note in notes}
    taken = {id(line) for line in foot}
    return [_bracketed(line, known) for line in lines if id(line) not in taken], notes


def _raised(line: Line) -> Iterator[str]:
    """The raised marks of a line, but for the first thing in it: that one opens a note."""
    for start, end in line.raised:
        if start > 0 and not line.text[:start].endswith((" m", " cm", " km", " dm", " mm", "/m")):
            yield line.text[start:end]


def _usual_height(lines: Sequence[Line]) -> float:
    heights = sorted(line.height for line in lines for _ in range(len(line.text)))
    return heights[len(heights) // 2]


def _start(lines: Sequence[Line], marks: set[str], rules: Sequence[Rule], *, size: float) -> Line | None:
    """The first line of the notes: the highest that opens one, with nothing of the size of the text below it."""
    opening = [line for line in lines if (found := _MARK.match(line.text)) and found.group(1) in marks]
    for line in sorted(opening, key=lambda each: -each.bottom):
        below = [other for other in lines if other.bottom <= line.bottom + 1]
        small = all(other.height < size * _SMALLER for other in below)
        if small or (_is_under_rule(line, rules) and line.raised[:1] == ((0, len(_digits(line.text))),)):
            return line
    return None


def _digits(text: str) -> str:
    found = _MARK.match(text)
    return found.group(1) if found else ""


def _is_under_rule(line: Line, rules: Sequence[Rule]) -> bool:
    """True when the short rule over notes stands just above a line."""
    return any(
        not rule.is_upright
        and line.top - 2 <= rule.at <= line.top + 2.0 * line.height
        and rule.high - rule.low < _LONGEST_RULE
        and rule.low < line.left + 40
        for rule in rules
    )


def _notes(foot: Sequence[Line], marks: set[str]) -> Iterator[Note]:
    mark, held = "", list[Line]()
    for line in foot:
        found = _MARK.match(line.text)
        if found and found.group(1) in marks and found.group(1) != mark:
            if held:
                yield Note(mark, tuple(held))
            mark, held = found.group(1), []
        held.append(line)
    if held:
        yield Note(mark, tuple(held))


def _bracketed(line: Line, known: set[str]) -> Line:
    """The line with the marks of known notes in brackets."""
    text = line.text
    for start, end in reversed(line.raised):
        if line.text[start:end] in known and start > 0:
            text = f"{text[:start].rstrip()}[{line.text[start:end]}]{text[end:]}"
    return line if text == line.text else replace(line, text=text, raised=(), starts=())
