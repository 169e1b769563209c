"""Marks of secrecy that stand only in a picture: what is stamped or written in the pictures of a file, for the guard.

Which pictures a file holds is found in `stamp_pictures`; here each is read in the ways a stamp may stand in it, within
bounds of number, size and time. Nothing of it is kept: the lines go to `Extracted.aside` and nowhere else.
"""

import time
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from hashlib import sha256

import numpy as np

from archive.errors import ExtractError
from archive.works.secrecy import mark_of_line
from ingest.extract import recognise_tesseract as tesseract
from ingest.extract.recognise_image import Colour, Grey, cleaned, grey_of, shrunk
from ingest.extract.recognise_pace import pace
from ingest.extract.recognise_stamp import ink_lines, left_lines
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
    """What a picture (rows, columns, blue-green-red) says in any of its ways, up to the first mark of secrecy."""
    found: dict[str, None] = {}
    for line in _ways(colour[:: _step(colour), :: _step(colour)]):
        found[line] = None
        if mark_of_line(line):
            break
    return tuple(found)


def _step(colour: Colour) -> int:
    return max(1, -(-int(max(colour.shape[:2])) // (2 * _SIDE)))


def _ways(colour: Colour) -> Iterator[str]:
    """Coloured ink by itself; what is dark as it hangs together; then words anywhere, and what is left beside them."""
    grey = grey_of(colour)
    small = shrunk(grey, max(1, round(max(grey.shape) / _SIDE)))
    if int(small.max()) - int(small.min()) < 12:  # one colour all over
        return
    yield from ink_lines(colour)
    even = cleaned(255 - small if float((small < 128).mean()) > _DARK else small)
    if max(even.shape) <= _SMALL:
        yield from left_lines(even, ())
    yield from _word_lines(even)


def _word_lines(grey: Grey) -> Iterator[str]:
    try:
        words = tesseract.read_words(
            np.ascontiguousarray(grey), dpi=200, cut=tesseract.SCATTERED, seconds=_SECONDS_EACH
        )
    except (tesseract.TooLong, ExtractError):
        return
    lines: dict[tuple[int, int, int], list[str]] = {}
    for word in words:
        if word.confidence >= _SURE:
            lines.setdefault(word.line, []).append(word.text)
    yield from (" ".join(line) for line in lines.values())
    yield from left_lines(grey, words)
