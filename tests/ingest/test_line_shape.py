"""Shapes of lines: the quick looks give what the plain definition of running text says."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.line_shape import is_prose


@given(
    st.lists(st.sampled_from(("chi", "bộ", "Đảng", "x", "1.", "HỌP,", "…", "\t", "\u00a0")), max_size=45).map(" ".join),
    st.sampled_from((1, 12, 14, 18, 30)),
)
def test_prose_is_enough_words_mostly_small_with_a_sign(line: str, words: int) -> None:
    parts = line.split()
    small = sum(part[0].islower() for part in parts)
    signs = re.search(r"[,.;:…]", line) is not None
    assert is_prose(line, words=words) == (len(parts) >= words and small >= len(parts) / 2 and signs)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        pytest.param("Chi bộ họp mỗi tháng một lần, bí thư chủ trì, có ghi biên bản và lưu lại.", True, id="text"),
        pytest.param("a b c d e f g h i k l m n o p q r s,", True, id="the shortest of eighteen words"),
        pytest.param("a b c d e f g h i k l m n o p q r,", False, id="seventeen"),
        pytest.param("Tin tức Sự kiện Văn bản Liên hệ Sơ đồ cổng", False, id="a menu"),
        pytest.param("", False, id="nothing"),
    ],
)
def test_prose_of_eighteen_words(line: str, *, told: bool) -> None:
    assert is_prose(line) is told
