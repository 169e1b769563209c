"""A document number as a reader types it among other words: whole, or a type and a serial, or a serial alone.

It reads words already cut at blanks; the forms of a whole number are in `number`, the names of types in `vocabulary`.
What the archive holds under such a number is asked of the store in `archive.ask`.
"""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from archive.text.vietnamese import fold
from archive.works.number import Number, parse_typed, type_code
from archive.works.terms import ordinal, roman
from archive.works.vocabulary import type_named, type_named_unmarked, types_of

_LONGEST_NUMBER = 5  # "số 30 / 2020 nđ cp" typed in words
_LONGEST_TYPE = 4  # "Chương trình hành động"
_ROUND = ".,;:()[]?!"
# Full-width figures, as some keyboards of Asia type them.
_WIDE = str.maketrans("０１２３４５６７８９", "0123456789")
# A year alone or at the end of a date. Must match: "2025", "22/8/2025", "22.8.2025". Not: "2020-2025", "12025", "2150".
_YEAR = re.compile(r"^(?:\d{1,2}[/.]){0,2}((?:19[3-9]|20\d)\d)$")
# A serial with its year, as decrees are spoken of. Must match: "30/2020", "71-2025". Not: "2020-2025", "3/2", "5/2150".
_SERIAL_AND_YEAR = re.compile(r"(\d{1,4})[/-]((?:19[3-9]|20\d)\d)")
# What makes a numeral a count and not the number of a document: "quy định 19 điều", "chỉ thị 2 năm".
_COUNTED = frozenset(
    (
        "dieu",
        "khoan",
        "diem",
        "chuong",
        "muc",
        "trang",
        "ngay",
        "thang",
        "nam",
        "gio",
        "nguoi",
        "dong",
        "trieu",
        "tuoi",
        "buoc",
        "nhom",
    )
)
# "hội nghị lần thứ tư": folded, as readers type them.
_ORDINALS = {"nhat": 1, "hai": 2, "ba": 3, "tu": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9, "muoi": 10}


@dataclass(frozen=True, slots=True)
class Asked:
    """A number that was typed: the words `first` to `last` (half open) say it.

    `number` is the whole number or None; then `types` are the printed names of the types it may be of ("Chỉ thị"; two
    for a code that two types share; none when only a serial was typed). `year` is the year typed behind it: "KL 14
    2021", "nghị quyết 71 năm 2025", "nđ 30/2020".
    """

    first: int
    last: int
    serial: int
    types: tuple[str, ...] = ()
    number: Number | None = None
    year: int | None = None


@lru_cache(maxsize=1024)  # the plan of one query asks it some ten times
def find_asked(words: tuple[str, ...]) -> Asked | None:
    """The number among the words: the first whole one, else the first type with a serial, else a lone serial.

    "47 CT TU", "chi thi 47 sinh hoạt", "nq 71", "số 47", "47". None for "19 điều đảng viên", "năm 2020".
    """
    if not any(sign.isdigit() for word in words for sign in word):
        return None
    words = tuple(word.translate(_WIDE) for word in words)
    found = _whole(words) or _typed(words) or _alone(words)
    return replace(found, year=_year_behind(words, found.last)) if found and not found.year else found


def _year_behind(words: tuple[str, ...], place: int) -> int | None:
    """The year of the words from a place on: "2025", "năm 2025", "(2025)", "ngày 22/8/2025"."""
    behind = [word.strip(_ROUND) for word in words[place : place + 2]]
    if behind and fold(behind[0]) in ("nam", "ngay"):
        behind = behind[1:]
    match = _YEAR.search(behind[0]) if behind else None
    return int(match[1]) if match else None


# Folded words. Must match: "nghi quyet trung uong 4 khoa xii", "nqtw 4 (khoa xii)", "nq tw4 khoa xii",
# "hoi nghi lan thu 8 khoa xi", "trung uong lan thu tu khoa 12", "trung uong 6, khoa x". Not: "trung uong khoa xii"
# (no meeting), "khoa 4 truong trung uong".
_PLENUM = re.compile(
    r"(?:trung uong\W+|\bnq ?tw\W*|\bhoi nghi (?=lan thu ))(?:lan thu )?"
    r"(?P<n>[a-z]{2,4}|\d{1,2})\W+khoa (?P<term>[ivx]+|\d{1,2})(?!\w)"
)


# Whose meeting it may be when nobody says "trung ương". Must match: "tinh uy", "dang bo tinh", "hdnd". Not: "tinh".
_LOCAL = re.compile(r"\b(?:(?:tinh|thanh|huyen|thi|quan|dang) uy|dang bo|hdnd|hoi dong nhan dan|chi bo)\b")


