"""A number with a mark of secrecy is no mention: that it exists is not told, and what stands beside it still is."""

import pytest

from archive.cite.mentions import find_mentions

OPEN = "Chỉ thị số 47-CT/TU, ngày 11/11/2014 của Tỉnh ủy Lào Cai"


@pytest.mark.parametrize(
    ("cited", "found"),
    [
        pytest.param("Báo cáo số 12-BC/TU/MẬT, ngày 05/3/2019", False, id="behind a stroke"),
        pytest.param("Kế hoạch số 15-KH/TU(M), ngày 06/3/2019", False, id="in brackets"),
        pytest.param("Kế hoạch số 15-KH/TU (Tối mật), ngày 06/3/2019", False, id="in brackets, in words"),
        pytest.param("Công văn số 99-CV/TU-M, ngày 07/3/2019", False, id="behind a dash"),
        pytest.param("Công văn số 07/M-UBND, ngày 07/3/2019", False, id="before the body"),
        pytest.param("Báo cáo số 12-BC/TU, ngày 05/3/2019", True, id="no mark"),
        pytest.param("Kế hoạch số 15-KH/TU (mật độ dân số), ngày 06/3/2019", True, id="a word that begins alike"),
        pytest.param("Quyết định số 12-QĐ/MTTQ, ngày 06/3/2019", True, id="a body that begins alike"),
    ],
)
def test_a_marked_number_is_no_mention(cited: str, found: bool) -> None:
    surfaces = [one.surface for one in find_mentions(f"Thực hiện {cited} và {OPEN}.")]
    assert (len(surfaces) == 2) is found, surfaces
    assert "47-CT/TU" in surfaces
