"""UTF-8 that was taken for Western text and written as UTF-8 again ("Äáº£ng"), mended where syllables come of it.

The signs that can be such bytes are found with ftfy's table; a word is mended only when it becomes better Vietnamese.
"""

import re
from collections.abc import Iterator

import ftfy.bad_codecs  # registers the codec: cp1252 with every byte
from ftfy.chardata import UTF8_DETECTOR_RE

from archive.text.vietnamese import nfc
from ingest.legacy.syllables import tally
from ingest.legacy.tables import UNICODE_LETTERS, Letter, placed

ftfy.bad_codecs.ok()

_CODEC = "sloppy-windows-1252"
_WORD = re.compile(r"[^ \t\n]+")
# The cheap first look: a byte that opens a Vietnamese letter or a quote in UTF-8, and one that goes on.
# Matches "Ã¡", "áº£", "Æ°", "Ä‘"; also the end of "lá”" in good text, which is looked at again.
_GOES_ON = "\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_LOOK = re.compile(f"[ÃÄÅÆ][{_GOES_ON}]|[áâ][{_GOES_ON}]{{2}}")
# Bytes taken for Latin-1 are control signs where Windows has letters: shown as Windows shows them, same length.
_WINDOWS = {at: bytes([at]).decode(_CODEC) for at in range(0x80, 0xA0)}
# What may come of it: Vietnamese letters, quotes and dashes.
_WANTED = frozenset(UNICODE_LETTERS + "àáâãèéêìíòóôõùúýÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝ“”‘’–—…•\u00a0")


def mended_letters(text: str) -> list[Letter]:
    """The letters that were encoded twice, in the words that become better Vietnamese by them."""
    found: list[Letter] = []
    text = text.translate(_WINDOWS)
    if _LOOK.search(text) is None:
        return found
    for word in _WORD.finditer(text):
        if _LOOK.search(word.group()):
            letters = list(_letters(word.group()))
            if _is_better(word.group(), letters):
                found += (Letter(word.start() + one.start, word.start() + one.end, one.means) for one in letters)
    return found


def _letters(word: str) -> Iterator[Letter]:
    for found in UTF8_DETECTOR_RE.finditer(word):
        try:
            letters = found.group().encode(_CODEC).decode("utf-8")
        except UnicodeError:
            continue
        if not _WANTED.issuperset(letters):
            continue
        at = found.start()
        for letter in letters:
            size = len(letter.encode("utf-8"))
            yield Letter(at, at + size, letter)
            at += size


def _is_better(word: str, letters: list[Letter]) -> bool:
    return bool(letters) and tally(nfc(placed(word, letters)[0])).bad < tally(word).bad
