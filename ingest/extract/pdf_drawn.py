"""What is drawn on a page of a PDF beside its letters: rules of tables, pictures, and surfaces that hide what is below.

Positions are those of the file (points, from the lower left corner). Letters are read in `pdf_letters`, tables are made
of the rules in `pdf_tables`.
"""

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Protocol

import pypdfium2
from pypdfium2 import raw

# Left, bottom, right and top edge.
Box = tuple[float, float, float, float]
Matrix = tuple[float, float, float, float, float, float]

_TEXT, _PATH, _PICTURE, _FORM = 1, 2, 3, 5  # FPDF_PAGEOBJ_*
_PLAIN: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
# What a page may cost. The fullest page of the real gazettes, a form with dotted lines, has 1,900 objects.
_MOST_OBJECTS, _MOST_SEGMENTS, _DEEPEST = 30_000, 2_000, 4
# A line is thin and longer than a letter: borders of Word are rectangles of 0.5 points, the strongest seen has 2.3.
_THIN, _SHORTEST = 3.0, 6.0
_WHITE = 245
_PIXELS = 20_000_000
# Where PDFium writes a colour; it serves one caller at a time, so one place is enough.
_COLOUR = ctypes.c_uint(), ctypes.c_uint(), ctypes.c_uint(), ctypes.c_uint()
_COLOUR_POINTERS = tuple(map(ctypes.byref, _COLOUR))


class Handle(Protocol):
    """A pointer to something that PDFium holds."""

    @property
    def contents(self) -> ctypes.Structure:
        """What it points to."""
        ...


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line: upright at x = `at` from `low` to `high`, or level at y = `at`."""

    is_upright: bool
    at: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Surface:
    """A filled rectangle or a picture: its place, its order among the objects, its colour's darkest part (0–255)."""

    box: Box
    order: int
    is_picture: bool
    lightness: int = 0
    handle: Handle | None = None

    @property
    def area(self) -> float:
        """Width times height, in points."""
        return (self.box[2] - self.box[0]) * (self.box[3] - self.box[1])

    @property
    def is_white(self) -> bool:
        """True for a white rectangle, on which white letters are not seen."""
        return not self.is_picture and self.lightness >= _WHITE


@dataclass(frozen=True, slots=True)
class Drawn:
    """The rules and surfaces of a page, which place each text object has in the order, and how many other shapes.

    `texts` are pairs of order and handle.
    """

    rules: tuple[Rule, ...] = ()
    surfaces: tuple[Surface, ...] = ()
    texts: tuple[tuple[int, Handle], ...] = ()
    curves: int = 0

    def orders(self) -> dict[int, int]:
        """The order of each text object by its address."""
        return {address(handle): order for order, handle in self.texts}


@dataclass(slots=True)
class _Found:
    rules: list[Rule] = field(default_factory=list)
    surfaces: list[Surface] = field(default_factory=list)
    texts: list[tuple[int, Handle]] = field(default_factory=list)
    curves: int = 0
    count: int = 0


def address(handle: Handle) -> int:
    """The address that tells one object of PDFium from another."""
    return ctypes.addressof(handle.contents)


def read_drawn(page: pypdfium2.PdfPage) -> Drawn:
    """The rules and surfaces of a page; of a page with very many objects only the first."""
    found = _Found()
    _walk(page.raw, _PLAIN, 0, found)
    return Drawn(tuple(found.rules), tuple(found.surfaces), tuple(found.texts), found.curves)


def _walk(parent: Handle, matrix: Matrix, depth: int, found: _Found) -> None:
    """Look at the objects of a page, or of a form on it, in the order in which they are painted."""
    if depth == 0:
        count, get = raw.FPDFPage_CountObjects(parent), raw.FPDFPage_GetObject
    else:
        count, get = raw.FPDFFormObj_CountObjects(parent), raw.FPDFFormObj_GetObject
    kind_of = raw.FPDFPageObj_GetType
    for index in range(count):
        found.count += 1
        if found.count > _MOST_OBJECTS:
            return
        handle = get(parent, index)
        kind = kind_of(handle) if handle else 0
        if kind == _TEXT:
            found.texts.append((found.count, handle))
        elif kind == _PATH:
            _read_path(handle, found.count, matrix, found)
        elif kind == _PICTURE and (box := _box(handle, matrix)) is not None:
            found.surfaces.append(Surface(box, found.count, True, handle=handle))
        elif kind == _FORM and depth < _DEEPEST:
            _walk(handle, _times(_matrix(handle), matrix), depth + 1, found)


def is_see_through(page: pypdfium2.PdfPage, picture: Surface) -> bool:
    """True for a picture one sees through, such as a seal; a very large one counts as such, so that no text is lost."""
    if picture.handle is None or raw.FPDFPageObj_HasTransparency(picture.handle):
        return True
    width, height = ctypes.c_uint(), ctypes.c_uint()
    raw.FPDFImageObj_GetImagePixelSize(picture.handle, width, height)
    if width.value * height.value > _PIXELS:
        return True
    bitmap = raw.FPDFImageObj_GetRenderedBitmap(page.pdf.raw, page.raw, picture.handle)
    if not bitmap:
        return True
    try:
        return _has_clear_part(bitmap)
    finally:
        raw.FPDFBitmap_Destroy(bitmap)


