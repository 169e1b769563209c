"""A page of HTML as a tree, and the parts of it that no reader sees: scripts, hidden elements, controls, comments.

Parsing never fails: any bytes give a tree. What is chrome among the visible parts is judged in `main_content`.
"""

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from bs4 import BeautifulSoup, Comment, Tag
from bs4.builder._lxml import LXMLTreeBuilder
from lxml import etree

# Elements whose text is never read: programs, forms' controls, pictures drawn by code, what is shown without scripts.
_UNREAD = frozenset(
    (
        *(
            "script",
            "style",
            "template",
            "noscript",
            "iframe",
            "object",
            "embed",
            "svg",
            "canvas",
            "math",
            "select",
            "option",
            "datalist",
            "button",
        ),
        *("input", "textarea", "audio", "video", "map", "dialog", "head", "title", "meta", "link"),
    )
)
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_MOST_ASIDE = 200_000
Skips = dict[int, str]


@dataclass(frozen=True, slots=True)
class PageTree:
    """A parsed page: the whole soup, the element that holds the text, and what is skipped by element id and reason."""

    soup: BeautifulSoup
    root: Tag
    skips: Skips
    aside: tuple[str, ...]


def parse_page(markup: str) -> PageTree:
    """The tree of a page. Pages without a body, frames, fragments and broken nesting all have one."""
    # A parser without size limits: the size of the file has been checked, and a limit would lose text in silence.
    builder = LXMLTreeBuilder(parser=functools.partial(etree.HTMLParser, huge_tree=True))
    soup = BeautifulSoup(markup.replace("\x00", ""), builder=builder)
    root = soup.body or soup
    skips: Skips = {}
    for tag in tags_below(root):
        reason = _unread_reason(tag)
        if reason:
            skips[id(tag)] = reason
    return PageTree(soup, root, skips, tuple(_aside(soup, root, skips)))


def tags_below(root: Tag) -> Iterator[Tag]:
    """Every element below another, outer ones before inner ones."""
    return (node for node in root.descendants if isinstance(node, Tag))


def attribute(tag: Tag, name: str) -> str:
    """The value of an attribute as one string; empty when it is not there."""
    value = tag.get(name)
    if value is None:
        return ""
    return value if isinstance(value, str) else " ".join(value)


def _unread_reason(tag: Tag) -> str:
    if tag.name in _UNREAD:
        return "script"
    if tag.has_attr("hidden") or _HIDING.search(attribute(tag, "style")):
        return "hidden"
    return ""


def _aside(soup: BeautifulSoup, root: Tag, skips: Skips) -> Iterator[str]:
    """Hidden text and comments, line by line, for the guard; only so much of it."""
    left = _MOST_ASIDE
    for tag in tags_below(root):
        if skips.get(id(tag)) == "hidden" and left > 0:
            text = tag.get_text("\n", strip=True)[:left]
            left -= len(text)
            yield text
    for comment in soup.find_all(string=lambda text: isinstance(text, Comment)):
        if left > 0:
            text = str(comment).strip()[:2000]
            left -= len(text)
            yield text
