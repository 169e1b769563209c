"""A Word file (DOCX) to pieces, by way of mammoth's HTML: letterhead columns, paragraphs, lists, tables, notes.

Heads and feet of pages, comments and text boxes are not text; the guard reads them from the raw file. Automatic numbers
are written out first, in `word_numbering`, because the numbers of articles and points are part of the text.
"""

import io
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass

import mammoth
from lxml import etree

from archive.errors import ExtractError
from ingest.extract.html import pieces_of_markup
from ingest.extract.word_numbering import with_written_numbers
from ingest.material import Extracted, Piece

_DOCUMENT = "word/document.xml"
_REMEDY = "Mở bằng Word hoặc LibreOffice, lưu lại thành DOCX rồi nạp lại."
# Pictures are not text; their bytes would only be copied about.
_NO_PICTURES: Callable[..., object] = mammoth.images.img_element(lambda _: {"src": ""})
# Paragraph styles of Word that are headings; mammoth knows the English names only. Numbered lists are plain paragraphs
# here: their numbers stand in the text already, also where a style numbers them ("List Number").
_STYLES = """
p:ordered-list(1) => p:fresh
p:ordered-list(2) => p:fresh
p:ordered-list(3) => p:fresh
p:ordered-list(4) => p:fresh
p:ordered-list(5) => p:fresh
p[style-name='Title'] => p:fresh
p[style-name='heading 1'] => h1:fresh
p[style-name='Tiêu đề 1'] => h1:fresh
p[style-name='Tiêu đề 2'] => h2:fresh
p[style-name='Tiêu đề 3'] => h3:fresh
"""


@dataclass(frozen=True, slots=True)
class ZipLimits:
    """How large a Word file may become when unpacked; real ones of 100 pages have 30 parts, 3 MB, ratio 12."""

    parts: int = 2_000
    unpacked_bytes: int = 200_000_000
    ratio: int = 120
    ratio_from_bytes: int = 5_000_000


def extract_word(payload: bytes, *, limits: ZipLimits | None = None) -> Extracted:
    """The pieces of a DOCX file, in the order of the text.

    Raises:
        ExtractError: cut short, not a Word file, a packing bomb, protected by a password, or without text.
    """
    checked = _checked(payload, limits or ZipLimits())
    try:
        result = mammoth.convert_to_html(
            io.BytesIO(checked), style_map=_STYLES, convert_image=_NO_PICTURES, external_file_access=False
        )
    except (KeyError, ValueError, IndexError, AttributeError, TypeError, zipfile.BadZipFile, zlib.error) as error:
        raise ExtractError("Tệp Word bị hỏng bên trong, không đọc được nội dung.", remedy=_REMEDY) from error
    pieces = pieces_of_markup(result.value)
    if not pieces:
        raise ExtractError("Tệp Word không có chữ.", remedy="Nếu nội dung là ảnh, hãy nhận dạng chữ (OCR) rồi nạp lại.")
    return Extracted(_with_rows_kept(pieces), _properties(checked))


def _checked(payload: bytes, limits: ZipLimits) -> bytes:
    """The file when it is safe to unpack, its numbers written out and its parts free of entities."""
    try:
        with zipfile.ZipFile(io.BytesIO(payload)) as bundle:
            parts = bundle.infolist()
            _refuse_bomb(parts, len(payload), limits)
            names = {part.filename for part in parts}
            if _DOCUMENT not in names:
                raise ExtractError("Tệp không có phần văn bản của Word (word/document.xml).", remedy=_REMEDY)
            if any(part.flag_bits & 0x1 for part in parts):
                raise ExtractError("Tệp Word được bảo vệ bằng mật khẩu.", remedy="Gỡ mật khẩu rồi nạp lại.")
            broken = bundle.testzip()
            if broken is not None:
                raise ExtractError("Tệp Word bị hỏng: một phần sai mã kiểm tra.", remedy=_REMEDY)
            return _rewritten(bundle)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
        raise ExtractError("Tệp Word bị cắt cụt hoặc hỏng, không mở được.", remedy=_REMEDY) from error


def _refuse_bomb(parts: list[zipfile.ZipInfo], packed: int, limits: ZipLimits) -> None:
    unpacked = sum(part.file_size for part in parts)
    swollen = unpacked > limits.ratio_from_bytes and unpacked > packed * limits.ratio
    if len(parts) > limits.parts or unpacked > limits.unpacked_bytes or swollen:
        raise ExtractError(
            f"Tệp nén bất thường: {len(parts)} phần, giải nén thành {unpacked / 1e6:.0f} MB; không mở.",
            remedy="Kiểm tra nguồn của tệp; nếu đúng là văn bản, hãy lưu lại thành DOCX mới.",
        )


def _rewritten(bundle: zipfile.ZipFile) -> bytes:
    """The same file with its XML parts parsed without entities and automatic numbers written into the text."""
    parts: dict[str, bytes] = {}
    for name in bundle.namelist():
        raw = bundle.read(name)
        if name.endswith((".xml", ".rels")) and b"<!DOCTYPE" in raw[:4096].upper():
            raise ExtractError("Tệp Word có khai báo thực thể XML, là dấu hiệu của tệp độc hại.", remedy=_REMEDY)
        parts[name] = raw
    try:
        parts[_DOCUMENT] = with_written_numbers(parts)
    except etree.XMLSyntaxError as error:
        raise ExtractError("Phần văn bản của tệp Word không phải XML đúng.", remedy=_REMEDY) from error
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as copy:
        for name, raw in parts.items():
            if not name.startswith("word/media/"):
                copy.writestr(name, raw)
    return out.getvalue()


def _with_rows_kept(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """The pieces without mammoth's arrows back from notes."""
    return tuple(
        Piece(p.text.removesuffix("↑").rstrip(), p.kind, p.level, p.page) for p in pieces if p.text.strip("↑ ")
    )


def _properties(payload: bytes) -> dict[str, str]:
    """Title and language of the file's own properties, when they say something; writers' names are left out."""
    with zipfile.ZipFile(io.BytesIO(payload)) as bundle:
        if "docProps/core.xml" not in bundle.namelist():
            return {}
        raw = bundle.read("docProps/core.xml")
    try:
        root = etree.fromstring(raw, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return {}
    found = {etree.QName(node).localname: (node.text or "").strip() for node in root if isinstance(node.tag, str)}
    return {key: found[key] for key in ("title", "language") if found.get(key)}
