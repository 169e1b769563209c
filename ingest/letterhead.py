"""The head of an official document: number line, place and date, issuing body, type and trích yếu, each with a span.

The layout is that of Hướng dẫn 36-HD/VPTW (Party) and Nghị định 30/2020/NĐ-CP, phụ lục I (State). A number is the
document’s own only on its number line (“Số 47-CT/TU”); a number cited further down is never taken for a missing one.
"""

import re
from dataclasses import dataclass, replace

from archive.cite.patterns import UPPER
from archive.text.span import Span
from archive.text.vietnamese import canonical_tones, comparable, plain
from archive.works.dates import PartialDate, find_dates
from archive.works.issuer import IssuerSpan, find_issuers
from archive.works.number import Number, blank_number, numbers_in, type_code
from archive.works.vocabulary import DocType, type_named, types_of

# The head of a long letterhead with secrecy, urgency and draft lines stays under this many code points in every
# official text tried; further down "Số" begins sentences of the body.
_HEAD = 2500


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What the head says. `number` is None with `number_span` set when the line is there and its serial is not."""

    number: Number | None
    number_span: Span | None
    letters: tuple[str, str] | None = None
    date: PartialDate | None = None
    date_span: Span | None = None
    issuer: IssuerSpan | None = None
    type: str | None = None
    type_span: Span | None = None
    title: str | None = None
    title_span: Span | None = None


def read_letterhead(text: str) -> Letterhead | None:
    """The letterhead of a canonical text; None for a text without a number line or a motto over a type."""
    line = _number_line(text) or _motto_line(text)
    if line is None:
        return None
    at = line.number_span or Span(0, 0)
    in_head = 0 < at.end <= _HEAD
    kind, kind_span = _type_line(text, at.end if in_head else 0)
    title_span = _title(text, kind_span.end) if kind_span else None
    top = at.start if in_head else kind_span.start if kind_span else 0
    date = _date(text, at, kind_span.start if kind_span and in_head else None)
    return Letterhead(
        number=line.number,
        number_span=line.number_span,
        letters=line.letters,
        date=date[0] if date else None,
        date_span=date[1] if date else None,
        issuer=_issuer(text, top),
        type=kind,
        type_span=kind_span,
        title=_trimmed(text, title_span) if title_span else None,
        title_span=title_span,
    )


# --- the number line -------------------------------------------------------------------------------------------------

# “Số: 47-CT/TU”, “Số 05-HD/TU”, “Luật số: 51/2024/QH15”, “* Số 12-BC/TU”. Must not: "Số lượng …", and not a citation
# that a narrow column broke: "Thông tư số\n26/2016/TT-BLĐTBXH" (small letters, or the number on the next line).
_LINE = re.compile(
    r"(?:(?:Luật|LUẬT|Bộ luật|Pháp lệnh|PHÁP LỆNH|Nghị quyết|NGHỊ QUYẾT)\s+(?:số|SỐ)(?=\s?:)"
    r"|(?<!\w)S(?:ố|Ố))(?!\w)[^\S\n]*[:.]?"
)
# What may stand before it on its line: nothing, a star, rules, or the capitals of a header merged into one line.
_BEFORE = re.compile(r"[^a-zà-ỹđ]*\Z")


def _number_line(text: str) -> Letterhead | None:
    head = text[:_HEAD]
    numbers = list(numbers_in(head))
    for match in _LINE.finditer(head):
        start = head.rfind("\n", 0, match.start()) + 1
        if not _BEFORE.match(head[start : match.start()]):
            continue
        for begin, end, number in numbers:
            if begin >= match.end() and not head[match.end() : begin].strip(" \u00a0:.…_"):
                return Letterhead(number, Span(begin, end))
        blank = blank_number(head[match.end() : match.end() + 60])
        if blank:
            span = Span(match.start(), match.end() + blank.end)
            return Letterhead(None, span, letters=(blank.type_code, blank.body_code))
    return None


# The motto over an official text whose number is elsewhere or nowhere: copies on portals, consolidated texts.
_MOTTO = re.compile(r"(?:CỘNG\s+H(?:ÒA|OÀ)\s+XÃ\s+HỘI\s+CHỦ\s+NGHĨA\s+VIỆT\s+NAM|ĐẢNG\s+CỘNG\s+SẢN\s+VIỆT\s+NAM)")


def _motto_line(text: str) -> Letterhead | None:
    """A head without a number line: the motto in capitals with a type's name in capitals near it."""
    motto = _MOTTO.search(text[:_HEAD])
    if motto is None or _type_line(text, 0)[0] is None:
        return None
    for begin, end, number in numbers_in(text):
        # A consolidated text carries its own number at the end, in the block that attests it: “Số: 462/VBHN-BLĐTBXH”.
        if number.type_code == "VBHN" and re.search(r"(?<!\w)Số[^\S\n]*:?[^\S\n]*$", text[max(0, begin - 8) : begin]):
            return Letterhead(number, Span(begin, end))
    return Letterhead(None, None)


