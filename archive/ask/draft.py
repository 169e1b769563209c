"""Checking a draft: every citation of a text held against the archive, before the text is signed.

Three answers and never two: the archive has it, it has no effect any more, it was not found; beside them what is to be
looked at, from `remarks`. Not found never means that there is none. Nothing of the text is kept.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import groupby
from typing import Literal

from archive.ask import remarks
from archive.ask.citing import Lookup, linked
from archive.ask.draft_status import StatusOf, unknown
from archive.ask.number_list import listed_numbers
from archive.ask.remarks import Remark
from archive.ask.shapes import Shape, candidate_shape
from archive.cite.format import official
from archive.cite.mentions import find_mentions
from archive.errors import QueryError
from archive.works.dates import PartialDate
from archive.works.document import Card, Link, Mention
from archive.works.main_text import body_of
from archive.works.validity import Status, described

# resolved: the text is held · missing: it is not; a stub, or nothing · ended: it has no effect any more on the day
State = Literal["resolved", "ambiguous", "missing", "ended", "wrong-date", "wrong-type", "wrong-title", "wrong-form"]
LABELS: Mapping[State, str] = {
    "resolved": "có trong kho",
    "ambiguous": "chưa xác định, có thể là",
    "missing": "không tìm thấy",
    "ended": "hết hiệu lực",
    "wrong-date": "nên kiểm tra lại ngày",
    "wrong-type": "nên kiểm tra lại tên loại",
    "wrong-title": "nên kiểm tra lại trích yếu",
    "wrong-form": "nên viết lại số, ký hiệu",
}
NO_TEXT = "chưa có toàn văn"
# Statuses that a draft should not pass over in silence; “ended” is a state of its own.
_TELLING = frozenset({"not_yet", "part_ended", "suspended", "conflict"})


@dataclass(frozen=True, slots=True)
class Finding:
    """One citation of the draft: `text[start:end]` is `words`; `state` is what matters most, `remarks` all there is."""

    start: int
    end: int
    words: str
    state: State
    remarks: tuple[Remark, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """One work as the draft cites it, in one place or in many.

    `card` is the work meant, None when there is none or more than one; `candidates` are shown as “có thể là”. `say` are
    sentences in Vietnamese, `suggestion` the official string ("" when no work is known). `attested`: number, date and
    body agree with a held text or with a row of the authority table.
    """

    state: State
    label: str
    say: tuple[str, ...]
    card: Card | None
    candidates: tuple[Card, ...]
    suggestion: str
    attested: bool
    status: Status
    findings: tuple[Finding, ...]

    @property
    def fine(self) -> bool:
        """Whether there is nothing to look at: the work is attested, in force as far as known, and written as it is."""
        told = self.status.value in _TELLING
        return self.attested and not told and all(one.state in ("resolved", "missing") for one in self.findings)


@dataclass(frozen=True, slots=True)
class Report:
    """What was found in a draft on a day, works in the order of their first citation.

    `unread` are the lines of a list in which no number was recognised, as spans.
    """

    on: date
    cases: tuple[Case, ...]
    unread: tuple[tuple[int, int], ...] = ()

    @property
    def fine(self) -> bool:
        """Whether there is nothing to look at."""
        return not self.unread and all(one.fine for one in self.cases)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Every citation, in the order of the text."""
        return tuple(sorted((one for case in self.cases for one in case.findings), key=lambda one: one.start))


