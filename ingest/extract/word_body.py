"""The body of a Word file made plain before it is read: changes accepted, fields and controls opened, signs spelled.

What is taken out on the way (deleted words, hidden words) is given back for the guard. Source: ECMA-376, part 1, 17.3,
17.13.5 (revisions), 17.16 (fields).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_DELETED = (f"{W}del", f"{W}moveFrom")
# Elements that only hold others: what they hold is read in their place.
_OPENED = (f"{W}ins", f"{W}moveTo", f"{W}sdtContent", f"{W}smartTag", f"{W}customXml", f"{W}fldSimple")
_RANGES = (f"{W}moveFromRangeStart", f"{W}moveToRangeStart", f"{W}moveFromRangeEnd", f"{W}moveToRangeEnd")
# Fields whose result is a figure of the printed page and no text of the document.
_PAGE_FIELDS = ("PAGE", "NUMPAGES", "SECTIONPAGES")
# Letters of the fonts Symbol and Wingdings, by their code, as Unicode; both fonts are also written at F000 + code.
_SYMBOL = dict(
    zip(
        map(ord, "abgdezhqiklmnxoprstufcywDGQLXPSFYW"),
        "αβγδεζηθικλμνξοπρστυφχψωΔΓΘΛΞΠΣΦΨΩ",
        strict=True,
    )
) | {0xA3: "≤", 0xB3: "≥", 0xB1: "±", 0xB4: "×", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0xB0: "°", 0xAE: "→", 0xB7: "-"}
_WINGDINGS = {0xFE: "☑", 0xFD: "☒", 0xA8: "☐", 0x6F: "☐", 0x71: "☐", 0xFC: "✓", 0xFB: "✗", 0xE0: "→"} | dict.fromkeys(
    (0xA7, 0x76, 0xD8, 0x9F, 0x6C, 0x6E, 0x75), "-"
)

Element = Any  # lxml has no types of its own


@dataclass(slots=True)
class Taken:
    """What was taken out of the text, for the guard, and how many tracked changes there were."""

    aside: list[str] = field(default_factory=list)
    changes: int = 0


def make_plain(root: Element, *, hidden_styles: frozenset[str] = frozenset()) -> Taken:
    """Make one part of a Word file plain, in place; `hidden_styles` are character styles whose text is hidden."""
    taken = Taken()
    _choose(root)
    _accept(root, taken)
    _drop_page_fields(root)
    _open(root, _OPENED)
    _drop_controls(root)
    _hide(root, taken, hidden_styles)
    for run in list(root.iter(f"{W}r")):
        _spell(run)
    return taken


def hidden_styles(styles: Element) -> frozenset[str]:
    """The character styles of `word/styles.xml` whose text is not shown."""
    return frozenset(
        style.get(f"{W}styleId", "") for style in styles.iter(f"{W}style") if _is_on(style.find(f"{W}rPr/{W}vanish"))
    )


def words_of(element: Element) -> str:
    """The text of an element, a line for each paragraph."""
    paragraphs = list(element.iter(f"{W}p")) or [element]
    lines = ["".join(node.text or "" for node in one.iter(f"{W}t", f"{W}delText")) for one in paragraphs]
    return "\n".join(line.strip() for line in lines if line.strip())


def _choose(root: Element) -> None:
    """Of two ways to draw a thing keep the one that has text; both would be read or counted otherwise."""
    for either in list(root.iter(f"{_MC}AlternateContent")):
        ways = [*either.iterchildren(f"{_MC}Choice"), *either.iterchildren(f"{_MC}Fallback")]
        kept = next((way for way in ways if words_of(way)), ways[-1] if ways else None)
        for way in ways:
            if way is not kept:
                either.remove(way)
        if kept is not None:
            _unwrap(kept)
        _unwrap(either)


def _accept(root: Element, taken: Taken) -> None:
    """Insertions in, deletions out; what was moved stands once, at its new place."""
    for gone in list(root.iter(*_DELETED)):
        if gone.getparent() is None:
            continue
        taken.changes += 1
        mark = gone.getparent()
        if mark.tag in (f"{W}rPr", f"{W}trPr", f"{W}pPr"):  # of a paragraph's end, of a row
            continue
        taken.aside += words_of(gone).splitlines()
        _remove(gone)
    for row in list(root.iter(f"{W}tr")):
        if row.find(f"{W}trPr/{W}del") is not None or row.find(f"{W}tcPr/{W}cellDel") is not None:
            taken.aside += words_of(row).splitlines()
            _remove(row)
    taken.changes += sum(1 for _ in root.iter(f"{W}ins", f"{W}moveTo"))
    for paragraph in list(root.iter(f"{W}p")):
        if any(paragraph.find(f"{W}pPr/{W}rPr/{mark}") is not None for mark in _DELETED):
            _join_next(paragraph)
    for mark in list(root.iter(*_RANGES)):
        _remove(mark)


def _join_next(paragraph: Element) -> None:
    """A paragraph whose end was deleted goes on in the next one."""
    following = paragraph.getnext()
    if following is None or following.tag != f"{W}p":
        if not words_of(paragraph) and paragraph.getparent() is not None:
            _remove(paragraph)
        return
    at = 1 if following.find(f"{W}pPr") is not None else 0
    for child in reversed([child for child in paragraph if child.tag != f"{W}pPr"]):
        following.insert(at, child)
    _remove(paragraph)


def _drop_page_fields(root: Element) -> None:
    """Take the figures of PAGE and NUMPAGES away; results of all other fields stay."""
    for simple in list(root.iter(f"{W}fldSimple")):
        if _is_page_field(simple.get(f"{W}instr", "")):
            _remove(simple)
    for paragraph in root.iter(f"{W}p"):
        depth, told, shown = 0, "", False
        for run in list(paragraph.iter(f"{W}r")):
            for mark in run.iter(f"{W}fldChar"):
                kind = mark.get(f"{W}fldCharType")
                depth += {"begin": 1, "end": -1}.get(kind, 0)
                shown = kind == "separate"
                told = "" if kind in ("begin", "end") else told
            told += "".join(node.text or "" for node in run.iter(f"{W}instrText")) if depth > 0 else ""
            if depth > 0 and shown and _is_page_field(told):
                for node in list(run.iter(f"{W}t")):
                    _remove(node)


def _is_page_field(told: str) -> bool:
    return bool(told.strip()) and told.split(maxsplit=1)[0].upper() in _PAGE_FIELDS


def _open(root: Element, names: Iterable[str]) -> None:
    for holder in list(root.iter(*names)):
        if holder.getparent() is not None and holder.getparent().tag not in (f"{W}rPr", f"{W}trPr"):
            _unwrap(holder)


def _drop_controls(root: Element) -> None:
    """Content controls without what they say of themselves: what they show has been put in their place."""
    for control in list(root.iter(f"{W}sdt")):
        for told in control.findall(f"{W}sdtPr") + control.findall(f"{W}sdtEndPr"):
            control.remove(told)
        _unwrap(control)


def _hide(root: Element, taken: Taken, styles: frozenset[str]) -> None:
    for run in list(root.iter(f"{W}r")):
        properties = run.find(f"{W}rPr")
        if properties is None:
            continue
        own = properties.find(f"{W}vanish")
        style = properties.find(f"{W}rStyle")
        styled = own is None and style is not None and style.get(f"{W}val") in styles
        if (_is_on(own) or styled) and run.getparent() is not None:
            taken.aside += words_of(run).splitlines()
            _remove(run)


def _spell(run: Element) -> None:
    """Signs by code as letters, breaks and blanks of rare kinds as common ones, capitals as they are shown."""
    for sign in list(run.iter(f"{W}sym")):
        letter = _letter(sign.get(f"{W}font", ""), sign.get(f"{W}char", ""))
        if letter:
            _become_text(sign, letter)
    for other in list(run.iter(f"{W}cr")):
        other.tag = f"{W}br"
    for other in list(run.iter(f"{W}ptab")):
        other.tag = f"{W}tab"
    properties = run.find(f"{W}rPr")
    if properties is not None and _is_on(properties.find(f"{W}caps")):
        for node in run.iter(f"{W}t"):
            node.text = (node.text or "").upper()


def _letter(font: str, code: str) -> str:
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    bare = number - 0xF000 if 0xF000 <= number <= 0xF0FF else number
    if font.lower().startswith("wingdings"):
        return _WINGDINGS.get(bare, "")
    if font.lower() == "symbol":
        return _SYMBOL.get(bare, chr(bare) if 0x20 <= bare < 0x40 else "")
    return chr(number) if 0x20 <= number < 0xE000 else ""


def _become_text(node: Element, text: str) -> None:
    node.clear(keep_tail=True)
    node.tag, node.text = f"{W}t", text
    node.set(_SPACE, "preserve")


def _is_on(switch: Element | None) -> bool:
    return switch is not None and switch.get(f"{W}val", "1") not in ("0", "false", "off")


def _unwrap(holder: Element) -> None:
    """What an element holds in its place."""
    parent = holder.getparent()
    if parent is None:
        return
    at = parent.index(holder)
    for child in reversed(list(holder)):
        parent.insert(at + 1, child)
    parent.remove(holder)


def _remove(node: Element) -> None:
    parent = node.getparent()
    if parent is not None:
        parent.remove(node)
