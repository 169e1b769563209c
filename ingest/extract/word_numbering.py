"""Automatic numbers of a Word file written out: "1.", "a)", "Điều 3.", "II-", as the printed page shows them.

Word keeps only "the third of list 5" at a paragraph; the words are made from `word/numbering.xml`. The counters run
over the whole document, also across paragraphs between two items, as Word's do. Source: ECMA-376, part 1, 17.9.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"))
_ROMAN_SMALL = ((9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_ONES = ("", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_LEVELS = 9

Element = Any  # lxml has no types of its own


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is numbered: pattern ("%1.%2."), form of the number, first number."""

    pattern: str = ""
    form: str = "decimal"
    start: int = 1
    style: str = ""


@dataclass(slots=True)
class Numbering:
    """The lists of a document: levels by list, lists by number, and the counters as the text is walked."""

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    lists: dict[str, str] = field(default_factory=dict)
    starts: dict[tuple[str, int], int] = field(default_factory=dict)
    counters: dict[str, list[int | None]] = field(default_factory=dict)
    restarted: set[tuple[str, int]] = field(default_factory=set)

    def next_mark(self, number_id: str, depth: int) -> str:
        """The words before the next paragraph of that list and level; empty for bullets and unknown lists."""
        key = self.lists.get(number_id, "")
        level = self.levels.get(key, {}).get(depth)
        if level is None:
            return ""
        counts = self.counters.setdefault(key, [None] * _LEVELS)
        start = self.starts.get((number_id, depth))
        if start is not None and (number_id, depth) not in self.restarted:
            self.restarted.add((number_id, depth))
            counts[depth] = start
        else:
            held = counts[depth]
            counts[depth] = level.start if held is None else held + 1
        counts[depth + 1 :] = [None] * (_LEVELS - depth - 1)
        return self._written(key, depth)

    def _written(self, key: str, depth: int) -> str:
        level = self.levels[key][depth]
        if level.form == "bullet":
            return "-"
        if level.form == "none":
            return ""
        words = level.pattern
        for upper in range(depth + 1):
            form = self.levels[key].get(upper, Level())
            count = self.counters[key][upper]
            words = words.replace(f"%{upper + 1}", number_words(form.start if count is None else count, form.form))
        return words.strip()


def with_written_numbers(parts: Mapping[str, bytes]) -> bytes:
    """The document part with its automatic numbers as text; unchanged when the file has no lists.

    Raises:
        lxml.etree.XMLSyntaxError: the document part is no XML.
    """
    document = _parse(parts["word/document.xml"])
    if "word/numbering.xml" in parts:
        numbering = read_numbering(_parse(parts["word/numbering.xml"]))
        styles = _style_numbers(_parse(parts["word/styles.xml"])) if "word/styles.xml" in parts else {}
        for paragraph in document.iter(f"{_W}p"):
            _write_number(paragraph, numbering, styles)
    written: bytes = etree.tostring(document, xml_declaration=True, encoding="UTF-8", standalone=True)
    return written


def read_numbering(root: Element) -> Numbering:
    """The lists of `word/numbering.xml`."""
    numbering = Numbering()
    for abstract in root.iter(f"{_W}abstractNum"):
        key = abstract.get(f"{_W}abstractNumId", "")
        numbering.levels[key] = {_int(lvl.get(f"{_W}ilvl")): _level(lvl) for lvl in abstract.iter(f"{_W}lvl")}
    for number in root.iter(f"{_W}num"):
        number_id = number.get(f"{_W}numId", "")
        numbering.lists[number_id] = _value(number, "abstractNumId")
        for override in number.iter(f"{_W}lvlOverride"):
            depth, start = _int(override.get(f"{_W}ilvl")), _value(override, "startOverride")
            if start:
                numbering.starts[number_id, depth] = _int(start)
    return numbering


