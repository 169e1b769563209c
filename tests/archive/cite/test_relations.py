import pytest

from archive.cite.mentions import find_mentions


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        pytest.param("- Căn cứ Điều lệ Đảng và Quy định số 24-QĐ/TW, ngày 30/7/2021;", "can_cu", id="a recital"),
        pytest.param("Thực hiện nghiêm túc, có hiệu quả Chỉ thị số 05-CT/TW", "thuc_hien", id="an adverbial between"),
        pytest.param("Tổ chức quán triệt Nghị quyết số 57-NQ/TW", "quan_triet", id="study"),
        pytest.param("sơ kết 2 năm đầu thực hiện Đề án số 16-ĐA/TU", "so_ket_tong_ket", id="interim review"),
        pytest.param("tổng kết 10 năm thực hiện Quyết định số 217-QĐ/TW", "so_ket_tong_ket", id="final review"),
        pytest.param("Quy định này thay thế Quy định số 66-QĐ/TW", "thay_the", id="replaces"),
        pytest.param("bãi bỏ Quyết định số 12-QĐ/TU", "bai_bo", id="abolishes"),
        pytest.param("sửa đổi, bổ sung Quy định số 30-QĐ/TW", "sua_doi_bo_sung", id="amends"),
        pytest.param("cụ thể hóa Nghị quyết số 21-NQ/TW", "cu_the_hoa", id="details"),
        pytest.param("cụ thể hoá Nghị quyết số 21-NQ/TW", "cu_the_hoa", id="details, old tone style"),
        pytest.param("theo Hướng dẫn số 09-HD/BTCTW", "theo", id="in passing: the type's name is no cue"),
        pytest.param("Quy chế ban hành kèm theo Quyết định số 217-QĐ/TW", "ban_hanh_kem_theo", id="annex"),
        pytest.param("Quyết định số 12-QĐ/TU hết hiệu lực từ nay", "het_hieu_luc", id="words behind"),
        pytest.param("Đồng chí dự hội nghị; Chỉ thị số 05-CT/TW được nhắc lại", None, id="no cue, another clause"),
        pytest.param("Luật Giá được sửa đổi, bổ sung bởi Luật số 44/2024/QH15", None, id="acts on another document"),
        pytest.param("Thông tư này được thay thế bằng Thông tư số 06/2024/TT-BNV", None, id="replaced by: inverse"),
    ],
)
def test_how_a_text_uses_what_it_cites(text: str, relation: str | None) -> None:
    assert find_mentions(text)[-1].relation == relation


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "thay thế Quy định số 31-QĐ/TW, ngày 01/10/1997 và Quy định số 91-QĐ/TW, ngày 16/02/2004", id="và"
        ),
        pytest.param("thay thế Quy định số 31-QĐ/TW; Quy định số 91-QĐ/TW; Kết luận số 14-KL/TW", id="semicolons"),
        pytest.param("thay thế Quyết định số 217, 218-QĐ/TW", id="shared letters"),
        pytest.param(
            "thay thế Quy định số 80-QĐ/TW, ngày 18/8/2022 và Quy định số 50-QĐ/TW của Bộ Chính trị", id="body"
        ),
    ],
)
def test_one_cue_governs_its_whole_list(text: str) -> None:
    assert {one.relation for one in find_mentions(text)} == {"thay_the"}
