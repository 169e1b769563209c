"""Small scans made on the spot: lines of our own drawn by PDFium in a font of the system, in black or as a stamp."""

import ctypes
import io
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from numpy.typing import NDArray
from pypdfium2 import raw

RED = (215, 30, 45)
_FONTS = (
    "/usr/share/fonts/truetype/noto/NotoSerif-Regular.ttf",
    "/usr/share/fonts/truetype/liberation/LiberationSerif-Regular.ttf",
    "/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf",
)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A line to be drawn: its left and lower edge in points, its words, size, colour and slant in degrees."""

    left: float
    bottom: float
    words: str
    size: float = 13.0
    colour: tuple[int, int, int] = (0, 0, 0)
    slant: float = 0.0


def scan_pdf(pages: Sequence[Sequence[Drawn]], *, width: float = 595, height: float = 842) -> bytes:
    """A PDF of drawn lines."""
    document = pypdfium2.PdfDocument.new()
    data = _font()
    held = (ctypes.c_ubyte * len(data)).from_buffer_copy(data)
    font = raw.FPDFText_LoadFont(document, held, len(data), raw.FPDF_FONT_TRUETYPE, 1)
    for lines in pages:
        page = document.new_page(width, height)
        for line in lines:
            _draw(document, page, font, line)
        page.gen_content()
        page.close()
    out = io.BytesIO()
    document.save(out)
    document.close()
    return out.getvalue()


def picture(lines: Sequence[Drawn], *, width: float = 420, height: float = 200, dpi: int = 150) -> NDArray[np.uint8]:
    """Drawn lines as pixels: rows, columns, blue-green-red."""
    document = pypdfium2.PdfDocument(scan_pdf([lines], width=width, height=height))
    made: NDArray[np.uint8] = document[0].render(scale=dpi / 72).to_numpy()[:, :, :3].copy()
    document.close()
    return made


def _font() -> bytes:
    for name in _FONTS:
        if Path(name).exists():
            return Path(name).read_bytes()
    pytest.skip("no font with Vietnamese letters on this machine")


def _draw(document: pypdfium2.PdfDocument, page: pypdfium2.PdfPage, font: object, line: Drawn) -> None:
    made = raw.FPDFPageObj_CreateTextObj(document, font, line.size)
    letters = (line.words + "\0").encode("utf-16-le")
    raw.FPDFText_SetText(made, ctypes.cast(ctypes.create_string_buffer(letters), ctypes.POINTER(ctypes.c_ushort)))
    raw.FPDFPageObj_SetFillColor(made, *line.colour, 255)
    sine, cosine = math.sin(math.radians(line.slant)), math.cos(math.radians(line.slant))
    raw.FPDFPageObj_Transform(made, cosine, sine, -sine, cosine, line.left, line.bottom)
    raw.FPDFPage_InsertObject(page, made)
