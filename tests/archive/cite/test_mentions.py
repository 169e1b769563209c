import tomllib
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from archive.cite.mentions import find_mentions
from archive.text.vietnamese import nfc
from archive.works.bodies import body
from archive.works.catalogue import plenum_cards
from archive.works.dates import PartialDate
from archive.works.document import Mention
from archive.works.issuer import Setting
from archive.works.number import parse_typed
from tests.strategies import citing_texts

VARIANTS: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parents[2] / "data" / "number_variants.toml").read_text("utf-8")
)["case"]


@given(citing_texts())
def test_everything_said_of_a_text_is_a_span_of_it(written: str) -> None:
    text = nfc(written)
    found = find_mentions(text)
    for one in found:
        assert one.surface == text[one.start : one.end] != ""
        for evidence in one.evidence:
            assert evidence.span is not None
            assert text[evidence.span.start : evidence.span.end].strip()
        if one.provision:
            assert one.provision.text == text[one.provision.start : one.provision.end]
    assert all(before.end <= after.start for before, after in pairwise(found))


@given(citing_texts())
def test_reading_twice_says_the_same(written: str) -> None:
    text = nfc(written)
    assert find_mentions(text) == find_mentions(text)


def says(mention: Mention) -> set[str]:
    """Everything by which a variant may be known: its number, or that of a document its plenum may mean."""
    if mention.kind == "plenum":
        _, term, n = mention.key.split(":")
        return {str(card.number) for card in plenum_cards(term, int(n))}
    if mention.number is None and mention.kind == "bare":
        _, code, serial = mention.key.split(":")
        return {f"{int(serial):02d}-{code}/TW"}
    return {str(mention.number)}


def named(case: dict[str, Any]) -> list[str]:
    number = case["number"]
    return number if isinstance(number, list) else [number]


@pytest.mark.parametrize("case", VARIANTS, ids=lambda case: case["raw"])
def test_a_written_form_is_read_as_the_table_says(case: dict[str, Any]) -> None:
    found = find_mentions(nfc(case["raw"]))
    if not found and (typed := parse_typed(case["raw"])):
        # A form of readers and addresses ("CT/TW 05"), not of running text.
        assert [str(typed)] == named(case)
        return
    if "congress" in case:
        assert [one.key for one in found] == [f"congress:{case['congress']}"]
        return
    assert len(found) == len(named(case)), found
    for one, number in zip(found, named(case), strict=True):
        assert number in says(one)
    if isinstance(case.get("date"), date):
        assert found[-1].date is not None
        assert found[-1].date.iso == case["date"].isoformat()
    if "body" in case:
        assert found[0].issuer is not None
        assert found[0].issuer.name == case["body"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("giai đoạn 2020-2025", id="a stretch of years"),
        pytest.param("Sáng 14-11, hội nghị có 15 giải pháp và 234 đảng viên.", id="a day and counts"),
        pytest.param("đạt 90% trở lên, trung bình 3 đến 3,5 giờ", id="shares and hours"),
        pytest.param("Điện thoại: 0214.3840.034 – 0912-345-678", id="telephones"),
        pytest.param("Trong năm: 302,290 • Tất cả: 1,836,925", id="a visit counter"),
        pytest.param("Kế hoạch 5 năm 2021-2025", id="a plan of five years"),
        pytest.param("Chương trình 2021", id="a year is no serial"),
        pytest.param("Nghị quyết 3 điểm của hội nghị", id="points of a resolution"),
        pytest.param("làm theo đúng quy định.\n3. Bảo đảm an toàn", id="the next item of a list"),
        pytest.param("theo quy định của pháp luật.\n2. Trách nhiệm", id="a law and the next item"),
        pytest.param("thực hiện hợp đồng \n1. Sửa đổi khoản 3", id="a contract and the next item"),
        pytest.param("Mẫu số 02-TT \n3 \nPhiếu nhập kho", id="the code of a form"),
        pytest.param("Điều 12.5.NĐ.9. Nghĩa vụ của thành viên", id="a code of the codification"),
        pytest.param("Mức tiền lương kế hoạch25 được tính", id="the mark of a footnote"),
        pytest.param("hoạt động của Chương trình 135 trong lĩnh vực", id="a programme called by another's number"),
        pytest.param("Tiểu dự án 2 Dự án 4 của chương trình", id="parts of a programme"),
        pytest.param("Báo cáo 6 tháng đầu năm", id="six months"),
        pytest.param("Quyết định 24/2025/ còn thiếu", id="a State number cut short"),
        pytest.param("Nghị quyết Đại hội Đảng bộ tỉnh lần thứ XVII", id="a provincial congress"),
        pytest.param("Nghị quyết Đại hội XVII của Đảng bộ tỉnh", id="a provincial congress, turned round"),
        pytest.param("Hội nghị Trung ương 4 khóa XII họp tại Hà Nội", id="the meeting, no document"),
        pytest.param("QCVN 26:2016/BLĐTBXH, TCVN 6155:1996", id="technical standards"),
        pytest.param("", id="nothing"),
    ],
)
def test_noise_is_no_reference(text: str) -> None:
    assert find_mentions(text) == ()


