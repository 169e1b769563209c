"""Rows of a comparison: what differs side by side, what is the same in one run, long ones in pages."""

from hypothesis import given, settings
from hypothesis import strategies as st

from archive.ask.compare_texts import compare
from archive.works.document import Block
from search_web.side_by_side import A_PAGE, Section, counts_of, in_pages, sections


def compared(first: str, second: str) -> tuple[Section, ...]:
    return sections(first, second, compare((first, blocks(first)), (second, blocks(second))))


def blocks(text: str) -> list[Block]:
    found, at = [], 0
    for line in text.split("\n"):
        found.append(Block(at, at + len(line), "heading" if line.startswith("Điều") else "paragraph", 1))
        at += len(line) + 1
    return found


LINE = "Chi bộ họp mỗi tháng một kỳ vào ngày đã định, có mặt đủ đảng viên của chi bộ."
TEXTS = st.lists(st.sampled_from([LINE, "Điều 1. Họp", "Điều 2. Ghi", "Ngắn.", "", "Khác hẳn đi."]), max_size=12).map(
    "\n".join
)


def test_only_the_line_that_differs_stands_side_by_side() -> None:
    first = "\n".join([LINE, LINE + " Một.", LINE])
    (section,) = compared(first, first.replace("Một.", "Hai."))
    assert [(row.same, row.folded) for row in section.rows] == [(True, True), (False, False), (True, True)]
    assert [bit.words for bit in section.rows[1].first if bit.change == "deleted"] == ["Một"]
    assert [bit.words for bit in section.rows[1].second if bit.change == "inserted"] == ["Hai"]
    assert section.state == "changed"


def test_unchanged_lines_are_counted() -> None:
    first = "\n".join([LINE] * 3 + ["Cuối."])
    (section,) = compared(first, first.replace("Cuối.", "Hết."))
    assert (section.rows[0].lines, section.rows[0].words) == (3, 3 * len(LINE.split()))


def test_a_run_too_long_to_unfold_keeps_its_count() -> None:
    first = "\n".join([LINE] * 200)
    (section,) = compared(first, first)
    (row,) = section.rows
    assert row.cut
    assert row.words == 200 * len(LINE.split())
    assert not row.first[0].words


@settings(deadline=None)
@given(TEXTS, TEXTS)
def test_rows_have_all_that_was_taken_away_and_put_in(first: str, second: str) -> None:
    found = compared(first, second)
    for side, change in (("first", "deleted"), ("second", "inserted")):
        text = first if side == "first" else second
        pieces = [getattr(piece, side) for one in found for piece in one.pair.pieces if piece.change == change]
        shown = [bit.words for one in found for row in one.rows for bit in getattr(row, side) if bit.change == change]
        assert "".join("".join(text[start:end] for start, end in pieces).split()) == "".join("".join(shown).split())


def test_what_it_comes_to_is_counted() -> None:
    first, second = (
        f"Điều 1. Họp\n{LINE}\nĐiều 2. Ghi\nGhi biên bản.",
        f"Điều 1. Họp\n{LINE}\nĐiều 3. Gửi\nGửi lên cấp trên.",
    )
    counts = counts_of(first, second, compared(first, second))
    assert (counts.same, counts.added, counts.removed, counts.moved) == (1, 1, 1, 0)
    assert (counts.words_deleted, counts.words_inserted) == (6, 7)
    assert counts.whole


@settings(deadline=None, max_examples=20)
@given(st.integers(0, 40))
def test_pages_have_every_row_once_in_order(count: int) -> None:
    first = "\n".join(f"Điều {n}. Nội dung\nMột {'chữ ' * 300}{n}." for n in range(1, count + 1))
    second = first.replace("Một chữ", "Hai chữ")
    found = compared(first, second)
    turned = in_pages(found)
    rows = [(section.ordinal, row) for page in turned for section in page for row in section.rows]
    assert rows == [(section.ordinal, row) for section in found for row in section.rows]
    assert all(sum(row.weight for section in page for row in section.rows) <= A_PAGE + 10_000 for page in turned)
    assert {section.ordinal for page in turned for section in page} == {section.ordinal for section in found}
