"""Recognised words to lines, pieces and a derivation, by the same layout as the text layer of a PDF.

The recogniser's own lines are parted where columns part them; how sure a piece is comes from its words.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from archive.errors import ExtractError
from archive.text.vietnamese import fold
from archive.works.document import Derivation
from ingest.extract.pdf_heads import without_heads
from ingest.extract.pdf_layout import pieces_of_pages
from ingest.extract.pdf_lines import Line, PageLines
from ingest.extract.recognise import RecognisedPage, RecognisedWord
from ingest.extract.recognise_tesseract import name_and_version
from ingest.material import Extracted, Piece

# A gap of this many letter heights parts two columns. Boxes of recognised words are as high as their letters, without
# room above, so it is wider than that of a text layer; both real scans have their letterheads parted by it.
_COLUMN_GAP = 1.8
# Lines under this mean are made of specks, seals and signatures.
_LINE_SURE = 0.3
_SHOWN = 8
# The head of a gazette's page, folded: "cong bao/so 88/ngay 06-02-2026", also misread: "coong bao/so §8/ngay …".
_GAZETTE = re.compile(r"bao\s?/\s?s.{1,12}/\s?ng.y (?P<day>\d{1,2})-(?P<month>\d{1,2})-(?P<year>20\d\d)")


def page_lines(page: RecognisedPage) -> PageLines:
    """The lines of a recognised page, parted where columns part them, from top to bottom as they were read."""
    lines: list[Line] = []
    for _, words in groupby(page.words, key=lambda word: word.line):
        lines.extend(_line(part, page.number) for part in _parts(list(words)) if _is_text(part))
    return PageLines(page.number, page.width, page.height, tuple(lines))


def extracted_pages(pages: Sequence[RecognisedPage]) -> Extracted:
    """The text of a file all of whose pages were recognised.

    Raises:
        ExtractError: no page can be read.
    """
    refuse_unread(pages)
    kept, dropped, aside = without_heads([page_lines(page) for page in pages])
    pieces = with_confidence(tuple(pieces_of_pages(kept)), pages)
    meta = {"pages": str(len(pages)), **told_of(pages, aside)}
    seen = (*aside, *(line for page in pages for line in page.stamps))
    return Extracted(pieces, meta, dropped, seen, derivation_of(pages), tuple(page.picture for page in pages))


def refuse_unread(pages: Sequence[RecognisedPage]) -> None:
    """Refuse a scan of which no page can be read.

    Raises:
        ExtractError: so it is.
    """
    if all(page.is_unread or not page.words for page in pages):
        raise ExtractError(
            "Bản quét không đọc được: chữ quá mờ, quá nhỏ hoặc không phải chữ in.",
            remedy="Quét lại ở 300 dpi, đen trắng hoặc xám, hoặc tìm bản có lớp chữ.",
            pages=len(pages),
        )


def derivation_of(pages: Sequence[RecognisedPage]) -> Derivation:
    """How recognised pages became text: the tool, how sure it was, and what could not be read."""
    words = [word for page in pages for word in page.words]
    return Derivation(("recognised",), round(_mean(words), 3), tool=name_and_version(), losses=tuple(_losses(pages)))


def told_of(pages: Sequence[RecognisedPage], aside: Sequence[str]) -> dict[str, str]:
    """What recognised pages tell beside their text, as entries of `Extracted.meta`, for reading the head again.

    "number_readings" and "date_readings" are further readings of the two lines with figures, parted by "¦"; "gazette"
    is the day of the gazette whose running heads (`aside`) stand on the pages, ISO.
    """
    told = {
        "number_readings": " ¦ ".join(one for page in pages for one in page.again.numbers),
        "date_readings": " ¦ ".join(one for page in pages for one in page.again.days),
        "gazette": _gazette_day(aside),
    }
    return {name: value for name, value in told.items() if value}


def _gazette_day(aside: Sequence[str]) -> str:
    """The day that most of the running heads of a gazette name; "" without one."""
    days = Counter(
        f"{match['year']}-{int(match['month']):02d}-{int(match['day']):02d}"
        for text in aside
        if (match := _GAZETTE.search(fold(text)))
    )
    return days.most_common(1)[0][0] if days else ""


def with_confidence(pieces: Sequence[Piece], pages: Sequence[RecognisedPage]) -> tuple[Piece, ...]:
    """The pieces with how sure their words are, those of recognised pages only; a word is found again by its text."""
    sure: dict[tuple[int, str], list[float]] = defaultdict(list)
    recognised = {page.number for page in pages}
    for page in pages:
        for word in page.words:
            sure[page.number, word.text].append(word.confidence)
            sure[0, word.text].append(word.confidence)  # a paragraph may run over the foot of its page
    return tuple(_with_confidence(piece, sure) if piece.page in recognised else piece for piece in pieces)


def _with_confidence(piece: Piece, sure: Mapping[tuple[int, str], list[float]]) -> Piece:
    weighed = [
        (len(word), sum(found) / len(found))
        for word in piece.text.split()
        if (found := sure.get((piece.page, word)) or sure.get((0, word)))
    ]
    letters = sum(length for length, _ in weighed)
    mean = sum(length * value for length, value in weighed) / letters if letters else 0.0
    return replace(piece, confidence=round(mean, 3))


def _losses(pages: Sequence[RecognisedPage]) -> Iterator[str]:
    unread = [page.number for page in pages if page.is_unread]
    if unread:
        shown = ", ".join(map(str, unread[:_SHOWN])) + ("…" if len(unread) > _SHOWN else "")
        yield f"{len(unread)} trang có chữ mờ, đọc không chắc (trang {shown})"


def _parts(words: Sequence[RecognisedWord]) -> Iterator[list[RecognisedWord]]:
    """The words of a line, parted where the gap is wide."""
    heights = sorted(word.top - word.bottom for word in words)
    height = max(heights[len(heights) // 2], 7.0)
    part = [words[0]]
    for word in words[1:]:
        if word.left - part[-1].right > _COLUMN_GAP * height:
            yield part
            part = []
        part.append(word)
    yield part


def _is_text(words: Sequence[RecognisedWord]) -> bool:
    """Whether words are more than specks: letters or figures among them, and not all of them guessed."""
    return _mean(words) >= _LINE_SURE and any(sign.isalnum() for word in words for sign in word.text)


def _line(words: Sequence[RecognisedWord], page: int) -> Line:
    starts, at = [], 0
    for word in words:
        starts.append((at, word.left))
        at += len(word.text) + 1
    return Line(
        text=" ".join(word.text for word in words),
        left=min(word.left for word in words),
        right=max(word.right for word in words),
        bottom=min(word.bottom for word in words),
        top=max(word.top for word in words),
        page=page,
        first_word=words[0].right - words[0].left,
        confidence=_mean(words),
        starts=tuple(starts),
    )


def _mean(words: Sequence[RecognisedWord]) -> float:
    letters = sum(len(word.text) for word in words)
    return sum(word.confidence * len(word.text) for word in words) / letters if letters else 0.0
