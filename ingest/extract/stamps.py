"""Marks of secrecy that stand only in a picture: what is stamped or written in the pictures of a file, for the guard.

Which pictures a file holds is found in `stamp_pictures`; here each is read in the ways a stamp may stand in it, within
bounds of number, size and time. Nothing of it is kept: the lines go to `Extracted.aside` and nowhere else.
"""

import time
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

import numpy as np
from numpy.typing import NDArray

from archive.errors import ExtractError
from archive.text.vietnamese import fold
from archive.works.secrecy import mark_of_line
from ingest.extract import recognise_tesseract as tesseract
from ingest.extract.recognise_image import Colour, Grey, cleaned, grey_of, shrunk
from ingest.extract.recognise_pace import pace
from ingest.extract.recognise_stamp import ink_lines, left_lines
from ingest.extract.recognise_tesseract import Word
from ingest.extract.stamp_pictures import Shown, shown_pictures
from ingest.material import Extracted

# Letters of a stamp are a twentieth of the width of the page that bears it: 1,400 pixels leave them 60.
_SIDE = 1_400
# A picture up to this is a stamp, a seal or a sign rather than a page, and is read as one dark thing, too.
_SMALL = 700
_SECONDS_EACH = 10.0
_SURE = 0.25
# Pictures of whose pixels this share is dark have light letters on dark ground.
_DARK = 0.6
# Pages, stamps and drawings have few pixels between ink and paper; of photographs most are.
_TONED = 0.5
# Squares of this many pixels that are dark, with all round them, are no strokes of letters.
_CELL = 16
# A picture made smaller is looked at down to this side.
_LEAST_SIDE = 100
# Greys of a picture with nothing on it lie within this.
_ONE_COLOUR = 12
# What the frame of a stamp may be read as, at the ends of its words.
_FRAME = " \t,;:.·'`´’‘\"“”_-–—=~|!¡/\\"
# What a torn stamp begins with.
_BEGINNINGS = ("to", "tu", "ma")
_REMEMBERED = 64


@dataclass(frozen=True, slots=True)
class StampLimits:
    """How much is looked at in one file; what is beyond it counts as unseen. A picture took 0.7 s at the median."""

    pictures: int = 24
    seconds: float = 20.0


def with_stamps(
    extracted: Extracted, payload: bytes, media_type: str, *, limits: StampLimits | None = None
) -> Extracted:
    """What was read of a file with the lines seen in its pictures added to `aside`.

    `meta["unseen_pictures"]` counts pictures that nobody could look at: too many, too large, of a strange form, or no
    recogniser on this machine. Pages that were recognised as pages (`Extracted.pictures`) are not read again.
    """
    bounds = limits or StampLimits()
    recognised = frozenset(picture.page for picture in extracted.pictures)
    seen = _looked_at(shown_pictures(payload, media_type, without=recognised), bounds)
    if not seen.lines and not seen.unseen:
        return extracted
    told = {"unseen_pictures": str(seen.unseen)} if seen.unseen else {}
    return replace(extracted, aside=(*extracted.aside, *seen.lines), meta={**extracted.meta, **told})


@dataclass(slots=True)
class _Seen:
    lines: tuple[str, ...] = ()
    unseen: int = 0


def _looked_at(pictures: Iterable[Shown], bounds: StampLimits) -> _Seen:
    """The lines of pictures as long as number and time allow; after a mark nothing more is looked at."""
    seen, begun, count = _Seen(), 0.0, 0
    for shown in pictures:
        if not count:  # the clock of the reading process begins anew: the text was read already
            pace().beat(1)
            begun = time.monotonic()
        count += 1
        late = count > bounds.pictures or time.monotonic() - begun > bounds.seconds
        colour = None if late or not _can_read() else shown.drawn()
        if colour is None:
            seen.unseen += 1
            continue
        seen.lines += tuple(line for line in remembered_lines(colour) if line not in seen.lines)
        if any(mark_of_line(line) for line in seen.lines):
            break
    return seen


def _can_read() -> bool:
    try:
        tesseract.require()
    except ExtractError:
        return False
    return True


_LINES: OrderedDict[bytes, tuple[str, ...]] = OrderedDict()


def remembered_lines(colour: Colour) -> tuple[str, ...]:
    """The lines of a picture, those of the last pictures by heart: one seal stands on all papers of an office."""
    key = sha256(np.ascontiguousarray(colour).tobytes() + repr(colour.shape).encode()).digest()
    lines = _LINES.pop(key, None)
    _LINES[key] = lines = picture_lines(colour) if lines is None else lines
    while len(_LINES) > _REMEMBERED:
        _LINES.popitem(last=False)
    return lines


