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
from functools import cache, lru_cache
from typing import Literal

from archive.errors import NumberError
from archive.text.vietnamese import nfc, plain
from archive.works.codes import body_code, state_bodies, type_alternation, type_code
from archive.works.number_starts import serials_in
from archive.works.typed_forms import JOINED, JOINED_BODIES, evened, in_order
from archive.works.vocabulary import type_codes

__all__ = [
    "BlankNumber",
    "Number",
    "blank_number",
    "body_code",
    "build",
    "from_slug",
    "number_pattern",
    "numbers_in",
    "numbers_in_plain",
    "parse",
    "parse_typed",
    "read",
    "tail_pattern",
    "type_code",
]

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
        return self.written(f"{self.serial:02d}{self.suffix}", self.type_code)

    @property
    def key(self) -> str:
        """What works are compared by: no padding, type variants as one: `8-QĐ/TW` for `08-QĐi/TW`."""
        return _key(self)

    @property
    def slug(self) -> str:
        """The number in an address, Đ as the Telex pair dd: `47-ct-tu`, `30-2020-ndd-cp`. `from_slug` reads it back."""
        shown = self.written(f"{self.serial:02d}{self.suffix}", type_codes().get(self.type_code, self.type_code))
        return re.sub(r"[/\-]", "-", shown).replace("Đ", "DD").replace("Ư", "UW").lower()

    def written(self, serial: str, type_code: str) -> str:
        """The number with its serial and type as given: a Party number as `47-CT/TU`, a State one as `15/QĐ-UBND`."""
        if self.system == "party":
            return f"{serial}-{type_code}/{self.body_code}"
        parts = [serial] + ([str(self.year)] if self.year else [])
        return "/".join([*parts, "-".join(part for part in (type_code, self.body_code) if part)])


@lru_cache(8192)
def _key(number: Number) -> str:
    """The key of a number; a text's numbers are compared many times, and most texts cite the same few."""
    return number.written(f"{number.serial}{number.suffix}", type_codes().get(number.type_code, number.type_code))


# --- patterns --------------------------------------------------------------------------------------------------------


# Bodies whose official letters have no type code: 4912/UBND-NC. Those of others are read only behind “Công văn”, or
# "01/ĐK-TĐT" of a form would be a number.
_LETTER_BODIES = frozenset((
    "UBND", "HĐND", "HDND", "VPCP", "VPQH", "VPUB", "MTTQ", "BNV", "BTC", "BTP", "BCA", "BYT", "BXD", "BNG", "BKHĐT",
    "BGDĐT", "BCT", "BQP", "TTCP", "KTNN", "TCT", "TCHQ", "TANDTC", "VKSTC",
))  # fmt: skip


# What older State numbers end with, which name the body and no type: “Nghị định số 25/CP”, “Quyết định 118/TTg”. They
# are numbers only behind a type's name, for "12/CP" alone may be anything.
_ALONE = r"CP|TTg|HĐBT|UBTVQH[ ]?\d{1,2}|TCCP-[A-ZĐ]{1,6}"


