"""The letters of a PDF page as words in lines, those that people see apart from those that they do not.

Letters set sideways are turned upright with the page. Words become parts of columns in `pdf_lines`; what else is drawn
on the page comes from `pdf_drawn`. Positions are in points from the lower left corner of the page as it is read.
"""

import ctypes
import math
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import pypdfium2
from pypdfium2 import raw

from archive.errors import ExtractError
from ingest.extract.pdf_drawn import Box, Drawn, Handle, Rule
from ingest.extract.pdf_sight import Eye, Sight
from ingest.extract.pdf_turn import turner

# A page has some 3,000 letters, the fullest form of the real gazettes 6,000; a page over this is no paper.
_MOST_LETTERS = 200_000
# A hyphen at the end of a line as the library writes it: it stands for the end of the line as well.
_HYPHENS = "\x02\ufffe"
# Words and line ends. Matches "Số", "36-HD/VPTW", "TT\ufffe", "\r\n"; not blanks of any width.
_WORD = re.compile(rf"[^\s\x00{_HYPHENS}]*[{_HYPHENS}]|[^\s\x00{_HYPHENS}]+|[\r\n]+")
# A blank that the file does not hold is believed from this gap on, in heights of the font. In fonts that tell wrong
# widths false ones are under 0.04 of the height, right ones elsewhere over 0.12. Run tools/reach_pdf.py after a change.
BLANK_GAP = 0.08
_DIGITS = frozenset("0123456789")
# Looked up once: these are called for every word.
_GET_BOX, _GET_LOOSE, _GET_OBJECT = raw.FPDFText_GetCharBox, raw.FPDFText_GetLooseCharBox, raw.FPDFText_GetTextObject
# Letters end at "Điều 5¹" with a sign raised and smaller; ordinary small signs keep 0.9 of the height.
_RAISED_SIZE = 0.8


class Word(NamedTuple):
    """Letters without a blank: text and place, whether a blank stands before, how they are seen, their font.

    `is_raised` marks digits that stand higher and smaller at the end of a word.
    """

    text: str
    left: float
    right: float
    bottom: float
    top: float
    is_apart: bool = True
    sight: Sight = "seen"
    font: str = ""
    is_raised: bool = False


@dataclass(frozen=True, slots=True)
class Letters:
    """The words of a page, line by line as the file has them, after turning; lines set across it stand in `across`."""

    width: float
    height: float
    lines: tuple[tuple[Word, ...], ...]
    across: tuple[tuple[Word, ...], ...] = ()
    slanting: tuple[str, ...] = ()
    rules: tuple[Rule, ...] = ()
    added: tuple[Box, ...] = ()


def read_letters(page: pypdfium2.PdfPage, drawn: Drawn, added: Sequence[Box] = ()) -> Letters:
    """The words of a page, in the signs of the file: those of old fonts are made letters by `pdf_recode`.

    `added` are the places of annotations, which come back as they lie on the turned page.

    Raises:
        ExtractError: more letters than any page has.
    """
    bounds = page.get_bbox()
    text = page.get_textpage()
    try:
        eye = Eye(page, drawn, bounds)
        runs = list(_runs(text.raw, eye))
    finally:
        text.close()
    turn = _usual_turn(runs)
    turned = turner(bounds, turn)
    lines: list[tuple[Word, ...]] = []
    across: list[tuple[Word, ...]] = []
    slanting: list[str] = []
    for quarter, words in runs:
        if quarter is None:
            slanting.append(" ".join(word.text for word in words))
        else:
            placed = tuple(words) if turned is None else tuple(_placed(word, turned) for word in words)
            (lines if quarter == turn else across).append(placed)
    left, bottom, right, top = bounds
    width, height = (right - left, top - bottom) if turn % 2 == 0 else (top - bottom, right - left)
    rules = tuple(_turned_rule(rule, turned) for rule in drawn.rules)
    boxes = tuple(box if turned is None else turned(box) for box in added)
    return Letters(width, height, tuple(lines), tuple(across), tuple(slanting), rules, boxes)


# --- letters to words ------------------------------------------------------------------------------------------------