# --- place and date --------------------------------------------------------------------------------------------------


def _date(text: str, number: Span, before: int | None) -> tuple[PartialDate, Span] | None:
    """The date of the place line, “Lào Cai, ngày 11 tháng 11 năm 2014”, beside or just above or below the number line.

    Laws have none in the head: the day of passing stands at the end, “thông qua ngày 27 tháng 11 năm 2024”.
    """
    floor, limit = max(0, number.start - 300), before if before and before > number.end else number.end + 300
    found = [one for one in find_dates(text, floor, limit) if _place_before(text, one.start)]
    if found:
        return found[0].date, Span(found[0].start, found[0].end)
    passed = list(re.finditer(r"thông\s+qua\s+ngày\s+", text))
    for match in reversed(passed):
        ends = [one for one in find_dates(text, match.end(), match.end() + 60) if one.start == match.end()]
        if ends:
            return ends[0].date, Span(ends[0].start, ends[0].end)
    return None


# Must match before a date: "Hà Nội, ngày ", "TP. Hồ Chí Minh, ngày ", "Lào Cai ngày ", also where the day is missing.
# Must not: "của Quốc hội, ngày " (small letters: running text), "có hiệu lực từ ngày ".
_PLACE = re.compile(rf"[{UPPER}][^\W\d_]*\s*,?\s*ngày[\s.…_]*$")


def _place_before(text: str, start: int) -> bool:
    return bool(_PLACE.search(text[text.rfind("\n", 0, start) + 1 : start]))


# --- issuing body ----------------------------------------------------------------------------------------------------


def _issuer(text: str, limit: int) -> IssuerSpan | None:
    """The body named last before the number line: the superior body stands above the issuing one.

    Wrapped names are one body: "BỘ LAO ĐỘNG - THƯƠNG BINH" over "VÀ XÃ HỘI".
    """
    head = text[: min(limit, _HEAD)]
    found = [one for one in find_issuers(head) if _as_heading(head[one.start : one.end])]
    return _with_unit(head, _with_organ(head, found[-1])) if found else None


# “HỘI ĐỒNG NHÂN DÂN” with “TỈNH TUYÊN QUANG” on the next line, the motto of the other column between them.
_UNIT = re.compile(
    rf"(?<!\w)(?P<unit>TỈNH|THÀNH\s+PHỐ|HUYỆN|THỊ\s+XÃ|QUẬN|XÃ|PHƯỜNG|ĐẶC\s+KHU)\s+"
    rf"(?P<place>[{UPPER}]{{2,}}(?:\s+[{UPPER}]{{2,}}){{0,3}})(?=\s+(?:Độc|ĐỘC|Số|SỐ)|\s*[\n*–_-]|\s*$)"
)


def _with_unit(head: str, body: IssuerSpan) -> IssuerSpan:
    """A council or people's committee whose unit stands on the next line, read together with it."""
    match = _UNIT.search(head, body.end, body.end + 120)
    if body.place or match is None or not re.search(r"nhân dân$", body.name, re.IGNORECASE):
        return body
    unit = " ".join(match["unit"].lower().split())
    named = find_issuers(f"{body.name} {unit} {match['place']}")
    return replace(named[0], start=body.start, end=match.end("place")) if named else body


