"""Passages: the stretch of a text that answers a query best, with the words of the query marked.

Cut from the store's own text, so that a passage can be found again in it. Where the words stand is found in `scan`,
which part of a long text is cut from is decided in `passages`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from archive.ask.scan import Hit, Scan, scan
from archive.ask.sought import Sought
from archive.text.segment import syllable_spans
from archive.text.span import Span
from archive.works.main_text import body_of, rules

WIDTH = 260  # code points: three lines of a result on a wide screen
_PAIR_WORTH = 2.0  # what a syllable beside its neighbour in the query is worth, one that stands alone being worth 1
_LINES_ABOUT = 2_000  # how far from a passage a drawn line is looked for
# What a passage may begin earlier by, where its line or sentence begins there: "Thực |hiện Chỉ thị số 10-CT/TW".
_NEAR = 32
# Matches the end of a sentence or of a line of a list: "chi bộ. Các", "chi bộ; đảng". Not "4.10.2023", "1. Nội dung".
_STOP = re.compile(r"((?<=[^\W\d])[.;!?…][”\"»)]*)\s")
# Matches the end of a clause: "thực tế, Tỉnh ủy", "như sau: ". Not "12:30", "3,5".
_CLAUSE = re.compile(r"[,:]\s")


@dataclass(frozen=True, slots=True)
class Snippet:
    """A passage: `text` stands at `start` of the document's text; `marks` are spans in the passage.

    `anchor` is the place on the document's page it leads to ("dieu-5", "muc-ii-3"), `part` what people call that part;
    both "" in a text without parts.
    """

    text: str
    marks: tuple[Span, ...]
    start: int
    anchor: str = ""
    part: str = ""


def cut(text: str, wanted: Sought, width: int = WIDTH) -> Snippet:
    """The best passage of at most `width` code points; the beginning when nothing sought stands in the text.

    It is cut from the body: what stands in the letterhead or the foot is shown when nothing else matches.
    """
    scanned = scan(text, wanted)
    body = body_of(text)
    inside = scanned.within(body)
    if not inside:
        inside = scanned.hits
        body = Span(0, len(text)) if inside else body
    return cut_from(scanned, wanted, inside, body, width)


def cut_from(scanned: Scan, wanted: Sought, inside: Sequence[Hit], limits: Span, width: int = WIDTH) -> Snippet:
    """The best passage round some of the hits of a text, not beyond `limits`; its beginning when there are none."""
    text = scanned.text
    first, last = best_window(inside, wanted, width)
    found = Span(inside[first].start, inside[last - 1].end) if inside else Span(limits.start, limits.start)
    start, end = _bounds(text, found, _stretch(text, limits, found), width)
    marks = _marks(text, scanned.within(Span(start, end)), wanted)
    return Snippet(text[start:end], tuple(Span(mark.start - start, mark.end - start) for mark in marks), start)


def marks_in(text: str, wanted: Sought) -> tuple[Span, ...]:
    """The marks of a short text that is shown whole, such as a title."""
    return marks_of(scan(text, wanted), wanted)


def marks_of(scanned: Scan, wanted: Sought) -> tuple[Span, ...]:
    """The marks of a whole text looked through before."""
    return _marks(scanned.text, scanned.hits, wanted)


# --- the window ------------------------------------------------------------------------------------------------------


def best_window(hits: Sequence[Hit], wanted: Sought, width: int) -> tuple[int, int]:
    """The hits, half open, of the window that says most: different words, words in their company twice; first wins."""
    best, found, last = 0.0, (0, 0), 0
    window = _Window(wanted)
    for first, hit in enumerate(hits):
        while last < len(hits) and (last <= first or hits[last].end - hit.start <= width):
            window.take(hits[last], 1)
            last += 1
        if window.worth > best + 1e-9:
            best, found = window.worth, (first, last)
        window.take(hit, -1)
    return found


class _Window:
    """What a window over hits is worth, kept up as it moves on: no window is counted anew."""

    def __init__(self, wanted: Sought) -> None:
        self.worth = 0.0
        self._wanted = wanted
        self._alone: dict[str, int] = {}
        self._tied: dict[str, int] = {}

    def take(self, hit: Hit, times: int) -> None:
        """Take a hit in (1) or let it go (-1)."""
        before = self._of(hit.term)
        counts = self._tied if hit.tied else self._alone
        counts[hit.term] = counts.get(hit.term, 0) + times
        self.worth += (self._of(hit.term) - before) * self._wanted.worth(hit.term)

    def _of(self, term: str) -> float:
        return _PAIR_WORTH if self._tied.get(term) else 1.0 if self._alone.get(term) else 0.0


def _stretch(text: str, limits: Span, found: Span) -> Span:
    """How far a passage may reach: to its limits, and not over a line of dashes."""
    start, end = limits
    first = text.rfind("\n", 0, max(start, found.start - _LINES_ABOUT)) + 1
    for drawn in rules(text[first : found.end + _LINES_ABOUT]):
        rule = Span(drawn.start + first, drawn.end + first)
        if start <= rule.start and rule.end <= found.start:
            start = rule.end
        elif found.end <= rule.start < end:
            end = rule.start
    return Span(start, max(end, found.end))


def _bounds(text: str, found: Span, within: Span, width: int) -> tuple[int, int]:
    """Widen the hits to a passage, from and to the ends of a line, sentence or clause when near, of whole syllables."""
    first, last = found
    before = max(0, width - (last - first)) // 3
    earliest = max(within.start, first - before)
    start = _beginning(text, max(within.start, earliest - _NEAR), earliest, first)
    latest = min(within.end, max(start + width, last))
    if latest == within.end:
        return start, latest if latest > start else _whole_syllable(text, start, latest)
    near = max(last, latest - width // 4)
    stops = [stop.end(1) for stop in _STOP.finditer(text, near, min(latest + 1, within.end))]
    end = stops[-1] if stops else max(_last_gap(text, last, latest), last)
    return start, end if end > start else _whole_syllable(text, start, latest)


def _beginning(text: str, near: int, earliest: int, first: int) -> int:
    """Where a passage begins before its first hit: at its line, else its sentence, else a clause, else a syllable.

    Lines and sentences count from `near` on, which is somewhat before `earliest`.
    """
    line = text.rfind("\n", near, first)
    if line >= 0:
        return line + 1
    if near == 0 or text[near - 1] == "\n":
        return near
    if found := [stop.end() for stop in _STOP.finditer(text, near, first)]:
        return found[-1]
    clause = _CLAUSE.search(text, earliest, first)
    return clause.end() if clause else _next_gap(text, earliest, first)


def _next_gap(text: str, place: int, limit: int) -> int:
    """The first place from `place` on where a syllable may begin, at most `limit`."""
    if place == 0 or text[place - 1].isspace():
        return place
    while place < limit and not text[place].isspace():
        place += 1
    return min(place + 1, limit)


def _last_gap(text: str, lowest: int, place: int) -> int:
    """The last place down from `place` where a syllable has ended."""
    if text[place : place + 1].isspace():
        return place
    while place > lowest and not text[place - 1].isspace():
        place -= 1
    return place


def _whole_syllable(text: str, start: int, end: int) -> int:
    """The end of a passage that has no blank to end at: after the last sign that is not within a syllable."""
    for span in syllable_spans(text[start : end + 1]):
        if span.start < end - start < span.end:
            return start + span.start if span.start else end
    return end


# --- marks -----------------------------------------------------------------------------------------------------------


def _marks(text: str, hits: Sequence[Hit], wanted: Sought) -> tuple[Span, ...]:
    """What is marked: words in their company and words that stand alone, else all hits; neighbours join."""
    said = [hit for hit in hits if hit.tied or hit.term in wanted.alone or hit.term.endswith("*")]
    marks: list[Span] = []
    for hit in said or hits:
        last = marks[-1] if marks else None
        if last and _joins(text[last.end : hit.start]):
            marks[-1] = Span(last.start, hit.end)
        else:
            marks.append(Span(hit.start, hit.end))
    return tuple(marks)


def _joins(between: str) -> bool:
    """Whether two marks with this between them are one: a blank or a few signs on one line."""
    return 0 < len(between) <= 3 and "\n" not in between and not any(map(str.isalnum, between))
