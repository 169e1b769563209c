"""The fragments that citations are made of, and the small functions that wrap them. Nothing is matched here.

Numbers in full are `archive.works.number`; here are the words round them: types, lists, plenums, congresses, provisions.
All patterns are for text made even by `vietnamese.plain` and `vietnamese.canonical_tones`, which keep its length.
"""

import re
from functools import cache

from archive.works.terms import ORDINALS
from archive.works.vocabulary import types

UPPER = "A-ZÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴĐ"
ROMAN = r"(?:X{0,2}(?:IX|IV|V?I{1,3}|V)|X{1,2})"
TERM = rf"(?:{ROMAN}(?!\w)|\d{{1,2}}(?!\w))"


@cache
def type_names() -> str:
    """The printed names of types as an alternation, longest first: "Thông tư liên tịch|…|Chỉ thị"; blanks may be any."""
    names = sorted({kind.name for kind in types() if not kind.name.startswith("Giấy")}, key=len, reverse=True)
    return "|".join(re.sub(r"\\?\s+", r"\\s+", re.escape(name)) for name in names if name != "Hiến pháp")


@cache
def type_before() -> re.Pattern[str]:
    """A type's name at the end of the words before a number, with what may stand between.

    Matches at the end: "Chỉ thị số ", "nghị quyết ", "Hướng dẫn số: ", "các Quyết định số ", "Quyết định của Bộ Chính trị số".
    Not: "thực hiện " (no type), "Quyết định quan trọng. Số " (a sentence lies between).
    """
    return re.compile(
        rf"(?<!\w)(?P<type>(?i:{type_names()}))(?:\s+hành\s+động)?(?P<of>\s+(?:của|do)\s+[^.;\n]{{3,60}}?)?\s*,?\s*(?:(?i:số|mang\s+số)\s*:?\s*)?$"
    )


# “Chỉ thị số 05”, “NQ 18”, “Quyết định 217,218”, “Quy định 80/2022”: a type and a serial without its letters.
# The serial must not go on as a number, date, range or percentage, nor count things ("Kế hoạch 5 năm", "Nghị quyết 3 điểm").
COUNTED = (
    r"năm|tháng|ngày|tuần|quý|giờ|phút|điểm|khoản|điều|mục|nội\s+dung|nhiệm\s+vụ|giải\s+pháp|nhóm|chỉ\s+tiêu|đồng|triệu|tỷ|tỉ|người|đảng\s+viên|"
    r"cán\s+bộ|chi\s+bộ|đơn\s+vị|cơ\s+quan|xã|huyện|tỉnh|thành\s+phố|bước|vấn\s+đề|lần|đợt|bên|cấp|loại|trang|lượt|hộ|ha|km|m2|trường\s+hợp|khâu|đột\s+phá|trọng\s+tâm|%"
)


@cache
def bare() -> re.Pattern[str]:
    """A type with serials but no letters, groups type, serials, year.

    Must match: "Chỉ thị 05", "Chỉ thị số 50", "NQ 18", "Quyết định 217,218", "Quy định 80/2022", "Nghị định 30/2020".
    Must not: "Kế hoạch 5 năm", "Chương trình 2021-2025", "Chỉ thị số 47-CT/TU" (a full number), "Điều 5", "Nghị quyết 3 điểm",
    "Báo cáo 6 tháng", "Quyết định 24/2025/" (cut short).
    """
    codes = r"NQ|QĐ|CT|KL|HD|TB|CTr|ĐA|NĐ|TT"
    one = r"\d{1,4}(?![\d%])"
    return re.compile(
        rf"(?<!\w)(?P<type>(?i:{type_names()})|(?:{codes})(?=\s?[-.]?\s?\d))(?:\s+hành\s+động)?\s*(?:(?P<so>(?i:số))\s*:?\s*|[-.]\s?|(?<=\s)|(?=\d))"
        rf"(?P<serials>{one}(?:\s?(?:,|và)\s?{one}(?!\s*[-/]\s*[{UPPER}]))*)"
        rf"(?:\s?/\s?(?P<year>(?:19|20)\d\d)(?![\d/\-]))?"
        rf"(?!\s?[-/]\s?\d|[./]\d|\s*[-/]\s*[{UPPER}]|\s?[-/]\s?[a-z]|\s+[{UPPER}]{{2,4}}\s?/|/|\s+(?i:{COUNTED})(?!\w))"
    )


