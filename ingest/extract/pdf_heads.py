"""Running heads, page numbers and watermarks of a PDF: what returns on its pages and is no part of the text.

A running head is known by its return at the same height of other pages, a page number by counting with the pages.
What is left out is counted and shown to the guard.
"""

import re
from collections import Counter
from collections.abc import Sequence

from archive.text.vietnamese import fold
from ingest.extract.pdf_lines import Line, PageLines

# Heads and feet stand in the outer tenth of a page; in the gazettes at 6 %, in Party papers at 5–8 %.
_MARGIN = 0.11
# A row returns at the same height when it differs by no more points than this.
_SAME_HEIGHT = 4.0
_PAGE_NUMBER = re.compile(r"(?:trang\s*)?[-–—\s]*(\d{1,4})(?:\s*/\s*\d{1,4})?[-–—\s]*")
# The gazette's head, known also when the file has one page only: "CÔNG BÁO/Số 55/Ngày 26-01-2026".
_GAZETTE = re.compile(r"^(?:\d+\s*)?cong bao\s*/\s*so\b.{0,60}$")


def without_heads(pages: Sequence[PageLines]) -> tuple[list[list[Line]], dict[str, int], tuple[str, ...]]:
    """The lines of each page without running heads and page numbers, how many were left out, and their texts."""
    edges = [[line for line in page.lines if _in_margin(line, page)] for page in pages]
    heads, offsets = _returning(edges, len(pages)), _counting(edges)
    kept: list[list[Line]] = []
    dropped: Counter[str] = Counter()
    aside: set[str] = set()
    for page, outer in zip(pages, edges, strict=True):
        marginal = {id(line) for line in outer}
        held: list[Line] = []
        for line in page.lines:
            reason = _head_reason(line, page.number, heads, offsets) if id(line) in marginal else ""
            if reason:
                dropped[reason] += 1
                aside.add(line.text)
            else:
                held.append(line)
        kept.append(held)
        for reason, texts in (("watermark", page.watermarks), ("signature", page.stamps)):
            if texts:
                dropped[reason] += len(texts)
                aside.update(texts)
    return kept, dict(dropped), tuple(sorted(aside))


def _in_margin(line: Line, page: PageLines) -> bool:
    if line.bottom > page.height * (1 - _MARGIN) or line.top < page.height * _MARGIN:
        return True
    # On a page of a wide form the head stands upright in the outer margin.
    is_across = line.height > 2 * (line.right - line.left)
    return is_across and (line.left > page.width * (1 - _MARGIN) or line.right < page.width * _MARGIN)


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
