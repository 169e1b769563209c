"""Finding: a canonical text in, its mentions of documents out, in order, none inside another.

Here are the places (spots) where something refers to a document. What is written round a spot, its type, date, body and
title, is read in `surroundings`; the relation in `classify`; what it means in `resolve`.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from archive.cite import patterns
from archive.text.vietnamese import canonical_tones, plain
from archive.works import terms
from archive.works.number import Number, numbers_in
from archive.works.vocabulary import type_named, types_of


@dataclass(frozen=True, slots=True)
class Spot:
    """A place that refers to a document, before anything round it is read.

    `serial` and `year` belong to bare spots, `term` and `n` to plenums and congresses; `type` is set where it is part
    of the spot itself ("Chỉ thị 05").
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


def even(text: str) -> str:
    """The text as patterns want it, look-alikes made plain and tones in the new style; same length, so spans hold."""
    return canonical_tones(plain(text))


def find_spots(smooth: str) -> tuple[Spot, ...]:
    """Every spot of a text made `even`, in order; where two overlap the fuller form wins."""
    numbers = tuple(_numbers(smooth))
    kept: list[Spot] = []
    for spot in (*numbers, *_shared(smooth, numbers), *_plenums(smooth), *_congresses(smooth), *_bare(smooth)):
        if not any(other.start < spot.end and spot.start < other.end for other in kept):
            kept.append(spot)
    return tuple(sorted(kept, key=lambda spot: spot.start))


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
        if term and n:
            kind = "Kết luận" if match["type"].lower().startswith("k") else "Nghị quyết"
            yield Spot(match.start(), match.end(), "plenum", type=kind, term=term, n=n)


def _congresses(smooth: str) -> Iterator[Spot]:
    for match in patterns.congress().finditer(smooth):
        yield Spot(match.start(), match.end(), "congress", type="Nghị quyết", term=match["term"])


def _bare(smooth: str) -> Iterator[Spot]:
    for match in patterns.bare().finditer(smooth):
        kind = _type_name(match["type"])
        if kind is None or _counts(smooth, match):
            continue
        year = int(match["year"]) if match["year"] else None
        for place, serial in enumerate(re.finditer(r"\d+", match["serials"])):
            base = match.start("serials")
            start = match.start() if place == 0 else base + serial.start()
            last = match.end() if year else base + serial.end()
            if int(serial.group()):
                yield Spot(start, last, "bare", type=kind, serial=int(serial.group()), year=year)


# What follows a bare number in a real reference. Not: a small word that the number counts or qualifies
# (“Chương trình 30a của Chính phủ” is one; “Kế hoạch 1 triệu cây xanh”, “Đề án 5 bước” are not).
_AFTER_BARE = re.compile(
    r"\s*(?:$|[,.;:)(\]”\"…\n]|(?:của|về|ngày|năm|khóa|và|là|do|được|đã|tại|theo|trong|với|cùng|gắn|hoặc|ra|ban|có|đối|đến|từ|vào|thì|này|trên|nêu|quy|giai|cho|sẽ|để|bằng|qua|bị)(?!\w)|[-–]\s)",
    re.IGNORECASE,
)


def _counts(smooth: str, match: re.Match[str]) -> bool:
    """Whether the serial counts something; a year number ("Chương trình 2021") is never a serial."""
    if any(1900 <= int(serial) <= 2100 for serial in re.findall(r"\d+", match["serials"])):
        return True
    return not _AFTER_BARE.match(smooth, match.end())


def _type_name(written: str) -> str | None:
    """The printed name of a type's name or code; a code that two types share has none ("QĐ")."""
    named = type_named(" ".join(written.split()))
    if named:
        return named.name
    kinds = types_of(written.upper() if written.upper() != "CTR" else "CTr", "party") or types_of(written, "state")
    return kinds[0].name if len(kinds) == 1 else None
