"""Long texts made comparable letter for letter, fast: lower case, with or without marks, every letter in its place.

For composed text (NFC). What a letter becomes is decided in `vietnamese`; here it is looked up in a table, a hundred
thousand letters in a millisecond.
"""

import unicodedata
from functools import cache

import numpy as np
import numpy.typing as npt

from archive.text.vietnamese import fold, plain

_CASED = 0x3000  # letters beyond have neither case nor Vietnamese marks
_KNOWN = 0x10000
_UNSURE = 0xFFFF  # no letter; where it stands only a look at the neighbours tells whether a text is composed
# Behind a consonant of hangul these vowels and finals make one letter with it; no decomposition names them.
_JAMO = (*range(0x1161, 0x1176), *range(0x11A8, 0x11C3))
Letters = npt.NDArray[np.uint16]


def even_letters(text: str, *, marks: bool) -> str:
    """The letters and figures of a text in lower case, without their marks unless `marks`, all else a blank.

    The same length: a letter that would become two, or none, stays as it is. "47-CT/TU" → "47 ct tu".
    """
    codes = _codes(text)
    if len(codes) != len(text):  # letters of rare scripts, pictures: one by one
        return "".join(map(_even_letter, text, [marks] * len(text)))
    return _said(_table(marks=marks).take(codes))


def even_composed(text: str, *, marks: bool) -> str | None:
    """The same for a text that is composed (NFC) beyond doubt; None where that has to be looked at."""
    codes = _codes(text)
    even = _sure_table(marks=marks).take(codes)
    return None if int(even.max(initial=0)) == _UNSURE else _said(even)


def _codes(text: str) -> Letters:
    return np.frombuffer(text.encode("utf-16-le", "surrogatepass"), dtype="<u2")


def _said(codes: Letters) -> str:
    return codes.tobytes().decode("utf-16-le", "surrogatepass")


@cache
def _table(*, marks: bool) -> Letters:
    return np.array([ord(_even_letter(chr(code), marks)) for code in range(_KNOWN)], dtype="<u2")


@cache
def _sure_table(*, marks: bool) -> Letters:
    """The same with `_UNSURE` for letters that may change beside others, and halves of letters beyond the table."""
    made = _table(marks=marks).copy()
    made[list(_unsure())] = _UNSURE
    return made


@cache
def _unsure() -> frozenset[int]:
    found = {*_JAMO, *range(0xD800, 0xE000)}
    for code in range(_KNOWN):
        letter = chr(code)
        parts = unicodedata.decomposition(letter).split()
        if len(parts) > 1 and not parts[0].startswith("<"):
            found.add(int(parts[1], 16))
        if unicodedata.combining(letter) or not unicodedata.is_normalized("NFC", letter):
            found.add(code)
    return frozenset(code for code in found if code < _KNOWN)


def _even_letter(letter: str, marks: bool) -> str:
    made = letter
    if ord(letter) < _CASED:
        even = plain(letter).lower() if marks else fold(letter)
        made = even if len(even) == 1 else letter
    return made if made.isalnum() else " "
