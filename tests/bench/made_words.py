"""Words that no text has: names, figures, codes and foreign words, one for each number, drawn so that few come often.

A real collection never runs out of new words; what is learnt from some texts does. The tail here goes on growing as
that of 50,000 news texts does, which had 174,000 different terms.
"""

from itertools import chain
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

LARGEST = 4_000_000  # made words that can be drawn
# How steeply they fall off: tuned so that 50,000 documents have between 150,000 and 250,000 terms.
STEEPNESS = 1.10

# One consonant, then a vowel with at most one more: two syllables in a row can be told apart in one way only.
_ONSETS = ("b", "c", "d", "f", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "w", "z")
_RIMES = ("a", "e", "i", "o", "u", "ai", "ar", "el", "en", "in", "on", "or", "us", "et", "ov")
_FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Lý", "Nông")
# fmt: off
_GIVEN = (
    "An", "Bình", "Cường", "Dũng", "Đức", "Giang", "Hà", "Hải", "Hạnh", "Hoa", "Hùng", "Huy", "Khánh", "Lan", "Linh",
    "Long", "Mai", "Minh", "Nam", "Nga", "Ngọc", "Nhung", "Phúc", "Phương", "Quân", "Sơn", "Tâm", "Thảo", "Tuấn",
)
# fmt: on
_MARKS = "qxkht"


class MadeWord(NamedTuple):
    """A word that was made: how it stands in a text, what stands before it included, and its term in an index."""

    surface: str
    term: str


def spelt(number: int) -> MadeWord:
    """The word of a number from 0: every number another one, always the same."""
    serial, kind = divmod(number, 4)
    word = (_foreign, _figure, _name, _code)[kind](serial)
    return MadeWord(f" {word}", "_".join(word.lower().split()))


def _foreign(serial: int) -> str:
    """Two syllables and more, first letters changing fastest: "Bavora". The last one says how many there are."""
    syllables = []
    left = serial
    for _ in range(2):
        left, place = divmod(left, len(_ONSETS) * len(_RIMES))
        syllables.append(_ONSETS[place % len(_ONSETS)] + _RIMES[place // len(_ONSETS)])
    while left:
        left, place = divmod(left, len(_ONSETS))
        syllables.append(_ONSETS[place] + "yx")
    return "".join(syllables).capitalize()


def _figure(serial: int) -> str:
    """A figure that texts print: five digits and more, "10007"."""
    return str(10_007 + 3 * serial)


def _name(serial: int) -> str:
    """A person's name: "Nguyễn Bình An", and beyond the third part a letter more."""
    left, family = divmod(serial, len(_FAMILY))
    left, middle = divmod(left, len(_GIVEN))
    left, given = divmod(left, len(_GIVEN))
    parts = [_FAMILY[family], _GIVEN[middle], _GIVEN[given]]
    while left:
        left, more = divmod(left - 1, len(_GIVEN))
        parts.append(_GIVEN[more])
    return " ".join(parts)


def _code(serial: int) -> str:
    """A code of letters and digits: "kh105"."""
    return "".join(chain((_MARKS[serial % 5], _MARKS[serial // 5 % 5]), str(100 + serial // 25)))


def truncated_zipf(luck: np.random.Generator, count: tuple[int, ...]) -> npt.NDArray[np.int64]:
    """Numbers from 0 to `LARGEST` - 1, the number r drawn about in proportion to (r + 1) ** -STEEPNESS."""
    slope = STEEPNESS - 1
    rest = 1 - (LARGEST + 1.0) ** -slope
    drawn = (1 - luck.random(count) * rest) ** (-1 / slope)
    numbers: npt.NDArray[np.int64] = np.clip(drawn.astype(np.int64) - 1, 0, LARGEST - 1)
    return numbers
