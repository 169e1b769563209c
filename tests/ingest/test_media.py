import pytest

from ingest import media
from ingest.media import name_note, sniff
from tests.ingest.samples import pdf, word

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
