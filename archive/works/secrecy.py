"""Secrecy and circulation marks in lines of text, judged by form and place: what carries one is refused everywhere.

The rows are `archive/data/secrecy.toml`: "MẬT" as a line of its own is a mark, "bí mật" in a sentence is none. Of a
refused text nothing is told but the kind of mark and where it was seen. Files are taken apart for it in `ingest.guard`.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Literal

from archive.errors import SecrecyError
from archive.text.vietnamese import fold, nfc, plain
from archive.works.vocabulary import rows

Where = Literal["line", "edge", "number", "name"]

# A mark is a few letters, spaced out or not; longer lines are text. "( T À I   L I Ệ U   T H U   H Ồ I … )" has 60.
_LONGEST_LINE = 80
# How many first and last lines count as the edge of a text: header block and foot of a two-column letter.
_EDGE = 14
_ORNAMENT = " \t.*_=~^#\\/<>«»\"'“”‘’()[]{}|│║┃▌▐■□●•─━═┌┐└┘╔╗╚╝-–—"
# What every mark holds in some spelling; a quick look before the rows of the table are tried.
_TRACE = re.compile(r"m[aâăậạặấầà]t|n[oôộ]i?b[oôộ]|thuh[oôồ]|tr[aả]l[aạ]i|ph[oổ]bi[eế]n|c[oó]t[eê]n", re.IGNORECASE)
# Marks between the letters of a stamp, and what a scan puts there: "M.Ậ.T", "M-Ậ-T", "TÔ'I MẬT".
_BETWEEN = re.compile(r"[\s.·•*_'’`´~-]+")
# Columns of a letterhead on one line: "MẬT      ĐẢNG CỘNG SẢN VIỆT NAM", "MẬT | …".
_COLUMNS = re.compile(r"\s{3,}|\t|\|")
_LONGEST_ROW = 400
# What stands beside a mark in the same frame and is none: degrees of urgency, the number of the copy, “(đã ký)”.
# Must match: "HỎATỐC-", "BẢNSỐ:05", "(ĐÃKÝ)". Must not: "KHẨUPHẦN", "BẢNTIN".
_BESIDE = re.compile(
    r"^(?:HỎATỐC|HOẢTỐC|HOATOC|THƯỢNGKHẨN|KHẨN|HẸNGIỜ|BẢNSỐ:?\d{1,4})[-–,+/]?(?=\D)"
    r"|(?<=T)[-–,+/(]?(?:HỎATỐC|HOẢTỐC|HOATOC|THƯỢNGKHẨN|KHẨN|HẸNGIỜ|BẢNSỐ:?\d{1,4}|ĐÃKÝ|ĐÃĐÓNGDẤU)\)?$"
)
_TOKEN_END = re.compile(r"[\s,;.]")
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
    """The first mark among lines; the first and last of them count as the edge of the text."""
    held = [line for line in lines if line.strip()]
    for index, line in enumerate(held):
        edge = index < _EDGE or index >= len(held) - _EDGE
        kind = mark_of_line(line, edge=edge)
        if kind:
            return Mark(kind, place)
    return None


def mark_of_line(line: str, *, edge: bool = True) -> str | None:
    """The kind of mark a whole line is, None for a line of ordinary text."""
    if len(line) > _LONGEST_ROW:
        return None
    columns = [part for part in _COLUMNS.split(line) if part.strip()]
    apart = columns if len(columns) > 1 else []
    return next((kind for one in (line, *apart) if (kind := _mark_of(one, edge=edge))), None)


def _mark_of(line: str, *, edge: bool) -> str | None:
    line = " ".join(nfc(plain(line)).split())
    number = _NUMBER_LINE.match(line)
    if number:
        return _mark_of_number(number.group("rest"))
    if len(line) > _LONGEST_LINE or _TRACE.search(_BETWEEN.sub("", line)) is None:
        return None
    wanted = rules("line") + (rules("edge") if edge else ())
    return next((rule.kind for rule in wanted if matches(rule, line)), None)


def is_marked_number(text: str, start: int, end: int) -> bool:
    """Whether the number cited at `text[start:end]` carries a mark of secrecy, in it or right behind it.

    Such a number is no mention: even that it exists is not told (secret documents share the sequence of open ones).
    """
    return _mark_of_number(text[start:end]) is not None or _TAIL.match(text, end, end + 20) is not None


def matches(rule: Rule, line: str) -> bool:
    """True when the line, or the part of a number, is the mark of that row."""
    line = " ".join(nfc(plain(line)).split())
    if rule.view == "raw":
        return rule.pattern.fullmatch(line) is not None
    compact = _BETWEEN.sub("", line.strip(_ORNAMENT))
    if rule.upper:
        compact = _BESIDE.sub("", compact.replace("l", "I"))  # a scan reads I as l
        if compact != compact.upper():
            return False
    return rule.pattern.fullmatch(fold(compact) if rule.view == "folded" else compact) is not None


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
    bracketed = _BRACKETED.search(head)
    if bracketed and (kind := _BRACKETS.get(fold("".join(bracketed.group("mark").split())))):
        return kind
    if _THIRD.search(head):
        return "Tối mật"
    parts = re.split(r"[-/–]", _TOKEN_END.split(head, maxsplit=1)[0])
    spaced = [part.strip() for part in re.split(r"[-/–]", re.split(r"[,;.(]", head, maxsplit=1)[0])]
    found = [part for part in (*parts[1:], *spaced[1:]) if part]
    return next((rule.kind for rule in rules("number") for part in found if matches(rule, part)), None)


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
