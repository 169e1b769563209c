"""How surely marks of secrecy are seen in pictures: `python -m tools.reach_stamps [WAY]`.

Stamps of our own are drawn in thirteen ways, innocent pictures likewise (seals, charts, photographs, pages about
secrecy), each is laid into a Word file, a PDF with letters and a page in turn, and the guard is asked. A row is printed
for each picture with what the guard said, the seconds of the processor and, where the guard was wrong, the lines that
were read. A benchmark, no test.
"""

import base64
import ctypes
import io
import math
import os
import sys
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pypdfium2
from numpy.typing import NDArray
from pypdfium2 import raw

from ingest import media
from ingest.extract.recognise_image import grey_of
from ingest.extract.stamps import with_stamps
from ingest.guard import inspect_extracted
from ingest.material import Extracted, Piece

Colour = NDArray[np.uint8]
Ink = tuple[int, int, int]

RED, BLUE, BLACK, WHITE, PALE = (215, 30, 45), (40, 50, 190), (0, 0, 0), (255, 255, 255), (175, 175, 175)
_FONTS = (
    "/usr/share/fonts/truetype/noto/NotoSerif-Bold.ttf",
    "/usr/share/fonts/truetype/noto/NotoSerif-Regular.ttf",
    "/usr/share/fonts/truetype/liberation/LiberationSerif-Bold.ttf",
    "/usr/share/fonts/truetype/dejavu/DejaVuSerif-Bold.ttf",
    "/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf",
)
_DPI = 150


@dataclass(frozen=True, slots=True)
class Words:
    """Words to be drawn: left and lower edge in points, size, colour, slant in degrees against the clock, a frame."""

    left: float
    bottom: float
    text: str
    size: float = 13.0
    ink: Ink = BLACK
    slant: float = 0.0
    framed: bool = False


@dataclass(frozen=True, slots=True)
class Card:
    """A picture to be drawn: its name, size in points, words, and what is done to its pixels."""

    name: str
    width: float
    height: float
    words: tuple[Words, ...]
    spoiled: Callable[[Colour], Colour] = field(default=lambda colour: colour)


def main(way: str) -> None:
    """Print a row for each picture whose name holds `way`, and the counts."""
    for title, cards, wanted in (("stamps", stamps(), True), ("innocent", innocent(), False)):
        right, seconds = 0, 0.0
        chosen = [card for card in cards if way in card.name]
        for place, card in enumerate(chosen):
            form, carry = list(CARRIERS.items())[place % len(CARRIERS)]
            payload, kind = carry(pixels_of(card))
            before = os.times()
            extracted = with_stamps(Extracted((Piece("Chi bộ họp hằng tháng."),)), payload, kind)
            spent = sum(os.times()[:4]) - sum(before[:4])
            mark = inspect_extracted(extracted)
            seconds += spent
            right += (mark is not None) is wanted
            wrong = "" if (mark is not None) is wanted else f"  ✗ {list(extracted.aside)}"
            print(f"{card.name:<34}{form:<6}{mark.kind if mark else '-':<16}{spent:6.2f} s{wrong}", flush=True)
        if chosen:
            print(f"== {title}: {right} of {len(chosen)} right, {seconds / len(chosen):.2f} s each\n")


# --- drawing ---------------------------------------------------------------------------------------------------------


def pixels_of(card: Card) -> Colour:
    """A card drawn at 150 dpi: rows, columns, blue-green-red."""
    document = pypdfium2.PdfDocument(pdf_of([card]))
    made: Colour = document[0].render(scale=_DPI / 72).to_numpy()[:, :, :3].copy()
    document.close()
    return card.spoiled(made)


def pdf_of(cards: Sequence[Card]) -> bytes:
    """A PDF with a page for each card, its words as letters."""
    document = pypdfium2.PdfDocument.new()
    data = next(Path(name) for name in _FONTS if Path(name).exists()).read_bytes()
    held = (ctypes.c_ubyte * len(data)).from_buffer_copy(data)
    font = raw.FPDFText_LoadFont(document, held, len(data), raw.FPDF_FONT_TRUETYPE, 1)
    for card in cards:
        page = document.new_page(card.width, card.height)
        for words in card.words:
            _draw(document, page, font, words)
        page.gen_content()
        page.close()
    return _saved(document)


