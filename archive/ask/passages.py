"""The best part of a long document: which article or section answers a query, and the passage that shows it.

Parts are those a reader can be sent to (`archive.works.outline`); each is scored by the words of the query in it, as
documents are, its heading counting more. Passages are cut in `snippet`.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from archive.ask.body import body_of
from archive.ask.scan import Hit, Scan
from archive.ask.snippet import Snippet, cut_from, within
from archive.ask.sought import Sought
from archive.text.span import Span
from archive.works.document import Block
from archive.works.outline import Place, label, lead, places

# BM25's constants with parts in place of documents, and what neighbours count for beside syllables: as the streams have
# them (`archive.index.fields`).
_K1, _B, _PAIRS = 1.2, 0.75, 0.6
_IN_HEADING, _IN_UPPER_HEADING = 3, 1
_LONGEST_HEADING = 160  # code points: a numbered line that is longer is text
_SHORT = 200  # code points: a part that is shorter, such as a heading alone, is shown with what follows it
_FAR = 1_200  # code points from the beginning of an article from which on its khoản is linked to: a screen of text
_NOWHERE = Span(0, 0)


class Section(NamedTuple):
    """A part of a text that can be linked to: its span and anchor, and the line it begins with.

    `headed` says that the line is a heading; `upper` is the heading of the part above it.
    """

    start: int
    end: int
    anchor: str = ""
    line: Span = _NOWHERE
    headed: bool = False
    upper: Span = _NOWHERE

    @property
    def heading(self) -> Span:
        """Where its heading stands: an empty span at its beginning when it has none."""
        return self.line if self.headed else Span(self.line.start, self.line.start)


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of a text in order; the first begins at 0 and has no name.

    `starts` is where each begins; `heads` are the blocks that all but the first begin with, `names` their anchors
    and `places` the place of each. `clauses` are khoản: place, anchor. A part is put together when it is looked at:
    what is asked for stands in a few of the forty of a text.
    """

    text: str
    starts: tuple[int, ...]
    heads: tuple[Block, ...]
    names: tuple[str, ...]
    places: Mapping[str, int]
    clauses: tuple[tuple[int, str], ...] = ()

    def __len__(self) -> int:
        """How many parts."""
        return len(self.starts)

    def section(self, place: int) -> Section:
        """The part at a place in order."""
        end = self.starts[place + 1] if place + 1 < len(self.starts) else len(self.text)
        if not place:
            return Section(0, end)
        head, name = self.heads[place - 1], self.names[place - 1]
        line = Span(head.start, head.end)
        return Section(head.start, end, name, line, _headed(self.text, head), self._above(name, place))

    def _above(self, anchor: str, before: int) -> Span:
        """The heading of the last part before a place whose anchor this one begins with: "muc-ii" of "muc-ii-3"."""
        last = 0
        while anchor := anchor.rpartition("-")[0]:
            place = self.places.get(anchor, 0)
            last = place if last < place < before else last
        if not last:
            return _NOWHERE
        head = self.heads[last - 1]
        return Span(head.start, head.end if _headed(self.text, head) else head.start)


def best_passage(scanned: Scan, blocks: tuple[Block, ...], wanted: Sought) -> Snippet | None:
    """The passage of a document that answers best, with the part it stands in.

    The beginning of the body where nothing is sought; None where what is sought stands in the letterhead only, or not
    in the text at all: the title says it already.
    """
    text = scanned.text
    if not text:
        return None
    body = body_of(text)
    inside = within(scanned.hits, body)
    if not inside:
        return None if wanted.syllables or wanted.prefixes else cut_from(scanned, wanted, (), body)
    parts = parts_of(text, blocks, body)
    chosen = _best(parts, inside, wanted)
    own = within(inside, Span(chosen.start, chosen.end))
    below = within(own, Span(chosen.heading.end, chosen.end))
    limits = Span(max(body.start, chosen.heading.end + 1 if below else chosen.start), _reach(chosen, body))
    cutting = cut_from(scanned, wanted, below or own, limits)
    anchor, part = _place_of(text, chosen, parts, cutting)
    return replace(cutting, anchor=anchor, part=part)