def _runs(text: Handle, eye: Eye) -> Iterator[tuple[int | None, list[Word]]]:
    """The lines of the library: their quarter turn (None for slanting ones) and words, in the places of the file."""
    signs = _signs(text)
    words: list[Word] = []
    quarter: int | None = 0
    read = _Reader(text, eye)
    before = -1
    for found in _WORD.finditer(signs):
        start, end = found.span()
        if signs[start] in "\r\n":
            if words:
                yield quarter, words
            words, before = [], -1
            continue
        if not words:
            quarter = _quarter(raw.FPDFText_GetCharAngle(text, start))
        signs_of, ends_line = found.group(), signs[end - 1] in _HYPHENS
        for word in read.words(signs_of[:-1] + "-" if ends_line else signs_of, start, blank=before, quarter=quarter):
            if words and quarter == 0 and _leaps(words[-1], word):
                yield quarter, words
                words = []
            words.append(word)
        # A blank was made up only if one stands between: letters of two words may touch without.
        before = end if end < len(signs) and signs[end].isspace() else -1
        if ends_line:
            yield quarter, words
            words, before = [], -1
    if words:
        yield quarter, words


def _around(first: Box, last: Box) -> Box:
    return min(first[0], last[0]), min(first[1], last[1]), max(first[2], last[2]), max(first[3], last[3])


def _leaps(before: Word, word: Word) -> bool:
    """True when a word stands on another line than the one before it, whatever the library says."""
    return word.left < before.left - 1.0 or word.top < before.bottom or word.bottom > before.top


def _signs(text: Handle) -> str:
    """The signs of a page, one for each index of the library."""
    count = raw.FPDFText_CountChars(text)
    if count > _MOST_LETTERS:
        raise ExtractError(f"PDF có trang chứa {count} ký tự, quá mức của một trang văn bản.", remedy="Kiểm tra tệp.")
    buffer = (ctypes.c_ushort * (count + 1))()
    written = raw.FPDFText_GetText(text, 0, count, buffer) if count > 0 else 0
    if written - 1 == count:
        signs = bytes(buffer)[: count * 2].decode("utf-16-le", "replace")
        if len(signs) == count:
            return signs
    codes = (raw.FPDFText_GetUnicode(text, index) for index in range(count))
    return "".join(map(_sign, codes))


def _sign(code: int) -> str:
    """The sign of a code, a blank for one that is none."""
    return chr(code) if code and not 0xD800 <= code <= 0xDFFF and code < 0x110000 else " "


def _quarter(angle: float) -> int | None:
    """How many quarters of a circle letters are turned; None for those that stand between."""
    quarters = angle / (math.pi / 2)
    whole = round(quarters)
    return whole % 4 if abs(quarters - whole) < 0.12 else None


