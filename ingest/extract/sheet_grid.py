"""The shapes of a workbook as grids of words, and how values are shown: dates as days, numbers without ".0".

The readers of each format fill them (see `sheet_readers`). Letters of fonts from before Unicode are read here, cell by
cell.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from archive.works.document import Derivation
from ingest.legacy import Run, recode

REMEDY = "Mở bằng Excel hoặc LibreOffice, lưu lại thành XLSX rồi nạp lại."


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell shows, the name of its font ("" when unknown), and over how many columns it goes."""

    text: str = ""
    font: str = ""
    width: int = 1


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row from the first column on; cells hidden behind a merged one are empty."""

    cells: tuple[Cell, ...]
    hidden: bool = False

    @property
    def filled(self) -> tuple[Cell, ...]:
        """The cells that show something."""
        return tuple(cell for cell in self.cells if cell.text)


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet: its name, its rows, whether the workbook hides it, and how many rows were left unread.

    `beside` are remarks on cells and the heads and feet of printed pages, for the guard.
    """

    name: str
    rows: tuple[Row, ...]
    hidden: bool = False
    unread: int = 0
    beside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GridLimits:
    """How much of a workbook is read. Real lists of documents have up to 5,000 rows of 12 columns."""

    sheets: int = 60
    rows: int = 20_000
    columns: int = 120
    unpacked_bytes: int = 120_000_000


def with_unicode_letters(grids: Sequence[Grid]) -> tuple[tuple[Grid, ...], Derivation | None]:
    """The sheets with letters of old fonts read, and how; None when there were none."""
    runs = [run for grid in grids for row in grid.rows for cell in row.cells for run in _runs(cell)]
    recoded = recode(runs)
    if not recoded.encodings:
        return tuple(grids), None
    texts = iter([run.text for run in recoded.runs[::2]])
    read = tuple(
        replace(grid, rows=tuple(replace(row, cells=_read(row.cells, texts)) for row in grid.rows)) for grid in grids
    )
    return read, Derivation(("recoded",), encoding=recoded.encoding, losses=recoded.losses)


def shown(value: object, number_format: str = "") -> str:
    """A value as a reader of the sheet sees it: 31/12/2020, 5900000, 12,5%; errors and nothing are empty."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, date | time):
        return _moment(value)
    if isinstance(value, int | float):
        return _number(value, number_format)
    text = "" if value is None else str(value)
    lines = "\n".join(" ".join(line.split()) for line in text.replace("\r", "\n").split("\n")).strip()
    return "" if lines in _ERRORS else lines


def _moment(value: date | time) -> str:
    if isinstance(value, time):
        return f"{value:%H:%M}"
    hour = f" {value:%H:%M}" if isinstance(value, datetime) and (value.hour or value.minute) else ""
    return f"{value:%d/%m/%Y}{hour}"


_ERRORS = frozenset({"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!"})


def _number(value: float, number_format: str) -> str:
    if number_format.rstrip().endswith("%"):
        return f"{value * 100:.10g}".replace(".", ",") + "%"
    if math.isinf(value):
        return ""
    if isinstance(value, int) or value.is_integer():
        # "00" and "000" keep the zeros that stand before a number: "05".
        zeros = len(number_format) if number_format and set(number_format) == {"0"} else 0
        return f"{int(value):0{zeros}d}" if abs(value) < 1e15 else f"{value:.15g}"
    return "" if math.isnan(value) else f"{value:.15g}".replace(".", ",")


def _runs(cell: Cell) -> tuple[Run, Run]:
    return Run(cell.text, cell.font), Run("\n")


def _read(cells: Iterable[Cell], texts: Iterable[str]) -> tuple[Cell, ...]:
    held = iter(texts)
    return tuple(replace(cell, text=next(held)) for cell in cells)
