"""Tables of a page: a letterhead, rows of data, or mere layout; and the marks of numbered lists.

A table of data becomes a line a row, cells parted by " | "; a table of layout is read like any other part of the page.
"""

from collections.abc import Iterator

from bs4 import NavigableString, Tag
from bs4.element import PreformattedString

from archive.text.vietnamese import fold
from ingest.extract.letterhead import columns_of
from ingest.extract.page_tree import Skips, attribute
from ingest.material import Piece

# Above this many words a cell is a column of a page, not a datum. Set on the real Word files, whose longest cell of a
# table of data has 214 words, and on saved portal pages, whose layout cells begin at 300.
_LONGEST_CELL = 260
_BREAKING = frozenset(
    ("br", "p", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "td", "th", "hr", "ul", "ol", "blockquote")
)
_SIGNATURE = ("noi nhan", "tm. ", "t/m ", "kt. ", "k/t ", "tl. ", "t/l ")


def letterhead_of(table: Tag, skips: Skips) -> tuple[Piece, ...]:
    """The columns of a letterhead set as a table; empty for other tables."""
    if _holds_table(table):
        return ()
    return columns_of([[cell_text(cell, skips, longest=1000) for cell in cells] for _, cells in _cells(table)])


def rows_of(table: Tag, skips: Skips) -> list[tuple[Tag, str, float]]:
    """The rows of a table of data: row element, text, share of links; empty for a table of layout."""
    rows = [(row, cells) for row, cells in _cells(table) if id(row) not in skips]
    widest = max((len(cells) for _, cells in rows), default=0)
    if len(rows) < 2 or widest < 2 or _holds_table(table) or table.find(["h1", "h2", "article"]) is not None:
        return []
    texts = [[cell_text(cell, skips) for cell in cells] for _, cells in rows]
    if any(_is_column(text) for row in texts for text in row):
        return []
    return [
        (row, line, _link_share(row, line))
        for (row, _), cells in zip(rows, texts, strict=True)
        if (line := " | ".join(" ".join(cell.split()) for cell in cells).strip(" |"))
    ]


def cell_text(cell: Tag, skips: Skips, *, longest: int = 100_000) -> str:
    """The text of a small element, a line for each of its blocks; empty when it is longer than `longest`."""
    parts: list[str] = []
    size = 0
    stack: list[Tag | NavigableString | None] = [cell]  # None: the end of a block
    while stack:
        node = stack.pop()
        if node is None:
            parts.append("\n")
        elif isinstance(node, NavigableString):
            if not isinstance(node, PreformattedString):
                parts.append(str(node).replace("\n", " ").replace("\r", " "))
                size += len(parts[-1])
            if size > longest * 3:
                return ""
        elif id(node) not in skips:
            if node.name in _BREAKING:
                parts.append("\n")
                stack.append(None)
            stack.extend(child for child in reversed(node.contents) if isinstance(child, Tag | NavigableString))
    lines = [" ".join(line.split()) for line in "".join(parts).split("\n")]
    text = "\n".join(line for line in lines if line)
    return text if len(text) <= longest else ""


def list_mark(parent: Tag, before: int) -> str:
    """The mark that a browser shows before an item of a numbered list: "1.", "a)"; `before` items stand before it."""
    start = attribute(parent, "start")
    number = before + (int(start) if start.isdigit() else 1)
    style = attribute(parent, "type") or attribute(parent, "style").replace(" ", "")
    if style in ("a", "A") or "lower-alpha" in style or "upper-alpha" in style:
        letter = chr(ord("a") + (number - 1) % 26)
        return (letter.upper() if style == "A" or "upper-alpha" in style else letter) + ")"
    return f"{number}."


def _cells(table: Tag) -> Iterator[tuple[Tag, list[Tag]]]:
    """The rows of a table with their cells; rows of tables inside it are not its own."""
    for row in table.find_all("tr"):
        if row.find_parent("table") is table:
            yield row, row.find_all(["td", "th"], recursive=False)


def _holds_table(table: Tag) -> bool:
    return table.find("table") is not None


def _is_column(text: str) -> bool:
    """True for a cell that is a column of the page or the foot of a letter, not a datum."""
    if len(text.split()) > _LONGEST_CELL:
        return True
    return "\n" in text and any(fold(line).startswith(_SIGNATURE) for line in text.splitlines())


def _link_share(row: Tag, line: str) -> float:
    linked = sum(len(" ".join(link.get_text(" ").split())) for link in row.find_all("a"))
    return min(linked / max(len(line), 1), 1.0)
