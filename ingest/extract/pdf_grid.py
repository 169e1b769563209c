"""Ruled tables on a page of a PDF: from the lines drawn on it to cells, rows of them, and which line stands in which.

Cells that span columns or rows are one cell, which stands where it begins. Tables without rules are in `pdf_tables`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest.extract.pdf_drawn import Rule
from ingest.extract.pdf_lines import Line

# Ends of rules meet within this many points; borders of Word's cells overlap or leave up to 1.5.
_TOUCH = 3.0
# Limits of a page: the fullest form of the real gazettes has 24 columns and 40 rows of rules.
_MOST_RULES, _MOST_CELLS = 3_000, 6_000


@dataclass(frozen=True, slots=True)
class Grid:
    """The rules of one table: edges of its columns from left to right, of its rows from top to bottom, and its cells.

    `cells[row][column]` is the number of the cell that lies there; a cell that spans has the same number in several.
    """

    columns: tuple[float, ...]
    rows: tuple[float, ...]
    cells: tuple[tuple[int, ...], ...]

    def cell_at(self, x: float, y: float) -> int | None:
        """The number of the cell at a place, None outside of the table."""
        column = next((i for i in range(len(self.columns) - 1) if self.columns[i] <= x < self.columns[i + 1]), None)
        row = next((i for i in range(len(self.rows) - 1) if self.rows[i] >= y > self.rows[i + 1]), None)
        return None if column is None or row is None else self.cells[row][column]


def grids(rules: Sequence[Rule]) -> list[Grid]:
    """The tables that rules make, from top to bottom; boxes of one column are no tables."""
    if not 3 <= len(rules) <= _MOST_RULES:
        return []
    upright = _merged(rule for rule in rules if rule.is_upright)
    level = _merged(rule for rule in rules if not rule.is_upright)
    if len(upright) * len(level) > _MOST_RULES * 100:
        return []
    found = [_grid(*group) for group in _groups(upright, level)]
    return sorted((grid for grid in found if grid is not None), key=lambda grid: -grid.rows[0])


def filled(grid: Grid, lines: Iterable[Line]) -> dict[int, list[Line]]:
    """The lines in each cell of a table."""
    held: dict[int, list[Line]] = {}
    for line in lines:
        cell = grid.cell_at(line.middle, (line.bottom + line.top) / 2)
        if cell is not None:
            held.setdefault(cell, []).append(line)
    return held


def rows_of(grid: Grid, texts: dict[int, str]) -> list[list[str]]:
    """The rows of a table as texts of cells; a spanning cell stands in its first row and column, the rest is empty."""
    given: set[int] = set()
    rows: list[list[str]] = []
    for numbers in grid.cells:
        row: list[str] = []
        for number in numbers:
            row.append("" if number in given else texts.get(number, ""))
            given.add(number)
        rows.append(row)
    return rows


def _merged(rules: Iterable[Rule]) -> list[Rule]:
    """Rules on one line that touch as one: Word draws each cell's border by itself."""
    merged: list[Rule] = []
    for rule in sorted(rules, key=lambda each: (round(each.at), each.low)):
        last = merged[-1] if merged else None
        if last is not None and abs(last.at - rule.at) <= 1.5 and rule.low <= last.high + _TOUCH:
            merged[-1] = Rule(last.is_upright, last.at, last.low, max(last.high, rule.high))
        else:
            merged.append(rule)
    return merged


def _groups(upright: Sequence[Rule], level: Sequence[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """The rules that hang together by crossing or touching."""
    owner = list(range(len(upright) + len(level)))

    def top(index: int) -> int:
        while owner[index] != index:
            owner[index] = owner[owner[index]]
            index = owner[index]
        return index

    for i, one in enumerate(upright):
        for j, other in enumerate(level, start=len(upright)):
            crosses = other.low - _TOUCH <= one.at <= other.high + _TOUCH
            if crosses and one.low - _TOUCH <= other.at <= one.high + _TOUCH:
                owner[top(i)] = top(j)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for index, rule in enumerate((*upright, *level)):
        groups.setdefault(top(index), ([], []))[0 if rule.is_upright else 1].append(rule)
    return list(groups.values())


def _grid(upright: list[Rule], level: list[Rule]) -> Grid | None:
    if not upright or not level:
        return None
    across = [end for rule in level for end in (rule.low, rule.high)]
    along = [end for rule in upright for end in (rule.low, rule.high)]
    columns = _edges([*(rule.at for rule in upright), min(across), max(across)])
    rows = _edges([*(rule.at for rule in level), min(along), max(along)])[::-1]
    if len(columns) < 3 or len(rows) < 2 or (len(columns) - 1) * (len(rows) - 1) > _MOST_CELLS:
        return None
    return Grid(tuple(columns), tuple(rows), _cells(columns, rows, upright, level))


def _edges(places: Iterable[float]) -> list[float]:
    """Places in order, those close together as one."""
    edges: list[float] = []
    for place in sorted(places):
        if not edges or place - edges[-1] > _TOUCH * 1.5:
            edges.append(place)
    return edges


def _cells(
    columns: Sequence[float], rows: Sequence[float], upright: Sequence[Rule], level: Sequence[Rule]
) -> tuple[tuple[int, ...], ...]:
    """The numbers of the cells: fields without a rule between them are one, and no cell is counted but as a rectangle.

    A cell grows to the right first, then down, as long as no rule stands in between.
    """
    width, height = len(columns) - 1, len(rows) - 1
    numbers = [[-1] * width for _ in range(height)]
    count = 0
    for row in range(height):
        for column in range(width):
            if numbers[row][column] >= 0:
                continue
            right, low = column, row
            while right + 1 < width and numbers[row][right + 1] < 0 and not _parts(upright, columns, rows, right, row):
                right += 1
            while low + 1 < height and _open_below(level, columns, rows, (column, right), low):
                low += 1
            for y in range(row, low + 1):
                numbers[y][column : right + 1] = [count] * (right + 1 - column)
            count += 1
    return tuple(map(tuple, numbers))


def _parts(upright: Sequence[Rule], columns: Sequence[float], rows: Sequence[float], column: int, row: int) -> bool:
    """True when a rule stands right of a field."""
    at, middle = columns[column + 1], (rows[row] + rows[row + 1]) / 2
    return any(abs(rule.at - at) <= _TOUCH * 1.5 and rule.low - 1 <= middle <= rule.high + 1 for rule in upright)


def _open_below(
    level: Sequence[Rule], columns: Sequence[float], rows: Sequence[float], span: tuple[int, int], row: int
) -> bool:
    """True when no rule stands under the fields from one column to another."""
    at = rows[row + 1]
    near = [rule for rule in level if abs(rule.at - at) <= _TOUCH * 1.5]
    for column in range(span[0], span[1] + 1):
        middle = (columns[column] + columns[column + 1]) / 2
        if any(rule.low - 1 <= middle <= rule.high + 1 for rule in near):
            return False
    return True
