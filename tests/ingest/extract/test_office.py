import hashlib
import io
import shutil
import socket
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.errors import ExtractError
from ingest import media
from ingest.extract import office_program
from ingest.extract.office import extract_office
from ingest.extract.office_kind import ole_kind
from ingest.extract.office_program import converted
from ingest.extract.office_program import office_program as program
from tests.ingest.legacy.typed import stored

needs_office = pytest.mark.skipif(program() is None, reason="no LibreOffice here")

_ODT = """<?xml version="1.0"?><office:document-content
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"
 xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"
 xmlns:xlink="http://www.w3.org/1999/xlink"><office:body><office:text>{body}</office:text></office:body>
</office:document-content>"""
_MANIFEST = """<?xml version="1.0"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">
<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>"""
# A paper as Word 97 wrote it: two old fonts and one of today.
_RTF = (
    rb"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fnil .VnTime;}{\f1\fnil .VnTimeH;}{\f2\fnil Times New Roman;}}"
    rb"{\header\pard\f0 %(head)s\par}\pard\f1 %(title)s\par\f0 %(body)s\par\f2 S\u7889\'f4 05-CT/HU\par}"
)


def _escaped(text: str) -> bytes:
    return b"".join(b"\\'%02x" % byte if byte > 0x7E else bytes([byte]) for byte in stored(text, "TCVN3"))


def _odt(body: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as bundle:
        bundle.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        bundle.writestr("META-INF/manifest.xml", _MANIFEST)
        bundle.writestr("content.xml", _ODT.format(body=body))
    return out.getvalue()


@pytest.fixture(scope="module")
def rtf() -> bytes:
    return _RTF % {
        b"head": _escaped("Lưu hành nội bộ"),
        b"title": _escaped("chỉ thị về mùa vụ"),
        b"body": _escaped("Các xã chủ động phòng, chống rét cho đàn gia súc."),
    }


@needs_office
def test_an_rtf_with_old_fonts(rtf: bytes) -> None:
    extracted = extract_office(rtf, media_type=media.RTF)
    assert [piece.text for piece in extracted.pieces] == [
        "CHỈ THỊ VỀ MÙA VỤ",
        "Các xã chủ động phòng, chống rét cho đàn gia súc.",
        "Số 05-CT/HU",
    ]
    assert "Lưu hành nội bộ" in extracted.aside  # the head of the page, for the guard
    told = extracted.derivation
    assert told is not None
    assert (told.methods, told.encoding) == (("converted", "recoded"), "TCVN3")
    assert told.tool.startswith("LibreOffice ")


@needs_office
def test_a_doc_made_of_it(rtf: bytes) -> None:
    doc = _converted_to_doc(rtf)
    assert (media.sniff(doc)[:11], ole_kind(doc)) == ("application", "doc")
    texts = [piece.text for piece in extract_office(doc, media_type=media.OLE).pieces]
    assert texts[:2] == ["CHỈ THỊ VỀ MÙA VỤ", "Các xã chủ động phòng, chống rét cho đàn gia súc."]


def _converted_to_doc(rtf: bytes) -> bytes:
    patched = {**office_program._FILTERS, "doc": "doc:MS Word 97"}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(office_program, "_FILTERS", patched)
        return converted(rtf, suffix=".rtf", target="doc")


@pytest.fixture
def listener() -> Iterator[tuple[int, list[bytes]]]:
    """A port of this machine and what was asked of it."""
    asked: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def listen() -> None:
            while True:
                try:
                    connection, _ = server.accept()
                except OSError:
                    return
                with connection:
                    asked.append(connection.recv(100))

        threading.Thread(target=listen, daemon=True).start()
        yield server.getsockname()[1], asked
        server.shutdown(socket.SHUT_RDWR)


@needs_office
def test_nothing_is_fetched_and_no_other_file_is_drawn_in(listener: tuple[int, list[bytes]], tmp_path: Path) -> None:
    port, asked = listener
    other = tmp_path / "other.txt"
    other.write_text("chuyện của tệp khác", "utf-8")
    body = (
        f'<text:p>Đoạn một.<draw:frame svg:width="2cm" svg:height="2cm" text:anchor-type="as-char"><draw:image '
        f'xlink:href="http://127.0.0.1:{port}/a.png" xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"/>'
        f'</draw:frame></text:p><text:section text:name="S"><text:section-source xlink:href="{other.as_uri()}" '
        f'xlink:type="simple"/><text:p>Đoạn hai.</text:p></text:section>'
    )
    extracted = extract_office(_odt(body), media_type=media.ODT)
    assert [piece.text for piece in extracted.pieces] == ["Đoạn một.", "Đoạn hai."]
    assert extracted.derivation is not None
    assert extracted.derivation.methods == ("converted",)
    assert asked == []


@needs_office
def test_a_file_that_takes_too_long_is_refused(rtf: bytes) -> None:
    with pytest.raises(ExtractError, match=r"quá 0[.]05 giây"):
        converted(rtf, suffix=".rtf", target="docx", seconds=0.05)


@needs_office
def test_a_file_that_cannot_be_opened_is_refused() -> None:
    with pytest.raises(ExtractError):
        extract_office(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), media_type=media.OLE)


