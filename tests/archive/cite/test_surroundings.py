import pytest

from archive.cite.around import Around
from archive.cite.find import even, find_spots
from archive.cite.surroundings import read_around
from archive.text.vietnamese import nfc
from archive.works.issuer import find_issuers


def around(text: str) -> tuple[Around, ...]:
    text = nfc(text)
    smooth = even(text)
    read = read_around(smooth, find_spots(smooth), find_issuers(text))
    for one in read:
        spans = (one.type_span, one.date_span, one.title_span, one.term_span, one.provision)
        assert all(0 <= span.start < span.end <= len(text) for span in spans if span)
        if one.title and one.title_span:
            assert smooth[one.title_span.start : one.title_span.end] == one.title
    return read


def days(text: str) -> list[str | None]:
    return [one.date.iso if one.date else None for one in around(text)]


def bodies(text: str) -> list[str | None]:
    return [one.issuer.name if one.issuer else None for one in around(text)]


def titles(text: str) -> list[str | None]:
    return [" ".join(one.title.split()) if one.title else None for one in around(text)]


def types(text: str) -> list[str | None]:
    return [one.type for one in around(text)]


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        pytest.param("ngày 11/11/2014", "2014-11-11", id="slashes"),
        pytest.param("ngày 03-01-2020", "2020-01-03", id="hyphens"),
        pytest.param("ngày 4.10.2023", "2023-10-04", id="dots"),
        pytest.param("ngày 05 tháng 02 năm 2026", "2026-02-05", id="in words"),
        pytest.param("ngày 05\ntháng 02\nnăm 2026", "2026-02-05", id="in words over three lines"),
        pytest.param("5 tháng 2 năm 2026", "2026-02-05", id="without ngày"),
        pytest.param("ngày 05 tháng 02/2026", "2026-02-05", id="half in words"),
        pytest.param("tháng 02/2026", "2026-02", id="a month is a month"),
        pytest.param("ký ngày 5/2/2026", "2026-02-05", id="signed on"),
        pytest.param("(05-02-2026)", "2026-02-05", id="in brackets, the body behind them"),
        pytest.param("ngày 31/02/2026", None, id="no such day, the body is still read"),
        pytest.param("ngày 31 tháng 02 năm 2026", None, id="no such day in words: not its month either"),
        pytest.param("ngày 6/8", None, id="no year"),
        pytest.param("ngày 6 tháng 8", None, id="no year, in words"),
    ],
)
def test_a_day_in_every_written_form(written: str, iso: str | None) -> None:
    (one,) = around(f"Kế hoạch số 12-KH/TU {written} của Tỉnh ủy Lào Cai.")
    assert (one.date.iso if one.date else None) == iso
    assert one.issuer is not None
    assert one.issuer.name == "Tỉnh ủy Lào Cai"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Chỉ thị số 47-CT/TU và Kế hoạch số 12-KH/TU cùng ngày 11/11/2014 của Tỉnh ủy Lào Cai",
            ["2014-11-11", "2014-11-11"],
            id="cùng ngày is the day of all",
        ),
        pytest.param(
            "Chỉ thị số 47-CT/TU, Quy chế số 3-QC/TU và Kế hoạch số 12-KH/TU đều ban hành ngày 11/11/2014",
            ["2014-11-11", "2014-11-11", "2014-11-11"],
            id="đều, three types",
        ),
        pytest.param(
            "Chỉ thị số 47-CT/TU ngày 11/11/2014 và Kế hoạch số 12-KH/TU cùng ngày của Tỉnh ủy Lào Cai",
            ["2014-11-11", "2014-11-11"],
            id="cùng ngày without figures is the day before",
        ),
        pytest.param(
            "Chỉ thị số 47-CT/TU ngày 11/11/2014. Kế hoạch số 12-KH/TU cùng ngày",
            ["2014-11-11", None],
            id="two sentences",
        ),
        pytest.param(
            "Quyết định số 217-QĐ/TW và 218-QĐ/TW lần lượt ngày 12/12/2013 và 13/12/2013 của Bộ Chính trị",
            ["2013-12-12", "2013-12-13"],
            id="one day an item",
        ),
        pytest.param(
            "Quyết định số 217-QĐ/TW và 218-QĐ/TW lần lượt ngày 12/12/2013, 13/12/2013 và 14/12/2013",
            [None, None],
            id="three days of two items: nobody's",
        ),
        pytest.param(
            "Quyết định số 217-QĐ/TW, ngày 12/12/2013 và Quyết định số 218-QĐ/TW, ngày 13/12/2013 của Bộ Chính trị",
            ["2013-12-12", "2013-12-13"],
            id="each its own",
        ),
        pytest.param(
            "các Nghị quyết số 18, 19-NQ/TW ngày 25/10/2017 của Ban Chấp hành Trung ương",
            ["2017-10-25", "2017-10-25"],
            id="one type and one code",
        ),
        pytest.param(
            "Quyết định số 217-QĐ/TW và Kết luận số 18-KL/TW ngày 12/12/2013",
            [None, "2013-12-12"],
            id="another type keeps its day for itself",
        ),
        pytest.param(
            "Ngày 22/10/2025, Bộ Chính trị ban hành Quy định 379-QĐ/TW năm 2025",
            ["2025-10-22"],
            id="the day that opens the sentence says more than the year",
        ),
        pytest.param(
            "Ngày 22/10/2025, Bộ Chính trị ban hành Quy định 379-QĐ/TW năm 2024", ["2024"], id="not of another year"
        ),
        pytest.param(
            "• [sửa mã nguồn] Ngày 3/2/1990, Ban Bí thư ra Quyết định số 100-QĐ/TW", ["1990-02-03"], id="behind marks"
        ),
        pytest.param(
            "Theo đó, ngày 3/2/1990, Ban Bí thư ra Quyết định số 100-QĐ/TW", ["1990-02-03"], id="behind Theo đó"
        ),
        pytest.param(
            "Sau hội nghị ngày 3/2/1990, Ban Bí thư ra Quyết định số 100-QĐ/TW", [None], id="the day of a meeting"
        ),
        pytest.param(
            "áp dụng 29/2023/QH15, 27/2023/QH15 và 31/2024/QH15 cùng ngày 01/8/2024",
            [None] * 3,
            id="the day of an application: two of the numbers are of another year",
        ),
        pytest.param(
            "Thông tư số 1/2024/TT-BTC và 2/2024/TT-BTC cùng ngày 01/8/2024",
            ["2024-08-01"] * 2,
            id="one day that all the numbers allow",
        ),
        pytest.param(
            "Nghị định số 1/2020/NĐ-CP, 2/2021/NĐ-CP cùng ngày 3/4/2021 và Thông tư số 5/2021/TT-BTC",
            [None] * 3,
            id="an application again, another text behind",
        ),
        pytest.param(
            "Nghị định số 1/2020/NĐ-CP và 2/2021/NĐ-CP ngày 3/4/2021",
            [None, "2021-04-03"],
            id="the day of the last only: the year of the first is another",
        ),
        pytest.param(
            "Ngày 15/9/2025, Chính phủ ban hành Nghị định số 30/2020/NĐ-CP",
            [None],
            id="a sentence's day of another year",
        ),
        pytest.param("Luật số 29/2023/QH15 ngày 01/8/2024", [None], id="a day of another year than the number's"),
        pytest.param("Quyết định số 12/QĐ-UBND ngày 01/8/2024", ["2024-08-01"], id="a number without a year"),
        pytest.param("Chỉ thị 10-CT/TW (2007), sau đó", ["2007"], id="a year alone in brackets"),
        pytest.param("Chỉ thị 10-CT/TW (2007-2012)", [None], id="years of a stretch in brackets"),
        pytest.param("Chỉ thị 10-CT/TW (2007 bản", [None], id="a figure that its bracket does not hold alone"),
        pytest.param("Chỉ thị 5-CT/TW ngày l5/5/2016", ["2016-05-15"], id="l for 1 in a scan"),
    ],
)
def test_days_along_a_list(text: str, expected: list[str | None]) -> None:
    assert days(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Quyết định số 217-QĐ/TW, ngày 12/12/2013 và Kết luận số 18-KL/TW, ngày 12/1/2014 của Bộ Chính trị",
            ["Bộ Chính trị", "Bộ Chính trị"],
            id="one body behind two types",
        ),
        pytest.param(
            "Chỉ thị số 47-CT/TU và Hướng dẫn số 9-HD/BTCTW của Ban Tổ chức Trung ương",
            [None, "Ban Tổ chức Trung ương"],
            id="another code",
        ),
        pytest.param(
            "Kết luận số 7-KL/TW và Nghị quyết số 60-NQ/TW Hội nghị lần thứ 11 Ban Chấp hành Trung ương",
            [None, "Ban Chấp hành Trung ương"],
            id="a meeting passed the second",
        ),
        pytest.param(
            "(Nghị quyết số 39-NQ/TW), Kết luận số 17-KL/TW của Bộ Chính trị",
            [None, "Bộ Chính trị"],
            id="the first stands in brackets of its own",
        ),
        pytest.param(
            "Nghị quyết số 04-NQ/TW Hội nghị lần thứ sáu (lần 1) Ban Chấp hành Trung ương",
            ["Ban Chấp hành Trung ương"],
            id="a meeting held twice",
        ),
        pytest.param(
            "Thông tư liên tịch số 08/2016/TTLT-BYT-BNV ngày 15/4/2016 của Bộ trưởng Bộ Y tế và Bộ trưởng Bộ Nội vụ",
            ["Bộ Y tế và Bộ Nội vụ"],
            id="two ministries of one circular, named without their ministers",
        ),
        pytest.param(
            "Thông tư liên tịch số 7/2016/TTLT-BGTVT-BCA-BQP của Bộ Công an, Bộ Quốc phòng và Bộ Giao thông vận tải",
            ["Bộ Công an, Bộ Quốc phòng và Bộ Giao thông vận tải"],
            id="three ministries",
        ),
        pytest.param(
            "Kết luận số 126-KL/TW của Bộ Chính trị, Ban Bí thư về một số việc",
            ["Bộ Chính trị"],
            id="one Party code: the first",
        ),
        pytest.param(
            "Hội đồng nhân dân tỉnh Tuyên Quang thông qua Nghị quyết số 38/NQ-HĐND",
            ["Hội đồng nhân dân tỉnh Tuyên Quang"],
            id="a council before its verb",
        ),
        pytest.param(
            "Ủy ban nhân dân tỉnh Tuyên Quang thông qua Nghị quyết số 38/NQ-HĐND",
            [None],
            id="a committee does not issue it",
        ),
        pytest.param(
            "các Nghị quyết của Bộ Chính trị: số 59-NQ/TW ngày 24/01/2025, số 66-NQ/TW ngày 30/4/2025, số 68-NQ/TW",
            ["Bộ Chính trị"] * 3,
            id="said once before several",
        ),
        pytest.param(
            "hai quy định của Bộ Chính trị số 5-QĐ/TW ngày 2/3/2020; số 6-QĐ/TW ngày 3/3/2020",
            ["Bộ Chính trị"] * 2,
            id="said once before a counted list, parted by a semicolon",
        ),
        pytest.param(
            "Nghị quyết của Bộ Chính trị số 59-NQ/TW, số 18-NQ/TW",
            ["Bộ Chính trị", None],
            id="said of one: the next may be another body's",
        ),
        pytest.param(
            "các Nghị quyết của Bộ Chính trị: số 59-NQ/TW, Kết luận số 12-KL/TW",
            ["Bộ Chính trị", None],
            id="an item of another type",
        ),
        pytest.param(
            "các Nghị quyết của Bộ Chính trị: số 59-NQ/TW; họp xong mới học số 18-NQ/TW",
            ["Bộ Chính trị", None],
            id="words of another clause between",
        ),
        pytest.param(
            "Kế hoạch số 212/KH-SYT ngày 05/3/2026 của Sở Y tế tỉnh Gia Lai",
            ["Sở Y tế tỉnh Gia Lai"],
            id="a department",
        ),
        pytest.param(
            "Quyết định số 9/QĐ-SNV của Giám đốc Sở Nội vụ tỉnh Lào Cai", ["Sở Nội vụ tỉnh Lào Cai"], id="by its head"
        ),
        pytest.param("Quyết định số 9/QĐ-UBND của Sở Nội vụ", [None], id="a department under another's code"),
        pytest.param("Kế hoạch số 2/KH-SYT của Sở Nội vụ", [None], id="a department under another department's code"),
        pytest.param("Kế hoạch số 2-KH/TU của Sở Nội vụ", [None], id="a department under a committee's code"),
        pytest.param("Sở Y tế đã ban hành Kế hoạch số 2/KH-SYT", ["Sở Y tế"], id="a department before its verb"),
    ],
)
def test_bodies_along_a_list(text: str, expected: list[str | None]) -> None:
    assert bodies(text) == expected


