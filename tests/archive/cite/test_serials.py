"""A type with a serial and no letters: what may be a grade or a label is a reference only with a body or a day."""

import pytest

from archive.cite.mentions import find_mentions
from archive.text.vietnamese import nfc


def surfaces(text: str) -> list[str]:
    return [one.surface for one in find_mentions(nfc(text))]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Cột dùng thép CT3, bê tông M250.", id="a grade of steel"),
        pytest.param("Lan can bằng thép CT38, sơn hai lớp.", id="a grade of two figures"),
        pytest.param("Phòng HD12 ở tầng hai.", id="a room glued to its letters"),
        pytest.param("Nhóm NQ 4 ngồi hàng đầu.", id="one figure behind a code"),
        pytest.param("Kết luận 1: đúng. Kết luận 2: sai. Kết luận 3: chưa rõ.", id="labelled answers"),
        pytest.param("Chỉ thị 1: đi; Chỉ thị 2: dừng", id="labelled orders"),
        pytest.param("Nghị quyết 1. Nghị quyết 2.", id="headings of a draft"),
        pytest.param("Kết luận 1. Mẫu đạt.\nKết luận 2. Mẫu hỏng.", id="headings with a sentence"),
    ],
)
def test_a_grade_or_a_label_is_no_reference(text: str) -> None:
    assert surfaces(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("Thực hiện QĐ217 và NQ18.", ["QĐ217", "NQ18"], id="short forms of the press"),
        pytest.param("Làm theo CT 05 đã đề ra.", ["CT 05"], id="a blank and two figures"),
        pytest.param("Theo CT3 ngày 02/3/2012, xã họp.", ["CT3"], id="a day beside the glued code"),
        pytest.param("CT3 của Ban Bí thư đã rõ.", ["CT3"], id="a body beside the glued code"),
        pytest.param("Chỉ thị 5 của Ban Bí thư: họp dân.", ["Chỉ thị 5"], id="a body behind one figure"),
        pytest.param("Xã học Chỉ thị 05: nêu gương.", ["Chỉ thị 05"], id="two figures before a colon"),
        pytest.param("Xã làm theo Chỉ thị 5.", ["Chỉ thị 5"], id="at the end of a sentence that begins otherwise"),
        pytest.param("Chỉ thị số 5. Xã làm theo.", ["Chỉ thị số 5"], id="the word số"),
    ],
)
def test_what_still_is_a_reference(text: str, found: list[str]) -> None:
    assert surfaces(text) == found
