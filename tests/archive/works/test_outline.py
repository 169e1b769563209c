"""Names of the parts of a text, and how a reference finds them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.works.document import Block, BlockKind
from archive.works.main_text import body_of
from archive.works.outline import BEGINS, CLAUSE, HEADED, anchor_of, label, lead, outlined, places


def anchors(*lines: str) -> list[str]:
    text, at, blocks = "\n".join(lines), 0, []
    for line in lines:
        blocks.append(Block(at, at + len(line)))
        at += len(line) + 1
    return [place.anchor for place in places(text, blocks)]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(
            ("Điều 3. Nhiệm vụ", "2. Cấp ủy họp.", "a) Mỗi tháng một kỳ.", "đ) Khi cần."),
            ["dieu-3", "dieu-3-khoan-2", "dieu-3-khoan-2-diem-a", "dieu-3-khoan-2-diem-dd"],
            id="khoản and điểm belong to their điều; đ is not d",
        ),
        pytest.param(
            ("I- Mục tiêu", "1- Chung", "II. Nhiệm vụ", "1. Riêng"),
            ["muc-i", "muc-i-1", "muc-ii", "muc-ii-1"],
            id="Party texts",
        ),
        pytest.param(
            ("A- NỘI DUNG", "I- Họp", "1- Chung", "B. Tổ chức thực hiện", "C. Mác viết", "A/H1N1"),
            ["phan-a", "muc-i", "muc-i-1", "phan-b", "doan-5", "doan-6"],
            id="capital letters stand above Roman parts; a name is no part",
        ),
        pytest.param(
            ("Chương II", "Điều 12a - Khác"), ["chuong-ii", "dieu-12a"], id="chapters, and an article put in later"
        ),
        pytest.param(
            ("Phần lớn cán bộ", "Mục tiêu chung", "Điều lệ Đảng"),
            ["doan-1", "doan-2", "doan-3"],
            id="words that only look like parts",
        ),
        pytest.param(
            ("11/11/2014 họp", "2020 là năm", "I/2020 Họp"),
            ["doan-1", "doan-2", "doan-3"],
            id="dates, years, numbers of documents",
        ),
        pytest.param(
            ("Điều 1. A", "Điều 1. B"), ["dieu-1", "dieu-1_2"], id="a part that comes twice keeps two anchors"
        ),
    ],
)
def test_anchors_are_what_people_say(lines: tuple[str, ...], expected: list[str]) -> None:
    assert anchors(*lines) == expected


@given(
    st.lists(
        st.sampled_from(["Điều 1. A", "1. B", "2. B", "II. D", "a) C", "I- D", "Lời nói", "Chương I"]), max_size=12
    )
)
def test_anchors_are_unique(lines: list[str]) -> None:
    found = anchors(*lines)
    assert len(set(found)) == len(found) == len(lines)


@pytest.mark.parametrize(
    ("provision", "expected"),
    [
        pytest.param("khoản 2 Điều 3", "dieu-3-khoan-2", id="the order of speech is turned round"),
        pytest.param("điểm đ khoản 2 Điều 3", "dieu-3-khoan-2-diem-dd", id="down to the điểm"),
        pytest.param("mục II.1", "muc-ii-1", id="Party texts"),
        pytest.param("Phụ lục", "", id="a part without an anchor"),
    ],
)
def test_a_cited_part_leads_to_its_anchor(provision: str, expected: str) -> None:
    assert anchor_of(provision) == expected


def test_a_long_label_is_cut_between_syllables() -> None:
    cut = label("Điều 1. " + "nghiêng " * 40)
    assert cut.endswith("nghiêng…")
    assert len(cut) <= 97


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param("Điều 1. Thông qua 6 nhóm nhiệm vụ", "Điều 1.", id="with its stop"),
        pytest.param("Chương II NHỮNG QUY ĐỊNH", "Chương II", id="without one"),
        pytest.param("Điều lệ Đảng", "", id="words that only look like a part"),
    ],
)
def test_the_number_a_part_begins_with(line: str, expected: str) -> None:
    assert line[: lead(line)] == expected


KINDS: st.SearchStrategy[BlockKind] = st.sampled_from(["heading", "item", "paragraph", "letterhead-left"])
LINES = st.sampled_from(["Điều 1. Họp", "1. Chung", "a) Riêng", "I- Mục tiêu", "Chương II", "Chi bộ họp.", "CHỈ THỊ"])


@given(st.lists(st.tuples(KINDS, LINES, st.integers(0, 3)), max_size=12))
def test_an_outline_says_what_places_say_and_where_the_body_is(lines: list[tuple[BlockKind, str, int]]) -> None:
    text, at, blocks = "\n".join(line for _, line, _ in lines), 0, list[Block]()
    for kind, line, level in lines:
        blocks.append(Block(at, at + len(line), kind, level))
        at += len(line) + 1
    found = outlined(text, blocks)
    assert found.places() == places(text, blocks)
    assert list(zip(found.starts, found.ends, strict=True)) == [(one.start, one.end) for one in blocks]
    assert found.body == body_of(text)


def test_what_an_outline_tells_of_a_block() -> None:
    lines = ("Điều 1. Họp", "1. Chung", "Chi bộ họp đều.", "Điều 2. Báo cáo")
    text, at, blocks = "\n".join(lines), 0, list[Block]()
    for line in lines:
        blocks.append(Block(at, at + len(line)))
        at += len(line) + 1
    found = outlined(text, blocks)
    told = [[name for name, bit in (("H", HEADED), ("B", BEGINS), ("C", CLAUSE)) if mark & bit] for mark in found.marks]
    assert told == [["H", "B"], ["C"], [], ["H", "B"]]
    assert [found.anchor(block) for block in range(4)] == ["dieu-1", "dieu-1-khoan-1", "doan-3", "dieu-2"]
