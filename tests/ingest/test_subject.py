"""The trích yếu: whole when it is wrapped, and never a word of the body."""

import pytest

from ingest.subject import begins_body, names_issuer, subject_behind, subject_of_letter, title_of


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
        pytest.param("Ban hành Kế hoạch thực hiện\nChỉ thị số 52-CT/TW của Ban Bí thư\n––––\nCăn cứ",
                     "Ban hành Kế hoạch thực hiện Chỉ thị số 52-CT/TW của Ban Bí thư", id="a capital after a verb"),
        pytest.param("Ban hành\nBiểu thuế ưu đãi\nTHỦ TƯỚNG CHÍNH PHỦ\nCăn cứ Luật", "Ban hành Biểu thuế ưu đãi",
                     id="a capital, then who enacts over the grounds"),
        pytest.param("QUY ĐỊNH VỀ CHỨNG TỪ\nNghị định số 123/2020/NĐ-CP ngày 19/10/2020 của Chính phủ, có hiệu lực kể "
                     "từ ngày 01/7/2022;", "QUY ĐỊNH VỀ CHỨNG TỪ", id="what a consolidated text renders"),
        pytest.param("Số 23-CT/TW, ngày 27/3/2003\nvề công tác dân vận\nCăn cứ", "công tác dân vận",
                     id="the number under the type"),
        pytest.param("về Kiểm soát viên1 công ty\nCăn cứ", "Kiểm soát viên công ty", id="the mark of a note"),
        pytest.param("Sửa đổi Thông tư số 13/2014/TTLT-\nBKHCN-BYT về an toàn\nCăn cứ",
                     "Sửa đổi Thông tư số 13/2014/TTLT-BKHCN-BYT về an toàn", id="a number broken at its hyphen"),
        pytest.param(f"Quy định về tuyến {'khám bệnh, ' * 14}chữa bệnh.\nBỘ TRƯỞNG BỘ Y TẾ\nCăn cứ",
                     f"Quy định về tuyến {'khám bệnh, ' * 14}chữa bệnh", id="long, with a full stop at its end"),
        pytest.param("ĐỊNH MỨC ĐỂ THỰC HIỆN CÁC QUYẾT ĐỊNH CỦA\nTHỦ TƯỚNG CHÍNH PHỦ\nBỘ TRƯỞNG BỘ TÀI CHÍNH\nCăn cứ",
                     "ĐỊNH MỨC ĐỂ THỰC HIỆN CÁC QUYẾT ĐỊNH CỦA THỦ TƯỚNG CHÍNH PHỦ", id="of whom, on the next line"),
        pytest.param("Quy chuẩn đối với thiết bị\nX-quang dùng trong y tế\nCăn cứ",
                     "Quy chuẩn đối với thiết bị X-quang dùng trong y tế", id="X-quang is no tenth part"),
        pytest.param("về dịch COVID-19 và khí CO2\nCăn cứ", "dịch COVID-19 và khí CO2", id="digits of a name stay"),
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


def test_place_and_day_of_the_other_column_are_no_part_of_a_letter_s_subject() -> None:
    text = "Số: 12/BNV-CC\nV/v hướng dẫn xếp lương Hà Nội, ngày 12 tháng 3 năm 2024\nKính gửi: Các bộ"
    span = subject_of_letter(text, len(text))
    assert span is not None
    assert title_of(text, span) == "hướng dẫn xếp lương"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param("BỘ TRƯỞNG BỘ TÀI CHÍNH", True, id="a rank in capitals"),
        pytest.param("Chính phủ ban hành", False, id="small letters"),
        pytest.param("QUY ĐỊNH CHUNG", False, id="another heading"),
    ],
)
def test_lines_that_name_who_enacts(line: str, expected: bool) -> None:
    assert names_issuer(line) is expected
