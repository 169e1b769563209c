"""Mentions whole: spots, what stands round them, their relation, put together for one text.

The door of the citation rooms for the pipeline, the command line and the query: `find_mentions`. A bare number (“Chỉ thị
05 của Bộ Chính trị”) gets its letters here, when the body that issued it is written; otherwise it stays bare.
"""

import re

from archive.cite import classify
from archive.cite.find import Spot, even, find_spots
from archive.cite.surroundings import Around, read_around, type_of
from archive.text.vietnamese import canonical_tones
from archive.works import bodies
from archive.works.dates import PartialDate
from archive.works.document import Evidence, Issuer, Mention, Provision, Span
from archive.works.issuer import Setting, identify, of_code, setting_of
from archive.works.number import Number
from archive.works.vocabulary import type_named


# What may part two items of one list: “…; Kế hoạch số 99-KH/TU của Tỉnh ủy; Hướng dẫn …”. Not a word of its own.
_LISTED = re.compile(r"[\s,;…)]*(?:và|cùng(?:\s+với)?)?\s*(?:các\s+)?", re.IGNORECASE)


def find_mentions(text: str, setting: Setting | None = None) -> tuple[Mention, ...]:
    """Every mention of a document in a canonical text (NFC), in order; `text[start:end]` is each surface.

    `setting` is where the text stands (its own province and date), by which “Tỉnh ủy” without a name is understood;
    without one it is read from the text itself.
    """
    smooth = even(text)
    spots = find_spots(smooth)
    if not spots:
        return ()
    known = setting if setting is not None else setting_of(text)
    around = read_around(text, smooth, spots)
    found: list[Mention] = []
    for place, (spot, words) in enumerate(zip(spots, around, strict=True)):
        floor = spots[place - 1].end if place else 0
        cue = classify.relation_of(smooth, words.phrase_start, _end(spot, words), floor)
        listed = place > 0 and _LISTED.fullmatch(smooth, _end(spots[place - 1], around[place - 1]), words.phrase_start)
        inherited = found[-1].relation if cue is None and listed else None
        found.append(_mention(text, spot, words, known, relation=cue.relation if cue else inherited))
    return tuple(found)


def _end(spot: Spot, words: Around) -> int:
    ends = [span.end for span in (words.date_span, words.title_span) if span and span.start >= spot.end]
    return max([spot.end, *ends, words.issuer.end if words.issuer and words.issuer.start >= spot.end else spot.end])


def _mention(text: str, spot: Spot, words: Around, setting: Setting, *, relation: str | None) -> Mention:
    date = words.date or (PartialDate(spot.year) if spot.year else None)
    issuer = identify(words.issuer, date or setting.date, setting) if words.issuer else None
    number = spot.number or _completed(spot, issuer)
    kind = spot.kind if spot.kind != "bare" or number is None else "number"
    issuer = issuer or (of_code(number, date or setting.date, setting) if number else None)
    return Mention(
        start=spot.start,
        end=spot.end,
        surface=text[spot.start : spot.end],
        kind=kind,
        key=_key(spot, number),
        number=number,
        type=type_of(spot, words),
        issuer=issuer or _of_meeting(spot),
        date=date,
        title=_title(words),
        relation=relation,
        provision=_provision(text, words),
        evidence=_evidence(words),
    )


def _key(spot: Spot, number: Number | None) -> str:
    if number:
        return number.key
    if spot.kind == "plenum":
        return f"plenum:{spot.term}:{spot.n}"
    if spot.kind == "congress":
        return f"congress:{spot.term}"
    kind = type_named(spot.type or "")
    return f"bare:{kind.code if kind else ''}:{spot.serial}"


def _of_meeting(spot: Spot) -> Issuer | None:
    """A plenum's documents are the Central Committee's; a congress names no body of the table."""
    return Issuer("Ban Chấp hành Trung ương", "ban-chap-hanh-trung-uong", "code") if spot.kind == "plenum" else None


# The code under which a body of a level issues, for numbers written without letters.
_LEVEL_CODES = {"tinh": "TU", "huyen": "HU", "xa": "ĐU"}


def _completed(spot: Spot, issuer: Issuer | None) -> Number | None:
    """“Quy định số 58 … của Bộ Chính trị” is 58-QĐ/TW; “Nghị định 30/2020” is the Government's; else None."""
    kind = type_named(spot.type or "")
    if spot.kind != "bare" or kind is None or not kind.code:
        return None
    if kind.code == "NĐ" and spot.year:
        return Number(spot.serial, "", spot.year, "NĐ", "CP", "state")
    body = bodies.body(issuer.body) if issuer and issuer.body else None
    if body is None or body.system != "party":
        return None
    code = _LEVEL_CODES.get(body.level, body.code)
    # A thị ủy's own code differs by locality (ThU, TXU, TU): not completed.
    return Number(spot.serial, "", None, kind.code, code, "party") if body.code != "ThU" else None


def _title(words: Around) -> str | None:
    return canonical_tones(" ".join(words.title.split())) if words.title else None


def _provision(text: str, words: Around) -> Provision | None:
    span = words.provision
    return Provision(text[span.start : span.end], span.start, span.end) if span else None


def _evidence(words: Around) -> tuple[Evidence, ...]:
    spans = (
        ("type", words.type_span),
        ("date", words.date_span),
        ("issuer", Span(words.issuer.start, words.issuer.end) if words.issuer else None),
        ("title", words.title_span),
    )
    return tuple(Evidence(name, span, "words", 1.0) for name, span in spans if span)
