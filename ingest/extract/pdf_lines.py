"""The text layer of a PDF page as lines with their place on the page, wide gaps parting one line into several.

Words come from `pdf_letters`, rules and pictures from `pdf_drawn`; which lines are running heads, columns, tables or
paragraphs is judged in `pdf_layout`. Positions are in points from the lower left corner of the page as it is read.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import pypdfium2
from pypdfium2 import raw

from archive.text.vietnamese import fold
from ingest.extract.pdf_drawn import Box, Rule, read_drawn
from ingest.extract.pdf_letters import BLANK_GAP, Letters, Word, read_letters
from ingest.extract.pdf_recode import NO_RECODING, Recoding, recoded
from ingest.extract.pdf_sense import is_gibberish

# A gap of this many points and letter heights inside a line parts two columns. Blanks of justified text stay under 1.2
# on the real gazettes; the gap between the two names of a letterhead begins at 1.6.
_COLUMN_GAP = 12.0
_COLUMN_HEIGHTS = 1.0
# What of the height of a font, from its deepest to its highest sign, letters have in common use.
_LOW, _HIGH = 0.08, 0.12
# A page with fewer letters than this under a picture that fills half of it is a scan with a stamp on it.
_FEWEST_LETTERS = 120
# Letters may be drawn as outlines: a page without any letter and with so many shapes is read like a picture.
_OUTLINES = 60
_VOWEL = re.compile("[aeiouy]", re.IGNORECASE)
_MARGIN = 0.11
_MOST_ADDED = 2_000
# FPDF_ANNOT_LINK, FPDF_ANNOT_POPUP
_SILENT = (2, 16)


@dataclass(frozen=True, slots=True)
class Line:
    """A line, or the part of one in a column: text, edges, page from 1, and the width of its first word.

    `raised` are the spans of raised digits in the text (marks of notes), `confidence` that of recognition, `starts` are
    the places of words and where each begins on the page, for parting what stands in two columns.
    """

    text: str
    left: float
    right: float
    bottom: float
    top: float
    page: int
    first_word: float = 0.0
    raised: tuple[tuple[int, int], ...] = ()
    confidence: float = 1.0
    starts: tuple[tuple[int, float], ...] = ()

    @property
    def height(self) -> float:
        """The height of its letters."""
        return self.top - self.bottom

    @property
    def middle(self) -> float:
        """The middle between left and right edge."""
        return (self.left + self.right) / 2


@dataclass(frozen=True, slots=True)
class PageLines:
    """The lines of a page in the order of the file, the size of the page, and what else is known of it.

    `is_picture` says that the letters are to be recognised from its picture; `reason` why, when the page has letters
    nonetheless. `behind` is True when its lines are what a recognition left behind the picture of the page, `unseen`
    are texts that people do not see, `watermarks` slanting ones, `stamps` those of signatures in the margin, `rules`
    the lines drawn on it, `added` the places of annotations.
    """

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]
    is_picture: bool = False
    behind: bool = False
    unseen: tuple[str, ...] = ()
    watermarks: tuple[str, ...] = ()
    stamps: tuple[str, ...] = ()
    rules: tuple[Rule, ...] = ()
    reason: str = ""
    added: tuple[Box, ...] = ()
    recoding: Recoding = NO_RECODING


# A page without letters that is pictures for this share is to be recognised. Three pages of the scans here are pictures
# of a few lines that cover 15–29 %; a page with a seal or a signature alone has letters or covers under 10 %.
_PICTURE_SHARE = 0.12


def read_page(document: pypdfium2.PdfDocument, index: int) -> PageLines:
    """The lines of one page, with what forms and annotations show on it."""
    page, added = _with_annotations(document, index)
    try:
        drawn = read_drawn(page)
        letters, recoding = recoded(read_letters(page, drawn, added))
        size = page.get_width() * page.get_height()
        pictures = sum(min(surface.area, size) for surface in drawn.surfaces if surface.is_picture)
        is_drawn = pictures > size * _PICTURE_SHARE
        has_paths = drawn.curves >= _OUTLINES
    finally:
        page.close()
    read = replace(_judged(letters, index + 1), recoding=recoding)
    if (is_drawn and not _has_letters(read, _FEWEST_LETTERS)) or (has_paths and not _has_letters(read, 1)):
        return replace(read, is_picture=True)
    if is_gibberish(" ".join(line.text for line in read.lines)):
        return replace(read, is_picture=True, reason="gibberish")
    return read


def _has_letters(page: PageLines, fewest: int) -> bool:
    return sum(sign.isalnum() for line in page.lines for sign in line.text[: 2 * fewest]) >= fewest


def _with_annotations(document: pypdfium2.PdfDocument, index: int) -> tuple[pypdfium2.PdfPage, tuple[Box, ...]]:
    """The page with values of its form, stamps and the look of signatures made part of it, and where they are."""
    page = document[index]
    added = tuple(_shown(page))
    if not added or raw.FPDFPage_Flatten(page.raw, raw.FLAT_NORMALDISPLAY) != raw.FLATTEN_SUCCESS:
        return page, ()
    page.close()
    return document[index], added


def _shown(page: pypdfium2.PdfPage) -> Iterator[Box]:
    """The places of annotations that show something; links only lead away."""
    for index in range(min(raw.FPDFPage_GetAnnotCount(page.raw), _MOST_ADDED)):
        annotation = raw.FPDFPage_GetAnnot(page.raw, index)
        if not annotation:
            continue
        edges = raw.FS_RECTF()
        if raw.FPDFAnnot_GetSubtype(annotation) not in _SILENT and raw.FPDFAnnot_GetRect(annotation, edges):
            low, high = sorted((edges.bottom, edges.top))
            yield min(edges.left, edges.right), low, max(edges.left, edges.right), high
        raw.FPDFPage_CloseAnnot(annotation)


def _judged(letters: Letters, number: int) -> PageLines:
    seen, unseen, behind = _sorted(letters)
    upright = [rule for rule in letters.rules if rule.is_upright]
    whole = [*_rejoined(seen, upright), *_rejoined(behind, upright)]
    lines = [line for words in whole for line in lines_of(words, number, upright)]
    across = [_across(words, number) for words in letters.across if any(word.sight != "unseen" for word in words)]
    placed, stamps = _with_added([*lines, *across], letters)
    return PageLines(
        number,
        letters.width,
        letters.height,
        tuple(placed),
        behind=bool(behind),
        unseen=tuple(unseen),
        watermarks=letters.slanting,
        stamps=stamps,
        added=letters.added,
        rules=letters.rules,
    )


def _with_added(lines: Sequence[Line], letters: Letters) -> tuple[list[Line], tuple[str, ...]]:
    """The lines with those of annotations, which the file has last, where they stand; stamps in the margin apart.

    The stamp of a portal's signature stands in the upper margin of the gazettes: "Ký bởi: …", "Ngày ký: …".
    """
    if not letters.added:
        return list(lines), ()
    added = [line for line in lines if any(lies_in(line, box) for box in letters.added)]
    here = {id(line) for line in added}
    placed = [line for line in lines if id(line) not in here]
    margin = letters.height * _MARGIN
    stamps: list[str] = []
    for line in added:
        if line.top < margin or line.bottom > letters.height - margin:
            stamps.append(line.text)
            continue
        level = line.bottom - 0.4 * line.height
        at = next((i for i, other in enumerate(placed) if other.bottom < level), len(placed))
        placed.insert(at, line)
    return placed, tuple(stamps)


def lies_in(line: Line, box: Box) -> bool:
    """True when the middle of a line lies in a place."""
    return box[0] <= line.middle <= box[2] and box[1] <= (line.bottom + line.top) / 2 <= box[3]


def _sorted(letters: Letters) -> tuple[list[list[Word]], list[str], list[list[Word]]]:
    """The lines that are seen, the texts that are not, and the lines behind the picture of the page."""
    seen: list[list[Word]] = []
    unseen: list[str] = []
    behind: list[list[Word]] = []
    for words in letters.lines:
        if not [word for word in words if word.sight != "seen"]:
            seen.append(list(words))
            continue
        for kind, kept in (("seen", seen), ("behind", behind)):
            if part := [word for word in words if word.sight == kind]:
                kept.append(part)
        if hidden := [word.text for word in words if word.sight == "unseen"]:
            unseen.append(" ".join(hidden))
    return seen, unseen, behind


def lines_of(words: Sequence[Word], page: int, upright: Sequence[Rule] = ()) -> Iterator[Line]:
    """The parts of a line: it is parted where the gap between two words is wide, and where a rule stands between."""
    part: list[Word] = []
    for word in words:
        if part and (_is_wide(part[-1], word) or (upright and _is_ruled(part[-1], word, upright))):
            yield _line(part, page)
            part = []
        part.append(word)
    if part:
        yield _line(part, page)


def _is_wide(before: Word, word: Word) -> bool:
    return word.left - before.right > max(_COLUMN_GAP, _COLUMN_HEIGHTS * (before.top - before.bottom))


def _is_ruled(before: Word, word: Word, upright: Sequence[Rule]) -> bool:
    middle = (word.bottom + word.top) / 2
    low, high = before.right - 2.0, word.left + 2.0
    return any(low < rule.at < high and rule.low <= middle <= rule.high for rule in upright)


def _line(words: Sequence[Word], page: int) -> Line:
    # The longest word tells where the line stands: marks of notes are small and raised.
    base = max(words, key=_weight)
    height = base.top - base.bottom
    text = ""
    starts: list[tuple[int, float]] = []
    raised: list[tuple[int, int]] = []
    first_word = 0.0
    for word in words:
        if word.is_apart or not text:
            text += " " if text else ""
            starts.append((len(text), word.left))
        if len(starts) == 1:
            first_word = word.right - words[0].left
        if word.is_raised or _is_raised(word, base):
            raised.append((len(text), len(text) + len(word.text)))
        text += word.text
    return Line(
        text=text,
        left=min(word.left for word in words),
        right=max(word.right for word in words),
        bottom=base.bottom + height * _LOW,
        top=base.top - height * _HIGH,
        page=page,
        first_word=first_word,
        raised=tuple(raised),
        starts=tuple(starts),
    )


def _across(words: Sequence[Word], page: int) -> Line:
    """A line set across the page, as one part: it stands beside the text, mostly a running head of a turned page."""
    text = "".join(f"{' ' if word.is_apart else ''}{word.text}" for word in words if word.sight != "unseen")
    left, right = min(word.left for word in words), max(word.right for word in words)
    bottom, top = min(word.bottom for word in words), max(word.top for word in words)
    return Line(text.strip(), left, right, bottom, top, page, first_word=right - left)


def _weight(word: Word) -> int:
    return 0 if word.is_raised else len(word.text)


def _is_raised(word: Word, base: Word) -> bool:
    """True for a number that stands higher and is smaller than the line: the mark of a note, by itself."""
    height = base.top - base.bottom
    is_small = word.top - word.bottom < 0.8 * height and word.bottom > base.bottom + 0.07 * height
    return is_small and len(word.text) <= 3 and word.text.isdecimal()


def _rejoined(lines: Sequence[Sequence[Word]], upright: Sequence[Rule]) -> Iterator[list[Word]]:
    """The lines with those put together again that the library parted at a change of font ("M" and "ẫu")."""
    held: list[Word] = []
    for words in lines:
        if held and _goes_on(held[-1], words[0]) and not _is_ruled(held[-1], words[0], upright):
            gap = words[0].left - held[-1].right
            is_close = gap <= BLANK_GAP * max(held[-1].top - held[-1].bottom, 6.0)
            room = not is_close or not _is_one_word(held[-1].text, words[0].text)
            held.append(words[0]._replace(is_apart=room))
            held.extend(words[1:])
            continue
        if held:
            yield held
        held = list(words)
    if held:
        yield held


def _is_one_word(first: str, second: str) -> bool:
    """True when two parts that touch are one word: "M" and "ẫu", "ngày" and "1"; not "thêm" and "tính"."""
    if not first[-1:].isalpha() or not second[:1].isalpha():
        return not (first[-1:].isalpha() and second[:1].isdigit() and len(second) > 2)
    if second[0].isupper() and (len(second) > 1 and second[1].islower()):
        return False
    return not (_VOWEL.search(fold(first)) and _VOWEL.search(fold(second)) and len(first) + len(second) > 6)


def _goes_on(last: Word, first: Word) -> bool:
    """True when a word stands on the line of another and close to its right."""
    overlap = min(last.top, first.top) - max(last.bottom, first.bottom)
    lower = min(last.top - last.bottom, first.top - first.bottom)
    return overlap > 0.5 * lower and first.left - last.right >= -2.5 and not _is_wide(last, first)
