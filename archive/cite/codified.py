"""Citations as the official codification writes them: title, day and body straight behind the number, without “về”.

“(Điều 7 Luật số 25/2012/QH13 Thủ đô ngày 21/11/2012 của Quốc hội, có hiệu lực …)”. Such a title may name other
documents with days and bodies of their own, so in the bracket of a note its tail is looked for from the end.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from archive.cite import patterns
from archive.cite.around import Around, Named, joined, suits
from archive.cite.spot import Spot
from archive.cite.titles import opens_title
from archive.cite.words_before import type_ending
from archive.text.span import Span
from archive.works.dates import DateSpan, date_at
from archive.works.issuer import IssuerSpan


@dataclass(frozen=True, slots=True)
class Straight:
    """Title, day and body that stand in this order behind a number; `start` is where the words of the day begin.

    The codification's cross references name no body: “của Luật 104/2016/QH13 Tiếp cận thông tin ban hành ngày …)”.
    """

    title: str
    title_span: Span
    date: DateSpan
    issuer: IssuerSpan | None
    start: int


_DAY = re.compile(r"\s(?:ban\s+hành\s+)?ngày\s+(?=\d)", re.IGNORECASE)
# What ends a cross reference of the codification: “… ban hành ngày 06/04/2016; Điều 37.9.LQ.2. …”, “…)”.
_CLOSED = re.compile(r"\s*[;)]")
_OF = re.compile(r"\s*,?\s*(?:của|do)\s+(?:(?:Bộ\s+trưởng|Chủ\s+tịch|Thống\s+đốc|Chủ\s+nhiệm)\s+)?(?=[^\W\d_])")
# What a title of one sentence may not have in it.
_BREAK = re.compile(r"[.;:\n“”\"]")
_SHORTEST = 2


# --- in running text -------------------------------------------------------------------------------------------------


def straight(smooth: str, spot: Spot, limit: int, named: Named) -> Straight | None:
    """Title, day and body straight behind a number in running text: all three or nothing, the body one it allows.

    Without a body only a cross reference that is closed behind its day: “Tiếp cận thông tin ban hành ngày 06/04/2016)”.

    Must read: “Luật số 25/2012/QH13 Thủ đô ngày 21/11/2012 của Quốc hội”, “… quy định về trang phục ngày …”. Not: a
    title that begins with another small word, or whose day is another document's (“… theo Công văn ngày 5/5/2019 của”).
    """
    begins = _begins(smooth, spot, limit)
    if begins is None or not opens_title(smooth, begins, limit):
        return None
    for match in _DAY.finditer(smooth, begins, limit):
        if _BREAK.search(smooth, begins, match.start()):
            return None
        date = date_at(smooth, match.end(), limit)
        by = _OF.match(smooth, date.end, limit) if date and date.date.day else None
        body = named.at(by.end()) if by else None
        told = bool(body and suits(spot.number, body)) or (date is not None and _crossed(smooth, match, date.end))
        if date and told and not type_ending(smooth, begins, match.start()):
            about = _ABOUT.match(smooth, begins)
            title = _title(smooth, about.end() if about else begins, match.start())
            return Straight(smooth[title.start : title.end], title, date, body, match.start()) if title else None
    return None


def _crossed(smooth: str, day: re.Match[str], end: int) -> bool:
    """Whether a day with “ban hành” before it is the last of a cross reference, which a bracket or “;” closes."""
    return "ban" in day.group() and _CLOSED.match(smooth, end) is not None


def _begins(smooth: str, spot: Spot, limit: int) -> int | None:
    """Where words begin straight behind a number, one or two blanks after it."""
    at = spot.end
    while at < limit and smooth[at] in " \n" and at < spot.end + _SHORTEST:
        at += 1
    return at if spot.kind == "number" and spot.end < at < limit and smooth[at].isalpha() else None


def _title(smooth: str, start: int, end: int) -> Span | None:
    """The title without the blanks and the full stop that some notes put behind it."""
    while end > start and smooth[end - 1] in " \n.,;":
        end -= 1
    return Span(start, end) if end - start >= _SHORTEST else None


# --- in the bracket of a note ----------------------------------------------------------------------------------------

_NOTE = 1600  # the longest real note, on three amended circulars, has 1,150
_NESTED = 240  # how far before the bracket's end the words of day and body begin
# Where a note may end: “, có hiệu lực thi hành …”, or its bracket. Brackets inside a title are counted.
_NOTE_END = re.compile(r"\s*,\s*có\s+hiệu\s+lực|[()]|\n\s*\n")
# Words behind a number that are no title: its own day or body, or the sentence going on.
_NO_TITLE = re.compile(r"(?:ngày\s+\d|của\s|do\s|và\s|có\s+hiệu\s+lực|được\s|đã\s|này\b|\d)", re.IGNORECASE)
_ABOUT = re.compile(r"(?:về\s+việc|về|v/v)\s+", re.IGNORECASE)
# A body's words where the tables know none: capital first, no figures (“Ban Tổ chức - Cán bộ Chính phủ”).
_BODY = re.compile(rf"[{patterns.UPPER}][^\d():;“”\"]{{2,110}}")


def notes(smooth: str, spots: tuple[Spot, ...], heads: list[Around], named: Named) -> dict[int, Straight]:
    """By the place of its spot, what each bracketed note “(Điều 2 Nghị định số … TITLE ngày … của …, có hiệu lực” says.

    The day and body are the last before the end: those in the title are of the documents that the title names.
    """
    found = {}
    for place, (spot, head) in enumerate(zip(spots, heads, strict=True)):
        opened = head.provision.start if head.provision else head.phrase_start
        begins = (
            _begins(smooth, spot, len(smooth)) if smooth[max(0, opened - 2) : opened].rstrip().endswith("(") else None
        )
        if begins is None or _NO_TITLE.match(smooth, begins):
            continue
        told = _note(smooth, begins, _Inner(spots, place + 1, head.provision is not None), named)
        if told:
            found[place] = told
    return found


@dataclass(frozen=True, slots=True)
class _Inner:
    """The spots behind that of a note, and whether the note begins with the part it cites, as the codification does."""

    spots: tuple[Spot, ...]
    first: int
    cites_a_part: bool

    def last_before(self, start: int) -> Spot | None:
        place = bisect_left(self.spots, start, lo=self.first, key=lambda one: one.start) - 1
        return self.spots[place] if place >= self.first else None


def _note(smooth: str, begins: int, inner: _Inner, named: Named) -> Straight | None:
    for end in _ends(smooth, begins):
        day = smooth.rfind("ngày ", max(begins, end - _NESTED), end)
        date = date_at(smooth, day + len("ngày "), end) if day > begins else None
        by = _OF.match(smooth, date.end, end) if date and date.date.day else None
        if date is None or by is None or not smooth[day - 1].isspace():
            continue
        issuer = _body(smooth, by.end(), end, named)
        nested = inner.last_before(day)
        # “(Nghị định số A sửa đổi Nghị định số B ngày … của Chính phủ)”: outside the codification that is B's own day.
        formal = inner.cites_a_part and smooth[end] != ")"
        if issuer is None or (nested and not formal and not _DAY.search(smooth, nested.end, day - 1)):
            continue
        about = _ABOUT.match(smooth, begins)
        title = _title(smooth, about.end() if about else begins, day)
        return Straight(smooth[title.start : title.end], title, date, issuer, day) if title else None
    return None


def _ends(smooth: str, begins: int) -> Iterator[int]:
    """The places where a note may end, its own brackets counted; the first two are enough."""
    depth = 0
    for match in _NOTE_END.finditer(smooth, begins, begins + _NOTE):
        if match.group() == "(":
            depth += 1
        elif match.group() == ")":
            depth -= 1
        elif match.group().isspace():
            return
        else:
            yield match.start()
        if depth < 0:
            yield match.start()
            return


def _body(smooth: str, start: int, end: int, named: Named) -> IssuerSpan | None:
    """The body, or the bodies as one, whose words fill the place; else the words themselves, if they are a name."""
    first = named.at(start)
    known = joined(smooth, first, named, end) if first else None
    while end > start and smooth[end - 1].isspace():
        end -= 1
    if known and known.end == end:
        return known
    if not _BODY.fullmatch(smooth, start, end):
        return None
    return IssuerSpan(start, end, " ".join(smooth[start:end].split()), "any", None)
