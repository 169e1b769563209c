"""Joint documents: all their bodies are the issuer, and a number is whole over two lines."""

import pytest

from archive.works.issuer import find_issuers
from archive.works.number import numbers_in
from ingest.joint import is_joint, joint_issuer, whole_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        pytest.param("Số: 01/2022/TTLT-BYT-\nBTC-BNV", "01/2022/TTLT-BYT-BTC-BNV", id="the codes go on below"),
        pytest.param("Số: 01/2022/TTLT-BYT -\n BTC", "01/2022/TTLT-BYT-BTC", id="blanks round the break"),
        pytest.param("Số: 01/2022/TTLT-BYT-\nHà Nội, ngày 1", "01/2022/TTLT-BYT", id="the place line is no code"),
        pytest.param("Số: 01/2022/TTLT-BYT\nBTC", "01/2022/TTLT-BYT", id="without a dash nothing goes on"),
        pytest.param("Số: 12/QĐ-BYT", "12/QĐ-BYT", id="the text ends"),
    ],
)
def test_a_number_over_two_lines(text: str, number: str) -> None:
    _, end, short = next(iter(numbers_in(text)))
    whole, behind = whole_number(text, short, end)
    assert str(whole) == number
    assert text[:behind].endswith(number.rsplit("-", 1)[1])


@pytest.mark.parametrize(
    ("text", "joint", "name"),
    [
        pytest.param("BỘ Y TẾ - BỘ TÀI CHÍNH", False, "Bộ Y tế - Bộ Tài chính", id="a dash joins"),
        pytest.param("BỘ Y TẾ -\nBỘ NỘI VỤ –\nBỘ TÀI CHÍNH", False, "Bộ Y tế - Bộ Nội vụ - Bộ Tài chính", id="three"),
        pytest.param("BỘ Y TẾ\nBỘ TÀI CHÍNH", True, "Bộ Y tế - Bộ Tài chính", id="a joint number joins lines"),
        pytest.param("BỘ Y TẾ, BỘ NỘI VỤ VÀ BỘ TÀI CHÍNH", True, "Bộ Y tế - Bộ Nội vụ - Bộ Tài chính", id="in words"),
        pytest.param("BỘ Y TẾ\nBỘ TÀI CHÍNH", False, None, id="two lines by themselves are not joint"),
        pytest.param("BỘ Y TẾ\nBỘ Y TẾ", True, None, id="a heading and the letterhead name one body"),
        pytest.param("BỘ LAO ĐỘNG - THƯƠNG BINH\nVÀ XÃ HỘI", False, None, id="a dash inside one name"),
        pytest.param("TỈNH ỦY LÀO CAI - TỈNH ỦY YÊN BÁI", False, None, id="local bodies stay by themselves"),
    ],
)
def test_joint_issuers(text: str, joint: bool, name: str | None) -> None:
    found = joint_issuer(text, find_issuers(text), joint=joint)
    assert (found[0].name if found else None) == name
    if found:
        assert text[found[0].start : found[0].end] == text
        assert all(text[slice(*span)].isupper() for span in found[1])


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        pytest.param("Số: 01/2022/TTLT-BYT-BTC", True, id="a joint circular"),
        pytest.param("Số: 12/2022/TT-BYT", False, id="a circular"),
    ],
)
def test_which_numbers_are_joint(written: str, expected: bool) -> None:
    assert is_joint(next(iter(numbers_in(written)))[2]) is expected
    assert not is_joint(None)
