import pytest

from ingest.extract import chrome
from ingest.extract.text import extract_text
from ingest.material import Piece

_PROSE = (
    "Thực hiện các văn bản của cấp trên, Ban Thường vụ Thị ủy đã kịp thời tổ chức phổ biến, quán triệt, triển khai "
    "học tập các chỉ thị, nghị quyết đến toàn thể cán bộ, đảng viên; đồng thời ban hành nghị quyết số 12-NQ/HU."
)
_DUMP = f"""Thị xã Phú Lâm tích cực thực hiện Chỉ thị số 12-CT/TU của Tỉnh ủy.

Thứ ba, 20/12/2021 - 09:15

{_PROSE}

Các đại biểu dự hội nghị.

{_PROSE}

Bình Minh (Văn phòng Thị ủy)

Theo: https://phulam.example.vn/

Tin khác
1\u00a02\u00a03\u00a04\u00a05
Tin tức


Danh sách video
  • Hướng dẫn quy trình bầu cử
THƯ VIỆN ẢNH
Đăng nhập
  • Trong năm: 302,290
  • Tất cả: 1,836,925"""
_PAPER = """TỈNH ỦY LÂM SƠN
*
Số 47-CT/TU
ĐẢNG CỘNG SẢN VIỆT NAM
Lâm Sơn, ngày 11 tháng 11 năm 2014

CHỈ THỊ
về nâng cao chất lượng sinh hoạt chi bộ

Nội dung chỉ thị.

Nơi nhận:
- Lưu Văn phòng.
T/M BAN THƯỜNG VỤ
Đăng nhập
(đã ký)"""


def test_dump_of_a_page_loses_its_chrome_only() -> None:
    extracted = extract_text(_DUMP.encode())
    assert extracted.pieces == (
        Piece("Thị xã Phú Lâm tích cực thực hiện Chỉ thị số 12-CT/TU của Tỉnh ủy.", "heading", 1),
        Piece(_PROSE),
        Piece("Các đại biểu dự hội nghị."),
        Piece(_PROSE),
    )
    assert extracted.meta["title"] == extracted.pieces[0].text
    assert extracted.meta["author"] == "Bình Minh (Văn phòng Thị ủy)"
    assert extracted.meta["source"] == "https://phulam.example.vn/"
    assert extracted.meta["published"] == "Thứ ba, 20/12/2021 - 09:15"
    assert "Đăng nhập" in extracted.aside


def test_official_paper_is_given_whole() -> None:
    extracted = extract_text(_PAPER.encode())
    assert "\n".join(piece.text for piece in extracted.pieces).split() == _PAPER.split()
    assert "title" not in extracted.meta


def test_replaced_bytes_are_reported() -> None:
    extracted = extract_text(_PROSE.encode() + b"\n\n\xff\xfe h\xe1\xbb")
    assert int(extracted.meta["replaced"]) > 0


def test_one_line_is_text_and_not_a_title() -> None:
    assert extract_text("Chỉ có một dòng.".encode()).pieces == (Piece("Chỉ có một dòng."),)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Lâm Sơn (Văn phòng Thị ủy)", "Lâm Sơn (Văn phòng Thị ủy)"),
        ("Tác giả: Phú Lâm", "Phú Lâm"),
        ("Phú Lâm - Bình Minh", "Phú Lâm - Bình Minh"),
        ("Bài, ảnh: Phú Lâm", "Phú Lâm"),
        ("Các đại biểu dự hội nghị.", None),
        ("Hội nghị kết thúc", None),
        ("BÍ THƯ", None),
        ("Chi bộ 4", None),
    ],
)
def test_bylines(line: str, expected: str | None) -> None:
    assert chrome.author_of(line) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Thứ hai, 14/11/2022, 08:30 (GMT+7)", True),
        ("08:30 | 14/11/2022", True),
        ("Ngày đăng: 14/11/2022", True),
        ("14/11/2022", True),
        ("Sáng 14-11, Thành ủy đã tổ chức sơ kết", False),
        ("ngày 14 tháng 11 năm 2022", False),  # the date of a paper, not of a page
        ("2020-2025", False),
    ],
)
def test_lines_of_the_day(line: str, expected: bool) -> None:
    assert (chrome.published_of(line) is not None) is expected


@pytest.mark.parametrize(
    ("line", "at_end", "expected"),
    [
        ("Theo: https://baotinh.example.vn/", True, "https://baotinh.example.vn/"),
        ("Nguồn: Báo tỉnh", True, "Báo tỉnh"),
        ("Theo Báo Lâm Sơn", True, "Báo Lâm Sơn"),
        ("Theo Báo Lâm Sơn", False, None),  # may open a sentence
        ("Theo đề nghị của Trưởng ban;", True, None),
    ],
)
def test_source_lines(line: str, at_end: bool, expected: str | None) -> None:
    assert chrome.source_of(line, at_end=at_end) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Trang chủ", True),
        ("1 2 3 … Sau", True),
        ("Trang chủ » Tin tức » Chi tiết", True),
        ("• Trong năm: 302,290", True),
        ("1. Mục đích", False),
        ("2020", False),
        ("Điều 5. Chia sẻ thông tin", False),
        ("Tất cả đảng viên đều tham gia.", False),
    ],
)
def test_lines_of_chrome(line: str, expected: bool) -> None:
    assert chrome.is_chrome_line(line) is expected


def test_a_head_inside_the_text_does_not_cut_it() -> None:
    lines = ["Tiêu đề", _PROSE, "Tin khác", _PROSE, "Tin khác", "Một tin"]
    assert chrome.tail_start(lines) == 4


def test_a_paper_copied_without_its_head_is_known_by_its_foot() -> None:
    paper = "NGHỊ QUYẾT về việc mới\n\nNội dung.\n\nNơi nhận:\n- Lưu Văn phòng.\nT/M BAN CHẤP HÀNH\nBÍ THƯ\nPhú Lâm"
    assert extract_text(paper.encode()).pieces[-1].text.endswith("Phú Lâm")
