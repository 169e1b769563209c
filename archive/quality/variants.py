"""A query text in five variants, as different hands and keyboards type it, and how much of a measure each keeps.

Exact; without any marks; with the marks of half its syllables; decomposed (NFD); with tones where the old style puts
them. A search should find the same by all of them.
"""

import random
import re
import unicodedata
from collections.abc import Mapping

from archive.text.vietnamese import nfc

VARIANTS: tuple[str, ...] = ("exact", "unmarked", "half_marked", "nfd", "old_tones")

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_SYLLABLE = re.compile(r"[^\W\d_]+")
# Rhymes with the tone where the new style has it: "hòa", "khỏe", "thủy", "ủy". Not before a final consonant ("hoàn" has
# one style only), not "ùa" of "mùa" (no second style), not "qu".
_NEW_STYLE = re.compile(rf"(?<![qQ])([oO][{_TONES}][aeAE]|[uU][{_TONES}][yY])(?![^\W\d_]|[\u0300-\u036f])")
_HALF = 0.5


def variants(text: str, seed: int = 0) -> Mapping[str, str]:
    """The five variants of a text by name, in the order of `VARIANTS`; the same for the same seed.

    The half-marked one loses all marks of syllables drawn at random; it is the only one that the seed changes.
    """
    composed = nfc(text)
    draw = random.Random(f"{seed} {composed}")  # noqa: S311  # a draw that comes out the same each time
    return {
        "exact": composed,
        "unmarked": unmarked(composed),
        "half_marked": _SYLLABLE.sub(lambda one: _halved(one[0], draw), composed),
        "nfd": unicodedata.normalize("NFD", composed),
        "old_tones": old_tones(composed),
    }


def retained(scores: Mapping[str, float]) -> Mapping[str, float]:
    """What part of the exact variant's measure each variant keeps; 1 where the exact one has none to keep."""
    whole = scores["exact"]
    return {name: value / whole if whole else 1.0 for name, value in scores.items()}


def unmarked(text: str) -> str:
    """The text without its marks, đ as d, capitals where they were: "Đảng ủy" → "Dang uy"."""
    opened = unicodedata.normalize("NFD", text).replace("đ", "d").replace("Đ", "D")
    return nfc("".join(sign for sign in opened if not unicodedata.combining(sign)))


def old_tones(text: str) -> str:
    """The text with tones where the old style puts them: "hòa" → "hoà", "ủy" → "uỷ"; "hoàn", "quý" stay."""
    opened = unicodedata.normalize("NFD", text)
    return nfc(_NEW_STYLE.sub(lambda one: one[0][0] + one[0][2] + one[0][1], opened))


def _halved(syllable: str, draw: random.Random) -> str:
    return unmarked(syllable) if draw.random() < _HALF else syllable
