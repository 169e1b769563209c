"""The laid-out text: every letter is there, in order, whatever the blocks say."""

import re
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from archive.works.document import Block
from search_web.sheet import Columns, Opening, anchors_in, covering, lay_out


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
    anchor_at = anchors_in("Điều 1. A\nĐiều 2. B", [])
    assert [anchor_at(at) for at in (0, 8, 10, 99)] == ["dieu-1", "dieu-1", "dieu-2", "toan-van"]


def test_a_roman_part_has_the_anchor_people_write_too() -> None:
    passages = list(lay_out("I- Mục tiêu\n1. Một\na) Hai\nII- Nhiệm vụ", [], []).passages)
    assert [(one.anchor, one.alias) for one in passages] == [
        ("muc-i", "muc-I"),
        ("muc-i-1", "muc-I.1"),
        ("muc-i-1-a", ""),
        ("muc-ii", "muc-II"),
    ]
    sheet = lay_out("Điều 1. A\nĐiều 2. B", [], [])
    assert sheet.contents == ()  # two parts need no table of contents


def test_the_foot_stands_in_two_columns_in_the_order_of_the_text() -> None:
    sheet = lay_out("Họp.\nTM. CHÍNH PHỦ\n(đã ký)\nNơi nhận:\n- Lưu", [], [], Opening())
    foot = sheet.parts[-1]
    assert isinstance(foot, Columns)
    assert [(name, [one.html for one in column]) for name, column in foot.sides] == [
        ("right", ["TM. CHÍNH PHỦ", "(đã ký)"]),
        ("left", ["Nơi nhận:", "- Lưu"]),
    ]


def test_a_headline_is_the_name_of_the_page_and_not_said_again() -> None:
    sheet = lay_out("Chi bộ  họp đều\nTin.", [], [], headline="Chi bộ họp đều")
    assert sheet.headline is not None
    assert [one.html for one in sheet.passages] == ["Tin."]
    assert lay_out("Chi bộ họp đều, tin\nTin.", [], [], headline="Chi bộ họp đều").headline is None


def test_a_long_article_has_its_number_set_apart() -> None:
    first, _ = lay_out("Điều 1. " + "Họp đều. " * 30 + "\nHết.", [], []).passages
    assert first.html.startswith("<strong>Điều 1.</strong> Họp")
    assert first.heading == 0
