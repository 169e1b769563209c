"""Columns side by side on a page of a PDF: the letterhead at the head of a paper, recipients and signature at its foot.

Lines of two columns come mixed from the file; here each column is put together, the left one first. Everything else on
the page is judged in `pdf_layout`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from archive.text.vietnamese import fold
from ingest.extract.letterhead import pieces_of
from ingest.extract.pdf_lines import Line
from ingest.line_shape import is_anchor, is_number_line, is_place_date
from ingest.material import Piece

# Two columns of prose: so many lines on each side, so long on average, a gutter of so many points between.
_FEWEST_LINES, _PROSE, _GUTTER = 5, 25, 9.0
# What the two names have in capitals, also recognised badly: "CỘNG", "CÔNG", "CONG". Spares folding every line.
_CAPITALS = re.compile("C[ỘÔOỌỖỒỐƠỢ]NG")
# How far above and below the country's name its letterhead reaches, in heights of a line.
_ABOVE, _BELOW = 4, 12


class Block(Protocol):
    """Some lines of a page that belong together and make their pieces themselves."""

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines of the block."""
        ...

    def pieces(self) -> Iterator[Piece]:
        """Its pieces in reading order."""
        ...


@dataclass(frozen=True, slots=True)
class ColumnBlock:
    """Two columns of a page; `is_head` for a letterhead, otherwise recipients and signature."""

    left: tuple[Line, ...]
    right: tuple[Line, ...]
    is_head: bool

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines of both columns."""
        return (*self.left, *self.right)

    def pieces(self) -> Iterator[Piece]:
        """The pieces of the block, left column first."""
        page = self.lines[0].page
        confidence = sum(line.confidence for line in self.lines) / len(self.lines)
        left, right = _column_text(self.left), _column_text(self.right)
        plain = (Piece(left, page=page), Piece(right, page=page))
        made = pieces_of(left, right, page=page) if self.is_head else plain
        yield from (replace(piece, confidence=confidence) for piece in made)


def parted_heads(lines: Sequence[Line]) -> list[Line]:
    """The lines with those parted that run through both columns of a letterhead, when little room is between them.

    Known by the country's or the Party's name, which begins the right column; the rows below are parted at its edge.
    """
    edge, floor, ceiling = 0.0, 0.0, 0.0
    made: list[Line] = []
    for line in lines:
        at = _anchor_word(line)
        if at is not None:
            edge = line.starts[at][1]
            floor, ceiling = line.bottom - _BELOW * 0.6 * max(line.height, 10.0), line.bottom
            made.extend(_cut(line, at))
            continue
        cut = _word_at(line, edge) if edge and floor < line.bottom < ceiling else None
        made.extend((line,) if cut is None else _cut(line, cut))
    return made


def _anchor_word(line: Line) -> int | None:
    """Which word of a line, not its first, begins the name of the country or the Party."""
    if len(line.starts) < 6 or len(line.text) > 120 or not _CAPITALS.search(line.text) or not is_anchor(line.text):
        return None
    return next(
        (
            index
            for index, (start, _) in enumerate(line.starts)
            if index > 1 and fold(line.text[start:]).startswith(("cong hoa xa hoi chu nghia", "dang cong san viet nam"))
        ),
        None,
    )


def _word_at(line: Line, edge: float) -> int | None:
    """The word of a short line that begins about where the right column does: the motto, place and date."""
    words = enumerate(line.starts)
    return next(
        (
            index
            for index, (start, x) in words
            if index and x > edge - 45 and (is_anchor(line.text[start:]) or _opens_place_date(line.text[start:]))
        ),
        None,
    )


def _opens_place_date(text: str) -> bool:
    return is_place_date(text) and not fold(text).startswith("ngay") and text[:1].isupper()


def _cut(line: Line, index: int) -> tuple[Line, Line]:
    """A line parted before one of its words; where the left part ends is told by the width of its letters."""
    start, x = line.starts[index]
    text = line.text[:start].rstrip()
    width = (line.right - line.left) / max(len(line.text), 1)
    left = replace(line, text=text, right=min(x - 1.0, line.left + width * len(text)), raised=(), starts=())
    return left, replace(line, text=line.text[start:], left=x, raised=(), starts=())


def column_blocks(lines: Sequence[Line]) -> list[ColumnBlock]:
    """The blocks of two columns on a page: letterhead and foot, each when there is one."""
    found: list[ColumnBlock] = []
    left, right = letterhead(lines)
    if left and right:
        found.append(ColumnBlock(tuple(left), tuple(right), is_head=True))
    taken = {id(line) for line in (*left, *right)}
    left, right = foot([line for line in lines if id(line) not in taken])
    if left and right:
        found.append(ColumnBlock(tuple(left), tuple(right), is_head=False))
    return found


def prose_columns(lines: Sequence[Line], apart: set[int]) -> list[Line]:
    """The lines of a page in reading order: where prose stands in two columns, the left one is read first.

    Lines that belong to blocks (`apart`, by id) keep their place. Files mostly have this order; some mix the columns.
    """
    free = [line for line in lines if id(line) not in apart]
    gutter = _prose_gutter(free)
    if gutter is None:
        return list(lines)
    ordered: list[Line] = []
    zone: list[Line] = []
    for line in sorted(lines, key=lambda each: (-each.top, each.left)):
        if id(line) in apart or line.left < gutter < line.right:
            ordered.extend(_sides(zone, gutter))
            zone = []
            ordered.append(line)
        else:
            zone.append(line)
    return [*ordered, *_sides(zone, gutter)]


def _sides(zone: Sequence[Line], gutter: float) -> list[Line]:
    left = [line for line in zone if line.middle < gutter]
    return [*left, *(line for line in zone if line.middle >= gutter)]


def _prose_gutter(lines: Sequence[Line]) -> float | None:
    """Where two columns of prose are parted; None for a page of one column."""
    if len(lines) < 2 * _FEWEST_LINES:
        return None
    low, high = min(line.left for line in lines), max(line.right for line in lines)
    middle = (low + high) / 2
    left = [line for line in lines if line.right < middle + (high - low) * 0.1 and line.middle < middle]
    right = [line for line in lines if line.left > middle - (high - low) * 0.1 and line.middle > middle]
    if min(len(left), len(right)) < _FEWEST_LINES or len(left) + len(right) < len(lines) * 0.6:
        return None
    edges = max(line.right for line in left), min(line.left for line in right)
    long = all(sum(len(line.text) for line in side) / len(side) >= _PROSE for side in (left, right))
    beside = sum(any(abs(one.bottom - two.bottom) < 3.0 for two in right) for one in left)
    if not long or edges[1] - edges[0] < _GUTTER or beside < min(len(left), len(right)) * 0.5:
        return None
    return (edges[0] + edges[1]) / 2


def foot(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """Recipients (“Nơi nhận”) and the signature beside them; both empty when they do not stand side by side."""
    start = next((line for line in reversed(lines) if _is_recipients(line)), None)
    if start is None:
        return [], []
    middle = (min(line.left for line in lines) + max(line.right for line in lines)) / 2
    reach = 4 * max(start.height, 10.0)
    right = [
        line
        for line in lines
        if line.bottom < start.bottom + reach and line.left > start.right + 10 and line.middle > middle
    ]
    beside = {id(line) for line in right}
    left = [line for line in lines if line.bottom <= start.bottom + 2 and id(line) not in beside]
    if any(line.left < middle - 40 and line.right > middle + 60 for line in left):
        return [], []  # text of full width goes on below: the columns end somewhere above, leave the page as it is
    return _rows(left), _rows(right)


def letterhead(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """The lines of the left and of the right column of a page's letterhead; both empty when there is none."""
    anchors = [line for line in lines if is_anchor(line.text) and len(line.text) <= 80]
    for anchor in anchors:
        beside = [line for line in lines if line.right < anchor.left and _near(line, anchor)]
        if not beside:
            continue
        gutter = (max(line.right for line in beside) + anchor.left) / 2
        zone = _zone(lines, anchor, gutter)
        left = [line for line in zone if line.middle < gutter]
        right = [line for line in zone if line.middle >= gutter]
        return _rows(left), _rows(right)
    return [], []


