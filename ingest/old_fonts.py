"""Recognising text typed in fonts from before Unicode (TCVN3, VNI), where "Nghị quyết" is stored as "NghÞ quyÕt".

Only the recognition is here: a reading is believed when it turns odd words into well-formed syllables.
The tables are in `data/old_fonts.toml`. Decoding of other encodings is in `charset`.
"""

import re
import tomllib
import unicodedata
from functools import cache
from pathlib import Path

_TABLES = Path(__file__).parent / "data" / "old_fonts.toml"
_WORD = re.compile(r"[^\s\d.,;:!?()\[\]{}\"'“”‘’/\\<>|=+*_~@#$%^&–—-]+")
_ONSET = "ngh|ng|gh|gi|kh|nh|ph|qu|th|tr|ch|[bcdđghklmnprstvx]"
_NUCLEUS = (
    "iêu|yêu|oai|oao|oay|oeo|uây|uôi|uya|uyê|uyu|ươi|ươu|uêu|ai|ao|au|ay|âu|ây|eo|êu|ia|iê|iu|oa|oă|oe|oi|oo|ôi|ơi"
    "|ua|uâ|uê|ui|uô|uơ|uy|ưa|ưi|ươ|ưu|yê|[aăâeêioôơuưy]"
)
_CODA = "ch|ng|nh|[cmnpt]"
# A well-formed syllable with its tone taken off: "nghị" → "nghi". Matches "quyết", "ủy", "Đảng"; not "NghÞ", "Toồng".
_SYLLABLE = re.compile(rf"(?:{_ONSET})?(?:{_NUCLEUS})(?:{_CODA})?")
_TONES = dict.fromkeys(map(ord, "\u0300\u0301\u0303\u0309\u0323"))
# Odd words needed before a judgement, and the shares that part a wrong reading from a right one.
# Set on ten legacy files and forty Unicode ones: wrong readings stay under 0.55, right ones are over 0.85.
_FEWEST, _BAD, _GOOD = 6, 0.6, 0.8
_SAMPLE = 60_000


def syllable_share(text: str) -> float:
    """The share of words with marked letters that are well-formed Vietnamese syllables; 0.0 when there are none."""
    words = _marked_words(text)
    return sum(map(_is_syllable, words)) / len(words) if words else 0.0


def old_font(text: str) -> str | None:
    """The name of the old font a text was typed in ("TCVN3", "VNI"), None for Unicode or too little to judge by."""
    words = _marked_words(text)
    if len(words) < _FEWEST or sum(map(_is_syllable, words)) >= len(words) * _BAD:
        return None
    shares = {name: _share_after(words, table) for name, table in _tables().items()}
    name = max(shares, key=lambda key: shares[key])
    return name if shares[name] >= _GOOD else None


def _marked_words(text: str) -> list[str]:
    words = _WORD.findall(text[:_SAMPLE])
    return [word for word in words if not word.isascii()]


def _is_syllable(word: str) -> bool:
    opened = unicodedata.normalize("NFD", word.lower()).translate(_TONES)
    return _SYLLABLE.fullmatch(unicodedata.normalize("NFC", opened)) is not None


def _share_after(words: list[str], table: dict[str, str]) -> float:
    pattern = re.compile("|".join(sorted(map(re.escape, table), key=len, reverse=True)))
    read = [pattern.sub(lambda found: table[found.group()], word) for word in words]
    return sum(map(_is_syllable, read)) / len(read)


@cache
def _tables() -> dict[str, dict[str, str]]:
    with _TABLES.open("rb") as source:
        data = tomllib.load(source)
    return {name: dict(zip(rows["written"].split(), rows["means"].split(), strict=True)) for name, rows in data.items()}
