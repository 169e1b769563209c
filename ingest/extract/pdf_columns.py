"""Columns side by side on a page of a PDF: the letterhead at the head of a paper, recipients and signature at its foot.

Lines of two columns come mixed from the file; here each column is put together, the left one first. Everything else on
the page is judged in `pdf_layout`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from archive.text.vietnamese import fold
from ingest.extract.letterhead import pieces_of
from ingest.extract.pdf_lines import Line
from ingest.line_shape import is_anchor, is_number_line, is_place_date
from ingest.material import Piece

# How far above and below the country's name its letterhead reaches, in heights of a line.
_ABOVE, _BELOW = 4, 12


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
        left, right = _column_text(self.left), _column_text(self.right)
        if self.is_head:
            yield from pieces_of(left, right, page=page)
        else:
            yield Piece(left, page=page)
            yield Piece(right, page=page)


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
    ends = [
        line.bottom
        for line in sided
        if (line.middle < gutter and is_number_line(line.text)) or (line.middle >= gutter and is_place_date(line.text))
    ]
    floor = min([anchor.bottom, *ends]) - step * 0.3
    zone = [line for line in sided if line.bottom >= floor]
    # Above the anchor only the left column may begin earlier; a centred head of the page does not belong.
    return [line for line in zone if line.bottom <= anchor.top or line.right < gutter]


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
