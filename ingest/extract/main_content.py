"""The main text of a page nobody described to us: which parts are chrome, where the text begins and ends.

Losing a paragraph is worse than keeping a menu: a part is left out only when its place, its class or its links say so
and it holds no running text of weight. The tree is made into blocks in `page_blocks`; phrases are in `chrome`.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from ingest.extract import chrome
from ingest.extract.page_blocks import PageBlock
from ingest.extract.page_tree import Element, PageTree, Skips, attribute, text_in
from ingest.line_shape import is_prose, looks_official

# A box named like chrome is left out when it holds less than this share of the page's running text: "has-sidebar" may
# be a class of the whole page. Set on the saved pages of five portals.
_CHROME_SHARE = 0.3
# A box whose letters are links to this share, without running text, is a menu or a list of other pages.
_LINKED = 0.6
# A strong block with so many words, less than half of them linked, is running text.
_PROSE_WORDS, _HALF = 18, 0.5
# On a page without any running text the list of links may be what the page is for.
_ALL_LINKED = 0.9
# Children that look alike, each opening with a link, make a list of teasers from this number on.
_FEWEST_CARDS = 3
_CARD_WORDS, _CARD_LETTERS = 90, 900
_BOXES = frozenset(
    (
        *("div", "ul", "ol", "table", "section", "nav", "aside", "footer", "header", "dl", "center", "form", "menu"),
        *("td", "p", "span", "figure", "h3", "h4"),
    )
)


@dataclass(slots=True)
class Weight:
    """What an element holds: letters, letters in links, words of running text, words of any unlinked text."""

    letters: float = 0.0
    linked: float = 0.0
    prose: float = 0.0
    words: float = 0.0

    def add(self, letters: float, linked: float, prose: float, words: float) -> None:
        """Count what an inner element holds."""
        self.letters += letters
        self.linked += linked
        self.prose += prose
        self.words += words


def chrome_boxes(tree: PageTree, blocks: Sequence[PageBlock]) -> Skips:
    """The elements of a page that are chrome, by element and reason: menus, teasers, related news, counters."""
    weights = weigh(tree, blocks)
    whole = weights.get(tree.root, Weight())
    found: Skips = {}
    covered = set(tree.skips)  # elements that are left out, themselves or with an outer one
    for tag in tree.nodes:
        outer = tag.getparent()
        if tag in covered or tag in found or outer in covered or outer in found:
            covered.add(tag)
            continue
        if tag.tag not in _BOXES:
            continue
        weight = weights.get(tag)
        if weight is None:
            continue
        if weight.letters and (reason := _chrome_reason(tag, weight, whole)):
            found[tag] = reason
            continue
        for card in _cards(tag, weights) if whole.prose else ():
            found[card] = "teaser"
    return found


def main_container(tree: PageTree, blocks: Sequence[PageBlock]) -> Element:
    """The smallest element that holds all running text of the page."""
    weights = weigh(tree, blocks)
    here = tree.root
    while True:
        inner = [child for child in here if child in weights]
        if not inner:
            return here
        best = max(inner, key=lambda child: (weights[child].prose, weights[child].words))
        held, all_of = weights[best], weights[here]
        whole = held.prose >= all_of.prose if all_of.prose else held.words >= all_of.words * 0.6
        if not whole or best.tag in ("p", "tr", "tbody", "table", "ul", "ol", "li", "blockquote", "pre"):
            return here
        here = best


def main_blocks(blocks: Sequence[PageBlock], container: Element, title: Element | None) -> list[PageBlock]:
    """The blocks of the container, and what stands between the headline above it and its beginning."""
    within = set(container.iter("*"))
    inside = [index for index, block in enumerate(blocks) if block.node in within]
    if not inside:
        return []
    first, last = inside[0], inside[-1]
    if title is not None:
        headline = set(title.iter("*"))
        first = next((index for index in range(first) if blocks[index].node in headline), first)
    return trimmed(blocks[first : last + 1])


def trimmed(blocks: Sequence[PageBlock]) -> list[PageBlock]:
    """The blocks without the tail of the page, lines of chrome, and linked lists after the running text."""
    held = list(blocks)
    strong = [index for index, block in enumerate(held) if block.strong]
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


def is_official(blocks: Sequence[PageBlock]) -> bool:
    """True when the blocks are an official paper, of which nothing is left out."""
    if any(block.piece.kind == "letterhead-left" for block in blocks):
        return True
    return looks_official([line for block in blocks for line in block.piece.text.splitlines()])


def weigh(tree: PageTree, blocks: Sequence[PageBlock]) -> dict[Element, Weight]:
    """What each element holds; elements that hold nothing are absent."""
    weights: dict[Element, Weight] = {}
    for block in blocks:
        words, letters = len(block.piece.text.split()), len(block.piece.text)
        _of(weights, block.node).add(
            letters, letters * block.link_share, words if block.strong else 0.0, words * (1 - block.link_share)
        )
    for tag in reversed(tree.nodes):  # inner elements first: each is whole when reached
        own = weights.get(tag)
        if own is None:
            continue
        outer = tag.getparent()
        held = weights.get(outer)
        if held is None:
            weights[outer] = replace(own)
        else:
            held.add(own.letters, own.linked, own.prose, own.words)
    return weights


def _of(weights: dict[Element, Weight], tag: Element) -> Weight:
    held = weights.get(tag)
    if held is None:
        held = weights[tag] = Weight()
    return held


def dropped_counts(skips: Skips) -> Counter[str]:
    """How many elements were left out, by reason."""
    return Counter(skips.values())


def _chrome_reason(tag: Element, weight: Weight, whole: Weight) -> str:
    light = weight.prose <= whole.prose * _CHROME_SHARE and (weight.words < whole.words * 0.5 or not weight.prose)
    if not light:
        return ""
    if tag.tag in ("nav", "aside", "footer", "menu"):
        return "menu" if tag.tag in ("nav", "menu") else tag.tag
    names = chrome.cue_words(attribute(tag, "class"), attribute(tag, "id"))
    if len(names) > 2 and not chrome.has_cue(names, "text_cues") and chrome.has_cue(names, "cues"):
        return "menu"
    linked = _LINKED if whole.prose else _ALL_LINKED
    if weight.prose or weight.linked <= weight.letters * linked or tag.tag in ("p", "span"):
        return ""
    links = (link for link in tag.iterdescendants("a") if link.get("href") is not None)
    return "links" if len(list(islice(links, 2))) > 1 else ""


def _cards(tag: Element, weights: dict[Element, Weight]) -> Iterator[Element]:
    """The children of a box that are teasers: alike, short, each opening with a link to another page."""
    kinds: dict[str, list[Element]] = {}
    for child in tag:
        if child.tag not in ("li", "div", "article", "section"):
            continue
        kinds.setdefault(f"{child.tag} {attribute(child, 'class')}", []).append(child)
    for alike in kinds.values():
        filled = [child for child in alike if child in weights]
        if len(filled) < _FEWEST_CARDS:
            continue
        short = [child for child in filled if weights[child].letters <= _CARD_LETTERS]
        cards = [child for child in short if _is_card(child)]
        if len(cards) >= len(filled) * 0.8:
            yield from filled


def _is_card(child: Element) -> bool:
    links = [link for link in child.iterdescendants("a") if link.get("href") is not None]
    text = text_in(child)
    if not links or len(text.split()) > _CARD_WORDS:
        return False
    linked = max(map(text_in, links), key=len)
    return len(linked.split()) >= 4 and text.startswith(linked[:40])


def _is_chrome(block: PageBlock) -> bool:
    text = block.piece.text
    if block.piece.kind in ("table", "letterhead-left", "letterhead-right"):
        return False
    if len(text) > chrome.LONGEST_LINE and "\n" not in text:
        return False
    if block.strong and block.link_share <= _HALF and len(text.split()) >= _PROSE_WORDS:
        return False  # running text, as was found when the block was read
    if is_prose(text):
        return False
    return all(map(chrome.is_chrome_line, text.splitlines()))


def _is_linked(block: PageBlock) -> bool:
    return block.link_share > _LINKED and not block.strong and len(block.piece.text.split()) > 1
