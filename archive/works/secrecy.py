"""Secrecy and circulation marks in lines of text, judged by form and place: what carries one is refused everywhere.

The rows are `archive/data/secrecy.toml`: "MẬT" as a line of its own is a mark, "bí mật" in a sentence is none. Of a
refused text nothing is told but the kind of mark and where it was seen. Files are taken apart for it in `ingest.guard`.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import Literal

from archive.errors import SecrecyError
from archive.text.vietnamese import fold, nfc, plain
from archive.works.secrecy_first_look import (
    BETWEEN,
    LONGEST_LINE,
    LONGEST_ROW,
    LONGEST_SAYING,
    ODD,
    SAYING,
    worth_a_look,
)
from archive.works.vocabulary import rows

Where = Literal["line", "edge", "head", "said", "number", "name"]

# How many first and last lines count as the edge of a text: header block and foot of a two-column letter.
_EDGE = 14
_ORNAMENT = " \t.*_=~^#\\/<>«»\"'“”‘’()[]{}|│║┃▌▐■□●•─━═┌┐└┘╔╗╚╝-–—"
# A mark set over a page many times in one row: "TUYỆT MẬT TUYỆT MẬT", without its blanks. Must not match: "MẬT".
_REPEATED = re.compile(r"(?P<once>\w{3,20}?)(?P=once){1,20}")
# What every mark holds in some spelling; a quick look before the rows of the table are tried.
_TRACE = re.compile(
    r"m[aâăậạặấầà]t|n[oôộ]i?b[oôộ]|thuh[oôồ]|(?:tr[aả]|n[oộ]p)l[aạ]i|ph[oổ]bi[eế]n|c[oó]t[eê]n|h[aà]nhtr",
    re.IGNORECASE,
)
# Columns of a letterhead on one line: "MẬT      ĐẢNG CỘNG SẢN VIỆT NAM", "MẬT | …".
_COLUMNS = re.compile(r"\s{3,}|\t|\|")
# Letters of other scripts, and signs of a scan, that look like those of a mark; what NFKC makes plain is not listed.
_LOOKS = str.maketrans("МТАОІІЕУКНΜΤΑΟΙΕΥΚΗ¥", "MTAOIIEYKHMTAOIEYKHY")
# Signs without width inside a word: soft hyphen, zero-width blanks and joiners, direction marks.
_NO_WIDTH = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
# Lines that only a letterhead or the foot of a letter has, in folded letters.
# Must match: "Số: 45-CV/TU", "ĐẢNG CỘNG SẢN VIỆT NAM", "Nơi nhận:", "T/M BAN THƯỜNG VỤ".
# Must not: "Số lượng", "Đảng Cộng sản Việt Nam ra đời".
_OF_LETTER = re.compile(
    r"\W{0,3}(?:so ?:? ?[\d.…_][^,;]{0,60}|so ?:.{0,40}|dang cong san viet nam\W{0,3}|noi nhan ?:?|k?t/?m\W.{0,60}"
    r"|cong hoa xa hoi chu nghia viet nam\W{0,3}|doc lap ?- ?tu do ?- ?hanh phuc\W{0,3})"
)
# How far from such a line a weak mark may stand: name of the body, star, number, mark, place and day.
_NEAR = 6
# Degrees that stand so close are a list of them (quiz, table of terms, choices of a form), not marks.
_LIST_STEP = 12
_DEGREES = frozenset({"Mật", "Tối mật", "Tuyệt mật"})
# A property of a file that is nothing but a mark, in small letters too.
# Must match: "tối mật", "Tài liệu mật", "mật". Must not: "bảo mật, mật mã", "mat" (English), "mặt".
_VALUE = re.compile(r"(?:tàiliệu|vănbản|dấu|độ|độmật:?)?(?P<mark>tốimật|tuyệtmật|mật)|(?P<bare>toimat|tuyetmat)")
_TOKEN_END, _PHRASE_END, _PART_END = re.compile(r"[\s,;.]"), re.compile(r"[,;.(]"), re.compile(r"[-/–]")
# A mark in brackets behind a number: "12/BC-UBND(M)", "12-BC/TU (Mật)". Must not match: "47-CT/TU (khóa XV)", "(MTTQ)".
_BRACKETED = re.compile(r"\d[\w./–-]{1,30}\s?\(\s?(?P<mark>M|TM|TyM|[MmTt][\w ]{2,9}|MẬT)\s?\)")
# What follows a cited number and marks it: "12-BC/TU" + "/MẬT". Must not match: "/MTTQ", " (mật độ …)", "-MT".
_TAIL = re.compile(
    r"\s?(?:[/–-]\s?|\(\s?)(?:M|TyM|TMẬT|(?:TỐI ?|TUYỆT ?)?MẬT|(?:[Tt]ối |[Tt]uyệt )?[Mm]ật)"
    r"(?![\w-])(?! (?:độ|ong|mã))"
)
_BRACKETS = {
    "m": "Mật",
    "mat": "Mật",
    "tm": "Tối mật",
    "toimat": "Tối mật",
    "tym": "Tuyệt mật",
    "tuyetmat": "Tuyệt mật",
}
# TM behind type and body can be no body's code. Must match: "03-TTr/TU/TM". Must not: "0321/TM-XNK", "12-BC/TM".
_THIRD = re.compile(r"^\s?\d{1,5}\s?[-–]\s?[A-ZĐa-z]{1,6}\s?/\s?[A-ZĐ]{2,10}\s?/\s?TM(?![\w-])")
_NUMBER_LINE = re.compile(r"(?:Số|SỐ|số)\s*:?\s*(?P<rest>\S.*)")


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark that was seen: its kind ("Mật", "Lưu hành nội bộ") and the place, with nothing of the text."""

    kind: str
    place: str


