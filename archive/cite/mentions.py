"""Mentions whole: spots, what stands round them, their relation, put together for one text.

The door of the citation rooms for the pipeline, the command line and the query: `find_mentions`. A bare number (“Chỉ
thị 05 của Bộ Chính trị”) gets its letters here, when the body that issued it is written; otherwise it stays bare.
"""

import re

from archive.cite import classify
from archive.cite.around import Around, type_of
from archive.cite.find import Spot, even, find_spots
from archive.cite.surroundings import read_around
from archive.text.span import Span
from archive.text.vietnamese import canonical_tones
from archive.works import bodies
from archive.works.dates import PartialDate
from archive.works.document import Evidence, Issuer, Mention, Provision
from archive.works.issuer import Setting, find_issuers, identify, of_code, setting_of
from archive.works.number import Number
from archive.works.vocabulary import type_codes

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
    named = find_issuers(text)
    known = setting if setting is not None else setting_of(text, named=named)
    around = read_around(smooth, spots, named)
    relations = _relations(smooth, spots, around)
    full = _full_numbers(spots)
    whole = [
        _mention(text, spot, words, known, cue=cue, full=full)
        for spot, words, cue in zip(spots, around, relations, strict=True)
    ]
    return tuple(one for spot, one in zip(spots, whole, strict=True) if not spot.weak or _supported(one))


# (type code, serial) → the one full number of a text that has both; None when it has two.
_Full = dict[tuple[str, int], Number | None]


def _full_numbers(spots: tuple[Spot, ...]) -> _Full:
    found: _Full = {}
    for spot in spots:
        if spot.number:
            shape = (type_codes().get(spot.number.type_code, spot.number.type_code), spot.number.serial)
            known = found.setdefault(shape, spot.number)
            if known and known.key != spot.number.key:
                found[shape] = None
    return found


def _supported(mention: Mention) -> bool:
    """Whether a weak spot is a reference: its letters could be completed, or a day is written with it."""
    return mention.number is not None or (mention.date is not None and mention.date.day is not None)


def _relations(smooth: str, spots: tuple[Spot, ...], around: tuple[Around, ...]) -> list[classify.Cue | None]:
    """The cue of each spot, that of the item before where a list goes on without a cue of its own."""
    found: list[classify.Cue | None] = []
    for place, (spot, words) in enumerate(zip(spots, around, strict=True)):
        floor = spots[place - 1].end if place else 0
        following = around[place + 1].phrase_start if place + 1 < len(spots) else len(smooth)
        cue = classify.relation_of(smooth, words.phrase_start, min(_end(spot, words), following), floor)
        before = min(_end(spots[place - 1], around[place - 1], words.phrase_start), words.phrase_start) if place else 0
        listed = place > 0 and _LISTED.fullmatch(smooth, before, _provided(words))
        found.append(cue or (found[-1] if listed else None))
    return found


def _provided(words: Around) -> int:
    """Where a citation begins with the part it names: “khoản 2 Điều 3 Nghị định …”."""
    return words.provision.start if words.provision else words.phrase_start


def _end(spot: Spot, words: Around, limit: int | None = None) -> int:
    """Where what is said of a spot ends; what it shares with a later item of its list lies beyond `limit`."""
    issuer = Span(words.issuer.start, words.issuer.end) if words.issuer else None
    spans = [span for span in (words.date_span, words.title_span, issuer) if span and span.start >= spot.end]
    return max([spot.end, *(span.end for span in spans if limit is None or span.start < limit)])


def _mention(
    text: str, spot: Spot, words: Around, setting: Setting, *, cue: classify.Cue | None, full: _Full
) -> Mention:
    date = words.date or (PartialDate(spot.year) if spot.year else None)
    issuer = identify(words.issuer, date or setting.date, setting) if words.issuer else None
    number = spot.number or _completed(spot, issuer) or _repeated(spot, full)
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
        issuer=issuer,
        date=date,
        title=_title(words),
        relation=cue.relation if cue else None,
        provision=_provision(text, words),
        evidence=_evidence(words, cue),
    )


def _key(spot: Spot, number: Number | None) -> str:
    if number:
        return number.key
    if spot.kind == "plenum":
        return f"plenum:{spot.term}:{spot.n}"
    if spot.kind == "congress":
        return f"congress:{spot.term}"
    return f"bare:{spot.code}:{spot.serial}"


# The code under which a body of a level issues, for numbers written without letters.
_LEVEL_CODES = {"tinh": "TU", "huyen": "HU", "xa": "ĐU"}


def _completed(spot: Spot, issuer: Issuer | None) -> Number | None:
    """“Quy định số 58 … của Bộ Chính trị” is 58-QĐ/TW; “Nghị định 30/2020” is the Government's; else None."""
    if spot.kind != "bare" or not spot.code:
        return None
    if spot.code == "NĐ" and spot.year:
        return Number(spot.serial, "", spot.year, "NĐ", "CP", "state")
    body = bodies.body(issuer.body) if issuer and issuer.body else None
    if body is None or body.system != "party":
        return None
    code = _LEVEL_CODES.get(body.level, body.code)
    # A thị ủy's own code differs by locality (ThU, TXU, TU): not completed.
    return Number(spot.serial, "", None, spot.code, code, "party") if body.code != "ThU" else None


def _repeated(spot: Spot, full: _Full) -> Number | None:
    """“Hướng dẫn 43” in a text that writes 43-HD/BTCTW and no other guidance 43: the number it repeats."""
    number = full.get((spot.code, spot.serial)) if spot.kind == "bare" and not spot.weak else None
    return number if number and (spot.year is None or number.year == spot.year) else None


def _title(words: Around) -> str | None:
    return canonical_tones(" ".join(words.title.split())) if words.title else None


def _provision(text: str, words: Around) -> Provision | None:
    span = words.provision
    return Provision(text[span.start : span.end], span.start, span.end) if span else None


def _evidence(words: Around, cue: classify.Cue | None) -> tuple[Evidence, ...]:
    spans = (
        ("type", words.type_span),
        ("date", words.date_span),
        ("issuer", Span(words.issuer.start, words.issuer.end) if words.issuer else None),
        ("title", words.title_span),
        ("relation", Span(cue.start, cue.end) if cue else None),
    )
    return tuple(Evidence(name, span, "words", 1.0) for name, span in spans if span)
