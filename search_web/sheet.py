"""A text as the page lays it out: letterheads in two columns, headings, paragraphs with anchors, contents.

Every letter of the text is on the sheet, in order; what no block covers becomes a paragraph. Links inside are given as
inserts by the page; the names of the parts come from `outline`.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from archive.works.document import Block
from search_web.outline import Place, label, places
from search_web.render import Insert, rendered

_LETTER = re.compile(r"[^\W_]")  # a line without one is a rule: "-----", "*"
FURTHEST = 12  # blocks a letterhead may have before the trích yếu: a title found further down does not centre the text
LONGEST_HEADING = 160  # code points: a numbered part that is longer is text, not a heading
FEWEST_ENTRIES = 3  # a table of contents for less is longer than what it saves


@dataclass(frozen=True, slots=True)
class Passage:
    """One block: where it ends in the text, its anchor, kind as in `BlockKind`, depth, heading level or 0, its HTML.

    `opening` says that it stands before the text proper: the name of the type and the trích yếu, centred on paper.
    """

    end: int
    opening: bool
    anchor: str
    kind: str
    depth: int
    heading: int
    html: Markup


@dataclass(frozen=True, slots=True)
class Columns:
    """A letterhead or foot in two columns, as on paper."""

    left: tuple[Passage, ...]
    right: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the table of contents."""

    anchor: str
    label: str
    deep: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """The whole text, laid out; `contents` is empty when there are too few parts to list."""

    parts: tuple[Passage | Columns, ...]
    contents: tuple[Entry, ...]

    def anchor_at(self, offset: int) -> str:
        """The anchor of the block that holds an offset of the text; the text as a whole beyond its end."""
        return next((one.anchor for one in self.passages if offset < one.end), "toan-van")

    @property
    def passages(self) -> Iterator[Passage]:
        """Every block, in the order of the text within each column."""
        for part in self.parts:
            both = (part,) if isinstance(part, Passage) else (*part.left, *part.right)
            yield from sorted(both, key=lambda one: one.end)

    @property
    def has_letterhead(self) -> bool:
        """Whether the text brings its own letterhead."""
        return any(isinstance(part, Columns) for part in self.parts[:2])


def lay_out(
    text: str, blocks: Sequence[Block], inserts: Sequence[Insert], opening: Sequence[tuple[int, int]] = ()
) -> Sheet:
    """The sheet of a text (NFC); offsets of `blocks` and `inserts` are code points of it.

    `opening` are the spans that the type and the trích yếu were read from: their blocks are centred, as on paper.
    """
    whole = tuple(covering(text, blocks))
    named = places(text, whole)
    body = _body(text, whole, named, opening)
    passages = [
        (block.kind.startswith("letterhead"), _passage(text, block, place, inserts, opening=at < body))
        for at, (block, place) in enumerate(zip(whole, named, strict=True))
    ]
    return Sheet(tuple(_parts(passages)), _contents(text, whole[body:], named[body:]))


def _body(text: str, blocks: Sequence[Block], named: Sequence[Place], opening: Sequence[tuple[int, int]]) -> int:
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


def _passage(text: str, block: Block, place: Place, inserts: Sequence[Insert], *, opening: bool) -> Passage:
    inside = [one for one in inserts if one.start < block.end and one.end > block.start]
    heading = _heading(block, place)
    html = rendered(text, block.start, block.end, inside)
    return Passage(block.end, opening, place.anchor, block.kind, block.level, heading, html)


def _heading(block: Block, place: Place) -> int:
    """The heading level on the page: headings, and short lines that begin a numbered part; 0 for text."""
    if block.kind == "heading":
        return 3 if block.level <= 2 else 4
    if place.listed and place.numbered and block.end - block.start <= LONGEST_HEADING:
        return 4 if place.deep else 3
    return 0


def _parts(passages: Iterable[tuple[bool, Passage]]) -> Iterator[Passage | Columns]:
    for columns, run in groupby(passages, key=lambda one: one[0]):
        found = [passage for _, passage in run]
        if columns:
            left = tuple(one for one in found if one.kind == "letterhead-left")
            yield Columns(left, tuple(one for one in found if one.kind != "letterhead-left"))
        else:
            yield from found


def _contents(text: str, blocks: Sequence[Block], named: Sequence[Place]) -> tuple[Entry, ...]:
    listed = [(block, place) for block, place in zip(blocks, named, strict=True) if place.listed]
    if len(listed) < FEWEST_ENTRIES:
        return ()
    return tuple(Entry(place.anchor, label(text[block.start : block.end]), place.deep) for block, place in listed)
