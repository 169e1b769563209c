"""Pages that are pictures to words with their places: drawn, turned upright, straightened, recognised.

A page tells how sure its words are, so that whoever uses them can say so; what the words mean is judged elsewhere.
Lines are made of them in `recognise_lines`; Tesseract itself is in `recognise_tesseract`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pypdfium2

from archive.errors import ExtractError
from ingest.extract import recognise_tesseract as tesseract
from ingest.extract.recognise_image import Grey, cleaned, drawn, grey_of, kept_picture, shrunk, turned, without_red
from ingest.extract.recognise_number import NO_READINGS, SecondReadings, second_readings
from ingest.extract.recognise_pace import pace
from ingest.extract.recognise_stamp import ink_lines, left_lines
from ingest.extract.recognise_tesseract import TooLong, Word
from ingest.extract.skew import lying
from ingest.material import PagePicture

# Under this slope straightening changes nothing that is read and costs half a second a page.
_STRAIGHT = 0.3
# A page read more surely than this stands upright: upside down two papers came to 0.28 and 0.37, upright to 0.83 and
# 0.90, and to 0.71 when drawn at 60 dpi (`tools/reach_scans.py` draws such pages).
_UPRIGHT = 0.62
# A page under this mean is told to be unread. It lies between pages read upside down (0.37) and the coarsest page that
# still gave its words (0.71 at 60 dpi).
READABLE = 0.55
# A black stamp is thicker than a line of letters: 5 mm at 300 dpi.
_STAMP = 60
# Part of a page that is dark when something is printed on it; an empty scan with a speck stays under it.
_PRINTED, _DARKER = 0.0005, 40.0
# Signs that are read from rules, frames and ornaments when nothing else stands in the word.
_SURE_SIGN = 0.6


@dataclass(frozen=True, slots=True)
class RecognisedWord:
    """A word: text, edges in points from the lower left corner, sureness 0 to 1; words of one line share `line`."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    confidence: float
    line: int


@dataclass(frozen=True, slots=True)
class RecognisedPage:
    """A page upright: number from 1, size in points, words in reading order, how it lay, and its picture.

    `rotation` is by how many degrees it was turned against the clock to stand upright, `skew` the slope that was made
    straight. `confidence` is the mean over the letters of its words; `is_unread` for a page with print on it that
    nobody can read. `again` are further readings of its number line and place line, the first page's only. `stamps`
    are lines of seals and stamps, for the guard.
    """

    number: int
    width: float
    height: float
    words: tuple[RecognisedWord, ...]
    rotation: int
    skew: float
    picture: PagePicture
    confidence: float
    is_unread: bool = False
    again: SecondReadings = NO_READINGS
    stamps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Read:
    """What was read of a page as it lay after `quarters` turns against the clock."""

    grey: Grey
    words: tuple[Word, ...]
    quarters: int
    skew: float


def recognise_pdf_pages(
    document: pypdfium2.PdfDocument, numbers: Iterable[int], *, points: Sequence[float] = ()
) -> list[RecognisedPage]:
    """The words of the pages of a PDF with these numbers (from 1), each drawn as it looks.

    `points` are for documents made of pictures: how many points a unit of each page stands for.

    Raises:
        ExtractError: too many pages, or the recogniser is not installed.
        pypdfium2.PdfiumError: a page is damaged.
    """
    wanted, allowed = list(numbers), pace()
    if len(wanted) > allowed.max_pages:
        raise ExtractError(
            f"Bản quét có {len(wanted)} trang phải nhận dạng chữ, quá {allowed.max_pages} trang.",
            remedy="Chia nhỏ tệp, hoặc nâng giới hạn ocr_max_pages trong cấu hình.",
        )
    tesseract.require()
    pages: list[RecognisedPage] = []
    for count, number in enumerate(wanted, start=1):
        allowed.beat(count)
        page = document[number - 1]
        try:
            unit = points[number - 1] if points else 1.0
            pages.append(recognise_page(page, number, points=unit, is_first=count == 1))
        finally:
            page.close()
    return pages


