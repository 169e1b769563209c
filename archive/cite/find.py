"""Finding: a canonical text in, its mentions of documents out, in order, none inside another.

Here are the places (spots) where something refers to a document. What is written round a spot, its type, date, body and
title, is read in `surroundings`; the relation in `classify`; what it means in `resolve`.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator

from archive.cite import patterns
from archive.cite.law_names import find_laws
from archive.cite.serials import bare_spots, shared_spots
from archive.cite.spot import Spot, places_of
from archive.text.vietnamese import canonical_tones, plain
from archive.works import terms
from archive.works.number import numbers_in_plain

__all__ = ["Spot", "even", "find_spots"]


def _behind(words: tuple[str, ...]) -> str:
    """A line's end behind one of some words, with or without a blank."""
    return "|".join(rf"(?<=\b{word}{blank}\n)" for word in words for blank in ("", " "))


# The lines of a hard-wrapped text (PDF, Công báo) go on where the next begins with a small letter, or where a line ends
# with a word that wants its numeral, or inside the parts of one citation. Must join: "của Chính↵phủ", "tháng 11↵năm
# 2025", "ngày↵18/9/2023", "số↵132/2008", "Điều↵23 Luật", "phần↵III", "khoản 6 Điều 21↵Nghị định số", "Điều 11,↵Điều 22
# Thông tư". Must not: "quy định.↵3. Bảo đảm", "Quốc hội;↵a) Nội dung", "LÀO CAI↵Số 47", "hàng tháng↵Được bãi bỏ",
# "Điều 5,↵Điều 6. Tên". The break stands first and what is before it behind: so the search runs from break to break.
_WRAPPED = re.compile(
    rf"\n(?:(?<![\n.;:!?…]\n)(?<![\n.;:!?…] \n)(?=[ ]?[{patterns.LOWER}][{patterns.LOWER} ,])"
    r"|(?:(?<=[ốygmaunầc]\n)|(?<=[ốygmaunầc] \n))(?:"
    rf"(?=[ ]?\d)(?:{_behind(('số', 'ngày', 'tháng', 'năm', 'Điều', 'khoản'))})"
    rf"|(?=[ ]?\S)(?:{_behind(('của',))})"
    rf"|(?=[ ]?[IVX]{{1,5}}(?!\w))(?:{_behind(('phần', 'Phần', 'mục', 'Mục', 'chương', 'Chương'))}))"
    r"|(?:(?<=[0-9,]\n)|(?<=[0-9,] \n))(?=[ ]?[NTQLPBĐ])(?:"
    rf"(?:{_behind(tuple(f'Điều {figures}' for figures in ('[0-9]', '[0-9][0-9]', '[0-9][0-9][0-9]')))})"
    r"(?=[ ]?(?:Nghị|Thông|Quyết|Luật|Pháp|Bộ)[ ](?:(?:định|tư|quyết|lệnh|luật)[ ])?(?:liên[ ]tịch[ ])?(?:số[ ])?[0-9])"
    r"|(?:(?<=[0-9],\n)|(?<=[0-9], \n))(?=[ ]?Điều [0-9]{1,3}[ ,](?![-–])))"
    r")"
)


def even(text: str) -> str:
    """The text as patterns want it: look-alikes plain, tones in the new style, wrapped lines joined. Same length."""
    return _WRAPPED.sub(" ", canonical_tones(plain(text)))


def find_spots(smooth: str) -> tuple[Spot, ...]:
    """Every spot of a text made `even`, in order; where two overlap the fuller form wins."""
    numbers = tuple(_numbers(smooth))
    kept: list[Spot] = list(numbers)
    for spot in (
        *shared_spots(smooth, numbers),
        *_plenums(smooth),
        *_congresses(smooth),
        *find_laws(smooth),
        *bare_spots(smooth),
    ):
        place = bisect_left(kept, spot.start, key=_start)
        before, after = kept[max(place - 1, 0) : place], kept[place : place + 1]
        if all(one.end <= spot.start for one in before) and all(spot.end <= one.start for one in after):
            kept.insert(place, spot)
    return tuple(kept)


def _start(spot: Spot) -> int:
    return spot.start


def _numbers(smooth: str) -> Iterator[Spot]:
    for start, end, number in numbers_in_plain(smooth):
        yield Spot(start, end, "number", number)


# How far a plenum's or congress's name reaches before and behind the word by which it is looked for.
_BEFORE, _BEHIND = 170, 90


def _named(smooth: str, pattern: re.Pattern[str], words: tuple[str, ...]) -> Iterator[re.Match[str]]:
    """The matches of a pattern that holds one of some words; it is tried only round those: they are rare."""
    reached = 0
    for place in places_of(smooth, words):
        if place < reached:
            continue
        for match in pattern.finditer(smooth, max(reached, place - _BEFORE), place + _BEHIND):
            reached = match.end()
            yield match


def _plenums(smooth: str) -> Iterator[Spot]:
    for match in _named(smooth, patterns.plenum(), ("khóa", "Khóa", "KHÓA")):
        # The heading of the resolution itself: “NGHỊ QUYẾT↵Hội nghị lần thứ mười một Ban Chấp hành Trung ương …”.
        if match["type"].isupper() and len(match["type"]) > len("NQ") and "\n" in match.group():
            continue
        kind = "Kết luận" if match["type"].lower().startswith("k") else "Nghị quyết"
        for start, end, n, term in _listed(match):
            if n and term:
                yield Spot(start, end, "plenum", type=kind, term=term, n=n)


def _listed(match: re.Match[str]) -> Iterator[tuple[int, int, int | None, str | None]]:
    """The plenums of one name: “Trung ương 4, 5 khóa XII” is two, “Trung ương 4 khóa XI, XII” one of two terms."""
    group = "term" if match["term"] else "term2"
    n, term = terms.ordinal(match["n"] or match["word"]), terms.roman(match[group])
    others = list(re.finditer(r"\d+", match["others"] or ""))
    more = list(re.finditer(patterns.ROMAN, match["terms" + group[4:]], re.IGNORECASE))
    if others and more:
        return  # “Trung ương 4, 5 khóa XI, XII” may be two or four
    base = match.start("others") if others else match.start("terms" + group[4:])
    first_end = match.end("n") if others else match.end(group) if more else match.end()
    yield match.start(), first_end, n, term
    for one in others:
        end = match.end() if one is others[-1] else base + one.end()
        yield base + one.start(), end, terms.ordinal(one.group()), term
    for one in more:
        yield base + one.start(), base + one.end(), n, terms.roman(one.group())


def _congresses(smooth: str) -> Iterator[Spot]:
    for match in _named(smooth, patterns.congress(), ("ại hội", "ại Hội", "ẠI HỘI", " ĐH ")):
        term = terms.roman(match["term"])
        if term:
            yield Spot(match.start(), match.end(), "congress", type="Nghị quyết", term=term)
