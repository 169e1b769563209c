"""Builds the Word files of the demonstration corpus from the TOML sources in `word/`.

Here is only the printing of one source as a Party document; the wording is in the sources, `make_pdf.py` prints the
PDF files and `manifest.py` records what was built. The same source gives the same bytes again.

Marks of a body line: `# ` heading, `## ` article heading, `| ` table row, `+ ` item numbered by Word, else a paragraph.
"""

import io
import sys
import tomllib
import zipfile
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt
from docx.table import _Cell as Cell

HERE = Path(__file__).parent
SOURCES, TARGET = HERE / "word", HERE.parent / "documents" / "word"
NOTICE = "VĂN BẢN MINH HỌA – không phải bản chính thức"
# One fixed moment for every part of the file, so that a rebuild changes no digest.
FIXED = datetime(2026, 1, 1, tzinfo=UTC)


def write_cell(cell: Cell, lines: list[str], bold: int | None = None, centred: bool = True) -> None:
    """Print lines into one cell, one paragraph a line; `bold` is the index of the bold one."""
    for index, line in enumerate(lines):
        paragraph = cell.paragraphs[0] if index == 0 else cell.add_paragraph()
        paragraph.add_run(line).bold = index == bold
        if centred:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def add_centred(word: WordDocument, text: str) -> None:
    """Print one bold centred line."""
    paragraph = word.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run(text).bold = True


def add_letterhead(word: WordDocument, source: dict[str, Any]) -> None:
    """Print the two columns at the top: body, star and number on the left; Party name, place and date on the right."""
    left, right = word.add_table(rows=1, cols=2).rows[0].cells
    write_cell(left, [*source["left"], "*", source["number"]], bold=len(source["left"]) - 1)
    write_cell(right, [*source["right"], source["place"]], bold=0)


def add_table(word: WordDocument, rows: list[str]) -> None:
    """Print `| a | b |` rows as a bordered table."""
    cells = [[part.strip() for part in row.strip("| ").split("|")] for row in rows]
    table = word.add_table(rows=0, cols=len(cells[0]))
    table.style = "Table Grid"
    for row in cells:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text


def add_line(word: WordDocument, line: str) -> None:
    """Print one body line that is no table row."""
    mark, _, rest = line.partition(" ")
    if mark in ("#", "##"):
        add_centred(word, rest)
    elif mark == "+":
        word.add_paragraph(rest, style="List Number")
    else:
        word.add_paragraph(line)


def add_body(word: WordDocument, body: str) -> None:
    """Print the body; rows that follow one another make one table."""
    for is_row, lines in groupby(body.strip().splitlines(), key=lambda line: line.startswith("|")):
        if is_row:
            add_table(word, list(lines))
            continue
        for line in lines:
            add_line(word, line)


def add_foot(word: WordDocument, source: dict[str, Any]) -> None:
    """Print Nơi nhận on the left and the signature on the right."""
    left, right = word.add_table(rows=1, cols=2).rows[0].cells
    write_cell(left, ["Nơi nhận:", *(f"- {name}" for name in source["recipients"])], centred=False)
    write_cell(right, source["signature"], bold=0)


def compose(source: dict[str, Any]) -> WordDocument:
    """One source as a Word document."""
    word = Document()
    word.styles["Normal"].font.name, word.styles["Normal"].font.size = "Times New Roman", Pt(14)
    properties = word.core_properties
    properties.author, properties.title = "", source["type"]
    properties.created = properties.modified = FIXED
    add_centred(word, NOTICE)
    add_letterhead(word, source)
    for line in (source["type"], source["heading"], source["abstract"], "-----"):
        if line:
            add_centred(word, line)
    add_body(word, source["body"])
    add_foot(word, source)
    return word


def to_bytes(word: WordDocument) -> bytes:
    """The file with one fixed time on each part."""
    saved, fixed = io.BytesIO(), io.BytesIO()
    word.save(saved)
    with zipfile.ZipFile(saved) as parts, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as out:
        for name in parts.namelist():
            out.writestr(zipfile.ZipInfo(name, FIXED.timetuple()[:6]), parts.read(name), zipfile.ZIP_DEFLATED)
    return fixed.getvalue()


def main() -> int:
    """Build every Word file; prints one line a file."""
    TARGET.mkdir(parents=True, exist_ok=True)
    for path in sorted(SOURCES.glob("*.toml")):
        target = TARGET / f"{path.stem}.docx"
        target.write_bytes(to_bytes(compose(tomllib.loads(path.read_text("utf-8")))))
        sys.stdout.write(f"{target.name}: {target.stat().st_size} bytes\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
