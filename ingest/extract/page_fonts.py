"""Runs of a page in fonts from before Unicode (`<font face=".VnTime">`) read by their fonts, in the tree itself.

Which font is which encoding, and whether it is believed, is judged in `ingest.legacy`; text whose font is not named is
judged later, as a whole.
"""

from collections.abc import Iterator
from functools import lru_cache

from lxml import etree

from archive.works.document import Derivation
from ingest.extract.page_tree import Element
from ingest.legacy import Run, recode
from ingest.legacy.fonts import lettering

_INLINE = frozenset(
    ("a", "b", "i", "u", "s", "em", "strong", "font", "span", "small", "big", "sup", "sub", "strike", "tt", "o:p")
)
_UNREAD = frozenset(("script", "style", "template", "title"))
# A place in the tree where text stands: the element, and whether it is the text behind it instead of in it.
Place = tuple[Element, bool]


def with_unicode_letters(whole: Element) -> Derivation | None:
    """Read the runs whose fonts are old ones, in place; None when there was nothing to read."""
    if not any(lettering(font).encoding for font in set(filter(None, map(_named, whole.iter("*"))))):
        return None
    runs: list[Run] = []
    places: list[Place | None] = []
    for place, text, font in _texts(whole):
        runs.append(Run(text, font))
        places.append(place)
    recoded = recode(runs)
    if not recoded.encodings:
        return None
    for held, run in zip(places, recoded.runs, strict=True):
        if held is not None:
            _write(held, run.text)
    return Derivation(("recoded",), encoding=recoded.encoding, losses=recoded.losses)


def _texts(whole: Element) -> Iterator[tuple[Place | None, str, str]]:
    """Every text with its place and font, in the order of the page; a line break where a block begins or ends."""
    fonts = [""]
    for event, node in etree.iterwalk(whole, events=("start", "end", "comment", "pi")):
        element = isinstance(node.tag, str)
        if event == "start":
            fonts.append(_named(node) or fonts[-1])
            if node.tag not in _INLINE:
                yield None, "\n", ""
            if node.text and node.tag not in _UNREAD:
                yield (node, False), node.text, fonts[-1]
            continue
        if element:
            fonts.pop()
            if node.tag not in _INLINE:
                yield None, "\n", ""
        if node.tail and node is not whole:
            yield (node, True), node.tail, fonts[-1]


def _write(place: Place, text: str) -> None:
    node, behind = place
    if behind:
        node.tail = text
    else:
        node.text = text


def _named(node: Element) -> str:
    """The font that an element names by itself; empty for most."""
    face = node.get("face") or ""
    if face:
        return str(face)
    style = node.get("style")
    return _of_style(style) if style and "font" in style else ""


@lru_cache(maxsize=4096)  # a page has a few styles, each on many elements
def _of_style(style: str) -> str:
    for part in style.split(";"):
        name, _, value = part.partition(":")
        if name.strip().lower() == "font-family":
            return str(value.strip())
    return ""
