"""Workbooks of Excel 2007 and later (XLSX, XLSM) as grids. Macros and links to other files are never run or followed.

Values are those that Excel kept when the file was saved; formulas are not counted anew.
"""

import io
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

import openpyxl

from archive.errors import ExtractError
from ingest.extract.sheet_grid import REMEDY, Cell, Grid, GridLimits, Row, shown

Part = Any  # sheets and cells: openpyxl has no types of its own

_BROKEN = (KeyError, ValueError, TypeError, AttributeError, IndexError, zipfile.BadZipFile, zlib.error, OSError)


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
                raise ExtractError(
                    f"Bảng tính giải nén thành {size / 1e6:.0f} MB; không mở.", remedy="Chia nhỏ bảng tính rồi nạp lại."
                )
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    with bundle.open(part) as opened:
                        if b"<!DOCTYPE" in opened.read(4096).upper():
                            raise ExtractError(
                                "Bảng tính có khai báo thực thể XML, là dấu hiệu của tệp độc hại.", remedy=REMEDY
                            )
    except (*_BROKEN, EOFError, RuntimeError) as error:
        raise ExtractError("Bảng tính bị cắt cụt hoặc hỏng, không mở được.", remedy=REMEDY) from error


def _grid(sheet: Part, limits: GridLimits) -> Grid:
    """One sheet: what it shows, with the widths of merged cells."""
    widths = {(area.min_row, area.min_col): area.max_col - area.min_col + 1 for area in sheet.merged_cells.ranges}
    rows: list[Row] = []
    for cells in sheet.iter_rows(
        max_row=min(sheet.max_row, limits.rows), max_col=min(sheet.max_column, limits.columns)
    ):
        number = cells[0].row if cells else len(rows) + 1
        hidden = bool(number in sheet.row_dimensions and sheet.row_dimensions[number].hidden)
        rows.append(Row(tuple(_cell(cell, widths) for cell in cells), hidden))
    unread = max(sheet.max_row - limits.rows, 0)
    return Grid(str(sheet.title), tuple(rows), sheet.sheet_state != "visible", unread, tuple(_beside(sheet)))


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
