"""The quick look over the lines of a text passes over no line that the full judgement would call a mark."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as effort
from hypothesis import strategies as st

from archive.works.secrecy import inspect_lines, mark_of_line
from archive.works.secrecy_first_look import worth_a_look

TABLE = tomllib.loads((Path(__file__).parents[2] / "data" / "secrecy_variants.toml").read_text("utf-8"))
STAMPS = [row["text"] for row in TABLE["stamped"]]
# What stamps are made of, what stands between and beside them, other scripts' look-alikes, signs without width.
PIECES = [
    *STAMPS,
    *"MẬTmậtÂAâaOÔôTỐIİıſ.·-_*'’ |\t()/",
    *("Số", "số:", "12-BC/TU", "/MẬT", "(M)", "văn bản này", "lưu hành", "nội bộ", "thu hồi", "trả lại", "nộp lại"),
    *("ĐẢNG CỘNG SẢN VIỆT NAM", "     ", "М", "Т", "Α", "\u200b", "\u00ad", "\u0301", "\u0323", "\u0302", "\u00a0"),
    *("phổ biến", "có tên", "hành trình", "x" * 90, "một câu thường của văn bản, dài hơn dấu; "),
]
LINES = st.lists(st.lists(st.sampled_from(PIECES), max_size=8).map("".join), max_size=6)
ANY = st.lists(st.text(max_size=40), max_size=6)


@pytest.mark.parametrize("stamp", STAMPS)
def test_every_stamp_of_the_table_gets_the_full_look(stamp: str) -> None:
    lines = ["Một dòng thường.", *stamp.split("\n"), "Dòng sau cùng."]
    wanted = {at for at, line in enumerate(lines) if mark_of_line(line) is not None}
    assert wanted <= set(worth_a_look(lines))


@given(LINES | ANY)
@effort(max_examples=3000)
def test_no_mark_is_passed_over(lines: list[str]) -> None:
    held = [line for line in lines if line.strip()]
    wanted = {at for at, line in enumerate(held) if mark_of_line(line) is not None}
    assert wanted <= set(worth_a_look(held))


def test_most_of_a_text_is_passed_over() -> None:
    lines = [f"Điều {at}. Các chi bộ tổ chức sinh hoạt định kỳ, báo cáo cấp ủy cấp trên." for at in range(50)]
    assert len(list(worth_a_look(lines))) == 0
    assert inspect_lines([*lines, "MẬT"], "text") is not None
