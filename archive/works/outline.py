"""The parts of a text that can be named and linked to: phần, chương, mục, điều, khoản, điểm.

Reads the beginning of each block only; what a block is (heading, item) was decided when the text was extracted. Anchors
are what people would say: `dieu-3-khoan-2`, `muc-ii-1`. `sheet` puts them on the page. `outlined` has all of it in one
value, which the store keeps beside the text.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from archive.text.span import Span
from archive.text.syllable_counts import packed_counts
from archive.text.vietnamese import slugify
from archive.works.document import Block
from archive.works.main_text import body_of

# Matches "Điều 5.", "Điều 12a -", "ĐIỀU 3:". Not "Điều lệ Đảng", "Điều này".
_ARTICLE = re.compile(r"điều\s+(\d{1,3}[a-zđ]?)(?!\w)", re.IGNORECASE)
# Matches "Chương II", "Phần thứ nhất", "PHẦN I", "Mục 2". Not "Phần lớn cán bộ", "Mục tiêu".
_PART = re.compile(r"(phần|chương|mục)\s+((?:thứ\s+)?(?:[ivxl]+|\d{1,2}|nhất|hai|ba|tư|năm|sáu))(?!\w)", re.IGNORECASE)
# Matches "I- ", "II. ", "IV – ", "III) ". Not "Ví dụ", "IX được", "I/2020" (a quarter).
_ROMAN = re.compile(r"([IVXL]{1,6})\s?(?:[.\-–—)]|/(?!\d))\s?(?=\S)")
# Matches "A- NỘI DUNG", "B. Tổ chức thực hiện". Not "A/H1N1", "A-ra-bi", "B.52", "C. Mác" (a name).
_CAPITAL = re.compile(r"([A-HĐ])\s?(?:[.)]|[-–—])\s+(?!Mác)(?=[^\W\d_]{2})")
# Matches "1- ", "2. ", "3) ", "10.". Not "11/11/2014", "1.1. ", "05-CT/TW", "2020 là".
_ARABIC = re.compile(r"(\d{1,2})\s?(?:[.)]|[-–—]\s)(?!\d)")
# Matches "1.1. ", "2.3- ". Not "1.500 đảng viên".
_DECIMAL = re.compile(r"(\d{1,2}\.\d{1,2})(?:[.)\-–]|\s)(?!\d)")
# Matches "a) ", "đ. ". Not "a b".
_LETTER = re.compile(r"([a-zđ])\s?[).]\s")
# What is told of a block of an outline: the first three are those of `Place`, the others are said in `Outline`.
LISTED, DEEP, NUMBERED, HEADED, BEGINS, CLAUSE = (1 << bit for bit in range(6))
# Of what is kept: raise it when a rule of this module or of `main_text` changes, so that what was kept is read anew.
OUTLINE_RECIPE = 2
_LONGEST_HEADING = 160  # code points: a numbered line that is longer is text
LONGEST_LABEL = 96  # letters of an entry in the table of contents: two lines in a column of 17rem


class Place(NamedTuple):
    """A part of the text: its anchor, whether the table of contents lists it, how deep, whether it has a number."""

    anchor: str
    listed: bool = False
    deep: bool = False
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Outline:
    """All that is told of the parts of a text, block by block: where each stands, its anchor, and marks of what it is.

    `names` are the anchors of the blocks that begin a named part, "" for the others; `marks` one byte a block, of the
    bits `LISTED` and so on. `HEADED`: its line is a heading. `BEGINS`: it begins a part that answers a question by
    itself, an article, a section, a number below a section. `CLAUSE`: a khoản. `body` is where the body stands, `size`
    how long the text is. `counts` are the syllables before the body and before each block, and at the end of each, as
    `archive.text.syllable_counts` packs them; b"" where they are not known.
    """

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    names: tuple[str, ...]
    marks: bytes
    body: Span
    size: int = 0
    counts: bytes = b""

    def anchor(self, block: int) -> str:
        """The anchor of a block."""
        return self.names[block] or f"doan-{block + 1}"

    def places(self) -> tuple[Place, ...]:
        """What `places` gives for the text and its blocks."""
        return tuple(
            Place(self.anchor(block), bool(mark & LISTED), bool(mark & DEEP), bool(mark & NUMBERED))
            for block, mark in enumerate(self.marks)
        )


_UNNAMED = Place("")
# The letters that `_PART`, `_CAPITAL`, `_ARTICLE` and `_ROMAN` may begin with.
_FIRST = frozenset("pPcCmMABCDEFGHđĐIVXL")


@dataclass(slots=True)
class _Path:
    """Where the reading stands: the article or Roman part, the khoản or number, and the anchors given so far.

    `above` says that a phần, chương or capital letter is open, so that Roman parts stand below it.
    """

    upper: str = ""
    middle: str = ""
    in_article: bool = False
    above: bool = False
    given: dict[str, int] = field(default_factory=dict)

    def unique(self, anchor: str) -> str:
        """The anchor, with "_2", "_3" when an earlier block has it: no part is called so, "muc-i-2" may be one."""
        count = self.given[anchor] = self.given.get(anchor, 0) + 1
        return anchor if count == 1 else f"{anchor}_{count}"


def places(text: str, blocks: Iterable[Block]) -> tuple[Place, ...]:
    """One place a block, in order; one that begins no named part is `doan-<n>`, counted from 1. Anchors are unique."""
    return tuple(
        place if place.anchor else place._replace(anchor=f"doan-{ordinal}")
        for ordinal, place in enumerate(_named_places(text, blocks), 1)
    )


def _named_places(text: str, blocks: Iterable[Block]) -> list[Place]:
    """As `places`, but "" for the anchor of a block that begins no named part; no named part is called `doan`."""
    path = _Path()
    found = []
    for block in blocks:
        place = _place(text[block.start : block.end].lstrip(), block, path)
        if place.anchor:
            place = Place(path.unique(place.anchor), place.listed, place.deep, numbered=True)
        found.append(place)
    return found


def outlined(text: str, blocks: Iterable[Block]) -> Outline:
    """The outline of a text with its blocks: what `places` says of each, what begins a part, where the body stands."""
    held = tuple(blocks)
    whole = _covers(text, held)
    found = _named_places(text, held)
    starts, ends, body = tuple(block.start for block in held), tuple(block.end for block in held), body_of(text)
    return Outline(
        starts=starts,
        ends=ends,
        names=tuple(place.anchor for place in found),
        marks=bytes(_marks(text, block, place, whole=whole) for block, place in zip(held, found, strict=True)),
        body=body,
        size=len(text),
        counts=packed_counts(text, (body.start, *starts), (body.end, *ends)),
    )


def _marks(text: str, block: Block, place: Place, *, whole: bool) -> int:
    if place is _UNNAMED:  # most blocks
        return HEADED if _headed(text, block) else 0
    clause = place.numbered and "-khoan-" in place.anchor
    return (
        (LISTED if place.listed else 0)
        | (DEEP if place.deep else 0)
        | (NUMBERED if place.numbered else 0)
        | (HEADED if _headed(text, block) else 0)
        | (BEGINS if _begins(block, place, clause=clause, whole=whole) else 0)
        | (CLAUSE if clause else 0)
    )


def _headed(text: str, block: Block) -> bool:
    """Whether a part begins with a heading: one by its block, or a short line with a number."""
    if block.kind == "heading":
        return True
    return block.end - block.start <= _LONGEST_HEADING and bool(lead(text[block.start : block.end]))


def _covers(text: str, blocks: Iterable[Block]) -> bool:
    """Whether no word stands outside the blocks: only then are unnamed blocks counted here as on the page."""
    at = 0
    for block in blocks:
        if text[at : block.start].strip():
            return False
        at = max(at, block.end)
    return not text[at:].strip()


def _begins(block: Block, place: Place, *, clause: bool, whole: bool) -> bool:
    """Whether a block begins a part: an article, a section, a number below a section; a heading without number too."""
    if place.numbered:
        return place.listed or (place.deep and not clause)
    return whole and place.listed and block.kind == "heading"


def _place(line: str, block: Block, path: _Path) -> Place:  # noqa: PLR0911  # one return for each kind of part
    if block.kind.startswith("letterhead"):
        return _UNNAMED
    first = line[:1]
    if first not in _FIRST:  # most lines: no pattern but those of `_lower_place` begins so
        return _lower_place(line, block, path)
    if match := _PART.match(line):
        return _division(slugify(match.group(0)), path)
    if match := _CAPITAL.match(line):
        return _division("phan-dd" if match.group(1) == "Đ" else f"phan-{match.group(1).lower()}", path)
    if match := _ARTICLE.match(line):
        path.upper, path.middle, path.in_article = f"dieu-{slugify(match.group(1))}", "", True
        return Place(path.upper, listed=True, deep=True)
    if match := _ROMAN.match(line):
        path.upper, path.middle, path.in_article = f"muc-{match.group(1).lower()}", "", False
        return Place(path.upper, listed=True, deep=path.above)
    return _lower_place(line, block, path)


def _division(anchor: str, path: _Path) -> Place:
    """A phần, chương, mục or capital letter: what other parts stand below."""
    path.upper, path.middle, path.in_article, path.above = anchor, "", False, True
    return Place(anchor, listed=True)


def _lower_place(line: str, block: Block, path: _Path) -> Place:
    """A khoản, a number below a Roman part, a điểm, or a heading without a number."""
    heading = block.kind == "heading"
    if line[:1].isdigit() and (match := _DECIMAL.match(line) or _ARABIC.match(line)):
        number = slugify(match.group(1))
        path.middle = f"{path.upper}-khoan-{number}" if path.in_article else f"{path.upper or 'muc'}-{number}"
        return Place(path.middle, listed=heading, deep=True)
    if path.middle and (match := _LETTER.match(line)):
        letter = slugify(match.group(1)) if match.group(1) != "đ" else "dd"
        return Place(f"{path.middle}-diem-{letter}" if path.in_article else f"{path.middle}-{letter}")
    return Place("", listed=heading, deep=block.level > 2) if heading or block.level > 2 else _UNNAMED


def lead(line: str) -> int:
    """Where the number that an article or part begins with ends in its line: "Điều 1." of "Điều 1. Thông qua…"; 0."""
    bare = line.lstrip()
    if bare[:1] not in _FIRST:  # most lines
        return 0
    blanks = len(line) - len(bare)
    for pattern in (_PART, _ARTICLE):
        if found := pattern.match(bare):
            end = blanks + found.end()
            return end + (line[end : end + 1] in {".", ":"})
    return 0


def label(line: str) -> str:
    """The words of a part as the table of contents shows them: one line, cut between syllables."""
    words = " ".join(line.split())
    if len(words) <= LONGEST_LABEL:
        return words
    return words[: LONGEST_LABEL + 1].rpartition(" ")[0].rstrip(",;:–-") + "…"


# "khoản 2 Điều 3", "điểm a khoản 2 Điều 3", "mục II.1", "mục II": what a reference names of its target.
_NAMED = {
    "dieu": re.compile(r"điều\s+(\d{1,3}[a-zđ]?)(?!\w)", re.IGNORECASE),
    "khoan": re.compile(r"khoản\s+(\d{1,2})(?!\w)", re.IGNORECASE),
    "diem": re.compile(r"điểm\s+([a-zđ])(?!\w)", re.IGNORECASE),
}
_SECTION = re.compile(r"mục\s+([IVXL]+)(?:[.\-\s]+(\d{1,2}))?(?!\w)", re.IGNORECASE)


def anchor_of(provision: str) -> str:
    """The anchor of a cited part: "khoản 2 Điều 3" → "dieu-3-khoan-2", "mục II.1" → "muc-ii-1"; "" for no part."""
    named = {part: match.group(1) for part, pattern in _NAMED.items() if (match := pattern.search(provision))}
    if "dieu" in named:
        ordered = [part for part in ("dieu", "khoan", "diem") if part in named]
        return "-".join(f"{part}-{'dd' if named[part] == 'đ' else slugify(named[part])}" for part in ordered)
    if match := _SECTION.search(provision):
        return "-".join(["muc", *(part.lower() for part in match.groups() if part)])
    return ""
