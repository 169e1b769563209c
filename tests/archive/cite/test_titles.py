import pytest

from archive.cite.mentions import find_mentions
from archive.text.vietnamese import nfc

LEAD = "Chỉ thị số 50-CT/TW ngày 23/7/2025 của Ban Bí thư "
STATE = "Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ "


def title(text: str) -> str | None:
    return find_mentions(nfc(text))[0].title


@pytest.mark.parametrize(
    ("behind", "expected"),
    [
        pytest.param("V/v: giữ rừng đầu nguồn.", "giữ rừng đầu nguồn", id="V/v"),
        pytest.param("với tiêu đề “Nêu gương” và", "Nêu gương", id="with its heading"),
        pytest.param("có tên gọi là: “Về nêu gương”", "nêu gương", id="with its name, về is no part"),
        pytest.param("“Một số\n\nviệc cần làm ngay” nêu", "Một số việc cần làm ngay", id="curly quotation over lines"),
        pytest.param('"giữ rừng\nĐầu năm', "giữ rừng", id="a straight one that does not close in its line"),
        pytest.param(
            "về giữ rừng do Nhà nước giao cho xã.", "giữ rừng do Nhà nước giao cho xã", id="do of the title itself"
        ),
        pytest.param("về giữ rừng do Ban Bí thư ban hành.", "giữ rừng", id="do of the sentence"),
        pytest.param("về giữ rừng).", "giữ rừng", id="a bracket that it did not open"),
        pytest.param("về giữ rừng bằng 12 việc.", "giữ rừng", id="how it is done"),
        pytest.param("về giữ rừng thì chi bộ họp.", "giữ rừng", id="thì"),
        pytest.param("về giữ rừng mà không có chốt.", "giữ rừng", id="mà"),
        pytest.param("về giữ rừng, phân công từng đảng viên.", "giữ rừng", id="what else is done"),
        pytest.param("về giữ rừng, gửi dự thảo trước 30/9.", "giữ rừng", id="an order with its day"),
        pytest.param("về giữ rừng, báo cáo kết quả về Ban Tổ chức.", "giữ rừng", id="an order to report to a body"),
        pytest.param("về giữ rừng, báo cáo về cháy rừng.", "giữ rừng, báo cáo về cháy rừng", id="reports it is about"),
        pytest.param("về giữ rừng và hướng dẫn của Bộ Nội vụ.", "giữ rừng", id="and another text without number"),
        pytest.param("về giữ rừng và Điều 5 Luật số 16/2017/QH14", "giữ rừng", id="and the part of another"),
        pytest.param(
            "về giữ rừng, Thông tư\n43/2015/TT-BTC", "giữ rừng", id="and one whose number is on the next line"
        ),
        pytest.param(
            "về giữ rừng và những quy định của pháp luật có liên quan", "giữ rừng", id="and other rules in general"
        ),
        pytest.param("về giữ rừng và các văn bản sửa đổi, thay thế (nếu có)", "giữ rừng", id="and what amends it"),
        pytest.param("về giữ rừng và các quy định tại Quy chế này.", "giữ rừng", id="and the rules of this text"),
        pytest.param(
            "về giữ rừng và các quy định về cây giống.", "giữ rừng và các quy định về cây giống", id="rules it is about"
        ),
        pytest.param("về giữ rừng, trong thời hạn 05 ngày xã báo cáo.", "giữ rừng", id="within a time"),
        pytest.param("về giữ rừng được tiếp tục đến hết năm.", "giữ rừng", id="what becomes of it"),
        pytest.param(
            "về hộ dân là người nhận khoán rừng.", "hộ dân là người nhận khoán rừng", id="là that tells who is meant"
        ),
        pytest.param("về việc được thực hiện ở rừng.", "được thực hiện ở rừng", id="what may be done"),
        pytest.param(
            "về quan hệ giữa Bộ Chính trị, Ban Bí thư với các ban.",
            "quan hệ giữa Bộ Chính trị, Ban Bí thư với các ban",
            id="bodies that the title names",
        ),
        pytest.param("về giữ rừng, Ban Bí thư kết luận.", "giữ rừng", id="a body that acts"),
        pytest.param("về dân số.", "dân số", id="số is its own word"),
        pytest.param("về chuyển đổi số, số 51-CT/TW", "chuyển đổi số", id="số of the next number"),
        pytest.param("về giữ rừng[2].", "giữ rừng", id="the mark of a footnote"),
        pytest.param("[2] về giữ rừng.", "giữ rừng", id="the mark of a footnote before it"),
        pytest.param("về giữ\n   rừng già.", "giữ rừng già", id="an indented line goes on"),
        pytest.param("về giữ rừng\n  a) Nội dung", "giữ rừng", id="an item does not"),
    ],
)
def test_where_a_title_begins_and_ends(behind: str, expected: str | None) -> None:
    assert title(LEAD + behind) == expected


