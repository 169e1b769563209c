"""The reading process and the table of types: every bad file costs one refusal and the next one is read."""

import gzip
from collections.abc import Iterator

import pytest

from archive.errors import ArchiveError, ExtractError, SourceError
from ingest.extract import Extractor, Limits, extract
from ingest.material import Fetched
from ingest.normalise import normalise
from tests.ingest.samples import fetched, pdf, with_part, word

_GOOD = fetched("Nghị quyết số 01-NQ/TU.\n\nNội dung của nghị quyết.".encode(), "tot.txt")


@pytest.fixture(scope="module")
def extractor() -> Iterator[Extractor]:
    made = Extractor(seconds=20, memory_mb=1_500)
    yield made
    made.close()


_BAD: list[tuple[str, Fetched, str]] = [
    ("empty", fetched(b""), "rỗng"),
    ("blank", fetched(b" \n\t\n"), "không có chữ"),
    ("binary as a page", fetched(bytes(range(256)) * 20, "anh.html"), "nhị phân"),
    ("word cut short", fetched(word(["x" * 3000])[:9000], "a.docx"), "cắt cụt"),
    ("pdf cut short", fetched(pdf([[(72, 700, "x")]])[:300], "a.pdf"), "cắt cụt"),
    ("pdf without text", fetched(pdf([[]]), "a.pdf"), "OCR"),
    ("gzip cut short", fetched(gzip.compress(b"x" * 999)[:20], "a.gz"), "GZIP"),
    ("bomb", fetched(with_part(word(["x"]), "word/media/a.bin", b"\0" * 60_000_000), "a.docx"), "bất thường"),
    ("old word", fetched(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "a.doc"), "đời cũ"),
    ("rtf", fetched(b"{\\rtf1 x}", "a.rtf"), "RTF"),
    ("picture", fetched(b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "a.pdf"), "ảnh"),
    ("records", fetched(b'{"text": "x"}\n', "a.jsonl"), "JSONL"),
    ("notes", fetched("# Ghi chú\n\nVăn bản".encode(), "README.md"), "Markdown"),
    ("TCVN3", fetched("NghÞ quyÕt vÒ c«ng t¸c x©y dùng §¶ng cña tØnh ñy".encode("cp1252"), "a.txt"), "TCVN3/VNI"),
]


@pytest.mark.parametrize(("file", "reason"), [row[1:] for row in _BAD], ids=[row[0] for row in _BAD])
def test_bad_files_are_refused_for_a_true_reason(extractor: Extractor, file: Fetched, reason: str) -> None:
    with pytest.raises(ExtractError, match=reason) as caught:
        extractor.extract(file)
    assert caught.value.remedy
    assert extractor.extract(_GOOD).pieces[1].text == "Nội dung của nghị quyết."


@pytest.mark.parametrize(
    "file",
    [
        _GOOD,
        fetched(word(["CHỈ THỊ", "Nội dung."]), "sai-duoi.html"),
        fetched(pdf([[(72, 700, "Noi dung van ban.")]]), "a.pdf"),
        fetched("<!DOCTYPE html><title>x</title><p>Nội dung của trang này.</p>".encode(), "a.html"),
        fetched(b"Noi\x00 dung van ban \x00 co byte rong, mot cau du dai de doc.", "null.txt"),
    ],
    ids=["text", "word under a page's name", "pdf", "page", "null bytes"],
)
def test_the_process_gives_what_the_readers_give(extractor: Extractor, file: Fetched) -> None:
    assert extractor.extract(file) == extract(file)
    assert "\x00" not in normalise(extract(file)).text


def test_a_wrong_ending_is_noted(extractor: Extractor) -> None:
    assert "đuôi .html" in extractor.extract(fetched(word(["Nội dung."]), "a.html")).meta["note"]


def test_a_file_over_the_limit_never_travels() -> None:
    with Extractor(max_bytes=10) as small, pytest.raises(SourceError, match="quá giới hạn"):
        small.extract(_GOOD)
    with pytest.raises(SourceError, match="quá giới hạn"):
        extract(_GOOD, Limits(max_bytes=10))


def test_a_file_that_takes_too_long_is_refused_and_the_next_is_read() -> None:
    page = fetched(b"<p>" + b"<div><p>Mot doan van kha dai, co dau phay, de doc.</p>" * 120_000, "lau.html")
    with Extractor(seconds=0.4) as hasty:
        with pytest.raises(ExtractError, match=r"quá 0\.4 giây"):
            hasty.extract(page)
        hasty.limits = Limits(seconds=20)
        assert hasty.extract(_GOOD).pieces


def test_a_file_that_takes_too_much_memory_is_refused_and_the_next_is_read() -> None:
    page = fetched(b"<p>" + b"<b>x</b><i>y</i>" * 100_000, "to.html")
    with Extractor(seconds=60, memory_mb=220) as small:
        with pytest.raises(ArchiveError, match=r"bộ nhớ|dừng giữa chừng"):
            small.extract(page)
        assert small.extract(_GOOD).pieces


def test_a_process_killed_from_outside_is_started_again(extractor: Extractor) -> None:
    extractor.extract(_GOOD)
    process = extractor._process
    assert process is not None
    process.kill()
    process.wait()
    assert extractor.extract(_GOOD).pieces