def _has_clear_part(bitmap: Handle) -> bool:
    if raw.FPDFBitmap_GetFormat(bitmap) not in (raw.FPDFBitmap_BGRA, raw.FPDFBitmap_BGRA_Premul):
        return False
    size = raw.FPDFBitmap_GetStride(bitmap) * raw.FPDFBitmap_GetHeight(bitmap)
    pixels = ctypes.string_at(raw.FPDFBitmap_GetBuffer(bitmap), size)
    return min(pixels[3::4], default=255) < 200


def _read_path(handle: Handle, order: int, matrix: Matrix, found: _Found) -> None:
    box = _box(handle, matrix)
    if box is None:
        return
    width, height = box[2] - box[0], box[3] - box[1]
    if height <= _THIN or width <= _THIN:
        if max(width, height) >= _SHORTEST:
            found.rules.append(_thin_rule(box, is_upright=width < height))
        return
    found.curves += 1
    filled, stroked = _draw_mode(handle)
    corners = _corners(handle, matrix)
    if stroked:
        found.rules.extend(_rules_of(corners))
    if filled and _is_rectangle(corners) and not raw.FPDFPageObj_HasTransparency(handle):
        colour = fill_colour(handle)
        if colour is not None and colour[3] == 255:
            found.surfaces.append(Surface(box, order, False, min(colour[:3])))


def _thin_rule(box: Box, *, is_upright: bool) -> Rule:
    if is_upright:
        return Rule(True, (box[0] + box[2]) / 2, box[1], box[3])
    return Rule(False, (box[1] + box[3]) / 2, box[0], box[2])


def _rules_of(corners: Sequence[tuple[float, float, bool]]) -> Iterator[Rule]:
    """The level and upright lines between the corners of a path."""
    for (x0, y0, _), (x1, y1, is_move) in pairwise(corners):
        if is_move:
            continue
        if abs(x0 - x1) < 1.0 and abs(y0 - y1) >= _SHORTEST:
            yield Rule(True, (x0 + x1) / 2, min(y0, y1), max(y0, y1))
        elif abs(y0 - y1) < 1.0 and abs(x0 - x1) >= _SHORTEST:
            yield Rule(False, (y0 + y1) / 2, min(x0, x1), max(x0, x1))


def _corners(handle: Handle, matrix: Matrix) -> list[tuple[float, float, bool]]:
    """The corners of a path (x, y, begins a new line); none for a path with curves or with very many parts."""
    count = raw.FPDFPath_CountSegments(handle)
    if not 2 <= count <= _MOST_SEGMENTS:
        return []
    own = _times(_matrix(handle), matrix)
    x, y = ctypes.c_float(), ctypes.c_float()
    corners: list[tuple[float, float, bool]] = []
    start: tuple[float, float] | None = None
    for index in range(count):
        segment = raw.FPDFPath_GetPathSegment(handle, index)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_BEZIERTO or not raw.FPDFPathSegment_GetPoint(segment, x, y):
            return []
        point = (own[0] * x.value + own[2] * y.value + own[4], own[1] * x.value + own[3] * y.value + own[5])
        is_move = kind == raw.FPDF_SEGMENT_MOVETO
        start = point if is_move or start is None else start
        corners.append((*point, is_move))
        if raw.FPDFPathSegment_GetClose(segment):
            corners.append((*start, False))
    return corners


def _is_rectangle(corners: Sequence[tuple[float, float, bool]]) -> bool:
    if not 4 <= len(corners) <= 6:
        return False
    across, up = ({round(corner[axis]) for corner in corners} for axis in (0, 1))
    return len(across) == len(up) == 2


def _draw_mode(handle: Handle) -> tuple[bool, bool]:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(handle, fill, stroke)
    return bool(fill.value), bool(stroke.value)


def fill_colour(handle: Handle) -> tuple[int, int, int, int] | None:
    """Red, green, blue and opacity (0–255) with which an object is filled; None when the file does not say."""
    if not raw.FPDFPageObj_GetFillColor(handle, *_COLOUR_POINTERS):
        return None
    red, green, blue, opacity = _COLOUR
    return red.value, green.value, blue.value, opacity.value


def _box(handle: Handle, matrix: Matrix) -> Box | None:
    edges = [ctypes.c_float() for _ in range(4)]
    if not raw.FPDFPageObj_GetBounds(handle, *edges):
        return None
    left, bottom, right, top = (edge.value for edge in edges)
    if matrix is _PLAIN:
        return left, bottom, right, top
    a, b, c, d, e, f = matrix
    corners = [(a * x + c * y + e, b * x + d * y + f) for x in (left, right) for y in (bottom, top)]
    return (
        min(x for x, _ in corners),
        min(y for _, y in corners),
        max(x for x, _ in corners),
        max(y for _, y in corners),
    )


def _matrix(handle: Handle) -> Matrix:
    found = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(handle, found):
        return _PLAIN
    return found.a, found.b, found.c, found.d, found.e, found.f


def _times(first: Matrix, second: Matrix) -> Matrix:
    """The matrix that does `first`, then `second`."""
    if second is _PLAIN:
        return first
    a, b, c, d, e, f = first
    p, q, r, s, t, u = second
    return (
        a * p + b * r,
        a * q + b * s,
        c * p + d * r,
        c * q + d * s,
        e * p + f * r + t,
        e * q + f * s + u,
    )
