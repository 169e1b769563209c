"""A list as a table: CSV, XLSX, or one JSON object a line; one row a work, the columns the same in all three.

Cells of CSV that a spreadsheet would take for a formula are made text; those of XLSX are text, dates and numbers by
their own type. What is left out of a long list is said in a last row.
"""

import csv
import json
from collections.abc import Iterable, Iterator
from datetime import date
from io import BytesIO, StringIO
from typing import Any

from archive.works.document import Card
from archive.works.validity import Status
from search_web.formats.work import page_url
from search_web.formats.xml import clean
from search_web.language import gettext as _

CSV, JSONL = "text/csv", "application/x-ndjson"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# What spreadsheets take for the beginning of a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
LONGEST_CELL = 32_767  # letters: Excel's own limit
_WIDTHS = (18, 16, 34, 12, 60, 18, 10, 10, 50)


def columns() -> tuple[str, ...]:
    """The headings in words."""
    return (
        _("Số, ký hiệu"),
        _("Loại văn bản"),
        _("Cơ quan ban hành"),
        _("Ngày ban hành"),
        _("Trích yếu"),
        _("Hiệu lực"),
        _("Được dẫn"),
        _("Toàn văn"),
        _("Địa chỉ"),
    )


Row = tuple[str, str, str, str | date, str, str, int, str, str]


def row(card: Card, status: Status | None, root: str) -> Row:
    """A work as the values of a row; a date that is known to the day is a date, else as far as it is known."""
    known = card.date
    day: str | date = "" if known is None else known.first if known.day else known.shown
    label = _("không áp dụng") if card.genre == "article" else status.label if status and status.known else _("chưa rõ")
    held = _("chưa có") if card.genre == "stub" else _("có")
    issuer = card.issuer.name if card.issuer else ""
    page = page_url(root, card.id)
    return (card.number or "", card.type or "", issuer, day, card.title or "", label, card.cited, held, page)


def as_csv(rows: Iterable[Row], note: str = "") -> Iterator[bytes]:
    """The table as CSV (RFC 4180), UTF-8 with its mark, row by row; `note` stands in a last row."""
    yield b"\xef\xbb\xbf" + _line(columns())
    for one in rows:
        yield _line(tuple(f"{cell:%d/%m/%Y}" if isinstance(cell, date) else defused(str(cell)) for cell in one))
    if note:
        yield _line((defused(note),))


def defused(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: "=1+1" becomes "'=1+1"."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _line(cells: Iterable[str]) -> bytes:
    written = StringIO()
    csv.writer(written, lineterminator="\r\n").writerow(cells)
    return written.getvalue().encode()


def as_jsonl(rows: Iterable[dict[str, Any]], note: str = "") -> Iterator[bytes]:
    """One object a line, UTF-8; `note` is a last object of its own."""
    for one in rows:
        yield json.dumps(one, ensure_ascii=False).encode() + b"\n"
    if note:
        yield json.dumps({"note": note}, ensure_ascii=False).encode() + b"\n"


def as_xlsx(rows: Iterable[Row], title: str, note: str = "") -> bytes:
    """The table as a workbook: dates are dates, counts are numbers, addresses are links; the headings stay in sight."""
    from openpyxl import Workbook  # late: nothing but workbooks needs it, and it takes a while to load

    book = Workbook(write_only=True)
    sheet = book.create_sheet(_sheet_name(title))
    sheet.freeze_panes = "A2"
    for letter, width in zip("ABCDEFGHI", _WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.append([_cell(sheet, heading, bold=True) for heading in columns()])
    for one in rows:
        sheet.append([_cell(sheet, value, link=value if at == len(one) - 1 else "") for at, value in enumerate(one)])
    if note:
        sheet.append([_cell(sheet, note)])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _cell(sheet: Any, value: Any, *, bold: bool = False, link: Any = "") -> Any:  # noqa: ANN401  # openpyxl's own
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    written = clean(value)[:LONGEST_CELL] if isinstance(value, str) else value
    made = WriteOnlyCell(sheet, value=written)
    if isinstance(value, str):
        made.data_type = "s"  # text, also where it begins like a formula
    if isinstance(value, date):
        made.number_format = "dd/mm/yyyy"
    if bold:
        made.font = Font(bold=True)
    if link:
        made.hyperlink = link
        made.font = Font(color="0B4F9E", underline="single")
    return made


def _sheet_name(title: str) -> str:
    """What a workbook takes as the name of a sheet: 31 letters, none of its own signs."""
    return "".join(sign if sign not in "[]:*?/\\'" else " " for sign in clean(title))[:31].strip() or "Văn bản"
