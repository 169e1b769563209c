"""Words in which the keys of a Vietnamese keyboard were left: Telex (“quyeets”, “hoatj”) and VNI (“quye6t1”, “hoat5”).

Only the keys are read here; whether the syllable they make is a word of the archive is asked in `did_you_mean`.
"""

import re
import unicodedata

# The keys of Telex as those of VNI: 1 sắc, 2 huyền, 3 hỏi, 4 ngã, 5 nặng; 6 the roof, 7 the horn, 8 the bowl, 9 đ.
_TELEX_TONES = {"s": "1", "f": "2", "r": "3", "x": "4", "j": "5"}
_MARKS = {"1": "\u0301", "2": "\u0300", "3": "\u0309", "4": "\u0303", "5": "\u0323"}
_LONGEST = 12  # “nghieengs” has nine keys
# A bare syllable: onset, vowels, coda. Must match "quyet", "gia", "gi", "hoat", "duong". Not: "ct", "tw", "hoatj".
_SYLLABLE = re.compile(r"(qu(?=[aeiouy])|gi(?=[aeiouy])|[bcdghklmnpqrstvx]{0,3})([aeiouy]{1,3})([cghmnpt]{0,2})")
_SHAPED = "âăêôơư"


def decoded(word: str) -> str | None:
    """The syllable that the keys of a word make, composed and in lower case; None when no keys were left in it.

    "hoatj" → "hoạt", "dduwowngf" → "đường", "nghi5" → "nghị". None: "hoat", "47", "ct5", "hoạt".
    """
    keys = word.lower()
    if not (1 < len(keys) <= _LONGEST and keys.isascii() and keys.isalnum()):
        return None
    letters, marks = _vni(keys) if any(key.isdigit() for key in keys) else _telex(keys)
    return _composed(letters, marks) if marks else None


def _vni(keys: str) -> tuple[str, str]:
    """Letters and marks apart: "quye6t1" → ("quyet", "61"); a word that begins with a figure has none."""
    if keys[0].isdigit() or len(keys) < 3:
        return keys, ""
    # Each of ươ may bear its own horn: "d9u7o7ng2".
    marks = "".join(key for key in keys if key.isdigit()).replace("77", "7")
    return "".join(key for key in keys if key.isalpha()), marks


def _telex(keys: str) -> tuple[str, str]:
    """Letters and marks apart: "quyeets" → ("quyet", "61"). s, f, r, x, j behind a vowel are always keys."""
    first = next((place for place, key in enumerate(keys) if key in "aeiouy"), len(keys))
    head, tail = keys[:first], keys[first:]
    tones = [_TELEX_TONES[key] for key in tail if key in _TELEX_TONES]
    rest = "".join(key for key in tail if key not in _TELEX_TONES)
    marks = "".join(tones)
    for vowel in "aeo":
        if vowel * 2 in rest:
            rest, marks = rest.replace(vowel * 2, vowel, 1), marks + "6"
    if "w" in rest:
        marks += "7" if re.search("[uo]", rest) else "8"
        rest = rest.replace("w", "")
    if head.startswith("dd"):
        head, marks = head[1:], marks + "9"
    return head + rest, marks


def _composed(letters: str, marks: str) -> str | None:
    """The syllable of bare letters and marks; None when they make none, or two tones were typed."""
    parts = _SYLLABLE.fullmatch(letters)
    tones = [mark for mark in marks if mark in _MARKS]
    if parts is None or len(tones) > 1 or len(set(marks)) < len(marks) or "0" in marks:
        return None
    onset, vowels, coda = parts.groups()
    shaped = _shaped(vowels, marks)
    if shaped is None or ("9" in marks and not onset.startswith("d")):
        return None
    if "9" in marks:
        onset = "đ" + onset[1:]
    if tones:
        at = _bears_tone(shaped, coda)
        shaped = shaped[: at + 1] + _MARKS[tones[0]] + shaped[at + 1 :]
    return unicodedata.normalize("NFC", onset + shaped + coda)


def _shaped(vowels: str, marks: str) -> str | None:
    """The vowels with roof, horn or bowl; None when no letter can bear it."""
    shaped = vowels
    for mark, bearing in (("6", "aeo"), ("7", "uo"), ("8", "a")):
        if mark not in marks:
            continue
        at = [place for place, vowel in enumerate(shaped) if vowel in bearing]
        if not at:
            return None
        if mark == "7" and "uo" in shaped:
            shaped = shaped.replace("uo", "ươ")
        else:
            place = at[-1] if mark == "6" else at[0]
            shaped = shaped[:place] + {"a": "ă" if mark == "8" else "â", "e": "ê", "o": "ơ" if mark == "7" else "ô",
                                       "u": "ư"}[shaped[place]] + shaped[place + 1 :]  # fmt: skip
    return shaped


def _bears_tone(vowels: str, coda: str) -> int:
    """Which vowel bears the tone, in the new style: hòa, thủy, hoàn, thuyền, người."""
    own = [place for place, vowel in enumerate(vowels) if vowel in _SHAPED]
    if own:
        return own[-1]
    if len(vowels) == 3:
        return 1
    return len(vowels) - 1 if coda else 0
