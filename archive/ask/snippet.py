"""Passages: the stretch of a text that answers a query best, with the words of the query marked.

Cut from the store's own text, so that a passage can be found again in it. Which documents match is the index's matter;
here only words are found again, with or without marks as the query was taken.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from archive.ask.body import body_of, rules
from archive.index.analysis import folded, pairs, syllables, words
from archive.index.plan import Reading
from archive.query import Query
from archive.text.segment import syllable_spans
from archive.text.span import Span
from archive.text.vietnamese import canonical_tones, fold, nfc, plain

WIDTH = 260  # code points: three lines of a result on a wide screen
_MOST_HITS = 3_000  # a very long text is judged by its first hits
_PAIR_WORTH, _WORD_WORTH = 2.0, 1.0
# Matches the end of a sentence or of a line of a list: "chi bộ. Các", "chi bộ; đảng". Not "4.10.2023", "1. Nội dung".
_STOP = re.compile(r"((?<=[^\W\d])[.;!?…][”\"»)]*)\s")
# Matches the end of a clause: "thực tế, Tỉnh ủy", "như sau: ". Not "12:30", "3,5".
_CLAUSE = re.compile(r"[,:]\s")


@dataclass(frozen=True, slots=True)
class Snippet:
    """A passage: `text` stands at `start` of the document's text; `marks` are spans in the passage."""

    text: str
    marks: tuple[Span, ...]
    start: int


@dataclass(frozen=True, slots=True)
class Sought:
    """What is looked for in texts: syllables, neighbours that belong together, and words that stand alone."""

    syllables: frozenset[str]
    pairs: frozenset[str]
    alone: frozenset[str]
    reading: Reading


@dataclass(frozen=True, slots=True)
class _Hit:
    """A syllable of the query in a text.

    `follows` when it stands right after the hit before it, `tied` when a neighbour is its neighbour in the query too.
    """

    span: Span
    term: str
    follows: bool
    tied: bool


@dataclass(frozen=True, slots=True)
class Scan:
    """A text looked through once: where the syllables sought stand in it (the first 3,000)."""

    text: str
    hits: tuple[_Hit, ...]

    @property
    def terms(self) -> frozenset[str]:
        """The syllables found."""
        return frozenset(hit.term for hit in self.hits)

    def holds(self, phrase: list[str]) -> bool:
        """Whether syllables that are all sought stand in a row."""
        runs = "".join((" " if hit.follows else " | ") + hit.term for hit in self.hits)
        return f" {' '.join(phrase)} " in f"{runs} "


def sought(query: Query, reading: Reading) -> Sought:
    """What a query looks for in texts, taken with or without marks."""
    asked = query.asked
    number = (str(asked.number),) if asked and asked.number else ()
    chunks = (" ".join(query.words), *query.phrases, *number)
    typed = [[folded(one) if reading == "folded" else one for one in syllables(chunk)] for chunk in chunks]
    single = {term for chunk in chunks for term in words(chunk) if " " not in term}
    return Sought(
        frozenset(one for chunk in typed for one in chunk),
        frozenset(pair for chunk in typed for pair in pairs(chunk)),
        frozenset(folded(term) if reading == "folded" else term for term in single),
        reading,
    )


def scan(text: str, wanted: Sought) -> Scan:
    """A text looked through for what is sought."""
    found = [(span, term) for (span, term), _ in zip(_found(text, wanted), range(_MOST_HITS), strict=False)]
    follows = [False, *(_beside(text, left, right) for (left, _), (right, _) in pairwise(found))]
    ties = [
        after and f"{left} {right}" in wanted.pairs
        for after, ((_, left), (_, right)) in zip(follows[1:], pairwise(found), strict=True)
    ]
    tied = [before or after for before, after in zip([False, *ties], [*ties, False], strict=True)]
    rows = zip(found, follows, tied, strict=False)
    return Scan(text, tuple(_Hit(span, term, after, tie) for (span, term), after, tie in rows))


def cut(text: str, wanted: Sought, width: int = WIDTH) -> Snippet:
    """The best passage of at most `width` code points; the beginning when nothing sought stands in the text."""
    return passage(scan(text, wanted), wanted, width)


def passage(scanned: Scan, wanted: Sought, width: int = WIDTH) -> Snippet:
    """The best passage of a text looked through before, as `cut` gives it.

    It is cut from the body: what stands in the letterhead or the foot is shown when nothing else matches.
    """
    text, hits = scanned.text, scanned.hits
    body = body_of(text)
    inside = [hit for hit in hits if body.start <= hit.span.start and hit.span.end <= body.end]
    if hits and not inside:
        body, inside = Span(0, len(text)), list(hits)
    first, last = _best(inside, width) if inside else (0, 0)
    chosen = inside[first:last]
    found = Span(chosen[0].span.start, chosen[-1].span.end) if chosen else Span(body.start, body.start)
    start, end = _bounds(text, found, _stretch(text, body, found), width)
    marks = _marks(text, [hit for hit in hits if start <= hit.span.start and hit.span.end <= end], wanted)
    return Snippet(text[start:end], tuple(Span(mark.start - start, mark.end - start) for mark in marks), start)


