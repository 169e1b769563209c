"""Whether words are well-formed Vietnamese syllables: the measure by which a reading of old letters is believed.

Only the form is judged, no dictionary: onset, vowels, end, and the tones that an end allows.
"""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

# A word between blanks, figures and marks; the signs of old letters ("®", "¸", U+00AD) are part of it.
# Matches "§¶ng", "quyết", "th­"; not "12", "“", "-".
_WORD = re.compile(r"[^\s\d.,;:!?()\[\]{}\"'“”‘’„…•/\\<>|=+*_~@#$%^&–—-]+")
_ONSET = "ngh|ng|gh|gi|kh|nh|ph|qu|th|tr|ch|[bcdđghklmnprstvx]"
_NUCLEUS = (
    "iêu|yêu|oai|oao|oay|oeo|uây|uôi|uya|uyê|uyu|ươi|ươu|uêu|ai|ao|au|ay|âu|ây|eo|êu|ia|iê|iu|oa|oă|oe|oi|oo|ôi|ơi"
    "|ua|uâ|uê|ui|uô|uơ|uy|ưa|ưi|ươ|ưu|yê|[aăâeêioôơuưy]"
)
# A well-formed syllable with its tone taken off: "nghị" → "nghi". Matches "quyết", "ủy", "Đảng"; not "NghÞ", "Toồng".
_SYLLABLE = re.compile(rf"(?:{_ONSET})?(?:{_NUCLEUS})(ch|ng|nh|[cmnpt])?")
_SAMPLE = 60_000
_TONE_SIGNS = "\u0300\u0301\u0303\u0309\u0323"
_TONES = dict.fromkeys(map(ord, _TONE_SIGNS))
# An end of c, ch, p, t is spoken with sắc or nặng only: "một", "các"; not "mòt", "gỏt".
_STOPS = frozenset({"c", "ch", "p", "t"})
# Abbreviations: "NĐ", "BLĐTBXH", "trđ", "đ". Not "ĐÔ", "N§".
_NO_VOWEL = re.compile("[b-df-hj-np-tv-xzđ]+")
_STOP_TONES = frozenset({"\u0301", "\u0323"})


@dataclass(frozen=True, slots=True)
class Tally:
    """The words with marked letters of a text: how many there are and how many of them are well-formed syllables."""

    words: int = 0
    good: int = 0

    @property
    def bad(self) -> int:
        """Words that are no syllables."""
        return self.words - self.good

    @property
    def share(self) -> float:
        """The share of syllables; 0.0 when there are no words."""
        return self.good / self.words if self.words else 0.0

    def __add__(self, other: "Tally") -> "Tally":
        """Both together."""
        return Tally(self.words + other.words, self.good + other.good)


def tally(text: str) -> Tally:
    """The words with marked letters of a text, counted."""
    if text.isascii():
        return Tally()
    # No word goes over a blank, so each different part between blanks is looked at once: in a page of text every third.
    words = good = 0
    for part, times in Counter([part for part in text.split() if not part.isascii()]).items():
        found, syllables = (_part_tally if len(part) <= _LONGEST_PART else _tally_of)(part)
        words += found * times
        good += syllables * times
    return Tally(words, good)


def vietnamese_share(text: str) -> float:
    """The share of syllables among words of two letters and more, plain ones too ("ban"); 0.0 when there are none.

    In Vietnamese nearly all are, in other languages few: "Pakken må installerast" has one of three when "må" is "mồ".
    """
    words = [word for word in _WORD.findall(text) if len(word) > 1 and _is_word(word)]
    return sum(map(is_syllable, words)) / len(words) if words else 0.0


def syllable_share(text: str) -> float:
    """The share of words with marked letters that are well-formed Vietnamese syllables; 0.0 when there are none."""
    return tally(text[:_SAMPLE]).share


def marked_words(text: str) -> list[str]:
    """The words that have letters beyond ASCII, in their order; signs alone and abbreviations ("NĐ") are no words."""
    if text.isascii():
        return []
    # No word goes over a blank: of a page, mostly plain markup, a quarter is left to be searched.
    marked = " ".join([part for part in text.split() if not part.isascii()])
    return [word for word in _WORD.findall(marked) if _is_marked(word)]


def _tally_of(part: str) -> tuple[int, int]:
    """How many words with marked letters a text without blanks has, and how many of them are syllables."""
    words = [word for word in _WORD.findall(part) if _is_marked(word)]
    return len(words), sum(map(is_syllable, words))


# Parts come again from text to text; what is longer than words are ("http://…", a line without blanks) is not kept.
_LONGEST_PART = 24
_part_tally = lru_cache(maxsize=32_768)(_tally_of)


@lru_cache(maxsize=32_768)
def _is_marked(word: str) -> bool:
    return not word.isascii() and _is_word(word)


def _is_word(word: str) -> bool:
    return any(map(str.isalpha, word)) and _NO_VOWEL.fullmatch(word.lower()) is None


@lru_cache(maxsize=32_768)
def is_syllable(word: str) -> bool:
    """Whether a word is a well-formed syllable, of one case or with a capital first."""
    if not (word.islower() or word.isupper() or word.istitle()):
        return False
    opened = unicodedata.normalize("NFD", word.lower())
    tones = [sign for sign in opened if sign in _TONE_SIGNS]
    if len(tones) > 1:
        return False
    found = _SYLLABLE.fullmatch(unicodedata.normalize("NFC", opened.translate(_TONES)))
    return found is not None and (found.group(1) not in _STOPS or _is_stopped(tones))


def _is_stopped(tones: list[str]) -> bool:
    return bool(tones) and tones[0] in _STOP_TONES
