"""What is written round every spot of a text: words before, words behind, and what the items of one list share.

The order of reading is here; reading itself is in `words_before`, `words_behind`, `codified` and `titles`. Nothing is
taken from another sentence. Judging comes later, in `resolve`.
"""

import re

from archive.cite.around import Around, Named, named_in, of_a_congress, suits
from archive.cite.codified import Straight, notes
from archive.cite.reach import Edge
from archive.cite.spot import Spot
from archive.cite.words_before import issuing, read_before
from archive.cite.words_behind import read_behind
from archive.text.span import Span
from archive.works.issuer import IssuerSpan


def read_around(smooth: str, spots: tuple[Spot, ...], issuers: tuple[IssuerSpan, ...]) -> tuple[Around, ...]:
    """What stands round each spot, in the order of the spots.

    `smooth` is the text made even, `issuers` the bodies named in it; offsets are those of the text.
    """
    named = named_in(issuers)
    floors = [0, *(spot.end for spot in spots)]
    heads = [read_before(smooth, spot, floor, named) for spot, floor in zip(spots, floors, strict=False)]
    read = _read(smooth, spots, heads, named)
    dated = _without_others_days(spots, _share_back(smooth, spots, _share_days(read)))
    shared = _share_forward(smooth, spots, dated)
    whole = (_with_subject(smooth, spot, one, named) for spot, one in zip(spots, shared, strict=True))
    # “Ngày 15/9/2025, Chính phủ họp, có Nghị định số 30/2020/NĐ-CP”: no day of the sentence or the one before either.
    return tuple(_undated(one) if _of_another_year(spot, one) else one for spot, one in zip(spots, whole, strict=True))


def _read(smooth: str, spots: tuple[Spot, ...], heads: list[Around], named: Named) -> list[Around]:
    """Each spot with the words behind it; inside a note the tail is the note's own spot's."""
    told = notes(smooth, spots, heads, named)
    tail, read = 0, []
    for place, (spot, head) in enumerate(zip(spots, heads, strict=True)):
        last = place + 1 == len(spots)
        edge = None if last else Edge(heads[place + 1].phrase_start, spots[place + 1].end)
        if note := told.get(place):
            tail = max(tail, note.start)
            read.append(_noted(head, note))
            continue
        if spot.end <= tail and (edge is None or tail < edge.at):
            edge = Edge(tail)
        read.append(read_behind(smooth, spot, head, named, edge=edge))
    return read


def _noted(head: Around, note: Straight) -> Around:
    return head._replace(
        date=note.date.date,
        date_span=Span(note.date.start, note.date.end),
        issuer=head.issuer or note.issuer,
        title=head.title or note.title,
        title_span=head.title_span or note.title_span,
    )


def _with_subject(smooth: str, spot: Spot, one: Around, named: Named) -> Around:
    """A body named behind the number is its issuer; only where none is, the subject of the sentence may be."""
    told = None if one.issuer else issuing(smooth, spot, one, named)
    if told is None:
        return one
    # “Ngày 22/10/2025, … ban hành Quy định 379-QĐ/TW năm 2025”: the day says more than the year.
    if told.date and (one.date is None or (one.date.month is None and one.date.agrees(told.date.date))):
        one = one._replace(date=told.date.date, date_span=Span(told.date.start, told.date.end))
    if one.term is None and told.term and of_a_congress(spot, told.issuer):
        one = one._replace(term=told.term.numeral, term_span=told.term.span)
    return one._replace(issuer=told.issuer)


# --- what the items of a list share ----------------------------------------------------------------------------------


def _share_days(read: list[Around]) -> list[Around]:
    """“217-QĐ/TW và 218-QĐ/TW lần lượt ngày 12/12/2013 và 13/12/2013”: one day an item, none where they do not fit."""
    shared = list(read)
    for last, one in enumerate(read):
        if not one.days:
            continue
        first = last
        while first and read[first - 1].joined and read[first - 1].date is None:
            first -= 1
        fits = last - first + 1 == len(one.days)
        for place in range(first, last + 1):
            day = one.days[place - first] if fits else None
            span = Span(day.start, day.end) if day else None
            shared[place] = shared[place]._replace(date=day.date if day else None, date_span=span)
    return shared


def _share_back(smooth: str, spots: tuple[Spot, ...], read: list[Around]) -> list[Around]:
    """“217-QĐ/TW và 218-QĐ/TW ngày 12/12/2013 của Bộ Chính trị”: what follows the last holds for the first.

    The body and its term are shared along a list of one code, also where the types differ; the day only by items of one
    type that have nothing of their own, or by all where “cùng ngày” says so. A meeting passes documents of one type:
    “Kết luận số 127-KL/TW và Nghị quyết số 60-NQ/TW Hội nghị lần thứ 11 Ban Chấp hành Trung ương” share nothing.
    """
    shared = list(read)
    for place in range(len(shared) - 2, -1, -1):
        one, after = shared[place], shared[place + 1]
        if not one.joined:
            continue
        same = _same_body(spots[place], spots[place + 1])
        if one.type != after.type and after.type and after.issuer and _of_a_meeting(smooth, after.issuer):
            same = False
        bare_of_its_own = not (one.date or one.issuer or one.title or (one.type_span and after.type_span))
        if same and one.issuer is None and after.issuer and suits(spots[place].number, after.issuer):
            one = one._replace(
                issuer=after.issuer, term=one.term or after.term, term_span=one.term_span or after.term_span
            )
        if after.same_day == "list" and one.date is None:
            one = one._replace(date=after.date, date_span=after.date_span, same_day="list")
        elif bare_of_its_own and _alike(spots[place], spots[place + 1]):
            one = one._replace(date=after.date, date_span=after.date_span)
        shared[place] = one
    return shared