@pytest.mark.parametrize(
    ("behind", "expected"),
    [
        pytest.param(
            "sửa đổi, bổ sung một số điều về văn thư.", "sửa đổi, bổ sung một số điều về văn thư", id="a comma"
        ),
        pytest.param(
            "sửa đổi, bổ sung một số điều của Nghị định số 9/2018/NĐ-CP",
            "sửa đổi, bổ sung một số điều của Nghị định số 9/2018/NĐ-CP",
            id="the document it amends",
        ),
        pytest.param(
            "sửa đổi khoản 1 Điều 2 và khoản 3 Điều 5 quy chế chung.",
            "sửa đổi khoản 1 Điều 2 và khoản 3 Điều 5 quy chế chung",
            id="the parts it amends",
        ),
        pytest.param(
            "sửa đổi, bổ sung một số điều Nghị định số 9/2018/NĐ-CP.",
            "sửa đổi, bổ sung một số điều Nghị định số 9/2018/NĐ-CP",
            id="the document it amends, without của",
        ),
        pytest.param(
            "sửa đổi Điều 6 và Điều 7 của Nghị định số 9/2018/NĐ-CP.",
            "sửa đổi Điều 6 và Điều 7 của Nghị định số 9/2018/NĐ-CP",
            id="its articles",
        ),
        pytest.param(
            "hướng dẫn một số nội dung của Nghị định số 9/2018/NĐ-CP.",
            "hướng dẫn một số nội dung của Nghị định số 9/2018/NĐ-CP",
            id="some of its content",
        ),
        pytest.param(
            "quy định về văn thư) được sửa đổi như sau: một",
            "quy định về văn thư",
            id="what is told behind the bracket",
        ),
        pytest.param(
            "quy định các biện pháp để tổ chức, hướng dẫn thi hành Luật Lưu trữ;",
            "quy định các biện pháp để tổ chức, hướng dẫn thi hành Luật Lưu trữ",
            id="guidance that the title names",
        ),
        pytest.param(
            "quy định biện pháp thi hành\nLuật Lưu trữ;",
            "quy định biện pháp thi hành Luật Lưu trữ",
            id="a line broken before the law",
        ),
        pytest.param("ban hành Danh mục cây giống.", "ban hành Danh mục cây giống", id="what it issues"),
        pytest.param("ban hành Quy chế văn thư.", "ban hành Quy chế văn thư", id="a regulation it issues"),
        pytest.param("ban hành ngày 05/3/2020.", None, id="it is issued"),
        pytest.param("quy định các việc như sau: một", None, id="what it says is not what it is called"),
        pytest.param("quy định tại Điều 5", None, id="quy định tại"),
        pytest.param("quy định về văn thư, như sau: một", "quy định về văn thư", id="a full citation, then its words"),
        pytest.param("một số vấn đề về văn thư.", "một số vấn đề về văn thư", id="một số vấn đề"),
    ],
)
def test_a_title_that_is_a_verbs_phrase(behind: str, expected: str | None) -> None:
    assert title(STATE + behind) == expected
