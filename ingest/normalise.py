"""Pieces to a page: the one canonical text (NFC, a paragraph a line) and its blocks as spans into it.

A named list of steps, each str → str, then joining. No letter or digit is lost and nothing is judged; running it on its
own result changes nothing. Pieces come from `extract`; what the text says is read in `describe`.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator

from archive.errors import ExtractError
from archive.text.vietnamese import nfc
from archive.works.document import Block
from ingest.line_shape import is_wrapped
from ingest.material import Extracted, Page, Piece

# Bullets of the Symbol and Wingdings fonts, which sit in the private area and show as boxes elsewhere.
_BULLETS = dict.fromkeys(map(ord, "\uf0b7\uf0a7\uf076\uf0d8\uf0fc\uf02d\uf0a8\uf06e\uf0be"), "-")
_BREAKS = re.compile(r"\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]")
# Words and citations are found outside the bounded process, 8 s a million letters (measured on laws and decrees, the
# words 6 s of it; after a change of `archive.text.segment` measure again). The longest of 144 texts, real and our own,
# has 0.35 million.
_MOST_LETTERS = 5_000_000
_NO_BREAK_KINDS = frozenset({"table"})


def one_break(text: str) -> str:
    """Every kind of line break as one line feed."""
    return text if _is_printable(text) else _BREAKS.sub("\n", text)


def drop_invisible(text: str) -> str:
    """The text without null bytes, control signs, zero-width signs, soft hyphens and private-area signs.

    Old fonts, in which the soft hyphen is the letter ư, have been read (`ingest.legacy`) before this step.
    """
    if _is_printable(text):  # a private-area sign is not
        return text
    text = text.translate(_BULLETS)
    for sign in set(text):
        if _is_invisible(sign):
            text = text.replace(sign, "")
    return text


def compose(text: str) -> str:
    """The composed form (NFC)."""
    return nfc(text)


def single_blanks(text: str) -> str:
    """Blanks of any width made one, none at the ends of lines."""
    return "\n".join([" ".join(line.split()) for line in text.split("\n")])


def join_wrapped(text: str) -> str:
    """Lines that the width of the page broke, joined again; breaks that the writer made stay."""
    lines = [line for line in text.split("\n") if line]
    width = max(map(len, lines), default=0)
    joined: list[str] = []
    last = ""
    for line in lines:
        if joined and is_wrapped(last, line, width=width):
            joined[-1] += " " + line
        else:
            joined.append(line)
        last = line
    return "\n".join(joined)


STEPS: tuple[Callable[[str], str], ...] = (one_break, drop_invisible, compose, single_blanks, join_wrapped)


def normalise(extracted: Extracted) -> Page:
    """The page of what was extracted: canonical text, blocks, and the meta values cleaned by the same steps.

    Every line of the text is one block; `text[block.start:block.end]` is that line.

    Raises:
        ExtractError: a text too long to be read as one document.
    """
    letters = sum(len(piece.text) for piece in extracted.pieces)
    if letters > _MOST_LETTERS:
        counted = f"{letters / 1e6:.1f}".replace(".", ",")
        raise ExtractError(
            f"Văn bản dài {counted} triệu ký tự, quá giới hạn {_MOST_LETTERS / 1e6:g} triệu.",
            remedy="Chia nhỏ tệp, mỗi tệp một văn bản, rồi nạp lại.",
        )
    meta = {key: clean(value).replace("\n", " ") for key, value in extracted.meta.items()}
    return page_of(extracted.pieces, meta=meta)


def page_of(pieces: Iterable[Piece], *, meta: dict[str, str] | None = None) -> Page:
    """The page of some pieces, in their order; pieces with nothing to read leave no block."""
    lines: list[str] = []
    blocks: list[Block] = []
    at = 0
    for line, piece in _lines(pieces):
        blocks.append(Block(at, at + len(line), piece.kind, piece.level, piece.page, piece.confidence))
        lines.append(line)
        at += len(line) + 1
    return Page("\n".join(lines), tuple(blocks), meta or {})


def clean(text: str) -> str:
    """One piece of text through all the steps."""
    for step in STEPS:
        text = step(text)
    return text


def _lines(pieces: Iterable[Piece]) -> Iterator[tuple[str, Piece]]:
    for piece in pieces:
        text = clean(piece.text.replace("\n", " ") if piece.kind in _NO_BREAK_KINDS else piece.text)
        for line in text.split("\n"):
            if line:
                yield line, piece


def _is_printable(text: str) -> bool:
    """Whether nothing but letters, plain blanks and line feeds is in a text, as in most: the cheap first look."""
    return text.replace("\n", "").isprintable()


def _is_invisible(sign: str) -> bool:
    if sign in "\n\t" or sign.isspace():
        return False
    # Cc control, Cf format (zero width, soft hyphen, direction), Co private area, Cs half of a pair
    return unicodedata.category(sign) in ("Cc", "Cf", "Co", "Cs")
