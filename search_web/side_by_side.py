"""A comparison of two texts as a page shows it: rows of what differs, side by side, and what is the same folded away.

A row is a paragraph or several; its bits are the words of one text with what was done to them. Long comparisons are
turned in pages of rows, so that no page is heavier than a document.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from archive.ask.compare_texts import Comparison, Pair
from archive.text.difference import Change, Piece, kept_lines
from archive.text.span import Span

A_PAGE = 24_000  # letters shown on a page, of both texts together: with its frame about 60 kB
_LONGEST = 6_000  # letters of one side of a row; more than that is no row that anybody reads
_FOLDED = 4_000  # letters of an unchanged run that are there to be unfolded; a longer one is read in its document
_SHORT = 12  # words of an unchanged run that are not worth folding: a heading


@dataclass(frozen=True, slots=True)
class Bit:
    """Words of one text with what was done to them."""

    change: Change
    words: str


@dataclass(frozen=True, slots=True)
class Row:
    """A stretch of a part: its bits on both sides; of what is the same only the first side, with its counts.

    `cut` says that a side is longer than is shown.
    """

    first: tuple[Bit, ...]
    second: tuple[Bit, ...]
    same: bool
    lines: int = 0
    words: int = 0
    cut: bool = False

    @property
    def folded(self) -> bool:
        """Whether it is unchanged and long enough to be folded."""
        return self.same and self.words > _SHORT

    @property
    def weight(self) -> int:
        """How many letters it shows."""
        return sum(len(bit.words) for bit in (*self.first, *self.second)) + 100


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the texts with its rows: its place in the comparison, and the pair it comes from.

    `continued` where the page before ended within it.
    """

    ordinal: int
    pair: Pair
    rows: tuple[Row, ...]
    continued: bool = False

    @property
    def state(self) -> str:
        """What became of the part: same, changed, removed, added."""
        if self.pair.first is None:
            return "added"
        if self.pair.second is None:
            return "removed"
        return "same" if self.pair.same else "changed"

    @property
    def heading(self) -> str:
        """Its heading in the second text, else in the first; "" for what stands before any part."""
        part = self.pair.second or self.pair.first
        return part.heading if part else ""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many parts each thing became of, how many words were taken away and put in."""

    same: int
    changed: int
    added: int
    removed: int
    moved: int
    words_deleted: int
    words_inserted: int
    whole: bool


def sections(first: str, second: str, comparison: Comparison) -> tuple[Section, ...]:
    """The parts of a comparison with their rows."""
    return tuple(
        Section(ordinal, pair, tuple(_rows(first, second, pair))) for ordinal, pair in enumerate(comparison.pairs, 1)
    )


def counts_of(first: str, second: str, found: Sequence[Section]) -> Counts:
    """What a comparison comes to."""
    states = [one.state for one in found]
    pieces = [piece for one in found for piece in one.pair.pieces]
    return Counts(
        same=states.count("same"),
        changed=states.count("changed"),
        added=states.count("added"),
        removed=states.count("removed"),
        moved=sum(one.pair.moved for one in found),
        words_deleted=sum(_count(first, piece.first) for piece in pieces if piece.change == "deleted"),
        words_inserted=sum(_count(second, piece.second) for piece in pieces if piece.change == "inserted"),
        whole=all(one.pair.words for one in found),
    )


def _count(text: str, span: Span | None) -> int:
    return len(text[span.start : span.end].split()) if span else 0


def in_pages(found: Iterable[Section]) -> tuple[tuple[Section, ...], ...]:
    """The sections in pages of about `A_PAGE` letters; a long section goes on upon the next page. At least one page."""
    pages: list[list[Section]] = [[]]
    weight = 0
    for section in found:
        kept: list[Row] = []
        continued = False
        for row in section.rows:
            if weight and weight + row.weight > A_PAGE:
                if kept:
                    pages[-1].append(replace(section, rows=tuple(kept), continued=continued))
                continued = continued or bool(kept)
                kept, weight = [], 0
                pages.append([])
            kept.append(row)
            weight += row.weight
        pages[-1].append(replace(section, rows=tuple(kept), continued=continued))
    return tuple(tuple(page) for page in pages)


# --- rows ------------------------------------------------------------------------------------------------------------


def _rows(first: str, second: str, pair: Pair) -> Iterator[Row]:
    """The rows of a pair: a row ends where both texts end a line; unchanged rows that follow each other are one."""
    one: list[Bit] = []
    other: list[Bit] = []
    same: list[str] = []
    for piece in pair.pieces:
        for bit_one, bit_other in _lines(first, second, piece):
            one += [bit_one] if bit_one else []
            other += [bit_other] if bit_other else []
            if not (bit_one and bit_other and "\n" in _blanks_behind(bit_one) and "\n" in _blanks_behind(bit_other)):
                continue
            if _unchanged([*one, *other]):
                same += [bit.words for bit in one]
            else:
                yield from _same(same)
                yield _changed(one, other)
                same = []
            one, other = [], []
    if _unchanged([*one, *other]):
        yield from _same([*same, *(bit.words for bit in one)])
    else:
        yield from _same(same)
        yield _changed(one, other)


def _blanks_behind(bit: Bit) -> str:
    return bit.words[len(bit.words.rstrip()) :]


def _unchanged(bits: Iterable[Bit]) -> bool:
    return all(bit.change == "kept" for bit in bits)


def _lines(first: str, second: str, piece: Piece) -> Iterator[tuple[Bit | None, Bit | None]]:
    """A piece as bits of both sides; what is kept, line by line where the texts have the same lines."""
    one = first[piece.first.start : piece.first.end] if piece.first else None
    other = second[piece.second.start : piece.second.end] if piece.second else None
    if one is not None and other is not None:
        yield from ((Bit("kept", mine), Bit("kept", theirs)) for mine, theirs in kept_lines(one, other))
    else:
        yield (
            Bit(piece.change, one) if one is not None else None,
            Bit(piece.change, other) if other is not None else None,
        )


def _same(lines: Sequence[str]) -> Iterator[Row]:
    text = "".join(lines).strip("\n")
    if text.strip():
        shown = text if len(text) <= _FOLDED else ""
        count = sum(1 for line in text.splitlines() if line.strip())
        yield Row((Bit("kept", shown),), (), same=True, lines=count, words=len(text.split()), cut=not shown)


def _changed(first: Sequence[Bit], second: Sequence[Bit]) -> Row:
    cut = any(sum(len(bit.words) for bit in bits) > _LONGEST for bits in (first, second))
    return Row(tuple(_clipped(first)), tuple(_clipped(second)), same=False, cut=cut)


def _clipped(bits: Iterable[Bit]) -> Iterator[Bit]:
    left = _LONGEST
    for bit in bits:
        if left <= 0:
            return
        yield bit if len(bit.words) <= left else Bit(bit.change, bit.words[:left].rpartition(" ")[0] + " …")
        left -= len(bit.words)
