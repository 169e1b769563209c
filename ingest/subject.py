"""The trích yếu of an official document: which lines behind the type's line are its subject, and where they end.

A subject may be wrapped over lines, stand on the type's own line, or in the “V/v” line of an official letter. It never
runs into the body: where a line does not plainly go on, the subject ends. The head around it is read in `letterhead`.
"""

import re

from archive.cite.patterns import LOWER, UPPER
from archive.text.span import Span
from archive.text.vietnamese import canonical_tones, plain
from archive.works.dates import find_dates
from archive.works.issuer import find_issuers
from archive.works.number import numbers_in

# The longest subject of the official texts tried has 640 code points on nine lines of a narrow column; of a thousand
# titles of State texts the longest takes 17 lines of 60 letters.
_LONGEST, _MOST_LINES = 2000, 24
_EDGES = " \n*-–_:.\u00a0"

# Where the body begins. Real first lines: "Căn cứ …", "Điều 1.", "I- MỤC ĐÍCH", "Kính gửi:", "Phần thứ nhất",
# a rule of dashes. Must not: "điều động …" (small letters go on with a title), "26/2016/TT-BLĐTBXH", "2020-2025".
_OPENING = re.compile(
    r"\s*(?:[-_–*=.]{3,}|[-–+]?\s*căn\s+cứ(?!\w)|xét(?!\w)|kính\s+gửi|điều\s+\d|chương\s+[IVX\d]|phần\s+(?:thứ|[IVX\d])"
    r"|mục\s+[IVX\d]|(?!x-quang)[IVX]+\s*[.\-–)]|[A-ZĐ]\s*[.\-–)]\s|\d{1,2}(?:\.\d{1,2})*\s*(?:[.)](?!\d)|[\-–](?!\s?\d)))",
    re.IGNORECASE,
)
# What opens the body of an official text for certain: a rule below the subject, or its legal grounds.
_RULE_OR_BASIS = re.compile(r"\s*(?:[-_–*=.]{3,}\s*$|[-–+]?\s*căn\s+cứ(?!\w))", re.IGNORECASE)
# The sentence of a consolidated text that says what it renders: "Thông tư số 34/2019/TT-BLĐTBXH ngày … của Bộ trưởng …,
# có hiệu lực kể từ ngày …". Must not: "Nghị định số 100/2024/NĐ-CP ngày … đã được sửa đổi", a title's second line.
_RENDERED = re.compile(
    r"\s*(?:Bộ\s+luật|Luật|Pháp\s+lệnh|Nghị\s+(?:định|quyết)|Quyết\s+định|Thông\s+tư)\s[^\n]{0,200}?số\s+\d"
    r"[^\n]{5,600}?,\s+có\s+hiệu\s+lực\s+(?:thi\s+hành\s+)?(?:kể\s+)?từ\s+ngày",
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
# The number by itself between type and subject, as reprints have it. Must match: "Số 23-CT/TW, ngày 27/3/2003".
# Must not: "Số lượng …", "số 23-CT/TW" (small letters go on with a subject).
_NUMBERED = re.compile(r"\s*S(?:ố|Ố)\s*:?\s*\d[^\n]{3,60}$")
# Place and day of the other column, merged into the line of a letter's subject: "… xếp lương Hà Nội, ngày 12 tháng 3".
_PLACED = re.compile(rf"(?:\s+[{UPPER}][^\W\d_]*){{1,4}}\s*,\s*ngày\s*[\d.…]")
# A line that ends in one of these is not at its end: "… của Thủ tướng Chính phủ và", "… ngày", "… Thông tư số".
_OPEN_END = re.compile(
    r"(?:[,;(–-]|(?<!\w)(?:và|của|về|về\s+việc|theo|tại|cho|trong|với|các|những|một|để|do|bằng|từ|đến|hoặc|ngày|tháng|năm|số"
    r"|được|giữa|bởi|thuộc|ở|thứ|đoạn|thời|lần|khóa|khoá|đối))\s*$",
    re.IGNORECASE,
)
# A line in capitals after which a body's name is no heading. Must not: "CHỮ KÝ SỐ", "TRONG NĂM" (a title may end so).
_OF_WHOM = re.compile(r"(?<!\w)(?:của|và|do|với|bởi|các|cho)\s*$", re.IGNORECASE)
_ABOUT = re.compile(r"(?:(?:về(?:\s+việc)?|v/v)\s*:?\s+|việc\s+)", re.IGNORECASE)
# The mark of a note, which dumps of a page set on the line: "Kiểm soát viên1 công ty". Only behind a word with a letter
# that no foreign name or code has. Must not: "COVID-19", "CO2", "quý 3", "Covid19".
_MARKED = (UPPER + LOWER).replace("A-Z", "").replace("a-z", "")
_NOTE_MARK = re.compile(rf"(?<!\w)(?P<word>[^\W\d_]*[{_MARKED}][^\W\d_]*)\d{{1,2}}(?!\w|[,./-]\w)")
# The blank that a line's end left in a number. Must match: "107/2018/NĐ- CP", "13/2014/TTLT- BKHCN". Must not: "giai
# đoạn 2018- 2022", "TT- BTC" without a serial.
_BROKEN = re.compile(r"(?<=/[A-ZĐ]{2}-)\s(?=[A-ZĐ]{2})|(?<=/[A-ZĐ]{4}-)\s(?=[A-ZĐ]{2})")
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
    placed = _PLACED.search(text, subject[0].start, subject[-1].end) if subject else None
    if placed:
        return _trimmed(text, subject[0].start, placed.start())
    return _trimmed(text, subject[0].start, subject[-1].end) if subject else None


def subject_between(text: str, start: int, end: int) -> Span | None:
    """The subject proper of words known to be one: without blanks, rules and “về (việc)”; None when nothing is left."""
    return _trimmed(text, start, end)


def title_of(text: str, span: Span) -> str:
    """The subject as a value: one line, new tone placement, capitals as written, without the marks of notes."""
    words = canonical_tones(" ".join(text[span.start : span.end].split()))
    return _BROKEN.sub("", _NOTE_MARK.sub(r"\g<word>", words))


def begins_body(line: str) -> bool:
    """Whether a line opens the body of a text: a rule, “Căn cứ …”, “Kính gửi”, a numbered part, what is rendered."""
    even = plain(line)
    return bool(_OPENING.match(even) or _RENDERED.match(even))


def names_issuer(line: str) -> bool:
    """Whether a line in capitals names who issues, over the grounds: "BỘ TRƯỞNG BỘ TÀI CHÍNH", "CHÍNH PHỦ"."""
    return line.isupper() and bool(_SENTENCE.match(line))


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
    named = [line for line in lines[:preface] if not _NUMBERED.match(text[slice(*line)])]
    return _joined(text, lines[preface:]) or _joined(text, named)


def _is_preface(line: str) -> bool:
    return bool(_MEETING.match(line) or _ISSUED_BY.match(line) or _NUMBERED.match(line))


def _joined(text: str, lines: list[Span]) -> list[Span]:
    """The first line, when it can be a subject, with those that go on with it."""
    first = text[slice(*lines[0])] if lines else ""
    if not first or begins_body(first) or _SAMPLE.match(first):
        return []
    whole = _before_body(text, lines)
    if whole or _is_prose(first):
        return whole
    kept = lines[:1]
    for line in lines[1:]:
        if not _goes_on(text[slice(*kept[-1])], text[slice(*line)]):
            break
        kept.append(line)
    return kept


def _before_body(text: str, lines: list[Span]) -> list[Span]:
    """All lines down to the rule or the “Căn cứ …” that opens the body, when none of them can be anything else.

    “… thực hiện” over “Chỉ thị số …”: in such a head a line is a subject's wherever its capitals stand. None where the
    body does not open so, or a line between may be a sentence of it.
    """
    first = text[slice(*lines[0])]
    for count, span in enumerate(lines[1:], 1):
        before, line = text[slice(*lines[count - 1])], text[slice(*span)]
        # Capitals below capitals: "CÁC QUYẾT ĐỊNH CỦA" over "THỦ TƯỚNG CHÍNH PHỦ" is no heading yet.
        goes_on = first.isupper() and (bool(_OF_WHOM.search(before)) or _spanned(before, line))
        if begins_body(line):
            return lines[:count] if _RULE_OR_BASIS.match(plain(line)) else []
        if not goes_on and (_SENTENCE.match(line) or _SAMPLE.match(line) or (line.isupper() and not first.isupper())):
            behind = lines[count + 1 : count + 2]
            basis = behind and _RULE_OR_BASIS.match(plain(text[slice(*behind[0])]))
            return lines[:count] if basis and line.isupper() else []
        if before.rstrip().endswith((".", ":")) or line.rstrip().endswith((":", ";")):
            return []
    return []


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
