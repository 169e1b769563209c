"""The shape of a line: does it end a sentence, open an item, look wrapped by its source, read like prose.

What several extractors and `normalise` ask of lines is kept here, as plain functions; what is done with the answer is
theirs. Phrases that are chrome are in `extract/chrome`.
"""

import re
from collections.abc import Sequence

from archive.text.vietnamese import fold

# An item or heading that never continues the line before it. Must match "Điều 1. …", "Chương II", "1. …", "1.2. …",
# "a) …", "- …", "+ …", "I- …", "II. …", "• …", "Căn cứ …", "Nơi nhận:", "Phần thứ nhất". Must not match "2011 của",
# "điều này", "a ha", "72/2011", "12 tháng".
_ITEM = re.compile(
    r"(?:[-+*•–—●▪■□◦·✓]\s|[-–]\S"
    r"|\d{1,2}(?:\.\d{1,2}){0,3}[.)]\s|\d{1,2}(?:\.\d{1,2}){1,3}\s"
    r"|\d{1,2}-\s|[a-zđA-ZĐ][.)]\s|[a-zđ]\d?\)\s|[IVXL]{1,6}[.)\-–]\s?\S|[IVXL]{1,6}\s*[-–]\s"
    r"|(?:Điều|Chương|Mục|Phần|Tiểu mục|PHẦN|CHƯƠNG|MỤC|ĐIỀU|Phụ lục|PHỤ LỤC)\s+(?:thứ\s+|THỨ\s+)?[\dIVXLA-Za-z]"
    r"|Căn cứ\s|Xét đề nghị|Theo đề nghị|Nơi nhận\s*:|Kính gửi\s*:|Số\s*:|\(\d{1,2}\)\s)"
)
_SENTENCE_SIGN = re.compile("[,.;:…]")
_END = re.compile(r"[.:;!?…][\"”’»)\]/]*$|\./\.?$|-{3,}$")
# The country's name and the Party's, which stand at the head of official papers; folded.
_ANCHORS = ("cong hoa xa hoi chu nghia viet nam", "dang cong san viet nam", "doc lap - tu do - hanh phuc")
_PLACE_DATE = re.compile(r"ngay\s*\S{0,6}\s*thang\s*\S{0,6}\s*nam\s*\S{2,6}")
_RECIPIENTS = ("Nơi nhận", "NƠI NHẬN")
_SIGNED = ("T/M ", "TM. ", "TM ", "K/T ", "KT. ", "KT ", "T/L ", "TL. ", "T.M ", "TUQ. ")
_NUMBER_LINE = re.compile(r"(?:luat\s+)?so\s*:?\s*\S")


def is_item(line: str) -> bool:
    """True when the line opens an item, an article or a part: "Điều 1.", "a)", "- "."""
    return _ITEM.match(line) is not None


def ends_sentence(line: str) -> bool:
    """True when the line ends as a sentence or a listed part does: full stop, colon, semicolon, "./."."""
    return _END.search(line.rstrip()) is not None


def is_prose(line: str, *, words: int = 18) -> bool:
    """True for a line of running text: enough words, most of them small, with the signs of a sentence."""
    if len(line) < 2 * words - 1:  # not even words of one letter, as most lines of a page
        return False
    parts = line.split()
    if len(parts) < words or _SENTENCE_SIGN.search(line) is None:
        return False
    return len([1 for part in parts if part[0].islower()]) >= len(parts) * 0.5


def is_wrapped(before: str, after: str, *, width: int) -> bool:
    """True when the break between two lines was made by the width of the page, not by the writer.

    `width` is the length in characters of the longest line of the same paragraph or page.
    """
    if not before or not after or is_item(after):
        return False
    long = len(before) >= width * 0.7 and len(before) >= 40
    if before.endswith((",", " -", "–")) and after[:1].islower():
        return True
    if ends_sentence(before):
        # "… theo quy định tại Điều 5." | "Trong trường hợp": a new sentence at a line's start cannot be told from a
        # new paragraph, so the break stays; only a small letter after a full line shows a wrap.
        return long and after[:1].islower() and not before.rstrip().endswith((";", ":"))
    if after[:1].islower() or after[:1].isdigit() or after[:1] in "(“\"'/%":
        return long or (after[:1].islower() and len(before) >= 25)
    return long and not _is_heading_like(after) and not _is_heading_like(before)


def is_anchor(text: str) -> bool:
    """True when the text holds the country's or the Party's name as a letterhead has it: in capitals, or its motto."""
    folded = " ".join(fold(text).split())
    if _ANCHORS[2] in folded.replace("–", "-"):
        return True
    return any(anchor in folded and _in_capitals(text, anchor) for anchor in _ANCHORS[:2])


def is_place_date(text: str) -> bool:
    """True for the line "Hà Nội, ngày 09 tháng 6 năm 2025", also with the day left out."""
    return len(text) <= 80 and _PLACE_DATE.search(fold(text)) is not None


def is_number_line(text: str) -> bool:
    """True for the number line of a letterhead: "Số 06-HD/TW", "Số:   -HD/BTCTU", "Luật số: …"."""
    return len(text) <= 60 and _NUMBER_LINE.match(fold(text).strip()) is not None


def looks_official(lines: Sequence[str]) -> bool:
    """True when lines are an official paper and not a page about one.

    Signs of it: a letterhead, a number line with place and date, or recipients with a signature.
    """
    head = [line for line in lines if line.strip()][:30]
    anchors = sum(map(_is_short_anchor, head))
    numbers = sum(1 for line in head if is_number_line(line) and len(line) <= 45)
    dates = sum(map(is_place_date, head))
    recipients = any(line.startswith(_RECIPIENTS) for line in lines)
    signed = any(line.startswith(_SIGNED) and len(line) <= 80 for line in lines)
    return anchors > 0 or (numbers > 0 and dates > 0) or (recipients and signed)


def _is_short_anchor(line: str) -> bool:
    return len(line) <= 140 and is_anchor(line)


def _in_capitals(text: str, anchor: str) -> bool:
    """True when the words of the anchor are written in capitals: "Đảng Cộng sản Việt Nam" in a sentence is none."""
    for line in text.splitlines():
        folded = fold(line)
        at = folded.find(anchor)
        if at >= 0 and len(folded) == len(line) and line[at : at + len(anchor)].isupper():
            return True
    return anchor in fold(text) and text.isupper()


def _is_heading_like(line: str) -> bool:
    return line.isupper() and len(line) < 90
