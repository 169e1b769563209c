"""Tables on a page of a PDF as rows with cells parted by " | ": ruled ones by their rules, others by aligned columns.

A letterhead set in rules is no table. Rules become cells in `pdf_grid`; two columns of prose are for `pdf_columns`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.extract.letterhead import columns_of
from ingest.extract.pdf_drawn import Rule
from ingest.extract.pdf_grid import filled, grids, rows_of
from ingest.extract.pdf_lines import Line
from ingest.line_shape import is_item
from ingest.material import Piece

# Above this many words a cell is part of the page's layout, not a datum; as for the tables of pages.
_LONGEST_CELL = 260
# Without rules: so many rows, the gutters free in all of them; cells this long on average are columns of prose.
_FEWEST_ROWS, _PROSE = 3, 34
_GUTTER = 8.0


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A table of a page: its lines, its rows as cells, or the pieces of a letterhead that was set as one."""

    lines: tuple[Line, ...]
    rows: tuple[tuple[str, ...], ...]

    def pieces(self) -> Iterator[Piece]:
        """A piece a row; a letterhead's two columns when the table is one."""
        page = self.lines[0].page
        confidence = sum(line.confidence for line in self.lines) / len(self.lines)
        head = columns_of([list(row) for row in self.rows])
        if head:
            yield from (Piece(piece.text, piece.kind, page=page, confidence=confidence) for piece in head)
            return
        for row in self.rows:
            text = " | ".join(" ".join(cell.split()) for cell in row).strip(" |")
            if text:
                yield Piece(text, "table", page=page, confidence=confidence)


def ruled_tables(lines: Sequence[Line], rules: Sequence[Rule]) -> list[TableBlock]:
    """The tables that rules part into cells."""
    found: list[TableBlock] = []
    left = list(lines)
    for grid in grids(rules):
        cells = filled(grid, left)
        texts = {number: _cell_text(held) for number, held in cells.items()}
        rows = [row for row in rows_of(grid, texts) if any(row)]
        if not _is_data(rows):
            continue
        taken = {id(line) for held in cells.values() for line in held}
        found.append(TableBlock(tuple(line for line in left if id(line) in taken), tuple(map(tuple, rows))))
        left = [line for line in left if id(line) not in taken]
    return found


def _is_data(rows: Sequence[Sequence[str]]) -> bool:
    """True when at least two columns hold something and no cell is as long as a page's column."""
    columns = {index for row in rows for index, cell in enumerate(row) if cell}
    return len(columns) > 1 and all(len(cell.split()) <= _LONGEST_CELL for row in rows for cell in row)


def _cell_text(lines: Sequence[Line]) -> str:
    """The text of a cell, a line a row from top to bottom, parts of a row from left to right."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda each: -each.bottom):
        if rows and abs(rows[-1][0].bottom - line.bottom) < 0.4 * max(line.height, 6.0):
            rows[-1].append(line)
        else:
            rows.append([line])
    return "\n".join(" ".join(part.text for part in sorted(row, key=lambda each: each.left)) for row in rows)


# --- without rules ---------------------------------------------------------------------------------------------------


def aligned_tables(lines: Sequence[Line]) -> list[TableBlock]:
    """The tables that stand in aligned columns without rules: three rows or more, the same gutters free in each."""
    found: list[TableBlock] = []
    rows = visual_rows(lines)
    start = 0
    while start < len(rows):
        end = _end_of_table(rows, start)
        if end - start >= _FEWEST_ROWS:
            block = _aligned(rows[start:end])
            if block is not None:
                found.append(block)
                start = end
                continue
        start += 1
    return found


def visual_rows(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines as rows from top to bottom, parts from left to right."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda each: (-each.bottom, each.left)):
        if rows and abs(rows[-1][0].bottom - line.bottom) < 0.45 * max(line.height, 6.0):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda line: line.left) for row in rows]


def _end_of_table(rows: Sequence[Sequence[Line]], start: int) -> int:
    """Where the rows end that share the gutters of the first one; the first must have two parts."""
    gutters = _gutters(rows[start])
    if not gutters:
        return start
    end = start + 1
    while end < len(rows) and rows[end - 1][0].bottom - rows[end][0].bottom < 3.2 * max(rows[end][0].height, 8.0):
        free = _free(gutters, rows[end])
        if len(free) < len(gutters) or (len(rows[end]) == 1 and len(gutters) == 1 and _is_full(rows[end][0], free)):
            break
        gutters, end = free, end + 1
    while end > start + 1 and len(rows[end - 1]) == 1:
        end -= 1
    return end


def _gutters(row: Sequence[Line]) -> list[tuple[float, float]]:
    """The free strips between the parts of a row."""
    return [(left.right, right.left) for left, right in pairwise(row) if right.left - left.right >= _GUTTER]


def _free(gutters: Sequence[tuple[float, float]], row: Sequence[Line]) -> list[tuple[float, float]]:
    """What of the gutters a row leaves free; shorter when it stands in one of them."""
    free = (_narrowed(low, high, row) for low, high in gutters)
    return [(low, high) for low, high in free if high - low >= _GUTTER]


def _narrowed(low: float, high: float, row: Sequence[Line]) -> tuple[float, float]:
    """What of one gutter a row leaves free; nothing when a part stands across it."""
    for line in row:
        if line.right <= (low + high) / 2:
            low = max(low, line.right)
        elif line.left >= (low + high) / 2:
            high = min(high, line.left)
        else:
            return low, low
    return low, high


def _is_full(line: Line, free: Sequence[tuple[float, float]]) -> bool:
    """True for a lone line that opens an item or a long one: the text goes on, the table is over."""
    return is_item(line.text) or not free or len(line.text) > 60


def _aligned(rows: Sequence[Sequence[Line]]) -> TableBlock | None:
    edges = [(low + high) / 2 for low, high in _common(rows)]
    cells = [[[line for line in row if _column_of(line, edges) == i] for i in range(len(edges) + 1)] for row in rows]
    full = [row for row in cells if sum(map(bool, row)) > 1]
    if len(full) < _FEWEST_ROWS or (len(edges) == 1 and not _is_short(full)):
        return None
    made: list[list[list[Line]]] = []
    for row in cells:
        if made and not row[0] and len([part for part in row if part]) < len(row):
            made[-1] = [[*before, *more] for before, more in zip(made[-1], row, strict=True)]
        else:
            made.append(row)
    texts = tuple(tuple(_cell_text(cell) for cell in row) for row in made)
    return TableBlock(tuple(line for row in rows for line in row), texts)


def _common(rows: Sequence[Sequence[Line]]) -> list[tuple[float, float]]:
    gutters = _gutters(rows[0])
    for row in rows[1:]:
        gutters = _free(gutters, row)
    return gutters


def _column_of(line: Line, edges: Sequence[float]) -> int:
    return sum(line.middle > edge for edge in edges)


def _is_short(rows: Sequence[Sequence[Sequence[Line]]]) -> bool:
    """True when two columns hold data: one of them short, and in more than marks of items."""
    lengths = [[len(" ".join(line.text for line in row[side])) for row in rows] for side in (0, 1)]
    mean = [sum(side) / len(side) for side in lengths]
    marks = sum(is_item(f"{row[0][0].text} x") and lengths[0][i] <= 4 for i, row in enumerate(rows) if row[0])
    return min(mean) < _PROSE and max(mean) < 3 * _PROSE and marks < len(rows) * 0.5
