import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.errors import ExtractError
from ingest.extract import pdf_letters
from ingest.extract.pdf import extract_pdf
from ingest.extract.pdf_drawn import Rule
from ingest.extract.pdf_grid import grids
from ingest.extract.pdf_layout import pieces_of_pages
from ingest.extract.pdf_lines import Line
from ingest.extract.pdf_sense import is_gibberish
from ingest.material import Extracted
from tests.ingest.pdf_samples import Sheet, box, grid, made_pdf, words
from tests.ingest.samples import assembled

_TEXT = words(72, 700, "Chi bo hop thuong ky vao ngay ba hang thang.")
_WHOLE = made_pdf([Sheet(_TEXT + grid((72, 200, 400), (650, 630, 610)) + words(80, 635, "mot"))])


@settings(max_examples=150, deadline=None)
@given(st.integers(0, len(_WHOLE) - 1), st.binary(min_size=1, max_size=12))
def test_damaged_files_are_read_or_refused_and_nothing_else(at: int, noise: bytes) -> None:
    damaged = _WHOLE[:at] + noise + _WHOLE[at + len(noise) :]
    with contextlib.suppress(ExtractError):
        assert isinstance(extract_pdf(damaged), Extracted)


@pytest.mark.parametrize(
    "sheet",
    [
        pytest.param(Sheet(_TEXT, size=(2_000_000, 2_000_000)), id="a page of 700 metres"),
        pytest.param(Sheet(_TEXT + "0 0 0.5 0.5 re f\n" * 40_000), id="forty thousand specks"),
        pytest.param(
            Sheet(_TEXT + grid(range(50, 500, 5), range(600, 20, -4))), id="a grid of thirteen thousand cells"
        ),
        pytest.param(Sheet(_TEXT + "q " * 20_000), id="states never closed"),
        pytest.param(Sheet(_TEXT + "0 0 m " + "1 1 l " * 30_000 + "S\n"), id="a path of thirty thousand corners"),
        pytest.param(Sheet(_TEXT + box(0, 0, 1e30, 1e30) + words(1e12, 1e12, "xa")), id="places beyond measure"),
    ],
)
def test_pages_made_to_cost_are_read(sheet: Sheet) -> None:
    assert extract_pdf(made_pdf([sheet])).pieces[0].text == "Chi bo hop thuong ky vao ngay ba hang thang."


def test_forms_inside_forms_without_end_are_read() -> None:
    head = b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /XObject << /X 4 0 R >> >>"
    draw = b"q /X Do Q"
    content = _TEXT.encode() + draw
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R /Resources << /Font << /F1 6 0 R >>"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        page + b" /XObject << /X 4 0 R >> >> >>",
        b"<< %s /Length %d >>\nstream\n%s\nendstream" % (head, len(draw), draw),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    assert len(extract_pdf(assembled(objects)).pieces) == 1


def test_a_page_of_too_many_letters_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_letters, "_MOST_LETTERS", 20)
    with pytest.raises(ExtractError, match="ký tự"):
        extract_pdf(made_pdf([Sheet(_TEXT)]))


_PLACES = st.tuples(st.integers(0, 500), st.integers(0, 800), st.integers(1, 200), st.integers(3, 20))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.text("abc 1.", min_size=1, max_size=12), _PLACES), max_size=25), st.data())
def test_no_word_is_lost_or_made_wherever_lines_and_rules_are(
    placed: list[tuple[str, tuple[int, int, int, int]]], data: st.DataObject
) -> None:
    lines = [Line(" ".join(text.split()), x, x + w, y, y + h, 1) for text, (x, y, w, h) in placed if text.strip()]
    ruled = st.builds(Rule, st.booleans(), st.integers(0, 500), st.integers(0, 300), st.integers(301, 800))
    rules = data.draw(st.lists(ruled, max_size=12))
    read = "".join(piece.text for piece in pieces_of_pages([lines], [rules]))
    signs = sorted(sign for sign in read if sign not in " |\n")
    assert signs == sorted(sign for line in lines for sign in line.text if sign != " ")


@given(
    st.lists(st.builds(Rule, st.booleans(), st.integers(0, 60), st.integers(0, 30), st.integers(31, 60)), max_size=20)
)
def test_cells_of_a_grid_are_rectangles(rules: list[Rule]) -> None:
    for found in grids(rules):
        fields: dict[int, list[tuple[int, int]]] = {}
        for y, row in enumerate(found.cells):
            for x, number in enumerate(row):
                fields.setdefault(number, []).append((x, y))
        for held in fields.values():
            across, along = {x for x, _ in held}, {y for _, y in held}
            assert len(held) == len(across) * len(along)


_VIETNAMESE = "Chi bộ họp thường kỳ vào ngày ba hằng tháng và báo cáo kết quả lên đảng ủy cấp trên trực tiếp. " * 4
_ENGLISH = "The committee shall report the results of every meeting to the competent authority within seven days. " * 4
_MOVED = "".join(chr(ord(sign) - 29) if sign.isascii() and sign != " " else sign for sign in _ENGLISH)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(_VIETNAMESE, False, id="Vietnamese"),
        pytest.param(_ENGLISH, False, id="English"),
        pytest.param("Cộng hòa " * 3, False, id="too little to judge"),
        pytest.param("各级党组织要认真学习贯彻会议精神" * 8, False, id="Chinese"),
        pytest.param("1.234 5.678 90,1 " * 30, False, id="figures"),
        pytest.param(
            "7KӵF KLӋQ FiF QJKӏ TX\\ӃW FӫD ĈҧQJ Yj 1Kj QѭӟF " * 6, True, id="numbers of glyphs taken for letters"
        ),
        pytest.param(_MOVED, True, id="letters moved by 29 places"),
        pytest.param("\ue012\ue013 \ue014\ue015\ue016 " * 20, True, id="private signs"),
    ],
)
def test_gibberish_is_told_from_other_languages(text: str, expected: bool) -> None:
    assert is_gibberish(text) is expected
