"""A Word file as its parts: opened within bounds, names and spaces of the strict form made those of the common one.

Macros are parts like others here and are never run; what is no XML is not looked at.
"""

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from lxml import etree

from archive.errors import ExtractError
from ingest.damaged import DAMAGED_ZIP

DOCUMENT = "word/document.xml"
STYLES = "word/styles.xml"
NOTES = ("word/footnotes.xml", "word/endnotes.xml")
REMEDY = "Mở bằng Word hoặc LibreOffice, lưu lại thành DOCX rồi nạp lại."
_STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (b"http://purl.oclc.org/ooxml/drawingml/main", b"http://schemas.openxmlformats.org/drawingml/2006/main"),
)
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_MAIN = re.compile(r"word/document\d{0,3}\.xml")
_PICTURE = re.compile(r"word/media/[^/]+\.(?:png|jpe?g|gif|tiff?|bmp)", re.IGNORECASE)

Element = Any  # lxml has no types of its own


@dataclass(frozen=True, slots=True)
class ZipLimits:
    """How large a Word file may become when unpacked; real ones of 100 pages have 30 parts, 3 MB, ratio 12."""

    parts: int = 2_000
    unpacked_bytes: int = 200_000_000
    ratio: int = 120
    ratio_from_bytes: int = 5_000_000
    pictures: int = 40
    picture_bytes: int = 20_000_000


def parts_of(payload: bytes, limits: ZipLimits) -> dict[str, bytes]:
    """The parts of a Word file without its pictures, when it is safe to unpack.

    Raises:
        ExtractError: cut short, not a Word file, a packing bomb, protected by a password, or with entities in its XML.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(payload)) as bundle:
            infos = bundle.infolist()
            _refuse_bomb(infos, len(payload), limits)
            if not any(_MAIN.fullmatch(info.filename) for info in infos):
                raise ExtractError("Tệp không có phần văn bản của Word (word/document.xml).", remedy=REMEDY)
            if any(info.flag_bits & 0x1 for info in infos):
                raise ExtractError("Tệp Word được bảo vệ bằng mật khẩu.", remedy="Gỡ mật khẩu rồi nạp lại.")
            if bundle.testzip() is not None:
                raise ExtractError("Tệp Word bị hỏng: một phần sai mã kiểm tra.", remedy=REMEDY)
            return _renamed(dict(_parts(bundle)))
    # ValueError: a place in the list of parts that lies before the file; RuntimeError: a part locked without a flag.
    except DAMAGED_ZIP as error:
        raise ExtractError("Tệp Word bị cắt cụt hoặc hỏng, không mở được.", remedy=REMEDY) from error


def pictures_of(payload: bytes, *, limits: ZipLimits | None = None) -> list[bytes]:
    """The pictures in a Word file, in the order of their names, as many as `limits` allow; for the guard.

    A file that cannot be opened has none: why it is refused is said where its text is read.
    """
    bounds = limits or ZipLimits()
    found: list[bytes] = []
    left = bounds.picture_bytes
    try:
        with zipfile.ZipFile(io.BytesIO(payload)) as bundle:
            infos = [info for info in bundle.infolist() if _PICTURE.fullmatch(info.filename)]
            for info in sorted(infos, key=lambda info: info.filename)[: bounds.pictures]:
                if info.file_size <= left:
                    found.append(bundle.read(info))
                    left -= info.file_size
    except DAMAGED_ZIP:
        return found
    return found


def packed(parts: Mapping[str, bytes]) -> bytes:
    """The parts as a file again."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as copy:
        for name, raw in parts.items():
            copy.writestr(name, raw)
    return out.getvalue()


def relations(parts: Mapping[str, bytes], part: str = DOCUMENT) -> dict[str, str]:
    """The names of parts that a part points to, by the id it uses; targets outside the file are left out."""
    folder, _, name = part.rpartition("/")
    raw = parts.get(f"{folder}/_rels/{name}.rels")
    if raw is None:
        return {}
    return {
        one.get("Id", ""): posixpath.normpath(posixpath.join("/", folder, one.get("Target", ""))).lstrip("/")
        for one in parse(raw).iter(_RELATION)
        if one.get("TargetMode") != "External"
    }


def parse(raw: bytes) -> Element:
    """One part as a tree, without entities and without the network.

    Raises:
        lxml.etree.XMLSyntaxError: no XML.
    """
    return etree.fromstring(raw, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))


def written(root: Element) -> bytes:
    """One part as bytes again."""
    raw: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return raw


def _parts(bundle: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    for name in bundle.namelist():
        if name.startswith("word/media/") or name.endswith("vbaProject.bin"):
            continue
        raw = bundle.read(name)
        if name.endswith((".xml", ".rels")):
            if b"<!DOCTYPE" in raw[:4096].upper():
                raise ExtractError("Tệp Word có khai báo thực thể XML, là dấu hiệu của tệp độc hại.", remedy=REMEDY)
            if b"purl.oclc.org/ooxml" in raw:
                for strict, common in _STRICT:
                    raw = raw.replace(strict, common)
        yield name, raw


def _renamed(parts: dict[str, bytes]) -> dict[str, bytes]:
    """The parts with the body under its common name; some servers write it as "document2.xml"."""
    if DOCUMENT in parts:
        return parts
    name = next(filter(_MAIN.fullmatch, parts))
    links = f"word/_rels/{name.rpartition('/')[2]}.rels"
    named = {DOCUMENT: parts.pop(name), "word/_rels/document.xml.rels": parts.pop(links, b"")}
    parts.pop("_rels/.rels", None)  # it points to the old name; without it the common one is taken
    return parts | {key: raw for key, raw in named.items() if raw}


def _refuse_bomb(parts: list[zipfile.ZipInfo], size: int, limits: ZipLimits) -> None:
    unpacked = sum(part.file_size for part in parts)
    swollen = unpacked > limits.ratio_from_bytes and unpacked > size * limits.ratio
    if len(parts) > limits.parts or unpacked > limits.unpacked_bytes or swollen:
        raise ExtractError(
            f"Tệp nén bất thường: {len(parts)} phần, giải nén thành {unpacked / 1e6:.0f} MB; không mở.",
            remedy="Kiểm tra nguồn của tệp; nếu đúng là văn bản, hãy lưu lại thành DOCX mới.",
        )
