"""What part of a sheet of paper each block plays: name of the type, trích yếu, rule, recipients, signature.

Decided by the kind of a block and the shape of its line, never by changing the text. Which parts can be named and
linked to is in `outline`; columns and headings are made in `sheet`.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from archive.works.document import Block

# demonstration: says that the text is a demonstration · issuer: a line of a letterhead that is not in columns
# motto, date: lines of a letterhead · type, subject: name of the type, trích yếu · rule: a line without a letter
# centred: capitals between the paragraphs ("QUYẾT NGHỊ:") · recipients, signature: the foot · "": running text
Role = Literal[
    "",
    "demonstration",
    "issuer",
    "motto",
    "date",
    "star",
    "type",
    "subject",
    "rule",
    "centred",
    "recipients",
    "signature",
]

_LETTER = re.compile(r"[^\W_]")
# Matches "VĂN BẢN MINH HỌA – không phải bản chính thức", "BÀI MINH HỌA – …". Not "Văn bản này có hình minh họa".
_NOTICE = re.compile(r"(?:VĂN BẢN|BÀI) MINH HỌA\b")
# Matches "ĐẢNG CỘNG SẢN VIỆT NAM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc" (old marks too).
_MOTTO = re.compile(r"ĐẢNG CỘNG SẢN VIỆT NAM|CỘNG H[ÒO][ÀA] XÃ HỘI CHỦ NGHĨA VIỆT NAM|Độc lập\W+Tự do", re.IGNORECASE)
# Matches "ngày 11 tháng 11 năm 2014" and "ngày … tháng … năm 2014". Not "ngày 11/11/2014".
LONG_DATE = re.compile(r"ngày\s*(?:\d{1,2}|[….\s]+)\s*tháng\s*(?:\d{1,2}|[….\s]+)\s*năm\s*\d{4}", re.IGNORECASE)
# Matches "Nơi nhận:", "NƠI NHẬN". Not "Nơi nhận đơn là chi ủy".
_RECIPIENTS = re.compile(r"nơi nhận\s*(?::|$)", re.IGNORECASE)
# Matches "T/M BAN THƯỜNG VỤ", "TM. CHÍNH PHỦ", "K/T TRƯỞNG BAN", "KT. CHỦ TỊCH", "T/L", "TUQ.", "Q. CỤC TRƯỞNG".
_ON_BEHALF = re.compile(r"(?:T/M|TM\.|K/T|KT\.|T/L|TL\.|TUQ\.|T/U/Q|Q\.)\s*(?=[^\W\d_])")
# Matches "(đã ký)", "(Đã ký)", "Đã ký". Not "đã ký kết hợp đồng".
_SIGNED = re.compile(r"\(?\s*đã ký\s*\)?$", re.IGNORECASE)
# Matches "- Như trên;", "+ Lưu", "• Các ban". Not "-----".
_BULLET = re.compile(r"[-–+•*]\s*(?=[^\W_])")
# What follows a foot and is not of it: "PHỤ LỤC I", "Phụ lục", "DANH MỤC", "MẪU SỐ 1", "BIỂU 2".
_ANNEX = re.compile(r"(?:phụ lục|danh mục|mẫu|biểu)(?!\w)", re.IGNORECASE)
_SHORT = 90  # letters: a line of a foot, or capitals that stand alone, is never longer in the demonstration corpus
_TO_SIGNED = 4  # lines from the rank to "(đã ký)": "K/T TRƯỞNG BAN", "PHÓ TRƯỞNG BAN THƯỜNG", "TRỰC", "(đã ký)"


def roles(
    text: str, blocks: Sequence[Block], *, body: int, types: Sequence[tuple[int, int]], numbered: Sequence[bool]
) -> tuple[Role, ...]:
    """The part of each block of an official document, in order.

    `body` is how many blocks stand before the text proper; `types` are the spans the type was read from; `numbered`
    says of each block whether it begins a part with a number.
    """
    lines = [text[block.start : block.end].strip() for block in blocks]
    foot = dict(_foot(lines, blocks, body, numbered))
    named = next((at for at in range(body) if _overlaps(blocks[at], types)), body)
    return tuple(
        foot.get(at) or _role(line, block, before=at < body, after_type=at - named, numbered=number)
        for at, (line, block, number) in enumerate(zip(lines, blocks, numbered, strict=True))
    )


def says_demonstration(line: str) -> bool:
    """Whether a line says that the text is a demonstration."""
    return bool(_NOTICE.match(line.strip()))


def _role(line: str, block: Block, *, before: bool, after_type: int, numbered: bool) -> Role:
    if says_demonstration(line):
        return "demonstration"
    letterhead = block.kind.startswith("letterhead")
    if not _LETTER.search(line):
        return "star" if letterhead and line.strip() == "*" else "rule"
    if letterhead or (before and after_type < 0):
        return _letterhead(line, plain=not letterhead)
    if before:
        return "type" if after_type == 0 else "subject"
    alone = block.kind in {"paragraph", "heading"} and not numbered and block.end - block.start <= _SHORT
    return "centred" if alone and line.isupper() else ""


def _letterhead(line: str, *, plain: bool) -> Role:
    """A line of a letterhead: country and motto, place and date, else the issuer when it stands in no column."""
    if _MOTTO.match(line):
        return "motto"
    if LONG_DATE.search(line) and len(line) <= _SHORT and not line.startswith("Số"):
        return "date"
    return "issuer" if plain else ""


def _overlaps(block: Block, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start < block.end and end > block.start for start, end in spans)


def _foot(
    lines: Sequence[str], blocks: Sequence[Block], body: int, numbered: Sequence[bool]
) -> Iterator[tuple[int, Role]]:
    """The blocks of recipients and signature; the foot ends at a numbered part, an annex, a table or a long line."""
    now: Role = ""
    for at in range(body, len(lines)):
        line = lines[at]
        ends = numbered[at] or blocks[at].kind == "table" or len(line) > _SHORT or _ANNEX.match(line)
        now = "" if ends else _next(now, line, lines[at : at + _TO_SIGNED])
        if now:
            yield at, now


def _next(now: Role, line: str, ahead: Sequence[str]) -> Role:
    """What a short line is in the foot, given what the line before it was."""
    if _RECIPIENTS.match(line):
        return "recipients"
    if line.isupper() and (_ON_BEHALF.match(line) or now or any(map(_SIGNED.match, ahead))):
        return "signature"
    if now == "signature" and (_SIGNED.match(line) or _name(line)):
        return "signature"
    if now == "recipients" and (_BULLET.match(line) or not line.endswith(".")):
        return "recipients"
    return ""


def _name(line: str) -> bool:
    """Whether a line below a rank can be the name of who signed: two to six words, each with a capital."""
    words = line.split()
    return 2 <= len(words) <= 6 and all(word[0].isupper() and word.isalpha() for word in words)
