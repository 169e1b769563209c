"""The pictures of a PDF beside its text: pictures on pages with letters, among them stamps and the look of signatures.

A PDF without pictures costs a look at its bytes; pages are opened only until every picture was found.
"""

import re
from collections.abc import Callable, Iterator
from functools import partial

import numpy as np
import pypdfium2
from pypdfium2 import raw

from ingest.extract.recognise_image import Colour

_PICTURE = re.compile(rb"/Subtype\s{0,8}/Image\b")
_NUMBER = re.compile(rb"(\d{1,9})\s{1,4}\d{1,5}\s{1,4}obj\b")
_MASK = re.compile(rb"/S?Mask\s{1,4}(\d{1,9})\s{1,4}\d{1,5}\s{1,4}R")
_HEAD = 3_000  # bytes of the entry of a picture before its subtype
_LEAST = 24
# The seal of a signature lies five forms deep.
_MOST_PAGES, _DEEPEST = 400, 8
# More pictures than this on a page are strips of one: the page is drawn whole.
_MOST_APART = 3
_SCALE = 150 / 72
_MOST_PIXELS = 40_000_000

Draw = Callable[[], Colour | None]


def pdf_pictures(payload: bytes, *, without: frozenset[int] = frozenset()) -> Iterator[Draw]:
    """How each picture of a PDF is drawn, but for pages `without` (from 1); the file stays open while they are asked.

    Pictures that nobody shows, masks and those smaller than a mark are left out.
    """
    wanted = _count(payload)
    if not wanted:
        return
    try:
        document = pypdfium2.PdfDocument(payload)
    except pypdfium2.PdfiumError:
        return
    try:
        found: set[tuple[int, int, int]] = set()
        for index in range(min(len(document), _MOST_PAGES)):
            if len(found) >= wanted:
                return
            yield from _page_pictures(document, index, found, skip=index + 1 in without)
    except pypdfium2.PdfiumError:
        return
    finally:
        document.close()


def _count(payload: bytes) -> int:
    """How many pictures that are no masks of others the bytes tell of: streams lie open in a PDF, packed or not."""
    numbers: set[bytes] = set()
    for found in _PICTURE.finditer(payload):
        heads = _NUMBER.findall(payload, max(found.start() - _HEAD, 0), found.start())
        numbers.add(heads[-1] if heads else b"?%d" % found.start())
    return len(numbers.difference(_MASK.findall(payload))) if numbers else 0


def _page_pictures(
    document: pypdfium2.PdfDocument, index: int, found: set[tuple[int, int, int]], *, skip: bool
) -> Iterator[Draw]:
    """The pictures of a page that were not seen on an earlier one."""
    page = document[index]
    if raw.FPDFPage_GetAnnotCount(page.raw) and (
        raw.FPDFPage_Flatten(page.raw, raw.FLAT_NORMALDISPLAY) == raw.FLATTEN_SUCCESS
    ):
        page.close()
        page = document[index]
    try:
        fresh: list[pypdfium2.PdfImage] = []
        for picture in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=_DEEPEST):
            key = (*picture.get_px_size(), _length(picture))
            if key not in found and min(key[:2]) >= _LEAST:
                fresh.append(picture)
            found.add(key)
        if fresh and not skip:
            several = len(fresh) > _MOST_APART
            yield from [partial(_whole, page)] if several else [partial(_alone, one) for one in fresh]
    finally:
        page.close()


def _length(picture: pypdfium2.PdfImage) -> int:
    return int(raw.FPDFImageObj_GetImageDataRaw(picture.raw, None, 0))


def _whole(page: pypdfium2.PdfPage) -> Colour | None:
    return _on_white(page.render(scale=_SCALE))


def _alone(picture: pypdfium2.PdfImage) -> Colour | None:
    width, height = picture.get_px_size()
    if width * height > _MOST_PIXELS:
        return None
    try:
        return _on_white(picture.get_bitmap(render=True, scale_to_original=True))
    except pypdfium2.PdfiumError:
        return None


def _on_white(bitmap: pypdfium2.PdfBitmap) -> Colour:
    """Pixels of a bitmap laid on white paper: blue, green, red."""
    pixels: Colour = bitmap.to_numpy()
    if pixels.ndim == 2 or pixels.shape[2] == 1:
        grey: Colour = pixels.reshape(*pixels.shape[:2], 1)
        return grey.repeat(3, axis=2)
    if pixels.shape[2] == 3:
        return pixels.copy()
    if bitmap.format == raw.FPDFBitmap_BGRx:
        return pixels[:, :, :3].copy()
    clear = pixels[:, :, 3:].astype(np.uint16)
    laid: Colour = ((pixels[:, :, :3] * clear + 255 * (255 - clear)) // 255).astype(np.uint8)
    return laid
