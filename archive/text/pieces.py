"""A text as the pieces in which words are looked for: its lines, over-long ones cut; and blocks of whole pieces.

No word stands in two pieces. A line break is every one that `str.splitlines` knows.
"""

import re
from collections.abc import Iterator

# A line is a paragraph of the canonical text. Longer ones are cut at a blank: pyvi's time for one piece grows with the
# square of its length when the piece has no letters in it.
LONGEST = 4_000
# Matches: a line. Not: its break, an empty line. The breaks are those of `str.splitlines`.
_LINE = re.compile(r"[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")


def pieces(text: str) -> Iterator[tuple[int, str]]:
    """The text by lines, over-long lines cut at a blank, as (offset, piece); empty lines left out."""
    for line in _LINE.finditer(text):
        start, end = line.span()
        while start < end:
            cut = _cut(text, start, end)
            yield start, text[start:cut]
            start = cut


def lines(text: str) -> list[str]:
    """Every line of a text, empty ones too; each break is one letter of it."""
    return text.replace("\r", "\n").splitlines()


def blocks(text: str, size: int) -> Iterator[tuple[int, str]]:
    """The text in stretches of whole pieces, each longer than `size` by less than a piece: (offset, stretch)."""
    start = 0
    if len(text) > size + LONGEST:
        for offset, _ in pieces(text):
            if offset - start >= size:
                yield start, text[start:offset]
                start = offset
    yield start, text[start:]


def _cut(text: str, start: int, end: int) -> int:
    if end - start <= LONGEST:
        return end
    blank = text.rfind(" ", start + 1, start + LONGEST)
    return blank if blank > start else start + LONGEST
