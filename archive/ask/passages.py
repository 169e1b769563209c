"""The best part of a long document: which article or section answers a query, and the passage that shows it.

Parts are those a reader can be sent to (`archive.works.outline`); which of them says most is worked out for all texts
of a page at once in `archive.index.parts`. Passages are cut in `snippet`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from archive.ask.scan import Heap, Scan
from archive.ask.snippet import Snippet, cut_from
from archive.ask.sought import Sought
from archive.index.parts import Divided, best_parts
from archive.text.span import Span
from archive.text.syllable_counts import Counts
from archive.works.outline import BEGINS, CLAUSE, HEADED, Outline, label, lead

_SHORT = 200  # code points: a part that is shorter, such as a heading alone, is shown with what follows it
_FAR = 1_200  # code points from the beginning of an article from which on its khoản is linked to: a screen of text
_ROUND = 64  # code points round what is read of a text: the longest syllable there is, for the neighbours of the ends
_AFTER = 2_300  # code points behind a short part that are looked at: a passage, and how far a drawn line is looked for
_NOWHERE = Span(0, 0)


class Section(NamedTuple):
    """A part of a text that can be linked to: its span and anchor, and the line it begins with.

    `headed` says that the line is a heading.
    """

    start: int
    end: int
    anchor: str = ""
    line: Span = _NOWHERE
    headed: bool = False

    @property
    def heading(self) -> Span:
        """Where its heading stands: an empty span at its beginning when it has none."""
        return self.line if self.headed else Span(self.line.start, self.line.start)


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of a text in order; the first begins at 0 and has no name.

    `starts` is where each begins, `end` where the text ends; `heads` are the blocks of the outline that all but the
    first begin with. A part is put together when it is looked at: what is asked for stands in a few of the forty of a
    text.
    """

    outline: Outline
    end: int
    starts: tuple[int, ...]
    heads: tuple[int, ...]

    def __len__(self) -> int:
        """How many parts."""
        return len(self.starts)

    def section(self, place: int) -> Section:
        """The part at a place in order."""
        end = self.starts[place + 1] if place + 1 < len(self.starts) else self.end
        if not place:
            return Section(0, end)
        outline, head = self.outline, self.heads[place - 1]
        start, name = outline.starts[head], outline.anchor(head)
        headed = bool(outline.marks[head] & HEADED)
        return Section(start, end, name, Span(start, outline.ends[head]), headed)

    def clauses(self) -> tuple[tuple[int, str], ...]:
        """The khoản: where each begins, and its anchor."""
        held = self.outline
        return tuple((held.starts[n], held.names[n]) for n, mark in enumerate(held.marks) if mark & CLAUSE)

    def below(self, place: int) -> list[int]:
        """The parts right below one: their anchors begin with its own, "muc-ii-3" with "muc-ii", with none between."""
        names, heads = self.outline.names, self.heads
        name = names[heads[place - 1]] if place else ""
        if not name:
            return []
        begun, found, between = f"{name}-", list[int](), set[str]()
        lower = [other for other in range(place + 1, len(self)) if names[heads[other - 1]].startswith(begun)]
        for other, before in zip(lower, [place, *lower], strict=False):
            between.update([names[head] for head in heads[before : other - 1]])
            if between.isdisjoint(_uppers(names[heads[other - 1]])):
                found.append(other)
            between.add(names[heads[other - 1]])
        return found

    def headings(self) -> list[int]:
        """Where the heading of each part ends; 0 for one that begins with none."""
        ends, marks = self.outline.ends, self.outline.marks
        return [0, *[ends[head] if marks[head] & HEADED else 0 for head in self.heads]]


def _uppers(anchor: str) -> Iterator[str]:
    """What an anchor may stand below: "muc-ii-3-a" below "muc-ii-3", "muc-ii", "muc"."""
    while anchor := anchor.rpartition("-")[0]:
        yield anchor


def best_passage(scanned: Scan, outline: Outline, wanted: Sought) -> Snippet | None:
    """The passage of a document that answers best, with the part it stands in.

    The beginning of the body where nothing is sought; None where what is sought stands in the letterhead only, or not
    in the text at all: the title says it already.
    """
    return best_passages([(scanned, outline)], wanted)[0]


def best_passages(texts: Sequence[tuple[Scan, Outline]], wanted: Sought) -> list[Snippet | None]:
    """The best passage of each text; all of them were looked through in one pile."""
    parts = {scanned.number: parts_of(outline, len(scanned.text)) for scanned, outline in texts if scanned.text}
    if not parts:
        return [None] * len(texts)
    pile = texts[0][0].pile
    divided = [_divided(number, held) for number, held in parts.items()]
    chosen = dict(zip(parts, best_parts(pile.found, divided, pile.asked.part_worths()), strict=True))
    return [
        passage_of(scanned, parts[scanned.number], chosen[scanned.number], wanted) if scanned.text else None
        for scanned, _ in texts
    ]


