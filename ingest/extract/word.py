"""A Word file (DOCX, DOCM, DOTX) to pieces, by way of mammoth's HTML: letterhead, paragraphs, lists, tables, notes.

Before mammoth reads it the body is made plain: letters of old fonts, tracked changes, fields, boxes, automatic numbers,
each in its room. Heads and feet of pages, comments, deleted and hidden words are not text; they are for the guard.
"""

import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import mammoth
from lxml import etree

from archive.errors import ExtractError
from archive.works.document import Derivation
from ingest.extract.html import pieces_of_tree
from ingest.extract.office_fonts import with_unicode_letters
from ingest.extract.page_tree import parsed
from ingest.extract.word_body import Taken, hidden_styles, make_plain, words_of
from ingest.extract.word_boxes import place_boxes
from ingest.extract.word_chunks import place_chunks
from ingest.extract.word_numbering import with_written_numbers
from ingest.extract.word_parts import (
    DOCUMENT,
    NOTES,
    REMEDY,
    STYLES,
    ZipLimits,
    packed,
    parse,
    parts_of,
    pictures_of,
    written,
)
from ingest.extract.word_slim import without_looks
from ingest.material import Extracted, Piece

__all__ = ["ZipLimits", "extract_word", "pictures_of"]

_PROPERTIES = "docProps/core.xml"
# Pictures are not text; their bytes would only be copied about.
_NO_PICTURES: Callable[..., object] = mammoth.images.img_element(lambda _: {"src": ""})
# Paragraph styles of Word that are headings; all others are plain paragraphs. Numbered lists are plain paragraphs too:
# their numbers stand in the text already. The library's own table of styles is left out: it is asked for every element.
_STYLES = "\n".join(
    [f"p[style-name='heading {level}'] => h{level}:fresh" for level in range(1, 7)]
    + [f"p[style-name='Tiêu đề {level}'] => h{level}:fresh" for level in range(1, 4)]
)
_NO_TEXT = "Nếu nội dung là ảnh, hãy nhận dạng chữ (OCR) rồi nạp lại."
_DEEPEST = 2  # Word files laid into Word files

Element = Any  # lxml has no types of its own


@dataclass(frozen=True, slots=True)
class _Prepared:
    """A file made ready for mammoth: its parts, what is for the guard, how its letters were read, and remarks."""

    parts: dict[str, bytes]
    aside: tuple[str, ...]
    derivation: Derivation | None


def extract_word(payload: bytes, *, limits: ZipLimits | None = None) -> Extracted:
    """The pieces of a Word file, in the order of the text; tracked changes as accepted, which `derivation` tells.

    Raises:
        ExtractError: cut short, not a Word file, a packing bomb, protected by a password, or without text.
    """
    ready, pieces = _read(payload, limits or ZipLimits(), depth=0)
    if not pieces:
        raise ExtractError("Tệp Word không có chữ.", remedy=_NO_TEXT)
    return Extracted(pieces, _properties(ready.parts), {}, ready.aside, ready.derivation)


def _read(payload: bytes, limits: ZipLimits, *, depth: int) -> tuple[_Prepared, tuple[Piece, ...]]:
    ready = _prepared(parts_of(payload, limits), limits, depth=depth)
    try:
        result = mammoth.convert_to_html(
            io.BytesIO(packed(ready.parts)),
            style_map=_STYLES,
            include_default_style_map=False,
            convert_image=_NO_PICTURES,
            external_file_access=False,
        )
    except (KeyError, ValueError, IndexError, AttributeError, TypeError, zipfile.BadZipFile, zlib.error) as error:
        raise ExtractError("Tệp Word bị hỏng bên trong, không đọc được nội dung.", remedy=REMEDY) from error
    whole = parsed(result.value)
    _mark_notes(whole)
    return ready, pieces_of_tree(whole)


def _prepared(parts: dict[str, bytes], limits: ZipLimits, *, depth: int) -> _Prepared:
    """The parts with everything written out that mammoth does not see."""
    try:
        letters = with_unicode_letters(parts)
        held = dict(letters.parts)
        styles = hidden_styles(parse(held[STYLES])) if STYLES in held else frozenset()
        document = parse(held[DOCUMENT])
        taken = make_plain(document, hidden_styles=styles)
        labels = place_boxes(document)
        unread = place_chunks(document, held, read_word=lambda raw: _inside(raw, limits, depth))
        held[DOCUMENT] = written(document)
        for name in filter(held.__contains__, NOTES):
            held[name] = _plain_notes(held[name], taken, styles)
        held[DOCUMENT] = with_written_numbers(held)
        aside = (*labels, *taken.aside, *_beside(held))
        read = {**without_looks(held), **{name: held[name] for name in held if name == _PROPERTIES}}
    except etree.XMLSyntaxError as error:
        raise ExtractError("Phần văn bản của tệp Word không phải XML đúng.", remedy=REMEDY) from error
    return _Prepared(read, aside, _derivation(letters.derivation, taken, unread))


def _inside(raw: bytes, limits: ZipLimits, depth: int) -> tuple[Piece, ...]:
    """The pieces of a Word file laid into another one; a damaged one, or one laid too deep, has none."""
    if depth >= _DEEPEST:
        return ()
    try:
        return _read(raw, limits, depth=depth + 1)[1]
    except ExtractError:
        return ()


def _plain_notes(raw: bytes, taken: Taken, styles: frozenset[str]) -> bytes:
    root = parse(raw)
    of_notes = make_plain(root, hidden_styles=styles)
    taken.aside += of_notes.aside
    taken.changes += of_notes.changes
    return written(root)


def _beside(parts: dict[str, bytes]) -> Iterator[str]:
    """The words of comments, heads and feet, line by line."""
    for name in sorted(parts):
        if name.startswith(("word/header", "word/footer", "word/comments.")) and name.endswith(".xml"):
            yield from words_of(parse(parts[name])).splitlines()


def _derivation(letters: Derivation | None, taken: Taken, unread: list[str]) -> Derivation | None:
    """How the letters were read, with what else a reader must know of the text."""
    remarks = [f"Tệp có theo dõi thay đổi ({taken.changes} chỗ); đọc theo bản đã chấp nhận."] if taken.changes else []
    remarks += [f"Phần chèn “{name}” trong tệp Word không đọc được." for name in unread]
    if not remarks:
        return letters
    held = letters or Derivation(())
    return replace(held, losses=(*held.losses, *remarks))


def _mark_notes(whole: Element) -> None:
    """Make the notes that mammoth gives as a list at the end blocks of their own, each with its mark: "[1] …"."""
    notes = [item for item in whole.iter("li") if (item.get("id") or "").startswith(("footnote-", "endnote-"))]
    for number, item in enumerate(notes, start=1):
        for link in list(item.iter("a")):
            if "note-ref-" in (link.get("href") or ""):
                link.text = ""
        first = next(item.iter("p"), item)
        first.text = f"[{number}] {first.text or ''}"
        item.tag = "div"
        item.set("data-note", str(number))
        item.getparent().tag = "div"


def _properties(parts: dict[str, bytes]) -> dict[str, str]:
    """Title and language of the file's own properties, when they say something; writers' names are left out."""
    try:
        root = parse(parts[_PROPERTIES])
    except (KeyError, etree.XMLSyntaxError):
        return {}
    found = {etree.QName(node).localname: (node.text or "").strip() for node in root if isinstance(node.tag, str)}
    return {key: found[key] for key in ("title", "language") if found.get(key)}
