"""A work on A4: letterhead in two columns, headings, tables, the number and address at the foot of every page.

The text can be selected and searched; only the letters that are used are embedded. What the paper says is the text and
nothing else, its layout is that of the page (`layout`).
"""

from collections.abc import Sequence
from datetime import UTC, datetime, time
from io import BytesIO

from fpdf import FPDF
from fpdf.enums import TableBordersLayout, XPos, YPos

from archive.cite.format import short
from archive.works.outline import label
from search_web.formats.fonts import Faces
from search_web.formats.layout import Line, Pair, Rows, laid_out
from search_web.formats.plain import demonstration, shown_date
from search_web.formats.work import Work, name_of
from search_web.formats.xml import clean
from search_web.language import gettext as _

# Code points: the longest text that is set in some 5 s of one processor (`time.process_time` over decrees: 171,000 in
# 4.8 s, 27,000 in 1.0 s); a longer one is offered as text and DOCX.
LONGEST = 150_000
FAMILY = "van-kien"
# Nghị định 30/2020/NĐ-CP, phụ lục I: A4, left 30–35 mm, right 15–20 mm, top and bottom 20–25 mm; 13–14 points.
LEFT, RIGHT, TOP, BOTTOM = 30.0, 18.0, 20.0, 25.0
SIZE, SMALL, LARGE = 13, 9, 15
LEADING = 6.4  # mm: Vietnamese stacks marks above and below
GAP = 2.0
COLUMN_GAP = 4.0  # mm between the columns of a letterhead
INDENT = 6.0  # mm for each depth of a list
WIDEST_TABLE, LONGEST_CELL = 9, 400  # more columns or longer cells than these are set as lines


def pdf(work: Work, faces: Faces) -> bytes:
    """The form `.pdf`; the same work on the same day gives the same bytes."""
    paper = _Paper(work)
    for style, path in (("", faces.regular), ("B", faces.bold), ("I", faces.italic)):
        paper.add_font(FAMILY, style, str(path))
    paper.begin()
    for piece in laid_out(work.document):
        if isinstance(piece, Pair):
            paper.pair(piece)
        elif isinstance(piece, Rows):
            paper.rows(piece)
        else:
            paper.block(piece)
    out = BytesIO()
    paper.output(out)
    return out.getvalue()


