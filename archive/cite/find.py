"""Finding: a canonical text in, its mentions of documents out, in order, none inside another.

Here are the places (spots) where something refers to a document. What is written round a spot, its type, date, body and
title, is read in `surroundings`; the relation in `classify`; what it means in `resolve`.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from archive.cite import patterns
from archive.text.vietnamese import canonical_tones, plain
from archive.works import terms
from archive.works.number import Number, numbers_in
from archive.works.vocabulary import DocType, type_named, types_of


@dataclass(frozen=True, slots=True)
class Spot:
    """A place that refers to a document, before anything round it is read.

    `serial`, `year` and `code` belong to bare spots, `term` and `n` to plenums and congresses; `type` is set where it
    is part of the spot itself ("Chỉ thị 05"), and None for a code of two types ("QĐ 217"). A `weak` spot is a reference
    only where a Party body or a date is written with it ("Chương trình 06 của Thành ủy").
    """

    start: int
    end: int
    kind: Literal["number", "bare", "plenum", "congress"]
    number: Number | None = None
    type: str | None = None
    serial: int = 0
    year: int | None = None
    term: str = ""
    n: int = 0
    code: str = ""
    weak: bool = False


# The lines of a hard-wrapped text (PDF, Công báo) go on where the next begins with a small letter, or where a line ends
# with a word that wants its numeral. Must join: "của Chính↵phủ", "tháng 11↵năm 2025", "ngày↵18/9/2023", "số↵132/2008".
# Must not: "quy định.↵3. Bảo đảm", "Quốc hội;↵a) Nội dung", "LÀO CAI↵Số 47".
_WRAPPED = re.compile(
    rf"(?<![\n.;:!?…])(?<![\n.;:!?…] )\n(?=[ ]?[{patterns.LOWER}][{patterns.LOWER} ,])"
    r"|(?:(?<=\bsố)|(?<=\bngày)|(?<=\btháng)|(?<=\bnăm)|(?<=\bcủa))[ ]?\n(?=[ ]?\S)"
)


def even(text: str) -> str:
    """The text as patterns want it: look-alikes plain, tones in the new style, wrapped lines joined. Same length."""
    return _WRAPPED.sub(lambda match: " " * len(match.group()), canonical_tones(plain(text)))


def find_spots(smooth: str) -> tuple[Spot, ...]:
    """Every spot of a text made `even`, in order; where two overlap the fuller form wins."""
    numbers = tuple(_numbers(smooth))
    kept: list[Spot] = []
    for spot in (*numbers, *_shared(smooth, numbers), *_plenums(smooth), *_congresses(smooth), *_bare(smooth)):
        place = bisect_left(kept, spot.start, key=lambda one: one.start)
        before, after = kept[max(place - 1, 0) : place], kept[place : place + 1]
        if all(one.end <= spot.start for one in before) and all(spot.end <= one.start for one in after):
            kept.insert(place, spot)
    return tuple(kept)


def _numbers(smooth: str) -> Iterator[Spot]:
    for start, end, number in numbers_in(smooth):
        yield Spot(start, end, "number", number)


# What must stand before serials that share the letters of the next number: a type's name or “số”.
_BEFORE_SERIALS = re.compile(r"(?<!\w)(?:số|các\s+số)\s*:?\s*$", re.IGNORECASE)


def _shared(smooth: str, numbers: Iterable[Spot]) -> Iterator[Spot]:
    """The serials of “Quyết định số 217, 218-QĐ/TW” that stand before the full number."""
    for spot in numbers:
        window = smooth[max(0, spot.start - 60) : spot.start]
        match = patterns.SHARED.search(window)
        if not match or spot.number is None:
            continue
        before = window[: match.start()]
        if not (_BEFORE_SERIALS.search(before) or patterns.type_before().search(before)):
            continue
        offset = spot.start - len(window) + match.start("serials")
        for serial in re.finditer(r"\d+", match["serials"]):
            number = replace(spot.number, serial=int(serial.group()), suffix="", raw=serial.group())
            yield Spot(offset + serial.start(), offset + serial.end(), "number", number)


def _plenums(smooth: str) -> Iterator[Spot]:
    for match in patterns.plenum().finditer(smooth):
        term = terms.roman(match["term"] or match["term2"])
        n = terms.ordinal(match["n"] or match["word"])
        # The heading of the resolution itself: “NGHỊ QUYẾT↵Hội nghị lần thứ mười một Ban Chấp hành Trung ương …”.
        heading = match["type"].isupper() and len(match["type"]) > len("NQ") and "\n" in match.group()
        if term and n and not heading:
            kind = "Kết luận" if match["type"].lower().startswith("k") else "Nghị quyết"
            yield Spot(match.start(), match.end(), "plenum", type=kind, term=term, n=n)


def _congresses(smooth: str) -> Iterator[Spot]:
    for match in patterns.congress().finditer(smooth):
        yield Spot(match.start(), match.end(), "congress", type="Nghị quyết", term=match["term"])


def _bare(smooth: str) -> Iterator[Spot]:
    for match in patterns.bare().finditer(smooth):
        kinds = _types(match["type"])
        weak = _weakness(kinds, match)
        if weak is None or _counts(smooth, match):
            continue
        year = int(match["year"]) if match["year"] else None
        name = kinds[0].name if len(kinds) == 1 else None
        for place, serial in enumerate(re.finditer(r"\d+", match["serials"])):
            base = match.start("serials")
            start = match.start() if place == 0 else base + serial.start()
            last = match.end() if year else base + serial.end()
            spot = Spot(start, last, "bare", type=name, serial=int(serial.group()), year=year, code=kinds[0].code)
            if spot.serial:
                yield replace(spot, weak=weak)


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
    rule, numbered, capital = kinds[0].bare, bool(match["so"]), match["type"][0].isupper()
    if rule == "free" or (rule != "body" and numbered) or (rule == "capital" and capital):
        return False
    return True if numbered or capital else None


# What follows a bare number in a real reference. Not: a small word that the number counts or qualifies
# (“Đề án 5 bước”, “Kế hoạch 1 triệu cây xanh”). Behind “số” or a capital type with two figures anything may follow.
_AFTER_BARE = re.compile(
    r"\s*(?:$|[,.;:)(\]”\"…?!*|\n]|[-–]\s|(?:của|về|ngày|năm|khóa|và|là|do|được|đã|tại|theo|trong|với|cùng|gắn|hoặc|ra|ban"
    r"|có|ở|đối|đến|từ|vào|thì|này|trên|nêu|quy|giai|cho|sẽ|để|bằng|qua|bị|hướng|như|nói|đặt|đề|xác|mới|thực|sau)(?!\w))",
    re.IGNORECASE,
)


def _counts(smooth: str, match: re.Match[str]) -> bool:
    """Whether the serial counts something; a year number ("Chương trình 2021") is never a serial."""
    if any(1900 <= int(serial) <= 2100 for serial in re.findall(r"\d+", match["serials"])):
        return True
    written_out = match["type"][0].isupper() and not match["short"] and len(match["serials"]) > 1
    return not (match["so"] or match["year"] or written_out) and not _AFTER_BARE.match(smooth, match.end())
