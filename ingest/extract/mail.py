"""A letter (EML) to the files in it: its own text where it says something, attachments, letters inside it.

Names come as RFC 2231 or 2047 write them and are read by the library; nothing in a letter is run or fetched.
"""

import re
from collections.abc import Iterator
from email import policy
from email.message import EmailMessage, Message
from email.parser import BytesParser

from archive.errors import ExtractError
from ingest.extract.container_names import readable_name

# Fewer words than this are a greeting ("Kính gửi các đồng chí, xin gửi văn bản kèm theo."), not a document.
_FEWEST_WORDS = 40
# Pictures in the text of a letter up to this size are signs of an office and lines of a signature.
_SMALL_PICTURE = 40_000
_DEEPEST = 12
_MOST_LINES = 2_000
_SUFFIXES = {
    "text/html": ".html",
    "text/plain": ".txt",
    "application/pdf": ".pdf",
    "application/msword": ".doc",
    "application/rtf": ".rtf",
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "message/rfc822": ".eml",
}
_TAG = re.compile(r"<[^>]{0,2000}>")


def letter_parts(payload: bytes, *, most: int = 1_000) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of what lies in a letter, the letter's own text first as "thu.html" or "thu.txt".

    Raises:
        ExtractError: no letter, or with more parts than `most`.
    """
    letter = BytesParser(policy=policy.default).parsebytes(payload)
    if not letter.keys():
        raise ExtractError("Không phải thư điện tử.", remedy="Nạp từng tệp đính kèm của thư.")
    parts = list(_parts(letter))
    if len(parts) > most:
        raise ExtractError(f"Thư có {len(parts)} phần, quá {most}.", remedy="Nạp từng tệp đính kèm của thư.")
    own = _own_text(parts)
    taken: set[str] = set()
    if own is not None:
        yield own
        taken.add(own[0])
    for number, part in enumerate(parts, start=1):
        if _is_attached(part):
            raw = _bytes(part)
            if raw:
                yield _unused(_name(part, number), taken), raw


def head_lines(payload: bytes) -> list[str]:
    """What a letter says of itself, for the guard: its subject and the lines of its own text, also of a short one."""
    letter = BytesParser(policy=policy.default).parsebytes(payload)
    lines = [str(letter.get(name) or "") for name in ("Subject", "Sensitivity", "X-Classification", "Keywords")]
    for part in _parts(letter):
        if part.get_content_maintype() == "text" and not _is_file(part):
            text = _bytes(part).decode(_charset(part), "replace")
            lines += _TAG.sub("\n", text).splitlines()[:_MOST_LINES]
    return [line.strip() for line in lines if line.strip()]


def _parts(letter: Message) -> Iterator[Message]:
    """The parts that hold something, in order; a letter inside is one of them and is not gone into."""
    stack: list[tuple[Message, int]] = [(letter, 0)]
    while stack:
        part, depth = stack.pop()
        if part.get_content_type() == "message/rfc822" and depth:
            yield part
        elif part.is_multipart() and depth < _DEEPEST:
            inner = part.get_payload()
            held = [one for one in inner if isinstance(one, Message)] if isinstance(inner, list) else []
            stack.extend((one, depth + 1) for one in reversed(held))
        elif not part.is_multipart():
            yield part


def _own_text(parts: list[Message]) -> tuple[str, bytes] | None:
    """The letter's own text, the formed one before the plain one, when it has words enough."""
    for kind in ("text/html", "text/plain"):
        for part in parts:
            if part.get_content_type() == kind and not _is_file(part):
                raw = _bytes(part)
                words = _TAG.sub(" ", raw.decode(_charset(part), "replace")).split()
                if len(words) >= _FEWEST_WORDS:
                    return ("thu.html" if kind == "text/html" else "thu.txt"), _as_utf8(raw, part)
    return None


def _is_attached(part: Message) -> bool:
    kind = part.get_content_type()
    if kind in ("text/html", "text/plain") and not _is_file(part):
        return False
    if part.get_content_maintype() == "image" and part.get("Content-ID") and len(_bytes(part)) <= _SMALL_PICTURE:
        return False
    return kind not in ("text/calendar", "application/pgp-signature", "application/pkcs7-signature")


def _is_file(part: Message) -> bool:
    return part.get_content_disposition() == "attachment" or bool(part.get_filename())


def _bytes(part: Message) -> bytes:
    if part.get_content_type() == "message/rfc822":
        inner = part.get_payload()
        return inner[0].as_bytes() if isinstance(inner, list) and inner and isinstance(inner[0], Message) else b""
    raw = part.get_payload(decode=True)
    return raw if isinstance(raw, bytes) else b""


def _charset(part: Message) -> str:
    told = part.get_content_charset("utf-8")
    try:
        "".encode(told)
    except LookupError:
        return "utf-8"
    return told


def _as_utf8(raw: bytes, part: Message) -> bytes:
    """Text in the encoding its head names as UTF-8: away from its head nobody would know it."""
    charset = _charset(part)
    try:
        return raw if charset in ("utf-8", "us-ascii") else raw.decode(charset).encode("utf-8")
    except UnicodeDecodeError:
        return raw


def _name(part: Message, number: int) -> str:
    """The name a part gives itself, without folders; a numbered one for parts without a name."""
    given = part.get_filename()
    if given:
        return readable_name(given, is_unicode=True).rpartition("/")[2].strip(". ") or f"dinh-kem-{number}"
    subject = ""
    if isinstance(part, EmailMessage) and part.get_content_type() == "message/rfc822":
        subject = "thu-kem"
    suffix = _SUFFIXES.get(part.get_content_type(), "")
    return f"{subject or 'dinh-kem'}-{number}{suffix}"


def _unused(name: str, taken: set[str]) -> str:
    """The name, with a number where another part has it already."""
    stem, dot, suffix = name.rpartition(".")
    for number in range(1, 10_000):
        tried = name if number == 1 else f"{stem if dot else name} ({number}){dot}{suffix if dot else ''}"
        if tried.lower() not in taken:
            taken.add(tried.lower())
            return tried
    return name
