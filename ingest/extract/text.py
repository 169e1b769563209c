"""Plain text to pieces: official papers whole, text dumps of pages without their chrome.

Paragraphs are parted by blank lines; lines of one paragraph stay together, and `normalise` joins what was wrapped.
Encodings are read in `charset`; the phrases of chrome are in `chrome`.
"""

from collections import Counter
from itertools import groupby

from ingest.charset import decode
from ingest.extract import chrome
from ingest.line_shape import is_prose, looks_official
from ingest.material import Extracted, Piece

# A headline is short and no sentence of a paragraph; the longest in the corpus of real headlines has 38 words.
_LONGEST_TITLE = 45


def extract_text(payload: bytes, *, charset_hint: str = "") -> Extracted:
    """The pieces of a plain text file.

    A text with a letterhead is an official paper: nothing of it is left out. Another text is taken for the dump of a
    page: its tail, counters, byline, source and date lines are left out, and its first line is the title.
    """
    decoded = decode(payload, hint=charset_hint)
    lines = [line.strip() for line in decoded.text.replace("\x00", "").splitlines()]
    meta = {"charset": decoded.charset}
    if decoded.replaced:
        meta["replaced"] = str(decoded.replaced)
    if looks_official(lines):
        return Extracted(tuple(_paragraphs(lines)), meta)
    return _article(lines, meta)


def _article(lines: list[str], meta: dict[str, str]) -> Extracted:
    """The pieces of a dumped page; what is left out is counted and shown to the guard."""
    dropped: Counter[str] = Counter()
    aside: list[str] = []
    end = chrome.tail_start(lines)
    held = lines[:end]
    aside += [line for line in lines[end:] if line]
    dropped["tail"] = len(aside)
    for index, line in enumerate(held):
        if line and chrome.is_chrome_line(line) and not is_prose(line):
            aside.append(line)
            dropped["menu"] += 1
            held[index] = ""
    aside += _take_margins(held, meta)
    pieces = _paragraphs(held)
    if pieces and "\n" not in pieces[0].text and len(pieces[0].text.split()) <= _LONGEST_TITLE and len(pieces) > 1:
        meta["title"] = pieces[0].text
        pieces[0] = Piece(pieces[0].text, "heading", 1)
    return Extracted(tuple(pieces), meta, {key: count for key, count in dropped.items() if count}, tuple(aside))


def _take_margins(held: list[str], meta: dict[str, str]) -> list[str]:
    """Take byline, source and date lines out of the ends of a text into `meta`; gives the lines taken."""
    taken: list[str] = []
    filled = [index for index, line in enumerate(held) if line]
    for index in reversed(filled[-4:]):  # from the end: source, then byline
        line = held[index]
        if not _fill(meta, line, at_end=True):
            break
        taken.append(line)
        held[index] = ""
    for index in filled[1:5]:  # below the headline: the day, rarely the source
        line = held[index]
        published = chrome.published_of(line) if line else None
        if published is not None:
            meta.setdefault("published", published)
            taken.append(line)
            held[index] = ""
    return taken


def _fill(meta: dict[str, str], line: str, *, at_end: bool) -> bool:
    for key, value in (
        ("source", chrome.source_of(line, at_end=at_end)),
        ("published", chrome.published_of(line)),
        ("author", chrome.author_of(line)),
    ):
        if value is not None and key not in meta:
            meta[key] = value
            return True
    return False


def _paragraphs(lines: list[str]) -> list[Piece]:
    """A piece for each run of lines between blank ones."""
    runs = (list(run) for filled, run in groupby(lines, key=bool) if filled)
    return [Piece("\n".join(run)) for run in runs]
