"""The parts of a document as citations name them: “khoản 2 Điều 3”, “các khoản 1, 2 và 3 Điều 5”, “mục II.1”.

The patterns that find such words beside a citation are here, and their reading as parts with one printed form each.
Whether a document has the part is not asked.
"""

import re
from dataclasses import dataclass
from functools import cache

# One row a kind: its name as printed, the words that write it, its labels. The order is that of depth, the deepest
# first: “điểm a khoản 1 Điều 5 Mục 2 Chương II”.
_NUMERAL = r"\d{1,3}"
_ROMAN = r"[IVXLC]{1,7}"
_KINDS: tuple[tuple[str, str, str], ...] = (
    ("tiết", r"tiết", r"(?:[a-zđ]\d{0,2}|\d{1,2}(?:\.\d{1,2}){0,3})"),
    # “điểm 4.3.1(d) mục II” of the Party's guidance.
    ("điểm", r"điểm", r"(?:[a-zđ]\d{0,2}|\d{1,2}(?:\.\d{1,2}){0,3}(?:[ ]?\([a-zđ]\))?)"),
    ("khoản", r"khoản", rf"{_NUMERAL}[a-zđ]?"),
    ("Điều", r"điều", rf"{_NUMERAL}[a-zđ]?"),
    ("tiểu mục", r"tiểu[ ]mục", rf"(?:{_ROMAN}|[A-Z]|{_NUMERAL})(?:\.\d{{1,3}}){{0,3}}"),
    ("mục", r"mục", rf"(?:{_ROMAN}|[A-Z]|{_NUMERAL})(?:\.\d{{1,3}}){{0,3}}"),
    ("Mẫu số", r"(?:biểu[ ])?mẫu[ ]số", r"\d{1,3}[a-zđ]?"),
    ("Chương", r"chương", rf"(?:{_ROMAN}|{_NUMERAL})"),
    ("Phần", r"phần(?:[ ]thứ)?", rf"(?:{_ROMAN}|{_NUMERAL}|nhất|hai|ba|tư|năm|sáu|bảy)"),
    ("Phụ lục", r"phụ[ ]lục(?:[ ]số)?", rf"(?:{_ROMAN}|{_NUMERAL})"),
)
_DEPTH = {kind: place for place, (kind, _, _) in enumerate(_KINDS)}
_BLANKS = r"[ \n]{1,3}"
# Between labels of one kind, and between parts. A label never looks like a kind, so a list has one reading only.
_AND = rf"(?:[ ]?,{_BLANKS}(?:(?:và|hoặc){_BLANKS})?|{_BLANKS}(?:và|hoặc|đến){_BLANKS}|[ ]?-[ ]?)"
_THEN = rf"(?:[ ]?[,;]{_BLANKS}(?:các[ ])?|{_BLANKS}(?:(?:và|hoặc|đến|của|tại|các){_BLANKS}){{0,2}})"


def _one(words: str, label: str) -> str:
    # Words of a kind in any case, labels in their own: "Điều A" is none.
    kind = words.replace("[ ]", _BLANKS)
    return rf"(?i:{kind}){_BLANKS}{label}(?!\w)(?:{_AND}{label}(?!\w)){{0,11}}"


# Must match: "khoản 2 Điều 3", "điểm a, b khoản 1 Điều 5", "khoản 1, 2 và 3 Điều 5", "Điều 5 đến Điều 9", "mục II.1",
# "mục 2 phần III", "tiết 2.1", "tiểu mục 19.2 Mục 19", "Phần thứ hai", "Phụ lục I, II", "Mẫu số 01 Phụ lục II".
# Must not: "điều kiện", "mục tiêu", "Mẫu số 01" alone (a form is no part that a citation names), "khoản chi".
_ANY = "(?:" + "|".join(_one(words, label) for kind, words, label in _KINDS if kind != "Mẫu số") + ")"
_FORM = rf"(?:{_one(*_KINDS[_DEPTH['Mẫu số']][1:])}[ ]?,?{_BLANKS}(?=(?i:phụ\s)))?"
PARTS = rf"(?:(?i:từ|các|những){_BLANKS})?{_FORM}{_ANY}(?:{_THEN}{_FORM}{_ANY}){{0,11}}"

# At the end of the words before a citation. Must match: "khoản 2 Điều 3 ", "Điều 5 của ", "các khoản 1, 2 Điều 5 ".
# The words “từ” and “các” belong to what is written.
PROVISION = re.compile(rf"(?<!\w)(?P<provision>{PARTS})[ ]?,?(?:{_BLANKS}của{_BLANKS}|{_BLANKS}|$)$")

# In brackets directly behind a citation. Must match: " (khoản 2 Điều 3)". Must not: ", Điều 5", " (khóa XII)".
BEHIND = re.compile(rf"[ ]?\([ ]?(?:tại[ ])?(?P<provision>{PARTS})[ ]?\)")


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a document: its kind ("khoản"), its label ("2", "II.1"), and where it is a range, its last label."""

    kind: str
    label: str
    last: str = ""

    def __str__(self) -> str:
        """As printed: "khoản 2", "Điều 5 đến Điều 9", "Phần thứ hai"."""
        one = f"{self.kind} {self._shown(self.label)}"
        return f"{one} đến {self.kind} {self._shown(self.last)}" if self.last else one

    def _shown(self, label: str) -> str:
        return f"thứ {label}" if self.kind == "Phần" and label.isalpha() and label.islower() else label


@cache
def _reading() -> re.Pattern[str]:
    """One kind with its labels, or a further label of a list, and the word “đến” that makes a range of two."""
    kinds = "|".join(
        rf"(?i:{words.replace('[ ]', _BLANKS)}){_BLANKS}(?P<l{place}>{label})(?!\w)"
        for place, (_, words, label) in enumerate(_KINDS)
    )
    return re.compile(rf"(?P<to>(?<!\w)đến(?!\w)|(?<=\w)[ ]?-[ ]?(?=\w))|(?<!\w)(?:{kinds})|(?<![\w.])(?P<more>[\w.]+)")


def parts_of(text: str) -> tuple[Part, ...]:
    """The parts that a provision's words name, in their order: "khoản 1, 2 Điều 5" → khoản 1, khoản 2, Điều 5.

    Words that are neither kinds nor labels ("của", "các") say nothing. `parts_of(printed(parts)) == parts`.
    """
    found: list[Part] = []
    ranged = False
    for match in _reading().finditer(text):
        if match.lastgroup == "to":
            ranged = bool(found)
            continue
        part = _read(match, found[-1].kind if found else "")
        if part and ranged and found[-1].kind == part.kind and not found[-1].last:
            found[-1] = Part(part.kind, found[-1].label, part.label)
        elif part:
            found.append(part)
        ranged = ranged and part is None
    return tuple(found)


def _read(match: re.Match[str], before: str) -> Part | None:
    """The part of a match; a label alone belongs to the kind `before` it."""
    if match.lastgroup != "more":
        kind = _KINDS[int(str(match.lastgroup)[1:])][0]
        return Part(kind, match[str(match.lastgroup)])
    label = next((label for kind, _, label in _KINDS if kind == before), None)
    return Part(before, match["more"]) if label and re.fullmatch(label, match["more"]) else None


def printed(parts: tuple[Part, ...]) -> str:
    """Parts in one written form: "khoản 1, khoản 2 Điều 5"; a comma stands where the next part is no deeper's whole."""
    words = ""
    for before, part in zip((None, *parts), parts, strict=False):
        rising = before is not None and _DEPTH[part.kind] > _DEPTH[before.kind]
        words += ("" if before is None else " " if rising else ", ") + str(part)
    return words
