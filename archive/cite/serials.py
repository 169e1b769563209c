"""Serials without letters of their own: a type with a serial (“Chỉ thị 05”), and lists that share the letters.

“Quyết định số 217, 218-QĐ/TW” is two numbers; “217 đến 220-QĐ/TW” names its two ends, and nothing between is invented.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import pairwise

from archive.cite import patterns
from archive.cite.spot import Spot
from archive.works.vocabulary import DocType, type_named, types, types_of

# --- lists that share letters ----------------------------------------------------------------------------------------

# What must stand before serials that share the letters of the next number: a type's name or “số”.
_BEFORE_SERIALS = re.compile(r"(?<!\w)(?:số|các\s+số)\s*:?\s*$", re.IGNORECASE)
_REACH = 60
_LIST_REACH = 14  # “ đến số ” with its blanks


def shared_spots(smooth: str, numbers: tuple[Spot, ...]) -> Iterator[Spot]:
    """The serials without letters beside full numbers: before one that ends a list, or behind one as “số 218”."""
    for before, spot in pairwise((None, *numbers)):
        if spot is not None:
            yield from _shared_before(smooth, spot, before)
            yield from _shared_behind(smooth, spot)


def _shared_before(smooth: str, spot: Spot, before: Spot | None) -> Iterator[Spot]:
    """“217, 218-QĐ/TW”, “30/2020, 31/2020/NĐ-CP”, and “48” in “47-CT/TU, 48, 49-CT/TU”."""
    # Most numbers stand behind a word ("số 47-CT/TU"); only a list's word or sign before it asks for more.
    lead = smooth[max(0, spot.start - _LIST_REACH) : spot.start].rstrip().removesuffix("số").rstrip()
    if spot.number is None or not lead.endswith((",", ";", "và", "đến")):
        return
    floor = max(before.end if before else 0, spot.start - _REACH)
    match = patterns.SHARED.search(smooth, floor, spot.start)
    if not match or not _vouched(smooth, match.start(), spot, before):
        return
    for serial in re.finditer(patterns.SERIAL, match["serials"]):
        if serial["year"] and not spot.number.year:
            return
        year = int(serial["year"]) if serial["year"] else spot.number.year
        number = replace(spot.number, serial=int(serial["serial"]), suffix="", year=year, raw=serial.group())
        start = match.start("serials") + serial.start()
        if number.serial:
            yield Spot(start, start + len(serial.group()), "number", number)


def _vouched(smooth: str, start: int, spot: Spot, before: Spot | None) -> bool:
    """Whether a type, “số” or a number with the same letters stands before the serials."""
    # “bốn nghị quyết: 57, 59 và 68-NQ/TW”: a colon may stand between.
    window = smooth[max(0, start - _REACH) : start].rstrip(" :") + " "
    if _BEFORE_SERIALS.search(window) or patterns.type_before().search(window):
        return True
    if before is None or before.number is None or spot.number is None:
        return False
    alike = before.number.type_code == spot.number.type_code and before.number.body_code == spot.number.body_code
    return alike and re.fullmatch(r"\s*(?:,|;|và)\s*(?:số\s+)?", smooth[before.end : start]) is not None


def _shared_behind(smooth: str, spot: Spot) -> Iterator[Spot]:
    """“số 218” in “Quyết định số 217-QĐ/TW và số 218 của Bộ Chính trị”: only with its own “số”."""
    number = spot.number
    match = patterns.SHARED_BEHIND.match(smooth, spot.end) if number and number.system == "party" else None
    if number and match and int(match["serial"]):
        shared = replace(number, serial=int(match["serial"]), suffix="", raw=match["serial"])
        yield Spot(*match.span("serial"), "number", shared)


# --- a type and a serial ---------------------------------------------------------------------------------------------


@cache
def _before_serial() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A figure that may be the serial of a bare number, by the letters before it and behind; and the type before it.

    Only types' last letters ("yết ", "thị " …), “số” or a short code can stand before it: a figure behind "khoản",
    "ngày", "năm" is passed over at once, and so is the serial of a full number. That is what makes the search fast.
    """
    last = {kind.name[-3:] for kind in types() if kind.bare != "never"} | {"ộng"}
    ends = "|".join(sorted({form for end in last for form in (end, end.upper(), end.title())}))
    letters = "".join(sorted({form for end in last for form in (end[-1], end[-1].upper())}))
    lettered = rf"(?!{patterns.OWN_CODE})[ ]?[-/][ ]?(?!(?:19|20)\d\d(?![\d/-]))\w"
    behind = rf"(?![0-9]{{4}}|[0-9]{{0,3}}(?:%|[.](?:\d|docx?|pdf|xlsx?)|{lettered}))"
    before = (
        rf"(?<=[{letters}][ ]\d){behind}(?<=(?:{ends})[ ]\d)|(?<=[ ]{{2}}\d)(?<=(?:{ends})[ ]{{2}}\d){behind}"
        rf"|(?<=[ốỐ]\d){behind}|(?<=[ốỐ][ :\n]\d){behind}|(?<=[ốỐ][ :\n][ \n]\d){behind}|(?<=[QĐTLDr]\d){behind}"
        rf"|(?<=[QĐTLDr] \d){behind}"
    )
    lead = rf"(?<![\w.\-/]){patterns.BARE_TYPE}(?:\s+hành\s+động)?\s*(?:(?i:số)\s*)?[:-]?\s*[0-9]$"
    return re.compile(rf"[0-9](?<![0-9./,(+][0-9])(?:{before})"), re.compile(lead)


