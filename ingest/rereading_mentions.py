"""Citations in a recognised text whose number was misread: believed only when a known work bears number and day.

The words stay as recognised; the mention says what they mean and that they were read again.
"""

from collections.abc import Sequence

from archive.text.span import Span
from archive.works.dates import DateSpan, find_dates
from archive.works.document import Card, Evidence, Mention
from archive.works.number import Number
from ingest.rereading_letters import numbers_meant, shapes
from ingest.rereading_vouch import Known, catalogued

# The day follows its number closely: “05-CT/TW, ngày 15/5/2016”.
_NEAR = 30
_SOURCE = "số trong văn bản, đọc lại từ bản quét"
_SURE = 0.8


def mentions_reread(text: str, found: Sequence[Mention], *, known: Known = catalogued) -> tuple[Mention, ...]:
    """The mentions that nobody found because their numbers are misread, in order; none overlaps one that was found.

    Each is of a work that `known` gives under one of the numbers the words may stand for, and whose day stands behind
    them: “O5-CT/TVV ngày 15/5/2016” where 05-CT/TW of that day is held or catalogued. Otherwise it is left out.
    """
    taken = [(mention.start, mention.end) for mention in found]
    free = [span for span in shapes(text) if not any(start < span[1] and span[0] < end for start, end in taken)]
    return tuple(mention for start, end in free if (mention := _mention(text, start, end, known)))


def _mention(text: str, start: int, end: int, known: Known) -> Mention | None:
    days = [day for day in find_dates(text, end, end + _NEAR) if day.date.day]
    if not days or "\n" in text[end : days[0].start]:
        return None
    day = days[0]
    fitting = [(number, card) for number in numbers_meant(text[start:end]) for card in _of_day(known, number, day)]
    return _made(text, (start, end), day, fitting[0]) if len(fitting) == 1 else None


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