def only(text: str, setting: Setting | None = None) -> Mention:
    (found,) = find_mentions(nfc(text), setting)
    return found


@pytest.mark.parametrize(
    ("text", "surface", "key"),
    [
        pytest.param("thực hiện Chỉ thị 05 của cấp trên", "Chỉ thị 05", "bare:CT:5", id="a bare number"),
        pytest.param("theo Quy định 22 ở cấp huyện", "Quy định 22", "bare:QĐ:22", id="a capital type"),
        pytest.param("theo NQ 18 và", "NQ 18", "bare:NQ:18", id="a code for a type"),
        pytest.param("QĐ 217 về giám sát", "QĐ 217", "bare:QĐ:217", id="a code of two types keeps its code"),
        pytest.param("Hướng dẫn 43 năm 2025 khi nào", "Hướng dẫn 43", "bare:HD:43", id="with its year"),
        pytest.param("Chỉ thị 47 ngày 11/11/2014 nêu", "Chỉ thị 47", "bare:CT:47", id="with its day"),
        pytest.param("Kế hoạch số 99 về sinh hoạt", "Kế hoạch số 99", "bare:KH:99", id="số makes it a number"),
        pytest.param("Quy định 80/2022 nêu", "Quy định 80/2022", "bare:QĐ:80", id="the press form number/year"),
        pytest.param("Nghị định 30/2020 nêu", "Nghị định 30/2020", "30/2020/NĐ-CP", id="only the Government's"),
        pytest.param("Quy định số 58 của Bộ Chính trị", "Quy định số 58", "58-QĐ/TW", id="type and body complete it"),
        pytest.param(
            "Chương trình 06 của Thành ủy Hà Nội", "Chương trình 06", "6-CTr/TU", id="a programme with a body"
        ),
        pytest.param("NQTW 4 khóa XII", "NQTW 4 khóa XII", "plenum:XII:4", id="a plenum in letters"),
        pytest.param(
            "(Nghị quyết Trung ương 5 khóa XIII)", "Nghị quyết Trung ương 5 khóa XIII", "plenum:XIII:5", id="()"
        ),
        pytest.param(
            "Nghị quyết Hội nghị lần thứ tư Ban Chấp hành Trung ương Đảng khóa XII",
            "Nghị quyết Hội nghị lần thứ tư Ban Chấp hành Trung ương Đảng khóa XII",
            "plenum:XII:4",
            id="a plenum in full",
        ),
        pytest.param("Nghị quyết Đại hội XIII của Đảng", "Nghị quyết Đại hội XIII", "congress:XIII", id="a congress"),
        pytest.param(
            "Nghị quyết Đại hội đại biểu toàn quốc lần thứ XIV của Đảng",
            "Nghị quyết Đại hội đại biểu toàn quốc lần thứ XIV",
            "congress:XIV",
            id="a congress in full",
        ),
    ],
)
def test_names_without_a_full_number(text: str, surface: str, key: str) -> None:
    found = only(text)
    assert (found.surface, found.key) == (surface, key)


