"""A tree of HTML as blocks in reading order: paragraphs, headings, items, captions, table rows, letterhead columns.

Everything that is not skipped is given, in the order of the page, nothing twice; what of it is the main text is judged
in `main_content`. Tables are told apart in `page_tables`. The tree is walked without recursion: pages nest deeply.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from bs4 import NavigableString, Tag
from bs4.element import PreformattedString

from ingest.extract import chrome
from ingest.extract.letterhead import is_pair, pieces_of
from ingest.extract.page_tables import cell_text, letterhead_of, list_mark, rows_of
from ingest.extract.page_tree import Skips, attribute
from ingest.material import Piece, PieceKind

BLOCK_TAGS = frozenset(
    (
        *(
            "address",
            "article",
            "aside",
            "blockquote",
            "body",
            "center",
            "dd",
            "details",
            "div",
            "dl",
            "dt",
            "fieldset",
            "figcaption",
            "figure",
        ),
        *(
            "footer",
            "form",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "header",
            "hr",
            "html",
            "legend",
            "li",
            "main",
            "menu",
            "nav",
            "ol",
            "p",
            "pre",
            "section",
            "summary",
        ),
        *("table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "caption", "frameset", "noframes", "[document]"),
    )
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_CAPTIONS = frozenset({"figcaption", "caption"})


@dataclass(frozen=True, slots=True)
class PageBlock:
    """One block with the element it stands in, and the share of its letters that are links (0.0–1.0)."""

    piece: Piece
    node: Tag
    link_share: float = 0.0


@dataclass(slots=True)
class _Walk:
    """Where a walk stands: the open elements, the text gathered for the open block, list marks, links around."""

    context: list[Tag]
    parts: list[str] = field(default_factory=list)
    linked: int = 0
    links: int = 0
    mark: str = ""
    orders: Counter[int] = field(default_factory=Counter)


def blocks_of(root: Tag, skips: Skips) -> list[PageBlock]:
    """The blocks below an element, in reading order."""
    return list(_walk(root, skips))


def _walk(root: Tag, skips: Skips) -> Iterator[PageBlock]:
    walk = _Walk(context=[root])
    stack: list[tuple[Tag | NavigableString, bool]] = [(root, False)]
    while stack:
        node, leaving = stack.pop()
        if isinstance(node, NavigableString):
            if not isinstance(node, PreformattedString):
                _gather(walk, node)
        elif leaving:
            yield from _leave(walk, node)
        elif id(node) in skips:
            continue
        elif node.name == "br":
            walk.parts.append("\n")
        else:
            opened, blocks = _enter(walk, node, skips, is_root=node is root)
            yield from blocks
            if opened:
                stack.append((node, True))
                stack.extend((c, False) for c in reversed(node.contents) if isinstance(c, Tag | NavigableString))
    yield from _close(walk)


def _enter(walk: _Walk, node: Tag, skips: Skips, *, is_root: bool) -> tuple[bool, list[PageBlock]]:
    """Go into an element; False when it was read as a whole. Gives the blocks that end where it begins."""
    blocks: list[PageBlock] = []
    if node.name in BLOCK_TAGS and not is_root:
        blocks += _close(walk)
        whole = _whole_blocks(node, skips)
        if whole:
            return False, blocks + whole
        walk.context.append(node)
        if node.name == "li" and node.parent is not None and node.parent.name == "ol":
            walk.mark = list_mark(node.parent, walk.orders[id(node.parent)])
            walk.orders[id(node.parent)] += 1
    walk.links += _is_link(node)
    return True, blocks


def _leave(walk: _Walk, node: Tag) -> Iterator[PageBlock]:
    walk.links -= _is_link(node)
    if node.name in BLOCK_TAGS:
        yield from _close(walk)
        if len(walk.context) > 1:
            walk.context.pop()
        if node.name == "li":
            walk.mark = ""


def _is_link(tag: Tag) -> bool:
    return tag.name == "a" and tag.has_attr("href")


def _gather(walk: _Walk, node: NavigableString) -> None:
    raw = str(node)
    text = raw if walk.context[-1].name == "pre" else " ".join(raw.split())
    if not text:
        walk.parts.append(" ")
        return
    walk.parts.append(("" if raw[:1].strip() else " ") + text + ("" if raw[-1:].strip() else " "))
    walk.linked += len(text) if walk.links else 0


def _close(walk: _Walk) -> Iterator[PageBlock]:
    """Give what was gathered as one or more blocks (two line breaks part paragraphs) and begin anew."""
    text = "".join(walk.parts)
    share = min(walk.linked / max(len(text.strip()), 1), 1.0)
    walk.parts.clear()
    walk.linked = 0
    if not text.strip():
        return
    mark, walk.mark = walk.mark, ""
    kind, level = _role(walk.context)
    for index, part in enumerate(_paragraphs(text)):
        marked = f"{mark} {part}" if mark and index == 0 else part
        yield PageBlock(Piece(marked, kind, level), walk.context[-1], share)


def _paragraphs(text: str) -> Iterator[str]:
    lines = [" ".join(line.split()) for line in text.split("\n")]
    held: list[str] = []
    for line in [*lines, ""]:
        if line:
            held.append(line)
        elif held:
            yield "\n".join(held)
            held = []


def _role(context: list[Tag]) -> tuple[PieceKind, int]:
    """The kind of a block from the elements it stands in, innermost first."""
    depth = sum(1 for tag in context if tag.name in ("ul", "ol"))
    for tag in reversed(context[-6:]):
        if tag.name in _HEADINGS:
            return "heading", _HEADINGS[tag.name]
        if tag.name in _CAPTIONS or _is_caption(tag):
            return "caption", 0
        if tag.name == "li":
            return "item", max(depth, 1)
        if tag.name in ("td", "th", "table"):
            break
    return "paragraph", 0


def _is_caption(tag: Tag) -> bool:
    return bool(tag.get("class")) and chrome.has_cue(chrome.cue_words([attribute(tag, "class")]), "caption_cues")


def _whole_blocks(node: Tag, skips: Skips) -> list[PageBlock]:
    """The blocks of an element that is read as a whole: a letterhead, a table of rows; empty for all others."""
    if node.name == "table":
        pieces = letterhead_of(node, skips)
        if pieces:
            return [PageBlock(piece, node) for piece in pieces]
        rows = rows_of(node, skips)
        return [PageBlock(Piece(text, "table"), row, share) for row, text, share in rows]
    return [PageBlock(piece, node) for piece in _side_by_side(node, skips)]


def _side_by_side(node: Tag, skips: Skips) -> tuple[Piece, ...]:
    """The letterhead of two boxes laid side by side by style instead of a table."""
    if node.name not in ("div", "section", "header", "article", "ul"):
        return ()
    boxes = [child for child in node.children if isinstance(child, Tag) and id(child) not in skips]
    if not 2 <= len(boxes) <= 4 or any(isinstance(c, NavigableString) and c.strip() for c in node.children):
        return ()
    texts = [(box, cell_text(box, skips, longest=1000)) for box in boxes]
    filled = [(box, text) for box, text in texts if text]
    if len(filled) != 2 or not all(box.name in BLOCK_TAGS and _is_box(box) for box, _ in filled):
        return ()
    (_, first), (_, second) = filled
    if is_pair(first, second):
        return pieces_of(first, second)
    return pieces_of(second, first) if is_pair(second, first) else ()


def _is_box(tag: Tag) -> bool:
    """True for a box that can stand beside another: a division, or anything that its style floats or sizes."""
    style = attribute(tag, "style").lower()
    return tag.name in ("div", "section", "td", "li") or any(word in style for word in ("float", "inline", "width"))
