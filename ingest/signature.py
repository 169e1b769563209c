"""The foot of an official document: on whose behalf it is signed, and by whom, each with its span.

“T/M BAN THƯỜNG VỤ”, “T/M BỘ CHÍNH TRỊ”, “TM. ỦY BAN NHÂN DÂN”: the organ that signs tells which of the bodies under one
code issued the text (Hướng dẫn 36-HD/VPTW, phần II). Names of persons are kept only as the signatory of the document.
"""

import re
from dataclasses import dataclass

from archive.text.span import Span
from archive.text.vietnamese import canonical_tones

# The signature stands in the last part of a text; behind it come recipients, annexes and web chrome.
_FOOT = 6000
# Must match: "T/M BAN THƯỜNG VỤ", "TM. BỘ CHÍNH TRỊ", "T/M BAN BÍ THƯ".
# Must not: "TM" inside words, "K/T BÍ THƯ" (a person's rank).
_BEHALF = re.compile(r"(?<!\w)(?:T\s?/\s?M|TM\s?\.?)\s*(?P<organ>[^\n\d|]{5,60})")
_RANK = re.compile(
    r"(?:K\s?/\s?T|KT\.?|T\s?/\s?L|TL\.?|TUQ\.?)?\s*(?:TỔNG\s+BÍ\s+THƯ|(?:PHÓ\s+)?BÍ\s+THƯ|THƯỜNG\s+TRỰC|(?:PHÓ\s+)?CHỦ\s+(?:TỊCH|NHIỆM)|(?:THỨ|BỘ)\s+TRƯỞNG|"
    r"(?:PHÓ\s+)?TRƯỞNG\s+BAN|(?:PHÓ\s+)?THỦ\s+TƯỚNG|(?:PHÓ\s+)?CHÁNH\s+VĂN\s+PHÒNG|(?:PHÓ\s+)?THỐNG\s+ĐỐC)[^\n|]{0,40}"
)
# A person's name: two to five words with capitals, alone on its line. Not: ranks (all capitals), "Nơi nhận", "(đã ký)".
_PERSON = re.compile(r"^\s*(?P<name>[^\W\d_a-zà-ỹđ][^\W\d_]+(?:\s+[^\W\d_a-zà-ỹđ][^\W\d_]*){1,4})\s*$")


@dataclass(frozen=True, slots=True)
class Signature:
    """The organ on whose behalf the text is signed ("Ban Thường vụ"), and the signatory, None where not readable."""

    organ: str | None
    organ_span: Span | None
    person: str | None
    person_span: Span | None


def read_signature(text: str) -> Signature:
    """The signature of a canonical text; all None when there is none."""
    floor = max(0, len(text) - _FOOT)
    organs = list(_BEHALF.finditer(text, floor))
    organ = next((match for match in organs if _capitals(match["organ"])), None)
    span = Span(organ.start("organ"), organ.start("organ") + len(organ["organ"].rstrip())) if organ else None
    person = _person(text, organ.end() if organ else _rank_end(text, floor))
    return Signature(
        organ=canonical_tones(" ".join(organ["organ"].split())) if organ else None,
        organ_span=span,
        person=canonical_tones(" ".join(text[person.start : person.end].split())) if person else None,
        person_span=person,
    )


def _capitals(words: str) -> bool:
    letters = [letter for letter in words if letter.isalpha()]
    return bool(letters) and all(letter.isupper() for letter in letters)


def _rank_end(text: str, floor: int) -> int | None:
    ranks = [match.end() for match in _RANK.finditer(text, floor)]
    return ranks[-1] if ranks else None


def _person(text: str, after: int | None) -> Span | None:
    """The first line behind the organ or the rank that is a person's name; within six lines."""
    if after is None:
        return None
    at = text.find("\n", after) + 1 or len(text)
    for line in text[at:].split("\n")[:6]:
        match = _PERSON.match(line)
        if match and not line.strip().isupper() and not _RANK.search(line):
            return Span(at + match.start("name"), at + match.end("name"))
        at += len(line) + 1
    return None
