"""Recognising pages: how they lie, what cleans them, words with places and sureness, stamps; Tesseract sparingly."""

import zlib

import numpy as np
import pypdfium2
import pytest

from archive.errors import ExtractError
from ingest.extract import recognise_tesseract as tesseract
from ingest.extract.recognise import RecognisedPage, RecognisedWord, recognise_pdf_pages
from ingest.extract.recognise_image import cleaned, grey_of, kept_picture, png, shrunk, smoothed, turned, without_red
from ingest.extract.recognise_lines import derivation_of, extracted_pages, page_lines, with_confidence
from ingest.extract.recognise_pace import Pace, paced
from ingest.extract.recognise_stamp import ink_lines, left_lines
from ingest.extract.skew import lying
from ingest.material import PagePicture, Piece
from tests.ingest.extract.recognise_samples import RED, Drawn, picture, scan_pdf

_HEAD = [
    Drawn(40, 165, "TỈNH ỦY LÀO CAI", 11),
    Drawn(210, 165, "ĐẢNG CỘNG SẢN VIỆT NAM", 11),
    Drawn(50, 148, "Số 47-CT/TU", 11),
    Drawn(200, 148, "Lào Cai, ngày 11 tháng 11 năm 2014", 10),
    Drawn(180, 120, "CHỈ THỊ", 13),
]
_BODY = [
    Drawn(40, 95, "Ban Thường vụ Tỉnh ủy yêu cầu các cấp ủy tổ chức", 12),
    Drawn(40, 78, "thực hiện nghiêm những nội dung sau đây:", 12),
]


def _words(page: RecognisedPage) -> str:
    return " ".join(word.text for word in page.words)


# --- how a page lies -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("degrees", [-4.0, -1.0, 0.0, 0.5, 2.5])
@pytest.mark.parametrize("quarters", [0, 1, 2, 3])
def test_slope_and_side_of_a_page_are_seen(degrees: float, quarters: int) -> None:
    page = turned(grey_of(picture(_HEAD + _BODY)), degrees)
    lies = lying(np.ascontiguousarray(np.rot90(page, quarters)))
    assert lies.is_sideways == (quarters % 2 == 1)
    assert lies.degrees == pytest.approx(degrees, abs=0.35)


def test_an_empty_page_lies_straight() -> None:
    assert lying(np.full((400, 300), 255, np.uint8)).degrees == 0.0


def test_a_page_turned_there_and_back_is_the_same_but_for_its_rims() -> None:
    page = grey_of(picture(_HEAD + _BODY))
    back = turned(turned(page, 2.0), -2.0)
    middle = (slice(60, -60), slice(60, -60))
    assert np.abs(back[middle].astype(int) - page[middle].astype(int)).mean() < 12


# --- cleaning --------------------------------------------------------------------------------------------------------


def test_red_ink_is_bleached_and_black_letters_under_it_stay() -> None:
    clean, stamped = picture(_BODY), picture(_BODY)
    ring = np.zeros(stamped.shape[:2], bool)
    ring[205:230, 200:250] = True
    stamped[ring] = np.minimum(stamped[ring], np.array([60, 40, 215], np.uint8))
    grey = without_red(stamped)
    assert (grey[ring][grey_of(clean)[ring] > 250] > 180).all()
    assert (grey[ring][grey_of(clean)[ring] < 30] < 90).all()


def test_letters_that_are_all_red_stay() -> None:
    red = picture([Drawn(40, 100, "ĐẢNG CỘNG SẢN VIỆT NAM", 16, RED)])
    assert (without_red(red) < 128).sum() > 500


def test_shadow_and_specks_are_taken_off() -> None:
    page = grey_of(picture(_BODY))
    shaded = (page * np.linspace(1.0, 0.4, page.shape[1])).astype(np.uint8)
    even = cleaned(shaded)
    assert np.percentile(even[:, -100:], 50) > 215
    specks = page.copy()
    specks[::9, ::7] = 0
    assert (smoothed(specks)[1:40, 1:-1] < 128).sum() == 0


