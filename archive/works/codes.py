"""The letters of a number: codes of types and of bodies, whatever their case, marks and variants, in canonical form.

Which system a number belongs to is decided here, by its body code: TW, TU, BTCTW are the Party's, CP, UBND the State's.
"""

import re
from functools import cache, lru_cache
from typing import Literal

from archive.works.vocabulary import rows, type_codes


@cache
def party_bodies() -> dict[str, str]:
    """Every written Party body code → its canonical form: "TƯ", "T.Ư" → "TW", "DU" → "ĐU"."""
    return {
        written: row["code"] for row in rows("bodies", "code") for written in (row["code"], *row.get("written", ()))
    }


# Party bodies that no list can hold: an advisory body of any committee (UBKTHU, BTGTU, VPĐU), a committee named by
# letters (ĐUCA, ĐUK, BCSĐNMT, BCĐ35). Must not match UBND, BTC, BCT, TTg, CP: those are the State's.
_PARTY_SHAPE = re.compile(
    r"(?:VP|BTC|UBKT|BTG|BTGDV|BDV|BNC|BCĐ|TTCT|BXDĐ|BBVSK|TCT|HĐ)(?:TW|TƯ|TU|HU|QU|ThU|TXU|TH\.U|ĐU)"
    r"|(?:ĐU|DU)[A-ZĐƯ]{1,8}|BCS[ĐD][A-ZĐ]{0,8}|BC[ĐD]\w{0,6}|(?:ĐH|DH)(?:ĐB)?[A-ZĐ]{0,4}"
)
# Letters that stand for Đ when a keyboard or an address has none. DA stays: Dự án is a type of its own.
UNMARKED_TYPES = {
    "QD": "QĐ",
    "QDi": "QĐi",
    "QDI": "QĐi",
    "ND": "NĐ",
    "QDD": "QĐ",
    "NDD": "NĐ",
    "CTHD": "CTHĐ",
    "DDA": "ĐA",
}
# Codes with a series of their own, which are no types of the rules: decisions on personnel, separate resolutions, the
# laws before 1992 (21-LCT/HĐNN8), joint circulars under older names.
OWN_SERIES = ("QĐNS", "NQr", "LCT", "TTLB", "TTLN")
_UNMARKED_BODIES = {"HDND": "HĐND", "BGDDT": "BGDĐT", "BLDTBXH": "BLĐTBXH", "BKHDT": "BKHĐT", "TLD": "TLĐ"}


@lru_cache(4096)
def body_code(written: str) -> tuple[str, Literal["party", "state"]]:
    """A written body code in canonical letters, and its system: "TƯ" → ("TW", "party"), "HDND" → ("HĐND", "state")."""
    bare = written.replace(".", "").replace(" ", "")
    known = party_bodies()
    for form in (written, bare, bare.upper()):
        if form in known:
            return known[form], "party"
    head, hyphen, unit = bare.partition("-")
    if hyphen and head and body_code(head)[1] == "party":
        return f"{body_code(head)[0]}-{body_code(unit)[0]}", "party"
    upper = bare.upper()
    if _PARTY_SHAPE.fullmatch(bare) or _PARTY_SHAPE.fullmatch(upper):
        return re.sub(r"^DU", "ĐU", upper.replace("TƯ", "TW")).replace("THU", "ThU"), "party"
    return _state_code(bare), "state"


def _state_code(written: str) -> str:
    # "BNN&PTNT" in joint circulars is the ministry that signs alone as BNNPTNT.
    parts = [_UNMARKED_BODIES.get(part.upper(), part.upper()) for part in written.replace("&", "").split("-")]
    return "-".join("TTg" if part == "TTG" else re.sub("^HDNN", "HĐNN", part) for part in parts)


@cache
def type_variants() -> dict[str, str]:
    """Upper-case written type → display code ("CTR" → "CTr", "QD" → "QĐ", "QĐI" → "QĐi")."""
    unmarked = {short.upper(): code for short, code in UNMARKED_TYPES.items()}
    written = {code.upper(): code for code in (*OWN_SERIES, *type_codes())}
    # The table's own code wins over a variant that differs in case only: "CTR" is shown as "CTr".
    return unmarked | written | {code.upper(): code for code in type_codes().values()}


def type_code(written: str) -> str | None:
    """The display code of a written type code, whatever its case: "Ctr" → "CTr"; None when it is no type: "XY"."""
    return type_variants().get(written.upper())


@cache
def type_alternation() -> str:
    """Every written type code as an alternation for patterns, longest first: "QĐNS|TTLT|…|CT"."""
    written = sorted({*type_variants(), *type_codes(), *UNMARKED_TYPES, *OWN_SERIES}, key=len, reverse=True)
    return "|".join(re.escape(code) for code in written)


@cache
def state_bodies() -> frozenset[str]:
    """The State body codes of the table: "CP", "TTg", "UBND", "BNV"."""
    return frozenset(row["code"] for row in rows("bodies", "state"))