def best_known(heap: Heap, parts: Mapping[int, Parts], counts: Mapping[int, Counts]) -> dict[int, int | None]:
    """The best part of each of some texts of which only the index was asked, by the number of the text."""
    divided = [_divided_in_syllables(number, held, counts[number]) for number, held in parts.items()]
    return dict(zip(parts, best_parts(heap.found, divided, heap.asked.part_worths()), strict=True))


def _divided_in_syllables(number: int, parts: Parts, counts: Counts) -> Divided:
    """A text as it is parted, all places counted in syllables; the first of the counts is the body's."""
    begun, ended = counts.begun.tolist(), counts.ended.tolist()
    marks, heads = parts.outline.marks, parts.heads
    starts = [0, *[begun[head + 1] for head in heads]]
    headings = [0, *[ended[head + 1] if marks[head] & HEADED else 0 for head in heads]]
    sizes = [after - before for before, after in pairwise((*parts.starts, parts.end))]
    return Divided(number, counts.total, starts, headings, Span(begun[0], ended[0]), parts.below, sizes)


def _divided(number: int, parts: Parts) -> Divided:
    return Divided(number, parts.end, parts.starts, parts.headings(), parts.outline.body, parts.below)


def passage_of(scanned: Scan, parts: Parts, best: int | None, wanted: Sought, at: int = 0) -> Snippet | None:
    """The passage of the best part of a text; None where what is sought stands in none.

    `scanned` may be a stretch of the text that begins at `at`: all that `stretch_of` names.
    """
    body = _moved(parts.outline.body, -at)
    if best is None:
        if wanted.syllables or wanted.prefixes:
            return None
        cutting = cut_from(scanned, wanted, (), body)
        return Snippet(cutting.text, cutting.marks, cutting.start + at)
    section = parts.section(best)
    chosen = Span(section.start - at, section.end - at)
    heading_end = section.heading.end - at
    own = scanned.within(Span(max(chosen.start, body.start), min(chosen.end, body.end)))
    below = [hit for hit in own if hit.start >= heading_end]
    limits = Span(max(body.start, heading_end + 1 if below else chosen.start), _reach(chosen, body))
    cutting = cut_from(scanned, wanted, below or own, limits)
    passage = Snippet(cutting.text, cutting.marks, cutting.start + at)
    line = scanned.text[section.line.start - at : section.line.end - at] if section.anchor else ""
    anchor, part = _place_of(line, section, parts, passage)
    return Snippet(passage.text, passage.marks, passage.start, anchor, part)


def stretch_of(parts: Parts, best: int | None) -> Span:
    """What of a text has to be read for the passage of its best part, with a little more on either side."""
    body = parts.outline.body
    start, end = body.start, min(body.end, body.start + _AFTER)
    if best is not None:
        section = parts.section(best)
        start = max(section.start, body.start)
        end = min(_reach(Span(section.start, section.end), body), max(section.end, start + _SHORT) + _AFTER)
    return Span(max(0, start - _ROUND), min(parts.end, end + _ROUND))


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)


def _reach(section: Span, body: Span) -> int:
    """How far a passage of a part may go: to its end, further where that is soon."""
    return min(section.end, body.end) if section.end - section.start >= _SHORT else body.end


def parts_of(outline: Outline, end: int) -> Parts:
    """The parts of a text, which ends there: articles, sections, numbered headings of its body."""
    starts, body = outline.starts, outline.body.start
    heads = tuple([n for n, mark in enumerate(outline.marks) if mark & BEGINS and starts[n] >= body])
    return Parts(outline, end, (0, *[starts[head] for head in heads]), heads)


def _called(line: str, anchor: str, *, heading: bool) -> str:
    """What people call a part: its heading, "Điều 5", or "mục II.3" for a number without a heading."""
    if heading:
        return label(line)
    if end := lead(line):
        return line[:end].strip(" .:")
    upper, *numbers = anchor.partition("_")[0].split("-")
    if upper == "doan":
        return ""
    if upper in ("muc", "phan") and len(numbers[0]) <= 4:
        return f"mục {'.'.join(number.upper() for number in numbers)}"
    return f"mục {'.'.join(number for number in numbers if number.isdigit())}"


def _place_of(line: str, section: Section, parts: Parts, passage: Snippet) -> tuple[str, str]:
    """Where the passage leads and what that is called: its part, or far down in a long article the khoản it stands in.

    `line` is the one that the part begins with.

    A heading that the passage begins with is not said twice.
    """
    if not section.anchor:
        return "", ""
    part = _called(line, section.anchor, heading=section.headed)
    shown = passage.start + (passage.marks[0].start if passage.marks else 0)
    if shown - section.start > _FAR:
        before = [
            anchor for start, anchor in parts.clauses() if section.start <= start <= shown and start < section.end
        ]
        if before:
            clause = before[-1].rpartition("-khoan-")[2].partition("-")[0]
            return before[-1].partition("-diem-")[0], f"{part.partition('.')[0]}, khoản {clause}"
    if section.headed and passage.start <= section.start:
        return section.anchor, _called(line, section.anchor, heading=False)
    return section.anchor, part
