"""Properties of a file for the guard: keywords, category, custom fields, names of attached files, remarks.

Each is a value by itself, judged by `archive.works.secrecy.inspect_values`; nothing read here is kept.
"""

import html
import io
import re
import zipfile
from collections.abc import Iterator

from ingest import media
from ingest.damaged import DAMAGED_ZIP

_MOST_BYTES = 2_000_000
_PROPERTIES = re.compile(r"docProps/[\w.-]{1,40}\.xml|meta\.xml")
# The text of an element that holds no other: "<cp:keywords>tối mật</cp:keywords>".
_LEAF = re.compile(r">([^<>]{1,200})<")
# Entries of a PDF that hold a property, or the name or description of an attached file.
_PDF_VALUE = re.compile(
    rb"/(?:Title|Subject|Keywords|Desc|UF|F)\s*(?:\(((?:[^()\\]|\\.){1,400})\)|<([0-9A-Fa-f\s]{2,800})>)"
)
# Words that a style sheet writes into a page. Must match: "content: 'TỐI MẬT'". Must not: "content: url(x)",
# "justify_content: 'x'". What stands before the word is looked at behind it: so the search skips from "c" to "c".
_STYLE_WORDS = re.compile(r"""content(?<!\wcontent)\s*:\s*(?:"([^"\\]{1,80})"|'([^'\\]{1,80})')""")
_META_WORDS = re.compile(r"""<meta\b[^<>]{0,300}?\bcontent\s*=\s*(?:"([^"]{1,200})"|'([^']{1,200})')""", re.IGNORECASE)
_SUFFIX = re.compile(r"\.\w{1,5}$")


def property_values(payload: bytes, kind: str = "") -> list[str]:
    """The properties of a file, names of attached files without their suffix; nothing for types that have none.

    `kind` is its sniffed type, where that is known already.
    """
    kind = kind or media.sniff(payload)
    if kind == media.PDF:
        return [_SUFFIX.sub("", value) for value in _pdf_values(payload)]
    if kind in (media.HTML, media.XML):
        markup = payload[:_MOST_BYTES].decode("utf-8", "replace")
        return [html.unescape(a or b) for row in (_STYLE_WORDS, _META_WORDS) for a, b in row.findall(markup)]
    return list(_zip_values(payload)) if payload.startswith(b"PK") else []


def _pdf_values(payload: bytes) -> Iterator[str]:
    for shown, digits in _PDF_VALUE.findall(payload):
        raw = shown or bytes.fromhex(re.sub(rb"\s", b"", digits)[: len(re.sub(rb"\s", b"", digits)) // 2 * 2].decode())
        yield raw.decode("utf-16" if raw.startswith((b"\xfe\xff", b"\xff\xfe")) else "utf-8", "replace")
    start = payload.find(b"<x:xmpmeta")
    if start >= 0:
        yield from _leaves(payload[start : start + 20_000])


def _zip_values(payload: bytes) -> Iterator[str]:
    try:
        with zipfile.ZipFile(io.BytesIO(payload)) as bundle:
            yield bundle.comment.decode("utf-8", "replace")
            for part in bundle.infolist():
                if part.comment:
                    yield part.comment.decode("utf-8", "replace")
                if _PROPERTIES.fullmatch(part.filename):
                    with bundle.open(part) as opened:
                        yield from _leaves(opened.read(_MOST_BYTES))
    except DAMAGED_ZIP:
        return  # damaged: the extractor refuses the file with that reason


def _leaves(markup: bytes) -> list[str]:
    return [html.unescape(value).strip() for value in _LEAF.findall(markup.decode("utf-8", "replace")) if value.strip()]
