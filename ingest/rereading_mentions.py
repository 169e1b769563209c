"""Citations in a recognised text whose number was misread: believed only when a known work bears number and day.

A work of the catalogue vouches at once; for one that may be held, now or later, type, serial and day wait as a bare
citation (“Chỉ thị 47 ngày …”), which links only when a held work of that day agrees and never makes a stub. The words
stay as recognised; the mention says what they mean and that they were read again.
"""

import re
from collections.abc import Sequence

from archive.cite.resolve import keys_of
from archive.text.span import Span
from archive.works.dates import DateSpan, find_dates
from archive.works.document import Card, Evidence, Issuer, Mention
from archive.works.issuer import Setting, find_issuers, identify, of_code
from archive.works.number import Number
from archive.works.vocabulary import types_of
from ingest.rereading_letters import numbers_meant, shapes
from ingest.rereading_vouch import Known, catalogued

# The day follows its number closely: “05-CT/TW, ngày 15/5/2016”.
_NEAR = 30
# Must match: ", của ", " của ". Must not: " và của", " (của".
_OF = re.compile(r",?\s{1,3}của\s{1,3}")
_LONGEST_NAME = 80
_SOURCE = "số trong văn bản, đọc lại từ bản quét"
_SURE = 0.8


def mentions_reread(
    text: str, found: Sequence[Mention], *, setting: Setting | None = None, known: Known = catalogued
) -> tuple[Mention, ...]:
    """The mentions that nobody found because their numbers are misread, in order; none overlaps one that was found.

    Each is of a work that `known` gives under one of the numbers the words may stand for, and whose day stands behind
    them: “O5-CT/TVV ngày 15/5/2016” where 05-CT/TW of that day is catalogued; or, where all numbers they may stand for
    have one type and serial, a bare citation of that day. Otherwise it is left out.
    """
    taken = [(mention.start, mention.end) for mention in found]
    free = [span for span in shapes(text) if not any(start < span[1] and span[0] < end for start, end in taken)]
    return tuple(mention for start, end in free if (mention := _mention(text, start, end, known, setting)))


def _mention(text: str, start: int, end: int, known: Known, setting: Setting | None) -> Mention | None:
    days = [day for day in find_dates(text, end, end + _NEAR) if day.date.day]
    if not days or "\n" in text[end : days[0].start]:
        return None
    day = days[0]
    meant = numbers_meant(text[start:end])
    fitting = [(number, card) for number in meant for card in _of_day(known, number, day)]
    if len(fitting) == 1:
        return _made(text, (start, end), day, fitting[0])
    return _waiting(text, Span(start, end), day, meant, setting) if not fitting else None


def _waiting(text: str, at: Span, day: DateSpan, meant: Sequence[Number], setting: Setting | None) -> Mention | None:
    """The type, serial and day of a Party number as a bare citation; its body where every reading names the same."""
    keys = {keys_of(number)[1:] for number in meant}
    if len(keys) != 1 or not (bare := next(iter(keys))):
        return None
    named = _named(text, day, setting)
    bodies = {named[0]} if named else {of_code(number, day.date, setting) for number in meant}
    kinds = {kind.name for number in meant for kind in types_of(number.type_code, "party")}
    return Mention(
        at.start,
        at.end,
        text[at.start : at.end],
        "bare",
        bare[0],
        type=next(iter(kinds)) if len(kinds) == 1 else None,
        issuer=next(iter(bodies)) if len(bodies) == 1 else None,
        date=day.date,
        evidence=(
            Evidence("type", at, "words", _SURE, _SOURCE),
            Evidence("date", Span(day.start, day.end), "words", 1.0, "ngày ghi cạnh số"),
            *((Evidence("issuer", named[1], "words", 1.0, "cơ quan ghi cạnh số"),) if named else ()),
        ),
    )


def _named(text: str, day: DateSpan, setting: Setting | None) -> tuple[Issuer, Span] | None:
    """The body named right behind the day: “ngày 02/02/2016 của Tỉnh ủy Tuyên Quang”."""
    match = _OF.match(text, day.end)
    found = find_issuers(text, match.end(), match.end() + _LONGEST_NAME) if match else ()
    if match is None or not found or found[0].start != match.end():
        return None
    return identify(found[0], day.date, setting), Span(found[0].start, found[0].end)


def _of_day(known: Known, number: Number, day: DateSpan) -> list[Card]:
    return [card for card in known(number.key) if card.date == day.date]


def _made(text: str, at: tuple[int, int], day: DateSpan, meant: tuple[Number, Card]) -> Mention:
    number, card = meant
    start, end = at
    return Mention(
        start,
        end,
        text[start:end],
        "number",
        number.key,
        number=number,
        type=card.type,
        date=day.date,
        evidence=(
            Evidence("number", Span(start, end), "words", _SURE, _SOURCE),
            Evidence("date", Span(day.start, day.end), "words", 1.0, "ngày ghi cạnh số"),
        ),
    )
