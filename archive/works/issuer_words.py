"""Finding the words that name issuing bodies in running text, as spans: “Ban Thường vụ Tỉnh ủy Lào Cai”, “Bộ Y tế”.

The words are found and brought to one spelling; which body they mean on which day is judged in `issuer`. The large
table of names is only tried where a text has a capital that begins one, or a sign of a committee.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from archive.text.vietnamese import canonical_tones, comparable, plain, slugify
from archive.works import bodies, committees, places
from archive.works.bodies import Level
from archive.works.spelling import cased, place_spelled, province_names, province_spelling
from archive.works.vocabulary import rows


class IssuerSpan(NamedTuple):
    """Words that name a body: `text[start:end]`, in one spelling as `name`, with level and place as far as written.

    `province` is the province written behind the place: “Huyện ủy Châu Thành, tỉnh Long An” → Long An.
    """

    start: int
    end: int
    name: str
    level: Level
    place: str | None
    province: str | None = None


# Organs of a committee that issue under its code (DOMAIN: 16-ĐA/TU is the Ban Thường vụ's) or a code of their own.
_ORGAN = (
    r"(?:Ban\s+Thường\s+vụ|BTV|Ban\s+Chấp\s+hành|BCH|Thường\s+trực|[UỦ]y\s+ban\s+Kiểm\s+tra|UBKT|Ban\s+Tổ\s+chức|"
    r"Ban\s+Tuyên\s+giáo(?:\s+và\s+Dân\s+vận)?|Ban\s+Dân\s+vận|Ban\s+Nội\s+chính|Ban\s+Xây\s+dựng\s+Đảng|Văn\s+phòng)"
)
# Matches: "Tỉnh ủy", "TỈNH UỶ", "Đảng bộ tỉnh", "Đảng ủy phường". Not: "đảng bộ" as a common noun without its unit.
COMMITTEE = (
    r"(?:(?:Tỉnh|Thành|Huyện|Thị|Quận)\s+(?:ủy|uỷ)|Đảng\s+bộ\s+(?:tỉnh|thành\s+phố|huyện|thị\s+xã|quận|xã|phường|đặc\s+khu)|"
    r"Đảng\s+(?:ủy|uỷ)(?:\s+(?:xã|phường|thị\s+trấn|đặc\s+khu|các\s+cơ\s+quan\s+[Đđ]ảng(?:\s+tỉnh)?|UBND\s+tỉnh))?)"
)
_LOCAL_STATE = (
    r"(?:(?:[UỦ]y\s+ban\s+nhân\s+dân|UBND|Hội\s+đồng\s+nhân\s+dân|HĐND)"
    r"(?:\s+(?:tỉnh|thành\s+phố|huyện|thị\s+xã|quận|xã|phường|đặc\s+khu))?)"
)
# A proper name: capitalised syllables ("Sa Pa", "Bà Rịa - Vũng Tàu", "LÀO CAI"). Stops at small letters: "Lào Cai đã",
# and before "V/v", which leads to a title.
_UPPER = "A-ZÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴĐ"
_NAME = rf"[{_UPPER}][^\W\d_]*(?:(?:\s+|[^\S\n]+-[^\S\n]+)(?!V/v)[{_UPPER}][^\W\d_]*){{0,3}}"
# The level a committee's or council's words tell.
_LEVELS: tuple[tuple[str, Level], ...] = (
    ("tỉnh ủy", "tinh"), ("đảng bộ tỉnh", "tinh"), ("ubnd tỉnh", "tinh"), ("nhân dân tỉnh", "tinh"),
    ("hđnd tỉnh", "tinh"),
    ("huyện", "huyen"), ("thị ủy", "huyen"), ("thị xã", "huyen"), ("quận", "huyen"),
    ("xã", "xa"), ("phường", "xa"), ("đặc khu", "xa"), ("thị trấn", "xa"), ("đảng ủy", "xa"),
    ("thành ủy", "tinh"), ("thành phố", "tinh"),
)  # fmt: skip
# Words after a committee that begin with a capital but are no place: "Tỉnh ủy Về việc", "Huyện ủy Khóa XX".
_NO_PLACE = frozenset(
    ("cộng", "độc", "về", "khóa", "khoá", "nhiệm", "số", "ngày", "và", "các", "ban", "bộ", "đảng", "chỉ", "nghị",
     "quyết", "kế", "hướng", "đề", "căn", "theo", "trong", "tại", "năm", "để")
)  # fmt: skip


# --- the patterns ----------------------------------------------------------------------------------------------------


# Where a committee or council may be: its rarest letters in either case, found before the pattern is tried.
# Matches in: "Tỉnh ủy", "ỦY BAN NHÂN DÂN", "Uy ban nhân dân", "Hội đồng nhân dân", "Đảng bộ", "UBND", "HĐND".
_SIGNS = {
    "Ủủ": r"[Yy]()",
    "Uu": r"(?:[Bb][Nn][Dd]|[Yy]\s+[Bb])()",
    "Đđ": r"(?:[Nn][Dd]|[Ảả][Nn][Gg]\s+[Bb][Ộộ]|[Ồồ][Nn][Gg]\s+[Nn][Hh][Ââ])()",
}
# What a committee or council has before that sign: "Tỉnh ", "Hội ", the H of "HĐND", or nothing.
_BEFORE_SIGN = re.compile(r"(?:(?:tỉnh|thành|huyện|thị|quận|đảng|hội)\s+|h)?\Z", re.IGNORECASE)
_LONGEST_BEFORE = 12


# What may stand behind a central body's name. Must match: "của Bộ Chính trị.", "… Bộ Y tế”", "**Bộ Chính trị**".
_NAME_END = r"(?=[\s,.;:)\]\"”’*<]|$)"


@cache
def _scan() -> re.Pattern[str]:
    """Central bodies whole, and the signs of the others (with a group); one pass, for the text is long.

    Must match: "BỘ CHÍNH TRỊ", "Bộ Tài chính", "Ban Bí thư Trung ương Đảng", "Bộ Lao động - Thương binh và Xã hội".
    Must not: "bộ chính" (no capital), "Bộ chính sách" (another word), "ABBộ Y tế" (inside a word).
    """
    by_letter: defaultdict[str, list[str]] = defaultdict(list)
    for one in bodies.bodies():
        for name in (canonical_tones(name) for name in (one.name, *one.aliases) if one.level == "tw"):
            by_letter[name[0].upper()].append(name[1:])
    # A literal letter comes first in each branch, so that the engine skips to the letters that begin one; the letters
    # that may follow it are looked at before the names.
    central = [
        rf"{letter}(?=[{_either_case({rest[0] for rest in rests})}])(?<!\w.)(?i:{_branches(rests)}){_NAME_END}"
        for letter, rests in sorted(by_letter.items())
    ]
    # Of departments only "Sở" in small letters: the "SỞ" of a letterhead is read with the committee above it.
    department = rf"S(?=ở)(?<!\w.)(?<![Cc]ơ\s.)(?<!ụ\s.)ở\s+(?i:{_branches(_departments())})(?!\w)"
    signs = [letter + behind for letters, behind in _SIGNS.items() for letter in letters]
    return re.compile("|".join((*central, department, *signs)))


def _departments() -> list[str]:
    """The names of departments without their first word: "Y tế", "Nông nghiệp và Môi trường"."""
    return [canonical_tones(row["name"]).partition(" ")[2] for row in rows("bodies", "department")]


@cache
def _province_behind() -> re.Pattern[str]:
    """The province behind a department. Must match: " tỉnh Gia Lai", " TP. Hồ Chí Minh", " Hà Nội". Not: " tỉnh đã"."""
    provinces = "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in province_names())
    return re.compile(rf"\s+(?:(?P<unit>tỉnh|thành\s+phố|TP\.?)\s*)?(?P<place>(?i:{provinces}))(?!\w)", re.IGNORECASE)


def _either_case(letters: set[str]) -> str:
    return "".join(sorted({form for letter in letters for form in (letter.lower(), letter.upper())}))


def _branches(names: list[str]) -> str:
    """An alternation of names that share nothing but what is before them, by first word and the longest first."""
    first: dict[str, list[str]] = {}
    for name in names:
        head, _, rest = name.partition(" ")
        first.setdefault(head.lower(), []).append(rest)
    parts = []
    for head, rests in sorted(first.items(), key=lambda one: (-len(one[0]), one[0])):
        longer = sorted({rest.lower() for rest in rests if rest}, key=lambda rest: (-len(rest), rest))
        behind = "|".join(re.sub(r"\\?\s+", r"\\s+", re.escape(rest)) for rest in longer)
        optional = "?" if "" in rests else ""
        parts.append(re.escape(head) + (rf"(?:\s+(?:{behind})){optional}" if behind else ""))
    return "|".join(parts)


@cache
def _local() -> re.Pattern[str]:
    """Committees and councils with their place and, behind a district or commune, its province.

    Must match: "Ban Thường vụ Tỉnh ủy Lào Cai", "Ủy ban nhân dân tỉnh Tuyên Quang", "Huyện ủy Châu Thành, tỉnh Long
    An", "Đảng ủy xã Tân Lập, huyện Vũ Thư, tỉnh Thái Bình", "Quận ủy Quận 3". Must not: "đảng bộ, chi bộ cơ sở",
    "Tỉnh ủy viên".
    """
    provinces = "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in province_names())
    # A district with a number for its name is one only behind “quận”: “UBND quận 3”, not “Huyện ủy 12 tháng”.
    numbered = r"(?:(?i:quận\s+)|(?<=[Qq]uận\s)|(?<=QUẬN\s))\d{1,2}(?![\w/])"
    place = rf"(?:\s+(?:tỉnh\s+|thành\s+phố\s+|TP\.?\s*)?(?P<place>(?i:{provinces})(?!\w)|{numbered}|{_NAME}))?"
    district = rf"(?:,\s+(?:huyện|thị\s+xã|thành\s+phố|quận|TP\.?|TX\.?)\s+{_NAME})?"
    of = rf"(?:tỉnh|thành\s+phố|TP\.?)\s+(?P<province>(?i:{provinces})(?!\w))"
    behind = rf"(?P<tail>{district},?\s+(?P<open>\()?{of}(?(open)\)))?"
    return re.compile(
        rf"(?<!\w)(?P<local>(?i:(?:{_ORGAN}\s+)?(?:{COMMITTEE}))|(?i:{_LOCAL_STATE}))(?!\s+viên)(?!\w){place}{behind}"
    )


_ORGAN_BEFORE = re.compile(rf"(?<!\w){_ORGAN}\s+\Z", re.IGNORECASE)
_LONGEST_ORGAN = 40


def find_issuers(text: str, start: int = 0, end: int | None = None) -> tuple[IssuerSpan, ...]:
    """Every body named in `text[start:end]`, in order, with offsets into the text (NFC)."""
    # Same length as the text: look-alikes made plain, tones moved to the new style.
    return find_issuers_in(canonical_tones(plain(text)), start, end)


def find_issuers_in(smooth: str, start: int = 0, end: int | None = None) -> tuple[IssuerSpan, ...]:
    """Every body named in a text that is even already (`plain` signs, `canonical_tones`), with the same offsets."""
    return tuple(_spans(smooth, start, len(smooth) if end is None else min(end, len(smooth))))


def _spans(smooth: str, start: int, end: int) -> Iterator[IssuerSpan]:
    """Central and local names in one pass from the left, none inside another."""
    at = done = start
    while found := _scan().search(smooth, at, end):
        at = found.end()
        if found[0].startswith("Sở"):
            span = _department_span(found, end)
            yield span
            at = done = span.end
        elif found.lastindex is None:
            yield _central_span(found)
            done = at
        elif local := _local_at(smooth, found.start(), floor=done, end=end):
            span = _local_span(local)
            yield span
            # Capitals that proved no place ("Đảng ủy Bộ Tài") are passed over: their body is a part of another's.
            at = done = span.end if span.place else local.start("tail") if local["tail"] else local.end()


def _local_at(smooth: str, sign: int, *, floor: int, end: int) -> re.Match[str] | None:
    """The committee or council that has a sign, from the left edge of its words, the organ of a committee first."""
    before = _BEFORE_SIGN.search(smooth, max(floor, sign - _LONGEST_BEFORE), sign)
    at = before.start() if before else sign
    alone = _local().match(smooth, at, end)
    organ = _ORGAN_BEFORE.search(smooth, max(floor, at - _LONGEST_ORGAN), at) if alone else None
    return (_local().match(smooth, organ.start(), end) if organ else None) or alone


# --- one name --------------------------------------------------------------------------------------------------------


def _central_span(match: re.Match[str]) -> IssuerSpan:
    name, level = _central_name(match.group())
    return IssuerSpan(match.start(), match.end(), name, level, None)


def is_department(name: str) -> bool:
    """Whether a body in one spelling is a province's department: "Sở Y tế tỉnh Gia Lai", "Sở Nội vụ"."""
    return name.startswith("Sở ")