def test_no_program_is_told_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    program.cache_clear()
    try:
        with pytest.raises(ExtractError, match="LibreOffice") as refused:
            extract_office(b"{\\rtf1}", media_type=media.RTF)
        assert "Cài" in refused.value.remedy
    finally:
        program.cache_clear()


def _ole(*names: str) -> bytes:
    """An OLE file of one directory sector with empty streams of these names, each right of the one before."""
    entries = [_entry("Root Entry", child=1)]
    for at, name in enumerate(names, start=1):
        entries.append(_entry(name, right=at + 1 if at < len(names) else 0xFFFFFFFF))
    directory = b"".join(entries)
    sectors = -(-len(directory) // 512)
    fat = b"".join(
        (number + 1 if number < sectors - 1 else 0xFFFFFFFE).to_bytes(4, "little") for number in range(sectors)
    )
    fat += (0xFFFFFFFD).to_bytes(4, "little")
    head = bytearray(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0"))
    head[28:32] = b"\xfe\xff\x09\x00"  # the order of bytes, sectors of 512
    head[48:52] = (0).to_bytes(4, "little")
    head[76:512] = sectors.to_bytes(4, "little") + b"\xff" * 432
    return bytes(head) + directory.ljust(sectors * 512, b"\0") + fat.ljust(512, b"\xff")


def _entry(name: str, *, right: int = 0xFFFFFFFF, child: int = 0xFFFFFFFF) -> bytes:
    raw = name.encode("utf-16-le") + b"\0\0"
    links = b"".join(number.to_bytes(4, "little") for number in (0xFFFFFFFF, right, child))
    kind = b"\5\1" if child != 0xFFFFFFFF else b"\2\1"  # the root or a stream
    return (raw.ljust(64, b"\0") + len(raw).to_bytes(2, "little") + kind + links).ljust(128, b"\0")


@pytest.mark.parametrize(
    ("payload", "kind"),
    [
        pytest.param(_ole("WordDocument", "1Table"), "doc", id="Word"),
        pytest.param(_ole("x", "Workbook"), "xls", id="Excel 97"),
        pytest.param(_ole("Book"), "xls", id="Excel 95"),
        pytest.param(_ole("a", "b", "c", "d", "PowerPoint Document"), "ppt", id="slides, in a second sector"),
        pytest.param(_ole("__properties_version1.0"), "msg", id="a letter of Outlook"),
        pytest.param(_ole("EncryptedPackage", "EncryptionInfo"), "encrypted", id="locked"),
        pytest.param(_ole("Other"), "", id="something else"),
        pytest.param(b"\xd0\xcf\x11\xe0", "", id="cut short"),
        pytest.param(b"", "", id="nothing"),
    ],
)
def test_what_lies_in_an_ole_file(payload: bytes, kind: str) -> None:
    assert ole_kind(payload) == kind


@pytest.mark.parametrize(
    ("payload", "words"),
    [
        pytest.param(_ole("PowerPoint Document"), "PowerPoint", id="slides"),
        pytest.param(_ole("EncryptedPackage"), "mật khẩu", id="locked"),
        pytest.param(_ole("__properties_version1.0"), "Outlook", id="a letter"),
    ],
)
def test_what_is_no_text_is_refused_before_the_program_runs(payload: bytes, words: str) -> None:
    with pytest.raises(ExtractError, match=words):
        extract_office(payload, media_type=media.OLE)


_WHOLE = _ole("WordDocument")
_NO_SECTOR, _END_OF_CHAIN = b"\xff" * 4, b"\xfe\xff\xff\xff"
# Any bytes behind the signature of OLE, the same at every run.
_ANY_BYTES = _WHOLE[:8] + b"".join(hashlib.sha256(bytes([number])).digest() for number in range(200))


def _patched(payload: bytes, changes: dict[int, bytes]) -> bytes:
    changed = bytearray(payload)
    for at, raw in changes.items():
        changed[at : at + len(raw)] = raw
    return bytes(changed)


def _chained(payload: bytes) -> bytes:
    """The file with the number of its table in a sector behind, as in files above 7 MB, and none in the header."""
    behind = (len(payload) - 512) // 512
    changes = {68: behind.to_bytes(4, "little") + b"\1\0\0\0", 76: _NO_SECTOR}
    return _patched(payload, changes) + payload[76:80] + _NO_SECTOR * 126 + _END_OF_CHAIN


@pytest.mark.parametrize(
    ("payload", "kind"),
    [
        pytest.param(_patched(_WHOLE, {68: _END_OF_CHAIN}), "doc", id="a file as it should be"),
        pytest.param(_chained(_WHOLE), "doc", id="the table of a large file stands in a chain behind the header"),
        pytest.param(_patched(_WHOLE, {28: b"\xff\xfe"}), "", id="bytes in another order"),
        pytest.param(_patched(_WHOLE, {30: b"\7"}), "", id="sectors of a size that there is not"),
        pytest.param(_patched(_WHOLE, {512 + 66: b"\0"}), "", id="a directory that does not begin with its root"),
        pytest.param(_ole("CONTENTS"), "", id="of another program"),
        pytest.param(_WHOLE[:700], "", id="cut short"),
        pytest.param(_ANY_BYTES, "", id="a signature and any bytes"),
    ],
)
def test_kinds_of_ole_files(payload: bytes, kind: str) -> None:
    assert ole_kind(payload) == kind


def test_an_ole_file_without_a_word_text_is_refused_before_it_is_converted() -> None:
    with pytest.raises(ExtractError, match="đời cũ bị hỏng") as refused:
        extract_office(_ANY_BYTES, media_type=media.OLE)
    assert "DOCX" in refused.value.remedy


@needs_office
@pytest.mark.parametrize(
    "payload",
    [
        pytest.param(b"{\\rtf1 " + b"{" * 300 + b"a" + b"}" * 301, id="a letter in nested groups"),
        pytest.param(b"{\\rtf1 a\\par b}", id="two letters"),
    ],
)
def test_a_file_of_a_letter_or_two_is_refused(payload: bytes) -> None:
    with pytest.raises(ExtractError, match="gần như không có chữ") as refused:
        extract_office(payload, media_type=media.RTF)
    assert "DOCX" in refused.value.remedy


@needs_office
def test_a_file_of_one_short_line_is_read() -> None:
    (only,) = extract_office(b"{\\rtf1 Danh s\\'e1ch h\\u7897?}", media_type=media.RTF).pieces
    assert only.text == "Danh sách hộ"
