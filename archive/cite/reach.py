"""How far the words behind a spot may belong to it: to the end of the sentence, or to the next citation.

A hard-wrapped text (PDF, Công báo) ends its lines in the middle of names, so a line's end is not always an end.
"""

import re
from dataclasses import dataclass

from archive.cite import patterns
from archive.cite.around import Named

# A date, a body and a title stand within this many code points behind a number. The longest real tail seen, a title of
# a regulation on cadres, has 420; a larger window only costs time.
_REACH = 600
# The end of what may belong to a number: a sentence's end, a semicolon, a new line, an ellipsis.
_STOP = re.compile(r"[.!?](?=\s|$)|;|\n|…")
# The last words of a line that goes on with a name: "của Bộ trưởng ↵Bộ Tài chính", "Luật↵Chứng khoán", "tại Việt↵Nam".
# The next line begins with one capital, not with a heading in capitals.
_RUNS_ON = re.compile(
    r"(?<!\w)(?:Luật|Bộ|Việt|Nhà|của|và|về|với|cho|các|theo|trong|tại|trưởng|Chủ\s+tịch|Ban|Quỹ|thực\s+hiện|thi\s+hành|bởi|nước"
    r"|Công\s+ty|Ủy\s+ban|Hội\s+đồng|Cục|Tổng)$"
)
_NAME = 90  # the longest name of a body, with its blanks
_NAME_BEGINS = re.compile(rf"\n[ ]?[{patterns.UPPER}][{patterns.LOWER}]")
# “… Ban Chấp hành Trung ương khóa↵XIII”.
_TERM_BEGINS = re.compile(r"\n[ ]?[IVX]{1,5}(?!\w)")
# An indented line that goes on with a small letter: “… số 66.17/2026/NQ-CP↵   ngày 15 tháng 5”, or with a share: “nắm
# giữ↵100% vốn điều lệ”. Not: "↵  a) Nội dung", "↵5. Bảo đảm".
_GOES_ON = re.compile(rf"\n[ ]{{0,12}}(?:[{patterns.LOWER}][{patterns.LOWER} ]|\d{{1,3}}[ ]?%)")


@dataclass(frozen=True, slots=True)
class Edge:
    """Where what may belong to a spot ends: `at`, and for the next citation where its number ends.

    `number` is None when the edge is no citation but the tail of a note that another spot owns.
    """

    at: int
    number: int | None = None


def limit_behind(smooth: str, start: int, edge: Edge | None, named: Named) -> int:
    """Where the words that may belong to a spot end; `edge` is None behind the last spot of a text."""
    end = min(len(smooth), start + _REACH)
    if edge:
        end = min(end, edge.at)
    stop = _STOP.search(smooth, start, end)
    while stop and _runs_on(smooth, stop.start(), named):
        stop = _STOP.search(smooth, stop.end(), end)
    return stop.start() if stop else end


def _runs_on(smooth: str, at: int, named: Named) -> bool:
    """Whether a line's end is no end: before a small letter, in a body's name, or behind a word that wants a name."""
    if smooth[at] != "\n":
        return False
    line = smooth[max(0, at - _NAME) : at].rstrip(" ")
    if _GOES_ON.match(smooth, at):
        return not line.endswith((".", ";", ":", "!", "?", "…", "\n"))
    if _TERM_BEGINS.match(smooth, at):
        return line.endswith("khóa")
    if not _NAME_BEGINS.match(smooth, at):
        return False
    before = named.within(max(0, at - _NAME), at)
    return (bool(before) and before[-1].end > at) or _RUNS_ON.search(line) is not None
