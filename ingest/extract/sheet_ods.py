"""Workbooks of LibreOffice (ODS) as grids, read from their one XML part.

Repeated rows and cells are written once in the file; empty repeats at the end of a sheet reach to its last row and are
left out.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from lxml import etree

from archive.errors import ExtractError
from ingest.damaged import DAMAGED_ZIP
from ingest.extract.sheet_grid import REMEDY, Cell, Grid, GridLimits, Row, shown

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")

Element = Any  # lxml has no types of its own


def ods_grids(payload: bytes, limits: GridLimits) -> tuple[Grid, ...]:
    """The sheets of an ODS file.

    Raises:
        ExtractError: damaged, protected by a password, or too large when unpacked.
    """
    root = _content(payload, limits)
    hidden = {
        style.get(f"{_STYLE}name", "")
        for style in root.iter(f"{_STYLE}style")
        for held in style.iter(f"{_STYLE}table-properties")
        if held.get(f"{_TABLE}display") == "false"
    }
    tables = list(root.iter(f"{_TABLE}table"))[: limits.sheets]
    return tuple(_grid(table, hidden, limits) for table in tables)


def _content(payload: bytes, limits: GridLimits) -> Element:
    try:
        with zipfile.ZipFile(io.BytesIO(payload)) as bundle:
            part = bundle.getinfo("content.xml")
            if part.file_size > limits.unpacked_bytes:
                raise ExtractError(
                    f"Bảng tính giải nén thành {part.file_size / 1e6:.0f} MB; không mở.",
                    remedy="Chia nhỏ bảng tính rồi nạp lại.",
                )
            raw = bundle.read(part)
        if b"<!DOCTYPE" in raw[:4096].upper():
            raise ExtractError("Bảng tính có khai báo thực thể XML, là dấu hiệu của tệp độc hại.", remedy=REMEDY)
        return etree.fromstring(raw, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))
    except etree.XMLSyntaxError as error:
        raise ExtractError("Bảng tính được bảo vệ bằng mật khẩu hoặc bị hỏng.", remedy=REMEDY) from error
    except (KeyError, *DAMAGED_ZIP) as error:
        raise ExtractError("Bảng tính bị cắt cụt hoặc hỏng, không mở được.", remedy=REMEDY) from error


def _grid(table: Element, hidden: set[str], limits: GridLimits) -> Grid:
    rows: list[Row] = []
    held: list[Row] = []  # empty rows, written only when a filled one follows
    unread = 0
    for element in table.iter(f"{_TABLE}table-row"):
        if len(rows) >= limits.rows and not any(element.itertext()):
            continue
        row = Row(tuple(_cells(element, limits)), element.get(f"{_TABLE}visibility", "visible") != "visible")
        if not row.filled:
            held = [*held, row][:2]
            continue
        rows += held
        held = []
        again = min(_int(element.get(f"{_TABLE}number-rows-repeated")), limits.rows)
        left = limits.rows - len(rows)
        rows += [row] * min(again, max(left, 0))
        unread += max(again - max(left, 0), 0)
    name = table.get(f"{_TABLE}name", "")
    return Grid(name, tuple(rows[: limits.rows]), table.get(f"{_TABLE}style-name") in hidden, unread)


def _cells(row: Element, limits: GridLimits) -> Iterator[Cell]:
    """The cells of a row up to the last one that shows something: empty repeats reach to the end of the sheet."""
    seen = blank = 0
    for element in row:
        if element.tag not in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
            continue
        text = _shown(element)
        cell = Cell(text, width=_int(element.get(f"{_TABLE}number-columns-spanned"))) if text else Cell()
        again = min(_int(element.get(f"{_TABLE}number-columns-repeated")), limits.columns - seen)
        seen += again
        if not text:
            blank += again
            continue
        yield from [Cell()] * blank
        yield from [cell] * again
        blank = 0
        if seen >= limits.columns:
            return


def _shown(cell: Element) -> str:
    day = _DAY.match(cell.get(f"{_OFFICE}date-value", ""))
    if day:
        return f"{day.group(3)}/{day.group(2)}/{day.group(1)}"
    if cell.get(f"{_OFFICE}value-type") == "float":
        try:
            return shown(float(cell.get(f"{_OFFICE}value", "")))
        except ValueError:
            pass
    lines = ["".join(line.itertext()) for line in cell.iterchildren(f"{_TEXT}p")]
    return shown("\n".join(lines))


def _int(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) <= 8 else 1
