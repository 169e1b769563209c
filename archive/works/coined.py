"""Abbreviations and nicknames that texts coin themselves, as candidates for the tables: a person confirms each of them.

“Ủy ban Kiểm tra (UBKT)”, “(sau đây gọi tắt là BTV)”, “Nghị quyết số 10-NQ/TW (quen gọi là khoán 10)”. A candidate of
an abbreviation is one only when its letters are the initials of the words before it.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from archive.text.vietnamese import fold

# An abbreviation in brackets, with or without the words that announce it. Must match: "(UBKT)", "(sau đây gọi tắt là
# BTV)", "(viết tắt là: “HĐND”)". Not: "(khóa XII)", "(sau đây gọi là Ban Chỉ đạo)", "(Điều 5)".
_IN_BRACKETS = re.compile(
    r"\((?:(?:sau đây|dưới đây) )?(?:(?:được )?(?:gọi|viết)(?: tắt)?(?: chung)? là:? )?"
    r"[“\"]?(?P<short>[A-ZĐƯ][A-ZĐƯ&-]{1,9})[”\"]?\)"
)
# A word in capitals anywhere. Must match: "UBKT", "BHXH". Not: "Bộ", "47-CT/TU" (part of a number), "XII".
_CAPITALS = re.compile(r"(?<![\w/-])[A-ZĐƯ]{3,9}(?![\w/-])")
# A congress term is no abbreviation. Must match: "XIII". Not: "XHCN".
_ROMAN = re.compile(r"[IVXL]+")
# What a document is called besides. Must match: "thường gọi là “khoán 10”", "còn gọi là Khoán 10",
# "quen gọi: Khoán 10". Not: "gọi là đảng viên" (a definition), "sau đây gọi là Quy định" (of this text only).
_CALLED = re.compile(
    r"\b(?i:thường|còn|hay|quen)(?: được)? gọi(?: nôm na| tắt)?(?: là:?|:) "
    r"(?:[“\"](?P<quoted>[^”\"]{3,50})[”\"]|(?P<bare>[^\W_][^,.;:()“”\"]{2,40}))"
)
# Where a name without quotation marks ends: “còn gọi là khoán 10 và …”.
_GOES_ON = re.compile(r" (?:và|hoặc|là|được|đã|của) ")
# A name with the number in brackets behind it. Must match: "Nghị quyết khoán 10 (số 10-NQ/TW", "Quy định nêu gương (Quy
# định số 08-QĐi/TW". Not: "Nghị quyết số 10 (khóa VI)", "Nghị quyết 10 (10-NQ/TW" (that is the number).
_TYPES = "Nghị quyết|Chỉ thị|Kết luận|Quy định|Quyết định|Chương trình|Đề án"
_BESIDE = re.compile(rf"\b(?:{_TYPES}) (?P<name>(?!số)[^\W\d_][^,.;:()]{{2,40}}) \((?:(?:{_TYPES}) )?(?:số )?\d")
_WORD = re.compile(r"[^\W\d_]+")
# Words that have no letter in an abbreviation: "phòng cháy và chữa cháy" is PCCC.
_SILENT = frozenset(("va", "cua", "cac", "ve", "voi"))
# Words that begin or end no name: "trong giai đoạn" is not what TGĐ stands for.
_LINKING = frozenset(
    ("trong", "tren", "tai", "theo", "tu", "den", "cho", "khi", "do", "de", "mot", "nhung", "so", "nam")
)
# How far before a bracket its words may begin; the longest of the table, "CBCCVCNLĐ", has 48 letters.
_REACH = 120


@dataclass(frozen=True, slots=True)
class Defined:
    """An abbreviation and the words it stands for, from `start` to `end` of the text."""

    short: str
    words: str
    start: int
    end: int


def definitions(text: str) -> tuple[Defined, ...]:
    """The abbreviations that a text defines, in order: brackets whose letters are the initials of the words before."""
    found = []
    for match in _IN_BRACKETS.finditer(text):
        floor = max(0, match.start() - _REACH)
        before = [(floor + word.start(), word[0]) for word in _WORD.finditer(text[floor : match.start()])]
        start = _begin(match["short"], before)
        if start is not None:
            words = text[start : match.start()].rstrip()
            found.append(Defined(match["short"], words, start, start + len(words)))
    return tuple(found)


def capitals(text: str) -> frozenset[str]:
    """The words of a text that are all in capitals and may be abbreviations; no numbers, no terms."""
    return frozenset(word for word in _CAPITALS.findall(text) if not _ROMAN.fullmatch(word))


def initials_of(titles: Iterable[str], *, longest: int = 6) -> dict[str, Counter[str]]:
    """The phrases of titles by their initials, each with the number of titles that have it: "shcb" → sinh hoạt chi bộ.

    `longest` is how many words a phrase may have; words without a letter of their own (“và”, “của”) count too.
    """
    found: dict[str, Counter[str]] = {}
    for title in titles:
        words = _WORD.findall(title.lower())
        phrases = {
            tuple(words[first : first + size])
            for size in range(3, longest + 1)
            for first in range(len(words) - size + 1)
        }
        for phrase in phrases:
            if not {fold(phrase[0]), fold(phrase[-1])} & (_SILENT | _LINKING):
                found.setdefault(_initials(phrase), Counter())[" ".join(phrase)] += 1
    return found


def called(sentence: str) -> tuple[str, ...]:
    """What a sentence says that a document is called besides: “khoán 10”."""
    named = [match["quoted"] or _GOES_ON.split(match["bare"])[0] for match in _CALLED.finditer(sentence)]
    named += [match["name"] for match in _BESIDE.finditer(sentence)]
    return tuple(dict.fromkeys(" ".join(name.split()) for name in named))


def _begin(short: str, before: Sequence[tuple[int, str]]) -> int | None:
    """Where the words begin whose initials a short form is; None when those before it are others."""
    letters = fold(re.sub(r"[^A-ZĐƯ]", "", short))
    for size in range(len(letters), min(len(before), len(letters) + 3) + 1):
        if fold(before[-size][1]) not in _SILENT and _initials([word for _, word in before[-size:]]) == letters:
            return before[-size][0]
    return None


def _initials(words: Sequence[str]) -> str:
    folded = (fold(word) for word in words)
    return "".join(word[0] for word in folded if word and word not in _SILENT)
