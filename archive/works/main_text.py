"""Which stretch of an official text or an article is its body, judged by the shape of its lines.

Texts alone are looked at here, for passages of results and for outlines; the blocks of a document know more and
are used on its page. The letterhead, the name of the type and the trích yếu stand before the body, recipients after it.
"""

import re
from collections.abc import Iterator

from archive.text.span import Span

# A line without a letter or figure: "-----", "*", "____", "* * *". Not "- Căn cứ".
# One class for signs and blanks: with a group of its own for each run, the dotted lines of a form took for ever.
_RULE = re.compile(r"^[^\S\n]*[-–—_*=~.…](?:[-–—_*=~.…]|[^\S\n])*$", re.MULTILINE)
_SIGNS = frozenset("-–—_*=~.…")
# Matches "VĂN BẢN MINH HỌA – không phải bản chính thức", "BÀI MINH HỌA – …". Not "Văn bản có hình minh họa".
_NOTICE = re.compile(r"(?:VĂN BẢN|BÀI) MINH HỌA\b")
# Matches "Số 47-CT/TU", "Số: 30/…", "Độc lập - Tự do - Hạnh phúc", "Lào Cai, ngày 11 tháng 11 năm 2014".
# Not "Số đảng viên dự họp", "Từ ngày 01 tháng 7 năm 2025, các chi bộ họp".
_LETTERHEAD = re.compile(
    r"số\s*:?\s*(?:\d|[….])|độc lập\W+tự do|[^\d\n,]{0,40},?\s*ngày[\s\d.…]+tháng[\s\d.…]+năm[\s\d.…]+$",
    re.IGNORECASE,
)
# Matches "I- CĂN CỨ", "1. Nội dung", "A- NỘI DUNG", "Điều 1", "CHƯƠNG II", "PHẦN THỨ NHẤT". Not "VỀ CÔNG TÁC VĂN THƯ".
_NUMBERED = re.compile(r"(?:[IVXL]{1,6}|\d{1,2}|[A-HĐ])\s?[-–.)]|(?:điều|chương|phần|mục)\s", re.IGNORECASE)
# Matches "Nơi nhận:" on a line of its own. Not "Nơi nhận đơn là chi ủy".
_RECIPIENTS = re.compile(r"^[^\S\n]*nơi nhận[^\S\n]*:?[^\S\n]*$", re.IGNORECASE | re.MULTILINE)
_RECIPIENT_WORDS = ("Nơi nhận", "NƠI NHẬN", "nơi nhận")  # looked for first: a pattern over a whole text takes its time
_LINES = 20  # a letterhead with its trích yếu is never longer in the demonstration corpus
_LONGEST = 160  # code points: a longer line is text
_BETWEEN = 2  # lines of a trích yếu that say by no sign of their own what they are


def body_of(text: str) -> Span:
    """The body of a text; the whole text when every line looks like a letterhead."""
    start = _head(text)
    feet = [foot for words in _RECIPIENT_WORDS if (foot := _last_line(text, words, start)) >= 0]
    end = max(feet, default=len(text))
    return Span(start, end) if text[start:end].strip() else Span(0, len(text))


def _last_line(text: str, words: str, start: int) -> int:
    """Where the last line that says these words and nothing else begins; -1 for none."""
    found = text.rfind(words, start)
    while found >= 0:
        line = max(text.rfind("\n", 0, found) + 1, start)
        if _RECIPIENTS.match(text, line):
            return line
        found = text.rfind(words, start, found)
    return -1


def rules(text: str) -> Iterator[Span]:
    """The lines of a text that are only drawn: dashes, stars, dots."""
    at = 0
    for line in text.split("\n"):
        # Looked at before the pattern is: of a thousand lines one is drawn.
        if line.lstrip()[:1] in _SIGNS and _RULE.match(line):
            yield Span(at, at + len(line))
        at += len(line) + 1


def _head(text: str) -> int:
    """Where the letterhead with its trích yếu ends: after its last sign, the lines between being few and short."""
    end, at, between = 0, 0, 0
    for line in text.split("\n", _LINES)[:_LINES]:
        at += len(line) + 1
        if _is_head(line) or (end and not between and line[:1].islower() and len(line) <= _LONGEST):
            end, between = min(at, len(text)), 0
            continue
        between += 1
        if between > _BETWEEN or len(line) > _LONGEST or line.rstrip().endswith((".", ";", ":", ",")):
            break
    return end


def _is_head(line: str) -> bool:
    bare = line.strip()
    if len(bare) > _LONGEST or (_NUMBERED.match(bare) and not _LETTERHEAD.match(bare)):
        return False
    return not bare or bool(_RULE.match(bare) or _NOTICE.match(bare) or _LETTERHEAD.match(bare)) or bare.isupper()
