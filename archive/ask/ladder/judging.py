"""How well a document answers for a topic in its row: points with reasons, and what keeps it from the first place.

Special beats general; a later one beats an earlier one only of the same rank, type and topic; what is known to have
ended, or whose own period is over, is told of apart.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from archive.ask.ladder.chain import Tier, owner_of
from archive.ask.ladder.gathering import Titled
from archive.ask.ladder.shapes import Entry, Past, Rung, RungState
from archive.ask.ladder.topic import Topic, substance
from archive.index.analysis import folded
from archive.text.vietnamese import nfc
from archive.works.document import Card
from archive.works.validity import ENDS, Claim, Status, described, named, status_on
from archive.works.vocabulary import rows, type_named

# The figures below were set on the rows of corpus/gold/ladder.jsonl that are not held back; after a change run
# `vankien eval ladder`.
# What a title must say of a topic; below it a document is no answer, however good the rest.
_BAR = 0.7
# From this share on the text may say what the title leaves out, and counts this part of it.
_NEARLY, _TEXT = 0.5, 0.5
# A title that speaks through the document it names ("thực hiện Chỉ thị 50-CT/TW") counts a little less than its own.
_CARRIED = 0.95
# Points: the topic said, nothing else said, type and organ that set the rule, the type that was asked for.
_COVER, _FOCUS, _TYPE, _ORGAN, _ASKED = 60.0, 20.0, 12.0, 12.0, 25.0
# Taken away: from an older one of a series, from a body that came to its end, where an end is told but not checked.
_OLDER, _FORMER, _DOUBTED = 15.0, 10.0, 12.0
# Titles that share half of their words that are no frame are of one topic.
_SAME_TOPIC = 0.5
# Two documents nearer than this cannot be told apart by what is measured here.
_MARGIN = 5.0
_RUNNERS, _PASTS = 2, 3
_BY_TEXT = "nội dung có phần còn lại của chủ đề"
_UNDER = 0.6  # a department, a central committee's office: what it issues carries out what the organ above it set
# A period in a title. Matches "giai đoạn 2020-2025", "2016 – 2020". Not "24/2024-2025", "12-2024".
_PERIOD = re.compile(r"(?<![\d/.-])(?:19|20)\d{2}\s?[-–]\s?((?:19|20)\d{2})(?![\d/-])")
# A year in a title. Matches "năm 2024", "đến năm 2030". With its first group, so passed over: "từ năm 2026", "ngày 20
# tháng 10 năm 2025", which are a beginning and a date.
_YEAR = re.compile(r"(?:(tháng\s\d{1,2}|từ)\s)?năm\s((?:19|20)\d{2})(?![\d/-])", re.IGNORECASE)
# Before a year of its own time these make it the year of what the title cites: "Luật Đất đai năm 2024".
_CITED = re.compile(r"\b(?:luật|pháp lệnh|nghị định|thông tư|chỉ thị|nghị quyết|quyết định|kết luận)\b", re.IGNORECASE)
# The text of a work, read only where a title nearly says the topic.
TextOf = Callable[[str], str]
# The day by which an undated work is known to have been issued, None where nothing tells.
IssuedBy = Callable[[Card], date | None]


@dataclass(frozen=True, slots=True)
class Said:
    """How much a document says of a topic and how little else (0 to 1 each), with the reasons in words."""

    cover: float
    focus: float
    reasons: tuple[str, ...]

    @property
    def clears(self) -> bool:
        """Whether the document is about the topic at all."""
        return self.cover >= _BAR


@dataclass(frozen=True, slots=True)
class Bench:
    """What judging looks at besides a document: topic, day, claims by id, and a question to the store."""

    topic: Topic
    day: date
    claims: Mapping[str, Sequence[Claim]]
    issued_by: IssuedBy


@dataclass(frozen=True, slots=True)
class _Judged:
    entry: Entry
    series: tuple[float, str]
    words: frozenset[str]


def says(topic: Topic, one: Titled, text_of: TextOf) -> Said:
    """How much a document says of a topic."""
    own = max(((topic.cover(title), topic.focus(title), title) for title in one.own), default=(0.0, 0.0, ""))
    through = max(
        ((_CARRIED * topic.cover(title), topic.focus(title), card.number or "") for card, title in one.carried),
        default=(0.0, 0.0, ""),
    )
    if own[0] >= through[0]:
        cover, focus, reasons = own[0], own[1], _told(topic, own[2])
    else:
        cover, focus, reasons = through[0], through[1], (f"thực hiện {through[2]}, văn bản về chủ đề này",)
    if _NEARLY <= cover < 1 and one.card.genre == "directive":
        extra = _TEXT * (1 - cover) * topic.cover(text_of(one.card.id))
        if cover < _BAR <= cover + extra:
            reasons = (*reasons, _BY_TEXT)
        cover = max(cover, min(cover + extra, 1.0)) if cover < _BAR else cover
    return Said(cover, focus, reasons)


def _told(topic: Topic, title: str) -> tuple[str, ...]:
    held = topic.held(title)
    if len(held) == len(topic.words):
        return ("trích yếu có đủ các từ của chủ đề",)
    return (f"trích yếu có {len(held)}/{len(topic.words)} từ của chủ đề: {', '.join(held)}",) if held else ()


def row(tier: Tier, candidates: Iterable[tuple[Titled, Said]], bench: Bench) -> Rung:
    """The row of a tier from the documents of its bodies that are about the topic; those issued later are left out."""
    judged: list[_Judged] = []
    past: list[Past] = []
    for one, said in candidates:
        if not _issued(one.card, bench):
            continue
        over = _over(one.card, bench)
        if over:
            past.append(over)
        else:
            judged.append(_judged(one, said, tier, bench))
    ranked = sorted(_by_series(judged), key=_order)
    ended = tuple(sorted(past, key=lambda one: one.card.date.iso if one.card.date else "", reverse=True))[:_PASTS]
    if not ranked:
        return Rung(tier.level, tier.system, tier.label, "empty", past=ended)
    first, runners = ranked[0], tuple(ranked[1 : 1 + _RUNNERS])
    margin = first.points - runners[0].points if runners else None
    weak = _BY_TEXT in first.reasons
    state: RungState = "several" if weak or (margin is not None and margin < _MARGIN) else "one"
    return Rung(tier.level, tier.system, tier.label, state, first, runners, ended, margin, weak)


def _order(entry: Entry) -> tuple[float, str, str]:
    day = entry.card.date.iso if entry.card.date else ""
    return (-round(entry.points, 6), "".join(chr(0x10FFFF - ord(sign)) for sign in day), entry.card.id)


# --- what keeps a document out ---------------------------------------------------------------------------------------


def _issued(card: Card, bench: Bench) -> bool:
    if card.date:
        return card.date.first <= bench.day
    known = bench.issued_by(card)
    return known is not None and known <= bench.day


def _over(card: Card, bench: Bench) -> Past | None:
    """Why a document holds no more, or not yet, on the day; None when nothing says so."""
    status = status_on(bench.claims.get(card.id, ()), bench.day)
    if status.value == "ended":
        by = next((one.source for one in status.claims if one.source.id != card.id), None)
        ended = status.claims[0].value == "replaced" if status.claims else False
        how = f"đã được thay thế bởi {named(by)}" if by and ended else described(status)
        return Past(card, how, by)
    if status.value in ("not_yet", "suspended"):
        return Past(card, described(status))
    last = _last_year(card)
    if last and bench.day.year > last:
        return Past(card, f"giai đoạn ghi trong trích yếu đã qua (đến hết năm {last})")
    return None


def _last_year(card: Card) -> int | None:
    """The last year of the period in a title; years before the work's own are those of what it cites."""
    if card.date is None or not card.title:
        return None
    first, title = card.date.year, nfc(card.title)
    years = [int(found[1]) for found in _PERIOD.finditer(title)]
    for found in _YEAR.finditer(title):
        year = int(found[2])
        if not found[1] and (year > first or not _CITED.search(title, 0, found.start())):
            years.append(year)
    return max((year for year in years if year >= first), default=None)


