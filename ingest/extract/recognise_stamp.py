"""What is stamped on a page or a picture: red and blue ink by itself, and black ink that is no part of level lines.

For the guard's eyes: a mark of secrecy is often a stamp over the text or up the margin, where reading the page as a
page does not see it. Better a line of nonsense too many than a mark too few; nothing of it is kept.
"""

from collections import deque
from collections.abc import Iterator, Sequence

import numpy as np
import pypdfium2
from numpy.typing import NDArray

from archive.errors import ExtractError
from ingest.extract import recognise_tesseract as tesseract
from ingest.extract.recognise_image import Colour, Grey, drawn, grey_of, red_mask, shrunk, turned
from ingest.extract.recognise_tesseract import TooLong, Word
from ingest.extract.skew import slope_of

Mask = NDArray[np.bool_]

# Pixels of one cell of the grid on which ink is gathered to stamps; letters of one stamp stand closer than two cells.
_CELL = 12
# A stamp is at least this long; specks and single letters are none. At most so many stamps of a page are read.
_SHORTEST, _MOST = 40, 4
_MOST_PAGES = 20
# Stamps slant by up to this; from one reading in this height letters are as large as the recogniser likes them.
_MOST_SLANT, _HEIGHT = 40.0, 120
_SURE, _SURELY = 0.15, 0.6
_SECONDS = 15.0
# A picture is read whole up to this side; larger ones are made smaller, stamps on them being large.
_SIDE = 1_400


def stamp_lines(payload: bytes) -> tuple[str, ...]:
    """The lines that a picture file shows, its stamps among them, upright and up the margins; empty when it is broken.

    Raises:
        ExtractError: no recogniser on this machine.
    """
    tesseract.require()
    lines: list[str] = []
    try:
        document = pypdfium2.PdfDocument(tesseract.as_pdf(payload, seconds=_SECONDS))
    except (ExtractError, TooLong, pypdfium2.PdfiumError):
        return ()
    try:
        for index in range(min(len(document), _MOST_PAGES)):
            colour, _ = drawn(document[index], most=1.0)
            lines += (*_whole_lines(grey_of(colour)), *ink_lines(colour))
    finally:
        document.close()
    return tuple(dict.fromkeys(lines))


def left_lines(grey: Grey, words: Sequence[Word], *, least: int = 20) -> tuple[str, ...]:
    """What stands on a page beside the words that were surely read level: black stamps, slanting or up the margin.

    Parts thinner than `least` pixels are letters that were not surely read, and specks.
    """
    left = grey < 128
    for word in words:
        if word.confidence > _SURELY:
            left[max(word.top - 2, 0) : word.bottom + 2, max(word.left - 2, 0) : word.right + 2] = False
    found = [line for stamp in _stamps(left) if min(stamp.shape) >= least for line in _stamp_lines(stamp)]
    return tuple(dict.fromkeys(found))