def picture_lines(colour: Colour) -> tuple[str, ...]:
    """What a picture (rows, columns, blue-green-red) says in any of its ways, up to the first mark of secrecy.

    A mark that is a part of longer words ("BÍ MẬT" in letters as high as the picture and far apart) is left out.
    """
    look = _look(_shrunk(colour, -(-int(max(colour.shape[:2])) // _SIDE)))
    if int(look.even.max()) - int(look.even.min()) < _ONE_COLOUR:
        return ()
    found: dict[str, None] = {}
    for way in (_in_colour, _in_one_piece, _in_words):
        for line in map(stamp_line, way(look)):
            if not mark_of_line(line):
                found[line] = None
            elif not (_is_part(line, found) or any(_is_part(line, way(one)) for one in _smaller(look))):
                return (*found, line)
    return tuple(found)


def stamp_line(line: str) -> str:
    """A line as it stands on a stamp: without what its frame was read as, its letters capitals where most are.

    ",TỐI MẬT," is "TỐI MẬT", "MậT" is "MẬT"; "Mật ong." stays as it is but for the point.
    """
    bare = line.strip(_FRAME)
    small = sum(map(str.islower, bare))
    return bare.upper() if small and small * 2 <= sum(map(str.isupper, bare)) else bare


@dataclass(frozen=True, slots=True)
class _Look:
    """A picture in colour, and in grey with even paper and dark ink; `toned` for photographs and the like."""

    colour: Colour
    even: Grey
    toned: bool


def _look(colour: Colour) -> _Look:
    grey = grey_of(colour)
    turned_over = 255 - grey if float((grey < 128).mean()) > _DARK else grey
    even = np.ascontiguousarray(cleaned(turned_over))
    return _Look(colour, even, float(((even > 60) & (even < 210)).mean()) > _TONED)


def _smaller(look: _Look) -> Iterator[_Look]:
    """The picture at a half, a quarter, an eighth: what stands far apart comes together."""
    for factor in (2, 4, 8):
        if max(look.even.shape) // factor >= _LEAST_SIDE:
            yield _look(_shrunk(look.colour, factor))


def _shrunk(colour: Colour, factor: int) -> Colour:
    if factor <= 1 or min(colour.shape[:2]) < factor:
        return colour
    return np.stack([shrunk(np.ascontiguousarray(colour[:, :, one]), factor) for one in range(3)], axis=2)


def _is_part(mark: str, lines: Iterable[str]) -> bool:
    """Whether the words of a mark stand among other words in a line that is none."""
    wanted = fold(mark).split()
    for line in map(stamp_line, lines):
        words = fold(line).split()
        others = [word for word in words if word not in wanted and len(word) > 1 and any(map(str.isalpha, word))]
        places = range(len(words) - len(wanted) + 1)
        if others and not mark_of_line(line) and any(words[at : at + len(wanted)] == wanted for at in places):
            return True
    return False


def _in_colour(look: _Look) -> tuple[str, ...]:
    """Red and blue ink by itself."""
    return () if look.toned else ink_lines(_without_surfaces(look.colour, look.even))


def _in_one_piece(look: _Look) -> tuple[str, ...]:
    """What is dark as it hangs together: a stamp alone in its picture, in whatever slant."""
    return () if look.toned or max(look.even.shape) > _SMALL else left_lines(look.even, ())


def _in_words(look: _Look) -> Iterator[str]:
    """Words anywhere in the picture, then what is dark beside them."""
    try:
        words = tesseract.read_words(look.even, dpi=200, cut=tesseract.SCATTERED, seconds=_SECONDS_EACH)
    except (tesseract.TooLong, ExtractError):
        return
    lines: dict[tuple[int, int, int], list[Word]] = {}
    for word in words:
        if word.confidence >= _SURE and any(map(str.isalnum, word.text)):
            lines.setdefault(word.line, []).append(word)
    yield from (" ".join(word.text for word in line) for line in lines.values())
    if not look.toned:
        sure = [word for line in lines.values() for word in _as_sure(line)]
        yield from left_lines(_without_surfaces(look.even, look.even), sure)


def _as_sure(line: Sequence[Word]) -> list[Word]:
    """The words of a line as sure as the surest of them, so that of “BÍ MẬT” not “MẬT” alone is left.

    But not beside a word that may be the torn beginning of a mark: "TO", "TUYỆIM".
    """
    others = [word.confidence for word in line if not fold(word.text).startswith(_BEGINNINGS)]
    sure = max(others, default=0.0)
    return [replace(word, confidence=max(word.confidence, sure)) for word in line]


def _without_surfaces(picture: NDArray[np.uint8], even: Grey) -> NDArray[np.uint8]:
    """The picture with the bars of charts and the like made white: dark squares wholly among dark squares."""
    rows, columns = even.shape[0] // _CELL, even.shape[1] // _CELL
    if rows < 3 or columns < 3:
        return picture
    squares = even[: rows * _CELL, : columns * _CELL].reshape(rows, _CELL, columns, _CELL)
    full = squares.max(axis=(1, 3)) < 160
    inner = full.copy()
    for axis in (0, 1):
        inner &= np.roll(inner, 1, axis=axis) & np.roll(inner, -1, axis=axis)
    if not inner.any():
        return picture
    for axis in (0, 1):
        inner |= np.roll(inner, 1, axis=axis) | np.roll(inner, -1, axis=axis)
        inner |= np.roll(inner, 1, axis=axis) | np.roll(inner, -1, axis=axis)
    made = picture.copy()
    whole = inner.repeat(_CELL, axis=0).repeat(_CELL, axis=1)
    made[: whole.shape[0], : whole.shape[1]][whole] = 255
    return made
