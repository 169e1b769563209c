"""Pages as arrays of grey: drawn from a PDF, freed of red stamps, cleaned, turned, and packed as small PNG files.

Nothing is recognised here. Arrays have rows from top to bottom, 0 is black and 255 is white.
"""

import struct
import zlib

import numpy as np
import pypdfium2
from numpy.typing import NDArray

Grey = NDArray[np.uint8]
Colour = NDArray[np.uint8]

DPI = 300
# An A4 page at 300 dpi has 8.7 million pixels, an A3 page 17; larger ones are drawn coarser.
_MOST_PIXELS = 18_000_000
# A kept picture is read by people only: 150 dpi, few greys, and no more bytes than this if fewer greys allow it.
_KEPT_DPI, _KEPT_BYTES = 150, 200_000

# Ink paler than this on white paper is none: on a page with few letters the darkest hundredth is paper.
_PALEST = 190.0


def drawn(page: pypdfium2.PdfPage, *, points: float = 1.0, most: float = 8.0) -> tuple[Colour, float]:
    """A page drawn in colour (rows, columns, blue-green-red), and the dots per inch it was drawn with.

    `points` is how many points one unit of the page stands for, below 1 for pages that are pictures of unknown size;
    `most` is how many pixels a unit may become.
    """
    width, height = page.get_size()
    scale = min(DPI / 72 * points, most, (_MOST_PIXELS / max(width * height, 1.0)) ** 0.5)
    colour = page.render(scale=scale).to_numpy()
    if colour.ndim == 2:
        colour = colour[:, :, None]
    if colour.shape[2] == 1:
        colour = np.repeat(colour, 3, axis=2)
    return colour[:, :, :3].copy(), scale / points * 72


def grey_of(colour: Colour) -> Grey:
    """The page in grey as the eye sees it."""
    blue, green, red = (colour[:, :, index].astype(np.uint16) for index in range(3))
    return ((29 * blue + 150 * green + 77 * red) >> 8).astype(np.uint8)


def red_mask(colour: Colour) -> NDArray[np.bool_]:
    """Where the page is red: the ink of seals and of secrecy stamps, not black, blue or the yellow of old paper."""
    blue, green, red = (colour[:, :, index].astype(np.int16) for index in range(3))
    return (red > 90) & (red - green > 60) & (red - blue > 50)


def without_red(colour: Colour) -> Grey:
    """The page in grey with red ink bleached, so that black letters under a seal stay.

    In the red channel red ink is nearly as light as paper. A page whose own letters are red keeps them: there red is
    more than half of the ink.
    """
    grey = grey_of(colour)
    red = red_mask(colour)
    stamped = int(red.sum())
    if stamped == 0 or stamped > 0.5 * int((grey < 160).sum()):
        return grey
    bleached = np.where(red, np.maximum(colour[:, :, 2], 200), grey)
    # At the rim of a stroke ink and paper mix into pale red: it follows the red channel as well.
    pale = (colour[:, :, 2].astype(np.int16) - colour[:, :, 1]) > 25
    return np.where(pale & ~red, np.maximum(colour[:, :, 2], bleached), bleached).astype(np.uint8)


def cleaned(grey: Grey) -> Grey:
    """The page with shadows of the paper made even and the contrast stretched; speckled pages are smoothed."""
    paper = _paper(grey)
    even = np.minimum(grey.astype(np.float32) * (255.0 / np.maximum(paper, 40.0)), 255.0)
    black = min(float(np.percentile(even[::8, ::8], 1)), _PALEST)
    stretched = (even - black) * (255.0 / max(255.0 - black, 40.0))
    made = np.clip(stretched, 0, 255).astype(np.uint8)
    return smoothed(made) if _is_speckled(made) else made


def smoothed(grey: Grey) -> Grey:
    """The median of each pixel and its four neighbours: lone specks vanish, strokes of letters stay."""
    padded = np.pad(grey, 1, mode="edge")
    around = np.stack([padded[1:-1, 1:-1], padded[:-2, 1:-1], padded[2:, 1:-1], padded[1:-1, :-2], padded[1:-1, 2:]])
    middle: Grey = np.partition(around, 2, axis=0)[2]
    return middle


