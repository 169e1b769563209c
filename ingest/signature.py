"""The foot of an official document: on whose behalf it is signed, and by whom, each with its span.

“T/M BAN THƯỜNG VỤ”, “T/M BỘ CHÍNH TRỊ”, “TM. ỦY BAN NHÂN DÂN”: the organ that signs tells which of the bodies under one
code issued the text (Hướng dẫn 36-HD/VPTW, phần II). Names of persons are kept only as the signatory of the document.
"""

import re
from dataclasses import dataclass

from archive.cite.patterns import LOWER, UPPER
from archive.text.span import Span
from archive.text.vietnamese import canonical_tones

# The signature stands in the last part of a text; behind it come recipients, annexes and web chrome.
_FOOT = 6000
# An annex line this near to the beginning is the head of a text that is itself an annex.
_HEAD = 300
# Must match: "T/M BAN THƯỜNG VỤ", "TM. BỘ CHÍNH TRỊ", "T/M BAN BÍ THƯ".
# Must not: "TM" inside words, "K/T BÍ THƯ" (a person's rank).
_BEHALF = re.compile(r"T(?<!\wT)(?:\s?/\s?M|M\s?\.?)\s*(?P<organ>[^\n\d|]{5,60})")
# Ranks in capitals: "KT. BỘ TRƯỞNG", "PHÓ CHỦ TỊCH", "CHỦ TỊCH QUỐC HỘI". Must not: "Bộ trưởng" in a sentence.
_RANK = re.compile(
    r"(?<!\w)(?:(?:K\s?/\s?T|KT|T\s?/\s?L|TL|TUQ)\s?\.?)?\s*(?:TỔNG\s+BÍ\s+THƯ|(?:PHÓ\s+)?BÍ\s+THƯ|THƯỜNG\s+TRỰC"
    r"|(?:PHÓ\s+)?CHỦ\s+(?:TỊCH|NHIỆM)|(?:THỨ|BỘ|VIỆN|CỤC)\s+TRƯỞNG|(?:PHÓ\s+)?TRƯỞNG\s+BAN|(?:PHÓ\s+)?THỦ\s+TƯỚNG"
    rf"|(?:PHÓ\s+)?CHÁNH\s+(?:VĂN\s+PHÒNG|ÁN)|(?:PHÓ\s+)?(?:THỐNG|GIÁM)\s+ĐỐC|TỔNG\s+(?:THANH\s+TRA|KIỂM\s+TOÁN))"
    rf"(?:\s+[{UPPER}]{{2,}}(?!\w))*"
)
# The first words of a rank: behind letters such as KT they may stand without a blank ("KTBỘ TRƯỞNG").
_RANK_WORD = re.compile(r"(?:TỔNG|PHÓ|BÍ|THƯỜNG|CHỦ|THỨ|BỘ|VIỆN|CỤC|TRƯỞNG|THỦ|CHÁNH|THỐNG|GIÁM)\s")
_LONGEST_LETTERS = 5  # "K / T"
# A person's name: two to five words with capitals, alone on its line. Must match: "Đào …", "Lê …" with more words.
# Must not: ranks (all capitals), "Nơi nhận", "(đã ký)", "Ký, đóng dấu".
_PERSON = re.compile(rf"^\s*(?P<name>[{UPPER}][{LOWER}]+(?:\s+[{UPPER}][{LOWER}]*){{1,4}})\s*$")
# Where annexes begin: forms inside them are signed by nobody. "PHỤ LỤC I", "(Kèm theo Thông tư số …)", "(Ban hành kèm
# theo …)". Must not: "quy định tại Phụ lục I" in a sentence.
_ANNEX = re.compile(
    r"^[^\S\n]*(?:phụ\s+lục(?:\s+(?:số\s+)?[IVXLC\d]+\w?)?[^\S\n]*[:.]?[^\S\n]*$|\((?:ban\s+hành\s+)?kèm\s+theo(?!\w))",
    re.IGNORECASE | re.MULTILINE,
)
# A consolidated text is attested at its very end, behind its annexes.
_ATTESTED = re.compile(r"XÁC\s+THỰC\s+VĂN\s+BẢN\s+HỢP\s+NHẤT")


@dataclass(frozen=True, slots=True)
class Signature:
    """The organ on whose behalf the text is signed ("Ban Thường vụ"), and the signatory, None where not readable."""

    organ: str | None
    organ_span: Span | None
    person: str | None
    person_span: Span | None


def read_signature(text: str) -> Signature:
    """The signature of a canonical text; all None when there is none."""
    foot = _foot(text)
    organs = list(_BEHALF.finditer(text, *foot))
    organ = next((match for match in organs if _capitals(match["organ"])), None)
    span = Span(organ.start("organ"), organ.start("organ") + len(organ["organ"].rstrip())) if organ else None
    person = _person(text, organ.end() if organ else _rank_end(text, foot), foot.end)
    return Signature(
        organ=canonical_tones(" ".join(organ["organ"].split())) if organ else None,
        organ_span=span,
        person=canonical_tones(" ".join(text[person.start : person.end].split())) if person else None,
        person_span=person,
    )


def _foot(text: str) -> Span:
    """The part that may hold the signature: before the annexes, or from the attestation of a consolidated text."""
    attested = _ATTESTED.search(text)
    if attested:
        return Span(attested.end(), len(text))
    annex = next((match.start() for match in _ANNEX.finditer(text) if match.start() > _HEAD), len(text))
    return Span(max(0, annex - _FOOT), annex)


def _capitals(words: str) -> bool:
    letters = [letter for letter in words if letter.isalpha()]
    return bool(letters) and all(letter.isupper() for letter in letters)


def _rank_end(text: str, foot: Span) -> int | None:
    """Where the last rank of the foot ends; looked for at the words that ranks begin with, which are few."""
    last = None
    for word in _RANK_WORD.finditer(text, *foot):
        if last is None or word.start() >= last:
            rank = _rank_at(text, word.start(), foot.end, floor=foot.start if last is None else last)
            last = rank.end() if rank else last
    return last


def _rank_at(text: str, at: int, limit: int, *, floor: int) -> re.Match[str] | None:
    """The rank whose words begin at a place, behind letters that stand close before it where there are such."""
    rank = _RANK.match(text, at, limit)
    for begin in range(at - 1, max(floor, at - _LONGEST_LETTERS) - 1, -1) if rank is None else ():
        rank = _RANK.match(text, begin, limit)
        if rank and rank.end() > at:
            return rank
    return rank if rank and rank.end() > at else None


def _person(text: str, after: int | None, limit: int) -> Span | None:
    """The first line from the organ or the rank on that is a person's name; within seven lines."""
    if after is None:
        return None
    at = after
    for line in text[after:limit].split("\n")[:7]:
        rank = _RANK.match(line.lstrip())
        name = line[rank.end() + len(line) - len(line.lstrip()) :] if rank else line
        match = _PERSON.match(name)
        if match:
            begin = at + len(line) - len(name)
            return Span(begin + match.start("name"), begin + match.end("name"))
        at += len(line) + 1
    return None
