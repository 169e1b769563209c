"""Spreadsheets (XLS, XLSX, ODS) to pieces: a row is a line, its cells parted by bars.

A letterhead over a table is read as one; a line that stands alone over the columns is a heading. Hidden rows and
sheets are for the guard only. Lists of documents are read in `sheet_lists`.
"""

from collections.abc import Iterator, Sequence

from archive.errors import ExtractError
from ingest.extract.letterhead import columns_of
from ingest.extract.sheet_grid import Grid, GridLimits, Row, with_unicode_letters
from ingest.extract.sheet_readers import grids_of
from ingest.material import Extracted, Piece

# A letterhead stands in the first rows; each of them has a cell at the left and one at the right.
_MOST_HEAD_ROWS = 8
_LONGEST_HEADING = 200


def extract_sheet(payload: bytes, *, media_type: str, limits: GridLimits | None = None) -> Extracted:
    """The pieces of a spreadsheet, sheet by sheet.

    Raises:
        ExtractError: damaged, protected by a password, too large when unpacked, or with nothing in it.
    """
    grids, derivation = with_unicode_letters(grids_of(payload, media_type=media_type, limits=limits))
    shown = [grid for grid in grids if not grid.hidden and any(row.filled for row in grid.rows if not row.hidden)]
    pieces = tuple(piece for grid in shown for piece in _pieces(grid, named=len(shown) > 1))
    if not pieces:
        raise ExtractError("Bảng tính không có chữ nào.", remedy="Kiểm tra lại tệp; nạp tệp có nội dung.")
    unread = sum(grid.unread for grid in grids)
    meta = {"note": f"Bảng tính quá dài: {unread} dòng cuối không đọc."} if unread else {}
    hidden = sum(1 for grid in grids for row in grid.rows if (grid.hidden or row.hidden) and row.filled)
    dropped = {"hidden": hidden} if hidden else {}
    return Extracted(pieces, meta, dropped, tuple(_aside(grids)), derivation)


def _pieces(grid: Grid, *, named: bool) -> Iterator[Piece]:
    rows = [row for row in grid.rows if row.filled and not row.hidden]
    columns = _used(rows)
    if named and not grid.name.lower().startswith(("sheet", "trang tính", "bảng tính")):
        yield Piece(grid.name, "heading", 2)
    head, body = _letterhead(rows, columns)
    yield from head
    for row in body:
        yield _piece(row, columns)


def _used(rows: Sequence[Row]) -> list[int]:
    """The columns in which any row shows something."""
    return sorted({at for row in rows for at, cell in enumerate(row.cells) if cell.text})


def _letterhead(rows: Sequence[Row], columns: Sequence[int]) -> tuple[tuple[Piece, ...], Sequence[Row]]:
    """The letterhead over a table and the rows below it; no letterhead when the first rows are none."""
    for count in range(min(_MOST_HEAD_ROWS, len(rows)), 0, -1):
        top = rows[:count]
        if all(1 <= len(row.filled) <= 2 for row in top):
            pieces = columns_of([_texts(row, columns) for row in top])
            if pieces:
                return pieces, rows[count:]
    return (), rows


def _texts(row: Row, columns: Sequence[int]) -> list[str]:
    return [row.cells[at].text if at < len(row.cells) else "" for at in columns]


def _piece(row: Row, columns: Sequence[int]) -> Piece:
    filled = row.filled
    if len(filled) == 1 and len(columns) > 1:
        only = filled[0]
        wide = only.width >= max(len(columns) * 0.5, 2)
        if wide and len(only.text) <= _LONGEST_HEADING and not only.text.endswith((".", ";")):
            return Piece(only.text, "heading", 3)
        return Piece(only.text)
    line = " | ".join(" ".join(text.split()) for text in _texts(row, columns)).strip(" |")
    return Piece(line, "table") if len(columns) > 1 else Piece(filled[0].text)


def _aside(grids: Sequence[Grid]) -> Iterator[str]:
    """What is hidden, for the guard: sheets, rows, names of sheets, remarks."""
    for grid in grids:
        yield grid.name
        yield from grid.beside
        for row in grid.rows:
            if grid.hidden or row.hidden:
                yield from (cell.text for cell in row.filled)
