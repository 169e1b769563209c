"""Files laid into a Word file whole (altChunk) as paragraphs of it: pages of HTML, plain texts, other Word files.

Word shows them as part of the text; a chunk of a kind that is not read here is told by its name.
"""

from collections.abc import Callable, Mapping
from typing import Any

from lxml import etree

from ingest import media
from ingest.charset import decode
from ingest.extract.html import pieces_of_markup
from ingest.extract.word_body import W
from ingest.extract.word_parts import relations
from ingest.material import Piece

_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_MOST = 50

Element = Any  # lxml has no types of its own


def place_chunks(
    root: Element, parts: Mapping[str, bytes], *, read_word: Callable[[bytes], tuple[Piece, ...]]
) -> list[str]:
    """Put the text of chunks in their places; gives the names of those of an unread kind. `read_word` reads a DOCX."""
    targets = relations(parts)
    unread: list[str] = []
    for chunk in list(root.iter(f"{W}altChunk"))[:_MOST]:
        name = targets.get(chunk.get(_ID, ""), "")
        pieces = _pieces(parts.get(name, b""), read_word)
        if pieces is None:
            unread.append(name.rpartition("/")[2] or "?")
            pieces = ()
        for piece in pieces:
            chunk.addprevious(_paragraph(piece))
        chunk.getparent().remove(chunk)
    return unread


def _pieces(raw: bytes, read_word: Callable[[bytes], tuple[Piece, ...]]) -> tuple[Piece, ...] | None:
    kind = media.sniff(raw)
    if kind == media.HTML:
        return pieces_of_markup(decode(raw).text)
    if kind == media.TEXT:
        return tuple(Piece(line) for line in decode(raw).text.splitlines() if line.strip())
    if kind == media.DOCX:
        return read_word(raw)
    return () if kind == media.EMPTY else None


def _paragraph(piece: Piece) -> Element:
    paragraph = etree.Element(f"{W}p")
    for number, line in enumerate(piece.text.split("\n")):
        run = etree.SubElement(paragraph, f"{W}r")
        if number:
            etree.SubElement(run, f"{W}br")
        text = etree.SubElement(run, f"{W}t")
        text.set(_SPACE, "preserve")
        text.text = line
    return paragraph