def check(
    text: str,
    lookup: Lookup,
    *,
    on: date,
    mentions: Sequence[Mention] | None = None,
    status_of: StatusOf = unknown,
    most: int | None = None,
) -> Report:
    """The report on a draft (NFC) that is to be signed on a day; `lookup` gives the works of a key.

    `mentions` are those of the text where the caller found them with a better knowledge of where it stands; a list of
    numbers, one a line, is read as such. `status_of` tells the force of a work; without it nothing is known of any.

    Raises:
        QueryError: there are more citations than `most`.
    """
    found = own_left_out(text, find_mentions(text)) if mentions is None else tuple(mentions)
    listed, unread = listed_numbers(text, found)
    every = tuple(sorted((*found, *listed), key=lambda one: one.start))
    if most is not None and len(every) > most:
        raise QueryError(f"Bản thảo có {len(every)} viện dẫn, nhiều nhất {most}.", remedy="Hãy kiểm tra từng phần.")
    known: Lookup = cache(lambda key: tuple(lookup(key)))
    links = linked(every, known, PartialDate(on.year, on.month, on.day), text=text)
    judged = [_judged(mention, link, known) for mention, link in zip(every, links, strict=True)]
    return Report(on, tuple(_case(text, group, on, status_of) for group in _grouped(judged)), unread)