@pytest.mark.parametrize("bits", [1, 2, 4, 8])
def test_a_packed_picture_holds_its_greys(bits: int) -> None:
    grey = np.tile(np.array([0, 255], np.uint8), (3, 5))
    payload = png(grey, bits=bits)
    rows = zlib.decompress(payload[payload.index(b"IDAT") + 4 : payload.index(b"IEND") - 8])
    assert len(rows) == 3 * (1 + -(-10 * bits // 8))
    assert payload[24] == bits


def test_a_kept_picture_is_small() -> None:
    noise = np.random.default_rng(1).integers(0, 255, (1400, 1000)).astype(np.uint8)
    assert kept_picture(shrunk(noise, 1), 150)[24] == 1
    assert len(kept_picture(grey_of(picture(_HEAD, dpi=300)), 300)) < 60_000


# --- words, lines, pieces --------------------------------------------------------------------------------------------


def _page(*words: tuple[str, float, float, int], sure: float = 0.9, number: int = 1) -> RecognisedPage:
    made = tuple(
        RecognisedWord(text, left, bottom, left + 6.0 * len(text), bottom + 10, sure, line)
        for text, left, bottom, line in words
    )
    mean = sure if words else 0.0
    return RecognisedPage(number, 595, 842, made, 0, 0.0, PagePicture(number, "image/png", b""), mean, mean < 0.5)


def test_words_of_a_line_are_parted_where_columns_part_them() -> None:
    page = _page(("TỈNH", 50, 800, 0), ("ỦY", 80, 800, 0), ("ĐẢNG", 300, 800, 0), ("CỘNG", 330, 800, 0))
    lines = page_lines(page).lines
    assert [line.text for line in lines] == ["TỈNH ỦY", "ĐẢNG CỘNG"]
    assert lines[1].confidence == pytest.approx(0.9)
    assert lines[0].starts == ((0, 50), (5, 80))


def test_specks_make_no_line() -> None:
    assert page_lines(_page(("~", 50, 500, 0), (".", 90, 480, 1))).lines == ()
    assert page_lines(_page(("xq", 50, 500, 0), sure=0.1)).lines == ()


def test_pieces_are_as_sure_as_their_words() -> None:
    page = _page(("Một", 50, 500, 0), ("hai", 80, 500, 0), sure=0.8)
    known, other = with_confidence([Piece("Một hai", page=1), Piece("ba", page=2)], [page])
    assert known.confidence == pytest.approx(0.8)
    assert other.confidence == 1.0


def test_a_page_nobody_can_read_is_told_and_a_scan_without_any_other_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.extract.recognise_lines.name_and_version", lambda: "Tesseract")
    good, bad = _page(("Nội", 50, 500, 0)), _page(("zx", 50, 500, 0), sure=0.2, number=2)
    assert derivation_of([good, bad]).losses == ("1 trang có chữ mờ, đọc không chắc (trang 2)",)
    assert derivation_of([good]).methods == ("recognised",)
    with pytest.raises(ExtractError, match="không đọc được") as caught:
        extracted_pages([bad])
    assert "300 dpi" in caught.value.remedy


# --- the recogniser --------------------------------------------------------------------------------------------------


def test_a_scan_is_read_as_its_letters_stand() -> None:
    document = pypdfium2.PdfDocument(scan_pdf([_HEAD + _BODY], width=420, height=200))
    beats: list[int] = []
    with paced(Pace(beat=beats.append)):
        (page,) = recognise_pdf_pages(document, [1])
    assert beats == [1]
    assert "47-CT/TU" in _words(page)
    assert page.confidence > 0.8
    assert not page.is_unread
    assert (page.rotation, page.number) == (0, 1)
    assert all("47" in reading for reading in page.again.numbers)
    extracted = extracted_pages([page])
    assert extracted.pieces[0].kind == "letterhead-left"
    assert extracted.pieces[0].text.splitlines()[-1] == "Số 47-CT/TU"
    assert "ngày 11 tháng 11 năm 2014" in extracted.pieces[1].text
    assert extracted.derivation is not None
    assert extracted.derivation.tool.startswith("Tesseract ")
    assert extracted.pictures[0].payload.startswith(b"\x89PNG")


def test_a_page_upside_down_is_turned() -> None:
    document = pypdfium2.PdfDocument(scan_pdf([_HEAD + _BODY], width=420, height=200))
    document[0].set_rotation(180)
    (page,) = recognise_pdf_pages(document, [1])
    assert page.rotation == 180
    assert "47-CT/TU" in _words(page)


def test_more_pages_than_allowed_are_refused_before_any_is_read() -> None:
    document = pypdfium2.PdfDocument(scan_pdf([[], [], []]))
    with paced(Pace(max_pages=2)), pytest.raises(ExtractError, match="quá 2 trang") as caught:
        recognise_pdf_pages(document, [1, 2, 3])
    assert "ocr_max_pages" in caught.value.remedy


def test_an_empty_page_is_empty_and_not_unread() -> None:
    (page,) = recognise_pdf_pages(pypdfium2.PdfDocument(scan_pdf([[]])), [1])
    assert page.words == ()
    assert not page.is_unread


@pytest.mark.parametrize(
    ("program", "package"),
    [("tesseract-khong-co", "tesseract-ocr"), ("/bin/true", "tesseract-ocr-vie")],
    ids=["no program", "no Vietnamese letters"],
)
def test_what_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch, program: str, package: str) -> None:
    monkeypatch.setattr(tesseract, "_PROGRAM", program)
    tesseract.require.cache_clear()
    try:
        with pytest.raises(ExtractError, match="Tesseract") as caught:
            tesseract.require()
    finally:
        tesseract.require.cache_clear()
    assert package in caught.value.remedy


# --- stamps ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stamp", "mark"),
    [
        pytest.param(Drawn(150, 85, "MẬT", 36, RED), "MẬT", id="over the text"),
        pytest.param(Drawn(120, 60, "TỐI MẬT", 30, RED, 15), "TỐI MẬT", id="slanting"),
        pytest.param(Drawn(395, 30, "TUYỆT MẬT", 22, RED, 90), "TUYỆT MẬT", id="up the margin"),
    ],
)
def test_a_red_stamp_is_read_whatever_lies_under_it(stamp: Drawn, mark: str) -> None:
    assert mark in ink_lines(picture([*_BODY, stamp]))


def test_a_frame_does_not_hide_its_stamp() -> None:
    page = picture([*_BODY, Drawn(150, 30, "MẬT", 30, RED)])
    page[290:296, 290:450] = page[384:390, 290:450] = (45, 30, 215)
    page[290:390, 290:296] = page[290:390, 444:450] = (45, 30, 215)
    assert "MẬT" in ink_lines(page)


def test_black_letters_up_the_margin_are_left_over_and_read() -> None:
    grey = grey_of(picture([Drawn(395, 30, "TỐI MẬT", 22, slant=90)]))
    assert "TỐI MẬT" in left_lines(grey, ())


def test_a_page_in_black_has_no_stamp() -> None:
    assert ink_lines(picture(_HEAD + _BODY)) == ()