@pytest.mark.parametrize(
    ("text", "term"),
    [
        pytest.param("Nghị quyết số 04-NQ/TW của Ban Chấp hành Trung ương khóa XII", "XII", id="behind the body"),
        pytest.param("Nghị quyết số 04-NQ/TW (khóa XII) về xây dựng Đảng", "XII", id="behind the number"),
        pytest.param("Nghị quyết số 04-NQ/TW ngày 30/10/2016, khóa 12", "XII", id="in figures, behind the day"),
        pytest.param("Nghị quyết của Ban Chấp hành Trung ương khóa XII số 18-NQ/TW", "XII", id="before the number"),
        pytest.param(
            "Ban Chấp hành Trung ương Đảng khóa XII ban hành Nghị quyết số 18-NQ/TW",
            "XII",
            id="with the sentence's subject",
        ),
        pytest.param("Nghị quyết số 18-NQ/TW của Hội nghị Trung ương 6 khóa XII", "XII", id="of the plenum"),
        pytest.param("Quy định số 29-QĐ/TW của Ban Chấp hành Trung ương khóa\nXII về", "XII", id="over a line's end"),
        pytest.param(
            "Nghị quyết số 04-NQ/TU của Tỉnh ủy Lào Cai khóa XV", None, id="a province counts its own congresses"
        ),
        pytest.param("Luật số 59/2020/QH14 của Quốc hội khóa XIV", None, id="so does the National Assembly"),
        pytest.param("Kết luận số 21-KL/TW nhiệm kỳ 2020-2025", None, id="years are no term"),
        pytest.param("Kết luận số 21-KL/TW. Khóa XII đã tổng kết", None, id="another sentence"),
    ],
)
def test_the_congress_term(text: str, term: str | None) -> None:
    (one,) = around(text)
    assert one.term == term
    if one.term_span:
        assert text[one.term_span.start : one.term_span.end].startswith("khóa")