def _draw(document: pypdfium2.PdfDocument, page: pypdfium2.PdfPage, font: object, words: Words) -> None:
    made = raw.FPDFPageObj_CreateTextObj(document, font, words.size)
    letters = (words.text + "\0").encode("utf-16-le")
    raw.FPDFText_SetText(made, ctypes.cast(ctypes.create_string_buffer(letters), ctypes.POINTER(ctypes.c_ushort)))
    raw.FPDFPageObj_SetFillColor(made, *words.ink, 255)
    shapes = [made]
    if words.framed:
        edges = [ctypes.c_float() for _ in range(4)]
        raw.FPDFPageObj_GetBounds(made, *edges)
        left, bottom, right, top = (edge.value for edge in edges)
        gap = words.size / 3
        frame = raw.FPDFPageObj_CreateNewRect(left - gap, bottom - gap, right - left + 2 * gap, top - bottom + 2 * gap)
        raw.FPDFPath_SetDrawMode(frame, raw.FPDF_FILLMODE_NONE, 1)
        raw.FPDFPageObj_SetStrokeColor(frame, *words.ink, 255)
        raw.FPDFPageObj_SetStrokeWidth(frame, words.size / 12)
        shapes.append(frame)
    sine, cosine = math.sin(math.radians(words.slant)), math.cos(math.radians(words.slant))
    for shape in shapes:
        raw.FPDFPageObj_Transform(shape, cosine, sine, -sine, cosine, words.left, words.bottom)
        raw.FPDFPage_InsertObject(page, shape)


def _saved(document: pypdfium2.PdfDocument) -> bytes:
    out = io.BytesIO()
    document.save(out)
    document.close()
    return out.getvalue()


# --- files that carry a picture --------------------------------------------------------------------------------------


def png(colour: Colour) -> bytes:
    """A PNG in colour."""
    import struct
    import zlib

    height, width = colour.shape[:2]
    rows = np.hstack([np.zeros((height, 1), np.uint8), colour[:, :, ::-1].reshape(height, width * 3)]).tobytes()
    chunks = ((b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)), (b"IDAT", zlib.compress(rows, 6)))
    packed = b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in (*chunks, (b"IEND", b""))
    )
    return b"\x89PNG\r\n\x1a\n" + packed


