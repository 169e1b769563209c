"""The first look at lines that may be marks of secrecy: which of them are worth a look at all, of hundreds.

Done for all lines at once as far as it goes letter by letter, for a page has hundreds and none is a mark. What a mark
is stands in `secrecy`; nothing is judged here, and a line too many costs only time.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from archive.text.vietnamese import nfc, plain

# A mark is a few letters, spaced out or not; longer lines are text. "( T À I   L I Ệ U   T H U   H Ồ I … )" has 60.
LONGEST_LINE = 80
LONGEST_ROW = 400
# What every mark holds in small letters without an ı and without blanks; the one class in front makes the search fast.
_SMALL_TRACE = re.compile(
    r"[mnthpc](?:(?<=m)[aâăậạặấầà]t|(?<=n)(?:[oôộ]i?b[oôộ]|[oộ]pl[aạ]i)|(?<=t)(?:huh[oôồ]|r[aả]l[aạ]i)"
    r"|(?<=p)h[oổ]bi[eế]n|(?<=c)[oó]t[eê]n|(?<=h)[aà]nhtr)"
)
# Marks between the letters of a stamp, and what a scan puts there: "M.Ậ.T", "M-Ậ-T", "TÔ'I MẬT".
BETWEEN = re.compile(r"[\s.·•*_'’`´~-]+")
# The same signs one by one, but for the end of a line.
_BETWEEN_SIGNS = tuple(sign for sign in map(chr, range(1, 0x3001)) if sign != "\n" and BETWEEN.fullmatch(sign))
# Whether a line has any of these, or anything else that Vietnamese is not printed with: ligatures, wide letters.
ODD = re.compile(r"[^\x00-\u024f\u0300-\u036f\u1e00-\u1eff\u2010-\u2027\u2030-\u2044]|[\u00ad\u200b-\u200f¥]")
# What is said of a paper in a sentence has its mark within this length, and begins with "văn bản này".
LONGEST_SAYING = 300
SAYING = re.compile(r"[^,.;]{0,30}?\bn[àa]y\b", re.IGNORECASE)
_NUMBER_WORDS = ("Số", "SỐ", "số")


def worth_a_look(lines: Sequence[str]) -> Iterator[int]:
    """The places of lines that may be marks, in order: all but those of running text, which are most.

    What `_kind_of` would do line by line is done for all lines at once as far as it goes letter by letter; short lines,
    as menus have them by the hundred, are looked at by themselves only with a trace of a mark or the word of a number.
    """
    whole = "\n".join([line if len(line) <= LONGEST_ROW else "" for line in lines])
    shown = nfc(plain(whole))
    apart = shown.split("\n")
    if len(apart) != len(lines):  # a break inside a line
        yield from range(len(lines))
        return
    odd = _lines_at(whole, (found.start() for found in ODD.finditer(whole)))
    short = _traced("\n".join([line if len(line) <= LONGEST_LINE else "" for line in apart]))
    for index, line in enumerate(apart):
        if not line or (len(line) <= LONGEST_LINE and index not in short and index not in odd):
            continue
        if index in odd or _may_be_a_mark(lines[index], line):
            yield index


def _traced(shown: str) -> set[int]:
    """The lines of a text that hold what `_may_be_a_mark` asks for first: the word of a number, the trace of a mark."""
    small = shown.lower()
    for sign in _BETWEEN_SIGNS:
        small = small.replace(sign, "")
    numbers = _lines_at(shown, sorted(place for word in _NUMBER_WORDS for place in _places(shown, word)))
    traces = _lines_at(small, (found.start() for found in _SMALL_TRACE.finditer(small)))
    dotless = _lines_at(small, sorted(place for sign in "\u0131\u0307" for place in _places(small, sign)))
    return numbers | traces | dotless


def _places(text: str, words: str) -> Iterator[int]:
    """Where words stand in a text, from the first to the last."""
    place = text.find(words)
    while place >= 0:
        yield place
        place = text.find(words, place + 1)


def _lines_at(text: str, places: Iterable[int]) -> set[int]:
    """The numbers of the lines in which some places lie, which are in order."""
    found: set[int] = set()
    line = at = 0
    for place in places:
        line += text.count("\n", at, place)
        at = place
        found.add(line)
    return found


def _may_be_a_mark(written: str, shown: str) -> bool:
    """Whether a line without odd letters, or a column of it, may be a mark or the number of a marked paper."""
    line = " ".join(shown.split())
    has_columns = "|" in line or "\t" in written or len(shown.strip()) - len(line) > 1
    if line.startswith(_NUMBER_WORDS) or (has_columns and any(word in line for word in _NUMBER_WORDS)):
        return True
    is_long = len(line) > LONGEST_LINE and not has_columns
    if is_long and (len(line) > LONGEST_SAYING or SAYING.match(line) is None):
        return False
    small = BETWEEN.sub("", line).lower()
    return _SMALL_TRACE.search(small) is not None or "\u0131" in small or "\u0307" in small
