"""Which figures and codes a misread string may stand for: candidates only, nothing is chosen here.

The signs that are taken for each other are in `data/rereading.toml`; a code counts only when the tables know it.
"""

import itertools
import re
import tomllib
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from archive.text.vietnamese import fold, plain
from archive.works.codes import party_bodies, state_bodies, type_variants
from archive.works.number import Number, build

_TABLES = Path(__file__).parent / "data" / "rereading.toml"
# A serial has up to four figures, each with few readings; more would be a word.
_MOST = 64
_LONGEST = 40
# A number as a picture may give it. Matches after plain(): "O5-CT/TVV", "l0-NQ/TU", "403 /QĐ-BTC", "3O/2O2O/NĐ-CP",
# "05 - CT/TW". Not: "2020-2025" (no letters), "và/hoặc" (no figure in front), "10 - 15/9" (figures only).
_SHAPE = re.compile(
    r"(?P<serial>[0-9OoQDØlIi|!{}\[\]†ïZzSsbBgqA?&]{1,5})[ ]?[-/.][ ]?"
    r"(?:(?P<year>[12l|I][90O][0-9OolIZSB|]{2})[ ]?/[ ]?)?"
    r"(?P<first>[A-ZĐƯ0-9!|<][A-ZĐƯa-zđ0-9!|<]{0,5})[ ]?[-/][ ]?"
    r"(?P<second>[A-ZĐƯ0-9!|<][A-ZĐƯa-zđ0-9!|<]{0,11}(?:-[A-ZĐƯ0-9]{1,8})?)(?!\w)"
)
# The same inside running text, where no letter or sign of a number may stand before it.
_INSIDE = re.compile(rf"(?<![\w/.\-])(?=[^\s]{{1,5}}[ ]?[-/.]){_SHAPE.pattern}")


def figures(written: str) -> str:
    """Signs in the place of figures as figures: "O5" → "05", "2{" → "21"; "" when one of them is none."""
    made = "".join(sign if sign.isdigit() else _digit().get(sign, "\0") for sign in written)
    return "" if "\0" in made or not made.isascii() else made


def numbers_meant(written: str) -> tuple[Number, ...]:
    """The numbers that a misread string may stand for, the one that is read as it stands first; none is vouched for.

    "O5-CT/TVV" gives 05-CT/TW, "99/NO-CP" gives 99/NQ-CP; "403 /QĐ-BTC" itself.
    """
    match = _SHAPE.match(plain(written).strip()[:_LONGEST])
    if match is None:
        return ()
    serial, year = figures(match["serial"]), figures(match["year"] or "")
    if not serial or (match["year"] and not year):
        return ()
    found: dict[str, Number] = {}
    pairs = itertools.product(_codes(match["first"], types=True), _codes(match["second"], types=False))
    for kind, body in itertools.islice(pairs, _MOST):
        number = build(serial=serial, year=year or None, type_written=kind, body_written=body, raw=match.group())
        if number:
            found.setdefault(number.key, number)
    return tuple(found.values())


def assembly_meant(number: Number) -> Number | None:
    """A number of the National Assembly with its term in figures, when its year is of that term: None for any other.

    "89/2025/UBTVQHI5" gives 89/2025/UBTVQH15; "89/2025/UBTVQH1S" too; "51/2024/QHI4" nothing, 2024 being the 15th's.
    """
    match = re.fullmatch(r"(?P<body>(?:UBTV)?QH)(?P<term>\w{1,2})", number.body_code)
    term = figures(match["term"]) if match else ""
    years = tables()["assembly"].get(term)
    if match is None or years is None or number.year is None or not years[0] <= number.year <= years[1]:
        return None
    return replace(number, body_code=f"{match['body']}{term}")


def shapes(text: str) -> list[tuple[int, int]]:
    """Where in a text something stands that looks like a number, misread or not, as spans."""
    return [match.span() for match in _INSIDE.finditer(plain(text))]


def skeleton(line: str) -> str:
    """A line of capitals without marks and with look-alike signs made one; as long as the line when that is composed.

    "NGH! QUYÉT" and "NGHỊ QUYẾT" have the same.
    """
    return "".join(_one_sign().get(sign, sign) for sign in fold(line).upper())


@cache
def tables() -> dict[str, Any]:
    """The tables of misread signs."""
    return tomllib.loads(_TABLES.read_text(encoding="utf-8"))


@cache
def _digit() -> dict[str, str]:
    return {sign: digit for digit, signs in tables()["digits"].items() for sign in signs}


@cache
def _one_sign() -> dict[str, str]:
    """One sign for those that stand for each other inside words of capitals."""
    return {"!": "I", "|": "I", "1": "I", "0": "O", "5": "S", "8": "B", "Đ": "D"}


@cache
def _known(*, types: bool) -> dict[int, tuple[str, ...]]:
    """The codes of the tables by their length."""
    codes = set(type_variants().values()) if types else {*party_bodies().values(), *state_bodies(), "UBND", "HĐND"}
    by_length: dict[int, list[str]] = {}
    for code in sorted(codes):
        by_length.setdefault(len(code), []).append(code)
    return {length: tuple(kept) for length, kept in by_length.items()}


def _codes(written: str, *, types: bool) -> tuple[str, ...]:
    """The known codes that a string may stand for, the nearest first."""
    bare = written.replace(" ", "")
    forms = [bare, *(bare.replace(read, meant) for read, meant in tables()["joined"].items() if read in bare)]
    scored: dict[str, int] = {}
    for form in forms:
        for code in _known(types=types).get(len(form), ()):
            off = _off(form, code)
            if off is not None:
                scored[code] = min(off, scored.get(code, off))
    return tuple(sorted(scored, key=lambda code: (scored[code], code)))


def _off(written: str, code: str) -> int | None:
    """How many signs of a code are read as others of their group; None when one is read as something else."""
    off = 0
    for sign, right in zip(written.upper(), code.upper(), strict=True):
        if sign == right:
            continue
        if not _alike(sign, right):
            return None
        off += 1
    return off if off <= max(1, len(code) // 2) else None


@cache
def _alike(first: str, second: str) -> bool:
    bare = fold(first).upper(), fold(second).upper()
    return bare[0] == bare[1] or any(first in group and second in group for group in tables()["letters"]["groups"])
