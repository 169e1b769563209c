"""Pictures of pages to pieces: PNG, JPEG, TIFF of several pages, GIF, BMP, by recognising their letters.

A picture is made a PDF that shows it and then goes the way of a scanned PDF. How large it is stands in its head and is
judged before anything is unpacked.
"""

import struct
from collections.abc import Iterator

import pypdfium2

from archive.errors import ExtractError
from ingest.extract import recognise_tesseract as tesseract
from ingest.extract.recognise import recognise_pdf_pages
from ingest.extract.recognise_lines import extracted_pages
from ingest.extract.recognise_pace import pace
from ingest.material import Extracted

# An A3 page at 600 dpi has 70 million pixels; a packing bomb has billions in a few kilobytes.
_MOST_PIXELS = 80_000_000
_A4 = 595.3 * 841.9
_AGAIN = "Tải lại hoặc quét lại tệp rồi nạp lại."


def extract_picture(payload: bytes, *, media_type: str) -> Extracted:
    """The pieces of a picture, its pages kept as `pictures`; each page is taken to be as large as A4.

    Raises:
        ExtractError: damaged, too many pixels or pages, nothing readable on it, or no recogniser on this machine.
    """
    _check_pixels(payload, media_type)
    try:
        shown = tesseract.as_pdf(payload, seconds=pace().page_seconds)
        document = pypdfium2.PdfDocument(shown)
    except tesseract.TooLong as error:
        raise ExtractError("Mở ảnh mất quá nhiều thời gian, đã dừng.", remedy=_AGAIN) from error
    except pypdfium2.PdfiumError as error:
        raise ExtractError("Tệp ảnh bị hỏng, không mở được.", remedy=_AGAIN) from error
    try:
        sizes = [document.get_page_size(index) for index in range(len(document))]
        points = [(_A4 / max(width * height, 1.0)) ** 0.5 for width, height in sizes]
        return extracted_pages(recognise_pdf_pages(document, range(1, len(sizes) + 1), points=points))
    except pypdfium2.PdfiumError as error:
        raise ExtractError("Tệp ảnh bị hỏng, có trang không đọc được.", remedy=_AGAIN) from error
    finally:
        document.close()


def pixel_sizes(payload: bytes, media_type: str) -> tuple[tuple[int, int], ...]:
    """Width and height of each page of a picture as its head tells, nothing unpacked; empty when the head is broken."""
    try:
        return tuple(_SIZES[media_type](payload))
    except (struct.error, IndexError, KeyError, ValueError):
        return ()


def _check_pixels(payload: bytes, media_type: str) -> None:
    sizes = pixel_sizes(payload, media_type)
    if not sizes:
        raise ExtractError("Tệp ảnh bị hỏng: phần đầu tệp không đọc được.", remedy=_AGAIN, media_type=media_type)
    largest = max(width * height for width, height in sizes)
    if largest > _MOST_PIXELS:
        raise ExtractError(
            f"Ảnh có {largest / 1e6:.0f} triệu điểm ảnh, quá {_MOST_PIXELS / 1e6:.0f} triệu.",
            remedy="Quét lại ở 300 dpi rồi nạp lại.",
        )
    most = pace().max_pages
    if len(sizes) > most:
        raise ExtractError(
            f"Ảnh có {len(sizes)} trang, quá {most} trang.",
            remedy="Chia nhỏ tệp, hoặc nâng giới hạn ocr_max_pages trong cấu hình.",
        )


def _png(payload: bytes) -> Iterator[tuple[int, int]]:
    yield struct.unpack(">II", payload[16:24])


def _gif(payload: bytes) -> Iterator[tuple[int, int]]:
    yield struct.unpack("<HH", payload[6:10])


def _bmp(payload: bytes) -> Iterator[tuple[int, int]]:
    width, height = struct.unpack("<ii", payload[18:26])
    yield abs(width), abs(height)


def _jpeg(payload: bytes) -> Iterator[tuple[int, int]]:
    """The frame's segment (C0–CF but for the tables C4, C8 and CC), found from segment to segment."""
    at = 2
    while at + 9 <= len(payload):
        if payload[at] != 0xFF:
            return
        kind = payload[at + 1]
        if kind == 0xFF or 0xD0 <= kind <= 0xD8:  # fill bytes and segments without a length
            at += 1 if kind == 0xFF else 2
            continue
        if 0xC0 <= kind <= 0xCF and kind not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", payload[at + 5 : at + 9])
            yield width, height
            return
        at += 2 + struct.unpack(">H", payload[at + 2 : at + 4])[0]


def _tiff(payload: bytes) -> Iterator[tuple[int, int]]:
    """Each directory's tags 256 and 257; a chain of directories that comes back to itself is broken."""
    order = "<" if payload[:2] == b"II" else ">"
    (at,) = struct.unpack(order + "I", payload[4:8])
    seen: set[int] = set()
    while at:
        if at in seen:
            raise ValueError
        seen.add(at)
        (count,) = struct.unpack(order + "H", payload[at : at + 2])
        told = dict(_tiff_entry(payload, at + 2 + 12 * entry, order) for entry in range(count))
        yield told[256], told[257]
        (at,) = struct.unpack(order + "I", payload[at + 2 + 12 * count : at + 6 + 12 * count])


def _tiff_entry(payload: bytes, at: int, order: str) -> tuple[int, int]:
    tag, kind = struct.unpack(order + "HH", payload[at : at + 4])
    width = order + ("H" if kind == 3 else "I")  # SHORT or LONG
    (value,) = struct.unpack(width, payload[at + 8 : at + 8 + struct.calcsize(width)])
    return tag, value


def _pnm(payload: bytes) -> Iterator[tuple[int, int]]:
    width, height = payload[:64].split()[1:3]
    yield int(width), int(height)


_SIZES = {
    "image/png": _png,
    "image/gif": _gif,
    "image/bmp": _bmp,
    "image/jpeg": _jpeg,
    "image/tiff": _tiff,
    "image/x-portable-pixmap": _pnm,
}
