"""Words of a PDF page typed in fonts from before Unicode (.VnTime, VNI-Times) made letters, font by font.

The tables and the judgement are those of `ingest.legacy`; here its runs are made of words and put back at their places.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.extract.pdf_letters import Letters, Word
from ingest.legacy import Run, recode
from ingest.legacy.fonts import lettering
from ingest.legacy.judging import is_plain


@dataclass(frozen=True, slots=True)
class Recoding:
    """The old encodings a page was typed in, and what was lost, as sentences for people."""

    encodings: tuple[str, ...] = ()
    losses: tuple[str, ...] = ()


NO_RECODING = Recoding()


def recoded(letters: Letters) -> tuple[Letters, Recoding]:
    """The page with its words in Unicode letters, and what that took; the same page when it has no old letters."""
    lines = (*letters.lines, *letters.across)
    if not _is_suspect(lines):
        return letters, NO_RECODING
    done = recode(tuple(_runs(lines)))
    if not done.encodings:
        return letters, NO_RECODING
    texts = iter(done.runs)
    made = [tuple(_read(words, texts)) for words in lines]
    count = len(letters.lines)
    page = replace(letters, lines=tuple(made[:count]), across=tuple(made[count:]))
    return page, Recoding(done.encodings, done.losses)


def _is_suspect(lines: Sequence[Sequence[Word]]) -> bool:
    """True when a font is an old one, or letters stand on the page that Vietnamese does not write."""
    if any(lettering(font).encoding for font in {word.font for words in lines for word in words}):
        return True
    return not is_plain(" ".join([word.text for words in lines for word in words]))


def _runs(lines: Sequence[Sequence[Word]]) -> Iterator[Run]:
    """A run for each word with the blank before it, a line break after each line."""
    for words in lines:
        for word in words:
            yield Run(" " if word.is_apart else "")
            yield Run(word.text, word.font)
        yield Run("\n")


def _read(words: Sequence[Word], texts: Iterator[Run]) -> Iterator[Word]:
    for word in words:
        next(texts)
        yield word._replace(text=next(texts).text)
    next(texts)
