"""A text as paper has it, without any markup: lines with their part, letterhead and foot in two columns, tables.

The same layout as on the page (`search_web.sheet`), so that a printed form and the page never differ; forms set it in
their own type.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Literal, TypeAlias

from archive.text.span import Span
from archive.works.document import Document
from search_web.paper import Role
from search_web.sheet import Columns, Opening, Passage, Sheet, covering, lay_out


@dataclass(frozen=True, slots=True)
class Line:
    """One block of the text: `text[start:end]`, its part on paper, kind, depth of lists, heading level or 0, anchor."""

    start: int
    end: int
    text: str
    role: Role
    kind: str
    depth: int
    heading: int
    anchor: str


@dataclass(frozen=True, slots=True)
class Pair:
    """A letterhead or a foot: what stands left and what stands right."""

    place: Literal["head", "foot"]
    left: tuple[Line, ...]
    right: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Rows:
    """A table: its rows, each cut into cells; every row has as many as the longest."""

    cells: tuple[tuple[str, ...], ...]
    lines: tuple[Line, ...]


Piece: TypeAlias = Line | Pair | Rows


def laid_out(document: Document) -> tuple[Piece, ...]:
    """The pieces of a document's text in order; nothing of the text is left out."""
    blocks = {block.end: block for block in covering(document.text, document.blocks)}

    def line(passage: Passage) -> Line:
        block = blocks[passage.end]
        written = document.text[block.start : block.end]
        depth, heading = passage.depth, passage.heading
        return Line(block.start, block.end, written, passage.role, passage.kind, depth, heading, passage.anchor)

    found: list[Line | Pair] = []
    for part in _sheet(document).parts:
        if isinstance(part, Columns):
            found.append(Pair(part.place, tuple(map(line, part.left)), tuple(map(line, part.right))))
        else:
            found.append(line(part))
    return tuple(_with_tables(found))


def _sheet(document: Document) -> Sheet:
    opening = None
    if document.genre == "directive":
        opening = Opening(_spans(document, "type"), _spans(document, "title"), _spans(document, "number", "issuer"))
    return lay_out(document.text, document.blocks, [], opening)


def _spans(document: Document, *fields: str) -> tuple[Span, ...]:
    return tuple(one.span for one in document.evidence if one.field in fields and one.span)


def _with_tables(found: list[Line | Pair]) -> Iterator[Piece]:
    for is_row, run in groupby(found, key=lambda one: isinstance(one, Line) and one.kind == "table"):
        if not is_row:
            yield from run
            continue
        lines = tuple(one for one in run if isinstance(one, Line))
        cells = [tuple(cell.strip() for cell in one.text.split("\t")) for one in lines]
        width = max(map(len, cells))
        yield Rows(tuple((*row, *[""] * (width - len(row))) for row in cells), lines)


def every_line(pieces: tuple[Piece, ...]) -> Iterator[Line]:
    """The lines of all pieces in the order of the text."""
    lines = [line for piece in pieces for line in _lines(piece)]
    return iter(sorted(lines, key=lambda one: one.start))


def _lines(piece: Piece) -> tuple[Line, ...]:
    if isinstance(piece, Line):
        return (piece,)
    return (*piece.left, *piece.right) if isinstance(piece, Pair) else piece.lines
