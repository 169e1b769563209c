"""The fragments that citations are made of, and the small functions that wrap them. Nothing is matched here.

Numbers in full are `archive.works.number`; here are the words round them: types, lists, plenums, congresses, parts.
All patterns are for text made even by `archive.cite.find.even`, which keeps its length.
"""

import re
from functools import cache

from archive.works.terms import ORDINALS
from archive.works.vocabulary import DocType, types

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
    r"thành\s+phố|bước|vấn\s+đề|lần|đợt|bên|cấp|loại|trang|lượt|hộ|ha|km|m2|trường\s+hợp|khâu|đột\s+phá|trọng\s+tâm|%"
)
# Codes that stand for a type's name in headlines: “NQ 18”, “QĐ217”. Not TT, TB: too often the letters of other words.
_SHORT_TYPES = r"NQ|QĐ|CT|KL|HD|NĐ|CTr"


@cache
def bare() -> re.Pattern[str]:
    """A type with serials but no letters, groups type, so (the word “số”), serials, year.

    Must match: "Chỉ thị 05", "Chỉ thị số 50", "NQ 18", "Quyết định 217,218", "Quy định 80/2022", "Nghị định 30/2020".
    Must not: "Kế hoạch 5 năm", "Chương trình 2021-2025", "Chỉ thị số 47-CT/TU" (a full number), "Điều 5", "Nghị quyết 3
    điểm", "Báo cáo 6 tháng", "Quyết định 24/2025/" (cut short), "theo quy định.↵3. Bảo đảm" (the item of a list),
    "Điều 12.5.NĐ.9" (a code of the codification), "Mẫu số 02-TT 3" (a form).
    """
    named = _alternation(tuple(kind for kind in types() if kind.bare != "never"))
    one = r"\d{1,4}(?![\d%])"
    behind = (
        rf"\s?[-/]\s?\d|[./]\d|\s*[-/]\s*[{UPPER}]|\s?[-/]\s?[a-z]|\s+[{UPPER}]{{2,4}}\s?/|/|\s+(?i:{COUNTED})(?!\w)"
    )
    return re.compile(
        rf"(?<![\w.\-/])(?P<type>(?i:{named})|(?P<short>{_SHORT_TYPES})(?=[ -]?\d|\s+số\s))(?:\s+hành\s+động)?"
        r"(?:\s*(?P<so>(?i:số))\s*:?\s*|[ ]{1,2}|(?(short)-?|(?!)))"
        rf"(?P<serials>{one}(?:\s?(?:,|và)\s?{one}(?!\s*[-/]\s*[{UPPER}]))*)"
        rf"(?:\s?/\s?(?P<year>(?:19|20)\d\d)(?![\d/\-]))?(?!{behind})"
    )


@cache
def plenum() -> re.Pattern[str]:
    """A document named by its plenum, groups type, n, word, term, term2.

    Must match: "Nghị quyết Trung ương 4 khóa XII", "Nghị quyết Trung ương 6 (khóa X)", "Nghị quyết Hội nghị Trung ương
    5, khóa XIII", "NQTW 4 khóa XII", "NQ TW4 (khóa XII)", "Kết luận Trung ương 4 khoá XIII", "nghị quyết Trung ương 6
    (lần 2) khóa VIII", "Nghị quyết Hội nghị lần thứ tư Ban Chấp hành Trung ương Đảng khóa XII".
    Must not: "Nghị quyết Trung ương về …" (no plenum), "Hội nghị Trung ương 4" (the meeting, no document).
    """
    words = "|".join(sorted(ORDINALS, key=len, reverse=True))
    n = rf"\d{{1,2}}|(?i:{words})"
    tw = r"(?:Trung\s+ương|TW|TƯ)"
    # A closing bracket belongs to it only where it was opened before "khóa": "… (Nghị quyết Trung ương 5 khóa XIII)".
    end = rf"(?:\s*(?P<open_>\()|\s*,)?\s*khóa\s+(?P<term_>{TERM})(?(open_)\s*\))"
    short = (
        rf"(?:Hội\s+nghị\s+)?(?:lần\s+thứ\s+)?{tw}\s*(?:lần\s+thứ\s+)?(?P<n>{n})(?:\s*\(lần\s+\d\))?"
        rf"(?:\s*,?\s*(?:Ban\s+Chấp\s+hành|BCH)\s*{tw})?"
    )
    committee = rf"(?:Ban\s+Chấp\s+hành|BCH)\s*{tw}(?:\s+Đảng)?"
    long = rf"(?:của\s+)?Hội\s+nghị\s+lần\s+thứ\s+(?P<word>{n})\s*,?\s+(?:của\s+)?{committee}"
    forms = short + end.replace("_", "") + "|" + long + end.replace("_", "2")
    return re.compile(rf"(?<!\w)(?P<type>nghị\s+quyết|kết\s+luận|NQ|KL)\s*(?:số\s+)?(?:{forms})", re.IGNORECASE)


