"""A page of HTML as a tree, and the parts of it that no reader sees: scripts, hidden elements, controls, comments.

Parsing refuses only pages built to stop their readers; any other bytes give a tree. What is chrome among the visible
parts is judged in `main_content`; pages inside frames are put in their places by `page_frames`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from lxml import etree

from archive.errors import ExtractError

Element = Any  # lxml has no types of its own
Skips = dict[Element, str]

# Elements whose text is never read: programs, forms' controls, pictures drawn by code, what is shown without scripts.
_UNREAD = frozenset(
    (
        *("script", "style", "template", "noscript", "iframe", "object", "embed", "svg", "canvas", "math", "select"),
        *("option", "datalist", "button", "input", "textarea", "audio", "video", "map", "dialog", "head", "title"),
        *("meta", "link"),
    )
)
# "display:none", "visibility: hidden", "mso-hide:all" of Word's own pages, "font-size:0". Not "font-size:0.9em".
_HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|font-size\s*:\s*0(?:px|pt)?\s*(?:;|$)",
    re.IGNORECASE,
)
_MOST_ASIDE = 200_000
_REMEDY = "Mở trang bằng trình duyệt, lưu lại thành PDF hoặc DOCX rồi nạp lại."
_TOO_DEEP = "xcessive depth"
# The 18 real pages at hand nest at most 32 elements deep and have at most 8 attributes on a tag. Time grows with the
# square of either: nested "div" 10,000 deep take 0.6 s, 30,000 deep 5 s (measure again when a walk changes).
_DEEPEST = 10_000
_MOST_ATTRIBUTES = 5_000
# A tag too long for an honest one, up to its end or the next tag. Must match: "<p a0=1 a1=1 …" of 10,000 signs,
# closed or not. Must not match: "<p>", "<br/>", "< 5 năm", a comment, a long run of text between tags.
_LONG_TAG = re.compile(r"<[A-Za-z][^<>]{10000,}+")
_PROGRAMS = (("<script", "</script"), ("<style", "</style"), ("<!--", "-->"))
# A value in quotes, whose blanks part no attributes: a picture written into a page, data in JSON.
_QUOTED = re.compile(r"\"[^\"]*+\"|'[^']*+'")
_TEXTS: Any = etree.XPath(
    "descendant::text()[not(parent::script or parent::style or parent::template)]", smart_strings=False
)


@dataclass(frozen=True, slots=True)
class PageTree:
    """A parsed page: all of it, the element that holds the text, and what is skipped by element and reason.

    `nodes` are the elements below the root, outer ones first. lxml makes its Python objects anew when nobody holds
    them: `nodes` holds them, so that an element can be a key of `skips` and of other tables.
    """

    whole: Element
    root: Element
    nodes: tuple[Element, ...]
    skips: Skips
    aside: tuple[str, ...]


def parse_page(markup: str) -> PageTree:
    """The tree of a page. Pages without a body, frames, fragments and broken nesting all have one."""
    return tree_of(parsed(markup))


def parsed(markup: str) -> Element:
    """The outermost element of a page as parsed.

    Raises:
        ExtractError: elements nested too deeply, or a tag with too many attributes, to be read in time.
    """
    _refuse_long_tags(markup)
    # A parser without size limits: the size of the file has been checked, and a limit would lose text in silence.
    parser = etree.HTMLParser(huge_tree=True, encoding="utf-8")
    raw = markup.replace("\x00", "").encode("utf-8", "replace")
    whole = etree.fromstring(raw, parser)
    if any(_TOO_DEEP in error.message for error in parser.error_log):
        # Elements below some two thousand others are not built; handed over one by one they are.
        whole = etree.fromstring(raw, etree.HTMLParser(huge_tree=True, encoding="utf-8", target=etree.TreeBuilder()))
        _refuse_deep(whole)
    return etree.Element("html") if whole is None else whole


def _refuse_long_tags(markup: str) -> None:
    """The parser compares every attribute with those before it: 300,000 of them would take minutes."""
    for tag in _LONG_TAG.finditer(markup):
        many = len(_QUOTED.sub("", tag.group()).split()) > _MOST_ATTRIBUTES
        if many and not _in_program(markup, tag.start()):
            raise ExtractError(
                f"Trang HTML bất thường: một thẻ có hơn {_MOST_ATTRIBUTES} thuộc tính; không đọc.", remedy=_REMEDY
            )


def _in_program(markup: str, place: int) -> bool:
    """True inside a script, a style or a comment, where "i<n" begins no tag."""
    before = markup[:place].lower()
    return any(before.rfind(opening) > before.rfind(closing) for opening, closing in _PROGRAMS)


def _refuse_deep(whole: Element) -> None:
    depth = 0
    for event, _ in etree.iterwalk(whole, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > _DEEPEST:
            raise ExtractError(
                f"Trang HTML bất thường: các thẻ lồng nhau quá {_DEEPEST} tầng; không đọc.", remedy=_REMEDY
            )


def tree_of(whole: Element) -> PageTree:
    """The tree of parsed markup, its hidden parts found."""
    body = next(whole.iter("body"), None)
    root = whole if body is None else body
    nodes = tuple(root.iterdescendants("*"))
    skips: Skips = {}
    for node in nodes:
        reason = _unread_reason(node)
        if reason:
            skips[node] = reason
    return PageTree(whole, root, nodes, skips, tuple(_aside(whole, nodes, skips)))


def contents(node: Element) -> list[Element]:
    """What stands directly in an element, in order: elements and texts; comments are left out."""
    text = node.text
    parts: list[Element] = [text] if text else []
    if not len(node):  # as every other element of a page
        return parts
    for child in node:
        if isinstance(child.tag, str):
            parts.append(child)
        tail = child.tail
        if tail:
            parts.append(tail)
    return parts


def text_in(node: Element) -> str:
    """All text in an element with single blanks; programs and comments in it are no text."""
    return " ".join(" ".join(_TEXTS(node)).split())


def attribute(node: Element, name: str) -> str:
    """The value of an attribute as one string; empty when it is not there."""
    return node.get(name) or ""


def _unread_reason(node: Element) -> str:
    if node.tag in _UNREAD:
        return "script"
    style = node.get("style")
    if (style and _hides(style)) or node.get("hidden") is not None:
        return "hidden"
    return ""


@lru_cache(maxsize=4096)  # a page has a few styles, each on many elements
def _hides(style: str) -> bool:
    return _HIDING.search(style) is not None


def _aside(whole: Element, nodes: tuple[Element, ...], skips: Skips) -> Iterator[str]:
    """Hidden text and comments, line by line, for the guard; only so much of it."""
    left = _MOST_ASIDE
    for node in nodes:
        if skips.get(node) == "hidden" and left > 0:
            text = "\n".join(filter(None, map(str.strip, _TEXTS(node))))[:left]
            left -= len(text)
            yield text
    around = (*whole.itersiblings(etree.Comment, preceding=True), *whole.itersiblings(etree.Comment))
    for comment in (*whole.iter(etree.Comment), *around):
        if left > 0:
            text = (comment.text or "").strip()[:2000]
            left -= len(text)
            yield text
