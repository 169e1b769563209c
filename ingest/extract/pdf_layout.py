"""What the lines of a PDF are by their place: running heads and page numbers, rows, paragraphs.

A running head is known by its return at the same height of other pages, a page number by counting with the pages, the
end of a paragraph by room left at the end of its last line. Columns side by side are found in `pdf_columns`.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from archive.text.vietnamese import fold
from ingest.extract.pdf_columns import column_blocks
from ingest.extract.pdf_lines import Line, PageLines
from ingest.line_shape import ends_sentence, is_item
from ingest.material import Piece

# Heads and feet stand in the outer tenth of a page; in the gazettes at 6 %, in Party papers at 5–8 %.
_MARGIN = 0.11
# A row returns at the same height when it differs by no more points than this.
_SAME_HEIGHT = 4.0
_PAGE_NUMBER = re.compile(r"(?:trang\s*)?[-–—\s]*(\d{1,4})(?:\s*/\s*\d{1,4})?[-–—\s]*")
# The gazette's head, known also when the file has one page only: "CÔNG BÁO/Số 55/Ngày 26-01-2026".
_GAZETTE = re.compile(r"^(?:\d+\s*)?cong bao\s*/\s*so\b.{0,60}$")


@dataclass(frozen=True, slots=True)
class Column:
    """The usual edges of the lines of a page, and the usual distance from line to line."""

    left: float
    right: float
    leading: float


def without_heads(pages: Sequence[PageLines]) -> tuple[list[list[Line]], dict[str, int], tuple[str, ...]]:
    """The lines of each page without running heads and page numbers, how many were left out, and their texts."""
    edges = [[line for line in page.lines if _in_margin(line, page)] for page in pages]
    heads, offsets = _returning(edges, len(pages)), _counting(edges)
    kept: list[list[Line]] = []
    dropped: Counter[str] = Counter()
    aside: set[str] = set()
    for page, outer in zip(pages, edges, strict=True):
        marginal = set(outer)
        held: list[Line] = []
        for line in page.lines:
            reason = _head_reason(line, page.number, heads, offsets) if line in marginal else ""
            if reason:
                dropped[reason] += 1
                aside.add(line.text)
            else:
                held.append(line)
        kept.append(held)
    return kept, dict(dropped), tuple(sorted(aside))


def pieces_of_pages(pages: Sequence[Sequence[Line]]) -> Iterator[Piece]:
    """The pieces of all pages in order; a paragraph that runs over the foot of a page is one piece."""
    open_lines: list[Line] = []
    for lines in pages:
        blocks = column_blocks(lines)
        apart = {id(line) for block in blocks for line in block.lines}
        waiting = {id(line): block for block in blocks for line in block.lines}
        rows = merged_rows(lines, apart)
        column = _column(rows)
        given: set[int] = set()
        for line in rows:
            block = waiting.get(id(line))
            if block is not None and id(block) in given:
                continue
            if block is not None or (open_lines and not _continues(open_lines[-1], line, column)):
                yield from _piece(open_lines)
                open_lines = []
            if block is None:
                open_lines.append(line)
            else:
                given.add(id(block))
                yield from block.pieces()
    yield from _piece(open_lines)


def merged_rows(lines: Sequence[Line], apart: set[int]) -> list[Line]:
    """The lines with the parts of one row joined again, except those (by id) that stand in columns."""
    rows: list[Line] = []
    for line in lines:
        last = rows[-1] if rows else None
        if (
            last is not None
            and id(line) not in apart
            and id(last) not in apart
            and abs(last.bottom - line.bottom) < 0.4 * max(last.height, line.height, 6.0)
            and line.left >= last.right - 2.5
        ):
            rows[-1] = _joined(last, line)
        else:
            rows.append(line)
    return rows


def _joined(first: Line, second: Line) -> Line:
    # Letters of two fonts come as two lines ("M" and "ẫu"): only room between them is a blank.
    blank = " " if second.left - first.right > 0.12 * max(first.height, 6.0) else ""
    return Line(
        text=f"{first.text}{blank}{second.text}",
        left=first.left,
        right=second.right,
        bottom=min(first.bottom, second.bottom),
        top=max(first.top, second.top),
        page=first.page,
        first_word=first.first_word,
    )


def _in_margin(line: Line, page: PageLines) -> bool:
    return line.bottom > page.height * (1 - _MARGIN) or line.top < page.height * _MARGIN


def _returning(edges: Sequence[Sequence[Line]], pages: int) -> set[tuple[str, int]]:
    """Marginal texts, digits made alike, that stand at the same height on several pages."""
    seen: Counter[tuple[str, int]] = Counter()
    for outer in edges:
        seen.update({_head_key(line) for line in outer})
    fewest = max(2, round(pages * 0.25))
    return {key for key, count in seen.items() if count >= fewest}


def _head_key(line: Line) -> tuple[str, int]:
    return re.sub(r"\d+", "#", fold(line.text)), round(line.bottom / _SAME_HEIGHT)


def _counting(edges: Sequence[Sequence[Line]]) -> set[int]:
    """By how much the numbers in the margins differ from the count of pages: a cell of a table counts by itself."""
    seen: Counter[int] = Counter()
    for outer in edges:
        seen.update({number - line.page for line in outer if (number := _page_number(line)) is not None})
    fewest = 2 if len(edges) > 2 else 1
    return {offset for offset, count in seen.items() if count >= fewest}


def _page_number(line: Line) -> int | None:
    found = _PAGE_NUMBER.fullmatch(fold(line.text).strip())
    return int(found.group(1)) if found else None


def _head_reason(line: Line, page: int, heads: set[tuple[str, int]], offsets: set[int]) -> str:
    bare = fold(line.text).strip()
    number = _page_number(line)
    if number is not None:
        return "page-number" if number - page in offsets else ""
    text, height = _head_key(line)
    returns = any((text, height + step) in heads for step in (-1, 0, 1))
    return "running-head" if returns or _GAZETTE.match(bare) else ""


def _column(lines: Sequence[Line]) -> Column:
    if not lines:
        return Column(0.0, 0.0, 0.0)
    lefts, rights = sorted(line.left for line in lines), sorted(line.right for line in lines)
    steps = sorted(
        above.bottom - below.bottom for above, below in pairwise(lines) if 0 < above.bottom - below.bottom < 60
    )
    return Column(
        left=lefts[len(lefts) // 10],
        right=rights[-1 - len(rights) // 20],
        leading=steps[len(steps) // 2] if steps else 20.0,
    )


def _continues(before: Line, line: Line, column: Column) -> bool:
    """True when a line goes on with the paragraph of the line before it."""
    if is_item(line.text) or (
        ends_sentence(before.text) and line.left > column.left + 8 and line.left > before.left + 8
    ):
        return False
    if before.page == line.page:
        if before.bottom - line.bottom > column.leading * 1.45 or line.bottom > before.bottom + 2:
            return False
        centred = _is_centred(before, column) and _is_centred(line, column)
        if centred:
            return before.text.isupper() == line.text.isupper() and not ends_sentence(before.text)
    elif ends_sentence(before.text) and not line.text[:1].islower():
        return False  # over the foot of a page only a sentence that is not over is surely the same paragraph
    room = column.right - before.right
    fits = room > line.first_word + before.height * 0.6
    if fits:
        return False
    # A first line set in from the edge opens a paragraph, unless the lines before are set in as well.
    return not (line.left > before.left + 12 and line.left > column.left + 12)


def _is_centred(line: Line, column: Column) -> bool:
    inset_left, inset_right = line.left - column.left, column.right - line.right
    return inset_left > 25 and inset_right > 25 and abs(inset_left - inset_right) < 30


def _piece(lines: Sequence[Line]) -> Iterator[Piece]:
    if lines:
        yield Piece(" ".join(line.text for line in lines), page=lines[0].page)
