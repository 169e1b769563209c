"""Vietnamese as characters: composed form, tone placement, folding, look-alike signs. Every function is str → str.

Nothing here knows a document, a word or a rule of the Party; segmentation into words is in `segment`.
Functions that say so keep the length, so that spans stay true.
"""

import re
import unicodedata
from functools import lru_cache

# Look-alikes that real pages have for the plain sign, one code point for one, so that spans survive.
# U+0110 Đ is right; U+00D0 (Icelandic) and U+0189 (African) look the same and come from old fonts and OCR.
_PLAIN = {
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d", "-"),
    **dict.fromkeys("\u2215\u2044\uff0f", "/"),
    **dict.fromkeys(
        "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b\u202f\u3000\ufeff\t\r", " "
    ),
    **{chr(0xFF10 + figure): str(figure) for figure in range(10)},  # full-width, from East Asian keyboards
    "\u00d0": "Đ",
    "\u0189": "Đ",
    "\u00f0": "đ",
    "\u0256": "đ",
}
# Found by a pattern, not by `str.translate`: most letters are not in the table, and that is 15 times as fast.
_LOOK_ALIKE = re.compile("[" + "".join(_PLAIN) + "]")
_TONES = "\u0300\u0301\u0303\u0309\u0323"  # huyền, sắc, ngã, hỏi, nặng
# The rhymes whose tone two styles place differently: old "hoà, khoẻ, thuỷ", new "hòa, khỏe, thủy".
_RHYMES = {"o": "ae", "u": "y"}


def nfc(text: str) -> str:
    """The composed form: one code point a letter (NFC)."""
    return unicodedata.normalize("NFC", text)


def _placements() -> dict[str, str]:
    """Every rhyme with its tone in the old place → in the new: "oà" → "òa", "UỶ" → "ỦY"."""
    return {
        first + nfc(second + tone): nfc(first + tone) + second
        for rhyme, seconds in _RHYMES.items()
        for first in (rhyme, rhyme.upper())
        for second in (*seconds, *seconds.upper())
        for tone in _TONES
    }


_NEW_STYLE = _placements()
_AFTER_O, _AFTER_U = ("".join(sorted({pair[1] for pair in _NEW_STYLE if pair[0].lower() == rhyme})) for rhyme in "ou")
# Matches a syllable that ends in oa, oe or uy with the tone on the second vowel: "hoà", "uỷ". Not after q ("quý", "quỷ"
# keep it), not with a final consonant ("hoàn", "thuyền": one style only). The one class in front makes the search fast.
_ENDS = r"(?<![qQ]..)(?![^\W\d_])"
_OLD_STYLE = re.compile(rf"[oOuU](?:(?<=[oO])[{_AFTER_O}]|(?<=[uU])[{_AFTER_U}]){_ENDS}")
_OLD_STYLES = tuple(re.compile(f"{one}[{_AFTER_O if one in 'oO' else _AFTER_U}]{_ENDS}") for one in "oOuU")
# In longer texts a pass for each letter is faster than one for all: a literal letter is skipped to (measured on 2 MB of
# official texts, python -m timeit: 17 against 5 ms).
_LONG = 400


def plain(text: str) -> str:
    """The text with look-alike dashes, slashes, blanks and Đ made plain; same length, so spans stay true."""
    if len(text) > _LONG:
        for sign, shown in _PLAIN.items():
            if sign in text:
                text = text.replace(sign, shown)
        return text
    return _LOOK_ALIKE.sub(lambda match: _PLAIN[match[0]], text)


def fold(text: str) -> str:
    """The text without marks, lower case, đ as d: what an unmarked keyboard would type. Idempotent.

    Composed input keeps its length letter by letter; look-alike signs are made plain first.
    """
    return _folded(text) if len(text) <= _SHORT else _fold_long(text)


def _fold_long(text: str) -> str:
    """As `_fold`, by a table of letters: ten times as fast for a page of text."""
    if not text.isascii():
        # Here and not above: a command that reads no text need not wait for numpy.
        from archive.text.letter_table import translated

        shown = translated(text, _fold)
        return _fold(text) if shown is None else shown
    return plain(text).lower()


def _fold(text: str) -> str:
    opened = unicodedata.normalize("NFD", plain(text).lower())
    bare = "".join(letter for letter in opened if not unicodedata.combining(letter))
    return unicodedata.normalize("NFC", bare.replace("đ", "d"))


def canonical_tones(text: str) -> str:
    """The text with tones where the new style puts them: "hoà" → "hòa", "thuỷ" → "thủy", "uỷ" → "ủy". Same length.

    Wants NFC. Idempotent. "quý", "hoàn", "thuyền" stay.
    """
    if len(text) > _LONG:
        for one in _OLD_STYLES:
            text = one.sub(lambda match: _NEW_STYLE[match[0]], text)
        return text
    return _OLD_STYLE.sub(lambda match: _NEW_STYLE[match[0]], text)


def comparable(text: str) -> str:
    """One spelling for comparing: NFC, lower case, plain signs, canonical tones, single blanks."""
    return _known(text) if len(text) <= _SHORT else _comparable(text)


# Names of types and bodies are compared again and again, a few thousand of them: remembered, where they are short.
_SHORT = 80


@lru_cache(maxsize=65_536)
def _folded(text: str) -> str:
    return _fold(text)


@lru_cache(maxsize=8192)
def _known(text: str) -> str:
    return _comparable(text)


# Letters from which on arrays are faster than words: 640 take 9 µs either way, 5,000 27 against 67, a page of 24,000 60
# against 270 (made pages, time.process_time, best of seven).
_MANY = 1000


def _comparable(text: str) -> str:
    shown = canonical_tones(plain(nfc(text)).lower())
    if len(text) < _MANY:
        return " ".join(shown.split())
    from archive.text.blanks import single_blanks  # numpy comes with it, as in `_fold_long`

    return single_blanks(shown)


def slugify(text: str) -> str:
    """The text as a part of an address: folded, letters and digits joined by single hyphens."""
    return _slug(text) if len(text) <= _SHORT else _slugified(text)


@lru_cache(maxsize=65_536)
def _slug(text: str) -> str:
    return _slugified(text)


def _slugified(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")
