"""The head of an official document: number line, place and date, issuing body and type, each with a span.

The layout is that of Hướng dẫn 36-HD/VPTW (Party) and Nghị định 30/2020/NĐ-CP, phụ lục I (State). A number is the
document’s own only on its number line (“Số 47-CT/TU”); a number cited further down is never taken for a missing one.
"""

import re
from dataclasses import dataclass

from archive.cite.patterns import LOWER, UPPER
from archive.text.span import Span
from archive.text.vietnamese import canonical_tones
from archive.works.dates import PartialDate, find_dates
from archive.works.issuer import IssuerSpan, find_issuers
from archive.works.number import Number, blank_number, numbers_in, type_code
from archive.works.vocabulary import DocType, type_named, types_of
from ingest.joint import is_joint, joint_issuer, whole_number
from ingest.subject import begins_body, subject_behind, subject_of_letter, title_of

# The head of a long letterhead with secrecy, urgency and draft lines stays under this many code points in every
# official text tried; further down "Số" begins sentences of the body.
_HEAD = 2500
# The attesting block of a consolidated text is a narrow column: ministry, number, place and date.
_BLOCK = 200


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What the head says. `number` is None with `number_span` set when the line is there and its serial is not."""

    number: Number | None
    number_span: Span | None
    letters: tuple[str, str] | None = None
    date: PartialDate | None = None
    date_span: Span | None = None
    issuer: IssuerSpan | None = None
    issuer_spans: tuple[Span, ...] = ()
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
    kind, kind_span = _type_line(text, at.end if in_head else _behind_motto(text))
    if kind is None and in_head:
        # Text layers give the frames of a page in any order: the type and its subject may come before the number.
        kind, kind_span = _type_line(text[: at.start], 0)
    title_span = subject_behind(text, kind_span.end) if kind_span else subject_of_letter(text, _HEAD)
    top = at.start if in_head else kind_span.start if kind_span else 0
    # A consolidated text repeats when the law it renders was passed; its own day is that of its attestation.
    passed = line.number is None or line.number.type_code != "VBHN"
    date = _date(text, at, kind_span.start if kind_span and in_head else None, passed=passed)
    issuer, issuer_spans = _issuer(text, 0, top, joint=is_joint(line.number))
    if issuer is None and not in_head:
        # A consolidated text names its ministry over the number, in the block that attests it at its end.
        issuer, issuer_spans = _issuer(text, max(0, at.start - _BLOCK), at.start, joint=False)
    return Letterhead(
        number=line.number,
        number_span=line.number_span,
        letters=line.letters,
        date=date[0] if date else None,
        date_span=date[1] if date else None,
        issuer=issuer,
        issuer_spans=issuer_spans,
        type=kind,
        type_span=kind_span,
        title=title_of(text, title_span) if title_span else None,
        title_span=title_span,
    )


# --- the number line -------------------------------------------------------------------------------------------------

# “Số: 47-CT/TU”, “Số 05-HD/TU”, “Luật số: 51/2024/QH15”, “* Số 12-BC/TU”. Must not: "Số lượng …", and not a citation
# that a narrow column broke: "Thông tư số\n26/2016/TT-BLĐTBXH" (small letters, or the number on the next line).
_LINE = re.compile(
    r"(?:(?:Luật|LUẬT|Bộ luật|Pháp lệnh|PHÁP LỆNH|Nghị quyết|NGHỊ QUYẾT)\s+(?:số|SỐ)(?=\s?:)"
    r"|(?<!\w)S(?:ố|Ố))(?!\w)[^\S\n]*[:.]?"
)
# What a subject in capitals says before the number of another text: "SỬA ĐỔI THÔNG TƯ" before "SỐ 5/2010/TT-BTC", on
# its line or the one above. Must not: "NGHỊ QUYẾT" alone over "Số 12/NQ-HĐND" (the type of the text itself).
_CITED = re.compile(
    r"\S[^\n]*\s(?:LUẬT|PHÁP\s+LỆNH|NGHỊ\s+(?:QUYẾT|ĐỊNH)|(?:QUYẾT|QUY)\s+ĐỊNH|THÔNG\s+TƯ(?:\s+LIÊN\s+TỊCH)?|CHỈ\s+THỊ"
    r"|KẾT\s+LUẬN|KẾ\s+HOẠCH|HƯỚNG\s+DẪN)$"
)
_WIDEST = 200


def _number_line(text: str) -> Letterhead | None:
    head = text[:_HEAD]
    numbers = list(numbers_in(head))
    for match in _LINE.finditer(head):
        start = head.rfind("\n", 0, match.start()) + 1
        # Before it on its line: nothing, a star, rules, or the capitals of a header merged into one line.
        if any(sign.islower() for sign in head[start : match.start()]):
            continue
        if not match[0].endswith(":") and _CITED.search(head[: match.start()].rstrip()[-_WIDEST:]):
            continue
        for begin, end, number in numbers:
            if begin >= match.end() and not head[match.end() : begin].strip(" \u00a0:.…_"):
                whole, whole_end = whole_number(head, number, end)
                return Letterhead(whole, Span(begin, whole_end))
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
    if motto is None or _type_line(text, motto.end())[0] is None:
        return None
    for begin, end, number in numbers_in(text):
        # A consolidated text carries its own number at the end, in the block that attests it: “Số: 462/VBHN-BLĐTBXH”.
        if number.type_code == "VBHN" and re.search(r"(?<!\w)Số[^\S\n]*:?[^\S\n]*$", text[max(0, begin - 8) : begin]):
            return Letterhead(number, Span(begin, end))
    return Letterhead(None, None)


def _behind_motto(text: str) -> int:
    motto = _MOTTO.search(text[:_HEAD])
    return motto.end() if motto else 0


# --- place and date --------------------------------------------------------------------------------------------------


def _date(text: str, number: Span, before: int | None, *, passed: bool) -> tuple[PartialDate, Span] | None:
    """The date of the place line, “Lào Cai, ngày 11 tháng 11 năm 2014”, beside or just above or below the number line.

    Laws have none in the head: the day of passing stands at the end, “thông qua ngày 27 tháng 11 năm 2024”.
    """
    floor, limit = max(0, number.start - 300), before if before and before > number.end else number.end + 300
    found = [
        one
        for one in find_dates(text, floor, limit)
        if _place_before(text, one.start) or (number.end and _OWN_DAY.fullmatch(text, number.end, one.start))
    ]
    if found:
        return found[0].date, Span(found[0].start, found[0].end)
    for match in _PASSED.finditer(text) if passed else ():
        ends = [one for one in find_dates(text, match.end(), match.end() + 60) if one.start == match.end()]
        if ends:
            return ends[0].date, Span(ends[0].start, ends[0].end)
    return None


# Must match: "Luật này được Quốc hội … khóa XV, kỳ họp thứ 8 thông qua ngày 27 tháng 11 năm 2024".
# Must not: "Điều lệ Đảng được Đại hội … thông qua ngày …", the day of another text ("này" is what tells).
_PASSED = re.compile(
    r"(?:Luật|Bộ luật|Pháp lệnh|Nghị quyết)\s+này\s+(?:đã\s+)?được\s+[^.]{5,250}?\s+thông\s+qua\s+ngày\s+"
)
# Must match before a date: "Hà Nội, ngày ", "TP. Hồ Chí Minh, ngày ", "Lào Cai ngày ", "Hà-Nội, ngày ", also where the
# day is missing; "Hà nội, ngày " at the beginning of a line or behind a rule.
# Must not: "của Quốc hội, ngày " (small letters: running text), "có hiệu lực từ ngày ", "Báo cáo của tỉnh, ngày ",
# "số 15/2020/TT-BGDĐT ngày " (the code of a number).
_PLACE = re.compile(
    rf"(?:(?<![\w/-])(?:[{UPPER}][{LOWER}]+-)?[{UPPER}][^\W\d_]*\s*,?|(?:^|[^\w\s,;.])\s*[{UPPER}][^\W\d_]*\s+[^\W\d_]+\s*,)\s*ngày[\s.…_]*$"
)


# Between the number and a day on its own line, in reprints: “Số 23-CT/TW, ngày 27/3/2003”.
_OWN_DAY = re.compile(r"\s*,?\s*ngày\s*|\s*,\s*")
# The text to which an attachment belongs, with its day: "(Ban hành kèm theo Thông tư số 15/2020/TT-BGDĐT ngày …".
_ATTACHED = re.compile(r"kèm\s+theo(?!\w)", re.IGNORECASE)


def _place_before(text: str, start: int) -> bool:
    line = text[text.rfind("\n", 0, start) + 1 : start]
    return bool(_PLACE.search(line)) and not _ATTACHED.search(line)


# --- issuing body ----------------------------------------------------------------------------------------------------


def _issuer(text: str, floor: int, limit: int, *, joint: bool) -> tuple[IssuerSpan | None, tuple[Span, ...]]:
    """The body named last from `floor` to the number line, the superior one above it, with where it is read from.

    Wrapped names are one body: "BỘ LAO ĐỘNG - THƯƠNG BINH" over "VÀ XÃ HỘI".
    """
    head = text[: min(limit, floor + _HEAD)]
    found = [one for one in find_issuers(head, floor) if _as_heading(head[one.start : one.end])]
    if not found:
        return None, ()
    several = joint_issuer(head, found, joint=joint)
    if several:
        return several
    last, own = found[-1], Span(found[-1].start, found[-1].end)
    organ, organ_span = _with_organ(head, last)
    issuer, unit_span = (organ, None) if organ_span else _with_unit(head, last)
    return issuer, tuple(span for span in (own, organ_span, unit_span) if span)


# “HỘI ĐỒNG NHÂN DÂN” with “TỈNH TUYÊN QUANG” on the next line, the motto of the other column between them.
_UNIT = re.compile(
    rf"(?<!\w)(?P<unit>TỈNH|THÀNH\s+PHỐ|HUYỆN|THỊ\s+XÃ|QUẬN|XÃ|PHƯỜNG|ĐẶC\s+KHU)\s+"
    rf"(?P<place>[{UPPER}]{{2,}}(?:\s+[{UPPER}]{{2,}}){{0,3}})(?=\s+(?:Độc|ĐỘC|Số|SỐ)|\s*[\n*–_-]|\s*$)"
)


def _with_unit(head: str, body: IssuerSpan) -> tuple[IssuerSpan, Span | None]:
    """A council or people's committee whose unit stands on the next line, read together with it."""
    match = _UNIT.search(head, body.end, body.end + 120)
    if body.place or match is None or not re.search(r"nhân dân$", body.name, re.IGNORECASE):
        return body, None
    unit = " ".join(match["unit"].lower().split())
    named = find_issuers(f"{body.name} {unit} {match['place']}")
    if not named:
        return body, None
    return named[0]._replace(start=body.start, end=match.end("place")), Span(match.start(), match.end("place"))