def _whole_lines(grey: Grey) -> tuple[str, ...]:
    """The scattered words of a picture, read level and as what is left."""
    small = shrunk(grey, -(-max(grey.shape) // _SIDE))
    words = _words(small, cut=tesseract.SCATTERED)
    return (*_texts(words), *left_lines(small, words))


def ink_lines(colour: Colour) -> tuple[str, ...]:
    """What stands on a page in red or blue ink, each stamp turned level."""
    found: list[str] = []
    for mask in (red_mask(colour), _blue_mask(colour)):
        for stamp in _stamps(mask):
            found.extend(_stamp_lines(stamp))
    return tuple(dict.fromkeys(found))


def _stamp_lines(stamp: Mask) -> tuple[str, ...]:
    """The lines of one stamp, its frame taken off."""
    ink = np.where(stamp, 0, 255).astype(np.uint8)
    if ink.shape[0] > 1.3 * ink.shape[1]:  # up the margin: read from both sides
        return (*_level_lines(np.rot90(ink, 1)), *_level_lines(np.rot90(ink, 3)))
    return _level_lines(ink)


# Degrees of slant that are left as they are: at 0.5 a boxed word of three letters already loses one.
_LEVEL = 0.3


def _level_lines(ink: Grey) -> tuple[str, ...]:
    framed = np.pad(ink, max(ink.shape) // 4, constant_values=255)
    slant = slope_of(framed < 128, most=_MOST_SLANT)
    level = turned(framed, -slant) if abs(slant) > _LEVEL else framed
    bare = _without_frame(level)
    for grey, cut in ((bare, tesseract.BLOCK), (bare, tesseract.LINE), (level, tesseract.BLOCK)):
        lines = _texts(_words(_resized(_cropped(grey)), cut=cut))
        if lines:
            return lines
    return ()


def _words(grey: Grey, *, cut: int) -> tuple[Word, ...]:
    try:
        return tesseract.read_words(np.ascontiguousarray(grey), dpi=200, cut=cut, seconds=_SECONDS)
    except (TooLong, ExtractError):
        return ()


def _texts(words: Sequence[Word]) -> tuple[str, ...]:
    """The lines of words, those of a single letter left out."""
    lines: dict[tuple[int, int, int], list[str]] = {}
    for word in words:
        if word.confidence >= _SURE and any(map(str.isalpha, word.text)):
            lines.setdefault(word.line, []).append(word.text)
    return tuple(" ".join(line) for line in lines.values() if sum(map(str.isalpha, "".join(line))) > 1)


def _blue_mask(colour: Colour) -> Mask:
    """Where the page is blue or violet: the ink of stamps of date and of some marks."""
    blue, green, red = (colour[:, :, index].astype(np.int16) for index in range(3))
    mask: Mask = (blue > 90) & (blue - red > 50) & (blue - green > 40)
    return mask


def _stamps(mask: Mask) -> Iterator[Mask]:
    """The parts of a mask that stand together, the largest first, each cut out."""
    rows, columns = mask.shape[0] // _CELL, mask.shape[1] // _CELL
    if not rows or not columns:
        return
    cells: Mask = np.any(mask[: rows * _CELL, : columns * _CELL].reshape(rows, _CELL, columns, _CELL), axis=(1, 3))
    boxes = sorted(_boxes(cells), key=lambda box: (box[1] - box[0]) * (box[3] - box[2]), reverse=True)
    for top, bottom, left, right in boxes[:_MOST]:
        cut = mask[top * _CELL : bottom * _CELL, left * _CELL : right * _CELL]
        if max(cut.shape) >= _SHORTEST and int(cut.sum()) > _SHORTEST:
            yield cut


def _boxes(cells: Mask) -> Iterator[tuple[int, int, int, int]]:
    """The edges (top, bottom, left, right) of what hangs together on the grid, gaps of one cell passed over."""
    left = {(int(row), int(column)) for row, column in np.argwhere(cells)}
    while left:
        reached = [left.pop()]
        waiting = deque(reached)
        while waiting:
            row, column = waiting.popleft()
            near = {(row + down, column + along) for down in range(-2, 3) for along in range(-2, 3)} & left
            left -= near
            waiting.extend(near)
            reached.extend(near)
        tops, sides = [row for row, _ in reached], [column for _, column in reached]
        yield min(tops), max(tops) + 1, min(sides), max(sides) + 1


def _without_frame(grey: Grey) -> Grey:
    """The stamp without rows and columns that are inked almost all along: the box round its words."""
    ink = grey < 128
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    if not len(rows) or not len(columns):
        return grey
    tall, wide = int(rows[-1] - rows[0]) + 1, int(columns[-1] - columns[0]) + 1
    made = grey.copy()
    made[ink.sum(axis=1) > 0.6 * wide] = 255
    made[:, ink.sum(axis=0) > 0.75 * tall] = 255
    return made


def _cropped(grey: Grey) -> Grey:
    ink = grey < 128
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    if not len(rows) or not len(columns):
        return grey
    return np.pad(grey[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1], 30, constant_values=255)


def _resized(grey: Grey) -> Grey:
    """A stamp of large letters made smaller, one of small letters larger."""
    if grey.shape[0] > 2 * _HEIGHT:
        return shrunk(grey, grey.shape[0] // _HEIGHT)
    factor = 2 if grey.shape[0] < _HEIGHT else 1
    return np.repeat(np.repeat(grey, factor, axis=0), factor, axis=1)
