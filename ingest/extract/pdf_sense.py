"""Whether the letters of a PDF page are words at all: some files draw right pictures over a wrong table of letters.

Such a page looks right and reads "7KӵF KLӋQ"; it is read like a picture. Pages in other languages are no gibberish.
"""

import re
import unicodedata

from archive.text.vietnamese import fold

# A word of Latin letters in a line, signs around it left out. Matches "Đảng", "KLӋQ"; not "36", "chi1bo".
_LETTERS = re.compile(r"[^\W\d_]{2,24}")
# The vowels of a word that a European language or Vietnamese writes stand between consonants.
_SPOKEN = re.compile(
    r"[bcdfghjklmnpqrstvwxz]{0,4}[aeiouy]{1,4}(?:[bcdfghjklmnpqrstvwxz]{1,4}[aeiouy]{1,4}){0,8}[bcdfghjklmnpqrstvwxz]{0,4}"
)
# Signs that no writing uses: private, control, "not known". Matches "\ue010", "\ufffd", "\x07"; not "\uf0b7", a bullet.
_STRANGE_SIGN = re.compile("[\ue000-\uefff\ufffd\ufffe\x00-\x08\x0e-\x1b\U000f0000-\U0010ffff]")
_FEWEST = 30
# So many signs of a page tell.
_SAMPLE = 900
# On the pages of the real gazettes and Party papers 0.91 of the words and more are spoken, 0.35 of the letters and more
# vowels; with letters moved by 29 places, the usual fault, 0.2 and 0.15. Run tools/reach_pdf.py again after a change.
_GOOD, _VOWELS, _SURE = 0.35, 0.24, 0.34
_STRANGE = 0.25


def is_gibberish(text: str) -> bool:
    """True when a page's letters are no words: private or unassigned signs, scripts mixed, capitals inside words."""
    if len(text) < _FEWEST:
        return False
    middle = max(0, len(text) - _SAMPLE) // 2
    sample = text[middle : middle + _SAMPLE]
    if len(_STRANGE_SIGN.findall(sample)) > len(sample) * _STRANGE:
        return True
    words = _LETTERS.findall(sample)
    if len(words) < _FEWEST or _is_other_script(words):
        return False
    letters = fold("".join(words)).lower()
    vowels = sum(map(letters.count, "aeiouy"))
    if vowels < len(letters) * _VOWELS:
        return True
    return vowels < len(letters) * _SURE and sum(map(_is_spoken, words)) < len(words) * _GOOD


def _is_spoken(word: str) -> bool:
    even = word.islower() or word.isupper() or word[1:].islower()
    return even and _SPOKEN.fullmatch(fold(word).lower()) is not None


def _is_other_script(words: list[str]) -> bool:
    """True for Chinese, Cyrillic and the like: words wholly of letters that are not Latin."""
    other = sum(not any(unicodedata.name(sign, "").startswith("LATIN") for sign in word[:4]) for word in words)
    return other > len(words) * 0.5