def _department_span(match: re.Match[str], limit: int) -> IssuerSpan:
    """A department with its province as written; no `place`, for of which years' province it is nobody says."""
    name = _department_name(match.group())
    behind = _province_behind().match(match.string, match.end(), limit)
    if behind is None:
        return IssuerSpan(match.start(), match.end(), name, "tinh", None)
    place = place_spelled(behind["place"])
    written = (behind["unit"] or "").lower()
    city = "" if place.startswith("Thành phố ") else "thành phố "
    unit = "" if not written else "tỉnh " if written == "tỉnh" else city
    return IssuerSpan(match.start(), behind.end(), f"{name} {unit}{place}", "tinh", None)


@lru_cache(maxsize=256)
def _department_name(written: str) -> str:
    """A department in the spelling of the table: "Sở y tế" → "Sở Y tế"."""
    wanted = comparable(written)
    return next(f"Sở {name}" for name in _departments() if comparable(f"Sở {name}") == wanted)


# A text names the same few bodies over and over; the spellings of a large archive are some thousands.
@lru_cache(maxsize=4096)
def _central_name(written: str) -> tuple[str, Level]:
    known = bodies.by_alias().get(comparable(written))
    return (known.name, known.level) if known else (cased(written), "tw")


def _local_span(match: re.Match[str]) -> IssuerSpan:
    place = match["place"]
    length = _place_length(place) if place else 0
    words, written, level = _local_name(match["local"], place[:length] if length else None)
    # A tail belongs to a unit inside a province; after a province it is the next item of a list.
    inside = match["tail"] is not None and level != "tinh" and length == len(place or "")
    end = match.end() if inside else match.start("place") + length if length else match.end("local")
    province = place_spelled(match["province"]) if inside else None
    return IssuerSpan(match.start(), end, f"{words} {written}" if written else words, level, written, province)


