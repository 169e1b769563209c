"""Workbooks of Excel 97–2003 (XLS) as grids, the font of every cell with it.

Macros are never run; values are those that Excel kept when the file was saved.
"""

import struct
from collections.abc import Iterator
from typing import Any

import xlrd
from xlrd.biffh import XLRDError
from xlrd.compdoc import CompDocError

from archive.errors import ExtractError
from ingest.extract.sheet_grid import REMEDY, Cell, Grid, GridLimits, Row, shown

Part = Any  # xlrd has no types of its own

_BROKEN = (
    *(XLRDError, CompDocError, struct.error, IndexError, KeyError, ValueError, AssertionError),
    *(AttributeError, TypeError, OverflowError),
)


class _Nowhere:
    """Where the library's remarks on a file go."""

    def write(self, text: str) -> int:
        """Take a remark and forget it."""
        return len(text)

    def flush(self) -> None:
        """Nothing is held."""


def xls_grids(payload: bytes, limits: GridLimits) -> tuple[Grid, ...]:
    """The sheets of an XLS file.

    Raises:
        ExtractError: damaged or protected by a password.
    """
    try:
        book = xlrd.open_workbook(
            file_contents=payload,
            formatting_info=True,
            logfile=_Nowhere(),
            on_demand=True,
            ragged_rows=True,  # rows end at their last cell: one cell at IV65536 would else make 17 million
        )
        return tuple(_grid(book, number, limits) for number in range(min(book.nsheets, limits.sheets)))
    except _BROKEN as error:
        if "encrypted" in str(error).lower():
            raise ExtractError("Bảng tính được bảo vệ bằng mật khẩu.", remedy="Gỡ mật khẩu rồi nạp lại.") from error
        raise ExtractError("Bảng tính bị hỏng, không đọc được.", remedy=REMEDY) from error


def _grid(book: Part, number: int, limits: GridLimits) -> Grid:
    sheet = book.sheet_by_index(number)
    widths = {(top, left): right - left for top, _, left, right in sheet.merged_cells}
    rows = tuple(
        Row(
            tuple(_cell(book, sheet, (at, column), widths) for column in range(min(sheet.row_len(at), limits.columns))),
            bool(at in sheet.rowinfo_map and sheet.rowinfo_map[at].hidden),
        )
        for at in range(min(sheet.nrows, limits.rows))
    )
    return Grid(sheet.name, rows, sheet.visibility != 0, max(sheet.nrows - limits.rows, 0), tuple(_beside(sheet)))


def _beside(sheet: Part) -> Iterator[str]:
    """Remarks on cells."""
    for note in sheet.cell_note_map.values():
        yield note.text


def _cell(book: Part, sheet: Part, place: tuple[int, int], widths: dict[tuple[int, int], int]) -> Cell:
    cell = sheet.cell(*place)
    text = _text(book, cell)
    if not text:
        return Cell()
    font = book.font_list[book.xf_list[cell.xf_index].font_index].name if cell.xf_index is not None else ""
    return Cell(text, font or "", widths.get(place, 1))


def _text(book: Part, cell: Part) -> str:
    if cell.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK, xlrd.XL_CELL_ERROR):
        return ""
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return shown(bool(cell.value))
    if cell.ctype == xlrd.XL_CELL_DATE:
        try:
            return shown(xlrd.xldate.xldate_as_datetime(cell.value, book.datemode))
        except (xlrd.xldate.XLDateError, OverflowError, ValueError):
            return shown(cell.value)
    if cell.ctype == xlrd.XL_CELL_NUMBER:
        held = book.format_map.get(book.xf_list[cell.xf_index].format_key) if cell.xf_index is not None else None
        return shown(cell.value, held.format_str if held is not None else "")
    return shown(cell.value)
