import io
import zipfile

import pytest

from archive.errors import SecrecyError
from archive.works.secrecy import Mark, Rule, all_rules, mark_of_line, matches, refusal_of
from ingest.guard import inspect_bytes, inspect_extracted, inspect_name, inspect_pieces
from ingest.material import Extracted, Piece
from tests.ingest.samples import pdf, with_part, word

_SEEN = [(rule, text, True) for rule in all_rules() for text in rule.must]
_PASSED = [(rule, text, False) for rule in all_rules() for text in rule.must_not]


@pytest.mark.parametrize(
    ("rule", "text", "expected"),
    [*_SEEN, *_PASSED],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_every_row_of_the_table_holds(rule: Rule, text: str, expected: bool) -> None:
    found = bool(rule.pattern.search(text)) if rule.where == "name" else matches(rule, text)
    assert found is expected


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("MẬT", "Mật"),
        ("M\u00a0Ậ\u00a0T", "Mật"),  # spaced out with hard blanks
        ("MA\u0302\u0323T", "Mật"),  # NFD
        ("┌ TỐI MẬT ┐", "Tối mật"),
        ("TUYỆT  MẬT", "Tuyệt mật"),
        ("Số 12-BC/TU/MẬT", "Mật"),
        ("Số: 12 - BC/TU/MẬT", "Mật"),
        ("Số 07/M-UBND", "Mật"),
        ("Số 47-CT/TU", None),
        ("Số 06-HD/TW, ngày 09/6/2025 của Ban Bí thư", None),
        ("Số 0321/TM-XNK", None),  # Bộ Thương mại, not Tối mật
        ("Số lượng đảng viên: 120", None),
        ("LUẬT BẢO VỆ BÍ MẬT NHÀ NƯỚC", None),
        ("1. Bí mật nhà nước độ Tuyệt mật là bí mật nhà nước liên quan đến chính trị, quốc phòng;", None),
        ("MẬT ĐỘ DÂN SỐ", None),
        ("MẬT ONG SA PA", None),
        ("Ong mật", None),
        ("MẶT TRẬN", None),
    ],
)
def test_a_mark_is_a_line_of_its_own(line: str, kind: str | None) -> None:
    assert mark_of_line(line) == kind


def test_small_letters_count_only_at_the_edge() -> None:
    middle = [Piece(f"Đoạn {number} của văn bản, đủ dài để là một câu.") for number in range(40)]
    assert inspect_pieces([Piece("Mật"), *middle]) is not None
    assert inspect_pieces([*middle[:20], Piece("Mật"), *middle[20:]]) is None
    assert inspect_pieces([*middle[:20], Piece("MẬT"), *middle[20:]]) is not None


def test_a_law_about_secrecy_passes() -> None:
    law = [
        Piece("LUẬT\nBẢO VỆ BÍ MẬT NHÀ NƯỚC"),
        Piece("Điều 8. Phân loại bí mật nhà nước"),
        Piece("Căn cứ vào tính chất, bí mật nhà nước được phân loại thành 03 độ mật, bao gồm:"),
        Piece("1. Bí mật nhà nước độ Tuyệt mật;\n2. Bí mật nhà nước độ Tối mật;\n3. Bí mật nhà nước độ Mật."),
    ]
    assert inspect_pieces(law) is None


def test_a_cell_of_the_letterhead_counts() -> None:
    assert inspect_pieces([Piece("MẬT | ĐẢNG CỘNG SẢN VIỆT NAM", "table")]) == Mark("Mật", "nội dung văn bản")


def test_hidden_parts_that_were_read_count() -> None:
    extracted = Extracted((Piece("Văn bản thường."),), {}, {}, ("Tài liệu thu hồi",))
    mark = inspect_extracted(extracted)
    assert mark is not None
    assert mark.kind == "Thu hồi"


@pytest.mark.parametrize(
    ("origin", "kind"),
    [
        ("ho-so/12-KH-TU_MAT.docx", "Mật"),
        ("TÀI LIỆU MẬT/ke-hoach.docx", "Mật"),  # a folder on the way
        ("ho so/Toi mat - de an.pdf", "Tối mật"),
        ("Kê\u0301 hoa\u0323ch (ma\u0302\u0323t).docx", "Mật"),  # NFD names of other systems
        ("luu-hanh-noi-bo/1.pdf", "Lưu hành nội bộ"),
        ("MAT TRAN TO QUOC/ke-hoach.docx", None),
        ("luat-bao-ve-bi-mat-nha-nuoc.html", None),
        ("mat-do-dan-so.html", None),
        ("hop-mat-dau-xuan.html", None),
    ],
)
def test_names_carry_marks(origin: str, kind: str | None) -> None:
    mark = inspect_name(origin)
    assert (mark.kind if mark else None) == kind


