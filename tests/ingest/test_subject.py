"""The trích yếu: whole when it is wrapped, and never a word of the body."""

import pytest

from ingest.subject import begins_body, subject_behind, subject_of_letter, title_of


def title(text: str) -> str | None:
    span = subject_behind(text, text.index("\n") if "\n" in text else len(text))
    return title_of(text, span) if span else None


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param("về công tác văn thư\n-----\nCăn cứ", "công tác văn thư", id="without its về"),
        pytest.param("Về việc ban hành quy chế\nCăn cứ Luật", "ban hành quy chế", id="without its về việc"),
        pytest.param("VIỆC BAN HÀNH QUY CHẾ\nCăn cứ Luật", "BAN HÀNH QUY CHẾ", id="việc alone goes too"),
        pytest.param("V/v: rà soát\nKính gửi: Các sở", "rà soát", id="the letter's V/v"),
        pytest.param("nâng cao chất lượng\nsinh hoạt chi bộ\n*\nCăn cứ", "nâng cao chất lượng sinh hoạt chi bộ",
                     id="a second line in small letters"),
        pytest.param("Sửa đổi Thông tư số 08/2020/TT-BNV ngày\n15/10/2020 của Bộ Nội vụ\nCăn cứ Luật",
                     "Sửa đổi Thông tư số 08/2020/TT-BNV ngày 15/10/2020 của Bộ Nội vụ", id="a date behind the break"),
        pytest.param("Sửa đổi Quyết định số\n23/2021/QĐ-TTg\nCăn cứ", "Sửa đổi Quyết định số 23/2021/QĐ-TTg",
                     id="a number behind the break"),
        pytest.param("Thực hiện Quyết định của Thủ tướng\nChính phủ về một việc\nCăn cứ",
                     "Thực hiện Quyết định của Thủ tướng Chính phủ về một việc", id="a body broken in its name"),
        pytest.param("Quy định mức chi,\nNguồn chi\nĐiều 1. Mức", "Quy định mức chi, Nguồn chi", id="a comma goes on"),
        pytest.param("giai đoạn\n2020-2025\nI. MỤC TIÊU", "giai đoạn 2020-2025", id="years are no numbered part"),
        pytest.param("đẩy mạnh học tập\ntrong giai đoạn mới\nSau 5 năm, các cấp đã làm tốt.",
                     "đẩy mạnh học tập trong giai đoạn mới", id="trong goes on in small letters"),
        pytest.param("SỬA ĐỔI MỘT SỐ ĐIỀU\nCỦA LUẬT ĐẤT ĐAI\nQUỐC HỘI\nCăn cứ", "SỬA ĐỔI MỘT SỐ ĐIỀU CỦA LUẬT ĐẤT ĐAI",
                     id="capitals, then the body that enacts"),
        pytest.param("Quy định một việc\nQUY ĐỊNH CHUNG\nĐiều 1", "Quy định một việc", id="a heading is not it"),
        pytest.param("HỘI NGHỊ LẦN THỨ TƯ\nKHÓA XII\nvề xây dựng Đảng\nI- TÌNH HÌNH", "xây dựng Đảng",
                     id="the meeting stands above it"),
        pytest.param("Hội nghị lần thứ mười một khóa XIII\n-----\nI- TÌNH HÌNH", "Hội nghị lần thứ mười một khóa XIII",
                     id="the meeting alone"),
        pytest.param("CỦA BAN THƯỜNG VỤ TỈNH ỦY\nvề công tác cán bộ\nCăn cứ", "công tác cán bộ", id="who issued"),
        pytest.param("về khoá sổ và hoà giải\n-----", "khóa sổ và hòa giải", id="the new placement of tone marks"),
        pytest.param("công tác dân vận", "công tác dân vận", id="the text ends with it"),
    ],
)  # fmt: skip
def test_subjects(lines: str, expected: str) -> None:
    assert title(f"QUYẾT ĐỊNH\n{lines}") == expected


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param("Căn cứ Luật Tổ chức chính quyền địa phương;", id="the grounds follow"),
        pytest.param("Điều 1. Phạm vi", id="the articles follow"),
        pytest.param("Kính gửi: Các huyện ủy", id="a letter without its line"),
        pytest.param("-----", id="a rule"),
        pytest.param("", id="nothing"),
        pytest.param("Trong năm qua, các chi bộ đã họp đều. " + "Việc học có nền nếp hơn trước, " * 6 + "được.",
                     id="a paragraph of the body"),
    ],
)  # fmt: skip
def test_no_subject(lines: str) -> None:
    assert title(f"QUYẾT ĐỊNH\n{lines}") is None


def test_a_subject_on_the_line_of_the_type() -> None:
    text = "THÔNG TƯ quy định một việc của\nngành nội vụ\nCăn cứ Luật;"
    span = subject_behind(text, len("THÔNG TƯ"))
    assert span is not None
    assert text[slice(*span)] == "quy định một việc của\nngành nội vụ"


def test_the_subject_of_a_letter_goes_over_its_line() -> None:
    text = "Số: 12/UBND-NC\nV/v triển khai\nthực hiện chỉ thị\nKính gửi: Các sở"
    span = subject_of_letter(text, 500)
    assert span is not None
    assert title_of(text, span) == "triển khai thực hiện chỉ thị"
    assert subject_of_letter("Họ bàn v/v ấy nhiều lần.", 500) is None


@pytest.mark.parametrize(
    ("line", "begins"),
    [
        pytest.param("- Căn cứ Điều lệ Đảng;", True, id="grounds behind a dash"),
        pytest.param("1.1. Về tuổi đời", True, id="a numbered part"),
        pytest.param("II- NHIỆM VỤ", True, id="a Roman part"),
        pytest.param("A. Phần chung", True, id="a lettered part"),
        pytest.param("15.10.2020 của Bộ Nội vụ", False, id="a date"),
        pytest.param("26/2016/TT-BNV ngày", False, id="a number"),
        pytest.param("2020-2025 và những năm sau", False, id="years"),
        pytest.param("điều động cán bộ", False, id="a word that only begins alike"),
    ],
)
def test_where_a_body_begins(line: str, begins: bool) -> None:
    assert begins_body(line) is begins
