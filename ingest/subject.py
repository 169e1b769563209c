"""The trích yếu of an official document: which lines behind the type's line are its subject, and where they end.

A subject may be wrapped over lines, stand on the type's own line, or in the “V/v” line of an official letter. It never
runs into the body: where a line does not plainly go on, the subject ends. The head around it is read in `letterhead`.
"""

import re

from archive.cite.patterns import UPPER
from archive.text.span import Span
from archive.text.vietnamese import canonical_tones, plain
from archive.works.dates import find_dates
from archive.works.issuer import find_issuers
from archive.works.number import numbers_in

# The longest subject of the official texts tried has 640 code points on nine lines of a narrow column.
_LONGEST, _MOST_LINES = 1500, 12
_EDGES = " \n*-–_:.\u00a0"

# Where the body begins. Real first lines: "Căn cứ …", "Điều 1.", "I- MỤC ĐÍCH", "Kính gửi:", "Phần thứ nhất",
# a rule of dashes. Must not: "điều động …" (small letters go on with a title), "26/2016/TT-BLĐTBXH", "2020-2025".
_OPENING = re.compile(
    r"\s*(?:[-_–*=.]{3,}|[-–+]?\s*căn\s+cứ(?!\w)|xét(?!\w)|kính\s+gửi|điều\s+\d|chương\s+[IVX\d]|phần\s+(?:thứ|[IVX\d])"
    r"|mục\s+[IVX\d]|[IVX]+\s*[.\-–)]|[A-ZĐ]\s*[.\-–)]\s|\d{1,2}(?:\.\d{1,2})*\s*(?:[.)](?!\d)|[\-–](?!\s?\d)))",
    re.IGNORECASE,
)
# The line that marks our own sample texts; it may stand above the type and never belongs to a subject.
_SAMPLE = re.compile(r"\s*(?:văn\s+bản|bài)\s+minh\s+họa", re.IGNORECASE)
# Sentences and bodies that begin the text behind a whole title, each with a capital: "Thực hiện Chỉ thị …",
# "BỘ TRƯỞNG BỘ TÀI CHÍNH", "QUỐC HỘI". Must not: "thực hiện Chỉ thị …" as the second line of a title.
_SENTENCE = re.compile(
    r"\s*(?:Theo\s|Thực\s+hiện\s|Để\s|Trong\s|Qua\s|Sau\s|Ngày\s|Nhằm\s"
    r"|BỘ\s+TRƯỞNG|THỦ\s+TƯỚNG|CHÍNH\s+PHỦ|QUỐC\s+HỘI|[UỦ][YỶ]\s+BAN|BAN\s+(?:THƯỜNG|CHẤP|BÍ)|HỘI\s+ĐỒNG|CHỦ\s+TỊCH"
    r"|TỔNG\s+(?:CỤC|THANH|KIỂM)|GIÁM\s+ĐỐC|THỐNG\s+ĐỐC)"
)
# Lines between type and subject that name a meeting or who issued: "HỘI NGHỊ LẦN THỨ TƯ …", "KHÓA XII" alone,
# "CỦA BAN THƯỜNG VỤ TỈNH ỦY". They are the subject only where no other follows.
_MEETING = re.compile(
    r"\s*(?:(?:hội\s+nghị|kỳ\s+họp|phiên\s+họp)\s+(?:toàn\s+thể\s+)?(?:lần\s+)?thứ(?!\w)|kh(?:óa|oá)\s+[IVX]+\s*$)",
    re.IGNORECASE,
)
_ISSUED_BY = re.compile(r"\s*CỦA\s+(?:BAN|BỘ|TỈNH|THÀNH|HUYỆN|THỊ|QUẬN|ĐẢNG|[UỦ][YỶ]|CHÍNH|THỦ|HỘI)(?!\w)")
# A line that ends in one of these is not at its end: "… của Thủ tướng Chính phủ và", "… ngày", "… Thông tư số".
_OPEN_END = re.compile(
    r"(?:[,;(–-]|(?<!\w)(?:và|của|về|về\s+việc|theo|tại|cho|trong|với|các|những|một|để|do|bằng|từ|đến|hoặc|ngày|tháng|năm|số"
    r"|được|giữa|bởi|thuộc|ở|thứ|đoạn|thời|lần|khóa|khoá|đối))\s*$",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"(?:(?:về(?:\s+việc)?|v/v)\s*:?\s+|việc\s+)", re.IGNORECASE)