@lru_cache(maxsize=4096)
def _place_length(place: str) -> int:
    """How many letters of the capitalised words are the place: all, or those of the district they begin with.

    "Kế Sách" is a district though “Kế hoạch” begins so; of "TUY ĐỨC ĐẢNG CỘNG", two lines of a letterhead, two words.
    """
    words = list(re.finditer(r"\S+", place))
    if comparable(place) in province_spelling():
        return len(place)
    for word in reversed(words):
        if places.is_district(place[: word.end()]):
            return word.end()
    return 0 if comparable(words[0].group()) in _NO_PLACE else len(place)


@lru_cache(maxsize=4096)
def _local_name(words: str, place: str | None) -> tuple[str, str | None, Level]:
    """The words in one spelling, the place in one spelling, and the level they tell."""
    spelled, written = cased(words), place_spelled(place) if place else None
    level = _level(spelled, written)
    # “UBND thành phố Hồ Chí Minh”: the unit's word is a part of the city's name.
    return spelled.removesuffix(" thành phố") if (written or "").startswith("Thành phố ") else spelled, written, level


def _level(words: str, place: str | None) -> Level:
    low = words.lower()
    if "thành ủy" in low or "thành phố" in low:
        # “Thành ủy Tuyên Quang” is a city inside a province of the same name, “Thành ủy Hà Nội” a provincial committee.
        return "tinh" if place is None or slugify(f"Thành ủy {place}") in committees.provincial_names() else "huyen"
    return next((level for sign, level in _LEVELS if sign in low), "any")
