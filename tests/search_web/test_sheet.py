"""The laid-out text: every letter is there, in order, whatever the blocks say."""

import re
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from archive.works.document import Block
from search_web.sheet import Columns, covering, lay_out


@given(
    text=st.text(alphabet="ab \n<&", max_size=50),
    blocks=st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), max_size=5),
)
def test_no_letter_is_lost_or_shown_twice(text: str, blocks: list[tuple[int, int]]) -> None:
    given_blocks = [Block(min(a, b), max(a, b)) for a, b in blocks]
    sheet = lay_out(text, given_blocks, [])
    shown = "".join(unescape(re.sub(r"<[^>]*>", "", passage.html)) for passage in sheet.passages)
    assert "".join(shown.split()) == "".join(text.split())


def test_what_no_block_covers_is_a_paragraph_of_its_own() -> None:
    assert [(one.start, one.end) for one in covering("một\nhai\nba", [Block(4, 7)])] == [(0, 3), (4, 7), (8, 10)]


def test_the_letterhead_stands_in_two_columns() -> None:
    text = "TỈNH ỦY\nĐẢNG\nNội dung"
    blocks = [Block(0, 7, "letterhead-left"), Block(8, 12, "letterhead-right"), Block(13, 21)]
    sheet = lay_out(text, blocks, [])
    head = sheet.parts[0]
    assert isinstance(head, Columns)
    assert [one.html for one in head.left] == ["TỈNH ỦY"]
    assert [one.html for one in head.right] == ["ĐẢNG"]
    assert sheet.has_letterhead


def test_an_offset_finds_the_block_it_stands_in() -> None:
    sheet = lay_out("Điều 1. A\nĐiều 2. B", [], [])
    assert [sheet.anchor_at(at) for at in (0, 8, 10, 99)] == ["dieu-1", "dieu-1", "dieu-2", "toan-van"]
    assert sheet.contents == ()  # two parts need no table of contents
