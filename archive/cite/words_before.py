"""Reading the words before a spot: the type's name, the part of the document, a body and a term that stand there.

“khoản 2 Điều 3 của Quyết định của Bộ Chính trị số 31-QĐ/TW”, “Ban Thường vụ Thị ủy đã ban hành nghị quyết số 40-NQ/HU”.
Nothing is taken from another sentence or from before the spot that precedes it.
"""

import re
from dataclasses import dataclass
from functools import cache

from archive.cite import patterns
from archive.cite.around import Around, Named, Term, suits, term_at
from archive.cite.spot import Spot
from archive.text.span import Span
from archive.works.dates import DateSpan, find_dates
from archive.works.issuer import IssuerSpan, level_of_code, of_code
from archive.works.issuer_words import is_department
from archive.works.number import Number
from archive.works.vocabulary import type_named, types, types_of

# The longest real lead, a law's name between its type and number, has 140 code points; a larger window only costs time.
_REACH = 220
# How far back the subject of a sentence may stand: 155 in the case of 40-NQ/HU (DOMAIN D).
_SENTENCE = 400
_NUMBER_WORD = 24  # “, mang số: ” with its blanks
_TYPE = 32  # the longest name of a type, its blanks doubled where a wrapped line was joined
# “Luật Đất đai số 31/2024/QH15”, “Luật Giáo dục (số 43/2019/QH14)”: the title stands between the type and the number.
# “Luật Chuyển đổi số 148/2025/QH15”, “Luật Công nghiệp công nghệ số 71/2025/QH15”: there “số” is the law's own last
# word; in “Luật Chuyển giao công nghệ số 07/2017/QH14” the number's.
_NAMED_LAW = re.compile(
    r"(?<!\w)(?P<type>Bộ luật|Luật|Pháp lệnh)\s+(?P<title>[^.;:\n()]{2,90}?"
    r"(?:(?<=Chuyển đổi)\s+số|(?<=Dân)\s+số|(?<=nghiệp công nghệ)\s+số)?)\s*,?\s*(?:\(?\s*(?<!\w)số\s*:?\s*)?$"
)

# The last words of the types that a number without a type's code may have: Luật, Bộ luật, Pháp lệnh, Nghị quyết.
_OF_THE_ASSEMBLY = frozenset(("luật", "lệnh", "quyết"))


def read_before(smooth: str, spot: Spot, floor: int, named: Named) -> Around:
    """Type, part and a body written before the number; `floor` is the end of the spot before.

    `named` are the bodies named in the text.
    """
    typed = bool(spot.type) or spot.kind in ("bare", "law")
    floor = max(floor, spot.start - _REACH, _line(smooth, spot.start, typed=typed))
    if typed:
        part = _provision(smooth, floor, spot.start)
        return Around(type=spot.type, phrase_start=spot.start, provision=part)
    span, title, title_span = type_before(smooth, floor, spot.start, spot.number), None, None
    # “Pháp lệnh Ký kết và thực hiện thỏa thuận quốc tế số 33/2007/PL-UBTVQH11” too.
    unlettered = spot.number is not None and spot.number.type_code in ("", "PL")
    law = _NAMED_LAW.search(smooth, floor, spot.start) if unlettered else None
    # “Luật … liên quan đến quy hoạch số 28/2018/QH14”: of the National Assembly there is no Quy hoạch.
    if law and span and smooth[span.start : span.end].rsplit(maxsplit=1)[-1].lower() not in _OF_THE_ASSEMBLY:
        span = None
    # The nearer of both: “quy định của Luật Công nghệ cao số 21/2008/QH12” is a law.
    if law and (span is None or span.start < law.start()):
        span, title, title_span = Span(*law.span("type")), law["title"], Span(*law.span("title"))
    else:
        law = None
    if span is None:
        return Around(phrase_start=spot.start, provision=_provision(smooth, floor, spot.start))
    known = type_named(" ".join(smooth[span.start : span.end].split()))
    body = None if law else next((one for one in named.within(span.end, spot.start) if one.end <= spot.start), None)
    term = term_at(smooth, body.end, spot.start) if body else None
    return Around(
        type=known.name if known else None,
        type_span=span,
        issuer=body,
        title=title,
        title_span=title_span,
        provision=_provision(smooth, floor, span.start),
        term=term.numeral if term else None,
        term_span=term.span if term else None,
        phrase_start=span.start,
    )


