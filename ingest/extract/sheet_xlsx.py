"""Workbooks of Excel 2007 and later (XLSX, XLSM) as grids. Macros and links to other files are never run or followed.

Values are those that Excel kept when the file was saved; formulas are not counted anew.
"""

import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from typing import Any

import openpyxl
from openpyxl.utils.cell import range_boundaries

from archive.errors import ExtractError
from ingest.extract.sheet_grid import REMEDY, Cell, Grid, GridLimits, Row, shown

_SPLIT = "Chia nhỏ bảng tính rồi nạp lại."

Part = Any  # sheets and cells: openpyxl has no types of its own

_BROKEN = (KeyError, ValueError, TypeError, AttributeError, IndexError, zipfile.BadZipFile, zlib.error, OSError)
# The library makes a cell for each place in a merged area. Real areas are a title over some columns, or whole columns.
_MOST_MERGED = 2_000_000
_MERGED = re.compile(rb"<(?:\w{1,20}:)?mergeCell\s[^>]{0,200}?ref=[\"']([A-Z0-9:$]{1,40})[\"']")
_SHEET = re.compile(r"xl/worksheets/[^/]{1,100}\.xml")
_MOST_BLANK_ROWS = 2  # of those between two filled rows; a cell far below would have a million over it
_MOST_OUTSIDE = 5_000


def xlsx_grids(payload: bytes, limits: GridLimits) -> tuple[Grid, ...]:
    """The sheets of an XLSX file.

    Raises:
        ExtractError: damaged, too large when unpacked, or with entities in its XML.
    """
    _check(payload, limits)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what openpyxl does not draw (slicers, validations) is no loss of text
            book = openpyxl.load_workbook(io.BytesIO(payload), data_only=True, keep_links=False)
        return tuple(_grid(sheet, limits) for sheet in book.worksheets[: limits.sheets])
    except (*_BROKEN, SyntaxError) as error:
        raise ExtractError("Bảng tính bị hỏng bên trong, không đọc được.", remedy=REMEDY) from error


def _check(payload: bytes, limits: GridLimits) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(payload)) as bundle:
            parts = bundle.infolist()
            size = sum(part.file_size for part in parts if part.filename.endswith((".xml", ".rels")))
            if size > limits.unpacked_bytes or len(parts) > 5_000:
                raise ExtractError(f"Bảng tính giải nén thành {size / 1e6:.0f} MB; không mở.", remedy=_SPLIT)
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    _check_part(part.filename, bundle.read(part))
    except (*_BROKEN, EOFError, RuntimeError) as error:
        raise ExtractError("Bảng tính bị cắt cụt hoặc hỏng, không mở được.", remedy=REMEDY) from error


def _check_part(name: str, raw: bytes) -> None:
    if b"<!DOCTYPE" in raw[:4096].upper():
        raise ExtractError("Bảng tính có khai báo thực thể XML, là dấu hiệu của tệp độc hại.", remedy=REMEDY)
    if _SHEET.fullmatch(name) and sum(_places(found[1].decode()) for found in _MERGED.finditer(raw)) > _MOST_MERGED:
        raise ExtractError("Bảng tính bất thường: vùng gộp ô quá lớn; không mở.", remedy=_SPLIT)


def _places(area: str) -> int:
    left, top, right, bottom = (edge or 1 for edge in range_boundaries(area))
    return (right - left + 1) * (bottom - top + 1)


def _grid(sheet: Part, limits: GridLimits) -> Grid:
    """One sheet: what it shows, with the widths of merged cells; what lies outside the limits is for the guard."""
    widths = {(area.min_row, area.min_col): area.max_col - area.min_col + 1 for area in sheet.merged_cells.ranges}
    rows: list[Row] = []
    outside: list[str] = []
    last = unread = 0
    for number, cells in _written(sheet).items():
        outside += [str(cell.value) for column, cell in cells.items() if column > limits.columns]
        read = {column: _cell(cell, widths) for column, cell in cells.items() if column <= limits.columns}
        blank = min(number - last - 1, _MOST_BLANK_ROWS)
        if not read or len(rows) + blank >= limits.rows:
            outside += [cell.text for cell in read.values()]
            unread += 1
            continue
        rows += [Row(())] * blank
        hidden = bool(number in sheet.row_dimensions and sheet.row_dimensions[number].hidden)
        rows.append(Row(tuple(read.get(column, Cell()) for column in range(1, max(read, default=0) + 1)), hidden))
        last = number
    beside = (*_beside(sheet), *outside[:_MOST_OUTSIDE])
    return Grid(str(sheet.title), tuple(rows), sheet.sheet_state != "visible", unread, beside)


def _written(sheet: Part) -> Mapping[int, Mapping[int, Part]]:
    """The cells that hold something, by row and column, rows in their order.

    Taken from the library's own table: its walk over a sheet makes every cell up to the last one, which for one cell at
    XFD1048576 is 17 billion.
    """
    rows: dict[int, dict[int, Part]] = {}
    for (row, column), cell in sorted(sheet._cells.items()):  # noqa: SLF001
        if cell.value is not None:
            rows.setdefault(row, {})[column] = cell
    return rows


def _beside(sheet: Part) -> Iterator[str]:
    """Remarks on cells, heads and feet of printed pages."""
    for head in (sheet.oddHeader, sheet.oddFooter, sheet.evenHeader, sheet.firstHeader, sheet.firstFooter):
        yield from (part.text for part in (head.left, head.center, head.right) if part.text)
    # The table of cells that exist, not all places of the sheet: a remark far away would make millions of them.
    yield from (cell.comment.text for cell in list(sheet._cells.values()) if cell.comment is not None)  # noqa: SLF001


def _cell(cell: Part, widths: dict[tuple[int, int], int]) -> Cell:
    text = shown(cell.value, cell.number_format or "") if cell.value is not None else ""
    if not text:
        return Cell()
    font = cell.font.name if cell.has_style and cell.font is not None else ""
    return Cell(text, font or "", widths.get((cell.row, cell.column), 1))