def own_left_out(text: str, mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """The mentions without the draft's own number, the one behind “Số” at the beginning of a line of its letterhead."""
    head = body_of(text).start

    def own(one: Mention) -> bool:
        line = text[text.rfind("\n", 0, one.start) + 1 : one.start]
        return one.end <= head and line.strip(" :").lower() == "số"

    return tuple(one for one in mentions if not own(one))


# --- one citation ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Judged:
    """A mention with what it means: a work, or works that may be meant; `misdated` when only the day differs."""

    mention: Mention
    card: Card | None
    candidates: tuple[Card, ...]
    misdated: bool = False
    other_body: bool = False


def _judged(mention: Mention, link: Link, lookup: Lookup) -> _Judged:
    if link.target or any(remarks.of_that_day(mention, card) for card in link.candidates):
        return _Judged(mention, link.target, () if link.target else link.candidates)
    works = lookup(mention.key)
    others = remarks.others_of(mention, works)
    if found := remarks.misdated(mention, others):
        return _Judged(mention, found, (), misdated=True)
    elsewhere = () if others else remarks.other_bodies(mention, works)
    shown = others or elsewhere or link.candidates
    return _Judged(mention, None, shown, misdated=bool(others), other_body=bool(elsewhere))


def _grouped(judged: Iterable[_Judged]) -> list[tuple[_Judged, ...]]:
    """The citations of one work together, works in the order of their first citation."""
    whole = list(judged)
    first: dict[tuple[str, ...], int] = {}
    for place, one in enumerate(whole):
        first.setdefault(_means(one), place)
    ordered = sorted(whole, key=lambda one: (first[_means(one)], one.mention.start))
    return [tuple(group) for _, group in groupby(ordered, key=_means)]


def _means(one: _Judged) -> tuple[str, ...]:
    """What tells works apart: an address, else all that is written of a work."""
    if one.card:
        return ("card", one.card.id, one.card.number or "", one.card.date.iso if one.card.date else "")
    mention = one.mention
    body = mention.issuer.body or mention.issuer.name if mention.issuer else ""
    return ("words", mention.key, mention.date.iso if mention.date else "", body)


def _finding(text: str, one: _Judged, base: State) -> Finding:
    mention = one.mention
    found = remarks.remarks_on(text, mention, one.card)
    if one.misdated and one.card and mention.kind != "back":
        found = (remarks.date_remark(text, mention, one.card), *found)
    return Finding(mention.start, mention.end, mention.surface, _state(base, one, found), found)


# The states of remarks, the one that matters most first.
_BY_KIND: Mapping[str, State] = {
    "date": "wrong-date",
    "type": "wrong-type",
    "title": "wrong-title",
    "form": "wrong-form",
}


def _state(base: State, one: _Judged, found: tuple[Remark, ...]) -> State:
    attested = one.card is not None and remarks.attested(one.card)
    if base in ("ended", "ambiguous") or (base == "missing" and not attested):
        return base
    kinds = {remark.kind for remark in found}
    return next((state for kind, state in _BY_KIND.items() if kind in kinds), base)


# --- one work --------------------------------------------------------------------------------------------------------


def _case(text: str, group: tuple[_Judged, ...], on: date, status_of: StatusOf) -> Case:
    first = group[0]
    card = first.card
    status = status_of(card.id, on) if card and card.id else Status("unknown", on)
    base = _base(first, status)
    findings = tuple(_finding(text, one, base) for one in group)
    worst = next((one.state for one in findings if one.state not in ("resolved", "missing")), base)
    attested = card is not None and remarks.attested(card)
    told = (*_sentences(first, base, status), *(remark.say for one in findings for remark in one.remarks))
    label = NO_TEXT if worst == "missing" and card else LABELS[worst]
    return Case(
        state=worst,
        label=label,
        say=tuple(dict.fromkeys(told)),
        card=card,
        candidates=first.candidates,
        suggestion=official(card) if card else "",
        attested=attested,
        status=status,
        findings=findings,
    )


def _base(one: _Judged, status: Status) -> State:
    if one.card is None:
        # Works that only other texts speak of are shown, and make none of them found.
        known = any(card.genre == "directive" or card.grade for card in one.candidates)
        return "ambiguous" if known and not (one.misdated or one.other_body) else "missing"
    if status.value == "ended":
        return "ended"
    return "resolved" if one.card.genre == "directive" else "missing"


_HEARSAY = "Kho chưa có văn bản này, chỉ biết qua lời dẫn của văn bản khác: nên kiểm tra lại ở nơi ban hành."


def _sentences(one: _Judged, base: State, status: Status) -> tuple[str, ...]:
    """What is said of the work itself, before the remarks."""
    if one.card is None:
        return (_unknown(one, base),)
    force = f"Hiệu lực: {described(status)}." if status.known else ""
    held = "" if one.misdated else "Kho có toàn văn." if one.card.genre == "directive" else _untexted(one.card)
    return tuple(part for part in (held, force) if part)


def _untexted(card: Card) -> str:
    if remarks.attested(card):
        return f"Kho chưa có toàn văn; văn bản có trong danh mục đối chiếu (hạng {card.grade})."
    return _HEARSAY


def _unknown(one: _Judged, base: State) -> str:
    if one.other_body:
        return "Kho có văn bản cùng số và ngày nhưng của cơ quan khác: nên kiểm tra lại cơ quan ban hành."
    if one.misdated:
        return "Kho chỉ có văn bản cùng số vào ngày khác; số được đánh lại theo khóa, theo năm: nên kiểm tra lại ngày."
    if one.candidates and base == "missing":
        return _HEARSAY
    if len(one.candidates) == 1:
        return "Một văn bản mang số này, nhưng số lặp lại qua các khóa, các nơi: nên ghi đủ ngày và cơ quan ban hành."
    if base == "ambiguous":
        return "Chưa đủ căn cứ để biết là văn bản nào: nên ghi đủ số, ngày và cơ quan ban hành."
    return "Kho không tìm thấy văn bản này; điều đó không có nghĩa là không có văn bản ấy."


# --- for programs ----------------------------------------------------------------------------------------------------


def report_shape(report: Report) -> Shape:
    """A report as `vankien draft --json` and `/api/v1/kiem-tra` print it; spans are code points of the text given."""
    return {
        "on": report.on.isoformat(),
        "fine": report.fine,
        "total": len(report.findings),
        "works": [_case_shape(case) for case in report.cases],
        "unread": [list(span) for span in report.unread],
    }


def _case_shape(case: Case) -> Shape:
    return {
        "state": case.state,
        "label": case.label,
        "fine": case.fine,
        "say": list(case.say),
        "held": candidate_shape(case.card) if case.card else None,
        "candidates": [candidate_shape(card) | {"official": official(card)} for card in case.candidates],
        "suggestion": case.suggestion or None,
        "validity": {"status": case.status.value, "label": case.status.label},
        "findings": [_finding_shape(one) for one in case.findings],
    }


def _finding_shape(one: Finding) -> Shape:
    return {
        "start": one.start,
        "end": one.end,
        "words": one.words,
        "state": one.state,
        "remarks": [{name: getattr(remark, name) for name in remark.__slots__} for remark in one.remarks],
    }