# “THÀNH ỦY HÀ NỘI” over “BAN TỔ CHỨC”: an advisory body under its committee, alone on its line.
_ORGAN = re.compile(
    r"\s*(?P<organ>BAN\s+TỔ\s+CHỨC|[UỦ][YỶ]\s+BAN\s+KIỂM\s+TRA|BAN\s+TUYÊN\s+GIÁO(?:\s+VÀ\s+DÂN\s+VẬN)?|BAN\s+DÂN\s+VẬN|"
    r"BAN\s+NỘI\s+CHÍNH|BAN\s+XÂY\s+DỰNG\s+ĐẢNG|VĂN\s+PHÒNG)\s*(?=[\n*_–-]|$)"
)


def _with_organ(head: str, committee: IssuerSpan) -> IssuerSpan:
    match = _ORGAN.match(head, committee.end)
    if match is None or not re.search(r"ủy(?!\w)", committee.name):
        return committee
    words = canonical_tones(" ".join(match["organ"].split())).capitalize()
    spelled = re.sub(r"(Ban|Văn|Ủy ban) (\w)", lambda found: f"{found[1]} {found[2].upper()}", words, count=1)
    organ = "Văn phòng" if words == "Văn phòng" else spelled.replace("dân vận", "Dân vận").replace("đảng", "Đảng")
    return IssuerSpan(
        committee.start, match.end("organ"), f"{organ} {committee.name}", committee.level, committee.place
    )


def _as_heading(words: str) -> bool:
    """Whether words are set in capitals and in full, as bodies of a letterhead are; "BCT" in a number is not."""
    letters = [letter for letter in words if letter.isalpha()]
    return " " in words.strip() and sum(letter.isupper() for letter in letters) >= 0.8 * len(letters)


# --- type and title --------------------------------------------------------------------------------------------------


def _type_line(text: str, after: int) -> tuple[str | None, Span | None]:
    """The line that is a type's name in capitals, “CHỈ THỊ”; a title may follow on the same line."""
    at = after
    for line in text[after : after + _HEAD].split("\n"):
        bare = line.strip(" *-–_.:")
        start = text.find(bare, at) if bare else at
        kind = _leading_type(bare)
        if kind:
            return kind.name, Span(start, start + len(_leading(bare, kind)))
        at += len(line) + 1
    return None, None


def _leading_type(line: str) -> DocType | None:
    """The type whose name in capitals begins a line: "NGHỊ QUYẾT", "THÔNG TƯ quy định …"; not "Nghị quyết này"."""
    capitals = re.match(r"[^\W\d_]+(?:\s+[^\W\d_]+){0,3}", line)
    words = capitals.group(0).split() if capitals else []
    for count in range(len(words), 0, -1):
        name = " ".join(words[:count])
        if name.isupper() and (kind := type_named(name)):
            return kind
    return None


def _leading(line: str, kind: DocType) -> str:
    return line[: re.match(r"\s*".join(r"\S+" for _ in kind.name.split()), line).end()]  # type: ignore[union-attr]


# Where the trích yếu ends: the body begins. Real first lines: "Căn cứ …", "Thực hiện …", "Điều 1.", "I- MỤC ĐÍCH",
# "Kính gửi:", "Phần thứ nhất", a rule of dashes, the body's own name in capitals ("BỘ TRƯỞNG BỘ …", "QUỐC HỘI").
_BODY = re.compile(
    r"^\s*(?:[-_–*=.]{3,}|căn\s+cứ|xét|theo\s+đề\s+nghị|thực\s+hiện|điều\s+\d|chương\s|phần\s|mục\s|kính\s+gửi"
    r"|[IVX]+\s*[.\-–)]|\d+\s*[.\-–)]|để\s|trong\s|văn\s+bản\s+minh\s+họa|bài\s+minh\s+họa"
    r"|(?-i:BỘ\s+[A-ZĐ]|THỦ\s+TƯỚNG|CHÍNH\s+PHỦ|QUỐC\s+HỘI|[UỦ][YỶ]\s+BAN|BAN\s+(?:THƯỜNG|CHẤP|BÍ)|HỘI\s+ĐỒNG"
    r"|CHỦ\s+TỊCH|TỔNG\s+(?:CỤC|THANH)|GIÁM\s+ĐỐC))",
    re.IGNORECASE,
)


