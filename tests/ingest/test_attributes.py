"""The table of attributes of a portal: each value beside its label, one document only, spans exact."""

import pytest

from archive.works.document import Document
from ingest.attributes import Attributes, described_by, read_attributes
from ingest.describe import describe
from ingest.material import Piece
from ingest.normalise import page_of

ROWS = (
    "Công tác văn thư\nSố ký hiệu | 30/2020/NĐ-CP | Ngày ban hành | 05/03/2020\n"
    "Loại văn bản | Nghị định | Ngày có hiệu lực | 05/03/2020\n"
    "Cơ quan ban hành/ Chức danh / Người ký | Chính phủ | Thủ tướng | Đặng Văn Mẫu\nPhạm vi | Toàn quốc"
)


def said_by(text: str) -> Attributes:
    said = read_attributes(text)
    assert said is not None
    return said


def values(said: Attributes) -> tuple[str | None, ...]:
    issuer = said.issuer.name if said.issuer else None
    return str(said.number), said.type, said.date.iso if said.date else None, issuer, said.title


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(ROWS, ("30/2020/NĐ-CP", "Nghị định", "2020-03-05", "Chính phủ", "Công tác văn thư"), id="rows"),
        pytest.param(
            "Nghị định 30/2020/NĐ-CP về công tác văn thư\nThuộc tính văn bản\nSố hiệu:\n30/2020/NĐ-CP\nNgày ban hành:\n"
            "05/03/2020\nNơi ban hành:\nChính phủ\nĐiều 1. Phạm vi",
            ("30/2020/NĐ-CP", "Nghị định", "2020-03-05", "Chính phủ", "công tác văn thư"),
            id="values below their labels, the title behind the number of the headline",
        ),
        pytest.param(
            "- **Số hiệu:** 31/VBHN-VPQH\n- **Ngày xác thực:** 07/12/2020\n- **Loại văn bản:** Luật\n"
            "- **Cơ quan hợp nhất:** Văn phòng Quốc hội\n- **Trích yếu:** Về xử lý vi phạm",
            ("31/VBHN-VPQH", "Văn bản hợp nhất", "2020-12-07", "Văn phòng Quốc hội", "xử lý vi phạm"),
            id="a list with bold labels; a consolidated text by its number",
        ),
        pytest.param(
            "layout: page\nSố hiệu | 12/2020/NĐ-CP\nNgày ban hành | 1/2/2020\nNgười ký | Đặng Văn Mẫu\n"
            "Cơ quan ban hành | không rõ",
            ("12/2020/NĐ-CP", "Nghị định", "2020-02-01", "Chính phủ", None),
            id="what is not read is known by the number or missing",
        ),
        pytest.param(
            "Sửa đổi Thông tư 16/2014/TT-BCT và quy định\ntrình tự kiểm tra\nSố hiệu: 6/2021/NĐ-CP\nNgày ban hành: "
            "6/8/2021\nLoại văn bản: Nghị định",
            ("06/2021/NĐ-CP", "Nghị định", "2021-08-06", "Chính phủ",
             "Sửa đổi Thông tư 16/2014/TT-BCT và quy định trình tự kiểm tra"),
            id="a title of two lines that names another text",
        ),
    ],
)  # fmt: skip
def test_tables(text: str, expected: tuple[str | None, ...]) -> None:
    said = said_by(text)
    assert values(said) == expected
    assert (expected[0] or "").endswith(text[slice(*said.spans["number"])])
    if "title" in said.spans:
        assert " ".join(text[slice(*said.spans["title"])].split()) == expected[4]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Số ký hiệu | Ngày ban hành | Trích yếu\n1/2020/TT-BYT | 01/02/2020 | việc A", id="a list's head"),
        pytest.param(
            "Số hiệu: 1/2020/TT-BYT\nNgày ban hành: 1/2/2020\nTrích yếu: việc A\n"
            "Số hiệu: 2/2020/TT-BYT\nNgày ban hành: 2/2/2020\nTrích yếu: việc B", id="two documents",
        ),
        pytest.param("Số hiệu: 12/2020/TT-BYT\nĐược Bộ Y tế ban hành.", id="one label is no table"),
        pytest.param("Số hiệu: chưa có\nNgày ban hành: 1/2/2020\nLoại văn bản: Luật", id="no number"),
        pytest.param(
            "Số hiệu: 1/2020/TT-BYT và 2/2020/TT-BYT\nNgày ban hành: 1/2/2020\nTrích yếu: việc", id="two in one cell",
        ),
        pytest.param("Theo Thông tư số 12/2020/TT-BYT, các sở báo cáo.", id="running text"),
        pytest.param("", id="nothing"),
    ],
)  # fmt: skip
def test_no_tables(text: str) -> None:
    assert read_attributes(text) is None


def test_a_page_with_a_table_is_an_official_text() -> None:
    document = describe(page_of([Piece(line) for line in ROWS.split("\n")], meta={"title": "Cổng"}), {}).document
    assert (document.genre, str(document.number), document.system) == ("directive", "30/2020/NĐ-CP", "state")
    assert {one.source for one in document.evidence} == {"bảng thuộc tính"}
    for one in document.evidence:
        assert one.span is None or document.text[slice(*one.span)] in ROWS


def test_a_table_fills_what_the_letterhead_leaves_open_and_nothing_else() -> None:
    text = f"{ROWS}\nCHÍNH PHỦ\nSố: 30/2020/NĐ-CP\nNGHỊ ĐỊNH\nvề công tác văn thư và lưu trữ\nCăn cứ Luật;"
    document = describe(page_of([Piece(line) for line in text.split("\n")]), {}).document
    assert document.title == "công tác văn thư và lưu trữ"
    assert document.date is not None
    assert document.date.iso == "2020-03-05"


def test_a_table_of_another_number_says_nothing() -> None:
    other = said_by(ROWS.replace("30/2020", "31/2020"))
    document = Document("directive", number=said_by(ROWS).number)
    assert described_by(other, document) is document
