"""A Word file without what says nothing of its words: looks of runs, marks of editing, styles' settings.

mammoth builds a tree of Python objects of every element; without these a file is read two to five times as fast.
"""

from collections.abc import Mapping
from typing import Any

from ingest.extract.word_body import W
from ingest.extract.word_parts import DOCUMENT, NOTES, STYLES, parse, written

# Measured on six decrees of 21 to 127 kB (tools/bench_extract): 6.1 s with all, 2.8 s without.
_SILENT = tuple(
    f"{W}{name}"
    for name in (
        *("proofErr", "bookmarkStart", "bookmarkEnd", "lastRenderedPageBreak", "sectPr", "tblPr", "tblGrid", "trPr"),
        *("commentRangeStart", "commentRangeEnd", "commentReference", "permStart", "permEnd"),
    )
)
# What is kept of the properties of paragraphs, runs, cells.
_KEPT = {
    f"{W}pPr": frozenset({f"{W}pStyle"}),
    f"{W}rPr": frozenset({f"{W}vertAlign"}),
    f"{W}tcPr": frozenset({f"{W}gridSpan", f"{W}vMerge"}),
}
_TEXT = f"{W}t"

Element = Any  # lxml has no types of its own


def slim_body(root: Element) -> None:
    """Take everything out of a part that holds no words and places none, in place."""
    for silent in list(root.iter(*_SILENT)):
        if silent.getparent() is not None:  # else it went with what it stood in
            silent.getparent().remove(silent)
    for properties in list(root.iter(*_KEPT)):
        kept = _KEPT[properties.tag]
        for child in [child for child in properties if child.tag not in kept]:
            properties.remove(child)
        if not len(properties) and properties.getparent() is not None:
            properties.getparent().remove(properties)
    for link in list(root.iter(f"{W}hyperlink")):
        parent = link.getparent()
        at = parent.index(link)
        parent[at : at + 1] = list(link)
    for paragraph in root.iter(f"{W}p"):
        paragraph.attrib.clear()
        _join_runs(paragraph)


def slim_styles(root: Element) -> None:
    """Of the styles keep their names: what else they say has been read."""
    for child in list(root):
        if child.tag != f"{W}style":
            root.remove(child)
            continue
        for told in [told for told in child if told.tag != f"{W}name"]:
            child.remove(told)


def _join_runs(paragraph: Element) -> None:
    """Neighbouring runs that hold nothing but text become one."""
    before: Element | None = None
    for run in list(paragraph):
        if run.tag != f"{W}r" or len(run) == 0 or any(child.tag != _TEXT for child in run):
            before = None
            continue
        run.attrib.clear()
        if before is None:
            before = run
            continue
        text = "".join(child.text or "" for child in run)
        before[-1].text = (before[-1].text or "") + text
        before[-1].set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        paragraph.remove(run)


def without_looks(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """The parts that are read on, each without what says nothing.

    Raises:
        lxml.etree.XMLSyntaxError: a part is no XML.
    """
    slimmed = {name: raw for name, raw in parts.items() if name.endswith((".rels", "[Content_Types].xml"))}
    for name in (DOCUMENT, *NOTES, STYLES):
        if name in parts:
            root = parse(parts[name])
            (slim_styles if name == STYLES else slim_body)(root)
            slimmed[name] = written(root)
    return slimmed
