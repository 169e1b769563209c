"""Number line and place line of a scan read again, in other sizes: figures read otherwise each time are in doubt.

Numbers and days are often written by hand into a typed line. The recogniser then reads “403” for “109” and is sure of
it; only a second reading shows the doubt. What follows from doubt is judged in `ingest.rereading`.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from archive.text.vietnamese import fold
from ingest.extract import recognise_tesseract as tesseract
from ingest.extract.recognise_image import Grey, shrunk, smoothed
from ingest.extract.recognise_tesseract import TooLong, Word

# Must match the beginning of a number line, also misread: "Số:", "Sô", "So", "SỐ", "S6:", "Số:99/NQ-CP".
# Must not: "Sở", which folds to "so" too but stands before a capitalised word without figures.
_LINE = re.compile(r"s[o06][:.;]?(?=$|\d|\s)")
# Matches "ha noi, ngay‹2{ thang0† nam (0226" and "ngay 06 thang 4 nam 2026", folded.
_DAY_LINE = re.compile(r"(?<!\w)ngay.{0,8}thang")
_HEAD = 0.45
_MOST_GAP = 3.0


@dataclass(frozen=True, slots=True)
class SecondReadings:
    """The number line and the line of place and day, each as read again in several ways; empty without the line."""

    numbers: tuple[str, ...] = ()
    days: tuple[str, ...] = ()


NO_READINGS = SecondReadings()


def second_readings(grey: Grey, words: Sequence[Word], *, dpi: float) -> SecondReadings:
    """The two lines of the head of a page that hold figures, read again."""
    return SecondReadings(
        _read_again(grey, _line(grey, words, _is_number_line), dpi=dpi),
        _read_again(grey, _line(grey, words, _is_day_line), dpi=dpi),
    )


def _read_again(grey: Grey, line: Sequence[Word], *, dpi: float) -> tuple[str, ...]:
    if not line:
        return ()
    margin = max(word.bottom - word.top for word in line) // 2
    top, bottom = min(word.top for word in line) - margin, max(word.bottom for word in line) + margin
    left, right = line[0].left - margin, line[-1].right + margin
    framed = np.pad(grey[max(top, 0) : bottom, max(left, 0) : right], 24, constant_values=255)
    # Printed figures are read alike in every size and sharpness, written ones are not.
    ways = ((framed, dpi), (shrunk(framed, 2), dpi / 2), (smoothed(framed), dpi))
    return tuple(reading for way, fine in ways if (reading := _reading(way, fine)))


def _reading(grey: Grey, dpi: float) -> str:
    try:
        words = tesseract.read_words(grey, dpi=dpi, cut=tesseract.LINE, seconds=10.0)
    except TooLong:
        return ""
    return " ".join(word.text for word in words)


def _line(grey: Grey, words: Sequence[Word], wanted: Callable[[Sequence[Word]], bool]) -> Sequence[Word]:
    """The first part of a line in the head of the page that is what is wanted, to the gap before the other column."""
    head = [word for word in words if word.bottom < grey.shape[0] * _HEAD]
    for _, line in groupby(head, key=lambda word: word.line):
        for part in _parts(list(line)):
            if wanted(part):
                return part
    return ()


def _parts(words: Sequence[Word]) -> Iterator[list[Word]]:
    part = [words[0]]
    for word in words[1:]:
        if word.left - part[-1].right > _MOST_GAP * max(part[-1].bottom - part[-1].top, 20):
            yield part
            part = []
        part.append(word)
    yield part


def _is_number_line(words: Sequence[Word]) -> bool:
    begins = _LINE.match(fold(words[0].text)) is not None
    return begins and any(sign.isdigit() or sign == "/" for word in words for sign in word.text)


def _is_day_line(words: Sequence[Word]) -> bool:
    return _DAY_LINE.search(fold(" ".join(word.text for word in words))) is not None
