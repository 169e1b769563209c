"""Lines of a file that are not its main text, for the guard: what a DOCX, PDF or page holds beside or beneath it.

Read from the raw bytes and cheaply, so that a mark is seen even when the text cannot be read out. Judging lines is in
`guard`; nothing read here is kept.
"""

import base64
import binascii
import html
import io
import re
import zipfile
from collections.abc import Iterator
from urllib.parse import unquote_to_bytes

from ingest import media
from ingest.damaged import DAMAGED_ZIP

# Only so much of a file is unpacked here; a bomb is refused by the extractor.
_MOST_BYTES = 30_000_000
_MOST_PARTS = 200
# Tags that end a line; all others ("<b>M</b>ẬT", "<w:r>") stand inside one.
_BREAK = re.compile(
    r"</?(?:[wa]:p|[wa]:br|w:tc|w:tab|text:[ph]|table:table-cell|text(?!:)|p|div|td|th|tr|li|h[1-6]|br|title|center"
    r"|option|section|(?:dc|cp|vt|meta):[\w-]{1,30}|Company|Manager)\b[^>]*>"
)
_TAG = re.compile(r"<[^>]*>")
_ATTRIBUTE = re.compile(r"""(?:string|title|alt|content|value|descr)\s*=\s*(?:"([^"]{1,200})"|'([^']{1,200})')""")
# A section of a site may be called "Lưu hành nội bộ": a link of the menu is no mark of the page.
_LINK = re.compile(r"<a\s[^>]*\bhref\b[^>]*>[^<]{0,200}</a>", re.IGNORECASE)
_SCRIPT = re.compile(r"<(script|style)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
_COMMENT = re.compile(r"<!--(.{1,2000}?)-->", re.DOTALL)
# A drawing written into a page, the words of which are letters: "data:image/svg+xml,%3Csvg…", also in base64.
# Must not match: "data:image/png;base64,…", whose words are pixels (`ingest.extract.stamps`).
_DRAWING = re.compile(rb"data:image/svg\+xml(?P<more>(?:;[\w=.-]{1,40}){0,4}),(?P<body>[^\"<>\s]{1,2000000})")
# A page written into a frame: "<iframe srcdoc='&lt;p&gt;…'>".
_FRAME = re.compile(r"""\bsrcdoc\s*=\s*(?:"([^"]{1,200000})"|'([^']{1,200000})')""", re.IGNORECASE)
# Of a table file the cells are read as its text; text boxes, remarks and properties are not.
_BESIDE_CELLS = re.compile(r"xl/(?:drawings|comments|threadedComments)|docProps/")
# Entries of a PDF whose value is a string: document properties and the text of notes.
_PDF_STRING = re.compile(
    rb"/(?:Title|Subject|Keywords|Contents|T|RC)\s*(?:\(((?:[^()\\]|\\.){1,400})\)|<([0-9A-Fa-f\s]{2,800})>)"
)


def hidden_lines(payload: bytes, kind: str = "") -> list[str]:
    """The lines beside and beneath the main text of a file; for types that have none, nothing.

    `kind` is its sniffed type, where that is known already.
    """
    kind = kind or media.sniff(payload)
    if kind in (media.DOCX, media.ZIP, media.ODT, media.ODS):
        return list(_zip_lines(payload))
    if kind == media.XLSX:
        return list(_zip_lines(payload, only=_BESIDE_CELLS))
    if kind == media.PDF:
        return list(_pdf_lines(payload))
    if kind in (media.HTML, media.XML):
        markup = _LINK.sub(" ", payload[:_MOST_BYTES].decode("utf-8", "replace"))
        framed = _framed_lines(markup) if b"srcdoc" in payload.lower() or "\u017f" in markup else ()
        return [*_markup_lines(markup), *framed, *_drawing_lines(payload)]
    return []


def _drawing_lines(payload: bytes) -> Iterator[str]:
    """The words of drawings that are written into a page as addresses."""
    for found in _DRAWING.finditer(payload[:_MOST_BYTES]):
        body = unquote_to_bytes(found["body"])
        try:
            body = base64.b64decode(body + b"==") if b"base64" in found["more"] else body
        except (binascii.Error, ValueError):
            continue
        yield from _markup_lines(body.decode("utf-8", "replace"))


def _zip_lines(payload: bytes, *, only: re.Pattern[str] | None = None) -> Iterator[str]:
    """The lines of every XML part: body, heads, feet, text boxes, watermarks, comments, properties."""
    left = _MOST_BYTES
    try:
        with zipfile.ZipFile(io.BytesIO(payload)) as bundle:
            parts = [part for part in bundle.infolist() if part.filename.endswith(".xml")]
            parts = [part for part in parts if only is None or only.match(part.filename)][:_MOST_PARTS]
            for part in parts:
                if left <= 0:
                    return
                with bundle.open(part) as opened:
                    raw = opened.read(left)
                left -= len(raw)
                yield from _markup_lines(raw.decode("utf-8", "replace"))
    except DAMAGED_ZIP:
        return  # damaged: the extractor refuses the file with that reason


def _framed_lines(markup: str) -> Iterator[str]:
    """The lines of pages that are written into the address of a frame."""
    for one, other in _FRAME.findall(markup):
        yield from _markup_lines(html.unescape(one or other))


def _markup_lines(markup: str) -> list[str]:
    """The text between breaking tags, a line each; then comments and the attributes that hold words."""
    bare = _SCRIPT.sub(" ", markup)
    beside = [found.group(1) for found in _COMMENT.finditer(bare)]
    bare = _COMMENT.sub(" ", bare)
    beside += [found.group(1) or found.group(2) for found in _ATTRIBUTE.finditer(bare)]
    body = _TAG.sub("", _BREAK.sub("\n", bare.replace("\r", " ").replace("\n", " ")))
    return [html.unescape(line) for line in (*body.split("\n"), *beside) if line.strip()]


def _pdf_lines(payload: bytes) -> Iterator[str]:
    for found in _PDF_STRING.finditer(payload):
        raw = found.group(1)
        if raw is None:
            digits = re.sub(rb"\s", b"", found.group(2))
            raw = bytes.fromhex(digits[: len(digits) // 2 * 2].decode("ascii"))
        wide = raw.startswith((b"\xfe\xff", b"\xff\xfe"))
        yield raw.decode("utf-16" if wide else "utf-8", "replace")
    start = payload.find(b"<x:xmpmeta")
    if start >= 0:
        yield from _markup_lines(payload[start : start + 20_000].decode("utf-8", "replace"))