def test_a_term_is_shared_with_its_body() -> None:
    read = around("Nghị quyết số 18-NQ/TW và Nghị quyết số 19-NQ/TW của Ban Chấp hành Trung ương khóa XII")
    assert [one.term for one in read] == ["XII", "XII"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Chương trình của Chính phủ thực hiện Chỉ thị số 49-CT/TW", ["Chỉ thị"], id="the nearest name"),
        pytest.param(
            "theo quy định của Nghị định số 69/2019/NĐ-CP", ["Nghị định"], id="quy định is a verb's noun there"
        ),
        pytest.param("quy định của Chính phủ số 69/2019/NĐ-CP", [None], id="a code that the name does not allow"),
        pytest.param("Quyết định của Bộ Chính trị số 31-QĐ/TW", ["Quyết định"], id="the body between"),
        pytest.param("Chương trình hành động số 12-CTr/TU", ["Chương trình"], id="a programme of action"),
        pytest.param("quy định của Luật Hóa chất số 69/2025/QH15", ["Luật"], id="a law by name and number"),
        pytest.param("Kế hoạch, mang số: 12-KH/TU", ["Kế hoạch"], id="mang số"),
        pytest.param("sửa đổi Thông tư\n43/2015/TT-BTC", ["Thông tư"], id="a line's end between type and number"),
        pytest.param("Quyết định quan trọng. Số 31-QĐ/TW", [None], id="another sentence"),
        pytest.param("Thông báo kết luận số 75-TB/TW", ["Thông báo"], id="the name that suits the code"),
        pytest.param(
            "Luật sửa đổi các luật có liên quan đến quy hoạch số 28/2018/QH14",
            ["Luật"],
            id="a law's last word is no type",
        ),
        pytest.param("Luật Quy hoạch số 21/2017/QH14", ["Luật"], id="a law named as a type"),
        pytest.param(
            "Nghị quyết về Luật Thủ đô, Nghị quyết số 15/2024/QH15", ["Nghị quyết"], id="a type of the Assembly's own"
        ),
        pytest.param(
            "Thông báo kết luận số 118-TB/TU, thông báo kết luận số 33/TB-UBND",
            ["Thông báo", "Thông báo"],
            id="a notice of conclusions, by the code of any body",
        ),
    ],
)
def test_the_type_before_a_number(text: str, expected: list[str | None]) -> None:
    assert types(text) == expected