@dataclass(frozen=True, slots=True)
class _Alike:
    """A line that would be a mark in a letterhead: its place among the lines, and the kind."""

    index: int
    kind: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A row of the table of marks."""

    kind: str
    where: Where
    view: Literal["exact", "folded", "raw"]
    pattern: re.Pattern[str]
    upper: bool
    must: tuple[str, ...]
    must_not: tuple[str, ...]


def inspect_lines(lines: Iterable[str], place: str) -> Mark | None:
    """The first mark among lines; the first and last of them count as the edge of the text.

    Degrees of secrecy close together and away from the letterhead are a list of degrees, and no mark.
    """
    held = [line for line in lines if line.strip()]
    held += _upright(held)
    alike = [_Alike(index, kind) for index in worth_a_look(held) if (kind := mark_of_line(held[index])) is not None]
    letter = _near_letter(held) if alike else frozenset()
    marks = [one for one in alike if _kind_of(held[one.index], _zones(one.index, len(held), letter))]
    if not marks or _is_list(alike, held, letter):
        return None
    return Mark(marks[0].kind, place)


def inspect_values(values: Iterable[str], place: str) -> Mark | None:
    """The mark that a property of a file is (keywords, category, custom fields): small letters count here as well."""
    for value in values:
        found = _VALUE.fullmatch(BETWEEN.sub("", _shown(value[:LONGEST_ROW]).strip(_ORNAMENT)).lower())
        kind = _BRACKETS[fold(found["mark"] or found["bare"])] if found else mark_of_line(value)
        if kind:
            return Mark(kind, place)
    return None


def mark_of_line(line: str, *, edge: bool = True) -> str | None:
    """The kind of mark a whole line is, None for a line of ordinary text; `edge` as if it stood in the letterhead."""
    return _kind_of(line, ("line", "edge", "head") if edge else ("line",))


def _kind_of(line: str, zones: Sequence[Where]) -> str | None:
    if len(line) > LONGEST_ROW:
        return None
    columns = [part for part in _COLUMNS.split(line) if part.strip()]
    apart = columns if len(columns) > 1 else []
    return next((kind for one in (line, *apart) if (kind := _mark_of(one, zones))), None)


def _zones(index: int, count: int, letter: frozenset[int]) -> tuple[Where, ...]:
    """What kinds of rows apply to the line at this place."""
    edge: tuple[Where, ...] = ("edge",) if index < _EDGE or index >= count - _EDGE else ()
    head: tuple[Where, ...] = ("head",) if index in letter else ()
    return ("line", *edge, *head)


def _near_letter(lines: Sequence[str]) -> frozenset[int]:
    """The places where a letterhead is: the first two lines, and those near a number, a motto or the recipients."""
    found = (at for at, line in enumerate(lines) if len(line) < LONGEST_LINE and _OF_LETTER.fullmatch(fold(nfc(line))))
    near = {place for at in found for place in range(at - _NEAR, at + _NEAR + 1)}
    return frozenset({0, 1, *near})


def _is_list(alike: Sequence[_Alike], lines: Sequence[str], letter: frozenset[int]) -> bool:
    """Whether these are degrees one below the other: all three, or two of which none is in the capitals of a stamp.

    Two stamps in capitals may be the old and the new mark of one paper; one in a letterhead is always a mark.
    """
    if any(one.kind not in _DEGREES or one.index in letter for one in alike):
        return False
    kinds = {one.kind for one in alike}
    if len(kinds) < 2 or (len(kinds) < 3 and any(mark_of_line(lines[one.index], edge=False) for one in alike)):
        return False
    return all(after.index - before.index <= _LIST_STEP for before, after in pairwise(alike))


def _upright(lines: Sequence[str]) -> list[str]:
    """Words set one letter below the other ("M", "Ậ", "T"), each as a line."""
    runs, run = [], ""
    for line in (*lines, ""):
        letter = nfc(line.strip()) if len(line) < 12 else ""
        if len(letter) == 1 and letter.isalpha():
            run += letter
        else:
            runs += [run] if len(run) > 2 else []
            run = ""
    return runs


def _shown(line: str) -> str:
    """The line as it looks: look-alikes of other scripts made plain, signs without width taken out, blanks single."""
    if ODD.search(line):
        line = unicodedata.normalize("NFKC", _NO_WIDTH.sub("", line).translate(_LOOKS))
    return " ".join(nfc(plain(line)).split())


def _mark_of(line: str, zones: Sequence[Where]) -> str | None:
    line = _shown(line)
    number = _NUMBER_LINE.match(line)
    if number:
        return _mark_of_number(number.group("rest"))
    is_said = len(line) <= LONGEST_SAYING and SAYING.match(line) is not None
    wanted: Sequence[Where] = (*(zones if len(line) <= LONGEST_LINE else ()), *(("said",) if is_said else ()))
    if not wanted or _TRACE.search(BETWEEN.sub("", line)) is None:
        return None
    forms = _forms(line)
    return next((rule.kind for where in wanted for rule in rules(where) if _is_of(rule, forms)), None)


def is_marked_number(text: str, start: int, end: int) -> bool:
    """Whether the number cited at `text[start:end]` carries a mark of secrecy, in it or right behind it.

    Such a number is no mention: even that it exists is not told (secret documents share the sequence of open ones).
    """
    return _mark_of_number(text[start:end]) is not None or _TAIL.match(text, end, end + 20) is not None


def matches(rule: Rule, line: str) -> bool:
    """True when the line, or the part of a number, is the mark of that row."""
    return _is_of(rule, _forms(line))


def _is_of(rule: Rule, forms: tuple[str, str, str]) -> bool:
    line, compact, alone = forms
    if rule.view == "raw":
        return rule.pattern.fullmatch(line) is not None
    return _fits(rule, compact) or (alone != compact and _fits(rule, alone))


def _forms(line: str) -> tuple[str, str, str]:
    """What the rows of the table are compared with, the same for all: the line, its letters alone, the mark in them."""
    line = _shown(line)
    compact = BETWEEN.sub("", line.strip(_ORNAMENT))
    repeated = _REPEATED.fullmatch(compact)
    compact = repeated["once"] if repeated else compact
    return line, compact, _alone(compact)


def _fits(rule: Rule, compact: str) -> bool:
    if rule.upper:
        compact = compact.replace("l", "I")  # a scan reads I as l
        if compact != compact.upper():
            return False
    return rule.pattern.fullmatch(fold(compact) if rule.view == "folded" else compact) is not None


def _alone(compact: str) -> str:
    """The mark without what stands beside it in the same frame: urgency, number of the copy, what is forbidden."""
    before, behind = _beside()
    for _ in range(3):
        shape = fold(compact)
        first, last = before.match(shape), behind.search(shape)
        if len(shape) != len(compact) or not (first or last):
            break
        compact = compact[first.end() :] if first else compact[: last.start()] if last else compact
    return compact.strip(_ORNAMENT)


def refusal_of(mark: Mark) -> SecrecyError:
    """The error for a marked file: it names the kind of mark and the place, nothing of the text."""
    return SecrecyError(
        f"Mang dấu “{mark.kind}” ({mark.place}); kho không nhận và không giữ lại gì của nội dung.",
        remedy="Quản lý tệp này theo quy định bảo vệ bí mật; chỉ nạp văn bản được phép phổ biến.",
        kind=mark.kind,
        place=mark.place,
    )


def _mark_of_number(rest: str) -> str | None:
    """The mark among the parts of a number: "12-BC/TU/MẬT" has the parts 12, BC, TU, MẬT."""
    head = rest[:40]
    bracketed = _BRACKETED.search(head) if "(" in head else None
    if bracketed and (kind := _BRACKETS.get(fold("".join(bracketed.group("mark").split())))):
        return kind
    if "TM" in head and _THIRD.search(head):
        return "Tối mật"
    token, phrase = _TOKEN_END.split(head, maxsplit=1)[0], _PHRASE_END.split(head, maxsplit=1)[0]
    found = [part for part in _PART_END.split(token)[1:] if part]
    if phrase != token:
        found += [part for part in map(str.strip, _PART_END.split(phrase)[1:]) if part]
    first = min(map(_first_row, found), default=_NO_ROW)
    return rules("number")[first].kind if first < _NO_ROW else None


_NO_ROW = 1000


@lru_cache(maxsize=4096)
def _first_row(part: str) -> int:
    """The place of the first row that a part of a number matches; parts come again in text after text: "CT", "2025"."""
    forms = _forms(part)
    return next((at for at, rule in enumerate(rules("number")) if _is_of(rule, forms)), _NO_ROW)


@cache
def _beside() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What may stand before a mark and behind it in one line, on folded letters without blanks."""
    words = "|".join(row["pattern"] for row in rows("secrecy", "beside"))
    return (
        re.compile(rf"(?:{words})[,;:+/|(]{{0,2}}(?=[(]?(?:mat|toi|tuyet|do|dau|dong|tai|van|hoatoc|khan|ban|thuong))"),
        re.compile(rf"(?<=mat|hoi|lai|ien|ibo|oan|toc)[,;:+/|()]{{0,2}}(?:{words})[)]?$"),
    )


@cache
def rules(where: Where) -> tuple[Rule, ...]:
    """The rows of the table for one place, in the table's order."""
    return tuple(rule for rule in all_rules() if rule.where == where)


@cache
def all_rules() -> tuple[Rule, ...]:
    """Every row of the table of marks, its pattern compiled."""
    return tuple(
        Rule(
            kind=row["kind"],
            where=row["where"],
            view=row["view"],
            pattern=re.compile(row["pattern"]),
            upper=row.get("upper", False),
            must=tuple(row["must"]),
            must_not=tuple(row["must_not"]),
        )
        for row in rows("secrecy", "mark")
    )
