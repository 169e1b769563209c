"""Sequences: how far a number repeats, in how many bodies at once and after how long it begins again from 01.

A Party body counts each type from 01 every term (Hướng dẫn 36-HD/VPTW), a State body every year; so one number alone
names one work only where the number itself holds year and body. What a date or a body adds is judged in `vouching`.
"""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import Literal

from archive.errors import NumberError
from archive.works import bodies, terms
from archive.works.dates import PartialDate
from archive.works.issuer import level_of_code
from archive.works.number import Number, parse

# one: the number names one work · national: one body of the code in the country (TW, BTCTW, TTg) · provincial: one in
# every province (TU) · local: hundreds (HU, ĐU, UBND), or letters no table knows
Scope = Literal["one", "national", "provincial", "local"]

# Numbers of the National Assembly run on over its own term, which stands in them: 1670/NQ-UBTVQH15, 59/2020/QH14.
_ASSEMBLY = re.compile(r"(?:UBTV)?QH\d{1,2}")
# Types that only one kind of body issues, whatever its letters: a circular is a minister's. Not QĐ, CT, KH: a
# provincial department (SNV, SYT) has them too, and its letters name every province's.
_MINISTERS = frozenset({"TT", "TTLT", "NĐ"})
# Committees below the centre begin again at their own congress, on a day no table has: a province's meets in the autumn
# before the national one, communes and districts from the spring on (35-CT/TW of 2019 and 45-CT/TW of 2025 set this).
# Between that month and the end of the national congress either term's number may stand.
_FIRST_MONTH = {"provincial": 8, "local": 1}


@dataclass(frozen=True, slots=True)
class Sequence:
    """How far the numbers of a key repeat; `type_code` is empty for laws and letters."""

    scope: Scope
    system: Literal["party", "state"]
    type_code: str = ""

    @property
    def congress_terms(self) -> bool:
        """Whether “khóa XII” written with it is a term of the Central Committee: a province counts its own."""
        return self.scope == "national" and self.system == "party"


@lru_cache(maxsize=4096)
def sequence_of(key: str, body: str | None = None) -> Sequence:
    """The sequence of a number's key; that of a bare form ("bare:CT:5") depends on the body named with it."""
    if key.startswith("law:"):
        return Sequence("one", "state")
    try:
        number = parse(key)
    except NumberError:
        parts = key.split(":")
        known = bodies.body(body) if body else None
        national = known is not None and known.level == "tw"
        return Sequence("national" if national else "local", "party", parts[1] if len(parts) > 1 else "")
    return Sequence(_scope(number), number.system, number.type_code)


def names_one(key: str) -> bool:
    """Whether a number names one work by itself: a State one with its year, of a body that is one in the country.

    `20/2016/TT-BTC` holds the year and the ministry, and each numbers its normative texts anew every year (Luật ban
    hành văn bản quy phạm pháp luật). Not `12/2025/QĐ-UBND`, which every province may have, nor `03/VBHN-VPQH`.
    """
    return sequence_of(key).scope == "one"


def _scope(number: Number) -> Scope:
    if number.system == "party":
        of_level = {"tw": "national", "tinh": "provincial"}.get(level_of_code(number) or "")
        if of_level == "provincial":
            return "provincial"
        return "national" if of_level or _is_central(number) else "local"
    if number.body_code.startswith(("UBND", "HĐND")):
        return "local"
    if number.year is not None or _ASSEMBLY.fullmatch(number.body_code):
        return "one"
    return "national" if number.type_code in _MINISTERS or _is_central(number) else "local"


def _is_central(number: Number) -> bool:
    return any(one.code == number.body_code.partition("-")[0] and one.level == "tw" for one in bodies.bodies())


def same_period(sequence: Sequence, first: PartialDate, second: PartialDate) -> bool:
    """Whether numbers cannot have begun again between two dates, whichever days they mean.

    Central bodies begin again at the national congress, local committees some day in the year before it, offices of the
    State every year.
    """
    begin, end = min(first.first, second.first), max(first.last, second.last)
    if sequence.scope == "one":
        return True
    if sequence.system == "state":
        return begin.year == end.year
    for one in terms.congresses():
        month = _FIRST_MONTH.get(sequence.scope)
        opened = date(one.closed.year - 1, month, 1) if month else one.opened
        if begin <= one.closed and end >= opened:
            return False
    return True


@cache
def turns() -> frozenset[date]:
    """The days on which a congress opens or closes, and from which on numbers may begin again before it."""
    held = terms.congresses()
    begun = {date(one.closed.year - 1, month, 1) for one in held for month in _FIRST_MONTH.values()}
    return frozenset(begun.union(*((one.opened, one.closed) for one in held)))


def term_of(sequence: Sequence, written: str | None, on: PartialDate | None) -> str | None:
    """The congress term of a work, by its card or its date; None where the sequence has none or nobody can say."""
    if not sequence.congress_terms:
        return None
    return (terms.term_on(on) if on else None) or (written if written in terms.ROMAN[1:] else None)


def begun(term: str, by: PartialDate) -> bool:
    """Whether a national congress term had begun by a date: “khóa XVII” in a text of 2018 is a province's."""
    return any(one.term == term and one.opened <= by.last for one in terms.congresses())
