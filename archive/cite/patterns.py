"""The fragments that citations are made of, and the small functions that wrap them. Nothing is matched here.

Numbers in full are `archive.works.number`; here are the words round them: types, lists, plenums, congresses, parts.
All patterns are for text made even by `archive.cite.find.even`, which keeps its length.
"""

import re
from functools import cache

from archive.cite.provisions import PROVISION
from archive.works.terms import ORDINALS
from archive.works.vocabulary import DocType, types

__all__ = [
    "BARE_TYPE",
    "LOWER",
    "OWN_CODE",
    "PROVISION",
    "ROMAN",
    "SERIAL",
    "SHARED",
    "SHARED_BEHIND",
    "TERM",
    "UPPER",
    "bare",
    "congress",
    "plenum",
    "type_before",
    "type_names",
]

UPPER = "A-ZÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴĐ"
LOWER = UPPER.replace("A-Z", "a-z").lower()
ROMAN = r"(?:X{0,2}(?:IX|IV|V?I{1,3}|V)|X{1,2})"
TERM = rf"(?:{ROMAN}(?!\w)|\d{{1,2}}(?!\w))"


def _alternation(kinds: tuple[DocType, ...]) -> str:
    """Names of types as an alternation, longest first; the blanks in a name may be any."""
    names = sorted({kind.name for kind in kinds}, key=len, reverse=True)
    return "|".join(re.sub(r"\\?\s+", r"\\s+", re.escape(name)) for name in names)


@cache
def type_names() -> str:
    """The printed names of types as an alternation, longest first: "Thông tư liên tịch|…|Chỉ thị"."""
    return _alternation(tuple(kind for kind in types() if not kind.name.startswith(("Giấy", "Hiến"))))


@cache
def type_before() -> re.Pattern[str]:
    """A type's name at the end of the words before a number, with what may stand between.

    Matches at the end: "Chỉ thị số ", "nghị quyết ", "Hướng dẫn số: ", "các Quyết định số ", "Quyết định của Bộ Chính
    trị số". Not: "thực hiện " (no type), "Quyết định quan trọng. Số " (a sentence lies between).
    """
    return re.compile(
        rf"(?<!\w)(?P<type>(?i:{type_names()}))(?:\s+hành\s+động)?(?P<of>\s+(?:của|do)\s+[^.;\n]{{3,60}}?)?"
        r"\s*,?\s*(?:(?i:số|mang\s+số)\s*:?\s*)?$"
    )


# What a numeral behind a type's name counts when it is no serial: "Kế hoạch 5 năm", "Nghị quyết 3 điểm". A day or year
# in figures behind it is a date, and the numeral a serial: "Chỉ thị 47 ngày 11/11/2014", "Hướng dẫn 43 năm 2025".
COUNTED = (
    r"năm(?!\s+(?:19|20)\d\d)|tháng(?!\s+\d)|ngày(?!\s+\d)|tuần|quý|giờ|phút|điểm|khoản|điều|mục|nội\s+dung|nhiệm\s+vụ|"
    r"giải\s+pháp|nhóm|chỉ\s+tiêu|đồng|triệu|tỷ|tỉ|người|đảng\s+viên|cán\s+bộ|chi\s+bộ|đơn\s+vị|cơ\s+quan|xã|huyện|tỉnh|"
    r"thành\s+phố|bước|hồ\s+sơ|vụ|suất|căn|công\s+trình|dự\s+án|gói|thửa|học\s+sinh|cháu|bài|vấn\s+đề|lần|đợt|bên|cấp|loại|trang|lượt|hộ|ha|km|m2|trường\s+hợp|khâu|đột\s+phá|trọng\s+tâm|%"
)
# Codes that stand for a type's name in headlines: “NQ 18”, “QĐ217”. Not TT, TB: too often the letters of other words.
_SHORT_TYPES = r"NQ|QĐ|CT|KL|HD|NĐ|CTr"