@cache
def plenum() -> re.Pattern[str]:
    """A document named by its plenum, groups type, n, word, term.

    Must match: "Nghị quyết Trung ương 4 khóa XII", "Nghị quyết Trung ương 6 (khóa X)", "Nghị quyết Hội nghị Trung ương 5, khóa XIII",
    "NQTW 4 khóa XII", "NQ TW4 (khóa XII)", "Kết luận Trung ương 4 khoá XIII", "nghị quyết Trung ương 6 (lần 2) khóa VIII",
    "Nghị quyết Hội nghị lần thứ tư Ban Chấp hành Trung ương Đảng khóa XII".
    Must not: "Nghị quyết Trung ương về …" (no plenum), "Hội nghị Trung ương 4" (the meeting, no document).
    """
    words = "|".join(sorted(ORDINALS, key=len, reverse=True))
    tw = r"(?:Trung\s+ương|TW|TƯ)"
    khoa = rf"\s*[,(]?\s*(?i:khóa|khoá)\s+(?P<{{0}}>{TERM})(?:\s*\))?"
    short = rf"(?:Hội\s+nghị\s+)?(?:lần\s+thứ\s+)?{tw}\s*(?:lần\s+thứ\s+)?(?P<n>\d{{1,2}}|(?i:{words}))(?:\s*\(lần\s+\d\))?" + khoa.replace("{0}", "term")
    long = (
        rf"(?:của\s+)?Hội\s+nghị\s+(?:lần\s+thứ\s+)(?P<word>\d{{1,2}}|(?i:{words}))\s*,?\s+(?:của\s+)?(?:Ban\s+Chấp\s+hành|BCH)\s+{tw}(?:\s+Đảng)?"
        + khoa.replace("{0}", "term2")
    )
    return re.compile(rf"(?<!\w)(?P<type>(?i:nghị\s+quyết|kết\s+luận)|NQ|KL)\s*(?:số\s+)?(?:{short}|{long})", re.IGNORECASE)


@cache
def congress() -> re.Pattern[str]:
    """A national congress's resolution, group term.

    Must match: "Nghị quyết Đại hội XIII", "Nghị quyết Đại hội đại biểu toàn quốc lần thứ XIV của Đảng", "Nghị quyết Đại hội lần thứ XII của Đảng".
    Must not: "Nghị quyết Đại hội Đảng bộ tỉnh lần thứ XVII" (a provincial congress), "Đại hội XIII" (the meeting).
    """
    return re.compile(
        rf"(?<!\w)(?i:nghị\s+quyết)\s+(?:của\s+)?(?i:đại\s+hội)(?:\s+(?i:đại\s+biểu)\s+(?i:toàn\s+quốc))?(?:\s+Đảng)?(?:\s+(?i:toàn\s+quốc))?(?:\s+lần\s+thứ)?\s+(?P<term>{ROMAN})(?!\w)(?:\s+(?:của\s+)?Đảng(?!\s+(?i:bộ)))?"
    )


# Serials that share the letters of the number that follows: “217, 218 - QĐ/TW”, “các số 15, 16 và 17-NQ/TW”.
# Must match at the end of the words before: "217, ", "15, 16 và ". Not: "năm 2020, " (checked by the finder: a type or "số" must stand before).
SHARED = re.compile(r"(?<![\d/.,\-])(?P<serials>\d{1,4}(?:\s*(?:,|;|và)\s*\d{1,4})*)\s*(?:,|;|và)\s*(?:số\s+)?$")

# “khoản 2 Điều 3”, “điểm a khoản 1 Điều 5”, “mục II.1”, “Điều 5, Điều 6” at the end of the words before a type.
# Must match at the end: "khoản 2 Điều 3 ", "Điều 5 của ", "mục II.1 ", "Phần thứ hai ". Not: "điều kiện", "mục tiêu".
_PART = r"(?:(?i:điểm)\s+[a-zđ](?!\w)|(?i:khoản)\s+\d+[a-z]?|(?i:điều)\s+\d+[a-zđ]?|(?i:mục)\s+(?:[IVX]+|\d+)(?:\.\d+)*(?!\w)|(?i:chương)\s+[IVX\d]+(?!\w)|(?i:phần)\s+(?:thứ\s+)?(?:[IVX\d]+|nhất|hai|ba|tư|năm)(?!\w))"
PROVISION = re.compile(rf"(?P<provision>{_PART}(?:\s*(?:,|và|của)?\s*{_PART})*)\s*,?\s*(?:của\s+|(?=\s|$))\s*$")
