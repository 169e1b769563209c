"""Letters of old fonts (.VnTime, VNI-Times) in the parts of a Word file, put into Unicode by the font of each run.

Fonts stand at runs, or in styles that build on each other; ECMA-376 part 1, 17.7. The soft hyphen is a tag of its own
in Word files, and the letter ư in TCVN3. The encodings are in `ingest.legacy`.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from lxml import etree

from archive.works.document import Derivation
from ingest.legacy import Run, is_plain, lettering, names_of_fonts, recode

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_STYLES = "word/styles.xml"
_NUMBERING = "word/numbering.xml"
_PROPERTIES = "docProps/core.xml"
# The parts with text, in the order in which they are read: the body first, for what the others can lean on.
_TEXTS = re.compile(r"word/(?:document|footnotes|endnotes|comments|header\d{0,4}|footer\d{0,4})\.xml")
_UNICODE_FONT = "Times New Roman"
_DEEPEST = 20  # styles that build on styles

Element = Any  # lxml has no types of its own


@dataclass(frozen=True, slots=True)
class UnicodeParts:
    """The parts of a file with its letters in Unicode; `derivation` says what was done, None when nothing was."""

    parts: dict[str, bytes]
    derivation: Derivation | None = None


@dataclass(frozen=True, slots=True)
class Styles:
    """The fonts that styles give: by style, what a style builds on, the style of plain paragraphs, and the default."""

    fonts: Mapping[str, str] = field(default_factory=dict)
    parents: Mapping[str, str] = field(default_factory=dict)
    plain: str = ""
    default: str = ""

    def font(self, style: str) -> str:
        """The font of a style or of what it builds on; "" when none says one."""
        for _ in range(_DEEPEST):
            if style in self.fonts:
                return self.fonts[style]
            if style not in self.parents:
                break
            style = self.parents[style]
        return ""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where some text stands: the element that holds it, the attribute ("" for its text), and its run of Word's."""

    element: Element
    attribute: str = ""
    run: Element = None


def with_unicode_letters(parts: Mapping[str, bytes]) -> UnicodeParts:
    """The parts of a Word file with letters of old fonts in Unicode; the same parts when there are none.

    Raises:
        lxml.etree.XMLSyntaxError: a part is no XML.
    """
    names = sorted(filter(_TEXTS.fullmatch, parts), key=lambda name: (name != "word/document.xml", name))
    if not _is_worth_reading(parts, names):
        return UnicodeParts(dict(parts))
    styles = read_styles(_parse(parts[_STYLES])) if _STYLES in parts else Styles()
    roots = {name: _parse(parts[name]) for name in (*names, _NUMBERING, _PROPERTIES) if name in parts}
    placed: list[tuple[Run, _Place | None]] = []
    for name, root in roots.items():
        placed += _numbers(root, styles) if name == _NUMBERING else _texts(root, styles)
        placed.append((Run("\n"), None))
    recoded = recode([run for run, _ in placed])
    if not recoded.encodings:
        return UnicodeParts(dict(parts))
    for (run, place), read in zip(placed, recoded.runs, strict=True):
        if place is not None and read != run:
            _write(place, read.text)
    written = {name: _bytes(root) for name, root in roots.items()}
    derivation = Derivation(("recoded",), encoding=recoded.encoding, losses=recoded.losses)
    return UnicodeParts({**parts, **written}, derivation)


def read_styles(root: Element) -> Styles:
    """The fonts of `word/styles.xml`."""
    fonts: dict[str, str] = {}
    parents: dict[str, str] = {}
    plain = ""
    for style in root.iter(f"{_W}style"):
        key = style.get(f"{_W}styleId", "")
        if font := _font(style.find(f"{_W}rPr")):
            fonts[key] = font
        based = style.find(f"{_W}basedOn")
        if based is not None:
            parents[key] = based.get(f"{_W}val", "")
        if style.get(f"{_W}type") == "paragraph" and style.get(f"{_W}default") in ("1", "true"):
            plain = key
    return Styles(fonts, parents, plain, _font(root.find(f"{_W}docDefaults/{_W}rPrDefault/{_W}rPr")))


def _is_worth_reading(parts: Mapping[str, bytes], names: list[str]) -> bool:
    """The cheap first look: the name of an old font, or signs that Unicode texts do not have."""
    looked = [parts[name] for name in (*names, _STYLES, _NUMBERING) if name in parts]
    return any(_old_font_names().search(raw) or not is_plain(raw.decode("utf-8", "replace")) for raw in looked)