def test_a_bare_number_repeats_the_full_one_of_the_text() -> None:
    first, second = find_mentions("Hướng dẫn số 43-HD/BTCTW được ban hành. Theo Hướng dẫn 43, chi bộ họp.")
    assert (first.key, second.key) == ("43-HD/BTCTW", "43-HD/BTCTW")


def test_a_bare_number_that_two_full_ones_may_mean_stays_bare() -> None:
    *_, last = find_mentions("Chỉ thị 35-CT/TW và Chỉ thị 35-CT/TU đều nói việc này. Chỉ thị 35 còn hiệu lực.")
    assert last.key == "bare:CT:35"


@pytest.mark.parametrize(
    ("text", "numbers", "dates"),
    [
        pytest.param("Quyết định số 217, 218-QĐ/TW", ["217-QĐ/TW", "218-QĐ/TW"], [None, None], id="shared letters"),
        pytest.param(
            "các Quyết định số 217-QĐ/TW và 218-QĐ/TW ngày 12/12/2013 của Bộ Chính trị",
            ["217-QĐ/TW", "218-QĐ/TW"],
            ["2013-12-12", "2013-12-12"],
            id="one type, one day, one body",
        ),
        pytest.param(
            "Kết luận 121-KL/TW, ngày 24/01/2025 và Nghị quyết 60-NQ/TW, ngày 12/4/2025 của Ban Chấp hành Trung ương",
            ["121-KL/TW", "60-NQ/TW"],
            ["2025-01-24", "2025-04-12"],
            id="two types, each its day, one body",
        ),
        pytest.param(
            "Quyết định số 217-QĐ/TW và Quyết định số 218-QĐ/TW ngày 12/12/2013",
            ["217-QĐ/TW", "218-QĐ/TW"],
            [None, "2013-12-12"],
            id="each with its own type: the day is the last one's",
        ),
    ],
)
def test_what_a_list_shares(text: str, numbers: list[str], dates: list[str | None]) -> None:
    found = find_mentions(text)
    assert [str(one.number) for one in found] == numbers
    assert [one.date.iso if one.date else None for one in found] == dates
    assert len({one.issuer.name if one.issuer else None for one in found}) == 1


@pytest.mark.parametrize(
    ("text", "issuer", "iso"),
    [
        pytest.param(
            "Nghị quyết 18-NQ/TW ngày 25/10/2017 của Hội nghị Trung ương 6 khóa XII",
            "Ban Chấp hành Trung ương",
            "2017-10-25",
            id="a plenum as issuer",
        ),
        pytest.param(
            "Nghị quyết số 60-NQ/TW ngày 12/4/2025, Hội nghị lần thứ 11 Ban Chấp hành Trung ương Đảng khóa XIII",
            "Ban Chấp hành Trung ương",
            "2025-04-12",
            id="a plenum in full",
        ),
        pytest.param(
            "Kết luận số 126-KL/TW ngày 14/2/2025 của Bộ Chính trị, Ban Bí thư về một số nội dung",
            "Bộ Chính trị",
            "2025-02-14",
            id="two organs: the first",
        ),
        pytest.param(
            "Ngày 15/9/2025, Chính phủ ban hành Nghị quyết 281/NQ-CP",
            "Chính phủ",
            "2025-09-15",
            id="the day and subject of the sentence",
        ),
        pytest.param(
            "Chỉ thị số 17-CT/TU ngày 6/8 của Ban Thường vụ Tỉnh ủy Yên Bái",
            "Ban Thường vụ Tỉnh ủy Yên Bái",
            None,
            id="a day without its year",
        ),
        pytest.param(
            "Công văn 919-CV/VPTW/nb ngày 21/11/2016", "Văn phòng Trung ương Đảng", "2016-11-21", id="an office's mark"
        ),
        pytest.param("Nghị quyết 68-NQ/TW 2025 đặt ra mục tiêu", None, "2025", id="a year alone, of law portals"),
        pytest.param(
            "Nghị định số 62/2022/NĐ-CP ngày 12 tháng 9\nnăm 2022 của Chính\nphủ quy định",
            "Chính phủ",
            "2022-09-12",
            id="wrapped lines of a gazette",
        ),
        pytest.param(
            "Quyết định của Bộ Chính trị số31-QĐ/TW, ngày 01-10-1997",
            "Bộ Chính trị",
            "1997-10-01",
            id="the body before the number",
        ),
        pytest.param("Nghị quyết 18-NQ/TW của Chính phủ", None, None, id="a body that cannot issue under the code"),
        pytest.param("Bộ Chính trị họp. Sau đó Chỉ thị số 50-CT/TW", None, None, id="nothing from another sentence"),
    ],
)
def test_day_and_body(text: str, issuer: str | None, iso: str | None) -> None:
    found = only(text)
    assert (found.issuer.name if found.issuer else None) == issuer
    assert (found.date.iso if found.date else None) == iso