@pytest.mark.parametrize(
    ("text", "provision"),
    [
        pytest.param("theo khoản 2 Điều 3 Quy định số 22-QĐ/TW", "khoản 2 Điều 3", id="before"),
        pytest.param("các khoản 1, 2 Điều 3 Quy định số 22-QĐ/TW", "các khoản 1, 2 Điều 3", id="a list"),
        pytest.param("từ Điều 3 đến Điều 5 Quy định số 22-QĐ/TW", "từ Điều 3 đến Điều 5", id="a range"),
        pytest.param("theo Quy định số 22-QĐ/TW (khoản 2 Điều 3)", "khoản 2 Điều 3", id="behind, in brackets"),
        pytest.param("theo Quy định số 22-QĐ/TW, Điều 5 giao việc", None, id="behind a comma it may be another's"),
    ],
)
def test_the_part_before_or_behind(text: str, provision: str | None) -> None:
    (one,) = around(text)
    assert (text[one.provision.start : one.provision.end] if one.provision else None) == provision


def test_lines_of_a_gazette_that_end_in_a_name() -> None:
    text = (
        "Thông tư số 27/2016/TT-BTC ngày 01 tháng 9 năm 2016 của Bộ trưởng \n"
        "Bộ Tài chính hướng dẫn một số điều của Luật \n"
        "Kế toán trong trường học.\n"
        "Điều 2. Việc thi hành"
    )
    (one,) = around(text)
    assert one.issuer is not None
    assert one.issuer.name == "Bộ Tài chính"
    assert titles(text) == ["hướng dẫn một số điều của Luật Kế toán trong trường học"]


