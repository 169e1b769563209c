"""Resolving: what each reading of one key means, given the works known under that key.

`settle` is a pure function of readings and works: whatever order documents arrived in, the same readings and works give
the same links and the same stubs. A link is silent only where the number agrees and the date or the body does too, and
one work alone fits; otherwise the fitting works are candidates, shown as “có thể là”. A number is never a key.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from archive.errors import NumberError
from archive.works import bodies, terms
from archive.works.dates import PartialDate
from archive.works.document import Card, Mention, Reading
from archive.works.number import Number, parse
from archive.works.vocabulary import type_codes

# How sure a link is, by the rule that made it: a measure for sorting and showing, not a probability that was fitted.
CONFIDENCE = {
    "number+date+body": 0.99,
    "number+date": 0.95,
    "number+year": 0.95,
    "number+body": 0.9,
    "ambiguous": 0.0,
    "unknown": 0.0,
}


@dataclass(frozen=True, slots=True)
class StubSketch:
    """A work that readings speak of and nobody holds: what they agree on, None where they say nothing."""

    key: str
    type: str | None = None
    body: str | None = None
    date: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class Settled:
    """What one reading resolves to. A target or candidate is a work's id, or the place of a sketch in `stubs`."""

    target: str | int | None
    candidates: tuple[str | int, ...]
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Settlement:
    """Which stubs must exist for a key, and the link of each reading, parallel to the readings given."""

    stubs: tuple[StubSketch, ...]
    links: tuple[Settled, ...]


@dataclass(frozen=True, slots=True)
class _Work:
    """A work or a sketch, as far as comparing goes."""

    name: str | int
    body: str | None
    date: PartialDate | None


def keys_of(number: Number) -> tuple[str, ...]:
    """The keys whose readings a work of this number may settle: its own, and that of its bare form “Chỉ thị 50”."""
    code = type_codes().get(number.type_code, number.type_code)
    return (number.key, f"bare:{code}:{number.serial}") if number.system == "party" else (number.key,)


def reading_of(mention: Mention, citing_date: PartialDate | None) -> Reading:
    """What a mention says of the work it means, wherever it stands.

    A body counts only where words name it or the code names one body alone: a body guessed from the place of the text
    (“Kế hoạch 99-KH/TU” in a page of Lào Cai) supports no silent link.
    """
    worded = any(one.field == "issuer" for one in mention.evidence)
    issuer = mention.issuer
    body = issuer.body if issuer and (worded or issuer.basis == "code") else None
    return Reading(
        key=mention.key,
        type=mention.type,
        body=body,
        date=mention.date,
        before=citing_date if mention.date is None else None,
    )


def settle(readings: Sequence[Reading], works: Sequence[Card]) -> Settlement:
    """The stubs and links of one key. `works` are held documents and catalogue rows of that key, not earlier stubs.

    Plenum and congress keys have no stubs and no links here: their candidates are the tables'.
    """
    known = tuple(_Work(card.id, card.issuer.body if card.issuer else None, card.date) for card in works)
    key = readings[0].key if readings else ""
    if key.startswith(("plenum:", "congress:")):
        return Settlement((), tuple(Settled(None, (), "unknown", 0.0) for _ in readings))
    stubs = () if key.startswith("bare:") else _sketches(readings, known)
    nodes = known + tuple(_Work(place, sketch.body, sketch.date) for place, sketch in enumerate(stubs))
    bare, alone = key.startswith("bare:"), names_one(key)
    return Settlement(stubs, tuple(_link(reading, nodes, bare=bare, alone=alone) for reading in readings))


def names_one(key: str) -> bool:
    """Whether a number names one work by itself: a State one with its year, of a body that is one in the country.

    `20/2016/TT-BTC` holds the year and the ministry, and each numbers its normative texts anew every year (Luật ban
    hành văn bản quy phạm pháp luật). Not `12/2025/QĐ-UBND`, which every province may have, nor `03/VBHN-VPQH`.
    """
    try:
        number = parse(key)
    except NumberError:
        return False
    return number.system == "state" and number.year is not None and not number.body_code.startswith(("UBND", "HĐND"))


def _link(reading: Reading, nodes: tuple[_Work, ...], *, bare: bool, alone: bool = False) -> Settled:
    fitting = [node for node in nodes if _fits(reading, node)]
    rules = {node.name: _rule(reading, node) for node in fitting}
    best = [node for node in fitting if rules[node.name] == "number+date+body"] or fitting
    rule = (rules[best[0].name] or ("number+year" if alone else None)) if len(best) == 1 else None
    if rule and not (bare and not (reading.date and reading.date.day)):
        return Settled(best[0].name, (), rule, CONFIDENCE[rule])
    possible = fitting or [node for node in nodes if _fits_loosely(reading, node)]
    names = tuple(node.name for node in sorted(possible, key=_order))
    return Settled(None, names, "ambiguous" if names else "unknown", 0.0)