LEAD = "Chỉ thị số 50-CT/TW ngày 23/7/2025 của Ban Bí thư "


@pytest.mark.parametrize(
    ("behind", "title"),
    [
        pytest.param("về đổi mới sinh hoạt chi bộ.", "đổi mới sinh hoạt chi bộ", id="the sentence ends"),
        pytest.param("về việc đổi mới sinh hoạt chi bộ; các", "đổi mới sinh hoạt chi bộ", id="về việc, semicolon"),
        pytest.param("“về đổi mới sinh hoạt chi bộ” nêu", "đổi mới sinh hoạt chi bộ", id="in quotation marks"),
        pytest.param("về đổi mới sinh hoạt chi bộ (sau đây gọi là Chỉ thị)", "đổi mới sinh hoạt chi bộ", id="brackets"),
        pytest.param("về đổi mới sinh hoạt chi bộ và với việc khác", "đổi mới sinh hoạt chi bộ", id="và với"),
        pytest.param(
            "về đổi mới sinh hoạt chi bộ và Nghị quyết phân công", "đổi mới sinh hoạt chi bộ", id="next document"
        ),
        pytest.param("về đổi mới sinh hoạt chi bộ, có hiệu lực từ", "đổi mới sinh hoạt chi bộ", id="có hiệu lực"),
        pytest.param("về đổi mới sinh hoạt chi bộ, các cấp ủy đã họp", "đổi mới sinh hoạt chi bộ", id="a clause"),
        pytest.param("về đổi mới sinh hoạt chi bộ được áp dụng từ nay", "đổi mới sinh hoạt chi bộ", id="its predicate"),
        pytest.param("về đổi mới sinh hoạt chi bộ là khung chung", "đổi mới sinh hoạt chi bộ", id="its predicate, là"),
        pytest.param(
            "về đổi mới sinh hoạt chi bộ, thay thế Chỉ thị số 10-CT/TW", "đổi mới sinh hoạt chi bộ", id="replaces"
        ),
        pytest.param(
            "về xây dựng, chỉnh đốn Đảng, ngăn chặn suy thoái.",
            "xây dựng, chỉnh đốn Đảng, ngăn chặn suy thoái",
            id="its own commas",
        ),
        pytest.param("về đổi mới sinh hoạt chi bộ, bao gồm: họp", "đổi mới sinh hoạt chi bộ", id="bao gồm"),
        pytest.param("về đổi mới sinh hoạt chi bộ theo Luật này.", "đổi mới sinh hoạt chi bộ theo Luật này", id="theo"),
        pytest.param(
            "về tiếp tục thực hiện Chỉ thị số 10-CT/TW", "tiếp tục thực hiện Chỉ thị số 10-CT/TW", id="a nested number"
        ),
        pytest.param(
            "về sinh hoạt chi bộ giai đoạn 2020-2025", "sinh hoạt chi bộ giai đoạn 2020-2025", id="years in it"
        ),
        pytest.param("nêu rõ yêu cầu.", None, id="no title"),
        pytest.param("về.", None, id="nothing behind về"),
    ],
)
def test_where_a_title_ends(behind: str, title: str | None) -> None:
    assert find_mentions(LEAD + behind)[0].title == title