def test_running_head_of_a_word_file_counts() -> None:
    mark = inspect_bytes(word(["Văn bản thường."], header="MẬT"))
    assert mark is not None
    assert "MẬT" not in mark.place


def test_watermark_of_a_word_file_counts() -> None:
    mark_shape = '<w:hdr xmlns:w="w" xmlns:v="v"><w:p><v:shape><v:textpath string="TỐI MẬT"/></v:shape></w:p></w:hdr>'
    payload = with_part(word(["Văn bản thường."]), "word/header9.xml", mark_shape.encode())
    assert inspect_bytes(payload) == Mark("Tối mật", "phần ngoài nội dung chính của tệp")


@pytest.mark.parametrize(
    ("part", "markup", "kind"),
    [
        pytest.param(
            "xl/drawings/drawing1.xml", "<a:p><a:r><a:t>MẬT</a:t></a:r></a:p>", "Mật", id="box over the cells"
        ),
        pytest.param(
            "docProps/core.xml", "<dc:subject><p>TỐI MẬT</p></dc:subject>", "Tối mật", id="property of a table"
        ),
        pytest.param("xl/sharedStrings.xml", "<si><t>x</t></si>", None, id="cells are read as the text"),
    ],
)
def test_what_stands_beside_the_cells_of_a_table_counts(part: str, markup: str, kind: str | None) -> None:
    mark = inspect_bytes(_bundle({"xl/workbook.xml": "<workbook/>", part: markup}))
    assert (mark.kind if mark else None) == kind


@pytest.mark.parametrize(
    ("markup", "kind"),
    [
        pytest.param("<text:p>TUYỆT MẬT</text:p><text:p>Văn bản.</text:p>", "Tuyệt mật", id="a paragraph"),
        pytest.param("<text:p>M<text:span>ẬT</text:span></text:p>", "Mật", id="parted by a style"),
        pytest.param("<text:p>Bí mật</text:p>", None, id="no mark"),
    ],
)
def test_paragraphs_of_the_open_format_are_lines(markup: str, kind: str | None) -> None:
    payload = _bundle({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": f"<x>{markup}</x>"})
    mark = inspect_bytes(payload)
    assert (mark.kind if mark else None) == kind


def _bundle(parts: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, text in parts.items():
            made.writestr(name, text)
    return out.getvalue()


def test_mark_split_over_runs_counts() -> None:
    payload = with_part(
        word(["x"]), "word/footer9.xml", "<w:p><w:r><w:t>M</w:t></w:r><w:r><w:t>ẬT</w:t></w:r></w:p>".encode()
    )
    assert inspect_bytes(payload) is not None


def test_properties_of_a_pdf_count() -> None:
    payload = pdf([[(72, 700, "x")]]).replace(b"<< /Type /Catalog", b"<< /Subject (TUYET MAT) /Type /Catalog")
    mark = inspect_bytes(payload)
    assert mark is not None
    assert mark.kind == "Tuyệt mật"


@pytest.mark.parametrize(
    ("page", "kind"),
    [
        ("<p hidden>MẬT</p><p>Bài viết.</p>", "Mật"),
        ("<!-- Tài liệu thu hồi --><p>Bài viết.</p>", "Thu hồi"),
        ("<p><b>M</b>ẬT</p>", "Mật"),
        ("<p>Tin: <b>MẬT</b> độ dân số tăng</p>", None),  # a bold word inside a sentence
        ("<ul><li><a href=/x>Lưu hành nội bộ</a></li></ul><p>Bài viết.</p>", None),  # a section of the site's menu
        ('<img src="data:image/svg+xml,%3Csvg%3E%3Ctext%3EM%E1%BA%ACT%3C/text%3E%3C/svg%3E">', "Mật"),
        ('<img src="data:image/svg+xml;base64,PHN2Zz48dGV4dD5N4bqsVDwvdGV4dD48L3N2Zz4=">', "Mật"),
        ('<img src="data:image/svg+xml,%3Csvg%3E%3Ctext%3EB%C3%AD m%E1%BA%ADt%3C/text%3E">', None),
        ("<script>var s = 'MẬT'</script><p>Bài viết.</p>", None),
    ],
)
def test_pages_are_looked_through(page: str, kind: str | None) -> None:
    mark = inspect_bytes(f"<!DOCTYPE html><html><body>{page}</body></html>".encode())
    assert (mark.kind if mark else None) == kind


@pytest.mark.parametrize("payload", [b"", b"PK\x03\x04hong", b"%PDF-", b"<html", "MẬT".encode()])
def test_damaged_bytes_do_not_stop_the_guard(payload: bytes) -> None:
    assert inspect_bytes(payload) is None


def test_refusal_names_kind_and_place_only() -> None:
    error = refusal_of(Mark("Mật", "tên tệp"))
    assert isinstance(error, SecrecyError)
    assert "Mật" in error.message
    assert error.remedy
