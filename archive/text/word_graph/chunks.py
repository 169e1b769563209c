"""Where the chunks of a text stand, what lies between two blanks, and a number for each that is short and Vietnamese.

The letters that official texts are written with are fewer than 256, so one byte each: eight of them are one 64-bit
number, no two chunks with the same, and looking chunks up is arithmetic on arrays instead of a string for each.
"""

import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[Any]

_BLANK, _BREAK, _OTHER = 0, 1, 255
_BREAKS = "\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
# Blanks that composing replaces by others (NFC): a piece with one is no plain piece, so they stay in their chunk.
_REPLACED = "\u2000\u2001"
_LAST_BLANK = 0x3000
_KNOWN = 0x10000
_MARKS = "“”‘’–—…•·«»§°²³½"
_BYTES = 8
_MASKS = np.array([(1 << 8 * size) - 1 for size in range(_BYTES + 1)], np.uint64)


@dataclass(frozen=True, slots=True)
class Chunks:
    """The chunks of a text, in order, and its lines.

    `starts`, `ends`: where each chunk stands. `keys`: its letters as one number, 0 for a chunk of more than eight; only
    where `numbered` leaves it is a number that of one chunk. `lines`: the first chunk of every line that has one.
    `line_starts`, `line_ends`: where these lines stand in the text.
    """

    text: str
    starts: Numbers
    ends: Numbers
    keys: Numbers
    lines: Numbers
    line_starts: Numbers
    line_ends: Numbers

    def chunk(self, place: int) -> str:
        """One chunk as it is written."""
        return self.text[self.starts[place] : self.ends[place]]

    def line(self, place: int) -> str:
        """One line with a chunk, without its break."""
        return self.text[self.line_starts[place] : self.line_ends[place]]


def chunks_of(text: str, *, by_line: bool) -> Chunks:
    """The chunks of a text. `by_line`: the breaks part lines; otherwise they are blanks, and a line feed a letter."""
    # A break before and eight after: every chunk has a border on each side, and eight bytes can be read from anywhere.
    kinds = np.concatenate([[_BREAK], _letters(by_line=by_line).take(_codes(text)), [_BREAK] * _BYTES]).astype(np.uint8)
    borders = np.flatnonzero(kinds[: len(text) + 2] <= _BREAK)
    sizes = np.diff(borders) - 1
    chunk = sizes > 0
    starts, sizes = borders[:-1][chunk], sizes[chunk]
    reading = np.ndarray((len(kinds) - _BYTES + 1,), "<u8", kinds.tobytes(), 0, (1,))
    keys = reading[starts + 1] & _MASKS[np.minimum(sizes, _BYTES)]
    keys[sizes > _BYTES] = 0
    is_break = kinds[borders] == _BREAK
    before = np.concatenate([[0], np.cumsum(chunk)])[is_break]
    filled = np.diff(before) > 0
    breaks = borders[is_break]
    return Chunks(text, starts, starts + sizes, keys, before[:-1][filled], breaks[:-1][filled], breaks[1:][filled] - 1)


def numbered(keys: Numbers) -> Numbers:
    """The numbers of chunks, 0 for one with a letter that has no byte of its own (a byte of 255)."""
    ones, highs = np.uint64(0x0101010101010101), np.uint64(0x8080808080808080)
    return np.where((~keys - ones) & keys & highs == 0, keys, np.uint64(0))


def has_line_over(text: str, longest: int) -> bool:
    """Whether a line is longer than so many letters. Seen by leaps from one line feed to another."""
    start = 0
    while len(text) - start > longest:
        found = text.rfind("\n", start, start + longest + 1)
        if found < 0:
            return max(map(len, text[start:].splitlines())) > longest
        start = found + 1
    return False


def _codes(text: str) -> Numbers:
    codes = np.frombuffer(text.encode("utf-16-le", "surrogatepass"), "<u2")
    if len(codes) == len(text):
        return codes
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")
    return codes.clip(max=_KNOWN - 1)


@cache
def _letters(*, by_line: bool) -> Numbers:
    """Code of a letter → its byte: 0 for blanks, 1 for breaks, 255 for letters without one of their own."""
    table = np.full(_KNOWN, _OTHER, np.uint8)
    for byte, letter in enumerate(_alphabet(), _BREAK + 1):
        table[ord(letter)] = byte
    blanks = [code for code in range(_LAST_BLANK + 1) if chr(code).isspace() and chr(code) not in _REPLACED]
    table[blanks] = _BLANK
    table[[ord(sign) for sign in _BREAKS]] = _BREAK if by_line else _BLANK
    if not by_line:
        table[ord("\n")] = _OTHER
    return table


def _alphabet() -> list[str]:
    vowels = "aăâeêioôơuưy"
    marked = {
        unicodedata.normalize("NFC", vowel + tone) for vowel in vowels for tone in "\u0300\u0301\u0303\u0309\u0323"
    }
    letters = {*marked, *"ăâêôơưđ"}
    plain = {chr(code) for code in range(ord("!"), ord("~") + 1)}
    return sorted({*plain, *_MARKS, *letters, *(letter.upper() for letter in letters)})