def _line(smooth: str, at: int, *, typed: bool) -> int:
    """Where the line of a number begins; a narrow column may part it from its type: “Thông tư↵43/2015/TT-BTC”."""
    far = max(0, at - _REACH)
    begins = smooth.rfind("\n", far, at) + 1
    alone = not typed and begins > 1 and not smooth[begins:at].strip()
    return smooth.rfind("\n", far, begins - 1) + 1 if alone else begins


# --- the type's name -------------------------------------------------------------------------------------------------

# “Chương trình hành động số 12-CTr/TU”: the type is “Chương trình”.
_ACTION = re.compile(r"\s+hành\s+động$", re.IGNORECASE)
# “Quyết định của Bộ Chính trị số 31-QĐ/TW”: the body between the type and the number, of one sentence.
_OF = re.compile(r"\s+(?:của|do)\s+(?=[^.;\n]{3,60}$)")
_OF_REACH = 72


def type_before(smooth: str, floor: int, end: int, number: Number | None = None) -> Span | None:
    """A type's name at the end of the words before a number, with what may stand between.

    Finds: "Chỉ thị số ", "nghị quyết ", "Hướng dẫn số: ", "các Quyết định số ", "Quyết định của Bộ Chính trị số". Not:
    "thực hiện " (no type), "Quyết định quan trọng. Số " (a sentence lies between). The nearest name wins: “Quy định của
    Nghị định số” is a Nghị định. A name farther off than a body counts only where the number's code allows it: “quy
    định của Chính phủ (số 30/2020/NĐ-CP)” names no Quy định.
    """
    end = _before_number_word(smooth, floor, end)
    direct = type_ending(smooth, floor, end)
    if direct:
        return _whole_name(smooth, floor, direct, number)
    owners = [match.start() for match in _OF.finditer(smooth, max(floor, end - _OF_REACH), end)]
    far = (span for at in reversed(owners) if (span := type_ending(smooth, floor, at)))
    return next((span for span in far if _allows(number, smooth[span.start : span.end])), None)


def _whole_name(smooth: str, floor: int, direct: Span, number: Number | None) -> Span:
    """“Thông báo kết luận số 75-TB/TW”: the name before the last one, where only that suits the number's code."""
    if _allows(number, smooth[direct.start : direct.end]):
        return direct
    before = type_ending(smooth, floor, floor + len(smooth[floor : direct.start].rstrip()))
    return before if before and _allows(number, smooth[before.start : before.end]) else direct


def _before_number_word(smooth: str, floor: int, end: int) -> int:
    """Where the words before “số” end; what may stand there: " số ", " số: ", ", số ", " mang số ", " "."""
    floor = max(floor, end - _NUMBER_WORD)
    words = smooth[floor:end].rstrip()
    numbered = words.removesuffix(":").rstrip()
    if numbered[-2:].lower() == "số":
        words = numbered[:-2].rstrip()
        words = words[:-4].rstrip() if words[-5:].lower() == " mang" else words
    return floor + len(words.removesuffix(",").rstrip())


def _allows(number: Number | None, name: str) -> bool:
    kinds = types_of(number.type_code, number.system) if number and number.type_code else ()
    named = type_named(" ".join(name.split()))
    return not kinds or (named is not None and named.name in {kind.name for kind in kinds})


def type_ending(smooth: str, floor: int, end: int) -> Span | None:
    """A type's name whose last letter is the last before `end`: "… Chỉ thị|", "Chương trình| hành động"."""
    if smooth.endswith("ộng", floor, end) and (action := _ACTION.search(smooth, max(floor, end - _TYPE), end)):
        end = action.start()
    last = smooth[max(floor, end - _TYPE) : end].rpartition(" ")[2].lstrip("\"'“‘([/-").lower()
    pattern = _types_ending().get(last)
    match = pattern.search(smooth, max(floor, end - _TYPE), end) if pattern else None
    return Span(*match.span()) if match else None


@cache
def _types_ending() -> dict[str, re.Pattern[str]]:
    """The names of types by their last word: "định" → Quyết định, Quy định, Nghị định at the end of the words."""
    names: dict[str, list[str]] = {}
    for kind in types():
        if not kind.name.startswith(("Giấy", "Hiến")):
            names.setdefault(kind.name.split()[-1].lower(), []).append(re.sub(r"\s+", r"\\s+", kind.name))
    return {last: re.compile(rf"(?<!\w)(?:{'|'.join(some)})$", re.IGNORECASE) for last, some in names.items()}