def _is_recipients(line: Line) -> bool:
    return fold(line.text).startswith("noi nhan") and len(line.text) <= 30


def _near(line: Line, anchor: Line) -> bool:
    """True for a line of the left column that stands level with the anchor or up to two lines from it."""
    return abs(line.bottom - anchor.bottom) < 2.5 * max(anchor.height, 10.0)


def _zone(lines: Sequence[Line], anchor: Line, gutter: float) -> list[Line]:
    """The lines of the letterhead: from a little above the anchor down to number and place line."""
    step = max(anchor.height, 10.0) * 1.4
    near = [line for line in lines if -_BELOW * step < line.bottom - anchor.bottom < _ABOVE * step]
    sided = [line for line in near if line.right < gutter or line.left > gutter - 1]
    # A number or a day that is a picture leaves its row in parts: "Số" | "-HD/BTCTU", "Hà Nội, ngày" | "tháng 8 …".
    ends = [
        row[0].bottom
        for side in (
            [line for line in sided if line.middle < gutter],
            [line for line in sided if line.middle >= gutter],
        )
        for row in _levels(side)
        if _ends_head(" ".join(line.text for line in row), is_left=row[0].middle < gutter)
    ]
    floor = min([anchor.bottom, *ends]) - step * 0.3
    zone = [line for line in sided if line.bottom >= floor]
    # Above the anchor only the left column may begin earlier; a centred head of the page does not belong.
    return [line for line in zone if line.bottom <= anchor.top or line.right < gutter]


def _ends_head(text: str, *, is_left: bool) -> bool:
    return is_number_line(text) if is_left else is_place_date(text)


def _levels(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines of one side as rows, parts from left to right."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda each: -each.bottom):
        if rows and rows[-1][0].bottom - line.bottom < 5.0:
            rows[-1].append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda line: line.left) for row in rows]


def _rows(lines: Sequence[Line]) -> list[Line]:
    """The lines of a column from top to bottom, parts of one row from left to right."""
    ordered = sorted(lines, key=lambda line: (-round(line.bottom / 5), line.left))
    return sorted(ordered, key=lambda line: -round(line.bottom / 5))


def _column_text(lines: Sequence[Line]) -> str:
    """The text of a column, a line a row; the parts of a row ("Số", "-HD/BTCTU") joined by a blank."""
    rows: list[list[Line]] = []
    for line in lines:
        if rows and abs(rows[-1][-1].bottom - line.bottom) < 5.0:
            rows[-1].append(line)
        else:
            rows.append([line])
    return "\n".join(" ".join(part.text for part in sorted(row, key=lambda each: each.left)) for row in rows)