def _reach(section: Section, body: Span) -> int:
    """How far a passage of a part may go: to its end, further where that is soon."""
    return min(section.end, body.end) if section.end - section.start >= _SHORT else body.end


@lru_cache(maxsize=1024)  # some 30 kB each with its text
def parts_of(text: str, blocks: tuple[Block, ...], body: Span) -> Parts:
    """The parts of a text: articles, sections, numbered headings.

    Kept, because the next page and the next facet ask for the same texts. A page of answers asks for twenty new ones:
    what only the part that is shown needs, such as its name, is not made here.
    """
    named = list(zip(blocks, places(text, blocks), strict=True))
    whole = _covers(text, blocks)
    heads = [
        (block, place) for block, place in named if block.start >= body.start and _begins(block, place, whole=whole)
    ]
    names = tuple(place.anchor for _, place in heads)
    return Parts(
        text,
        (0, *(block.start for block, _ in heads)),
        tuple(block for block, _ in heads),
        names,
        {name: place for place, name in enumerate(names, 1)},
        tuple((block.start, place.anchor) for block, place in named if place.numbered and _is_clause(place)),
    )


def _headed(text: str, block: Block) -> bool:
    """Whether a part begins with a heading: one by its block, or a short line with a number."""
    if block.kind == "heading":
        return True
    return block.end - block.start <= _LONGEST_HEADING and bool(lead(text[block.start : block.end]))


def _covers(text: str, blocks: Iterable[Block]) -> bool:
    """Whether no word stands outside the blocks: only then are unnamed blocks counted here as on the page."""
    at = 0
    for block in blocks:
        if text[at : block.start].strip():
            return False
        at = max(at, block.end)
    return not text[at:].strip()


def _begins(block: Block, place: Place, *, whole: bool) -> bool:
    """Whether a block begins a part: an article, a section, a number below a section; a heading without number too."""
    if place.numbered:
        return place.listed or (place.deep and not _is_clause(place))
    return whole and place.listed and block.kind == "heading"


def _is_clause(place: Place) -> bool:
    return "-khoan-" in place.anchor


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
    held: dict[int, list[Hit]] = {}
    for hit in hits:
        held.setdefault(bisect_right(parts.starts, hit.start) - 1, []).append(hit)
    sections = {place: parts.section(place) for place in sorted(held)}
    average = len(parts.text) / len(parts)
    by_heading = {one.line: held[place] for place, one in sections.items() if one.headed}
    told = _told(hits, wanted)
    best, chosen = 0.0, 0
    for place, one in sections.items():
        score = _score(one, held[place], by_heading.get(one.upper, ()), told, average)
        if score > best:
            best, chosen = score, place
    return sections.get(chosen) or parts.section(chosen)


def _told(hits: Iterable[Hit], wanted: Sought) -> dict[str, float]:
    """What each syllable and pair among some hits tells, pairs by their share."""
    terms = {hit.term for hit in hits}
    pairs = {hit.pair for hit in hits if hit.pair}
    return {term: wanted.worth(term) * (_PAIRS if " " in term else 1.0) for term in terms | pairs}


def _score(
    section: Section, hits: Sequence[Hit], above: Sequence[Hit], told: Mapping[str, float], average: float
) -> float:
    """What a part is worth: BM25 over syllables and neighbours, those of the headings counting more."""
    weights: dict[str, int] = {}
    headed = section.heading.end
    for _, end, term, _, pair, _ in hits:
        weight = _IN_HEADING if end <= headed else 1
        weights[term] = weights.get(term, 0) + weight
        if pair:
            weights[pair] = weights.get(pair, 0) + weight
    for hit in above:
        if hit.end <= section.upper.end:
            weights[hit.term] = weights.get(hit.term, 0) + _IN_UPPER_HEADING
    norm = _K1 * (1 - _B + _B * (section.end - section.start) / average)
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
        before = [anchor for start, anchor in parts.clauses if section.start <= start <= shown and start < section.end]
        if before:
            clause = before[-1].rpartition("-khoan-")[2].partition("-")[0]
            return before[-1].partition("-diem-")[0], f"{part.partition('.')[0]}, khoản {clause}"
    if section.headed and passage.start <= section.start:
        return section.anchor, _called(line, section.anchor, heading=False)
    return section.anchor, part
