"""A tree of HTML as blocks in reading order: paragraphs, headings, items, captions, table rows, letterhead columns.

Everything that is not skipped is given, in the order of the page, nothing twice; what of it is the main text is judged
in `main_content`. Tables are told apart in `page_tables`. The tree is walked without recursion: pages nest deeply.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from ingest.extract import chrome
from ingest.extract.letterhead import is_pair, pieces_of
from ingest.extract.page_marks import list_mark, list_number, raised
from ingest.extract.page_tables import cell_text, letterhead_of, rows_of
from ingest.extract.page_tree import Element, Skips, attribute, contents
from ingest.line_shape import is_anchor, is_number_line, is_place_date, is_prose
from ingest.material import Piece, PieceKind

BLOCK_TAGS = frozenset(
    (
        *("address", "article", "aside", "blockquote", "body", "center", "dd", "details", "div", "dl", "dt"),
        *("fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr"),
        *("html", "legend", "li", "main", "menu", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody"),
        *("td", "tfoot", "th", "thead", "tr", "ul", "caption", "frameset", "noframes"),
    )
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_CAPTIONS = frozenset({"figcaption", "caption"})
_LISTS, _RAISED = frozenset({"ul", "ol"}), frozenset({"sup", "sub"})
_CELLS = frozenset({"td", "th", "table"})
# Elements that change nothing by themselves: no block begins at them, and no link.
_PLAIN_TAGS = frozenset({"span", "b", "i", "u", "em", "strong", "font", "small", "big", "img", "o:p"})
# Elements that may be read as a whole: tables, and boxes with others side by side.
_READ_AS_WHOLE = frozenset({"table", "div", "section", "header", "article", "ul"})
_Role = tuple[PieceKind, int]
_FOOT = ("noi nhan", "t/m ", "tm. ", "kt. ", "k/t ", "tl. ", "t/l ")
_LONGEST_OFFICIAL = 140
# Kinds of blocks that are read from an element as a whole, with all that stands in it.
_WHOLE = frozenset({"table", "letterhead-left", "letterhead-right"})


@dataclass(frozen=True, slots=True)
class PageBlock:
    """One block with the element it stands in, the share of its letters that are links (0.0–1.0), and its strength.

    `strong` is true for a block that is surely text: running prose, or a part of an official paper.
    """

    piece: Piece
    node: Element
    link_share: float = 0.0
    strong: bool = False


@dataclass(slots=True)
class _Walk:
    """Where a walk stands: the open elements, the text gathered for the open block, list marks, links around."""

    context: list[Element]
    roles: list["_Role | None"]
    parts: list[str] = field(default_factory=list)
    linked: int = 0
    links: int = 0
    mark: str = ""
    lists: int = 0
    orders: dict[Element, int] = field(default_factory=dict)
    found: list[PageBlock] = field(default_factory=list)


def blocks_of(root: Element, skips: Skips) -> list[PageBlock]:
    """The blocks below an element, in reading order."""
    walk = _Walk(context=[root], roles=[_own_role(root)])
    parts = walk.parts  # one list for the whole walk, emptied where a block ends
    # Elements and texts still to come; an element stands there again, in a tuple, where it ends.
    stack: list[Element] = [root]
    while stack:
        node = stack.pop()
        kind = type(node)
        if kind is str:
            if parts or not node.isspace():  # what stands before the first word of a block, between most tags
                _gather(walk, node)
        elif kind is tuple:
            _leave(walk, *node)
        elif node in skips:
            continue
        elif (tag := node.tag) == "br":
            parts.append("\n")
        elif tag in _RAISED and (written := raised(node, "".join(parts[-2:]))):
            parts.append(written)
        elif tag in _PLAIN_TAGS:
            _stack_contents(stack, node)
        elif _enter(walk, node, tag, skips, is_root=node is root):
            stack.append((node, tag))
            _stack_contents(stack, node)
    _close(walk)
    return walk.found


def _stack_contents(stack: list[Element], node: Element) -> None:
    """What `contents` gives, the last first, straight onto the stack: most elements hold one text."""
    text = node.text
    if len(node):
        for child in reversed(node):
            tail = child.tail
            if tail:
                stack.append(tail)
            if isinstance(child.tag, str):
                stack.append(child)
    if text:
        stack.append(text)


def blocks_outside(blocks: Sequence[PageBlock], boxes: Collection[Element]) -> list[PageBlock] | None:
    """The blocks that stand in none of the boxes; None when a box is a part of a block, so that all is to be read anew.

    Saves the second walk over most pages.
    """
    if not boxes:
        return list(blocks)
    rows = {block.node for block in blocks if block.piece.kind in _WHOLE}
    if any(box.tag not in BLOCK_TAGS or any(outer in rows for outer in box.iterancestors()) for box in boxes):
        return None
    inside = {node for box in boxes for node in box.iter("*")}
    return [block for block in blocks if block.node not in inside]


def _enter(walk: _Walk, node: Element, tag: str, skips: Skips, *, is_root: bool) -> bool:
    """Go into an element; False when it was read as a whole. The block before it ends where it begins."""
    if tag in BLOCK_TAGS and not is_root:
        if walk.parts:
            _close(walk)
        whole = _whole_blocks(node, skips) if tag in _READ_AS_WHOLE else ()
        if whole:
            walk.found += [replace(one, strong=_is_strong(one.piece, one.link_share)) for one in whole]
            return False
        walk.context.append(node)
        walk.roles.append(_own_role(node))
        walk.lists += tag in _LISTS
        if tag == "li" and (outer := node.getparent()) is not None and outer.tag == "ol":
            walk.orders[outer] = list_number(outer, node, walk.orders.get(outer))
            walk.mark = list_mark(outer, walk.orders[outer])
    elif tag == "a":
        walk.links += _is_link(node)
    return True


def _leave(walk: _Walk, node: Element, tag: str) -> None:
    if tag == "a":
        walk.links -= _is_link(node)
    if tag in BLOCK_TAGS:
        if walk.parts:
            _close(walk)
        if len(walk.context) > 1:
            walk.context.pop()
            walk.roles.pop()
            walk.lists -= tag in _LISTS
        if tag == "li":
            walk.mark = ""


def _is_link(tag: Element) -> bool:
    return bool(tag.tag == "a") and tag.get("href") is not None


def _gather(walk: _Walk, raw: str) -> None:
    if ("\n" in raw or "\r" in raw) and walk.context[-1].tag != "pre":
        walk.parts.append(raw.replace("\r", " ").replace("\n", " "))
    else:
        walk.parts.append(raw)
    if walk.links:
        walk.linked += len(" ".join(raw.split()))


def _close(walk: _Walk) -> None:
    """Give what was gathered as one or more blocks (two line breaks part paragraphs) and begin anew."""
    text = "".join(walk.parts)
    linked = walk.linked
    walk.parts.clear()
    walk.linked = 0
    if not text or text.isspace():  # what stands between most tags
        return
    paragraphs = _paragraphs(text)
    share = min(linked / sum(map(len, paragraphs)), 1.0) if linked else 0.0
    if walk.mark:
        paragraphs[0] = f"{walk.mark} {paragraphs[0]}"
        walk.mark = ""
    kind, level = _role(walk)
    for part in paragraphs:
        piece = Piece(part, kind, level)
        walk.found.append(PageBlock(piece, walk.context[-1], share, _is_strong(piece, share)))


def _paragraphs(text: str) -> list[str]:
    if "\n" not in text:
        line = " ".join(text.split())
        return [line] if line else []
    found: list[str] = []
    held: list[str] = []
    for line in (*text.split("\n"), ""):
        bare = " ".join(line.split())
        if bare:
            held.append(bare)
        elif held:
            found.append("\n".join(held))
            held = []
    return found


def _role(walk: _Walk) -> tuple[PieceKind, int]:
    """The kind of a block from the elements it stands in, innermost first."""
    for role in reversed(walk.roles[-6:]):
        if role is not None:
            return ("item", max(walk.lists, 1)) if role[0] == "item" else role
    return "paragraph", 0


def _own_role(node: Element) -> _Role | None:
    """What an element makes of the blocks in it; None where an outer one says so."""
    tag = node.tag
    if tag in _HEADINGS:
        return "heading", _HEADINGS[tag]
    names = node.get("class")
    if tag in _CAPTIONS or (names and _is_caption(names)):
        return "caption", 0
    if tag == "li":
        return "item", 1  # or as deep as its lists
    if node.get("data-note") is not None:
        return "note", 0
    return ("paragraph", 0) if tag in _CELLS else None


@lru_cache(maxsize=4096)  # the classes of a page are few and come again on the next page of the site
def _is_caption(names: str) -> bool:
    return chrome.has_cue(chrome.cue_words(names), "caption_cues")


def _whole_blocks(node: Element, skips: Skips) -> list[PageBlock]:
    """The blocks of an element that is read as a whole: a letterhead, a table of rows; empty for all others."""
    if node.tag == "table":
        pieces = letterhead_of(node, skips)
        if pieces:
            return [PageBlock(piece, node) for piece in pieces]
        rows = rows_of(node, skips)
        return [PageBlock(Piece(text, "table"), row, share) for row, text, share in rows]
    return [PageBlock(piece, node) for piece in _side_by_side(node, skips)]


def _side_by_side(node: Element, skips: Skips) -> tuple[Piece, ...]:
    """The letterhead of two boxes laid side by side by style instead of a table."""
    if len(node) < 2:
        return ()
    inside = contents(node)
    boxes = [child for child in inside if not isinstance(child, str) and child not in skips]
    if not 2 <= len(boxes) <= 4 or any(isinstance(part, str) and not part.isspace() for part in inside):
        return ()
    if sum(map(_can_stand_beside, boxes)) < 2:  # before any of them is read
        return ()
    texts = [(box, cell_text(box, skips, longest=1000)) for box in boxes]
    filled = [(box, text) for box, text in texts if text]
    if len(filled) != 2 or not all(_can_stand_beside(box) for box, _ in filled):
        return ()
    (_, first), (_, second) = filled
    if is_pair(first, second):
        return pieces_of(first, second)
    return pieces_of(second, first) if is_pair(second, first) else ()


def _can_stand_beside(tag: Element) -> bool:
    """True for a box that can stand beside another: a division, or any block that its style floats or sizes."""
    if tag.tag not in BLOCK_TAGS:
        return False
    style = attribute(tag, "style").lower()
    return tag.tag in ("div", "section", "td", "li") or any(word in style for word in ("float", "inline", "width"))


def _is_strong(piece: Piece, link_share: float) -> bool:
    text = piece.text
    if link_share > 0.5 and piece.kind != "table":
        return is_prose(text, words=30)
    if piece.kind in ("letterhead-left", "letterhead-right") or is_prose(text, words=14):
        return True
    return any(_is_official_line(line) for line in text.splitlines())


def _is_official_line(line: str) -> bool:
    return len(line) <= _LONGEST_OFFICIAL and _is_official(line)


@lru_cache(maxsize=8192)  # the lines of menus come again on every page of a site
def _is_official(line: str) -> bool:
    if is_anchor(line) or is_place_date(line) or (is_number_line(line) and len(line) <= 45 and line[-1:].isupper()):
        return True
    return len(line) <= 90 and chrome.folded(line).startswith(_FOOT)
