"""How a page lies: whether its lines run across or down, and by how many degrees they slope.

Lines of letters make rows of ink with white between them. Ink summed along the slope of the lines rises and falls
most sharply, whatever the letters are; nothing is recognised for it.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ingest.extract.recognise_image import Grey, shrunk

# Paper lies askew in a scanner by up to three degrees, under a camera by a few more.
_MOST_DEGREES = 6.0
_COARSE, _FINE = 0.5, 0.1
_SIDE = 1_100
_LEAST_INK, _MOST_INK = 200, 120_000
# Lines that run down the page are believed when their rows are sharper by this factor: on 73 upright pages of gazettes,
# Party papers and scans it is at most 0.25, half of them under 0.08; turned pages have the inverse.
_DOWN = 1.15


@dataclass(frozen=True, slots=True)
class Lying:
    """How a page lies: whether its lines run down instead of across, and their slope in degrees against the clock."""

    is_sideways: bool
    degrees: float


def lying(grey: Grey) -> Lying:
    """How a page lies. Upside down cannot be seen so; a page with hardly any ink lies straight."""
    small = shrunk(grey, max(1, round(max(grey.shape) / _SIDE)))
    dark = small < min(160, int(np.percentile(small, 50)) - 40)
    ink = np.argwhere(dark).astype(np.float32)
    if len(ink) < _LEAST_INK:
        return Lying(is_sideways=False, degrees=0.0)
    ink = ink[:: max(1, len(ink) // _MOST_INK)]
    down, across = ink[:, 0], ink[:, 1]
    flat, flat_sharpness = _slope(across, down)
    steep, steep_sharpness = _slope(down, across)
    if steep_sharpness > flat_sharpness * _DOWN:
        return Lying(is_sideways=True, degrees=-steep)
    return Lying(is_sideways=False, degrees=flat)


def slope_of(dark: NDArray[np.bool_], *, most: float = _MOST_DEGREES) -> float:
    """The slope of the lines of a mask of ink in degrees against the clock, at most so many; 0 with hardly any ink."""
    ink = np.argwhere(dark).astype(np.float32)
    if len(ink) < _LEAST_INK:
        return 0.0
    ink = ink[:: max(1, len(ink) // _MOST_INK)]
    return _slope(ink[:, 1], ink[:, 0], most=most)[0]


def _slope(
    along: NDArray[np.float32], beside: NDArray[np.float32], *, most: float = _MOST_DEGREES
) -> tuple[float, float]:
    """The slope of the lines in degrees against the clock, and how sharp their rows are there."""
    best, sharpness = 0.0, _sharpness(along, beside, 0.0)
    for span, step in ((most, _COARSE), (_COARSE, _FINE)):
        middle = best
        for count in range(-round(span / step), round(span / step) + 1):
            degrees = middle + count * step
            found = _sharpness(along, beside, degrees)
            if found > sharpness:
                best, sharpness = degrees, found
    return round(best, 2), sharpness


def _sharpness(along: NDArray[np.float32], beside: NDArray[np.float32], degrees: float) -> float:
    rows = (beside + along * float(np.tan(np.radians(degrees)))).astype(np.int32)
    rows -= rows.min()
    ink = np.bincount(rows).astype(np.float64)
    return float(np.square(np.diff(ink)).sum())