_LEAD = 60


def bare_spots(smooth: str) -> Iterator[Spot]:
    """Types with serials but no letters: "Chỉ thị 05", "NQ 18", "Quyết định 217,218", "Nghị định 30/2020"."""
    figure, lead = _before_serial()
    reached = 0
    for place in figure.finditer(smooth):
        start = place.start()
        floor = max(reached, start - _LEAD)
        before = lead.search(smooth, floor, start + 1) if start >= reached else None
        match = patterns.bare().match(smooth, before.start()) if before else None
        if match:
            reached = match.end()
            yield from _bare(smooth, match)


def _bare(smooth: str, match: re.Match[str]) -> Iterator[Spot]:
    kinds = _types(match["type"])
    weak = _weakness(kinds, match)
    if weak is None or _counts(smooth, match):
        return
    year = int(match["year"]) if match["year"] else None
    name = kinds[0].name if len(kinds) == 1 else None
    base = match.start("serials")
    for serial in re.finditer(r"\d+", match["serials"]):
        start = match.start() if serial.start() == 0 else base + serial.start()
        # A year or a code behind belongs to the last serial, and the year is all serials' own.
        last = match.end() if year or base + serial.end() == match.end("serials") else base + serial.end()
        spot = Spot(start, last, "bare", type=name, serial=int(serial.group()), year=year, code=kinds[0].code)
        if spot.serial:
            yield spot._replace(weak=weak)


def _types(written: str) -> tuple[DocType, ...]:
    """The types of a written name or code; two for a code that two share (QĐ)."""
    named = type_named(" ".join(written.split()))
    if named:
        return (named,)
    code = "CTr" if written.upper() == "CTR" else written.upper()
    return types_of(code, "party") or types_of(code, "state")


def _weakness(kinds: tuple[DocType, ...], match: re.Match[str]) -> bool | None:
    """Whether a type with a serial needs more beside it to be a reference (the types table); None when it is none."""
    if not kinds or kinds[0].bare == "never":
        return None
    if _is_grade(match) or _is_label(match):
        return True
    rule, numbered, capital = kinds[0].bare, bool(match["so"]), match["type"][0].isupper()
    if rule == "free" or (rule != "body" and numbered) or (rule == "capital" and capital):
        return False
    return True if numbered or capital else None


# Codes that are grades of things where a figure is glued to them: “thép CT3”, “CT38”, “HD5”. Not: "QĐ217", "NQ18".
_GRADES = frozenset(("CT", "KL", "HD", "CTr"))


def _is_grade(match: re.Match[str]) -> bool:
    """Whether a short code and its figure may be a grade or a label: “thép CT3”, “NQ4”; a body or a day must tell."""
    if not match["short"] or match["so"]:
        return False
    return len(match["serials"]) == 1 or (match["short"] in _GRADES and match.end("short") == match.start("serials"))


# Behind the one figure of a labelled point. Must match: "Kết luận 1: đúng", "Nghị quyết 1. Nghị quyết 2", and at the
# text's end only where the label opens a sentence too. Not: "Chỉ thị 5 của", "Nghị quyết số 8. Ngày", "Chỉ thị 05: …".
_LABELLED = re.compile(rf"\s?:|\.\s+[{patterns.UPPER}]")
_LABEL_ENDS = re.compile(r"\.?\s*$")
_OPENS = re.compile(r"(?:^|[.;:!?\n])\s*$")


def _is_label(match: re.Match[str]) -> bool:
    """Whether one figure without “số” labels a point of a list, “Kết luận 1: đúng. Kết luận 2: sai.”."""
    if len(match["serials"]) > 1 or match["so"] or match["year"] or match["own"]:
        return False
    text, start = match.string, match.start()
    if _LABELLED.match(text, match.end()):
        return True
    return bool(_LABEL_ENDS.match(text, match.end()) and _OPENS.search(text, max(0, start - 3), start))


# What follows a bare number in a real reference. Not: a small word that the number counts or qualifies
# (“Đề án 5 bước”, “Kế hoạch 1 triệu cây xanh”). Behind “số” or a capital type with two figures anything may follow.
_AFTER_BARE = re.compile(
    r"\s*(?:$|[,.;:)(\]”\"…?!*|\n]|[-–]\s|(?:của|về|ngày|năm|khóa|và|là|do|được|đã|tại|theo|trong|với|cùng|gắn|ra|ban"
    r"|có|ở|đối|đến|từ|vào|thì|này|trên|nêu|quy|giai|cho|sẽ|để|bằng|qua|bị|hướng|như|nói|đặt|đề|xác|mới|thực|sau)(?!\w))",
    re.IGNORECASE,
)


_VERBS = frozenset(("quy định", "quyết định", "hướng dẫn", "thông báo", "kết luận"))
_IS = re.compile(r"\s+là\s")


def _counts(smooth: str, match: re.Match[str]) -> bool:
    """Whether the serial counts something; a year number ("Chương trình 2021") is never a serial."""
    if any(1900 <= int(serial) <= 2100 for serial in re.findall(r"\d+", match["serials"])):
        return True
    # “Bộ quy định số 116 là số máy”: a verb and what it lays down.
    if " ".join(match["type"].split()) in _VERBS and _IS.match(smooth, match.end()):
        return True
    written_out = match["type"][0].isupper() and not match["short"] and len(match["serials"]) > 1
    return not (match["so"] or match["year"] or written_out) and not _AFTER_BARE.match(smooth, match.end())