@cache
def tail_pattern() -> str:
    r"""What follows the serial, as a fragment: `-CT/TU`, `/2020/NĐ-CP`, ` NQ/TW`.

    Groups: year, ytype, ybody, assembly; type, body; jtype, jbody (joined letters); letter; alone.

    Matches after plain(): "-CT/TU", "-HD-TU", "/QĐ-TW", " QĐ/TW", "QĐ/TW", " - KL/TW", "-CT/\nTU", "-NQTW",
    "/2020/NĐ-CP", "/2022/NĐ_CP", "/2020/QH14", "/NQ-UBTVQH15", "/2015/TTLT-BNV-BTC", "/2016/NQ.HĐTP", "/QyĐ-BTL",
    "/2011/NĐ-CPngày" up to "CP", "/UBND-NC", "/CP".
    Not: "-2025", "/2025/" cut short, "/10/2023", "- Công văn", "_2018_TT-BYT" (the name of a file).
    """
    types = type_alternation()
    blank = r"[ ]?\n?[ ]?"
    between = rf"(?:{blank}[-/_]{blank}|\.(?=[A-ZĐ]{{2}}))"
    body = r"(?:T\.?[WƯ](?!\w)|[A-ZĐƯ][A-ZĐƯa-zđ0-9&]{0,14}(?:\.U)?)"
    bodies = rf"{body}(?:-{body}){{0,11}}"
    # What is written straight on without a blank: "NĐ-CPngày 28/7/2011", "QĐ-TTgvề".
    glued = r"(?=ngày|và|của|về|quy[ ]|ban[ ]|được|sửa)"
    return rf"""(?=[ \n]{{0,3}}[-/]|[ ]?[A-ZĐ])(?:
        {blank}[-/]{blank}(?P<year>(?:19|20)\d\d)(?:{blank}//?|(?<=/\d\d\d\d)-){blank}
            (?:(?P<ytype>{types}){between}(?P<ybody>{bodies})
              |(?P<assembly>(?:UBTV)?QH{blank}[0-9IVX]{{1,4}}))
      | (?:{blank}[-/]{blank}|[ ]?)(?P<type>{types}){between}(?P<body>{bodies})
      | {blank}[-/]{blank}(?:(?P<jyear>(?:19|20)\d\d)/)?(?P<jtype>{JOINED})(?P<jbody>{JOINED_BODIES})
      | /(?P<letter>[A-ZĐ]{{2,12}}-{body})
      | {blank}[-/][ ]?(?P<alone>{_ALONE})
    )(?:(?!\w)|{glued})"""


@cache
def number_pattern() -> re.Pattern[str]:
    """A whole number in plain() text, with groups serial, suffix and those of `tail_pattern`; case as in print.

    Must match: `47-CT/TU`, `05-HD-TU`, `217/QĐ-TW`, `100 - KL/TW`, `30/2020/NĐ-CP`, `66.25/2026/NQ-CP`, `47a-CT/TU`,
    `79 NQ/TW`. Must not: `2020-2025`, `14-11`, `90%`, `0912-345-678`, `11/11/2014`, `24/2025/` cut short.
    """
    # Too slow to be searched for: `number_starts` says where it may match.
    # A machine that reads a picture takes O for 0 and l for 1: "O5-HD/TU".
    serial = r"(?P<serial>(?:[0-9]|[Ol](?=[0-9]))(?<![\d/,\-A-ZĐa-zđ].)(?<!\S\..)[0-9O]{0,4})"
    return re.compile(rf"{serial}(?P<suffix>[a-zđ]|{_DOT}){tail_pattern()}", re.VERBOSE)


@cache
def _typed_pattern() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<serial>\d{{1,5}})(?P<suffix>[a-zđ](?![a-zđ])|{_DOT}){tail_pattern()}", re.VERBOSE | re.IGNORECASE
    )


def read(match: re.Match[str]) -> Number | None:
    """The number of a match of `number_pattern`; None when its letters are neither type nor body: `12-CT/ABC x`."""
    kinds = match.group("ytype", "type", "jtype")
    bodies = match.group("ybody", "body", "assembly", "jbody", "letter", "alone")
    serial, suffix = match["serial"], match["suffix"] or ""
    # “3l/2024/QH15” is 31: suffixes run a, b, c, and no series of versions reaches l.
    if suffix == "l":
        serial, suffix = f"{serial}1", ""
    return build(
        serial=serial.replace("O", "0").replace("l", "1"),
        suffix=suffix,
        year=match["year"] or match["jyear"],
        type_written=kinds[0] or kinds[1] or kinds[2] or "",
        body_written=next(filter(None, bodies), ""),
        raw=match.group(),
    )


@lru_cache(8192)
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
    return numbers_in_plain(plain(text))