# --- the part of the document ----------------------------------------------------------------------------------------

# The words one of which every part begins with (`provisions.PARTS`), in small letters: only there it is tried.
_PART_BEGINS = re.compile(r"các|từ|tiết|tiểu|điểm|khoản|điều|mục|biểu|mẫu|chương|phần|phụ")


def _provision(smooth: str, floor: int, end: int) -> Span | None:
    """The part written before a citation: “khoản 2 Điều 3 ” of “khoản 2 Điều 3 Quy định số …”."""
    words = smooth[floor:end]
    for begins in _PART_BEGINS.finditer(words.lower()):
        if match := patterns.PROVISION.match(words, begins.start()):
            return Span(floor + match.start("provision"), floor + match.end("provision"))
    return None


# --- the subject of the sentence -------------------------------------------------------------------------------------

# “Ban Thường vụ Thị ủy đã … đồng thời ban hành nghị quyết số 40-NQ/HU”: the subject of the sentence issues it.
_ISSUES = re.compile(r"(?:ban\s+hành|thông\s+qua|xây\s+dựng|có|ra|ký)\s+(?:các\s+)?$", re.IGNORECASE)
_ISSUES_LAST = ("hành", "qua", "dựng", "có", "ra", "ký", "các")
_ISSUES_REACH = 24
_SENTENCE_END = re.compile(r"[.!?…]\s+(?=[^\W\d_])|\n")
# What may stand before the day that opens a sentence: marks of an item or of a web page ("• ", "[sửa mã nguồn]"), and
# "Theo đó, ".
_MARKS = re.compile(r"^[^\w\[]*(?:\[[^\]\n]{0,40}\])?[^\w]*")
_OPENINGS = frozenset(
    f"{lead}ngày" for lead in ("", "theo đó ", "theo đó, ", "tiếp đó, ", "sau đó, ", "trước đó, ", "đến ", "vào ")
)
# Between the day that opens a sentence and its subject: “Ngày 15/9/2025, Chính phủ ban hành …”.
_DAY_THEN_BODY = re.compile(r"\s*,?\s*(?:tại\s+[^,.;\n]{2,30},\s*)?")


@dataclass(frozen=True, slots=True)
class Issuing:
    """Who issued, on which day, in which term, as the sentence tells: “Ngày 15/9/2025, Chính phủ ban hành …”."""

    issuer: IssuerSpan
    date: DateSpan | None
    term: Term | None


def issuing(smooth: str, spot: Spot, around: Around, named: Named) -> Issuing | None:
    """The nearest body before a verb of issuing, in the same sentence, whose level is the number's own."""
    begins = around.phrase_start
    verb = smooth[max(0, begins - _ISSUES_REACH) : begins].lower()
    if spot.number is None or not verb.rstrip().endswith(_ISSUES_LAST) or not _ISSUES.search(verb):
        return None
    head = max(0, begins - _SENTENCE)
    start = max([head, *(match.end() for match in _SENTENCE_END.finditer(smooth, head, begins))])
    level = level_of_code(spot.number)
    # A code of one body (BTCTW, CP) needs no level; a code of many does, or any body would do.
    one_body = of_code(spot.number) is not None
    before = named.within(start, begins)
    code = spot.number.body_code
    fitting = [
        one
        for one in before
        if (one_body or one.level == level or _is_of(code, one) or is_department(one.name)) and suits(spot.number, one)
    ]
    if not fitting:
        return None
    dates = find_dates(smooth, start, fitting[-1].start)
    opening = dates[-1] if dates and _opens(smooth, start, dates[-1], fitting[-1]) else None
    return Issuing(fitting[-1], opening, term_at(smooth, fitting[-1].end, begins))


# Codes of local State bodies, which are of every level: the words of the body tell whose number it is.
_LOCAL = {"HĐND": ("hội đồng nhân dân", "hđnd"), "UBND": ("ủy ban nhân dân", "ubnd")}


def _is_of(code: str, body: IssuerSpan) -> bool:
    return body.name.lower().startswith(_LOCAL.get(code, ("\n",)))


def _opens(smooth: str, start: int, date: DateSpan, body: IssuerSpan) -> bool:
    """Whether a day opens the sentence whose subject the body is."""
    lead = _MARKS.sub("", smooth[start : date.start]).strip().lower()
    return lead in _OPENINGS and _DAY_THEN_BODY.fullmatch(smooth, date.end, body.start) is not None