# “THÀNH ỦY HÀ NỘI” over “BAN TỔ CHỨC”: an advisory body under its committee, alone on its line; the Party's name of
# the other column may stand between them.
_ORGAN = re.compile(
    r"\s*(?:ĐẢNG\s+CỘNG\s+SẢN\s+VIỆT\s+NAM[\s*_–-]*)?(?P<organ>BAN\s+TỔ\s+CHỨC|[UỦ][YỶ]\s+BAN\s+KIỂM\s+TRA"
    r"|BAN\s+TUYÊN\s+GIÁO(?:\s+VÀ\s+DÂN\s+VẬN)?|BAN\s+DÂN\s+VẬN|BAN\s+NỘI\s+CHÍNH|BAN\s+XÂY\s+DỰNG\s+ĐẢNG|VĂN\s+PHÒNG)"
    r"\s*(?=[\n*_–-]|$)"
)
# How the advisory bodies are spelled under a committee, by their words in small letters.
_ORGAN_NAMES = {
    name.lower(): name
    for name in (
        "Ban Tổ chức", "Ủy ban Kiểm tra", "Ban Tuyên giáo", "Ban Tuyên giáo và Dân vận", "Ban Dân vận",
        "Ban Nội chính", "Ban Xây dựng Đảng", "Văn phòng",
    )
}  # fmt: skip


