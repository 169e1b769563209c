import pytest

from ingest.extract.pdf import extract_pdf
from tests.ingest.pdf_samples import Added, Picture, Sheet, box, made_pdf, words

_PLAIN = words(72, 700, "Chi bo hop thuong ky vao ngay ba hang thang.")
_SECRET = "chu an khong ai thay"


@pytest.mark.parametrize(
    ("content", "pictures"),
    [
        pytest.param(words(72, 600, _SECRET, extra="1 g"), (), id="white on the white page"),
        pytest.param(words(72, 600, _SECRET, extra="1 1 1 rg"), (), id="white in colours"),
        pytest.param(words(72, 600, _SECRET, extra="3 Tr"), (), id="render mode 3 without a picture"),
        pytest.param(words(72, 600, _SECRET, size=1), (), id="one point high"),
        pytest.param(words(900, 600, _SECRET), (), id="right of the page"),
        pytest.param(words(72, -300, _SECRET), (), id="below the page"),
        pytest.param(words(72, 600, _SECRET) + box(60, 590, 300, 30, fill="0 g"), (), id="under a black bar"),
        pytest.param(words(72, 600, _SECRET) + box(60, 590, 300, 30, fill="1 g"), (), id="under a white bar"),
        pytest.param(words(72, 600, _SECRET), (Picture((60, 590, 300, 30)),), id="under a picture"),
        pytest.param(f"q 300 300 20 20 re W n {words(72, 600, _SECRET)} Q\n", (), id="clipped away"),
    ],
)
def test_what_nobody_sees_is_shown_to_the_guard_only(content: str, pictures: tuple[Picture, ...]) -> None:
    extracted = extract_pdf(made_pdf([Sheet(_PLAIN + content, pictures)]))
    assert [piece.text for piece in extracted.pieces] == ["Chi bo hop thuong ky vao ngay ba hang thang."]
    assert _SECRET in extracted.aside
    assert extracted.dropped == {"unseen": 1}


@pytest.mark.parametrize(
    ("content", "pictures"),
    [
        pytest.param(
            box(60, 590, 300, 30, fill="0.2 g") + words(72, 600, _SECRET, extra="1 g"), (), id="white on dark"
        ),
        pytest.param(box(60, 590, 300, 30, fill="1 g") + words(72, 600, _SECRET), (), id="on a white ground"),
        pytest.param(words(72, 600, _SECRET), (Picture((60, 590, 300, 30), clear=True),), id="under a clear seal"),
        pytest.param(f"q 60 590 400 40 re W n {words(72, 600, _SECRET)} Q\n", (), id="inside its clip"),
        pytest.param(words(72, 600, _SECRET, size=7), (), id="small print"),
        pytest.param(words(72, 600, _SECRET, extra="0.6 g"), (), id="grey"),
    ],
)
def test_what_people_see_stays_text(content: str, pictures: tuple[Picture, ...]) -> None:
    extracted = extract_pdf(made_pdf([Sheet(_PLAIN + content, pictures)]))
    assert extracted.pieces[-1].text == _SECRET
    assert extracted.dropped == {}


_PAGE = (Picture((0, 0, 595, 842)),)
_LAYER = "".join(
    words(72, 700 - 16 * n, f"Dong thu {n} cua ban quet co lop chu nam duoi anh trang nay.", extra="3 Tr")
    for n in range(4)
)


@pytest.mark.parametrize("content", [_LAYER, _LAYER.replace("3 Tr", "")], ids=["invisible over it", "painted under it"])
def test_letters_behind_the_picture_of_a_page_were_recognised_before(content: str) -> None:
    extracted = extract_pdf(made_pdf([Sheet(content, _PAGE)]))
    assert "Dong thu 3 cua ban quet" in extracted.pieces[-1].text
    assert extracted.derivation is not None
    assert extracted.derivation.methods == ("recognised",)
    assert extracted.derivation.confidence == 0.0  # nobody knows
    assert "trang 1" in extracted.derivation.losses[0]