# The type of a bare number, groups type and short (set for a code).
BARE_TYPE = (
    rf"(?P<type>(?i:{_alternation(tuple(kind for kind in types() if kind.bare != 'never'))})"
    rf"|(?P<short>{_SHORT_TYPES})(?=[ ]?\d|\s+số\s))"
)

# The type's code alone behind a serial, the body left out: "Chỉ thị số 05-CT". Not: "210-KL/" (cut short), "05-CT/TW".
OWN_CODE = r"\s?[-/]\s?(?:NQ|QĐ|CT|KL|HD|TB|KH)(?=[\s,;.:)”\"])(?!\s?[-/_.]\s?\w|\s?[-/])"


@cache
def bare() -> re.Pattern[str]:
    """A type with serials but no body's letters, groups type, so (the word “số”), serials, year.

    Must match: "Chỉ thị 05", "Chỉ thị số 50", "NQ 18", "Quyết định 217,218", "Quy định 80/2022", "Nghị định 30/2020",
    "Chỉ thị số 05-CT" (the body left out).
    Must not: "Kế hoạch 5 năm", "Chương trình 2021-2025", "Chỉ thị số 47-CT/TU" (a full number), "Điều 5", "Nghị quyết 3
    điểm", "Báo cáo 6 tháng", "Quyết định 24/2025/" (cut short), "theo quy định.↵3. Bảo đảm" (the item of a list),
    "Điều 12.5.NĐ.9" (a code of the codification), "Mẫu số 02-TT 3" (a form).
    """
    one = r"\d{1,4}(?![\d%_])"
    behind = (
        rf"\s?[-/]\s?\d|[./]\d|\s*[-/]\s*[{UPPER}]|\s?[-/]\s?[a-z]|\s+[{UPPER}]{{2,4}}\s?/|/|\s+(?i:{COUNTED})(?!\w)"
    )
    return re.compile(
        rf"(?<![\w.\-/]){BARE_TYPE}(?:\s+hành\s+động)?"
        r"(?:\s*(?P<so>(?i:số))\s*:?\s*|[ ]{1,2}|(?(short)|(?!)))"
        rf"(?P<serials>{one}(?:\s?(?:,|và)\s?{one}(?!\s*[-/]\s*[{UPPER}]))*)"
        rf"(?:\s?/\s?(?P<year>(?:19|20)\d\d)(?![\d/\-])|(?P<own>{OWN_CODE}))?(?!{behind})"
    )


@cache
def plenum() -> re.Pattern[str]:
    """A document named by its plenum, groups type, n, word, term, term2; others and terms of a list.

    Must match: "Nghị quyết Trung ương 4 khóa XII", "Nghị quyết Trung ương 6 (khóa X)", "Nghị quyết Hội nghị Trung ương
    5, khóa XIII", "NQTW 4 khóa XII", "NQ TW4 (khóa XII)", "Kết luận Trung ương 4 khoá XIII", "nghị quyết Trung ương 6
    (lần 2) khóa VIII", "Nghị quyết Hội nghị lần thứ tư Ban Chấp hành Trung ương Đảng khóa XII", "Nghị quyết Trung ương
    4, 5 khóa XII", "Nghị quyết Trung ương 4 (khóa XI, XII)".
    Must not: "Nghị quyết Trung ương về …" (no plenum), "Hội nghị Trung ương 4" (the meeting, no document).
    """
    words = "|".join(sorted(ORDINALS, key=len, reverse=True))
    n = rf"\d{{1,2}}|(?i:{words})"
    tw = r"(?:Trung\s+ương|TW|TƯ)"
    # A closing bracket belongs to it only where it was opened before "khóa": "… (Nghị quyết Trung ương 5 khóa XIII)".
    more = rf"(?P<terms_>(?:\s*(?:,|và)\s*(?:khóa\s+)?{ROMAN}(?!\w)){{0,5}})"
    end = rf"(?:\s*(?P<open_>\()|\s*,)?\s*khóa\s+(?P<term_>{TERM}){more}(?(open_)\s*\))"
    short = (
        rf"(?:Hội\s+nghị\s+)?(?:lần\s+thứ\s+)?{tw}\s*(?:lần\s+thứ\s+)?(?P<n>{n})(?P<others>(?:\s*(?:,|và)\s*\d{{1,2}}){{0,5}})"
        rf"(?:\s*\(lần\s+\d\))?"
        rf"(?:\s*,?\s*(?:Ban\s+Chấp\s+hành|BCH)\s*{tw})?"
    )
    committee = rf"(?:Ban\s+Chấp\s+hành|BCH)\s*{tw}(?:\s+Đảng(?:\s+Cộng\s+sản\s+Việt\s+Nam)?)?"
    long = rf"(?:của\s+)?Hội\s+nghị\s+lần\s+thứ\s+(?P<word>{n})\s*,?\s+(?:của\s+)?{committee}"
    forms = short + end.replace("_", "") + "|" + long + end.replace("_", "2")
    return re.compile(rf"(?<!\w)(?P<type>nghị\s+quyết|kết\s+luận|NQ|KL)\s*(?:số\s+)?(?:{forms})", re.IGNORECASE)