def find_plenum(words: tuple[str, ...]) -> tuple[str, int] | None:
    """The plenum of the Central Committee that is named, as (term, number): "NQTW 4 khóa 12" → ("XII", 4)."""
    said = fold(" ".join(words))
    match = _PLENUM.search(said)
    if match is None or (match[0].startswith("hoi nghi") and _LOCAL.search(said)):
        return None
    term, number = roman(match["term"]), _ORDINALS.get(match["n"]) or ordinal(match["n"])
    return (term, number) if term and number else None


def is_number_tail(serial: str, tail: str) -> bool:
    """Whether a word after a serial goes on with its number: "47" and "-CT/TU", not "47" and "-dự"."""
    return serial.isdigit() and parse_typed(serial + tail) is not None


def _whole(words: tuple[str, ...]) -> Asked | None:
    for size in range(_LONGEST_NUMBER, 0, -1):
        for first in range(len(words) - size + 1):
            taken = words[first : first + size]
            if not any(sign.isdigit() for sign in taken[0] + taken[-1]) and fold(taken[0]) not in ("so", "no"):
                continue
            number = parse_typed(" ".join(taken).strip(_ROUND))
            if number:
                return Asked(first, first + size, number.serial, number=number)
    return None


def _typed(words: tuple[str, ...]) -> Asked | None:
    for place in range(len(words)):
        found = _type_then_serial(words, place) or _serial_then_code(words, place)
        if found:
            return found
    return None


def _type_then_serial(words: tuple[str, ...], first: int) -> Asked | None:
    """“Chỉ thị 05”, “chi thi so 47”, “nq 71”, “CT-47”, “CT47”."""
    stuck = re.fullmatch(r"([^\W\d_]{2,4})-?(\d{1,4})", words[first])
    if stuck:
        names = _coded(stuck[1])
        return _asked(words, (first, first + 1), stuck[2], names) if names else None
    for size in range(_LONGEST_TYPE, 0, -1):
        after = first + size
        names = _named(words[first:after]) if after < len(words) else ()
        if names:
            after += fold(words[after]).strip(".:") == "so" and after + 1 < len(words)
            return _asked(words, (first, after + 1), words[after], names)
    return None


def _serial_then_code(words: tuple[str, ...], first: int) -> Asked | None:
    """“47-CT”, “47 CT”: a code only, for “47 chỉ thị” is a count."""
    one = re.fullmatch(r"(\d{1,4})[-/]?([^\W\d_]{2,4})", words[first])
    if one:
        names = _coded(one[2])
        return _asked(words, (first, first + 1), one[1], names) if names else None
    if first + 1 < len(words) and words[first].isdigit():
        names = _coded(words[first + 1])
        return _asked(words, (first, first + 2), words[first], names) if names else None
    return None


def _alone(words: tuple[str, ...]) -> Asked | None:
    """“47”, “số 47”: nothing else is typed."""
    rest = words[1:] if len(words) == 2 and fold(words[0]).strip(".:") == "so" else words
    return _asked(words, (0, len(words)), rest[0], ()) if len(rest) == 1 else None


def _asked(words: tuple[str, ...], taken: tuple[int, int], serial: str, names: tuple[str, ...]) -> Asked | None:
    digits, year = serial.strip(_ROUND), None
    both = _SERIAL_AND_YEAR.fullmatch(digits) if names else None
    if both:
        digits, year = both[1], int(both[2])
    if not re.fullmatch(r"[0-9]{1,4}", digits) or int(digits) == 0 or 1930 <= int(digits) <= 2099:
        return None
    if names and not year and _is_count(words, taken[1]):
        return None
    return Asked(*taken, int(digits), names, year=year)


def _is_count(words: tuple[str, ...], place: int) -> bool:
    """Whether the words behind a numeral make it a count: "2 năm", "3 tháng"; not "71 năm 2025"."""
    following = fold(words[place]).strip(_ROUND) if place < len(words) else ""
    return following in _COUNTED and _year_behind(words, place) is None


def _named(words: tuple[str, ...]) -> tuple[str, ...]:
    """The printed type names of some words: a name with or without marks, or a code."""
    written = " ".join(words)
    kind = type_named(written) or type_named_unmarked(written)
    return (kind.name,) if kind else _coded(written)


def _coded(written: str) -> tuple[str, ...]:
    code = type_code(written)
    return tuple(dict.fromkeys(kind.name for system in ("party", "state") for kind in types_of(code or "", system)))
