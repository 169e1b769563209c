"""The text layer of a PDF page as lines with their place on the page, wide gaps parting one line into several.

Here the letters are read; which lines are running heads, columns or paragraphs is judged in `pdf_layout`. Positions are
in points from the lower left corner.
"""

import ctypes
import math
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2
from pypdfium2 import raw

# A gap of this many letter heights inside a line parts two columns. Blanks of justified text stay under 1.2 on the
# real gazettes; the gap between the two names of a letterhead begins at 1.6.
_COLUMN_GAP = 1.5
# A blank that the file does not hold is believed from this gap on. In fonts that tell wrong widths false ones are under
# 0.05 of the height, right ones elsewhere over 0.2.
_BLANK_GAP = 0.12
_PICTURE = 3  # FPDF_PAGEOBJ_IMAGE
# A page with fewer letters than this under a picture that fills half of it is a scan with a stamp on it.
_FEWEST_LETTERS = 120


@dataclass(frozen=True, slots=True)
class Line:
    """A line, or the part of one in a column: text, edges, page from 1, and the width of its first word."""

    text: str
    left: float
    right: float
    bottom: float
    top: float
    page: int
    first_word: float = 0.0

    @property
    def height(self) -> float:
        """The height of its letters."""
        return self.top - self.bottom

    @property
    def middle(self) -> float:
        """The middle between left and right edge."""
        return (self.left + self.right) / 2


@dataclass(frozen=True, slots=True)
class PageLines:
    """The lines of a page in the order of the file, the size of the page, and whether it is a mere picture."""

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]
    is_picture: bool = False


@dataclass(slots=True)
class _Letter:
    sign: str
    left: float
    right: float
    bottom: float
    top: float


def read_page(document: pypdfium2.PdfDocument, index: int) -> PageLines:
    """The lines of one page."""
    page = document[index]
    width, height = page.get_size()
    text = page.get_textpage()
    lines: list[Line] = []
    for letters in _runs(text, width, height):
        lines.extend(_line(part, index + 1) for part in _parts(letters))
    count = sum(sign.isalnum() for line in lines for sign in line.text)
    picture = count < _FEWEST_LETTERS and _has_large_picture(page, width * height)
    text.close()
    page.close()
    return PageLines(index + 1, width, height, tuple(lines), picture)


def _runs(text: pypdfium2.PdfTextPage, width: float, height: float) -> Iterator[list[_Letter]]:
    """The letters of each line as the library parts them, lines set sideways turned upright."""
    run: list[_Letter] = []
    quarter = 0
    edges = [ctypes.c_double() for _ in range(4)]
    left, right, bottom, top = edges
    for index in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text, index)
        if code in (10, 13):
            if run:
                yield _upright(run, quarter, width, height)
            run = []
            continue
        if not run:
            quarter = round(raw.FPDFText_GetCharAngle(text, index) / (math.pi / 2)) % 4
        raw.FPDFText_GetCharBox(text, index, left, right, bottom, top)
        made_up = code == 32 and raw.FPDFText_IsGenerated(text, index) == 1
        run.append(_Letter("" if made_up else _sign(code), left.value, right.value, bottom.value, top.value))
    if run:
        yield _upright(run, quarter, width, height)


def _upright(run: list[_Letter], quarter: int, width: float, height: float) -> list[_Letter]:
    """The letters of a wide form, set sideways on the page, as they stand when the page is turned."""
    if quarter == 3:  # PDFium counts clockwise: letters that lie on their left side
        return [_Letter(each.sign, each.bottom, each.top, width - each.right, width - each.left) for each in run]
    if quarter == 1:
        return [_Letter(each.sign, height - each.top, height - each.bottom, each.left, each.right) for each in run]
    return run


def _sign(code: int) -> str:
    """The sign of a code; a hyphen that the library put at a line's end (U+FFFE) is a hyphen."""
    if code in (0xFFFE, 2):
        return "-"
    return chr(code) if code and not 0xD800 <= code <= 0xDFFF else " "


def _parts(letters: list[_Letter]) -> Iterator[list[_Letter]]:
    """The columns of a line: parted where the gap between two letters is wide."""
    part: list[_Letter] = []
    last: _Letter | None = None
    for letter in letters:
        if not letter.sign.strip():
            part.append(letter)
            continue
        if last is not None:
            _settle_blank(part, letter.left - last.right, last.top - last.bottom)
        if last is not None and letter.left - last.right > _COLUMN_GAP * max(last.top - last.bottom, 8.0):
            yield part
            part = []
        part.append(letter)
        last = letter
    if any(letter.sign.strip() for letter in part):
        yield part


def _settle_blank(part: list[_Letter], gap: float, height: float) -> None:
    """Keep a blank that the library made up only where there is room for one: some fonts tell wrong widths."""
    if part and part[-1].sign == "":
        if gap > _BLANK_GAP * max(height, 6.0):
            part[-1].sign = " "
        else:
            part.pop()


def _line(letters: list[_Letter], page: int) -> Line:
    solid = [letter for letter in letters if letter.sign.strip()]
    text = "".join(letter.sign for letter in letters)
    first: list[_Letter] = []
    for letter in letters[next(i for i, each in enumerate(letters) if each.sign.strip()) :]:
        if not letter.sign.strip():
            break
        first.append(letter)
    return Line(
        text=" ".join(text.split()),
        left=min(letter.left for letter in solid),
        right=max(letter.right for letter in solid),
        bottom=min(letter.bottom for letter in solid),
        top=max(letter.top for letter in solid),
        page=page,
        first_word=first[-1].right - first[0].left,
    )


def _has_large_picture(page: pypdfium2.PdfPage, area: float) -> bool:
    for picture in page.get_objects(filter=[_PICTURE], max_depth=3):
        left, bottom, right, top = picture.get_bounds() if hasattr(picture, "get_bounds") else picture.get_pos()
        if (right - left) * (top - bottom) > area * 0.5:
            return True
    return False
