"""What the lines of a PDF are by their place: rows, columns, tables, notes and paragraphs, in reading order.

The end of a paragraph is known by room left at the end of its last line. Running heads are left out before by
`pdf_heads`; columns side by side are found in `pdf_columns`, tables in `pdf_tables`, footnotes in `pdf_notes`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from ingest.extract.pdf_columns import Block, column_blocks, parted_heads, prose_columns
from ingest.extract.pdf_drawn import Rule
from ingest.extract.pdf_lines import Line
from ingest.extract.pdf_notes import Note, notes_apart
from ingest.extract.pdf_tables import aligned_tables, ruled_tables, visual_rows
from ingest.line_shape import ends_sentence, is_item
from ingest.material import Piece


@dataclass(frozen=True, slots=True)
class Column:
    """The usual edges of the lines of a page, and the usual distance from line to line."""

    left: float
    right: float
    leading: float


@dataclass(frozen=True, slots=True)
class _Parts:
    """A page taken apart: lines in reading order, blocks that some of them belong to, notes at its foot."""

    lines: tuple[Line, ...]
    blocks: tuple[Block, ...]
    notes: tuple[Note, ...]


@dataclass(slots=True)
class _Open:
    """The paragraph that is not over yet, and the notes that wait for its end."""

    lines: list[Line] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    def closed(self) -> Iterator[Piece]:
        """The paragraph and the notes that waited for it."""
        if self.lines:
            confidence = sum(line.confidence for line in self.lines) / len(self.lines)
            yield Piece(_joined_text(self.lines), page=self.lines[0].page, confidence=confidence)
        yield from (note.piece() for note in self.notes)
        self.lines, self.notes = [], []


def pieces_of_pages(pages: Sequence[Sequence[Line]], rules: Sequence[Sequence[Rule]] = ()) -> Iterator[Piece]:
    """The pieces of all pages in order; a paragraph that runs over the foot of a page is one piece.

    `rules` are the lines drawn on each page, none when they are not known.
    """
    current = _Open()
    for index, lines in enumerate(pages):
        parts = _taken_apart(lines, rules[index] if index < len(rules) else ())
        yield from _page(parts, current)
        current.notes.extend(parts.notes)
    yield from current.closed()


def _taken_apart(lines: Sequence[Line], rules: Sequence[Rule]) -> _Parts:
    text, notes = notes_apart(parted_heads(lines), rules)
    blocks: list[Block] = list(column_blocks(text))
    for find in (lambda rest: ruled_tables(rest, rules), aligned_tables):
        blocks.extend(find(_rest(text, blocks)))
    apart = {id(line) for block in blocks for line in block.lines}
    ordered = prose_columns(text, apart)
    if _is_upset([line for line in ordered if id(line) not in apart]):
        ordered = [line for row in visual_rows(ordered) for line in row]
    return _Parts(tuple(ordered), tuple(blocks), tuple(notes))


def _is_upset(lines: Sequence[Line]) -> bool:
    """True when a file has its lines in no order that people read: more steps lead up than down."""
    steps = [(below.bottom >= above.top, below.top <= above.bottom + 3) for above, below in pairwise(lines)]
    return sum(up for up, _ in steps) > sum(down for _, down in steps)


def _rest(lines: Sequence[Line], blocks: Sequence[Block]) -> list[Line]:
    taken = {id(line) for block in blocks for line in block.lines}
    return [line for line in lines if id(line) not in taken]


def _page(parts: _Parts, current: _Open) -> Iterator[Piece]:
    """The pieces of a page as they are over; the last paragraph stays open."""
    waiting = {id(line): block for block in parts.blocks for line in block.lines}
    rows = merged_rows(parts.lines, set(waiting))
    column = _column(rows)
    given: set[int] = set()
    for line in rows:
        block = waiting.get(id(line))
        if block is None:
            if current.lines and not _continues(current.lines[-1], line, column):
                yield from current.closed()
            current.lines.append(line)
        elif id(block) not in given:
            given.add(id(block))
            yield from current.closed()
            yield from block.pieces()


def merged_rows(lines: Sequence[Line], apart: set[int]) -> list[Line]:
    """The lines with the parts of one row joined again, except those (by id) that stand in columns."""
    rows: list[Line] = []
    for line in lines:
        last = rows[-1] if rows else None
        if (
            last is not None
            and id(line) not in apart
            and id(last) not in apart
            and abs(last.bottom - line.bottom) < 0.4 * max(last.height, line.height, 6.0)
            and line.left >= last.right - 2.5
        ):
            rows[-1] = _joined(last, line)
        else:
            rows.append(line)
    return rows


def _joined(first: Line, second: Line) -> Line:
    # Letters of two fonts come as two lines ("M" and "ẫu"): only room between them is a blank.
    blank = " " if second.left - first.right > 0.12 * max(first.height, 6.0) else ""
    return replace(
        first,
        text=f"{first.text}{blank}{second.text}",
        right=second.right,
        bottom=min(first.bottom, second.bottom),
        top=max(first.top, second.top),
        confidence=(first.confidence + second.confidence) / 2,
    )


def _column(lines: Sequence[Line]) -> Column:
    if not lines:
        return Column(0.0, 0.0, 0.0)
    lefts, rights = sorted(line.left for line in lines), sorted(line.right for line in lines)
    steps = sorted(
        above.bottom - below.bottom for above, below in pairwise(lines) if 0 < above.bottom - below.bottom < 60
    )
    return Column(
        left=lefts[len(lefts) // 10],
        right=rights[-1 - len(rights) // 20],
        leading=steps[len(steps) // 2] if steps else 20.0,
    )


def _continues(before: Line, line: Line, column: Column) -> bool:
    """True when a line goes on with the paragraph of the line before it."""
    if is_item(line.text) or (
        ends_sentence(before.text) and line.left > column.left + 8 and line.left > before.left + 8
    ):
        return False
    if before.page == line.page:
        if before.bottom - line.bottom > column.leading * 1.45 or line.bottom > before.bottom + 2:
            return False
        centred = _is_centred(before, column) and _is_centred(line, column)
        if centred:
            return before.text.isupper() == line.text.isupper() and not ends_sentence(before.text)
    elif ends_sentence(before.text) and not line.text[:1].islower():
        return False  # over the foot of a page only a sentence that is not over is surely the same paragraph
    room = column.right - before.right
    fits = room > line.first_word + before.height * 0.6
    if fits:
        return False
    # A first line set in from the edge opens a paragraph, unless the lines before are set in as well.
    return not (line.left > before.left + 12 and line.left > column.left + 12)


def _is_centred(line: Line, column: Column) -> bool:
    inset_left, inset_right = line.left - column.left, column.right - line.right
    return inset_left > 25 and inset_right > 25 and abs(inset_left - inset_right) < 30


def _joined_text(lines: Sequence[Line]) -> str:
    """The lines of a paragraph as one text: a blank between two, none where a name is parted at its hyphen."""
    text = lines[0].text
    for line in lines[1:]:
        text = f"{text}{'' if _is_parted(text) else ' '}{line.text}"
    return text


def _is_parted(text: str) -> bool:
    """True when a line ends inside a word: "32/2016/TT-", "kinh tế-", "36-HD/"; not "Thương binh -", "-----", "và/"."""
    if text.endswith("-"):
        return text[-2:-1].isalnum()
    return text.endswith("/") and _is_code(text.rsplit(" ", 1)[-1])


def _is_code(word: str) -> bool:
    """True for the beginning of a number of a paper: digits with a stroke ("32/2016/TT-", "36-HD/")."""
    return any(sign.isdigit() for sign in word) and "/" in word
