import pytest

from archive.cite.find import even, find_spots
from archive.cite.spot import Spot
from archive.text.vietnamese import nfc


def laws(text: str) -> list[Spot]:
    return [spot for spot in find_spots(even(nfc(text))) if spot.kind == "law"]


@pytest.mark.parametrize(
    ("text", "surface", "number", "title"),
    [
        pytest.param("theo Luật Đất đai năm 2013 và", "Luật Đất đai năm 2013", "45/2013/QH13", "Đất đai", id="năm"),
        pytest.param("Luật Đất đai 2024.", "Luật Đất đai 2024", "31/2024/QH15", "Đất đai", id="the year alone"),
        pytest.param("Luật Đất đai (năm 2013)", "Luật Đất đai (năm 2013)", "45/2013/QH13", "Đất đai", id="in brackets"),
        pytest.param("Luật đất đai năm 2013", "Luật đất đai năm 2013", "45/2013/QH13", "đất đai", id="a small letter"),
        pytest.param("Bộ luật Lao động 2019", "Bộ luật Lao động 2019", "45/2019/QH14", "Lao động", id="a code"),
        pytest.param("Luật Cán\nbộ, công chức năm 2008", None, "22/2008/QH12", "Cán bộ, công chức", id="wrapped"),
        pytest.param(
            "Pháp lệnh Ưu đãi người có công với cách mạng năm 2020",
            None,
            "02/2020/UBTVQH14",
            "Ưu đãi người có công với cách mạng",
            id="an ordinance",
        ),
        pytest.param("Hiến pháp năm 2013", None, None, "", id="a constitution has no number"),
        pytest.param(
            "Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam năm 1992", None, None, "", id="a constitution in full"
        ),
        pytest.param("Luật Luật sư năm 2006", None, "65/2006/QH11", "Luật sư", id="the law on lawyers"),
        pytest.param(
            "Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;",
            "Luật Tổ chức chính quyền địa phương",
            "77/2015/QH13",
            "Tổ chức chính quyền địa phương",
            id="a day ends the span at the name",
        ),
        pytest.param(
            "Luật Tổ chức chính quyền địa phương, ngày 16/6/2025",
            "Luật Tổ chức chính quyền địa phương",
            "72/2025/QH15",
            "Tổ chức chính quyền địa phương",
            id="a day tells two of one year apart",
        ),
        pytest.param(
            "Luật Tổ chức chính quyền địa phương năm 2025",
            None,
            None,
            "Tổ chức chính quyền địa phương",
            id="a year does not",
        ),
        pytest.param(
            "Luật sửa đổi, bổ sung một số điều của Luật Cán bộ, công chức và Luật Viên chức năm 2019",
            None,
            "52/2019/QH14",
            "sửa đổi, bổ sung một số điều của Luật Cán bộ, công chức và Luật Viên chức",
            id="an amending law is itself",
        ),
        pytest.param("Luật Đất đai năm 1993", None, None, "Đất đai", id="a known name of another year"),
        pytest.param("Luật Đất đai 1993", None, None, "Đất đai", id="a known name of another year, figures alone"),
        pytest.param("Luật Bảo vệ rừng đặc dụng năm 2030", None, None, "Bảo vệ rừng đặc dụng", id="a safe shape"),
    ],
)
def test_a_law_by_its_name(text: str, surface: str | None, number: str | None, title: str) -> None:
    (found,) = laws(text)
    assert nfc(text)[found.start : found.end] == (surface or nfc(text))
    assert (str(found.number) if found.number else None, found.title) == (number, title)
    if found.title_span:
        assert " ".join(text[found.title_span.start : found.title_span.end].split()) == title


def test_laws_of_one_list() -> None:
    found = laws("Luật Đất đai năm 2013, Luật Nhà ở năm 2014 và Bộ luật Dân sự 2015")
    assert [(spot.type, spot.year) for spot in found] == [("Luật", 2013), ("Luật", 2014), ("Bộ luật", 2015)]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("theo quy định của Luật Đất đai", id="no year, no day, no number"),
        pytest.param("Luật này có hiệu lực từ ngày 01 tháng 7 năm 2014", id="this law"),
        pytest.param("Luật Đất đai có hiệu lực từ ngày 01 tháng 7 năm 2014", id="the day of its force"),
        pytest.param("Luật Hoa Kỳ năm 1974", id="another country's"),
        pytest.param("Luật Cạnh tranh năm 1998 của Anh", id="another country's, said behind"),
        pytest.param("Công ước của Liên hợp quốc về Luật Biển năm 1982", id="a convention"),
        pytest.param("Luật sư Nguyễn Văn A năm 2020", id="a lawyer"),
        pytest.param("Hội Luật gia Việt Nam năm 2020", id="jurists"),
        pytest.param("Đại học Luật Hà Nội năm 2019", id="a school"),
        pytest.param("Công ty Luật Bình Minh năm 2018", id="a firm"),
        pytest.param("chương trình xây dựng luật, pháp lệnh năm 2025", id="laws in general"),
        pytest.param("văn bản quy phạm pháp luật năm 2020", id="pháp luật"),
        pytest.param("xử lý kỷ luật Đảng năm 2020", id="discipline"),
        pytest.param("kết quả triển khai Luật Trẻ em năm 2020", id="the year of the work"),
        pytest.param("hội nghị phổ biến Luật Thủ đô ngày 15/8/2024", id="the day of a meeting"),
        pytest.param("Luật Thủ đô giai đoạn 2021-2025", id="a stretch of years"),
        pytest.param(
            "số 19/2011/NĐ-CP quy định chi tiết một số điều của Luật Nuôi con nuôi ngày 21/3/2011 của Chính phủ",
            id="the day of the decree whose title names it",
        ),
        pytest.param(
            "Luật sửa đổi, bổ sung một số điều của Bộ luật Hình sự năm 1999", id="the year of the amended one"
        ),
        pytest.param("cấp đất theo Luật Đất đai 1990 hộ", id="a count behind"),
        pytest.param("Luật Giá và kế hoạch năm 2030", id="words behind a known name"),
        pytest.param("Hiến pháp năm 2010", id="a year without a constitution"),
    ],
)
def test_what_is_no_law(text: str) -> None:
    assert laws(text) == []


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Luật Đất đai số 31/2024/QH15", id="between type and number"),
        pytest.param("Luật Đất đai năm 2024 (số 31/2024/QH15)", id="number behind the year"),
    ],
)
def test_a_law_with_its_number_is_that_number(text: str) -> None:
    (found,) = find_spots(even(text))
    assert (found.kind, text[found.start : found.end]) == ("number", "31/2024/QH15")
