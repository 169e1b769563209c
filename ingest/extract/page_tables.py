"""Tables of a page: a letterhead, rows of data, or mere layout.

A table of data becomes a line a row, cells parted by " | "; a table of layout is read like any other part of the page.
"""

from collections.abc import Iterator, Sequence

from archive.text.vietnamese import fold
from ingest.extract.letterhead import columns_of
from ingest.extract.page_tree import Element, Skips, contents, text_in
from ingest.material import Piece

# Above this many words a cell is a column of a page, not a datum. Set on the real Word files, whose longest cell of a
# table of data has 214 words, and on saved portal pages, whose layout cells begin at 300.
_LONGEST_CELL = 260
# More columns or rows than this one cell does not reach over: a hostile table would become a sea of bars.
_WIDEST = 60
_BREAKING = frozenset(
    ("br", "p", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "td", "th", "hr", "ul", "ol", "blockquote")
)
_SIGNATURE = ("noi nhan", "tm. ", "t/m ", "kt. ", "k/t ", "tl. ", "t/l ")


def letterhead_of(table: Element, skips: Skips) -> tuple[Piece, ...]:
    """The columns of a letterhead set as a table; empty for other tables."""
    if _holds_table(table):
        return ()
    return columns_of([[cell_text(cell, skips, longest=1000) for cell in cells] for _, cells in _cells(table)])


def rows_of(table: Element, skips: Skips) -> list[tuple[Element, str, float]]:
    """The rows of a table of data: row element, text, share of links; empty for a table of layout."""
    if _holds_table(table):
        return []
    rows = [(row, cells) for row, cells in _cells(table) if row not in skips]
    widest = max((len(cells) for _, cells in rows), default=0)
    if len(rows) < 2 or widest < 2 or next(table.iter("h1", "h2", "article"), None) is not None:
        return []
    texts = _aligned(rows, skips)
    if any(_is_column(text) for row in texts for text in row):
        return []
    return [
        (row, line, _link_share(row, line))
        for (row, _), cells in zip(rows, texts, strict=True)
        if (line := " | ".join(" ".join(cell.split()) for cell in cells).strip(" |"))
    ]


def _aligned(rows: Sequence[tuple[Element, list[Element]]], skips: Skips) -> list[list[str]]:
    """The texts of cells, each in its column: where a merged cell reaches over others, those are empty."""
    texts: list[list[str]] = []
    below: dict[int, int] = {}  # by column, over how many more rows a cell from above reaches
    for _, cells in rows:
        line: list[str] = []
        for cell in cells:
            _pass(line, below)
            wide, high = _span(cell, "colspan"), _span(cell, "rowspan")
            if high > 1:
                below |= dict.fromkeys(range(len(line), len(line) + wide), high - 1)
            line += [cell_text(cell, skips), *[""] * (wide - 1)]
        _pass(line, below)
        texts.append(line)
    return texts


def _pass(line: list[str], below: dict[int, int]) -> None:
    """Leave the next columns empty as long as cells from above reach into them."""
    while below.get(len(line), 0) > 0:
        below[len(line)] -= 1
        line.append("")


def _span(cell: Element, name: str) -> int:
    told = cell.get(name) or ""
    return max(min(int(told), _WIDEST), 1) if told.isdecimal() and len(told) <= 4 else 1


def cell_text(cell: Element, skips: Skips, *, longest: int = 100_000) -> str:
    """The text of a small element, a line for each of its blocks; empty when it is longer than `longest`."""
    parts: list[str] = []
    size = 0
    stack: list[Element | None] = [cell]  # None: the end of a block
    while stack:
        node = stack.pop()
        if node is None:
            parts.append("\n")
        elif isinstance(node, str):
            parts.append(node.replace("\n", " ").replace("\r", " "))
            size += len(node)
            # A long element is left as soon as its letters are too many, before its blanks are made single.
            if size > longest and (size > longest * 3 or len("".join("".join(parts).split())) > longest):
                return ""
        elif node not in skips:
            if node.tag in _BREAKING:
                parts.append("\n")
                stack.append(None)
            stack.extend(reversed(contents(node)))
    lines = [" ".join(line.split()) for line in "".join(parts).split("\n")]
    text = "\n".join(line for line in lines if line)
    return text if len(text) <= longest else ""


def _cells(table: Element) -> Iterator[tuple[Element, list[Element]]]:
    """The rows of a table with their cells; rows of tables inside it are not its own."""
    for row in table.iter("tr"):
        if next(row.iterancestors("table"), None) is table:
            yield row, list(row.iterchildren("td", "th"))


def _holds_table(table: Element) -> bool:
    return next(table.iterdescendants("table"), None) is not None


def _is_column(text: str) -> bool:
    """True for a cell that is a column of the page or the foot of a letter, not a datum."""
    if len(text.split()) > _LONGEST_CELL:
        return True
    return "\n" in text and any(fold(line).startswith(_SIGNATURE) for line in text.splitlines())


def _link_share(row: Element, line: str) -> float:
    linked = sum(len(text_in(link)) for link in row.iter("a"))
    return min(linked / max(len(line), 1), 1.0)
