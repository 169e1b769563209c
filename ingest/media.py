"""What a file is, said by its bytes: media type, and the note when its name says otherwise.

Nothing is decoded here (see `charset`) and nothing is read out of a file (see `extract`).
A name is never believed: a DOCX called `.html` is a DOCX.
"""

import io
import json
import re
import zipfile
import zlib
from collections.abc import Callable
from pathlib import PurePosixPath

from ingest.damaged import DAMAGED_ZIP

HTML = "text/html"
TEXT = "text/plain"
XML = "application/xml"
JSONL = "application/x-ndjson"
PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
ODT = "application/vnd.oasis.opendocument.text"
ZIP = "application/zip"
OLE = "application/x-ole-storage"
RTF = "application/rtf"
MHTML = "multipart/related"
XLS = "application/vnd.ms-excel"
PPT = "application/vnd.ms-powerpoint"
ODS = "application/vnd.oasis.opendocument.spreadsheet"
MAIL = "message/rfc822"
GZIP = "application/gzip"
WARC = "application/warc"
BINARY = "application/octet-stream"
EMPTY = "application/x-empty"
# Files that hold others: each of those is read by itself.
CONTAINERS = frozenset({ZIP, MAIL, GZIP})

# First bytes that settle the type at once. OLE is the container of DOC, XLS and PPT of Word 97–2003.
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OLE),
    (b"WARC/", WARC),
    (b"\x1f\x8b", GZIP),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"BM", "image/bmp"),
    (b"SQLite format 3\x00", "application/vnd.sqlite3"),
)
# What a member of a ZIP file says about the whole.
_OFFICE: tuple[tuple[bytes, str], ...] = (
    (b"word/document", DOCX),
    (b"xl/workbook", XLSX),
    (b"ppt/presentation", PPTX),
    (b"application/vnd.oasis.opendocument.text", ODT),
    (b"application/vnd.oasis.opendocument.spreadsheet", ODS),
)
# Names in the directory of an OLE file, in UTF-16: which program it is of. A DOC may hold a workbook and not the other
# way round as often, so the document's name comes first.
_OLE_NAMES: tuple[tuple[str, str], ...] = (
    ("WordDocument", OLE),
    ("Workbook", XLS),
    ("Book", XLS),
    ("PowerPoint Document", PPT),
)
_SUFFIXES: dict[str, tuple[str, ...]] = {
    ".html": (HTML,),
    ".htm": (HTML,),
    ".xhtml": (HTML,),
    ".txt": (TEXT,),
    ".pdf": (PDF,),
    ".docx": (DOCX,),
    ".docm": (DOCX,),
    ".dotx": (DOCX,),
    ".doc": (OLE,),
    ".xls": (XLS,),
    ".xlsx": (XLSX,),
    ".ods": (ODS,),
    ".odt": (ODT,),
    ".zip": (ZIP,),
    ".eml": (MAIL,),
    ".mht": (MHTML,),
    ".mhtml": (MHTML,),
    ".rtf": (RTF,),
    ".jsonl": (JSONL,),
}
# A page: its first tag is one of these. Must match "<!DOCTYPE html>", "<link href=…><h3>", "<?xml …?><html>".
# Must not match "<note>", "< 5 năm", "1 < 2".
_PAGE = re.compile(
    r"(?:\s|<!--.*?-->|<\?xml[^>]*>)*<(?:!doctype\s+html|(?:html|head|body|title|meta|link|base|style|script|div|p|span"
    r"|table|center|font|h[1-6]|ul|ol|br|a|b|strong|i|em|img|article|section|main|form|frameset|noscript|header)[\s/>])",
    re.IGNORECASE | re.DOTALL,
)
# The head of a letter or of a page saved as one: lines "Name: value", continued lines indented, up to a blank line.
_HEADERS = re.compile(r"(?:[A-Za-z][A-Za-z0-9-]{0,60}:[^\n]{0,2000}\n(?:[ \t][^\n]{0,2000}\n){0,50}){2,80}")
_NAMED = re.compile(r"^([A-Za-z][A-Za-z0-9-]{0,60}):", re.MULTILINE)
# Names that letters have; three of them make one. "Date:" and "Subject:" alone also open notes.
_OF_LETTERS = frozenset(
    (
        *("from", "to", "subject", "date", "received", "message-id", "mime-version", "return-path", "delivered-to"),
        *("content-type", "cc", "reply-to", "x-mailer"),
    )
)
_CONTROL = re.compile(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]")
# A text may carry a few stray control or null bytes; above these shares it is no text.
# Set on the real folder: texts have none, the smallest binary there has 11 %.
_CONTROL_SHARE, _NULL_SHARE = 0.02, 0.10
_HEAD = 65_536


