"""The guard at the door: secrecy and circulation marks in names, bytes and text. What carries one is refused.

Which line is a mark is judged in `archive.works.secrecy`; here a file is taken apart for it. Of a refused file nothing
is told but the kind of mark and where it was seen. Hidden parts of office files and pages are unpacked in
`guard_bytes`.
"""

from collections.abc import Sequence
from pathlib import PurePosixPath

from archive.text.vietnamese import nfc
from archive.works.secrecy import Mark, inspect_lines, inspect_values, rules
from ingest.guard_bytes import hidden_lines
from ingest.guard_values import property_values
from ingest.material import Extracted, Piece
from ingest.media import sniff


def inspect_name(origin: str) -> Mark | None:
    """The mark that a file name, or a folder on the way to it, carries."""
    for part in PurePosixPath(nfc(origin)).parts:
        for rule in rules("name"):
            if rule.pattern.search(part):
                return Mark(rule.kind, "tên tệp")
    return None


def inspect_bytes(payload: bytes) -> Mark | None:
    """The mark in parts of a file that are not its main text: heads and feet, text boxes, watermarks, properties."""
    place = "phần ngoài nội dung chính của tệp"
    kind = sniff(payload)
    return inspect_values(property_values(payload, kind), place) or inspect_lines(hidden_lines(payload, kind), place)


def inspect_properties(payload: bytes) -> Mark | None:
    """The mark in what a container says of itself and of its files, which are looked at each by itself."""
    return inspect_values(property_values(payload), "ghi chú của tệp")


def inspect_pieces(pieces: Sequence[Piece]) -> Mark | None:
    """The mark in the text of a document, as a line of its own, in its letterhead or in its number."""
    lines = [line for piece in pieces for line in _lines_of(piece)]
    return inspect_lines(lines, "nội dung văn bản")


def inspect_extracted(extracted: Extracted) -> Mark | None:
    """The mark in anything that was read out of a file: main text, title, and what was left out of the text."""
    aside = [line for text in (*extracted.meta.values(), *extracted.aside) for line in text.splitlines()]
    return inspect_pieces(extracted.pieces) or inspect_lines(aside, "phần ngoài nội dung chính của tệp")


def _lines_of(piece: Piece) -> list[str]:
    lines = piece.text.splitlines()
    if piece.kind == "table" and len(piece.text) < 400:  # a letterhead set as a table keeps the mark in a cell
        lines += [cell.strip() for line in lines for cell in line.split("|")]
    return lines
