"""The best part of a long document: which article or section answers a query, and the passage that shows it.

Parts are those a reader can be sent to (`archive.works.outline`); each is scored by the words of the query in it, as
documents are, its heading counting more. Passages are cut in `snippet`.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from archive.ask.scan import Hit, Scan
from archive.ask.snippet import Snippet, cut_from, within
from archive.ask.sought import Sought
from archive.text.span import Span
from archive.works.outline import BEGINS, CLAUSE, HEADED, Outline, label, lead

# BM25's constants with parts in place of documents, and what neighbours count for beside syllables: as the streams have
# them (`archive.index.fields`).
_K1, _B, _PAIRS = 1.2, 0.75, 0.6
_IN_HEADING, _IN_UPPER_HEADING = 3, 1
_SHORT = 200  # code points: a part that is shorter, such as a heading alone, is shown with what follows it
_FAR = 1_200  # code points from the beginning of an article from which on its khoản is linked to: a screen of text
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
    first begin with, `places` the place of each name. A part is put together when it is looked at: what is asked for
    stands in a few of the forty of a text.
    """

    outline: Outline
    end: int
    starts: tuple[int, ...]
    heads: tuple[int, ...]
    places: Mapping[str, int]

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

    def above(self, place: int) -> int:
        """The last part before this one whose anchor it begins with, "muc-ii" of "muc-ii-3"; 0 for none."""
        last, known = 0, self.places.get
        anchor = self.outline.names[self.heads[place - 1]] if place else ""
        while anchor := anchor.rpartition("-")[0]:
            other = known(anchor, 0)
            last = other if last < other < place else last
        return last

    def heading(self, place: int) -> int:
        """Where the heading that a part begins with ends; 0 where it begins with none."""
        head = self.heads[place - 1] if place else 0
        return self.outline.ends[head] if place and self.outline.marks[head] & HEADED else 0


def best_passage(scanned: Scan, outline: Outline, wanted: Sought) -> Snippet | None:
    """The passage of a document that answers best, with the part it stands in.

    The beginning of the body where nothing is sought; None where what is sought stands in the letterhead only, or not
    in the text at all: the title says it already.
    """
    text, body = scanned.text, outline.body
    if not text:
        return None
    inside = within(scanned.hits, body)
    if not inside:
        return None if wanted.syllables or wanted.prefixes else cut_from(scanned, wanted, (), body)
    parts = parts_of(outline, len(text))
    chosen = _best(parts, inside, wanted)
    own = within(inside, Span(chosen.start, chosen.end))
    below = within(own, Span(chosen.heading.end, chosen.end))
    limits = Span(max(body.start, chosen.heading.end + 1 if below else chosen.start), _reach(chosen, body))
    cutting = cut_from(scanned, wanted, below or own, limits)
    anchor, part = _place_of(text, chosen, parts, cutting)
    return Snippet(cutting.text, cutting.marks, cutting.start, anchor, part)


def _reach(section: Section, body: Span) -> int:
    """How far a passage of a part may go: to its end, further where that is soon."""
    return min(section.end, body.end) if section.end - section.start >= _SHORT else body.end


def parts_of(outline: Outline, end: int) -> Parts:
    """The parts of a text, which ends there: articles, sections, numbered headings of its body."""
    starts, body = outline.starts, outline.body.start
    heads = tuple(n for n, mark in enumerate(outline.marks) if mark & BEGINS and starts[n] >= body)
    places = {outline.names[head] or outline.anchor(head): place for place, head in enumerate(heads, 1)}
    return Parts(outline, end, (0, *(starts[head] for head in heads)), heads, places)


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


# --- which one -------------------------------------------------------------------------------------------------------


def _best(parts: Parts, hits: Sequence[Hit], wanted: Sought) -> Section:
    """The part that says most about the query; the first of equal ones."""
    if len(parts) == 1:
        return parts.section(0)
    starts = parts.starts
    held: dict[int, list[Hit]] = {}
    there, until = list[Hit](), 0
    for hit in hits:  # in order, so that most stand in the part of the one before
        if hit.start >= until:
            place = bisect_right(starts, hit.start) - 1
            until = starts[place + 1] if place + 1 < len(starts) else parts.end + 1
            there = held.setdefault(place, [])
        there.append(hit)
    average, told = parts.end / len(parts), _told(hits, wanted)
    best, chosen = 0.0, 0
    for place in sorted(held):
        above = parts.above(place)
        upper = parts.heading(above)
        ahead = [hit.term for hit in held.get(above, ()) if hit.end <= upper] if upper else ()
        end = starts[place + 1] if place + 1 < len(starts) else parts.end
        norm = _K1 * (1 - _B + _B * (end - starts[place]) / average)
        score = _score(held[place], parts.heading(place), ahead, told, norm)
        if score > best:
            best, chosen = score, place
    return parts.section(chosen)


def _told(hits: Iterable[Hit], wanted: Sought) -> dict[str, float]:
    """What each syllable and pair among some hits tells, pairs by their share."""
    terms = {hit.term for hit in hits}
    pairs = {hit.pair for hit in hits if hit.pair}
    return {term: wanted.worth(term) * (_PAIRS if " " in term else 1.0) for term in terms | pairs}


def _score(hits: Sequence[Hit], headed: int, above: Iterable[str], told: Mapping[str, float], norm: float) -> float:
    """What a part is worth: BM25 over syllables and neighbours, those of the headings counting more.

    `headed` is where its heading ends, `above` are the terms in the heading of the part above it.
    """
    weights: dict[str, int] = {}
    known = weights.get
    for _, end, term, _, pair, _ in hits:
        weight = _IN_HEADING if end <= headed else 1
        weights[term] = known(term, 0) + weight
        if pair:
            weights[pair] = known(pair, 0) + weight
    for term in above:
        weights[term] = known(term, 0) + _IN_UPPER_HEADING
    score = 0.0
    for term, weight in weights.items():
        score += told[term] * weight * (_K1 + 1) / (weight + norm)
    return score


def _place_of(text: str, section: Section, parts: Parts, passage: Snippet) -> tuple[str, str]:
    """Where the passage leads and what that is called: its part, or far down in a long article the khoản it stands in.

    A heading that the passage begins with is not said twice.
    """
    if not section.anchor:
        return "", ""
    line = text[section.line.start : section.line.end]
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
