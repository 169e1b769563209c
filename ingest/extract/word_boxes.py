"""Text boxes of a Word file put among its paragraphs: a letterhead drawn as boxes, remarks, stamps.

A box is read where it is anchored. Two boxes side by side that make a letterhead become a table of two cells, as most
letterheads are; a box with a word or two is a stamp or a label and goes to the guard.
"""

from typing import Any

from lxml import etree

from ingest.extract.letterhead import is_pair
from ingest.extract.word_body import W, words_of
from ingest.line_shape import is_anchor, is_number_line, is_place_date

_CONTENT = f"{W}txbxContent"
# "DỰ THẢO", "MẬT", "HỎA TỐC", "Mẫu số 01": up to this many words a box is a label.
_LABEL_WORDS = 4
_HEAD_PARAGRAPHS = 12

Element = Any  # lxml has no types of its own


def place_boxes(root: Element) -> list[str]:
    """Put the text of boxes among the paragraphs, in place; gives the labels that were left out, for the guard."""
    labels: list[str] = []
    boxes: list[tuple[Element, Element]] = []
    for content in list(root.iter(_CONTENT)):
        anchor = next(content.iterancestors(f"{W}p"), None)
        inside = any(content.iterancestors(_CONTENT))
        text = words_of(content)
        if anchor is None or inside or not text:
            continue
        if _is_label(text):
            labels += text.splitlines()
        else:
            boxes.append((anchor, content))
    _put(root, boxes)
    for content in list(root.iter(_CONTENT)):
        parent = content.getparent()
        if parent is not None:
            parent.remove(content)
    return labels


def _put(root: Element, boxes: list[tuple[Element, Element]]) -> None:
    texts = [words_of(content) for _, content in boxes]
    head = set(list(root.iter(f"{W}p"))[:_HEAD_PARAGRAPHS])
    at = 0
    last: dict[Any, Any] = {}  # by anchor, what was put behind it last
    while at < len(boxes):
        anchor, content = boxes[at]
        pair = _pair(texts[at : at + 2])
        if pair:
            cells = [boxes[at + one][1] for one in pair]
            anchor.addprevious(_table(cells))
            at += 2
            continue
        paragraphs = [child for child in content if child.tag in (f"{W}p", f"{W}tbl")]
        if anchor in head and _is_head(texts[at]):
            for paragraph in paragraphs:
                anchor.addprevious(paragraph)
        else:
            behind: Any = last.get(anchor, anchor)
            for paragraph in paragraphs:
                behind.addnext(paragraph)
                behind = paragraph
            last[anchor] = behind
        at += 1


def _pair(texts: list[str]) -> tuple[int, int] | None:
    """The order (left, right) of two boxes that make a letterhead; None when they make none."""
    if len(texts) < 2:
        return None
    if is_pair(texts[0], texts[1]):
        return 0, 1
    return (1, 0) if is_pair(texts[1], texts[0]) else None


def _table(contents: list[Element]) -> Element:
    table = etree.Element(f"{W}tbl")
    row = etree.SubElement(table, f"{W}tr")
    for content in contents:
        cell = etree.SubElement(row, f"{W}tc")
        for child in list(content):
            cell.append(child)
    return table


def _is_label(text: str) -> bool:
    return len(text.split()) <= _LABEL_WORDS and not _is_head(text)


def _is_head(text: str) -> bool:
    return is_anchor(text) or any(is_number_line(line) or is_place_date(line) for line in text.splitlines())