# --- points ----------------------------------------------------------------------------------------------------------


def _judged(one: Titled, said: Said, tier: Tier, bench: Bench) -> _Judged:
    card, seat = one.card, tier.seat_of(one.card)
    kind = type_named(card.type) if card.type else None
    slug = kind.slug if kind else ""
    organ = _organ(card, tier)
    points = _COVER * said.cover + _FOCUS * said.focus + _TYPE * _type_weights().get(slug, 0.5) + _ORGAN * organ
    told = list(said.reasons)
    if slug in bench.topic.types:
        points += _ASKED
        told.append("đúng loại văn bản đã hỏi")
    former = seat.name if seat and seat.standing == "former" else ""
    if former:
        points -= _FORMER
        told.append(f"của {former}, cơ quan tiền thân; kho chưa thấy văn bản chấm dứt")
    doubt = _doubted(bench.claims.get(card.id, ()), bench.day)
    if doubt:
        points -= _DOUBTED
        told.append(f"có thể đã được thay thế bởi {named(doubt.source)}, chưa đối chiếu")
    if card.genre == "stub":
        told.append("chưa có toàn văn")
    status: Status = status_on(bench.claims.get(card.id, ()), bench.day)
    titles = " ".join((*one.own, *(title for _, title in one.carried)))
    words = frozenset(folded(word) for word in substance(titles))
    return _Judged(Entry(card, points, tuple(told), status.value, former), (organ, slug), words)


