"""The first look at lines: those it chooses of many together are those it would choose of each by itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.works.secrecy_first_look import LONGEST_ROW, worth_a_look

PARTS = (
    *("M", "Ậ", "T", "MẬT", "Mặt trận", "mật", "TỐI MẬT", " ", "  ", "\t", "|", ".", "·", "-", "’", "\u0131", "İ"),
    *("Số", "SỐ", "12/BC-TU", "(M)", "\u00a0", "\u200b", "\u000b", "\u0085", "thu hồi", "trả lại", "nội bộ", "К", "©"),
    *("m\u0302", "a\u0323", "văn bản này", "chi bộ họp ", "x" * 79, "y" * (LONGEST_ROW + 1)),
)
lines = st.lists(st.lists(st.sampled_from(PARTS), min_size=1, max_size=9).map("".join), max_size=7)


@given(lines)
def test_many_together_as_each_by_itself(given_lines: list[str]) -> None:
    each = [at for at, line in enumerate(given_lines) if list(worth_a_look([line]))]
    assert list(worth_a_look(given_lines)) == each


@pytest.mark.parametrize(
    ("line", "chosen"),
    [
        pytest.param("MẬT", True, id="a mark"),
        pytest.param("M . Ậ . T", True, id="a mark spaced out"),
        pytest.param("Mặt trận Tổ quốc", True, id="letters of a mark: judged later"),
        pytest.param("Số 12-BC/TU/MẬT", True, id="the number of a marked paper"),
        pytest.param("МАТ", True, id="letters of another script"),
        pytest.param("Trang chủ", False, id="a line of a menu"),
        pytest.param("Cán bộ, đảng viên giữ bí mật của Đảng, " + "học tập và làm theo " * 3, False, id="text"),
        pytest.param("Văn bản này không phổ biến rộng rãi, " + "chỉ gửi các cơ quan có tên " * 2, True, id="said"),
        pytest.param("Danh sách cán bộ của cơ quan Tỉnh ủy và các ban " * 2 + "|  MẬT", True, id="in a column"),
        pytest.param("mật " * (LONGEST_ROW // 4 + 1), False, id="longer than any row"),
    ],
)
def test_which_lines_are_looked_at(line: str, *, chosen: bool) -> None:
    assert list(worth_a_look(["Tin tức", line, "Liên hệ"])) == ([1] if chosen else [])


def test_a_break_inside_a_line_makes_all_be_looked_at() -> None:
    assert list(worth_a_look(["Trang chủ\nTin tức", "Liên hệ"])) == [0, 1]