def _with_organ(head: str, committee: IssuerSpan) -> tuple[IssuerSpan, Span | None]:
    match = _ORGAN.match(head, committee.end)
    if match is None or not re.search(r"ủy(?!\w)", committee.name):
        return committee, None
    organ = _ORGAN_NAMES[canonical_tones(" ".join(match["organ"].lower().split()))]
    span = Span(match.start("organ"), match.end("organ"))
    return committee._replace(end=span.end, name=f"{organ} {committee.name}"), span


def _as_heading(words: str) -> bool:
    """Whether words are set in capitals and in full, as bodies of a letterhead are; "BCT" in a number is not."""
    letters = [letter for letter in words if letter.isalpha()]
    return " " in words.strip() and sum(letter.isupper() for letter in letters) >= 0.8 * len(letters)


# --- type -------------------------------------------------------------------------------------------------


def _type_line(text: str, after: int) -> tuple[str | None, Span | None]:
    """The line that is a type's name in capitals, “CHỈ THỊ”; a title may follow on the same line."""
    at = after
    for line in text[after : after + _HEAD].split("\n"):
        bare = line.strip(" *-–_.:")
        if bare and begins_body(bare):  # bare: a rule may have run into the place and date, “____ Hà Nội, ngày …”
            break
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


def type_by_letters(number: Number | None, letters: tuple[str, str] | None, system: str) -> str | None:
    """The type that a number's letters name when no line does; None for QĐ, which two types share."""
    code = number.type_code if number else type_code(letters[0]) if letters else None
    kinds = {kind.name for kind in types_of(code, system)} if code else set()
    return kinds.pop() if len(kinds) == 1 else None