def _doubted(claims: Iterable[Claim], day: date) -> Claim | None:
    """An end that is told and decides nothing: an unchecked row of the table, a report."""
    return next(
        (
            one
            for one in claims
            if one.value in ENDS and one.scope == "whole" and not one.decides
            if one.since is not None and one.since.last <= day
        ),
        None,
    )


def _organ(card: Card, tier: Tier) -> float:
    if tier.level == "tw":
        return _organ_weights().get(owner_of(card), _UNDER)
    seat = tier.seat_of(card)
    return 1.0 if seat and seat.itself(card) else _UNDER


def _by_series(judged: Sequence[_Judged]) -> list[Entry]:
    """The entries, each older one of a series lowered, the newest told so: of one rank, type and topic.

    An older one of a lower rank is lowered too: what an office wrote in 2004 follows what the Secretariat set in 2017.
    """
    made = []
    for one in judged:
        near = [other for other in judged if other is not one and _same_topic(one, other)]
        series = [other for other in near if other.series == one.series]
        if any(_day(other) > _day(one) for other in near if other in series or other.series[0] > one.series[0]):
            made.append(replace(one.entry, points=one.entry.points - _OLDER))
        elif series:
            told = f"mới nhất trong {len(series) + 1} văn bản cùng loại, cùng chủ đề"
            made.append(replace(one.entry, reasons=(*one.entry.reasons, told)))
        else:
            made.append(one.entry)
    return made


def _same_topic(one: _Judged, other: _Judged) -> bool:
    either = one.words | other.words
    return bool(either) and len(one.words & other.words) >= _SAME_TOPIC * len(either)


def _day(one: _Judged) -> date:
    return one.entry.card.date.first if one.entry.card.date else date.min


# --- tables ----------------------------------------------------------------------------------------------------------


@cache
def _type_weights() -> Mapping[str, float]:
    return {slug: row["weight"] for row in rows("ladder", "type") for slug in row["slugs"]}


@cache
def _organ_weights() -> Mapping[str, float]:
    return {name: row["weight"] for row in rows("ladder", "organ") for name in row["ids"]}
