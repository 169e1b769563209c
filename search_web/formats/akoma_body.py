"""The text of a work as Akoma Ntoso: preface, preamble, parts in their order, conclusions; every letter of it.

Parts are those of the outline: phần, chương, mục, điều, khoản, điểm, and I/1/a of Party texts. Where the numbers of a
text do not stand in order (a table of contents, an annex that counts anew), the body is one container: a wrong tree is
worse than none.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from lxml import etree

from search_web.formats.layout import Line, Piece, Rows, every_line
from search_web.formats.xml import NAMESPACE, Element, clean

# (start, end, element, attributes) of stretches of the text.
Marks: TypeAlias = Sequence[tuple[int, int, str, dict[str, str]]]

# Element → its rank: a part holds what has a higher one.
RANKS = {"part": 1, "chapter": 2, "section": 3, "article": 4, "clause": 5, "subclause": 6, "point": 7}
FEWEST_PARTS = 2
MOST_REPEATED = 0.1  # share of parts whose anchor another part has: above it the numbers are not one sequence
_BEFORE_BODY = frozenset({"issuer", "motto", "date", "star", "type", "subject", "rule", "demonstration"})
_FOOT = frozenset({"recipients", "signature"})
# The number a part begins with. Matches "Điều 3.", "Chương II", "Phần thứ nhất:", "I-", "A.", "1.2.", "2)", "a)", "đ.".
_NUMBER = re.compile(
    r"\s*(?:(?:phần|chương|mục|điều)\s+(?:thứ\s+)?\w{1,6}\s?[.:]?"
    r"|[IVXL]{1,6}\s?[.\-–—)/]|[A-HĐ]\s?[.)\-–—]|\d{1,2}(?:\.\d{1,2})?\s?[.)\-–—]?|[a-zđ]\s?[.)])\s*",
    re.IGNORECASE,
)
_DECIMAL = re.compile(r"\s*\d{1,2}\.\d{1,2}(?!\d)")
_LETTER = re.compile(r"\s*[a-zđ]\s?[.)]")
_PREFIXES = (("phan-", "part"), ("chuong-", "chapter"), ("muc-", "section"), ("dieu-", "article"))


def element(parent: Element, tag: str, **attributes: str) -> Element:
    """A new element of Akoma Ntoso at the end of another."""
    return etree.SubElement(parent, f"{{{NAMESPACE}}}{tag}", attributes)


def rank_of(line: Line) -> str:
    """The element of the part that a line begins, "" for a line that begins none."""
    if line.role or line.kind == "table" or not line.anchor or line.anchor.startswith("doan-"):
        return ""
    if line.text.lstrip()[:1].isdigit():
        return "subclause" if _DECIMAL.match(line.text) else "clause"
    if _LETTER.match(line.text):
        return "point"
    return next((tag for prefix, tag in _PREFIXES if line.anchor.startswith(prefix)), "")


def confident(lines: Iterable[Line]) -> bool:
    """Whether the parts of a text stand in one order: enough of them, and hardly a number twice."""
    anchors = [line.anchor for line in lines if rank_of(line)]
    repeated = sum("_" in anchor for anchor in anchors)
    return len(anchors) >= FEWEST_PARTS and repeated <= MOST_REPEATED * len(anchors)


def fill(parent: Element, pieces: tuple[Piece, ...], marks: Marks, *, act: bool) -> None:
    """Put the text under `act` or `doc`: preface, preamble, body, conclusions, those that have anything."""
    lines = list(every_line(pieces))
    tables = {line.start: piece for piece in pieces if isinstance(piece, Rows) for line in piece.lines[:1]}
    writer = _Writer(_disjoint(marks), tables, {line.start for one in tables.values() for line in one.lines[1:]})
    first = _first(lines)
    last = _last(lines, first)
    writer.blocks(parent, "preface", lines[:first])
    rest = lines[first:last]
    begins = next((at for at, line in enumerate(rest) if rank_of(line)), len(rest)) if confident(rest) else 0
    writer.blocks(parent, "preamble", rest[:begins])
    body = element(parent, "body" if act else "mainBody", eId="than")
    if confident(rest):
        _parts(body, rest[begins:], writer)
    else:
        content = element(element(body, "hcontainer", name="toan-van", eId="toan-van"), "content")
        writer.into(content, rest)
        if not len(content):
            element(content, "p")
    writer.blocks(parent, "conclusions", lines[last:])


def _first(lines: Sequence[Line]) -> int:
    """How many lines stand before the text proper."""
    for at, line in enumerate(lines):
        if not (line.role in _BEFORE_BODY or line.kind.startswith("letterhead") or (at == 0 and line.heading == 3)):
            return at
        if rank_of(line):
            return at
    return len(lines)


def _last(lines: Sequence[Line], first: int) -> int:
    """Where the foot at the very end begins."""
    at = len(lines)
    while at > first and lines[at - 1].role in _FOOT:
        at -= 1
    return at


@dataclass(slots=True)
class _Open:
    """A part that is being written: its element, and the lines of its own that are not written yet."""

    tag: str
    made: Element
    lines: list[Line] = field(default_factory=list)
    begun: bool = False  # it has parts below it


def _parts(body: Element, lines: Sequence[Line], writer: "_Writer") -> None:
    """The lines as a tree: a part holds the parts of a higher rank that follow it, and its own lines before them."""
    path: list[_Open] = []
    for line in lines:
        tag = rank_of(line)
        if not tag:
            path[-1].lines.append(line)
            continue
        while path and RANKS[path[-1].tag] >= RANKS[tag]:
            _close(path.pop(), writer)
        if path and not path[-1].begun:
            _intro(path[-1], writer)
        made = element(path[-1].made if path else body, tag, eId=line.anchor)
        path.append(_Open(tag, made))
        writer.opening(path[-1], line)
    while path:
        _close(path.pop(), writer)


def _intro(part: _Open, writer: "_Writer") -> None:
    part.begun = True
    if part.lines:
        writer.into(element(part.made, "intro"), part.lines)
    part.lines = []


def _close(part: _Open, writer: "_Writer") -> None:
    if part.begun:
        return
    content = element(part.made, "content")
    writer.into(content, part.lines)
    if not len(content):
        element(content, "p")


@dataclass(slots=True)
class _Writer:
    """Lines into elements, with what is said of stretches of them."""

    marks: list[tuple[int, int, str, dict[str, str]]]
    tables: dict[int, Rows]
    further: set[int]  # rows of a table after its first

    def blocks(self, parent: Element, tag: str, lines: Sequence[Line]) -> None:
        """The lines under a new element; nothing where there are none."""
        if lines:
            self.into(element(parent, tag), lines)

    def into(self, parent: Element, lines: Iterable[Line]) -> None:
        """The lines as paragraphs, rows of tables as tables."""
        for line in lines:
            if line.start in self.tables:
                self._table(parent, self.tables[line.start])
            elif line.start not in self.further:
                kind = line.role or (line.kind if line.kind != "paragraph" else "")
                # A line cut off from its number has no anchor of its own.
                named = {"eId": line.anchor} if line.anchor and not line.anchor.startswith("+") else {}
                self._inline(element(parent, "p", **named, **({"class": kind} if kind else {})), line.start, line.text)

    def opening(self, part: _Open, line: Line) -> None:
        """The number and heading of a part; text behind the number that is no heading becomes its first line."""
        found = _NUMBER.match(line.text)
        end = found.end() if found else 0
        if end:
            element(part.made, "num").text = clean(line.text[:end].strip())
        if line.heading:
            if line.text[end:].strip():
                self._inline(element(part.made, "heading"), line.start + end, line.text[end:])
        elif line.text[end:].strip():
            start = line.start + end
            part.lines.append(Line(start, line.end, line.text[end:], "", "paragraph", line.depth, 0, "+"))

    def _table(self, parent: Element, rows: Rows) -> None:
        table = element(parent, "table", eId=rows.lines[0].anchor)
        for line, cells in zip(rows.lines, rows.cells, strict=True):
            row, at = element(table, "tr"), line.start
            written = line.text.split("\t")
            for ordinal in range(len(cells)):
                cell = written[ordinal] if ordinal < len(written) else ""
                self._inline(element(element(row, "td"), "p"), at, cell)
                at += len(cell) + 1

    def _inline(self, parent: Element, start: int, text: str) -> None:
        """Text with its references and values marked; `start` is where it stands in the work's text."""
        end, at, last = start + len(text), start, None
        for mark in self._inside(start, end):
            left, right = max(mark[0], start), min(mark[1], end)
            if left < at:
                continue
            _tail(parent, last, clean(text[at - start : left - start]))
            last = element(parent, mark[2], **mark[3])
            last.text = clean(text[left - start : right - start])
            at = right
        _tail(parent, last, clean(text[at - start :]))

    def _inside(self, start: int, end: int) -> Iterator[tuple[int, int, str, dict[str, str]]]:
        return (mark for mark in self.marks if mark[0] < end and mark[1] > start)


def _tail(parent: Element, last: Element | None, text: str) -> None:
    if last is None:
        parent.text = (parent.text or "") + text
    else:
        last.tail = (last.tail or "") + text


def _disjoint(marks: Marks) -> list[tuple[int, int, str, dict[str, str]]]:
    """The marks in order without overlaps: of two, the one that begins first, of those the longer."""
    kept: list[tuple[int, int, str, dict[str, str]]] = []
    for mark in sorted(marks, key=lambda one: (one[0], -one[1])):
        if mark[1] > mark[0] and (not kept or mark[0] >= kept[-1][1]):
            kept.append(mark)
    return kept
