"""Lists of documents in a spreadsheet: which column is the number, the day, the trích yếu, the file; then its rows.

What a list says of a file goes with the file as hints; the text of the file itself is asked first everywhere.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import PurePosixPath, PureWindowsPath

from archive.text.vietnamese import fold
from ingest.extract.sheet_grid import Grid, GridLimits, Row, with_unicode_letters
from ingest.extract.sheet_readers import grids_of

# Heads of columns, folded, longest meaning first; a column is the first kind of which its head holds a phrase.
_HEADS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("file", ("ten tep", "ten file", "tep dinh kem", "file dinh kem", "tap tin", "duong dan", "tep", "file")),
    ("number", ("so ky hieu", "so va ky hieu", "so hieu", "ky hieu", "so van ban", "so vb", "so cong van", "so kh")),
    ("date", ("ngay ban hanh", "ngay van ban", "ngay ky", "ngay thang", "ngay vb", "ngay")),
    ("title", ("trich yeu", "ten van ban", "noi dung van ban", "tieu de", "ten loai va trich yeu", "noi dung")),
    ("issuer", ("co quan ban hanh", "noi ban hanh", "don vi ban hanh", "co quan", "tac gia")),
    ("type", ("loai van ban", "the loai", "hinh thuc van ban", "loai vb", "loai")),
)
_FIRST_ROWS = 30
_LONGEST_HEAD = 60
_NO_WORD = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class ListedDocument:
    """One row of a list of documents; empty where the list says nothing. `date` is as the sheet shows it."""

    number: str = ""
    date: str = ""
    title: str = ""
    issuer: str = ""
    type: str = ""
    file: str = ""

    def hints(self) -> dict[str, str]:
        """What a request may carry of it (see `material.Request`)."""
        told = {key: getattr(self, key) for key in ("number", "date", "title", "issuer", "type")}
        return {key: value for key, value in told.items() if value}


def listed_documents(
    payload: bytes, *, media_type: str, limits: GridLimits | None = None
) -> tuple[ListedDocument, ...]:
    """The documents that the sheets list, in their order; empty when no sheet is a list of documents.

    Raises:
        ExtractError: the file cannot be read; see `sheet_readers.grids_of`.
    """
    grids, _ = with_unicode_letters(grids_of(payload, media_type=media_type, limits=limits))
    return tuple(one for grid in grids if not grid.hidden for one in rows_of(grid))


def rows_of(grid: Grid) -> Iterator[ListedDocument]:
    """The documents one sheet lists."""
    rows = [row for row in grid.rows if not row.hidden]
    for at, row in enumerate(rows[:_FIRST_ROWS]):
        columns = _columns(row)
        if columns:
            yield from _listed(rows[at + 1 :], columns)
            return


def hints_by_file(payload: bytes, *, media_type: str) -> dict[str, dict[str, str]]:
    """What a list says of each file, by the file's name in small letters; by `slug` of the number where none is named.

    Raises:
        ExtractError: the file cannot be read.
    """
    told: dict[str, dict[str, str]] = {}
    for one in listed_documents(payload, media_type=media_type):
        hints = one.hints()
        name = PurePosixPath(PureWindowsPath(one.file).as_posix()).name.lower()
        key = name or slug(one.number)
        if key and hints:
            told.setdefault(key, hints)
    return told


def slug(words: str) -> str:
    """Words as file names have them: "05-CT/TU" → "05-ct-tu"."""
    return _NO_WORD.sub("-", fold(words)).strip("-")


def _columns(row: Row) -> dict[str, int]:
    """Which column is what, when the row is the head of a list of documents; empty for other rows."""
    found: dict[str, int] = {}
    for at, cell in enumerate(row.cells):
        kind = _kind(cell.text) if 0 < len(cell.text) <= _LONGEST_HEAD else ""
        if kind:
            found.setdefault(kind, at)
    is_list = "number" in found and len(found.keys() & {"date", "title", "issuer", "file"}) >= 1
    return found if is_list or {"file", "title"} <= found.keys() else {}


@cache
def _kind(head: str) -> str:
    bare = f" {_NO_WORD.sub(' ', fold(head)).strip()} "
    return next((kind for kind, phrases in _HEADS if any(f" {phrase} " in bare for phrase in phrases)), "")


def _listed(rows: Sequence[Row], columns: dict[str, int]) -> Iterator[ListedDocument]:
    for row in rows:
        told = {
            kind: " ".join(row.cells[at].text.split()) if at < len(row.cells) else "" for kind, at in columns.items()
        }
        # A row with one filled cell is a heading between ("Năm 2020"); one of figures counts the columns ("1 | 2 | 3").
        if sum(map(bool, told.values())) >= 2 and not all(value.isdecimal() for value in told.values() if value):
            yield ListedDocument(**told)
