"""A text as the page lays it out: letterheads in two columns, headings, paragraphs with anchors, contents.

Every letter of the text is on the sheet, in order; what no block covers becomes a paragraph. Links inside are given as
inserts by the page; the names of the parts come from `outline`, what part a block plays on paper from `paper`.
"""

import re
from bisect import bisect_right
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from markupsafe import Markup

from archive.text.span import Span
from archive.works.document import Block
from archive.works.outline import Place, label, lead, places
from search_web.paper import LONG_DATE, Role, roles, says_demonstration
from search_web.render import Insert, rendered

# Must match "muc-ii", "muc-ii-3"; must not match "muc-2", "muc-ii-3-a", "muc-ii_2".
_ROMAN = re.compile(r"muc-([ivxl]+)(?:-(\d{1,2}))?")
_LETTER = re.compile(r"[^\W_]")  # a line without one is a rule: "-----", "*"
FURTHEST = 12  # blocks a letterhead may have before the trích yếu: a title found further down does not centre the text
LONGEST_HEADING = 160  # code points: a numbered part that is longer is text, not a heading
WHOLE = "toan-van"  # the anchor of the whole text
FEWEST_ENTRIES = 3  # a table of contents for less is longer than what it saves


@dataclass(frozen=True, slots=True)
class Passage:
    """One block: where it ends in the text, its anchor, kind as in `BlockKind`, depth, heading level or 0, its HTML.

    `role` is the part it plays on paper, "" in a text that is not an official document. `alias` is the anchor as people
    write it of parts with a Roman number ("muc-II.3"), "" for others.
    """

    end: int
    role: Role
    anchor: str
    kind: str
    depth: int
    heading: int
    html: Markup
    alias: str = ""


@dataclass(frozen=True, slots=True)
class Columns:
    """A letterhead or foot in two columns, as on paper; `sides` says which column comes first in the text."""

    place: Literal["head", "foot"]
    left: tuple[Passage, ...]
    right: tuple[Passage, ...]

    @property
    def sides(self) -> tuple[tuple[str, tuple[Passage, ...]], ...]:
        """The columns that hold anything, with their names, the one that the text has first before the other."""
        both = [(name, column) for name, column in (("left", self.left), ("right", self.right)) if column]
        return tuple(sorted(both, key=lambda side: side[1][0].end))


@dataclass(frozen=True, slots=True)
class Opening:
    """Where the values of a letterhead were read: spans of the type, of the trích yếu, of number and issuer."""

    types: tuple[Span, ...] = ()
    titles: tuple[Span, ...] = ()
    head: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the table of contents."""

    anchor: str
    label: str
    deep: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """The whole text, laid out; `contents` is empty when there are too few parts to list.

    `anchors` are those of its named parts. `has_letterhead` says that the text brings its own; `headline` is the line
    that the page shows as its name.
    """

    parts: tuple[Passage | Columns, ...]
    contents: tuple[Entry, ...]
    anchors: frozenset[str] = frozenset()
    has_letterhead: bool = False
    headline: Passage | None = None

    @property
    def passages(self) -> Iterator[Passage]:
        """Every block, in the order of the text within each column."""
        for part in self.parts:
            both = (part,) if isinstance(part, Passage) else (*part.left, *part.right)
            yield from sorted(both, key=lambda one: one.end)


def lay_out(
    text: str, blocks: Sequence[Block], inserts: Sequence[Insert], opening: Opening | None = None, headline: str = ""
) -> Sheet:
    """The sheet of a text (NFC); offsets of `blocks` and `inserts` are code points of it.

    `opening` is given for official documents, which are set as on paper. A first block that says the `headline` and
    nothing else is not among the parts: the page shows it as its name.
    """
    whole = tuple(covering(text, blocks))
    named = places(text, whole)
    opened = opening or Opening()
    body = _body(text, whole, named, (*opened.types, *opened.titles))
    played = _roles(text, whole, named, opening, body)
    every = [
        _passage(text, block, place, inside, role)
        for block, place, role, inside in zip(whole, named, played, _shares(inserts, whole), strict=True)
    ]
    says = bool(whole and headline) and _evened(text[whole[0].start : whole[0].end]) == _evened(headline)
    parts = tuple(_parts(every[1:] if says else every))
    own = any(_within(block, opened.head) for block in whole[:body]) or _in_columns(parts)
    return Sheet(
        parts,
        _contents(text, whole[body:], named[body:]),
        frozenset(place.anchor for place in named if place.numbered),
        own,
        every[0] if says else None,
    )


def anchors_in(text: str, blocks: Sequence[Block]) -> Callable[[int], str]:
    """Offset of a text → the anchor of the block that holds it; the text as a whole beyond its end."""
    whole = tuple(covering(text, blocks))
    named = places(text, whole)
    ends = [block.end for block in whole]

    def anchor_at(offset: int) -> str:
        at = bisect_right(ends, offset)
        return named[at].anchor if at < len(named) else WHOLE

    return anchor_at


def _evened(line: str) -> str:
    return " ".join(line.split())


def _in_columns(parts: Sequence[Passage | Columns]) -> bool:
    return any(isinstance(part, Columns) and part.place == "head" for part in parts[:2])


def _roles(
    text: str, blocks: Sequence[Block], named: Sequence[Place], opening: Opening | None, body: int
) -> tuple[Role, ...]:
    if opening is None:
        return tuple("demonstration" if says_demonstration(text[one.start : one.end]) else "" for one in blocks)
    numbered = [place.numbered for place in named]
    return roles(text, blocks, body=body, types=opening.types, numbered=numbered)


def _body(text: str, blocks: Sequence[Block], named: Sequence[Place], opening: Sequence[Span]) -> int:
    """How many blocks stand before the text proper: letterhead, name of the type, trích yếu, the rule below them."""
    last = max((end for _, end in opening), default=0)
    for at, (block, place) in enumerate(zip(blocks, named, strict=True)):
        line = text[block.start : block.end]
        opens = block.kind.startswith("letterhead") or (block.kind == "heading" and not place.numbered)
        if place.numbered or not (
            opens or not _LETTER.search(line) or _within(block, opening) or (block.end < last and at < FURTHEST)
        ):
            return at
    return 0


def _within(block: Block, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start < block.end and end > block.start for start, end in spans)


def covering(text: str, blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks in order, with a paragraph for each line of text that none of them covers, so that nothing is lost."""
    at = 0
    for block in sorted(blocks, key=lambda one: one.start):
        if block.start < at or block.end > len(text):
            continue
        yield from _lines(text, at, block.start)
        yield block
        at = block.end
    yield from _lines(text, at, len(text))


