"""Where a sentence of a Vietnamese official text begins and ends, as spans in that text.

Only the sentence is kept here: words are in `segment`, numbers and references in the rooms above. A mention is shown
with its sentence on the page of the work it cites, so a cut must never fall inside a number, a date or an abbreviation.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter

from archive.text.span import Span

# A stop that may end a sentence, with closing quotes and brackets that belong to it.
# Matches: ". ", "…; ", "!”", "./." at the end of a text, a line break.
# Not by itself an end: "4.10.2023", "T.Ư", "TP. Hồ Chí Minh", "1. Nội dung", "Điều 3. Phạm vi" (see `_ends`).
_STOP = re.compile(r"\n|(?:\./\.|[.;…!?]+)[”’\"')\]»]*")
# What a new sentence may begin with after a stop: blank, an opening sign or bullet, then anything but a small letter.
_BEGINS = re.compile(r"\s+[“‘\"'(\[«•*+\-–—]*\s*(?:[^\W_])")
# Before a full stop: abbreviations of official and press texts, single letters of a list or a name, "v.v".
# Matches: "TP", "Tp", "T.Ư", "v.v", "tr", "Nxb", "TS", "PGS", "GS", "ThS", "BS", "KS", "ĐC", "đ/c", "A" (an initial).
# Not: "Đảng", "năm 2012", "TW", "UBND".
_ABBREVIATION = re.compile(
    r"(?:^|[\s(“\"/.])(?:TP|Tp|tp|TX|Tx|tx|TT|tt|Q|P|H|tr|Tr|Nxb|NXB|TS|PGS|GS|ThS|BS|KS|đ/c|Đ/c|[^\W\d_])$"
)
# Before a full stop: the mark of a list item or article that opens the sentence.
# Matches the whole of what stands before: "1", "12", "2.1", "a", "IV", "Điều 3", "Khoản 2", "Chương II".
# Not: "ngày 02/3/2012", "Nghị quyết số 4" (a sentence of its own).
_ITEM_MARK = re.compile(
    r"[\s“\"(•*+\-–—]*(?:(?:Điều|Chương|Mục|Phần|Khoản)\s+)?(?:\d{1,3}(?:\.\d{1,3})*|[IVXLC]{1,6}|[a-zđ])"
)
_START = attrgetter("start")
_ABBREVIATION_REACH = 8  # the longest abbreviation with the sign before it


def sentences(text: str) -> tuple[Span, ...]:
    """Every sentence of a text as (start, end), in order, disjoint, without outer blanks; no letter is left out.

    A line break always parts; “.”, “…”, “!”, “?” part before a blank and a capital; “;” parts before any blank.
    """
    return tuple(_sentences(text, 0, len(text)))


def sentences_of(text: str, places: Iterable[Span]) -> list[Span]:
    """The sentence each place stands in, as `sentence_of` gives it out of `sentences(text)`.

    Only the lines that a place stands in are parted, each once: a line break always ends a sentence.
    """
    parted: dict[tuple[int, int], tuple[Span, ...]] = {}
    found = []
    for start, end in places:
        stretch = text.rfind("\n", 0, start) + 1, text.find("\n", max(start, end - 1))
        if stretch not in parted:
            parted[stretch] = tuple(_sentences(text, stretch[0], stretch[1] if stretch[1] >= 0 else len(text)))
        found.append(sentence_of(parted[stretch], start, end))
    return found


def sentence_of(spans: Sequence[Span], start: int, end: int) -> Span:
    """The sentence a mention `(start, end)` stands in, out of `sentences(text)`; two joined when it crosses a cut.

    A place outside every sentence (only blanks) is its own sentence.
    """
    first = max(bisect_right(spans, start, key=_START) - 1, 0)
    touched = [span for span in spans[first : first + 8] if span.start < end and start < span.end]
    if not touched:
        return Span(start, end)
    return Span(min(start, touched[0].start), max(end, touched[-1].end))


def _sentences(text: str, begin: int, end: int) -> Iterator[Span]:
    """Those of a stretch of whole lines."""
    for stop in _STOP.finditer(text, begin, end):
        if stop.group() == "\n" or _ends(text, begin, stop):
            yield from _trimmed(text, begin, stop.end())
            begin = stop.end()
    yield from _trimmed(text, begin, end)


def _ends(text: str, begin: int, stop: re.Match[str]) -> bool:
    after = stop.end()
    if after >= len(text) or text[after] == "\n":
        return True
    if ";" in stop.group():
        return text[after].isspace()
    following = _BEGINS.match(text, after)
    if following is None or text[following.end() - 1].islower():
        return False
    if stop.group() != ".":
        return True
    before = text[max(begin, stop.start() - _ABBREVIATION_REACH) : stop.start()]
    return not _ABBREVIATION.search(before) and not _ITEM_MARK.fullmatch(text, begin, stop.start())


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    kept = piece.strip()
    if kept:
        yield Span(start + left, start + left + len(kept))
