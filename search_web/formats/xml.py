"""XML as forms write it: letters that XML may hold, one way to print a tree.

Every tree is made of elements, never of joined strings, so that no text of the archive can be read as markup.
"""

import re
from typing import Any, TypeAlias

from lxml import etree

Element: TypeAlias = Any  # lxml says no types of its own

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
# What XML 1.0 cannot hold. Must match: "\x00", "\x0b", "\ufffe", a lone surrogate. Not: tab, line feed, letters.
_UNFIT = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def root_of(namespace: str, tag: str, **others: str) -> Element:
    """A new root element whose own namespace needs no prefix; `others` are namespaces by their prefix."""
    names: Any = {None: namespace, **others}
    return etree.Element(f"{{{namespace}}}{tag}", nsmap=names)


def clean(written: str) -> str:
    """The text without signs that XML 1.0 does not allow; each becomes a blank, so that offsets stay."""
    return _UNFIT.sub(" ", written)


def serialised(root: Element, *, pretty: bool = False) -> bytes:
    """The tree as UTF-8 with its declaration."""
    made: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=pretty)
    return made