def marks_in(text: str, wanted: Sought) -> tuple[Span, ...]:
    """The marks of a short text that is shown whole, such as a title."""
    return _marks(text, scan(text, wanted).hits, wanted)


# --- hits ------------------------------------------------------------------------------------------------------------


def _found(text: str, wanted: Sought) -> Iterator[tuple[Span, str]]:
    """The sought syllables in a text, in order, each with its term."""
    if not wanted.syllables:
        return
    even = canonical_tones(plain(nfc(text)).lower())
    even = fold(even) if wanted.reading == "folded" else even
    if len(even) == len(text):
        spans = (Span(*match.span()) for match in _pattern(wanted.syllables).finditer(even))
        yield from ((span, _figure(even[span.start : span.end])) for span in spans)
        return
    # Text with marks of its own (NFD), or letters that change their length with their case: syllable by syllable.
    for span in syllable_spans(text):
        term = _term(text, span, wanted)
        if term in wanted.syllables:
            yield span, term


def _pattern(terms: frozenset[str]) -> re.Pattern[str]:
    """Any of the terms as a whole syllable; a figure also with leading zeros ("5" in "05-CT/TW")."""
    any_of = "|".join(("0*" if term.isdigit() else "") + re.escape(term) for term in sorted(terms))
    return re.compile(rf"(?<![^\W_])(?:{any_of})(?![^\W_])")


def _term(text: str, span: Span, wanted: Sought) -> str:
    term = " ".join(syllables(text[span.start : span.end]))
    return folded(term) if wanted.reading == "folded" else term


def _figure(term: str) -> str:
    """A figure as the index has it: "05" → "5"."""
    return term.lstrip("0") or "0" if term.isdigit() else term


def _beside(text: str, left: Span, right: Span) -> bool:
    """Whether nothing but a few signs stands between two spans: "05-CT/TW", "chi bộ"; not "chi, đoàn, bộ"."""
    between = text[left.end : right.start]
    return len(between) <= 3 and not any(map(str.isalnum, between))


# --- the window ------------------------------------------------------------------------------------------------------


def _best(hits: Sequence[_Hit], width: int) -> tuple[int, int]:
    """The hits, half open, of the window that says most: different words, words in their company twice; first wins."""
    best, found, last = 0.0, (0, 1), 0
    for first in range(len(hits)):
        last = max(last, first + 1)
        while last < len(hits) and hits[last].span.end - hits[first].span.start <= width:
            last += 1
        said = {hit.term: _WORD_WORTH for hit in hits[first:last]}
        said |= {hit.term: _PAIR_WORTH for hit in hits[first:last] if hit.tied}
        worth = sum(said.values())
        if worth > best:
            best, found = worth, (first, last)
    return found


def _stretch(text: str, body: Span, found: Span) -> Span:
    """How far a passage may reach: to the ends of the body, and not over a line of dashes."""
    start, end = body
    for rule in rules(text):
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
    start = _beginning(text, earliest, first)
    latest = min(within.end, max(start + width, last))
    if latest == within.end:
        return start, latest if latest > start else _whole_syllable(text, start, latest)
    near = max(last, latest - width // 4)
    stops = [stop.end(1) for stop in _STOP.finditer(text, near, min(latest + 1, within.end))]
    end = stops[-1] if stops else max(_last_gap(text, last, latest), last)
    return start, end if end > start else _whole_syllable(text, start, latest)


def _beginning(text: str, earliest: int, first: int) -> int:
    """Where a passage begins before its first hit: at its line, else its sentence, else a clause, else a syllable."""
    line = text.rfind("\n", earliest, first)
    if line >= 0:
        return line + 1
    if earliest == 0 or text[earliest - 1] == "\n":
        return earliest
    for pattern in (_STOP, _CLAUSE):
        if found := [stop.end() for stop in pattern.finditer(text, earliest, first)]:
            return found[-1] if pattern is _STOP else found[0]
    return _next_gap(text, earliest, first)


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


def _marks(text: str, hits: Sequence[_Hit], wanted: Sought) -> tuple[Span, ...]:
    """What is marked: words in their company and words that stand alone, else all hits; neighbours join."""
    said = [hit for hit in hits if hit.tied or hit.term in wanted.alone]
    marks: list[Span] = []
    for hit in said or hits:
        last = marks[-1] if marks else None
        if (
            last
            and last.end < hit.span.start
            and _beside(text, last, hit.span)
            and "\n" not in text[last.end : hit.span.start]
        ):
            marks[-1] = Span(last.start, hit.span.end)
        else:
            marks.append(hit.span)
    return tuple(marks)