def _lines(text: str, start: int, end: int) -> Iterator[Block]:
    at = start
    for line in text[start:end].splitlines(keepends=True):
        if line.strip():
            yield Block(at, at + len(line.rstrip("\r\n")))
        at += len(line)


def _shares(inserts: Iterable[Insert], blocks: Sequence[Block]) -> Iterator[list[Insert]]:
    """The inserts that touch each block, for blocks in order and apart; one walk, however many there are."""
    waiting = deque(sorted(inserts, key=lambda one: one.start))
    reaching: list[Insert] = []
    for block in blocks:
        while waiting and waiting[0].start < block.end:
            reaching.append(waiting.popleft())
        reaching = [one for one in reaching if one.end > block.start]
        yield list(reaching)


def _passage(text: str, block: Block, place: Place, inside: list[Insert], role: Role) -> Passage:
    heading = 0 if role else _heading(block, place)
    # A place that is looked for may cross what is set apart; then it is what the reader wants to see.
    if not heading and not any(one.kind.startswith("hit") for one in inside):
        inside += _set(text, block, place, role)
    html = rendered(text, block.start, block.end, inside)
    return Passage(block.end, role, place.anchor, block.kind, block.level, heading, html, _alias(place.anchor))


def _alias(anchor: str) -> str:
    """How people write the anchor of a Roman part: "muc-ii-3" → "muc-II.3", "muc-iv" → "muc-IV"; "" for others."""
    named = _ROMAN.fullmatch(anchor)
    return f"muc-{named[1].upper()}" + (f".{named[2]}" if named[2] else "") if named else ""


def _set(text: str, block: Block, place: Place, role: Role) -> Iterator[Insert]:
    """What is set apart within a line: the date of a letterhead, the number that a long article or part begins with."""
    line = text[block.start : block.end]
    if role == "date" and (found := LONG_DATE.search(line)):
        yield Insert(block.start + found.start(), block.start + found.end(), "together")
    if not role and place.listed and place.numbered and (end := lead(line)):
        yield Insert(block.start, block.start + end, "lead")


def _heading(block: Block, place: Place) -> int:
    """The heading level on the page: headings, and short lines that begin a numbered part; 0 for text."""
    if block.kind == "heading" and not place.numbered:
        return 3 if block.level <= 2 else 4
    if place.listed and block.end - block.start <= LONGEST_HEADING:
        return 4 if place.deep else 3
    return 0


def _side(passage: Passage) -> str:
    """The place of a passage on the sheet: in the letterhead, in the foot, or "" in the text."""
    if passage.kind.startswith("letterhead"):
        return "head"
    return "foot" if passage.role in {"recipients", "signature"} else ""


def _parts(passages: Iterable[Passage]) -> Iterator[Passage | Columns]:
    for side, run in groupby(passages, key=_side):
        found = tuple(run)
        if side == "head":
            left = tuple(one for one in found if one.kind == "letterhead-left")
            yield Columns("head", left, tuple(one for one in found if one.kind != "letterhead-left"))
        elif side == "foot":
            left = tuple(one for one in found if one.role == "recipients")
            yield Columns("foot", left, tuple(one for one in found if one.role == "signature"))
        else:
            yield from found


def _contents(text: str, blocks: Sequence[Block], named: Sequence[Place]) -> tuple[Entry, ...]:
    listed = [(block, place) for block, place in zip(blocks, named, strict=True) if place.listed]
    if len(listed) < FEWEST_ENTRIES:
        return ()
    flat = all(place.deep for _, place in listed)
    return tuple(
        Entry(place.anchor, label(text[block.start : block.end]), place.deep and not flat) for block, place in listed
    )