def test_the_day_may_stand_behind_the_title() -> None:
    found = only("Nghị định số 30/2013/NĐ-CP về kinh doanh vận chuyển hàng không ngày 08/04/2013 của Chính phủ")
    assert found.title == "kinh doanh vận chuyển hàng không"
    assert found.date is not None
    assert found.date.iso == "2013-04-08"


@pytest.mark.parametrize(
    ("text", "type_name", "title"),
    [
        pytest.param("Luật Đất đai số 31/2024/QH15", "Luật", "Đất đai", id="a law by its name"),
        pytest.param("Luật Giáo dục (số 43/2019/QH14)", "Luật", "Giáo dục", id="in brackets"),
        pytest.param("Căn cứ Luật Chuyển đổi số 148/2025/QH15", "Luật", "Chuyển đổi số", id="số is the law's own word"),
        pytest.param(
            "Nghị định số 59/2019/NĐ-CP ngày 01/7/2019 của Chính phủ quy định chi tiết Luật này",
            "Nghị định",
            "quy định chi tiết Luật này",
            id="a verb's phrase",
        ),
        pytest.param(
            "Nghị quyết 72-NQ/TW quy định bao nhiêu nhiệm vụ?", "Nghị quyết", None, id="a question is no title"
        ),
        pytest.param("36-HD/VPTW", "Hướng dẫn", None, id="the code tells the type"),
        pytest.param("217-QĐ/TW", None, None, id="QĐ is two types"),
    ],
)
def test_type_and_name(text: str, type_name: str | None, title: str | None) -> None:
    found = only(text)
    assert (found.type, found.title) == (type_name, title)


@pytest.mark.parametrize(
    ("text", "provision"),
    [
        pytest.param("theo khoản 2 Điều 3 Quy định số 22-QĐ/TW", "khoản 2 Điều 3", id="a clause of an article"),
        pytest.param("tại điểm a khoản 1 Điều 5 của Quyết định số 217-QĐ/TW", "điểm a khoản 1 Điều 5", id="a point"),
        pytest.param("tại tiểu mục 19.2 Mục 19 Hướng dẫn 06-HD/TW", "tiểu mục 19.2 Mục 19", id="a sub-section"),
        pytest.param("điều kiện của Quy định số 22-QĐ/TW", None, id="a condition is no article"),
        pytest.param("mục tiêu Nghị quyết số 57-NQ/TW", None, id="an aim is no section"),
    ],
)
def test_the_part_of_a_document(text: str, provision: str | None) -> None:
    part = only(text).provision
    assert (part.text if part else None) == provision


# The forms of a town's page on a directive of its province, in sentences of our own.
TOWN = (
    "Thị ủy Sa Pa thực hiện Chỉ thị số 47-CT/TU, ngày 11/11/2014 của Tỉnh ủy Lào Cai\n"
    "Để làm tốt việc họp chi bộ, Ban Thường vụ Thị ủy đã bàn nhiều lần; đồng thời ban hành nghị quyết số 40-NQ/HU, "
    "ngày 17/07/2017 về nâng cao chất lượng sinh hoạt chi bộ và Nghị quyết giao việc cho từng đồng chí.\n"
    "Nội dung làm theo Hướng dẫn số 09-HD/BTCTW ngày 02/03/2012 của Ban Tổ chức Trung ương; Kế hoạch số 99-KH/TU của "
    "Tỉnh ủy; Hướng dẫn 12-HD/BTCTW, ngày 06/7/2018 của Ban Tổ chức Trung ương; Hướng dẫn số 05-HD-TU ngày 26/11/2018 "
    "của Tỉnh ủy Lào Cai và Chỉ thị 47-CT/TU, ngày 11/11/2014 của Tỉnh ủy Lào Cai…; mỗi buổi 3 đến 3,5 giờ, có mặt 90% "
    "trở lên. Cùng với đó là thực hiện Chỉ thị số 05-CT/TW của Bộ Chính trị và Nghị quyết Trung ương 6 (khóa X), Nghị "
    "quyết Trung ương 4 khóa XII."
)


