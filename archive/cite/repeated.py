"""Repeated numbers: a text gives a document's day and body once, and writes its number alone from then on.

“Chỉ thị số 47-CT/TU, ngày 11/11/2014 của Tỉnh ủy Lào Cai … Chỉ thị số 47-CT/TU” means one directive: what the first
says the second is read with, unless anything near it speaks of another. Mentions stay as they are written.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from archive.cite.resolve import reading_of
from archive.cite.sequences import sequence_of
from archive.text.vietnamese import comparable
from archive.works import bodies, terms
from archive.works.dates import PartialDate
from archive.works.document import Mention, Reading

# How far behind a repeated number a day may stand that is its own: “Chỉ thị số 35-CT/TW, nhưng là văn bản ngày
# 30/5/2019”. To the end of the sentence, and no farther than its longest parts run (corpus/documents).
_BEHIND = 160


def readings_of(mentions: Sequence[Mention], citing_date: PartialDate | None, text: str = "") -> tuple[Reading, ...]:
    """What each mention of a text says of the work it means, parallel to the mentions, given in the order of the text.

    Drafting rules ask for number, day and body at the first place only (Nghị định 30/2020/NĐ-CP, phụ lục I). A mention
    before the whole one, as in a headline, is left as it is; so is one without its letters (“Chỉ thị 35”), and one
    with a day or year behind it that belongs to nothing else. Without the text every mention is read by itself.
    """
    found: list[Reading] = []
    whole: dict[str, list[Reading]] = {}
    for place, mention in enumerate(mentions):
        reading = reading_of(mention, citing_date)
        if reading.date is not None and mention.kind != "back":
            whole.setdefault(reading.key, []).append(reading)
        elif reading.date is None and _repeats(mention, text, mentions[place + 1 : place + 2]):
            reading = _completed(reading, whole.get(reading.key, ()))
        found.append(reading)
    return tuple(found)


def reader_of(mentions: Sequence[Mention], text: str) -> Callable[[Mention, PartialDate | None], Reading]:
    """`reading_of` for the mentions of one text, each read with what the text said of its number before."""
    known: dict[PartialDate | None, dict[tuple[int, int], tuple[Mention, Reading]]] = {}

    def read(mention: Mention, citing_date: PartialDate | None) -> Reading:
        if citing_date not in known:
            readings = readings_of(mentions, citing_date, text)
            # By place: to hash a mention is to hash all that is said of it.
            known[citing_date] = {
                (one.start, one.end): (one, said) for one, said in zip(mentions, readings, strict=True)
            }
        held = known[citing_date].get((mention.start, mention.end))
        return held[1] if held and (held[0] is mention or held[0] == mention) else reading_of(mention, citing_date)

    return read


# A day or a year. Must match: "30/5/2019", "năm 2019", "ngày 30 tháng 5 năm 2019". Not: "399 người", "2,5 ngày".
_DATED = re.compile(r"\b\d{1,2}[/.-]\d{1,2}[/.-]\d{4}\b|\bnăm\s+\d{4}\b|\bkhóa\s+[IVX]+\b|\bkhoá\s+[IVX]+\b")
_SENTENCE_END = re.compile(r"[.;:!?](?=\s)|\n")


def _repeats(mention: Mention, text: str, following: Sequence[Mention]) -> bool:
    """Whether a mention is a whole number called by its type, with nothing behind it that dates it.

    A number without its type may be quoted for its form alone: “nhiều nơi viết 217 QĐ/TW”.
    """
    if not text or mention.number is None or mention.type is None or "/" not in mention.surface:
        return False
    limit = min(mention.end + _BEHIND, following[0].start if following else len(text))
    stop = _SENTENCE_END.search(text, mention.end, limit)
    return _DATED.search(text, mention.end, stop.start() if stop else limit) is None


def _completed(reading: Reading, whole: Sequence[Reading]) -> Reading:
    """The reading with day and body of the one work that the text has named by this number, if it can be that."""
    if not whole or any(not _agree(one, other) for one in whole for other in whole[:1]):
        return reading
    sharpest = min(whole, key=lambda one: (-len(one.date.iso) if one.date else 0, one.body is None))
    if sharpest.date is None or not _may_be(reading, sharpest):
        return reading
    return replace(reading, date=sharpest.date, body=sharpest.body or reading.body, before=None, title=None)


def _agree(one: Reading, other: Reading) -> bool:
    dates = one.date is None or other.date is None or one.date.agrees(other.date)
    return dates and _one_body(one.body, other.body) and _one_type(one, other)


def _may_be(reading: Reading, whole: Reading) -> bool:
    term = terms.term_on(whole.date) if whole.date and reading.term else None
    if term not in (None, reading.term) or not (_one_type(reading, whole) and _one_body(reading.body, whole.body)):
        return False
    # A body that is only now named may be another one's where many number alike.
    return whole.body is not None or reading.body is None or sequence_of(reading.key).scope in ("one", "national")


def _one_body(one: str | None, other: str | None) -> bool:
    if one is None or other is None or one == other:
        return True
    undated = bodies.body(one) is None or bodies.body(other) is None
    return undated and bodies.same_family(one, other)


def _one_type(one: Reading, other: Reading) -> bool:
    return not (one.type and other.type) or comparable(one.type) == comparable(other.type)
