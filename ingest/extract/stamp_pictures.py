"""The pictures that lie in a file beside its text: of Word and table files, of pages and saved pages, of PDFs.

Found cheaply and drawn only when asked: a file without pictures costs a look at its list of parts or at its bytes.
Pictures as files of their own and scanned pages are read as pages and are not found here.
"""

import base64
import binascii
import io
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email import policy
from email.parser import BytesParser
from functools import partial
from urllib.parse import unquote_to_bytes

import pypdfium2

from archive.errors import ExtractError
from ingest import media
from ingest.damaged import DAMAGED_ZIP
from ingest.extract import recognise_tesseract as tesseract
from ingest.extract.picture import pixel_sizes
from ingest.extract.recognise_image import Colour, drawn
from ingest.extract.stamp_pdf import pdf_pictures

# Smaller ones are bullets, arrows and rules of a table: a mark in letters of 8 pixels is 24 pixels wide with its frame.
_LEAST = 24
_MOST_PIXELS, _MOST_BYTES = 40_000_000, 20_000_000
_SIDE = 2_000.0
_SECONDS = 10.0
_MEDIA = re.compile(r"(?:(?:word|xl)/media|Pictures|media)/[^/]{1,200}", re.IGNORECASE)
# A picture written into a page, but for drawings in SVG, whose words the guard reads in the markup (`guard_bytes`).
# Must match: "data:image/png;base64,iVBO…" up to the quote. Must not: "data:image/svg+xml,%3Csvg…", "data:text/html,…".
_DATA = re.compile(
    rb"data:image/(?!svg)[\w.+-]{2,20}(?P<more>(?:;[\w=.-]{1,40}){0,4}),(?P<body>[^\"'<>\s)]{1,30000000})"
)
_ZIPPED = frozenset({media.DOCX, media.XLSX, media.ODS})


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture of a file; `drawn` gives its pixels, None for one that cannot be shown."""

    drawn: Callable[[], Colour | None]


def shown_pictures(payload: bytes, media_type: str, *, without: frozenset[int] = frozenset()) -> Iterator[Shown]:
    """The pictures beside the text of a file in their order; of a PDF not those of the pages `without`.

    A damaged file has the pictures that were found up to the damage: why it is refused is said where its text is read.
    """
    if media_type == media.PDF:
        yield from map(Shown, pdf_pictures(payload, without=without))
        return
    for raw in _raw_pictures(payload, media_type):
        kind = media.sniff(raw)
        sizes = pixel_sizes(raw, kind)
        if sizes and min(map(min, sizes)) < _LEAST:
            continue
        yield Shown(partial(_drawn, raw, sizes))


def _raw_pictures(payload: bytes, media_type: str) -> Iterator[bytes]:
    if media_type in _ZIPPED:
        yield from _zipped(payload)
    elif media_type == media.HTML:
        yield from _written(payload)
    elif media_type == media.MHTML:
        yield from _saved(payload)


def _zipped(payload: bytes) -> Iterator[bytes]:
    """The pictures of an office file; one too large to be unpacked comes empty, to be counted."""
    try:
        with zipfile.ZipFile(io.BytesIO(payload)) as bundle:
            parts = [part for part in bundle.infolist() if _MEDIA.fullmatch(part.filename)]
            for part in sorted(parts, key=lambda part: part.filename):
                yield bundle.read(part) if part.file_size <= _MOST_BYTES else b""
    except DAMAGED_ZIP:
        return


def _written(payload: bytes) -> Iterator[bytes]:
    """The pictures written into the markup of a page as data: addresses."""
    if b"data:image" not in payload:
        return
    for found in _DATA.finditer(payload):
        body = unquote_to_bytes(found["body"])
        try:
            yield base64.b64decode(body + b"==") if b";base64" in found["more"] else body
        except (binascii.Error, ValueError):
            yield b""


def _saved(payload: bytes) -> Iterator[bytes]:
    """The pictures of a page saved with its parts, as parts and in the markup."""
    for part in BytesParser(policy=policy.compat32).parsebytes(payload.lstrip()).walk():
        if part.is_multipart():
            continue
        raw = part.get_payload(decode=True)
        if isinstance(raw, bytes) and part.get_content_maintype() == "image":
            yield raw
        elif isinstance(raw, bytes) and part.get_content_type() == "text/html":
            yield from _written(raw)


def _drawn(raw: bytes, sizes: tuple[tuple[int, int], ...]) -> Colour | None:
    """The first page of a picture in pixels; None for a broken, strange or very large one."""
    if not sizes or max(width * height for width, height in sizes) > _MOST_PIXELS:
        return None
    try:
        document = _shown_jpeg(raw, *sizes[0]) if raw.startswith(b"\xff\xd8") else _shown(raw)
    except (ExtractError, tesseract.TooLong, pypdfium2.PdfiumError):
        return None
    try:
        return drawn(document[0], most=min(1.0, _SIDE / max(sizes[0])))[0]
    except pypdfium2.PdfiumError:
        return None
    finally:
        document.close()


def _shown(raw: bytes) -> pypdfium2.PdfDocument:
    return pypdfium2.PdfDocument(tesseract.as_pdf(raw, seconds=_SECONDS))


def _shown_jpeg(raw: bytes, width: int, height: int) -> pypdfium2.PdfDocument:
    """A JPEG on a page of its size; PDFium reads it by itself."""
    document = pypdfium2.PdfDocument.new()
    page = document.new_page(width, height)
    picture = pypdfium2.PdfImage.new(document)
    picture.load_jpeg(io.BytesIO(raw), inline=True)
    picture.set_matrix(pypdfium2.PdfMatrix().scale(width, height))
    page.insert_obj(picture)
    page.gen_content()
    return document
