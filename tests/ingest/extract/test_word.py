import io
import zipfile

import docx
import pytest

from archive.errors import ExtractError
from ingest.extract.word import ZipLimits, extract_word
from ingest.extract.word_numbering import number_words
from ingest.extract.word_parts import DOCUMENT, packed
from tests.ingest.samples import numbered_word, with_part, word

_ROWS = [
    ("ĐẢNG BỘ TỈNH LÂM SƠN\nHUYỆN ỦY BÌNH SƠN\n*", "ĐẢNG CỘNG SẢN VIỆT NAM"),
    ("Số 05-CT/HU", "Bình Sơn, ngày 05 tháng 10 năm 2022"),
]


def _texts(payload: bytes) -> list[str]:
    return [piece.text for piece in extract_word(payload).pieces]


def test_letterhead_and_paragraphs() -> None:
    extracted = extract_word(word(["CHỈ THỊ", "Nội dung."], letterhead=_ROWS, header="Trang 1"))
    left, right, *rest = extracted.pieces
    assert (left.kind, left.text.splitlines()) == (
        "letterhead-left",
        ["ĐẢNG BỘ TỈNH LÂM SƠN", "HUYỆN ỦY BÌNH SƠN", "*", "Số 05-CT/HU"],
    )
    assert right.text.splitlines() == ["ĐẢNG CỘNG SẢN VIỆT NAM", "Bình Sơn, ngày 05 tháng 10 năm 2022"]
    assert [piece.text for piece in rest] == ["CHỈ THỊ", "Nội dung."]


def test_automatic_numbers_are_written_and_go_on_over_plain_paragraphs() -> None:
    rows = [
        ("Mục đích", 0),
        ("Ý một", 1),
        ("điểm", 2),
        ("điểm", 2),
        ("Lời nối", None),
        ("Ý hai", 1),
        ("điểm", 2),
        ("Tổ chức", 0),
        ("Ý", 1),
    ]
    assert _texts(numbered_word(rows)) == [
        "I. Mục đích",
        "1. Ý một",
        "a) điểm",
        "b) điểm",
        "Lời nối",
        "2. Ý hai",
        "a) điểm",  # a lower level begins anew under each upper one
        "II. Tổ chức",
        "1. Ý",
    ]


def test_a_style_that_numbers_is_numbered_once() -> None:
    # Word's own "List Number" numbers by its style: the converter saw a list where the number was written already.
    made = docx.Document()
    for line in ("rà soát văn bản", "báo cáo kết quả"):
        made.add_paragraph(line, style="List Number")
    payload = io.BytesIO()
    made.save(payload)
    assert _texts(payload.getvalue()) == ["1. rà soát văn bản", "2. báo cáo kết quả"]


@pytest.mark.parametrize(
    ("number", "form", "words"),
    [
        (4, "upperRoman", "IV"),
        (9, "lowerRoman", "ix"),
        (1994, "upperRoman", "MCMXCIV"),
        (3, "lowerLetter", "c"),
        (28, "upperLetter", "BB"),  # Word doubles the letter after z
        (7, "decimalZero", "07"),
        (12, "decimal", "12"),
    ],
)
def test_forms_of_numbers(number: int, form: str, words: str) -> None:
    assert number_words(number, form) == words


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9, 0.99])
def test_a_file_cut_short_is_refused(share: float) -> None:
    payload = word(["Nội dung."] * 50)
    with pytest.raises(ExtractError, match="cắt cụt"):
        extract_word(payload[: int(len(payload) * share)])


def test_a_changed_byte_is_noticed() -> None:
    payload = bytearray(word([f"Nội dung {number}." for number in range(500)]))
    with zipfile.ZipFile(io.BytesIO(bytes(payload))) as bundle:
        start = bundle.getinfo("word/document.xml").header_offset + 200
    payload[start : start + 8] = b"\xff" * 8
    with pytest.raises(ExtractError, match="hỏng"):
        extract_word(bytes(payload))


def test_a_packing_bomb_is_not_unpacked() -> None:
    bomb = with_part(word(["x"]), "word/media/anh.bin", b"\0" * 60_000_000)
    with pytest.raises(ExtractError, match="Tệp nén bất thường"):
        extract_word(bomb)


def test_too_many_parts_are_refused() -> None:
    with pytest.raises(ExtractError, match="Tệp nén bất thường"):
        extract_word(word(["x"]), limits=ZipLimits(parts=3))


def test_entities_are_refused() -> None:
    evil = b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY x SYSTEM "file:///etc/passwd">]><w:document/>'
    with pytest.raises(ExtractError, match="thực thể XML"):
        extract_word(with_part(word(["x"]), "word/document.xml", evil))


@pytest.mark.parametrize("raw", [b"", b"<w:document", b"<khong/>", b"\xff\xfe\x00"])
def test_a_broken_document_part_is_refused(raw: bytes) -> None:
    with pytest.raises(ExtractError):
        extract_word(with_part(word(["x"]), "word/document.xml", raw))


def test_a_file_without_words_is_refused() -> None:
    with pytest.raises(ExtractError, match="không có chữ"):
        extract_word(word(["", " "]))


def test_an_archive_that_is_no_word_file_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as bundle:
        bundle.writestr("a.txt", "x")
    with pytest.raises(ExtractError, match=r"word/document\.xml"):
        extract_word(out.getvalue())


def test_a_directory_that_points_before_the_file_is_damage() -> None:
    whole = bytearray(packed({DOCUMENT: b"<w/>"}))
    end = whole.rindex(b"PK\5\6")
    whole[end + 12 : end + 16] = (len(whole) * 2).to_bytes(4, "little")  # the size of the directory of a ZIP file
    with pytest.raises(ExtractError, match="cắt cụt hoặc hỏng"):
        extract_word(bytes(whole))


def test_a_part_that_points_before_the_file_is_damage() -> None:
    whole = packed({DOCUMENT: b"<w/>"})
    # Bytes taken out of the middle: the places in the directory lie 20 bytes too far back.
    with pytest.raises(ExtractError, match="cắt cụt hoặc hỏng"):
        extract_word(whole[20:])