def recognise_page(
    page: pypdfium2.PdfPage, number: int, *, points: float = 1.0, is_first: bool = False
) -> RecognisedPage:
    """The words of one page; see `recognise_pdf_pages`."""
    colour, dpi = drawn(page, points=points, most=3.0 if points != 1.0 else 8.0)
    read = _read(without_red(colour), dpi)
    upright = np.rot90(colour, read.quarters)
    stamps = (*ink_lines(upright), *(left_lines(read.grey, read.words, least=_STAMP) if is_first else ()))
    scale = 72 / dpi
    height, width = read.grey.shape
    words = _placed(read.words, height=height, scale=scale)
    confidence = mean_confidence(words)
    return RecognisedPage(
        number=number,
        width=width * scale,
        height=height * scale,
        words=words,
        rotation=read.quarters * 90,
        skew=read.skew,
        picture=PagePicture(number, "image/png", kept_picture(grey_of(upright), dpi)),
        confidence=confidence,
        is_unread=_is_printed(read.grey) and (confidence < READABLE or not words),
        again=second_readings(read.grey, read.words, dpi=dpi) if is_first else NO_READINGS,
        stamps=stamps,
    )


def _is_printed(grey: Grey) -> bool:
    """Whether there is anything on a page, darker than its paper and more than a speck."""
    few = grey[::4, ::4]
    return float((few < float(np.percentile(few, 75)) - _DARKER).mean()) > _PRINTED


def mean_confidence(words: Sequence[RecognisedWord] | Sequence[Word]) -> float:
    """The mean sureness over the letters of words; 0 without any."""
    letters = sum(len(word.text) for word in words)
    return sum(word.confidence * len(word.text) for word in words) / letters if letters else 0.0


def _read(grey: Grey, dpi: float) -> _Read:
    """The page read the way it stands upright; a page with nothing on it is not read."""
    if not _is_printed(grey):
        return _Read(grey, (), 0, 0.0)
    lies = lying(grey)
    quarters = _sideways(grey, dpi) if lies.is_sideways else 0
    read = _read_as(grey, dpi, quarters=quarters, skew=lies.degrees)
    if lies.is_sideways or mean_confidence(read.words) >= _UPRIGHT:
        return read
    if _strip_sureness(grey, dpi, 2) > _strip_sureness(grey, dpi, 0):
        return _read_as(grey, dpi, quarters=2, skew=lies.degrees)
    return read


def _read_as(grey: Grey, dpi: float, *, quarters: int, skew: float) -> _Read:
    upright = np.ascontiguousarray(np.rot90(grey, quarters))
    if abs(skew) >= _STRAIGHT:
        upright = turned(upright, -skew)
    clean = cleaned(upright)
    try:
        words = tesseract.read_words(clean, dpi=dpi, seconds=pace().page_seconds)
    except TooLong:
        words = ()
    return _Read(clean, tuple(word for word in words if not _is_noise(word)), quarters, skew)


def _sideways(grey: Grey, dpi: float) -> int:
    """Which way a page lies on its side: one or three quarters against the clock make it stand."""
    return max((1, 3), key=lambda quarters: _strip_sureness(grey, dpi, quarters))


def _strip_sureness(grey: Grey, dpi: float, quarters: int) -> float:
    """How surely a strip across the page is read when it is turned: letters weighed by the sureness of their words."""
    small = np.rot90(shrunk(grey, 2), quarters)
    ink = (small < 128).sum(axis=1)
    tall = max(60, small.shape[0] // 8)
    sums = np.convolve(ink, np.ones(min(tall, len(ink))), mode="valid")
    start = int(sums.argmax())
    strip = np.ascontiguousarray(small[start : start + tall])
    try:
        words = tesseract.read_words(strip, dpi=dpi / 2, cut=tesseract.BLOCK, seconds=pace().page_seconds / 4)
    except TooLong:
        return 0.0
    return sum(word.confidence**2 * sum(map(str.isalpha, word.text)) for word in words)


def _is_noise(word: Word) -> bool:
    """Whether a word is a rule, a frame or a speck: no letter or figure in it, and not surely a sign.

    A word with figures stays however unsure it is: “(0226” is the only trace of a year written by hand.
    """
    if any(sign.isalnum() for sign in word.text):
        return False
    return word.confidence < _SURE_SIGN or len(set(word.text)) == 1 < len(word.text)


def _placed(words: Sequence[Word], *, height: int, scale: float) -> tuple[RecognisedWord, ...]:
    """The words in points from the lower left corner, their lines counted."""
    lines: dict[tuple[int, int, int], int] = {}
    return tuple(
        RecognisedWord(
            text=word.text,
            left=word.left * scale,
            bottom=(height - word.bottom) * scale,
            right=word.right * scale,
            top=(height - word.top) * scale,
            confidence=word.confidence,
            line=lines.setdefault(word.line, len(lines)),
        )
        for word in words
    )
