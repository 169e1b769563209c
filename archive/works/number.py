"""The number of a document (số, ký hiệu) as a value: parse, canonical form, key, slug.

The one place, with `archive.cite`, where the form of a number is written as a pattern. Here a number stands alone or is
matched at one place; finding numbers in running text, with lists and type names, is `archive.cite.find`.

Party form `47-CT/TU` (Hướng dẫn 36-HD/VPTW 2018 and 05-HD/VPTW 2026); State forms `30/2020/NĐ-CP`, `15/QĐ-UBND`,
`59/2020/QH14` (Nghị định 30/2020/NĐ-CP). Whether a number is the Party's or the State's is decided by its body code,
never by its separators: `217/QĐ-TW` and `05-HD-TU` are Party numbers sloppily written.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from archive.errors import NumberError
from archive.text.vietnamese import nfc, plain
from archive.works.vocabulary import rows, type_codes

_DOT = r"(?:\.\d{1,3})?"  # Government resolutions under 66-NQ/TW: 66.25/2026/NQ-CP


@dataclass(frozen=True, slots=True)
class Number:
    """A document number by its parts; `raw` is as written and takes no part in comparing.

    `suffix` is what follows the serial ("", "a", ".25"); `year` only in State normative numbers; `type_code` "" for
    laws (`59/2020/QH14`) and official letters (`4912/UBND-NC`); `body_code` with its units ("UBND-NC").
    """

    serial: int
    suffix: str
    year: int | None
    type_code: str
    body_code: str
    system: Literal["party", "state"]
    raw: str = field(default="", compare=False)

    def __str__(self) -> str:
        """The canonical form, serial padded to two digits: `05-CT/TW`, `30/2020/NĐ-CP`, `01/NQ-CP`."""
        return self._written(f"{self.serial:02d}{self.suffix}", self.type_code)

    @property
    def key(self) -> str:
        """What works are compared by: no padding, type variants as one: `8-QĐ/TW` for `08-QĐi/TW`."""
        return self._written(f"{self.serial}{self.suffix}", type_codes().get(self.type_code, self.type_code))

    @property
    def slug(self) -> str:
        """The number in an address, Đ as the Telex pair dd: `47-ct-tu`, `30-2020-ndd-cp`. `from_slug` reads it back."""
        shown = self._written(f"{self.serial:02d}{self.suffix}", type_codes().get(self.type_code, self.type_code))
        return re.sub(r"[/\-]", "-", shown).replace("Đ", "DD").replace("Ư", "UW").lower()

    def _written(self, serial: str, type_code: str) -> str:
        if self.system == "party":
            return f"{serial}-{type_code}/{self.body_code}"
        parts = [serial] + ([str(self.year)] if self.year else [])
        return "/".join([*parts, "-".join(part for part in (type_code, self.body_code) if part)])


# --- codes -----------------------------------------------------------------------------------------------------------


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
_UNMARKED_TYPES = {
    "QD": "QĐ",
    "QDi": "QĐi",
    "QDI": "QĐi",
    "ND": "NĐ",
    "QDD": "QĐ",
    "NDD": "NĐ",
    "CTHD": "CTHĐ",
    "DDA": "ĐA",
}
_UNMARKED_BODIES = {"HDND": "HĐND", "BGDDT": "BGDĐT", "BLDTBXH": "BLĐTBXH", "BKHDT": "BKHĐT", "TLD": "TLĐ"}


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
    return "-".join("TTg" if part == "TTG" else part for part in parts)


@cache
def _type_variants() -> dict[str, str]:
    """Upper-case written type → display code ("CTR" → "CTr", "QD" → "QĐ", "QĐI" → "QĐi")."""
    unmarked = {short.upper(): code for short, code in _UNMARKED_TYPES.items()}
    written = {code.upper(): code for code in type_codes()}
    # The table's own code wins over a variant that differs in case only: "CTR" is shown as "CTr".
    return unmarked | written | {code.upper(): code for code in type_codes().values()}


def type_code(written: str) -> str | None:
    """The display code of a written type code, whatever its case: "Ctr" → "CTr"; None when it is no type: "XY"."""
    return _type_variants().get(written.upper())


# --- patterns --------------------------------------------------------------------------------------------------------


@cache
def _type_alternation() -> str:
    written = sorted({*_type_variants(), *type_codes(), *_UNMARKED_TYPES}, key=len, reverse=True)
    return "|".join(re.escape(code) for code in written)


# Bodies whose official letters have no type code: 4912/UBND-NC. Others would read "12/A-B" of a form as a number.
_LETTER_BODIES = (
    "UBND", "HĐND", "HDND", "VPCP", "VPQH", "VPUB", "MTTQ", "BNV", "BTC", "BTP", "BCA", "BYT", "BXD", "BNG", "BKHĐT",
    "BGDĐT", "BCT", "BQP", "TTCP", "KTNN", "TCT", "TCHQ", "TANDTC", "VKSTC",
)  # fmt: skip


@cache
def tail_pattern() -> str:
    r"""What follows the serial, as a fragment with groups year, type, body: `-CT/TU`, `/2020/NĐ-CP`, ` NQ/TW`.

    Matches after plain(): "-CT/TU", "-HD-TU", "/QĐ-TW", " QĐ/TW", " - KL/TW", "-CT/\nTU", "/2020/NĐ-CP", "/2020/QH14",
    "/NQ-UBTVQH15", "/2015/TTLT-BNV-BTC", "/QyĐ-BTL", "/UBND-NC" (letters of known State bodies only).
    Not: "-2025", "/2025/" cut short, "-CP" alone, "/10/2023", "- Công văn".
    """
    types = _type_alternation()
    blank = r"[ ]?\n?[ ]?"
    body = r"(?:T\.?[WƯ](?!\w)|[A-ZĐƯ][A-ZĐƯa-zđ0-9&]{0,14}(?:\.U)?)"
    letter = "|".join(_LETTER_BODIES)
    return rf"""(?:
        {blank}[-/]{blank}(?P<year>(?:19|20)\d\d){blank}//?{blank}
            (?:(?P<ytype>{types}){blank}[-/]{blank}(?P<ybody>{body}(?:-{body})*)
              |(?P<assembly>(?:UBTV)?QH{blank}[0-9IVX]{{1,4}}))
      | (?:{blank}[-/]{blank}|[ ])(?P<type>{types}){blank}[-/]{blank}(?P<body>{body}(?:-{body})*)
      | /(?P<letter>(?:{letter})-{body})
    )(?!\w)"""


@cache
def number_pattern() -> re.Pattern[str]:
    """A whole number in plain() text, with groups serial, suffix and those of `tail_pattern`; case as in print.

    Must match: `47-CT/TU`, `05-HD-TU`, `217/QĐ-TW`, `100 - KL/TW`, `30/2020/NĐ-CP`, `66.25/2026/NQ-CP`, `47a-CT/TU`,
    `79 NQ/TW`. Must not: `2020-2025`, `14-11`, `90%`, `0912-345-678`, `11/11/2014`, `24/2025/` cut short.
    """
    return re.compile(
        rf"(?<![\d/,\-A-ZĐa-zđ])(?<!\S\.)(?P<serial>\d{{1,5}})(?P<suffix>[a-zđ]|{_DOT}){tail_pattern()}", re.VERBOSE
    )


@cache
def _typed_pattern() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<serial>\d{{1,5}})(?P<suffix>[a-zđ](?![a-zđ])|{_DOT}){tail_pattern()}", re.VERBOSE | re.IGNORECASE
    )


def read(match: re.Match[str]) -> Number | None:
    """The number of a match of `number_pattern`; None when its letters are neither type nor body: `12-CT/ABC x`."""
    parts = match.groupdict()
    return build(
        serial=parts["serial"],
        suffix=parts["suffix"] or "",
        year=parts["year"],
        type_written=parts["ytype"] or parts["type"] or "",
        body_written=parts["ybody"] or parts["body"] or parts["assembly"] or parts["letter"] or "",
        raw=match.group(0),
    )


def build(
    *, serial: str, suffix: str = "", year: str | None = None, type_written: str, body_written: str, raw: str = ""
) -> Number | None:
    """A number from its written parts; None when the body is missing or the serial is zero."""
    compact = re.sub(r"\s", "", body_written)
    if not compact or int(serial) == 0:
        return None
    code, system = body_code(compact)
    kind = type_code(type_written) if type_written else ""
    # A part behind a dot is the Government's (66.25/2026/NQ-CP); "1.234-QĐ/TW" is a figure and a misreading.
    if kind is None or (system == "party" and (not kind or suffix.startswith("."))):
        return None
    if system == "state" and code.startswith(("QH", "UBTVQH")):
        code = _assembly(code)
    kept_year = int(year) if year and system == "state" else None
    return Number(int(serial), suffix.lower(), kept_year, kind, code, system, raw)


def _assembly(code: str) -> str:
    """`QHXI` → `QH11`: old numbers of the National Assembly carry the term in Roman numerals."""
    head = "UBTVQH" if code.startswith("UBTVQH") else "QH"
    term = code.removeprefix(head)
    return head + str(_ROMAN.get(term, term))


_ROMAN = {"VII": 7, "VIII": 8, "IX": 9, "X": 10, "XI": 11, "XII": 12, "XIII": 13, "XIV": 14, "XV": 15, "XVI": 16}


def numbers_in(text: str) -> Iterator[tuple[int, int, Number]]:
    """Every full number in a text, as (start, end, number); offsets are those of the text given (NFC)."""
    for match in number_pattern().finditer(plain(text)):
        found = read(match)
        if found:
            yield match.start(), match.end(), found


@dataclass(frozen=True, slots=True)
class BlankNumber:
    """A number line whose serial is missing (a picture, a blank to be filled in): “Số     - HD/BTCTU”."""

    start: int
    end: int
    type_code: str
    body_code: str
    system: Literal["party", "state"]


def blank_number(text: str) -> BlankNumber | None:
    """The letters of a number without its serial at the head of a text: "  - HD/BTCTU", ": …/QĐ-UBND"; else None."""
    match = _blank_pattern().match(plain(text))
    if match is None:
        return None
    body, system = body_code(re.sub(r"\s", "", match["ybody"] or match["body"] or ""))
    kind = type_code(match["ytype"] or match["type"] or "")
    return BlankNumber(match.start(), match.end(), kind, body, system) if kind and body else None


@cache
def _blank_pattern() -> re.Pattern[str]:
    # Must match: "     - HD/BTCTU", ": ……/QĐ-UBND", "    /2024/TT-BTC".  Not: " 47-CT/TU" (a whole number).
    return re.compile(rf"[\s:.…_]*{tail_pattern()}", re.VERBOSE)


# --- parsing one number ----------------------------------------------------------------------------------------------

# Words before a number that say nothing: "Số: 47-CT/TU", "số 47", "No. 47".
_NOISE = re.compile(r"^\s*(?:số(?:\s*,?\s*ký hiệu)?|so|no\.?)\s*[:.]?\s*", re.IGNORECASE)
# "CT/TW 05", "ct/tw số 5": the order some readers type.
_REVERSED = re.compile(
    r"^(?P<tail>[^\W\d_]+\s*[/\-]\s*[^\W\d_]+)\s+(?:số\s+|so\s+)?(?P<serial>\d{1,4})$", re.IGNORECASE
)


def parse(written: str) -> Number:
    """The number that a string is, whatever its separators, blanks and case.

    Raises:
        NumberError: the string is not a whole number; the message shows the two right forms.
    """
    text = _NOISE.sub("", plain(nfc(written))).strip()
    turned = _REVERSED.match(text)
    if turned:
        text = f"{turned['serial']}-{turned['tail']}"
    match = _typed_pattern().fullmatch(_spaced(text)) or _typed_pattern().fullmatch(text)
    found = read(match) if match else None
    if found is None:
        raise NumberError(
            f"“{written[:60]}” không phải là số, ký hiệu văn bản.",
            remedy="Dạng đúng: 47-CT/TU (văn bản của Đảng), 30/2020/NĐ-CP hoặc 15/QĐ-UBND (văn bản Nhà nước).",
            value=written,
        )
    return Number(found.serial, found.suffix, found.year, found.type_code, found.body_code, found.system, written)


# "47 CT TU", "30 2020 nd cp": all blanks, as typed on a phone. Not "47 sinh hoạt": the words must be codes.
_BLANKS = re.compile(r"^(\d{1,4}) (?:((?:19|20)\d\d) )?([^\W\d_]{1,5}) ([^\W\d_]{1,8}\d{0,2})$")


def _spaced(text: str) -> str:
    turned = _BLANKS.match(text)
    if not turned:
        return text
    serial, year, kind, body = turned.groups()
    return f"{serial}/{year}/{kind}-{body}" if year else f"{serial}-{kind}/{body}"


# The number in an address of a page, as readers paste it: "Quy-dinh-399-QD-TW-2026". Not: "giai-doan-2020-2025".
_ADDRESS = re.compile(
    r"^(?:[a-z]+-){2,}(?P<number>\d{1,4}-[a-z]{2,4}-[a-z]{2,8})(?:-(?:19|20)\d\d)?(?:-|$)", re.IGNORECASE
)


def parse_typed(written: str) -> Number | None:
    """The number a reader typed, or None: "47 ct tu", "47-ct/tu", "số 47-CT/TU", "CT/TW 05", "217/QĐ-TW".

    A body that no table knows is taken only when it was typed in the form of a number: "47 cong dan" is words.
    """
    address = _ADDRESS.search(plain(nfc(written)))
    try:
        found = parse(address["number"] if address else written)
    except NumberError:
        return None
    known = found.system == "party" or found.body_code in state_bodies() or re.search(r"[/\-]", written)
    return found if known else None


@cache
def state_bodies() -> frozenset[str]:
    """The State body codes of the table: "CP", "TTg", "UBND", "BNV"."""
    return frozenset(row["code"] for row in rows("bodies", "state"))


def from_slug(slug: str) -> Number:
    """The number of an address part made by `Number.slug`.

    Raises:
        NumberError: the slug was not made from a number.
    """
    parts = slug.split("-")
    # In a number's slug dd is always Đ: no code has two D's in a row.
    letters = [re.sub("uw", "Ư", part.replace("dd", "Đ")).upper() for part in parts]
    if len(letters) >= 4 and re.fullmatch(r"(19|20)\d\d", letters[1]):
        return parse(f"{letters[0].lower()}/{letters[1]}/{letters[2]}-{'-'.join(letters[3:])}")
    if len(letters) == 3 and re.fullmatch(r"(19|20)\d\d", letters[1]):
        return parse("/".join([letters[0].lower(), *letters[1:]]))
    if len(letters) >= 3 and type_code(letters[1]):
        return parse(f"{letters[0].lower()}-{letters[1]}/{'-'.join(letters[2:])}")
    return parse(f"{letters[0].lower()}/{'-'.join(letters[1:])}")