@cache
def congress() -> re.Pattern[str]:
    """A national congress's resolution, group term; “của Đảng” behind it is no part of the name.

    Must match: "Nghị quyết Đại hội XIII", "Nghị quyết Đại hội đại biểu toàn quốc lần thứ XIV" of "… lần thứ XIV của
    Đảng", "Nghị quyết Đại hội Đảng toàn quốc lần thứ XIII", "NQ ĐH XIII", "Nghị quyết Đại hội 13 của Đảng".
    Must not: "Nghị quyết Đại hội Đảng bộ tỉnh lần thứ XVII", "Nghị quyết Đại hội XIII của Đảng bộ tỉnh" (a province's
    congress), "Đại hội XIII" (the meeting).
    """
    return re.compile(
        r"(?<!\w)(?:(?i:nghị\s+quyết)|NQ)\s+(?:của\s+)?(?:(?i:đại\s+hội)|ĐH)(?:\s+(?i:đại\s+biểu))?(?:\s+(?i:toàn\s+quốc))?"
        rf"(?:\s+Đảng(?!\s+bộ))?(?:\s+(?i:toàn\s+quốc))?(?:\s+(?i:lần\s+thứ))?\s+(?P<term>{ROMAN}(?!\w)|\d{{1,2}}(?=\s+của\s+Đảng(?!\s+bộ)))"
        r"(?!\s*,?\s+(?:của\s+)?(?i:đảng\s+bộ|tỉnh|huyện|thành\s+phố\s+[A-ZĐ]|chi\s+bộ))"
    )


# Serials that share the letters of the number that follows: “217, 218 - QĐ/TW”, “các số 15, 16 và 17-NQ/TW”,
# “30/2020, 31/2020/NĐ-CP”, “217 đến 220-QĐ/TW” (its ends).
# Must match at the end of the words before: "217, ", "15, 16 và ", "217 đến ".
# Not: "năm 2020, " (checked by the finder: a type or "số" must stand before).
SERIAL = r"(?P<serial>\d{1,4})(?:/(?P<year>(?:19|20)\d\d))?"
_SERIAL = r"\d{1,4}(?:/(?:19|20)\d\d)?"
_LIST = r"[ \n]{0,2}(?:,|;|và|đến)[ \n]{0,2}(?:số[ ])?"
SHARED = re.compile(rf"(?<![\d/.,\-])(?P<serials>{_SERIAL}(?:{_LIST}{_SERIAL}){{0,19}}){_LIST}$")
# A serial with its own “số” behind a full number: “217-QĐ/TW, số 218”. Not: ", số 218/2014", " số 5 người".
SHARED_BEHIND = re.compile(
    r"[ ]?(?:,|;|[ ]và)[ ]số[ ]?(?P<serial>\d{1,4})(?![\w%]|[ ]?[-/.]\w)"
    r"(?=[ ]?(?:$|[,.;)\n]|(?:của|ngày|và|về)(?!\w)))"
)
