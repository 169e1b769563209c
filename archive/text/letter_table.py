"""A function of single letters applied to a long text at once, by a table of what it makes of each letter.

For functions that see no neighbours, such as folding; a text with a letter for which that may not hold is left to the
function itself. The tables are made once, from the functions, so that they cannot say anything else.
"""

import re
import unicodedata
from collections.abc import Callable
from functools import cache

import numpy as np
import numpy.typing as npt

# Letters from here on are not in a table: below stand all of Vietnamese, Latin, Greek and Cyrillic, and the signs of
# printed pages; above, letters that melt together with their neighbours (Hangul) or are rare in Vietnamese texts.
_LIMIT = 0x2700
# What a letter becomes: nothing, or what the table cannot say (two letters, or one that depends on its neighbours).
_NOTHING, _UNKNOWN = 0xFFFF_FFFF, 0xFFFF_FFFE
# Scripts below the limit whose letters melt together without a mark (NFC of two starters): India to Ethiopia. Also the
# capital sigma, whose small letter is another one at the end of a word.
_MELTING = re.compile("[\u03a3\u0900-\u13ff\u1700-\u1cff]")

LetterFunction = Callable[[str], str]


def translated(text: str, function: LetterFunction) -> str | None:
    """What the function makes of a text, letter by letter; None where its letters need the function itself."""
    if not text:
        return None
    letters = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")
    made = _table(function).take(letters, mode="clip")  # letters beyond the table have its last entry: unknown
    if np.maximum.reduce(made) >= _UNKNOWN:
        if (made == _UNKNOWN).any():
            return None
        made = made[made != _NOTHING]
    shown: str = made.tobytes().decode("utf-32-le")
    return shown


@cache
def _table(function: LetterFunction) -> npt.NDArray[np.uint32]:
    return np.array([*(_entry(function, chr(place)) for place in range(_LIMIT)), _UNKNOWN], dtype="<u4")


def _entry(function: LetterFunction, letter: str) -> int:
    made = function(letter)
    if len(made) > 1 or _MELTING.match(letter) or (made and unicodedata.combining(made)):
        return _UNKNOWN
    return ord(made) if made else _NOTHING