def test_the_page_of_a_town() -> None:
    found = find_mentions(TOWN)
    assert [
        (one.key, one.date.iso if one.date else None, one.issuer.body if one.issuer else None) for one in found
    ] == [
        ("47-CT/TU", "2014-11-11", "tinh-uy-lao-cai-den-2025"),
        ("40-NQ/HU", "2017-07-17", "huyen-uy-sa-pa"),
        ("9-HD/BTCTW", "2012-03-02", "ban-to-chuc-trung-uong"),
        ("99-KH/TU", None, "tinh-uy-lao-cai"),
        ("12-HD/BTCTW", "2018-07-06", "ban-to-chuc-trung-uong"),
        ("5-HD/TU", "2018-11-26", "tinh-uy-lao-cai-den-2025"),
        ("47-CT/TU", "2014-11-11", "tinh-uy-lao-cai-den-2025"),
        ("5-CT/TW", None, "bo-chinh-tri"),
        ("plenum:X:6", None, None),
        ("plenum:XII:4", None, None),
    ]
    assert found[1].title == "nâng cao chất lượng sinh hoạt chi bộ"
    assert found[3].issuer is not None
    assert found[3].issuer.basis == "context"


# The forms of a provincial paper on its committee's project.
PAPER = (
    "Thành ủy Tuyên Quang sơ kết 2 năm thực hiện Đề án số 16-ĐA/TU\n"
    "Sáng 14-11, Thành ủy họp sơ kết 2 năm thực hiện Đề án số 16-ĐA/TU ngày 03-01-2020 của Ban Thường vụ Tỉnh ủy về "
    "nâng cao chất lượng sinh hoạt chi bộ giai đoạn 2020-2025.\n"
    "Hội nghị nêu 15 giải pháp; đảng bộ kết nạp 234 đảng viên."
)


def test_the_page_of_a_paper() -> None:
    first, second = find_mentions(PAPER)
    assert (first.key, second.key, first.relation, second.relation) == (
        "16-ĐA/TU",
        "16-ĐA/TU",
        *["so_ket_tong_ket"] * 2,
    )
    assert second.date is not None
    assert second.date.iso == "2020-01-03"
    assert second.issuer is not None
    assert second.issuer.name == "Ban Thường vụ Tỉnh ủy Tuyên Quang"
    assert second.title == "nâng cao chất lượng sinh hoạt chi bộ giai đoạn 2020-2025"
    known = body(second.issuer.body or "")
    assert known is not None
    assert known.place == "Tuyên Quang"


def test_the_codification_writes_title_day_and_body_straight_behind() -> None:
    text = "(Điều 7 Luật số 25/2012/QH13 Thủ đô ngày 21/11/2012 của Quốc hội, có hiệu lực từ ngày 01/7/2013)"
    one = only(text)
    assert (one.title, one.date, one.issuer and one.issuer.name) == ("Thủ đô", PartialDate(2012, 11, 21), "Quốc hội")
    assert one.provision is not None
    assert one.provision.text == "Điều 7"


def test_a_day_farther_on_of_another_body_is_not_taken() -> None:
    # Capitals behind a number may begin a sentence about somebody else: no body of the code, no day.
    one = only("Nghị định 30/2020/NĐ-CP Bộ Nội vụ phổ biến tại hội nghị ngày 05/4/2020 của Tỉnh ủy Lào Cai")
    assert (one.date, one.title) == (None, None)
