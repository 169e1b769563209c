"""The foot of a document: on whose behalf, and by whom; a form in an annex is signed by nobody."""

import pytest

from ingest.signature import read_signature

# A made name of the form that forms use; nobody's.
NAME = "Đặng Văn Mẫu"
BODY = "Điều 1. Phạm vi\n" + "Quy định này áp dụng cho các chi bộ.\n" * 20


@pytest.mark.parametrize(
    ("foot", "organ", "person"),
    [
        pytest.param(f"T/M BAN THƯỜNG VỤ\nPHÓ BÍ THƯ\n{NAME}", "BAN THƯỜNG VỤ", NAME, id="the Party's form"),
        pytest.param(f"TM. CHÍNH PHỦ\nKT. THỦ TƯỚNG\nPHÓ THỦ TƯỚNG\n{NAME}", "CHÍNH PHỦ", NAME, id="the State's form"),
        pytest.param(f"KT. BỘ TRƯỞNG\nTHỨ TRƯỞNG\n{NAME}", None, NAME, id="a minister signs for himself"),
        pytest.param(f"KT. BỘ TRƯỞNG THỨ TRƯỞNG {NAME}", None, NAME, id="lines joined by extraction"),
        pytest.param("T/M BỘ CHÍNH TRỊ\n(đã ký)", "BỘ CHÍNH TRỊ", None, id="signed without a name"),
        pytest.param("T/M BAN THƯỜNG VỤ\nNơi nhận:\n- Như trên", "BAN THƯỜNG VỤ", None, id="recipients are no person"),
        pytest.param("Nơi nhận:\n- Ban Bí thư;\n- Lưu Văn phòng.", None, None, id="no signature"),
        pytest.param("TM. UỶ BAN NHÂN DÂN\nCHỦ TỊCH\n(đã ký)", "ỦY BAN NHÂN DÂN", None, id="new placement of marks"),
    ],
)
def test_signatures(foot: str, organ: str | None, person: str | None) -> None:
    text = BODY + foot
    found = read_signature(text)
    assert (found.organ, found.person) == (organ, person)
    if found.person_span:
        assert text[slice(*found.person_span)] == person


@pytest.mark.parametrize(
    "annex",
    [
        pytest.param("PHỤ LỤC I\nMẪU ĐƠN", id="a heading"),
        pytest.param("Phụ lục 2.\nMẪU ĐƠN", id="a heading in small letters"),
        pytest.param("DANH MỤC\n(Kèm theo Quyết định số 12-QĐ/TU)", id="the line that says what it belongs to"),
        pytest.param("QUY CHẾ\n(Ban hành kèm theo Quyết định số 12-QĐ/TU)", id="an enacted text"),
    ],
)
def test_the_signature_stands_before_the_annexes(annex: str) -> None:
    text = f"{BODY}KT. BỘ TRƯỞNG\nTHỨ TRƯỞNG\n{NAME}\n{annex}\n{BODY}GIÁM ĐỐC\nNgười Ký Khác"
    assert read_signature(text).person == NAME


def test_a_form_in_an_annex_is_signed_by_nobody() -> None:
    assert read_signature(f"{BODY}PHỤ LỤC I\nMẫu đơn\nGIÁM ĐỐC\n{NAME}").person is None


def test_a_consolidated_text_is_signed_where_it_is_attested() -> None:
    text = f"{BODY}PHỤ LỤC\nBiểu mẫu\nXÁC THỰC VĂN BẢN HỢP NHẤT\nHà Nội, ngày 10 tháng 02 năm 2025\nBỘ TRƯỞNG\n{NAME}"
    assert read_signature(text).person == NAME


def test_an_empty_text() -> None:
    found = read_signature("")
    assert (found.organ, found.organ_span, found.person, found.person_span) == (None, None, None, None)
