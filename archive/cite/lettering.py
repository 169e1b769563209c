"""Letters for bare numbers: “Chỉ thị 05 của Bộ Chính trị” is 05-CT/TW, where the text itself says enough.

A number without letters gets them from the body named with it, or from the one full number of the same text that it
repeats; otherwise it stays bare.
"""

from collections.abc import Sequence
from typing import TypeAlias

from archive.cite.spot import Spot
from archive.works import bodies
from archive.works.document import Issuer
from archive.works.number import Number
from archive.works.vocabulary import type_codes

# (type code, serial) → the one full number of a text that has both; None when it has two.
Full: TypeAlias = dict[tuple[str, int], Number | None]


def full_numbers(spots: Sequence[Spot]) -> Full:
    """The full numbers of a text by what their bare forms show."""
    found: Full = {}
    for spot in spots:
        if spot.number:
            shape = (type_codes().get(spot.number.type_code, spot.number.type_code), spot.number.serial)
            known = found.setdefault(shape, spot.number)
            if known and known is not spot.number and known.key != spot.number.key:
                found[shape] = None
    return found


def lettered(spot: Spot, issuer: Issuer | None, full: Full) -> Number | None:
    """The number of a spot: its own, or the one that a bare spot stands for in this text; None when neither."""
    return spot.number or _completed(spot, issuer) or _repeated(spot, full)


# The code under which a body of a level issues, for numbers written without letters.
_LEVEL_CODES = {"tinh": "TU", "xa": "ĐU"}


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


def _repeated(spot: Spot, full: Full) -> Number | None:
    """“Hướng dẫn 43” in a text that writes 43-HD/BTCTW and no other guidance 43: the number it repeats."""
    number = full.get((spot.code, spot.serial)) if spot.kind == "bare" and not spot.weak else None
    return number if number and (spot.year is None or number.year == spot.year) else None
