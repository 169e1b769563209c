"""One Vietnamese syllable as it is spelt: has it marks, are they all of them, do two spellings say the same.

Nothing here knows an archive. Tones and marks of quality are told apart, for a reader may type one and not the other.
"""

import re
import unicodedata
from functools import lru_cache

from archive.index.analysis import folded

_TONES = "\u0300\u0301\u0303\u0309\u0323"  # huyền, sắc, ngã, hỏi, nặng
# No syllable is spelt so, its tone apart: a mark is missing. Must match: "đuong", "viec", "ngươi" without ơ ("nguơi"),
# "quyet", "tưong". Not: "thuở", "quốc", "đường", "huơ", "của", "giếng", "lúa".
_LACKING = re.compile(r"uo(?=[^\W\d_])|ưo|uơ(?=[^\W\d_])|(?<!g)ie(?=[^\W\d_])|ye")
# These end in a stop, and such a syllable has one of two tones: "việc", "biết", not "viêc".
_STOPPED = re.compile(r"(?:c|ch|p|t)$")
# Where i and y sound alike and both are written: "kỹ" and "kĩ", "lý" and "lí", "sĩ" and "sỹ", "quý" and "quí".
# Must match: "kỹ", "mĩ", "quý". Not: "thúy" (thuý), "tai", "tay", "y".
_I_OR_Y = re.compile(r"^(?P<head>h|k|l|m|s|t|qu)(?P<rhyme>[iy][\u0300\u0301\u0303\u0309\u0323]?)$")


def is_bare(syllable: str) -> bool:
    """Whether a syllable has no marks."""
    return folded(syllable) == syllable


@lru_cache(maxsize=20_000)
def is_whole(syllable: str) -> bool:
    """Whether all marks may have been typed: "đường" and "bô" are spelt so, "đuong", "tưong", "viêc" are not."""
    opened = unicodedata.normalize("NFD", syllable)
    tone = any(sign in _TONES for sign in opened)
    toneless = unicodedata.normalize("NFC", "".join(sign for sign in opened if sign not in _TONES))
    return not _LACKING.search(toneless) and (tone or not _STOPPED.search(toneless))


@lru_cache(maxsize=50_000)
def added_marks(typed: str, spelt: str) -> bool:
    """Whether a spelling is what was typed with marks added and none changed: "đuong" → "đường", never "dương"."""
    if folded(typed) != folded(spelt):
        return False
    wanted, found = _tone(typed), _tone(spelt)
    if wanted and wanted != found:
        return False
    return all(one in (other, folded(other)) for one, other in zip(_toneless(typed), _toneless(spelt), strict=True))


def _tone(syllable: str) -> str:
    return next((sign for sign in unicodedata.normalize("NFD", syllable) if sign in _TONES), "")


def _toneless(syllable: str) -> str:
    kept = (sign for sign in unicodedata.normalize("NFD", syllable) if sign not in _TONES)
    return unicodedata.normalize("NFC", "".join(kept))


def i_or_y(syllable: str) -> str | None:
    """The other spelling of a syllable that is written with i and with y: "kĩ" for "kỹ"; None for all others."""
    match = _I_OR_Y.match(unicodedata.normalize("NFD", syllable))
    if not match:
        return None
    other = match["rhyme"].translate(str.maketrans("iy", "yi"))
    return unicodedata.normalize("NFC", match["head"] + other)