def docx_with(colour: Colour) -> tuple[bytes, str]:
    """The picture among the parts of a Word file (its text is not read here)."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as bundle:
        bundle.writestr("word/document.xml", "<w:document/>")
        bundle.writestr("word/media/image1.png", png(colour))
    return out.getvalue(), media.DOCX


def page_with(colour: Colour) -> tuple[bytes, str]:
    """The picture written into a page."""
    body = base64.b64encode(png(colour)).decode()
    return f'<html><body><p>Bài viết.</p><img src="data:image/png;base64,{body}"></body></html>'.encode(), media.HTML


def pdf_with(colour: Colour) -> tuple[bytes, str]:
    """The picture on a page of letters."""
    lines = tuple(Words(60, 400 - 20 * row, "Ban Thường vụ yêu cầu các cấp ủy thực hiện.") for row in range(15))
    document = pypdfium2.PdfDocument(pdf_of([Card("", 595, 842, lines)]))
    page = document[0]
    bitmap = pypdfium2.PdfBitmap.new_native(colour.shape[1], colour.shape[0], raw.FPDFBitmap_BGR)
    bitmap.to_numpy()[:] = colour
    picture = pypdfium2.PdfImage.new(document)
    picture.set_bitmap(bitmap)
    scale = min(72 / _DPI, 540 / colour.shape[1], 380 / colour.shape[0])
    width, height = colour.shape[1] * scale, colour.shape[0] * scale
    picture.set_matrix(pypdfium2.PdfMatrix().scale(width, height).translate(30, 830 - height))
    page.insert_obj(picture)
    page.gen_content()
    page.close()
    return _saved(document), media.PDF


CARRIERS: dict[str, Callable[[Colour], tuple[bytes, str]]] = {"docx": docx_with, "pdf": pdf_with, "html": page_with}


# --- what is drawn ---------------------------------------------------------------------------------------------------

MARKS = ("MẬT", "TỐI MẬT", "TUYỆT MẬT")
_TEXT = "Ban Thường vụ yêu cầu các cấp ủy thực hiện nghiêm"


def _page_words(count: int, *, top: float) -> tuple[Words, ...]:
    return tuple(Words(30, top - 20 * row, _TEXT) for row in range(count))


def _small(mark: str, ink: Ink, slant: float) -> tuple[float, float, tuple[Words, ...]]:
    """A stamp that fills its picture."""
    width = 20 + 24 * len(mark)
    sine, cosine = abs(math.sin(math.radians(slant))), abs(math.cos(math.radians(slant)))
    wide, high = width * cosine + 60 * sine, width * sine + 60 * cosine
    left, bottom = (20.0, 20.0) if slant >= 0 else (20.0, 20.0 + width * sine)
    if slant == 90:
        left, bottom = 45.0, 25.0
    return wide + 20, high + 20, (Words(left, bottom, mark, 28, ink, slant, framed=True),)


def stamps() -> Iterator[Card]:
    """The marks in thirteen ways."""
    for mark in MARKS:
        for name, ink, slant in (
            ("red", RED, 0), ("red, 8°", RED, 8), ("red, -15°", RED, -15), ("red, 90°", RED, 90),
            ("black", BLACK, 0), ("black, 5°", BLACK, 5), ("black, -12°", BLACK, -12), ("black, 90°", BLACK, 90),
            ("pale", PALE, 0), ("blue, 3°", BLUE, 3),
        ):  # fmt: skip
            yield Card(f"{mark}, {name}", *_small(mark, ink, slant))
        over = Words(90, 140, mark, 26, RED, 8, framed=True)
        yield Card(f"{mark}, red over text", 360, 220, (*_page_words(10, top=200), over))
        beside = Words(250, 290, mark, 26, BLACK, 6, framed=True)
        yield Card(f"{mark}, black above text", 420, 360, (*_page_words(12, top=260), beside))
        yield Card(f"{mark}, white on red", *_small(mark, BLACK, 0), spoiled=_white_on_red)


def _white_on_red(colour: Colour) -> Colour:
    share = grey_of(colour)[:, :, None].astype(np.float32) / 255
    red, white = np.array(RED[::-1], np.float32), np.array(WHITE, np.float32)
    made: Colour = (red * share + white * (1 - share)).astype(np.uint8)
    return made


def innocent() -> Iterator[Card]:
    """Pictures with nothing secret: words near to a mark, sentences about secrecy, seals, charts, photographs."""
    for words in (
        "MẶT TRẬN TỔ QUỐC", "BÍ MẬT NHÀ NƯỚC", "BẢO MẬT", "MẬT ONG", "MẬT ĐỘ DÂN SỐ", "NHẬT", "MẤT", "MẶT", "LUẬT",
        "HỎA TỐC", "KHẨN", "SAO Y", "ĐÃ KÝ", "VNPT", "HÀNH CHÍNH", "PHÒNG HỌP TỐI", "TỐI NAY", "TUYỆT ĐẸP",
    ):  # fmt: skip
        ink = (RED, BLACK, BLUE)[len(words) % 3]
        yield Card(words.lower(), *_small(words, ink, (0, 5, -8)[len(words) % 3]))
    law = (Words(60, 310, "LUẬT", 18), Words(60, 280, "BẢO VỆ BÍ MẬT NHÀ NƯỚC", 18))
    degrees = ("1. Bí mật nhà nước độ Tuyệt mật;", "2. Bí mật nhà nước độ Tối mật;", "3. Bí mật nhà nước độ Mật.")
    lines = tuple(Words(30, 240 - 22 * row, text) for row, text in enumerate(degrees))
    yield Card("a page about secrecy", 420, 340, (*law, *lines))
    poster = (Words(40, 200, "GIỮ GÌN", 40, RED), Words(40, 140, "BÍ MẬT", 40, RED), Words(40, 80, "QUỐC GIA", 40, RED))
    yield Card("a poster about secrecy", 420, 300, poster)
    big = (Words(60, 320, "BÍ MẬT", 200, RED), Words(60, 60, "GIA TRUYỀN", 150, RED))
    yield Card("a poster of large letters", 1150, 560, big)
    yield Card("a banner of large letters", 1100, 240, (Words(60, 60, "MẬT ONG RỪNG", 130, RED),))
    yield Card("a banner, black", 660, 140, (Words(40, 40, "BÍ MẬT NHÀ NƯỚC", 60),))
    yield Card("a page", 420, 300, _page_words(12, top=270))
    yield Card("a page askew", 420, 300, tuple(Words(30, 240 - 20 * row, _TEXT, slant=3) for row in range(10)))
    yield Card("a seal", 160, 160, _ring("ỦY BAN NHÂN DÂN TỈNH LÀO CAI"))
    yield Card("a seal over text", 360, 200, (*_page_words(8, top=180), *_ring("ĐẢNG ỦY XÃ MẬU ĐÔNG", left=150)))
    yield Card("a signature", 200, 100, (), _scribbled)
    yield Card("a chart", 420, 300, _axis(), _bars)
    yield Card("a photograph", 420, 300, (), _clouds)
    yield Card("a photograph with red", 420, 300, (), lambda colour: _clouds(colour, red=True))
    yield Card("a code of squares", 150, 150, (), _squares)
    yield Card("a look of a signature", 260, 80, _signed())
    yield Card("one colour", 200, 60, (), lambda colour: np.full_like(colour, 90))


def _ring(text: str, *, left: float = 80.0) -> tuple[Words, ...]:
    """Letters on a circle, as on the seal of a body."""
    turns = [math.pi * (1.1 - 1.2 * place / len(text)) for place in range(len(text))]
    return tuple(
        Words(left + 60 * math.cos(turn), 80 + 60 * math.sin(turn), letter, 11, RED, math.degrees(turn) - 90)
        for turn, letter in zip(turns, text, strict=True)
    )


def _signed() -> tuple[Words, ...]:
    lines = ("Người ký: Cổng Thông tin điện tử", "Thời gian ký: 11.11.2025 08:00:00 +07:00")
    return tuple(Words(20, 50 - 20 * row, text, 10) for row, text in enumerate(lines))


def _axis() -> tuple[Words, ...]:
    return (Words(60, 270, "Mật độ dân số các tỉnh"), *(Words(60 + 80 * row, 10, f"{2020 + row}") for row in range(4)))


def _bars(colour: Colour) -> Colour:
    made = colour.copy()
    for row, ink in enumerate((RED, BLUE, RED, (30, 140, 60))):
        made[200 + 60 * row : 580, 120 + 165 * row : 200 + 165 * row] = ink[::-1]
    return made


def _clouds(colour: Colour, *, red: bool = False) -> Colour:
    chance = np.random.default_rng(7)
    height, width = colour.shape[:2]
    coarse = chance.integers(30, 225, (height // 24 + 2, width // 24 + 2, 3))
    made: NDArray[np.float64] = coarse.repeat(24, axis=0).repeat(24, axis=1)[:height, :width].astype(np.float64)
    for axis in (0, 1):
        made = np.mean([np.roll(made, step, axis=axis) for step in range(-8, 9)], axis=0)
    made += chance.normal(0, 6, made.shape)
    if red:
        made[:, :, :2] *= 0.4
    return np.clip(made, 0, 255).astype(np.uint8)


def _scribbled(colour: Colour) -> Colour:
    made, turns = colour.copy(), np.linspace(0, 18, 6_000)
    across = (60 + 14 * turns + 25 * np.sin(3 * turns)).astype(int)
    down = (100 + 40 * np.cos(2.3 * turns) * np.sin(0.4 * turns)).astype(int)
    for shift in range(3):
        made[np.clip(down + shift, 0, made.shape[0] - 1), np.clip(across, 0, made.shape[1] - 1)] = (140, 40, 30)
    return made


def _squares(colour: Colour) -> Colour:
    dark = np.random.default_rng(3).random((29, 29)) < 0.5
    whole = dark.repeat(8, axis=0).repeat(8, axis=1)
    made = np.full_like(colour, 255)
    made[30 : 30 + len(whole), 30 : 30 + len(whole)][whole] = 0
    return made


if __name__ == "__main__":
    main("".join(sys.argv[1:2]))
