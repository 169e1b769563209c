import pytest

from archive.errors import ExtractError
from ingest.extract.pdf import extract_pdf
from ingest.extract.pdf_columns import foot, letterhead
from ingest.extract.pdf_heads import without_heads
from ingest.extract.pdf_layout import pieces_of_pages
from ingest.extract.pdf_lines import Line, PageLines
from tests.ingest.samples import pdf

_FULL = "Thuc hien chi thi cua Tinh uy, cac chi bo da to chuc hoc tap va thao luan day du"


def _line(text: str, left: float, bottom: float, *, right: float | None = None, page: int = 1) -> Line:
    width = 6.0 * len(text)
    first = 6.0 * len(text.split(maxsplit=1)[0])
    return Line(text, left, right if right is not None else left + width, bottom, bottom + 11, page, first)


def test_lines_of_a_paragraph_are_joined() -> None:
    page = [(72.0, 700.0, _FULL), (72.0, 684.0, _FULL), (72.0, 668.0, "den het nam."), (72.0, 640.0, "Doan hai.")]
    assert [piece.text for piece in extract_pdf(pdf([page])).pieces] == [f"{_FULL} {_FULL} den het nam.", "Doan hai."]


def test_a_paragraph_goes_on_over_the_page() -> None:
    first = [(72.0, 700.0, "Dieu 1. Pham vi"), (72.0, 110.0, _FULL)]
    second = [(72.0, 740.0, "cua Trung uong."), (72.0, 700.0, _FULL)]
    texts = [piece.text for piece in extract_pdf(pdf([first, second])).pieces]
    assert f"{_FULL} cua Trung uong." in texts


def test_running_heads_and_page_numbers_are_dropped_and_shown_to_the_guard() -> None:
    pages = [
        [(72.0, 800.0, f"Bao cao nam {n}"), (300.0, 40.0, str(n)), (72.0, 600.0, f"Noi dung trang {n}.")]
        for n in (1, 2, 3)
    ]
    extracted = extract_pdf(pdf(pages))
    assert [piece.text for piece in extracted.pieces] == [f"Noi dung trang {n}." for n in (1, 2, 3)]
    assert extracted.dropped == {"running-head": 3, "page-number": 3}
    assert "Bao cao nam 2" in extracted.aside


def test_a_number_that_does_not_count_with_the_pages_is_text() -> None:
    pages = [
        [(72.0, 600.0, f"Trang {n} co noi dung."), (72.0, 60.0, cell)] for n, cell in ((1, "40"), (2, "17"), (3, "9"))
    ]
    assert extract_pdf(pdf(pages)).dropped == {}


def test_head_of_the_gazette_is_known_on_a_single_page() -> None:
    page = PageLines(1, 595, 842, (_line("CÔNG BÁO/Số 55/Ngày 26-01-2026", 170, 790), _line("Nội dung.", 72, 600)))
    kept, dropped, _ = without_heads([page])
    assert [line.text for line in kept[0]] == ["Nội dung."]
    assert dropped == {"running-head": 1}


_HEAD = [
    _line("VĂN BẢN QUY PHẠM PHÁP LUẬT", 200, 800),
    _line("THÀNH ỦY LÂM SƠN", 80, 760),
    _line("ĐẢNG CỘNG SẢN VIỆT NAM", 330, 760),
    _line("BAN TỔ CHỨC", 95, 744),
    _line("*", 125, 730),
    _line("Số", 80, 715),
    _line("-HD/BTCTU", 120, 715),  # the number itself is a picture
    _line("Lâm Sơn, ngày tháng 8 năm 2025", 320, 715),
    _line("HƯỚNG DẪN", 270, 680),
    _line("Căn cứ Điều lệ Đảng; các quy định, hướng dẫn của Trung ương và của Thành ủy.", 80, 650, right=530),
]


def test_columns_of_a_letterhead_are_kept_apart_and_a_missing_number_stays_missing() -> None:
    pieces = list(pieces_of_pages([_HEAD]))
    assert [piece.text for piece in pieces[:4]] == [
        "VĂN BẢN QUY PHẠM PHÁP LUẬT",
        "THÀNH ỦY LÂM SƠN\nBAN TỔ CHỨC\n*\nSố -HD/BTCTU",
        "ĐẢNG CỘNG SẢN VIỆT NAM\nLâm Sơn, ngày tháng 8 năm 2025",
        "HƯỚNG DẪN",
    ]
    assert [piece.kind for piece in pieces[1:3]] == ["letterhead-left", "letterhead-right"]


def test_the_name_of_the_party_in_a_sentence_is_no_letterhead() -> None:
    lines = [_line("Ghi chú", 72, 700), _line("Đảng Cộng sản Việt Nam là đảng cầm quyền", 300, 700)]
    assert letterhead(lines) == ([], [])


def test_recipients_and_signature_are_kept_apart() -> None:
    lines = [
        _line("Chỉ thị này phổ biến đến chi bộ.", 100, 400),
        _line("Nơi nhận:", 80, 360),
        _line("T/M BAN THƯỜNG VỤ", 360, 362),
        _line("- Thường trực Tỉnh ủy;", 80, 344),
        _line("BÍ THƯ", 400, 346),
        _line("- Lưu Văn phòng.", 80, 330),
        _line("(đã ký)", 400, 300),
    ]
    left, right = foot(lines)
    assert [line.text for line in left] == ["Nơi nhận:", "- Thường trực Tỉnh ủy;", "- Lưu Văn phòng."]
    assert [line.text for line in right] == ["T/M BAN THƯỜNG VỤ", "BÍ THƯ", "(đã ký)"]


@pytest.mark.parametrize(
    ("payload", "reason"),
    [
        (pdf([[], []]), "không có lớp chữ"),
        (pdf([[(72.0, 700.0, "...")]]), "không có lớp chữ"),  # dots are no letters
        (pdf([[(72.0, 700.0, "x")]])[:-60], "cắt cụt"),
        (b"%PDF-1.4\n", "cắt cụt"),
        (b"%PDF-1.4\nkhong co gi\n%%EOF", "hỏng"),
    ],
    ids=["no text", "dots only", "cut short", "head only", "no content"],
)
def test_what_cannot_be_read_is_refused_with_the_reason(payload: bytes, reason: str) -> None:
    with pytest.raises(ExtractError, match=reason):
        extract_pdf(payload)


def test_a_letterhead_whose_number_and_day_are_pictures_goes_down_to_their_row() -> None:
    head = [
        _line("THÀNH ỦY LÂM SƠN", 80, 760),
        _line("BAN TỔ CHỨC", 95, 744),
        _line("Số", 80, 715),
        _line("-HD/BTCTU", 150, 715),
        _line("ĐẢNG CỘNG SẢN VIỆT NAM", 330, 760),
        _line("Lâm Sơn, ngày", 320, 715),
        _line("tháng 8 năm 2025", 430, 715),
        _line("HƯỚNG DẪN", 270, 680),
    ]
    assert [piece.text for piece in pieces_of_pages([head])] == [
        "THÀNH ỦY LÂM SƠN\nBAN TỔ CHỨC\nSố -HD/BTCTU",
        "ĐẢNG CỘNG SẢN VIỆT NAM\nLâm Sơn, ngày tháng 8 năm 2025",
        "HƯỚNG DẪN",
    ]