def test_a_share_at_a_lines_beginning_goes_on() -> None:
    text = "Nghị định số 51/2016/NĐ-CP ngày 13/6/2016 của Chính phủ về công ty do Nhà nước giữ \n100% vốn;"
    assert titles(text) == ["công ty do Nhà nước giữ 100% vốn"]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        pytest.param("Luật Chuyển giao công nghệ số 07/2017/QH14", "Chuyển giao công nghệ", id="số of the number"),
        pytest.param(
            "Pháp lệnh Ký kết và thực hiện thỏa thuận số 33/2007/PL-UBTVQH11",
            "Ký kết và thực hiện thỏa thuận",
            id="an ordinance, whose letters name its type",
        ),
        pytest.param("Luật Công nghiệp công nghệ số 71/2025/QH15", "Công nghiệp công nghệ số", id="số of the name"),
    ],
)
def test_the_word_before_a_laws_number(text: str, title: str) -> None:
    assert titles(text) == [title]


def test_a_heading_behind_a_line_is_no_part_of_a_title() -> None:
    assert titles("Thông tư số 27/2016/TT-BTC của Bộ Tài chính về\nQUY CHẾ CHUNG") == [None]


def test_a_law_by_its_name_takes_a_day_and_no_title() -> None:
    (one,) = around("Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015 về việc chung;")
    assert one.date is not None
    assert one.date.iso == "2015-06-19"
    assert one.title is None
