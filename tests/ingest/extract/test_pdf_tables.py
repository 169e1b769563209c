import pytest

from ingest.extract.pdf import extract_pdf
from ingest.extract.pdf_drawn import Rule
from ingest.extract.pdf_grid import grids, rows_of
from tests.ingest.pdf_samples import Sheet, grid, made_pdf, words

_COLUMNS, _ROWS = (72, 120, 330, 520), (700, 670, 640, 590)


def _cells(rows: list[tuple[str, str, str]]) -> str:
    return "".join(
        words(column + 4, row - 20, text)
        for row, texts in zip(_ROWS, rows, strict=False)
        for column, text in zip(_COLUMNS, texts, strict=False)
        if text
    )


def _rows(content: str) -> list[str]:
    return [piece.text for piece in extract_pdf(made_pdf([Sheet(content)])).pieces if piece.kind == "table"]


def test_a_ruled_table_is_a_row_a_line() -> None:
    data = [("TT", "Ten don vi", "So dang vien"), ("1", "Chi bo thon Dong", "25"), ("2", "Chi bo thon Tay", "31")]
    assert _rows(grid(_COLUMNS, _ROWS) + _cells(data)) == [
        "TT | Ten don vi | So dang vien",
        "1 | Chi bo thon Dong | 25",
        "2 | Chi bo thon Tay | 31",
    ]


def test_cells_that_almost_touch_are_parted_by_the_rule() -> None:
    data = [("TT", "x" * 33, "So dang vien"), ("1", "Chi bo", "25"), ("2", "Chi bo", "31")]
    assert _rows(grid(_COLUMNS, _ROWS) + _cells(data))[0] == f"TT | {'x' * 33} | So dang vien"


def test_lines_of_a_cell_are_one_cell_and_an_empty_one_keeps_its_place() -> None:
    data = [("TT", "Ten", "Ghi chu"), ("1", "", "khong"), ("2", "Chi bo", "")]
    more = words(124, 604, "thon Tay")  # under "Chi bo", in the same cell
    assert _rows(grid(_COLUMNS, _ROWS) + _cells(data) + more) == [
        "TT | Ten | Ghi chu",
        "1 |  | khong",
        "2 | Chi bo thon Tay",
    ]


def test_a_frame_around_text_is_no_table() -> None:
    framed = grid((72, 520), (700, 600)) + words(80, 680, "Mot doan van trong khung.")
    assert [piece.kind for piece in extract_pdf(made_pdf([Sheet(framed)])).pieces] == ["paragraph"]


def test_a_spanning_cell_stands_in_its_first_row_and_column() -> None:
    upright = [Rule(True, x, low, high) for x, low, high in ((0, 0, 20), (10, 0, 20), (20, 0, 10), (30, 0, 20))]
    level = [Rule(False, y, low, high) for y, low, high in ((20, 0, 30), (10, 10, 30), (0, 0, 30))]
    (found,) = grids([*upright, *level])
    texts = {number: f"c{number}" for row in found.cells for number in row}
    assert rows_of(found, texts) == [["c0", "c1", ""], ["", "c2", "c3"]]


def test_aligned_columns_without_rules_are_a_table() -> None:
    rows = [
        ("1", "Chi bo thon Dong", "25 nguoi"),
        ("2", "Chi bo thon Tay", "31 nguoi"),
        ("3", "Chi bo thon Nam", "8 nguoi"),
    ]
    content = "".join(
        words(x, 700 - 18 * n, text) for n, row in enumerate(rows) for x, text in zip((72, 110, 300), row, strict=True)
    )
    assert _rows(content) == [
        "1 | Chi bo thon Dong | 25 nguoi",
        "2 | Chi bo thon Tay | 31 nguoi",
        "3 | Chi bo thon Nam | 8 nguoi",
    ]


_PROSE = "Cac chi bo da to chuc hoc tap day du"


@pytest.mark.parametrize("is_mixed", [True, False], ids=["line by line over both", "column by column"])
def test_two_columns_of_prose_are_read_one_after_the_other(is_mixed: bool) -> None:
    left = [words(60, 700 - 16 * n, f"{_PROSE} {n}") for n in range(7)]
    right = [words(320, 700 - 16 * n, f"Sau do {_PROSE.lower()} {n}") for n in range(7)]
    mixed = [line for pair in zip(left, right, strict=True) for line in pair] if is_mixed else [*left, *right]
    text = " ".join(piece.text for piece in extract_pdf(made_pdf([Sheet("".join(mixed))])).pieces)
    assert text.index(f"{_PROSE} 6") < text.index("Sau do")


_BODY = [
    words(72, 700, "Can bo duoc huong phu cap hang thang theo quy dinh cua Chinh phu"),
    words(440, 706, "1", size=7),
    words(72, 680, "va cac van ban huong dan cua Bo Noi vu con hieu luc thi hanh."),
]


def test_a_footnote_is_set_apart_and_its_mark_kept() -> None:
    note = [words(72, 84, "1", size=6), words(78, 80, "Dieu nay duoc sua doi nam 2024.", size=9)]
    last = words(72, 660, "Doan sau cung cua trang, viet them cho du dai va du chu.")
    pieces = extract_pdf(made_pdf([Sheet("".join([*_BODY, last, *note]))])).pieces
    assert "Chinh phu[1] va cac van ban" in pieces[0].text
    assert (pieces[-1].text, pieces[-1].kind) == ("[1] Dieu nay duoc sua doi nam 2024.", "note")


def test_a_raised_digit_without_a_note_stays_as_it_is() -> None:
    area = words(72, 640, "Dien tich 30 m") + words(150, 645, "2", size=7)
    texts = [piece.text for piece in extract_pdf(made_pdf([Sheet("".join(_BODY) + area)])).pieces]
    assert "[1]" not in texts[0]
    assert texts[-1] == "Dien tich 30 m2"


def test_a_number_cut_at_the_end_of_a_line_is_one_number() -> None:
    first = words(72, 700, "Theo quy dinh tai khoan 2 Dieu 7 cua Thong tu so 32/2016/TT-")
    text = extract_pdf(made_pdf([Sheet(first + words(72, 684, "BTC thi khong thay doi."))])).pieces[0].text
    assert "32/2016/TT-BTC thi" in text


def test_a_letterhead_with_little_room_between_its_columns_is_parted() -> None:
    head = [
        words(60, 760, "TINH UY LAM SON"),
        words(60, 744, "So 12-CT/TU"),
        words(172, 760, "DANG CONG SAN VIET NAM"),
        words(172, 744, "Lam Son, ngay 02 thang 9 nam 2025"),
        words(72, 690, "Thuc hien nghi quyet cua Trung uong, Ban Thuong vu Tinh uy yeu cau cac cap uy lam tot."),
    ]
    pieces = extract_pdf(made_pdf([Sheet("".join(head))])).pieces
    assert [piece.text for piece in pieces[:2]] == [
        "TINH UY LAM SON\nSo 12-CT/TU",
        "DANG CONG SAN VIET NAM\nLam Son, ngay 02 thang 9 nam 2025",
    ]