def _without_others_days(spots: tuple[Spot, ...], read: list[Around]) -> list[Around]:
    """“29/2023/QH15 … cùng ngày 01/8/2024”: a day of another year than the number's is not its day.

    A State number has the year of its signing; the day said is that of an application, and so it is for a whole list
    that “cùng ngày” gives it to.
    """
    wrong = [_of_another_year(spot, one) for spot, one in zip(spots, read, strict=True)]
    others = {one.date_span for one, bad in zip(read, wrong, strict=True) if bad and one.same_day == "list"}
    return [
        _undated(one) if bad or (one.same_day == "list" and one.date_span in others) else one
        for one, bad in zip(read, wrong, strict=True)
    ]


def _of_another_year(spot: Spot, one: Around) -> bool:
    year = spot.number.year if spot.number else spot.year if spot.kind == "bare" else None
    return one.date is not None and year is not None and one.date.year != year


def _undated(one: Around) -> Around:
    return one._replace(date=None, date_span=None)


def _share_forward(smooth: str, spots: tuple[Spot, ...], read: list[Around]) -> list[Around]:
    """“Quyết định số 217-QĐ/TW và 218-QĐ/TW”: the type is written once, before the first.

    “… và Kế hoạch số 12-KH/TU cùng ngày” has the day of the one before, in the same sentence.
    """
    shared = list(read)
    for place in range(1, len(shared)):
        before, one = shared[place - 1], shared[place]
        if one.type is None and before.joined and before.type and _alike(spots[place - 1], spots[place]):
            one = one._replace(type=before.type, type_span=before.type_span)
        one = _with_body_of_list(smooth, spots[place - 1 : place + 1], before, one)
        if (
            one.same_day == "before"
            and one.date is None
            and _one_sentence(smooth, spots[place - 1].end, spots[place].start)
        ):
            one = one._replace(date=before.date, date_span=before.date_span)
        shared[place] = one
    return shared


# Before a body that is said once for a list. Must match at the end: "các Nghị quyết của ", "ba quy định của ", "02 kế
# hoạch do ". Not: "Nghị quyết của " (one), "các xã, Nghị quyết của ".
_SEVERAL = re.compile(
    r"(?<!\w)(?:các|những|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|\d{1,2})\s+[^\W\d_]+(?:\s+[^\W\d_]+){0,4}\s+(?:của|do)\s+$",
    re.IGNORECASE,
)
_SEVERAL_REACH = 50
_LIST_OPENS = re.compile(r"\s*(?:như\s+sau|sau|gồm)?\s*:")
# Between two items of such a list. Must match: ", số ", "; số ", " và số ", ", ". Not: ", Kết luận số ".
_NEXT_ITEM = re.compile(r"[\s,;)”]*(?:và\s+)?(?:số\s*:?\s*)?")


def _with_body_of_list(smooth: str, pair: tuple[Spot, ...], before: Around, one: Around) -> Around:
    """“các Nghị quyết của Bộ Chính trị: số 59-NQ/TW ngày …, số 66-NQ/TW ngày …”: the body before is every item's.

    Only where the words before it say that they are several, or a colon opens the list, and the letters are the same.
    """
    first, second = pair
    issuer = before.issuer
    if issuer is None or one.issuer or one.type_span not in (None, before.type_span) or not _alike(first, second):
        return one
    ends = [span.end for span in (before.date_span, before.title_span, before.term_span) if span]
    said = max([first.end, *(end for end in ends if end <= second.start)])
    if issuer.end > first.start or not _NEXT_ITEM.fullmatch(smooth, said, second.start):
        return one
    several = _SEVERAL.search(smooth, max(0, issuer.start - _SEVERAL_REACH), issuer.start)
    if not (several or _LIST_OPENS.match(smooth, issuer.end, first.start)):
        return one
    return one._replace(issuer=issuer, term=before.term, term_span=before.term_span)


_MEETING = re.compile(r"Hội\s+nghị\s(?:\S+\s+){0,6}$", re.IGNORECASE)
_MEETING_REACH = 40  # “Hội nghị lần thứ mười một (lần 2) ”


def _of_a_meeting(smooth: str, issuer: IssuerSpan) -> bool:
    return _MEETING.search(smooth, max(0, issuer.start - _MEETING_REACH), issuer.start) is not None


def _one_sentence(smooth: str, start: int, end: int) -> bool:
    return not any(sign in smooth[start:end] for sign in ("\n", ". ", "? ", "! "))


def _same_body(first: Spot, second: Spot) -> bool:
    if first.number and second.number:
        return first.number.body_code == second.number.body_code
    return _alike(first, second)


def _alike(first: Spot, second: Spot) -> bool:
    """Whether two spots of a list may share words: the same letters, or both without letters."""
    if first.number and second.number:
        return (first.number.type_code, first.number.body_code) == (second.number.type_code, second.number.body_code)
    return first.kind == second.kind == "bare" and first.code == second.code