def numbers_in_plain(text: str) -> Iterator[tuple[int, int, Number]]:
    """`numbers_in` for a text that `plain` or `archive.cite.find.even` has made: no look-alikes are looked for."""
    whole, reached = number_pattern(), 0
    for start in serials_in(text):
        match = whole.match(text, start) if start >= reached else None
        found = read(match) if match and _called_a_number(match) else None
        if match:
            reached = match.end()
        if found:
            yield start, reached, found


# Before a number that letters alone would not show. Must match at the end: "Nghị định số ", "Công văn số: ".
_BEFORE_ALONE = re.compile(
    r"(?<!\w)(?:nghị định|quyết định|chỉ thị|thông tư|nghị quyết)\s(?:số\s?)?:?\s?$", re.IGNORECASE
)
_BEFORE_LETTER = re.compile(r"(?<!\w)công (?:văn|điện)\s(?:số\s?)?:?\s?$", re.IGNORECASE)
# Before the code of a form, which looks like a number: "Mẫu 02-TT/ĐV", "biểu mẫu số 2-KH/BC".
_BEFORE_FORM = re.compile(r"(?:mẫu|biểu|form)\s(?:số\s?)?:?\s?$", re.IGNORECASE)


def _called_a_number(match: re.Match[str]) -> bool:
    """Whether the words before allow a number, and vouch for "25/CP" and "423/VP-PCTT", which do not show it alone."""
    form, text, end = match.lastgroup, match.string, match.start()
    start = max(0, end - 24)
    if form == "alone":
        return _BEFORE_ALONE.search(text, start, end) is not None
    if form == "letter" and match["letter"].partition("-")[0] not in _LETTER_BODIES:
        # Older decisions have no type code either: "Quyết định số 202/TCCP-VC", "Quyết định 758/VT-QĐ".
        return bool(_BEFORE_LETTER.search(text, start, end) or _BEFORE_ALONE.search(text, start, end))
    # A contract is no document of an authority: "hợp đồng 12/2026/HĐ-XD".
    if "HĐ" in match.group("ytype", "type"):
        return False
    return _BEFORE_FORM.search(text, max(0, end - 12), end) is None


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
    body, system = body_code(re.sub(r"\s", "", match["ybody"] or match["body"] or match["jbody"] or ""))
    kind = type_code(match["ytype"] or match["type"] or match["jtype"] or "")
    return BlankNumber(match.start(), match.end(), kind, body, system) if kind and body else None


@cache
def _blank_pattern() -> re.Pattern[str]:
    # Must match: "     - HD/BTCTU", ": ……/QĐ-UBND", "    /2024/TT-BTC".  Not: " 47-CT/TU" (a whole number).
    return re.compile(rf"[\s:.…_]*{tail_pattern()}", re.VERBOSE)


# --- parsing one number ----------------------------------------------------------------------------------------------

# Words before a number that say nothing: "Số: 47-CT/TU", "số 47", "No. 47".
_NOISE = re.compile(r"^\s*(?:số(?:\s*,?\s*ký hiệu)?|so|no\.?)\s*[:.]?\s*", re.IGNORECASE)


def parse(written: str) -> Number:
    """The number that a string is, whatever its separators, blanks and case.

    Raises:
        NumberError: the string is not a whole number; the message shows the two right forms.
    """
    text = _NOISE.sub("", plain(nfc(written))).strip()
    text = in_order(text)
    match = _typed_pattern().fullmatch(evened(text)) or _typed_pattern().fullmatch(text)
    found = read(match) if match else None
    if found is None:
        raise NumberError(
            f"“{written[:60]}” không phải là số, ký hiệu văn bản.",
            remedy="Dạng đúng: 47-CT/TU (văn bản của Đảng), 30/2020/NĐ-CP hoặc 15/QĐ-UBND (văn bản Nhà nước).",
            value=written,
        )
    return Number(found.serial, found.suffix, found.year, found.type_code, found.body_code, found.system, written)


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
