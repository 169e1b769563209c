"""A text cut into syllables and signs as pyvi cuts it, and one of them weighed by the features pyvi sees in it.

The rules are those of pyvi 0.1.1: `sylabelize`, `word2features` and `tokenize` of its `ViTokenizer`.
"""

import re
import string
from typing import NamedTuple

from archive.text.pyvi_model import Model

# pyvi's own order of choices, whose first fitting one is taken. Nothing but a line break is matched across a blank, so
# what stands between two blanks is cut alike wherever it stands: the ground of `lexicon`.
# Must match whole: "UBND.", "Tp.", "==>", "...", "https://a.vn/b", "a.b@c.vn", "12.500,75", "_", "bộ", "05".
# Must not match whole: "05/2020" (three), "NĐ-CP" (three), "ThS" with its stop as two, "chi bộ".
# Searched only in pieces without a blank that are shorter than 80 signs, or where pyvi itself would search: an address
# is looked for from every sign of a run, which takes the square of its length.
_SIGNS = re.compile(
    r"[A-ZĐ]+\.|Tp\.|Mr\.|Mrs\.|Ms\.|Dr\.|ThS\.|==>|->|\.\.\.|>>|\n|\w+://[^\s]+"
    r"|[a-zA-Z0-9_.+-]+@(?:[a-zA-Z0-9-]+\.)+[a-zA-Z0-9-]+|\d+(?:[\.,_]\d+)+|[^\w\s]|\w+"
)
# A letter or figure, without which a word says nothing. Matches: "ộ", "7". Not: "_", "-".
_SAYS = re.compile(r"[^\W_]")

# What joins and what is part of a triple, as bits of one number.
PART, TITLE, SAYS, FIRST, SECOND, THIRD = 1, 2, 4, 8, 16, 32


class Weighed(NamedTuple):
    """What one syllable or sign adds to the scores, in favour of "inside a word".

    `own` to its own, `before` to the one after it, `after` to the one before it. `base` is its number among the
    syllables of the compounds, 0 when it is in none. `traits` are the bits above; `PART` stands for a sign or figure,
    which parts words.
    """

    own: float
    before: float
    after: float
    base: int
    traits: int


def cut(text: str) -> list[str]:
    """The syllables and signs of a composed text (NFC); only a line break stands for itself among the blanks."""
    return _SIGNS.findall(text)


def cut_places(chunk: str) -> list[tuple[str, int, int]]:
    """The same with the places where each begins and ends."""
    return [(match[0], *match.span()) for match in _SIGNS.finditer(chunk)]


def weighed(sign: str, model: Model, bases: dict[str, tuple[int, int]]) -> Weighed:
    """One syllable or sign weighed. `bases`: syllable of a compound → its number and its places in triples (bits)."""
    lower = sign.lower()
    # CRFsuite is asked for a feature by a C string, which ends at the first NUL.
    said = lower.partition("\0")[0]
    capitals, title = sign.isupper(), sign.istitle()
    leaning = model.leanings.get
    own = leaning("bias", 0.0) + leaning(f"word.lower():{said}", 0.0)
    own += leaning("word.isupper()", 0.0) * capitals + leaning("word.istitle()", 0.0) * title
    own += leaning("word.isdigit()", 0.0) * sign.isdigit()
    before, after = (
        leaning(f"{side}:word.lower():{said}", 0.0)
        + leaning(f"{side}:word.istitle()", 0.0) * title
        + leaning(f"{side}:word.isupper()", 0.0) * capitals
        for side in ("-1", "+1")
    )
    base, places = bases.get(lower, (0, 0))
    return Weighed(own, before, after, base, places | _traits(sign))


def _traits(sign: str) -> int:
    # pyvi asks whether the sign is a run of string.punctuation, so "..." is not one and "()" would be.
    parts = sign in string.punctuation or sign[0].isdigit()
    return PART * parts | TITLE * sign[0].istitle() | SAYS * bool(_SAYS.search(sign))
