import gzip
import io
import zipfile

import pytest

from ingest import media
from ingest.media import name_note, sniff
from tests.ingest.samples import pdf, word


def _ole(*names: str) -> bytes:
    """The head of an OLE file and its directory, an entry a name."""
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(30, b"\0") + b"\x09\0"
    entries = b"".join(f"{name}\0".encode("utf-16-le").ljust(128, b"\0") for name in ("Root Entry", *names))
    return head.ljust(512, b"\0") + entries.ljust(1024, b"\0")


_ROWS = [
    (b"", media.EMPTY, "nothing"),
    (b"<!DOCTYPE html><html></html>", media.HTML, "a page by its first tag"),
    (b"\xef\xbb\xbf  <link href='a.css'/><h3>x</h3>", media.HTML, "a fragment behind a byte order mark"),
    (b"<!-- x --><p>xin</p>", media.HTML, "a comment before the first tag"),
    ("<html><body>Đảng</body></html>".encode("utf-16"), media.HTML, "a page in UTF-16"),
    ("Nghị quyết số 01".encode(), media.TEXT, "plain text"),
    ("Nghị quyết số 01-NQ/TW về công tác".encode("utf-16-le"), media.TEXT, "UTF-16 without a mark"),
    (b"< 5 dong chi vang mat", media.TEXT, "a less-than sign is no tag"),
    (b"BM 25", media.TEXT, "two letters of a bitmap's head are no picture"),
    (b"chu\x00thich khong dau dai hon mot chut cho du ti le", media.TEXT, "a stray null byte"),
    (bytes(range(256)) * 8, media.BINARY, "bytes of every value"),
    (b"\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00" * 20, media.BINARY, "a program"),
    (b"%PDF-1.4\n%%EOF", media.PDF, "PDF"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 40, media.OLE, "Word 97"),
    (b"{\\rtf1\\ansi x}", media.RTF, "RTF"),
    (b"\x89PNG\r\n\x1a\n\0\0", "image/png", "a picture"),
    (b"\x1f\x8b\x08\0\0", "application/gzip", "gzip"),
    (b"PK\x05\x06" + b"\0" * 18, media.ZIP, "an empty archive"),
    (b'{"id": 1, "text": "x"}\n{"id": 2}\n', media.JSONL, "records, one a line"),
    (b"<?xml version='1.0'?><note/>", media.XML, "XML that is no page"),
    (b"MIME-Version: 1.0\nContent-Type: multipart/related;\n", media.MHTML, "a page saved as one file"),
    (
        b"From: <Saved by X>\r\nSnapshot-Content-Location: http://x/\r\nMIME-Version: 1.0\r\n"
        b"Content-Type: multipart/related;\r\n\tboundary=B\r\n\r\n",
        media.MHTML,
        "a page saved by a browser",
    ),
    (
        b"Received: from a\r\n\tby b\r\nFrom: a@b.vn\r\nTo: c@d.vn\r\nSubject: x\r\n\r\nchu",
        media.MAIL,
        "a letter with a continued line in its head",
    ),
    (
        b"From: a@b.vn\nTo: c@d.vn\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=B\n\n",
        media.MAIL,
        "a letter with pictures in it",
    ),
    ("Subject: x\nNgày: 5\n\nNội dung".encode(), media.TEXT, "a note that opens as a letter does"),
    ("Từ: a\nĐến: b\nVề việc: c\n".encode(), media.TEXT, "lines of name and value"),
    (b"\xef\xbb\xbf \r\n{\\rtf1\\ansi x}", media.RTF, "RTF behind a byte order mark and a blank line"),
    (b"WARC/1.1\r\nWARC-Type: warcinfo\r\n", media.WARC, "a web archive"),
    (gzip.compress(b"WARC/1.0\r\n"), media.WARC, "a web archive in gzip"),
    (gzip.compress(b"Nghi quyet"), media.GZIP, "gzip of something else"),
    (_ole("Workbook"), media.XLS, "Excel 97"),
    (_ole("Book"), media.XLS, "Excel 95"),
    (_ole("WordDocument"), media.OLE, "Word 97 by its directory"),
    (_ole("PowerPoint Document"), media.PPT, "PowerPoint 97"),
]


@pytest.mark.parametrize(("payload", "expected", "why"), _ROWS, ids=[row[2] for row in _ROWS])
def test_type_is_read_from_bytes(payload: bytes, expected: str, why: str) -> None:
    assert sniff(payload) == expected, why


def test_word_and_pdf_made_by_others_are_known() -> None:
    assert sniff(word(["x"])) == media.DOCX
    assert sniff(pdf([[(72, 700, "x")]])) == media.PDF


def test_word_file_cut_short_is_still_a_word_file() -> None:
    payload = word(["x" * 5000])
    assert sniff(payload[: len(payload) // 2]) == media.DOCX


@pytest.mark.parametrize(
    ("origin", "kind", "noted"),
    [
        ("a/b.html", media.DOCX, True),  # a Word file saved under a page's name
        ("a/b.txt", media.HTML, True),
        ("a/b.HTM", media.HTML, False),
        ("a/b", media.HTML, False),  # no ending says nothing
        ("a/b.bin", media.TEXT, False),  # an ending of no known type says nothing
    ],
)
def test_wrong_ending_is_noted(origin: str, kind: str, noted: bool) -> None:
    assert (name_note(origin, kind) is not None) is noted


def _zip(name: str, raw: bytes = b"x") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as bundle:
        bundle.writestr(name, raw)
    return out.getvalue()


@pytest.mark.parametrize(
    ("payload", "kind"),
    [
        pytest.param(_zip("xl/workbook.xml"), media.XLSX, id="a workbook"),
        pytest.param(_zip("mimetype", media.ODS.encode()), media.ODS, id="a workbook of LibreOffice"),
        pytest.param(_zip("mimetype", media.ODT.encode()), media.ODT, id="a text of LibreOffice"),
        pytest.param(_zip("bao-cao.txt"), media.ZIP, id="files packed together"),
    ],
)
def test_zip_files_are_told_apart_by_their_members(payload: bytes, kind: str) -> None:
    assert sniff(payload) == kind