def test_text_over_a_picture_of_the_page_was_written() -> None:
    written = _LAYER.replace("3 Tr", "")
    assert extract_pdf(made_pdf([Sheet(written, _PAGE, is_under=True)])).derivation is None


def test_values_of_forms_stand_where_they_are_printed() -> None:
    sheet = Sheet(
        words(72, 700, "Ho va ten:") + words(72, 680, "Chuc vu: Bi thu chi bo."),
        added=[Added("Widget", (130, 694, 330, 714), "Tran Van Mau")],
    )
    texts = [piece.text for piece in extract_pdf(made_pdf([sheet])).pieces]
    assert texts[0].startswith("Ho va ten: Tran Van Mau")


def test_the_stamp_of_a_signature_in_the_margin_is_no_text() -> None:
    sheet = Sheet(_PLAIN, added=[Added("Widget", (100, 800, 400, 830), "Ky boi: CONG THONG TIN")])
    extracted = extract_pdf(made_pdf([sheet]))
    assert [piece.text for piece in extracted.pieces] == ["Chi bo hop thuong ky vao ngay ba hang thang."]
    assert extracted.dropped == {"signature": 1}
    assert extracted.aside == ("Ky boi: CONG THONG TIN",)


def test_names_of_attached_files_are_shown_to_the_guard() -> None:
    assert extract_pdf(made_pdf([Sheet(_PLAIN)], attached=["phu luc.docx"])).aside == ("phu luc.docx",)


def test_a_slanting_watermark_is_left_out() -> None:
    slanting = "q BT /F1 40 Tf 0.7 0.7 -0.7 0.7 150 300 Tm (BAN SAO) Tj ET Q\n"
    extracted = extract_pdf(made_pdf([Sheet(_PLAIN + slanting)]))
    assert extracted.dropped["watermark"] == 1
    assert "BAN SAO" in extracted.aside


@pytest.mark.parametrize(
    ("matrix", "rotate", "size"),
    [
        pytest.param("0 1 -1 0 {y} {x} Tm", 90, (595, 842), id="laid on its side, shown turned"),
        pytest.param("0 1 -1 0 {y} {x} Tm", 0, (595, 842), id="laid on its left side"),
        pytest.param("0 -1 1 0 {y} {top} Tm", 0, (595, 842), id="laid on its right side"),
        pytest.param("-1 0 0 -1 {right} {y} Tm", 180, (595, 842), id="upside down"),
        pytest.param("1 0 0 1 {x} {down} Tm", 270, (595, 842), id="upright letters whatever the page says"),
    ],
)
def test_turned_letters_are_read_upright(matrix: str, rotate: int, size: tuple[float, float]) -> None:
    lines = ["Thuc hien chi thi cua Tinh uy, cac chi bo da to chuc hoc tap day du", "den het nam nay."]
    places = [
        matrix.format(x=72, y=100 + 16 * n, top=770, right=500, down=700 - 16 * n)
        if "-1 1 0" not in matrix and "0 -1 1" not in matrix
        else matrix.format(y=500 - 16 * n, top=770, x=72, right=500, down=0)
        for n in (0, 1)
    ]
    content = "".join(f"BT /F1 12 Tf {at} ({text}) Tj ET\n" for at, text in zip(places, lines, strict=True))
    extracted = extract_pdf(made_pdf([Sheet(content, rotate=rotate, size=size)]))
    assert [piece.text for piece in extracted.pieces] == [" ".join(lines)]


def test_letters_of_an_old_font_are_made_unicode() -> None:
    typed = "Thùc hiÖn NghÞ quyÕt cña TØnh uû, c¸c chi bé ®· tæ chøc häc tËp vµ th¶o luËn ®Çy ®ñ."
    sheet = Sheet(words(60, 700, typed, font="F2"), fonts={"F1": "Helvetica", "F2": ".VnTime"})
    extracted = extract_pdf(made_pdf([sheet]))
    assert "Nghị quyết của Tỉnh uỷ" in extracted.pieces[0].text
    assert extracted.derivation is not None
    assert extracted.derivation.methods == ("recoded",)
    assert extracted.derivation.encoding == "TCVN3"