def shrunk(grey: Grey, factor: int) -> Grey:
    """The page with squares of `factor` pixels made one, their mean."""
    if factor <= 1:
        return grey
    rows, columns = grey.shape[0] // factor * factor, grey.shape[1] // factor * factor
    if not rows or not columns:
        return grey
    squares = grey[:rows, :columns].reshape(rows // factor, factor, columns // factor, factor)
    made: Grey = squares.mean(axis=(1, 3)).astype(np.uint8)
    return made


def turned(grey: Grey, degrees: float) -> Grey:
    """The page turned by a small angle against the clock about its middle, white where nothing was."""
    height, width = grey.shape
    sine, cosine = float(np.sin(np.radians(degrees))), float(np.cos(np.radians(degrees)))
    across = np.arange(width, dtype=np.float32) - width / 2
    made = np.full_like(grey, 255)
    for row in range(0, height, 256):  # in strips, or the places of nine million pixels would take 150 MB
        down = np.arange(row, min(row + 256, height), dtype=np.float32)[:, None] - height / 2
        x, y = cosine * across - sine * down + width / 2, sine * across + cosine * down + height / 2
        made[row : row + 256] = _sampled(grey, x, y)
    return made


def pgm(grey: Grey) -> bytes:
    """The page as a portable grey map, which needs no packing."""
    return b"P5 %d %d 255\n" % (grey.shape[1], grey.shape[0]) + np.ascontiguousarray(grey).tobytes()


def kept_picture(grey: Grey, dpi: float) -> bytes:
    """The page as a PNG to be kept: about 150 dpi, in 16 greys, in four or two where it would be too large."""
    small = shrunk(grey, max(1, round(dpi / _KEPT_DPI)))
    packed = b""
    for bits in (4, 2, 1):
        packed = png(small, bits=bits)
        if len(packed) <= _KEPT_BYTES:
            break
    return packed


def png(grey: Grey, *, bits: int = 8) -> bytes:
    """A PNG file of `2 ** bits` greys (1, 2, 4 or 8 bits a pixel)."""
    height, width = grey.shape
    levels = 2**bits - 1
    values = ((grey.astype(np.uint16) * levels + 127) // 255).astype(np.uint8)
    each = 8 // bits
    if width % each:
        values = np.pad(values, ((0, 0), (0, each - width % each)), mode="edge")
    packed = np.zeros((height, values.shape[1] // each), np.uint8)
    for place in range(each):
        packed |= values[:, place::each] << (bits * (each - 1 - place))
    # Each row begins with its filter, 0: none.
    rows = np.hstack([np.zeros((height, 1), np.uint8), packed]).tobytes()
    head = struct.pack(">IIBBBBB", width, height, bits, 0, 0, 0, 0)
    parts = _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(rows, 7)) + _chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


def _chunk(kind: bytes, payload: bytes) -> bytes:
    return struct.pack(">I", len(payload)) + kind + payload + struct.pack(">I", zlib.crc32(kind + payload))


def _paper(grey: Grey) -> NDArray[np.float32]:
    """How light the paper is round every pixel: the light end of squares of 32 pixels, spread out again."""
    side = 32
    height, width = grey.shape
    rows, columns = -(-height // side), -(-width // side)
    padded = np.pad(grey, ((0, rows * side - height), (0, columns * side - width)), mode="edge")
    squares = padded[:, :].reshape(rows, side, columns, side)[:, ::4, :, ::4]
    light = np.percentile(squares.transpose(0, 2, 1, 3).reshape(rows, columns, -1), 90, axis=2).astype(np.float32)
    # A square inside a heavy stroke or a dark table head has no paper of its own: its neighbours lend theirs.
    wide = np.pad(light, 1, mode="edge")
    shifts = [wide[down : down + rows, along : along + columns] for down in range(3) for along in range(3)]
    even = np.maximum.reduce(shifts)
    return np.repeat(np.repeat(even, side, axis=0), side, axis=1)[:height, :width]


def _is_speckled(grey: Grey) -> bool:
    """Whether many dark pixels stand alone: over 6 % of them; on 73 clean pages they are under 4 %."""
    dark = grey < 110
    lone = dark[1:-1, 1:-1] & ~(dark[:-2, 1:-1] | dark[2:, 1:-1] | dark[1:-1, :-2] | dark[1:-1, 2:])
    count = int(dark.sum())
    return count > 0 and int(lone.sum()) > 0.06 * count


def _sampled(grey: Grey, x: NDArray[np.float32], y: NDArray[np.float32]) -> Grey:
    """The greys at broken places, between the four pixels round them."""
    height, width = grey.shape
    inside = (x >= 0) & (y >= 0) & (x < width - 1) & (y < height - 1)
    left, top = np.clip(x, 0, width - 2).astype(np.intp), np.clip(y, 0, height - 2).astype(np.intp)
    along, down = np.clip(x - left, 0, 1), np.clip(y - top, 0, 1)
    flat, at = grey.reshape(-1), top * width + left
    above = flat[at] * (1 - along) + flat[at + 1] * along
    below = flat[at + width] * (1 - along) + flat[at + width + 1] * along
    return np.where(inside, above * (1 - down) + below * down, 255).astype(np.uint8)
