"""The main text of a page nobody described to us: which parts are chrome, where the text begins and ends.

Losing a paragraph is worse than keeping a menu: a part is left out only when its place, its class or its links say so
and it holds no running text of weight. The tree is made into blocks in `page_blocks`; phrases are in `chrome`.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bs4 import Tag

from ingest.extract import chrome
from ingest.extract.page_blocks import PageBlock
from ingest.extract.page_tree import Skips, attribute, tags_below
from ingest.line_shape import is_anchor, is_number_line, is_place_date, is_prose, looks_official

# A box named like chrome is left out when it holds less than this share of the page's running text: "has-sidebar" may
# be a class of the whole page. Set on the saved pages of five portals.
_CHROME_SHARE = 0.3
# A box whose letters are links to this share, without running text, is a menu or a list of other pages.
_LINKED = 0.6
# On a page without any running text the list of links may be what the page is for.
_ALL_LINKED = 0.9
# Children that look alike, each opening with a link, make a list of teasers from this number on.
_FEWEST_CARDS = 3
_CARD_WORDS, _CARD_LETTERS = 90, 900
_BOXES = (
    *("div", "ul", "ol", "table", "section", "nav", "aside", "footer", "header", "dl", "center", "form", "menu"),
    *("td", "p", "span", "figure", "h3", "h4"),
)
_FOOT = ("noi nhan", "t/m ", "tm. ", "kt. ", "k/t ", "tl. ", "t/l ")


@dataclass(slots=True)
class Weight:
    """What an element holds: letters, letters in links, words of running text, words of any unlinked text."""

    letters: float = 0.0
    linked: float = 0.0
    prose: float = 0.0
    words: float = 0.0

    def add(self, other: "Weight") -> None:
        """Count what an inner element holds."""
        self.letters += other.letters
        self.linked += other.linked
        self.prose += other.prose
        self.words += other.words


def chrome_boxes(root: Tag, blocks: Sequence[PageBlock], skips: Skips) -> Skips:
    """The elements of a page that are chrome, by element id and reason: menus, teasers, related news, counters."""
    weights = weigh(root, blocks)
    whole = weights.get(id(root), Weight())
    found: Skips = {}
    covered = set(skips)  # elements that are left out, themselves or with an outer one
    for tag in tags_below(root):
        if id(tag) in covered or id(tag) in found or id(tag.parent) in covered or id(tag.parent) in found:
            covered.add(id(tag))
            continue
        weight = weights.get(id(tag), Weight())
        if tag.name not in _BOXES:
            continue
        if weight.letters and (reason := _chrome_reason(tag, weight, whole)):
            found[id(tag)] = reason
            continue
        for card in _cards(tag, weights) if whole.prose else ():
            found[id(card)] = "teaser"
    return found


def main_container(root: Tag, blocks: Sequence[PageBlock]) -> Tag:
    """The smallest element that holds all running text of the page."""
    weights = weigh(root, blocks)
    here = root
    while True:
        inner = [child for child in here.children if isinstance(child, Tag) and id(child) in weights]
        if not inner:
            return here
        best = max(inner, key=lambda child: (weights[id(child)].prose, weights[id(child)].words))
        held, all_of = weights[id(best)], weights[id(here)]
        whole = held.prose >= all_of.prose if all_of.prose else held.words >= all_of.words * 0.6
        if not whole or best.name in ("p", "tr", "tbody", "table", "ul", "ol", "li", "blockquote", "pre"):
            return here
        here = best


def main_blocks(blocks: Sequence[PageBlock], container: Tag, title: Tag | None) -> list[PageBlock]:
    """The blocks of the container, and what stands between the headline above it and its beginning."""
    inside = [index for index, block in enumerate(blocks) if _is_within(block.node, container)]
    if not inside:
        return []
    first, last = inside[0], inside[-1]
    if title is not None:
        heads = [index for index in range(first) if _is_within(blocks[index].node, title)]
        first = heads[0] if heads else first
    return trimmed(blocks[first : last + 1])


def trimmed(blocks: Sequence[PageBlock]) -> list[PageBlock]:
    """The blocks without the tail of the page, lines of chrome, and linked lists after the running text."""
    held = list(blocks)
    strong = [index for index, block in enumerate(held) if is_strong(block)]
    last = strong[-1] if strong else -1
    end = len(held)
    for index, block in enumerate(held):
        lone = "\n" not in block.piece.text
        if index > max(last, 0) and lone and chrome.is_tail_head(block.piece.text):
            end = index
            break
    # Only behind the running text a linked line is a teaser; within it, it is a reference.
    return [
        block
        for index, block in enumerate(held[:end])
        if not (_is_chrome(block) or (strong and index > last and _is_linked(block)))
    ]


def is_strong(block: PageBlock) -> bool:
    """True for a block that is surely text: running prose, or a part of an official paper."""
    if block.link_share > 0.5 and block.piece.kind != "table":
        return is_prose(block.piece.text, words=30)
    text = block.piece.text
    if block.piece.kind in ("letterhead-left", "letterhead-right") or is_prose(text, words=14):
        return True
    return any(_is_official_line(line) for line in text.splitlines())


def is_official(blocks: Sequence[PageBlock]) -> bool:
    """True when the blocks are an official paper, of which nothing is left out."""
    if any(block.piece.kind == "letterhead-left" for block in blocks):
        return True
    return looks_official([line for block in blocks for line in block.piece.text.splitlines()])


def weigh(root: Tag, blocks: Sequence[PageBlock]) -> dict[int, Weight]:
    """What each element holds, by element id; elements that hold nothing are absent."""
    weights: dict[int, Weight] = {}
    for block in blocks:
        words, letters = len(block.piece.text.split()), len(block.piece.text)
        own = Weight(
            letters=letters,
            linked=letters * block.link_share,
            prose=words if is_strong(block) else 0.0,
            words=words * (1 - block.link_share),
        )
        weights.setdefault(id(block.node), Weight()).add(own)
    for tag in reversed(list(tags_below(root))):  # inner elements first: each is whole when reached
        weight, parent = weights.get(id(tag)), tag.parent
        if weight is not None and parent is not None:
            weights.setdefault(id(parent), Weight()).add(weight)
    return weights


def dropped_counts(skips: Skips) -> Counter[str]:
    """How many elements were left out, by reason."""
    return Counter(skips.values())


def _chrome_reason(tag: Tag, weight: Weight, whole: Weight) -> str:
    light = weight.prose <= whole.prose * _CHROME_SHARE and (weight.words < whole.words * 0.5 or not weight.prose)
    if not light:
        return ""
    if tag.name in ("nav", "aside", "footer", "menu"):
        return "menu" if tag.name in ("nav", "menu") else tag.name
    names = chrome.cue_words([attribute(tag, "class"), attribute(tag, "id")])
    if len(names) > 2 and not chrome.has_cue(names, "text_cues") and chrome.has_cue(names, "cues"):
        return "menu"
    linked = _LINKED if whole.prose else _ALL_LINKED
    if weight.prose or weight.linked <= weight.letters * linked or tag.name in ("p", "span"):
        return ""
    return "links" if len(tag.find_all("a", href=True, limit=2)) > 1 else ""


def _cards(tag: Tag, weights: dict[int, Weight]) -> Iterator[Tag]:
    """The children of a box that are teasers: alike, short, each opening with a link to another page."""
    kinds: dict[str, list[Tag]] = {}
    for child in tag.children:
        if not isinstance(child, Tag) or child.name not in ("li", "div", "article", "section"):
            continue
        kinds.setdefault(f"{child.name} {attribute(child, 'class')}", []).append(child)
    for alike in kinds.values():
        filled = [child for child in alike if id(child) in weights]
        if len(filled) < _FEWEST_CARDS:
            continue
        short = [child for child in filled if weights[id(child)].letters <= _CARD_LETTERS]
        cards = [child for child in short if _is_card(child)]
        if len(cards) >= len(filled) * 0.8:
            yield from filled


def _is_card(child: Tag) -> bool:
    link = child.find("a", href=True)
    text = " ".join(child.get_text(" ").split())
    if link is None or len(text.split()) > _CARD_WORDS:
        return False
    linked = " ".join(max((" ".join(a.get_text(" ").split()) for a in child.find_all("a", href=True)), key=len).split())
    return len(linked.split()) >= 4 and text.startswith(linked[:40])


def _is_chrome(block: PageBlock) -> bool:
    text = block.piece.text
    if block.piece.kind in ("table", "letterhead-left", "letterhead-right") or is_prose(text):
        return False
    return all(chrome.is_chrome_line(line) for line in text.splitlines())


def _is_linked(block: PageBlock) -> bool:
    return block.link_share > _LINKED and not is_strong(block) and len(block.piece.text.split()) > 1


def _is_official_line(line: str) -> bool:
    if len(line) > 140:
        return False
    if is_anchor(line) or is_place_date(line) or (is_number_line(line) and len(line) <= 45 and line[-1:].isupper()):
        return True
    return chrome.folded(line).startswith(_FOOT) and len(line) <= 90


def _is_within(node: Tag, outer: Tag) -> bool:
    return node is outer or any(parent is outer for parent in node.parents)