# The line of an official letter, “V/v triển khai …”. Must not: "v/v" in the middle of a sentence.
_LETTER_LINE = re.compile(r"^\s*V/v\s*:?\s+(?=\S)", re.IGNORECASE | re.MULTILINE)


def subject_behind(text: str, after: int) -> Span | None:
    """The subject behind a type's name that ends at `after`, without its “về (việc)”; None when the body follows."""
    end_of_line = text.find("\n", after)
    end_of_line = len(text) if end_of_line < 0 else end_of_line
    on_type_line = len(text[after:end_of_line].strip(_EDGES).split()) >= 2
    lines = _lines(text, after if on_type_line else end_of_line + 1)
    subject = _subject_lines(text, lines)
    return _trimmed(text, subject[0].start, subject[-1].end) if subject else None


def subject_of_letter(text: str, limit: int) -> Span | None:
    """The subject of an official letter, from its “V/v” line before `limit`; None when there is none."""
    line = _LETTER_LINE.search(text, 0, min(limit, len(text)))
    subject = _subject_lines(text, _lines(text, line.end())) if line else []
    return _trimmed(text, subject[0].start, subject[-1].end) if subject else None


def title_of(text: str, span: Span) -> str:
    """The subject as a value: one line, new tone placement, capitals as written."""
    return canonical_tones(" ".join(text[span.start : span.end].split()))


def begins_body(line: str) -> bool:
    """Whether a line opens the body of a text: a rule, “Căn cứ …”, “Kính gửi”, a numbered part."""
    return bool(_OPENING.match(plain(line)))


def _lines(text: str, start: int) -> list[Span]:
    """The lines with something to read that stand from `start` on, no more than a subject may have."""
    found: list[Span] = []
    at = start
    for line in text[start : start + _LONGEST].split("\n")[:_MOST_LINES]:
        if line.strip():
            found.append(Span(at, at + len(line)))
        at += len(line) + 1
    return found


def _subject_lines(text: str, lines: list[Span]) -> list[Span]:
    """The lines of the subject; the meeting or the body above it only where nothing else is said."""
    preface = 0
    while preface < len(lines) and _is_preface(text[slice(*lines[preface])]):
        preface += 1
    return _joined(text, lines[preface:]) or _joined(text, lines[:preface])


def _is_preface(line: str) -> bool:
    return bool(_MEETING.match(line) or _ISSUED_BY.match(line))


def _joined(text: str, lines: list[Span]) -> list[Span]:
    """The first line, when it can be a subject, with those that go on with it."""
    first = text[slice(*lines[0])] if lines else ""
    if not first or begins_body(first) or _SAMPLE.match(first) or _is_prose(first):
        return []
    kept = lines[:1]
    for line in lines[1:]:
        if not _goes_on(text[slice(*kept[-1])], text[slice(*line)]):
            break
        kept.append(line)
    return kept


def _is_prose(line: str) -> bool:
    """Whether a line is a paragraph of the body: long, and ended or broken by a full stop."""
    bare = line.strip()
    return len(bare) > 150 and bool(bare.endswith((".", ":")) or re.search(rf"\w\w\.\s+[{UPPER}]", bare))


def _goes_on(last: str, line: str) -> bool:
    """Whether `line` goes on with the subject whose present last line is `last`."""
    if begins_body(line) or _SAMPLE.match(line):
        return False
    if line.lstrip()[:1].islower() or _OPEN_END.search(last) or _spanned(last, line):
        return True
    return not _SENTENCE.match(line) and line.isupper() and last.isupper()


def _spanned(last: str, line: str) -> bool:
    """Whether a body's name, a number or a date is broken by the line end: “… của Thủ tướng” over “Chính phủ …”."""
    both, border = f"{last.rstrip()} {line.lstrip()}", len(last.rstrip())
    pairs = [(one.start, one.end) for one in find_issuers(both)]
    pairs += [(one.start, one.end) for one in find_dates(both)]
    pairs += [(start, end) for start, end, _ in numbers_in(both)]
    return any(start < border < end for start, end in pairs)


def _trimmed(text: str, start: int, end: int) -> Span | None:
    """The span without blanks, rules and the “về (việc)” before the subject proper."""
    while start < end and text[start] in _EDGES:
        start += 1
    while end > start and text[end - 1] in _EDGES:
        end -= 1
    about = _ABOUT.match(text, start, end)
    start = about.end() if about else start
    return Span(start, end) if end > start else None