def number_words(number: int, form: str) -> str:
    """A number in one of Word's forms: decimal, lowerLetter, upperRoman, vietnameseCounting and so on.

    A form "custom:a, b, c, d, đ" lists its signs; after the last one the figures go on.
    """
    if form in ("upperRoman", "lowerRoman"):
        roman = _roman(number)
        return roman if form == "upperRoman" else roman.lower()
    if form in ("upperLetter", "lowerLetter") and number > 0:
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter.upper() if form == "upperLetter" else letter
    if form.startswith("custom:"):
        signs = [sign.strip() for sign in form.removeprefix("custom:").split(",")]
        return signs[number - 1] if 0 < number <= len(signs) and len(signs) > 1 else str(number)
    if form in ("vietnameseCounting", "cardinalText", "ordinalText"):
        return _counted(number)
    return f"{number:02d}" if form == "decimalZero" else str(number)


def _counted(number: int) -> str:
    """A number in Vietnamese words up to 99: "một", "mười lăm", "hai mươi mốt"; figures above."""
    if not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    if tens == 0:
        return _ONES[ones]
    words = "mười" if tens == 1 else f"{_ONES[tens]} mươi"
    last = {1: "mốt" if tens > 1 else "một", 5: "lăm", 0: ""}.get(ones, _ONES[ones])
    return f"{words} {last}".strip()


def _write_number(paragraph: Element, numbering: Numbering, styles: Mapping[str, tuple[str, int]]) -> None:
    """Put the number of a paragraph into its text and take the list away, so that it is not numbered twice."""
    properties = paragraph.find(f"{_W}pPr")
    if properties is None:
        return
    own = properties.find(f"{_W}numPr")
    styled = styles.get(_value(properties, "pStyle"))
    number_id, depth = (_value(own, "numId"), _int(_value(own, "ilvl"))) if own is not None else styled or ("", 0)
    if own is not None and not number_id and styled:
        number_id = styled[0]
    if not number_id or number_id == "0" or not _has_text(paragraph):
        return
    mark = numbering.next_mark(number_id, depth)
    for listed in properties.findall(f"{_W}numPr"):
        properties.remove(listed)
    if mark:
        properties.addnext(_run(mark + " "))


def _run(text: str) -> Element:
    run = etree.Element(f"{_W}r")
    written = etree.SubElement(run, f"{_W}t")
    written.set(_SPACE, "preserve")
    written.text = text
    return run


def _has_text(paragraph: Element) -> bool:
    return any((node.text or "").strip() for node in paragraph.iter(f"{_W}t"))


def _style_numbers(root: Element) -> dict[str, tuple[str, int]]:
    """Paragraph styles that number by themselves: list and level by style."""
    found: dict[str, tuple[str, int]] = {}
    for style in root.iter(f"{_W}style"):
        listed = style.find(f"{_W}pPr/{_W}numPr")
        if listed is not None and _value(listed, "numId"):
            found[style.get(f"{_W}styleId", "")] = (_value(listed, "numId"), _int(_value(listed, "ilvl")))
    return found


def _level(lvl: Element) -> Level:
    # A custom form stands in a choice for programs that know it, with a common form for those that do not.
    forms = list(lvl.iter(f"{_W}numFmt"))
    listed = next((one.get(f"{_W}format") for one in forms if one.get(f"{_W}val") == "custom"), None)
    form = f"custom:{listed}" if listed and "," in listed else next((one.get(f"{_W}val") for one in forms), None)
    return Level(
        pattern=_value(lvl, "lvlText"),
        form=form or "decimal",
        start=_int(_value(lvl, "start") or "1"),
        style=_value(lvl, "pStyle"),
    )


def _value(parent: Element, name: str) -> str:
    node = parent.find(f"{_W}{name}")
    return "" if node is None else node.get(f"{_W}val", "")


def _int(text: str | None) -> int:
    return int(text) if text and text.lstrip("-").isdigit() and int(text) < 100_000 else 0


def _parse(raw: bytes) -> Element:
    return etree.fromstring(raw, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))


def _roman(number: int) -> str:
    words = ""
    for value, sign in (*_ROMAN, *_ROMAN_SMALL):
        while number >= value:
            words += sign
            number -= value
    return words