def _title(text: str, after: int) -> Span | None:
    """The trích yếu behind the type's line: up to three lines, until the body begins."""
    end_of_line = text.find("\n", after)
    if end_of_line < 0:
        return None
    same = text[after:end_of_line].strip(" :.-–*")
    if len(same.split()) >= 2:
        return _stripped(text, after, end_of_line)
    lines = _title_lines(text, end_of_line + 1)
    if len(lines) > 1 and _MEETING.match(text[lines[0].start : lines[0].end]):
        lines = lines[1:]
    return _stripped(text, lines[0].start, lines[-1].end) if lines else None


# “HỘI NGHỊ LẦN THỨ TƯ BAN CHẤP HÀNH TRUNG ƯƠNG KHÓA XII” over the trích yếu names the meeting, not the subject.
_MEETING = re.compile(r"\s*(?:hội\s+nghị|kỳ\s+họp)\s+(?:lần\s+)?thứ", re.IGNORECASE)


def _title_lines(text: str, start: int) -> list[Span]:
    """The lines behind the type's that belong to the trích yếu, at most five."""
    lines: list[Span] = []
    at = start
    for line in text[start : start + 900].split("\n")[:6]:
        meeting = len(lines) == 1 and bool(_MEETING.match(text[lines[0].start : lines[0].end]))
        first = not lines or meeting
        if line.strip() and (
            _ends_title(line, first=first) or (not first and not _continues(text, lines[-1].end, line))
        ):
            break
        if line.strip():
            lines.append(Span(at, at + len(line)))
        at += len(line) + 1
    return lines


def _ends_title(line: str, *, first: bool) -> bool:
    begins = bool(_BODY.match(plain(line)))
    # “THỰC HIỆN …” or “về thực hiện …” may begin a title; only the later lines end at such words.
    titled = re.match(r"^\s*(?:về|v/v|quy\s+định|ban\s+hành|thực\s+hiện)(?!\w)", line, re.IGNORECASE)
    return begins and not (first and titled)


def _continues(text: str, last: int, line: str) -> bool:
    """Whether a line goes on with the title: it begins small, or the title so far ends in the middle of a phrase."""
    return (
        line.lstrip()[:1].islower() or text[:last].rstrip().endswith((",", ";", "và", "của")) or line.strip().isupper()
    )


def _stripped(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start] in " \n*-–_:.\u00a0":
        start += 1
    while end > start and text[end - 1] in " \n*-–_.:\u00a0":
        end -= 1
    return Span(start, end) if end > start else None


def _trimmed(text: str, span: Span) -> str:
    """The title as value: one line, without its leading “về (việc)”, in the new tone placement; capitals as written."""
    words = " ".join(text[span.start : span.end].split())
    return canonical_tones(re.sub(r"^(?:về(?:\s+việc)?|v/v)\s*:?\s+", "", words, flags=re.IGNORECASE))


def type_by_letters(number: Number | None, letters: tuple[str, str] | None, system: str) -> str | None:
    """The type that a number's letters name when no line does; None for QĐ, which two types share."""
    code = number.type_code if number else type_code(letters[0]) if letters else None
    kinds = {kind.name for kind in types_of(code, system)} if code else set()
    return kinds.pop() if len(kinds) == 1 else None


def is_motto(line: str) -> bool:
    """Whether a line is the Party's name or the national motto, which every official head carries."""
    return comparable(line).startswith(("đảng cộng sản việt nam", "cộng hòa xã hội chủ nghĩa việt nam"))