def _order(node: _Work) -> tuple[str, str, str]:
    """Newest first is for people; here any order that does not depend on arrival: by date, body, name."""
    return (node.date.iso if node.date else "", node.body or "", str(node.name))


def _fits(reading: Reading, node: _Work) -> bool:
    """Whether a work may be meant: nothing said of it disagrees, and it is not younger than the citing text."""
    if reading.date and node.date and not reading.date.agrees(node.date):
        return False
    if reading.before and node.date and node.date.first > reading.before.last:
        return False
    return _body_fits(reading, node)


def _fits_loosely(reading: Reading, node: _Work) -> bool:
    """Whether a work may be meant though another organ of the same code is named, and no day says which.

    The heading “BAN CHẤP HÀNH TRUNG ƯƠNG” stands over documents of the Ban Bí thư too, and many texts name it: such a
    work is a candidate, never a link, and the reading makes no stub of its own.
    """
    named = reading.body is not None and node.body is not None and _organs(reading.body) and _organs(node.body)
    return named and reading.date is None and _fits(replace(reading, body=None), node)


def _body_fits(reading: Reading, node: _Work) -> bool:
    if reading.body is None or node.body is None or reading.body == node.body:
        return True
    if not bodies.same_family(reading.body, node.body):
        return False
    if _undated(reading.body) or _undated(node.body):
        return True
    # Two organs under one code (Bộ Chính trị, Ban Bí thư): sources confuse them, so only the day can vouch.
    return _organs(reading.body) and reading.date is not None and reading.date == node.date


def _undated(body_id: str) -> bool:
    """Whether an id is a family's, standing for any of its dated identities."""
    return bodies.body(body_id) is None


def _organs(body_id: str) -> bool:
    return bodies.family(body_id) == "trung-uong"


def _rule(reading: Reading, node: _Work) -> str | None:
    """By what a fitting work agrees besides the number; None when nothing else was said: a number alone is no link."""
    date = reading.date is not None and node.date is not None and _vouches(reading.date, node)
    body = bool(
        reading.body and node.body and (reading.body == node.body or _undated(reading.body) or _undated(node.body))
    )
    if date and body:
        return "number+date+body"
    return "number+date" if date else "number+body" if body else None


def _vouches(written: PartialDate, node: _Work) -> bool:
    """Whether a written date tells a work from its namesakes.

    A day does. A year does for a central body outside the years of a congress: “18-NQ/TW năm 2017”, for numbers run on
    over a term (Hướng dẫn 36-HD/VPTW). It does not for “Chỉ thị 47-CT/TU năm 2014”, which every province may have.
    """
    if written.day:
        return written == node.date
    known = bodies.body(node.body) if node.body else None
    congress = any(one.closed.year == written.year for one in terms.congresses())
    agrees = node.date is not None and written.agrees(node.date)
    return agrees and known is not None and known.level == "tw" and not congress


# --- stubs -----------------------------------------------------------------------------------------------------------


def _sketches(readings: Sequence[Reading], known: tuple[_Work, ...]) -> tuple[StubSketch, ...]:
    """The stubs that the readings call for, the best dated first, so that vaguer readings join sharper ones."""
    sketches: list[StubSketch] = []
    for reading in sorted(set(readings), key=_sharpness):
        nodes = known + tuple(_Work(place, one.body, one.date) for place, one in enumerate(sketches))
        if any(_fits(reading, node) and (_rule(reading, node) or not _says(reading)) for node in nodes):
            continue
        if not _says(reading) and nodes:
            continue
        if reading.date is None and any(_fits(reading, node) or _fits_loosely(reading, node) for node in nodes):
            continue
        sketches.append(StubSketch(reading.key, None, reading.body, reading.date))
    return tuple(_typed(sketch, place, sketches, readings, known) for place, sketch in enumerate(sketches))


def _says(reading: Reading) -> bool:
    return reading.date is not None or reading.body is not None


def _sharpness(reading: Reading) -> tuple[int, int, str, str, str, str]:
    """Days before months before years before no date; named bodies before none; then anything that is not arrival."""
    date = reading.date
    precision = 3 if date is None else 2 if date.month is None else 1 if date.day is None else 0
    before = reading.before.iso if reading.before else ""
    return (precision, reading.body is None, date.iso if date else "", reading.body or "", reading.type or "", before)


def _typed(
    sketch: StubSketch, place: int, sketches: list[StubSketch], readings: Sequence[Reading], known: tuple[_Work, ...]
) -> StubSketch:
    """The sketch with the type that its readings give, when they give one only ("Quyết định" or "Quy định" for QĐ)."""
    nodes = known + tuple(_Work(at, one.body, one.date) for at, one in enumerate(sketches))
    types = {one.type for one in readings if one.type and _link(one, nodes, bare=False).target == place}
    kind = types.pop() if len(types) == 1 else None
    return StubSketch(sketch.key, kind, sketch.body, sketch.date)
