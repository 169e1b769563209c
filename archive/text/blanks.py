"""Runs of blanks in a long text made single blanks at once, as cutting it into words and joining them would.

Of a page of text the words are five thousand small strings, which cost more than all else that makes a text comparable.
"""

from functools import cache

import numpy as np
import numpy.typing as npt

_LIMIT = 0x3002  # the ideographic blank U+3000 is the last one that `str.isspace` knows
_BLANK = ord(" ")


def single_blanks(text: str) -> str:
    """What `" ".join(text.split())` gives."""
    letters = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")
    blank = _blanks().take(letters, mode="clip")
    kept = np.flatnonzero(~(blank & np.concatenate(([True], blank[:-1]))))  # of a run its first, none at the beginning
    shown = np.where(blank, np.uint32(_BLANK), letters)[kept].astype("<u4").tobytes()
    return shown.decode("utf-32-le", "surrogatepass").removesuffix(" ")


@cache
def _blanks() -> npt.NDArray[np.bool_]:
    return np.array([chr(code).isspace() for code in range(_LIMIT)], np.bool_)
