"""What people see of the letters of a PDF page: white, tiny, clipped and covered ones are there and not seen.

Letters under the picture of a whole page are what a recognition left there. Objects come from `pdf_drawn`.
"""

import ctypes
from collections.abc import Sequence
from ctypes import addressof
from dataclasses import dataclass, field
from typing import Literal

import pypdfium2
from pypdfium2 import raw

from ingest.extract.pdf_drawn import Box, Drawn, Handle, Surface, address, fill_colour, is_see_through

# Letters lower than this many points are not for reading.
_SMALLEST = 2.5
# A picture over this share of a page is the page itself, with the letters found in it behind.
WHOLE_PAGE = 0.5
_INVISIBLE = (3, 7)  # FPDF_TEXTRENDERMODE_INVISIBLE, _CLIP
_WHITE = 245
# Opacity (0–255) under which nobody sees a letter.
_OPAQUE = 16
# How letters are seen: "behind" under or over the picture of a whole page, found there by recognition; "unseen" white,
# tiny, covered or clipped.
Sight = Literal["seen", "behind", "unseen"]


@dataclass(slots=True)
class Eye:
    """What is asked of the objects of a page, each answer kept: fonts, looks, what lies over the letters."""

    page: pypdfium2.PdfPage
    drawn: Drawn
    bounds: Box
    looks: dict[int, tuple[str, Sight, bool, bool]] = field(default_factory=dict)
    fonts: dict[int, str] = field(default_factory=dict)
    orders: dict[int, int] | None = None
    clear: dict[int, bool] = field(default_factory=dict)

    @property
    def last(self) -> int:
        """The order of the last surface painted; 0 without any."""
        return self.drawn.surfaces[-1].order if self.drawn.surfaces else 0

    def look(self, handle: Handle, box: Box) -> tuple[str, Sight]:
        """The font of a text object, and how its letters at a place are seen."""
        place = addressof(handle.contents)
        known = self.looks.get(place)
        if known is None:
            known = self.looks[place] = _look_of(handle, place, self)
        font, sight, is_white, is_free = known
        if sight != "seen":
            return font, sight
        left, bottom, right, top = box
        low_x, low_y, high_x, high_y = self.bounds
        if is_free and top - bottom > _SMALLEST and low_x < left and right < high_x and low_y < bottom and top < high_y:
            return font, "seen"
        return font, _sight_of(place, box, self, is_white=is_white)


def _look_of(handle: Handle, place: int, eye: Eye) -> tuple[str, Sight, bool, bool]:
    """Font name, sight and whiteness of a text object, and whether nothing is painted after it."""
    font = _font_of(handle, eye)
    if raw.FPDFTextObj_GetTextRenderMode(handle) in _INVISIBLE:
        return font, ("behind" if _page_picture(eye) else "unseen"), False, False
    colour = fill_colour(handle)
    if colour is not None and (colour[3] < _OPAQUE or _is_clipped(handle)):
        return font, "unseen", False, False
    is_white = colour is not None and min(colour[:3]) >= _WHITE
    return font, "seen", is_white, not is_white and _order(place, eye) > eye.last


def _font_of(handle: Handle, eye: Eye) -> str:
    font = raw.FPDFTextObj_GetFont(handle)
    if not font:
        return ""
    place = address(font)
    if place not in eye.fonts:
        name = ctypes.create_string_buffer(128)
        size = raw.FPDFFont_GetBaseFontName(font, name, 128)
        eye.fonts[place] = name.value.decode("latin-1").rpartition("+")[2] if 0 < size <= 128 else ""
    return eye.fonts[place]


def _is_clipped(handle: Handle) -> bool:
    """True when the object lies outside the first path that clips it."""
    clip = raw.FPDFPageObj_GetClipPath(handle)
    if not clip or raw.FPDFClipPath_CountPaths(clip) < 1:
        return False
    edges = [ctypes.c_float() for _ in range(4)]
    if not raw.FPDFPageObj_GetBounds(handle, *edges):
        return False
    box = edges[0].value, edges[1].value, edges[2].value, edges[3].value
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[tuple[float, float]] = []
    for index in range(min(raw.FPDFClipPath_CountPathSegments(clip, 0), 64)):
        raw.FPDFPathSegment_GetPoint(raw.FPDFClipPath_GetPathSegment(clip, 0, index), x, y)
        points.append((x.value, y.value))
    if not points:
        return False
    inside = (
        min(point[0] for point in points) - 2,
        min(point[1] for point in points) - 2,
        max(point[0] for point in points) + 2,
        max(point[1] for point in points) + 2,
    )
    return not _meet(box, inside)


def _sight_of(place: int, box: Box, eye: Eye, *, is_white: bool) -> Sight:
    """How letters at a place are seen: tiny, off the page, white on white, or under something painted later."""
    across, up = box[2] - box[0], box[3] - box[1]
    if up < _SMALLEST * 0.8 or max(across, up) < _SMALLEST or not _meet(box, eye.bounds):
        return "unseen"
    surfaces = eye.drawn.surfaces
    if not surfaces:
        return "unseen" if is_white else "seen"
    order = _order(place, eye)
    if order > eye.last and not is_white:
        return "seen"
    if is_white:
        below = [surface for surface in surfaces if surface.order < order and _holds(surface.box, box)]
        return "seen" if below and not below[-1].is_white else "unseen"
    over = [surface for surface in surfaces if 0 <= order < surface.order and _holds(surface.box, box)]
    return _sight_under(over, eye) if over else "seen"


def _order(place: int, eye: Eye) -> int:
    """The place of a text object in the order of painting; where nothing is painted, after everything."""
    if not eye.drawn.surfaces:
        return 1
    if eye.orders is None:
        eye.orders = eye.drawn.orders()
    return eye.orders.get(place, -1)


def _sight_under(over: Sequence[Surface], eye: Eye) -> Sight:
    """How letters under some surfaces are seen."""
    if any(surface.is_picture and _is_page(surface, eye) for surface in over):
        return "behind"
    return "unseen" if any(not surface.is_picture or not _is_clear(surface, eye) for surface in over) else "seen"


def _is_clear(picture: Surface, eye: Eye) -> bool:
    if picture.order not in eye.clear:
        eye.clear[picture.order] = is_see_through(eye.page, picture)
    return eye.clear[picture.order]


def _page_picture(eye: Eye) -> bool:
    return any(surface.is_picture and _is_page(surface, eye) for surface in eye.drawn.surfaces)


def _is_page(surface: Surface, eye: Eye) -> bool:
    left, bottom, right, top = eye.bounds
    return surface.area > (right - left) * (top - bottom) * WHOLE_PAGE


def _holds(outer: Box, box: Box) -> bool:
    """True when the middle and nine tenths of a box's width lie in another."""
    middle = (box[1] + box[3]) / 2
    slack = (box[2] - box[0]) * 0.1 + 0.5
    return outer[1] <= middle <= outer[3] and outer[0] <= box[0] + slack and box[2] - slack <= outer[2]


def _meet(first: Box, second: Box) -> bool:
    return first[0] < second[2] and second[0] < first[2] and first[1] < second[3] and second[1] < first[3]