class _Reader:
    """Reads words off a text page with few calls: edges of the first and the last letter, the look of the first."""

    def __init__(self, text: Handle, eye: Eye) -> None:
        self._text, self._eye = text, eye
        self._edges = [ctypes.c_double() for _ in range(4)]
        self._pointers = [ctypes.byref(edge) for edge in self._edges]
        self._loose = raw.FS_RECTF()
        self._loose_pointer = ctypes.byref(self._loose)
        self._last_right = 0.0

    def words(self, signs: str, start: int, *, blank: int, quarter: int | None) -> tuple[Word, ...]:
        """The word at an index, its raised end as a word of its own; `blank` is the index of the blank before or -1."""
        if quarter != 0:
            return (self._turned_word(signs, start, blank=blank, quarter=quarter),)
        end = start + len(signs)
        _GET_LOOSE(self._text, start, self._loose_pointer)
        left, bottom, top = self._loose.left, self._loose.bottom, self._loose.top
        _GET_BOX(self._text, end - 1, *self._pointers)
        last_left, last_right, low, high = self._edges
        right = last_right.value
        if last_left.value < left - 1.0 or high.value < bottom or low.value > top:
            if at := self._leap(start, end):
                parts = self.words(signs[:at], start, blank=blank, quarter=0)
                more = self.words(signs[at:], start + at, blank=-1, quarter=0)
                return (*parts, more[0]._replace(is_apart=True), *more[1:])
            left, bottom, right, top = _around(self._box(start), self._box(end - 1))
        height = top - bottom
        gap = left - self._last_right
        apart = blank >= 0 and (gap > height * 0.2 or self._is_blank(blank, gap, height))
        self._last_right = right
        font, sight = self._look(start, (left, bottom, right, top))
        if signs[-1] in _DIGITS and (raised := self._raised_end(signs, end, bottom, top)):
            edge = self._box(end - raised)[0]
            return (
                Word(signs[:-raised], left, edge, bottom, top, apart, sight, font),
                Word(signs[-raised:], edge, right, bottom, top, False, sight, font, True),
            )
        return (Word(signs, left, right, bottom, top, apart, sight, font),)

    def _turned_word(self, signs: str, start: int, *, blank: int, quarter: int | None) -> Word:
        """A word of letters that are not upright; blanks are judged along its own line."""
        left, bottom, right, top = _around(self._box(start), self._box(start + len(signs) - 1))
        _GET_LOOSE(self._text, start, self._loose_pointer)
        if quarter == 2:
            bottom, top = self._loose.bottom, self._loose.top
        elif quarter is not None:
            left, right = self._loose.left, self._loose.right
        turned = turner(self._eye.bounds, quarter or 0)
        box = left, bottom, right, top
        begin, low, end, high = box if turned is None else turned(box)
        apart = blank >= 0 and self._is_blank(blank, begin - self._last_right, high - low)
        self._last_right = end
        font, sight = self._look(start, box)
        return Word(signs, left, right, bottom, top, apart, sight, font)

    def _leap(self, start: int, end: int) -> int:
        """After how many letters a word goes on in another row, as the library may put cells together; 0 if nowhere."""
        _GET_LOOSE(self._text, start, self._loose_pointer)
        left, bottom, top = self._loose.left, self._loose.bottom, self._loose.top
        for index in range(start + 1, end):
            _GET_LOOSE(self._text, index, self._loose_pointer)
            loose = self._loose
            if loose.left < left - 1.0 or loose.top < bottom or loose.bottom > top:
                return index - start
            left, bottom, top = loose.left, loose.bottom, loose.top
        return 0

    def _box(self, index: int) -> Box:
        _GET_BOX(self._text, index, *self._pointers)
        left, right, bottom, top = self._edges
        return left.value, bottom.value, right.value, top.value

    def _loose_edges(self, index: int) -> tuple[float, float]:
        _GET_LOOSE(self._text, index, self._loose_pointer)
        return self._loose.bottom, self._loose.top

    def _is_blank(self, index: int, gap: float, height: float) -> bool:
        """False for a blank that the library made up where there is no room for one."""
        return gap > BLANK_GAP * max(height, 6.0) or raw.FPDFText_IsGenerated(self._text, index) != 1

    def _raised_end(self, signs: str, end: int, bottom: float, top: float) -> int:
        """How many digits at the end are a raised, smaller mark ("ngày¹"); 0 when none are."""
        digits = len(signs) - len(signs.rstrip("".join(_DIGITS)))
        if not 0 < digits <= 3 or digits == len(signs):
            return 0
        low, high = self._loose_edges(end - 1)
        is_smaller = high - low < (top - bottom) * _RAISED_SIZE
        return digits if is_smaller and low > bottom + 1.0 else 0

    def _look(self, index: int, box: Box) -> tuple[str, Sight]:
        handle = _GET_OBJECT(self._text, index)
        return self._eye.look(handle, box) if handle else ("", "seen")


# --- turning ---------------------------------------------------------------------------------------------------------


def _usual_turn(runs: Sequence[tuple[int | None, list[Word]]]) -> int:
    """The quarter turn of most letters of a page."""
    seen: Counter[int] = Counter()
    for quarter, words in runs:
        if quarter is not None:
            seen[quarter] += sum(len(word.text) for word in words)
    return max(seen, key=lambda quarter: (seen[quarter], quarter == 0)) if seen else 0


def _placed(word: Word, turned: Callable[[Box], Box]) -> Word:
    left, bottom, right, top = turned((word.left, word.bottom, word.right, word.top))
    return word._replace(left=left, bottom=bottom, right=right, top=top)


def _turned_rule(rule: Rule, turned: Callable[[Box], Box] | None) -> Rule:
    if turned is None:
        return rule
    box = (rule.at, rule.low, rule.at, rule.high) if rule.is_upright else (rule.low, rule.at, rule.high, rule.at)
    left, bottom, right, top = turned(box)
    is_upright = right - left < top - bottom
    return Rule(True, left, bottom, top) if is_upright else Rule(False, bottom, left, right)