@cache
def congress() -> re.Pattern[str]:
    """A national congress's resolution, group term; “của Đảng” behind it is no part of the name.

    Must match: "Nghị quyết Đại hội XIII", "Nghị quyết Đại hội đại biểu toàn quốc lần thứ XIV" of "… lần thứ XIV của
    Đảng", "Nghị quyết Đại hội Đảng toàn quốc lần thứ XIII", "NQ Đại hội XIII".
    Must not: "Nghị quyết Đại hội Đảng bộ tỉnh lần thứ XVII", "Nghị quyết Đại hội XIII của Đảng bộ tỉnh" (a province's
    congress), "Đại hội XIII" (the meeting).
    """
    return re.compile(
        r"(?<!\w)(?:(?i:nghị\s+quyết)|NQ)\s+(?:của\s+)?(?i:đại\s+hội)(?:\s+(?i:đại\s+biểu))?(?:\s+(?i:toàn\s+quốc))?"
        rf"(?:\s+Đảng(?!\s+bộ))?(?:\s+(?i:toàn\s+quốc))?(?:\s+(?i:lần\s+thứ))?\s+(?P<term>{ROMAN})(?!\w)"
        r"(?!\s*,?\s+(?:của\s+)?(?i:đảng\s+bộ|tỉnh|huyện|thành\s+phố\s+[A-ZĐ]|chi\s+bộ))"
    )


# Serials that share the letters of the number that follows: “217, 218 - QĐ/TW”, “các số 15, 16 và 17-NQ/TW”.
# Must match at the end of the words before: "217, ", "15, 16 và ".
# Not: "năm 2020, " (checked by the finder: a type or "số" must stand before).
SHARED = re.compile(r"(?<![\d/.,\-])(?P<serials>\d{1,4}(?:\s*(?:,|;|và)\s*\d{1,4})*)\s*(?:,|;|và)\s*(?:số\s+)?$")

# “khoản 2 Điều 3”, “điểm a khoản 1 Điều 5”, “mục II.1”, “Điều 5, Điều 6” at the end of the words before a type.
# Must match at the end: "khoản 2 Điều 3 ", "Điều 5 của ", "mục II.1 ", "tiểu mục 19.2 Mục 19 ", "Phần thứ hai ".
# Not: "điều kiện", "mục tiêu".
_PARTS = (
    r"(?i:điểm)\s+(?:[a-zđ]|\d+(?:\.\d+)+)(?!\w)",
    r"(?i:khoản)\s+\d+[a-zđ]?(?!\w)",
    r"(?i:điều)\s+\d+[a-zđ]?(?!\w)",
    r"(?i:(?:tiểu\s+)?mục)\s+(?:[IVX]+|[A-Z]|\d+)(?:\.\d+)*(?!\w)",
    r"(?i:chương)\s+[IVX\d]+(?!\w)",
    r"(?i:phần)\s+(?:thứ\s+)?(?:[IVX\d]+|nhất|hai|ba|tư|năm)(?!\w)",
    r"(?i:phụ\s+lục)\s+(?:số\s+)?[IVX\d]+(?!\w)",
)
_PART = "(?:" + "|".join(_PARTS) + ")"
PROVISION = re.compile(rf"(?<!\w)(?P<provision>{_PART}(?:\s*(?:,|và|của)?\s*{_PART})*)\s*,?\s*(?:của\s+|(?=\s|$))\s*$")