def sniff(payload: bytes) -> str:
    """The media type that the bytes themselves show; `EMPTY` for nothing, `BINARY` for what no rule knows."""
    if not payload:
        return EMPTY
    for magic, kind in _MAGIC:
        # "BM" alone also opens a text ("BM 25"): a picture has null bytes in its header.
        if payload.startswith(magic) and (magic != b"BM" or b"\x00" in payload[:16]):
            return _OPENED[kind](payload) if kind in _OPENED else kind
    if payload[:1024].removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{\\rtf"):
        return RTF
    if b"%PDF-" in payload[:1024]:
        return PDF
    if payload[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        return _zip_kind(payload)
    return _text_kind(payload[:_HEAD])


def name_note(origin: str, media_type: str) -> str | None:
    """The remark for a name whose ending says another type than the bytes; None when they agree or say nothing."""
    suffix = PurePosixPath(origin).suffix.lower()
    expected = _SUFFIXES.get(suffix)
    if expected is None or media_type in expected:
        return None
    return f"tên tệp có đuôi {suffix} nhưng nội dung là {media_type}"


def _ole_kind(payload: bytes) -> str:
    """The program an OLE file is of, by the names in its directory; what is unknown is taken for Word's."""
    start = int.from_bytes(payload[48:52], "little") if len(payload) >= 52 else 0
    size = 1 << min(int.from_bytes(payload[30:32], "little"), 12) if len(payload) >= 32 else 512
    directory = payload[(start + 1) * size : (start + 1) * size + 8 * size] or payload[:_HEAD]
    for held in (directory, payload):  # a damaged head: the names stand somewhere
        for name, kind in _OLE_NAMES:
            # A name ends with a null and stands at the beginning of an entry: "Book" is not the end of "Workbook".
            if f"{name}\x00".encode("utf-16-le") in held and (name != "Book" or _entry(held, name)):
                return kind
    return OLE


def _entry(held: bytes, name: str) -> bool:
    at = held.find(f"{name}\x00".encode("utf-16-le"))
    return at % 64 == 0


def _gzip_kind(payload: bytes) -> str:
    try:
        head = zlib.decompressobj(wbits=31).decompress(payload[:4096], 5)
    except zlib.error:
        return GZIP
    return WARC if head == b"WARC/" else GZIP


_OPENED: dict[str, Callable[[bytes], str]] = {OLE: _ole_kind, GZIP: _gzip_kind}


def _zip_kind(payload: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(payload)) as bundle:
            # Open documents say what they are in an unpacked first member called "mimetype"; other members say nothing.
            told = payload[:200] if payload[30:38] == b"mimetype" else b""
            names = " ".join(bundle.namelist()).encode("utf-8", "replace") + told
    except DAMAGED_ZIP:
        names = payload  # cut short: the directory at the end is missing, the local names are still there
    return next((kind for member, kind in _OFFICE if member in names), ZIP)


def _text_kind(head: bytes) -> str:
    wide = _wide_encoding(head)
    if wide:
        text = head[: len(head) // 4 * 4].decode(wide, "replace")
    else:
        if head.count(0) > len(head) * _NULL_SHARE or len(_CONTROL.findall(head)) > len(head) * _CONTROL_SHARE:
            return BINARY
        text = head.replace(b"\x00", b"").decode("utf-8", "replace").lstrip("\ufeff")
    if _PAGE.match(text):
        return HTML
    opening = text[:2000].lstrip()
    letter = _letter_kind(text.lstrip().replace("\r\n", "\n").replace("\r", "\n"))
    if letter:
        return letter
    if opening.startswith("<?xml"):
        return HTML if re.search(r"(?i)<html[\s>]", opening) else XML
    return JSONL if _is_jsonl(opening) else TEXT


def _letter_kind(text: str) -> str:
    """A letter or a page saved as one, by its head; empty for other texts."""
    head = _HEADERS.match(text.removeprefix("From ").partition("\n")[2] if text.startswith("From ") else text)
    if head is None:
        return ""
    names = {name.lower() for name in _NAMED.findall(head.group())}
    lowered = head.group().lower()
    if "multipart/related" in lowered and ("snapshot-content-location" in names or not names & {"to", "received"}):
        return MHTML
    return MAIL if len(names & _OF_LETTERS) >= 3 and names & {"from", "mime-version", "received"} else ""


def _wide_encoding(head: bytes) -> str | None:
    """UTF-16 or UTF-32, by byte order mark or by where the null bytes stand."""
    for bom, name in (
        (b"\xff\xfe\x00\x00", "utf-32"),
        (b"\x00\x00\xfe\xff", "utf-32"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
    ):
        if head.startswith(bom):
            return name
    pairs = len(head) // 2
    even, odd = head[0 : pairs * 2 : 2].count(0), head[1 : pairs * 2 : 2].count(0)
    # Vietnamese in UTF-16 has a null in most pairs (plain letters, blanks) and always on one side.
    if pairs >= 4 and max(even, odd) > pairs * 0.4 and min(even, odd) <= pairs * 0.01:
        return "utf-16-be" if even > odd else "utf-16-le"
    return None


def wide_encoding(payload: bytes) -> str | None:
    """The name of the two- or four-byte encoding of a text, None for one-byte encodings and UTF-8."""
    return _wide_encoding(payload[:_HEAD])


def _is_jsonl(opening: str) -> bool:
    line = opening.split("\n", 1)[0].strip()
    if not (line.startswith("{") and len(line) > 2):
        return False
    if not line.endswith("}"):  # a record longer than the head that was read
        return re.match(r'\{\s*"[^"]{1,60}"\s*:', line) is not None
    try:
        return isinstance(json.loads(line), dict)
    except ValueError:
        return False
