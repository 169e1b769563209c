"""Back-references: reported when the document they point back to is sure, else not at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.cite.back_references import back_references
from archive.cite.mentions import find_mentions
from archive.works.document import Mention


def found(text: str, own_type: str | None = None) -> tuple[Mention, ...]:
    named = tuple(one for one in find_mentions(text) if one.kind != "back")
    return back_references(text, named, own_type=own_type)


@pytest.mark.parametrize(
    ("text", "surface", "number", "relation"),
    [
        pytest.param(
            "Ban Bí thư ra Chỉ thị số 50-CT/TW ngày 23/7/2025. Thực hiện Chỉ thị này, mỗi tổ ghi một việc.",
            "Chỉ thị này",
            "50-CT/TW",
            "thuc_hien",
            id="này in the next sentence",
        ),
        pytest.param(
            "Xã có Nghị quyết số 12-NQ/ĐU ngày 02/4/2026. Sang tháng 5, nhiều điểm của Nghị quyết trên đã xong.",
            "Nghị quyết trên",
            "12-NQ/ĐU",
            None,
            id="trên before a verb",
        ),
        pytest.param(
            "Huyện có Kế hoạch số 14-KH/HU ngày 02/4/2018. Năm sau huyện dừng Kế hoạch trên vì thiếu giống.",
            "Kế hoạch trên",
            "14-KH/HU",
            None,
            id="trên before a reason",
        ),
        pytest.param(
            "Sở gửi Hướng dẫn số 12-HD/BTCTW ngày 06/7/2018; căn cứ Hướng dẫn nói trên, tổ tự chấm.",
            "Hướng dẫn nói trên",
            "12-HD/BTCTW",
            "can_cu",
            id="nói trên behind a semicolon",
        ),
        pytest.param(
            "Trạm y tế nhận Thông tư số 01/2021/TT-BYT. Theo thông tư đó, sổ mở lại.",
            "thông tư đó",
            "01/2021/TT-BYT",
            "theo",
            id="small letters of a name that is no common noun",
        ),
        pytest.param(
            "Tổ đọc Kết luận số 21-KL/TW. Ai cũng thuộc Kết luận số 21-KL/TW. Kết luận vừa nêu dài bốn trang.",
            "Kết luận vừa nêu",
            "21-KL/TW",
            None,
            id="one document named twice",
        ),
        pytest.param(
            "Tỉnh có Đề án số 16-ĐA/TU ngày 03/01/2020. Tỉnh tổng kết Đề án này vào cuối năm.",
            "Đề án này",
            "16-ĐA/TU",
            "so_ket_tong_ket",
            id="a review",
        ),
    ],
)
def test_a_sure_antecedent_is_carried(text: str, surface: str, number: str, relation: str | None) -> None:
    (one,) = found(text)
    assert (one.surface, str(one.number), one.relation, one.kind) == (surface, number, relation, "back")
    assert text[one.start : one.end] == surface


def test_what_is_known_of_the_antecedent_goes_along_but_not_its_relation() -> None:
    text = (
        "Lớp học theo Kết luận số 21-KL/TW, ngày 25/10/2021 của Ban Chấp hành Trung ương về xây dựng Đảng. "
        "Khoản 2 Điều 3 Kết luận ấy được đọc lại."
    )
    (one,) = found(text)
    assert (one.type, one.date and one.date.iso, one.title) == ("Kết luận", "2021-10-25", "xây dựng Đảng")
    assert one.relation is None
    assert one.provision is not None
    assert text[one.provision.start : one.provision.end] == one.provision.text == "Khoản 2 Điều 3"
    assert {evidence.field for evidence in one.evidence} <= {"relation"}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Tỉnh sẽ ra một nghị quyết về du lịch. Nghị quyết này có ba nhóm việc.", id="no number before"),
        pytest.param(
            "Nghị quyết số 57-NQ/TW và Nghị quyết số 68-NQ/TW học cùng đợt. Nghị quyết trên dài hơn.", id="two fit"
        ),
        pytest.param(
            "Chỉ thị số 50-CT/TW đã rõ; xã còn một chỉ thị khác chưa ghi số. Chỉ thị đó ít người nhớ.",
            id="an unknown one between",
        ),
        pytest.param("Chỉ thị số 50-CT/TW đã rõ. Các Chỉ thị này cần đọc kỹ.", id="several are meant"),
        pytest.param("Chỉ thị số 50-CT/TW đã rõ. Dự thảo Chỉ thị này còn sửa.", id="a draft"),
        pytest.param("Có Hướng dẫn số 9-HD/VPTW. Hướng dẫn trên giấy dễ quên.", id="trên of a place"),
        pytest.param("Có Kế hoạch số 9-KH/TU. Kế hoạch trên địa bàn tỉnh làm sau.", id="trên of an area"),
        pytest.param("Có Quy định số 47-QĐ/TW. Làm trái quy định này là sai.", id="a common noun in small letters"),
        pytest.param(
            "Chỉ thị số 50-CT/TW đã rõ. Tổ một làm trước. Tổ hai làm sau. Tổ ba chờ. Chỉ thị đó hay.", id="too far"
        ),
        pytest.param("Có Thông tư số 1/2020/TT-BNV. Nghị định này thì không.", id="another type"),
        pytest.param(
            "Nghị định số 110/2004/NĐ-CP hết hiệu lực từ ngày Nghị định này có hiệu lực.", id="the text itself: its day"
        ),
        pytest.param(
            "Nghị định này có hiệu lực từ ngày ký. Nghị định số 110/2004/NĐ-CP hết hiệu lực. Nghị định này thay nó.",
            id="the text itself: it said so before",
        ),
        pytest.param("Thông tư số 7/2012/TT-BNV thôi áp dụng.\n3. Thông tư này gồm ba điều.", id="a new clause begins"),
        pytest.param(
            "Có Thông tư số 7/2012/TT-BNV. Các sở chịu trách nhiệm thi hành Thông tư này.", id="the last formula"
        ),
        pytest.param(
            "CHỈ THỊ\nvề mùa lễ hội\nĐã có Chỉ thị số 5-CT/TU ngày 02/3/2024. Chỉ thị này gửi các xã.", id="its heading"
        ),
        pytest.param(
            "Số: 12/2024/TT-BNV\nĐã có Thông tư số 7/2012/TT-BNV ngày 02/3/2012. Thông tư này gửi các sở.",
            id="its own number",
        ),
    ],
)
def test_nothing_is_guessed(text: str) -> None:
    assert found(text) == ()


def test_the_type_of_the_text_can_be_told() -> None:
    text = "Đã có Chỉ thị số 5-CT/TU ngày 02/3/2024. Chỉ thị này gửi các xã."
    assert [one.surface for one in found(text)] == ["Chỉ thị này"]
    assert found(text, own_type="Chỉ thị") == ()
    # “đó” is never the text itself.
    assert [one.surface for one in found(text.replace("này", "đó"), own_type="Chỉ thị")] == ["Chỉ thị đó"]


def test_a_text_of_pointers_only_costs_little() -> None:
    # One sentence of thousands of pointers: what is looked back over is bounded.
    assert len(found("Có Chỉ thị số 5-CT/TU. " + "Chỉ thị đó, " * 2000)) < 2000


@given(
    st.lists(
        st.sampled_from(
            [
                "Chỉ thị số 5-CT/TU",
                "Chỉ thị này",
                "Nghị quyết trên",
                "một chỉ thị",
                ". ",
                "; ",
                "\n",
                " và ",
                "tại ",
                "đó",
            ]
        ),
        max_size=12,
    )
)
def test_a_reference_is_a_span_with_one_antecedent_before_it(parts: list[str]) -> None:
    text = "".join(part + " " for part in parts)
    named = tuple(one for one in find_mentions(text) if one.kind != "back")
    for one in back_references(text, named):
        assert text[one.start : one.end] == one.surface
        assert any(before.key == one.key and before.end <= one.start for before in named)
        assert not any(other.start < one.end and one.start < other.end for other in named)
