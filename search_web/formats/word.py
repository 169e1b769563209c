"""A work as a DOCX file: the look of paper, real headings, tables that can be edited; opened again it says the same.

For people who go on writing from a text. It is made by python-docx from its plain template.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, time
from io import BytesIO
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from archive.cite.format import short
from search_web.formats.layout import Line, Pair, Rows, every_line, laid_out
from search_web.formats.pdf import BOTTOM, INDENT, LARGE, LEFT, RIGHT, SIZE, SMALL, TOP
from search_web.formats.plain import shown_date
from search_web.formats.work import Work, name_of
from search_web.formats.xml import clean
from search_web.language import gettext as _

FONT = "Times New Roman"
LONGEST_PROPERTY = 255  # letters: longer ones Office refuses


def word(work: Work) -> bytes:
    """The form `.docx`."""
    made = docx.Document()
    _styles(made)
    _properties(made, work)
    _page(made, work)
    pieces = laid_out(work.document)
    top = min((line.heading for line in every_line(pieces) if line.heading), default=3)
    for piece in pieces:
        if isinstance(piece, Pair):
            _pair(made, piece)
        elif isinstance(piece, Rows):
            _rows(made, piece)
        else:
            _line(made, piece, top)
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def _styles(made: Any) -> None:  # noqa: ANN401  # python-docx's own objects
    for name in ("Normal", "Heading 1", "Heading 2", "Heading 3"):
        style = made.styles[name]
        style.font.name, style.font.size = FONT, Pt(SIZE)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
            fonts.set(qn(script), FONT)
        for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:cstheme", "w:eastAsiaTheme"):
            fonts.attrib.pop(qn(theme), None)
        style.paragraph_format.space_after = Pt(6)
        if name != "Normal":
            style.font.bold, style.font.color.rgb = True, RGBColor(0, 0, 0)
            style.paragraph_format.space_before = Pt(6)


def _properties(made: Any, work: Work) -> None:  # noqa: ANN401
    known = made.core_properties
    known.title = clean(name_of(work.card))[:LONGEST_PROPERTY]
    known.author = (clean(work.card.issuer.name) if work.card.issuer else "")[:LONGEST_PROPERTY]
    known.comments, known.language = work.url[:LONGEST_PROPERTY], "vi-VN"
    known.last_modified_by = clean(work.site_name)[:LONGEST_PROPERTY]
    known.created = known.modified = datetime.combine(work.day, time.min, UTC)


def _page(made: Any, work: Work) -> None:  # noqa: ANN401
    section = made.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(LEFT), Mm(RIGHT)
    section.top_margin, section.bottom_margin = Mm(TOP), Mm(BOTTOM)
    foot = section.footer.paragraphs[0]
    day = f"{work.day:%d/%m/%Y}"
    named = clean(short(work.card))[:60]
    _small(foot, f"{named} · {shown_date(work.card.date)} · " + _("Trang "))
    _field(foot, "PAGE")
    _small(foot, "/")
    _field(foot, "NUMPAGES")
    _small(section.footer.add_paragraph(), f"{work.url} · " + _("in ngày %(day)s", day=day))


def _small(paragraph: Any, written: str) -> Any:  # noqa: ANN401
    run = paragraph.add_run(written)
    run.font.size = Pt(SMALL)
    return run


def _field(paragraph: Any, name: str) -> None:  # noqa: ANN401
    """A field that the office program fills: the page, the count of pages."""
    for kind in ("begin", "", "end"):
        run = _small(paragraph, "")
        if kind:
            sign = OxmlElement("w:fldChar")
            sign.set(qn("w:fldCharType"), kind)
        else:
            sign = OxmlElement("w:instrText")
            sign.text = name
        run._r.append(sign)  # noqa: SLF001  # python-docx has no other way to a field


def _line(made: Any, line: Line, top: int) -> None:  # noqa: ANN401
    """A line; the highest headings of a text are of the second level, below the name of its type."""
    written = clean(" ".join(line.text.split()))
    if line.role == "type":
        paragraph = made.add_paragraph(style="Heading 1")
        _run(paragraph, written, bold=True, size=LARGE)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    elif line.heading and line.role not in {"subject", "centred"}:
        made.add_paragraph(written, style="Heading 2" if line.heading == top else "Heading 3")
    else:
        paragraph = made.add_paragraph()
        centred = line.role in {"subject", "centred", "rule", "star"}
        italic = line.role in {"demonstration", "date"} or line.kind in {"caption", "note"}
        _run(paragraph, written, bold=line.role in {"subject", "centred"}, italic=italic)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if centred else WD_ALIGN_PARAGRAPH.JUSTIFY
        if line.kind == "item" and line.depth > 1:
            paragraph.paragraph_format.left_indent = Mm(INDENT * (line.depth - 1))


def _run(paragraph: Any, written: str, *, bold: bool = False, italic: bool = False, size: int = SIZE) -> None:  # noqa: ANN401
    run = paragraph.add_run(written)
    run.bold, run.italic, run.font.size = bold or None, italic or None, Pt(size)


def _pair(made: Any, pair: Pair) -> None:  # noqa: ANN401
    table = made.add_table(rows=1, cols=2)
    table.autofit = True
    for cell, side, lines in zip(table.rows[0].cells, ("left", "right"), (pair.left, pair.right), strict=True):
        _column(cell, lines, centred=pair.place == "head" or side == "right")


def _column(cell: Any, lines: Sequence[Line], *, centred: bool) -> None:  # noqa: ANN401
    for ordinal, line in enumerate(lines):
        paragraph = cell.add_paragraph() if ordinal else cell.paragraphs[0]
        recipients = line.role == "recipients"
        bold = line.role in {"motto", "signature"} or (line.kind == "letterhead-left" and line.text.isupper())
        size = 11 if recipients else 12
        _run(paragraph, clean(" ".join(line.text.split())), bold=bold, italic=line.role == "date", size=size)
        paragraph.paragraph_format.space_after = Pt(0)
        if centred and not recipients:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _rows(made: Any, rows: Rows) -> None:  # noqa: ANN401
    table = made.add_table(rows=0, cols=len(rows.cells[0]), style="Table Grid")
    for cells in rows.cells:
        for cell, written in zip(table.add_row().cells, cells, strict=True):
            cell.paragraphs[0].text = clean(" ".join(written.split()))
    made.add_paragraph()