@cache
def _old_font_names() -> re.Pattern[bytes]:
    starts = "|".join(re.escape(name) for name in names_of_fonts())
    return re.compile(f'"(?:{starts}|vn[a-z])'.encode(), re.IGNORECASE)


def _texts(root: Element, styles: Styles) -> Iterator[tuple[Run, _Place | None]]:
    """The texts of a part in reading order with their fonts; paragraphs are parted by line breaks."""
    for node in root.iter():
        tag = node.tag
        if tag == f"{_W}p":
            yield Run("\n"), None
        elif tag in (f"{_W}tab", f"{_W}br", f"{_W}cr"):
            yield Run("\t" if tag == f"{_W}tab" else "\n"), None
        elif tag == f"{_W}t" and node.text:
            yield Run(node.text, _font_at(node, styles)), _Place(node, run=node.getparent())
        elif tag == f"{_W}softHyphen":
            yield Run("\u00ad", _font_at(node, styles)), _Place(node, run=node.getparent())
        elif tag == f"{_W}sym" and lettering(node.get(f"{_W}font", "")).encoding:
            yield Run(_sign(node), node.get(f"{_W}font", "")), _Place(node, run=node.getparent())
        elif root.tag.endswith("coreProperties") and isinstance(tag, str) and node is not root and node.text:
            yield Run(node.text), _Place(node)
            yield Run("\n"), None


def _numbers(root: Element, styles: Styles) -> Iterator[tuple[Run, _Place | None]]:
    """The words of automatic numbers ("§iÒu %1.")."""
    for level in root.iter(f"{_W}lvl"):
        words = level.find(f"{_W}lvlText")
        font = _font(level.find(f"{_W}rPr")) or styles.font(styles.plain) or styles.default
        if words is not None and words.get(f"{_W}val"):
            yield Run(words.get(f"{_W}val"), font if lettering(font).encoding else ""), _Place(words, f"{_W}val")
            yield Run("\n"), None


def _font_at(node: Element, styles: Styles) -> str:
    """The font of a text: its run's own, its style's, its paragraph's, or the default."""
    run = node.getparent()
    properties = run.find(f"{_W}rPr")
    paragraph = next(run.iterancestors(f"{_W}p"), None)
    named = "" if paragraph is None else _value(paragraph.find(f"{_W}pPr"), "pStyle")
    return (
        _font(properties)
        or styles.font(_value(properties, "rStyle"))
        or styles.font(named or styles.plain)
        or styles.default
    )


def _font(properties: Element | None) -> str:
    """The font for Western letters that some properties name (of a theme: its part in it); "" when they name none."""
    fonts = None if properties is None else properties.find(f"{_W}rFonts")
    if fonts is None:
        return ""
    names = (fonts.get(f"{_W}{kind}") for kind in ("hAnsiTheme", "hAnsi", "asciiTheme", "ascii"))
    return next(filter(None, names), "")


def _value(properties: Element | None, name: str) -> str:
    node = None if properties is None else properties.find(f"{_W}{name}")
    return "" if node is None else node.get(f"{_W}val", "")


def _sign(node: Element) -> str:
    number = node.get(f"{_W}char", "")
    return chr(int(number, 16)) if re.fullmatch(r"[0-9A-Fa-f]{1,4}", number) else " "


def _write(place: _Place, text: str) -> None:
    """Put the letters where the old ones stood, and take the old font away, so that they are not read again."""
    if place.attribute:
        place.element.set(place.attribute, text)
        return
    if place.element.tag in (f"{_W}softHyphen", f"{_W}sym"):
        place.element.tag = f"{_W}t"
        place.element.attrib.clear()
    place.element.text = text
    if place.run is not None:
        place.element.set(_SPACE, "preserve")
        _set_unicode_font(place.run)


def _set_unicode_font(run: Element) -> None:
    properties = run.find(f"{_W}rPr")
    if properties is None:
        properties = etree.Element(f"{_W}rPr")
        run.insert(0, properties)
    fonts = properties.find(f"{_W}rFonts")
    if fonts is None:
        fonts = etree.Element(f"{_W}rFonts")
        properties.insert(0, fonts)
    for kind in ("ascii", "hAnsi"):
        fonts.set(f"{_W}{kind}", _UNICODE_FONT)


def _bytes(root: Element) -> bytes:
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return written


def _parse(raw: bytes) -> Element:
    return etree.fromstring(raw, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))