class _Paper(FPDF):
    """The pages of one work."""

    def __init__(self, work: Work) -> None:
        super().__init__(format="A4")
        self._work = work
        self.set_margins(LEFT, TOP, RIGHT)
        self.set_auto_page_break(auto=True, margin=BOTTOM)
        self.set_lang("vi")
        self.set_title(clean(name_of(work.card)))
        self.set_author(clean(work.card.issuer.name) if work.card.issuer else "")
        self.set_creator(clean(work.site_name))
        self.set_producer("")
        self.set_creation_date(_midnight(work))

    def begin(self) -> None:
        """The first page; a demonstration says that it is one above everything else."""
        self.add_page()
        if self._work.card.demonstration and not self._work.says_demonstration:
            self._set("I", 10)
            self._cell(demonstration(), "C")
        if self._work.card.genre == "article":
            self._set("I", 10)
            self._cell(_("Tin, bài. %(date)s", date=shown_date(self._work.card.date)), "L")

    def footer(self) -> None:
        """Number, date and page; address and day of printing below."""
        self.set_y(-BOTTOM + 6)
        self._set("", SMALL)
        half = self.epw / 2
        named = " · ".join((clean(short(self._work.card))[:60] or "-", shown_date(self._work.card.date)))
        self.cell(half * 1.4, 4.5, named, align="L")
        page = _("Trang %(page)s/{nb}", page=self.page_no())
        self.cell(0, 4.5, page, align="R", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        day = _("in ngày %(day)s", day=f"{self._work.day:%d/%m/%Y}")
        self.multi_cell(0, 4.5, f"{self._work.url} · {day}", align="L", link=self._work.url)

    def block(self, line: Line) -> None:
        """One block of the text."""
        written = clean(" ".join(line.text.split()))
        if not written:
            return
        if line.role in {"type", "subject", "centred", "rule", "star"}:
            self._set("" if line.role in {"rule", "star"} else "B", LARGE if line.role == "type" else SIZE)
            self._cell(written, "C")
        elif line.heading:
            self._heading(line, written)
        else:
            self._set("I" if line.role in {"demonstration", "date"} or line.kind in {"caption", "note"} else "", SIZE)
            self._cell(written, "J", indent=INDENT * max(0, line.depth - 1) if line.kind == "item" else 0.0)

    def _heading(self, line: Line, written: str) -> None:
        self.start_section(label(written), level=0 if line.heading <= 3 else 1, strict=False)
        self._set("B", SIZE)
        if self.will_page_break(LEADING * 3):  # a heading never stands alone at the end of a page
            self.add_page()
        self._cell(written, "L")

    def pair(self, pair: Pair) -> None:
        """Two columns beside each other; together on one page where they fit on one."""
        # On paper the country's name and the date need more room than the issuer.
        left = (self.epw - COLUMN_GAP) * (0.42 if pair.place == "head" else 0.5)
        right = self.epw - COLUMN_GAP - left
        tall = LEADING * max(self._height(pair.left, left), self._height(pair.right, right))
        if self.will_page_break(tall) and tall < self.eph:
            self.add_page()
        top, page, ends = self.get_y(), self.page, []
        for x, width, column in ((0.0, left, pair.left), (left + COLUMN_GAP, right, pair.right)):
            self.page = page
            self.set_y(top)
            for line in column:
                self._in_column(line, self.l_margin + x, width, centred=pair.place == "head" or x > 0)
            ends.append((self.page, self.get_y()))
        self.page, y = max(ends)
        self.set_xy(self.l_margin, y + GAP)

    def _height(self, lines: Sequence[Line], width: float) -> int:
        self._set("B", 12)
        return sum(1 + int(self.get_string_width(clean(line.text)) // width) for line in lines)

    def _in_column(self, line: Line, x: float, width: float, *, centred: bool) -> None:
        recipients = line.role == "recipients"
        bold = line.role in {"motto", "signature"} or (line.kind == "letterhead-left" and line.text.isupper())
        self._set("I" if line.role == "date" else "B" if bold else "", 10 if recipients else 12)
        self.set_x(x)
        align = "C" if centred and not recipients else "L"
        written = clean(" ".join(line.text.split()))
        self.multi_cell(
            width, LEADING - (1 if recipients else 0), written, align=align, new_x=XPos.LEFT, new_y=YPos.NEXT
        )

    def rows(self, rows: Rows) -> None:
        """A table; one with too many columns or too long cells for paper as lines."""
        self._set("", 10)
        width = len(rows.cells[0])
        if width > WIDEST_TABLE or any(len(cell) > LONGEST_CELL for row in rows.cells for cell in row) or width == 1:
            for row in rows.cells:
                self._cell(clean(" | ".join(row)), "L")
            return
        with self.table(
            width=self.epw,
            col_widths=_widths(rows),
            line_height=5,
            first_row_as_headings=False,
            borders_layout=TableBordersLayout.ALL,
            text_align="LEFT",
            padding=1,
        ) as table:
            for cells in rows.cells:
                made = table.row()
                for cell in cells:
                    made.cell(clean(" ".join(cell.split())))
        self.ln(GAP)

    def _cell(self, written: str, align: str, *, indent: float = 0.0) -> None:
        self.set_x(self.l_margin + indent)
        self.multi_cell(0, LEADING, written, align=align, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        self.ln(GAP)

    def _set(self, style: str, size: int) -> None:
        self.set_font(FAMILY, style, size)


def _widths(rows: Rows) -> tuple[int, ...]:
    """Shares of the columns by their longest word and how much they hold, so that "STT" is narrow."""
    columns = list(zip(*rows.cells, strict=True))
    return tuple(
        max(
            4,
            min(60, max(len(cell) for cell in column)),
            max((len(word) for cell in column for word in cell.split()), default=1),
        )
        for column in columns
    )


def _midnight(work: Work) -> datetime:
    return datetime.combine(work.day, time.min, UTC)
